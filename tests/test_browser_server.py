"""The app open to others, in a real browser: readers, an editor, jobs that all of them see."""

from __future__ import annotations

import base64
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from app_library import fill
from browser import MARKS, _answers, page_text, settled, until, window

from dalil.index.library import Library
from dalil.views.words import WORDS

pytestmark = MARKS

ROOT = Path(__file__).resolve().parents[1]
ID = WORDS["id"]
SECRET = "kata-rahasia-yang-panjang"

#: A job of another process: it holds the library until its input ends.
WRITER = """
import sys
from dalil.index.curate.jobs import noted
from dalil.index.library import Library
library = Library.open(sys.argv[1])
with noted(library, "ingest", "rahasia.pdf") as note, library.write_lock():
    note.tell("membaca", 2, 7)
    print("mulai", flush=True)
    sys.stdin.read()
"""


@contextmanager
def public(library: Path, *options: str, cwd: Path = ROOT, port: int = 0) -> Iterator[str]:
    """`dalil app --public` on a port of this machine; its address."""
    if not port:
        port = _port()
    command = [
        sys.executable, "-m", "dalil", "app", "--public", "--headless",
        "--address", "127.0.0.1", "--port", str(port), *options,
    ]  # fmt: skip
    environment = {**os.environ, "DALIL_LIBRARY": str(library), "PYTHONPATH": str(ROOT)}
    environment.pop("DALIL_PUBLIC", None)
    running = subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        assert _answers(f"{address}/_stcore/health", running), "the app did not start"
        yield address
    finally:
        os.killpg(running.pid, 15)
        running.wait(20)


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return fill(tmp_path / "pustaka")


def sees(driver: Any, text: str, within_s: float = 60) -> None:
    until(lambda: text in page_text(driver), f"“{text}” is shown", within_s)


def go(driver: Any, address: str, place: str = "") -> None:
    driver.get(f"{address}/{place}")
    settled(driver)


def press(driver: Any, label: str) -> None:
    last = (
        "return [...document.querySelectorAll('button')]"
        ".filter(b => b.checkVisibility() && b.innerText.includes(arguments[0])).at(-1);"
    )
    found = until(lambda: driver.execute_script(last, label), f"a button “{label}”")
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    found.click()


def sign_in(driver: Any) -> None:
    title = ID["editor_sign_in"]
    summary = until(
        lambda: [s for s in driver.find_elements("css selector", "summary") if title in s.text],
        "the way to sign in",
    )[0]
    driver.execute_script("arguments[0].click()", summary)
    box = until(
        lambda: [b for b in driver.find_elements("css selector", "input[type=password]")
                 if b.is_displayed()],
        "the box for the secret",
    )[0]  # fmt: skip
    box.send_keys(SECRET)
    press(driver, ID["editor_do"])
    sees(driver, ID["upload_do"])


def test_a_reader_and_an_editor_see_the_job_of_another_process(
    library: Path, tmp_path: Path
) -> None:
    (tmp_path / "rahasia").write_text(SECRET, encoding="utf-8")
    with (
        public(library, "--editor-secret", str(tmp_path / "rahasia")) as address,
        window() as reader,
        window() as editor,
    ):
        go(reader, address, "sumber")
        sees(reader, ID["reader_here"])
        assert ID["upload_do"] not in page_text(reader)
        go(editor, address, "sumber")
        sign_in(editor)
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(library)], cwd=ROOT, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert writer.stdout is not None and writer.stdin is not None
            assert writer.stdout.readline() == "mulai\n"
            go(reader, address)
            sees(reader, f"{ID['job_now']}: {ID['job_ingest']}")
            sees(reader, "2/7")
            assert "rahasia.pdf" not in page_text(reader), "what it is about is for editors"
            assert ID["job_stop"] not in page_text(reader)
            # The editor begins another: it waits, says for what, and outlives the page.
            box = editor.find_element("css selector", f"input[aria-label='{ID['filter']}']")
            box.send_keys("kamus\n")
            settled(editor)
            _choose(editor, "kamus-taman")
            press(editor, ID["remove_do"])
            sees(editor, ID["job_waiting"].format(other=ID["job_ingest"]))
            go(reader, address)
            sees(reader, ID["job_waits"].split("{", 1)[0] + ID["job_remove"])
            editor.get("about:blank")
            assert Library.open(library).catalog.has("kamus-taman")
        finally:
            writer.communicate(timeout=20)  # its input ends
        until(lambda: not Library.open(library).catalog.has("kamus-taman"), "it is removed")
        until(lambda: ID["job_now"] not in page_text(reader), "nothing is under way any more")
        go(editor, address, "sumber")
        assert ID["job_reports"].split("(")[0] not in page_text(editor), "a new session reads only"
        sign_in(editor)
        sees(editor, ID["job_reports"].format(count=2))


def _choose(driver: Any, document_id: str) -> None:
    """Choose a work in the list, and say that one is sure."""
    from selenium.webdriver.common.keys import Keys

    box = driver.find_element(
        "css selector", f"[data-testid='stMultiSelect'] input[aria-label*='{ID['choose_works']}']"
    )
    box.send_keys(document_id)
    time.sleep(0.5)
    box.send_keys(Keys.ENTER)
    settled(driver)
    sure = until(
        lambda: [c for c in driver.find_elements("css selector", "[data-testid='stCheckbox'] label")
                 if ID["remove_sure"] in c.text],
        "the box to be sure",
    )[0]  # fmt: skip
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", sure)
    sure.click()
    settled(driver)


# Signing in with a provider of our own


class _Provider:
    """An OpenID Connect provider that knows one person, and vouches for her address."""

    def __init__(self) -> None:
        from joserfc.jwk import RSAKey

        self.port = _port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.key = RSAKey.generate_key(2048, {"kid": "satu", "alg": "RS256", "use": "sig"})
        self.nonces: dict[str, str] = {}
        self.person = {"sub": "42", "email": "ani@kampus.contoh", "email_verified": True,
                       "name": "Ani **B**"}  # fmt: skip

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, str], Any]:
        """(status, headers, body) of a request."""
        if path.endswith("openid-configuration"):
            return 200, {}, {
                "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys",
                "response_types_supported": ["code"], "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }  # fmt: skip
        if path == "/keys":
            return 200, {}, {"keys": [self.key.as_dict(private=False)]}
        if path == "/authorize":
            code = secrets.token_urlsafe()
            self.nonces[code] = query.get("nonce", "")
            back = urlencode({"code": code, "state": query["state"]})
            return 302, {"Location": f"{query['redirect_uri']}?{back}"}, {}
        if path == "/token":
            return 200, {}, {
                "access_token": "x", "token_type": "Bearer", "expires_in": 600,
                "id_token": self._token(query["code"], query.get("client_id", "dalil")),
            }  # fmt: skip
        return 404, {}, {}

    def _token(self, code: str, audience: str) -> str:
        from joserfc import jwt

        now = int(time.time())
        claims = {"iss": self.url, "aud": "dalil", "iat": now, "exp": now + 600,
                  "nonce": self.nonces[code], **self.person}  # fmt: skip
        return str(jwt.encode({"alg": "RS256", "kid": "satu"}, claims, self.key))


@contextmanager
def _providing(provider: _Provider) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def _do(self, sent: str) -> None:
            parts = urlsplit(self.path)
            query = {k: v[0] for k, v in parse_qs(f"{parts.query}&{sent}".strip("&")).items()}
            if auth := self.headers.get("Authorization", ""):
                query["client_id"] = base64.b64decode(auth.split()[1]).decode().split(":")[0]
            status, headers, body = provider.answer(parts.path, query)
            said = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def do_GET(self) -> None:
            self._do("")

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            self._do(self.rfile.read(length).decode())

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", provider.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()


def test_signing_in_makes_an_editor_of_who_is_named(library: Path, tmp_path: Path) -> None:
    pytest.importorskip("authlib")
    provider, port, home = _Provider(), _port(), tmp_path / "kerja"
    (home / ".streamlit").mkdir(parents=True)
    (home / ".streamlit" / "secrets.toml").write_text(
        "[auth]\n"
        f'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        f'cookie_secret = "{secrets.token_urlsafe()}"\n'
        'client_id = "dalil"\nclient_secret = "x"\n'
        f'server_metadata_url = "{provider.url}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    named = tmp_path / "penyunting"
    named.write_text("budi@kampus.contoh\n", encoding="utf-8")
    with (
        _providing(provider),
        public(library, "--editors", str(named), cwd=home, port=port) as address,
        window() as driver,
    ):
        go(driver, address, "sumber")
        sees(driver, ID["reader_here"])
        _open(driver, ID["editor_sign_in"])
        press(driver, ID["sign_in"])
        until(lambda: not driver.current_url.endswith("sumber"), "the provider sends her back")
        go(driver, address, "sumber")
        until(lambda: "…" in page_text(driver), "she is signed in")
        sees(driver, ID["reader_here"])
        assert ID["upload_do"] not in page_text(driver), "she is not named"
        named.write_text("budi@kampus.contoh\nani@kampus.contoh\n", encoding="utf-8")
        go(driver, address, "sumber")
        sees(driver, ID["upload_do"])
        go(driver, address, "koleksi")
        assert ID["passing"] not in page_text(driver), "hers stays"


def _open(driver: Any, title: str) -> None:
    summary = until(
        lambda: [s for s in driver.find_elements("css selector", "summary") if title in s.text],
        f"“{title}”",
    )[0]
    driver.execute_script("arguments[0].click()", summary)
