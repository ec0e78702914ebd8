"""Text that stands turned on its page: landscape tables on portrait paper, a stamp up the margin.

PDFium gives it as one run without line ends, and from the bottom up if it is turned the other way.
Its lines are found again by the place of its characters across the direction of writing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

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
    lines = list(_lines(textpage, text))
    turned = [line for line in lines if line.turn]
    if not turned:
        return None
    upright = [line for line in lines if not line.turn]
    turned.sort(key=lambda line: (line.turn, round(line.down), line.along))
    return [*upright, *turned]


def _lines(textpage: Any, text: str) -> Iterator[TurnedLine]:
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
