"""What the library holds: a line of figures, and a table for each tier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final

import numpy as np
import streamlit as st

from index.generation import Generation
from index.library import Library
from ingest.errors import GenerationBroken
from ingest.model import Document, Status, Tier
from views import shelf
from views.mark import plain
from views.notice import lines, notice
from views.words import heard, say

_ROW_HEIGHT: Final = 35
_MOST_ROWS: Final = 12
_TITLE_WIDTH: Final = 230  # pixels: beside it a phone still shows kind and year


def holdings(library: Library, documents: Sequence[Document]) -> None:
    """Figures, then the documents of each tier."""
    try:
        generation = library.generation
    except GenerationBroken as error:
        notice("error", say("broken"), heard(str(error)), say("broken_do"))
        generation = None
    counts = library.catalog.counts()
    figures = (
        ("metric_documents", str(counts["documents"])),
        ("metric_passages", f"{counts['passages']:,}".replace(",", " ")),
        ("metric_digests", str(sum(d.digest for d in documents))),
        ("metric_vectors", say("yes" if generation and generation.meta.encoder else "no")),
    )
    st.html(
        '<dl class="dalil-figures">'
        + "".join(
            f"<div><dt>{plain(say(key))}</dt><dd>{plain(value)}</dd></div>"
            for key, value in figures
        )
        + "</dl>"
    )
    if generation is None or generation.meta.catalog != library.catalog.content_hash():
        _stale(library)
    passages = searchable(generation)
    for tier in Tier:
        group = [d for d in documents if d.tier is tier]
        if group:
            st.html(
                f'<div class="dalil-tier"><h3>{plain(say(f"tier_{tier.value}"))} ({len(group)})'
                f"</h3><p>{plain(_kinds(group))}</p></div>"
            )
            _table(group, passages, tier)
    failed = [s for s in library.catalog.sources() if s.failed]
    if failed:
        st.html(f'<div class="dalil-tier"><h3>{plain(say("failed_sources"))}</h3></div>')
        lines([f"{PurePath(s.path).name}: {s.reason or ''}" for s in failed])


def searchable(generation: Generation | None) -> dict[str, int]:
    """How many passages of each document the index can find."""
    if generation is None:
        return {}
    counts = np.bincount(generation.document, minlength=len(generation.documents))
    return {d.id: int(n) for d, n in zip(generation.documents, counts, strict=True)}


def _kinds(group: Sequence[Document]) -> str:
    counted = Counter(d.kind for d in group)
    return ", ".join(f"{count} {kind}" for kind, count in counted.most_common())


def _table(group: Sequence[Document], passages: dict[str, int], tier: Tier) -> None:
    rows: list[dict[str, Any]] = [
        {
            "title": d.title,
            "kind": d.kind,
            "year": "" if d.year is None else str(d.year),
            "text": say("text_digest" if d.digest else "text_full"),
            "pages": str(d.pages or ""),
            "passages": passages.get(d.id, 0),
            "status": say(f"status_{d.status.value}"),
            "quality": d.quality_ratio * 100,
            "warnings": "; ".join(d.warnings),
            "id": d.id,
            "file": PurePath(d.source).name,
        }
        for d in group
    ]
    # Every column is text or a number to Streamlit: a cell is never read as a link.
    config = {
        "title": st.column_config.TextColumn(say("col_title"), width=_TITLE_WIDTH),
        "kind": st.column_config.TextColumn(say("col_kind")),
        "year": st.column_config.TextColumn(say("col_year")),
        "text": st.column_config.TextColumn(say("col_text")),
        "pages": st.column_config.TextColumn(say("col_pages")),
        "passages": st.column_config.NumberColumn(say("col_passages")),
        "status": st.column_config.TextColumn(say("col_status")),
        "quality": st.column_config.NumberColumn(say("col_quality"), format="%.0f %%"),
        "warnings": st.column_config.TextColumn(say("col_warnings"), width="medium"),
        "id": st.column_config.TextColumn(say("col_id")),
        "file": st.column_config.TextColumn(say("col_file")),
    }
    if not any(d.warnings for d in group):
        config["warnings"] = None
    if not any(d.pages for d in group):
        config["pages"] = None
    if tier is not Tier.PRIMARY and all(d.status is Status.UNKNOWN for d in group):
        config["status"] = None  # a book is not in force or out of it
    st.dataframe(
        rows,
        column_config=config,
        hide_index=True,
        height=_ROW_HEIGHT * (min(len(rows), _MOST_ROWS) + 1) + 2,
        key=f"table-{tier.value}",
        alt=say(f"tier_{tier.value}"),
    )


def _stale(library: Library) -> None:
    notice("warning", say("stale"))
    if st.button(say("stale_do"), key="reindex", icon=":material/refresh:"):
        try:
            library.commit(vectors=shelf.has_vectors(library))
        except shelf.UNREADABLE as error:
            shelf.explain(error)
            return
        st.rerun()
