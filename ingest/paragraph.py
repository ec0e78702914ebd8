"""Text without units of its own — a general elucidation, an annex — by paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from ingest.locator import Step
from ingest.part import Part, trimmed

#: Paragraphs are joined up to the first and cut at sentence ends above the second (characters).
SHORTEST: Final = 200
LONGEST: Final = 1200

_BREAK: Final = re.compile(r"\n[ \t]*\n|(?<=[.;:])[ \t]*\n")
_SENTENCE: Final = re.compile(r"(?<=[.;])\s+(?=[A-Z“\"(0-9])")


def paragraphs(text: str, start: int, end: int) -> list[Part]:
    """Parts ``alinea-1``, ``alinea-2`` … that cover ``text[start:end]`` but for white space."""
    pieces: list[tuple[int, int]] = []
    for piece_start, piece_end in _pieces(text, start, end):
        if pieces and pieces[-1][1] - pieces[-1][0] < SHORTEST:
            pieces[-1] = (pieces[-1][0], piece_end)
        else:
            pieces.append((piece_start, piece_end))
    return [
        Part(Step("alinea", str(number)), first, first, last)
        for number, (first, last) in enumerate(pieces, 1)
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
