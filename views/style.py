"""The style of citations as a widget, under the name that students know it by."""

from __future__ import annotations

import streamlit as st

from answer.cite import STYLES
from views.words import WORDS, say


def style_chooser(key: str = "style") -> None:
    """A list of all styles of `answer.cite`; the choice is in ``st.session_state[key]``."""
    # Named before they are drawn: what the widget calls later does not know the language.
    names = {style: say("style_is", name=style_name(style)) for style in STYLES}
    st.selectbox(
        say("style"),
        list(STYLES),
        format_func=names.__getitem__,
        key=key,
        label_visibility="collapsed",
        width=230,
    )


def style_name(style: str) -> str:
    """What a style is called; its own name where no text calls it otherwise."""
    key = f"style_{style}"
    return say(key) if key in WORDS["id"] else style.replace("-", " ").capitalize()
