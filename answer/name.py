"""What a work is called: its full name, its short name, its people, its place in the gazette.

The order of an act's parts (kind, Nomor, Tahun, tentang, title) is that of UU 12/2011,
Lampiran II nomor 2–7; LN, TLN and BN are the abbreviations that legal citations use for
Lembaran Negara, its Tambahan and Berita Negara.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from answer.titlecase import title_case
from ingest.kind import Kind, kind_by_slug, kind_of
from ingest.model import Document, Tier


@dataclass(frozen=True, slots=True)
class Words:
    """The words a citation is made of, in one language."""

    nation: str
    number: str
    of_year: str
    about: str
    gazette: str
    page: str
    entry: str
    section: str
    conjunction: str
    no_date: str
    digest: str
    digest_short: str


WORDS: Final = {
    "id": Words(
        "Indonesia", "Nomor", "Tahun", "tentang", "LN No. {number} Tahun {year}", "hlm.", "entri",
        "bagian", "dan", "t.t.", "(ikhtisar, bukan teks resmi)", "(ikhtisar)",
    ),
    "en": Words(
        "Indonesia", "Number", "of", "on", "LN No. {number} of {year}", "p.", "entry",
        "section", "and", "n.d.", "(digest, not the official text)", "(digest)",
    ),
}  # fmt: skip

_GAZETTE: Final = re.compile(r"(?P<sheet>[A-Z]+) (?P<year>\d{4})/(?P<number>\w+)\Z")
_SUPPLEMENT: Final = re.compile(r"(?P<sheet>T[A-Z]+) (?P<number>\w+)\Z")

#: Authors that are institutions: their names are never turned around.
_INSTITUTION: Final = re.compile(
    r"\b(?:asean|badan|bank|biro|council|dewan|direktorat|fakultas|indonesia|institute?|kantor"
    r"|kementerian|komisi|lembaga|mahkamah|ministry|office|organization|pemerintah|perserikatan"
    r"|pusat|republi[ck]|sekretariat|tim|united|universit\w+|yayasan)\b|\d",
    re.IGNORECASE,
)


def is_act(document: Document) -> bool:
    """Whether the work is cited as an act: by kind, number and year."""
    return document.tier is Tier.PRIMARY and bool(document.number) and document.year is not None


def full_name(document: Document, language: str = "id") -> str:
    """``Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah``; other works: the title.

    A ruling's register number already holds its year, so it is not said again.
    """
    title = title_case(document.title)
    kind = _kind(document)
    name = (language == "en" and kind and kind.english) or (kind.name if kind else document.kind)
    if document.tier is not Tier.PRIMARY or not document.number:
        return title or name
    words = WORDS[language]
    parts = [name, words.number, document.number]
    if document.year is not None and not _is_ruling(document):
        parts += [words.of_year, str(document.year)]
    if title and not title.casefold().startswith((name + " ").casefold()):
        parts += [words.about, title]
    return " ".join(parts)


def short_name(document: Document) -> str:
    """``UU 23/2014``; works that are no acts: their title (the constitution: ``UUD 1945``)."""
    if document.tier is Tier.PRIMARY and document.kind.upper() == "UUD":
        return "UUD 1945"
    if document.tier is Tier.PRIMARY and document.number and _is_ruling(document):
        return f"{document.kind} {document.number}"
    if is_act(document):
        return f"{document.kind} {document.number}/{document.year}"
    return title_case(document.title)


def gazette(document: Document, language: str = "id") -> str:
    """``LN No. 244 Tahun 2014, TLN No. 5587``; empty if not known, as it stands if unusual."""
    if not document.gazette:
        return ""
    said = []
    for part in (p.strip() for p in document.gazette.split(",")):
        if match := _GAZETTE.match(part):
            pattern = WORDS[language].gazette.replace("LN", match["sheet"])
            said.append(pattern.format(number=match["number"], year=match["year"]))
        elif match := _SUPPLEMENT.match(part):
            said.append(f"{match['sheet']} No. {match['number']}")
        elif part:
            said.append(part)
    return ", ".join(said)


def issuer(document: Document, language: str = "id") -> str:
    """Who stands before the act in a citation: the state, or the court that ruled."""
    if _is_ruling(document) and document.issuer:
        return document.issuer
    kind = _kind(document)
    if kind and kind.slug == "traktat":
        return ""
    return WORDS[language].nation


def people(document: Document, language: str = "id") -> str:
    """The authors in the order of a footnote: ``A, B, dan C``; four or more: ``A dkk.``"""
    return _joined(list(document.authors), WORDS[language].conjunction, language)


def surnames(document: Document, language: str = "id") -> str:
    """The last names: ``Renayanthi dan Wijaya``."""
    names = [inverted(a).split(",")[0] for a in document.authors]
    return _joined(names, WORDS[language].conjunction, language)


def inverted(author: str) -> str:
    """``Wijaya, Endra``. Institutions, single names and names with a comma stay as they are."""
    words = author.split()
    if len(words) < 2 or "," in author or _INSTITUTION.search(author):
        return " ".join(words)
    return f"{words[-1]}, {' '.join(words[:-1])}"


def initialled(author: str) -> str:
    """``Wijaya, E.``, as APA has it."""
    turned = inverted(author)
    if turned == " ".join(author.split()):
        return turned
    last, _, given = turned.partition(", ")
    return f"{last}, {' '.join(f'{word[0].upper()}.' for word in given.split())}"


def _joined(names: list[str], conjunction: str, language: str) -> str:
    if len(names) > 3:
        return f"{names[0]} {'dkk.' if language == 'id' else 'et al.'}"
    if len(names) == 3:
        return f"{names[0]}, {names[1]}, {conjunction} {names[2]}"
    return f" {conjunction} ".join(names)


def _kind(document: Document) -> Kind | None:
    return kind_of(document.kind) or kind_by_slug(document.id.partition("/")[0])


def _is_ruling(document: Document) -> bool:
    return document.tier is Tier.PRIMARY and document.kind.casefold().startswith("putusan")
