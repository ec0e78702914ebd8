"""A work opened for reading: its passages as units that are read one after another.

What is read at once is the pasal with all in it; of a book a heading's part, of a dictionary an
entry, of a file without structure a page. A container that is only a frame (the elucidation, an
annex, "Pasal I" of an amending act) is opened: its own words are a unit, and its parts are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Final, Literal

from dalil.ingest.definitions import Usage, definitions_of
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Passage
from dalil.ingest.references.citations import act_of
from dalil.ingest.references.find import Reference, find_references

_FRAMES: Final = frozenset({"penjelasan", "lampiran"})
_CRUMBS: Final = frozenset({"alinea", "halaman"})
#: Paragraphs without headings and pages are read together up to about this many characters.
_SHEET: Final = 4_000
#: Texts up to this length are searched for references as a whole, in a second at most.
_READ_WHOLE: Final = 300_000


@dataclass(frozen=True, slots=True)
class ReadingPart:
    """What is read at once: one passage, or several crumbs (paragraphs of one page) in a row.

    ``start`` and ``end`` span it in the document's text. A frame's part ends where its first
    inner part begins.
    """

    passages: tuple[Passage, ...]
    start: int
    end: int

    @property
    def passage_id(self) -> str:
        """The id the part is opened by: that of its first passage."""
        return self.passages[0].passage_id

    @property
    def locator(self) -> Locator:
        """Where the part stands in the work."""
        return self.passages[0].locator

    @property
    def heading(self) -> tuple[str, ...]:
        """The headings above it."""
        return self.passages[0].heading


@dataclass(frozen=True)
class Opened:
    """A work and everything in it; made once and kept while it is read.

    ``day`` is the day on which it is read, as the address says it; "" for the work as stored.
    """

    document: Document  # with its text
    passages: tuple[Passage, ...]
    day: str = ""

    @cached_property
    def by_id(self) -> dict[str, Passage]:
        """The passages by their id."""
        return {p.passage_id: p for p in self.passages}

    @cached_property
    def children(self) -> dict[str | None, list[Passage]]:
        """The passages directly inside each, in the order of the text; under None the outermost."""
        inside: dict[str | None, list[Passage]] = {None: []}
        for passage in self.passages:
            inside.setdefault(passage.parent_id, []).append(passage)
        return inside

    @cached_property
    def parts(self) -> tuple[ReadingPart, ...]:
        """The parts in the order of the text."""
        return tuple(self._parts(self.children[None]))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {p.passage_id: n for n, part in enumerate(self.parts) for p in part.passages}

    @cached_property
    def usage(self) -> Usage:
        """Its defined terms, ready to be looked for; a work that is no act defines none."""
        act = self.document.id.count("/") >= 2
        return Usage(definitions_of(self.passages) if act else [])

    def references(self, start: int, end: int, at: Locator) -> list[Reference]:
        """The references in a slice of the text, their spans counted in it; ``at``: where it is.

        An amending act has to be read whole: what "Pasal 12" means there, its title says.
        """
        kept = self._slices.get((start, end))
        if kept is None:
            kept = self._slices[start, end] = self._references(start, end, at)
        return kept

    def _references(self, start: int, end: int, at: Locator) -> list[Reference]:
        if self._whole_references is None:
            act = act_of(self.document.id)
            return find_references(self.text(start, end), act=act, at=at if act else None)
        return [
            replace(r, start=r.start - start, end=r.end - start)
            for r in self._whole_references
            if start <= r.start and r.end <= end
        ]

    @cached_property
    def _slices(self) -> dict[tuple[int, int], list[Reference]]:
        """What was found in slices: a part is drawn again in the other language, on another day."""
        return {}

    @cached_property
    def _whole_references(self) -> list[Reference] | None:
        """Those of the whole text, some microseconds a character; None where that is too long."""
        if self.is_read_in_slices:
            return None
        return find_references(self.document.text, act=act_of(self.document.id))

    @property
    def has_references(self) -> bool:
        """Whether those of a part are there without reading the whole text."""
        return "_whole_references" in self.__dict__ or self.is_read_in_slices

    @cached_property
    def is_read_in_slices(self) -> bool:
        """Whether references are found in a part when it is drawn, not in the whole text before."""
        if any(sum(s.unit == "pasal" for s in p.locator.steps) > 1 for p in self.passages):
            return False
        # on a day the part being read is to be there at once
        return bool(self.day) or len(self.document.text) > _READ_WHOLE

    def at(self, passage: Passage) -> int:
        """The number (from 0) of the part that the passage is in."""
        here: Passage | None = passage
        while here is not None:
            if (found := self._place.get(here.passage_id)) is not None:
                return found
            here = self.by_id.get(here.parent_id) if here.parent_id else None
        return max(bisect_right([part.start for part in self.parts], passage.start) - 1, 0)

    def text(self, start: int, end: int) -> str:
        """A slice of the work's text."""
        return self.document.text[start:end]

    def counterpart(self, part: ReadingPart) -> Passage | None:
        """The elucidation of a provision, or the provision that an elucidation explains."""
        steps = part.locator.steps
        if part.locator.in_penjelasan:
            other = Locator(steps[1:])
        else:
            other = Locator((Locator.parse("penjelasan").steps[0], *steps))
        return self.by_id.get(f"{self.document.id}#{other}") if other.steps else None

    @property
    def general(self) -> Passage | None:
        """The general elucidation (penjelasan umum), or None."""
        return self.by_id.get(f"{self.document.id}#penjelasan/umum")

    def remark(self, passage: Passage, language: Literal["id", "en"]) -> str:
        """What is said at a passage, as HTML; of a work as stored nothing."""
        return ""

    def heads(self, passage: Passage, language: Literal["id", "en"]) -> str:
        """What is said of the headings that begin with a passage, as HTML; nothing here."""
        return ""

    def _parts(self, row: Sequence[Passage]) -> Iterator[ReadingPart]:
        for crumb, group in groupby(row, key=_is_crumb):
            if crumb:
                yield from self._sheets(list(group))
                continue
            for passage in group:
                inner = self.children.get(passage.passage_id, [])
                if not self._is_frame(passage, inner):
                    yield ReadingPart((passage,), passage.start, passage.end)
                    continue
                if self.text(passage.start, inner[0].start).strip():
                    yield ReadingPart((passage,), passage.start, inner[0].start)
                yield from self._parts(inner)

    def _is_frame(self, passage: Passage, inner: Sequence[Passage]) -> bool:
        if not inner:
            return False
        unit = passage.locator.steps[-1].unit
        if unit == "pasal":  # "Pasal I" of an amending act holds the amended act's pasal
            return any(
                step.unit == "pasal"
                for child in inner
                for below in (child, *self.children.get(child.passage_id, []))
                for step in below.locator.steps[len(passage.locator.steps) :]
            )
        return unit in _FRAMES and len(passage.locator.steps) == 1

    def _sheets(self, crumbs: list[Passage]) -> Iterator[ReadingPart]:
        held: list[Passage] = []
        for crumb in crumbs:
            if held and (
                crumb.page != held[0].page
                or (crumb.page is None and crumb.end - held[0].start > _SHEET)
            ):
                yield ReadingPart(tuple(held), held[0].start, held[-1].end)
                held = []
            held.append(crumb)
        if held:
            yield ReadingPart(tuple(held), held[0].start, held[-1].end)


def _is_crumb(passage: Passage) -> bool:
    return bool(passage.locator.steps) and passage.locator.steps[-1].unit in _CRUMBS


# The table of contents: an act's headings are its buku, bab, bagian and paragraf (UU 12/2011,
# Lampiran II no. 62); what stands before and after its provisions goes under a name of ours.

#: Which group a part without headings belongs to, by its first unit.
_GROUPS: Final = {
    "pembukaan": "preamble", "menimbang": "preamble", "mengingat": "preamble",
    "memperhatikan": "preamble", "diktum": "preamble", "penutup": "closing",
    "penjelasan": "penjelasan", "lampiran": "lampiran",
}  # fmt: skip


@dataclass(slots=True)
class TocNode:
    """A heading with what stands under it, as numbers of parts ``first`` to ``last`` (inclusive).

    ``title`` is the heading's own words; ``group`` names a group of ours instead ("preamble",
    "penjelasan" …; "letter" where the title is a dictionary's letter). The root has neither.
    """

    first: int
    last: int
    title: str = ""
    group: str = ""
    inner: list[TocNode] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)  # those directly under it

    def holds(self, part: int) -> bool:
        """Whether the part stands under this heading."""
        return self.first <= part <= self.last


def contents(opened: Opened) -> TocNode:
    """The tree of a work's headings."""
    root = TocNode(0, max(len(opened.parts) - 1, 0))
    before: list[tuple[str, str]] = []
    trail = [root]
    for number, part in enumerate(opened.parts):
        path = _path(part)
        same = _shared(before, path)
        del trail[same + 1 :]
        for group, title in path[same:]:
            node = TocNode(number, number, title, group)
            trail[-1].inner.append(node)
            trail.append(node)
        trail[-1].parts.append(number)
        for node in trail[1:]:
            node.last = number
        before = path
    return root


def rows(node: TocNode, here: int, whole: int = 40) -> Iterator[tuple[int, TocNode | int]]:
    """What is shown of the tree: (depth, heading or number of a part), in the order of the text.

    Of a heading that does not hold part ``here`` only its name is given, unless the whole work
    has no more than ``whole`` parts.
    """
    yield from _rows(node, here, 0, node.last - node.first < whole)


def _rows(
    node: TocNode, here: int, depth: int, all_open: bool
) -> Iterator[tuple[int, TocNode | int]]:
    under: list[tuple[int, TocNode | int]] = [
        *((inner.first, inner) for inner in node.inner),
        *((number, number) for number in node.parts),
    ]
    for _, one in sorted(under, key=lambda item: item[0]):
        if (
            isinstance(one, TocNode)
            and one.group
            and one.group != "letter"
            and one.first == one.last
        ):
            yield depth, one.first  # a name of ours over a single part says nothing more
            continue
        yield depth, one
        if isinstance(one, TocNode) and (all_open or one.holds(here)):
            yield from _rows(one, here, depth + 1, all_open)


def _path(part: ReadingPart) -> list[tuple[str, str]]:
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
