"""Documents and passages as rows of the catalogue, and back, without loss."""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from dalil.ingest.errors import LibraryError
from dalil.ingest.locator import Locator
from dalil.ingest.messages import Message, as_json, from_json
from dalil.ingest.model import Document, Parsed, Passage, Status, Tier
from dalil.ingest.relations.changes import Change
from dalil.ingest.relations.instructions import Operation

#: Code points in one compressed chunk of text; a passage unpacks one or two of them.
CHUNK: Final = 8_192

DOCUMENT_COLUMNS: Final = (
    "id", "tier", "kind", "title", "source", "sha256", "number", "year", "issuer", "date",
    "gazette", "authors", "status", "status_reason", "digest", "licence", "url", "page_starts",
    "quality_ratio", "reader", "warnings", "extra",
)  # fmt: skip

PASSAGE_COLUMNS: Final = (
    "id", "document_id", "parent_id", "locator", "start", "end", "page", "heading", "lead_in",
    "searchable",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceFileRow:
    """What became of a file: so that only what changed is ingested again."""

    path: str
    sha256: str
    size: int  # bytes
    settings: str  # hash of the settings it was ingested with
    document_ids: tuple[str, ...] = ()
    failed: bool = False
    reason: str | None = None  # why it failed


def document_row(document: Document) -> tuple[Any, ...]:
    """The values of `DOCUMENT_COLUMNS`."""
    d = document
    return (
        d.id, d.tier.value, d.kind, d.title, d.source, d.sha256, d.number, d.year, d.issuer,
        d.date, d.gazette, _json(d.authors), d.status.value, d.status_reason, int(d.digest),
        d.licence, d.url, array("q", d.page_starts).tobytes(), d.quality_ratio, d.reader,
        _json(as_json(d.warnings)), json.dumps(dict(d.extra), ensure_ascii=False),
    )  # fmt: skip


def document_of(row: tuple[Any, ...], text: str = "") -> Document:
    """The document of a row of `DOCUMENT_COLUMNS`."""
    v = dict(zip(DOCUMENT_COLUMNS, row, strict=True))
    starts = array("q")
    starts.frombytes(v["page_starts"])
    v |= {
        "tier": Tier(v["tier"]),
        "status": Status(v["status"]),
        "authors": tuple(json.loads(v["authors"])),
        "warnings": tuple(from_json(json.loads(v["warnings"]))),
        "digest": bool(v["digest"]),
        "page_starts": tuple(starts),
        "extra": tuple(json.loads(v["extra"]).items()),
    }
    return Document(text=text, **v)


def passage_row(passage: Passage) -> tuple[Any, ...]:
    """The values of `PASSAGE_COLUMNS`; the text stays with the document."""
    p = passage
    return (
        p.passage_id, p.document_id, p.parent_id, str(p.locator), p.start, p.end, p.page,
        _json(p.heading), p.lead_in, int(p.searchable),
    )  # fmt: skip


def passage_of(row: tuple[Any, ...], text: str) -> Passage:
    """The passage of a row of `PASSAGE_COLUMNS` and its slice of the document's text."""
    passage_id, document_id, parent_id, locator, start, end, page, heading, lead_in, found = row
    return Passage(
        passage_id=passage_id,
        document_id=document_id,
        parent_id=parent_id,
        locator=Locator.parse(locator),
        start=start,
        end=end,
        text=text,
        page=page,
        heading=headings_of(heading),
        lead_in=lead_in,
        searchable=bool(found),
    )


@lru_cache(maxsize=1_024)  # passage after passage stands under the same headings
def headings_of(text: str) -> tuple[str, ...]:
    """The headings above a passage, as its row has them."""
    return tuple(json.loads(text))


def chunks_of(text: str) -> Iterator[tuple[int, bytes]]:
    """The numbered, compressed chunks of a text; none for an empty one."""
    for number, start in enumerate(range(0, len(text), CHUNK)):
        yield number, zlib.compress(text[start : start + CHUNK].encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=512)  # the finds of one question stand close together
def chunk_text(data: bytes) -> str:
    """What `chunks_of` packed."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def hash_of(parsed: Parsed) -> str:
    """A hash that changes with any field of the document or of one of its passages."""
    digest = hashlib.sha256(parsed.document.text.encode("utf-8", "surrogatepass"))
    # Warnings as they are printed: the hash is that of a library in which they were texts.
    document = replace(parsed.document, warnings=tuple(map(str, parsed.document.warnings)))
    row = [v.hex() if isinstance(v, bytes) else v for v in document_row(document)]
    if not parsed.document.extra:
        # Then the hash is that of a library written before there were any: the document is
        # unchanged, and its index stays valid.
        del row[DOCUMENT_COLUMNS.index("extra")]
    for part in (row, *map(passage_row, parsed.passages)):
        digest.update(json.dumps(part).encode())
    return digest.hexdigest()


def _json(values: Sequence[Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


# A copy of a passage and of its work, as text: what is saved outlives what it was saved from.

_WITHOUT: Final = frozenset({"page_starts", "warnings"})
_EMPTY: Final = Document(
    id="", tier=Tier.SECONDARY, kind="", title="", text="", source="", sha256=""
)


def passage_copy(document: Document, passage: Passage) -> str:
    """The copy as JSON: the work's data without its text, and the passage with its own."""
    row = zip(DOCUMENT_COLUMNS, document_row(replace(document, page_starts=())), strict=True)
    return json.dumps(
        {
            "document": {name: value for name, value in row if name not in _WITHOUT},
            "passage": {
                "parent_id": passage.parent_id, "locator": str(passage.locator),
                "start": passage.start, "end": passage.end, "text": passage.text,
                "page": passage.page, "heading": passage.heading, "lead_in": passage.lead_in,
            },
        },
        ensure_ascii=False,
    )  # fmt: skip


def from_passage_copy(passage_id: str, copy: str) -> tuple[Document, Passage]:
    """What `passage_copy` made; fields that it did not know yet are empty."""
    held: dict[str, Any] = json.loads(copy)
    empty = dict(zip(DOCUMENT_COLUMNS, document_row(_EMPTY), strict=True))
    document = document_of(tuple((empty | held["document"])[name] for name in DOCUMENT_COLUMNS))
    said = held["passage"]
    passage = Passage(
        passage_id=passage_id,
        document_id=document.id,
        parent_id=said["parent_id"],
        locator=Locator.parse(said["locator"]),
        start=said["start"],
        end=said["end"],
        text=said["text"],
        page=said["page"],
        heading=tuple(said["heading"]),
        lead_in=said["lead_in"],
    )
    return document, passage


# The columns go by their names, so that a later version with more of them reads it too.


def to_blob(parsed: Parsed, source: SourceFileRow | None) -> bytes:
    """The document, its passages and its file's record, compressed."""
    document = dict(zip(DOCUMENT_COLUMNS, document_row(parsed.document), strict=True))
    document["page_starts"] = list(parsed.document.page_starts)
    value = {
        "document": document,
        "text": parsed.document.text,
        "passages": [
            dict(zip(PASSAGE_COLUMNS, passage_row(passage), strict=True))
            for passage in parsed.passages
        ],
        "source": None if source is None else {
            "path": source.path, "sha256": source.sha256, "size": source.size,
            "settings": source.settings, "document_ids": list(source.document_ids),
        },
    }  # fmt: skip
    return zlib.compress(json.dumps(value).encode())


def from_blob(data: bytes) -> tuple[Parsed, SourceFileRow | None]:
    """What `to_blob` made. Raises LibraryError where it is damaged."""
    try:
        value: dict[str, Any] = json.loads(zlib.decompress(data))
        row = value["document"]
        named = Document(row["id"], Tier(row["tier"]), row["kind"], row["title"], "", "", "")
        blank = dict(zip(DOCUMENT_COLUMNS, document_row(named), strict=True))
        starts = tuple(row.pop("page_starts"))
        known = {**blank, **{k: v for k, v in row.items() if k in blank}}
        plain = document_of(tuple(known[c] for c in DOCUMENT_COLUMNS), value["text"])
        document = replace(plain, page_starts=starts)
        passages = tuple(
            passage_of(tuple(p[c] for c in PASSAGE_COLUMNS), document.text[p["start"] : p["end"]])
            for p in value["passages"]
        )
        said = value["source"]
        if said is not None:
            said = SourceFileRow(**{**said, "document_ids": tuple(said["document_ids"])})
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise LibraryError(Message("library.removed_damaged", error=error)) from error
    return Parsed(document, passages), said


# What an act changes in others: one compressed row for each act that it changes.

_OPERATION: Final = (
    "deed", "target", "at", "start", "end", "wording", "to", "old", "new", "side", "reason", "form",
    "whole",
)  # fmt: skip


def changes_data(changes: Iterable[Change]) -> bytes:
    """The changes of one act by one other, as they are stored."""
    rows = [[c.in_force, *(getattr(c.operation, name) for name in _OPERATION)] for c in changes]
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def changes_from(act: str, data: bytes) -> tuple[Change, ...]:
    """The changes of that act, as `changes_data` stored them."""
    rows = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    found = []
    for in_force, *values in rows:
        fields = dict(zip(_OPERATION, values, strict=True))
        for name in ("wording", "old", "new"):
            fields[name] = tuple(fields[name]) if fields[name] is not None else None
        found.append(Change(act, Operation(**fields), in_force))
    return tuple(found)
