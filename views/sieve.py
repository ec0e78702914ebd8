"""The question's settings as widgets: tier, kind, document, years, mode, number of hits."""

from __future__ import annotations

from typing import cast

import streamlit as st

from answer.name import short_name
from index.hit import Mode
from index.library import Library
from ingest.markup import unmarked
from ingest.model import Tier
from views.link import FIRST_YEAR, HITS, LAST_YEAR, MODES, MOST_HITS, STYLE, Settings
from views.mark import seen
from views.words import say

#: Widget key of each setting.
KEYS = ("q", "tier", "kind", "doc", "from", "to", "mode", "k", "style")


def place(settings: Settings) -> None:
    """Set the widgets (before they are drawn) to these settings."""
    s = settings
    values = (
        s.question, list(s.tiers), list(s.kinds), list(s.documents), s.year_from, s.year_to,
        s.mode, s.k, s.style,
    )  # fmt: skip
    for key, value in zip(KEYS, values, strict=True):
        st.session_state[key] = value


def read() -> Settings:
    """The settings that the widgets hold."""
    state = st.session_state
    return Settings(
        question=(state.get("q") or "").strip(),
        tiers=tuple(t for t in Tier if t in (state.get("tier") or ())),
        kinds=tuple(state.get("kind") or ()),
        documents=tuple(state.get("doc") or ()),
        year_from=state.get("from"),
        year_to=state.get("to"),
        mode=cast("Mode", state.get("mode") or "hybrid"),
        k=state.get("k") or HITS,
        style=state.get("style") or STYLE,
    )


def clear() -> None:
    """Set all that decides what is found, but the question, to the defaults."""
    kept = read()
    place(Settings(question=kept.question, style=kept.style))


def draw(library: Library, settings: Settings) -> None:
    """The filters, folded away until one of them is used."""
    documents = {d.id: d for d in library.catalog.documents()}
    kinds = sorted({d.kind for d in documents.values()} | set(settings.kinds))
    # What a link names and this library has not stays visible: it filters, and says so.
    listed = [*documents, *(i for i in settings.documents if i not in documents)]

    def named(document_id: str) -> str:
        document = documents.get(document_id)
        if document is None:
            return seen(document_id)
        short = short_name(document)
        title = unmarked(document.title)
        return seen(short if short == title else f"{short}: {title}")

    label = say("filters_on", count=settings.narrowed) if settings.changed else say("filters")
    with st.expander(label, icon=":material/tune:", key="sieve", type="compact"):
        st.pills(
            say("tier"),
            list(Tier),
            selection_mode="multi",
            format_func=lambda t: say(f"short_{t.value}"),
            key="tier",
        )
        left, right = st.columns(2)
        left.multiselect(
            say("kind"), kinds, format_func=seen, key="kind", placeholder=say("any"),
            select_all=False,
        )  # fmt: skip
        right.multiselect(
            say("document"), listed, format_func=named, key="doc", placeholder=say("any"),
            select_all=False,
        )  # fmt: skip
        left, right = st.columns(2)
        for column, key in ((left, "from"), (right, "to")):
            column.number_input(
                say(f"year_{key}"), FIRST_YEAR, LAST_YEAR, step=1, key=key, placeholder=say("any")
            )
        left, right = st.columns(2)
        left.segmented_control(
            say("mode"), MODES, format_func=lambda m: say(f"mode_{m}"), key="mode", required=True
        )
        right.number_input(say("k"), 1, MOST_HITS, step=5, key="k")
        if settings.changed:
            st.button(say("clear"), on_click=clear, type="tertiary", icon=":material/close:")


def said(library: Library, settings: Settings) -> str:
    """The filters in use in words, for a line of text; "" for none."""
    works = (library.catalog.document(i, with_text=False) for i in settings.documents)
    named = [
        short_name(work) if work else i for i, work in zip(settings.documents, works, strict=True)
    ]
    years = ""
    if settings.year_from or settings.year_to:
        years = f"{settings.year_from or '…'}–{settings.year_to or '…'}"
    tiers = [say(f"short_{tier.value}") for tier in settings.tiers]
    return "; ".join(filter(None, (*tiers, *settings.kinds, *named, years)))
