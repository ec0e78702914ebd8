"""Where in the work: a locator and a page in the words of a citation, never more than is known."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from answer.name import WORDS
from ingest.locator import Locator
from ingest.model import Document, Passage, Tier

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
    if page is None and isinstance(where, Passage):
        page = where.page
    if page is None and (step := locator.step("halaman")) and step.label.isdecimal():
        page = int(step.label)
    if document.digest:
        page = None
    at_page = f"{words.page} {page}" if page is not None else ""
    if locator.step("entri"):
        return ", ".join(filter(None, (f"{words.entry} “{_term(where)}”", at_page)))
    if document.tier is not Tier.PRIMARY and at_page:
        return at_page
    return ", ".join(filter(None, (_label(where, language), at_page)))


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
    heading = where.heading[-1] if isinstance(where, Passage) and where.heading else ""
    step = locator.step("judul")
    said = heading or (step.label.partition("~")[0].replace("-", " ") if step else "")
    label = rest.label("en" if language == "en" else "id")
    return ", ".join(filter(None, (f"{WORDS[language].section} “{said}”", label)))


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
