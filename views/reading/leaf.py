"""The official page beside the text: its image with the passage marked, turned and enlarged."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from index.library import Library
from ingest.model import Document, Passage
from ingest.read.source_span import Box, source_boxes
from views.mark import plain
from views.notice import notice
from views.picture import picture
from views.reading.opened import Opened
from views.words import say

#: Widths of the image in pixels at each zoom; at the first it fills its column.
_ZOOMS = (1_240, 1_300, 1_900)
_PERCENT = ("leaf_fit", "150 %", "220 %")


def original_of(library: Library, document: Document) -> Path:
    """The file as it was taken in."""
    return library.original(document.sha256, Path(document.source).suffix)


def has_pages(library: Library, document: Document) -> bool:
    """Whether there is a page of the file to show."""
    return document.source.lower().endswith(".pdf") and bool(document.page_starts)


@st.fragment  # type: ignore[untyped-decorator]
def leaf(library: Library, opened: Opened, passage: Passage) -> None:
    """Draw the page the passage begins on, and the buttons to turn and enlarge it."""
    document = opened.document
    file = original_of(library, document)
    st.html(f'<h2 class="dalil-beside">{plain(say("leaf_title"))}</h2>')
    if not file.is_file():
        notice("warning", say("page_gone"))
        return
    first = document.page_of(passage.start) or 1
    last = document.page_of(max(passage.end - 1, passage.start)) or first
    key = f"leaf-{passage.passage_id}"
    page = min(max(st.session_state.get(key, first), 1), document.pages)
    with st.container(horizontal=True, vertical_alignment="center", key="reader-leaf-turn"):
        for step, name, icon in (
            (-1, "leaf_previous", ":material/chevron_left:"),
            (1, "leaf_next", ":material/chevron_right:"),
        ):
            st.button(
                say(name), icon=icon, key=f"{name}-button", on_click=_turn, args=(key, page + step),
                disabled=not 1 <= page + step <= document.pages,
            )  # fmt: skip
        zoom = st.segmented_control(
            say("leaf_zoom"), range(len(_ZOOMS)), default=0, required=True, key="leaf-zoom",
            format_func=lambda n: say(_PERCENT[n]) if n == 0 else _PERCENT[n],
            label_visibility="collapsed",
        )  # fmt: skip
    boxes = _boxes(str(file), opened, passage) if first <= page <= last else []
    image = _image(str(file), page, _ZOOMS[zoom or 0], tuple(boxes))
    if image is None:
        notice("warning", say("page_gone"))
        return
    with st.container(key="reader-leaf-image"):
        st.image(
            image, width="stretch" if not zoom else _ZOOMS[zoom] // 2,
            alt=say("leaf_alt", page=page),
        )  # fmt: skip
    st.caption(say("page_of", page=page, pages=document.pages))
    st.caption(_said(page, first, last, boxes))


def _turn(key: str, page: int) -> None:
    st.session_state[key] = page


def _said(page: int, first: int, last: int, boxes: list[Box]) -> str:
    if not first <= page <= last:
        return say("leaf_elsewhere")
    return say("leaf_marked") if any(b.page == page for b in boxes) else say("leaf_unmarked")


def _boxes(file: str, opened: Opened, passage: Passage) -> list[Box]:
    document = opened.document
    return source_boxes(Path(file), document.text, document.page_starts, passage.start, passage.end)


@st.cache_data(max_entries=64, show_spinner=False)  # type: ignore[untyped-decorator]
def _image(path: str, page: int, width: int, boxes: tuple[Box, ...]) -> bytes | None:
    return picture(Path(path), page, width, boxes)
