"""Which unit of a found list answers: one item, or the list that it stands in.

A list is indexed item by item, each with its opening line, so an item may be found for the words
of that line alone. It is the answer only if it says something of what was asked that the line
does not ("wajib membayar …: e. lembaga keagamaan" for "apakah lembaga keagamaan wajib membayar");
else, and where the question asks for all items ("apa saja"), the answer is the list. Exact unit
R@1 on the labour questions .55 -> .68 (bench/results/ranking.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dalil.index.query.analyzer import roots
from dalil.index.search.results import Hit
from dalil.index.snapshot.bm25 import tokens
from dalil.ingest.definitions import among_definitions
from dalil.ingest.model import Passage, Status, Tier

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


# The same text in several works is one hit, which says where else it stands.
#
# A repealed act and its successor, an act and the one that restates it, two readings of one file:
# ten hits of the same words are one find. Shown is a norm before what is written of it, one in
# force before one that is not, and otherwise the one that ranks first.

#: Words of the shortest text that is taken for the same: shorter ones ("Cukup jelas.") are said
#: by many acts of different things.
SHORTEST: Final = 8
#: The number an item stands under, which may be another one in the other work.
_NUMBER: Final = re.compile(r"\A\s*(?:\(\w{1,4}\)|\w{1,4}[.)])\s+")
_TIERS: Final = {Tier.PRIMARY: 2, Tier.SECONDARY: 1, Tier.TERTIARY: 0}


def sameness(passage: Passage) -> str | None:
    """What equal passages share: their words, with those of their list's opening line.

    None for a passage too short to be compared.
    """
    words = tokens(_NUMBER.sub("", passage.text))
    if len(words) < SHORTEST:
        return None
    return " ".join((*tokens(_NUMBER.sub("", passage.lead_in)), "|", *words))


class Distinct:
    """Hits in their order, each text once. ``apart`` are works that are never put together."""

    def __init__(self, apart: frozenset[str] = frozenset()) -> None:
        self.apart = apart
        self._hits: list[Hit] = []
        self._places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self._hits)

    def add(self, hit: Hit) -> None:
        """Put a hit at the end, or together with the one before that has its text.

        The place and score are those of the first: that is how well the text answers.
        """
        same = None if hit.document.id in self.apart else sameness(hit.passage)
        at = self._places.get(same) if same is not None else None
        if at is not None and self._elsewhere(self._hits[at], hit):
            self._hits[at] = together(self._hits[at], hit)
            return
        if same is not None and at is None:
            self._places[same] = len(self._hits)
        self._hits.append(hit)

    @staticmethod
    def _elsewhere(first: Hit, second: Hit) -> bool:
        """Whether they stand in two works: repetition within one is for the reader to see."""
        places = {first.document.id, *(document.id for document, _ in first.others)}
        return second.document.id not in places


def together(first: Hit, second: Hit) -> Hit:
    """One hit of two with the same text: the better one, at the place of the first."""
    shown, other = (second, first) if _worth(second) > _worth(first) else (first, second)
    others = (*first.others, (other.document, other.passage))
    return replace(shown, rank=first.rank, score=first.score, others=others)


def _worth(hit: Hit) -> tuple[int, bool, bool]:
    """What sets one of two aside; between equals the ranking has decided, which knows the rank of
    the norm and what the question says of the place."""
    document = hit.document
    return (
        _TIERS[document.tier],
        hit.standing[0] is not Status.REPEALED,
        not document.digest,
    )
