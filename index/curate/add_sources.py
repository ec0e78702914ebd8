"""Sources go into the library: the one way in, for the command and for the app.

`take_in` finds the files, leaves alone what has not changed, parses the rest, decides what happens
when two files are the same act, stores, and builds the index. Its report names every file that
failed and why.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from dalil.index.curate.deduplicate import in_their_tiers, judged, settle
from dalil.index.library import Library
from dalil.index.snapshot.build import remove_whole
from dalil.index.store.files import like_library, sha256_of
from dalil.index.store.rows import SourceFileRow
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.discover import SourceFile, discover
from dalil.ingest.errors import LibraryError, SourceError
from dalil.ingest.file_names import actual, is_gone, printable, resolved
from dalil.ingest.manifest import find_item
from dalil.ingest.messages import Message, message_of
from dalil.ingest.model import Document, Failure, Progress, Tier
from dalil.ingest.pipeline import Outcome, parse_all
from dalil.ingest.readers.limits import Limits

#: The folder of a library in which what was fetched lies.
FETCHED: Final = "fetched"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A document that an ingest stored or, ``skipped``, found to be there already.

    Without its text: the report of a national corpus is kept until the end.
    """

    document: Document
    passages: int
    warnings: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """One element of ``documents`` in ``dalil ingest --json``."""
        document = self.document
        return {
            "id": document.id, "tier": str(document.tier), "kind": document.kind,
            "title": unmarked(document.title), "source": document.source, "pages": document.pages,
            "passages": self.passages,
            "quality_ratio": round(document.quality_ratio, 4), "warnings": list(self.warnings),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, file by file."""

    documents: tuple[TakenIn, ...]
    failed: tuple[Failure, ...]
    unchanged: int
    removed: tuple[str, ...]
    gone: tuple[str, ...]  # files that are no longer there; their documents still are
    seconds_s: float
    left: int = 0  # files not read, because the person stopped it
    skipped: tuple[TakenIn, ...] = ()  # copies of what the library holds; the last warning says so

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil ingest --json``."""
        return {
            "documents": [d.to_dict() for d in self.documents],
            "failed": [{"source": f.source, "reason": f.reason} for f in self.failed],
            "unchanged": self.unchanged,
            "removed": list(self.removed),
            "gone": list(self.gone),
            "seconds_s": round(self.seconds_s, 3),
            "left": self.left,
            "skipped": [
                {"id": t.document.id, "source": t.document.source, "reason": t.warnings[-1]}
                for t in self.skipped
            ],
        }


def take_in(
    library: Library,
    paths: Sequence[Path],
    *,
    tier: Tier | None = None,
    workers: int | None = None,
    vectors: bool = True,
    prune: bool = False,
    follow_links: bool = False,
    limits: Limits | None = None,
    rebuild: bool = False,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> IngestReport:
    """Ingest files and folders into ``library`` and make them searchable.

    Args:
        paths: files, or folders that are read recursively.
        tier: overrides what the texts and manifests say.
        workers: processes that read at once; default one a core.
        vectors: encode passages too; without, only words are searched until the next ingest.
        prune: remove documents whose files have disappeared from the folders named.
        follow_links: take in what links in these folders lead to outside of them.
        limits: seconds and memory that a file may cost; default: those of the environment.
        rebuild: make the index anew from the catalogue, whatever is there, and read every kept
            original to replace a damaged one.
        progress: called as work goes on.
        stop: asked ten times a second while files are read, and between batches of vectors; when
            it says yes, files in the middle of being read are given up, what was read so far is
            made searchable by words, and the rest is left for the next time.

    Raises LibraryLocked when another process is writing.
    """
    files, failures = discover(paths, tier, follow_links=follow_links)
    return take_files(
        library, files, failures, workers=workers, vectors=vectors, limits=limits,
        progress=progress, stop=stop, gone=_gone(library, paths), prune=prune, rebuild=rebuild,
    )  # fmt: skip


def take_files(
    library: Library,
    files: Sequence[SourceFile],
    failures: Sequence[Failure] = (),
    *,
    workers: int | None = None,
    vectors: bool = True,
    gone: Sequence[str] = (),
    prune: bool = False,
    limits: Limits | None = None,
    rebuild: bool = False,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> IngestReport:
    """`take_in` for files that were found already; ``gone`` are paths that are there no more.

    Raises LibraryLocked when another process is writing.
    """
    began = perf_counter()
    say = progress or (lambda stage, done, total: None)
    stopped = stop or (lambda: False)
    failures = list(failures)
    with library.write_lock():
        # First: a file that was only moved is then stored under its new path.
        removed, copies = _prune(library, gone) if prune else ([], [])
        named = {file.key for file in files}
        files = [*files, *(SourceFile(p, find_item(p)) for p in copies if resolved(p) not in named)]
        files = in_their_tiers(library.catalog, files)
        changed, unchanged = _changed(library, files, stopped, thorough=rebuild)
        taken: list[TakenIn] = []
        skipped: list[TakenIn] = []
        left = len(changed)
        outcomes = parse_all(changed, workers, limits=limits, stop=stopped)
        with closing(outcomes):  # so that whatever ends this ends the readers
            for done, outcome in enumerate(outcomes, 1):
                if outcome.failure:
                    failures.append(outcome.failure)
                    library.catalog.record(_source(outcome))
                else:
                    stored, passed_over = _stored(library, outcome, failures)
                    for one in stored:
                        _displace(taken, skipped, one)
                    skipped += passed_over
                left -= 1
                say("membaca", done, len(changed))
                if stopped():
                    break
        if taken or removed or not stopped():  # stopped with nothing new: be gone at once
            library.commit(
                vectors=vectors and not stopped(), progress=progress, stop=stopped, rebuild=rebuild
            )
    return IngestReport(
        documents=tuple(sorted(taken, key=lambda t: t.document.source)),
        failed=tuple(failures),
        unchanged=unchanged,
        removed=tuple(i for i in removed if not library.catalog.has(i)),
        gone=() if prune else tuple(gone),
        seconds_s=perf_counter() - began,
        left=left,
        skipped=tuple(sorted(skipped, key=lambda t: t.document.source)),
    )


def _changed(
    library: Library,
    files: Sequence[SourceFile],
    stopped: Callable[[], bool],
    *,
    thorough: bool = False,
) -> tuple[list[SourceFile], int]:
    """The files that are new, changed, failed before, or treated otherwise now.

    Those not looked at, because the person stopped it, are among them. Of the others the copy is
    made that an earlier run could not keep.
    """
    changed: list[SourceFile] = []
    for number, file in enumerate(files):
        if stopped():
            changed += files[number:]
            break
        known = library.catalog.known(file.key, file.sha256(), file.settings)
        if known is None or known.failed:
            changed.append(file)
        else:
            keep_original(library, file.path, known.sha256, thorough=thorough)
    return changed, len(files) - len(changed)


def _source(outcome: Outcome, ids: Sequence[str] = ()) -> SourceFileRow:
    return SourceFileRow(
        path=outcome.file.key,
        sha256=outcome.sha256,
        size=outcome.size,
        settings=outcome.file.settings,
        document_ids=tuple(ids),
        failed=outcome.failure is not None,
        reason=outcome.failure.reason if outcome.failure else None,
    )


def _stored(
    library: Library, outcome: Outcome, failures: list[Failure]
) -> tuple[list[TakenIn], list[TakenIn]]:
    """`_store`; a document that the catalogue refuses is a failure of its file alone."""
    try:
        return _store(library, outcome)
    except SourceError as error:
        failure = Failure(printable(outcome.file.path), printable(message_of(error)))
        failures.append(failure)
        library.catalog.record(_source(replace(outcome, parsed=(), failure=failure)))
        return [], []


def _store(library: Library, outcome: Outcome) -> tuple[list[TakenIn], list[TakenIn]]:
    """Store the documents of one file; what the file gave before and gives no more is removed.

    Gives the documents stored and those that are copies of others here.
    """
    catalog = library.catalog
    before = catalog.source(outcome.file.key)
    taken: list[TakenIn] = []
    skipped: list[TakenIn] = []
    ids: list[str] = []
    # First, so that a file that is recorded as taken in has its copy, whatever stops the rest.
    keep_original(library, outcome.file.path, outcome.sha256)
    with catalog.transaction():
        for parsed in outcome.parsed:
            found = judged(catalog, parsed)
            verdict = found.verdict
            stored = verdict.parsed.document
            count = len(verdict.parsed.passages)
            one = TakenIn(replace(stored, text=""), count, stored.warnings)
            (taken if verdict.store else skipped).append(one)
            ids.append(stored.id)
            if verdict.store:
                catalog.put(verdict.parsed)
                settle(catalog, found)
        for stale in set(before.document_ids if before else ()) - set(ids):
            document = catalog.document(stale, with_text=False)
            if document and document.source == printable(outcome.file.path):
                catalog.remove(stale)
        catalog.record(_source(outcome, ids))
    return taken, skipped


def _displace(taken: list[TakenIn], skipped: list[TakenIn], new: TakenIn) -> None:
    """Count a document once: a copy stored earlier in this run is no document any more."""
    for old in [t for t in taken if t.document.id == new.document.id]:
        taken.remove(old)
        said = Message("curate.replaced_by_copy", source=new.document.source)
        skipped.append(replace(old, warnings=(*old.warnings, said)))
    taken.append(new)


def keep_original(library: Library, path: Path, sha256: str, *, thorough: bool = False) -> bool:
    """Keep a copy by content hash, so that a page can be shown after the file has moved.

    True if one was made: there was none, or none of this size; ``thorough`` reads the one that is
    there. A file that is no longer what was read leaves no copy. Raises LibraryError where the
    disk is full or the folder may not be written; no half of a copy stays.
    """
    target = library.original(sha256, path.suffix)
    try:
        if _is_kept(target, path, sha256, thorough=thorough):
            return False
        if target.is_dir():
            remove_whole(target)
        for folder in (target.parent.parent, target.parent):
            if not folder.is_dir():
                remove_whole(folder)
                folder.mkdir()
                like_library(folder, library.folder)
    except OSError as error:
        raise _not_kept(path, library, error) from error
    half = target.with_name(f"{target.name}.half")
    try:
        if _is_ours(library, path) and sha256_of(path) == sha256 and _linked(path, half):
            half.replace(target)
            return True
        with path.open("rb") as file:
            content = hashlib.sha256()
            with half.open("wb") as copy:
                like_library(half, library.folder)
                while some := file.read(1 << 20):
                    content.update(some)
                    copy.write(some)
        if content.hexdigest() == sha256:
            half.replace(target)
            return True
        return False
    except OSError as error:
        raise _not_kept(path, library, error) from error
    finally:
        remove_whole(half)


def _is_ours(library: Library, path: Path) -> bool:
    """Whether a file is one of those that `index.curate.fetch` keeps: never written in place."""
    return path.is_relative_to((library.folder / FETCHED).resolve())


def _linked(path: Path, target: Path) -> bool:
    """One file under two names, where the file system has such: then nothing is copied."""
    try:
        remove_whole(target)
        os.link(path, target)
    except OSError:
        return False
    return True


def _is_kept(target: Path, path: Path, sha256: str, *, thorough: bool) -> bool:
    if not target.is_file() or target.stat().st_size != path.stat().st_size:
        return False
    try:
        return not thorough or sha256_of(target) == sha256
    except OSError:
        return False


def _not_kept(path: Path, library: Library, error: OSError) -> LibraryError:
    target, reason = library.folder / "originals", error.strerror or error
    return LibraryError(
        Message("library.original_uncopied", path=path, target=target, reason=reason)
    )


def _gone(library: Library, paths: Sequence[Path]) -> list[str]:
    """Files of these folders that are in the library's records and no longer on disk."""
    folders = [p.resolve() for p in paths if p.is_dir()]
    return [
        s.path
        for s in library.catalog.sources()
        if any((path := actual(s.path)).is_relative_to(f) for f in folders) and is_gone(path)
    ]


def _prune(library: Library, gone: Sequence[str]) -> tuple[list[str], list[Path]]:
    """Remove the documents of these files; and other files that hold them too, to be read again.

    A document whose own file is another one, still there, stays.
    """
    removed: list[str] = []
    copies: list[Path] = []
    sources = {s.path: s for s in library.catalog.sources()}
    lost = {path for path in gone if path in sources}
    for path in sorted(lost):
        library.catalog.forget(path)
        for document_id in sources[path].document_ids:
            document = library.catalog.document(document_id, with_text=False)
            if document is None:
                continue
            others = [
                here
                for s in sources.values()
                if document_id in s.document_ids
                and s.path not in lost
                and not is_gone(here := actual(s.path))
            ]
            if not others or resolved(actual(document.source)) == path:
                library.catalog.remove(document_id)
                removed.append(document_id)
                copies += others
    return removed, copies
