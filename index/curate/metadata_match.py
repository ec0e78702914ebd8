"""Records of a reference manager meet the works of a library: which is which, and what is new.

A DOI decides. Otherwise the title does, as the work has it or as it stands on its first page
(titles of PDFs are often the file's name), with the year and an author where both sides know
them. What could be two works is matched to neither, and every record without a work has its
reason: a wrong footnote is worse than an empty one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from dalil.index.curate.edit import Corrected, correct, reindex
from dalil.index.curate.overrides import Value, value_in
from dalil.index.library import Library
from dalil.index.store.catalog import Catalog
from dalil.ingest.bibliography.record import LEGAL, Bibliography, Record, doi_in
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.errors import CorrectionError, LibraryLocked
from dalil.ingest.messages import Message, message_of
from dalil.ingest.model import Document, Progress, Tier

#: Titles at least this alike (0–100, order of the words aside) may be one work's.
ALIKE: Final = 90.0
#: … and this much ahead of the next work's.
AHEAD: Final = 3.0
#: A title that stands word for word on the first page counts as this alike …
_PRINTED: Final = 97.0
#: … if it has so many words: "Hukum Kebun" stands on many pages.
_TELLING: Final = 4
#: Code points of a text that are its first page.
_OPENING: Final = 3_000


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a work as it is and as a record says it."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class MetadataMatch:
    """A record and the work it is of. ``score`` is 0–100; a DOI that agrees is 100."""

    record: Record
    document: Document  # without its text
    score: float
    by_doi: bool
    changes: tuple[FieldChange, ...]  # none: the work says all that already


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A record that is of no work here, and why."""

    label: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of every record of a file."""

    matches: tuple[MetadataMatch, ...]
    unmatched: tuple[Unmatched, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    document: Document
    title: str  # folded
    opening: str  # folded
    doi: str  # what is known of it
    dois: frozenset[str]  # and what stands on its first page
    family: frozenset[str]


def match(catalog: Catalog, bibliography: Bibliography) -> Matching:
    """Match every record to a secondary or tertiary work; acts say themselves what they are."""
    works = [_work(catalog, d) for d in catalog.documents() if d.tier is not Tier.PRIMARY]
    matched: dict[str, MetadataMatch] = {}
    unmatched: list[Unmatched] = []
    for record in bibliography.records:
        found = _best(record, works)
        if isinstance(found, str):
            unmatched.append(Unmatched(record.label, record.title, found))
            continue
        rival = matched.get(found.document.id)
        if rival is not None and (rival.by_doi, rival.score) >= (found.by_doi, found.score):
            unmatched.append(_second(found, rival))
            continue
        if rival is not None:
            unmatched.append(_second(rival, found))
        matched[found.document.id] = found
    return Matching(tuple(matched.values()), tuple(unmatched), bibliography.problems)


def apply(
    library: Library, matches: Iterable[MetadataMatch], progress: Progress | None = None
) -> tuple[list[Corrected], list[str]]:
    """Correct the works by their records and bring the index up to date once.

    Gives what was done and, for works that could not be corrected, the reason.
    """
    done: list[Corrected] = []
    problems: list[str] = []
    for found in matches:
        try:
            said = {c.field: c.after for c in found.changes}
            made = correct(library, found.document.id, said, index=False)
            if made.fields:  # else the work says all that already
                done.append(made)
        except (CorrectionError, LibraryLocked) as error:
            problems.append(Message("curate.about", subject=found.record.label, problem=error))
    try:
        reindex(library, progress)
    except LibraryLocked as error:
        problems.append(message_of(error))
    return done, problems


def take_back(
    library: Library, done: Iterable[Corrected], progress: Progress | None = None
) -> None:
    """Set the corrected fields of these works to what they were before `apply`."""
    for one in done:
        if library.catalog.has(one.after.id):
            before = {field: value_in(one.before, field) for field in one.fields}
            correct(library, one.after.id, before, index=False)
    reindex(library, progress)


def _work(catalog: Catalog, document: Document) -> _Work:
    opening = catalog.opening(document.id, _OPENING)
    extra = dict(document.extra)
    doi = doi_in(" ".join((extra.get("DOI", ""), document.url or ""))).casefold()
    dois = {doi, doi_in(opening).casefold()} - {""}
    return _Work(
        document, _folded(unmarked(document.title)), f" {_folded(opening)} ", doi, frozenset(dois),
        _families(document.authors),
    )  # fmt: skip


def _best(record: Record, works: Sequence[_Work]) -> MetadataMatch | str:
    if record.type in LEGAL:
        return Message("curate.match_act")
    if record.doi:
        same = [w for w in works if record.doi in w.dois]
        if len(same) == 1:
            return _match(record, same[0], 100.0, by_doi=True)
    if not works:
        return Message("curate.match_no_works")
    ranked = sorted(((_score(record, w), w) for w in works), key=lambda pair: -pair[0])
    score, work = ranked[0]
    if score < ALIKE:
        return Message("curate.match_none", title=repr(unmarked(work.document.title)))
    if contradiction := _contradiction(record, work):
        return contradiction
    near = [w for other, w in ranked[1:] if other > score - AHEAD]
    if [w for w in near if not _contradiction(record, w)]:
        return Message("curate.match_several", one=work.document.id, two=near[0].document.id)
    return _match(record, work, score, by_doi=False)


def _score(record: Record, work: _Work) -> float:
    """How alike the titles are; a title without its subtitle counts nearly as much."""
    title = _folded(record.title)
    # Not token_set_ratio: "Hukum Kebun" is no title of a book on anything more.
    best = fuzz.token_sort_ratio(title, work.title) if title and work.title else 0.0
    main = _folded(re.split(r"[:.]\s", record.title)[0])
    for one, two in (
        (main, work.title),
        (title, _folded(unmarked(work.document.title).split(":")[0])),
    ):
        if len(one.split()) >= _TELLING and len(two.split()) >= _TELLING:
            best = max(best, fuzz.ratio(one, two) - 2.0)
    if len(title.split()) >= _TELLING and f" {title} " in work.opening:
        best = max(best, _PRINTED)
    return float(best)


def _contradiction(record: Record, work: _Work) -> str:
    """Why it is another work of that name; "" for nothing that speaks against it."""
    document = work.document
    if record.doi and work.doi and record.doi != work.doi:
        return Message("curate.match_other_doi", document_id=document.id)
    if record.year and document.year and abs(record.year - document.year) > 1:
        return Message("curate.match_other_year", document_id=document.id, year=document.year)
    families = _families(record.authors)
    if families and work.family and not families & work.family:
        return Message("curate.match_other_author", document_id=document.id)
    return ""


def _match(record: Record, work: _Work, score: float, *, by_doi: bool) -> MetadataMatch:
    changes = tuple(
        FieldChange(field, before, after)
        for field, after in record.fields.items()
        if (before := value_in(work.document, field)) != after
    )
    return MetadataMatch(record, work.document, score, by_doi, changes)


def _second(one: MetadataMatch, other: MetadataMatch) -> Unmatched:
    said = Message("curate.match_taken", document_id=one.document.id, label=other.record.label)
    return Unmatched(one.record.label, one.record.title, said)


def _folded(text: str) -> str:
    """Words without case, accents and punctuation, one space between them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain))


def _families(authors: Iterable[str]) -> frozenset[str]:
    """The words by which two spellings of one author agree: all but initials."""
    return frozenset(w for author in authors for w in _folded(author).split() if len(w) > 2)
