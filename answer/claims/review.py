"""A claim is put to the library: the passages that carry it, and those that say otherwise.

What says otherwise is looked for, not only met: many hits are judged, and of the nearest ones the
other units of their pasal and its elucidation, where "kecuali" and "tidak berlaku" stand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from dalil.answer.answer import Qid, attempt
from dalil.answer.citation.cite import cite
from dalil.answer.claims.claim import Claim, read_claim
from dalil.answer.claims.stance import Stance, judge
from dalil.answer.legal_force import said_once
from dalil.index.library import Library
from dalil.index.query.analyzer import roots
from dalil.index.query.conditions import Filters
from dalil.index.query.language import Language
from dalil.index.query.parse import Query
from dalil.index.search.results import Hit, Mode
from dalil.index.store.legal_status import ActStanding
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.errors import QueryError
from dalil.ingest.extras import data_frame
from dalil.ingest.messages import Message
from dalil.ingest.model import Document, Passage, Status

if TYPE_CHECKING:
    import pandas

#: Hits that are judged; of the first of them the whole pasal, and of fewer the elucidation.
DEPTH: Final = 25
WHOLE_PASAL: Final = 10
WITH_ELUCIDATION: Final = 5
#: Units of one pasal that are judged at most: a pasal of definitions has hundreds.
MOST_UNITS: Final = 60
#: What is shown must hold at least this share of the claim's words that the best passage holds:
#: beside one that is about the claim itself, those about something like it only distract.
BESIDE: Final = 0.9
#: How many passages a claim gets.
SUPPORTING, CONTRARY = 3, 3

_QUOTES: Final = re.compile(r"[\"“”„«»()]")
_EXCLUDED: Final = re.compile(r"(?<!\S)-(?=\S)")
_OPERATOR: Final = re.compile(r"\b(?:AND|OR|NOT|NEAR)\b")
_REFERS: Final = re.compile(
    r"\b(?:dikecualikan|tidak\s+berlaku|kecuali|pengecualian)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage beside a claim, what it is to the claim, and what is known of its force.

    ``document`` has no text. ``rank`` is the rank of the hit it was found with, from 1.
    """

    passage: Passage
    document: Document
    shown: Passage
    stance: Stance
    rank: int
    score: float
    citation: str
    status: Status = Status.UNKNOWN
    status_reason: str | None = None
    act: ActStanding | None = None  # what is known of its act as a whole

    @property
    def key(self) -> str:
        """What tells it from others in a review."""
        return self.passage.passage_id

    def to_dict(self) -> dict[str, Any]:
        """The passage and what it is to the claim, as plain values; `marks` are in its document."""
        passage, document, stance = self.passage, self.document, self.stance
        return {
            "stance": stance.stance,
            "reason": {"id": stance.reason[0], "en": stance.reason[1]},
            "grounds": list(stance.grounds),
            "marks": [[passage.start + s, passage.start + e] for s, e in stance.spans],
            "coverage_ratio": round(stance.coverage_ratio, 4),
            "passage_id": passage.passage_id,
            "document_id": document.id,
            "title": unmarked(document.title),
            "locator": passage.label,
            "page": passage.page,
            "status": self.status.value,
            "status_reason": self.status_reason,
            "document_status": (self.act or document).status.value,
            "lead_in": passage.lead_in,
            "text": passage.text,
            "start": passage.start,
            "end": passage.end,
            "citation": self.citation,
            "source": document.source,
            "sha256": document.sha256,
            "digest": document.digest,
        }


#: The columns of a table of passages beside claims.
_COLUMNS: Final = (
    "qid", "claim", "verdict", "stance", "reason", "coverage_ratio", "passage_id", "document_id",
    "title", "locator", "page", "status", "document_status", "lead_in", "text", "citation",
    "digest", "source", "sha256",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Review:
    """A claim with what was found for it, best first; ``near`` where nothing carries
    or contradicts it.

    ``error`` is why the claim could not be looked for at all.
    """

    qid: Qid
    claim: str
    query: Query  # the claim as it was looked for
    mode: str
    generation: str
    documents: int
    passages: int
    supporting: tuple[Finding, ...] = ()
    contrary: tuple[Finding, ...] = ()
    near: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    error: str | None = None

    @property
    def language(self) -> Language:
        """Of the claim."""
        return self.query.language

    @property
    def corrections(self) -> tuple[tuple[str, str], ...]:
        """Words that no source has, with the words they were taken for: (as typed, as read)."""
        return self.query.corrections

    @property
    def verdict(self) -> str:
        """``error``, ``both``, ``supported``, ``contradicted``, ``near`` or ``nothing``."""
        if self.error is not None:
            return "error"
        if self.supporting:
            return "both" if self.contrary else "supported"
        return "contradicted" if self.contrary else "near" if self.near else "nothing"

    def force_notes(self, language: str = "id") -> tuple[str, ...]:
        """What is said once of the force of these passages (`answer.legal_force.said_once`)."""
        return said_once(self.findings, language)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All passages: supporting, contrary, near."""
        return (*self.supporting, *self.contrary, *self.near)

    def to_dict(self) -> dict[str, Any]:
        """The claim with its passages, as plain values."""
        made: dict[str, Any] = {
            "qid": self.qid,
            "claim": self.claim,
            "language": self.language,
            "library": {
                "generation": self.generation,
                "documents": self.documents,
                "passages": self.passages,
            },
            "verdict": self.verdict,
            "passages": [finding.to_dict() for finding in self.findings],
            "mode": self.mode,
            "notes": list(self.notes),
            "corrections": [{"typed": typed, "read": read} for typed, read in self.corrections],
        }
        if self.error is not None:
            made["error"] = self.error
        return made

    def to_pandas(self) -> pandas.DataFrame:
        """A table of the passages, with why each stands there in the claim's language.

        Raises ExtraMissing without pandas.
        """
        shared = {"qid": self.qid, "claim": self.claim, "verdict": self.verdict}
        rows = (
            {**made, **shared, "reason": made["reason"][self.language]}
            for made in (finding.to_dict() for finding in self.findings)
        )
        return data_frame(rows, _COLUMNS)


def review(
    library: Library,
    text: str,
    supporting: int = SUPPORTING,
    contrary: int = CONTRARY,
    *,
    filters: Filters | None = None,
    mode: Mode = "hybrid",
    qid: Qid = None,
    style: str = "footnote",
) -> Review:
    """The passages that carry a claim and those that say otherwise.

    Raises what the search raises (QueryError, LibraryError, EncoderError).
    """
    if supporting < 1 or contrary < 0:
        raise QueryError(Message("batch.one_passage_at_least"))
    found = library.search(_sought(text), k=DEPTH, filters=filters or Filters(), mode=mode)
    claim = read_claim(found.read)
    judged = list(_judged(library, claim, found.hits, style))
    sure = BESIDE * _closest(judged)
    carrying = _best([f for f in judged if f.stance.coverage_ratio >= sure], "supports", supporting)
    against = _against(judged, carrying, contrary, sure)
    near = () if carrying or against else _near(judged, supporting)
    return Review(
        qid, text, found.query, found.mode, found.generation, found.documents, found.passages,
        carrying, against, near, found.notes,
    )  # fmt: skip


def _sought(text: str) -> str:
    """The claim as a search that filters nothing: quotations and capitals in it are its own."""
    bare = _QUOTES.sub(" ", text)
    return _OPERATOR.sub(lambda m: m[0].lower(), _EXCLUDED.sub(" ", bare)).strip() or text


def unreviewed(text: str, error: str, qid: Qid = None, like: Review | None = None) -> Review:
    """The review of a claim that could not be looked for; ``like`` lends the library's state."""
    bare = Review(qid, text, Query(text, text, "id"), "", "", 0, 0, error=error)
    if like is None:
        return bare
    return replace(
        bare,
        query=replace(bare.query, language=like.language),
        mode=like.mode,
        generation=like.generation,
        documents=like.documents,
        passages=like.passages,
    )


def try_review(
    library: Library,
    text: str,
    supporting: int,
    contrary: int,
    mode: Mode,
    qid: Qid,
    style: str = "footnote",
    filters: Filters | None = None,
    last: Review | None = None,
) -> Review:
    """The same for one of many: a claim that fails is a review with its error."""
    return attempt(
        lambda: review(
            library, text, supporting, contrary, filters=filters, mode=mode, qid=qid, style=style
        ),
        lambda why: unreviewed(text, why, qid, last),
    )


def _judged(library: Library, claim: Claim, hits: Sequence[Hit], style: str) -> Iterator[Finding]:
    weights = _weights(claim, hits)
    seen: set[str] = set()
    for hit in hits:
        standings = library.catalog.statuses(hit.document.id)
        for passage in _units(library, hit):
            if passage.passage_id in seen:
                continue
            seen.add(passage.passage_id)
            above = " ".join((hit.document.title, *passage.heading))
            stance = judge(claim, passage.text, passage.lead_in, above, weights)
            status, reason = standings(passage.passage_id)
            own = passage.passage_id == hit.passage.passage_id
            yield Finding(
                passage, hit.document, hit.shown, stance, hit.rank,
                hit.score if own else hit.score * 0.9,
                cite(hit.document, passage, style=style), status, reason, hit.act,
            )  # fmt: skip


def _units(library: Library, hit: Hit) -> Iterator[Passage]:
    """The hit's passage, and of the nearest hits the rest of the pasal and its elucidation."""
    yield hit.passage
    if hit.rank > WHOLE_PASAL or hit.document.id == hit.shown.passage_id:
        return
    locator = str(hit.shown.locator)
    inside = library.catalog.find(hit.document.id, locator)
    yield from [p for p in inside if p.searchable][:MOST_UNITS]
    if hit.rank <= WITH_ELUCIDATION and not hit.shown.locator.in_penjelasan:
        beside = library.catalog.find(hit.document.id, f"penjelasan/{locator}")
        yield from [p for p in beside if p.searchable][:MOST_UNITS]


def _weights(claim: Claim, hits: Sequence[Hit]) -> dict[str, float]:
    """What each word counts: little if most hits hold it."""
    said = [set(roots(f"{h.passage.lead_in} {h.passage.text}")) for h in hits]
    return {
        word: math.log(1 + (len(said) + 1) / (sum(bool(r & s) for s in said) + 0.5))
        for word, r in claim.words
    }


def _value(finding: Finding) -> float:
    """How good a passage it is for the claim: the words it holds, how near, and in force."""
    gone = 0.5 if finding.status is Status.REPEALED else 0.0
    return finding.stance.coverage_ratio + finding.score - gone


def _closest(judged: Sequence[Finding]) -> float:
    """The most words of the claim that a passage for or against it holds; one in force first."""
    decided = [f for f in judged if f.stance.stance != "near"]
    standing = [f for f in decided if f.status is not Status.REPEALED]
    return max((f.stance.coverage_ratio for f in standing or decided), default=0.0)


def _best(judged: Sequence[Finding], kind: str, most: int) -> tuple[Finding, ...]:
    """The best of a kind, one of a pasal."""
    found: dict[str, Finding] = {}
    for finding in sorted(judged, key=lambda f: (-_value(f), f.rank)):
        if finding.stance.stance == kind:
            found.setdefault(finding.shown.passage_id, finding)
    return tuple(found.values())[:most]


def _against(
    judged: Sequence[Finding], carrying: Sequence[Finding], most: int, sure: float
) -> tuple[Finding, ...]:
    """What says otherwise: first what excepts from the passages that carry the claim.

    A unit that differs beside one of its pasal that carries the claim as well is another case
    ("a. 2% …; b. 3,7% …"), unless it is an exception.
    """
    if not most:
        return ()
    excepted = list(_exceptions(judged, carrying))
    carried = {f.shown.passage_id: f.stance.coverage_ratio for f in carrying}
    rest = [
        f
        for f in judged
        if f.stance.stance == "otherwise"
        and (
            "exception" in f.stance.grounds
            or f.stance.coverage_ratio > carried.get(f.shown.passage_id, 0.0)
        )
        and f.stance.coverage_ratio >= sure
    ]
    found = {f.key: f for f in excepted}
    for finding in _best(rest, "otherwise", most):
        found.setdefault(finding.key, finding)
    return tuple(found.values())[:most]


#: An exception counts to a passage that holds at least this share of the claim's words.
SURE: Final = 0.8


def _exceptions(judged: Sequence[Finding], carrying: Sequence[Finding]) -> Iterator[Finding]:
    """Ayat of the same pasal that except from the ayat that carries the claim."""
    for support in carrying:
        ayat = support.passage.locator.step("ayat")
        if ayat is None or support.stance.coverage_ratio < SURE:
            continue
        named = re.compile(rf"\bayat\s*\({re.escape(ayat.label)}\)")
        for finding in judged:
            passage = finding.passage
            if finding.shown.passage_id != support.shown.passage_id or finding is support:
                continue
            cue = _REFERS.search(passage.text)
            if cue is None or not named.search(passage.text[: cue.end() + 40]):
                continue
            if str(passage.locator).startswith(str(support.passage.locator)):
                continue
            reason = (
                f"pengecualian atas ayat ({ayat.label}): “{cue[0]}”",
                f"an exception to paragraph ({ayat.label}): “{cue[0]}”",
            )
            ratio = finding.stance.coverage_ratio
            stance = Stance("otherwise", reason, ("exception",), (cue.span(),), ratio)
            yield replace(finding, stance=stance)


def _near(judged: Sequence[Finding], most: int) -> tuple[Finding, ...]:
    """Where nothing carries or contradicts the claim: the nearest passages, to read."""
    return _best(judged, "near", most)
