"""What the passages of a work name: read once when it is taken in, and kept with it.

A reference that may mean provisions of several acts is left out: whoever looks at a provision
wants to know who names it, not who might. So is what a provision says of itself ("undang-undang
ini", "sebagaimana dimaksud pada ayat (1)"), and what its elucidation says of it; what another
pasal of the same act says of it is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from dalil.ingest.locator import Locator
from dalil.ingest.model import Citation, Document, Passage
from dalil.ingest.references.find import find_references

#: Changes with the rules: what older ones read is read again.
CITATIONS_VERSION: Final = "1"

#: Units that a provision is named by; what is inside one says nothing of another.
_OWN: Final = frozenset({"pasal", "menimbang", "mengingat", "diktum", "lampiran"})


def act_of(document_id: str) -> str | None:
    """The act that "Pasal 5" alone is of in this work; None where it can be of none.

    A book has no pasal, and those that a ruling speaks of are of the acts that it judges by.
    """
    base = document_id.partition("~")[0]
    return None if not base.count("/") or base.startswith("putusan-") else base


def citations_of(document: Document, passages: Sequence[Passage]) -> tuple[Citation, ...]:
    """The citations of a work in the order of its text, each of one target."""
    inside = _Inside(passages)
    work = document.id.partition("~")[0]
    found: dict[tuple[int, str], Citation] = {}
    for reference in find_references(document.text, act_of(document.id)):
        if len({target.partition("#")[0] for target in reference.targets}) > 1:
            continue  # candidates
        passage = inside.at(reference.start)
        if passage is None:
            continue  # in a title or a heading, that no passage holds
        for target in reference.targets:
            if not _is_of_itself(passage, target, work):
                found.setdefault(
                    (reference.start, target),
                    Citation(passage.passage_id, target, reference.start, reference.end),
                )
    return tuple(found.values())


def _is_of_itself(passage: Passage, target: str, work: str) -> bool:
    act, _, place = target.partition("#")
    if act != work:
        return False
    return not place or _provision(passage.locator) == _provision(Locator.parse(place))


def _provision(locator: Locator) -> str:
    """The pasal (or recital, or annex) that a locator is in; its elucidation is it, too."""
    steps = [step for step in locator.steps if step.unit != "penjelasan"]
    inner = max((i for i, step in enumerate(steps) if step.unit in _OWN), default=len(steps) - 1)
    return str(Locator(tuple(steps[: inner + 1])))


class _Inside:
    """The smallest passage around an offset."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._by_start = sorted(passages, key=lambda p: (p.start, -p.end))
        self._starts = [p.start for p in self._by_start]
        by_id = {p.passage_id: p for p in passages}
        self._parent = {p.passage_id: by_id.get(p.parent_id or "") for p in passages}

    def at(self, offset: int) -> Passage | None:
        """Passages nest: it is the last one that begins before, or one around that."""
        index = bisect_right(self._starts, offset) - 1
        here: Passage | None = self._by_start[index] if index >= 0 else None
        while here is not None and offset >= here.end:
            here = self._parent[here.passage_id]
        return here
