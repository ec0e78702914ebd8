"""Several processes of the app behind a proxy: sticky, started anew, ended together."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from dalil.ingest.errors import SettingError
from dalil.service import app_workers
from dalil.service.app_workers import COOKIE, configuration, serve

#: An app of one page: the process that drew it.
APP = """
import os, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Page(BaseHTTPRequestHandler):
    def log_message(self, *said): ...
    def do_GET(self):
        body = str(os.getpid()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

port = int(sys.argv[sys.argv.index("--server.port") + 1])
ThreadingHTTPServer(("127.0.0.1", port), Page).serve_forever()
"""
SERVE = """
import sys
from dalil.service.app_workers import serve
sys.exit(serve([sys.executable, sys.argv[1]], 2, "127.0.0.1", int(sys.argv[2])))
"""


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def asked(port: int, cookie: str = "") -> tuple[int, str]:
    """The process that answers, and the cookie that it comes with."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        return int(answer.read()), (answer.getheader("Set-Cookie") or "").partition(";")[0]
    finally:
        connection.close()


def patiently(port: int, cookie: str = "", *, other_than: int = 0) -> tuple[int, str]:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException, ValueError):
            found = asked(port, cookie)
            if found[0] != other_than:
                return found
        time.sleep(0.2)
    raise AssertionError("nobody answered")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    if shutil.which(app_workers.PROGRAM) is None:
        pytest.skip("no haproxy")
    page = tmp_path / "page.py"
    page.write_text(textwrap.dedent(APP), encoding="utf-8")
    port = free_port()
    with subprocess.Popen([sys.executable, "-c", SERVE, str(page), str(port)]) as process:
        yield process, port
        process.terminate()
        process.wait(30)


def test_a_browser_stays_with_its_process(served: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = served
    first, cookie = patiently(port)
    assert cookie.startswith(f"{COOKIE}=p")
    assert {asked(port, cookie)[0] for _ in range(6)} == {first}
    assert len({asked(port)[0] for _ in range(6)}) == 2  # others go to both

    os.kill(first, signal.SIGKILL)  # its people are sent to the other, then it is there again
    other, _ = patiently(port, cookie, other_than=first)
    again = time.monotonic() + 60
    while time.monotonic() < again and len(seen := {patiently(port)[0] for _ in range(6)}) < 2:
        time.sleep(0.2)
    assert first not in seen and other in seen

    process.terminate()
    assert process.wait(30) == 0
    for gone in seen:
        with pytest.raises(ProcessLookupError):
            os.kill(gone, 0)


def test_the_configuration_names_every_process_and_keeps_to_it() -> None:
    said = configuration("0.0.0.0", 8501, [7001, 7002, 7003])
    assert "bind 0.0.0.0:8501\n" in said and "timeout tunnel" in said
    for number, port in enumerate((7001, 7002, 7003), 1):
        assert f"server p{number} 127.0.0.1:{port} cookie p{number}\n" in said
    assert f"cookie {COOKIE} insert indirect" in said
    assert "bind [::1]:8501" in configuration("::1", 8501, [1])


def test_haproxy_takes_it(tmp_path: Path) -> None:
    program = shutil.which(app_workers.PROGRAM)
    if program is None:
        pytest.skip("no haproxy")
    for address in ("127.0.0.1", "::1", "0.0.0.0"):
        file = tmp_path / "haproxy.cfg"
        file.write_text(configuration(address, free_port(), [7001, 7002]), encoding="utf-8")
        done = subprocess.run([program, "-c", "-f", str(file)], capture_output=True, text=True)
        assert done.returncode == 0 and "WARNING" not in done.stderr, done.stderr


def test_without_haproxy_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SettingError, match="apt install haproxy"):
        serve([], 2, "127.0.0.1", free_port())


def test_a_port_that_is_taken_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/haproxy")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingError, match="--port"):
            serve([], 2, "127.0.0.1", taken.getsockname()[1])


def test_an_app_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/haproxy")
    with pytest.raises(SettingError, match="tidak dapat dijalankan"):
        serve([sys.executable, "-c", "raise SystemExit(3)"], 2, "127.0.0.1", free_port())
