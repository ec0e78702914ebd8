"""What a passage must be and contain: filters, and an exact condition on its words.

Leaves are words one after another and words near each other; both are asked of the catalogue's
full-text index, which only ever sees quoted words. The rest is set algebra.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from dalil.ingest.model import Tier

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages may be found. Empty fields do not filter; all given ones must hold.

    ``kinds`` compare without case (``UU``, ``PP``); years are inclusive. ``as_of`` (ISO 8601) is
    the day of which the law is asked: acts that had not begun are left out, and wordings and
    status are those of that day (None: today's).
    """

    tiers: frozenset[Tier] = frozenset()
    kinds: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    year_from: int | None = None
    year_to: int | None = None
    as_of: str | None = None

    def __bool__(self) -> bool:
        narrowed = self.tiers or self.kinds or self.documents or self.year_from or self.year_to
        return bool(narrowed or self.as_of)


@dataclass(frozen=True, slots=True)
class Has:
    """These words one after another, in the opening line or the text of the passage."""

    words: str


@dataclass(frozen=True, slots=True)
class Near:
    """All of these (each one or more words), with at most ``distance`` words between them."""

    parts: tuple[str, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Every:
    """All of these hold (AND)."""

    parts: tuple[Condition, ...]
    operator: Literal["and"] = "and"  # tells it from `Either` where it is kept as JSON


@dataclass(frozen=True, slots=True)
class Either:
    """One of these holds, or more (OR)."""

    parts: tuple[Condition, ...]
    operator: Literal["or"] = "or"


@dataclass(frozen=True, slots=True)
class Without:
    """This does not hold (NOT)."""

    part: Condition


Condition = Has | Near | Every | Either | Without


def met(
    condition: Condition,
    has: Callable[[str], Mask],
    near: Callable[[tuple[str, ...], int], Mask],
) -> Mask:
    """Where a condition is met; ``has`` and ``near`` say where its leaves are."""
    match condition:
        case Has(words):
            return has(words)
        case Near(parts, distance):
            return near(parts, distance)
        case Without(part):
            return ~met(part, has, near)
        case Every(conditions):
            every: Mask = np.logical_and.reduce([met(c, has, near) for c in conditions])
            return every
        case Either(conditions):
            either: Mask = np.logical_or.reduce([met(c, has, near) for c in conditions])
            return either
