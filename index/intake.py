"""Sources go into the library: the one way in, for the command and for the app.

`take_in` finds the files, leaves alone what has not changed, parses the rest, decides what happens
when two files are the same act, stores, and builds the index. Its report names every file that
failed and why.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from index.library import Library
from index.reapply import in_their_tiers, judged, settle
from index.record import Source
from ingest.errors import SourceError
from ingest.manifest import find_item
from ingest.markup import unmarked
from ingest.model import Document, Failure, Tier
from ingest.pipeline import Outcome, SourceFile, discover, parse_all

#: Called with a stage's name, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A document that an ingest stored or, ``skipped``, found to be there already.

    Without its text: the report of a national corpus is kept until the end.
    """

    document: Document
    passages: int
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """One element of ``documents`` in ``dalil ingest --json``."""
        document = self.document
        return {
            "id": document.id, "tier": str(document.tier), "kind": document.kind,
            "title": unmarked(document.title), "source": document.source, "pages": document.pages,
            "passages": self.passages,
            "quality_ratio": round(document.quality_ratio, 4), "warnings": list(self.warnings),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did, file by file."""

    documents: tuple[TakenIn, ...]
    failed: tuple[Failure, ...]
    unchanged: int
    removed: tuple[str, ...]
    gone: tuple[str, ...]  # files that are no longer there; their documents still are
    seconds_s: float
    left: int = 0  # files not read, because the person stopped it
    skipped: tuple[TakenIn, ...] = ()  # copies of what the library holds; the last warning says so

    def to_json(self) -> dict[str, Any]:
        """The object of ``dalil ingest --json``."""
        return {
            "documents": [d.to_json() for d in self.documents],
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
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Report:
    """Ingest files and folders into ``library`` and make them searchable.

    Args:
        paths: files, or folders that are read recursively.
        tier: overrides what the texts and manifests say.
        workers: processes that read at once; default one a core.
        vectors: encode passages too; without, only words are searched until the next ingest.
        prune: remove documents whose files have disappeared from the folders named.
        progress: called as work goes on.
        stop: asked between files and between batches of vectors; when it says yes, what was read
            so far is made searchable by words, and the rest is left for the next time.

    Raises LibraryLocked when another process is writing.
    """
    files, failures = discover(paths, tier)
    return take_files(
        library, files, failures, workers=workers, vectors=vectors, progress=progress, stop=stop,
        gone=_gone(library, paths), prune=prune,
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
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Report:
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
        named = {_key(file.path) for file in files}
        files = [*files, *(SourceFile(p, find_item(p)) for p in copies if _key(p) not in named)]
        changed, unchanged = _changed(library, in_their_tiers(library.catalog, files))
        taken: list[TakenIn] = []
        skipped: list[TakenIn] = []
        left = len(changed)
        for done, outcome in enumerate(parse_all(changed, workers), 1):
            if outcome.failure:
                failures.append(outcome.failure)
                library.catalog.record(_source(outcome))
            else:
                stored, copies_ = _stored(library, outcome, failures)
                for one in stored:
                    _displace(taken, skipped, one)
                skipped += copies_
            left -= 1
            say("membaca", done, len(changed))
            if stopped():
                break
        library.commit(vectors=vectors and not stopped(), progress=progress, stop=stopped)
    return Report(
        documents=tuple(sorted(taken, key=lambda t: t.document.source)),
        failed=tuple(failures),
        unchanged=unchanged,
        removed=tuple(i for i in removed if not library.catalog.has(i)),
        gone=() if prune else tuple(gone),
        seconds_s=perf_counter() - began,
        left=left,
        skipped=tuple(sorted(skipped, key=lambda t: t.document.source)),
    )


def _changed(library: Library, files: Sequence[SourceFile]) -> tuple[list[SourceFile], int]:
    """The files that are new, changed, failed before, or treated otherwise now."""
    changed = []
    for file in files:
        known = library.catalog.known(_key(file.path), file.sha256(), file.settings)
        if known is None or known.failed:
            changed.append(file)
    return changed, len(files) - len(changed)


def _key(path: Path) -> str:
    return str(path.resolve())


def _source(outcome: Outcome, ids: Sequence[str] = ()) -> Source:
    return Source(
        path=_key(outcome.file.path),
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
        failure = Failure(str(outcome.file.path), str(error))
        failures.append(failure)
        library.catalog.record(_source(replace(outcome, parsed=(), failure=failure)))
        return [], []


def _store(library: Library, outcome: Outcome) -> tuple[list[TakenIn], list[TakenIn]]:
    """Store the documents of one file; what the file gave before and gives no more is removed.

    Gives the documents stored and those that are copies of others here.
    """
    catalog = library.catalog
    before = catalog.source(_key(outcome.file.path))
    taken: list[TakenIn] = []
    skipped: list[TakenIn] = []
    ids: list[str] = []
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
            if document and document.source == str(outcome.file.path):
                catalog.remove(stale)
        catalog.record(_source(outcome, ids))
    _keep_original(library, outcome)
    return taken, skipped


def _displace(taken: list[TakenIn], skipped: list[TakenIn], new: TakenIn) -> None:
    """Count a document once: a copy stored earlier in this run is no document any more."""
    for old in [t for t in taken if t.document.id == new.document.id]:
        taken.remove(old)
        said = f"salinan lain menggantikannya ({new.document.source}); yang ini dilewati"
        skipped.append(replace(old, warnings=(*old.warnings, said)))
    taken.append(new)


def _keep_original(library: Library, outcome: Outcome) -> None:
    """A copy by content hash, so that a page can be shown after the file has moved."""
    target = library.original(outcome.sha256, outcome.file.path.suffix)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(target.suffix + ".half")
    shutil.copyfile(outcome.file.path, half)
    half.replace(target)


def _gone(library: Library, paths: Sequence[Path]) -> list[str]:
    """Files of these folders that are in the library's records and no longer on disk."""
    folders = [p.resolve() for p in paths if p.is_dir()]
    return [
        s.path
        for s in library.catalog.sources()
        if any(Path(s.path).is_relative_to(f) for f in folders) and not Path(s.path).exists()
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
                Path(s.path)
                for s in sources.values()
                if document_id in s.document_ids and s.path not in lost and Path(s.path).exists()
            ]
            if not others or _key(Path(document.source)) == path:
                library.catalog.remove(document_id)
                removed.append(document_id)
                copies += others
    return removed, copies
