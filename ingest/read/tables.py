"""A table row becomes one line of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_MARKER: Final = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]+)[.)]|[-•:])\Z")


def row_line(cells: Iterable[str]) -> str:
    """The cells joined by " | ", empty ones left out.

    Acts set their opening as a table without lines ("Menimbang", ":", "a.", "bahwa …"): after a
    colon or a list number, and before a colon, a plain space is put, so that it reads as text.
    """
    line = ""
    last = ""
    for cell in cells:
        words = " ".join(cell.split())
        if not words:
            continue
        if line:
            line += " " if words == ":" or _MARKER.match(last) else " | "
        line += words
        last = words
    return line
