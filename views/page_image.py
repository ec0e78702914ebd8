"""The image of a PDF's page with the passage marked, made when somebody wants to see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import streamlit as st

from dalil.ingest.errors import SourceError
from dalil.ingest.model import Document, Passage
from dalil.ingest.readers import page_picture
from dalil.ingest.readers.bounding_boxes import Box, can_recognise, ocr_boxes, source_boxes
from dalil.ingest.supervisor import guarded_file
from dalil.library import Library
from dalil.views.components import notice
from dalil.views.words import say

T = TypeVar("T")

# What a page shows and where words stand on it is asked of a child that can be ended: a file that
# was once taken in may still hang PDFium on one of its pages.


def _guarded(path: Path, call: Callable[[], T]) -> T | None:
    try:
        return guarded_file(path, call)
    except (SourceError, OSError):
        return None


def picture(path: Path, page: int, width: int, boxes: Sequence[Box] = ()) -> bytes | None:
    """`page_picture.picture` within the limits for one file; None where it is over them."""
    return _guarded(path, partial(page_picture.picture, path, page, width, tuple(boxes)))


def boxes_of(path: Path, text: str, page_starts: Sequence[int], start: int, end: int) -> list[Box]:
    """`source_boxes` within the limits for one file; none where it is over them."""
    call = partial(source_boxes, path, text, tuple(page_starts), start, end)
    return _guarded(path, call) or []


def recognised_boxes(
    path: Path, text: str, page_starts: Sequence[int], start: int, end: int, page: int
) -> list[Box]:
    """`ocr_boxes` within the limits for one file; none where it is over them."""
    call = partial(ocr_boxes, path, text, tuple(page_starts), start, end, page)
    return _guarded(path, call) or []


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
    boxes = boxes_of(original, *span)
    if not boxes and passage.page is not None and can_recognise():
        with st.spinner(say("leaf_reading")):  # a scan: its words are found on its image
            boxes = recognised_boxes(original, *span, passage.page)
    return boxes


@st.cache_data(max_entries=64, show_spinner=False)  # type: ignore[untyped-decorator]
def _image(path: str, page: int, boxes: tuple[Box, ...] = ()) -> bytes | None:
    """The page as PNG; None where the file has no such page or cannot be read."""
    return picture(Path(path), page, _WIDTH, boxes)
