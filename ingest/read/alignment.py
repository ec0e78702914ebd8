"""The way back from a page's clean text to the characters of the file it was made from.

Cleaning takes whole lines away (furniture), changes white space and the hyphens at line ends,
and replaces single characters; it adds no letter. So the clean page is found again in the
file's page by taking or leaving each of its lines, exactly; where that fails, the longest
common stretches are taken and the rest has no place, rather than a wrong one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final

from ingest.read.clean import clean

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
