"""A copy of a passage and of its work, as text: what is saved outlives what it was saved from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final

from index.record import DOCUMENT_COLUMNS, document_of, document_row
from ingest.locator import Locator
from ingest.model import Document, Passage, Tier

_WITHOUT: Final = frozenset({"page_starts", "warnings"})
_EMPTY: Final = Document(
    id="", tier=Tier.SECONDARY, kind="", title="", text="", source="", sha256=""
)


def packed(document: Document, passage: Passage) -> str:
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


def unpacked(passage_id: str, copy: str) -> tuple[Document, Passage]:
    """What `packed` made; fields that it did not know yet are empty."""
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
