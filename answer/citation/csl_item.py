"""A work as an item of CSL-JSON: its type and its variables, nothing that is not known.

Legal types are CSL's own (``legislation``, ``legal_case``, ``treaty``). An act's ``title`` is its
full name, ``title-short`` what later notes call it, ``citation-label`` what running text does;
``container-title`` is its gazette with year and number, in words and (``-short``) abbreviated;
``authority`` the state or court. The mark of a digest is part of all three names, so that no
style can leave it out. In English items ``original-title`` has the Indonesian name, unmarked.
"""

from __future__ import annotations

import re
from typing import Any, Final

from dalil.answer.citation.author_names import name_of, names_of
from dalil.answer.citation.work_names import (
    WORDS,
    authority,
    full_name,
    gazette,
    is_ruling,
    is_treaty,
    later_name,
    short_name,
    title_case_marked,
)
from dalil.ingest.bibliography.title_markup import csl_text
from dalil.ingest.model import Document, Tier

# "10-21", "10–21" and "S12 - S19" are ranges of pages; "e123" and "10, 15" are none; in "12-1–12-9"
# the long dash is the range's.

#: Two hyphens (TeX) or a dash of its own: never part of a page's name.
_LONG: Final = re.compile(r"\s*(?:-{2,3}|[–—―−‒])\s*")
_SHORT: Final = re.compile(r"\s*[-‐‑]\s*")


def page_range(pages: str) -> str:
    """The pages as CSL wants them: a hyphen in a range, an en dash where pages have hyphens."""
    return ", ".join(_said(part, "-", "–") for part in _parts(pages))


def tex_pages(pages: str) -> list[list[str]]:
    """The parts of a list of pages, each its first and last page, or one page alone."""
    return [_ends(part) for part in _parts(pages)]


def ends(pages: str) -> tuple[str, str]:
    """First and last page; the last is empty for one page, and for a list, which has no end."""
    parts = tex_pages(pages)
    if len(parts) != 1 or len(parts[0]) != 2:
        return page_range(pages), ""
    return parts[0][0], parts[0][1]


def _parts(pages: str) -> list[str]:
    return [said for part in pages.split(",") if (said := " ".join(part.split()))]


def _ends(part: str) -> list[str]:
    """The two ends of a range; whatever has no dash or too many is one page as it stands."""
    for dash in (_LONG, _SHORT):
        found = dash.split(part)
        if len(found) == 2 and all(found):
            return found
    return [part]


def _said(part: str, short: str, long: str) -> str:
    first, *last = _ends(part)
    if not last:
        return first
    return f"{first}{long if _SHORT.search(first + last[0]) else short}{last[0]}"


Item = dict[str, Any]

#: Kinds of secondary and tertiary works, folded, and their types.
_TYPES: Final = {
    "buku": "book", "book": "book", "artikel": "article-journal", "jurnal": "article-journal",
    "article": "article-journal", "skripsi": "thesis", "tesis": "thesis", "disertasi": "thesis",
    "thesis": "thesis", "laporan": "report", "report": "report", "naskah akademik": "report",
    "makalah": "paper-conference", "prosiding": "paper-conference", "bab": "chapter",
    "bab buku": "chapter", "koran": "article-newspaper", "majalah": "article-magazine",
    "laman": "webpage", "glosarium": "entry-dictionary", "kamus": "entry-dictionary",
    "ensiklopedia": "entry-encyclopedia", "ensiklopedi": "entry-encyclopedia",
}  # fmt: skip
#: Types that a record may state itself (CSL 1.0.2, Appendix III, as Zotero reads them).
TYPES: Final = frozenset(
    "article article-journal article-magazine article-newspaper bill book chapter entry "
    "entry-dictionary entry-encyclopedia legal_case legislation manuscript pamphlet "
    "paper-conference post-weblog report review review-book speech thesis treaty webpage".split()
)
_JOURNAL: Final = re.compile(r"\b(?:jurnal|journal|law review|majalah hukum)\b", re.IGNORECASE)
#: What appears in a container: its issuer is the container, not the publisher.
_CONTAINED: Final = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "paper-conference", "chapter"}
)
#: Addresses and names of things: nothing in them is markup.
_EXACT: Final = frozenset({"id", "type", "URL", "DOI"})
_PEOPLE: Final = frozenset({"editor", "translator"})


def item_of(document: Document, language: str = "id") -> Item:
    """The item of a work, with the words around names in this language (``id`` or ``en``)."""
    extra = dict(document.extra)
    kind = type_of(document)
    item: Item = {"id": document.id, "type": kind}
    if document.tier is Tier.PRIMARY:
        item |= _legal(document, language)
    else:
        item |= _literature(document, kind, language)
    if document.authors and document.tier is not Tier.PRIMARY:  # a digest's are not the act's
        item["author"] = [name_of(author) for author in document.authors]
    if issued := _issued(document, kind):
        item["issued"] = {"date-parts": [issued]}
    if document.url:
        item["URL"] = document.url
    for name, value in extra.items():
        if name == "type":
            continue
        if name in _PEOPLE:
            item[name] = names_of(value)
        elif name == "accessed":
            item[name] = {"date-parts": [_date_parts(value)]}
        elif name == "title-short":
            item[name] = _marked(value, document, language)
        elif name == "page":
            item[name] = page_range(value)
        else:
            item[name] = value
    return {
        name: csl_text(value) if isinstance(value, str) and name not in _EXACT else value
        for name, value in item.items()
        if value
    }


def type_of(document: Document) -> str:
    """The CSL type of a work: what its record says, else by tier and kind."""
    said = dict(document.extra).get("type", "")
    if document.tier is Tier.PRIMARY:
        return (
            "legal_case" if is_ruling(document)
            else "treaty" if is_treaty(document) or said == "treaty"
            else "legislation"
        )  # fmt: skip
    if said in TYPES:
        return said
    known = _TYPES.get(document.kind.casefold())
    if known is not None:
        return known
    if document.tier is Tier.TERTIARY:
        return "entry-dictionary"
    names = {name for name, _ in document.extra}
    if names & {"container-title", "ISSN", "issue"} or _JOURNAL.search(document.issuer or ""):
        return "article-journal"
    return "article"  # CSL's word for a paper of unknown kind; Zotero's "document"


def _legal(document: Document, language: str) -> Item:
    def marked(name: str) -> str:
        return _marked(name, document, language)

    item: Item = {
        "title": marked(full_name(document, language)),
        "title-short": marked(later_name(document, language)),
        "citation-label": " ".join(
            filter(None, (short_name(document), _mark(document, language, short=True)))
        ),
        "authority": authority(document, language),
        "container-title": gazette(document, language, full=True),
        "container-title-short": gazette(document, language),
        "number": document.number,
    }
    if language != "id":
        item["original-title"] = full_name(document)
    return item


def _literature(document: Document, kind: str, language: str) -> Item:
    title = title_case_marked(document.title) or full_name(document, language)
    short, colon, _ = title.partition(": ")
    item: Item = {
        "title": _marked(title, document, language),
        "title-short": _marked(short.strip() if colon and short.strip() else title, document,
                               language),
        "status": _mark(document, language, short=True),
        "container-title" if kind in _CONTAINED else "publisher": document.issuer,
    }  # fmt: skip
    if kind == "thesis":
        item["genre"] = document.kind if document.kind.casefold() != "thesis" else "Tesis"
    return item


def _mark(document: Document, language: str, *, short: bool = False) -> str:
    words = WORDS[language]
    return (words.digest_short if short else words.digest) if document.digest else ""


def _marked(name: str, document: Document, language: str) -> str:
    return " ".join(filter(None, (name, _mark(document, language))))


def _issued(document: Document, kind: str) -> list[int]:
    """Year, month and day as far as known; of an act the year that its name says."""
    parts = _date_parts(document.date or "")
    if document.year is not None and parts[:1] != [document.year]:
        parts = [document.year]
    if kind == "treaty" and len(parts) == 1 and str(parts[0]) in document.title:
        return []  # "Konvensi … Tahun 1969" has said it
    return parts


def _date_parts(date: str) -> list[int]:
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date)
    return [int(part) for part in match.groups() if part] if match else []
