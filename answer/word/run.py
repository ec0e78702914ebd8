"""What a line of a Word file is made of: pieces of text, and footnotes.

Text is only ever text here: it becomes ``w:t`` elements, never a field, a hyperlink or a
macro. What XML or Word cannot hold, and what would turn the direction of the words after it, is
left out (`answer.cell.plain`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from answer.cell import plain

#: Characters of one ``w:t``: XML readers refuse a text node of more than ten million bytes.
_NODE_LIMIT: Final = 1_000_000
_BREAK: Final = re.compile(r"\r\n?|[\n\v\f\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Text:
    """Some words, and how they look."""

    text: str
    italic: bool = False
    bold: bool = False
    struck: bool = False
    underlined: bool = False
    marked: bool = False  # as with a yellow pen


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at this place; its number is Word's own."""

    runs: tuple[Text, ...]


Piece = str | Text | Footnote


def texts(runs: Iterable[tuple[str, bool]]) -> tuple[Text, ...]:
    """Runs of (text, italic), as `answer.cite.cite_runs` gives them."""
    return tuple(Text(text, italic=italic) for text, italic in runs)


def element(piece: Text | str, style: str | None = None) -> Any:
    """The ``w:r`` of a piece of text; its line breaks become Word's, its tabs too."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    said = piece if isinstance(piece, Text) else Text(piece)
    run = OxmlElement("w:r")
    look = OxmlElement("w:rPr")
    if style:
        named = OxmlElement("w:rStyle")
        named.set(qn("w:val"), style)
        look.append(named)
    # In the order of the schema (ECMA-376, CT_RPr): Word calls anything else a damaged file.
    flags = (("w:b", said.bold), ("w:i", said.italic), ("w:strike", said.struck))
    for name, wanted in flags:
        if wanted:
            look.append(OxmlElement(name))
    for name, value, wanted in (
        ("w:highlight", "yellow", said.marked),
        ("w:u", "single", said.underlined),
    ):
        if wanted:
            valued = OxmlElement(name)
            valued.set(qn("w:val"), value)
            look.append(valued)
    if len(look):
        run.append(look)
    for number, line in enumerate(_BREAK.split(said.text)):
        if number:
            run.append(OxmlElement("w:br"))
        for column, words in enumerate(line.split("\t")):
            if column:
                run.append(OxmlElement("w:tab"))
            kept = plain(words)
            for begin in range(0, len(kept), _NODE_LIMIT):
                text = OxmlElement("w:t")
                text.text = kept[begin : begin + _NODE_LIMIT]
                text.set(qn("xml:space"), "preserve")
                run.append(text)
    return run
