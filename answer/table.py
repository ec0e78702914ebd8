"""Results as rows: one for each passage found, and one for a question without any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from answer.result import Result
from ingest.messages import say

Value = str | int | float | None

#: The columns of every table, in order. Scripts rely on the names.
COLUMNS: Final = (
    "qid", "question", "rank", "score", "citation", "locator", "page", "tier", "kind", "title",
    "status", "document_status", "text", "source", "sha256", "passage_id", "answer_status",
    "statement", "lead_in", "digest", "reason",
)  # fmt: skip
NUMBERS: Final = frozenset({"rank", "score", "page"})


@dataclass(frozen=True, slots=True)
class Made:
    """When a file was made and from which library, for its header."""

    at: str  # ISO 8601 with the offset
    generation: str = ""
    documents: int = 0
    passages: int = 0


def rows(result: Result) -> Iterator[dict[str, Value]]:
    """The rows of one result, each with all of `COLUMNS`.

    ``answer_status`` is ``answered``, ``uncertain``, ``abstained`` or ``error``; ``statement``
    holds the words of this passage that the answer quotes; ``reason`` why there is none, or none
    that is sure, or what the question names and the library cannot show.
    """
    status = "error" if result.error is not None else result.answer.status
    said = {s.passage_id: s.text for s in reversed(result.answer.statements)}
    shared: dict[str, Value] = {
        "qid": result.qid,
        "question": result.question,
        "answer_status": status,
        "reason": say(result.error or result.answer.reason or "", result.language)
        or " ".join(one.said for one in result.absent)
        or None,
    }
    if not result.hits:
        yield {name: shared.get(name) for name in COLUMNS}
    for hit in result.hits:
        row = {**result.hit_json(hit), **shared}
        row["statement"] = said.get(hit.passage.passage_id)
        row["source"] = PurePath(hit.document.source).name  # no folder of the machine
        row["digest"] = "ya" if hit.document.digest else None
        yield {name: row[name] for name in COLUMNS}
