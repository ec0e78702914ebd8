"""The image of a PDF's page, made when somebody wants to see it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from index.library import Library
from ingest.model import Document, Passage
from views.notice import notice
from views.words import say

#: Pixels of the image's width: sharp on a wide screen, some 200 KB as PNG.
_WIDTH = 1_240


def page_view(library: Library, document: Document, passage: Passage) -> None:
    """The page a passage stands on, as the file shows it."""
    original = library.original(document.sha256, Path(document.source).suffix)
    image = None
    if passage.page is not None and original.is_file():
        image = _image(str(original), passage.page)
    if image is None:
        notice("warning", say("page_gone"))
        return
    caption = say("page_of", page=passage.page, pages=document.pages)
    st.image(image, caption=caption, width="stretch")


@st.cache_data(max_entries=64, show_spinner=False)  # type: ignore[untyped-decorator]
def _image(path: str, page: int) -> bytes | None:
    """The page as PNG; None where the file has no such page or cannot be read."""
    import io

    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            if not 1 <= page <= len(pdf):
                return None
            sheet = pdf[page - 1]
            picture = sheet.render(scale=_WIDTH / max(sheet.get_width(), 1)).to_pil()
    except (pypdfium2.PdfiumError, OSError):
        return None
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()
