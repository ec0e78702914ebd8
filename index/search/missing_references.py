"""What a question names by reference and cannot be shown: why, and what there is in its place.

"Pasal 999 UU 13/2003" of an act with 193 pasal, "ayat (9)" of a pasal with two, an act that the
library does not hold, one that the filters leave out. What an act or a provision has is read from
the catalogue: it is what this copy has, and no claim about the act itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dalil.index.provisions import wording_of
from dalil.index.query.conditions import Filters
from dalil.ingest.locator import Locator, Step
from dalil.ingest.model import Document
from dalil.ingest.relations.relations import RelationKind

if TYPE_CHECKING:
    from dalil.index.store.catalog import Catalog


Why = Literal["no_act", "no_provision", "filtered"]

#: What stands above the pasal, in headings: no passage has it as a step of its locator.
_HEADINGS: Final = frozenset({"buku", "bab", "bagian", "paragraf"})
#: What acts do to each other that makes one worth naming where the other is not held.
_TELLING: Final = ("amends", "inserts", "deletes", "repeals", "repeals_partly", "establishes",
                   "implements")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unmet:
    """A reference of a question that leads to nothing that may be shown.

    ``unit`` is what is missing (``pasal``, ``ayat`` …; "" where the whole act is, or where it is
    only filtered away), ``near`` the innermost thing around it that is held (an id, "" for none)
    and ``has`` the labels of the units of that kind in it. ``related`` are acts of the library
    that change the act that is not held, or carry it out, with what they do to it.
    """

    target: str
    why: Why
    act: Document | None = None  # without its text
    unit: str = ""
    near: str = ""
    has: tuple[str, ...] = ()
    related: tuple[tuple[str, RelationKind], ...] = ()


def unmet(
    catalog: Catalog, named: Iterable[Sequence[str]], filters: Sequence[Filters] = ()
) -> tuple[Unmet, ...]:
    """What of these references cannot be shown, each once, in their order.

    Each of ``named`` is one reference with what it may mean: one that is there is enough. Several
    provisions of one act ("Pasal 10–12") are all meant.
    """
    found: dict[str, Unmet] = {}
    for meant in named:
        one_act = len({target.partition("#")[0] for target in meant}) == 1
        for targets in [[target] for target in meant] if one_act else [list(meant)]:
            missing = [_unmet(catalog, target, filters) for target in targets]
            if missing and all(missing):
                known = [m for m in missing if m is not None]
                best = next((m for m in known if m.act is not None), known[0])
                found.setdefault(best.target, best)
    return tuple(found.values())


def _unmet(catalog: Catalog, target: str, filters: Sequence[Filters]) -> Unmet | None:
    """Why one target cannot be shown; None where it can."""
    from dalil.index.search.score import passes

    act_id, _, locator = target.partition("#")
    act = catalog.document(act_id, with_text=False)
    words = wording_of(catalog, target) if locator else []
    if act is None and not words:
        return Unmet(target, "no_act", related=_related(catalog, act_id))
    if locator and not words and act is not None:
        missing = _no_provision(catalog, act, target)
        if missing is not None:
            return missing
    worded = act if not words else catalog.document(words[0].document_id, with_text=False)
    if worded is not None and not passes(worded, filters):
        return Unmet(target, "filtered", worded)
    return None


def _no_provision(catalog: Catalog, act: Document, target: str) -> Unmet | None:
    """What is there in the place of a provision that is not; None where a heading has it."""
    steps = Locator.parse(target.partition("#")[2]).steps
    if steps[0].unit in _HEADINGS:
        has = _headings(catalog, act.id, steps[0].unit)
        if steps[0].label in has:
            return None
        return Unmet(target, "no_provision", act, steps[0].unit, act.id, has)
    for depth, step in enumerate(steps, start=1):
        over = str(Locator(steps[: depth - 1]))
        if catalog.find(act.id, str(Locator(steps[:depth]))):
            continue
        near = f"{act.id}#{over}" if over else act.id
        return Unmet(target, "no_provision", act, step.unit, near, _units(catalog, act, over, step))
    return Unmet(target, "no_provision", act, steps[-1].unit, act.id)


def _units(catalog: Catalog, act: Document, over: str, step: Step) -> tuple[str, ...]:
    """The labels of the units of a kind that stand right in what is ``over`` them."""
    depth = over.count("/") + 1 if over else 0
    labels = []
    for locator in catalog.locators(act.id, over):
        steps = Locator.parse(locator).steps
        if len(steps) > depth and steps[depth].unit == step.unit and "~" not in steps[depth].label:
            labels.append(steps[depth].label)
    return tuple(dict.fromkeys(labels))


def _headings(catalog: Catalog, act_id: str, unit: str) -> tuple[str, ...]:
    """The labels of an act's headings of a kind: ("i", "ii") for "BAB I …", "BAB II …"."""
    said = re.compile(rf"{unit}\s+(\w+)", re.IGNORECASE)
    outer = (p for p in catalog.passages(act_id) if p.parent_id is None)
    found = (said.match(heading) for p in outer for heading in p.heading)
    return tuple(dict.fromkeys(m[1].lower() for m in found if m))


def _related(catalog: Catalog, act_id: str) -> tuple[tuple[str, RelationKind], ...]:
    """The acts of the library that change an act or carry it out, each once."""
    found: dict[str, RelationKind] = {}
    relations = catalog.relations_to(act_id)
    for kind in _TELLING:
        for relation in relations:
            if relation.kind == kind:
                found.setdefault(relation.source_id, relation.kind)
    return tuple(found.items())
