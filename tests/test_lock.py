"""One writer at a time, and who it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.lock import locked
from ingest.errors import LibraryLocked

HOLD = """
import sys
from pathlib import Path
from index.lock import locked
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
