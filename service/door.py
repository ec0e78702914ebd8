"""What stands before the service: hosts, other sites, tokens, roles, limits, and faults.

A request is looked at here before a byte of its body is read, and every answer leaves through
here. What an endpoint needs is the act it is marked with (`service.permissions`); one without a
mark is nobody's.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Final

from dalil.ingest.errors import DalilError, NotPermitted
from dalil.ingest.messages import Language
from dalil.service.hosts import ANY, is_foreign, is_ours
from dalil.service.permissions import Act, Role, permitted
from dalil.service.problems import MEDIA_TYPE, Problem, language_of, problem_of, refusal
from dalil.service.rate_limit import Paced, Tries
from dalil.service.tokens import Caller, Tokens

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Served = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Bytes of a body: of a request, and of one that brings a file.
BODY_LIMIT: Final = 2 * 2**20
#: Requests that may wait within one process; more are told to come again.
MOST_INSIDE: Final = 200
#: What another act than a search costs of a caller's questions.
READING_COST: Final = 0.1

_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"vary", b"Authorization, Accept-Language"),
)
_log = logging.getLogger("dalil.service")


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may come in.

    ``bound``: the address; ``hosts``: names it is called by, None for any. With neither
    ``tokens`` nor ``public`` whoever reaches it is the one alone at this machine.
    """

    bound: str = "127.0.0.1"
    hosts: frozenset[str] | None = frozenset({"localhost", "127.0.0.1", "::1"})
    tokens: Tokens | None = None
    public: bool = False
    pace: Paced | None = None
    #: Questions a minute of one who has a token.
    each_token: float = 600.0

    @property
    def alone(self) -> bool:
        """Whether only the person at this machine comes in."""
        return self.tokens is None and not self.public


@dataclass(frozen=True, slots=True)
class Needs:
    """What an endpoint needs: the act, how many questions it costs, how long its body may be."""

    act: Act
    cost: float = READING_COST
    body: int = BODY_LIMIT


#: What an endpoint of this request needs: None where there is none; PUBLIC where nothing is needed.
Asked = Callable[[Scope], Needs | None]
#: An endpoint that tells nothing of the library (its own description).
OPEN: Final = Needs(Act.READ, 0.0)


class Door:
    """ASGI middleware around the service."""

    def __init__(self, app: Served, gate: Gate, needs: Asked) -> None:
        self._app, self._gate, self._needs = app, gate, needs
        self._tries = Tries()
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at a request, and pass it on or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        language = language_of(header(scope, b"accept-language"))
        needs = self._needs(scope)
        try:
            refused = self._refused(scope, language, needs)
        except DalilError as error:
            refused = problem_of(error, language, inside=False)
        if refused is not None:
            await tell(refused, send)
            return
        self._inside += 1
        try:
            await self._pass(scope, receive, send, needs.body if needs else BODY_LIMIT, language)
        finally:
            self._inside -= 1

    def _refused(self, scope: Scope, language: Language, needs: Needs | None) -> Problem | None:
        """Why a request is not passed on; who sent it stands in its scope then."""
        gate, host = self._gate, header(scope, b"host")
        if not is_ours(host, gate.hosts, numbers=gate.bound in ANY):
            return refusal(421, "unknown_host", language)
        # A page of another site may send a request with the browser's help, and never read it.
        crossed = header(scope, b"sec-fetch-site") in {"cross-site", "same-site"}
        if crossed or is_foreign(header(scope, b"origin"), host):
            return refusal(403, "foreign_site", language)
        if self._inside >= MOST_INSIDE:
            return refusal(503, "busy", language)
        caller = self._caller(scope)
        if caller is None and needs is not OPEN:
            return refusal(401, "no_token", language)
        scope.setdefault("state", {})["caller"] = caller
        if needs is None or needs is OPEN or caller is None:
            return None  # nobody's endpoint: the service says 404 or 405
        if not permitted(caller.role, needs.act):
            error = NotPermitted(_editors_only())
            return problem_of(error, language, inside=False)
        if gate.pace is not None and not gate.alone:
            own = gate.each_token if caller.name and not caller.name.startswith("@") else None
            gate.pace.take(caller.name, needs.cost, own)
        length = header(scope, b"content-length") or ""
        if length.isdigit() and int(length) > needs.body:
            return refusal(413, "too_large", language, mb=f"{needs.body / 2**20:g}")
        return None

    def _caller(self, scope: Scope) -> Caller | None:
        """Who asks; None who must say so first. Raises TooMuch after many wrong tokens."""
        gate, address = self._gate, address_of(scope)
        said = header(scope, b"authorization") or ""
        scheme, _, token = said.partition(" ")
        if gate.tokens is not None and said:
            known = gate.tokens.caller(token.strip()) if scheme.lower() == "bearer" else None
            if known is None:
                self._tries.take(address)  # guessing is slow, and a right token is not
            return known
        if gate.alone:
            return Caller("", Role.ALONE)
        return Caller(f"@{address}", Role.READER) if gate.public else None

    async def _pass(
        self, scope: Scope, receive: Receive, send: Send, limit: int, language: Language
    ) -> None:
        """Pass it on; a body over the limit and a fault become problems."""
        came, over, begun, faulty = 0, False, False, False

        async def counted() -> Message:
            nonlocal came, over
            if over:
                return {"type": "http.disconnect"}
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit:  # the rest is not read
                over = True
                return {"type": "http.disconnect"}
            return message

        async def guarded(message: Message) -> None:
            nonlocal begun, faulty
            if not begun and (over or faulty or _is_fault(message)):
                faulty = True  # what is made of half a body, or of a fault, is not the answer
                return
            if message["type"] == "http.response.start":
                begun = True
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        number = str(uuid.uuid4())
        try:
            await self._app(scope, counted, guarded)
        except Exception as error:
            if not (over or _went_away(error)):
                _log.exception("%s %s: fault %s", scope["method"], scope["path"], number)
            if begun:
                raise  # half an answer: the connection is closed
            faulty = True
        if over and not begun:
            await tell(refusal(413, "too_large", language, mb=f"{limit / 2**20:g}"), send)
        elif faulty:
            await tell(refusal(500, "fault", language, number=number), send)


def _is_fault(message: Message) -> bool:
    """Whether an answer begins that is a server's fault, and none of our problems."""
    if message["type"] != "http.response.start" or message["status"] != 500:
        return False
    return (b"content-type", MEDIA_TYPE.encode()) not in message.get("headers", ())


def header(scope: Scope, name: bytes) -> str | None:
    """A header of the request, the first of that name."""
    return next((v.decode("latin-1") for k, v in scope["headers"] if k == name), None)


def address_of(scope: Scope) -> str:
    """The address that a request came from; "" where it is not known."""
    client = scope.get("client")
    return str(client[0]) if client else ""


async def tell(problem: Problem, send: Send) -> None:
    """Send a problem as the answer."""
    body = problem.body()
    headers = [(k.encode(), v.encode()) for k, v in problem.headers().items()]
    length = (b"content-length", str(len(body)).encode())
    start = {"type": "http.response.start", "status": problem.status}
    await send({**start, "headers": [*headers, length, *_HEADERS]})
    await send({"type": "http.response.body", "body": body})


def _went_away(error: Exception) -> bool:
    return type(error).__name__ == "ClientDisconnect"


def _editors_only() -> str:
    from dalil.ingest.messages import Message as Said

    return Said("server.editors_only_token")
