"""What people said of works, kept apart from what their files say of themselves.

A correction belongs to a work of a file: it is remembered under the id that the file's own
reading gives (``read_id``), with the file's path and hash, so that it finds the work again when
the file is read once more, also where the correction itself gave the work another id. ``before``
is what the file says: undoing goes back to that. A copy that displaces a corrected work in the
library inherits its corrections.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from dalil.index.store.catalog import Catalog, now
from dalil.ingest.csl_variables import VARIABLES
from dalil.ingest.file_names import actual, resolved
from dalil.ingest.model import Document, Tier

#: What can be corrected: fields of `Document`, and CSL variables as ``csl.volume``.
FIELDS: Final = (
    "tier", "kind", "title", "number", "year", "date", "issuer", "gazette", "authors", "url",
    *(f"csl.{name}" for name in VARIABLES),
)  # fmt: skip
_CSL: Final = "csl."
_COLUMNS: Final = "document_id, field, value, before, read_id, path, sha256"

#: A value: text, a year, names; None for "not known".
Value = str | int | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of a work as a person says it is."""

    document_id: str  # as it is now
    field: str
    value: Value
    before: Value  # what the file says
    read_id: str  # the id that the file's own reading gives
    path: str
    sha256: str


def value_in(document: Document, field: str) -> Value:
    """What a document has in that field now."""
    if field.startswith(_CSL):
        return dict(document.extra).get(field.removeprefix(_CSL))
    value: Value = getattr(document, field)
    return str(value) if isinstance(value, Tier) else value


def with_values(document: Document, values: Mapping[str, Value]) -> Document:
    """The document with these values in place of its own; None takes one away."""
    extra = dict(document.extra)
    said: dict[str, Any] = {}
    for field, value in values.items():
        if not field.startswith(_CSL):
            said[field] = Tier(str(value)) if field == "tier" else value
        elif value is None:
            extra.pop(field.removeprefix(_CSL), None)
        else:
            extra[field.removeprefix(_CSL)] = str(value)
    if "authors" in said:
        said["authors"] = tuple(said["authors"] or ())
    return replace(document, **said, extra=tuple(sorted(extra.items())))


def corrections_of(catalog: Catalog, document_id: str) -> list[Correction]:
    """The corrections of a work, by field."""
    return _select(catalog, "document_id = ? ORDER BY field", (document_id,))


def corrections_for(catalog: Catalog, read_id: str, path: str, sha256: str) -> list[Correction]:
    """Those of a work just read from this file: the same content, or the same path."""
    return _select(
        catalog, "read_id = ? AND (path = ? OR sha256 = ?) ORDER BY field", (read_id, path, sha256)
    )


def corrected_ids(catalog: Catalog) -> frozenset[str]:
    """The works of which a person has corrected something."""
    with catalog.snapshot() as db:
        rows = db.execute("SELECT DISTINCT document_id FROM corrections").fetchall()
    return frozenset(row[0] for row in rows)


def tiers_of_files(catalog: Catalog) -> dict[str, Tier]:
    """Files whose work was put into another tier, where that changes how they are read.

    Acts are divided by pasal, other works by paragraphs. A file of several works is none of them.
    """
    with catalog.snapshot() as db:
        rows = db.execute(
            "SELECT c.path, c.value, c.before FROM corrections c LEFT JOIN sources s "
            "ON s.path = c.path WHERE c.field = 'tier' "
            "AND (s.document_ids IS NULL OR json_array_length(s.document_ids) <= 1)"
        ).fetchall()
    return {
        path: Tier(json.loads(value))
        for path, value, before in rows
        if Tier.PRIMARY in (json.loads(value), json.loads(before))
    }


def remember(
    catalog: Catalog,
    document: Document,
    read_id: str,
    values: Mapping[str, Value],
    befores: Mapping[str, Value],
) -> None:
    """Store corrections of a work; one that is what the file says anyway is forgotten."""
    path = file_of(catalog, document)
    with catalog.transaction() as db:
        for field, value in values.items():
            before = befores[field]
            if value == before:
                db.execute(
                    "DELETE FROM corrections WHERE document_id = ? AND field = ?",
                    (document.id, field),
                )
                continue
            db.execute(
                f"INSERT OR REPLACE INTO corrections ({_COLUMNS}, at) "  # noqa: S608
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    document.id, field, json.dumps(value, ensure_ascii=False),
                    json.dumps(before, ensure_ascii=False), read_id, path, document.sha256, now(),
                ),
            )  # fmt: skip


def file_of(catalog: Catalog, document: Document) -> str:
    """The full path of the file a work was read from, as the catalogue knows it."""
    with catalog.snapshot() as db:
        rows = db.execute(
            "SELECT path, document_ids FROM sources WHERE sha256 = ?", (document.sha256,)
        ).fetchall()
    found = [path for path, ids in rows if document.id in json.loads(ids)]
    named = resolved(actual(document.source))
    return found[0] if found and named not in found else named


def move(catalog: Catalog, old_id: str, new_id: str) -> None:
    """A work has another id: its corrections go with it."""
    with catalog.transaction() as db:
        db.execute(
            "UPDATE OR REPLACE corrections SET document_id = ? WHERE document_id = ?",
            (new_id, old_id),
        )


def forget(catalog: Catalog, document_id: str, fields: Iterable[str]) -> None:
    """Drop corrections of a work: what its file says holds again."""
    with catalog.transaction() as db:
        db.executemany(
            "DELETE FROM corrections WHERE document_id = ? AND field = ?",
            [(document_id, field) for field in fields],
        )


def _select(catalog: Catalog, where: str, values: tuple[str, ...]) -> list[Correction]:
    with catalog.snapshot() as db:
        rows = db.execute(
            f"SELECT {_COLUMNS} FROM corrections WHERE {where}",  # noqa: S608
            values,
        ).fetchall()
    return [
        Correction(document_id, field, _value(value), _value(before), read_id, path, sha256)
        for document_id, field, value, before, read_id, path, sha256 in rows
    ]


def _value(text: str) -> Value:
    value = json.loads(text)
    return tuple(value) if isinstance(value, list) else value
