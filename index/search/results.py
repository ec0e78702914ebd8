"""What a search gives back: hits, in rank order, and what was searched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dalil.index.query.analyzer import Language
from dalil.index.query.parse import Query
from dalil.index.store.legal_status import ActStanding, standing_in_act
from dalil.ingest.model import Document, Passage, Status

if TYPE_CHECKING:
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

    #: Repealed provisions that said the same or the older thing: this one is in their place.
    older: tuple[Hit, ...] = ()

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


@dataclass(frozen=True, slots=True)
class SearchResult:
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

    @property
    def question(self) -> str:
        """The question as it was typed, with its white space tidied."""
        return self.query.question

    @property
    def language(self) -> Language:
        """Of the question."""
        return self.query.language

    @property
    def bridge(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """See `Query.bridge`."""
        return self.query.bridge

    @property
    def corrections(self) -> tuple[tuple[str, str], ...]:
        """See `Query.corrections`."""
        return self.query.corrections

    @property
    def read(self) -> str:
        """The question as it was read: with its typing mistakes corrected."""
        return reread(self.question, self.corrections)


def reread(question: str, corrections: Iterable[tuple[str, str]]) -> str:
    """A question with each word (as typed, as read) read as what was meant."""
    for typed, meant in corrections:
        question = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", meant, question)
    return question
