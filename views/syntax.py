"""How to ask, at the question box: what may stand in a question, each with an example to press."""

from __future__ import annotations

import re
from typing import Final

import streamlit as st

from views.mark import plain
from views.words import say

#: Keys of what may stand in a question: ``syntax_<key>`` says what it does, ``syntax_<key>_eg``
#: is an example.
SIGNS: Final = ("plain", "reference", "phrase", "without", "both", "near", "kind", "year", "tier")
_PLACE: Final = re.compile(r"\b(?:karakter ke-|character )(\d+)")
#: Characters of the question that are shown around the place of a mistake.
_AROUND: Final = 40


def syntax_help() -> None:
    """An expander with every sign; an example is asked when it is pressed."""
    with st.expander(say("syntax"), icon=":material/help:", key="syntax", type="compact"):
        st.html(f'<p class="dalil-meta">{plain(say("syntax_lead"))}</p>')
        with st.container(key="dalil-syntax", gap="xsmall"):
            for sign in SIGNS:
                example = say(f"syntax_{sign}_eg")
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    st.button(
                        _literal(example), key=f"syntax-{sign}", on_click=_take, args=(example,)
                    )
                    st.html(f'<p class="dalil-meta">{plain(say(f"syntax_{sign}"))}</p>')


def _take(question: str) -> None:
    st.session_state["q"] = question


def _literal(text: str) -> str:
    """As a label that Markdown leaves as it is; the examples are ours, but have signs in them."""
    return re.sub(r"([\\`*_{}\[\]()#+!|~<>:$-])", r"\\\1", text)


def mistake(question: str, message: str) -> str:
    """The place of a mistake in a question as HTML, where the message names one; else ""."""
    found = _PLACE.search(message)
    at = int(found[1]) - 1 if found else -1
    if not 0 <= at < len(question):
        return ""
    start, end = max(0, at - _AROUND), min(len(question), at + _AROUND)
    before, wrong, after = question[start:at], question[at], question[at + 1 : end]
    return (
        '<p class="dalil-mistake"><code>'
        + ("… " if start else "")
        + f'{plain_kept(before)}<mark class="dalil-wrong">{plain_kept(wrong)}</mark>'
        + plain_kept(after)
        + (" …" if end < len(question) else "")
        + "</code></p>"
    )


def plain_kept(text: str) -> str:
    """The text as HTML with the spaces at its ends."""
    inner = plain(text)
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and text.strip() else ""
    return f"{left}{inner}{right}"
