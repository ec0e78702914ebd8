"""One writer at a time, over processes: a lock on a file that names its owner.

The operating system lets go of the lock when its process ends, however it ends: a killed writer
never blocks the next one. The lock itself is filelock's; the owner's name is ours, which only its
holder writes. filelock is imported by who writes: a question takes no lock.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dalil.index.store.files import touch_private
from dalil.ingest.errors import LibraryError, LibraryLocked
from dalil.ingest.messages import Message


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
        raise _unopened(path, error) from error
    from filelock import lock_descriptor, unlock_descriptor

    with file:
        try:
            while not lock_descriptor(file.fileno(), blocking=False):
                if time.monotonic() >= deadline:
                    raise LibraryLocked(_refusal(path))
                time.sleep(0.1)
        except OSError as error:  # a file system without locks
            raise _unopened(path, error) from error
        with suppress(OSError):  # a full disk: the lock holds without its owner's name
            file.truncate(0)
            # Windows lets nobody else read the first byte while it is locked.
            file.write(f"\npid {os.getpid()} on {socket.gethostname()}".encode())
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)
            unlock_descriptor(file.fileno())


def owner_of(path: Path) -> str:
    """Who holds the lock of this file: "pid 7 on this-machine", as far as it can be read."""
    try:
        with path.open("rb", buffering=0) as file:
            file.seek(1)
            owner = file.read().decode(errors="replace").strip()
    except OSError:
        owner = ""
    return owner or "another process"


def _unopened(path: Path, error: OSError) -> LibraryError:
    return LibraryError(
        Message("library.lock_unopened", path=path, reason=error.strerror, folder=path.parent)
    )


def _refusal(path: Path) -> str:
    return Message("library.locked", folder=path.parent, owner=owner_of(path))
