"""Following: the button on a work, a provision or a question; how much is new, at the page's name.

What is new is looked for when something came: of followed works and saved passages at once, which
takes milliseconds; of questions behind the page, since each may be asked again.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import streamlit as st

from dalil.index.curate.news import follow, look, questions_wait
from dalil.index.store.followed import Followed, FollowedKind, Following
from dalil.ingest.errors import DalilError
from dalil.ingest.messages import message_of
from dalil.library import Library
from dalil.views import session, user
from dalil.views.words import say

#: What could not be followed, told by the page that draws next.
FAILED: Final = "follow_failed"
#: What `count` gave in this run: the number that stands at the page's name.
COUNTED: Final = "news_counted"
#: Whose questions are being asked again: once for all windows.
_asking: set[str] = set()
_guard = threading.Lock()


def follow_button(
    library: Library,
    kind: FollowedKind,
    subject: str,
    key: str,
    settings: Mapping[str, Any] | None = None,
    *,
    label: str = "",
) -> None:
    """A button that follows, and says so; pressed again, it is followed no longer."""
    if library.catalog.read_only:
        return
    following = Following(library.catalog, user.owner())
    held: Followed | None = None
    with suppress(DalilError, sqlite3.Error):
        held = following.named(kind, subject)
    st.button(
        say("followed") if held else say(label or "follow"),
        key=f"follow-{key}",
        icon=":material/notifications_active:" if held else ":material/notification_add:",
        type="tertiary",
        help=say(f"follow_{kind}_help"),
        on_click=_toggle,
        args=(library, kind, subject, settings, held),
    )


def _toggle(
    library: Library, kind: FollowedKind, subject: str, settings: Mapping[str, Any] | None,
    held: Followed | None,
) -> None:  # fmt: skip
    try:
        if held is not None:
            Following(library.catalog, user.owner()).unfollow(held.id)
        else:
            asked = dict(settings or {}) if kind == "question" else None
            follow(library, subject, owner=user.owner(), settings=asked)
    except (DalilError, sqlite3.Error) as error:
        st.session_state[FAILED] = message_of(error)


def count() -> int:
    """How many things are new for the person of this session and not read; 0 where nothing is
    known. For the name of the page: what goes wrong is told there."""
    st.session_state[COUNTED] = 0
    with suppress(*session.UNREADABLE, DalilError):
        library = session.library()
        owner = user.owner()
        st.session_state[COUNTED] = unread = look(library, owner, questions=False).unread
        if questions_wait(library, owner):
            _ask_again(library, owner)
        return unread
    return 0


def _ask_again(library: Library, owner: str) -> None:
    """Ask the questions again, in a thread of its own: the page does not wait for them."""
    with _guard:
        if owner in _asking:
            return
        _asking.add(owner)

    def work() -> None:
        try:
            with suppress(*session.UNREADABLE, DalilError):
                look(library, owner)
        finally:
            with _guard:
                _asking.discard(owner)

    threading.Thread(target=work, daemon=True, name="dalil-news").start()
