"""PDFium, one call at a time: the library must not be used by two threads at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any, Final

from dalil.ingest.readers.reading_order import reordered

#: Hold this around every use of pypdfium2, anywhere in the program.
PDFIUM_LOCK: Final = RLock()

#: Page images are kept under this size by lowering the resolution (A0 plans, posters).
_MAX_PIXELS: Final = 24_000_000

#: A page whose darkest point is brighter than this shows nothing.
_WHITE: Final = 245


@dataclass(frozen=True, slots=True)
class Extracted:
    """What PDFium says of a file: raw text of the pages, metadata, outline."""

    pages: list[str]
    failed: list[int] = field(default_factory=list)  # indexes of pages it could not load
    metadata: dict[str, str] = field(default_factory=dict)
    outline: list[tuple[str, int, int]] = field(default_factory=list)  # title, page index, level
    warnings: tuple[str, ...] = ()


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The document, with the lock held; raises pypdfium2.PdfiumError if it does not open."""
    import pypdfium2

    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(path)
        try:
            yield document
        finally:
            document.close()


def page_count(path: Path) -> int:
    """The number of pages."""
    with opened(path) as document:
        return len(document)


@contextmanager
def faults() -> Iterator[None]:
    """What a page's content makes pypdfium2 raise is PdfiumError: the page's fault, not ours.

    A page of no size, or of one that is no number, is a ValueError or an OverflowError there.
    """
    import pypdfium2

    try:
        yield
    except (ValueError, ArithmeticError, AssertionError) as error:
        raise pypdfium2.PdfiumError(str(error)) from error


def extract(path: Path) -> Extracted:
    """Text of every page, in the order of the file."""
    import pypdfium2

    pages: list[str] = []
    failed: list[int] = []
    with opened(path) as document:
        for index in range(len(document)):
            try:
                with faults():
                    pages.append(_text(document, index))
            except pypdfium2.PdfiumError:
                pages.append("")
                failed.append(index)
        try:
            with faults():
                metadata = dict(document.get_metadata_dict(skip_empty=True))
        except pypdfium2.PdfiumError:
            metadata = {}
        return Extracted(pages, failed, metadata, _outline(document))


def _text(document: Any, index: int) -> str:
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return reordered(textpage) or str(textpage.get_text_bounded())
        finally:
            textpage.close()
    finally:
        page.close()


class Pages:
    """The look of a file's pages: opened once, however many pages are looked at.

    The lock is held for one page at a time, so that several threads may take turns. Everything
    raises pypdfium2.PdfiumError where the page cannot be loaded or drawn. ``index`` is from 0.
    """

    def __init__(self, path: Path) -> None:
        import pypdfium2

        with PDFIUM_LOCK:
            self._document = pypdfium2.PdfDocument(path)

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        with PDFIUM_LOCK:
            self._document.close()

    def image(self, index: int, dpi: int) -> bytes:
        """A page as a grey PGM image."""
        with PDFIUM_LOCK, faults():
            return _image(self._document, index, dpi)

    def is_blank(self, index: int, *, furnished: bool = False) -> bool:
        """Whether a page shows nothing; if ``furnished``, nothing but letterhead and page number.

        A page that is a picture (a scan under a site's watermark) is never blank for its edges.
        """
        with PDFIUM_LOCK, faults():
            if furnished and _is_picture(self._document, index):
                return False
        image = self.image(index, dpi=40)
        _, size, _, pixels = image.split(b"\n", 3)
        columns, lines = (int(number) for number in size.split())
        first, last = (lines * 23 // 100, lines * 88 // 100) if furnished else (0, lines)
        return min(pixels[first * columns : last * columns], default=255) > _WHITE


def page_image(path: Path, index: int, dpi: int) -> bytes:
    """A page as a grey PGM image (``index`` from 0); raises pypdfium2.PdfiumError."""
    with Pages(path) as pages:
        return pages.image(index, dpi)


def _image(document: Any, index: int, dpi: int) -> bytes:
    page = document[index]
    bitmap = page.render(scale=_affordable(page, dpi / 72), grayscale=True)
    rows = bytes(bitmap.buffer)
    stride, columns, lines = bitmap.stride, bitmap.width, bitmap.height
    bitmap.close()
    page.close()
    if stride != columns:
        rows = b"".join(rows[y * stride : y * stride + columns] for y in range(lines))
    return b"P5\n%d %d\n255\n" % (columns, lines) + rows


def drawn_at(page: Any, width: int) -> float:
    """The scale at which a page is so many pixels wide, or fewer where it would be too large."""
    return _affordable(page, width / max(page.get_width(), 1))


def _affordable(page: Any, scale: float) -> float:
    width, height = page.get_size()
    if width * height * scale**2 > _MAX_PIXELS:
        return float((_MAX_PIXELS / (width * height)) ** 0.5)
    return scale


def _is_picture(document: Any, index: int) -> bool:
    from pypdfium2 import raw

    page = document[index]
    width, height = page.get_size()
    area = 0.0
    for shown in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, low, right, high = shown.get_bounds()
        area = max(area, (right - left) * (high - low))
    page.close()
    return bool(area > 0.4 * width * height)


def _outline(document: Any) -> list[tuple[str, int, int]]:
    import pypdfium2

    found: list[tuple[str, int, int]] = []
    try:
        for bookmark in document.get_toc(max_depth=6):
            destination = bookmark.get_dest()
            index = destination.get_index() if destination else None
            title = bookmark.get_title()
            if index is not None and title:
                found.append((title, index, bookmark.level + 1))
    except (pypdfium2.PdfiumError, UnicodeDecodeError, AttributeError, ValueError):
        return found  # an outline is a help, not the text
    return found
