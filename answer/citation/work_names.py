"""What a work is called: its full name, its short names, its place in the gazette.

The order of an act's parts (kind, Nomor, Tahun, tentang, title) is that of UU 12/2011,
Lampiran II nomor 2–7. The gazettes are those of its Pasal 81: Lembaran Negara Republik
Indonesia (L.N.R.I.) with its Tambahan, Berita Negara, Lembaran Daerah.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.identify.act_types import Kind, kind_by_slug, kind_of
from dalil.ingest.model import Document, Tier
from dalil.ingest.references.ids import year_and_number
from dalil.ingest.words import function_words, word_set

# Title case by EYD V, I.A: every word begins with a capital, both halves of a full reduplication
# too (Undang-Undang, but Perundang-undangan); prepositions and conjunctions stay small.

_SMALL: Final = function_words("written_small_id")

#: Acronyms that could be read as words. Those without a vowel (BPJS, PT, DPRD) need no list.
_ACRONYMS: Final = word_set("answer/data/abbreviations.toml", "acronyms")

#: A word of letters with its apostrophes: "Qur'an", "Ma'arif".
_APOSTROPHED: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: A run without whitespace that is no plain word: it has digits (2OO9) or inner dots (D.I.).
_CODE: Final = re.compile(r"[^\W\d_]*\d|[^\W\d_]\.[^\W\d_]")
_ROMAN: Final = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\Z")
_VOWEL: Final = re.compile(r"[AEIOUÀ-Ý]")


def title_case(title: str) -> str:
    """The title in title case if it is in capitals; one with small letters is left as it is.

    White space is folded to single spaces; quotation marks and punctuation stay. Markup in the
    title (`ingest.bibliography.title_markup`) is not shown.
    """
    return title_case_marked(unmarked(title))


def title_case_marked(title: str) -> str:
    """`title_case` of a title whose markup stays in it."""
    title = " ".join(title.split())
    letters = [c for c in title if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return title
    words: list[str] = []
    for run in title.split(" "):
        first = not words or words[-1].endswith((":", "."))
        words.append(run if _CODE.search(run) else _run(run, first))
    return " ".join(words)


def _run(run: str, first: bool) -> str:
    """One run without spaces: ``KABUPATEN/KOTA``, ``UNDANG-UNDANG``, ``(PERSERO)``."""

    def cased(match: re.Match[str]) -> str:
        word = match.group()
        if word.lower() in _SMALL and not (first and match.start() == run.find(word)):
            return word.lower()
        if _echoes(run[: match.start()], word):
            return word.lower()
        if word in _ACRONYMS or _ROMAN.match(word) or not _VOWEL.search(word):
            return word
        return word[:1] + word[1:].lower()

    return _APOSTROPHED.sub(cased, run)


def _echoes(before: str, word: str) -> bool:
    """Whether the word is the second half of a partial reduplication (PERUNDANG-UNDANGAN)."""
    head = before.removesuffix("-")
    if head in (before, word):
        return False
    return any(head.endswith(word[:n]) for n in range(4, len(word) + 1))


@dataclass(frozen=True, slots=True)
class CitationTerms:
    """The words a citation is made of, in one language."""

    nation: str
    number: str
    of_year: str
    about: str
    page: str
    entry: str
    section: str
    digest: str
    digest_short: str


WORDS: Final = {
    "id": CitationTerms(
        "Indonesia", "Nomor", "Tahun", "tentang", "hlm.", "entri", "bagian",
        "(ikhtisar, bukan teks resmi)", "(ikhtisar)",
    ),
    "en": CitationTerms(
        "Indonesia", "Number", "of", "on", "p.", "entry", "section",
        "(digest, not the official text)", "(digest)",
    ),
}  # fmt: skip

_GAZETTE: Final = re.compile(
    r"(?P<sheet>LN|BN|LD|BD|Stb\.?|Staatsblad) (?P<year>\d{4})/(?P<number>\w+)\Z"
)
_SUPPLEMENT: Final = re.compile(r"(?P<sheet>T(?:LN|BN|LD)) (?P<number>\w+)\Z")
#: A sheet's abbreviation and its names, as official texts and their translations have them.
_SHEETS: Final = {
    "LN": ("L.N.R.I.", "Lembaran Negara Republik Indonesia",
           "State Gazette of the Republic of Indonesia"),
    "TLN": ("T.L.N.R.I.", "Tambahan Lembaran Negara Republik Indonesia",
            "Supplement to the State Gazette of the Republic of Indonesia"),
    "BN": ("B.N.R.I.", "Berita Negara Republik Indonesia",
           "State Bulletin of the Republic of Indonesia"),
    "TBN": ("T.B.N.R.I.", "Tambahan Berita Negara Republik Indonesia",
            "Supplement to the State Bulletin of the Republic of Indonesia"),
    "LD": ("L.D.", "Lembaran Daerah", "Regional Gazette"),
    "TLD": ("T.L.D.", "Tambahan Lembaran Daerah", "Supplement to the Regional Gazette"),
    "BD": ("B.D.", "Berita Daerah", "Regional Bulletin"),
}  # fmt: skip


def is_act(document: Document) -> bool:
    """Whether the work is cited as an act: by kind, number and year."""
    return document.tier is Tier.PRIMARY and bool(document.number) and document.year is not None


def full_name(document: Document, language: str = "id") -> str:
    """``Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah``; other works: the title.

    A year that the number already ends with (a ruling's register number, III/MPR/2000) is not
    said again.
    """
    title = title_case(document.title)
    kind = kind_of_work(document)
    if language == "en" and not (kind and kind.english):
        language = "id"  # half a translation would be no name at all
    name = (language == "en" and kind and kind.english) or (kind.name if kind else document.kind)
    if document.tier is not Tier.PRIMARY or not document.number:
        return title or name
    words = WORDS[language]
    if kind and kind.slug == "stb" and title and document.year is not None:
        # A gazette of the Indies is where an ordinance stands, not what it is.
        return f"{title}, {kind.name} {document.year} {words.number} {document.number}"
    if is_ruling(document) and kind is None and document.issuer:
        name = f"Putusan {document.issuer}"
    parts = [name, words.number, document.number]
    if document.year is not None and not _dated(document):
        parts += [words.of_year, str(document.year)]
    own = [name, kind.name if kind else name, f"{document.kind} {words.number}"]
    if is_ruling(document) and document.issuer:
        own += [f"{form} {document.issuer}" for form in ("Putusan", "Penetapan", "Ketetapan")]
    if title and not title.casefold().startswith(tuple(f"{n} ".casefold() for n in own)):
        parts += [words.about, title]
    return " ".join(parts)


def short_name(document: Document) -> str:
    """``UU 23/2014``; works that are no acts: their title (the constitution: ``UUD 1945``)."""
    if document.tier is Tier.PRIMARY and document.kind.upper() == "UUD":
        return "UUD 1945"
    kind = kind_of_work(document)
    if is_act(document) and kind and kind.slug == "stb":
        return f"Stb. {document.year}/{document.number}"
    if is_act(document):
        said = str(document.year) in (document.number or "").split("/")
        year = "" if said or _dated(document) else f"/{document.year}"
        return f"{document.kind} {document.number}{year}"
    if is_ruling(document) and document.number:
        return f"{document.kind} {document.number}"
    return title_case(document.title)


def later_name(document: Document, language: str = "id") -> str:
    """``UU No. 23 Tahun 2014``: what a footnote calls an act that was named in full before."""
    if document.tier is not Tier.PRIMARY or not document.number:
        return short_name(document)
    kind = kind_of_work(document)
    if kind and kind.slug == "stb" and document.year is not None:
        return f"Stb. {document.year} No. {document.number}"
    if language == "en" and not (kind and kind.english):
        language = "id"
    name = kind.english if language == "en" and kind else document.kind
    year = "" if document.year is None or _dated(document) else str(document.year)
    parts = [name, "No.", document.number, WORDS[language].of_year if year else "", year]
    return " ".join(filter(None, parts))


def gazette(document: Document, language: str = "id", *, full: bool = False) -> str:
    """``L.N.R.I. Tahun 2014 No. 244, T.L.N.R.I. No. 5587``; ``full`` has the gazettes' names.

    Empty if not known, as it stands if unusual.
    """
    said = []
    words = WORDS[language]
    number = words.number if full else "No."
    name = 0 if not full else 2 if language == "en" else 1
    for part in (p.strip() for p in (document.gazette or "").split(",")):
        if (match := _GAZETTE.match(part)) and match["sheet"] in _SHEETS:
            sheet = _SHEETS[match["sheet"]][name]
            said.append(f"{sheet} {words.of_year} {match['year']} {number} {match['number']}")
        elif match:  # the gazette of the Indies: by year and number
            sheet = "Staatsblad" if full else "Stb."
            said.append(f"{sheet} {match['year']} {number} {match['number']}")
        elif match := _SUPPLEMENT.match(part):
            said.append(f"{_SHEETS[match['sheet']][name]} {number} {match['number']}")
        elif part:
            said.append(part)
    return ", ".join(said)


def authority(document: Document, language: str = "id") -> str:
    """Who stands before the act in a citation: the state, or the court that ruled."""
    if document.tier is not Tier.PRIMARY or is_treaty(document):
        return ""
    if is_ruling(document) and document.issuer:
        return document.issuer
    return WORDS[language].nation


def kind_of_work(document: Document) -> Kind | None:
    """The kind of act, by its short name or the id; None for other works."""
    return kind_of(document.kind) or kind_by_slug(document.id.partition("/")[0])


def is_ruling(document: Document) -> bool:
    """Whether it is a court's ruling."""
    return document.tier is Tier.PRIMARY and document.kind.casefold().startswith("putusan")


def is_treaty(document: Document) -> bool:
    """Whether it is a treaty's own text."""
    kind = kind_of_work(document)
    return document.tier is Tier.PRIMARY and kind is not None and kind.slug == "traktat"


def _dated(document: Document) -> bool:
    """Whether the number says the year itself."""
    number = document.number or ""
    return is_ruling(document) or number.endswith(f"/{document.year}")


# An act with what amended it: "sebagaimana telah diubah dengan …" for one amendment, "… telah
# beberapa kali diubah, terakhir dengan …" for more, as considerations and closing provisions say it
# (UU 12/2011, Lampiran II). CSL's variable for what became of an act is ``references``.

_ONCE: Final = ("sebagaimana telah diubah dengan {act}", "as amended by {act}")
_OFTEN: Final = (
    "sebagaimana telah beberapa kali diubah, terakhir dengan {act}",
    "as amended several times, most recently by {act}",
)


def as_amended(document: Document, amendments: Sequence[str], language: str = "id") -> Document:
    """The work as its citation names it after these amendments (ids, the oldest first)."""
    if not amendments or any(name == "references" for name, _ in document.extra):
        return document
    said = _ONCE if len(amendments) == 1 else _OFTEN
    words = said[language == "en"].format(act=_named(amendments[-1], language))
    return replace(document, extra=(*document.extra, ("references", words)))


def _named(act_id: str, language: str) -> str:
    """``Undang-Undang Nomor 28 Tahun 2004``."""
    kind = kind_by_slug(act_id.partition("/")[0])
    year, _ = year_and_number(act_id)
    number = act_id.rpartition("/")[2].upper()
    if kind is None:
        return act_id
    if language == "en" and not kind.english:
        language = "id"  # half a translation would be no name at all
    words = WORDS[language]
    name = kind.english if language == "en" else kind.name
    return f"{name} {words.number} {number} {words.of_year} {year}"
