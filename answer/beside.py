"""Sources of the other tiers beside a list of hits: what a scholar says, what a dictionary says.

A list of the ten best is often ten provisions of acts. Legal method asks for all three kinds of
source, so the best of each tier that the list has too few of are found as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Protocol

from answer.judge import DEPTH, decide, features
from index.hit import Filters, Hit, Mode, SearchResult
from ingest.model import Tier

#: Hits that are wanted of each tier.
EACH: Final = 3
#: The share of the best hit's score that one of another tier must have, where that tier alone
#: answers the question (`answer.judge`); else none of it stands there. Over the corpus that ships
#: and three acts, what has less only shares a word with the question.
LEAST_RATIO: Final = 0.6


class Searches(Protocol):
    """What is needed of a library."""

    def search(
        self, question: str, k: int = 10, mode: Mode = "hybrid", filters: Filters | None = None
    ) -> SearchResult:
        """The ``k`` best hits."""
        ...


def beside(
    library: Searches,
    question: str,
    shown: Sequence[Hit],
    mode: Mode,
    filters: Filters,
) -> tuple[Hit, ...]:
    """Hits that fill each tier up to `EACH`, best first, ranked on after those that are shown.

    No tier gets more than the whole list has, nor one that the filters leave out any, nor one whose
    sources would not answer the question by themselves.
    """
    if not shown:
        return ()
    least = LEAST_RATIO * max(hit.score for hit in shown)
    there = {i for hit in shown for i in (hit.shown.passage_id, hit.passage.passage_id, *hit.also)}
    found: list[Hit] = []
    for tier in Tier:
        few = min(EACH, len(shown)) - sum(hit.document.tier is tier for hit in shown)
        if few <= 0 or (filters.tiers and tier not in filters.tiers):
            continue
        only = replace(filters, tiers=frozenset({tier}))
        of_tier = library.search(question, k=DEPTH, mode=mode, filters=only)
        if decide(features(of_tier))[0] != "answered":
            continue  # the tier stays empty: what it has only shares words with the question
        fresh = (
            hit
            for hit in of_tier.hits
            if hit.score >= least and not there & {hit.shown.passage_id, hit.passage.passage_id}
        )
        found += [hit for hit, _ in zip(fresh, range(few), strict=False)]
    found.sort(key=lambda hit: -hit.score)
    return tuple(replace(hit, rank=len(shown) + n) for n, hit in enumerate(found, start=1))
