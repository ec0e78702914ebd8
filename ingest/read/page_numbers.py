"""Page numbers: "- 12 -", "12 / 34", "Halaman 3 dari 10", "III.2", and bare numbers that count.

A bare number may be a table's cell; it goes only if it counts up with the pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from ingest.read.edges import bottom, top, without

#: Recognition reads l, I, O, S, Z, t and B for digits: "-t2-", "-1O-".
DASHED_NUMBER: Final = re.compile(
    r"[-–—_~=]{1,2} ?[\dIlOoSZtB|]{1,4} ?[-–—_~=]{0,2}\.?\Z|[\dIlOoSZtB|]{1,4} ?[-–—_~]\Z"
)
_NUMBER: Final = re.compile(r"\d{1,4}\Z")
_PAGE_OF: Final = re.compile(
    r"(?:.{0,40}[-–|] ?)?(?:(?:hal(?:aman|\.)?|page) ?)?\d{1,4} ?(?:/|dari|of) ?\d{1,4}\Z"
    r"|(?:halaman|hal\.|page) \d{1,4}\Z",
    re.IGNORECASE,
)
_ANNEX_NUMBER: Final = re.compile(r"[IVXl1it]{1,5}\. ?\d[\dIlO ]{0,3}\Z")

#: A run of pages must agree this often before bare numbers are believed.
_AGREEING: Final = 3


def without_page_numbers(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without their numbers."""
    counted = _counted_offsets(pages)
    annex = _share_with_annex_numbers(pages) >= 0.75
    result: list[list[str]] = []
    for index, lines in enumerate(pages):
        gone: set[int] = set()
        for zone in (top(lines, 4), bottom(lines, 3)):
            outermost = True
            for i in zone:
                line = lines[i]
                counts = _NUMBER.match(line) and int(line) - index in counted
                if (
                    _PAGE_OF.match(line)
                    or DASHED_NUMBER.match(line)
                    or (outermost and (counts or (annex and _ANNEX_NUMBER.match(line))))
                ):
                    gone.add(i)
                else:
                    outermost = False
        result.append(without(lines, gone))
    return result


def _counted_offsets(pages: Sequence[Sequence[str]]) -> frozenset[int]:
    """Differences between printed number and page index that several pages share."""
    offsets: Counter[int] = Counter()
    for index, lines in enumerate(pages):
        values = {_value(lines[i]) for i in (*top(lines, 2), *bottom(lines, 2))}
        offsets.update(value - index for value in values if value is not None)
    return frozenset(offset for offset, count in offsets.items() if count >= _AGREEING)


def _value(line: str) -> int | None:
    digits = line.strip("-–—_~ ")
    return int(digits) if _NUMBER.match(digits) else None


def _share_with_annex_numbers(pages: Sequence[Sequence[str]]) -> float:
    numbered = sum(
        any(_ANNEX_NUMBER.match(lines[i]) for i in (*top(lines, 2), *bottom(lines, 2)))
        for lines in pages
    )
    return numbered / len(pages) if len(pages) >= _AGREEING else 0.0
