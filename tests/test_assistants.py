"""The server for assistants, with the SDK's own client: in the process, by pipes, and over HTTP."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from app_library import HOSTILE, fill
from made_up import act

pytest.importorskip("mcp")

from mcp import Client, MCPError, StdioServerParameters

from dalil.library import Library
from dalil.service import assistants
from dalil.service.assistants import BUDGET, TEXT, make_server, over_http
from dalil.service.serve import Settings

ACT = "uu/2010/7"
Session = Callable[[Client], Awaitable[None]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of `app_library`, and a long act in it."""
    place = fill(tmp_path_factory.mktemp("asisten") / "pustaka")
    with Library.open(place) as library:
        many = {str(n): [f"Sampan nomor {n} wajib dicat. " * 30] for n in range(1, 31)}
        library.put(act("uu/2020/3", many))
        library.put(act("uu/2020/4", {"1": ["Rakit " + "panjang sekali " * 400 + "selesai."]}))
        library.commit(vectors=False)
    return place


@pytest.fixture(scope="module")
def server(folder: Path) -> Any:
    return make_server(Library.open(folder))


def text_of(content: Any) -> str:
    return str(content.text)


async def told(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    answer = await client.call_tool(tool, arguments)
    assert not answer.is_error, answer.content
    said: dict[str, Any] = answer.structured_content
    assert json.loads(text_of(answer.content[0])) == said  # for those who read texts only
    return said


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    answer = await client.call_tool(tool, arguments)
    assert answer.is_error
    return text_of(answer.content[0])


def run(server: Any, session: Session, **how: Any) -> None:
    async def go() -> None:
        async with Client(server, **how) as client:
            await session(client)

    asyncio.run(go())


async def whole_session(client: Client) -> None:
    """What an assistant does: looks what there is, asks, reads, cites, checks."""
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert {"search", "ask", "cite", "read", "check"} <= tools.keys()
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())

    said = await told(client, "ask", question="siapa memberikan izin taman")
    assert said["status"] == "answered"
    first = said["statements"][0]
    assert first["text"] == "Izin taman diberikan oleh lurah setelah mendengar warga."
    assert "Pasal 2 ayat (1)" in first["citation"]

    read = await told(client, "read", id=first["id"])
    assert (read["text"], read["citation"]) == (first["text"], first["citation"])

    said = await told(client, "ask", question="resep rendang daging")
    assert said["status"] == "abstained" and said["reason"] and said["statements"] == []

    said = await told(client, "cite", reference="Pasal 5 PP 4/1999")
    assert said["matches"][0]["status"] == "repealed" and not said["ambiguous"]
    said = await told(client, "cite", reference="Pasal 9 UU 7/2010")
    assert said["matches"] == [] and said["absent"][0]["reason"]

    found = await told(client, "search", question="taman", k=3)
    assert len(found["hits"]) == 3 and found["next"]
    more = await told(client, "search", question="taman", k=3, cursor=found["next"])
    assert not {h["id"] for h in found["hits"]} & {h["id"] for h in more["hits"]}

    said = await told(client, "check", text="Lihat Pasal 2 UU 7/2010 dan Pasal 77 UU 7/2010.")
    assert said["counts"] == {"verified": 1, "no_such_provision": 1}

    templates = (await client.list_resource_templates()).resource_templates
    assert {t.uri_template for t in templates} == {"dalil://work/{+id}", "dalil://provision/{+id}"}
    shown = await client.read_resource("dalil://provision/pp/1999/4%23pasal-5")
    text = text_of(shown.contents[0])
    assert "status: repealed" in text and "Kolam ikan" in text
    text = text_of((await client.read_resource(f"dalil://work/{ACT}")).contents[0])
    assert "Taman ialah lahan terbuka" in text
    for absent in ("dalil://work/uu/1901/1", "dalil://provision/uu/2010/7%23pasal-99"):
        with pytest.raises(MCPError, match="Not in this library"):
            await client.read_resource(absent)


@pytest.mark.parametrize("mode", ["auto", "legacy"])  # by the newest protocol, by those before
def test_in_one_process(server: Any, mode: str) -> None:
    run(server, whole_session, mode=mode)


@pytest.mark.slow
def test_by_standard_input_and_output(folder: Path) -> None:
    """As an assistant on the desktop starts it."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "dalil", "mcp", "--library", str(folder)]
    )
    run(command, whole_session)


@asynccontextmanager
async def listening(folder: Path, settings: Settings) -> AsyncIterator[str]:
    import uvicorn

    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        app = over_http(Library.open(folder), settings)
        config = uvicorn.Config(app, log_level="warning", ws="none")
        web = uvicorn.Server(config)
        thread = Thread(target=web.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        while not web.started:
            await asyncio.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{sock.getsockname()[1]}/mcp"
        finally:
            web.should_exit = True
            await asyncio.to_thread(thread.join, 10)


def test_over_http(folder: Path) -> None:
    async def go() -> None:
        async with listening(folder, Settings()) as url:
            for mode in ("auto", "legacy"):
                async with Client(url, mode=mode) as client:
                    await whole_session(client)

    asyncio.run(go())


def test_over_http_by_token(folder: Path, tmp_path: Path) -> None:
    import httpx2
    from mcp.client.streamable_http import streamable_http_client

    from dalil.service.permissions import Role
    from dalil.service.tokens import new_token

    token = new_token(tmp_path / "tokens", "asisten", Role.READER)

    async def go() -> None:
        async with listening(folder, Settings(tokens=tmp_path / "tokens")) as url:
            http = httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"})
            async with Client(streamable_http_client(url, http_client=http)) as client:
                assert (await told(client, "ask", question="izin taman"))["status"] == "answered"
            async with httpx2.AsyncClient() as bare:
                assert (await bare.post(url, json={})).status_code == 401
                host = {"Host": "jahat.contoh"}
                assert (await bare.post(url, json={}, headers=host)).status_code == 421

    asyncio.run(go())


def test_answers_are_small_and_go_on(server: Any) -> None:
    async def session(client: Client) -> None:
        seen, cursor = [], None
        for _ in range(40):
            page = await told(client, "search", question="sampan dicat", k=30, cursor=cursor)
            assert len(json.dumps(page, ensure_ascii=False)) < BUDGET + TEXT + 2_000
            seen += [hit["id"] for hit in page["hits"]]
            if not (cursor := page["next"]) or len(seen) >= 30:
                break
        assert len(seen) == len(set(seen)) == 30

        text, cursor = "", None
        while True:
            piece = await told(client, "read", id="uu/2020/3", cursor=cursor)
            assert piece["start"] == len(text) and len(piece["text"]) <= BUDGET
            text += piece["text"]
            if not (cursor := piece["next"]):
                break
        assert len(text) == piece["length"] > 3 * BUDGET

        cut = (await told(client, "search", question="rakit", k=1))["hits"][0]
        assert cut["cut"] and len(cut["text"]) == TEXT < cut["length"]
        rest = await told(client, "read", id=cut["id"])
        assert rest["text"].endswith("selesai.") and rest["text"].startswith(cut["text"])

    run(server, session)


def test_an_ambiguous_reference_gives_candidates(tmp_path: Path) -> None:
    """Two codes have the same name."""
    place = fill(tmp_path / "pustaka")
    codes = ("uu/2023/1", "stb/1915/732")
    with Library.open(place) as library:
        for code in codes:
            library.put(act(code, {"5": [f"Pasal kelima dari {code}."]}))
        library.commit(vectors=False)

    async def session(client: Client) -> None:
        said = await told(client, "cite", reference="Pasal 5 KUHP")
        assert said["ambiguous"]
        assert [m["id"] for m in said["matches"]] == [f"{code}#pasal-5" for code in codes]

    run(make_server(Library.open(place)), session)


def test_what_goes_wrong_says_what_to_do(server: Any, folder: Path) -> None:
    async def session(client: Client) -> None:
        assert "Not in this library" in await refused(client, "read", id="uu/1901/1")
        assert "quotation mark" in await refused(client, "ask", question='"taman')
        assert "begin again" in await refused(client, "search", question="taman", cursor="x")
        for wrong in ({"question": ""}, {"question": "a", "k": 51}, {}):
            assert await refused(client, "search", **wrong)
        for path in ("/etc/passwd", "../../etc/passwd", str(folder / "catalog.sqlite")):
            assert "root:" not in await refused(client, "read", id=path)
            with pytest.raises(MCPError):
                await client.read_resource(f"dalil://work/{path}")

    run(server, session)


def test_a_fault_is_not_told(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("rahasia di /srv")

    monkeypatch.setattr(assistants, "_read", broken)

    async def session(client: Client) -> None:
        assert "rahasia" not in await refused(client, "read", id=ACT)

    run(server, session)


def test_texts_of_a_source_are_given_as_they_are(server: Any) -> None:
    """Nothing of a hostile source becomes anything: it is JSON text, with its citation."""

    async def session(client: Client) -> None:
        said = await told(client, "search", question="naga", k=1)
        assert said["hits"][0]["text"] == HOSTILE

    run(server, session)


class _Made:
    def __init__(self, **said: Any) -> None:
        self._said = said

    def to_dict(self) -> dict[str, Any]:
        return self._said


def test_an_act_over_time_is_given_in_pages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tools that are there where the library has the verb (stand-ins for `Library.text` …)."""
    rows = [{"id": f"{ACT}#pasal-{n}", "text": f"Bunyi {n} " * 200} for n in range(12)]

    def made(name: str) -> Callable[..., _Made]:
        return lambda self, id, as_of=None: _Made(
            id=id, as_of=as_of, complete=False, **{name: rows}
        )

    for verb, name in (("text", "provisions"), ("history", "changes"), ("cited_by", "citations")):
        monkeypatch.setattr(Library, verb, made(name), raising=False)

    async def session(client: Client) -> None:
        for tool, name, more in (
            ("read_on", "provisions", {"as_of": "2020-01-31"}), ("history", "changes", {}),
            ("cited_by", "citations", {}),
        ):  # fmt: skip
            seen: list[Any] = []
            cursor, pages = None, 0
            while True:
                said = await told(client, tool, id=ACT, cursor=cursor, **more)
                assert said["complete"] is False
                seen, pages = seen + said[name], pages + 1
                if not (cursor := said["next"]):
                    break
            assert seen == rows and pages > 1
        assert await refused(client, "read_on", id=ACT, as_of="kemarin")

    run(make_server(Library.open(folder)), session)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    yield
