"""The image of a PDF's page with the passage marked, made when somebody wants to see it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dalil.ingest.model import Document, Passage
from dalil.ingest.readers.bounding_boxes import Box, can_recognise, ocr_boxes, source_boxes
from dalil.ingest.readers.pdfium import drawn_at, faults, opened
from dalil.library import Library
from dalil.views.components import notice
from dalil.views.words import say

# A page of a PDF as a picture, with the passage marked on it as with a marker pen.

#: A marker's yellow, laid on so that black letters stay black (multiplied).
_MARKER = (255, 236, 130)

#: How far the mark reaches over the letters, as a share of the line's height.
_MARGIN_RATIO = 0.08


def picture(path: Path, page: int, width: int, boxes: Sequence[Box] = ()) -> bytes | None:
    """The page (from 1) as PNG, ``width`` pixels wide; None where there is no such page.

    Boxes of other pages are left out.
    """
    import pypdfium2

    try:
        with opened(path) as document, faults():
            if not 1 <= page <= len(document):
                return None
            sheet = document[page - 1]
            bitmap = sheet.render(scale=drawn_at(sheet, width), rev_byteorder=True)
            to_pixels = bitmap.get_posconv(sheet).to_bitmap
            marks = [_pixels(box, to_pixels) for box in boxes if box.page == page]
            shown = bitmap.to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, OSError):
        return None
    made = io.BytesIO()
    (_marked(shown, marks) if marks else shown).save(made, "PNG", optimize=True)
    return made.getvalue()


def _pixels(box: Box, to_pixels: Any) -> tuple[int, int, int, int]:
    """The box on the picture, whichever way the page is turned."""
    margin = _MARGIN_RATIO * min(box.top - box.bottom, box.right - box.left)
    one = to_pixels(box.left - margin, box.bottom - margin)
    two = to_pixels(box.right + margin, box.top + margin)
    (left, right), (top, bottom) = sorted((one[0], two[0])), sorted((one[1], two[1]))
    return left, top, right, bottom


def _marked(shown: Any, marks: Sequence[tuple[int, int, int, int]]) -> Any:
    from PIL import Image, ImageChops, ImageDraw

    layer = Image.new("RGB", shown.size, "white")
    draw = ImageDraw.Draw(layer)
    for mark in marks:
        draw.rectangle(mark, fill=_MARKER)
    return ImageChops.multiply(shown, layer)


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
