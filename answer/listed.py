"""Lists as people write them: bullets and numbers in plain text, Markdown and Word."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from ingest.errors import BatchError, SourceError
from ingest.messages import Message, message_of

#: The mark of an item: a bullet, or a short number or letter with its full stop or bracket.
_MARK: Final = re.compile(r"\s*(?:[-–—•*+·▪●◦○‣✓☐]|\(?(?:\d{1,4}|[a-z])[.)])(?:\s+|\Z)")
_FENCE: Final = re.compile(r"\s*(?:```|~~~)")
_HEADING: Final = re.compile(r"\s*#{1,6}\s")
#: Emphasis of Markdown around words.
_EMPHASIS: Final = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S))(.+?)\1(?!\w)")
_BOX: Final = re.compile(r"\[[ xX]\]\s+")

#: Paragraphs beside a list that are named.
_NAMED: Final = 8

Item = tuple[str, int]  # its text, the line or paragraph it begins in, from 1


def unmarked(line: str) -> str:
    """A line without the bullet or number before it; a line that is only a mark stays."""
    match = _MARK.match(line)
    rest = line[match.end() :].strip() if match else line.strip()
    return rest or line.strip()


def markdown_items(text: str) -> list[Item]:
    """The items of the lists of a Markdown text; without a list, its paragraphs' lines.

    An item goes on in the indented lines below it. Headings and code are no items.
    """
    listed: list[Item] = []
    lines: list[Item] = []
    open_item = fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            fenced, open_item = not fenced, False
            continue
        if fenced or _HEADING.match(line) or not line.strip():
            open_item = False
            continue
        if match := _MARK.match(line):
            said = _plain(line[match.end() :])
            if said:
                listed.append((said, number))
                open_item = True
            continue
        if open_item and line[:1].isspace():
            said, first = listed.pop()
            listed.append((f"{said} {_plain(line)}", first))
            continue
        open_item = False
        lines.append((_plain(line), number))
    return listed or lines


def _plain(line: str) -> str:
    return _EMPHASIS.sub(r"\2", _BOX.sub("", line.strip(), count=1)).strip()


def docx_items(path: Path) -> list[Item]:
    """The items of the lists of a Word file, at every level; none where it has no list.

    A list is what Word numbers or marks; typed marks count where there are two or more of them.
    Headings are no items. Raises BatchError where the file cannot be read.
    """
    body = _docx_body(path)
    listed = [(text, row) for text, row, marked in body if marked]
    if not listed:
        listed = [(text, row) for text, row, _ in body if _MARK.match(text)]
        listed = listed if len(listed) > 1 else []
    return [(unmarked(text), row) for text, row in listed]


def docx_around(path: Path, items: list[Item]) -> str:
    """What a Word file holds beside its list, in a line; "" where there is nothing."""
    listed = {row for _, row in items}
    rows = [row for _, row, _ in _docx_body(path) if row not in listed]
    named = ", ".join(map(str, rows[:_NAMED])) + (" …" if len(rows) > _NAMED else "")
    table = any(any(cell.strip() for cell in cells) for _, cells in docx_table(path))
    if not rows:
        return Message("batch.table_passed_over") if table else ""
    key = "batch.paragraphs_and_table_unread" if table else "batch.paragraphs_unread"
    return Message(key, count=len(rows), named=named)


def docx_paragraphs(path: Path) -> list[Item]:
    """The paragraphs of a Word file that are no headings. Raises BatchError as `docx_items`."""
    return [(unmarked(text), row) for text, row, _ in _docx_body(path)]


def _docx_body(path: Path) -> list[tuple[str, int, bool]]:
    from ingest.read.docx import read_paragraphs

    try:
        paragraphs = read_paragraphs(path)
    except SourceError as error:
        raise BatchError(message_of(error)) from error
    return [(p.text, p.row, p.marked) for p in paragraphs if p.text and not p.heading]


def docx_table(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of the first table of a Word file; none where there is no table."""
    import docx

    try:
        tables = docx.Document(str(path)).tables
        rows = list(tables[0].rows) if tables else []
        return [(n, [cell.text for cell in row.cells]) for n, row in enumerate(rows, 1)]
    except Exception as error:  # of a damaged package python-docx raises whatever comes first
        raise BatchError(Message("batch.table_unread", name=path.name, error=error)) from error
