"""A document with its passages as bytes, and back: what is kept of a work that was taken out.

The columns go by their names, so that a later version with more of them reads it too.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import Any

from index.record import (
    DOCUMENT_COLUMNS,
    PASSAGE_COLUMNS,
    Source,
    document_of,
    document_row,
    passage_of,
    passage_row,
)
from ingest.errors import LibraryError
from ingest.messages import Message
from ingest.model import Document, Parsed, Tier


def pack(parsed: Parsed, source: Source | None) -> bytes:
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


def unpack(data: bytes) -> tuple[Parsed, Source | None]:
    """What `pack` packed. Raises LibraryError where it is damaged."""
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
            said = Source(**{**said, "document_ids": tuple(said["document_ids"])})
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise LibraryError(Message("library.removed_damaged", error=error)) from error
    return Parsed(document, passages), said
