"""A span of a recognised page → the boxes of its words on the page's image.

A scan has no characters whose places the file knows. So the page is recognised once more, now
with the place of every word, and the words of the page's text are found again among them, word
by word in their order; a word read otherwise is borne between words read alike. What is not
found again gives no box; a wrong box would be worse than none.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from ingest.read import ocr
from ingest.read.pdfium import faults, opened, page_image
from ingest.read.source_span import Box

#: Under this share of a span's letters found again on the image, it has no place there.
_MIN_FOUND_RATIO: Final = 0.8
#: Two readings of one word may differ by this much (0–100) and still be it.
_MIN_LIKENESS: Final = 60.0
#: A gap of this many line heights within a line is not drawn over (columns of a table).
_MAX_GAP: Final = 3.0
_WORD_LEVEL: Final = "5"
_HEADER: Final = re.compile(rb"P5\s(\d+)\s(\d+)\s")


@dataclass(frozen=True, slots=True)
class Word:
    """A word recognised on a page's image, and its rectangle in the image's pixels."""

    text: str
    line: tuple[str, ...]  # equal for words of one printed line
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of a page in reading order, and the size of the image they were read from."""

    words: tuple[Word, ...]
    width: int
    height: int


def can_recognise() -> bool:
    """Whether tesseract is installed with a language we want."""
    return bool(ocr.languages())


def ocr_boxes(
    path: Path, text: str, page_starts: Sequence[int], start: int, end: int, page: int
) -> list[Box]:
    """The boxes, on this page (from 1), of ``text[start:end]``: one a printed line or part of it.

    Arguments are as in `source_boxes`. Takes some seconds the first time for each page, then
    nothing. Empty where tesseract is missing, the span does not stand on that page, or too
    little of it is found again.
    """
    if not 1 <= page <= len(page_starts) or not 0 <= start < end <= len(text):
        return []
    low = page_starts[page - 1]
    high = page_starts[page] if page < len(page_starts) else len(text)
    if bisect_right(page_starts, end - 1) < page or start >= high:
        return []
    found = recognised(path, page)
    if found is None:
        return []
    inside = max(start - low, 0), min(end, high) - low
    chosen = _chosen(text[low:high], *inside, found.words)
    return list(_boxes(path, page, found, chosen))


def recognised(path: Path, page: int) -> Recognised | None:
    """What tesseract reads on a page's image; None where it is missing or fails."""
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return None
    return _recognised(path, page, changed)


@lru_cache(maxsize=32)
def _recognised(path: Path, page: int, _changed: int) -> Recognised | None:
    import pypdfium2

    if not can_recognise():
        return None
    try:
        image = page_image(path, page - 1, ocr.DPI)
    except (pypdfium2.PdfiumError, OSError, IndexError, MemoryError):
        return None
    header = _HEADER.match(image)
    table = ocr.recognise_places(image)
    if header is None or table is None:
        return None
    return Recognised(tuple(_words(table)), int(header[1]), int(header[2]))


def _words(table: str) -> Iterator[Word]:
    """The words of tesseract's TSV (level 5), in its order."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != _WORD_LEVEL or not text:
            continue
        left, top = int(row["left"]), int(row["top"])
        line = (row["block_num"], row["par_num"], row["line_num"])
        yield Word(text, line, left, top, left + int(row["width"]), top + int(row["height"]))


def _chosen(text: str, start: int, end: int, words: Sequence[Word]) -> list[int]:
    """The numbers of the words that are ``text[start:end]`` of the page's text, in order."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    said = [(m.start(), m.end(), key) for m in re.finditer(r"\S+", text) if (key := _key(m[0]))]
    read = [(number, key) for number, word in enumerate(words) if (key := _key(word.text))]
    wanted = [key for _, _, key in said]
    seen = [key for _, key in read]

    def alike(ours: range, theirs: range) -> float:
        return fuzz.ratio("".join(wanted[a] for a in ours), "".join(seen[b] for b in theirs))

    place: dict[int, list[int]] = {}
    for same, steps in groupby(Levenshtein.opcodes(wanted, seen), lambda s: s.tag == "equal"):
        runs = [(range(s.src_start, s.src_end), range(s.dest_start, s.dest_end)) for s in steps]
        if same:
            place.update(
                {a: [b] for ours, theirs in runs for a, b in zip(ours, theirs, strict=True)}
            )
            continue
        # Read otherwise; all in a row may be one word, broken at a line's end on the page.
        whole = (
            range(runs[0][0].start, runs[-1][0].stop),
            range(runs[0][1].start, runs[-1][1].stop),
        )
        for ours, theirs in sorted({*runs, whole}, key=lambda run: -alike(*run)):
            if ours and theirs and alike(ours, theirs) >= _MIN_LIKENESS and ours[0] not in place:
                place.update(_spread(ours, theirs))
    span = [n for n, (low, high, _) in enumerate(said) if low < end and high > start]
    letters = sum(len(wanted[n]) for n in span)
    found = sum(len(wanted[n]) for n in span if place.get(n))
    if not letters or found < _MIN_FOUND_RATIO * letters:
        return []
    return sorted({read[b][0] for n in span for b in place.get(n, [])})


def _spread(ours: range, theirs: range) -> Iterator[tuple[int, list[int]]]:
    """Each of our words with its share of the words read in their stead, in order."""
    if not theirs:
        return
    for n, a in enumerate(ours):
        low = n * len(theirs) // len(ours)
        high = max((n + 1) * len(theirs) // len(ours), low + 1)
        yield a, [theirs[b] for b in range(low, min(high, len(theirs)))]


def _key(word: str) -> str:
    """What is compared of a word: its letters and digits, without accents or capitals."""
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in plain if c.isalnum())


def _boxes(path: Path, page: int, found: Recognised, chosen: Sequence[int]) -> Iterator[Box]:
    import pypdfium2

    edges = list(_lines([found.words[n] for n in chosen]))
    if not edges:
        return
    try:
        with opened(path) as document, faults():
            sheet = document[page - 1]
            width, height = sheet.get_size()
            to_page = pypdfium2.PdfPosConv(sheet, (0, 0, found.width, found.height, 0)).to_page
            for left, top, right, bottom in edges:
                one, two = to_page(left, top), to_page(right, bottom)
                (low_x, high_x), (low_y, high_y) = (
                    sorted((one[0], two[0])),
                    sorted((one[1], two[1])),
                )
                yield Box(page, low_x, low_y, high_x, high_y, width, height)
            sheet.close()
    except (pypdfium2.PdfiumError, OSError):
        return


def _lines(words: Sequence[Word]) -> Iterator[tuple[int, int, int, int]]:
    """The words' rectangles joined along their printed lines."""
    box: tuple[int, int, int, int] | None = None
    line: tuple[str, ...] = ()
    for word in words:
        here = word.left, word.top, word.right, word.bottom
        if box is not None and word.line == line:
            height = max(box[3] - box[1], 1)
            if word.left - box[2] < _MAX_GAP * height:
                box = (
                    min(box[0], here[0]), min(box[1], here[1]),
                    max(box[2], here[2]), max(box[3], here[3]),
                )  # fmt: skip
                continue
        if box is not None:
            yield box
        box, line = here, word.line
    if box is not None:
        yield box
