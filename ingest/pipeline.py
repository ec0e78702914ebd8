"""The way of a file: read → identify → structure → passages. The file to open first.

`discover` finds the files under what the person named, `parse_source` makes one file into
documents with their passages, and `parse_all` does so for many, in several processes that can be
ended, giving every outcome as it comes: a parsed document or a failure with its reason. Nothing is
skipped in silence, and one bad file never stops the rest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from dalil.ingest.csl_variables import Extra, extra_of
from dalil.ingest.discover import SourceFile
from dalil.ingest.errors import DalilError
from dalil.ingest.file_names import printable
from dalil.ingest.identify.identify import identify
from dalil.ingest.identify.rulings import is_ruling
from dalil.ingest.manifest import ManifestItem
from dalil.ingest.messages import Message, message_of
from dalil.ingest.model import Document, Failure, Identity, Parsed, Passage, SourceText, Tier
from dalil.ingest.readers.limits import NO_LIMIT, Limits, OcrBudget
from dalil.ingest.readers.registry import read
from dalil.ingest.references.citations import citations_of
from dalil.ingest.relations.dicta import undecided
from dalil.ingest.structure.act import parse_act, parse_digest
from dalil.ingest.structure.passages import fallen_out, split_act, told
from dalil.ingest.structure.prose import pasal_headings, split_entries, split_prose
from dalil.ingest.structure.ruling import parse_ruling, split_ruling
from dalil.ingest.supervisor import Ended, Work, each
from dalil.ingest.worker import report


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its documents, or the reason why there are none."""

    file: SourceFile
    sha256: str
    size: int
    parsed: tuple[Parsed, ...] = ()
    failure: Failure | None = None


def parse_source(
    file: SourceFile,
    *,
    ocr_budget: OcrBudget = NO_LIMIT,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """One file through the whole way, in this process and without a limit of time.

    What goes wrong is the outcome's failure; only MemoryError is raised. ``ocr_budget``
    and ``progress``: see `ingest.readers.registry.read`.
    """
    sha256, size = "", 0
    try:
        sha256, size = file.sha256(), file.path.stat().st_size
        source = read(file.path, ocr_budget=ocr_budget, progress=progress)
        works = source.works or (source,)
        parsed = tuple(_parse_work(file, work, sha256) for work in works)
    except DalilError as error:
        return Outcome(file, sha256, size, failure=_failure(file, message_of(error)))
    except OSError as error:
        reason = Message("source.unopened", reason=error.strerror or error)
        return Outcome(file, sha256, size, failure=_failure(file, reason))
    except MemoryError:  # what the limit is, `parse_all` knows
        raise
    except RecursionError:
        reason = Message("source.too_deep", name=file.path.name)
        return Outcome(file, sha256, size, failure=_failure(file, reason))
    except Exception as error:  # a fault of ours must not cost the person the other files
        return Outcome(file, sha256, size, failure=_failure(file, _fault(error)))
    return Outcome(file, sha256, size, parsed)


def _fault(error: Exception) -> str:
    return Message("source.fault", kind=type(error).__name__, error=error)


def _failure(file: SourceFile, reason: str) -> Failure:
    return Failure(printable(file.path), printable(reason))


def _parse_work(file: SourceFile, source: SourceText, sha256: str) -> Parsed:
    identity = _identity(file, source)
    digest = bool(file.item and file.item.digest_of)
    passages, warnings = _passages(source, identity, digest)
    if identity.tier is Tier.SECONDARY and not (identity.warnings or file.item or file.tier):
        warnings = (*warnings, *_pasal_in_work(source.text))
    document = Document(
        id=identity.id,
        tier=identity.tier,
        kind=identity.kind,
        title=identity.title,
        text=source.text,
        source=printable(file.path),
        sha256=sha256,
        number=identity.number,
        year=identity.year,
        issuer=identity.issuer,
        date=identity.date,
        gazette=identity.gazette,
        authors=identity.authors,
        digest=digest,
        licence=(file.item.licence if file.item else None)
        or (file.said.licence if file.said else None),
        url=(file.item.url if file.item else None)
        or source.metadata.get("url")
        or (file.said.url if file.said else None),
        page_starts=source.page_starts,
        quality_ratio=source.quality_ratio,
        reader=source.reader,
        warnings=(*source.warnings, *identity.warnings, *warnings),
        extra=_extra(file, source),
    )
    # Read here, where several processes read side by side: it costs half as much as the structure.
    return Parsed(document, tuple(passages), citations_of(document, passages))


def _extra(file: SourceFile, source: SourceText) -> Extra:
    """What a record says of its work, overridden by the manifest."""
    said = dict(file.said.csl) if file.said else {}
    said |= dict(extra_of(source.metadata)) if source.reader == "records" else {}
    return tuple(sorted((said | dict(file.item.csl if file.item else ())).items()))


def _identity(file: SourceFile, source: SourceText) -> Identity:
    """What the text says, overridden by the manifest, and that by the person."""
    # a collection kept as "uu/1986/5.md" says in its folders what its files are
    identity = identify(source, printable("/".join(file.path.parts[-3:])))
    if source.reader == "records":
        identity = replace(identity, issuer=source.metadata.get("venue"))
    elif file.said is not None:
        identity = _filled(identity, file.said)
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


def _filled(identity: Identity, said: ManifestItem) -> Identity:
    """What the text says, and where it is silent the catalogue that the file was fetched by.

    Whom a text names, it is: a catalogue that says otherwise is only told.
    """
    warnings = identity.warnings
    if said.id is not None and not identity.is_act and not is_ruling(identity):
        kept = {
            name: value
            for name in ("kind", "number", "year", "title", "date")  # a PDF's date is its file's
            if (value := getattr(said, name)) is not None
        }
        told = Message("source.by_catalogue", id=said.id)
        identity = replace(identity, id=said.id, tier=Tier.PRIMARY, **kept)
        return replace(_gaps(identity, said), warnings=(*warnings, told))
    if said.id is not None and identity.id.partition("~")[0] != said.id:
        told = Message("source.other_catalogue", id=said.id, read=identity.id)
        return replace(identity, warnings=(*warnings, told))
    return _gaps(identity, said)


def _gaps(identity: Identity, said: ManifestItem) -> Identity:
    return replace(
        identity,
        date=identity.date or said.date,
        issuer=identity.issuer or said.issuer,
        gazette=identity.gazette or said.gazette,
    )


def _passages(
    source: SourceText, identity: Identity, digest: bool
) -> tuple[list[Passage], tuple[str, ...]]:
    if source.entries:
        return split_entries(source, identity.id), ()
    if is_ruling(identity):
        ruling = parse_ruling(source.text)
        passages = split_ruling(source, ruling, identity.id)
        unread = undecided(identity.id, source.text, identity.year, passages)
        undecided_dicta = tuple(Message("source.ruling_undecided", place=place) for place in unread)
        return passages, (*ruling.warnings, *undecided_dicta)
    if identity.tier is Tier.PRIMARY:
        tree = parse_digest(source) if digest else parse_act(source.text)
        passages = split_act(source, tree, identity.id)
        lost = told(source.text, fallen_out(source.text, passages))
        return passages, lost if digest else (*tree.warnings, *lost)
    return split_prose(source, identity.id), ()


def _pasal_in_work(text: str) -> tuple[str, ...]:
    """What looks like an act and was not taken for one is told: its pasal cannot be cited."""
    count = pasal_headings(text)
    return (Message("source.pasal_in_work", count=count),) if count else ()


def parse_all(
    files: Sequence[SourceFile],
    workers: int | None = None,
    *,
    limits: Limits | None = None,
    stop: Callable[[], bool] | None = None,
) -> Generator[Outcome, None, None]:
    """The outcome of every file, as soon as each is done.

    ``workers`` processes at once (default: one a core). A file that takes longer or more memory
    than ``limits`` (default: those of the environment), or that kills its process, is a failure
    like any other; the rest goes on. When ``stop`` says yes, files in the middle of being read
    are given up within a moment.
    """
    workers = workers if workers is not None else os.cpu_count() or 1
    held = limits if limits is not None else Limits.from_environment()
    # Where files are read side by side, each keeps to its own core.
    cores = 1 if min(workers, len(files)) > 1 else None
    works = (_work(file, held, cores) for file in files)
    results = each(works, workers=workers, stop=stop)
    with closing(results):
        for number, result in results:
            yield _outcome(files[number], result)


def parse_guarded(file: SourceFile, limits: Limits | None = None) -> Outcome:
    """`parse_source` in a process of its own that can be ended; for one file."""
    (outcome,) = parse_all([file], 1, limits=limits)
    return outcome


def _work(file: SourceFile, limits: Limits, cores: int | None) -> Work[Outcome]:
    size = file.size
    ocr_s = limits.ocr_seconds_for(size)
    return Work(
        partial(parse_source, file, ocr_budget=OcrBudget(ocr_s, cores), progress=report),
        seconds=limits.seconds_for(size),
        more_s=0.0 if limits.seconds is not None else ocr_s,
        memory_mb=limits.memory_mb,
    )


def _outcome(file: SourceFile, result: Outcome | Ended | Exception) -> Outcome:
    if isinstance(result, Outcome):
        return result
    reason = (
        Message("source.ended", name=file.path.name, reason=result.reason)
        if isinstance(result, Ended)
        else _fault(result)
    )
    return Outcome(file, file.sha256(), file.size, failure=_failure(file, reason))
