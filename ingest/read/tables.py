"""A table row becomes one line of text; a table that only sets out an act becomes its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_MARKER: Final = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]+)[.)]|[-•:])\Z")
#: A line that heads a pasal, as cells hold it: with Markdown's own marks.
_PASAL: Final = re.compile(r"[#*\s_]*Pasal\s+(?:\d{1,4}[A-Z]?|[IVX]{1,5})[.*\s_]*\Z")
#: Labels of the preamble that stand in a cell beside their text.
_LABEL: Final = re.compile(
    r"[#*\s_]*(?:Menimbang|Mengingat|Memperhatikan|Menetapkan)[:*\s_]*\Z", re.I
)
#: From this share of rows with one text each, a table is the page's layout and holds no columns.
_SINGLE: Final = 0.8


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


def act_lines(rows: Sequence[Sequence[Sequence[str]]]) -> list[str] | None:
    """The lines of an act that stands in a table's cells; None where the table is one.

    Args:
        rows: rows of cells of lines.

    A portal sets a whole act as a table: a cell for "(1)", a cell for its words, "Pasal 5" in a
    row of its own. Such a table has a line that is a pasal's heading and nearly no row with two
    texts side by side; a comparison of provisions has such rows, and stays a table.
    """
    filled = [[lines for cell in row if (lines := _said(cell))] for row in rows]
    filled = [row for row in filled if row]
    if not any(_PASAL.match(line) for row in filled for cell in row for line in cell):
        return None
    single = sum(len([cell for cell in row if not _is_mark(cell)]) <= 1 for row in filled)
    if single < _SINGLE * len(filled):
        return None
    out: list[str] = []
    for row in filled:
        marks = ""
        for cell in row:
            if _PASAL.match(cell[0]) or (len(cell) > 1 and not marks):
                out += [marks.strip()] if marks else []
                marks = ""
                out += cell
            elif _is_mark(cell):
                marks += cell[0] + " "
            else:
                out += [marks + cell[0], *cell[1:]]
                marks = ""
        out += [marks.strip()] if marks else []
    return out


def _said(cell: Sequence[str]) -> list[str]:
    return [words for line in cell if (words := " ".join(line.split()))]


def _is_mark(cell: Sequence[str]) -> bool:
    """Whether a cell holds a list's mark, a label or a heading, and no text of its own."""
    line = cell[0]
    return len(cell) == 1 and bool(_MARKER.match(line) or _LABEL.match(line) or _PASAL.match(line))
