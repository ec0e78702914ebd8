"""Which documents, and so which units, filters let be found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from index.generation import Generation
from index.question.condition import Filters

Mask = npt.NDArray[np.bool_]


def allowed(generation: Generation, filters: Iterable[Filters]) -> Mask | None:
    """Which units may be found; None for all. All filters must hold."""
    given = [f for f in filters if f]
    if not given:
        return None
    return generation.per_unit([all(_passes(d, f) for f in given) for d in generation.documents])


def _passes(document: Any, filters: Filters) -> bool:
    """Whether a document may be found; one of unknown year passes no filter by year."""
    f = filters
    year = document.year
    return (
        (not f.tiers or document.tier in f.tiers)
        and (not f.kinds or document.kind.casefold() in {k.casefold() for k in f.kinds})
        and (not f.documents or document.id in f.documents)
        and (f.year_from is None or (year is not None and year >= f.year_from))
        and (f.year_to is None or (year is not None and year <= f.year_to))
    )


def passes(document: Any, filters: Iterable[Filters]) -> bool:
    """The same for one document (a `Document` or a `DocumentEntry`)."""
    return all(_passes(document, f) for f in filters)
