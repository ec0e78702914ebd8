"""Whether a difference between two rankings is more than chance.

Per question values of a measure are compared in pairs, the questions being the sample: the
percentile bootstrap for intervals and the sign-flip permutation test for p (Smucker, Allan and
Carterette, CIKM 2007, find both sound for retrieval). Both by scipy, with a fixed seed, so that
the same values give the same figures.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_RESAMPLES: Final = 5_000
_SEED: Final = 20_261


@dataclass(frozen=True, slots=True)
class Comparison:
    """A measure now against before, over the questions both have.

    ``difference`` is the mean of now minus before, ``low``–``high`` its 95 % interval, ``p`` the
    two-sided probability of a difference this large by chance; ``won`` and ``lost`` are the
    questions with what they had before and have now.
    """

    questions: int
    difference: float
    low: float
    high: float
    p: float
    won: tuple[tuple[str, float, float], ...]
    lost: tuple[tuple[str, float, float], ...]


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of the mean; the mean twice where all values are equal or there is one."""
    import numpy as np
    from scipy.stats import bootstrap

    if not values:
        raise ValueError("no values, no interval")
    mean = float(np.mean(values))
    if len(set(values)) == 1:
        return mean, mean
    found = bootstrap(
        (np.asarray(values, float),), np.mean, n_resamples=_RESAMPLES, method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval  # fmt: skip
    return float(found.low), float(found.high)


def compare(before: Mapping[str, float], now: Mapping[str, float]) -> Comparison:
    """Compare two runs, question by question. Raises ValueError if they share none."""
    import numpy as np
    from scipy.stats import permutation_test

    shared = sorted(before.keys() & now.keys())
    if not shared:
        raise ValueError("the two runs have no question in common")
    changes = [now[qid] - before[qid] for qid in shared]
    low, high = interval(changes)
    p = 1.0
    if len(changes) > 1 and any(changes):
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of few questions scipy tries all sign flips, and says so
            p = float(
                permutation_test(
                    (np.asarray(changes, float),), np.mean, permutation_type="samples",
                    n_resamples=_RESAMPLES, rng=np.random.default_rng(_SEED),
                ).pvalue
            )  # fmt: skip
    moved = [(q, before[q], now[q]) for q in shared]
    return Comparison(
        questions=len(shared),
        difference=float(np.mean(changes)),
        low=low,
        high=high,
        p=p,
        won=tuple(m for m in moved if m[2] > m[1]),
        lost=tuple(m for m in moved if m[2] < m[1]),
    )
