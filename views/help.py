"""Help: what Dalil does and does not do, how to ask, what the marks mean."""

from __future__ import annotations

import streamlit as st

from dalil.views.words import say

_PARTS = ("what", "query", "reader", "claims", "tiers", "badges", "not", "keys")


def page() -> None:
    """Draw the page."""
    st.title(say("help_title"), anchor=False)
    for part in _PARTS:
        st.header(say(f"help_{part}_title"), anchor=False)
        st.markdown(say(f"help_{part}"))


if __name__ == "__main__":
    page()
