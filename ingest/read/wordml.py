"""WordprocessingML, the XML inside a DOCX: its visible text, its children, its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED: Final = frozenset(
    {
        f"{W}{name}"
        for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "txbxContent")
    }
    | {FALLBACK}
)
_BREAKS: Final = frozenset({f"{W}br", f"{W}cr"})
BLOCK_HOLDERS: Final = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)


#: The mark of a foot- or endnote in the text, with the note's number in its part of the file.
NOTE_MARKS: Final = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


def visible_text(node: Any, mark: Callable[[str, str], str] | None = None) -> str:
    """The visible text of a paragraph; breaks are line ends.

    ``mark`` gives what to write for a note's mark, by its part ("footnotes") and number there.
    """
    pieces: list[str] = []
    for child in node:
        tag = child.tag
        if tag in _SKIPPED:
            continue
        if tag == f"{W}t":
            pieces.append(child.text or "")
        elif tag == f"{W}tab":
            pieces.append("\t")
        elif tag in _BREAKS:
            pieces.append("\n")
        elif tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif mark is not None and tag in NOTE_MARKS:
            pieces.append(mark(NOTE_MARKS[tag], child.get(f"{W}id") or ""))
        else:
            pieces.append(visible_text(child, mark))
    return "".join(pieces)


def children(node: Any, name: str) -> Iterator[Any]:
    """Rows of a table, cells of a row, through content controls."""
    for child in node:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in BLOCK_HOLDERS:
            yield from children(child, name)


def value_of(node: Any) -> str:
    """The ``w:val`` of an element, empty where there is no element."""
    return "" if node is None else node.get(f"{W}val") or ""
