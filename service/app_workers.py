"""Several processes of the app behind one address: a proxy sends a person always to the same one.

A page lives in the process that drew it (its session, its uploads), so the proxy (haproxy,
https://www.haproxy.org) marks each browser with a cookie and goes by it; who comes without one gets
the process with the fewest connections. One that ended is started anew, and its people are sent to
another meanwhile. Everything is bound to this machine but the proxy's own address.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType
from typing import Final

from dalil.ingest.errors import SettingError
from dalil.ingest.messages import Message

#: The address that the proxy is bound to, for the processes behind it: the names by which they may
#: be called depend on it.
BOUND: Final = "DALIL_BOUND"
PROGRAM: Final = "haproxy"
#: The cookie that says which process a browser belongs to. It names no person.
COOKIE: Final = "dalil_proses"
#: Seconds: a process may take to start, and to end; between two looks.
_START_S: Final = 120.0
_END_S: Final = 10.0
_LOOK_S: Final = 0.5

_CONFIGURATION: Final = """\
# Written by `dalil app --workers`; read by haproxy.
global
    maxconn 4000

defaults
    mode http
    option forwardfor
    option redispatch
    retries 3
    timeout connect 5s
    timeout http-request 30s
    timeout queue 30s
    timeout client 5m
    timeout server 5m
    # A live connection (WebSocket) may be silent while somebody reads.
    timeout tunnel 12h

frontend pintu
    bind {address}:{port}
    default_backend proses

backend proses
    balance leastconn
    cookie {cookie} insert indirect nocache httponly attr "SameSite=Lax"
    option httpchk GET /_stcore/health
    http-check send hdr Host localhost
    default-server check inter 2s fall 2 rise 1
{servers}"""


def configuration(address: str, port: int, ports: Sequence[int]) -> str:
    """haproxy's configuration: an address to listen on, and the processes behind it."""
    inside = f"[{address}]" if ":" in address else address or "*"
    servers = "".join(
        f"    server p{number} 127.0.0.1:{one} cookie p{number}\n"
        for number, one in enumerate(ports, 1)
    )
    return _CONFIGURATION.format(address=inside, port=port, cookie=COOKIE, servers=servers)


def serve(
    command: Sequence[str], workers: int, address: str, port: int, *, keep: Path | None = None
) -> int:
    """Serve the app in so many processes until told to stop; the exit status.

    ``command`` starts one of them; ``--server.address`` and ``--server.port`` are added. The
    configuration is written to ``keep``, or to a folder that goes with us. Raises SettingError
    where there is no haproxy, the port is taken, or no process starts.
    """
    proxy = shutil.which(PROGRAM)
    if proxy is None:
        raise SettingError(Message("server.no_proxy", program=PROGRAM))
    from dalil.service.workers import bound  # needs uvicorn, which Streamlit brings

    bound(address, port).close()  # it is free
    with ExitStack() as stack:
        place = keep or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "haproxy.cfg"
        ports = _ports(workers)
        place.write_text(configuration(address, port, ports), encoding="utf-8")
        environment = os.environ | {
            BOUND: address or "0.0.0.0",  # noqa: S104
            # One for all, so that a page outlives the process that drew it.
            "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32),
        }
        stopping = _told_to_stop(stack)
        running = [_start(command, one, environment) for one in ports]
        stack.callback(_end, running)
        _wait_for(running, ports, stopping)
        front = subprocess.Popen([proxy, "-W", "-db", "-q", "-f", str(place)])
        stack.callback(_end, [front])
        while not stopping:
            time.sleep(_LOOK_S)
            if front.poll() is not None:
                raise SettingError(Message("server.proxy_ended", status=front.returncode))
            for number, process in enumerate(running):
                if process.poll() is not None and not stopping:
                    running[number] = _start(command, ports[number], environment)
    return 0


def _told_to_stop(stack: ExitStack) -> list[int]:
    """Fills when a signal says so; the handlers are put back at the end."""
    told: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        stack.callback(signal.signal, number, signal.signal(number, stop))
    return told


def _start(
    command: Sequence[str], port: int, environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C is for us, and we end them in our order.
    return subprocess.Popen(
        [*command, "--server.address", "127.0.0.1", "--server.port", str(port)],
        env=environment, start_new_session=True,
    )  # fmt: skip


def _ports(count: int) -> list[int]:
    """So many that are free now."""
    with ExitStack() as stack:
        made = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in made:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in made]


def _wait_for(
    running: Sequence[subprocess.Popen[bytes]], ports: Sequence[int], stopping: list[int]
) -> None:
    """Until all of them answer. Raises SettingError where one ends or is silent."""
    until = time.monotonic() + _START_S
    for process, port in zip(running, ports, strict=True):
        while not stopping and not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise SettingError(Message("server.app_not_started", status=process.returncode))
            time.sleep(_LOOK_S)


def _answers(port: int) -> bool:
    asked = HTTPConnection("127.0.0.1", port, timeout=2.0)
    try:
        asked.request("GET", "/_stcore/health")
        return asked.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def _end(running: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask them all to end, and end those that do not."""
    for process in running:
        with suppress(ProcessLookupError):
            process.terminate()
    until = time.monotonic() + _END_S
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
