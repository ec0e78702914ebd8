"""Works go to the Zotero on this machine, played by a server on the loopback address."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import rispy
from cited_works import WORKS_BY_NAME
from command import dalil
from test_app import app, html
from test_app_collections import fill_one, press
from test_reader import reader

from dalil.answer.export.zotero import ADDRESS_VARIABLE, coins, send_to_zotero
from dalil.ingest.errors import SettingError, ZoteroError
from dalil.library import Library
from dalil.service.permissions import PUBLIC
from dalil.views.words import WORDS

RIS = b"TY  - STAT\r\nTI  - Taman\r\nER  - \r\n\r\nTY  - BOOK\r\nTI  - Buku\r\nER  - \r\n"


@dataclass
class Zotero:
    """What was sent, and what it answers: ``status``, or the items of the file."""

    status: int = 201
    body: bytes | None = None
    sent: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def zotero(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zotero]:
    played = Zotero()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *said: object) -> None: ...

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            played.sent.append((self.path, {k.lower(): v for k, v in self.headers.items()}, raw))
            body = played.body
            if body is None:
                items = rispy.loads(raw.decode("utf-8").replace("\r\n", "\n"))
                body = json.dumps([{"title": i.get("title", "")} for i in items]).encode()
            self.send_response(played.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv(ADDRESS_VARIABLE, f"http://127.0.0.1:{server.server_port}")
    yield played
    server.shutdown()
    server.server_close()


def test_a_ris_file_is_imported_as_the_connector_does_it(zotero: Zotero) -> None:
    assert send_to_zotero(RIS) == 2
    ((path, headers, raw),) = zotero.sent
    assert urlsplit(path).path == "/connector/import" and parse_qs(urlsplit(path).query)["session"]
    assert headers["content-type"] == "application/x-research-info-systems"
    assert headers["x-zotero-connector-api-version"] == "3" and raw == RIS


def test_each_sending_is_a_session_of_its_own(zotero: Zotero) -> None:
    send_to_zotero(RIS)
    send_to_zotero(RIS)
    assert len({path for path, _, _ in zotero.sent}) == 2


def test_nothing_to_send_asks_nobody(zotero: Zotero) -> None:
    assert send_to_zotero(b"\r\n") == 0
    assert not zotero.sent


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b'{"libraryEditable": false}'), (400, b"No translator found"), (412, b""), (200, b""),
     (201, b"<html>another server")],
)  # fmt: skip
def test_what_it_does_not_take_is_told(zotero: Zotero, status: int, body: bytes) -> None:
    zotero.status, zotero.body = status, body
    with pytest.raises(ZoteroError, match="Zotero"):
        send_to_zotero(RIS)


def test_no_zotero_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        free = taken.getsockname()[1]
    monkeypatch.setenv(ADDRESS_VARIABLE, f"http://127.0.0.1:{free}")
    with pytest.raises(ZoteroError, match="jalankan Zotero"):
        send_to_zotero(RIS)


@pytest.mark.parametrize(
    "address",
    ["http://example.org:23119", "https://127.0.0.1:23119", "http://10.0.0.5:23119", "127.0.0.1",
     "http://a@127.0.0.1:1", "http://127.0.0.1:1/elsewhere", "http://[::1", "http://127.0.0.1:0"],
)  # fmt: skip
def test_it_goes_to_this_machine_only(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, address)
    with pytest.raises(SettingError, match=ADDRESS_VARIABLE):
        send_to_zotero(RIS)


def context(html: str) -> dict[str, list[str]]:
    title = html.removeprefix('<span class="Z3988" title="').removesuffix('"></span>')
    assert '"' not in title and "<" not in title
    return parse_qs(unescape(title))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("uu", {"rft.type": ["statute"]}),
        ("putusan-mk", {"rft.type": ["case"]}),
        ("buku", {"rft_val_fmt": ["info:ofi/fmt:kev:mtx:book"]}),
        ("artikel", {"rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"], "rft.genre": ["article"]}),
        ("disertasi", {"rft_val_fmt": ["info:ofi/fmt:kev:mtx:dissertation"]}),
    ],
)
def test_a_page_names_its_work(name: str, wanted: dict[str, list[str]]) -> None:
    document = WORKS_BY_NAME[name].document
    found = context(coins(document))
    assert found["ctx_ver"] == ["Z39.88-2004"]
    assert wanted.items() <= found.items()
    titles = [v for k, (v, *_) in found.items() if k in ("rft.title", "rft.btitle", "rft.atitle")]
    assert titles
    assert not document.year or found["rft.date"][0].startswith(str(document.year))


def test_nothing_of_a_work_is_markup() -> None:
    title = '"><script>alert(1)</script>&rft.type=book'
    document = replace(WORKS_BY_NAME["uu"].document, title=title)
    found = context(coins(document))
    assert "script" in found["rft.title"][0]
    assert found["rft.type"] == ["statute"]


def test_a_collection_goes_by_command(
    folder: Path, zotero: Zotero, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(folder) as library:
        fill_one(library)
    done = dalil("collection", "Bab 2", "--zotero", "--library", folder)
    assert done.returncode == 0 and "Zotero: 2 karya" in done.stderr and not done.stdout
    assert b"TY  - STAT" in zotero.sent[0][2]


def test_a_collection_goes_by_a_button(folder: Path, zotero: Zotero) -> None:
    with Library.open(folder) as library:
        fill_one(library)
    at = press(app("views/collections.py"), "zotero-collection")
    assert at.toast[0].value == WORDS["id"]["zotero_sent"].format(count=2)


def test_a_server_has_no_button(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(folder) as library:
        fill_one(library)
    monkeypatch.setenv(PUBLIC, "1")
    at = app("views/collections.py")
    assert not [b for b in at.button if str(b.key).startswith("zotero")]


@pytest.mark.parametrize("name", WORKS_BY_NAME)
def test_every_kind_of_work_has_a_name_and_a_format(name: str) -> None:
    found = context(coins(WORKS_BY_NAME[name].document))
    assert found["rft_val_fmt"] and any(
        k in found for k in ("rft.title", "rft.btitle", "rft.atitle")
    )


def test_the_reader_names_the_work_that_is_read(folder: Path) -> None:
    at = reader("uu/2010/7#pasal-2")
    (head,) = [body for body in html(at) if 'class="Z3988"' in body]
    found = context(head[: head.index("</span>") + len("</span>")])
    assert found["rft.type"] == ["statute"] and found["rft.date"] == ["2010"]
    assert not at.exception
