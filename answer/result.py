"""A question, its hits and its answer: the one result that terminal, app and files show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from answer.absent import Absent, absent
from answer.beside import Searches, beside
from answer.cite import cite
from answer.evidence import evidence
from answer.force import said_once
from answer.judge import DEPTH, AbstentionConfig
from answer.statement import Answer, Statement
from index.hit import Filters, Hit, Mode, SearchResult, reread
from index.question.language import Language
from index.question.query import Query
from index.status import ActStanding
from index.unmet import Unmet
from ingest.errors import QueryError
from ingest.markup import unmarked
from ingest.messages import Message
from ingest.model import Status

__all__ = ["Answer", "Qid", "Result", "Searches", "Statement", "answer", "failed"]

#: What a file of questions calls a question; passed through as it is.
Qid = str | int | None


@dataclass(frozen=True, slots=True)
class Result:
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
    #: Hits of other tiers beside the list (`answer.beside`); None where they were not asked for.
    beside: tuple[Hit, ...] | None = None
    style: str = "footnote"
    error: str | None = None

    @property
    def language(self) -> Language:
        """Of the question."""
        return self.query.language

    @property
    def bridge(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Words of the question with the words of acts that were looked for as well."""
        return self.query.bridge

    @property
    def corrections(self) -> tuple[tuple[str, str], ...]:
        """Words that no source has, with the words they were taken for: (as typed, as read)."""
        return self.query.corrections

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
        """What is said once of the force of what was found (`answer.force.said_once`)."""
        hits = (*self.hits, *(self.beside or ()))
        return said_once(
            (*hits, *(old for hit in hits for old in hit.older)), language, marks=marks
        )

    @property
    def read(self) -> str:
        """The question as it was read: with its typing mistakes corrected."""
        return reread(self.question, self.corrections)

    def to_json(self) -> dict[str, Any]:
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
            "answer": self.answer.to_json(),
            "hits": [self.hit_json(hit) for hit in self.hits],
            "works": [_work_json(act) for act in self.works],
            "mode": self.mode,
            "notes": list(self.notes),
            "bridge": [{"asked": asked, "legal": list(legal)} for asked, legal in self.bridge],
            "corrections": [{"typed": typed, "read": read} for typed, read in self.corrections],
        }
        if self.absent:
            made["absent"] = [one.to_json() for one in self.absent]
        if self.beside is not None:
            made["beside"] = [self.hit_json(hit) for hit in self.beside]
        if self.error is not None:
            made["error"] = self.error
        return made

    def hit_json(self, hit: Hit) -> dict[str, Any]:
        """An element of ``hits``."""
        passage, document = hit.passage, hit.document
        status, reason = hit.standing
        return {
            "rank": hit.rank,
            "score": round(float(hit.score), 6),
            "passage_id": passage.passage_id,
            "document_id": document.id,
            "tier": document.tier.value,
            "kind": document.kind,
            "title": unmarked(document.title),
            "locator": passage.label,
            "page": passage.page,
            "status": status.value,
            "text": passage.text,
            "start": passage.start,
            "end": passage.end,
            "citation": self.citation(hit),
            "source": document.source,
            "sha256": document.sha256,
            "status_reason": reason,
            "document_status": document.status.value,
            "lead_in": passage.lead_in,
            "shown_id": hit.shown.passage_id,
            "digest": document.digest,
            "referenced": hit.referenced,
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
                }
                for old in hit.older
            ],
            "lexical": _rounded(hit.lexical),
            "semantic": _rounded(hit.semantic),
        }

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


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(float(score), 6)


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
