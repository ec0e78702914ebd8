"""Text without units of its own — a general elucidation, an annex — by paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ingest.locator import Step
from ingest.part import Part, trimmed

#: Paragraphs are joined up to the first and cut at sentence ends above the second (characters).
SHORTEST: Final = 200
LONGEST: Final = 1200
#: Letters, without blanks, that an alinea of a general elucidation has.
EVEN: Final = 600

_BREAK: Final = re.compile(r"\n[ \t]*\n|(?<=[.;:])[ \t]*\n")
_LINE: Final = re.compile(r"\n")
_SENTENCE: Final = re.compile(r"(?<=[.;])\s+(?=[A-Z“\"(0-9])")


def paragraphs(text: str, start: int, end: int) -> list[Part]:
    """Parts ``alinea-1``, ``alinea-2`` … that cover ``text[start:end]`` but for white space."""
    pieces: list[tuple[int, int]] = []
    for piece_start, piece_end in _pieces(text, start, end):
        if pieces and pieces[-1][1] - pieces[-1][0] < SHORTEST:
            pieces[-1] = (pieces[-1][0], piece_end)
        else:
            pieces.append((piece_start, piece_end))
    return _numbered(pieces)


def even_sentences(text: str, start: int, end: int) -> list[Part]:
    """Parts ``alinea-1`` … that are the same whatever the file's lines are.

    A PDF breaks every line and a Markdown file none, so line ends say nothing here. Cuts fall on
    the first sentence end after every `EVEN` letters from the start: a letter more or less moves
    at most one cut, not all that follow.
    """
    spans: list[tuple[int, int]] = []
    here, letters, bound = start, 0, EVEN
    for sentence_start, sentence_end in _cut(text, start, end, _SENTENCE):
        letters += len("".join(text[sentence_start:sentence_end].split()))
        if letters >= bound:
            spans.append(trimmed(text, here, sentence_end))
            here = sentence_end
            bound += EVEN * (1 + (letters - bound) // EVEN)
    rest = trimmed(text, here, end)
    if rest[1] > rest[0]:
        short = spans and rest[1] - rest[0] < SHORTEST
        spans = [*spans[:-1], (spans[-1][0], rest[1])] if short else [*spans, rest]
    return _numbered(spans)


def rows(text: str, start: int, end: int) -> list[Part]:
    """Parts ``alinea-1`` … of whole lines: what a table's row says is not torn apart."""
    spans: list[tuple[int, int]] = []
    for line_start, line_end in _cut(text, start, end, _LINE):
        if line_end - line_start > LONGEST:
            spans += _pieces(text, line_start, line_end)
        elif spans and line_end - spans[-1][0] <= LONGEST:
            spans[-1] = (spans[-1][0], line_end)
        else:
            spans.append((line_start, line_end))
    return _numbered(spans)


def _numbered(spans: Sequence[tuple[int, int]]) -> list[Part]:
    return [
        Part(Step("alinea", str(n)), first, first, last) for n, (first, last) in enumerate(spans, 1)
    ]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for block_start, block_end in _cut(text, start, end, _BREAK):
        if block_end - block_start <= LONGEST:
            found.append((block_start, block_end))
            continue
        here = block_start
        for sentence_start, sentence_end in _cut(text, block_start, block_end, _SENTENCE):
            if sentence_end - here > LONGEST and sentence_start > here:
                found.append(trimmed(text, here, sentence_start))
                here = sentence_start
        found.append((here, block_end))
    return found


def _cut(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    offsets = [start, *(m.end() for m in pattern.finditer(text, start, end)), end]
    spans = [trimmed(text, a, b) for a, b in pairwise(offsets)]
    return [(a, b) for a, b in spans if b > a]
