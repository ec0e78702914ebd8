"""The way of a file: read → identify → structure → passages. The file to open first.

`discover` finds the files under what the person named, `parse_source` makes one file into
documents with their passages, and `parse_all` does so for many, in several processes, giving
every outcome as it comes: a parsed document or a failure with its reason. Nothing is skipped in
silence, and one bad file never stops the rest.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from ingest.coverage import fallen_out, told
from ingest.digest import parse_digest
from ingest.errors import DalilError
from ingest.extra import Extra, extra_of
from ingest.identity import identify
from ingest.manifest import ManifestItem, find_item
from ingest.model import Document, Failure, Identity, Parsed, Passage, SourceText, Tier
from ingest.prose import split_entries, split_prose
from ingest.read import can_read, read
from ingest.ruling import is_ruling
from ingest.split import split_act
from ingest.structure import parse_act

#: Changes when the same file would give other passages; part of what "unchanged" means.
PIPELINE_VERSION: Final = "4"
#: Up to this many files a pool of processes costs more than it saves.
_FEW: Final = 4
#: Files read ahead by each process.
_AHEAD: Final = 8
_NO_SOURCES: Final = frozenset({"manifest.toml", "readme.md", "questions.jsonl", "catalog.jsonl"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to ingest, with what a manifest or sidecar says of it."""

    path: Path
    item: ManifestItem | None = None
    tier: Tier | None = None  # what the person said for the whole run

    def sha256(self) -> str:
        """The hash of the file's content; "" where it cannot be opened."""
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""

    @property
    def settings(self) -> str:
        """What besides the content decides the outcome; equal for equal treatment."""
        said = repr((PIPELINE_VERSION, self.tier, self.item))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its documents, or the reason why there are none."""

    file: SourceFile
    sha256: str
    size: int
    parsed: tuple[Parsed, ...] = ()
    failure: Failure | None = None


def discover(
    paths: Iterable[Path], tier: Tier | None = None
) -> tuple[list[SourceFile], list[Failure]]:
    """The files under these paths, folders recursively, in the order of their names.

    A folder with a ``manifest.toml`` says what its files are. Files named outright that have no
    reader are failures; in a folder they are failures too, unless hidden or part of a manifest's
    furniture (README, the manifest itself, sidecars).
    """
    files: list[SourceFile] = []
    failures: list[Failure] = []
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
            for file in found:
                _sort_in(file, path, tier, files, failures)
        elif path.is_file():
            _sort_in(path, None, tier, files, failures)
        else:
            failures.append(Failure(str(path), "tidak ada berkas atau folder di sini"))
    return files, failures


def _hidden(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return any(p.startswith((".", "~$", "__")) for p in parts) or path.name.endswith(
        (".toml", ".py", ".lock", ".tmp", "~")
    )


def _sort_in(
    path: Path,
    root: Path | None,
    tier: Tier | None,
    files: list[SourceFile],
    failures: list[Failure],
) -> None:
    try:
        item = find_item(path)
        if item is None and root is not None and path.name.lower() in _NO_SOURCES:
            return
        if not can_read(path):
            failures.append(Failure(str(path), _unreadable(path)))
            return
        files.append(SourceFile(path, item, tier))
    except (DalilError, OSError) as error:
        failures.append(Failure(str(path), str(error)))


def _unreadable(path: Path) -> str:
    try:
        read(path)
    except DalilError as error:
        return str(error)
    return f"{path.name}: format ini belum didukung."


def parse_source(file: SourceFile) -> Outcome:
    """One file through the whole way. Never raises: what goes wrong is the outcome's failure."""
    sha256, size = "", 0
    try:
        sha256, size = file.sha256(), file.path.stat().st_size
        source = read(file.path)
        works = source.works or (source,)
        parsed = tuple(_parse_work(file, work, sha256) for work in works)
    except DalilError as error:
        return Outcome(file, sha256, size, failure=Failure(str(file.path), str(error)))
    except OSError as error:
        reason = f"tidak dapat dibuka: {error.strerror or error}"
        return Outcome(file, sha256, size, failure=Failure(str(file.path), reason))
    except Exception as error:  # a fault of ours must not cost the person the other files
        reason = f"kesalahan Dalil ({type(error).__name__}: {error}); mohon laporkan berkas ini"
        return Outcome(file, sha256, size, failure=Failure(str(file.path), reason))
    return Outcome(file, sha256, size, parsed)


def _parse_work(file: SourceFile, source: SourceText, sha256: str) -> Parsed:
    identity = _identity(file, source)
    digest = bool(file.item and file.item.digest_of)
    passages, warnings = _passages(source, identity, digest)
    document = Document(
        id=identity.id,
        tier=identity.tier,
        kind=identity.kind,
        title=identity.title,
        text=source.text,
        source=str(file.path),
        sha256=sha256,
        number=identity.number,
        year=identity.year,
        issuer=identity.issuer,
        date=identity.date,
        gazette=identity.gazette,
        authors=identity.authors,
        digest=digest,
        licence=file.item.licence if file.item else None,
        url=(file.item.url if file.item else None) or source.metadata.get("url"),
        page_starts=source.page_starts,
        quality_ratio=source.quality_ratio,
        reader=source.reader,
        warnings=(*source.warnings, *identity.warnings, *warnings),
        extra=_extra(file, source),
    )
    return Parsed(document, tuple(passages))


def _extra(file: SourceFile, source: SourceText) -> Extra:
    """What a record says of its work, overridden by the manifest."""
    said = dict(extra_of(source.metadata)) if source.reader == "records" else {}
    return tuple(sorted((said | dict(file.item.csl if file.item else ())).items()))


def _identity(file: SourceFile, source: SourceText) -> Identity:
    """What the text says, overridden by the manifest, and that by the person."""
    identity = identify(source, file.path.name)
    if source.reader == "records":
        identity = replace(identity, issuer=source.metadata.get("venue"))
    item = file.item
    if item is not None:
        said = {
            name: value
            for name in ("tier", "kind", "title", "number", "year", "date", "issuer", "gazette")
            if (value := getattr(item, name)) is not None
        }
        if item.authors:
            said["authors"] = item.authors
        if item.id or item.digest_of:
            said["id"] = item.id or item.digest_of
        identity = replace(identity, **said)
        if item.digest_of:
            identity = replace(identity, warnings=())
    if file.tier is not None:
        identity = replace(identity, tier=file.tier)
    stated = item is not None or source.reader == "records"
    if identity.year is None and stated and (identity.date or "")[:4].isdigit():
        # A date that a manifest or a record states is one of publication; a PDF's is not.
        identity = replace(identity, year=int(str(identity.date)[:4]))
    return identity


def _passages(
    source: SourceText, identity: Identity, digest: bool
) -> tuple[list[Passage], tuple[str, ...]]:
    if source.entries:
        return split_entries(source, identity.id), ()
    if identity.tier is Tier.PRIMARY and not is_ruling(identity):
        tree = parse_digest(source) if digest else parse_act(source.text)
        passages = split_act(source, tree, identity.id)
        lost = told(source.text, fallen_out(source.text, passages))
        return passages, lost if digest else (*tree.warnings, *lost)
    return split_prose(source, identity.id), ()


def parse_all(files: Sequence[SourceFile], workers: int | None = None) -> Iterator[Outcome]:
    """The outcome of every file, as soon as each is done.

    ``workers`` processes at once (default: one a core). A file that kills its process is a
    failure like any other; the rest goes on.
    """
    workers = workers if workers is not None else os.cpu_count() or 1
    if workers <= 1 or len(files) <= _FEW:
        yield from map(parse_source, files)
        return
    undone = dict(enumerate(files))
    waiting = iter(list(undone.items()))
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            futures: dict[Future[Outcome], int] = {}
            while undone:
                # A few ahead of the reader only: what it has not stored yet stays in memory.
                for number, file in islice(waiting, _AHEAD * workers - len(futures)):
                    futures[pool.submit(parse_source, file)] = number
                done, _ = wait(futures, return_when=FIRST_COMPLETED)
                for future in done:
                    outcome = future.result()
                    del undone[futures.pop(future)]
                    yield outcome
    except BrokenProcessPool:
        yield from _one_by_one(list(undone.values()))


def _one_by_one(files: Sequence[SourceFile]) -> Iterator[Outcome]:
    """After a process has died: each file in a process of its own, so that only one can fail."""
    for file in files:
        try:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                yield pool.submit(parse_source, file).result()
        except BrokenProcessPool:
            reason = "berkas ini menghentikan pembacanya (rusak atau terlalu besar)"
            yield Outcome(file, "", 0, failure=Failure(str(file.path), reason))
