"""A span of a PDF's text → the characters of the file, and the boxes they are printed in.

Worked out when somebody wants to see it, a page at a time, from the file and the clean text:
nothing is stored, and a library made before this was written has it too. What is not found
again gives no box; a wrong box would be worse than none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ingest.read.alignment import NOWHERE, Character, align
from ingest.read.pdfium import faults, opened
from ingest.read.reading_order import reordered_ranges

#: Under this share of a span's letters found again on a page, it has no place there.
_MIN_FOUND_RATIO: Final = 0.9

#: A gap of this many line heights within a line is not drawn over (columns of a table).
_MAX_GAP: Final = 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the page's lower left corner."""

    page: int  # 1-based
    left: float
    bottom: float
    right: float
    top: float
    page_width: float
    page_height: float


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """The part of a span that stands on one page: the file's own characters, and their boxes.

    ``ranges`` are half-open, in PDFium's count of the page's characters (what its
    ``get_charbox`` takes), in reading order; ``text`` is what the file has there.
    """

    page: int  # 1-based
    ranges: tuple[tuple[int, int], ...]
    text: str
    boxes: tuple[Box, ...]


def source_spans(
    path: Path, text: str, page_starts: Sequence[int], start: int, end: int
) -> list[SourceSpan]:
    """Where ``text[start:end]`` stands in the PDF, a span a page.

    ``text`` and ``page_starts`` are those of the `SourceText` or `Document` read from this
    file. Empty where it cannot be told: an empty span, a page recognised from its image, a
    file that has changed, or one that PDFium does not open.
    """
    import pypdfium2

    if not page_starts or not 0 <= start < end <= len(text):
        return []
    first = bisect_right(page_starts, start) - 1
    last = bisect_right(page_starts, end - 1) - 1
    found: list[SourceSpan] = []
    try:
        with opened(path) as document, faults():
            for index in range(max(first, 0), min(last + 1, len(document))):
                low = page_starts[index]
                high = page_starts[index + 1] if index + 1 < len(page_starts) else len(text)
                inside = max(start - low, 0), min(end, high) - low
                span = _on_page(document[index], index + 1, text[low:high], *inside)
                if span is not None:
                    found.append(span)
    except (pypdfium2.PdfiumError, OSError):
        return []
    return found


def source_boxes(
    path: Path, text: str, page_starts: Sequence[int], start: int, end: int
) -> list[Box]:
    """The boxes of `source_spans`: a line's part each, over all pages of the span."""
    spans = source_spans(path, text, page_starts, start, end)
    return [box for span in spans for box in span.boxes]


def source_text(path: Path, text: str, page_starts: Sequence[int], start: int, end: int) -> str:
    """The file's own characters under the span, as PDFium gives them, uncleaned."""
    return "".join(span.text for span in source_spans(path, text, page_starts, start, end))


def _on_page(page: Any, number: int, text: str, start: int, end: int) -> SourceSpan | None:
    textpage = page.get_textpage()
    try:
        lines = _lines(textpage)
        places = align(text, lines)[start:end]
        letters = sum(not c.isspace() and c != "-" for c in text[start:end])
        known = [place for place in places if place != NOWHERE]
        if not known or len(known) < _MIN_FOUND_RATIO * letters:
            return None
        character = {place: c for line in lines for c, place in line}
        ranges = tuple(_ranges(known, character))
        width, height = page.get_size()
        boxes = tuple(
            Box(number, *edges, width, height)
            for low, high in ranges
            for edges in _edges(textpage, [i for i in range(low, high) if i in set(known)])
        )
        said = "".join(character[i] for low, high in ranges for i in range(low, high))
        return SourceSpan(number, ranges, said, boxes)
    finally:
        textpage.close()
        page.close()


def _lines(textpage: Any) -> list[list[Character]]:
    """The page's characters by lines, in the order in which `extract` reads them."""
    from pypdfium2 import raw

    count = textpage.count_chars()
    codes = [raw.FPDFText_GetUnicode(textpage, index) for index in range(count)]
    characters = [chr(code) if code < 0x110000 else "\0" for code in codes]
    ordered = reordered_ranges(textpage)
    if ordered is not None:
        return [[(characters[i], i) for part in row for i in part] for row in ordered]
    lines: list[list[Character]] = [[]]
    for index, character in enumerate(characters):
        if character in "\r\n":
            lines.append([])
        else:
            lines[-1].append((character, index))
    return [line for line in lines if line]


def _ranges(known: Sequence[int], character: dict[int, str]) -> Iterator[tuple[int, int]]:
    """Runs of characters, over the spaces and hyphens between them."""
    low = previous = known[0]
    for place in known[1:]:
        between = range(previous + 1, place)
        if place < previous or any(_is_letter(character.get(i, "\n")) for i in between):
            yield low, previous + 1
            low = place
        previous = place
    yield low, previous + 1


def _is_letter(character: str) -> bool:
    """Whether this is more than what cleaning changes freely; a line's end counts too."""
    return character not in {" ", "-", "\x02", "\ufffe", "\xa0", "\0"}


def _edges(textpage: Any, indexes: Sequence[int]) -> Iterator[tuple[float, float, float, float]]:
    """Boxes of a run: one a printed line, and a new one over a wide gap."""
    import pypdfium2

    box: tuple[float, float, float, float] | None = None
    for index in indexes:
        try:
            left, low, right, high = textpage.get_charbox(index, loose=True)
        except pypdfium2.PdfiumError:
            continue
        if right <= left or high <= low:
            continue
        if box is not None:
            height = box[3] - box[1]
            same = box[1] < (low + high) / 2 < box[3]
            near = left - box[2] < _MAX_GAP * height and box[0] - right < _MAX_GAP * height
            if same and near:
                box = min(box[0], left), min(box[1], low), max(box[2], right), max(box[3], high)
                continue
            yield box
        box = left, low, right, high
    if box is not None:
        yield box
