"""What became of an act or provision, as far as the acts of this library say.

Repealed by an act in the library: ``repealed``; a part of it repealed: ``partly_repealed``;
changed: ``amended``; otherwise ``unknown``. Nothing is "in force" because nobody said otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from ingest.model import Status
from ingest.relations import Relation

#: A status with the id of the passage that says so (None where nothing does).
Standing = tuple[Status, str | None]

#: Kinds of relations that a status can follow from.
CHANGING: Final = frozenset({"amends", "inserts", "deletes", "repeals", "repeals_partly"})
_UNKNOWN: Final[Standing] = (Status.UNKNOWN, None)
_PARTS: Final = frozenset({"repeals", "repeals_partly"})
_CHANGES: Final = frozenset({"amends", "inserts"})


class Standings:
    """The standing of one act and of everything in it, from all relations that aim at it."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._at: dict[str, list[Relation]] = defaultdict(list)
        self._below: dict[str, list[Relation]] = defaultdict(list)
        for relation in relations:
            if relation.kind in CHANGING:
                locator = relation.target_id.partition("#")[2]
                self._at[locator].append(relation)
                for above in _above(locator):
                    self._below[above].append(relation)

    @property
    def act(self) -> Standing:
        """The standing of the act itself."""
        own, inner = self._at.get("", []), self._below.get("", [])
        if repealed := _of(own, {"repeals"}):
            return Status.REPEALED, _first(repealed).evidence_id
        if parts := _of(inner, _PARTS) + _of(own, {"repeals_partly"}):
            return Status.PARTLY_REPEALED, _last(parts).evidence_id
        if changes := _of(own, _CHANGES) + inner:
            return Status.AMENDED, _last(changes).evidence_id
        return _UNKNOWN

    def of(self, locator: str) -> Standing:
        """The standing of the provision at this locator; its elucidation shares it."""
        if not locator or self.act[0] is Status.REPEALED:
            return self.act
        places = {locator, locator.removeprefix("penjelasan/")}
        over = [r for p in places for at in (p, *_above(p)) if at for r in self._at.get(at, [])]
        under = [r for p in places for r in self._below.get(p, [])]
        again = _of(over, _CHANGES)
        gone = _of(over, {"repeals", "deletes"})
        if gone and not (again and _order(_last(again)) > _order(_last(gone))):
            return Status.REPEALED, _first(gone).evidence_id
        if parts := _of(over, {"repeals_partly"}) + _of(under, _PARTS):
            return Status.PARTLY_REPEALED, _last(parts).evidence_id
        if changes := again + _of(under, _CHANGES | {"deletes"}):
            return Status.AMENDED, _last(changes).evidence_id
        return _UNKNOWN


def _above(locator: str) -> list[str]:
    """The locators around this one, the act ("") last; none around the act."""
    if not locator:
        return []
    steps = locator.split("/")
    return ["/".join(steps[:n]) for n in range(len(steps) - 1, -1, -1)]


def _of(relations: Sequence[Relation], kinds: Iterable[str]) -> list[Relation]:
    wanted = frozenset(kinds)
    return [r for r in relations if r.kind in wanted]


def _order(relation: Relation) -> tuple[int, int]:
    """Year and number of the act that says so."""
    parts = relation.source_id.partition("~")[0].split("/")
    year, number = (*parts[1:], "", "")[:2]
    return int(year) if year.isdigit() else 0, int(number) if number.isdigit() else 0


def _first(relations: Sequence[Relation]) -> Relation:
    """The one that came first: what is repealed stays so."""
    return min(relations, key=_order)


def _last(relations: Sequence[Relation]) -> Relation:
    """The first one said by the act that came last: its wording is the one to look for."""
    return max(relations, key=_order)
