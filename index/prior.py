"""What a unit is worth before anything is asked: its kind of norm, its part of the act.

Computed once for an index and kept with it: over a national corpus it would be a third of the
time of a search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from index.generation import Generation

Scores = npt.NDArray[np.float32]

#: 1 for an act of parliament or above, 1/2 for a government regulation, 0 for the rest.
WORTH: Final = {"UUD": 1.0, "TAP MPR": 1.0, "UU": 1.0, "PERPPU": 1.0, "PP": 0.5}


@dataclass(frozen=True, slots=True)
class Prior:
    """One number a unit of each: the score is ``fused * factor + bonus``."""

    factor: Scores
    bonus: Scores
    #: Which of equal scores comes first: norms (0), their elucidation (1), repealed ones (2, 3).
    after: npt.NDArray[np.int8]


def prior(generation: Generation, elucidation: float, rank: float) -> Prior:
    """With this factor for elucidations, and this weight of the rank of a norm."""
    kept = generation.priors
    found = kept.get((elucidation, rank))
    if found is None:
        found = kept[elucidation, rank] = _prior(generation, elucidation, rank)
    return found


def _prior(generation: Generation, elucidation: float, rank: float) -> Prior:
    worth = np.array([WORTH.get(d.kind.upper(), 0.0) for d in generation.documents], np.float32)
    gone = np.array([d.repealed for d in generation.documents], np.bool_)[generation.document]
    return Prior(
        np.where(generation.penjelasan, np.float32(elucidation), np.float32(1)),
        np.float32(rank) * worth[generation.document],
        (generation.penjelasan.astype(np.int8) + 2 * gone).astype(np.int8),
    )
