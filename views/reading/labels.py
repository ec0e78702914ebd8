"""What a part, a passage or a heading is called in the reader, in few words."""

from __future__ import annotations

import re
from typing import Final, Literal

from answer.pointer import provision
from ingest.locator import Locator
from ingest.model import Passage
from views.reading.contents import Node
from views.reading.opened import Opened, Part

Language = Literal["id", "en"]

#: Characters of a heading's first line that stand for it.
_LINE: Final = 110
_QUOTED: Final = re.compile(r"“(.*)”", re.DOTALL)


def label(part: Part, language: Language, pages: str = "hlm.", brief: bool = False) -> str:
    """``Pasal 5``, ``Penjelasan Pasal 5``, a heading's own words, a dictionary's term, a page.

    ``brief`` leaves out what the table of contents says above it. ``pages`` is the word for page.
    """
    first = part.passages[0]
    unit = first.locator.steps[-1].unit if first.locator.steps else ""
    if unit == "judul":
        line = first.text.strip().partition("\n")[0]
        return line if len(line) <= _LINE else f"{line[:_LINE].rsplit(' ', 1)[0]} …"
    if unit == "entri":
        said = provision(first, language)
        quoted = _QUOTED.search(said)
        return quoted[1] if quoted else said
    if unit in {"alinea", "halaman"} and len(first.locator.steps) == 1 and first.page is not None:
        return f"{pages} {first.page}"
    locator = first.locator
    if brief and len(locator.steps) > 1 and locator.steps[0].unit in {"penjelasan", "lampiran"}:
        locator = Locator(locator.steps[1:])
    said = locator.label(language)
    if len(part.passages) > 1:
        last = part.passages[-1].locator.steps[-1]
        return f"{said}–{last.label.partition('~')[0]}"
    return said


def place_of(passage: Passage, language: Language) -> str:
    """The place of any passage as a lawyer writes it."""
    return provision(passage, language)


def span_of(opened: Opened, node: Node, language: Language) -> str:
    """Which pasal stand under a heading: ``Pasal 5–9``; empty where they are no pasal."""
    first, last = opened.parts[node.first].locator, opened.parts[node.last].locator
    if not (len(first.steps) == len(last.steps) == 1):
        return ""
    one, other = first.steps[0], last.steps[0]
    if not (one.unit == other.unit == "pasal"):
        return ""
    said = first.label(language)
    return said if one == other else f"{said}–{other.label.partition('~')[0].upper()}"
