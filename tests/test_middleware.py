"""At the server's door: hosts, other sites, frames, uploads, and what is not served.

Each row is a request as ASGI has it; the app behind the door is a stand-in that takes whatever it
is given. `test_the_door_of_a_real_server` asks the same of Streamlit itself.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from app_library import fill

st = pytest.importorskip("streamlit")

from dalil.service import hosts, permissions  # noqa: E402
from dalil.service.app_workers import BOUND  # noqa: E402
from dalil.service.hosts import is_ours  # noqa: E402
from dalil.views import middleware  # noqa: E402
from dalil.views.middleware import Guard, is_foreign  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
NAMES = frozenset({"localhost", "127.0.0.1", "::1", "perpus.contoh", "*.kampus.contoh"})


@pytest.mark.parametrize(
    ("host", "numbers", "ours"),
    [
        ("localhost", False, True),
        ("localhost:8501", False, True),  # with its port
        ("LOCALHOST.:8501", False, True),  # a name is a name in capitals and with its last dot
        ("127.0.0.1:8501", False, True),
        ("[::1]:8501", False, True),
        ("perpus.contoh", False, True),
        ("a.kampus.contoh", False, True),
        ("kampus.contoh", False, False),  # the star stands for something
        ("kampus.contoh.jahat.contoh", False, False),
        ("xkampus.contoh", False, False),
        ("jahat.contoh", False, False),  # DNS rebinding
        ("localhost.jahat.contoh", False, False),
        ("localhost@jahat.contoh", False, False),
        ("localhost/jahat", False, False),
        ("localhost:80:80", False, False),
        ("localhost:x", False, False),
        ("10.1.2.3", False, False),  # bound to this machine alone: no other number
        ("10.1.2.3:8501", True, True),  # bound to all addresses
        ("[fe80::2]:8501", True, True),
        ("0x7f000001", True, False),  # a name, not a number as we know it
        ("", True, False),
        (None, True, False),
    ],
)
def test_a_host_is_ours_or_not(host: str | None, numbers: bool, ours: bool) -> None:
    assert is_ours(host, NAMES, numbers) is ours


def test_any_host_will_do_where_a_proxy_looks_at_them() -> None:
    assert is_ours("apa.saja", None, False)
    assert not is_ours(None, None, False)


@pytest.mark.parametrize(
    ("origin", "host", "foreign"),
    [
        (None, "localhost:8501", False),  # a program, no browser
        ("http://localhost:8501", "localhost:8501", False),
        ("https://perpus.contoh", "perpus.contoh", False),
        ("https://PERPUS.contoh", "perpus.contoh", False),
        ("http://localhost:3000", "localhost:8501", True),  # another server of this machine
        ("https://jahat.contoh", "localhost:8501", True),
        ("null", "localhost:8501", True),  # a sandboxed frame, a file
        ("", "localhost:8501", True),
    ],
)
def test_only_its_own_pages_open_the_live_connection(
    origin: str | None, host: str, foreign: bool
) -> None:
    assert is_foreign(origin, host) is foreign


# The door itself


@pytest.fixture(autouse=True)
def _open_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(permissions.PUBLIC, "1")
    monkeypatch.setenv(hosts.HOSTS, "perpus.contoh")


class Behind:
    """What stands behind the door: reads all that comes, then answers."""

    def __init__(self) -> None:
        self.reached, self.came, self.left = 0, 0, False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.reached += 1
        more = scope["type"] == "http"
        while more:
            message = await receive()
            self.left = message["type"] == "http.disconnect"
            self.came += len(message.get("body", b""))
            more = not self.left and message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": [
            (b"x-frame-options", b"ALLOWALL"), (b"content-type", b"text/html")]})  # fmt: skip
        await send({"type": "http.response.body", "body": b"halo"})


def ask(
    door: Guard,
    path: str = "/",
    host: str = "perpus.contoh",
    *,
    method: str = "GET",
    kind: str = "http",
    bodies: tuple[bytes, ...] = (b"",),
    **headers: str,
) -> list[dict[str, Any]]:
    """What the door sends back."""
    sent: list[dict[str, Any]] = []
    coming = list(bodies)

    async def receive() -> MutableMapping[str, Any]:
        body = coming.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(coming)}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(dict(message))

    raw = [(b"host", host.encode())] + [
        (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
    ]
    scope = {"type": kind, "path": path, "method": method, "headers": raw}
    asyncio.run(door(scope, receive, send))
    return sent


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/", "perpus.contoh", 200),
        ("/", "jahat.contoh", 421),
        ("/_stcore/health", "perpus.contoh", 200),  # the page itself asks for it
        ("/_stcore/host-config", "perpus.contoh", 200),
        ("/_stcore/metrics", "perpus.contoh", 404),
        ("/_stcore/metrics/", "perpus.contoh", 404),
        ("/dalil/_stcore/metrics", "perpus.contoh", 404),  # under a path of its own
        ("/_stcore/script-health-check", "perpus.contoh", 404),
        ("/_stcore/agent/interact", "perpus.contoh", 404),
        ("/_stcore/agent/openapi.json", "perpus.contoh", 404),
        ("/_stcore/metrics", "jahat.contoh", 421),
    ],
)
def test_what_is_served(path: str, host: str, status: int) -> None:
    behind = Behind()
    sent = ask(Guard(behind), path, host)
    assert sent[0]["status"] == status
    assert behind.reached == (status == 200), "what is refused does not reach Streamlit"
    headers = dict(sent[0]["headers"])
    assert headers[b"x-frame-options"] == b"DENY"
    assert headers[b"content-security-policy"] == b"frame-ancestors 'none'"
    assert len([k for k, _ in sent[0]["headers"] if k == b"x-frame-options"]) == 1


@pytest.mark.parametrize(
    ("bound", "host", "status"),
    [
        ("0.0.0.0", "192.168.1.5:8501", 200),  # the proxy is bound to all addresses
        ("0.0.0.0", "jahat.contoh", 421),
        ("192.168.1.5", "192.168.1.5:8501", 200),
        ("192.168.1.5", "192.168.1.6:8501", 421),
        ("", "192.168.1.5:8501", 421),  # no proxy of ours: this machine's names only
    ],
)
def test_behind_a_proxy_its_address_decides(
    monkeypatch: pytest.MonkeyPatch, bound: str, host: str, status: int
) -> None:
    monkeypatch.setenv(BOUND, bound)
    monkeypatch.setattr(st, "get_option", lambda name: "127.0.0.1" if "address" in name else None)
    assert ask(Guard(Behind()), "/", host)[0]["status"] == status


def test_alone_the_figures_of_the_server_are_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(permissions.PUBLIC, "0")
    assert ask(Guard(Behind()), "/_stcore/metrics", "localhost")[0]["status"] == 200


@pytest.mark.parametrize(
    ("host", "origin", "reached"),
    [
        ("perpus.contoh", "https://perpus.contoh", 1),
        ("perpus.contoh", "https://jahat.contoh", 0),
        ("jahat.contoh", "https://jahat.contoh", 0),
    ],
)
def test_the_live_connection(host: str, origin: str, reached: int) -> None:
    behind = Behind()
    sent = ask(Guard(behind), "/_stcore/stream", host, kind="websocket", origin=origin)
    assert behind.reached == reached
    assert reached or sent == [{"type": "websocket.close", "code": 1008, "reason": ""}]


# Uploads


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, int]]:
    """What Streamlit holds: bytes and files by session. Limits: 1 MB a session, 2 MB in all."""
    storage: dict[str, tuple[int, int]] = {}

    def kept(session: str) -> tuple[int, int, int]:
        own = storage.get(session, (0, 0))
        return own[0], sum(size for size, _ in storage.values()), own[1]

    monkeypatch.setattr(middleware, "_kept", kept)
    for name, value in zip(middleware.ENVIRONMENT_MB, ("1", "2"), strict=True):
        monkeypatch.setenv(name, value)
    return storage


KB = 1024


def put(door: Guard, session: str, *sizes: int, said: int | None = None) -> int:
    headers = {} if said is None else {"content_length": str(said)}
    sent = ask(
        door, f"/_stcore/upload_file/{session}/1", method="PUT",
        bodies=tuple(b"x" * size for size in sizes), **headers,
    )  # fmt: skip
    return int(sent[0]["status"])


def test_a_session_has_so_much_room(held: dict[str, tuple[int, int]]) -> None:
    door = Guard(Behind())
    assert put(door, "a", 500 * KB, said=500 * KB) == 200
    held["a"] = (500 * KB, 1)
    assert put(door, "a", 600 * KB, said=600 * KB) == 413, "together it is too much"
    assert put(door, "b", 600 * KB, said=600 * KB) == 200, "another session has its own"
    del held["a"]  # the session ended: Streamlit freed what it held
    assert put(door, "a", 600 * KB, said=600 * KB) == 200


def test_all_together_have_so_much_room(held: dict[str, tuple[int, int]]) -> None:
    held.update(dict.fromkeys("ab", (900 * KB, 1)))
    assert put(Guard(Behind()), "c", 500 * KB, said=500 * KB) == 413
    assert put(Guard(Behind()), "c", 100 * KB, said=100 * KB) == 200


def test_files_are_counted_however_small(held: dict[str, tuple[int, int]]) -> None:
    held["a"] = (0, middleware.SESSION_FILES)
    assert put(Guard(Behind()), "a", 0) == 413


@pytest.mark.parametrize("said", [None, 10])
def test_what_lies_about_its_size_is_cut_off(
    held: dict[str, tuple[int, int]], said: int | None
) -> None:
    behind = Behind()
    door = Guard(behind)
    put(door, "a", *(300 * KB for _ in range(9)), said=said)
    assert behind.left, "to Streamlit the sender went away"
    assert behind.came <= 1200 * KB
    assert door._arriving == {}, "what was under way counts no more"


# With Streamlit itself


@contextmanager
def _server(library: Path, **environment: str) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port),
        "--server.headless", "true",
    ]  # fmt: skip
    running = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "DALIL_LIBRARY": str(library), **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and running.poll() is None:
            try:
                _get(port, "/_stcore/health", "localhost")
                break
            except urllib.error.URLError:
                time.sleep(0.2)
        yield port
    finally:
        running.terminate()
        running.wait(20)


def _get(port: int, path: str, host: str) -> tuple[int, dict[str, str]]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=20) as reply:
            return reply.status, {k.lower(): v for k, v in reply.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}


@pytest.mark.slow
def test_the_door_of_a_real_server(tmp_path: Path) -> None:
    """`streamlit run app.py` has the guard at its door too, and listens on this machine alone."""
    library = fill(tmp_path / "pustaka")
    with _server(library, DALIL_PUBLIC="1", DALIL_HOSTS="perpus.contoh") as port:
        status, headers = _get(port, "/", "perpus.contoh")
        assert (status, headers["x-frame-options"]) == (200, "DENY")
        assert headers["content-security-policy"] == "frame-ancestors 'none'"
        assert _get(port, "/", "jahat.contoh")[0] == 421
        assert _get(port, "/_stcore/metrics", "perpus.contoh")[0] == 404
        assert _get(port, "/_stcore/health", "localhost")[0] == 200
        with socket.socket() as probe:
            probe.settimeout(2)
            others = socket.gethostbyname(socket.gethostname())
            if not others.startswith("127."):
                assert probe.connect_ex((others, port)) != 0, "bound to this machine alone"
