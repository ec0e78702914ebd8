"""Lines of a page in the order the eye reads them, where the file has them otherwise.

Recognition writes its text layer by blocks: all "Ayat" of an elucidation before all "(1)", the
labels "Menimbang" and "Mengingat" before the letterhead, a list's numbers after its items. Such
crumbs are put back into the printed line they stand in, by their place on the page. Columns and
tables of long cells, where place alone does not give the order, stay as the file has them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

# Text turned on its page is one run without line ends in PDFium; its lines are found by the place
# of its characters across the direction of writing.

#: How far from a right angle text still counts as turned, in degrees.
_TOLERANCE: Final = 10.0
#: A line begins where a character stands this share of its size beside the last one's line.
_BESIDE: Final = 0.5
#: A page of more characters is no page of text.
_MAX_CHARACTERS: Final = 20_000


@dataclass(slots=True)
class TurnedLine:
    """A run of characters that stand in one line, whatever way it is turned.

    ``start`` counts characters as PDFium does; ``down`` is how far down its own text the line
    stands, ``along`` where in the line it begins, in points.
    """

    text: str
    start: int
    turn: int  # 0, 90 or 270: degrees
    down: float
    along: float


def turned_lines(textpage: Any) -> list[TurnedLine] | None:
    """The page's lines in reading order, if some are turned; else None.

    What stands upright comes first: a letterhead over turned text, or the whole page, so that no
    stamp up its margin breaks a provision.
    """
    text = textpage.get_text_range()
    if len(text) != textpage.count_chars() or len(text) > _MAX_CHARACTERS:
        return None
    lines = list(_turned_lines(textpage, text))
    turned = [line for line in lines if line.turn]
    if not turned:
        return None
    upright = [line for line in lines if not line.turn]
    turned.sort(key=lambda line: (line.turn, round(line.down), line.along))
    return [*upright, *turned]


def _turned_lines(textpage: Any, text: str) -> Iterator[TurnedLine]:
    begun: TurnedLine | None = None
    for index, char in enumerate(text):
        if char in "\r\n":
            if begun:
                yield begun
            begun = None
            continue
        if char.isspace():
            if begun:
                begun.text += " "
            continue
        turn, down, along, size = _place(textpage, index)
        if begun and (turn != begun.turn or (turn and abs(down - begun.down) > _BESIDE * size)):
            yield begun
            begun = None
        if begun is None:
            begun = TurnedLine("", index, turn, down, along)
        begun.text += char
    if begun:
        yield begun


def _place(textpage: Any, index: int) -> tuple[int, float, float, float]:
    """Turn, place down the text and along the line, and size of a character."""
    from pypdfium2 import raw

    left, low, right, high = textpage.get_charbox(index, loose=True)
    angle = math.degrees(raw.FPDFText_GetCharAngle(textpage.raw, index))
    if abs(angle - 270) < _TOLERANCE:  # written upwards: its next line stands to the right
        return 270, (left + right) / 2, low, right - left
    if abs(angle - 90) < _TOLERANCE:  # written downwards: its next line stands to the left
        return 90, -(left + right) / 2, -high, right - left
    return 0, -(low + high) / 2, left, high - low


#: A crumb: a label, a unit's name, a list's number (also as recognition reads it: "(7t", "(s)"),
#: and one word that was torn from the end of its line. Short cells of a table are none.
_CRUMB: Final = re.compile(
    r"(?:[iv]?[ml]enimbang|mengingat|menetapkan|memperhatikan|memutuskan|ayat|pasal|huruf ?\w?"
    r"|angka|\(?\w{1,3}[.)]?|:)\s?:?\Z",
    re.IGNORECASE,
)
_TORN: Final = re.compile(r"[a-z]{2,14}[,;.]?\Z", re.IGNORECASE)

#: A line lies above the one before it in the file if it is higher by this many points.
_UP: Final = 4.0

#: A line: up to CR LF, or to the end-of-line hyphen, which PDFium writes as U+0002.
_LINE: Final = re.compile(r"[^\r\n\x02]+\x02?")

#: A page of more lines is no page of text; rows are found by comparing each with each.
_MAX_LINES: Final = 600

#: Over this share of lines side by side, a page has columns or a table.
_MAX_BESIDE_RATIO: Final = 0.1


@dataclass(slots=True)
class _Line:
    """A line of the file: words and place, in points from the lower left corner."""

    text: str
    start: int  # in PDFium's own count of the page's characters
    left: float
    right: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    def belongs_to(self, other: _Line) -> bool:
        """Whether this is a crumb of the printed line that the other is the rest of."""
        if not self.beside(other) or min(self.right, other.right) - max(self.left, other.left) > 2:
            return False
        before = self.left < other.left and _CRUMB.match(self.text)
        after = self.left > other.right and _TORN.match(self.text) and " " in other.text
        return bool(before or after)

    def beside(self, other: _Line) -> bool:
        """Whether both stand in one printed line: each one's middle is within the other."""
        return self.low < other.middle < self.high and other.low < self.middle < other.high


def reordered(textpage: Any) -> str | None:
    """The page's text in reading order, or None where the file's order is to be kept.

    ``textpage`` is a `pypdfium2.PdfTextPage`; the caller holds the lock.
    """
    lines = _lines(textpage)
    if lines is None:
        turned = turned_lines(textpage)
        return None if turned is None else "\n".join(line.text for line in turned)
    rows = _in_order(lines)
    if rows is None:
        return None
    return "\n".join(" ".join(line.text for line in row) for row in rows)


def reordered_ranges(textpage: Any) -> list[list[range]] | None:
    """The same as `reordered`, as ranges of the page's characters: a list a printed line."""
    lines = _lines(textpage)
    if lines is None:
        turned = turned_lines(textpage) or ()
        return [[range(line.start, line.start + len(line.text))] for line in turned] or None
    rows = _in_order(lines)
    if rows is None:
        return None
    return [[range(line.start, line.start + len(line.text)) for line in row] for row in rows]


def _in_order(lines: list[_Line]) -> list[list[_Line]] | None:
    if len(lines) > _MAX_LINES or not _climbs(lines):
        return None
    rows = _rows(lines)
    if len(rows) == len(lines) and _beside_ratio(rows) > 0:
        return None
    if _beside_ratio(rows) > _MAX_BESIDE_RATIO:
        return None
    rows.sort(key=lambda row: (-_middle(row), row[0].left))
    return rows


def _lines(textpage: Any) -> list[_Line] | None:
    """The lines with their places; None where a place cannot be told."""
    text = textpage.get_text_range()
    if len(text) != textpage.count_chars():
        return None  # characters beyond the BMP: offsets do not fit
    lines: list[_Line] = []
    # Where a line ended in a hyphen, PDFium has put it and the next one together.
    for match in _LINE.finditer(text.replace("\ufffe", "\x02")):
        words = match[0].strip(" ")
        if not words:
            continue
        first = match.start() + len(match[0]) - len(match[0].lstrip(" "))
        left, low, _, high = textpage.get_charbox(first, loose=True)
        # The box of U+0002 is the hyphen's, or none: the letter before it is as good.
        last = first + len(words.rstrip("\x02")) - 1
        _, last_low, right, _ = textpage.get_charbox(max(first, last), loose=True)
        if right <= left or high <= low or abs(last_low - low) > high - low:
            return None  # turned or broken text
        lines.append(_Line(words, first, left, right, low, high))
    return lines


def _climbs(lines: Sequence[_Line]) -> bool:
    """Whether the file's order ever goes up the page."""
    return any(after.middle > before.middle + _UP for before, after in pairwise(lines))


def _rows(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Printed lines: each crumb with what stands beside it, from left to right."""
    row_of = list(range(len(lines)))
    for index, line in enumerate(lines):
        if not (_CRUMB.match(line.text) or _TORN.match(line.text)):
            continue
        for other, neighbour in enumerate(lines):
            if other != index and line.belongs_to(neighbour):
                old, new = row_of[index], row_of[other]
                row_of = [new if row == old else row for row in row_of]
    rows: dict[int, list[_Line]] = {}
    for index, row in enumerate(row_of):
        rows.setdefault(row, []).append(lines[index])
    return [sorted(row, key=lambda line: line.left) for row in rows.values()]


def _middle(row: Sequence[_Line]) -> float:
    """Where a row stands: where its longest piece does."""
    return max(row, key=lambda line: line.right - line.left).middle


def _beside_ratio(rows: Sequence[Sequence[_Line]]) -> float:
    """The share of rows that have another row beside them."""
    longest = [max(row, key=lambda line: line.right - line.left) for row in rows]
    longest.sort(key=lambda line: -line.middle)
    beside = sum(
        any(line.beside(other) for other in longest[max(0, i - 4) : i])
        for i, line in enumerate(longest)
    )
    return beside / len(longest) if longest else 0.0
