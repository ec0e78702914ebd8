"""The image of a PDF's page with the passage marked, made when somebody wants to see it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from index.library import Library
from ingest.model import Document, Passage
from ingest.read.ocr_span import can_recognise, ocr_boxes
from ingest.read.source_span import Box, source_boxes
from views.notice import notice
from views.picture import picture
from views.words import say

#: Pixels of the image's width: sharp on a wide screen, some 200 KB as PNG.
_WIDTH = 1_240


def page_view(library: Library, document: Document, passage: Passage) -> None:
    """The page a passage stands on, as the file shows it, with the passage marked."""
    original = library.original(document.sha256, Path(document.source).suffix)
    image = None
    if passage.page is not None and original.is_file():
        boxes = _boxes(library, original, document, passage)
        image = _image(str(original), passage.page, tuple(boxes))
    if image is None:
        notice("warning", say("page_gone"))
        return
    caption = say("page_of", page=passage.page, pages=document.pages)
    st.image(image, caption=caption, width="stretch")


def _boxes(library: Library, original: Path, document: Document, passage: Passage) -> list[Box]:
    # The document of a hit comes without its text, which is long.
    whole = library.catalog.document(document.id)
    if whole is None or whole.text[passage.start : passage.end] != passage.text:
        return []
    span = whole.text, whole.page_starts, passage.start, passage.end
    boxes = source_boxes(original, *span)
    if not boxes and passage.page is not None and can_recognise():
        with st.spinner(say("leaf_reading")):  # a scan: its words are found on its image
            boxes = ocr_boxes(original, *span, passage.page)
    return boxes


@st.cache_data(max_entries=64, show_spinner=False)  # type: ignore[untyped-decorator]
def _image(path: str, page: int, boxes: tuple[Box, ...] = ()) -> bytes | None:
    """The page as PNG; None where the file has no such page or cannot be read."""
    return picture(Path(path), page, _WIDTH, boxes)
