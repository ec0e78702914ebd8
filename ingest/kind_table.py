"""The kinds of acts that depend on no ministry, body or region (`ingest/data/act_types.toml`).

Rank is explained in `ingest.kind`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ingest.words import read_data


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act. ``short`` is how it is cited, ``name`` its full name, ``english`` also."""

    slug: str
    short: str
    name: str
    rank: int | None = None
    issuer: str = ""
    english: str = ""


def _kinds(table: str) -> dict[str, Kind]:
    return {slug: Kind(slug, **row) for slug, row in _TABLES[table].items()}


_TABLES: Final = read_data("ingest/data/act_types.toml")
#: The kinds that do not depend on a ministry, body or region; the others come from `kind_of`.
KINDS: Final = tuple(_kinds("kinds").values())
#: Other words for the kinds above, folded.
ALIASES: Final[dict[str, str]] = _TABLES["aliases"]
#: Kinds that only their own names lead to.
EXTRA: Final = _kinds("extra")
