"""The history of questions: what was asked, what came of it, and the way back to it."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Final

import streamlit as st

from dalil.index.store.query_log import KEPT, Asked, clear_history, history, is_kept
from dalil.ingest.errors import DalilError
from dalil.library import Library
from dalil.views import session, user
from dalil.views.components import notice
from dalil.views.html import plain
from dalil.views.words import say

_SHOWN: Final = "asked_shown"
#: Questions that are shown at first, and with each press of "more".
_STEP: Final = 15
_OUTCOMES: Final = frozenset({"answered", "uncertain", "abstained"})


def asked_before(library: Library) -> None:
    """The last questions of this library, newest first, each with a link that asks it again."""
    st.header(say("asked_title"), anchor=False)
    if history(library.catalog, 1, "", user.owner()):
        _clear(library)
    if not is_kept():
        notice("info", say("asked_off"))
    wanted = st.text_input(say("asked_find"), key="asked_find", placeholder=say("asked_find_hint"))
    shown = int(st.session_state.get(_SHOWN, _STEP))
    found = history(library.catalog, shown + 1, wanted or "", user.owner())
    if not found:
        nothing = say("asked_no_such" if wanted else "asked_none")
        st.html(f'<p class="dalil-meta">{plain(nothing)}</p>')
    for number, asked in enumerate(found[:shown]):
        _row(number, asked)
    if len(found) > shown:
        st.button(say("asked_more"), on_click=_more, icon=":material/expand_more:")
    st.caption(say("asked_note", kept=KEPT))


def _row(number: int, asked: Asked) -> None:
    when = datetime.fromisoformat(asked.at).astimezone().strftime(say("asked_when"))
    known = asked.status if asked.status in _OUTCOMES else "abstained"
    facts = f"{when} · {say(f'asked_{known}')} · {say('asked_hits', count=asked.hits)}"
    with st.container(horizontal=True, vertical_alignment="center", key=f"past-{number}"):
        st.html(
            f'<p class="dalil-past">{plain(asked.question)}</p>'
            f'<p class="dalil-meta">{plain(facts)}</p>'
        )
        st.page_link(
            "views/ask.py", label=say("ask_again"), icon=":material/search:",
            query_params={**asked.settings},
        )  # fmt: skip


def _more() -> None:
    st.session_state[_SHOWN] = int(st.session_state.get(_SHOWN, _STEP)) + _STEP


def _clear(library: Library) -> None:
    """Forgetting cannot be taken back, so it is asked for twice."""
    box = st.expander(
        say("asked_clear"), icon=":material/delete_history:", key="asked-clear", type="compact",
        on_change="rerun",
    )  # fmt: skip
    if box.open:
        box.html(f'<p class="dalil-meta">{plain(say("asked_clear_sure"))}</p>')
        box.button(say("asked_clear_do"), type="primary", on_click=_forget, args=(library,))


def _forget(library: Library) -> None:
    st.session_state["asked-clear"] = False
    try:
        clear_history(library.catalog, user.owner())
    except (DalilError, sqlite3.Error) as error:
        session.explain(error)
