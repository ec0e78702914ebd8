"""The same text in several works is one hit, which says where else it stands.

A repealed act and its successor, an act and the one that restates it, two readings of one file:
ten hits of the same words are one find. Shown is a norm before what is written of it, one in force
before one that is not, and otherwise the one that ranks first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from index.hit import Hit
from index.lexical import tokens
from ingest.model import Passage, Status, Tier

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
