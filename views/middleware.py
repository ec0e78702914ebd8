"""What stands at the server's door, before Streamlit: hosts, frames, uploads, and what is closed.

* A request must name a host that this server is called by, for pages as for the live connection
  (``server.allowedHosts`` of Streamlit looks at the latter alone). It stops DNS rebinding, by
  which a page from elsewhere talks to a server on one's own machine.
* The live connection is opened by the app's own pages, not by another site's.
* No other site may show the app in a frame (``X-Frame-Options``, ``frame-ancestors``).
* Uploads have a limit for a session and for all together, counted while they arrive; Streamlit
  frees them when their session ends.
* Figures on the server, the script's health and the interface for programs are not served.
"""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final

import streamlit as st

from dalil.ingest.messages import Message as Said
from dalil.service import hosts as hosts_
from dalil.service.app_workers import BOUND
from dalil.service.hosts import ANY, HOSTS, called, is_ours, names_of
from dalil.views import user

#: Megabytes of uploads that one session, and all of them together, may have on the server.
SESSION_MB: Final = 200
ALL_MB: Final = 1_000
#: Files that one session may have there, however small.
SESSION_FILES: Final = 500
ENVIRONMENT_MB: Final = ("DALIL_UPLOAD_SESSION_MB", "DALIL_UPLOAD_ALL_MB")

_UPLOAD: Final = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+\Z")
#: `health` and `host-config` stay: the page asks for them before it draws anything.
_CLOSED: Final = re.compile(r"/_stcore/(?:metrics|script-health-check|agent)(?:/|\Z)")
_HEADERS: Final = (
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Served = Callable[[Scope, Receive, Send], Awaitable[None]]


def at_the_door() -> list[Any]:
    """The middleware of the served app; says that this process serves it (`person.serve`)."""
    from starlette.middleware import Middleware

    user.serve()
    return [Middleware(Guard)]


def hosts() -> frozenset[str] | None:
    """The names that this server is called by; None for any.

    Those of this machine, the address it is bound to, Streamlit's own list, and `HOSTS`. Bound to
    all addresses, a bare address of numbers is a name too: no other site can be called by one.
    """
    named = names_of(os.environ.get(HOSTS, ""))
    named |= {str(h).strip().casefold() for h in st.get_option("server.allowedHosts") or ()}
    return called(_bound(), named - {""})


def _bound() -> str:
    """The address that others reach: this process's, or that of the proxy it stands behind."""
    return os.environ.get(BOUND) or str(st.get_option("server.address") or "")


def is_foreign(origin: str | None, host: str | None) -> bool:
    """Whether a page of another site opens the live connection.

    Asked before Streamlit asks it: that would look up this machine's address on the internet.
    """
    allowed = st.get_option("server.corsAllowedOrigins") or ()
    return origin not in allowed and hosts_.is_foreign(origin, host)


class Guard:
    """ASGI middleware around Streamlit's app."""

    def __init__(self, app: Served) -> None:
        self._app = app
        self._arriving: dict[str, int] = {}  # bytes of uploads under way, by session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at a request, and pass it on or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        host, origin = _header(scope, b"host"), _header(scope, b"origin")
        if not is_ours(host, hosts(), numbers=_bound() in ANY):
            await _refuse(scope, send, 421, Said("server.unknown_host"))
        elif scope["type"] == "websocket":
            if is_foreign(origin, host):
                await _refuse(scope, send, 403, "")
            else:
                await self._app(scope, receive, send)
        elif user.public() and _CLOSED.search(scope["path"]):
            await _refuse(scope, send, 404, Said("server.not_found"))
        elif (upload := _UPLOAD.search(scope["path"])) and scope["method"] == "PUT":
            await self._upload(upload["session"], scope, receive, _framed(send))
        else:
            await self._app(scope, receive, _framed(send))

    async def _upload(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Let an upload in as long as it stays under both limits."""
        said = next((v for k, v in scope["headers"] if k == b"content-length"), b"")
        wanted = int(said) if said.isdigit() else 0
        if not self._has_room(session, wanted):
            await _refuse(scope, send, 413, Said("server.upload_limit"))
            return
        came = over = 0

        async def counted() -> Message:
            nonlocal came, over
            message = await receive()
            size = len(message.get("body", b""))
            if size and not over:
                came += size
                self._arriving[session] = self._arriving.get(session, 0) + size
                over = not self._has_room(session, 0)
            if over:  # the rest is not read: to Streamlit the sender went away
                return {"type": "http.disconnect"}
            return message

        try:
            await self._app(scope, counted, send)
        finally:
            left = self._arriving.get(session, 0) - came
            if left > 0:
                self._arriving[session] = left
            else:
                self._arriving.pop(session, None)

    def _has_room(self, session: str, more: int) -> bool:
        own, every, files = _kept(session)
        own += self._arriving.get(session, 0) + more
        every += sum(self._arriving.values()) + more
        each_mb, all_mb = limits()
        few = files < SESSION_FILES
        return few and own <= each_mb * 2**20 and every <= all_mb * 2**20


def limits() -> tuple[int, int]:
    """Megabytes of uploads for a session, and for all."""
    found = []
    for name, usual in zip(ENVIRONMENT_MB, (SESSION_MB, ALL_MB), strict=True):
        said = os.environ.get(name, "")
        found.append(int(said) if said.isdigit() else usual)
    return found[0], found[1]


def _kept(session: str) -> tuple[int, int, int]:
    """Bytes that Streamlit holds of this session's uploads, and of all; how many are this one's."""
    from streamlit.runtime import exists, get_instance

    if not exists():
        return 0, 0, 0
    storage = get_instance().uploaded_file_mgr.file_storage
    sizes = {
        key: sum(len(file.data) for file in list(files.values()))
        for key, files in list(storage.items())
    }
    return sizes.get(session, 0), sum(sizes.values()), len(storage.get(session, ()))


def _framed(send: Send) -> Send:
    """Answers with the headers that keep other sites from showing the app in theirs."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = {name for name, _ in _HEADERS}
            kept = [(k, v) for k, v in message.get("headers", ()) if k.lower() not in ours]
            message["headers"] = [*kept, *_HEADERS]
        await send(message)

    return with_headers


def _header(scope: Scope, name: bytes) -> str | None:
    return next((v.decode("latin-1") for k, v in scope["headers"] if k == name), None)


async def _refuse(scope: Scope, send: Send, status: int, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
        return
    body = why.encode()
    headers: Iterable[tuple[bytes, bytes]] = (
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    )
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *_HEADERS]})
    await send({"type": "http.response.body", "body": body})
