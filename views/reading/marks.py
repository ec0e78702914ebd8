"""Where a passage stands on the image of its page: by the file's characters, else by its image."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import streamlit as st

from ingest.model import Document
from ingest.read.ocr_span import can_recognise, ocr_boxes
from ingest.read.source_span import Box, source_boxes

#: How the boxes were found; "no_ocr" where a scan cannot be recognised here.
Found = Literal["file", "ocr", "nowhere", "no_ocr"]


@st.cache_data(max_entries=256, show_spinner=False)  # type: ignore[untyped-decorator]
def file_marks(path: str, sha256: str, start: int, end: int, _document: Document) -> list[Box]:
    """The boxes by the file's own characters, over all pages of the span; some milliseconds.

    ``_document`` has its text; the file's hash and the span stand for it.
    """
    return source_boxes(Path(path), _document.text, _document.page_starts, start, end)


@st.cache_data(max_entries=256, show_spinner=False)  # type: ignore[untyped-decorator]
def image_marks(
    path: str, sha256: str, start: int, end: int, page: int, _document: Document
) -> list[Box]:
    """The boxes on one page by recognising its image; some seconds the first time for a page."""
    return ocr_boxes(Path(path), _document.text, _document.page_starts, start, end, page)


def recognisable(document: Document) -> Found:
    """What is left to try, or to say, where the file's characters do not lead to a place."""
    if can_recognise():
        return "ocr"
    return "no_ocr" if "tesseract" in document.reader else "nowhere"
