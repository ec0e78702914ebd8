"""The wording of a provision that its own act does not have: what a later act put into it.

"Pasal 101 ayat (1) huruf d1" of an act stands in the act that inserted it, under the change that
did so; whoever asks for it by its own name is led there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dalil.index.store.catalog import Catalog
from dalil.index.store.legal_status import Standing
from dalil.ingest.definitions import Usage, definitions_of
from dalil.ingest.model import Passage
from dalil.ingest.references.ids import year_and_number
from dalil.ingest.relations.relations import Relation

_GIVES: Final = frozenset({"inserts", "amends"})


def wording_of(catalog: Catalog, target: str) -> list[Passage]:
    """The passage that words ``act#locator`` and everything below it, as `Catalog.find` gives it.

    The act's own words first; where it has none, those of the latest act in this library that
    put the provision in. Empty where neither is here.
    """
    act, _, locator = target.partition("#")
    own = catalog.find(act, locator)
    if own or not locator:
        return own
    return next(later_wordings(catalog, target), [])


def later_wordings(catalog: Catalog, target: str) -> Iterator[list[Passage]]:
    """What the acts in this library put in the place of ``act#locator``, the latest first.

    Each is the passage with that wording and everything below it.
    """
    act, _, locator = target.partition("#")
    seen: set[str] = set()
    for maker in makers_of(catalog, act, locator):
        said = maker.evidence_id.partition("#")[2]
        for passage in catalog.find(maker.source_id, said):
            if str(passage.locator).endswith(f"/{locator}"):
                if passage.passage_id not in seen:
                    seen.add(passage.passage_id)
                    yield catalog.find(maker.source_id, str(passage.locator))
                break


def makers_of(catalog: Catalog, act: str, locator: str) -> list[Relation]:
    """What acts of this library say of the pasal around this locator when they reword it.

    The latest act first: its wording is the one in force.
    """
    outer = locator.partition("/")[0]
    makers = [
        r
        for r in catalog.relations_to(act)
        if r.kind in _GIVES and r.target_id.partition("#")[2].partition("/")[0] == outer
    ]
    return sorted(makers, key=lambda r: year_and_number(r.source_id), reverse=True)


def standing_in(
    catalog: Catalog, target: str, passages: list[Passage]
) -> Callable[[str], Standing]:
    """`Catalog.statuses` for what `wording_of` gave: of the provisions of the act asked for."""
    act, _, locator = target.partition("#")
    standing = catalog.statuses(act)
    if not passages or passages[0].document_id == act:
        return standing
    before = len(passages[0].passage_id) - len(locator)
    return lambda passage_id: standing(f"{act}#{passage_id[before:]}")


# Definitions follow from the passages of the act alone, in milliseconds, so nothing is stored.


@dataclass(frozen=True, slots=True)
class UsedTerm:
    """A term that a passage uses, and the passage that defines it."""

    term: str
    passage: Passage


def terms_used(catalog: Catalog, passage: Passage) -> list[UsedTerm]:
    """The defined terms that a passage uses, in the order of their first use.

    Those that the passage defines itself are left out; a work that is no act defines none.
    """
    if passage.document_id.count("/") < 2:
        return []
    passages = catalog.passages(passage.document_id)
    by_id = {p.passage_id: p for p in passages}
    usage = Usage(definitions_of(passages))
    return [UsedTerm(d.term, by_id[d.passage_id]) for d in usage.of_passage(passage)]
