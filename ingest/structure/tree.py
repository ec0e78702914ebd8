"""A part of an act: the node of the tree that the structure grammar builds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dalil.ingest.locator import Step


@dataclass(frozen=True, slots=True)
class Part:
    """A unit of an act and the units inside it.

    ``text[start:end]`` is the unit's own text without the line that names a pasal, and with the
    marker of an item ("(2) …"); ``lead_end`` is where its first child begins (``end`` without
    children), so ``text[start:lead_end]`` is the opening line of a list. ``headings`` are the
    buku, bab, bagian and paragraf above it, outermost first. ``content`` is where the words
    begin after a marker. ``place`` is where a unit counts, if not under the part around it: an
    ayat of the constitution that is in force beside amended ones.
    """

    step: Step
    start: int
    content: int
    end: int
    children: tuple[Part, ...] = ()
    headings: tuple[str, ...] = ()
    place: tuple[Step, ...] = ()

    @property
    def lead_end(self) -> int:
        """Where the text before the first child ends."""
        return self.children[0].start if self.children else self.end

    def walk(self) -> Iterator[Part]:
        """This part and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends; an empty span stays at its end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
