"""Which unit of a found list answers: one item, or the list that it stands in.

A list is indexed item by item, each with its opening line, so an item may be found for the words
of that line alone. It is the answer only if it says something of what was asked that the line
does not ("wajib membayar …: e. lembaga keagamaan" for "apakah lembaga keagamaan wajib membayar");
else, and where the question asks for all items ("apa saja"), the answer is the list. Exact unit
R@1 on the labour questions .55 -> .68 (bench/results/ranking.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from index.question.terms import roots
from ingest.definition import among_definitions
from ingest.model import Passage

_ITEMS: Final = frozenset({"huruf", "angka"})


def answering_unit(
    found: Passage,
    everything: bool,
    asked: Mapping[str, frozenset[str]],
    passage: Callable[[str], Passage | None],
    children: Callable[[str], Sequence[Passage]],
) -> Passage:
    """The unit of the found one's list that answers; the found one where that is no list.

    ``everything``: the question wants all items (`Intent.all`); ``asked`` are its content words
    with their roots; ``passage`` and ``children`` look a passage and what it contains up.
    """
    if not asked:
        return found
    unit = found
    while _is_item(unit) and (everything or not _added(unit, asked)):
        around = passage(unit.parent_id) if unit.parent_id else None
        if around is None:
            return unit
        unit = around
    if unit is not found or everything or _is_item(unit):
        return unit
    items = [item for item in children(unit.passage_id) if _is_item(item)]
    added = [_added(item, asked) for item in items]
    most = max(added, default=0)
    return items[added.index(most)] if most and added.count(most) == 1 else unit


def _is_item(unit: Passage) -> bool:
    """Whether this is an item of a list of norms."""
    steps = unit.locator.steps
    return (
        bool(steps)
        and steps[-1].unit in _ITEMS
        and not unit.locator.in_penjelasan
        # a definition, or an item of one, is never widened to all definitions of its act
        and not among_definitions(unit.lead_in)
    )


def _added(item: Passage, asked: Mapping[str, frozenset[str]]) -> int:
    """How many of the words asked for an item says that its opening line does not."""
    line, own = set(roots(item.lead_in)), set(roots(item.text))
    return sum(bool(found & own) and not found & line for found in asked.values())
