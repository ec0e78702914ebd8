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
