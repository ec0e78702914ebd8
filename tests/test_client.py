"""`dalil.Client` and `dalil.AsyncClient` against a real `dalil serve`; errors as they are here."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from app_library import fill

import dalil
from dalil.client import error_of
from dalil.ingest.errors import (
    NotInLibrary,
    NotPermitted,
    QueryError,
    ServiceError,
    StyleError,
    TooMuch,
)
from dalil.service.permissions import Role
from dalil.service.tokens import new_token

pytest.importorskip("fastapi")
pytest.importorskip("httpx")

ACT = "uu/2010/7"


@contextmanager
def serving(*options: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A service of the command, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "dalil", "serve", "--port", str(port), *options]
    running = subprocess.Popen(
        command, env={**os.environ, "NO_PROXY": "127.0.0.1", **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and running.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield url, running
    finally:
        running.terminate()
        running.wait(30)
        if running.stderr:
            running.stderr.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("jauh")


@pytest.fixture(scope="module")
def token(place: Path) -> str:
    return new_token(place / "tokens", "editor", Role.EDITOR)


@pytest.fixture(scope="module")
def address(place: Path, token: str) -> Iterator[str]:
    """Anybody may read; who has the token may change. Two processes."""
    folder = fill(place / "pustaka")
    options = ("--public", "--tokens", str(place / "tokens"), "--workers", "2")
    with serving("--library", str(folder), *options) as (url, _):
        yield url


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")


def test_a_library_somewhere_else_is_asked_like_one_here(address: str, place: Path) -> None:
    here = dalil.Library.open(place / "pustaka")
    with dalil.Client(address) as library:
        there = library.ask("izin taman", 3, filters=dalil.Filters(kinds=frozenset({"UU"})))
        mine = here.ask("izin taman", 3, filters=dalil.Filters(kinds=frozenset({"UU"}))).to_dict()
        assert there["answer"] == mine["answer"] and len(there["hits"]) == len(mine["hits"])
        assert library.ask("izin taman", 3)["library"]["generation"]
        assert library.cite("Pasal 2 UU 7/2010")["matches"]
        assert library.show(ACT)["document"]["title"] == "Taman Kota"
        assert library.show(f"{ACT}#pasal-2")["passages"][0]["locator"] == "Pasal 2"
        assert library.text(ACT, limit=5)["text"] == "Taman"
        assert library.check("Pasal 2 UU 7/2010")["counts"]["verified"] == 1
        assert library.review("Lurah memberi izin taman")["verdict"]
        assert library.export(["izin taman"], "csv").startswith(b"\xef\xbb\xbf")
        assert [d["id"] for d in library.every_document(limit=2)] == [
            d.id for d in here.documents()
        ]
        found = list(library.every_hit("taman", k=2))
        assert [h["rank"] for h in found] == list(range(1, len(found) + 1)) and len(found) > 4
        again = library.status()
        assert library.status() is again, "what has not changed is not sent again"


def test_the_same_for_who_waits_for_many(address: str) -> None:
    async def go() -> None:
        async with dalil.AsyncClient(address) as library:
            said = await asyncio.gather(*(library.ask(f"izin taman {n}") for n in range(8)))
            assert {s["answer"]["status"] for s in said} <= {"answered", "uncertain"}
            assert [h async for h in library.every_hit("taman", k=3)]
            with pytest.raises(NotInLibrary):
                await library.show("uu/1901/1")

    asyncio.run(go())


def test_errors_are_those_of_a_library_here(address: str) -> None:
    with dalil.Client(address, language="en") as library:
        with pytest.raises(QueryError, match="closed"):
            library.ask('"taman')
        with pytest.raises(StyleError):
            library.ask("taman", style="tiada")
        with pytest.raises(NotPermitted, match="editors"):
            library.remove(ACT)
    with (
        dalil.Client(address, token="salah") as library,
        pytest.raises(NotPermitted, match="token"),
    ):
        library.status()
    with dalil.Client("http://127.0.0.1:9") as library, pytest.raises(ServiceError, match="serve"):
        library.status()


def test_an_editor_changes_it_from_afar(address: str, place: Path, token: str) -> None:
    (place / "kuda.md").write_text("# Ulasan kuda\n\nKuda poni ditambatkan di balai kota.\n")
    with dalil.Client(address, token=token) as library:
        number = library.add(place / "kuda.md", tier=dalil.Tier.SECONDARY)["job"]["number"]
        deadline = time.monotonic() + 60
        while library.job(number)["job"]["state"] in {"waiting", "running"}:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        (work,) = library.job(number)["job"]["report"]["works"]
        for _ in range(6):  # whichever of the processes answers
            with dalil.Client(address) as reader:
                said = reader.ask("kuda poni")
                assert said["answer"]["statements"][0]["document_id"] == work[0]


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("urn:dalil:problem:query-error", QueryError),
        ("urn:dalil:problem:not-in-library", NotInLibrary),
        ("urn:dalil:problem:no-token", NotPermitted),
        ("urn:dalil:problem:too-much", TooMuch),
        ("urn:dalil:problem:busy", TooMuch),
        ("urn:dalil:problem:fault", ServiceError),
        ("urn:dalil:problem:message", ServiceError),  # a name there that is no error
        ("urn:dalil:problem:", ServiceError),
        ("about:blank", ServiceError),
    ],
)
def test_a_problem_is_the_error_that_it_names(kind: str, error: type[Exception]) -> None:
    assert error_of(kind) is error


def test_every_error_has_a_kind_that_leads_back_to_it() -> None:
    from dalil.ingest import errors
    from dalil.service.problems import kind_of

    kinds = [e for e in vars(errors).values() if isinstance(e, type)]
    assert all(error_of(f"urn:dalil:problem:{kind_of(e)}") is e for e in kinds)


def test_the_command_does_not_open_to_everybody_by_mistake(tmp_path: Path) -> None:
    from command import dalil as command

    folder = fill(tmp_path / "pustaka")
    done = command("serve", "--host", "0.0.0.0", "--library", folder)
    assert done.returncode == 2 and "--tokens" in done.stderr and "--public" in done.stderr
    done = command("mcp", "--http", "8765", "--host", "0.0.0.0", "--library", folder)
    assert done.returncode == 2 and "--tokens" in done.stderr
    done = command("token", tmp_path / "t", "kelas", "--role", "editor")
    assert done.returncode == 0 and len(done.stdout.strip()) >= 40
    assert done.stdout.strip() not in (tmp_path / "t").read_text()
    assert command("token", tmp_path / "t", "lain", "--role", "alone").returncode == 2


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    from command import dalil as command

    folder = fill(tmp_path / "pustaka")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for how in (("serve", "--port", port), ("serve", "--workers", "2", "--port", port),
                    ("mcp", "--http", port)):  # fmt: skip
            done = command(*how, "--library", folder)
            assert done.returncode == 2 and port in done.stderr and "--port" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_a_process_that_ends_is_made_anew_and_none_is_left(tmp_path: Path) -> None:
    folder = fill(tmp_path / "pustaka")

    def children(pid: int) -> list[int]:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    with serving("--library", str(folder), "--workers", "2") as (url, running):
        with dalil.Client(url) as library:
            library.status()
        first = children(running.pid)
        os.kill(first[0], signal.SIGKILL)
        deadline = time.monotonic() + 30
        while set(children(running.pid)) == set(first) or len(children(running.pid)) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        for _ in range(6):
            with dalil.Client(url) as library:
                assert library.ask("izin taman")["answer"]["status"] == "answered"
        left = children(running.pid)
        running.terminate()
        assert running.wait(30) == 0
    assert not [pid for pid in left if Path(f"/proc/{pid}").exists()]
