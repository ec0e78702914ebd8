"""At the service's door: hosts, other sites, sizes, how fast one may ask, and faults."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from served import Served

from dalil.ingest.errors import TooMuch
from dalil.service.door import MOST_INSIDE, Door, Gate, Needs, Scope
from dalil.service.permissions import Act, Role
from dalil.service.rate_limit import Pace, SharedPace

pytest.importorskip("fastapi")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return Served(tmp_path_factory.mktemp("pintu"))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "localhost:8502"}, 200),
        ({"Host": "127.0.0.1"}, 200),
        ({"Host": "[::1]:8502"}, 200),
        ({"Host": "jahat.contoh"}, 421),  # DNS rebinding
        ({"Host": "localhost.jahat.contoh"}, 421),
        ({"Host": "localhost", "Origin": "http://localhost"}, 200),
        ({"Host": "localhost", "Origin": "https://jahat.contoh"}, 403),
        ({"Host": "localhost", "Origin": "null"}, 403),
        ({"Host": "localhost", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Host": "localhost", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Host": "localhost", "Sec-Fetch-Site": "none"}, 200),
    ],
)
def test_who_is_let_in(served: Served, headers: dict[str, str], status: int) -> None:
    for method, path in (("GET", "/v1/documents"), ("GET", "/openapi.json")):
        assert served.client().request(method, path, headers=headers).status_code == status
    if status == 403:  # a form on another site cannot send a file here
        sent = served.client().post("/v1/documents", files={"file": ("a.md", b"x")},
                                    headers=headers)  # fmt: skip
        assert sent.status_code == 403 and not (served.folder / "audit.jsonl").exists()


def test_every_answer_says_what_a_browser_must_not_do(served: Served) -> None:
    for path in ("/v1/documents", "/v1/nothing", "/openapi.json"):
        headers = served.client().get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "access-control-allow-origin" not in headers


def test_a_body_over_the_limit_is_not_read(served: Served) -> None:
    client = served.client()
    large = b'{"text": "' + b"a" * (3 * 2**20) + b'"}'
    kind = {"Content-Type": "application/json"}
    assert client.post("/v1/check", content=large, headers=kind).status_code == 413

    def pieces() -> Any:  # without its length told before
        for start in range(0, len(large), 2**16):
            yield large[start : start + 2**16]

    answer = client.post("/v1/check", content=pieces(), headers=kind)
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:dalil:problem:too-large")
    near = b'{"text": "' + b"a" * 500_000 + b'"}'
    assert client.post("/v1/check", content=near, headers=kind).status_code == 422


def test_one_who_may_not_send_a_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    served = Served(tmp_path, public=True)
    read = 0

    def pieces() -> Any:
        nonlocal read
        for _ in range(100):
            read += 1
            yield b"x" * 2**16

    answer = served.client().post("/v1/documents", content=pieces())
    assert answer.status_code == 403


def test_a_fault_is_told_by_its_number_alone(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("rahasia di /srv/dalil")

    monkeypatch.setattr(type(served.library), "documents", broken)
    answer = served.client().get("/v1/documents?limit=7")
    said = answer.json()
    assert (answer.status_code, said["type"]) == (500, "urn:dalil:problem:fault")
    assert "rahasia" not in answer.text and "Traceback" not in answer.text
    number = said["detail"].rstrip(".").split()[-1]
    assert number in caplog.text and "rahasia" in caplog.text, "who runs it finds it in the log"


def test_a_library_that_cannot_be_read_is_told_without_its_place(tmp_path: Path) -> None:
    served = Served(tmp_path, tokens=True)
    served.library.close()
    (served.folder / "catalog.sqlite").write_bytes(b"")
    for role, told in ((Role.READER, False), (Role.EDITOR, True)):
        answer = served.client(role).get("/v1/documents")
        assert answer.status_code == 503 and answer.headers["retry-after"]
        assert (str(served.folder) in answer.text) is told


def test_how_fast_one_may_ask(tmp_path: Path) -> None:
    served = Served(tmp_path, public=True, pace=Pace(3, 100))
    client = served.client()
    said = [client.get(f"/v1/ask?q=taman+{n}") for n in range(4)]
    assert [a.status_code for a in said] == [200, 200, 200, 429]
    assert int(said[3].headers["retry-after"]) > 0
    assert said[3].json()["type"] == "urn:dalil:problem:too-much"
    one = Served(tmp_path / "lain", pace=Pace(0, 0)).client()
    assert one.get("/v1/ask?q=taman").status_code == 200, "the one alone is never told to wait"


def test_a_token_has_its_own_limit(tmp_path: Path) -> None:
    served = Served(tmp_path, tokens=True, public=True, pace=Pace(0, 1_000))
    assert served.client().get("/v1/ask?q=taman").status_code == 429
    assert served.client(Role.READER).get("/v1/ask?q=taman").status_code == 200


def test_several_processes_count_together(tmp_path: Path) -> None:
    file = tmp_path / "hitungan"
    here, there = SharedPace(file, 2, 3), SharedPace(file, 2, 3)
    here.take("a")
    there.take("a")
    for pace in (here, there):
        with pytest.raises(TooMuch):
            pace.take("a")
    there.take("b", each=1)
    with pytest.raises(TooMuch):
        here.take("c")  # all together
    brief = SharedPace(tmp_path / "lain", 1, 1, within_s=0.0)
    brief.take("a")
    brief.take("a")


def test_more_than_can_wait_are_told_to_come_again() -> None:
    """A queue without an end would answer everybody too late."""
    waiting = asyncio.Event()
    inside = 0

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        nonlocal inside
        inside += 1
        await waiting.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def needs(scope: Scope) -> Needs:
        return Needs(Act.ASK)

    door = Door(slow, Gate(), needs)
    said: list[int] = []

    async def ask() -> None:
        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                said.append(message["status"])

        async def receive() -> Any:
            return {"type": "http.request", "body": b""}

        scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"localhost")]}
        await door(scope, receive, send)

    async def run() -> None:
        tasks = [asyncio.create_task(ask()) for _ in range(MOST_INSIDE + 5)]
        await asyncio.sleep(0.1)
        assert inside == MOST_INSIDE and said == [503] * 5
        waiting.set()
        await asyncio.gather(*tasks)

    asyncio.run(run())
    assert sorted(set(said)) == [200, 503] and len(said) == MOST_INSIDE + 5
