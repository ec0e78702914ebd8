"""A server on the loopback address that plays the network: pages that answer as they are told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Page:
    """What an address answers. ``statuses`` come first, one a request, then ``status`` for ever."""

    body: bytes | Callable[[], Iterator[bytes]] = b""
    type: str = "application/octet-stream"
    status: int = 200
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    modified: str = ""
    ranges: bool = False
    drop_at: list[int] = field(default_factory=list)  # close after so many bytes, one a request
    claims: int | None = None  # a Content-Length that is a lie
    wait_s: float = 0.0
    chunk_wait_s: float = 0.0


@dataclass
class Asked:
    """A request that came."""

    path: str
    headers: dict[str, str]
    at: float
    running: int  # requests at that moment, this one included


class Network:
    """The pages, by path, and what was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        self.running = 0
        self.guard = threading.Lock()

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"{self.address}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [one.path for one in self.asked]

    def __setitem__(self, path: str, page: Page) -> None:
        self.pages[path] = page


@contextmanager
def network() -> Iterator[Network]:
    """A network of its own."""
    here: Network

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *said: Any) -> None:
            """Nothing."""

        def do_GET(self) -> None:
            with here.guard:
                here.running += 1
                here.asked.append(
                    Asked(self.path, dict(self.headers), time.monotonic(), here.running)
                )
                page = here.pages.get(self.path)
                status = 404 if page is None else page.status
                if page is not None and page.statuses:
                    status = page.statuses.pop(0)
            try:
                with suppress(BrokenPipeError, ConnectionResetError):
                    self._answer(page, status)
            finally:
                with here.guard:
                    here.running -= 1

        def _answer(self, page: Page | None, status: int) -> None:
            if page is None or status >= 400:
                text = b"<!doctype html><title>Galat</title><p>galat</p>"
                more = page.headers if page is not None else {}
                self._head(status, {"Content-Type": "text/html", **more}, len(text))
                self.wfile.write(text)
                return
            time.sleep(page.wait_s)
            headers = {"Content-Type": page.type, **page.headers}
            headers |= {k: v for k, v in (("ETag", page.etag), ("Last-Modified", page.modified))
                        if v}  # fmt: skip
            if status in {301, 302, 303, 307, 308}:
                self._head(status, headers, 0)
                return
            same = page.etag and self.headers.get("If-None-Match") == page.etag
            since = page.modified and self.headers.get("If-Modified-Since") == page.modified
            if same or (since and not self.headers.get("If-None-Match")):
                self._head(304, headers, None)
                return
            if not isinstance(page.body, bytes):
                self._head(status, headers, None, close=True)
                for some in page.body():
                    self.wfile.write(some)
                return
            body, first = page.body, 0
            asked = self.headers.get("Range", "")
            fresh = self.headers.get("If-Range") in (page.etag, page.modified)
            if page.ranges and asked and fresh:
                first = int(asked.removeprefix("bytes=").rstrip("-"))
                headers["Content-Range"] = f"bytes {first}-{len(body) - 1}/{len(body)}"
                status, body = 206, body[first:]
            self._head(status, headers, page.claims if page.claims is not None else len(body))
            drop = page.drop_at.pop(0) if page.drop_at else None
            sent = 0
            for start in range(0, len(body), 4096):
                some = body[start : start + 4096]
                if drop is not None and sent + len(some) > drop:
                    self.wfile.write(some[: drop - sent])
                    self.wfile.flush()
                    self.close_connection = True
                    self.connection.shutdown(2)
                    return
                self.wfile.write(some)
                sent += len(some)
                if page.chunk_wait_s:
                    self.wfile.flush()
                    time.sleep(page.chunk_wait_s)
            if page.claims is not None:
                self.close_connection = True

        def _head(
            self, status: int, headers: dict[str, str], length: int | None, *, close: bool = False
        ) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if length is not None:
                self.send_header("Content-Length", str(length))
            if close:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Network(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.daemon = True
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()


# Acts and files of ours


def act_text(kind: str, number: int, year: int, title: str = "BALAI DESA") -> str:
    """A small act as Markdown; every word made up here."""
    heads = {
        "uu": "UNDANG-UNDANG REPUBLIK INDONESIA",
        "pp": "PERATURAN PEMERINTAH REPUBLIK INDONESIA",
        "permendagri": "PERATURAN MENTERI DALAM NEGERI REPUBLIK INDONESIA",
    }
    return (
        f"{heads[kind]}\nNOMOR {number} TAHUN {year}\nTENTANG\n{title}\n"
        "DENGAN RAHMAT TUHAN YANG MAHA ESA\n"
        f"Menimbang : bahwa {title.lower()} perlu diatur;\nMEMUTUSKAN:\n"
        f"Pasal 1\n{title.capitalize()} nomor {number} adalah rumah bersama warga.\n"
        f"Pasal 2\nSetiap warga berhak memakai rumah bersama itu pada tahun {year}.\n"
    )


def pdf(*lines: str) -> bytes:
    """A small PDF with these lines."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(60, 780 - 16 * number, line)
    canvas.save()
    return out.getvalue()


def act_pdf(kind: str, number: int, year: int, title: str = "BALAI DESA") -> bytes:
    """`act_text` as a PDF."""
    return pdf(*act_text(kind, number, year, title).splitlines())
