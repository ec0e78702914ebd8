"""Everything in a library is read and compared: what is wrong, and what to do about it.

Opening a library looks at what it needs, and at files that changed. This reads all of it, so that
it also finds what a disk lost by itself.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from dalil.index.curate.overrides import corrected_ids
from dalil.index.encode.vector_cache import VectorCache
from dalil.index.library import CATALOG
from dalil.index.snapshot.snapshot import CURRENT, numbered, open_current, read_meta, verify_hashes
from dalil.index.store.catalog import Catalog
from dalil.index.store.files import sha256_of
from dalil.index.store.rows import hash_of
from dalil.index.store.schema import missing
from dalil.ingest.errors import DalilError, GenerationBroken, LibraryError, LibraryMissing
from dalil.ingest.file_names import actual
from dalil.ingest.messages import Message
from dalil.ingest.model import Parsed, Progress, Status

RESTORE: Final = "pulihkan cadangan: dalil restore CADANGAN"
INGEST: Final = "jalankan: dalil ingest --rebuild"
_KEPT: Final = re.compile(r"[0-9a-f]{64}(\.[^/]*)?")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. ``part``: catalogue, original, index or vectors."""

    part: str
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, by part, and what is wrong with it."""

    folder: str
    checked: dict[str, int]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil verify --json``."""
        return {
            "library": self.folder,
            "whole": not self.faults,
            "checked": self.checked,
            "faults": [asdict(fault) for fault in self.faults],
            "notes": list(self.notes),
        }


class _Check:
    def __init__(self, folder: Path, progress: Progress | None) -> None:
        self.folder = folder
        self.tell = progress or (lambda *_: None)
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self.checked = {"documents": 0, "originals": 0, "index_files": 0, "vectors": 0}

    def fault(self, part: str, what: object, advice: str) -> None:
        self.faults.append(Fault(part, " ".join(str(what).split()), advice))


def verify(folder: Path, progress: Progress | None = None) -> Verified:
    """Look at all of the library in this folder; nothing is changed.

    Raises LibraryMissing where there is no trace of one.
    """
    check = _Check(folder, progress)
    if not (folder / CATALOG).exists() and not (folder.is_dir() and missing(folder)):
        raise LibraryMissing(Message("library.missing_to_verify", folder=folder))
    catalog = _catalog(check)
    _originals(check, catalog)
    _index(check, catalog)
    _vectors(check)
    if catalog is not None:
        catalog.close()
    return Verified(str(folder), check.checked, tuple(check.faults), tuple(check.notes))


def _catalog(check: _Check) -> Catalog | None:
    """The catalogue, where it can be read at all."""
    path = check.folder / CATALOG
    try:
        if not path.is_file() and (gone := missing(check.folder)):
            raise gone
        catalog = Catalog(path)
        with catalog.snapshot() as db:
            for pragma in ("integrity_check", "foreign_key_check"):
                said = [row for row in db.execute(f"PRAGMA {pragma}") if row != ("ok",)]
                for row in said[:5]:
                    check.fault("catalogue", f"{path.name}: {row[0]}", RESTORE)
        if not catalog.is_sealed():
            check.fault("catalogue", f"{path.name}: relasi atau status berubah", RESTORE)
        _documents(check, catalog)
    except (DalilError, OSError) as error:
        check.fault("catalogue", error, RESTORE)
        return None
    return catalog


def _documents(check: _Check, catalog: Catalog) -> None:
    documents = catalog.documents()
    corrected = corrected_ids(catalog)
    for number, named in enumerate(documents, 1):
        check.tell("dokumen", number, len(documents))
        check.checked["documents"] += 1
        advice = f"masukkan lagi berkasnya: dalil ingest {named.source}"
        try:
            document = catalog.document(named.id)
            passages = tuple(catalog.passages(named.id))
        except LibraryError as error:
            check.fault("catalogue", f"{named.id}: {error}", advice)
            continue
        if document is None:  # removed meanwhile
            continue
        for p in passages:
            if not 0 <= p.start <= p.end <= len(document.text):
                check.fault("catalogue", f"{p.passage_id}: di luar teks dokumennya", advice)
                break
        # A correction is hashed with the status of its day, which is not kept.
        if named.id not in corrected and not _is_what_was_put_in(
            catalog, Parsed(document, passages)
        ):
            check.fault("catalogue", f"{named.id}: isinya bukan yang dahulu disimpan", advice)


def _is_what_was_put_in(catalog: Catalog, parsed: Parsed) -> bool:
    """Its hash is made of all that was put in; the status is judged anew with every act since."""
    wanted = catalog.version(parsed.document.id)
    stated = (replace(parsed.document, status=status, status_reason=None) for status in Status)
    return any(hash_of(Parsed(d, parsed.passages)) == wanted for d in (parsed.document, *stated))


def _originals(check: _Check, catalog: Catalog | None) -> None:
    folder = check.folder / "originals"
    if folder.exists() and not folder.is_dir():
        check.fault("original", f"{folder} bukan folder", f"hapus, lalu {INGEST} SUMBER")
        return
    kept = sorted(p for p in folder.rglob("*") if not p.is_dir()) if folder.is_dir() else []
    for number, path in enumerate(kept, 1):
        check.tell("berkas asli", number, len(kept))
        check.checked["originals"] += 1
        advice = f"jalankan dengan berkas sumbernya: dalil ingest --rebuild SUMBER ({path.name})"
        try:
            if not _KEPT.fullmatch(path.name):
                check.notes.append(f"{path}: bukan berkas asli (boleh dihapus)")
            elif sha256_of(path) != path.name[:64]:
                check.fault("original", f"{path.name}: isinya berubah", advice)
        except OSError as error:
            check.fault("original", f"{path.name}: {error.strerror}", advice)
    if catalog is None:
        return
    try:
        for source in catalog.sources():
            if not actual(source.path).is_absolute():  # from a bundle: it may travel without them
                continue
            name = f"{source.sha256}{Path(source.path).suffix.lower()}"
            if not source.failed and not (folder / source.sha256[:2] / name).is_file():
                check.fault(
                    "original",
                    f"{source.path}: salinannya tidak ada",
                    f"jalankan: dalil ingest {source.path}",
                )
    except (LibraryError, ValueError, TypeError) as error:
        check.fault("catalogue", f"catatan berkas: {error}", RESTORE)


def _index(check: _Check, catalog: Catalog | None) -> None:
    for folder in numbered(check.folder):
        try:
            check.checked["index_files"] += len(read_meta(folder).hashes)
            for name in verify_hashes(folder):
                check.fault("index", f"{folder.name}/{name}: isinya berubah", INGEST)
            if not read_meta(folder).hashes:
                check.notes.append(f"indeks {folder.name} dari versi lama, tanpa hash: {INGEST}")
        except GenerationBroken as error:
            check.fault("index", error, INGEST)
    try:
        generation, notes = open_current(check.folder)
    except GenerationBroken:
        return
    named = check.folder / CURRENT
    if notes and not any(f.part == "index" for f in check.faults):
        check.fault("index", f"{named.name} tidak menunjuk indeks yang terbaru", INGEST)
    if catalog is None:
        return
    try:
        state = catalog.content_hash()
        empty = not catalog.counts()["documents"]
    except LibraryError:
        return
    if generation is None and not empty:
        check.fault("index", "indeks belum dibuat", INGEST)
    elif generation is not None and generation.meta.catalog != state:
        check.fault("index", f"indeks {generation.name} tidak mengikuti katalog", INGEST)


def _vectors(check: _Check) -> None:
    folder = check.folder / "vectors"
    cache = VectorCache(folder)
    for path in sorted(folder.glob("*.sqlite")) if folder.is_dir() else []:
        advice = f"jalankan: dalil ingest --rebuild (vektornya dibuat lagi; {path.name})"
        try:
            count, damaged, unsigned = cache.faults(path.stem)
        except (LibraryError, sqlite3.Error, OSError) as error:
            check.fault("vectors", error, f"hapus {path}, lalu {INGEST}")
            continue
        check.checked["vectors"] += count
        if damaged:
            check.fault("vectors", f"{path.name}: {damaged} dari {count} vektor rusak", advice)
        if unsigned:
            check.notes.append(f"{path.name}: {unsigned} vektor dari versi lama, tanpa jumlah uji")
