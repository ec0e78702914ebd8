"""A library somewhere else: what `dalil serve` serves, with the verbs of `Library`.

    with dalil.Client("http://perpus.kampus.ac.id:8502", token="…") as library:
        library.ask("Siapa yang mengoordinasikan hubungan luar negeri?")["answer"]["status"]

Answers are the JSON of the service as plain values: what ``to_dict()`` gives here, with
``library``, the state that it was made of. What goes wrong is raised as the same errors as here,
and ServiceError for what only a service can say. Needs httpx (``pip install 'dalil[service]'``).
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from urllib.parse import quote

from dalil.ingest import errors
from dalil.ingest.errors import DalilError, ServiceError
from dalil.ingest.extras import optional
from dalil.ingest.messages import Message

if TYPE_CHECKING:
    import httpx

    from dalil.index.query.conditions import Filters
    from dalil.index.search.results import Mode
    from dalil.ingest.model import Tier

JSON = dict[str, Any]
J = TypeVar("J")
B = TypeVar("B")

#: Seconds to wait for an answer.
TIMEOUT_S: Final = 60.0
#: Answers of which the tag is remembered, so that an unchanged one is not sent again.
_REMEMBERED: Final = 128
_PROBLEM: Final = "application/problem+json"
_PREFIX: Final = "urn:dalil:problem:"
#: Problems that only a service has, as the errors that they are to who asks.
_OTHERS: Final = {"no-token": "NotPermitted", "busy": "TooMuch"}


@dataclass(frozen=True, slots=True)
class _Call:
    """A request, before anything is sent."""

    method: str
    path: str
    params: Mapping[str, Any] = field(default_factory=dict)
    body: JSON | None = None
    file: Path | None = None


class _Verbs(Generic[J, B]):
    """What can be asked; ``J`` and ``B`` are JSON and bytes, or what can be awaited for them."""

    @abstractmethod
    def _json(self, call: _Call) -> J: ...
    @abstractmethod
    def _bytes(self, call: _Call) -> B: ...

    def status(self) -> J:
        """What the library holds, and which program serves it."""
        return self._json(_Call("GET", "/v1/status"))

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        mode: Mode = "hybrid",
        filters: Filters | None = None,
        cursor: str | None = None,
        as_of: str | None = None,
    ) -> J:
        """A page of ``k`` hits (up to 100); ``next`` is the cursor of the one after."""
        said = {"q": question, "k": k, "mode": mode, "cursor": cursor, **_params(filters)}
        if as_of is not None:
            said["as_of"] = as_of
        return self._json(_Call("GET", "/v1/search", said))

    def ask(
        self,
        question: str,
        k: int = 10,
        *,
        filters: Filters | None = None,
        mode: Mode = "hybrid",
        style: str = "footnote",
        side_by_side: bool = False,
        as_of: str | None = None,
    ) -> J:
        """The statements that answer, cited, and ``k`` hits: `Result.to_dict`."""
        said = {
            "q": question, "k": k, "mode": mode, "style": style,
            "side_by_side": str(side_by_side).lower(), **_params(filters),
        }  # fmt: skip
        if as_of is not None:
            said["as_of"] = as_of
        return self._json(_Call("GET", "/v1/ask", said))

    def cite(
        self,
        reference: str,
        *,
        style: str = "footnote",
        language: str = "id",
        as_of: str | None = None,
    ) -> J:
        """The provisions that a reference names: `Lookup.to_dict`."""
        said: dict[str, Any] = {"reference": reference, "style": style, "language": language}
        if as_of is not None:
            said["as_of"] = as_of
        return self._json(_Call("GET", "/v1/cite", said))

    def documents(
        self, *, tier: Tier | None = None, kind: str | None = None, limit: int = 100,
        cursor: str | None = None,
    ) -> J:  # fmt: skip
        """A page of the works."""
        said = {"tier": tier and tier.value, "kind": kind, "limit": limit, "cursor": cursor}
        return self._json(_Call("GET", "/v1/documents", said))

    def show(self, identifier: str, *, limit: int = 100, cursor: str | None = None) -> J:
        """A work or provision with a page of its passages: `Shown.to_dict`."""
        room = "provisions" if "#" in identifier else "documents"
        said = {"limit": limit, "cursor": cursor}
        return self._json(_Call("GET", f"/v1/{room}/{_quoted(identifier)}", said))

    def text(
        self, identifier: str, *, as_of: str | None = None, limit: int = 20_000,
        cursor: str | None = None,
    ) -> J:  # fmt: skip
        """A piece of a work's stored text; ``start`` and ``end`` are code points of the whole.

        With ``as_of`` (``YYYY-MM-DD``) an act or provision as it stands on that day.
        """
        said = {"as_of": as_of, "limit": limit, "cursor": cursor}
        return self._json(_Call("GET", f"/v1/documents/{_quoted(identifier)}/text", said))

    def history(self, identifier: str, *, limit: int = 100, cursor: str | None = None) -> J:
        """A page of the changes of an act or provision, in order."""
        said = {"limit": limit, "cursor": cursor}
        return self._json(_Call("GET", f"/v1/provisions/{_quoted(identifier)}/history", said))

    def cited_by(self, identifier: str, *, limit: int = 100, cursor: str | None = None) -> J:
        """A page of who cites an act or provision."""
        said = {"limit": limit, "cursor": cursor}
        return self._json(_Call("GET", f"/v1/provisions/{_quoted(identifier)}/cited-by", said))

    def check(self, text: str, *, name: str = "") -> J:
        """Every quotation and reference of a text: `CheckReport.to_dict`."""
        return self._json(_Call("POST", "/v1/check", body={"text": text, "name": name}))

    def review(
        self,
        claim: str,
        supporting: int = 3,
        contrary: int = 3,
        *,
        filters: Filters | None = None,
        mode: Mode = "hybrid",
        style: str = "footnote",
    ) -> J:
        """What carries a claim and what says otherwise: `Review.to_dict`."""
        said = {
            "claim": claim, "supporting": supporting, "contrary": contrary, "mode": mode,
            "style": style, "where": _where(filters),
        }  # fmt: skip
        return self._json(_Call("POST", "/v1/review", body=said))

    def export(
        self,
        questions: list[str] | list[JSON],
        format: str = "xlsx",
        k: int = 5,
        *,
        filters: Filters | None = None,
        mode: Mode = "hybrid",
        style: str = "footnote",
    ) -> B:
        """Answers to up to 50 questions (texts, or ``{"question", "qid"}``) as one file's bytes."""
        listed = [{"question": q} if isinstance(q, str) else q for q in questions]
        said = {
            "questions": listed, "format": format, "k": k, "mode": mode, "style": style,
            "where": _where(filters),
        }  # fmt: skip
        return self._bytes(_Call("POST", "/v1/export", body=said))

    def add(self, path: str | Path, *, tier: Tier | None = None) -> J:
        """Send a file to be taken in, as an editor: the job that does it (`job`)."""
        said = {"tier": tier.value} if tier else {}
        return self._json(_Call("POST", "/v1/documents", said, file=Path(path)))

    def remove(self, document_id: str) -> J:
        """Take a work out, as an editor: the job that does it."""
        return self._json(_Call("DELETE", f"/v1/documents/{_quoted(document_id)}"))

    def restore(self, document_id: str) -> J:
        """Bring a work back, as an editor: the job that does it."""
        return self._json(_Call("POST", f"/v1/documents/{_quoted(document_id)}/restore"))

    def jobs(self) -> J:
        """The jobs under way; to editors also the last that ended."""
        return self._json(_Call("GET", "/v1/jobs"))

    def job(self, number: int) -> J:
        """One job, to editors: how far it is, or what it did."""
        return self._json(_Call("GET", f"/v1/jobs/{number}"))


class _Memory:
    """Answers with their tags, by what was asked."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[str, JSON]] = OrderedDict()

    def tag(self, url: str) -> dict[str, str]:
        """The header that asks only for what has changed."""
        found = self._kept.get(url)
        return {"If-None-Match": found[0]} if found else {}

    def read(self, url: str, answer: httpx.Response) -> JSON:
        """The JSON of an answer, or what was remembered of it. Raises a DalilError."""
        if answer.status_code == 304 and (found := self._kept.get(url)):
            self._kept.move_to_end(url)
            return found[1]
        _check(answer)
        try:
            value = answer.json()
        except ValueError as error:
            raise ServiceError(Message("server.answer_unread", url=url)) from error
        if not isinstance(value, dict):
            raise ServiceError(Message("server.answer_unread", url=url))
        if tag := answer.headers.get("etag"):
            self._kept[url] = (tag, value)
            while len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)
        return value


class Client(_Verbs[JSON, bytes]):
    """A library that a service serves, asked and waited for."""

    def __init__(
        self,
        url: str,
        token: str | None = None,
        *,
        language: str = "id",
        timeout_s: float = TIMEOUT_S,
        http: httpx.Client | None = None,
    ) -> None:
        """``url``: the service's address; ``language`` (``id``, ``en``) that of its errors;
        ``http``: a client of httpx of one's own. Raises ExtraMissing without httpx."""
        client = optional("httpx", "service").Client
        self._http: httpx.Client = http or client(
            base_url=url, headers=_headers(token, language), timeout=timeout_s
        )
        self._memory = _Memory()

    def _json(self, call: _Call) -> JSON:
        url, answer = self._sent(call)
        return self._memory.read(url, answer)

    def _bytes(self, call: _Call) -> bytes:
        answer = self._sent(call)[1]
        _check(answer)
        return answer.content

    def _sent(self, call: _Call) -> tuple[str, httpx.Response]:
        request = _request(self._http, call)
        url = f"{request.method} {request.url}"
        if call.method == "GET":
            request.headers.update(self._memory.tag(url))
        with _reached(str(self._http.base_url)):
            return url, self._http.send(request)

    def every_hit(self, question: str, **asked: Any) -> Iterator[JSON]:
        """The hits of a search, page after page."""
        yield from self._pages("hits", lambda cursor: self.search(question, cursor=cursor, **asked))

    def every_document(self, **asked: Any) -> Iterator[JSON]:
        """The works, page after page."""
        yield from self._pages("documents", lambda cursor: self.documents(cursor=cursor, **asked))

    def _pages(self, name: str, page: Any) -> Iterator[JSON]:
        cursor: str | None = None
        while True:
            said = page(cursor)
            yield from said[name]
            if not (cursor := said["next"]):
                return

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


class AsyncClient(_Verbs[Awaitable[JSON], Awaitable[bytes]]):
    """The same for programs that wait for many things at once: every verb is awaited."""

    def __init__(
        self,
        url: str,
        token: str | None = None,
        *,
        language: str = "id",
        timeout_s: float = TIMEOUT_S,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        """As `Client`."""
        client = optional("httpx", "service").AsyncClient
        self._http: httpx.AsyncClient = http or client(
            base_url=url, headers=_headers(token, language), timeout=timeout_s
        )
        self._memory = _Memory()

    async def _json(self, call: _Call) -> JSON:
        url, answer = await self._sent(call)
        return self._memory.read(url, answer)

    async def _bytes(self, call: _Call) -> bytes:
        answer = (await self._sent(call))[1]
        _check(answer)
        return answer.content

    async def _sent(self, call: _Call) -> tuple[str, httpx.Response]:
        request = _request(self._http, call)
        url = f"{request.method} {request.url}"
        if call.method == "GET":
            request.headers.update(self._memory.tag(url))
        with _reached(str(self._http.base_url)):
            return url, await self._http.send(request)

    async def every_hit(self, question: str, **asked: Any) -> AsyncIterator[JSON]:
        """The hits of a search, page after page."""
        cursor: str | None = None
        while True:
            said = await self.search(question, cursor=cursor, **asked)
            for hit in said["hits"]:
                yield hit
            if not (cursor := said["next"]):
                return

    async def close(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.close()


def _request(http: httpx.Client | httpx.AsyncClient, call: _Call) -> httpx.Request:
    params = {name: value for name, value in call.params.items() if value is not None}
    if call.file is not None:
        sent = {"file": (call.file.name, call.file.read_bytes())}
        return http.build_request(call.method, call.path, files=sent, data=params)
    return http.build_request(call.method, call.path, params=params, json=call.body)


class _reached:  # noqa: N801 (used as a function)
    """What keeps a request from arriving becomes a ServiceError."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: Any
    ) -> None:
        wrong = optional("httpx", "service").HTTPError
        if isinstance(error, wrong):
            reason = str(error) or type(error).__name__
            raise ServiceError(
                Message("server.unreachable", url=self._url, reason=reason)
            ) from error


def _check(answer: httpx.Response) -> None:
    """Raise the error that an answer tells."""
    if answer.is_success:
        return
    kind, detail = "", ""
    if answer.headers.get("content-type", "").startswith(_PROBLEM):
        said = answer.json()
        kind, detail = str(said.get("type", "")), str(said.get("detail", ""))
    if not detail:
        raise ServiceError(Message("server.answer_unread", url=str(answer.url)))
    raise error_of(kind)(detail)


def error_of(kind: str) -> type[DalilError]:
    """The error that a problem's type names; ServiceError where it is none of `errors`."""
    said = kind.removeprefix(_PREFIX)
    name = _OTHERS.get(said) or re.sub(r"(?:^|-)(\w)", lambda m: m[1].upper(), said)
    found = getattr(errors, name, None)
    if isinstance(found, type) and issubclass(found, DalilError):
        return found
    return ServiceError


def _headers(token: str | None, language: str) -> dict[str, str]:
    said = {"Accept-Language": language}
    return said | ({"Authorization": f"Bearer {token}"} if token else {})


def _params(filters: Filters | None) -> dict[str, Any]:
    if filters is None:
        return {}
    return {
        "tier": sorted(tier.value for tier in filters.tiers),
        "kind": sorted(filters.kinds),
        "doc": sorted(filters.documents),
        "year_from": filters.year_from,
        "year_to": filters.year_to,
        "as_of": filters.as_of,
    }


def _where(filters: Filters | None) -> JSON:
    said = _params(filters)
    names = {"tier": "tiers", "kind": "kinds", "doc": "documents"}
    return {names.get(name, name): value for name, value in said.items()}


def _quoted(identifier: str) -> str:
    return quote(identifier, safe="/~")
