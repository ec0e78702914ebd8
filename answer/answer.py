"""A question, its hits and its answer: the one result that terminal, app and files show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from dalil.answer.abstain import DEPTH, AbstentionConfig
from dalil.answer.citation.cite import cite
from dalil.answer.citation.missing_references import Absent, absent
from dalil.answer.extract import evidence
from dalil.answer.legal_force import said_once
from dalil.answer.statements import Answer
from dalil.index.query.analyzer import content, roots
from dalil.index.query.conditions import Filters
from dalil.index.query.parse import OfQuery, Query
from dalil.index.search.missing_references import Unmet
from dalil.index.search.results import COLUMNS as HIT_COLUMNS
from dalil.index.search.results import Hit, Mode, SearchResult, reread
from dalil.index.store.legal_status import ActStanding
from dalil.ingest.errors import DalilError, QueryError
from dalil.ingest.extras import data_frame
from dalil.ingest.messages import Message, message_of
from dalil.ingest.model import Status, Tier

if TYPE_CHECKING:
    import pandas

# The ten best are often ten provisions of acts. Legal method asks for all three kinds of source, so
# the best of each tier that the list has too few of are found as well.

T = TypeVar("T")

#: Hits that are wanted of each tier.
EACH: Final = 3
#: The share of the best hit's score that one of another tier must have, where that tier alone
#: answers the question (`answer.abstain`); else none of it stands there. Over the corpus that ships
#: and three acts, what has less only shares a word with the question.
LEAST_RATIO: Final = 0.6
#: The score of a hit compares with those of its own tier, whose best always has much of it. So a
#: source must also be about what is asked: hold this share of the question's content words, or be
#: as near by meaning as the best hit shown, but for so much. Of 14 questions on labour, data,
#: villages and taxes asked of 48 acts beside a commentary on foreign cooperation, 9 got sources of
#: that commentary by the score alone, none with this; those it does answer keep theirs.
LEAST_SAID: Final = 0.6
LEAST_NEAR: Final = 0.01


class Searches(Protocol):
    """What is needed of a library."""

    def search(
        self,
        question: str | Query,
        k: int = 10,
        mode: Mode = "hybrid",
        filters: Filters | None = None,
    ) -> SearchResult:
        """The ``k`` best hits; a query that a search gave back is not understood again."""
        ...


def beside(
    library: Searches,
    query: Query,
    shown: Sequence[Hit],
    mode: Mode,
    filters: Filters,
) -> tuple[Hit, ...]:
    """Hits that fill each tier up to `EACH`, best first, ranked on after those that are shown.

    No tier gets more than the whole list has, nor one that the filters leave out any, nor one whose
    sources would not answer the question by themselves.
    """
    if not shown:
        return ()
    least = LEAST_RATIO * max(hit.score for hit in shown)
    there = {i for hit in shown for i in (hit.shown.passage_id, hit.passage.passage_id, *hit.also)}
    found: list[Hit] = []
    for tier in Tier:
        few = min(EACH, len(shown)) - sum(hit.document.tier is tier for hit in shown)
        if few <= 0 or (filters.tiers and tier not in filters.tiers):
            continue
        only = replace(filters, tiers=frozenset({tier}))
        of_tier = library.search(query, k=2 * EACH, mode=mode, filters=only)
        asked = [query.terms]
        if query.language == "en":  # a source in English says the question's own words
            asked.append({word: frozenset({root}) for root, word in content(query.read).items()})
        fresh = (
            hit
            for hit in of_tier.hits
            if hit.score >= least
            and not there & {hit.shown.passage_id, hit.passage.passage_id}
            and (
                query.only_references
                or max(_said(hit, words) for words in asked) >= LEAST_SAID
                or _near(hit, shown)
            )
        )
        found += [hit for hit, _ in zip(fresh, range(few), strict=False)]
    found.sort(key=lambda hit: -hit.score)
    return tuple(replace(hit, rank=len(shown) + n) for n, hit in enumerate(found, start=1))


def _said(hit: Hit, asked: Mapping[str, frozenset[str]]) -> float:
    """The share of the content words asked that a hit says, in itself or its own headings."""
    passage = hit.passage
    held = set(roots(" ".join((*passage.heading, passage.lead_in, passage.text))))
    return sum(bool(forms & held) for forms in asked.values()) / len(asked) if asked else 1.0


def _near(hit: Hit, shown: Sequence[Hit]) -> bool:
    """Whether a hit is as near to the question by meaning as the nearest that is shown."""
    cosines = [other.semantic for other in shown if other.semantic is not None]
    return bool(cosines) and (hit.semantic or 0.0) >= max(cosines) - LEAST_NEAR


#: What a file of questions calls a question; passed through as it is.
Qid = str | int | None


@dataclass(frozen=True, slots=True)
class Result(OfQuery):
    """The answer to one question and the hits under it.

    ``question`` is as it was given, ``query`` as it was understood. ``error`` is why the question
    could not be asked at all; such a result abstains.
    """

    qid: Qid
    question: str
    query: Query
    mode: str
    generation: str
    documents: int
    passages: int
    answer: Answer
    hits: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    #: What the question names and the library cannot show.
    unmet: tuple[Unmet, ...] = ()
    #: Hits of other tiers beside the list (`answer.answer`); None where they were not asked for.
    beside: tuple[Hit, ...] | None = None
    style: str = "footnote"
    error: str | None = None
    #: The day of which the law was asked (ISO 8601); None: today's.
    as_of: str | None = None

    @property
    def absent(self) -> tuple[Absent, ...]:
        """What the question names and the library cannot show, in the question's language."""
        return absent(self.unmet, self.language)

    @property
    def works(self) -> tuple[ActStanding, ...]:
        """What is known of the acts of these hits as a whole, in the order of the hits."""
        acts = {
            hit.act.act_id: hit.act
            for hit in (*self.hits, *(self.beside or ()))
            if hit.act is not None and hit.act.status is not Status.UNKNOWN
        }
        return tuple(acts.values())

    def force_notes(self, language: str = "id", *, marks: bool = True) -> tuple[str, ...]:
        """What is said once of the force of what was found (`answer.legal_force.said_once`)."""
        hits = (*self.hits, *(self.beside or ()))
        return said_once(
            (*hits, *(old for hit in hits for old in hit.older)), language, marks=marks
        )

    @property
    def read(self) -> str:
        """The question as it was read: with its typing mistakes corrected."""
        return reread(self.question, self.corrections)

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil ask --json``; every value is plain JSON."""
        made: dict[str, Any] = {
            "qid": self.qid,
            "question": self.question,
            "language": self.language,
            "library": {
                "generation": self.generation,
                "documents": self.documents,
                "passages": self.passages,
            },
            "answer": self.answer.to_dict(),
            "hits": [self.hit_json(hit) for hit in self.hits],
            "works": [_work_json(act) for act in self.works],
            "mode": self.mode,
            "notes": list(self.notes),
            "bridge": [{"asked": asked, "legal": list(legal)} for asked, legal in self.bridge],
            "corrections": [{"typed": typed, "read": read} for typed, read in self.corrections],
        }
        if self.absent:
            made["absent"] = [one.to_dict() for one in self.absent]
        if self.beside is not None:
            made["beside"] = [self.hit_json(hit) for hit in self.beside]
        if self.as_of is not None:
            made["as_of"] = self.as_of
        if self.error is not None:
            made["error"] = self.error
        return made

    def to_pandas(self) -> pandas.DataFrame:
        """A table of the hits, best first; ``statement`` is what the answer quotes of one.

        Raises ExtraMissing without pandas.
        """
        said = {s.passage_id: s.text for s in reversed(self.answer.statements)}
        shared = {
            "qid": self.qid, "question": self.question, "answer_status": self.answer.status,
        }  # fmt: skip
        rows = (
            {**self.hit_json(hit), **shared, "statement": said.get(hit.passage.passage_id)}
            for hit in self.hits
        )
        return data_frame(rows, (*shared, *HIT_COLUMNS, "citation", "statement"))

    def hit_json(self, hit: Hit) -> dict[str, Any]:
        """An element of ``hits``: what the hit says of itself, and its citations."""
        made = hit.to_dict() | {
            "citation": self.citation(hit),
            "also": [
                {
                    "passage_id": passage.passage_id,
                    "citation": cite(work, passage, style=self.style),
                }
                for work, passage in hit.others
            ],
            "older": [
                {
                    "passage_id": old.passage.passage_id,
                    "document_id": old.document.id,
                    "citation": cite(old.document, old.passage, style=self.style),
                    "status": old.standing[0].value,
                    "status_reason": old.standing[1],
                    "text": old.passage.text,
                    **({"wording": old.wording.to_dict()} if old.wording else {}),
                }
                for old in hit.older
            ],
        }
        return {name: made[name] for name in (*_HIT, *_WHERE_ANY) if name in made}

    def citation(self, hit: Hit) -> str:
        """The citation of a hit's passage, in the result's style."""
        return cite(hit.document, hit.passage, style=self.style)


def _work_json(act: ActStanding) -> dict[str, Any]:
    """An element of ``works``: an act of which something is known as a whole."""
    return {
        "document_id": act.act_id,
        "status": act.status.value,
        "status_reason": act.reason,
        "repealed": [f"{act.act_id}#{locator}" for locator in act.repealed],
        "amended": [f"{act.act_id}#{locator}" for locator in act.changed],
        "heirs": list(act.heirs),
    }


#: Keys that a hit has only where there is something to say.
_WHERE_ANY: Final = ("rulings", "wording")
#: The keys of an element of ``hits``, in the order of the contract.
_HIT: Final = (
    "rank", "score", "passage_id", "document_id", "tier", "kind", "title", "locator", "page",
    "status", "text", "start", "end", "citation", "source", "sha256", "status_reason",
    "document_status", "lead_in", "shown_id", "digest", "referenced", "also", "older", "lexical",
    "semantic",
)  # fmt: skip


def answer(
    library: Searches,
    question: str,
    k: int = 10,
    filters: Filters | None = None,
    mode: Mode = "hybrid",
    qid: Qid = None,
    style: str = "footnote",
    max_statements: int = 5,
    side_by_side: bool = False,
    abstention: AbstentionConfig | None = None,
) -> Result:
    """Search the library for a question and take the answer from what is found.

    The answer does not depend on ``k``: it is always sought in the first ten hits or more, and
    ``k`` says how many are shown. ``side_by_side`` adds the best of the tiers that are missing
    among them to an answer (`Result.beside`); ``abstention``: see `evidence`. Raises what the
    search raises (QueryError, LibraryError, EncoderError), SettingError for a wrong file of
    weights.
    """
    if k < 1:
        raise QueryError(Message("query.one_hit_at_least", k=k))
    found = library.search(question, k=max(k, DEPTH), filters=filters or Filters(), mode=mode)
    missing = absent(found.unmet, found.language)
    said = evidence(found, max_statements, style, abstention=abstention)
    met = any(hit.referenced for hit in found.hits)
    if missing and not met and (found.query.only_references or _only_of_absent_acts(found)):
        said = Answer("abstained", " ".join(one.said for one in missing))
    others: tuple[Hit, ...] | None = None
    if side_by_side:
        shown = found.hits[:k] if said.status == "answered" else ()
        others = beside(library, found.query, shown, mode, filters or Filters())
    return Result(
        qid=qid,
        question=question,
        query=found.query,
        mode=found.mode,
        generation=found.generation,
        documents=found.documents,
        passages=found.passages,
        answer=said,
        hits=found.hits[:k],
        beside=others,
        notes=found.notes,
        unmet=found.unmet,
        style=style,
        as_of=found.as_of,
    )


def _only_of_absent_acts(found: SearchResult) -> bool:
    """Whether the question names acts and none of them, nor one that changes it, is held: what
    other acts say is not what was asked."""
    return len(found.query.named) == len(found.unmet) and all(
        one.why == "no_act" and not one.related for one in found.unmet
    )


def failed(question: str, error: str, qid: Qid = None, like: Result | None = None) -> Result:
    """The result of a question that could not be asked; ``like`` lends the library's state."""
    refusal = Answer("abstained", error)
    query = Query(question, question, "id" if like is None else like.language)
    if like is not None:
        return replace(
            like,
            qid=qid,
            question=question,
            query=query,
            answer=refusal,
            hits=(),
            notes=(),
            unmet=(),
            beside=None,
            error=error,
        )
    return Result(qid, question, query, "", "", 0, 0, refusal, error=error)


def attempt(work: Callable[[], T], failed: Callable[[str], T]) -> T:
    """One of many questions: what the work gives, or what ``failed`` makes of the reason why not.

    A fault of ours must not cost the other questions either, so it is such a reason too.
    """
    try:
        return work()
    except DalilError as error:
        return failed(message_of(error))
    except Exception as error:
        return failed(f"{type(error).__name__}: {error}")
