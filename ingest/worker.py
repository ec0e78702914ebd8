"""The child's side of `ingest.supervisor`: a process that takes one piece of work after another.

It is started as a program of its own, not by `multiprocessing`, which would run the parent's main
module again (a Streamlit server, a test run). Requests come through its standard input, replies
go through its standard output, each a pickle behind its length: both ends are this program.
It ends when its parent does, when nobody asks it for a minute, and, whatever it is doing, some
seconds after its time is over, should the parent be gone by then.
"""

from __future__ import annotations

import importlib
import math
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, Final

#: How a child ends that took too much memory, where only the child itself can see it.
MEMORY_STATUS: Final = 76

#: Seconds without work after which a child ends.
IDLE_S: Final = 60.0

#: Seconds after the deadline until a child without a parent is ended by the system.
_GRACE_S: Final = 10

#: Bytes of address space beyond the limit: the limit itself is of memory in use, which the parent
#: watches. This fence holds what grows faster than it looks.
_SLACK: Final = 256 * 1024 * 1024

_LENGTH: Final = struct.Struct(">Q")


def send(pipe: IO[bytes], message: Any) -> None:
    """Write one message. Raises OSError where nobody reads any more."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next message. Raises EOFError where the other end is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)  # noqa: S301  between the two halves of this program


class _Here:
    """What this child knows while it works; set by `main`."""

    replies: IO[bytes] | None = None
    more_s: float = 0.0  # seconds that come on top when pages are recognised
    deadline: float = math.inf  # by the monotonic clock
    memory_mb: int = 0  # looked at where the system has no fence (macOS)
    looked_at: bool = False


def report(done: int, total: int) -> None:
    """Tell the parent that so many pages of so many are recognised. Silent outside a child.

    The first call gives the work the time that recognition has on top.
    """
    if _Here.replies is None:
        return
    _Here.deadline += _Here.more_s
    _Here.more_s = 0.0
    _fuse(_Here.deadline - time.monotonic())
    send(_Here.replies, ("progress", done, total))


def main(first: str) -> None:
    """Take work until there is none. Called in the child only.

    ``first`` names the module whose work it is: it is loaded before the child says it is ready.
    """
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)  # what a library prints must not come between the replies
    os.close(nothing)
    importlib.import_module(first)

    _Here.replies = replies
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    send(replies, ("ready",))
    while True:
        try:
            work, seconds, more_s, memory_mb = waiting.get(timeout=IDLE_S)
        except queue.Empty:
            os._exit(0)
        with suppress(OSError):
            send(replies, ("begun",))
            _take(replies, work, seconds, more_s, memory_mb)
            continue
        os._exit(0)  # nobody reads what we say


def _listen(requests: IO[bytes], waiting: queue.SimpleQueue[Any]) -> None:
    """Requests into the queue; when the parent is gone, so are we, in the middle of a file too."""
    try:
        while True:
            waiting.put(receive(requests))
    except (EOFError, OSError):
        _end_all()


def _end_all() -> None:
    """End this process and those it started (tesseract)."""
    if sys.platform != "win32":
        with suppress(OSError):
            if os.getpgrp() == os.getpid():
                os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(0)


def _take(
    replies: IO[bytes], work: Callable[[], Any], seconds: float, more_s: float, memory_mb: int
) -> None:
    _Here.more_s, _Here.deadline = more_s, time.monotonic() + seconds
    _fuse(seconds)
    _fence(memory_mb)
    try:
        result = work()
    except MemoryError:
        send(replies, ("memory",))
        os._exit(MEMORY_STATUS)
    except Exception as error:  # raised again where the work was asked for
        send(replies, ("raised", _portable(error), resident()))
    else:
        send(replies, ("done", result, resident()))
    finally:
        _fuse(math.inf)


def _portable(error: Exception) -> Exception:
    """The error, if it survives the way to the parent; else one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _fuse(seconds: float) -> None:
    """The system ends us some seconds after the deadline, even in the middle of a regex."""
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(0 if math.isinf(seconds) else max(1, math.ceil(seconds)) + _GRACE_S)


def _fence(memory_mb: int) -> None:
    """A limit of address space, where the system has one; on macOS a look now and then."""
    if sys.platform == "win32":
        return
    import resource

    if sys.platform == "darwin":
        _Here.memory_mb = memory_mb
        if not _Here.looked_at:
            _Here.looked_at = True
            threading.Thread(target=_look_at_memory, daemon=True).start()
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = _address_space() + memory_mb * 10**6 + _SLACK if memory_mb else hard
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard) if memory_mb else hard
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _look_at_memory() -> None:
    import resource

    while True:
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes there
        if _Here.memory_mb and used > _Here.memory_mb * 10**6:
            os._exit(MEMORY_STATUS)
        time.sleep(0.2)


def _address_space() -> int:
    return _pages(os.getpid(), 0)


def resident(pid: int | None = None) -> int:
    """Bytes of memory that a process has in use; 0 where the system does not say (no /proc)."""
    return _pages(os.getpid() if pid is None else pid, 1)


def _pages(pid: int, field: int) -> int:
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123  ten times a second
            return int(file.read().split()[field]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0
