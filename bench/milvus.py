"""A Milvus of one's own, for tests and measurements: milvus-lite, from a wheel, no container.

It speaks Milvus's own protocol from one process on a free port of 127.0.0.1, its data in a folder
that goes with it. It proves no cluster: no shards, no replicas, no sign-in.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from bench.postgresql import Running, free_port

#: It is sent, and asked by nobody.
PASSWORD: Final = "rahasia@5:/x"
_READY_S: Final = 120.0


def is_installed() -> bool:
    """Whether milvus-lite and its client are here."""
    return find_spec("milvus_lite") is not None and find_spec("pymilvus") is not None


class MilvusLite(Running):
    """A server that runs until it is closed; a context manager."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="dalil-milvus-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._databases = 0
        self.start()

    def address(self, database: str = "dalil", password: str = PASSWORD) -> str:
        """The address as somebody types it, with the password in it."""
        from urllib.parse import quote

        return f"milvus://dalil:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The name of a database that is not there yet."""
        self._databases += 1
        return f"dalil{self._databases}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        import socket

        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "milvus_lite.cmdline", "server", "--data-dir",
                 str(self.folder / "data"), "--host", "127.0.0.1", "--port", str(self.port)],
                stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip
        end = time.monotonic() + _READY_S
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self.folder / "log").read_text(errors="replace"))
            time.sleep(0.05)

    def stop(self) -> None:
        """End it at once, as a machine that fails does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(timeout=60)
            self._process = None

    def memory_mb(self) -> float:
        """The memory of its process (PSS)."""
        assert self._process is not None
        for line in Path(f"/proc/{self._process.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
        return 0.0
