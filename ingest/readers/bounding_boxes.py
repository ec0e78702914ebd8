"""A span of a PDF's text → the characters of the file, and the boxes they are printed in.

Worked out when somebody wants to see it, a page at a time, from the file and the clean text:
nothing is stored, and a library made before this was written has it too. What is not found
again gives no box; a wrong box would be worse than none.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any, Final

from dalil.ingest.readers import ocr
from dalil.ingest.readers.pdfium import faults, opened, page_image
from dalil.ingest.readers.reading_order import reordered_ranges
from dalil.ingest.readers.text import clean

# Cleaning takes lines away and replaces single characters; it adds no letter. So the clean page is
# found in the file's by taking or leaving each line; where that fails, the longest common stretches
# are taken and the rest has no place, rather than a wrong one.

#: No place is known for a character: white space, a hyphen, or text that was not found again.
NOWHERE: Final = -1

#: A character of the file: what it is, and where (any number the caller counts by).
Character = tuple[str, int]

#: Where the lines do not fit, only stretches of this many letters are believed.
_MIN_STRETCH: Final = 12

#: Longer pages are not compared letter by letter: that takes the square of their length.
_MAX_COMPARED: Final = 12_000


def align(text: str, lines: Sequence[Sequence[Character]]) -> list[int]:
    """For each character of the clean page, the place of the file's character, or `NOWHERE`.

    ``lines`` are the lines of the file's page in the order in which they were read.
    """
    keys = [(letter, offset) for offset, c in enumerate(text) for letter in _letters(c)]
    wanted = "".join(letter for letter, _ in keys)
    found = [NOWHERE] * len(text)
    if not wanted:
        return found
    rows = [[(k, place) for c, place in line for k in _letters(c)] for line in lines]
    texts = ["".join(letter for letter, _ in row) for row in rows]
    taken = _taken(wanted, texts)
    if taken is not None:
        places = [place for r in taken for _, place in rows[r]]
        for (_, offset), place in zip(keys, places, strict=True):
            if found[offset] == NOWHERE:  # an accent of its own follows its letter
                found[offset] = place
        return found
    flat = [place for row in rows for _, place in row]
    raw = "".join(texts)
    if max(len(raw), len(wanted)) > _MAX_COMPARED:
        return found
    for a, b, size in SequenceMatcher(None, wanted, raw, autojunk=False).get_matching_blocks():
        if size >= _MIN_STRETCH:
            for step in range(size):
                found[keys[a + step][1]] = flat[b + step]
    return found


def _letters(character: str) -> str:
    """What is compared: no white space, no hyphens, accents apart from their letters."""
    plain = clean(character)
    if plain == "-" or plain.isspace():
        return ""
    return plain if plain.isascii() else unicodedata.normalize("NFD", plain)


def _taken(wanted: str, lines: Sequence[str]) -> list[int] | None:
    """The lines that together are the wanted text, or None if none are.

    Of two equal lines one of which was left out, the one nearer to the page's edge was.
    """
    ends = list(accumulate(map(len, lines), initial=0))
    excess = ends[-1] - len(wanted)
    reached: list[set[int]] = [{0}]
    for row, line in enumerate(lines):
        after: set[int] = set()
        for at in reached[row]:
            if wanted.startswith(line, at):
                after.add(at + len(line))
            if ends[row + 1] - at <= excess:  # so many letters are left out so far
                after.add(at)
        reached.append(after)
    at = len(wanted)
    if at not in reached[-1]:
        return None
    result: list[int] = []
    for row in range(len(lines) - 1, -1, -1):
        line = lines[row]
        before = at - len(line)
        takes = bool(line) and before in reached[row] and wanted.startswith(line, before)
        leaves = at in reached[row]
        upper = row < len(lines) // 2
        if takes and (upper or not leaves):
            result.append(row)
            at = before
    return result[::-1]


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


# A scan is recognised once more with the place of every word, and the page's words are found again
# among them in their order. What is not found gives no box.

#: Under this share of a span's letters found again on the image, it has no place there.
_MIN_RECOGNISED_RATIO: Final = 0.8
#: Two readings of one word may differ by this much (0–100) and still be it.
_MIN_LIKENESS: Final = 60.0
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
    if not letters or found < _MIN_RECOGNISED_RATIO * letters:
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

    edges = list(_word_lines([found.words[n] for n in chosen]))
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


def _word_lines(words: Sequence[Word]) -> Iterator[tuple[int, int, int, int]]:
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
