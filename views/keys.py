"""The way to become an editor where the app is open to others, and to stop being one."""

from __future__ import annotations

import streamlit as st

from ingest.errors import TooMuch
from views import person
from views.notice import notice
from views.permit import Role
from views.words import heard, say

_BOX = "keys_secret"
_SAID = "keys_said"


def ring() -> None:
    """The part of the page; nothing alone at one's own machine, or where nobody can be editor."""
    if not person.public() or not (person.can_sign_in() or person.has_secret()):
        return
    name = person.signed_in_as()
    editor = person.role() is Role.EDITOR
    title = say("editor_here") if editor else say("signed_in", name="…") if name else (
        say("editor_sign_in"))  # fmt: skip
    said = st.session_state.pop(_SAID, "")
    with st.expander(title, icon=":material/key:", expanded=bool(said)):
        if said:
            notice("warning", said)
        if name:
            st.text(say("signed_in", name=name))  # a text: what the sign-in says is no Markdown
            st.button(say("editor_out"), key="keys_out", on_click=st.logout)
        elif person.can_sign_in():
            st.button(say("sign_in"), key="keys_in", on_click=st.login)
        if editor and not name:
            st.button(say("editor_out"), key="keys_lock", on_click=person.lock)
        elif not editor and person.has_secret():
            _secret()


def _secret() -> None:
    with st.form("keys", border=False, clear_on_submit=True):
        st.text_input(
            say("editor_secret"), type="password", key=_BOX, autocomplete="current-password"
        )
        st.form_submit_button(say("editor_do"), on_click=_try)


def _try() -> None:
    typed = str(st.session_state.get(_BOX) or "")
    if not typed.strip():
        return
    try:
        if not person.unlock(typed):
            st.session_state[_SAID] = say("editor_wrong")
    except TooMuch as error:
        st.session_state[_SAID] = heard(error)
