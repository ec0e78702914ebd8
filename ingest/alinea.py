"""The paragraphs of prose: where one ends in a text that may or may not keep its lines.

A DOCX or web page has one line a paragraph; a PDF has the printed lines, often with no blank
line between paragraphs. Paragraphs that are too short to be found alone are joined to their
neighbour, and those too long to be read at once are cut at the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

#: A paragraph shorter than this is joined to the next; longer than `LONGEST` it is cut.
SHORTEST: Final = 150
LONGEST: Final = 1200

#: Lines are printed lines, not paragraphs, if this share of them goes on in lower case.
_WRAPPED_RATIO: Final = 0.2

#: A printed line that ends a sentence and fills less of the measure than this ends a paragraph.
_SHORT_LINE_RATIO: Final = 0.8

_ENDS: Final = re.compile(r"[.?!:;][\"'”’)\]]*\Z")
_ITEM: Final = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[•▪➢✓–-])\s")
#: Where a sentence may end; what stands before the full stop decides whether it does
#: (abbreviations, initials, the numbers of list items).
_STOP: Final = re.compile(r"[.?!][\"'”’)\]]*\s+(?=[A-Z0-9“\"‘(\[])")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:no|nos|hlm|hal|jo|dr|drs|dra|prof|ir|st|vol|cet|ed|eds|dkk|dst|dll|art|para|cf|mr"
    r"|mrs|pp|ibid|op|loc|cit|tgl|yth|a\.n|u\.b|s\.h|m\.h|ph\.d|v|vs)|\b[A-Za-z]|(?<!\d)\d{1,2})\Z",
    re.IGNORECASE,
)


def alinea_spans(text: str, start: int, end: int, *, wrapped: bool) -> list[tuple[int, int]]:
    """Spans of the paragraphs of ``text[start:end]``, in order, without outer white space."""
    spans = [
        span for block in _blocks(text, start, end, wrapped=wrapped) for span in _cut(text, *block)
    ]
    return _joined(spans)


def is_wrapped(text: str) -> bool:
    """Whether the lines of a text are printed lines that break inside sentences."""
    breaks = wraps = 0
    lines = text.split("\n")
    for line, following in pairwise(lines):
        if line.strip() and following.strip():
            breaks += 1
            wraps += following.lstrip()[0].islower() and not _ITEM.match(following.lstrip())
    return breaks >= 5 and wraps > _WRAPPED_RATIO * breaks


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets right after a sentence and the white space behind it."""
    for stop in _STOP.finditer(text, start, end):
        before = text[max(start, stop.start() - 6) : stop.start()]
        if text[stop.start()] != "." or not _ABBREVIATION.search(before):
            yield stop.end()


def _blocks(text: str, start: int, end: int, *, wrapped: bool) -> Iterator[tuple[int, int]]:
    """Spans between blank lines and where a line ends a paragraph."""
    lines = list(_lines(text, start, end))
    full = _measure([b - a for a, b in lines]) if wrapped else 0
    first: int | None = None
    last = start
    for number, (here, until) in enumerate(lines):
        if here == until:
            if first is not None:
                yield first, last
            first = None
            continue
        first = here if first is None else first
        last = until
        after = lines[number + 1] if number + 1 < len(lines) else (until, until)
        if not wrapped or _ends_paragraph(text, (here, until), after, full):
            yield first, last
            first = None
    if first is not None:
        yield first, last


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the lines without outer white space; a blank line is an empty span."""
    offset = start
    for line in text[start:end].split("\n"):
        stripped = line.strip()
        first = offset + (len(line) - len(line.lstrip()) if stripped else 0)
        yield first, first + len(stripped)
        offset += len(line) + 1


def _measure(lengths: list[int]) -> int:
    """The length of a full line: nine in ten are no longer."""
    filled = sorted(length for length in lengths if length)
    return filled[len(filled) * 9 // 10] if filled else 0


def _ends_paragraph(text: str, line: tuple[int, int], after: tuple[int, int], full: int) -> bool:
    if not _ENDS.search(text[line[0] : line[1]]):
        return False
    following = text[after[0] : after[1]]
    return line[1] - line[0] < _SHORT_LINE_RATIO * full or bool(_ITEM.match(following))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A block in pieces of at most `LONGEST`, cut after a sentence where there is one."""
    while end - start > LONGEST:
        limit = start + LONGEST
        ends = [at for at in sentence_ends(text, start, limit + 1) if at - start >= SHORTEST]
        if ends:
            # Pieces of like length read better than a full one and a rest.
            even = start + (end - start) / -(-(end - start) // LONGEST)
            at = min(ends, key=lambda stop: abs(stop - even))
        else:  # a table or a list without full stops: at a line's or word's end
            at = max(text.rfind("\n", start + SHORTEST, limit), -1) + 1
            at = at or text.rfind(" ", start + SHORTEST, limit) + 1 or limit
        stop = start + len(text[start:at].rstrip())
        yield start, stop
        start = at + len(text[at:end]) - len(text[at:end].lstrip())
    if start < end:
        yield start, end


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Short neighbours together, as long as the result is no longer than `LONGEST`."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and end - joined[-1][0] <= LONGEST:
            short = min(joined[-1][1] - joined[-1][0], end - start)
            if short < SHORTEST:
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined
