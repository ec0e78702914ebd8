"""The table of contents of an opened work: headings as a tree, the parts under them in order.

An act's headings are its buku, bab, bagian and paragraf (UU 12/2011, Lampiran II no. 62); what
stands before and after its provisions is gathered under a name of ours. A dictionary's are letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from dalil.views.reading.work import Opened, Part

#: Which group a part without headings belongs to, by its first unit.
_GROUPS: Final = {
    "pembukaan": "preamble", "menimbang": "preamble", "mengingat": "preamble",
    "memperhatikan": "preamble", "diktum": "preamble", "penutup": "closing",
    "penjelasan": "penjelasan", "lampiran": "lampiran",
}  # fmt: skip


@dataclass(slots=True)
class Node:
    """A heading with what stands under it, as numbers of parts ``first`` to ``last`` (inclusive).

    ``title`` is the heading's own words; ``group`` names a group of ours instead ("preamble",
    "penjelasan" …; "letter" where the title is a dictionary's letter). The root has neither.
    """

    first: int
    last: int
    title: str = ""
    group: str = ""
    inner: list[Node] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)  # those directly under it

    def holds(self, part: int) -> bool:
        """Whether the part stands under this heading."""
        return self.first <= part <= self.last


def contents(opened: Opened) -> Node:
    """The tree of a work's headings."""
    root = Node(0, max(len(opened.parts) - 1, 0))
    before: list[tuple[str, str]] = []
    trail = [root]
    for number, part in enumerate(opened.parts):
        path = _path(part)
        same = _shared(before, path)
        del trail[same + 1 :]
        for group, title in path[same:]:
            node = Node(number, number, title, group)
            trail[-1].inner.append(node)
            trail.append(node)
        trail[-1].parts.append(number)
        for node in trail[1:]:
            node.last = number
        before = path
    return root


def rows(node: Node, here: int, whole: int = 40) -> Iterator[tuple[int, Node | int]]:
    """What is shown of the tree: (depth, heading or number of a part), in the order of the text.

    Of a heading that does not hold part ``here`` only its name is given, unless the whole work
    has no more than ``whole`` parts.
    """
    yield from _rows(node, here, 0, node.last - node.first < whole)


def _rows(node: Node, here: int, depth: int, all_open: bool) -> Iterator[tuple[int, Node | int]]:
    under: list[tuple[int, Node | int]] = [
        *((inner.first, inner) for inner in node.inner),
        *((number, number) for number in node.parts),
    ]
    for _, one in sorted(under, key=lambda item: item[0]):
        if isinstance(one, Node) and one.group and one.group != "letter" and one.first == one.last:
            yield depth, one.first  # a name of ours over a single part says nothing more
            continue
        yield depth, one
        if isinstance(one, Node) and (all_open or one.holds(here)):
            yield from _rows(one, here, depth + 1, all_open)


def _path(part: Part) -> list[tuple[str, str]]:
    """The headings above a part, outermost first: (group, title)."""
    steps = part.locator.steps
    unit = steps[0].unit if steps else ""
    if unit == "entri":
        term = part.passages[0].text.lstrip(" \"'“‘(*_-")
        letter = term[:1].upper()
        return [("letter", letter if letter.isalpha() else "#")]
    if unit in _GROUPS:
        return [(_GROUPS[unit], "")]
    return [("", title) for title in part.heading]


def _shared(before: Sequence[tuple[str, str]], path: Sequence[tuple[str, str]]) -> int:
    """How many headings the two paths begin with in common."""
    count = 0
    for one, other in zip(before, path, strict=False):
        if one != other:
            break
        count += 1
    return count


def neighbours(opened: Opened, number: int) -> tuple[int | None, int | None]:
    """The parts before and after; None at the ends."""
    last = len(opened.parts) - 1
    return (number - 1 if number > 0 else None), (number + 1 if number < last else None)
