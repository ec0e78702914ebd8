"""The shape of answers, for the description at /openapi.json alone: nothing is checked by it.

What an answer holds is made by the results' own ``to_dict()``, the same as the command's
``--json``. Keys may be added within /v1 and none is taken away, so other keys are let pass.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Open(BaseModel):
    """An object that may hold more than is named."""

    model_config = ConfigDict(extra="allow")


class LibraryState(Open):
    """The state of the library that an answer was made of: with it, it can be made again."""

    generation: str | None
    hash: str | None
    documents: int
    passages: int


class ProblemBody(Open):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str


class StatementBody(Open):
    """A verbatim sentence with its place and citation."""

    text: str
    passage_id: str
    start: int
    end: int
    page: int | None
    citation: str


class AnswerBody(Open):
    """The answer, or why there is none."""

    status: Literal["answered", "uncertain", "abstained"]
    reason: str | None
    statements: list[StatementBody]


class HitBody(Open):
    """A passage that was found."""

    rank: int
    score: float
    passage_id: str
    document_id: str
    tier: str
    kind: str
    title: str
    locator: str
    page: int | None
    status: str
    text: str
    start: int
    end: int


class Asked(Open):
    """As `dalil ask --json`."""

    question: str
    language: str
    library: LibraryState
    answer: AnswerBody
    hits: list[HitBody]
    mode: str
    notes: list[str]


class Searched(Open):
    """The hits of a page."""

    question: str
    language: str
    mode: str
    library: LibraryState
    hits: list[HitBody]
    next: str | None


class MatchBody(Open):
    """A provision or act that a reference names."""

    passage_id: str
    text: str
    page: int | None
    status: str
    citation: str


class Cited(Open):
    """As `dalil cite --json`."""

    reference: str
    matches: list[MatchBody]
    missing: list[str]
    absent: list[dict[str, Any]]
    library: LibraryState


class DocumentBody(Open):
    """A work, without its text."""

    id: str
    tier: str
    kind: str
    title: str
    number: str | None
    year: int | None
    status: str
    pages: int
    source: str
    sha256: str


class Documents(Open):
    """A page of the works."""

    documents: list[DocumentBody]
    next: str | None
    library: LibraryState


class PassageBody(Open):
    """A unit of a work."""

    passage_id: str
    parent_id: str | None
    locator: str
    page: int | None
    start: int
    end: int
    text: str
    status: str


class ShownBody(Open):
    """As `dalil show --json`, a page of its passages."""

    document: DocumentBody
    passages: list[PassageBody]
    next: str | None
    library: LibraryState


class Text(Open):
    """A piece of a work's text, in code points."""

    document_id: str
    start: int
    end: int
    length: int
    text: str
    next: str | None
    library: LibraryState


class Status(Open):
    """As `dalil status --json`."""

    documents: int
    passages: int
    generation: str | None
    up_to_date: bool
    library: LibraryState
    service: dict[str, str]


class News(Open):
    """As `dalil news --json`."""

    unread: int
    followed: list[dict[str, Any]]
    news: list[dict[str, Any]]
    library: LibraryState


class FollowedList(Open):
    """As `dalil follow --json`."""

    followed: list[dict[str, Any]]
    library: LibraryState


class Read(Open):
    """How many news were marked as read."""

    read: int
    library: LibraryState


class Checked(Open):
    """As `dalil check --json`."""

    draft: str
    counts: dict[str, int]
    findings: list[dict[str, Any]]
    library: LibraryState


class Reviewed(Open):
    """As a line of `dalil batch --claims -o x.jsonl`."""

    claim: str
    verdict: str
    passages: list[dict[str, Any]]
    library: LibraryState


class JobBody(Open):
    """A job that changes the library: under way, or ended."""

    number: int
    kind: str
    state: str
    ratio: float


class Begun(Open):
    """A job that was begun."""

    job: JobBody
    library: LibraryState


class JobsBody(Open):
    """Jobs, those under way first."""

    jobs: list[JobBody]
    library: LibraryState
