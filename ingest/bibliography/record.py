"""One entry of a reference manager's file, and the small facts that all formats share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dalil.ingest.csl_variables import extra_of
from dalil.ingest.messages import Message

# What else a bibliography says of a work: CSL variables that `Document` has no field for.
#
# They travel as ``Document.extra``, pairs of a variable and its text in the order of the names.
# The variables are those of CSL 1.0.2 (Appendix IV) that a work can have; what a document says
# itself (title, authors, year …) stays in its own fields and is only *overridden* here by name:
# ``type`` is the CSL type where the kind of work does not tell it, ``editor`` and ``translator``
# hold names as ``Given Family; Given Family``.


#: A value: text, a year, or names.
Value = str | int | tuple[str, ...]

#: CSL types and what such a work is called here (`Document.kind`).
KINDS: Final = {
    "article-journal": "Artikel", "article": "Artikel", "article-newspaper": "Koran",
    "article-magazine": "Majalah", "book": "Buku", "chapter": "Bab buku", "thesis": "Tesis",
    "report": "Laporan", "paper-conference": "Makalah", "webpage": "Laman",
    "entry-dictionary": "Kamus", "entry-encyclopedia": "Ensiklopedia",
}  # fmt: skip
#: Types of law: what an act is, its own text says.
LEGAL: Final = frozenset({"legislation", "bill", "legal_case", "treaty", "regulation"})

_DOI: Final = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+")
_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_INDONESIAN: Final = {"mei": "may", "agu": "aug", "agt": "aug", "okt": "oct", "des": "dec"}


@dataclass(frozen=True, slots=True)
class Record:
    """A work as an entry describes it.

    ``fields`` are named as corrections are (``title``, ``authors``, ``csl.volume``); what the
    entry does not say is not among them. ``type`` is CSL's.
    """

    label: str  # its key, or its place in the file
    title: str
    type: str
    fields: Mapping[str, Value]
    doi: str = ""

    @property
    def year(self) -> int | None:
        """The year it appeared, if the entry says it."""
        year = self.fields.get("year")
        return year if isinstance(year, int) else None

    @property
    def authors(self) -> tuple[str, ...]:
        """Its authors as written here."""
        authors = self.fields.get("authors", ())
        return authors if isinstance(authors, tuple) else ()


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The records of a file, and what of it could not be read, each with its reason."""

    records: tuple[Record, ...]
    problems: tuple[str, ...] = ()


def record(
    label: str,
    csl_type: str,
    title: str,
    authors: Iterable[str],
    date: str,
    extra: Mapping[str, str],
    url: str = "",
    kind: str = "",
) -> Record | str:
    """A record of what an entry says; without a title, the reason why it is none."""
    title = _plain(title)
    if not title:
        return Message("source.entry_untitled", label=label)
    fields: dict[str, Value] = {"title": title}
    names = tuple(filter(None, map(_plain, authors)))
    if names:
        fields["authors"] = names
    if date:
        fields["date"] = date
        fields["year"] = int(date[:4])
    if kind or csl_type in KINDS:
        fields["kind"] = kind or KINDS[csl_type]
    if re.fullmatch(r"https?://\S+", url.strip()):
        fields["url"] = url.strip()
    doi = doi_in(extra.get("DOI", "")) or doi_in(url)
    said = {name: _plain(value) for name, value in extra.items()}
    for name, value in extra_of({**said, "DOI": doi}):
        fields[f"csl.{name}"] = value
    return Record(label, title, csl_type, fields, doi.casefold())


def person(family: str, given: str, particle: str = "", suffix: str = "") -> str:
    """A name as Dalil writes authors: "Given Family".

    "Family, Given" where the family name has several words that only the entry can tell apart, or
    a particle with a capital.
    """
    family, given, particle = _plain(family), _plain(given), _plain(particle)
    suffix = _plain(suffix)
    full = " ".join(filter(None, (particle, family)))
    if not given:
        return full
    if " " in family or (particle and not particle.islower()):
        return ", ".join(filter(None, (full, given, suffix)))
    return " ".join(filter(None, (given, full, suffix)))


def doi_in(text: str) -> str:
    """The DOI in a text or address, without the resolver; "" for none."""
    found = _DOI.search(text)
    return found[0].rstrip(".,;)") if found else ""


def date_of(year: str, month: str = "", day: str = "") -> str:
    """ISO 8601 as precise as known, from a year, a month in figures or words, and a day."""
    whole = re.match(r"\s*(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", year)
    if not whole:
        late = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", year)  # "c2019", "[2019]"
        return late[1] if late else ""
    parts = [whole[1], whole[2] or _month(month), whole[3] or _digits(day)]
    if not 1500 <= int(parts[0]) <= 2100:
        return ""
    said = parts[0]
    for part in parts[1:]:
        try:
            dt.date.fromisoformat(f"{said}-{int(part):02d}-01"[:10])
        except ValueError:  # "", or no such month or day
            break
        said = f"{said}-{int(part):02d}"
    return said


def _month(text: str) -> str:
    if found := _digits(text):
        return found
    word = text.strip().casefold()[:3]
    word = _INDONESIAN.get(word, word)
    return str(_MONTHS.index(word) + 1) if word in _MONTHS else ""


def _digits(text: str) -> str:
    found = re.match(r"\s*(\d{1,2})\b", text)
    return found[1] if found else ""


def _plain(text: str) -> str:
    """Without the marks that entries carry for typesetters, on one line."""
    text = re.sub(r"</?(?:i|b|em|strong|sub|sup|span|sc)\b[^<>]{0,80}>", "", text)
    return " ".join(text.replace("{", "").replace("}", "").split())
