"""What became of an act or provision, as far as the acts of this library say.

Repealed by an act in the library: ``repealed``; a part of it repealed: ``partly_repealed``;
changed: ``amended``; otherwise ``unknown``. Nothing is "in force" because nobody said otherwise.

What is said of an act is not said of each provision in it: that UU 23/2014 is partly repealed is
true of the act, and of the provisions that the repealing act names; of the others nothing is
known (`standing_in_act`). What is known of the act stands beside it (`ActStanding`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dalil.ingest.model import Status
from dalil.ingest.references.ids import year_and_number
from dalil.ingest.relations.relations import Relation

#: A status with the id of the passage that says so (None where nothing does).
Standing = tuple[Status, str | None]

#: Kinds of relations that a status can follow from.
CHANGING: Final = frozenset({"amends", "inserts", "deletes", "repeals", "repeals_partly"})
_UNKNOWN: Final[Standing] = (Status.UNKNOWN, None)
#: What an act is wholly, and so each provision in it.
_WHOLLY: Final = frozenset({Status.REPEALED, Status.IN_FORCE})
#: Kinds that take a provision away, wholly or in part.
PARTS: Final = frozenset({"repeals", "repeals_partly"})
#: Kinds that make an act amended.
CHANGES: Final = frozenset({"amends", "inserts", "deletes"})
_CHANGES: Final = frozenset({"amends", "inserts"})


def standing_in_act(own: Standing, act: Standing) -> Standing:
    """What is known of a provision: what is said of itself (``own``), else what its whole act is.

    An act that is repealed, or in force by its source's word, is so in every provision. One that
    is amended or partly repealed says nothing of the provisions that are not named.
    """
    return act if own[0] is Status.UNKNOWN and act[0] in _WHOLLY else own


@dataclass(frozen=True, slots=True)
class ActStanding:
    """What is known of an act as a whole, with the passage that says so (or None).

    ``repealed`` and ``changed`` are the locators of the provisions that are named as repealed
    (wholly or in part) and as changed, inserted or deleted, in the order of the act; both are
    empty where only the act is named ("sebagian dicabut", "sepanjang mengatur …").
    ``heirs`` are the acts that took the place of a repealed one: those that repeal it or parts of
    it and, where these are repealed, those that repeal them, the nearest first.
    """

    act_id: str
    status: Status = Status.UNKNOWN
    reason: str | None = None
    repealed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    heirs: tuple[str, ...] = ()


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

    @cached_property
    def act(self) -> Standing:
        """The standing of the act itself."""
        own, inner = self._at.get("", []), self._below.get("", [])
        if repealed := _of(own, {"repeals"}):
            return Status.REPEALED, _first(repealed).evidence_id
        if parts := _of(inner, PARTS) + _of(own, {"repeals_partly"}):
            return Status.PARTLY_REPEALED, _last(parts).evidence_id
        if changes := _of(own, _CHANGES) + inner:
            return Status.AMENDED, _last(changes).evidence_id
        return _UNKNOWN

    def named(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """The locators of the provisions that relations of these kinds name, in order, each once.

        One inside another that is named too is not said again.
        """
        wanted = frozenset(kinds)
        found = {at for at, said in self._at.items() if at and _of(said, wanted)}
        return tuple(sorted((at for at in found if found.isdisjoint(_above(at))), key=_place))

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
        if parts := _of(over, {"repeals_partly"}) + _of(under, PARTS):
            return Status.PARTLY_REPEALED, _last(parts).evidence_id
        if changes := again + _of(under, _CHANGES | {"deletes"}):
            return Status.AMENDED, _last(changes).evidence_id
        return _UNKNOWN


def heirs(
    act_id: str,
    relations_to: Callable[[str], Iterable[Relation]],
    is_repealed: Callable[[str], bool],
) -> tuple[str, ...]:
    """The acts, not repealed themselves, that repeal one or provisions of it, or repeal one that
    did, the nearest first: where its rules may be found."""
    found: dict[str, bool] = {act_id: False}  # whether each is in the place of the first
    ahead = [act_id]
    while ahead:
        said = relations_to(ahead.pop(0))
        for act in dict.fromkeys(r.source_id for r in said if r.kind in PARTS):
            if act not in found:
                found[act] = not is_repealed(act)
                if not found[act]:
                    ahead.append(act)
    return tuple(act for act, stands in found.items() if stands)


def _above(locator: str) -> list[str]:
    """The locators around this one, the act ("") last; none around the act."""
    if not locator:
        return []
    steps = locator.split("/")
    return ["/".join(steps[:n]) for n in range(len(steps) - 1, -1, -1)]


def _place(locator: str) -> list[tuple[int, str]]:
    """Where a locator stands among those of its act: "pasal-10" behind "pasal-9"."""
    parts = re.split(r"(\d+)", locator)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts if part]


def _of(relations: Sequence[Relation], kinds: Iterable[str]) -> list[Relation]:
    wanted = frozenset(kinds)
    return [r for r in relations if r.kind in wanted]


def _order(relation: Relation) -> tuple[int, int]:
    """Year and number of the act that says so."""
    return year_and_number(relation.source_id)


def _first(relations: Sequence[Relation]) -> Relation:
    """The one that came first: what is repealed stays so."""
    return min(relations, key=_order)


def _last(relations: Sequence[Relation]) -> Relation:
    """The first one said by the act that came last: its wording is the one to look for."""
    return max(relations, key=_order)
