"""The table of contents as HTML: the headings, and what stands under the one being read."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from views.mark import plain
from views.reading.contents import Node, contents, rows
from views.reading.labels import label, span_of
from views.reading.links import link
from views.reading.opened import Opened
from views.words import say

_DEEPEST = 4


def index_html(opened: Opened, here: int, language: Literal["id", "en"]) -> str:
    """The list, with the part ``here`` marked as the current one."""
    made = []
    for depth, row in rows(contents(opened), here):
        if isinstance(row, Node):
            said = _node(opened, row, language)
        else:
            part = opened.parts[row]
            said = link(
                part.passage_id,
                label(part, language, say("page"), brief=True),
                language,
                current=row == here,
            )
        made.append(f'<li class="dalil-d{min(depth, _DEEPEST)}">{said}</li>')
    title = plain(say("reader_contents"))
    return (
        f'<nav class="dalil-index" aria-label="{title}"><h2>{title}</h2>'
        f'<ul class="dalil-rows">{"".join(made)}</ul></nav>'
    )


def _node(opened: Opened, node: Node, language: Literal["id", "en"]) -> str:
    title = say(f"reader_{node.group}") if node.group not in ("", "letter") else node.title
    span = span_of(opened, node, language)
    beside = f' <span class="dalil-span">{plain(span)}</span>' if span else ""
    return link(opened.parts[node.first].passage_id, title, language) + beside


def draw_index(opened: Opened, here: int, language: Literal["id", "en"]) -> None:
    """Draw it in a box of its own that scrolls."""
    with st.container(key="reader-index"):
        st.html(index_html(opened, here, language))
