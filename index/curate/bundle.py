"""A library as one file for others: prepared once, opened by many, without encoding anything.

A bundle is a ZIP file of the catalogue, the index in use with its vectors and, if wanted, the
originals, with a manifest of sizes and hashes. What is one person's does not travel: collections,
notes, questions, jobs, watched folders, names of folders; corrections travel as what works are,
not as somebody's word.

Opening believes nothing of it: names, sizes, hashes and formats are compared before anything is
written beside the library, the catalogue must have our tables and no other, and a child that can
be ended looks at the index first. What is the person's own then goes into it: their sources, their
corrections, collections, notes and history. The last step puts a new file in the place of the
catalogue at once, so whatever stops it leaves the library of before, or the new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final

import numpy as np

from dalil.index.curate.add_sources import FETCHED
from dalil.index.curate.deduplicate import deduplicate
from dalil.index.curate.edit import correct
from dalil.index.curate.overrides import Correction
from dalil.index.library import CATALOG, Library
from dalil.index.snapshot.build import GENERATIONS_KEPT, entries_of, remove_whole, republish
from dalil.index.snapshot.snapshot import (
    CURRENT,
    FOLDER,
    FORMAT_VERSION,
    Generation,
    checked_file,
    numbered,
    read_meta,
)
from dalil.index.store.arrivals import arrive_all, keep_former
from dalil.index.store.catalog import Catalog, now
from dalil.index.store.files import like_library
from dalil.index.store.rows import SourceFileRow, hash_of
from dalil.index.store.schema import PERSONAL, SCHEMA_VERSION, objects_of
from dalil.index.store.work_list import list_offer, unlist
from dalil.ingest.data_text import read_json
from dalil.ingest.errors import (
    AddressRefused,
    BundleError,
    CorrectionError,
    LibraryError,
    NotInLibrary,
)
from dalil.ingest.fetch.address import reach_of
from dalil.ingest.file_names import printable
from dalil.ingest.messages import Message, message_of
from dalil.ingest.model import Parsed, Progress
from dalil.ingest.supervisor import Ended, Work, guarded

MANIFEST: Final = "dalil-bundle.json"
VERSION: Final = 1
SUFFIX: Final = ".dalil"

_INDEX: Final = "index"
_ORIGINALS: Final = "originals"
#: What a bundle may hold: nothing in it can be written anywhere else.
_PLACES: Final = re.compile(
    rf"{CATALOG}|{_INDEX}/(?:[\w.-]+/)?[\w.-]+|{_ORIGINALS}/[0-9a-f]{{2}}/[0-9a-f]{{64}}[\w.-]{{0,60}}"
)
_NAME: Final = re.compile(r"[\w][\w .()+-]{0,98}")
_MOST_MANIFEST: Final = 64 * 10**6
_MOST_BYTES: Final = 200 * 10**9
_CHUNK: Final = 1 << 20
#: How long and in how much memory the index of a stranger is looked at.
_LOOK_S: Final = 600.0
_LOOK_MB: Final = 6_000

#: Those of the tables of one person that go from the library of before into the new one.
_CARRIED: Final = (
    "collections", "saved", "undo", "history", "removed", "watched", "jobs", "log", "followed",
    "news", "looked", "arrivals", "former",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle: where it is, what it is called, and what it holds."""

    path: Path
    name: str
    made: str  # ISO 8601, UTC
    documents: int
    passages: int
    vectors: int  # units that can be found by meaning
    units: int
    files: int
    size: int  # bytes
    encoder: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil bundle --json``."""
        return {
            "bundle": str(self.path), "name": self.name, "at": self.made,
            "documents": self.documents, "passages": self.passages, "vectors": self.vectors,
            "units": self.units, "files": self.files, "bytes": self.size,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that is in use now, and what was kept beside it.

    ``own`` are works of the person's own; ``already``: this very bundle was open before.
    """

    bundle: Bundle
    folder: Path
    own: int = 0
    corrections: int = 0
    replaced: str | None = None  # when the bundle of that name was made that was there before
    already: bool = False
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil open --json``."""
        return self.bundle.to_dict() | {
            "library": str(self.folder), "own": self.own, "corrections": self.corrections,
            "replaced": self.replaced, "already": self.already, "notes": list(self.notes),
        }  # fmt: skip


# Writing one


def pack(
    library: Library, out: Path, *, originals: bool = False, progress: Progress | None = None
) -> Bundle:
    """Write the library to this file; its name is that of the bundle.

    Whole or not at all; a file that is no bundle is not replaced. Raises BundleError, among others
    where the index does not hold the latest changes.
    """
    tell = progress or (lambda *_: None)
    if out.is_dir() or not out.name.strip("."):
        raise BundleError(Message("bundle.no_name", out=out))
    if out.suffix != SUFFIX:
        out = out.with_name(f"{out.name}{SUFFIX}")
    name = printable(out.stem)
    if not _NAME.fullmatch(name):
        raise BundleError(Message("bundle.bad_name", name=name))
    if out.exists() and not is_bundle(out):
        raise BundleError(Message("bundle.exists", out=out))
    part = out.with_name(f".{out.name}.part")
    beside = library.folder if os.access(library.folder, os.W_OK) else out.parent
    made = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        with tempfile.TemporaryDirectory(prefix=".bundling-", dir=beside) as work:
            place = Path(work)
            generation = _copied(library, place)
            kept = _impersonal(library, place / CATALOG, name, tell)
            index = _renewed(place, generation)
            files = _listed(library, place, index, kept if originals else {})
            bundle = _write(part, files, name, made, index, tell)
        part.replace(out)
    except OSError as error:
        raise BundleError(
            Message("bundle.unwritten", out=out, reason=error.strerror or error)
        ) from error
    finally:
        remove_whole(part)
    return replace(bundle, path=out, size=out.stat().st_size)


def _copied(library: Library, place: Path) -> Generation:
    """A copy of the catalogue, and the index of the same state."""
    for _ in range(3):
        generation = library.generation
        if generation is None or not library.catalog.counts()["documents"]:
            raise BundleError(Message("bundle.empty", folder=library.folder))
        remove_whole(place / CATALOG)
        library.catalog.copy_to(place / CATALOG)
        with closing(Catalog(place / CATALOG)) as copy:
            if copy.content_hash() == generation.meta.catalog:
                return generation
    raise BundleError(Message("bundle.index_behind", folder=library.folder))


def _impersonal(
    library: Library, path: Path, name: str, tell: Callable[[str, int, int], None]
) -> dict[str, str]:
    """Take out of a copied catalogue what is one person's. Gives originals by their hash.

    Works and files are called by where they were fetched, or by the names of their files alone:
    names of folders are the maker's own.
    """
    suffixes: dict[str, str] = {}
    with closing(Catalog(path)) as copy:
        with copy.transaction() as db:
            for table in PERSONAL:
                db.execute(f"DELETE FROM {table}")  # noqa: S608
            local = "SELECT number FROM fetch_sources WHERE address NOT LIKE 'https://%'"
            for (number,) in db.execute(local).fetchall():
                unlist(db, "offer IN (SELECT number FROM offers WHERE source = ?)", (number,))
                db.execute("DELETE FROM fetched WHERE source = ?", (number,))
                db.execute("DELETE FROM offers WHERE source = ?", (number,))
                db.execute("DELETE FROM fetch_sources WHERE number = ?", (number,))
            db.execute("UPDATE fetch_sources SET hosts = '[]', trouble = ''")
            # Anew: the words of what was taken off must not lie in it either.
            db.execute("INSERT INTO listed_words (listed_words) VALUES ('rebuild')")
            named: dict[str, str] = {}
            taken: set[str] = set()
            rows = db.execute("SELECT path, sha256 FROM sources ORDER BY path").fetchall()
            for old, sha256 in rows:
                named[old] = _called(library, old, name, taken)
                suffixes[sha256] = Path(old).suffix
            for old, new in named.items():
                db.execute("UPDATE sources SET path = ? WHERE path = ?", (new, old))
                db.execute("UPDATE fetched SET path = ? WHERE path = ?", (new, old))
            db.execute("DELETE FROM sources WHERE outcome = 'failed'")
            db.execute(
                "DELETE FROM fetched WHERE state = 'failed' OR path NOT LIKE ?", (f"{name}/%",)
            )
            ids = [i for (i,) in db.execute("SELECT id FROM documents ORDER BY id").fetchall()]
            for number, document_id in enumerate(ids, 1):
                tell("menyiapkan", number, len(ids))
                _renamed(copy, db, document_id, named, name)
        copy._db.execute("VACUUM")  # what was deleted must not lie in free pages
        copy.renew_relations()
        with copy.transaction():
            copy._unseal()
        copy.seal()
        copy._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return suffixes


def _called(library: Library, path: str, name: str, taken: set[str]) -> str:
    """What a file is called in a bundle: ``NAME/uu/2014/23.md``."""
    inside = PurePosixPath(_plain(Path(path).name))
    fetched = library.folder.resolve() / FETCHED
    with suppress(ValueError):
        inside = PurePosixPath(*map(_plain, Path(path).relative_to(fetched).parts[1:]))
    said = f"{name}/{inside}"
    number = 1
    while said in taken:
        number += 1
        said = f"{name}/{inside.with_stem(f'{inside.stem}-{number}')}"
    taken.add(said)
    return said


def _plain(name: str) -> str:
    """A name that is no path to any system, and no drive."""
    return re.sub(r"[:\\/]|\.\.+|^[.~]", "_", name) or "_"


def _renamed(copy: Catalog, db: Any, document_id: str, named: dict[str, str], name: str) -> None:
    """Give a work's source its new name, and the hash that goes with it."""
    from dalil.ingest.file_names import actual, resolved

    document = copy.document(document_id)
    assert document is not None
    full = resolved(actual(document.source))
    called = named.get(full) or named.get(document.source)
    if called is None:
        called = f"{name}/{_plain(PurePosixPath(document.source).name)}"
    moved = replace(document, source=called)
    parsed = Parsed(moved, tuple(copy.passages(document_id)))
    db.execute(
        "UPDATE documents SET source = ?, hash = ? WHERE id = ?",
        (called, hash_of(parsed), document_id),
    )


def _renewed(place: Path, generation: Generation) -> Generation:
    """The same index for the catalogue as it travels: the large files are shared."""
    with closing(Catalog(place / CATALOG)) as copy:
        meta = replace(generation.meta, catalog=copy.content_hash(), created=now(), files={})
        return republish(place, meta, generation, entries_of(copy), copy.places())


def _listed(
    library: Library, place: Path, index: Generation, suffixes: dict[str, str]
) -> dict[str, Path]:
    files = {CATALOG: place / CATALOG}
    for path in sorted(index.folder.rglob("*")):
        if path.is_file():
            files[f"{_INDEX}/{path.relative_to(index.folder).as_posix()}"] = path
    for sha256, suffix in sorted(suffixes.items()):
        original = library.original(sha256, suffix)
        inside = original.relative_to(library.folder).as_posix()
        if original.is_file() and _PLACES.fullmatch(inside):
            files[inside] = original
    return files


def _write(
    part: Path, files: dict[str, Path], name: str, made: str, index: Generation,
    tell: Callable[[str, int, int], None],
) -> Bundle:  # fmt: skip
    listed: dict[str, dict[str, Any]] = {}
    part.touch(mode=0o600)
    with zipfile.ZipFile(
        part, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=1
    ) as zipped:
        for number, (inside, path) in enumerate(files.items(), 1):
            tell("mengemas", number, len(files))
            info = zipfile.ZipInfo(inside, (2020, 1, 1, 0, 0, 0))
            dense = inside.startswith((f"{_INDEX}/dense/", f"{_ORIGINALS}/"))
            info.compress_type = zipfile.ZIP_STORED if dense else zipfile.ZIP_DEFLATED
            content, size = hashlib.sha256(), 0
            with path.open("rb") as source, zipped.open(info, "w", force_zip64=True) as target:
                while some := source.read(_CHUNK):
                    content.update(some)
                    size += len(some)
                    target.write(some)
            listed[inside] = {"sha256": content.hexdigest(), "bytes": size}
        meta = index.meta
        said = {
            "dalil_bundle": VERSION, "name": name, "at": made, "catalog_version": SCHEMA_VERSION,
            "index_format": FORMAT_VERSION, "documents": meta.documents,
            "passages": meta.passages, "units": meta.units, "vectors": index.vectors,
            "encoder": meta.encoder, "files": listed,
        }  # fmt: skip
        zipped.writestr(MANIFEST, json.dumps(said, ensure_ascii=False))
    return Bundle(
        part, name, made, meta.documents, meta.passages, index.vectors, meta.units, len(listed), 0,
        meta.encoder,
    )  # fmt: skip


# Reading one


def is_bundle(path: Path) -> bool:
    """Whether this file is a bundle, whole or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


@dataclass(frozen=True, slots=True)
class _Manifest:
    bundle: Bundle
    files: dict[str, tuple[str, int]]  # name: hash and bytes
    seal: str


def look(path: Path) -> Bundle:
    """What a bundle says it holds; only its manifest and its list of files are read.

    Raises BundleError where it is none, or one that is not opened.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _manifest(archive, path).bundle
    except _DAMAGED as error:
        raise _refused(path, error) from error


#: What a damaged or hostile archive may trip over.
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, AttributeError, EOFError,
    NotImplementedError, RuntimeError, OverflowError, RecursionError, OSError,
)  # fmt: skip


def _refused(path: Path, error: BaseException) -> BundleError:
    if isinstance(error, BundleError):
        return error
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return BundleError(Message("bundle.refused", path=path, error=printable(str(reason)[:300])))


def _manifest(archive: zipfile.ZipFile, path: Path) -> _Manifest:
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if MANIFEST not in names:
        raise ValueError(Message("bundle.none"))
    if len(set(names)) != len(names):
        raise ValueError(Message("bundle.twice"))
    if archive.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
        raise ValueError(Message("bundle.too_large"))
    with archive.open(MANIFEST) as file:
        raw = file.read(_MOST_MANIFEST + 1)
    if len(raw) > _MOST_MANIFEST:
        raise ValueError(Message("bundle.too_large"))
    said = read_json(raw)
    newer = (
        _whole(said["dalil_bundle"]) > VERSION,
        _whole(said["catalog_version"]) > SCHEMA_VERSION,
        _whole(said["index_format"]) > FORMAT_VERSION,
    )
    if any(newer):
        raise BundleError(Message("bundle.newer", path=path))
    if _whole(said["index_format"]) != FORMAT_VERSION:
        raise BundleError(Message("bundle.older_index", path=path))
    name, made = said["name"], said["at"]
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError(Message("bundle.bad_name", name=repr(name)[:80]))
    if not isinstance(made, str) or datetime.fromisoformat(made).tzinfo is None:
        raise ValueError(Message("bundle.no_date"))
    files = {}
    for inside, row in said["files"].items():
        digest, size = row["sha256"], _whole(row["bytes"])
        parts = PurePosixPath(inside).parts
        if not _PLACES.fullmatch(inside) or ".." in parts or "." in parts:
            raise ValueError(Message("bundle.stranger", name=repr(inside)[:120]))
        if not isinstance(digest, str) or not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise ValueError(Message("bundle.no_hash", name=inside))
        files[inside] = (digest, size)
    if CATALOG not in files or f"{_INDEX}/meta.json" not in files:
        raise ValueError(Message("bundle.incomplete"))
    if len({inside.casefold() for inside in files}) != len(files):
        raise ValueError(Message("bundle.twice"))
    for info in infos:
        if info.filename == MANIFEST:
            continue
        if info.filename not in files:
            raise ValueError(Message("bundle.stranger", name=repr(info.filename)[:120]))
        mode = info.external_attr >> 16
        if info.is_dir() or (stat.S_IFMT(mode) and not stat.S_ISREG(mode)):
            raise ValueError(Message("bundle.link", name=info.filename))
        if info.file_size != files[info.filename][1]:
            raise ValueError(Message("bundle.size", name=info.filename))
    if len(infos) != len(files) + 1:
        raise ValueError(Message("bundle.incomplete"))
    if sum(size for _, size in files.values()) > _MOST_BYTES:
        raise ValueError(Message("bundle.too_large"))
    encoder = said.get("encoder")
    counts = {key: _whole(said[key]) for key in ("documents", "passages", "vectors", "units")}
    bundle = Bundle(
        path, name, made, files=len(files), size=path.stat().st_size,
        encoder=encoder if isinstance(encoder, str) else None, **counts,
    )  # fmt: skip
    return _Manifest(bundle, files, hashlib.sha256(raw).hexdigest())


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise ValueError(Message("bundle.no_number", value=repr(value)[:40]))
    return value


def open_bundle(
    path: Path,
    target: Library | Path,
    progress: Progress | None = None,
    *,
    look_first: bool = True,
) -> Opened:
    """Make a library (or the one in a folder, which is made) that of the bundle.

    What is the person's own stays. A bundle of the same name that was opened before is replaced;
    an older one of that name is refused, and this very one changes nothing. ``look_first``: the
    index is looked at in a child before it is used. Raises BundleError with the reason, and
    LibraryLocked; nothing has changed then.
    """
    tell = progress or (lambda *_: None)
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, path)
            if isinstance(target, Library):
                return _opening(archive, manifest, target, tell, look_first)
            fresh = not (target / CATALOG).exists()
            there = target.exists()
            library = Library.open(target, create=True)
            try:
                return _opening(archive, manifest, library, tell, look_first)
            except BaseException:
                if fresh:
                    _unmade(library, there)
                raise
            finally:
                library.close()
    except _DAMAGED as error:
        raise _refused(path, error) from error


def _opening(
    archive: zipfile.ZipFile, manifest: _Manifest, library: Library,
    tell: Callable[[str, int, int], None], look_first: bool,
) -> Opened:  # fmt: skip
    folder = library.folder
    with library.write_lock():
        if (done := _before(library.catalog, manifest, folder)) is not None:
            return done
        place = Path(tempfile.mkdtemp(prefix=".opening-", dir=folder))
        try:
            _unpack(archive, manifest, place, tell)
            return _use(manifest, place, library, tell, look_first)
        finally:
            remove_whole(place)


def _unmade(library: Library, there: bool) -> None:
    """Take away again what was made for a bundle that was refused."""
    library.close()
    for name in (CATALOG, f"{CATALOG}-wal", f"{CATALOG}-shm", "write.lock"):
        remove_whole(library.folder / name)
    if not there:
        with suppress(OSError):
            library.folder.rmdir()


def _before(catalog: Catalog, manifest: _Manifest, folder: Path) -> Opened | None:
    """Nothing to do where this bundle is open. Raises BundleError where a newer one is."""
    known = _opened(catalog).get(manifest.bundle.name)
    if known is None:
        return None
    if known[1] == manifest.seal:
        return Opened(manifest.bundle, folder, already=True)
    if datetime.fromisoformat(known[0]) > datetime.fromisoformat(manifest.bundle.made):
        raise BundleError(
            Message(
                "bundle.older", name=manifest.bundle.name, at=manifest.bundle.made, there=known[0]
            )
        )
    return None


def _opened(catalog: Catalog) -> dict[str, tuple[str, str]]:
    with catalog.snapshot() as db:
        rows = db.execute("SELECT name, made, seal FROM bundles").fetchall()
    return {name: (made, seal) for name, made, seal in rows}


def _unpack(
    archive: zipfile.ZipFile, manifest: _Manifest, place: Path,
    tell: Callable[[str, int, int], None],
) -> None:  # fmt: skip
    free = shutil.disk_usage(place).free
    needed = sum(size for _, size in manifest.files.values())
    if needed > free:
        raise ValueError(Message("bundle.no_room", needed=needed / 1e9, free=free / 1e9))
    for number, (inside, (digest, size)) in enumerate(manifest.files.items(), 1):
        tell("membuka", number, len(manifest.files))
        target = place / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        content, left = hashlib.sha256(), size
        with archive.open(inside) as source, target.open("wb") as file:
            while some := source.read(min(_CHUNK, left + 1)):
                left -= len(some)
                if left < 0:
                    raise ValueError(Message("bundle.size", name=inside))
                content.update(some)
                file.write(some)
        if left or content.hexdigest() != digest:
            raise ValueError(Message("bundle.changed", name=inside))


# What came is looked at


def _examined(catalog: Path, index: Path) -> None:
    """Look at a stranger's catalogue and index; for a child. Raises LibraryError, ValueError."""
    with closing(sqlite3.connect(f"{catalog.absolute().as_uri()}?mode=rw", uri=True)) as db:
        db.execute("PRAGMA trusted_schema = OFF")
        (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if said != "ok":
            raise ValueError(Message("bundle.catalog_damaged", error=said))
        _our_tables(db)
        db.execute("PRAGMA journal_mode = DELETE")
    with closing(Catalog(catalog)) as opened:
        state, rows = opened.content_hash(), opened.searchable_rows()
        strange = opened._one(
            "SELECT (SELECT count(*) FROM documents WHERE instr(source, '/') < 2 OR "
            "substr(source, 1, 1) IN ('/', '.', '~') OR instr(source, ':') OR instr(source, '..'))"
            " + (SELECT count(*) FROM sources WHERE substr(path, 1, 1) IN ('/', '.', '~') OR "
            "instr(path, ':') OR instr(path, '..')) + (SELECT count(*) FROM fetched WHERE "
            "substr(path, 1, 1) IN ('/', '.', '~') OR instr(path, ':') OR instr(path, '..'))"
        )
        if strange:
            raise ValueError(Message("bundle.paths"))
    generation = Generation(index)
    if generation.meta.catalog != state:
        raise ValueError(Message("bundle.other_index"))
    if not np.array_equal(generation.rows, np.array(rows, np.int64)):
        raise ValueError(Message("bundle.other_index"))
    shown, works = len(generation.shown_ids), len(generation.documents)
    for array, most in ((generation.group, shown), (generation.document, works),
                        (generation.place, generation.places.count)):  # fmt: skip
        _within(array, most)
    for words, count in ((generation.lexical, generation.meta.units),
                         (generation.places, generation.places.count)):  # fmt: skip
        if words.count != count:
            raise ValueError(Message("bundle.other_index"))
        if words._model is not None:
            _within(words._model.scores["indices"], count)
            starts = np.asarray(words._model.scores["indptr"])
            _within(starts, len(words._model.scores["data"]) + 1)
            if (np.diff(starts) < 0).any() or len(starts) != len(words._model.vocab_dict) + 1:
                raise ValueError(Message("bundle.other_index"))
    if (dense := generation.dense) is not None:
        if len(dense) != generation.meta.units:
            raise ValueError(Message("bundle.other_index"))
        dense.cosines(np.zeros(dense.dimension, np.float32))
    generation.terms  # noqa: B018  read, so that it can be


def _within(array: Any, most: int) -> None:
    values = np.asarray(array)
    if len(values) and (int(values.min()) < 0 or int(values.max()) >= most):
        raise ValueError(Message("bundle.other_index"))


def _our_tables(db: sqlite3.Connection) -> None:
    """Raise ValueError where there is anything in the file that our own catalogues do not have.

    A view or trigger of a stranger would run in our statements.
    """
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if not 1 <= version <= SCHEMA_VERSION:
        raise ValueError(Message("bundle.catalog_version", version=version))
    strange = objects_of(db) ^ objects_of(version)
    if strange:
        names = ", ".join(sorted({row[1] for row in strange}))[:120]
        raise ValueError(Message("bundle.tables", names=printable(names)))


# It takes the place of what was there


@dataclass(slots=True)
class _Own:
    """What the person has in the library of before, and what the new one must have after."""

    works: list[str] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    replaced: str | None = None


def _use(
    manifest: _Manifest, place: Path, library: Library, tell: Callable[[str, int, int], None],
    look_first: bool,
) -> Opened:  # fmt: skip
    tell("memeriksa_paket", 0, 1)
    call = partial(_examined, place / CATALOG, place / _INDEX)
    try:
        if look_first:
            ended = guarded(Work(call, _LOOK_S, 0.0, _LOOK_MB))
            if isinstance(ended, Ended):
                raise ValueError(ended.reason)
        else:
            call()
    except (LibraryError, sqlite3.Error) as error:
        raise ValueError(message_of(error)) from error
    tell("memeriksa_paket", 1, 1)
    notes: list[str] = []
    with closing(Library.open(place)) as opened:
        _cleaned(opened.catalog, manifest)
        own = _own(library.catalog, manifest.bundle.name)
        _carry(library.catalog, opened, own, tell, notes)
        _arrived(library.catalog, opened.catalog)
        opened.catalog.renew_relations()
        opened.catalog.seal()
        opened.catalog._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        changed = opened.catalog.content_hash() != read_meta(place / _INDEX).catalog
    _swap(place, library)
    if changed:
        library.commit(vectors=False, progress=tell)
    return Opened(
        manifest.bundle, library.folder, len(own.works), len(own.corrections), own.replaced,
        notes=tuple(notes),
    )  # fmt: skip


def _cleaned(catalog: Catalog, manifest: _Manifest) -> None:
    """Nothing in a bundle is the person's; and what it remembers may only be public places."""
    with catalog.transaction() as db:
        for table in PERSONAL:
            db.execute(f"DELETE FROM {table}")  # noqa: S608
        db.execute("UPDATE fetch_sources SET hosts = '[]'")
        for number, address, asked in db.execute(
            "SELECT number, address, asked FROM fetch_sources"
        ).fetchall():
            if not all(_is_public(a) for a in (address, asked or address)):
                unlist(db, "offer IN (SELECT number FROM offers WHERE source = ?)", (number,))
                for table in ("fetched", "offers"):
                    db.execute(f"DELETE FROM {table} WHERE source = ?", (number,))  # noqa: S608
                db.execute("DELETE FROM fetch_sources WHERE number = ?", (number,))
        db.execute(
            "INSERT INTO bundles VALUES (?, ?, ?, ?)",
            (manifest.bundle.name, manifest.bundle.made, manifest.seal, now()),
        )
        db.execute(
            "INSERT INTO bundled SELECT id, ?, sha256 FROM documents", (manifest.bundle.name,)
        )


def _is_public(address: str) -> bool:
    try:
        return reach_of("").person(address).startswith("https://")
    except AddressRefused:
        return False


def _own(before: Catalog, name: str) -> _Own:
    """What in the library of before is not the bundle's of that name."""
    with before.snapshot() as db:
        theirs = {
            (document_id, sha256)
            for document_id, sha256 in db.execute(
                "SELECT document_id, sha256 FROM bundled WHERE bundle = ?", (name,)
            )
        }
        works = db.execute("SELECT id, sha256 FROM documents ORDER BY id").fetchall()
        rows = db.execute(
            "SELECT document_id, field, value, before, read_id, path, sha256 FROM corrections"
        ).fetchall()
    corrections = [Correction(i, f, json.loads(v), json.loads(b), r, p, s)
                   for i, f, v, b, r, p, s in rows]  # fmt: skip
    read_as = {c.document_id: c.read_id for c in corrections}
    own = [
        document_id
        for document_id, sha256 in works
        if (document_id, sha256) not in theirs
        and (read_as.get(document_id, ""), sha256) not in theirs
    ]
    held = set(own)
    made = _opened(before).get(name)
    return _Own(own, [c for c in corrections if c.document_id not in held], made and made[0])


def _carry(
    before: Catalog, opened: Library, own: _Own, tell: Callable[[str, int, int], None],
    notes: list[str],
) -> None:  # fmt: skip
    """What is the person's goes into the catalogue of the bundle."""
    new = opened.catalog
    db = new._db
    db.execute("ATTACH ? AS before", (str(before.path),))
    try:
        with new.transaction():
            for table in _CARRIED:
                db.execute(f"INSERT INTO main.{table} SELECT * FROM before.{table}")  # noqa: S608
            db.execute("INSERT OR IGNORE INTO main.bundles SELECT * FROM before.bundles")
            # Numbers that were given are not given again: steps that can be undone know them.
            db.execute(
                "INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM "
                "before.sqlite_sequence WHERE name NOT IN (SELECT name FROM main.sqlite_sequence)"
            )
            db.execute(
                "UPDATE main.sqlite_sequence SET seq = max(seq, coalesce((SELECT b.seq FROM "
                "before.sqlite_sequence b WHERE b.name = main.sqlite_sequence.name), 0))"
            )
            _carry_sources(db)
    finally:
        db.execute("DETACH before")
    files: dict[str, list[SourceFileRow]] = {}
    for source in before.sources():
        for document_id in source.document_ids:
            files.setdefault(document_id, []).append(source)
    for number, document_id in enumerate(own.works, 1):
        tell("membawa", number, len(own.works))
        _put(before, new, document_id, files.get(document_id, ()))
    by_work: dict[str, list[Correction]] = {}
    for correction in own.corrections:
        by_work.setdefault(correction.read_id, []).append(correction)
    for read_id, corrections in by_work.items():
        said = {c.field: c.value for c in corrections}
        try:
            done = correct(opened, read_id, said, index=False)
            notes += done.notes
        except (CorrectionError, NotInLibrary) as error:
            notes.append(message_of(error))
    with new.snapshot() as reading:
        out = reading.execute(
            "SELECT d.id FROM documents d JOIN removed r ON r.document_id = d.id "
            "AND r.sha256 = d.sha256"
        ).fetchall()
    for (document_id,) in out:  # what the person took out does not come back by itself
        new.remove(document_id)


def _arrived(before: Catalog, new: Catalog) -> None:
    """What of the bundle was not here before has come now; what it replaces leaves its marks."""
    here = dict(before._db.execute("SELECT id, sha256 FROM documents"))
    with new.transaction() as db:
        for document_id, sha256 in db.execute("SELECT id, sha256 FROM documents").fetchall():
            if here.get(document_id, sha256) != sha256:
                said = ((str(p.locator), p.text) for p in before.passages(document_id))
                keep_former(db, document_id, said)
        arrive_all(db, now())


def _put(before: Catalog, new: Catalog, document_id: str, files: Iterable[SourceFileRow]) -> None:
    """A work of the person's own; where the bundle has the same text, one of them."""
    document = before.document(document_id)
    assert document is not None
    with before.snapshot() as db:
        row = db.execute(
            "SELECT bundle FROM bundled WHERE document_id = ? AND sha256 = ?",
            (document_id, document.sha256),
        ).fetchone()
    verdict = deduplicate(new, Parsed(document, tuple(before.passages(document_id))))
    stored = verdict.parsed.document
    with new.transaction() as db:
        if verdict.store:
            new.put(verdict.parsed)
            db.execute("DELETE FROM bundled WHERE document_id = ?", (stored.id,))
            if row is not None:  # of another bundle
                db.execute(
                    "INSERT INTO bundled VALUES (?, ?, ?)", (stored.id, row[0], stored.sha256)
                )
        for source in files:
            ids = tuple(stored.id if i == document_id else i for i in source.document_ids)
            new.record(replace(source, document_ids=ids))
        for one in _corrections(before, document_id):
            db.execute(
                "INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (stored.id, *one[1:]),
            )


def _corrections(before: Catalog, document_id: str) -> list[tuple[Any, ...]]:
    with before.snapshot() as db:
        query = "SELECT * FROM corrections WHERE document_id = ?"
        return list(db.execute(query, (document_id,)))


def _carry_sources(db: Any) -> None:
    """Sources that the person named: theirs are what is wanted of them, and what was fetched."""
    columns = (
        "address, said, kind, selection, hosts, asked, etag, modified, sha256, read, tried, trouble"
    )
    named = db.execute("SELECT number, address FROM before.fetch_sources").fetchall()
    for number, address in named:
        here = db.execute(
            "SELECT number FROM main.fetch_sources WHERE address = ?", (address,)
        ).fetchone()
        if here is None:
            made = db.execute(
                f"INSERT INTO main.fetch_sources ({columns}) SELECT {columns} "  # noqa: S608
                "FROM before.fetch_sources WHERE number = ?",
                (number,),
            )
            at = made.lastrowid
            _carry_offers(db, number, at)
        else:
            at = here[0]
            db.execute(
                "UPDATE main.fetch_sources SET (said, selection, hosts) = (SELECT said, selection, "
                "hosts FROM before.fetch_sources WHERE number = ?) WHERE number = ?",
                (number, at),
            )
        rest = "key, url, path, sha256, size, etag, modified, mark, at, checked, state, reason"
        db.execute(
            f"INSERT OR IGNORE INTO main.fetched (source, {rest}) SELECT ?, {rest} "  # noqa: S608
            "FROM before.fetched WHERE source = ?",
            (at, number),
        )


def _carry_offers(db: Any, number: int, at: int) -> None:
    from dalil.ingest.fetch.feed import Offer

    columns = (
        "key, document_id, slug, kind, numbered, year, title, subject, status, file, offer, "
        "fingerprint, seen, gone"
    )
    rows = db.execute(
        f"SELECT {columns} FROM before.offers WHERE source = ? ORDER BY number",  # noqa: S608
        (number,),
    ).fetchall()
    marks = ", ".join("?" * 15)
    for row in rows:
        made = db.execute(
            f"INSERT INTO main.offers (source, {columns}) VALUES ({marks})",  # noqa: S608
            (at, *row),
        )
        list_offer(db, int(made.lastrowid or 0), Offer.from_json(row[10]))


def _swap(place: Path, library: Library) -> None:
    """Put the new catalogue and index in the place of the old ones; originals come beside."""
    folder = library.folder
    for path in sorted((place / _ORIGINALS).rglob("*")) if (place / _ORIGINALS).is_dir() else []:
        if path.is_file():
            target = folder / path.relative_to(place)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            for one in (target.parent.parent, target.parent, target):
                like_library(one, folder)
    generations = folder / FOLDER
    generations.mkdir(exist_ok=True)
    like_library(generations, folder)
    newest = next(iter(numbered(folder)), None)
    name = f"{int(newest.name) + 1 if newest else 1:06}"
    target = generations / name
    (place / _INDEX).rename(target)
    for one in (target, *target.rglob("*")):
        like_library(one, folder)
    remove_whole(checked_file(target))
    library.catalog._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    library.catalog.close()
    for end in ("-wal", "-shm"):  # of a catalogue that is not this one any more
        (folder / f"{CATALOG}{end}").unlink(missing_ok=True)
    (place / CATALOG).replace(folder / CATALOG)
    like_library(folder / CATALOG, folder)
    half = folder / f"{CURRENT}.new"
    half.write_text(f"{name}\n", encoding="utf-8")
    half.replace(folder / CURRENT)
    like_library(folder / CURRENT, folder)
    for old in numbered(folder)[GENERATIONS_KEPT:]:
        remove_whole(old)
        remove_whole(checked_file(old))
