"""Where typed filters point: kinds and documents of this library, or an error that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.generation import DocumentEntry
from index.question.condition import Filters
from ingest.errors import QueryError
from ingest.messages import Message

#: Kinds that an error names.
_NAMED = 12


def scope(typed: Filters, documents: Sequence[DocumentEntry]) -> tuple[Filters, list[str]]:
    """The filters of a question in the library's own terms, and notes for the person.

    "jenis:tap-mpr" means the kind "TAP MPR". Raises QueryError for a kind that neither this
    library nor Indonesian law has. One that only this library lacks, or a document it does not
    have, is a note.
    """
    if not typed.kinds and not typed.documents:
        return typed, []
    notes: list[str] = []
    kinds: set[str] = set()
    there = {_folded(kind): kind for kind in sorted({d.kind for d in documents})}
    for kind in sorted(typed.kinds):
        if (found := there.get(_folded(kind))) is not None:
            kinds.add(found)
            continue
        if not _is_kind(kind):
            named = ", ".join(sorted(there.values())[:_NAMED]) or "–"
            raise QueryError(Message("query.unknown_kind", kind=kind, named=named))
        kinds.add(kind)
        notes.append(Message("query.nothing_of_kind", kind=kind))
    ids = {document.id for document in documents}
    for missing in sorted(typed.documents - ids):
        notes.append(Message("query.no_document", document=missing))
    return replace(typed, kinds=frozenset(kinds)), notes


def _folded(kind: str) -> str:
    return "".join(c for c in kind.casefold() if c.isalnum())


def _is_kind(kind: str) -> bool:
    """Whether the law has acts of this kind."""
    from ingest.kind import kind_by_slug, kind_of

    return bool(kind_by_slug(kind) or kind_of(kind.replace("-", " ")))
