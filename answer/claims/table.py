"""Reviewed claims as rows: one a passage, with a tick and a note, as a person has left them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Final

from dalil.answer.answer import Result
from dalil.answer.claims.review import Finding, Review
from dalil.answer.export.table import Value
from dalil.answer.legal_force import force
from dalil.answer.statements import Answer, Statement
from dalil.index.query.language import Language
from dalil.index.search.results import Hit
from dalil.ingest.bibliography.title_markup import unmarked

#: The columns of every table of claims, in order. Scripts rely on the names.
COLUMNS: Final = (
    "qid", "claim", "stance", "reason", "passage", "citation", "locator", "page", "status",
    "document_status", "tick", "note", "title", "lead_in", "passage_id", "source", "sha256",
    "digest",
)  # fmt: skip
NUMBERS: Final = frozenset({"page"})

#: What a stance, and the lack of one, is called in a cell: Indonesian, English.
STANCES: Final = {
    "supports": ("mendukung", "supports"),
    "otherwise": ("berkata lain", "says otherwise"),
    "near": ("hanya dekat", "only near"),
    "nothing": ("tidak ditemukan", "nothing found"),
    "unticked": ("tidak ada yang dicentang", "nothing ticked"),
    "error": ("gagal", "failed"),
}
TICKS: Final = {True: ("ya", "yes"), False: ("tidak", "no")}
#: What is known of a passage's force; nothing is said where nothing is known.
FORCES: Final = {
    "in_force": ("berlaku", "in force"),
    "amended": ("telah diubah", "amended"),
    "partly_repealed": ("dicabut sebagian", "partly repealed"),
    "repealed": ("dicabut", "repealed"),
    "unknown": ("", ""),
}


@dataclass(frozen=True, slots=True)
class Ticked:
    """A review with the passages a person takes (by id) and what they noted.

    ``only``: the others are left out of the table.
    """

    review: Review
    ticked: frozenset[str] = frozenset()
    note: str = ""
    only: bool = False
    language: Language = "id"

    @property
    def taken(self) -> tuple[Finding, ...]:
        """The ticked passages, supporting first."""
        return tuple(f for f in self.review.findings if f.key in self.ticked)

    def said(self, words: tuple[str, str]) -> str:
        """The word in the table's language."""
        return words[self.language == "en"]

    def to_dict(self) -> dict[str, Any]:
        """A line of the JSON: the claim with its passages; words are the table's machine names."""
        listed = self.taken if self.only else self.review.findings
        made: dict[str, Any] = {}
        for name, value in self.review.to_dict().items():
            if name == "passages":
                made["note"] = self.note
                value = [{**f.to_dict(), "tick": f.key in self.ticked} for f in listed]
            made[name] = value
        return made


def default_ticks(review: Review) -> frozenset[str]:
    """What is ticked at first: the best passage that carries the claim, and all that contradict it.

    What speaks against a claim is what its author must see: it does not wait for a tick.
    """
    return frozenset(f.key for f in (*review.supporting[:1], *review.contrary))


def as_found(review: Review) -> Ticked:
    """A review nobody has looked at yet: all passages, with the first ticks."""
    return Ticked(review, default_ticks(review))


def rows(ticked: Ticked) -> Iterator[dict[str, Value]]:
    """The rows of one claim, each with all of `COLUMNS`; where it has no passage, one row."""
    told, said = ticked.review, ticked.said
    shared: dict[str, Value] = {"qid": told.qid, "claim": told.claim, "note": ticked.note}
    listed = ticked.taken if ticked.only else told.findings
    if not listed:
        kind = told.verdict if told.verdict in {"error", "nothing", "near"} else "unticked"
        row = {**shared, "stance": said(STANCES[kind]), "reason": told.error}
        yield {name: row.get(name) for name in COLUMNS}
    for finding in listed:
        passage, document = finding.passage, finding.document
        row = {
            **shared,
            "stance": said(STANCES[finding.stance.stance]),
            "reason": said(finding.stance.reason),
            "passage": passage.text,
            "citation": finding.citation,
            "locator": passage.label,
            "page": passage.page,
            "status": said(FORCES[finding.status.value]) or None,
            "document_status": _of_act(finding, ticked.language),
            "tick": said(TICKS[finding.key in ticked.ticked]),
            "title": unmarked(document.title),
            "lead_in": passage.lead_in,
            "passage_id": passage.passage_id,
            "source": PurePath(document.source).name,  # no folder of the machine
            "sha256": document.sha256,
            "digest": said(TICKS[True]) if document.digest else None,
        }
        yield {name: row[name] for name in COLUMNS}


def remarks(ticked: Ticked) -> dict[str, str]:
    """What each passage is to the claim, for files that hold passages without their claims."""
    return {
        f.key: f"{ticked.said(STANCES[f.stance.stance])}: {ticked.review.claim}"
        for f in ticked.review.findings
    }


def _of_act(finding: Finding, language: Language) -> str | None:
    """What is known of the passage's act as a whole, where it says more than the passage's own."""
    if finding.act is None or finding.act.status is finding.status:
        return None
    return force(finding.act, language) or None


def as_result(ticked: Ticked) -> Result:
    """The claim as a result whose hits are the taken passages, for what only knows results."""
    told = ticked.review
    taken = ticked.taken if ticked.only else told.findings
    hits = tuple(
        Hit(
            n, f.score, f.passage, f.document, f.shown, status=f.status,
            status_reason=f.status_reason, act=f.act,
        )
        for n, f in enumerate(taken, 1)
    )  # fmt: skip
    statements = tuple(
        Statement(
            f.passage.text, f.key, f.passage.start, f.passage.end, f.passage.page, f.citation,
            f.passage.lead_in, f.shown.passage_id, f.document.id, f.status.value,
            f.status_reason, f.document.digest,
        )
        for f in taken
        if f.key in ticked.ticked
    )  # fmt: skip
    answer = (
        Answer("answered", None, statements)
        if statements
        else Answer("abstained", told.error or ticked.said(STANCES["nothing"]))
    )
    query = replace(told.query, expansion=None)  # a report on claims names no other words
    return Result(
        told.qid, told.claim, query, told.mode, told.generation, told.documents,
        told.passages, answer, hits, told.notes, error=told.error,
    )  # fmt: skip
