"""A second look at the first finds: how much of the question they hold, and what stands together.

BM25 and the vectors judge a small unit. A reader also sees whether the pasal around it holds the
rest of what was asked, and whether words that stand together in the question ("upah minimum
provinsi") do so in the text. Both are looked up in the texts of the first finds only. Words that
stand together: the sequential dependence model of Metzler and Croft, "A Markov Random Field Model
for Term Dependencies" (SIGIR 2005), its ordered window, here over roots and among few finds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dalil.index.query.analyzer import STOP, root
from dalil.index.query.parse import Query
from dalil.index.ranking_config import DEFAULT, RankingConfig
from dalil.ingest.definitions import is_listed
from dalil.ingest.model import Document, Passage
from dalil.ingest.words import words

if TYPE_CHECKING:
    from dalil.index.engines.engine import Index
    from dalil.index.store.catalog import Catalog


Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants to be found, in roots (`index.query.analyzer.root`).

    ``held`` are its content words: the roots that say each, and what it weighs; ``near`` its
    content words that follow each other, ``next`` its words that do, unless neither has content;
    ``norm`` whether it wants a norm and no definition.
    """

    held: tuple[tuple[frozenset[str], float], ...]
    near: Pairs
    next: Pairs
    norm: bool = False

    @classmethod
    def of(cls, query: Query, weight: Callable[[str], float]) -> Wanted:
        """Of a query. ``weight`` says what a word is worth: how few units have it."""
        return cls(
            tuple((roots, weight(word)) for word, roots in query.terms.items()),
            *neighbours(query.in_order),
            norm=not query.intent.maybe_definition,
        )


def neighbours(text: str) -> tuple[Pairs, Pairs]:
    """The content words of a text that follow each other, and its words that do, in roots."""
    asked = words(text)
    telling = [root(word) for word in asked if word not in STOP]
    return (
        _pairs((a, b) for a, b in pairwise(telling) if a != b),
        _pairs((root(a), root(b)) for a, b in pairwise(asked) if not {a, b} <= STOP),
    )


def _pairs(found: Iterable[tuple[str, str]]) -> Pairs:
    return tuple(dict.fromkeys(found))


class Closeness:
    """How close units are to one question, up to 1; the texts of a pasal are read once."""

    def __init__(self, wanted: Wanted, config: RankingConfig = DEFAULT) -> None:
        self.wanted, self.config = wanted, config
        self._total = sum(weight for _, weight in wanted.held)
        self._paired = {word for pair in (*wanted.near, *wanted.next) for word in pair}
        self._around: dict[str, frozenset[str]] = {}

    def __call__(self, unit: Passage, shown: Passage, title: str) -> float:
        """Of a unit, the pasal that it is shown in, and the title of its work."""
        above = _roots(" ".join((title, *unit.heading)))
        around = self._around.get(shown.passage_id)
        if around is None:
            around = self._around[shown.passage_id] = frozenset(_roots(shown.text))
        config = self.config
        own = said_in(unit, config.proximity_window)
        return (
            config.coverage_weight * self._held(around.union(above, own))
            + config.proximity_weight * self.together(own)
            + config.heading_proximity_weight * _share(self.wanted.near, set(pairwise(above)))
            - config.definition_entry_penalty * (self.wanted.norm and is_listed(unit))
        )

    def _held(self, said: frozenset[str]) -> float:
        """The share of the content words, by weight, that the pasal or its headings say."""
        if not self._total:
            return 0.0
        return sum(w for roots, w in self.wanted.held if roots & said) / self._total

    def together(self, text: Sequence[str]) -> float:
        """The share of neighbours in the question that are so in a text, given as roots; 0–1."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(text):
            if word in self._paired:
                places.setdefault(word, []).append(at)
        window = self.config.proximity_window
        near = _share(self.wanted.near, _within(self.wanted.near, places, window))
        return (near + _share(self.wanted.next, _within(self.wanted.next, places, 1))) / 2


def said_in(unit: Passage, window: int = DEFAULT.proximity_window) -> list[str]:
    """The roots of a unit with its opening line, in order, the two kept apart by more than the
    words that a window has."""
    return [*_roots(unit.lead_in), *[""] * (window + 1), *_roots(unit.text)]


def _roots(text: str) -> list[str]:
    return [root(word) for word in words(text)]


def _within(pairs: Pairs, places: Mapping[str, Sequence[int]], window: int) -> set[tuple[str, str]]:
    """The pairs whose second word is at most so many words behind the first."""
    return {
        (a, b)
        for a, b in pairs
        if a in places
        and b in places
        and any(0 < y - x <= window for x in places[a] for y in places[b])
    }


def _share(pairs: Pairs, found: set[tuple[str, str]]) -> float:
    return sum(pair in found for pair in pairs) / len(pairs) if pairs else 0.0


def weight_of(units: int, having: int) -> float:
    """The inverse document frequency of a word that ``having`` of all units have (BM25's)."""
    return math.log(1 + (units - having + 0.5) / (having + 0.5))


class SecondLook:
    """The closeness of units of an index, by their numbers.

    ``work`` gives the document of an id, or None.
    """

    def __init__(
        self,
        close: Closeness,
        generation: Index,
        catalog: Catalog,
        work: Callable[[str], Document | None],
    ) -> None:
        self._close, self._generation, self._catalog = close, generation, catalog
        self._work = work
        #: Whether passages that the index has are not in the catalogue.
        self.lost = False

    def __call__(self, units: Sequence[int]) -> list[float]:
        """How close each is to the question; 0 where its passage is gone."""
        generation, catalog = self._generation, self._catalog
        of_unit = [generation.shown_ids[int(generation.group[unit])] for unit in units]
        shown = {name: catalog.passage(name) for name in dict.fromkeys(of_unit)}
        found = []
        for passage, name in zip(passages_of(generation, catalog, units), of_unit, strict=True):
            work = self._work(passage.document_id) if passage else None
            self.lost |= passage is None or work is None or shown[name] is None
            if passage is None or work is None:
                found.append(0.0)
            else:
                found.append(self._close(passage, shown[name] or passage, work.title))
        return found


def passages_of(generation: Index, catalog: Catalog, units: Sequence[int]) -> list[Passage | None]:
    """The passages of these units; None for one that is gone or replaced since."""
    found = catalog.passages_at(int(generation.rows[unit]) for unit in units)
    there = {passage.passage_id: passage for passage in found}
    return [there.get(generation.passage_ids[unit]) for unit in units]
