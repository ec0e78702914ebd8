"""Rows of tables become lines; a table that only sets out an act becomes the act's lines.

Portals set a whole act as a table, in HTML, in a word processor's file, or drawn with strokes in
plain text and Markdown ("| Pasal 1 | Setiap orang … |", boxed in "+-----+").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
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
    told = filled[1:] if _names_columns(filled[0]) else filled
    single = sum(len([cell for cell in row if not _is_mark(cell)]) <= 1 for row in told)
    if single < _SINGLE * len(told):
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


def _names_columns(row: Sequence[Sequence[str]]) -> bool:
    """Whether a row names columns: "Pasal | Isi"."""
    words = [" ".join(cell).split() for cell in row]
    return len(row) > 1 and all(len(said) <= 3 and said[0].isalpha() for said in words)


def _said(cell: Sequence[str]) -> list[str]:
    return [words for line in cell if (words := " ".join(line.split()))]


def _is_mark(cell: Sequence[str]) -> bool:
    """Whether a cell holds a list's mark, a label or a heading, and no text of its own."""
    line = cell[0]
    return len(cell) == 1 and bool(_MARKER.match(line) or _LABEL.match(line) or _PASAL.match(line))


# Tables drawn with strokes.

_BOX: Final = re.compile(r"\s*\+[-=+:]+\+\s*")
_RULE: Final = re.compile(r"[\s|:-]*")
_BAR: Final = re.compile(r"(?<!\\)\|")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)

#: A row of cells, each in its lines.
Row = list[list[str]]


def without_act_tables(lines: Sequence[str]) -> list[str]:
    """The lines, with those of a table that only sets out an act in place of its rows."""
    out: list[str] = []
    for drawn, group in groupby(lines, key=_is_drawn):
        block = list(group)
        found = act_lines(_rows(block)) if drawn else None
        out += block if found is None else found
    return out


def _is_drawn(line: str) -> bool:
    return line.lstrip().startswith("|") or _BOX.fullmatch(line) is not None


def _rows(block: Sequence[str]) -> list[Row]:
    """One row a line, or one between two rules of a box whose cells run over several lines."""
    boxed = [list(part) for rule, part in groupby(block, key=_is_box) if not rule]
    rules = len([line for line in block if _is_box(line)])
    if rules < 2 or (len(boxed) < 3 and any(len(_cells(line)) > 1 for line in block)):
        return [_cells(line) for line in block if not _is_box(line)]
    return [list(_column_wise(part)) for part in boxed]


def _is_box(line: str) -> bool:
    return _BOX.fullmatch(line) is not None


def _column_wise(lines: Sequence[str]) -> Iterator[list[str]]:
    rows = [_cells(line) for line in lines]
    for column in range(max(map(len, rows), default=0)):
        yield [words for row in rows if column < len(row) for words in row[column]]


def _cells(row: str) -> Row:
    """The cells of a pipe row, each in its lines; none of the rule below a table's head."""
    if _RULE.fullmatch(row):
        return []
    return [_BREAK.split(cell) for cell in _BAR.split(row.strip().strip("|"))]
