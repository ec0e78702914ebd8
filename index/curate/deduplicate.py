"""When two files are the same act: which one the library keeps.

A digest stands in for an act until its text arrives, and never displaces it; the gazette and the
source that it knows and the text does not say stay with the act. Two copies of one
text are one document: the more readable one, and of equals the one with pages. Two texts that
claim the same number and are not the same (a body and its annex published apart, a misread head)
are both kept, the second under the id with ``~2``, with a warning: nothing disappears.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dalil.index.curate.overrides import (
    Correction,
    corrections_for,
    corrections_of,
    forget,
    remember,
    tiers_of_files,
    value_in,
    with_values,
)
from dalil.index.store.catalog import Catalog
from dalil.ingest.discover import SourceFile
from dalil.ingest.file_names import actual, is_gone, resolved
from dalil.ingest.messages import Message
from dalil.ingest.model import Document, Parsed

#: Shares of five-word runs above which two texts are copies of one another.
SAME_TEXT: Final = 0.4
#: How much more readable a copy must be to displace the other.
BETTER: Final = 0.02
_RUN: Final = 5


@dataclass(frozen=True, slots=True)
class StorageDecision:
    """What to do with a parsed document: its final form, and whether it is stored."""

    parsed: Parsed
    store: bool


def deduplicate(catalog: Catalog, parsed: Parsed) -> StorageDecision:
    """Decide about a document whose id may be taken by one from another file."""
    document = parsed.document
    number = 1
    while True:
        claimed = document.id if number == 1 else f"{document.id}~{number}"
        rival = catalog.document(claimed)
        if rival is None:
            return StorageDecision(_renamed(parsed, claimed), store=True)
        if _same_file(rival, document):
            return StorageDecision(_renamed(_still_lent(parsed, rival), claimed), store=True)
        if document.digest or rival.digest:
            return _of_digests(catalog, parsed, rival)
        if rival.sha256 == document.sha256 or _alike(rival.text, document.text):
            return _of_copies(parsed, rival, claimed)
        number += 1


def _same_file(one: Document, two: Document) -> bool:
    """Whether both are one file, perhaps named once from its folder and once in full, or moved.

    The file is read again when it or the program has changed: what is read now replaces what
    was read before. ``one`` is the one in the library.
    """
    if one.source == two.source:
        return True
    before = actual(one.source)
    return one.sha256 == two.sha256 and (
        resolved(before) == resolved(actual(two.source)) or is_gone(before)
    )


def _of_digests(catalog: Catalog, parsed: Parsed, rival: Document) -> StorageDecision:
    document = parsed.document
    if document.digest and not rival.digest:
        lent = _lent(rival, document)
        if lent is not rival:  # the text gains what its digest knows besides
            return StorageDecision(Parsed(lent, tuple(catalog.passages(rival.id))), store=True)
        said = f"naskah lengkapnya sudah ada ({rival.source}); ikhtisar ini tidak disimpan"
        return StorageDecision(_warned(parsed, said), store=False)
    if rival.digest and not document.digest:
        parsed = _warned(parsed, Message("curate.replaces_digest", source=rival.source))
        return StorageDecision(Parsed(_lent(parsed.document, rival), parsed.passages), store=True)
    return StorageDecision(parsed, store=True)


#: What says that gazette or source of a text are its digest's; read again to keep them.
_LENT: Final = "lembaran negara atau alamat sumber menurut ikhtisar"


def _lent(text: Document, digest: Document) -> Document:
    """The act's text with the gazette and the source that only its digest knows.

    What the text says itself stands. A gazette that the text gives in part is completed only if
    both name the same sheet ("LN 2014/244" of "LN 2014/244, TLN 5587").
    """
    gazette = text.gazette
    if digest.gazette and (not gazette or digest.gazette.startswith(f"{gazette},")):
        gazette = digest.gazette
    url = text.url or digest.url
    if (gazette, url) == (text.gazette, text.url):
        return text
    said = tuple(w for w in text.warnings if not w.startswith(_LENT))
    warnings = (*said, Message("curate.lent", source=digest.source))
    return replace(text, gazette=gazette, url=url, warnings=warnings)


def _still_lent(parsed: Parsed, known: Document) -> Parsed:
    """A file read again, with what its digest once lent the text that it replaces."""
    said = next((w for w in known.warnings if w.startswith(_LENT)), "")
    if not said or parsed.document.digest:
        return parsed
    lender = replace(known, source=said.removeprefix(f"{_LENT} "))
    return Parsed(_lent(parsed.document, lender), parsed.passages)


def _of_copies(parsed: Parsed, rival: Document, claimed: str) -> StorageDecision:
    document = parsed.document
    gain = document.quality_ratio - rival.quality_ratio
    better = gain > BETTER or (gain >= -BETTER and document.pages > 0 and not rival.pages)
    if better:
        said = Message("curate.replaces_copy", source=rival.source)
    else:
        said = Message("curate.passed_over", source=rival.source)
    return StorageDecision(_warned(_renamed(parsed, claimed), said), store=better)


def _alike(one: str, two: str) -> bool:
    """Whether the smaller text's five-word runs mostly stand in the larger one."""
    first, second = _runs(one), _runs(two)
    smaller = min(len(first), len(second))
    return smaller > 0 and len(first & second) / smaller >= SAME_TEXT


def _runs(text: str) -> set[int]:
    words = re.findall(r"\w+", text.lower())
    return {hash(tuple(words[i : i + _RUN])) for i in range(max(1, len(words) - _RUN + 1))}


def _renamed(parsed: Parsed, new_id: str) -> Parsed:
    old = parsed.document.id
    if new_id == old:
        return parsed
    said = Message("curate.other_id", old=old, new=new_id)
    return _warned(renamed(parsed, new_id), said)


def renamed(parsed: Parsed, new_id: str) -> Parsed:
    """The same document under another id, with its passages."""
    old = parsed.document.id
    if new_id == old:
        return parsed
    passages = tuple(
        replace(
            p,
            document_id=new_id,
            passage_id=new_id + p.passage_id[len(old) :],
            parent_id=None if p.parent_id is None else new_id + p.parent_id[len(old) :],
        )
        for p in parsed.passages
    )
    return Parsed(replace(parsed.document, id=new_id), passages)


def _warned(parsed: Parsed, warning: str) -> Parsed:
    document = replace(parsed.document, warnings=(*parsed.document.warnings, warning))
    return Parsed(document, parsed.passages)


# Corrections meet the file again: what people said of a work holds for what is read anew.

_NUMBERED: Final = re.compile(r"~\d+\Z")


@dataclass(frozen=True, slots=True)
class Deduplicated:
    """A document just read, as it is to be stored, and the corrections that hold for it."""

    verdict: StorageDecision
    read: Document  # as its file says
    rows: tuple[Correction, ...]


def in_their_tiers(catalog: Catalog, files: Sequence[SourceFile]) -> list[SourceFile]:
    """The files, those put into another tier to be read as works of that one."""
    tiers = tiers_of_files(catalog)
    if not tiers:
        return list(files)
    return [replace(file, tier=tier) if (tier := tiers.get(file.key)) else file for file in files]


def judged(catalog: Catalog, parsed: Parsed) -> Deduplicated:
    """What becomes of a document just read (`index.curate.deduplicate`), with what people said of
    it."""
    read = parsed.document
    path = resolved(actual(read.source))
    rows = tuple(corrections_for(catalog, read.id, path, read.sha256))
    if rows:
        parsed = _with(parsed, rows)
        known = rows[0].document_id
        if _NUMBERED.sub("", known) != read.id:
            parsed = renamed(parsed, known)
        return Deduplicated(deduplicate(catalog, parsed), read, rows)
    verdict = deduplicate(catalog, parsed)
    here = verdict.parsed.document.id
    own = verdict.parsed.document.source == read.source  # not a text that its digest adds to
    if verdict.store and own and catalog.has(here):
        # A better copy of a corrected work, or its official text: the work is the same.
        rows = tuple(corrections_of(catalog, here))
        if rows:
            verdict = StorageDecision(_with(verdict.parsed, rows), store=True)
    return Deduplicated(verdict, read, rows)


def settle(catalog: Catalog, found: Deduplicated) -> None:
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
