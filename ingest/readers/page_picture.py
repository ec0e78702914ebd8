"""A page of a PDF as a picture, with boxes marked on it as with a marker pen."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dalil.ingest.readers.bounding_boxes import Box
from dalil.ingest.readers.pdfium import drawn_at, faults, opened

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
