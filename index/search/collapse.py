"""What stands as one hit: an item or its list, the same text twice, what is repealed.

A list is indexed item by item, each with its opening line, so an item may be found for the words
of that line alone. It is the answer only if it says something of what was asked that the line
does not ("wajib membayar …: e. lembaga keagamaan" for "apakah lembaga keagamaan wajib membayar");
else, and where the question asks for all items ("apa saja"), the answer is the list. Exact unit
R@1 on the labour questions .55 -> .68 (bench/results/ranking.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from dalil.index.query.analyzer import STOP, root, roots
from dalil.index.ranking_config import DEFAULT, RankingConfig
from dalil.index.search.results import Hit
from dalil.index.snapshot.bm25 import tokens
from dalil.ingest.definitions import among_definitions, is_listed
from dalil.ingest.model import Passage, Status, Tier
from dalil.ingest.words import words

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


# Ten hits of the same words are one find. Shown is a norm before what is written of it, one in
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


# A question finds the provision in force and those before it, since they use the same words. One
# that is repealed stands under the provision of its heir (`ActStanding.heirs`) about the same
# thing.

#: Units of one pasal that are compared at most.
_UNITS: Final = 30


class Likeness:
    """How much texts share: Dice's coefficient over the roots of their content words.

    ``weight`` says what a word is worth (few units have it: much). A text is read once.
    """

    def __init__(self, weight: Callable[[str], float]) -> None:
        self.weight = cache(weight)
        self.roots = cache(_roots)
        self.said = cache(_said)

    def __call__(self, one: str, other: str) -> float:
        """Of two texts, 0–1."""
        first, second = self.roots(one), self.roots(other)
        weigh = self.weight
        shared = sum(weigh(first[r]) + weigh(second[r]) for r in first.keys() & second.keys())
        total = sum(map(weigh, first.values())) + sum(map(weigh, second.values()))
        return shared / total if total else 0.0

    def share(self, asked: Mapping[str, frozenset[str]], one: str, other: str) -> float:
        """The share of the words asked that ``one`` has, by weight, that ``other`` has too."""
        held = [word for word, forms in asked.items() if forms & self.said(one)]
        total = sum(map(self.weight, held))
        there = (w for w in held if asked[w] & self.said(other))
        return sum(map(self.weight, there)) / total if total else 1.0


def folded(
    hits: Iterable[Hit],
    asked: Mapping[str, frozenset[str]],
    units: Callable[[Hit], Sequence[Passage]],
    weight: Callable[[str], float],
    config: RankingConfig = DEFAULT,
    held_back: float = 1.0,
    apart: frozenset[str] = frozenset(),
) -> list[Hit]:
    """These hits with each repealed one under the one that is in its place (`Hit.older`).

    ``asked`` are the question's content words with their roots: a successor has those that the
    repealed one has. ``units`` gives the small units of a hit's pasal. That a repealed text
    answers well says that what took its place does: this has the repealed one's score, without
    the factor ``held_back`` on it, if that is higher than its own, and is shown with the unit most
    like it. A hit that the question names, or of a work in ``apart``, stands for itself.
    """
    alike = Likeness(weight)
    alike_enough = config.successor_similarity
    easier = alike_enough - config.successor_similarity_of_definitions
    listed = list(hits)
    shown = list(listed)
    under: dict[int, list[Hit]] = {}
    gone: set[int] = set()
    for at, hit in enumerate(listed):
        heirs = _heirs(hit)
        if not heirs or hit.referenced or hit.document.id in apart:
            continue
        found = [
            (
                alike(hit.shown.text, other.shown.text)
                * alike.share(asked, hit.shown.text, other.shown.text)
                + _both_define(hit, other) * easier,
                -n,
            )
            for n, other in enumerate(listed)
            if other.document.id in heirs and _stands(other) and _same_part(hit, other)
        ]
        likeness, n = max(found, default=(0.0, 0))
        if likeness < alike_enough:
            continue
        gone.add(at)
        under.setdefault(-n, []).append(hit)
        if hit.score / held_back > shown[-n].score:
            own = shown[-n].passage
            said = [(alike(hit.passage.text, p.text), p) for p in units(shown[-n])[:_UNITS]]
            like, unit = max(said, key=lambda item: item[0], default=(0.0, own))
            best = unit if like >= alike_enough else own
            shown[-n] = replace(shown[-n], passage=best, score=hit.score / held_back)
    left = [
        replace(hit, older=tuple(under.get(n, ()))) for n, hit in enumerate(shown) if n not in gone
    ]
    return sorted(left, key=lambda hit: -hit.score)  # equal scores stay in their order


def _heirs(hit: Hit) -> frozenset[str]:
    """The acts that may be in the place of a hit; none of one that is not repealed."""
    status, reason = hit.standing
    if status is not Status.REPEALED or hit.act is None:
        return frozenset()
    if hit.act.heirs:
        return frozenset(hit.act.heirs)
    return frozenset({reason.partition("#")[0]}) if reason else frozenset()


def _stands(hit: Hit) -> bool:
    return hit.standing[0] is not Status.REPEALED


def _same_part(one: Hit, other: Hit) -> bool:
    """Both norms, or both elucidations: one is not in the place of the other."""
    return one.passage.locator.in_penjelasan == other.passage.locator.in_penjelasan


def _both_define(one: Hit, other: Hit) -> bool:
    return is_listed(one.passage) and is_listed(other.passage)


def _said(text: str) -> frozenset[str]:
    """The roots of all words of a text: "selama" says "lama"."""
    return frozenset(map(root, words(text)))


def _roots(text: str) -> dict[str, str]:
    """The content words of a text by their roots."""
    found: dict[str, str] = {}
    for word in words(text):
        if word not in STOP and len(word) > 1 and not word.isdecimal():
            found.setdefault(root(word), word)
    return found
