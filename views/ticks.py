"""What a person has ticked and noted, claim by claim: it outlives the widgets that show it.

Streamlit forgets a widget's state when another page of the list is drawn; this is kept with the
session instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from answer.claim.review import Review
from answer.claim.table import Ticked, default_ticks
from views.words import Language


@dataclass(slots=True)
class Ticks:
    """Ticks and notes of a list of reviews, by the claim's place in it (from 0)."""

    changed: dict[int, frozenset[str]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)

    def of(self, place: int, review: Review) -> frozenset[str]:
        """The ids of the ticked passages; until somebody ticks, `default_ticks`."""
        return self.changed.get(place, default_ticks(review))

    def turn(self, place: int, review: Review, passage_id: str, on: bool) -> None:
        """Tick or untick one passage."""
        now = self.of(place, review)
        self.changed[place] = now | {passage_id} if on else now - {passage_id}

    def count(self, reviews: Sequence[Review]) -> int:
        """How many passages are ticked in all."""
        return sum(len(self.of(n, r)) for n, r in enumerate(reviews))

    def table(self, reviews: Sequence[Review], only: bool, language: Language) -> Iterator[Ticked]:
        """The reviews as they leave: with ticks and notes."""
        for place, told in enumerate(reviews):
            yield Ticked(told, self.of(place, told), self.notes.get(place, ""), only, language)
