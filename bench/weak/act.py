"""An act of a library as its questions are made: its passages, and how they nest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from dalil.answer.evaluate.metrics import at_level
from dalil.index.store.catalog import Catalog
from dalil.ingest.locator import Locator
from dalil.ingest.model import Passage, Tier

_LABEL: Final = re.compile(
    r"\s*(?:(?:Pasal\s+\w+|Ayat\s*\(?\w{1,3}\)?|Huruf\s+\w{1,2}\b|Angka\s+\d{1,3})[\s.:]*"
    r"|\(\w{1,3}\)\s+|\w{1,3}[.)]\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Act:
    """An act's id and its passages in the order of the text."""

    id: str
    passages: tuple[Passage, ...]
    by_id: dict[str, Passage] = field(init=False)
    children: dict[str, list[Passage]] = field(init=False)

    def __post_init__(self) -> None:
        children: dict[str, list[Passage]] = {}
        for passage in self.passages:
            if passage.parent_id is not None:
                children.setdefault(passage.parent_id, []).append(passage)
        object.__setattr__(self, "by_id", {p.passage_id: p for p in self.passages})
        object.__setattr__(self, "children", children)

    def body(self) -> Iterator[Passage]:
        """The passages of the pasal themselves, containers too."""
        return (p for p in self.passages if p.locator.steps and p.locator.steps[0].unit == "pasal")

    def explained(self) -> Iterator[Passage]:
        """The smallest passages of the elucidation of a pasal."""
        for passage in self.passages:
            if (
                passage.locator.in_penjelasan
                and passage.locator.step("pasal")
                and passage.passage_id not in self.children
            ):
                yield passage

    def own(self, passage: Passage) -> str:
        """What stands in a passage before the first one inside of it."""
        inside = self.children.get(passage.passage_id)
        end = min(p.start for p in inside) if inside else passage.end
        return passage.text[: end - passage.start]

    def items(self, passage: Passage) -> str:
        """The list in a passage: from the first passage inside of it to the last, verbatim."""
        inside = self.children.get(passage.passage_id, [])
        if not inside:
            return ""
        first, last = min(p.start for p in inside), max(p.end for p in inside)
        return passage.text[first - passage.start : last - passage.start]


def acts_of(catalog: Catalog) -> Iterator[Act]:
    """The acts of a library one by one; other works have no pasal to ask for."""
    for document in catalog.documents():
        if document.tier is Tier.PRIMARY and not document.digest and document.id.count("/") >= 2:
            yield Act(document.id, tuple(catalog.passages(document.id)))


def label_end(text: str) -> int:
    """Where a passage's words begin after its own mark: "(1) ", "a. ", "Huruf a "."""
    match = _LABEL.match(text)
    return match.end() if match else 0


def pasal_of(passage_id: str) -> str:
    """The pasal a passage counts for; of the elucidation, that of the elucidation."""
    act, _, place = passage_id.partition("#")
    if not place.startswith("penjelasan/"):
        return at_level(passage_id, "pasal")
    steps = Locator.parse(place).steps
    last = max((n for n, step in enumerate(steps) if step.unit == "pasal"), default=len(steps) - 1)
    return f"{act}#{Locator(steps[: last + 1])}"
