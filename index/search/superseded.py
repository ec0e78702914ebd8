"""What is repealed stands under what took its place.

A question finds the provision in force and the ones before it, since they use the same words. Where
an act that took the place of a repealed one (`index.store.legal_status.ActStanding.heirs`) is found
with a provision about the same thing, the repealed provision is shown under that one, not above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from dalil.index.query.analyzer import STOP, root
from dalil.index.ranking_config import DEFAULT, RankingConfig
from dalil.index.search.results import Hit
from dalil.ingest.definitions import is_listed
from dalil.ingest.model import Passage, Status
from dalil.ingest.words import words

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
