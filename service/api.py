"""The service's endpoints under /v1: what `dalil.Library` can do, as JSON over HTTP.

An endpoint opens no path that a request names, and answers with what the result's own ``to_dict``
says, beside the state of the library that it was made of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

import anyio.to_thread
from fastapi import FastAPI, File, Form, Path, Query, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from dalil.answer.answer import Qid, Result, attempt, failed
from dalil.answer.export.formats import MEDIA_TYPES, WRITERS, export_bytes
from dalil.answer.export.news import MEDIA_TYPE as ATOM
from dalil.answer.export.news import atom
from dalil.answer.news import News
from dalil.index.curate.jobs import Known, ingest_facts, jobs_of, reports, under_way
from dalil.index.curate.trash import remove, removed, restore
from dalil.index.query.conditions import Filters
from dalil.index.query.day import day_named
from dalil.index.show import document_json
from dalil.index.store.owner import LOCAL, of_person
from dalil.ingest.errors import (
    DalilError,
    NotInLibrary,
    NotPermitted,
    SourceTooLarge,
    UnsupportedSource,
)
from dalil.ingest.messages import Message
from dalil.ingest.model import Tier
from dalil.ingest.readers.registry import SUFFIXES
from dalil.library import Library
from dalil.service import audit, schema
from dalil.service.answer_cache import AnswerCache
from dalil.service.answers import (
    last_part,
    program,
    state_of,
    state_of_label,
    style_named,
    without_folders,
)
from dalil.service.door import OPEN, Door, Gate, Needs, Scope, address_of
from dalil.service.paging import LONGEST, BadCursor, OldCursor, Page, cursor_at, page_of, start_of
from dalil.service.permissions import Act, Role
from dalil.service.problems import (
    MEDIA_TYPE,
    TITLES,
    Problem,
    kind_of,
    language_of,
    problem_of,
    refusal,
)
from dalil.service.tokens import Caller
from dalil.service.uploads import UPLOAD_LIMIT_MB, UPLOADS, free, left_in, safe_name, write

#: The promise: what is here is kept, keys and parameters are added and none is taken away.
API: Final = "v1"
#: Threads of a process that search: more would only wait for each other.
THREADS: Final = 4
#: Characters of a question, of a text that is checked; passages and works of a page; questions of
#: an export.
QUESTION: Final = 4_000
TEXT: Final = 400_000
PAGE: Final = 500
DEPTH: Final = 1_000
QUESTIONS: Final = 50
#: Characters of a work's text in one answer.
PIECE: Final = 100_000

#: Ids are what `ingest.model` says; whatever else is asked for is not in the library.
Identifier = Annotated[
    str, Path(min_length=1, max_length=400, description="uu/2014/23, uu/2014/23#pasal-363 (%23)")
]
Cursor = Annotated[str | None, Query(max_length=LONGEST, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=PAGE)]
Piece = Annotated[int, Query(ge=1, le=PIECE, description="Characters.")]
Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="YYYY-MM-DD")]
Question = Annotated[str, Query(min_length=1, max_length=QUESTION)]
ModeOf = Annotated[Literal["hybrid", "lexical", "semantic"], Query()]
Style = Annotated[str, Query(max_length=100, description="As `dalil styles` lists them.")]

_MEDIA: Final = {
    suffix: f"{media}; charset=utf-8" if media.startswith("text/") else media
    for suffix, media in MEDIA_TYPES.items()
}
Format = Literal["csv", "xlsx", "docx", "jsonl", "json", "md", "bib", "ris"]


class Given(BaseModel):
    """A body; what it does not know is a mistake that is told."""

    model_config = ConfigDict(extra="forbid")


class Where(Given):
    """Where to look."""

    tiers: list[Tier] = Field(default=[], max_length=3)
    kinds: list[Annotated[str, Field(max_length=100)]] = Field(default=[], max_length=50)
    documents: list[Annotated[str, Field(max_length=400)]] = Field(default=[], max_length=200)
    year_from: int | None = Field(default=None, ge=0, le=9999, strict=True)
    year_to: int | None = Field(default=None, ge=0, le=9999, strict=True)
    as_of: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$")

    def filters(self) -> Filters:
        """The same for a search."""
        return Filters(
            frozenset(self.tiers), frozenset(self.kinds), frozenset(self.documents),
            self.year_from, self.year_to, None if self.as_of is None else day_named(self.as_of),
        )  # fmt: skip


class Draft(Given):
    """A text whose quotations and references are checked."""

    text: str = Field(min_length=1, max_length=TEXT)
    name: str = Field(default="", max_length=200)


class ToFollow(Given):
    """What is to be followed: an id, a reference, or with ``question`` a question."""

    subject: str = Field(min_length=1, max_length=QUESTION)
    question: bool = False
    mode: Literal["hybrid", "lexical", "semantic"] = "hybrid"
    where: Where = Where()


class WhichNews(Given):
    """Which news were read, by their numbers; None: all."""

    numbers: list[Annotated[int, Field(strict=True)]] | None = Field(default=None, max_length=2_000)


class ClaimToReview(Given):
    """A claim, and how much is wanted."""

    claim: str = Field(min_length=1, max_length=QUESTION)
    supporting: int = Field(default=3, ge=1, le=20, strict=True)
    contrary: int = Field(default=3, ge=0, le=20, strict=True)
    mode: Literal["hybrid", "lexical", "semantic"] = "hybrid"
    style: str = Field(default="footnote", max_length=100)
    where: Where = Where()


class QuestionToExport(Given):
    """A question of a list; `qid` is passed through."""

    question: str = Field(min_length=1, max_length=QUESTION)
    qid: Annotated[str, Field(max_length=200)] | Annotated[int, Field(strict=True)] | None = None


class ListToExport(Given):
    """Questions to answer into one file."""

    questions: list[QuestionToExport] = Field(min_length=1, max_length=QUESTIONS)
    format: Format = "xlsx"
    k: int = Field(default=5, ge=1, le=100, strict=True)
    mode: Literal["hybrid", "lexical", "semantic"] = "hybrid"
    style: str = Field(default="footnote", max_length=100)
    where: Where = Where()


def _problems(*also: int) -> dict[int | str, dict[str, Any]]:
    codes = sorted({400, 401, 403, 421, 422, 429, 500, 503, *also})
    return {
        code: {
            "description": TITLES[code],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}},
        }
        for code in codes
    }


def make_app(library: Library, gate: Gate, *, cached: bool = True) -> Door:
    """The service of a library behind its door; ``cached``: with `service.answer_cache`."""
    app = _described()
    kept = AnswerCache(library) if cached else None
    _handlers(app)
    answered = _answering(kept)
    _over_time(app, library, answered)
    _reading(app, library, answered)
    _working(app, library)
    _personal(app, library)
    _changing(app, library)
    door = Door(app, gate, _needs_in(app))
    app.state.door = door
    return door


def application(door: Door) -> FastAPI:
    """The application behind a door: for its description."""
    app = door._app
    assert isinstance(app, FastAPI)
    return app


def _described() -> FastAPI:
    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield

    app = FastAPI(
        title="Dalil",
        version=program(),
        summary="Cited, verbatim passages of Indonesian law.",
        description=(
            "The same JSON as the command's `--json`, with `library`: the generation and hash of "
            "the index that it was made of. Within /v1 keys and parameters are added, none is "
            "taken away or changes its meaning."
        ),
        license_info={"name": "MIT"},
        docs_url=None,  # their pages fetch scripts from elsewhere; Dalil needs no internet
        redoc_url=None,
        lifespan=life,
        responses=_problems(),
    )
    made = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            said = made()
            parts = said.setdefault("components", {})
            schemas = parts.setdefault("schemas", {})
            schemas["ProblemBody"] = schema.ProblemBody.model_json_schema()
            schemas.pop("HTTPValidationError", None)
            schemas.pop("ValidationError", None)
            parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            said["security"] = [{}, {"token": []}]
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
    return app


def marked(act: Act, cost: float | None = None, body: int | None = None) -> dict[str, Any]:
    """What marks an endpoint with the act that it takes (`service.door.Needs`)."""
    said: dict[str, Any] = {"x-dalil-act": act.value}
    if cost is not None:
        said["x-dalil-cost"] = cost
    if body is not None:
        said["x-dalil-body"] = body
    return said


def _needs_in(app: FastAPI) -> Callable[[Scope], Needs | None]:
    def needs(scope: Scope) -> Needs | None:
        if scope["path"] == app.openapi_url:
            return OPEN
        for route in app.routes:
            said = getattr(route, "openapi_extra", None)
            if said and route.matches(scope)[0] is Match.FULL:
                usual = Needs(Act(said["x-dalil-act"]))
                return Needs(
                    usual.act,
                    said.get("x-dalil-cost", usual.cost),
                    said.get("x-dalil-body", usual.body),
                )
        return None

    return needs


# What goes wrong


def _handlers(app: FastAPI) -> None:
    @app.exception_handler(DalilError)
    def _ours(request: Request, error: DalilError) -> Response:
        inside = _role(request) is not Role.READER
        return _sent(problem_of(error, _language(request), inside=inside))

    @app.exception_handler(BadCursor)
    def _bad(request: Request, error: BadCursor) -> Response:
        return _sent(refusal(400, "cursor_bad", _language(request)))

    @app.exception_handler(OldCursor)
    def _old(request: Request, error: OldCursor) -> Response:
        return _sent(refusal(409, "cursor_old", _language(request)))

    @app.exception_handler(RequestValidationError)
    def _wrong(request: Request, error: RequestValidationError) -> Response:
        said = [
            {"place": ".".join(map(str, one["loc"])), "reason": one["msg"]}
            for one in error.errors()[:10]
        ]
        first = f"{said[0]['place']}: {said[0]['reason']}" if said else ""
        problem = refusal(422, "invalid", _language(request), first=first)
        return _sent(Problem(problem.status, problem.kind, problem.detail, {"errors": said}))

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        key = {404: "no_route", 405: "no_method"}.get(error.status_code, "bad_request")
        sent = _sent(refusal(error.status_code, key, _language(request)))
        for name, value in (error.headers or {}).items():
            sent.headers[name] = value
        return sent


def _sent(problem: Problem) -> Response:
    headers = problem.headers()
    media = headers.pop("content-type")
    return Response(problem.body(), problem.status, headers, media)


def _language(request: Request) -> Literal["id", "en"]:
    return language_of(request.headers.get("accept-language"))


def _caller(request: Request) -> Caller:
    caller: Caller | None = getattr(request.state, "caller", None)
    return caller or Caller("", Role.READER)


def _role(request: Request) -> Role:
    return _caller(request).role


# What is sent


def _answer(
    request: Request, value: Mapping[str, Any], state: Mapping[str, Any], status: int = 200
) -> Response:
    """The value with the library's state, as JSON with its tag; to readers without paths."""
    said = {**value, "library": state}
    if _role(request) is Role.READER:
        said = without_folders(said)
    body = json.dumps(said, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return _tagged(request, body, state, status)


def _tagged(
    request: Request, body: bytes, state: Mapping[str, Any], status: int = 200,
    media: str = "application/json",
) -> Response:  # fmt: skip
    headers = {"dalil-generation": str(state["generation"] or "")}
    if request.method == "GET":
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers |= {"etag": tag, "cache-control": "private, no-cache"}
        if _matches(request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
    else:
        headers["cache-control"] = "no-store"
    return Response(body, status, headers, media)


def _matches(said: str | None, tag: str) -> bool:
    if said is None:
        return False
    return any(one.strip().removeprefix("W/") in {tag, "*"} for one in said.split(","))


# Reading


Made = tuple[Mapping[str, Any], Mapping[str, Any]]
Answered = Callable[[Request, Callable[[], Made]], Response]


def _answering(kept: AnswerCache | None) -> Answered:
    def answered(request: Request, make: Callable[[], Made]) -> Response:
        """What ``make`` gives, the value and its state; or what was kept of the same request."""
        if kept is None:
            return _answer(request, *make())
        key = (str(request.url.path), request.url.query, _role(request) is Role.READER)
        before = kept.state()
        found = kept.get(key, before)
        if found is not None:
            return _tagged(request, found[0], found[1])
        value, state = make()
        sent = _answer(request, value, state)
        if sent.status_code == 200 and before == kept.state():
            kept.put(key, before, bytes(sent.body), state)
        return sent

    return answered


def _reading(app: FastAPI, library: Library, answered: Answered) -> None:
    @app.get("/v1/status", response_model=None, openapi_extra=marked(Act.READ),
             responses={200: {"model": schema.Status}})  # fmt: skip
    def status(request: Request) -> Response:
        """What the library holds, and which program serves it."""

        def make() -> Made:
            said = library.status().to_dict()
            if _role(request) is Role.READER:
                del said["failed_sources"]
            return said | {"service": {"version": program(), "api": API}}, state_of(library)

        return answered(request, make)

    @app.get("/v1/search", response_model=None, openapi_extra=marked(Act.ASK, 1.0),
             responses={200: {"model": schema.Searched}, **_problems(409)})  # fmt: skip
    def search(
        request: Request,
        q: Question,
        k: Annotated[int, Query(ge=1, le=100, description="Hits of a page.")] = 10,
        mode: ModeOf = "hybrid",
        tier: Annotated[list[Tier], Query(max_length=3)] = [],  # noqa: B006
        kind: Annotated[list[str], Query(max_length=50)] = [],  # noqa: B006
        doc: Annotated[list[str], Query(max_length=200)] = [],  # noqa: B006
        year_from: Annotated[int | None, Query(ge=0, le=9999)] = None,
        year_to: Annotated[int | None, Query(ge=0, le=9999)] = None,
        as_of: Day = None,
        cursor: Cursor = None,
    ) -> Response:
        """The passages nearest to a question, best first; no answer is taken from them."""
        filters = Filters(frozenset(tier), frozenset(kind), frozenset(doc), year_from, year_to)

        def make() -> Made:
            start = start_of(cursor, str(state_of(library)["generation"]))
            if start + k > DEPTH:
                raise BadCursor
            found = library.search(q, start + k + 1, mode, filters, as_of=as_of)
            said = found.to_dict()
            hits = said["hits"]
            more = len(hits) > start + k and start + 2 * k <= DEPTH
            said["hits"] = hits[start : start + k]
            said["next"] = cursor_at(start + k, found.generation) if more else None
            return said, state_of_label(found.generation, found.documents, found.passages)

        return answered(request, make)

    @app.get("/v1/ask", response_model=None, openapi_extra=marked(Act.ASK, 1.0),
             responses={200: {"model": schema.Asked}})  # fmt: skip
    def ask(
        request: Request,
        q: Question,
        k: Annotated[int, Query(ge=1, le=100)] = 10,
        mode: ModeOf = "hybrid",
        style: Style = "footnote",
        side_by_side: bool = False,
        tier: Annotated[list[Tier], Query(max_length=3)] = [],  # noqa: B006
        kind: Annotated[list[str], Query(max_length=50)] = [],  # noqa: B006
        doc: Annotated[list[str], Query(max_length=200)] = [],  # noqa: B006
        year_from: Annotated[int | None, Query(ge=0, le=9999)] = None,
        year_to: Annotated[int | None, Query(ge=0, le=9999)] = None,
        as_of: Day = None,
    ) -> Response:
        """The verbatim statements that answer, each cited; or the reason why there are none."""
        filters = Filters(frozenset(tier), frozenset(kind), frozenset(doc), year_from, year_to)
        named = style_named(style)

        def make() -> Made:
            result = library.ask(
                q, k, filters=filters, mode=mode, style=named, side_by_side=side_by_side,
                as_of=as_of,
            )  # fmt: skip
            return result.to_dict(), state_of_label(
                result.generation, result.documents, result.passages
            )

        return answered(request, make)

    @app.get("/v1/cite", response_model=None, openapi_extra=marked(Act.READ, 0.5),
             responses={200: {"model": schema.Cited}})  # fmt: skip
    def cite(
        request: Request,
        reference: Annotated[str, Query(min_length=1, max_length=1_000)],
        style: Style = "footnote",
        language: Literal["id", "en"] = "id",
        as_of: Day = None,
    ) -> Response:
        """What a reference names: several where it is ambiguous, none where it is not here."""
        named = style_named(style)
        return answered(
            request,
            lambda: (
                library.cite(reference, style=named, language=language, as_of=as_of).to_dict(),
                state_of(library),
            ),
        )

    @app.get("/v1/documents", response_model=None, openapi_extra=marked(Act.READ),
             responses={200: {"model": schema.Documents}, **_problems(409)})  # fmt: skip
    def documents(
        request: Request,
        tier: Annotated[list[Tier], Query(max_length=3)] = [],  # noqa: B006
        kind: Annotated[list[str], Query(max_length=50)] = [],  # noqa: B006
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> Response:
        """The works, by id."""

        def make() -> Made:
            state = state_of(library)
            listed = [
                d
                for d in library.documents()
                if (not tier or d.tier in tier) and (not kind or d.kind in kind)
            ]
            page = page_of(listed, cursor, limit, str(state["generation"]))
            return {"documents": [document_json(d) for d in page.items], "next": page.next}, state

        return answered(request, make)

    @app.get("/v1/documents/{identifier:path}/text", response_model=None,
             openapi_extra=marked(Act.READ),
             responses={200: {"model": schema.Text}, **_problems(404, 409)})  # fmt: skip
    def text(
        request: Request, identifier: Identifier, limit: Piece = 20_000, cursor: Cursor = None
    ) -> Response:
        """The stored text of a work, a piece at a time; offsets are code points of the whole."""
        return answered(request, lambda: _piece(library, identifier, limit, cursor))

    def shown(
        request: Request, identifier: str, limit: int, cursor: str | None, definitions: bool
    ) -> Response:
        def make() -> Made:
            state = state_of(library)
            said = library.show(identifier, definitions=definitions).to_dict()
            page = page_of(said["passages"], cursor, limit, str(state["generation"]))
            return said | {"passages": list(page.items), "next": page.next}, state

        return answered(request, make)

    @app.get("/v1/documents/{identifier:path}", response_model=None,
             openapi_extra=marked(Act.READ),
             responses={200: {"model": schema.ShownBody}, **_problems(404, 409)})  # fmt: skip
    def document(
        request: Request, identifier: Identifier, limit: Limit = 100, cursor: Cursor = None
    ) -> Response:
        """A work with its passages, in the order of its text."""
        if "#" in identifier:
            raise NotInLibrary(Message("library.not_here", identifier=identifier))
        return shown(request, identifier, limit, cursor, False)

    @app.get("/v1/provisions/{identifier:path}", response_model=None,
             openapi_extra=marked(Act.READ),
             responses={200: {"model": schema.ShownBody}, **_problems(404, 409)})  # fmt: skip
    def provision(
        request: Request,
        identifier: Identifier,
        definitions: bool = True,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> Response:
        """A provision with those below it, its force, and the terms that it uses."""
        if "#" not in identifier:
            raise NotInLibrary(Message("library.not_here", identifier=identifier))
        return shown(request, identifier, limit, cursor, definitions)


def _piece(library: Library, identifier: str, limit: int, cursor: str | None) -> Made:
    state = state_of(library)
    document = library.catalog.document(identifier)
    if document is None:
        raise NotInLibrary(Message("library.not_here", identifier=identifier))
    whole = document.text
    page: Page[str] = page_of(whole, cursor, limit, str(state["generation"]))
    start = start_of(cursor, str(state["generation"]))
    piece = str(page.items)
    return {
        "document_id": identifier, "start": start, "end": start + len(piece),
        "length": len(whole), "text": piece, "next": page.next,
    }, state  # fmt: skip


# A provision over time, and who cites it: as far as the library can tell


def _over_time(app: FastAPI, library: Library, answered: Answered) -> None:
    """Before the others: these paths end in a word, where an id could go on."""

    def paged(
        request: Request, verb: str, identifier: str, lists: tuple[str, ...], limit: int,
        cursor: str | None, *more: Any,
    ) -> Response:  # fmt: skip
        def make() -> Made:
            state = state_of(library)
            said = dict(getattr(library, verb)(identifier, *more).to_dict())
            rows = [(name, row) for name in lists for row in said[name]]
            page = page_of(rows, cursor, limit, str(state["generation"]))
            for name in lists:
                said[name] = [row for of, row in page.items if of == name]
            return said | {"next": page.next}, state

        return answered(request, make)

    if hasattr(library, "text"):

        @app.get("/v1/documents/{identifier:path}/text", response_model=None,
                 openapi_extra=marked(Act.READ),
                 responses={200: {"model": schema.Text}, **_problems(404, 409)})  # fmt: skip
        def text_on(
            request: Request, identifier: Identifier, as_of: Day = None, limit: Piece = 20_000,
            cursor: Cursor = None,
        ) -> Response:  # fmt: skip
            """The stored text of a work, a piece at a time; offsets are code points of the whole.

            With ``as_of`` an act or provision as it stands on that day: the object of
            `dalil text --json`, a page of up to 500 provisions.
            """
            if as_of is None:
                return answered(request, lambda: _piece(library, identifier, limit, cursor))
            few = min(limit, PAGE)
            return paged(request, "text", identifier, ("provisions",), few, cursor, as_of)

    if hasattr(library, "history"):

        @app.get("/v1/provisions/{identifier:path}/history", response_model=None,
                 openapi_extra=marked(Act.READ), responses=_problems(404, 409))  # fmt: skip
        def history(
            request: Request, identifier: Identifier, limit: Limit = 100, cursor: Cursor = None
        ) -> Response:
            """Every change of a provision or an act, in order: `dalil history --json`."""
            return paged(request, "history", identifier, ("changes",), limit, cursor)

    if hasattr(library, "cited_by"):

        @app.get("/v1/provisions/{identifier:path}/cited-by", response_model=None,
                 openapi_extra=marked(Act.READ), responses=_problems(404, 409))  # fmt: skip
        def cited_by(
            request: Request, identifier: Identifier, limit: Limit = 100, cursor: Cursor = None
        ) -> Response:
            """Who cites a provision or an act: `dalil cited-by --json`."""
            lists = ("citations", "parts")
            return paged(request, "cited_by", identifier, lists, limit, cursor)


# What a person follows, and what is new for them


def _owner(request: Request) -> str:
    """Whose what is followed is: the person's alone at this machine, or that of a token.

    Raises NotPermitted for who is nobody: at a public service, without a token.
    """
    caller = _caller(request)
    if caller.role is Role.ALONE:
        return LOCAL
    if not caller.name or caller.name.startswith("@"):
        raise NotPermitted(Message("server.no_person"))
    return of_person("dalil token", caller.name)


def _personal(app: FastAPI, library: Library) -> None:
    def told(request: Request, unread: bool, style: str, language: str) -> News:
        return library.news(
            unread=unread, style=style_named(style), language=language, owner=_owner(request)
        )

    @app.get("/v1/news", response_model=None, openapi_extra=marked(Act.SAVE, 1.0),
             responses={200: {"model": schema.News}})  # fmt: skip
    def news(
        request: Request, unread: bool = False, style: Style = "footnote",
    ) -> Response:  # fmt: skip
        """What is new for the token's person: `dalil news --json`."""
        found = told(request, unread, style, _language(request))
        return _answer(request, found.to_dict(), state_of(library))

    @app.get("/v1/news.atom", response_model=None, openapi_extra=marked(Act.SAVE, 1.0),
             responses={200: {"description": "The feed.", "content": {ATOM: {}}}})  # fmt: skip
    def news_atom(request: Request, unread: bool = False, style: Style = "footnote") -> Response:
        """The same as an Atom feed (RFC 4287); its links lead to `/v1/provisions` and documents."""
        found = told(request, unread, style, _language(request))
        base = str(request.base_url).rstrip("/")

        def opens(identifier: str) -> str:
            kind = "provisions" if "#" in identifier else "documents"
            return f"{base}/v1/{kind}/{quote(identifier, safe='/')}"

        body = atom(found, opens, itself=str(request.url)).encode("utf-8", "replace")
        return _tagged(request, body, state_of(library), media=f"{ATOM}; charset=utf-8")

    @app.post("/v1/news/read", response_model=None, openapi_extra=marked(Act.SAVE),
              responses={200: {"model": schema.Read}})  # fmt: skip
    def mark_read(request: Request, which: WhichNews) -> Response:
        """Mark news as read, by their numbers, or all."""
        count = library.mark_read(which.numbers, owner=_owner(request))
        return _answer(request, {"read": count}, state_of(library))

    @app.get("/v1/followed", response_model=None, openapi_extra=marked(Act.SAVE),
             responses={200: {"model": schema.FollowedList}})  # fmt: skip
    def followed(request: Request) -> Response:
        """What the token's person follows."""
        return _followed(request)

    def _followed(request: Request) -> Response:
        listed = library.followed(owner=_owner(request))
        return _answer(request, {"followed": [f.to_dict() for f in listed]}, state_of(library))

    @app.post("/v1/followed", response_model=None, openapi_extra=marked(Act.SAVE, 1.0),
              responses={200: {"model": schema.FollowedList}})  # fmt: skip
    def follow(request: Request, what: ToFollow) -> Response:
        """Follow an act, a provision or a question from now on."""
        library.follow(
            what.subject, question=what.question, filters=what.where.filters(), mode=what.mode,
            owner=_owner(request),
        )  # fmt: skip
        return _followed(request)

    @app.delete("/v1/followed", response_model=None, openapi_extra=marked(Act.SAVE),
                responses={200: {"model": schema.FollowedList}})  # fmt: skip
    def unfollow(request: Request, subject: Question) -> Response:
        """Follow it no longer: named by its id, a reference, or the question."""
        library.unfollow(subject, owner=_owner(request))
        return _followed(request)


# Checking, reviewing, exporting


def _working(app: FastAPI, library: Library) -> None:
    @app.post("/v1/check", response_model=None, openapi_extra=marked(Act.CHECK, 3.0),
              responses={200: {"model": schema.Checked}, **_problems(413)})  # fmt: skip
    def check(request: Request, draft: Draft) -> Response:
        """Every quotation and reference of a text against the stored text."""
        report = library.check(draft.text, name=draft.name)
        state = state_of_label(report.generation, report.documents, report.passages)
        return _answer(request, report.to_dict(), state)

    @app.post("/v1/review", response_model=None, openapi_extra=marked(Act.CHECK, 2.0),
              responses={200: {"model": schema.Reviewed}, **_problems(413)})  # fmt: skip
    def review(request: Request, asked: ClaimToReview) -> Response:
        """The passages that carry a claim, and those that say otherwise."""
        made = library.review(
            asked.claim, asked.supporting, asked.contrary, filters=asked.where.filters(),
            mode=asked.mode, style=style_named(asked.style),
        )  # fmt: skip
        state = state_of_label(made.generation, made.documents, made.passages)
        return _answer(request, made.to_dict(), state)

    @app.post("/v1/export", response_model=None, openapi_extra=marked(Act.EXPORT, 5.0),
              responses={200: {"description": "The file.", "content": {
                  media: {} for media in sorted(set(_MEDIA.values()))}},
                  **_problems(413)})  # fmt: skip
    def export(request: Request, asked: ListToExport) -> Response:
        """Answers to many questions as one file, as `dalil batch` writes it."""
        style, filters = style_named(asked.style), asked.where.filters()

        def answer(question: str, qid: Qid) -> Result:
            return library.ask(
                question, asked.k, filters=filters, mode=asked.mode, style=style, qid=qid
            )

        results: list[Result] = []
        for one in asked.questions:
            last = next((r for r in reversed(results) if r.error is None), None)
            results.append(_attempted(answer, one, last))
        suffix = f".{asked.format}"
        assert suffix in WRITERS
        body = export_bytes(_for(request, results), suffix)
        sent = _tagged(request, body, state_of(library), media=_MEDIA[suffix])
        sent.headers["content-disposition"] = f'attachment; filename="dalil{suffix}"'
        return sent


def _attempted(
    answer: Callable[[str, Qid], Result], one: QuestionToExport, last: Result | None
) -> Result:
    return attempt(
        lambda: answer(one.question, one.qid),
        lambda why: failed(one.question, why, one.qid, last),
    )


def _for(request: Request, results: Sequence[Result]) -> list[Result]:
    """The results as they may be told: to readers files without their folders."""
    if _role(request) is not Role.READER:
        return list(results)
    from dataclasses import replace

    def bare(result: Result) -> Result:
        hits = tuple(
            replace(
                hit,
                document=replace(
                    hit.document,
                    source=last_part(hit.document.source),
                ),
            )
            for hit in result.hits
        )
        return replace(result, hits=hits)

    return [bare(result) for result in results]


# Changing


def _changing(app: FastAPI, library: Library) -> None:
    def noted(request: Request, act: Act, subject: str) -> None:
        caller = _caller(request)
        audit.note(
            library.folder, act, subject, who=caller.name or "local", role=caller.role,
            address=address_of(request.scope), via="service",
        )  # fmt: skip

    def begun(request: Request, number: int) -> Response:
        return _answer(request, {"job": _job(library, number, request)}, state_of(library), 202)

    @app.post("/v1/documents", response_model=None, status_code=202,
              openapi_extra=marked(Act.ADD, 5.0, (UPLOAD_LIMIT_MB + 1) * 2**20),
              responses={202: {"model": schema.Begun}, **_problems(413)})  # fmt: skip
    def add(
        request: Request,
        file: Annotated[UploadFile, File(description="PDF, DOCX, HTML, MD, TXT, CSV, JSON …")],
        tier: Annotated[Tier | None, Form()] = None,
    ) -> Response:
        """Take a file in: a job that goes on, `/v1/jobs/{number}` tells of it."""
        name = safe_name(file.filename or "")
        if ("." + name.rpartition(".")[2].lower()) not in SUFFIXES:
            raise UnsupportedSource(Message("server.unknown_format", known=" ".join(SUFFIXES)))
        size = file.size or 0
        if size > UPLOAD_LIMIT_MB * 2**20 or size > left_in(library.folder):
            raise SourceTooLarge(Message("server.upload_limit"))
        noted(request, Act.ADD, name)
        path = write(library.folder / UPLOADS, name, file.file.read())

        def work(tell: Any, stop: Callable[[], bool]) -> Any:
            try:
                return library.add(path, tier=tier, progress=tell, stop=stop)
            finally:
                free(library, [path.name])  # what could not be taken in is not kept

        job = jobs_of(library).begin(
            library, "add", work, subject=name, facts=ingest_facts, stoppable=True
        )
        return begun(request, job.number)

    @app.delete("/v1/documents/{identifier:path}", response_model=None, status_code=202,
                openapi_extra=marked(Act.REMOVE, 5.0),
                responses={202: {"model": schema.Begun}, **_problems(404)})  # fmt: skip
    def take_out(request: Request, identifier: Identifier) -> Response:
        """Take a work out; it can be brought back."""
        if not library.catalog.has(identifier):
            raise NotInLibrary(Message("library.not_here", identifier=identifier))
        noted(request, Act.REMOVE, identifier)
        job = jobs_of(library).begin(
            library, "remove", lambda tell, stop: remove(library, [identifier], tell),
            subject=identifier,
            facts=lambda gone: {"works": [[r.document_id, r.title] for r in gone]},
        )  # fmt: skip
        return begun(request, job.number)

    @app.post("/v1/documents/{identifier:path}/restore", response_model=None, status_code=202,
              openapi_extra=marked(Act.RESTORE, 5.0),
              responses={202: {"model": schema.Begun}, **_problems(404)})  # fmt: skip
    def bring_back(request: Request, identifier: Identifier) -> Response:
        """Bring back a work that was taken out."""
        if not any(r.document_id == identifier and r.restorable for r in removed(library.catalog)):
            raise NotInLibrary(Message("library.not_here", identifier=identifier))
        noted(request, Act.RESTORE, identifier)
        job = jobs_of(library).begin(
            library, "restore", lambda tell, stop: restore(library, [identifier], tell),
            subject=identifier, facts=lambda back: {"works": [[one, ""] for one in back]},
        )  # fmt: skip
        return begun(request, job.number)

    @app.get("/v1/jobs", response_model=None, openapi_extra=marked(Act.SEE_JOBS),
             responses={200: {"model": schema.JobsBody}})  # fmt: skip
    def jobs(request: Request) -> Response:
        """The jobs under way; to editors also the last that ended, with what they did."""
        listed = list(under_way(library))
        if _role(request) is not Role.READER:
            listed += reports(library)
        said = {"jobs": [_job_json(known, request) for known in listed]}
        return _answer(request, said, state_of(library))

    @app.get("/v1/jobs/{number}", response_model=None, openapi_extra=marked(Act.REPORTS),
             responses={200: {"model": schema.Begun}, **_problems(404)})  # fmt: skip
    def job(request: Request, number: Annotated[int, Path(ge=0, le=2**53)]) -> Response:
        """One job: how far it is, or what it did."""
        return _answer(request, {"job": _job(library, number, request)}, state_of(library))


def _job(library: Library, number: int, request: Request) -> dict[str, Any]:
    for known in (*under_way(library), *reports(library, 200)):
        if known.number == number:
            return _job_json(known, request)
    raise NotInLibrary(Message("server.no_job", number=number))


def _job_json(known: Known, request: Request) -> dict[str, Any]:
    said: dict[str, Any] = {
        "number": known.number, "kind": known.kind, "state": known.state, "stage": known.stage,
        "done": known.done, "total": known.total, "ratio": round(known.ratio, 4),
    }  # fmt: skip
    if _role(request) is Role.READER:
        return said
    return said | {
        "subject": known.subject, "begun": known.begun, "ended": known.ended,
        "report": json.loads(json.dumps(known.facts, default=str)),
    }  # fmt: skip


def kind_names() -> dict[str, str]:
    """Every kind of problem that is an error of `ingest.errors`, with its name there."""
    from dalil.ingest import errors

    classes = [x for x in vars(errors).values() if isinstance(x, type)]
    return {kind_of(x): x.__name__ for x in classes if issubclass(x, DalilError)}
