"""Where the rooms go in a wheel: under `dalil`, as the links in `dalil/` show them to a checkout.

An archive of sources holds the rooms and no links to them, so a wheel made of either is the same.
"""

from __future__ import annotations

from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOMS: Final = (
    "ingest", "index", "answer", "cli", "service", "views", "corpus", "app.py", ".streamlit",
)  # fmt: skip


class Rooms(BuildHookInterface[Any]):
    """Puts each room into the package; an editable installation has the links."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a wheel is made."""
        if version != "editable":
            build_data["force_include"].update({room: f"dalil/{room}" for room in ROOMS})
