"""A question made from an act, before it is chosen, and the dice that vary its words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class Weak:
    """A question with what is right, as in `answer.evaluate.judgments.Question`, and what it was
    made of.

    ``key`` is the same for questions made of the same words, whichever act they stand in;
    ``near`` is the text in the right pasal that the question must not repeat word for word.
    """

    type: str
    question: str
    relevant: tuple[str, ...]
    key: str
    near: str
    exact: tuple[str, ...] = ()
    answer: str = ""
    source: tuple[str, ...] = ()

    @property
    def acts(self) -> frozenset[str]:
        """The acts that hold what is right."""
        return frozenset(unit.partition("#")[0] for unit in self.relevant)

    @property
    def qid(self) -> str:
        """The type, the first right unit, and a hash of the words asked."""
        first = (self.exact or self.relevant)[0]
        return f"{self.type}:{first}:{digest(self.question)[:6]}"

    def to_dict(self) -> dict[str, Any]:
        """A line of a question file."""
        return {
            "qid": self.qid, "type": self.type, "question": self.question,
            "relevant": list(self.relevant), "exact": list(self.exact), "answer": self.answer,
            "source": list(self.source),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dice:
    """Chance that depends on the seed and on what it is thrown for, and on nothing else."""

    seed: int

    def of(self, *parts: str) -> Random:
        """The chance for this, the same each time and whatever else there is."""
        return Random(digest(str(self.seed), *parts))


def digest(*parts: str) -> str:
    """A hash of these strings, the same on every machine."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
