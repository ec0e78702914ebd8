"""What of a library was law on a day: which acts had begun, what had been repealed by then.

Which acts had amended an act by a day is what its citation says ("sebagaimana telah diubah …").

An act begins on the day that its closing part names (`ingest.relations.in_force`). One whose day
nobody can tell stays among the finds, and that is said; one of a later year has not begun.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from dalil.index.store.legal_status import (
    CHANGES,
    PARTS,
    ActStanding,
    Standing,
    Standings,
    heirs,
)
from dalil.ingest.model import Status, Tier
from dalil.ingest.references.ids import year_and_number

if TYPE_CHECKING:
    from dalil.index.store.catalog import Catalog
    from dalil.ingest.model import Document
    from dalil.ingest.relations.in_force import InForce
    from dalil.ingest.relations.relations import Relation


class Work(Protocol):
    """A work, as far as it tells when it began (a `Document` or a `DocumentEntry`)."""

    @property
    def id(self) -> str: ...
    @property
    def tier(self) -> str: ...
    @property
    def year(self) -> int | None: ...


class AsOf:
    """A library on one day (ISO 8601)."""

    def __init__(self, catalog: Catalog, day: str) -> None:
        self.catalog, self.day = catalog, day
        self._dates: dict[str, InForce | None] | None = None
        self._relations: dict[str, list[Relation]] = {}

    def begun(self, work: Work) -> bool | None:
        """Whether a work was law on the day; None where that cannot be told.

        Literature is not law: it is always there.
        """
        if work.tier != Tier.PRIMARY:
            return True
        dates = self._all().get(work.id)
        start = dates and (dates.in_force or dates.promulgated)
        if start:
            known = bool(dates and dates.in_force)
            return (True if known else None) if start <= self.day else False
        if work.year is None:
            return None
        if work.year != int(self.day[:4]):
            return False if work.year > int(self.day[:4]) else None if dates else True
        document = self.catalog.document(work.id, with_text=False)
        made = (document.date or "") if document else ""
        if len(made) == len(self.day):
            return False if made > self.day else (None if dates else True)
        return None

    def later(self, document_id: str) -> list[str]:
        """The locators of provisions of an act that begin only after the day."""
        dates = self._all().get(document_id)
        if dates is None:
            return []
        return [at for at, day in dates.parts if day is not None and day > self.day]

    def statuses(self, act_id: str) -> Callable[[str], Standing]:
        """`Catalog.statuses` as it was on the day: what was repealed later counts as in force."""
        standings = Standings(self.relations_to(act_id))
        return lambda identifier: standings.of(identifier.partition("#")[2])

    def act_standing(self, act_id: str) -> ActStanding:
        """`Catalog.act_standing` as it was on the day."""
        standings = Standings(self.relations_to(act_id))
        status, reason = standings.act
        later = self._heirs(act_id) if status is Status.REPEALED else ()
        repealed, changed = standings.named(PARTS), standings.named(CHANGES)
        return ActStanding(act_id, status, reason, repealed, changed, later)

    def as_it_was(self, document: Document) -> Document:
        """The work with the status that it had on the day."""
        if document.tier is not Tier.PRIMARY:
            return document
        standing = self.act_standing(document.id)
        return replace(document, status=standing.status, status_reason=standing.reason)

    def relations_to(self, act_id: str) -> list[Relation]:
        """What had been stated of an act by the day."""
        if act_id not in self._relations:
            found = self.catalog.relations_to(act_id)
            self._relations[act_id] = [r for r in found if self._counts(r)]
        return self._relations[act_id]

    def _counts(self, relation: Relation) -> bool:
        dates = self._all().get(relation.source_id)
        at = (relation.evidence_id or "").partition("#")[2]
        day = dates.of(at, relation.target_id.partition("#")[2]) if dates else None
        if day is not None:
            return day <= self.day
        if dates is not None and dates.promulgated and dates.promulgated > self.day:
            return False
        return year_and_number(relation.source_id)[0] < int(self.day[:4])

    def _heirs(self, act_id: str) -> tuple[str, ...]:
        def is_repealed(act: str) -> bool:
            return Standings(self.relations_to(act)).act[0] is Status.REPEALED

        return heirs(act_id, self.relations_to, is_repealed)

    def _all(self) -> dict[str, InForce | None]:
        if self._dates is None:
            self._dates = dict(self.catalog.all_dates())
        return self._dates


# What had amended an act: acts that the library holds, and those that acts here say to have done
# so. One that only repealed single provisions in its own closing part did not amend it.

#: How operations are named that stand in another act's closing provisions, or only follow from
#: others (what is said of a deleted pasal in the elucidation).
_NO_AMENDMENT: Final = frozenset({"dicabut oleh peraturan lain", ""})


def amendments_of(catalog: Catalog, act_id: str, day: str) -> tuple[str, ...]:
    """The ids of the acts that had amended this one by a day (ISO 8601), the oldest first.

    Of an act whose day is unknown the year of its number counts. A Perppu that an act made law
    stands for itself no longer.
    """
    with catalog.snapshot():
        held = catalog.changes_to(act_id)
        made_law = {e for found in held.values() for e in found.establishes}
        named = {a for a in catalog.amenders(act_id) if a != act_id}
        named |= {
            source
            for source, found in held.items()
            if any(c.operation.form not in _NO_AMENDMENT for c in found.changes)
        }
        begun: list[tuple[str, tuple[int, int], str]] = []
        for act in named - made_law - {act_id}:
            dates = catalog.dates(act)
            start = dates and (dates.in_force or dates.promulgated)
            if dates and not dates.in_force and act in held:
                days = [c.in_force for c in held[act].changes if c.in_force]
                start = min(days, default=start)
            number = year_and_number(act)
            order = start or f"{number[0]:04}-12-31"
            if order <= day or (not start and number[0] <= int(day[:4])):
                begun.append((order, number, act))
    return tuple(act for _, _, act in sorted(begun))
