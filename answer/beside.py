"""Sources of the other tiers beside a list of hits: what a scholar says, what a dictionary says.

A list of the ten best is often ten provisions of acts. Legal method asks for all three kinds of
source, so the best of each tier that the list has too few of are found as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from index.hit import Filters, Hit, Mode, SearchResult
from index.question.query import Query
from index.question.terms import content, roots
from ingest.model import Tier

#: Hits that are wanted of each tier.
EACH: Final = 3
#: The share of the best hit's score that one of another tier must have, where that tier alone
#: answers the question (`answer.judge`); else none of it stands there. Over the corpus that ships
#: and three acts, what has less only shares a word with the question.
LEAST_RATIO: Final = 0.6
#: The score of a hit compares with those of its own tier, whose best always has much of it. So a
#: source must also be about what is asked: hold this share of the question's content words, or be
#: as near by meaning as the best hit shown, but for so much. Of 14 questions on labour, data,
#: villages and taxes asked of 48 acts beside a commentary on foreign cooperation, 9 got sources of
#: that commentary by the score alone, none with this; those it does answer keep theirs.
LEAST_SAID: Final = 0.6
LEAST_NEAR: Final = 0.01


class Searches(Protocol):
    """What is needed of a library."""

    def search(
        self,
        question: str | Query,
        k: int = 10,
        mode: Mode = "hybrid",
        filters: Filters | None = None,
    ) -> SearchResult:
        """The ``k`` best hits; a query that a search gave back is not understood again."""
        ...


def beside(
    library: Searches,
    query: Query,
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
        of_tier = library.search(query, k=2 * EACH, mode=mode, filters=only)
        asked = [query.terms]
        if query.language == "en":  # a source in English says the question's own words
            asked.append({word: frozenset({root}) for root, word in content(query.read).items()})
        fresh = (
            hit
            for hit in of_tier.hits
            if hit.score >= least
            and not there & {hit.shown.passage_id, hit.passage.passage_id}
            and (
                query.only_references
                or max(_said(hit, words) for words in asked) >= LEAST_SAID
                or _near(hit, shown)
            )
        )
        found += [hit for hit, _ in zip(fresh, range(few), strict=False)]
    found.sort(key=lambda hit: -hit.score)
    return tuple(replace(hit, rank=len(shown) + n) for n, hit in enumerate(found, start=1))


def _said(hit: Hit, asked: Mapping[str, frozenset[str]]) -> float:
    """The share of the content words asked that a hit says, in itself or its own headings."""
    passage = hit.passage
    held = set(roots(" ".join((*passage.heading, passage.lead_in, passage.text))))
    return sum(bool(forms & held) for forms in asked.values()) / len(asked) if asked else 1.0


def _near(hit: Hit, shown: Sequence[Hit]) -> bool:
    """Whether a hit is as near to the question by meaning as the nearest that is shown."""
    cosines = [other.semantic for other in shown if other.semantic is not None]
    return bool(cosines) and (hit.semantic or 0.0) >= max(cosines) - LEAST_NEAR
