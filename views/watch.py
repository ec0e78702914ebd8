"""Folders that are watched: the list with its switches, and the one watchman of this process."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from zlib import crc32

import streamlit as st

from dalil.index.curate.watch import Watched, Watchman, add, remove, switch, watched
from dalil.ingest.errors import LibraryError, WatchError
from dalil.library import Library
from dalil.service.permissions import Act
from dalil.views import session, user
from dalil.views.components import notice
from dalil.views.html import plain
from dalil.views.session import folders_allowed
from dalil.views.words import heard, say


@st.cache_resource(  # type: ignore[untyped-decorator]
    show_spinner=False, max_entries=1, on_release=lambda watchman: watchman.close(0.0)
)
def _watchman(folder: str, number: int, _library: Library) -> Watchman:
    """One a process, however many sessions look at the page."""
    return Watchman(_library)


def resume() -> None:
    """See to it that the folders on the list are watched, after a start of the app too."""
    with suppress(*session.UNREADABLE):
        library = session.library()
        if any(w.active for w in watched(library.catalog)):
            _watchman(str(library.folder), id(library), library)


def watching(library: Library) -> None:
    """The part of the page with the list; folders are added where they may be named."""
    listed = watched(library.catalog)
    allowed = folders_allowed()
    if not listed and not allowed:
        return
    with st.expander(say("watch"), icon=":material/folder_eye:", expanded=bool(listed)):
        st.caption(say("watch_help"))
        if listed:
            _list(library)
        if allowed:
            _form(library)
        else:
            st.caption(say("watch_not_here"))


@st.fragment(run_every=3.0)  # type: ignore[untyped-decorator]
def _list(library: Library) -> None:
    """The folders with what their watchers did last, drawn again as they go on."""
    try:
        listed = watched(library.catalog)
    except LibraryError as error:
        session.explain(error)
        return
    for one in listed:
        key = f"{crc32(str(one.folder).encode()):08x}"
        state = say(f"watch_{one.state}" if one.state and one.active else
                    "watch_starting" if one.active else "watch_off")  # fmt: skip
        at = f" · {one.at[:16].replace('T', ' ')} UTC" if one.at else ""
        options = [say(f"watch_is_{name}") for name in ("prune", "polling") if getattr(one, name)]
        detail = f'<p class="dalil-meta">{plain(heard(one.detail))}</p>' if one.detail else ""
        st.html(
            f'<p class="dalil-place">{plain(str(one.folder))}</p>'
            f'<p class="dalil-meta">{plain(" · ".join([state, *options]) + at)}</p>{detail}'
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            on = st.toggle(say("watch_on"), value=one.active, key=f"watch-{key}-{one.active}")
            if on != one.active:
                _change(lambda f=one.folder, on=on: switch(library.catalog, f, on))
            if st.button(say("watch_remove"), key=f"unwatch-{key}", icon=":material/close:"):
                _change(lambda f=one.folder: remove(library.catalog, f))


def _change(change: object) -> None:
    user.must(Act.WATCH)
    assert callable(change)
    try:
        change()
    except LibraryError as error:
        session.explain(error)
        return
    resume()
    st.rerun()


def _form(library: Library) -> None:
    with st.form("watch-add", border=False, clear_on_submit=False):
        folder = st.text_input(
            say("watch_folder"), placeholder=say("folder_hint"), key="watch_path"
        )
        prune = st.checkbox(say("watch_prune"), key="watch_prune", help=say("watch_prune_help"))
        polling = st.checkbox(say("watch_poll"), key="watch_poll", help=say("watch_poll_help"))
        sent = st.form_submit_button(say("watch_do"), icon=":material/visibility:")
    if not sent or not folder.strip():
        return
    user.must(Act.WATCH)
    user.must(Act.FOLDER)
    try:
        add(
            library,
            Watched(Path(folder.strip()), prune=prune, polling=polling,
                    vectors=session.has_vectors(library)),
        )  # fmt: skip
    except WatchError as error:
        notice("error", say("folder_not"), heard(error))
        return
    except LibraryError as error:
        session.explain(error)
        return
    resume()
    st.rerun()
