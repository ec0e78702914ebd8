"""Save a passage: a small form on a card that chooses a collection and takes a note."""

from __future__ import annotations

import sqlite3
from typing import Final

import streamlit as st

from index.collection import NOTE_LIMIT, Collections
from index.collection_name import NAME_LIMIT
from index.library import Library
from ingest.errors import DalilError
from ingest.messages import message_of
from ingest.model import Document, Passage
from views import person, shelf
from views.mark import plain
from views.notice import notice
from views.words import heard, say

#: What is saved where, read once a run of the page: `views.frame` drops it when a run begins.
HELD: Final = "save_held"
LAST: Final = "save_last"  # the collection this session last saved in, by its name
CHOSEN: Final = "collections_chosen"  # the one that is open on the page of collections, by id
_FAILED: Final = "save_failed"


@st.fragment  # type: ignore[untyped-decorator]
def save_button(
    library: Library, document: Document, passage: Passage, question: str, key: str
) -> None:
    """A button that opens the form; it says whether the passage is saved already.

    ``question`` is what the passage was found by (empty: none). What it holds is drawn
    when it is opened. ``key`` tells it from the others on the page.
    """
    held = _held(library).get(passage.passage_id, [])
    # Labels are Markdown to Streamlit: ours only, never the name of a collection. An expander and
    # no popover: the keyboard goes on into it, while a popover stands at the end of the page.
    box = st.expander(
        say("save_done" if held else "save"),
        icon=":material/bookmark_added:" if held else ":material/bookmark_add:",
        key=f"save-{key}",
        type="compact",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        if held:
            st.html(f'<p class="dalil-meta">{plain(say("save_held"))} {plain(", ".join(held))}</p>')
        if failed := st.session_state.pop(_FAILED, ""):
            notice("error", say("save_failed"), heard(failed))
        _form(library, document, passage, question, key)


def _form(library: Library, document: Document, passage: Passage, question: str, key: str) -> None:
    names = [collection.name for collection in Collections(library.catalog, person.owner()).all()]
    last = st.session_state.get(LAST)
    with st.form(f"save-form-{key}", border=False):
        if names:
            st.selectbox(
                say("save_where"), names, index=names.index(last) if last in names else 0,
                key=f"save-where-{key}",
            )  # fmt: skip
        st.text_input(
            say("save_or_new" if names else "save_new"), "" if names else say("save_first_name"),
            max_chars=NAME_LIMIT, key=f"save-new-{key}",
        )  # fmt: skip
        st.text_area(
            say("save_note"), max_chars=NOTE_LIMIT, height=80, key=f"save-note-{key}",
            placeholder=say("save_note_hint"),
        )  # fmt: skip
        st.form_submit_button(
            say("save"), type="primary", on_click=_save,
            args=(library, document, passage, question, key),
        )  # fmt: skip


def _save(library: Library, document: Document, passage: Passage, question: str, key: str) -> None:
    new = (st.session_state.get(f"save-new-{key}") or "").strip()
    name = new or st.session_state.get(f"save-where-{key}") or ""
    note = st.session_state.get(f"save-note-{key}") or ""
    st.session_state.pop(HELD, None)
    try:
        Collections(library.catalog, person.owner()).save_in(
            name, document, passage, question, note, generation_of(library)
        )
    except (DalilError, sqlite3.Error) as error:
        st.session_state[_FAILED] = message_of(error)
        return
    st.session_state[LAST] = next(
        (held for held in _held(library).get(passage.passage_id, [])
         if held.casefold() == " ".join(name.split()).casefold()), None,
    )  # fmt: skip
    st.session_state.pop(CHOSEN, None)  # that page opens what was saved in
    st.session_state[f"save-new-{key}"] = st.session_state[f"save-note-{key}"] = ""
    st.session_state[f"save-{key}"] = False  # the form closes; its button says "saved"


def generation_of(library: Library) -> str:
    """The label of the index in use; "" where there is none that can be read."""
    try:
        generation = library.generation
    except shelf.UNREADABLE:
        return ""
    return generation.label if generation else ""


def _held(library: Library) -> dict[str, list[str]]:
    """The names of the collections that hold each passage: one query a run, for all cards."""
    if HELD not in st.session_state:
        try:
            st.session_state[HELD] = Collections(library.catalog, person.owner()).holding()
        except sqlite3.Error:  # the page itself will say that the library cannot be read
            return {}
    found: dict[str, list[str]] = st.session_state[HELD]
    return found
