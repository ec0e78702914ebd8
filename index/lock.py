"""One writer at a time, over processes: a lock on a file that names its owner.

The operating system lets go of the lock when its process ends, however it ends: a killed writer
never blocks the next one.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from index.permission import touch_private
from ingest.errors import LibraryError, LibraryLocked
from ingest.messages import Message


@contextmanager
def locked(path: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the lock of this file; LibraryLocked says who holds it after ``wait_s`` seconds.

    Raises LibraryError where the file cannot be made.
    """
    deadline = time.monotonic() + wait_s
    try:
        touch_private(path, path.parent)
        # "a+" neither empties the file (it names another owner) nor needs it to be there.
        # Unbuffered: what could not be written is not tried again when the file is closed.
        file = path.open("ab+", buffering=0)
    except OSError as error:
        raise LibraryError(
            Message("library.lock_unopened", path=path, reason=error.strerror, folder=path.parent)
        ) from error
    with file:
        while not _take(file):
            if time.monotonic() >= deadline:
                raise LibraryLocked(_refusal(path))
            time.sleep(0.1)
        with suppress(OSError):  # a full disk: the lock holds without its owner's name
            file.truncate(0)
            file.write(f"pid {os.getpid()} on {socket.gethostname()}".encode())
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)
            _release(file)


def owner_of(path: Path) -> str:
    """Who holds the lock of this file: "pid 7 on this-machine", as far as it can be read."""
    try:
        owner = path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:  # Windows may refuse to read a locked file
        owner = ""
    return owner or "another process"


def _refusal(path: Path) -> str:
    return Message("library.locked", folder=path.parent, owner=owner_of(path))


if sys.platform == "win32":
    import msvcrt

    # A byte far behind the text, so that the owner's name stays readable to others.
    _BYTE = 1 << 30

    def _take(file: IO[bytes]) -> bool:
        file.seek(_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        file.seek(_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
