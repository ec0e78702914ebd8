"""The first and last lines of a page: the only ones that may be furniture."""

from __future__ import annotations

from collections.abc import Collection, Sequence

#: How many lines from a page's edge may be furniture: the deepest seen are a letterhead of two
#: lines and a page number, under a stamp and a label that recognition put first.
ZONE = 5


def top(lines: Sequence[str], depth: int = ZONE) -> list[int]:
    """Indexes of the first lines that are not blank, from the top."""
    found: list[int] = []
    for index, line in enumerate(lines):
        if line:
            found.append(index)
            if len(found) == depth:
                break
    return found


def bottom(lines: Sequence[str], depth: int = ZONE) -> list[int]:
    """Indexes of the last lines that are not blank, the last one first."""
    found: list[int] = []
    for index in range(len(lines) - 1, -1, -1):
        if lines[index]:
            found.append(index)
            if len(found) == depth:
                break
    return found


def without(lines: Sequence[str], gone: Collection[int]) -> list[str]:
    """The lines that are not at these indexes."""
    return [line for index, line in enumerate(lines) if index not in gone] if gone else [*lines]
