"""A library in one file, and back: for what cannot be made again from the sources.

Collections, corrections and the history live only in the catalogue. A backup is a ZIP file: the
catalogue (SQLite's online backup, so that others may go on writing), the originals, the uploads,
the vectors and the index in use, each with its SHA-256 in ``dalil-backup.json``. A restored library
answers as the one that was saved, without encoding anything.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import zipfile
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Final

from dalil.index.encode.vector_cache import VectorCache
from dalil.index.library import CATALOG, Library
from dalil.index.snapshot.build import remove_whole
from dalil.index.snapshot.snapshot import CURRENT, FOLDER
from dalil.index.store.catalog import Catalog
from dalil.index.store.files import PRIVATE_FOLDER, like_library, make_private
from dalil.index.store.lock import locked
from dalil.ingest.data_text import read_json
from dalil.ingest.errors import BackupError, GenerationBroken, LibraryError
from dalil.ingest.messages import Message
from dalil.ingest.model import Progress

MANIFEST: Final = "dalil-backup.json"
VERSION: Final = 1
#: What a backup may hold: nothing in it can be written anywhere else.
_PLACES: Final = re.compile(
    rf"{CATALOG}|{CURRENT}|(originals|uploads|vectors|{FOLDER})/[^/\0]+(/[^/\0]+)*"
)
#: Parts of a library; what else is in its folder stays when a backup is brought back.
_PARTS: Final = (
    "originals", "uploads", "vectors", FOLDER, CURRENT, f"{CATALOG}-wal", f"{CATALOG}-shm", CATALOG,
)  # fmt: skip
_CHUNK: Final = 1 << 20
#: Bytes of the list of files, before it is read: half a million files need a tenth of it.
_MOST_MANIFEST: Final = 512 * 10**6


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: where it is and what it holds. ``files`` counts all of them."""

    path: Path
    documents: int
    files: int
    size: int  # bytes
    at: str  # ISO 8601, UTC


def backup(library: Library, out: Path, progress: Progress | None = None) -> Backup:
    """Write a backup to this file; into a folder, under a name with the date.

    Whole or not at all; a file that is no backup is not replaced. Raises BackupError.
    """
    at = datetime.now(UTC).isoformat(timespec="seconds")
    if out.is_dir():
        out = out / f"dalil-{re.sub(r'[^0-9]', '', at)[:14]}.zip"
    elif out.exists() and not is_backup(out):
        raise BackupError(Message("backup.exists", out=out))
    part = out.with_name(f".{out.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix=".dalil-", dir=out.parent) as work:
            Path(work).chmod(PRIVATE_FOLDER)
            copy = Path(work) / CATALOG
            library.catalog.copy_to(copy)
            documents = _counted(copy)
            for _ in range(3):
                try:
                    listed = {CATALOG: copy, **_files(library)}
                    kept = _write(part, listed, at, documents, progress)
                    break
                except FileNotFoundError:  # another process put a newer index in use meanwhile
                    continue
            else:
                raise BackupError(Message("backup.changing", folder=library.folder))
        part.replace(out)
    except OSError as error:
        raise BackupError(
            Message("backup.unwritten", out=out, reason=error.strerror or error)
        ) from error
    finally:
        remove_whole(part)
    return Backup(out, documents, kept, out.stat().st_size, at)


def _counted(copy: Path) -> int:
    """The documents of a copied catalogue, which must be whole."""
    with closing(Catalog(copy)) as catalog:
        (said,) = catalog._db.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise BackupError(Message("backup.catalog_damaged", error=said))
        return catalog.counts()["documents"]


def _files(library: Library) -> dict[str, Path]:
    """Everything but the catalogue: the name in the backup, and the file."""
    found: dict[str, Path] = {}
    folder = library.folder
    places = [folder / "originals", folder / "uploads"]
    with suppress(GenerationBroken):
        if library.generation is not None:
            places.append(library.generation.folder)
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else []:
            if path.is_file() and not path.name.endswith((".half", ".part")):
                found[path.relative_to(folder).as_posix()] = path
    for path in sorted((folder / "vectors").glob("*.sqlite")):
        found[path.relative_to(folder).as_posix()] = path
    return found


def _write(
    part: Path, files: dict[str, Path], at: str, documents: int, progress: Progress | None
) -> int:
    tell = progress or (lambda *_: None)
    hashes: dict[str, str] = {}
    part.touch(mode=0o600)
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for number, (name, path) in enumerate(files.items(), 1):
            tell("menyalin", number, len(files))
            with _opened(path) as source, archive.open(name, "w", force_zip64=True) as target:
                content = hashlib.sha256()
                while some := source.read(_CHUNK):
                    content.update(some)
                    target.write(some)
            hashes[name] = content.hexdigest()
        current = next((n.split("/")[1] for n in files if n.startswith(f"{FOLDER}/")), None)
        said = {
            "dalil_backup": VERSION, "at": at, "documents": documents, "current": current,
            "files": hashes,
        }  # fmt: skip
        archive.writestr(MANIFEST, json.dumps(said))
    return len(hashes)


def _opened(path: Path) -> IO[bytes]:
    """The file; of a cache of vectors, which others may be writing, a whole copy."""
    if path.parent.name != "vectors":
        return path.open("rb")
    copy = tempfile.TemporaryFile()  # noqa: SIM115  (the caller closes it)
    with tempfile.TemporaryDirectory() as work:
        whole = Path(work) / path.name
        VectorCache(path.parent).copy_to(path.stem, whole)
        with whole.open("rb") as file:
            shutil.copyfileobj(file, copy, _CHUNK)
    copy.seek(0)
    return copy


def is_backup(path: Path) -> bool:
    """Whether this file is a backup, whole or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def bring_back(
    path: Path, folder: Path, progress: Progress | None = None
) -> tuple[Backup, Path | None]:
    """Make the library in ``folder`` what it was when the backup was written.

    A library that is there is not lost: its parts are moved to a folder inside, which is given
    back too (None: there was nothing). Everything is unpacked and compared before anything is
    moved. Raises BackupError, and LibraryLocked where another process is writing there.
    """
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if new or not any(folder.iterdir()):
            make_private(folder)
        with locked(folder / "write.lock"):
            unpacked = Path(tempfile.mkdtemp(prefix=".restoring-", dir=folder))
            try:
                kept = _unpack(path, unpacked, progress)
                aside = _move_aside(folder)
                for name in _PARTS:  # the catalogue last: without it the rest is not a library
                    if (unpacked / name).exists():
                        (unpacked / name).replace(folder / name)
                        for made in ((folder / name), *(folder / name).rglob("*")):
                            like_library(made, folder)
            finally:
                remove_whole(unpacked)
    except OSError as error:
        raise BackupError(
            Message("backup.unrestored", path=path, folder=folder, reason=error.strerror or error)
        ) from error
    return kept, aside


def _unpack(path: Path, to: Path, progress: Progress | None) -> Backup:
    tell = progress or (lambda *_: None)
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
                raise ValueError(Message("backup.manifest_too_large", mb=_MOST_MANIFEST // 10**6))
            said = read_json(archive.read(MANIFEST))
            if said["dalil_backup"] > VERSION:
                raise BackupError(Message("backup.newer", path=path))
            hashes: dict[str, str] = dict(said["files"])
            if CATALOG not in hashes:
                raise ValueError(Message("backup.no_catalog"))
            for number, (name, digest) in enumerate(hashes.items(), 1):
                tell("memulihkan", number, len(hashes))
                _unpack_one(archive, name, digest, to)
            current = said.get("current")
            if isinstance(current, str) and (to / FOLDER / current).is_dir():
                (to / CURRENT).write_text(f"{current}\n", encoding="utf-8")
            documents = _counted(to / CATALOG)
            return Backup(path, documents, len(hashes), path.stat().st_size, str(said["at"]))
    except (
        zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, EOFError,
        NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip
        raise BackupError(Message("backup.incomplete", path=path, error=error)) from error
    except LibraryError as error:
        if isinstance(error, BackupError):
            raise
        raise BackupError(Message("backup.incomplete_why", path=path, error=error)) from error


def _unpack_one(archive: zipfile.ZipFile, name: str, digest: str, to: Path) -> None:
    inside = PurePosixPath(name)
    if not _PLACES.fullmatch(name) or ".." in inside.parts or "\\" in name:
        raise ValueError(Message("backup.stranger", name=repr(name)))
    target = to / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    content = hashlib.sha256()
    with archive.open(name) as source, target.open("wb") as file:
        while some := source.read(_CHUNK):
            content.update(some)
            file.write(some)
    if content.hexdigest() != digest:
        raise ValueError(Message("backup.changed", name=name))


def _move_aside(folder: Path) -> Path | None:
    """What is there of a library, out of the way: the catalogue first, so that nobody uses half."""
    there = [name for name in reversed(_PARTS) if (folder / name).exists()]
    if not there:
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    aside = Path(tempfile.mkdtemp(prefix=f"sebelum-dipulihkan-{stamp}-", dir=folder))
    for name in there:
        (folder / name).replace(aside / name)
    return aside
