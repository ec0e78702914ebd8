"""What a search gives back: hits, in rank order, and what was searched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from index.question.dictionary import is_word
from index.status import ActStanding, standing_in_act
from ingest.model import Document, Passage, Status, Tier

if TYPE_CHECKING:
    from index.unmet import Unmet

Mode = Literal["hybrid", "lexical", "semantic"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages may be found. Empty fields do not filter; all given ones must hold.

    ``kinds`` compare without case (``UU``, ``PP``); years are inclusive.
    """

    tiers: frozenset[Tier] = frozenset()
    kinds: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    year_from: int | None = None
    year_to: int | None = None

    def __bool__(self) -> bool:
        return bool(self.tiers or self.kinds or self.documents or self.year_from or self.year_to)


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
    #: Where else the same text stands (`index.duplicate`): works (without their text) and places.
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

    ``mode`` is what was really done: a hybrid search over a library whose vectors are not there
    yet is ``lexical``, and ``notes`` says so in Indonesian and English.
    """

    question: str
    language: Literal["id", "en"]
    mode: Mode
    hits: tuple[Hit, ...]
    generation: str
    documents: int
    passages: int
    notes: tuple[str, ...] = field(default=())
    #: The question's words that were also looked for in the words of acts: (asked, legal words).
    bridge: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    #: Words that no source has, with the words they were taken for: (as typed, as read).
    corrections: tuple[tuple[str, str], ...] = field(default=())
    #: Whether everyday words were crossed to those of acts, and not only names of things.
    spoken: bool = False
    #: What the question names by reference and cannot be shown.
    unmet: tuple[Unmet, ...] = field(default=())
    named: int = 0  # references in the question
    only_references: bool = False  # it holds nothing else to search for
    #: Content words of the question, as read, that no source has in any form.
    absent: frozenset[str] = frozenset()

    @property
    def unknown(self) -> frozenset[str]:
        """Those that no dictionary has either: names of places and persons, brands, chat."""
        return frozenset(word for word in self.absent if not is_word(word))

    @property
    def read(self) -> str:
        """The question as it was read: with its typing mistakes corrected."""
        return reread(self.question, self.corrections)


def reread(question: str, corrections: Iterable[tuple[str, str]]) -> str:
    """A question with each word (as typed, as read) read as what was meant."""
    for typed, meant in corrections:
        question = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", meant, question)
    return question
