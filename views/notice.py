"""Messages to the person, as text that is only text: no Markdown reads what they quote."""

from __future__ import annotations

import re
from html import escape
from typing import Final, Literal

import streamlit as st

from views.mark import plain

Mood = Literal["info", "warning", "error", "success"]

_CODE: Final = re.compile(r"`([^`]+)`")


def notice(mood: Mood, title: str, *lines: str) -> None:
    """A box with a title and lines under it; `…` in a line becomes code."""
    role = "alert" if mood == "error" else "status"
    said = "".join(f"<p>{_with_code(line)}</p>" for line in lines if line)
    st.html(
        f'<div class="dalil-notice dalil-{mood}" role="{role}">'
        f"<strong>{plain(title)}</strong>{said}</div>"
    )


def lines(items: list[str], css: str = "dalil-lines") -> None:
    """A plain list of texts."""
    st.html(
        f'<ul class="{escape(css)}">' + "".join(f"<li>{plain(i)}</li>" for i in items) + "</ul>"
    )


def _with_code(line: str) -> str:
    return _CODE.sub(r"<code>\1</code>", plain(line))
