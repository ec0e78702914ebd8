"""What every answer of a server has: the state it was made of, and no path of the machine."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from dalil.answer.citation.csl_style import STYLES, own_styles
from dalil.ingest.errors import StyleError
from dalil.ingest.messages import Message
from dalil.library import Library

_FOLDERS: Final = re.compile(r"\A.*[/\\]", re.DOTALL)


def program() -> str:
    """The version of this program."""
    try:
        return version("dalil")
    except PackageNotFoundError:  # a checkout that is not installed
        return "0"


def state_of(library: Library) -> dict[str, Any]:
    """The index in use: its generation and hash, and how much it holds."""
    generation = library.in_use
    if generation is None:
        return {"generation": None, "hash": None, "documents": 0, "passages": 0}
    meta = generation.meta
    return state_of_label(generation.label, meta.documents, meta.passages)


def state_of_label(label: str, documents: int, passages: int) -> dict[str, Any]:
    digest = label.partition("-")[2] or None
    return {
        "generation": label or None, "hash": digest, "documents": documents, "passages": passages,
    }  # fmt: skip


def last_part(path: str) -> str:
    """A path's last part: the name of the file."""
    return _FOLDERS.sub("", path)


def without_folders(value: Any) -> Any:
    """The same with every file named without its folder: readers learn no path of the server."""
    if isinstance(value, dict):
        return {
            name: last_part(held)
            if name == "source" and isinstance(held, str)
            else without_folders(held)
            for name, held in value.items()
        }
    return [without_folders(one) for one in value] if isinstance(value, list) else value


def style_named(name: str) -> str:
    """A style by its name. Raises StyleError: what a request says is never taken for a path."""
    if name in STYLES or name in own_styles():
        return name
    known = ", ".join((*STYLES, *own_styles()))
    raise StyleError(Message("server.unknown_style", styles=known))
