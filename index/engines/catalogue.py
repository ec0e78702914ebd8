"""The catalogue that travels with a published index, so that a machine which only reads needs none.

Whoever publishes puts a copy of the catalogue beside the index (`travelling`): its works with all
that was derived of them, and nothing that is one person's. Whoever asks fetches it once into the
user's cache (`Copies`), named by its SHA-256. A copy that is half there, or is not what was
published, is never used. It is opened as it is and never written; collections, questions and what
is followed lie in the reader's own folder (`Catalog.read_works_of`).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path, PurePath
from typing import Final

from dalil.index.engines.engine import Carried, Server
from dalil.index.store.catalog import Catalog
from dalil.index.store.files import make_private, remembered_sha256, sha256_of
from dalil.index.store.lock import locked
from dalil.index.store.schema import PERSONAL, SCHEMA_VERSION
from dalil.index.store.work_list import unlist
from dalil.ingest.errors import EngineError
from dalil.ingest.messages import Message
from dalil.ingest.model import Progress

#: Bytes of a piece of it, before it is packed.
PART: Final = 4 * 2**20
#: Copies of one server's catalogues that stay: the one in use, and the one before, which another
#: process may still read.
KEPT: Final = 2
#: How long a second process waits for the one that fetches.
_WAIT_S: Final = 1_800.0
#: What is derived of works, and the days on which they came, is for all who read them.
_FOR_ALL: Final = ("arrivals", "former")


# Publishing


@contextmanager
def travelling(catalog: Catalog, state: str) -> Iterator[Path]:
    """A copy of the catalogue as it travels, in a file that goes afterwards.

    ``state`` is that of the index it goes with (`Catalog.content_hash`). Raises EngineError where
    the catalogue has changed since, or there is no room for a copy.
    """
    beside = catalog.path.parent if os.access(catalog.path.parent, os.W_OK) else None
    try:
        with tempfile.TemporaryDirectory(prefix=".publishing-", dir=beside) as place:
            copy = Path(place) / catalog.path.name
            catalog.copy_to(copy)
            with closing(Catalog(copy)) as opened:
                if opened.content_hash() != state:
                    raise EngineError(Message("engine.index_behind"))
            with closing(sqlite3.connect(copy, isolation_level=None)) as db:
                _for_all(db)
            yield copy
    except OSError as error:
        raise EngineError(
            Message("engine.no_room", reason=error.strerror or error, place=beside or "")
        ) from error


def _for_all(db: sqlite3.Connection) -> None:
    """Take out what is one person's or one machine's: their tables, offers, names of folders."""
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("BEGIN")
    for table in PERSONAL:
        if table not in _FOR_ALL:
            db.execute(f"DROP TABLE {table}")
    unlist(db, "offer IS NOT NULL", ())
    db.execute("INSERT INTO listed_words (listed_words) VALUES ('rebuild')")
    for table in ("fetched", "offers", "fetch_sources"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608
    db.execute("DELETE FROM sources WHERE outcome = 'failed'")
    taken: set[str] = set()
    for (path,) in db.execute("SELECT path FROM sources ORDER BY path").fetchall():
        name, number = _name_of(path), 1
        while (called := name if number == 1 else f"{number}-{name}") in taken:
            number += 1
        taken.add(called)
        # Under another name than any that is still to come.
        db.execute("UPDATE sources SET path = ? WHERE path = ?", (f"\1:{called}", path))
    db.execute("UPDATE sources SET path = substr(path, 3)")
    for row, source in db.execute("SELECT rowid, source FROM documents").fetchall():
        db.execute("UPDATE documents SET source = ? WHERE rowid = ?", (_name_of(source), row))
    db.execute("COMMIT")
    db.execute("VACUUM")  # what was deleted must not lie in free pages


def _name_of(path: str) -> str:
    """The name of a file without its folders, whichever system wrote it."""
    return PurePath(path.replace("\\", "/")).name or path


def carried_of(path: Path, generation: str) -> Carried:
    """What is said of a copy that travels. Raises OSError."""
    size = path.stat().st_size
    return Carried(generation, sha256_of(path), size, -(-size // PART), SCHEMA_VERSION)


def pieces(path: Path) -> Iterator[bytes]:
    """The content of a file in pieces of `PART` bytes."""
    with path.open("rb") as file:
        while piece := file.read(PART):
            yield piece


def packed_piece(piece: bytes) -> bytes:
    """A piece as it is kept: half of it, quickly."""
    return zlib.compress(piece, 1)


def unpacked_piece(kept: bytes) -> bytes:
    """What `packed_piece` was given; nothing longer. Where it is none, what came: its hash will
    differ."""
    try:
        return zlib.decompressobj().decompress(kept, PART)
    except zlib.error:
        return kept


# Reading


class Copies:
    """The copies of one server's catalogues on this machine, in the user's cache."""

    def __init__(self, server: Server) -> None:
        from platformdirs import user_cache_path

        key = hashlib.sha256(str(server).encode()).hexdigest()[:16]
        self.server = server
        self.folder = user_cache_path("dalil") / "published" / key

    def newest(self, progress: Progress | None = None) -> Path | None:
        """The catalogue of the newest index, fetched if it is not here yet; None where the server
        has none.

        Raises EngineAway where the server does not answer, GenerationBroken where another took its
        place meanwhile, EngineError where what came is not what was published, is of another
        version, or cannot be kept.
        """
        carried = self.server.carried()
        if carried is None:
            return None
        if carried.version != SCHEMA_VERSION:
            raise EngineError(
                Message("engine.other_format", engine=self.server, found=carried.version,
                        known=SCHEMA_VERSION)
            )  # fmt: skip
        path = self.folder / f"{carried.sha256}.sqlite"
        if is_whole(path):
            return path
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            make_private(self.folder)
            with locked(self.folder / "fetch.lock", _WAIT_S):
                if not is_whole(path):  # another process may have been first
                    self._fetch(carried, path, progress)
                self._tidy(path)
        except OSError as error:
            raise EngineError(
                Message("engine.no_room", reason=error.strerror or error, place=self.folder)
            ) from error
        return path

    def kept(self) -> Path | None:
        """The last that was fetched, for when the server is away; None where there is none."""
        return next((path for path in self._all() if is_whole(path)), None)

    def _fetch(self, carried: Carried, path: Path, progress: Progress | None) -> None:
        tell = progress or (lambda *_: None)
        for left in self.folder.glob(".*.part"):  # of one that was stopped: nobody else fetches
            left.unlink(missing_ok=True)
        half = self.folder / f".{path.name}.part"
        digest, size = hashlib.sha256(), 0
        try:
            with half.open("wb") as file:
                half.chmod(0o600)
                for number, piece in enumerate(self.server.parts(carried), 1):
                    size += len(piece)
                    if size > carried.bytes:
                        break
                    digest.update(piece)
                    file.write(piece)
                    tell("catalogue", number, carried.parts)
                file.flush()
                os.fsync(file.fileno())
            if size != carried.bytes or digest.hexdigest() != carried.sha256:
                raise EngineError(
                    Message("engine.catalogue_differs", engine=self.server,
                            found=digest.hexdigest()[:12], wanted=carried.sha256[:12])
                )  # fmt: skip
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)

    def _tidy(self, used: Path) -> None:
        """Delete older copies. A process that reads one goes on: the file is open, or is fetched
        again."""
        older = [path for path in self._all() if path != used]
        for path in older[KEPT - 1 :]:
            with suppress(OSError):  # Windows, where it is open
                path.unlink()

    def _all(self) -> list[Path]:
        """The newest first."""
        found = []
        for path in self.folder.glob("*.sqlite"):
            with suppress(OSError):
                found.append((path.stat().st_mtime_ns, path))
        return [path for _, path in sorted(found, reverse=True)]


def is_whole(path: Path) -> bool:
    """Whether a copy is there and has the content that its name says."""
    try:
        return remembered_sha256(path) == path.stem
    except OSError:
        return False
