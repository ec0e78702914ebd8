"""A work and a place in it become a citation, in a style.

A style is a CSL file (`answer.citation.csl_style`): ours, or a person's own. `cite` says one
citation, `footnotes` those of a document in their order (first in full, then short, "Ibid."), and
`answer.citation.bibliography` sorts and groups the works. What is not known is left out, never
guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dalil.answer.citation.csl_style import Position, Style, find_style
from dalil.answer.citation.work_names import WORDS
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Passage, Tier

if TYPE_CHECKING:
    from dalil.answer.citation.csl_engine import Runs


# Where in the work: a locator and a page in the words of a citation, never more than is known.

_TERM_LIMIT: Final = 12  # words a glossary's term may have


def pointer(
    document: Document, where: Locator | Passage, page: int | None, language: str = "id"
) -> str:
    """``Pasal 363 ayat (2) huruf c, hlm. 210`` of an act, ``hlm. 12`` of a book, an entry's term.

    A digest's page is left out: read as a page of the official text it would be a wrong pointer.
    A book without pages is pointed into by heading and paragraph.
    """
    words = WORDS[language]
    locator = where.locator if isinstance(where, Passage) else where
    page = page_of(document, where, page)
    at_page = f"{words.page} {page}" if page is not None else ""
    if locator.step("entri"):
        return ", ".join(filter(None, (f"{words.entry} “{_term(where)}”", at_page)))
    if document.tier is not Tier.PRIMARY and at_page:
        return at_page
    return ", ".join(filter(None, (_label(where, language), at_page)))


def page_of(document: Document, where: Locator | Passage, page: int | None) -> int | None:
    """The page to point at: the one given, the passage's, the locator's; none of a digest."""
    locator = where.locator if isinstance(where, Passage) else where
    if page is None and isinstance(where, Passage):
        page = where.page
    if page is None and (step := locator.step("halaman")) and step.label.isdecimal():
        page = int(step.label)
    return None if document.digest else page


def provision(where: Locator | Passage, language: str = "id") -> str:
    """The locator alone, without a page: ``Pasal 363 ayat (2)``."""
    locator = where.locator if isinstance(where, Passage) else where
    if locator.step("entri"):
        return f"{WORDS[language].entry} “{_term(where)}”"
    return _label(where, language)


def _label(where: Locator | Passage, language: str) -> str:
    """The locator's label; a heading is said in its own words where the passage has them."""
    locator = where.locator if isinstance(where, Passage) else where
    locator = Locator(tuple(s for s in locator.steps if s.unit != "halaman"))
    if not locator.step("judul"):
        return locator.label("en" if language == "en" else "id")
    rest = Locator(tuple(s for s in locator.steps if s.unit != "judul"))
    said = _heading(where)
    label = rest.label("en" if language == "en" else "id")
    return ", ".join(filter(None, (f"{WORDS[language].section} “{said}”", label)))


def _heading(where: Locator | Passage) -> str:
    """The innermost heading in its own words where the passage has them, else the id's."""
    if isinstance(where, Passage) and where.heading:
        return where.heading[-1]
    step = (where.locator if isinstance(where, Passage) else where).step("judul")
    return step.label.partition("~")[0].replace("-", " ") if step else ""


def _term(where: Locator | Passage) -> str:
    """A glossary's term as the file writes it; from an id alone, without its capitals."""
    locator = where.locator if isinstance(where, Passage) else where
    step = locator.step("entri")
    slug = step.label.partition("~")[0] if step else ""
    if isinstance(where, Passage):
        for heading in reversed(where.heading):
            if _slug(heading) == slug:
                return heading
        for match in list(re.finditer(r"\S+", where.text))[:_TERM_LIMIT]:
            written = where.text[: match.end()].strip(" \t\n:;,.*_#=–—-“”\"'")
            if _slug(written) == slug:
                return " ".join(written.split())
    return slug.replace("-", " ")


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


#: How the units of a locator are said in one breath: "art. 363(2)(c)".
_COMPACT: Final = {
    "pasal": "art. {}", "bab": "ch. {}", "buku": "bk. {}", "bagian": "pt. {}",
    "paragraf": "subpt. {}", "lampiran": "annex {}", "diktum": "dictum {}", "alinea": "para. {}",
    "penjelasan": "elucidation", "umum": "general", "pembukaan": "pmbl.", "menimbang": "pmbl.",
    "mengingat": "pmbl.", "memperhatikan": "pmbl.", "penutup": "closing",
}  # fmt: skip
#: Of these the label belongs to the unit before: art. 363 + (2).
_INNER: Final = frozenset({"ayat", "huruf", "angka"})


def compact(document: Document, where: Locator | Passage, page: int | None) -> str:
    """``art. 363(2)(c), at 210``: the place as the Bluebook says it, without a page alone.

    The consideranda are the preamble ("pmbl."); a heading is quoted, an entry is "s.v.".
    """
    locator = where.locator if isinstance(where, Passage) else where
    said: list[str] = []
    for step in locator.steps:
        label = step.label.partition("~")[0]
        if step.unit in _INNER:
            before = said.pop() if said else ""
            said.append(f"{before}{' ' if before.endswith('.') else ''}({label})")
        elif step.unit == "entri":
            return f"s.v. “{_term(where)}”"
        elif step.unit == "judul":
            said.append(f"“{_heading(where)}”")
        elif step.unit in _COMPACT:
            said.append(_COMPACT[step.unit].format(label.upper()).strip())
    if not said:
        return ""
    at = page_of(document, where, page)
    return ", ".join([*said, *([f"at {at}"] if at is not None else [])])


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
    from dalil.answer.citation.csl_engine import filled

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
    from dalil.answer.citation.csl_engine import CitedLocator, template
    from dalil.answer.citation.csl_item import item_of

    item = item_of(document, language)
    return template(style, language, item, CitedLocator(label, brief), position)
