"""Collections: what was saved, in one's own order, with notes; files of it; the questions asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import streamlit as st

from dalil.answer.export.bookmark_rows import Held, collect, standing_of
from dalil.answer.export.bookmarks import FORMATS, export_collection
from dalil.answer.legal_force import said_once
from dalil.index.store.bookmarks import NAME_LIMIT, Collection, Collections
from dalil.index.store.owner import LOCAL
from dalil.index.store.undo import UndoStep
from dalil.ingest.errors import DalilError
from dalil.ingest.messages import message_of
from dalil.library import Library
from dalil.service.uploads import safe_name
from dalil.views import session, user
from dalil.views.bookmark_card import saved_card
from dalil.views.components import FORMATS as KNOWN
from dalil.views.components import notice, style_chooser
from dalil.views.filters import STYLE
from dalil.views.hit_card import CHOSEN, LAST, force_lines
from dalil.views.html import plain
from dalil.views.query_history import asked_before
from dalil.views.words import heard, say
from dalil.views.zotero import zotero_button

_FAILED: Final = "collections_failed"
_UNDONE: Final = "collections_undone"
_STYLE: Final = "collections_style"
#: Passages on one page of a collection.
_PAGE: Final = 20


def page() -> None:
    """Draw the page."""
    st.title(say("collections_title"), anchor=False)
    st.html(f'<p class="dalil-lead">{plain(say("collections_lead"))}</p>')
    library = session.readable()
    if library is None:
        return
    collections = Collections(library.catalog, user.owner())
    if user.is_passing():
        st.caption(say("passing"))
    _news()
    chosen = _choose(collections)
    _undo(collections)
    if chosen is not None:
        _draw(library, collections, chosen)
    asked_before(library)


def _news() -> None:
    """What went wrong, or was taken back, in the run before this one."""
    if failed := st.session_state.pop(_FAILED, ""):
        notice("warning", say("collections_failed"), heard(failed))
    step: UndoStep | None = st.session_state.pop(_UNDONE, None)
    if step is not None:
        notice("success", f"{say('taken_back')} {say(f'undo_{step.name}')}", f"“{step.subject}”")


def _choose(collections: Collections) -> Collection | None:
    """The list of collections and the ways to make, name and delete one; the one that is open."""
    there = {collection.id: collection for collection in collections.all()}
    last = next((n for n, c in there.items() if c.name == st.session_state.get(LAST)), None)
    chosen = st.session_state.get(CHOSEN, last)
    names = {number: f"{c.name} ({c.count})" for number, c in there.items()}
    if not there:
        notice("info", say("collections_none"), say("collections_none_do"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="dalil-collections"):
        if there:
            chosen = st.selectbox(
                say("save_where"), list(there),
                index=list(there).index(chosen) if chosen in there else 0,
                format_func=lambda number: names.get(number, ""),
            )  # fmt: skip
            st.session_state[CHOSEN] = chosen
        _naming("create", "", partial(_create, collections))
        if chosen is not None and chosen in there:
            _naming("rename", there[chosen].name, partial(_rename, collections, chosen))
            st.button(
                say("delete"), key="collection-delete", icon=":material/delete:",
                on_click=_try, args=(partial(collections.delete, chosen),),
            )  # fmt: skip
    return there.get(chosen) if chosen is not None else None


def _naming(name: str, old: str, act: Callable[[str], Any]) -> None:
    """A small form that takes a name."""
    key = f"collection-{name}"
    icon = ":material/add:" if name == "create" else ":material/edit:"
    box = st.expander(say(name), icon=icon, key=key, type="compact", on_change="rerun")
    if not box.open:
        return
    with box, st.form(f"{key}-form", border=False):
        # The name is part of the key: another collection has another box.
        st.text_input(say("name"), old, max_chars=NAME_LIMIT, key=f"{key}-name-{old}")
        st.form_submit_button(
            say(f"name_{name}"), type="primary", on_click=_submit, args=(act, key, old)
        )


def _submit(act: Callable[[str], Any], key: str, old: str) -> None:
    name = st.session_state.get(f"{key}-name-{old}", "")
    if _try(partial(act, name)):
        st.session_state[key] = False


def _create(collections: Collections, name: str) -> None:
    st.session_state[CHOSEN] = collections.create(name)


def _rename(collections: Collections, number: int, name: str) -> None:
    collections.rename(number, name)


def _try(act: Callable[[], Any]) -> bool:
    """Do it; what goes wrong is told on the page."""
    try:
        act()
    except (DalilError, sqlite3.Error) as error:
        st.session_state[_FAILED] = message_of(error)
        return False
    return True


def _undo(collections: Collections) -> None:
    step = collections.undoable()
    if step is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="dalil-undo"):
        # The label is Markdown to Streamlit: the collection's name stands beside it.
        st.button(
            f"{say('take_back')} {say(f'undo_{step.name}')}", key="collection-undo",
            type="tertiary", icon=":material/undo:", on_click=_take_back, args=(collections, step),
        )  # fmt: skip
        st.html(f'<p class="dalil-meta">“{plain(step.subject)}”</p>')


def _take_back(collections: Collections, step: UndoStep) -> None:
    def act() -> None:
        st.session_state[_UNDONE] = collections.take_back(step)
        if st.session_state[_UNDONE] is None:
            st.session_state[_FAILED] = say("undo_other")

    _try(act)


def _draw(library: Library, collections: Collections, chosen: Collection) -> None:
    """The open collection: its style and files, then its passages."""
    saved = collections.saved(chosen.id)
    if not saved:
        notice("info", say("collection_empty"), say("collection_empty_do"))
        return
    style = _files(library, chosen)
    pages = -(-len(saved) // _PAGE)
    at = 1
    if pages > 1:
        at = st.pagination(pages, key=f"collection-page-{chosen.id}-{pages}")
    first = (at - 1) * _PAGE
    held = standing_of(library.catalog, saved[first : first + _PAGE])
    language = "en" if st.session_state.get("lang") == "en" else "id"
    force_lines(said_once(held, language))
    for place, one in enumerate(held, first):
        _card(library, collections, one, place, len(saved), style)


def _card(
    library: Library, collections: Collections, held: Held, place: int, of: int, style: str
) -> None:
    number = held.saved.id

    def move(by: int) -> Callable[[], bool]:
        return partial(_try, partial(collections.move, number, place + by))

    saved_card(
        library, held, place, of, style,
        up=move(-1), down=move(1),
        remove=partial(_try, partial(collections.unsave, number)),
        annotate=lambda note: _try(partial(collections.annotate, number, note)),
    )  # fmt: skip


def _files(library: Library, chosen: Collection) -> str:
    """The style of citations and a button for each format; the style chosen."""
    known = {suffix: (label, mime) for suffix, label, mime in KNOWN}
    language = "en" if st.session_state.get("lang") == "en" else "id"
    with st.container(
        horizontal=True, vertical_alignment="center", key="dalil-download-collection"
    ):
        style_chooser(_STYLE)
        style: str = st.session_state.get(_STYLE) or STYLE
        for suffix in FORMATS:
            label, mime = known[suffix]
            st.download_button(
                label, partial(_file, library, chosen, style, language, suffix, user.owner()),
                f"{safe_name(chosen.name)}{suffix}", mime, key=f"collection-file{suffix}",
                on_click="ignore", icon=":material/download:",
            )  # fmt: skip
        made = partial(_file, library, chosen, style, language, ".ris", user.owner())
        zotero_button(made, "collection")
    st.caption(say("collection_files_note"))
    return style


def _file(
    library: Library,
    chosen: Collection,
    style: str,
    language: str,
    suffix: str,
    owner: str = LOCAL,
) -> bytes:
    return export_collection(collect(library, chosen, style, language, owner=owner), suffix)


if __name__ == "__main__":
    page()
