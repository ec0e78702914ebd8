"""A saved passage as a card: its words as they were saved, its note, and what can be done to it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from dalil.answer.citation.cite import cite
from dalil.answer.export.bookmark_rows import Held
from dalil.index.query.analyzer import language_of
from dalil.index.store.bookmarks import NOTE_LIMIT
from dalil.library import Library
from dalil.views.components import copy_button
from dalil.views.hit_card import CARD_LIMIT, badge, head, meta, wording_html
from dalil.views.html import clipped, marked, plain
from dalil.views.words import say

_BADGES: Final = {"changed": "amended", "gone": "repealed"}


def saved_card(
    library: Library,
    held: Held,
    place: int,
    of: int,
    style: str,
    *,
    up: Callable[[], Any],
    down: Callable[[], Any],
    remove: Callable[[], Any],
    annotate: Callable[[str], Any],
) -> None:
    """Draw a passage of a collection of ``of``; ``place`` counts from 0."""
    saved = held.saved
    document, passage = saved.document, saved.passage
    key = f"saved-{saved.id}"
    language = "en" if st.session_state.get("lang") == "en" else "id"
    citation = cite(document, passage, style=style, language=language)
    said = ""
    if saved.standing != "same":
        said = badge(_BADGES[saved.standing], say(f"saved_{saved.standing}"))
    if held.since_saved:
        said += badge("amended", say("saved_replaced"))
    with st.container(border=True, key=key):
        st.html(
            head(document, passage, place + 1, standing=(held.status, held.reason), after=said)
            + wording_html(held.wording, passage.passage_id)
            + _words(held)
            + meta(document, passage.page, passage.passage_id * (saved.standing != "gone"))
            + f'<p class="dalil-cite">{plain(citation)}</p>'
            + _question(saved.question)
        )
        if saved.standing == "changed":
            _now(library, passage.passage_id, key)
        _note(saved.note, key, annotate)
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"do-{key}"
        ):
            copy_button(
                say("copy_citation"), citation, key=f"copy-{key}",
                name=say("copy_citation_of", rank=place + 1),
            )  # fmt: skip
            _moves(key, place, of, up, down, remove)
            _again(saved.question)


def _words(held: Held) -> str:
    text = held.saved.passage.text
    start, end = clipped(text, (), CARD_LIMIT)
    lead = f'<span class="dalil-leadin">{plain(held.lead)}</span>' if held.lead else ""
    cut = f'<p class="dalil-meta">{plain(say("saved_clipped"))}</p>' if end < len(text) else ""
    return (
        f'<p class="dalil-text" lang="{language_of(text)}">{lead}{marked(text[start:end])}'
        f"{' …' if cut else ''}</p>{cut}"
    )


def _question(question: str) -> str:
    if not question:
        return ""
    return f'<p class="dalil-meta">{plain(say("saved_for"))} {plain(question)}</p>'


def _now(library: Library, passage_id: str, key: str) -> None:
    """What the library says at this place now, when it is wanted."""
    box = st.expander(say("saved_now"), key=f"now-{key}", type="compact", on_change="rerun")
    if not box.open:
        return
    current = library.catalog.passage(passage_id)
    if current is not None:
        box.html(
            f'<p class="dalil-text" lang="{language_of(current.text)}">{marked(current.text)}</p>'
        )


def _note(note: str, key: str, annotate: Callable[[str], Any]) -> None:
    # Of the words as they are stored: what was taken back, or written in another window, is shown.
    box = f"note-{key}-{zlib.crc32(note.encode('utf-8', 'replace')):x}"

    def write() -> None:
        annotate(st.session_state.get(box) or "")

    st.text_area(
        say("save_note"), note, max_chars=NOTE_LIMIT, height=76, key=box, on_change=write,
        placeholder=say("save_note_hint"),
    )  # fmt: skip


def _moves(
    key: str,
    place: int,
    of: int,
    up: Callable[[], Any],
    down: Callable[[], Any],
    remove: Callable[[], Any],
) -> None:
    for name, icon, act, idle in (
        ("saved_up", "arrow_upward", up, place == 0),
        ("saved_down", "arrow_downward", down, place == of - 1),
        ("saved_remove", "bookmark_remove", remove, False),
    ):
        st.button(
            say(name), key=f"{name}-{key}", icon=f":material/{icon}:", on_click=act, disabled=idle
        )


def _again(question: str) -> None:
    """The way to the question that the passage answered."""
    if question:
        st.page_link(
            "views/ask.py", label=say("ask_again"), icon=":material/search:",
            query_params={"q": question},
        )  # fmt: skip
