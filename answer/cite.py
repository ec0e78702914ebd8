"""A work and a place in it become a citation, in a style.

A style is a CSL file (`answer.csl.style`): ours, or a person's own. `cite` says one citation,
`footnotes` those of a document in their order (first in full, then short, "Ibid."), and
`answer.bibliography` sorts and groups the works. What is not known is left out, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from answer.csl.style import STYLES, Position, Style, find_style
from answer.name import WORDS
from answer.pointer import compact, page_of, pointer, provision
from ingest.locator import Locator
from ingest.model import Document, Passage

if TYPE_CHECKING:
    from answer.csl.engine import Runs

__all__ = ["STYLES", "WHOLE_WORK", "Cited", "cite", "cite_runs", "footnote_runs", "footnotes"]

#: Where to point for the work itself.
WHOLE_WORK: Final = Locator()


@dataclass(frozen=True, slots=True)
class Cited:
    """What is being cited: the work, the place, the page if known, the language of the words.

    ``remark`` is a person's own note on the place; no citation says it, a reference manager does.
    """

    document: Document
    where: Locator | Passage = WHOLE_WORK
    page: int | None = None
    language: str = "id"
    remark: str = ""

    @property
    def place(self) -> str:
        """Provision and page: ``Pasal 363 ayat (2), hlm. 210``; empty for the work itself."""
        return pointer(self.document, self.where, self.page, self.language)


def cite(
    document: Document,
    where: Locator | Passage = WHOLE_WORK,
    page: int | None = None,
    style: str = "footnote",
    language: str = "id",
) -> str:
    """The citation of a place in a work, as plain text.

    ``where`` may be the passage itself: then its page, its heading's and its entry's own words
    are used; ``page`` overrides the page. ``style`` is a name of `STYLES`, of a CSL file in the
    user's folder, or a path to one; StyleError, a ValueError, where there is none. ``language``
    (``id`` or ``en``) is that of the words around the names; names of works stay in theirs.
    """
    return "".join(text for text, _ in cite_runs(document, where, page, style, language))


def cite_runs(
    document: Document,
    where: Locator | Passage = WHOLE_WORK,
    page: int | None = None,
    style: str = "footnote",
    language: str = "id",
) -> Runs:
    """The same as runs of text, each with whether it is italic: for Word and HTML."""
    found = find_style(style)
    return _runs(Cited(document, where, page, language), found, found.position)


def footnotes(cited: Sequence[Cited], style: str = "footnote") -> list[str]:
    """The notes of one document in their order, each as the style wants it there.

    A work is named in full the first time, short later, and where the style has it "Ibid."
    where the note before cites the same work.
    """
    return ["".join(text for text, _ in runs) for runs in footnote_runs(cited, style)]


def footnote_runs(cited: Sequence[Cited], style: str = "footnote") -> list[Runs]:
    """`footnotes` as runs."""
    found = find_style(style)
    notes: list[Runs] = []
    seen: set[str] = set()
    before: Cited | None = None
    for note in cited:
        notes.append(_runs(note, found, _position(note, before, seen)))
        seen.add(note.document.id)
        before = note
    return notes


def _position(note: Cited, before: Cited | None, seen: set[str]) -> Position:
    """Where a note stands, in CSL's words (specification, "position")."""
    if note.document.id not in seen:
        return "first"
    if before is None or before.document.id != note.document.id:
        return "subsequent"
    here, there = note.place, before.place
    if here == there:
        return "ibid"
    return "ibid-with-locator" if here else "subsequent"


def _runs(cited: Cited, style: Style, position: Position) -> Runs:
    from answer.csl.engine import filled

    language = style.language or (cited.language if cited.language in WORDS else "id")
    document, where, page = cited.document, cited.where, cited.page
    short = style.name == "short" and style.own
    said = pointer(document, where, page, language)
    label = "article-locator" if said else ""
    at = page_of(document, where, page)
    if said and at is not None and said == pointer(document, WHOLE_WORK, at, language):
        label, said = "page", str(at)
    elif short and provision(where, language):
        said = provision(where, language)
    brief = compact(document, where, page)
    marked = _template(style, language, _bare(document), label, bool(brief), position)
    return filled(marked, style, language, said, brief)


def _bare(document: Document) -> Document:
    """The document without what no citation says: a key for the cache that is small."""
    if not (document.text or document.page_starts or document.warnings):
        return document
    return replace(document, text="", page_starts=(), warnings=())


@lru_cache(maxsize=20_000)
def _template(
    style: Style, language: str, document: Document, label: str, brief: bool, position: Position
) -> str:
    from answer.csl.engine import Place, template
    from answer.csl.item import item_of

    item = item_of(document, language)
    return template(style, language, item, Place(label, brief), position)
