"""The letterhead "PRESIDEN / REPUBLIK INDONESIA" at the top of every page of an act.

Recognition garbles it ("FRES IDEN", "REPUBUK INDONESI.A"). The same words sign and enact
("dan PRESIDEN REPUBLIK INDONESIA", "PRESIDEN REPUBLIK INDONESIA,"), so only what stands above
all other text of the page is taken, and nothing that ends in a comma.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from ingest.read.edges import top, without
from ingest.read.page_numbers import DASHED_NUMBER

#: Side labels that recognition puts before the letterhead, and lone list numbers: they stay.
_LABEL: Final = re.compile(
    r"(?:menimbang|mengingat|menetapkan|memperhatikan|memutuskan)\W*\Z|\W*\w{1,3}\W*\Z",
    re.IGNORECASE,
)
#: What recognition makes of the state emblem above the letterhead: a few characters a line.
_EMBLEM_LENGTH: Final = 8
#: A list's number or letter is no emblem, nor is a word; after "dan" the President enacts.
_NO_EMBLEM: Final = re.compile(
    r"\(?(?:\d{1,3}[a-z]?|[a-z])[.)]?\Z|[IVXLC]+[.)]\Z|[A-Z]?[a-z]{3,}\W?\Z"
)
_AND: Final = re.compile(r"\W*dan\W*\Z", re.IGNORECASE)

#: How many lines from the top the letterhead may be, emblem and labels above it.
_DEPTH: Final = 9

_NOT_ALNUM: Final = re.compile(r"[\W_]+")

#: From this share of the pages on, short unreadable lines above a page number are its remains.
_USUAL_RATIO: Final = 0.3


def without_letterhead(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without the letterhead and its garbled remains."""
    found = [_letterhead(lines) for lines in pages]
    usual = sum(bool(gone) for gone in found) >= max(2, _USUAL_RATIO * len(pages))
    return [
        without(lines, gone or _remains(lines, usual))
        for lines, gone in zip(pages, found, strict=True)
    ]


def is_letterhead(words: str) -> bool:
    """Whether these words are the letterhead or a part of it, well or badly read."""
    return any(
        _alike(words, wanted, 0.6)
        for wanted in ("PRESIDENREPUBLIKINDONESIA", "PRESIDEN", "REPUBLIKINDONESIA")
    )


def _letterhead(lines: Sequence[str]) -> set[int]:
    zone = top(lines, _DEPTH)
    emblem: set[int] = set()
    for position, here in enumerate(zone):
        line = lines[here]
        below = lines[zone[position + 1]] if position + 1 < len(zone) else ""
        if not line.endswith(",") and not below.endswith(","):
            if _alike(line, "PRESIDENREPUBLIKINDONESIA", 0.8):
                return {here} | emblem
            if _alike(line, "PRESIDEN", 0.6) and _alike(below, "REPUBLIKINDONESIA", 0.6):
                return {here, zone[position + 1]} | emblem
            if _alike(line, "REPUBLIKINDONESIA", 0.7) and DASHED_NUMBER.match(below):
                return {here} | emblem
        if _AND.match(line):
            return set()
        if len(line) <= _EMBLEM_LENGTH and not _NO_EMBLEM.match(line):
            emblem.add(here)
        elif not (_LABEL.match(line) or DASHED_NUMBER.match(line)):
            return set()  # text has begun
    return set()


def _remains(lines: Sequence[str], usual: bool) -> set[int]:
    """Short lines above a page number at the top, where letterheads are usual or one is seen."""
    zone = top(lines, 4)
    for position, index in enumerate(zone):
        if not DASHED_NUMBER.match(lines[index]):
            continue
        above = [i for i in zone[:position] if not _LABEL.match(lines[i])]
        seen = usual or any(_alike(lines[i], "PRESIDEN", 0.75) for i in above)
        if seen and all(len(lines[i]) <= 30 for i in above):
            return set(above)
        return set()
    return set()


def _alike(line: str, wanted: str, ratio: float) -> bool:
    """Whether a line's letters are nearly these capitals."""
    letters = _NOT_ALNUM.sub("", line)
    if sum(map(str.islower, letters)) > 3:
        return False
    letters = letters.upper()
    if not 0.8 * len(wanted) <= len(letters) <= max(1.2 * len(wanted), len(wanted) + 2):
        return False
    return SequenceMatcher(None, letters, wanted, autojunk=False).ratio() >= ratio
