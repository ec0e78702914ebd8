"""What stands around every page: the style, and the language switch."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

from dalil.ingest.messages import Language
from dalil.ingest.words import read_data
from dalil.views.filters import set_language
from dalil.views.hit_card import HELD
from dalil.views.words import LANGUAGES, NAMES, say

_WIDGETS: Final = read_data("views/data/widget_texts.toml")


_STYLE: Final = Path(__file__).with_name("style.css")
#: Of our own, since Streamlit would fetch an icon by name from the internet.
ICON: Final = Path(__file__).with_name("icon.png")
_SPEAK: Final = Path(__file__).with_name("widget_labels.js")
_KEY: Final = "lang"
_HERE: Final = "page_here"
_BEFORE: Final = "page_before"


def language() -> Language:
    """The language of this session: what was switched to, else the link's, else Indonesian."""
    chosen = st.session_state.get(_KEY)
    if chosen not in LANGUAGES:
        asked = st.query_params.get("lang")
        chosen = asked if asked in LANGUAGES else LANGUAGES[0]
        st.session_state[_KEY] = chosen
    return "en" if chosen == "en" else "id"


def draw(page: str) -> None:
    """Draw the frame and remember which page this is (``page``: its place in the URL)."""
    st.session_state[_BEFORE] = st.session_state.get(_HERE)
    st.session_state[_HERE] = page
    st.session_state.pop(HELD, None)
    st.html(_STYLE)
    with st.container(horizontal=True, horizontal_alignment="right", key="dalil-language"):
        st.segmented_control(
            say("language"),
            LANGUAGES,
            format_func=NAMES.__getitem__,
            key=_KEY,
            required=True,
            label_visibility="collapsed",
        )
        _speak(language())
    set_language(language())


def _speak(language: Language) -> None:
    """Say in the page itself which language it is in: Streamlit's is always English, and a
    screen reader would read Indonesian as English. Its own words are put into Indonesian."""
    component = st.components.v2.component("dalil_language", html="<span></span>", js=_script())
    data: dict[str, object] = {"language": language, "texts": {}, "patterns": []}
    if language == "id":
        # Streamlit takes labels of ours, but not what its own widgets say.
        data |= {
            "texts": _WIDGETS["texts"],
            "patterns": [[*pair] for pair in _WIDGETS["patterns"].items()],
        }
    component(data=data, key="page-language", width="content")


@cache
def _script() -> str:
    return _SPEAK.read_text(encoding="utf-8")


def came_from_elsewhere() -> bool:
    """Whether the run before this one was on another page of the same session."""
    before = st.session_state.get(_BEFORE)
    return before is not None and before != st.session_state.get(_HERE)
