"""Which acts amended an act, up to a day: what its citation says ("sebagaimana telah diubah …").

Amending acts that the library holds, and those that acts here say to have amended it. An act that
only repealed single provisions in its own closing part did not amend it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dalil.ingest.references.ids import year_and_number

if TYPE_CHECKING:
    from dalil.index.store.catalog import Catalog

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
