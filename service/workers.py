"""Several processes that serve one address, forked from one that has everything loaded already.

What is loaded before (modules, word lists, the encoder's weights) stays one copy for all of them as
long as nobody writes into it, and the index is mapped: a further process takes a third of what one
that starts by itself takes (bench/results/service.md). Only on Linux: elsewhere a fork after
libraries were loaded is not safe, and uvicorn starts processes of its own.
"""

from __future__ import annotations

import gc
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from types import FrameType
from typing import Any, Final

import uvicorn

from dalil.ingest.errors import SettingError
from dalil.ingest.messages import Message

#: Seconds between two starts of a process that ends by itself, and that one has for its last
#: answers.
_AGAIN_S: Final = 1.0
_GRACE_S: Final = 15.0
_BACKLOG: Final = 2048


def can_fork() -> bool:
    """Whether processes can be made of one that has everything loaded."""
    return sys.platform == "linux"


def bound(host: str, port: int) -> socket.socket:
    """The socket that all of them listen on. Raises SettingError where that cannot be: the port is
    taken, or the address is none of this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        reason = error.strerror or error
        raise SettingError(
            Message("server.port_taken", host=host, port=port, reason=reason)
        ) from error
    made.set_inheritable(True)
    return made


def serve_forked(
    make: Callable[[], Any], workers: int, sock: socket.socket, options: dict[str, Any]
) -> None:
    """Serve what ``make`` makes in so many processes, until this one is told to stop.

    One that ends by itself is made anew. ``make`` is called in each of them; what it needs should
    be loaded before, without threads and open connections.
    """
    context = get_context("fork")
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    def child() -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        uvicorn.Server(uvicorn.Config(make(), **options)).run(sockets=[sock])

    gc.collect()
    gc.freeze()  # the collector's marks would copy every page that is shared
    before = {n: signal.signal(n, stop) for n in (signal.SIGTERM, signal.SIGINT)}
    try:
        running = [context.Process(target=child) for _ in range(workers)]
        for process in running:
            process.start()
        while not stopping:
            wait([process.sentinel for process in running], timeout=_AGAIN_S)
            for place, process in enumerate(running):
                if not stopping and not process.is_alive():
                    time.sleep(_AGAIN_S)
                    running[place] = context.Process(target=child)
                    running[place].start()
        for process in running:
            with suppress(ProcessLookupError):
                process.terminate()
        until = time.monotonic() + _GRACE_S
        for process in running:
            process.join(max(0.0, until - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        gc.unfreeze()
        sock.close()
