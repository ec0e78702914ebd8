"""The style of citations as a widget, under the name that students know it by."""

from __future__ import annotations

import streamlit as st

from answer.csl.style import STYLES, own_styles
from views.words import WORDS, say


def styles() -> list[str]:
    """Names of the styles that can be chosen here: ours, and those in the user's folder.

    A page takes no other: `answer.cite` also reads a style from a path, and a link must not name
    files of the machine that serves the page.
    """
    return [*STYLES, *(name for name in own_styles() if name not in STYLES)]


def style_chooser(key: str = "style") -> None:
    """A list of all `styles`; the choice is in ``st.session_state[key]``."""
    offered = styles()
    # Named before they are drawn: what the widget calls later does not know the language.
    names = {style: say("style_is", name=style_name(style)) for style in offered}
    st.selectbox(
        say("style"),
        offered,
        format_func=names.__getitem__,
        key=key,
        label_visibility="collapsed",
        width=210,
    )


def style_name(style: str) -> str:
    """What a style is called; its own name where no text calls it otherwise."""
    key = f"style_{style.replace('-', '_')}"
    return say(key) if key in WORDS["id"] else style
