"""A person says what a work really is: its tier, kind, title, authors, year and the rest.

What only names the work is written at once, without the library's write lock, so that it works
while an ingest runs. What decides which work it is needs the lock: kind, number and year of an
act are its id, so it moves to the id of the act it is said to be, with all its passages; and a
work that goes into or out of the primary tier is read again from its file, since acts are divided
by pasal and other works by paragraphs. Every correction is kept (`index.curate.overrides`), holds
when the file is read again, and can be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from dalil.index.curate.deduplicate import renamed
from dalil.index.curate.overrides import (
    FIELDS,
    Value,
    corrections_of,
    move,
    remember,
    value_in,
    with_values,
)
from dalil.index.library import Library
from dalil.index.store.catalog import SAID_OF_A_WORK, Catalog
from dalil.ingest.discover import SourceFile
from dalil.ingest.errors import CorrectionError, GenerationBroken, LibraryLocked, NotInLibrary
from dalil.ingest.file_names import actual
from dalil.ingest.identify.act_types import kind_of, slugify
from dalil.ingest.manifest import checked_value, find_item
from dalil.ingest.messages import Message
from dalil.ingest.model import Document, Parsed, Progress, Status, Tier
from dalil.ingest.numerals import act_number
from dalil.ingest.pipeline import parse_guarded

#: What every work has: these can be changed, not taken away.
_NEEDED: Final = frozenset({"tier", "kind", "title"})
#: What an act's id is made of.
_IDENTIFYING: Final = frozenset({"tier", "kind", "number", "year"})
_ACT_ID: Final = re.compile(r"[a-z0-9-]+/\d{4}/[^/]+")
_NUMBERED: Final = re.compile(r"~\d+\Z")


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did; ``fields`` are those that changed (none: all was so already)."""

    before: Document  # without its text
    after: Document
    fields: tuple[str, ...]
    notes: tuple[str, ...] = ()


def correct(
    library: Library,
    document_id: str,
    said: Mapping[str, object],
    progress: Progress | None = None,
    *,
    index: bool = True,
) -> Corrected:
    """Correct fields (`FIELDS`) of a work and bring the index up to it.

    An empty value says that the fact is not known; without ``index`` the caller calls `reindex`
    after the last of several. Raises NotInLibrary, CorrectionError for a
    value that cannot be, LibraryLocked where the work's id or division changes and another process
    is writing.
    """
    return _change(library, document_id, checked(said), progress, index=index)


def undo(library: Library, document_id: str, progress: Progress | None = None) -> Corrected:
    """Take back all corrections of a work: what its file says holds again.

    Raises CorrectionError where there are none, and what `correct` raises.
    """
    rows = corrections_of(library.catalog, document_id)
    if not rows:
        raise CorrectionError(Message("curate.nothing_to_undo", document_id=document_id))
    return _change(library, document_id, {row.field: row.before for row in rows}, progress)


def checked(said: Mapping[str, object]) -> dict[str, Value]:
    """The values as a work holds them. Raises CorrectionError naming the field at fault."""
    values: dict[str, Value] = {}
    for field, value in said.items():
        if field not in FIELDS:
            raise CorrectionError(Message("curate.no_field", field=field, fields=", ".join(FIELDS)))
        empty = value is None or (isinstance(value, str | list | tuple) and not value)
        if empty and field in _NEEDED:
            raise CorrectionError(Message("curate.field_empty", field=field))
        try:
            values[field] = (() if field == "authors" else None) if empty else _one(field, value)
        except ValueError as error:
            raise CorrectionError(
                Message("curate.field_wrong", field=field, error=error)
            ) from error
    return values


def _one(field: str, value: object) -> Value:
    if field.startswith("csl."):
        name = field.removeprefix("csl.")
        found = dict(checked_value("csl", {name: value}))
        if name not in found:
            raise ValueError("teksnya kosong atau terlalu panjang")
        return str(found[name])
    if isinstance(value, tuple):
        value = list(value)
    if field == "year" and isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    if field == "kind":
        kind = kind_of(str(value))
        return kind.short if kind else str(checked_value(field, value))
    found_value: Value = checked_value(field, value)
    return " ".join(found_value.split()) if isinstance(found_value, str) else found_value


def _change(
    library: Library,
    document_id: str,
    values: dict[str, Value],
    progress: Progress | None,
    *,
    index: bool = True,
) -> Corrected:
    catalog = library.catalog
    document = catalog.document(document_id, with_text=False)
    if document is None:
        raise NotInLibrary(Message("curate.not_here", document_id=document_id))
    values = {f: v for f, v in values.items() if value_in(document, f) != v}
    if not values:
        return Corrected(document, document, ())
    after = with_values(document, values)
    if document.digest and after.tier is not Tier.PRIMARY:
        raise CorrectionError(Message("curate.digest_primary", document_id=document_id))
    known = {c.field: c for c in corrections_of(catalog, document_id)}
    read_id = next((c.read_id for c in known.values()), _NUMBERED.sub("", document_id))
    befores = {f: known[f].before if f in known else value_in(document, f) for f in values}
    new_id = document_id if _IDENTIFYING.isdisjoint(values) else id_for(after, read_id)
    crosses = Tier.PRIMARY in (document.tier, after.tier) and document.tier is not after.tier
    notes: list[str] = []
    if new_id == document_id and not crosses:
        with catalog.transaction():
            catalog.amend(after)
            remember(catalog, after, read_id, values, befores)
    else:
        with library.write_lock():
            after = _replaced(library, document, after, new_id, crosses, notes)
            remember(catalog, after, read_id, values, befores)
    try:
        if index:
            reindex(library, progress)
    except LibraryLocked:
        notes.append(Message("curate.index_later"))
    stored = catalog.document(after.id, with_text=False) or after
    return Corrected(document, stored, tuple(values), tuple(notes))


def id_for(document: Document, read_id: str) -> str:
    """The id that a work has by what is said of it; ``read_id`` is what its file's reading gave."""
    if document.tier is Tier.PRIMARY:
        kind = kind_of(document.kind)
        number = act_number(document.number or "")
        if kind and number and document.year:
            return f"{kind.slug}/{document.year}/{number}"
        return read_id
    if _ACT_ID.fullmatch(document.id):  # no act after all: it must not answer to an act's name
        own = "" if _ACT_ID.fullmatch(read_id) else read_id
        return own or slugify(document.title) or "dokumen"
    return document.id


def _replaced(
    library: Library,
    document: Document,
    after: Document,
    new_id: str,
    crosses: bool,
    notes: list[str],
) -> Document:
    """Store the work under its new id, divided anew where its tier asks for it."""
    catalog = library.catalog
    rival = catalog.document(new_id, with_text=False) if new_id != document.id else None
    if rival is not None:
        raise CorrectionError(
            Message("curate.id_taken", new_id=new_id, title=rival.title, source=rival.source)
        )
    passages = tuple(catalog.passages(document.id))
    stored = catalog.document(document.id)
    assert stored is not None
    if crosses and (read := _read_again(library, document, after.tier)) is not None:
        stored, passages = replace(read.document, source=document.source), read.passages
    elif crosses:
        notes.append(Message("curate.file_gone"))
    fields = {name: getattr(after, name) for name in SAID_OF_A_WORK}
    if document.status_reason is not None:  # what others said of the act it was taken for
        fields |= {"status": Status.UNKNOWN, "status_reason": None}
    parsed = renamed(Parsed(replace(stored, id=document.id, **fields), passages), new_id)
    with catalog.transaction():
        _renumber_files(catalog, document.id, new_id)
        move(catalog, document.id, new_id)
        catalog.put(parsed)
        if new_id != document.id:
            catalog.remove(document.id)
            notes.append(Message("curate.new_id", new=new_id, old=document.id))
    return replace(parsed.document, text="")


def _read_again(library: Library, document: Document, tier: Tier) -> Parsed | None:
    """The work as its file is read in that tier; None where the file is not there any more."""
    here = actual(document.source)
    kept = library.original(document.sha256, here.suffix)
    same = here.is_file() and SourceFile(here).sha256() == document.sha256
    if not same and not kept.is_file():
        return None
    file = SourceFile(here if same else kept, find_item(here), tier)
    outcome = parse_guarded(file)
    if outcome.failure is not None:
        raise CorrectionError(
            Message("curate.about", subject=document.id, problem=outcome.failure.reason)
        )
    if len(outcome.parsed) != 1:  # records: each is prose whatever its tier
        return None
    if same and (known := library.catalog.source(file.key)) is not None:
        library.catalog.record(replace(known, settings=file.settings))
    (parsed,) = outcome.parsed
    return renamed(parsed, document.id)


def _renumber_files(catalog: Catalog, old_id: str, new_id: str) -> None:
    if old_id == new_id:
        return
    for source in catalog.sources():
        if old_id in source.document_ids:
            ids = tuple(new_id if i == old_id else i for i in source.document_ids)
            catalog.record(replace(source, document_ids=ids))


def reindex(library: Library, progress: Progress | None = None) -> None:
    """Bring the index up to the catalogue, with vectors where it has all of them.

    Where some are still to be made, that is left to whoever makes them: it may take hours.
    """
    try:
        generation = library.generation
    except GenerationBroken:  # made again from the catalogue, by words
        generation = None
    vectors = generation is not None and generation.meta.encoder is not None
    vectors = vectors and generation is not None and generation.without is None
    library.commit(vectors=vectors, progress=progress)
