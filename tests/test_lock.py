"""One writer at a time, and who it is."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dalil.index.store.lock import locked
from dalil.ingest.errors import LibraryError, LibraryLocked

HOLD = """
import sys
from pathlib import Path
from dalil.index.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_is_named_and_its_death_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "write.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[1],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(LibraryLocked, match=f"pid {other.pid} "), locked(path):
            pass
        other.kill()
        other.wait()
        with locked(path):
            assert f"pid {os.getpid()} " in path.read_text()


def test_it_waits_as_long_as_told(tmp_path: Path) -> None:
    path = tmp_path / "write.lock"
    with locked(path), pytest.raises(LibraryLocked), locked(path, wait_s=0.15):
        pass
    with locked(path):
        pass


def test_a_file_system_without_locks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(fd: int, *, blocking: bool) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("filelock.lock_descriptor", refuses)
    with pytest.raises(LibraryError, match="No locks available"), locked(tmp_path / "write.lock"):
        pass


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "write.lock").mkdir()
    with pytest.raises(LibraryError, match="tidak dapat dibuka"), locked(tmp_path / "write.lock"):
        pass
