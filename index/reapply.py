"""Corrections meet the file again: what people said of a work holds for what is read anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.catalog import Catalog
from index.corrections import (
    Correction,
    corrections_for,
    corrections_of,
    forget,
    remember,
    tiers_of_files,
    value_in,
    with_values,
)
from index.rival import Verdict, judge, renamed
from ingest.model import Document, Parsed
from ingest.pathname import actual, resolved
from ingest.pipeline import SourceFile

_NUMBERED: Final = re.compile(r"~\d+\Z")


@dataclass(frozen=True, slots=True)
class Judged:
    """A document just read, as it is to be stored, and the corrections that hold for it."""

    verdict: Verdict
    read: Document  # as its file says
    rows: tuple[Correction, ...]


def in_their_tiers(catalog: Catalog, files: Sequence[SourceFile]) -> list[SourceFile]:
    """The files, those put into another tier to be read as works of that one."""
    tiers = tiers_of_files(catalog)
    if not tiers:
        return list(files)
    return [replace(file, tier=tier) if (tier := tiers.get(file.key)) else file for file in files]


def judged(catalog: Catalog, parsed: Parsed) -> Judged:
    """What becomes of a document just read (`index.rival`), with what people said of it."""
    read = parsed.document
    path = resolved(actual(read.source))
    rows = tuple(corrections_for(catalog, read.id, path, read.sha256))
    if rows:
        parsed = _with(parsed, rows)
        known = rows[0].document_id
        if _NUMBERED.sub("", known) != read.id:
            parsed = renamed(parsed, known)
        return Judged(judge(catalog, parsed), read, rows)
    verdict = judge(catalog, parsed)
    here = verdict.parsed.document.id
    own = verdict.parsed.document.source == read.source  # not a text that its digest adds to
    if verdict.store and own and catalog.has(here):
        # A better copy of a corrected work, or its official text: the work is the same.
        rows = tuple(corrections_of(catalog, here))
        if rows:
            verdict = Verdict(_with(verdict.parsed, rows), store=True)
    return Judged(verdict, read, rows)


def settle(catalog: Catalog, found: Judged) -> None:
    """After the document is stored: remember its corrections with the file as it is now."""
    if not found.rows or not found.verdict.store:
        return
    fields = [row.field for row in found.rows]
    # A file is read in the tier it was put into, so it does not tell its own any more.
    befores = {
        row.field: row.before if row.field == "tier" else value_in(found.read, row.field)
        for row in found.rows
    }
    with catalog.transaction():
        forget(catalog, found.rows[0].document_id, fields)
        values = {row.field: row.value for row in found.rows}
        remember(catalog, found.verdict.parsed.document, found.read.id, values, befores)


def _with(parsed: Parsed, rows: Sequence[Correction]) -> Parsed:
    values = {row.field: row.value for row in rows}
    return Parsed(with_values(parsed.document, values), parsed.passages)
