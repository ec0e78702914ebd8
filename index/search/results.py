"""What a search gives back: hits, in rank order, and what was searched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from dalil.index.court_rulings import RulingOn
from dalil.index.query.parse import OfQuery, Query
from dalil.index.store.legal_status import ActStanding, standing_in_act
from dalil.index.wordings import WordingOn
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.extras import data_frame
from dalil.ingest.model import Document, Passage, Status

if TYPE_CHECKING:
    import pandas

    from dalil.index.search.missing_references import Unmet


Mode = Literal["hybrid", "lexical", "semantic"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage: the best small unit of its pasal, with the pasal around it.

    ``score`` is the fused score (0–1, comparable within one search only); ``lexical`` is the raw
    BM25 score and ``semantic`` the cosine of question and passage (None: that list was not
    asked). ``referenced`` marks what the question named itself ("Pasal 5 UU 24/2000").
    """

    rank: int  # from 1
    score: float
    passage: Passage
    document: Document  # without its text: ``document.text == ""``
    shown: Passage  # the pasal (or paragraph, entry) the passage stands in; may be the passage
    lexical: float | None = None
    semantic: float | None = None
    referenced: bool = False
    status: Status = Status.UNKNOWN  # of the passage itself, not of its act
    status_reason: str | None = None  # the passage that says so
    act: ActStanding | None = None  # what is known of its act; None: not looked up
    #: Where else the same text stands (`index.search.collapse`): works (without their text) and
    #: places.
    others: tuple[tuple[Document, Passage], ...] = ()

    #: Repealed provisions that said the same or the older thing, and older wordings of the
    #: provision: this one is in their place.
    older: tuple[Hit, ...] = ()

    #: What courts decided of it, so that it is no longer what it says (`index.court_rulings`).
    rulings: tuple[RulingOn, ...] = ()

    #: Whether it is the wording in force of an amended provision, on the day asked about
    #: (`index.wordings`); None: no act here changed it.
    wording: WordingOn | None = None

    @property
    def also(self) -> tuple[str, ...]:
        """Ids of the passages of other works with the same text."""
        return tuple(passage.passage_id for _, passage in self.others)

    @property
    def standing(self) -> tuple[Status, str | None]:
        """What is known of the passage itself, with the passage that says so.

        What is known of its act as a whole is in `act`.
        """
        whole = self.document.status, self.document.status_reason
        return standing_in_act((self.status, self.status_reason), whole)

    def to_dict(self) -> dict[str, Any]:
        """What `answer.answer.Result` says of a hit, but for citations: those need a style."""
        passage, document = self.passage, self.document
        status, reason = self.standing
        return {
            "rank": self.rank, "score": round(float(self.score), 6),
            "passage_id": passage.passage_id, "document_id": document.id,
            "tier": document.tier.value, "kind": document.kind,
            "title": unmarked(document.title), "locator": passage.label, "page": passage.page,
            "status": status.value, "text": passage.text,
            "start": passage.start, "end": passage.end,
            "source": document.source, "sha256": document.sha256, "status_reason": reason,
            "document_status": document.status.value, "lead_in": passage.lead_in,
            "shown_id": self.shown.passage_id, "digest": document.digest,
            "referenced": self.referenced, "also": list(self.also),
            "older": [old.passage.passage_id for old in self.older],
            "lexical": _rounded(self.lexical), "semantic": _rounded(self.semantic),
            **_said_by_courts(self.rulings),
            **({"wording": self.wording.to_dict()} if self.wording else {}),
        }  # fmt: skip


def _said_by_courts(rulings: tuple[RulingOn, ...]) -> dict[str, Any]:
    """``rulings``, only where there are any."""
    return {"rulings": [ruling.to_dict() for ruling in rulings]} if rulings else {}


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(float(score), 6)


#: The columns of a table of hits.
COLUMNS: Final = (
    "rank", "score", "passage_id", "document_id", "tier", "kind", "title", "locator", "page",
    "status", "document_status", "lead_in", "text", "digest", "referenced", "lexical", "semantic",
    "source", "sha256",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SearchResult(OfQuery):
    """The hits of one question, and the library state that gave them.

    ``query`` is the question as it was understood. ``mode`` is what was really done: a hybrid
    search over a library whose vectors are not there yet is ``lexical``, and ``notes`` says so in
    Indonesian and English.
    """

    query: Query
    mode: Mode
    hits: tuple[Hit, ...]
    generation: str
    documents: int
    passages: int
    notes: tuple[str, ...] = field(default=())
    #: What the question names by reference and cannot be shown.
    unmet: tuple[Unmet, ...] = field(default=())
    #: Whether cosines are those of the encoder tuned for questions about law
    #: (`index.encode.law_scales`): they spread over more of the scale.
    tuned: bool = False
    #: Of a letter (`Query.asking`) the query of the sentences that ask; None elsewhere.
    asking: Query | None = None
    #: The day of which the law was asked (ISO 8601); None: today's.
    as_of: str | None = None

    @property
    def asked(self) -> Query:
        """What an answer must answer: of a letter its questions, else the query."""
        return self.asking or self.query

    @property
    def question(self) -> str:
        """The question as it was typed, with its white space tidied."""
        return self.query.question

    @property
    def read(self) -> str:
        """The question as it was read: with its typing mistakes corrected."""
        return reread(self.question, self.corrections)

    def to_dict(self) -> dict[str, Any]:
        """The hits and what was searched, as plain values."""
        return {
            "question": self.question,
            "language": self.language,
            "mode": self.mode,
            "library": {
                "generation": self.generation,
                "documents": self.documents,
                "passages": self.passages,
            },
            "hits": [hit.to_dict() for hit in self.hits],
            "notes": list(self.notes),
            "bridge": [{"asked": asked, "legal": list(legal)} for asked, legal in self.bridge],
            "corrections": [{"typed": typed, "read": read} for typed, read in self.corrections],
            **({"as_of": self.as_of} if self.as_of else {}),
        }

    def to_pandas(self) -> pandas.DataFrame:
        """The hits as a table, best first. Raises ExtraMissing without pandas."""
        return data_frame((hit.to_dict() for hit in self.hits), COLUMNS)


def reread(question: str, corrections: Iterable[tuple[str, str]]) -> str:
    """A question with each word (as typed, as read) read as what was meant."""
    for typed, meant in corrections:
        question = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", meant, question)
    return question
