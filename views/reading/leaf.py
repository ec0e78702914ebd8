"""The official page beside the text: its image with the passage marked, turned and enlarged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from index.library import Library
from ingest.model import Document, Passage
from ingest.read.source_span import Box
from views.mark import plain
from views.notice import notice
from views.picture import picture
from views.reading.marks import file_marks, image_marks, recognisable
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
    st.html(f'<h2 class="dalil-beside" id="halaman-asli">{plain(say("leaf_title"))}</h2>')
    if not file.is_file():
        notice("warning", say("page_gone"))
        return
    first = document.page_of(passage.start) or 1
    last = document.page_of(max(passage.end - 1, passage.start)) or first
    key = f"leaf-{passage.passage_id}"
    page = min(max(st.session_state.get(key, first), 1), document.pages)
    with st.container(horizontal=True, vertical_alignment="center", key="reader-leaf-turn"):
        for step, icon in ((-1, ":material/chevron_left:"), (1, ":material/chevron_right:")):
            other = page + step
            st.button(
                say("leaf_page", page=other), icon=icon, key=f"leaf-turn-{step}",
                on_click=_turn, args=(key, other), disabled=not 1 <= other <= document.pages,
                icon_position="left" if step < 0 else "right",
            )  # fmt: skip
        zoom = st.segmented_control(
            say("leaf_zoom"), range(len(_ZOOMS)), default=0, required=True, key="leaf-zoom",
            format_func=lambda n: say(_PERCENT[n]) if n == 0 else _PERCENT[n],
            label_visibility="collapsed",
        )  # fmt: skip
    inside = first <= page <= last
    with st.container(key="reader-leaf-image"):
        place = st.empty()
        boxes = _on(page, file_marks(*_span(file, document, passage), document)) if inside else []
        if not _show(place, file, page, zoom or 0, boxes):
            notice("warning", say("page_gone"))
            return
        said = "leaf_marked"
        if inside and not boxes:
            said, boxes = _recognise(file, document, passage, page)
            if boxes:
                _show(place, file, page, zoom or 0, boxes)
    st.caption(say("page_of", page=page, pages=document.pages))
    st.caption(say(said if inside else "leaf_elsewhere"))


def _recognise(
    file: Path, document: Document, passage: Passage, page: int
) -> tuple[str, list[Box]]:
    """The marks by recognising the image, and the key of what is said of them."""
    left = recognisable(document)
    if left != "ocr":
        return ("leaf_no_ocr" if left == "no_ocr" else "leaf_unmarked"), []
    with st.spinner(say("leaf_reading")):
        boxes = image_marks(*_span(file, document, passage), page, document)
    return ("leaf_marked_ocr" if boxes else "leaf_unmarked"), boxes


def _span(file: Path, document: Document, passage: Passage) -> tuple[str, str, int, int]:
    return str(file), document.sha256, passage.start, passage.end


def _on(page: int, boxes: list[Box]) -> list[Box]:
    return [box for box in boxes if box.page == page]


def _show(place: Any, file: Path, page: int, zoom: int, boxes: list[Box]) -> bool:
    """Draw the page's image; False where there is none."""
    image = _image(str(file), page, _ZOOMS[zoom], tuple(boxes))
    if image is None:
        return False
    place.image(
        image,
        width=_ZOOMS[zoom] // 2 if zoom else "stretch",
        alt=say("leaf_alt", page=page),
    )
    return True


def _turn(key: str, page: int) -> None:
    st.session_state[key] = page


@st.cache_data(max_entries=64, show_spinner=False)  # type: ignore[untyped-decorator]
def _image(path: str, page: int, width: int, boxes: tuple[Box, ...]) -> bytes | None:
    return picture(Path(path), page, width, boxes)
