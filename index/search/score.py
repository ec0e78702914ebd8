"""Every unit of an index gets a score, and the best unit of each pasal stands for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from dalil.index.engines.engine import Engine, Index, Mask, gain
from dalil.index.query.conditions import Filters
from dalil.index.query.expand import Expansion
from dalil.index.query.parse import Query
from dalil.index.ranking_config import DEFAULT, RankingConfig
from dalil.index.snapshot.snapshot import Prior

if TYPE_CHECKING:
    from dalil.index.snapshot.vectors import Coarse


# Which documents, and so which units, filters let be found.
def allowed(generation: Engine, filters: Iterable[Filters]) -> Mask | None:
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


# Each list is stretched to 0–1 over *all* units and added with fixed weights. Bruch, Gai and Ingber
# (ACM TOIS 42(1), 2023, arXiv 2210.11934) found it better than reciprocal rank fusion in and out of
# domain; on our labour questions MRR@10 was .751 against .695.

AnyScores = npt.NDArray[np.floating[Any]]


def stretched(scores: AnyScores) -> Scores | None:
    """The scores from 0 (worst) to 1 (best); None where they tell nothing apart.

    NaN and infinities, which no engine should give, count as the worst.
    """
    values = np.asarray(scores, np.float32)
    if values.size == 0:
        return None
    low, high = float(values.min()), float(values.max())
    if not (math.isfinite(low) and math.isfinite(high)):
        sound = np.isfinite(values)
        if not sound.any():
            return None
        values = np.where(sound, values, values[sound].min())
        low, high = float(values.min()), float(values.max())
    if not high - low > 0:
        return None
    made: Scores = (values - np.float32(low)) / np.float32(high - low)
    return made


def convex(
    lexical: AnyScores | None,
    dense: AnyScores | None,
    weight: float = DEFAULT.lexical_weight,
    silent: npt.NDArray[np.bool_] | None = None,
) -> Scores:
    """``weight * lexical + (1 - weight) * dense``, both stretched to 0–1 over all units.

    A list that is None, or the same for all units (a question none of whose words occur), has no
    say: the other decides alone, with its full weight. Both silent: all zero. Of the units
    ``silent``, which have no vector yet, the words decide alone too. Raises ValueError if the
    lengths differ.
    """
    given = [s for s in (lexical, dense) if s is not None]
    if len({len(s) for s in given}) > 1:
        raise ValueError(f"score lists of different lengths: {[len(s) for s in given]}")
    one = None if lexical is None else stretched(lexical)
    if dense is not None and silent is not None:
        dense = np.where(silent, np.float32(np.nan), dense)
    two = None if dense is None else stretched(dense)
    if one is None and two is None:
        return np.zeros(len(given[0]) if given else 0, np.float32)
    if two is None:
        assert one is not None
        return one
    if one is None:
        return two
    fused = np.float32(weight) * one + np.float32(1 - weight) * two
    return fused if silent is None else np.where(silent, one, fused)


# The worth of a unit before anything is asked is computed once for an index: over a national corpus
# it would be a third of the time of a search.

#: 1 for an act of parliament or above, 1/2 for a government regulation, 0 for the rest.
WORTH: Final = {"UUD": 1.0, "TAP MPR": 1.0, "UU": 1.0, "PERPPU": 1.0, "PP": 0.5}


def prior(generation: Index, elucidation: float, rank: float) -> Prior:
    """With this factor for elucidations, and this weight of the rank of a norm."""
    kept = generation.priors
    found = kept.get((elucidation, rank))
    if found is None:
        found = kept[elucidation, rank] = _prior(generation, elucidation, rank)
    return found


def _prior(generation: Index, elucidation: float, rank: float) -> Prior:
    worth = np.array([WORTH.get(d.kind.upper(), 0.0) for d in generation.documents], np.float32)
    gone = np.array([d.repealed for d in generation.documents], np.bool_)[generation.document]
    return Prior(
        np.where(generation.penjelasan, np.float32(elucidation), np.float32(1)),
        np.float32(rank) * worth[generation.document],
        (generation.penjelasan.astype(np.int8) + 2 * gone).astype(np.int8),
    )


Scores = npt.NDArray[np.float32]
Units = npt.NDArray[np.intp]
Kind = TypeVar("Kind", bound=np.generic)

#: One of so many scores is looked at to see what the best have.
_SAMPLED: Final = 64
#: Units looked at first; four times as many each time they do not suffice.
_FIRST_LOOK: Final = 512


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of all units for one question, in the order of the generation."""

    fused: Scores
    lexical: Scores | None
    semantic: Scores | None  # NaN: not looked at, since neither words nor meaning come near
    exact: Callable[[int], float] | None = None  # the cosine of one of those
    likely: Units | None = None  # the only units with a score, in a library too large for all
    silent: Mask | None = None  # units whose vector is still to be made

    def finds(self, mask: Mask | None) -> Units:
        """The units that may be found, in their order: allowed by ``mask``, and by words alone
        those that share one."""
        units = np.arange(len(self.fused)) if self.likely is None else self.likely
        if mask is not None:
            units = units[mask[units]]
        if self.semantic is None and self.lexical is not None:
            units = units[self.lexical[units] > 0]
        elif self.lexical is None and self.silent is not None:
            units = units[~self.silent[units]]
        return units

    def at(self, unit: int) -> tuple[float, float | None, float | None]:
        """(fused, BM25, cosine) of one unit."""
        lexical = None if self.lexical is None else float(self.lexical[unit])
        silent = self.silent is not None and bool(self.silent[unit])
        semantic = None if silent or self.semantic is None else float(self.semantic[unit])
        if semantic is not None and math.isnan(semantic) and self.exact:
            semantic = self.exact(unit)
        return float(self.fused[unit]), lexical, semantic


@dataclass(frozen=True, slots=True)
class Ranked:
    """The units of an index scored for one question: what its hits are the first of."""

    generation: Index
    scored: Scored
    mask: Mask | None  # which units may be found; None: all
    query: Query
    expansion: Expansion
    config: RankingConfig


def score(
    generation: Index,
    words: str | None,
    vector: npt.NDArray[np.float32] | None,
    named: Iterable[str] = (),
    names: Iterable[Sequence[str]] = (),
    mask: Mask | None = None,
    config: RankingConfig = DEFAULT,
) -> Scored:
    """Score all units by words (``words``), by meaning (``vector``), or by both.

    ``named`` are ids of documents that the question names; ``names`` are terms of the question,
    each with the other names of the same thing (`question.sought`). ``mask`` says which units may
    be found: only these get a score, the same as in a library that holds nothing else (but for
    the weight of words), so that what is left out does not set the scale.
    """
    lexical = None if words is None else generation.lexical.scores(words)
    if lexical is not None:
        for same in names:
            lexical = lexical + gain(generation.lexical, same)
    dense = None if vector is None else generation.dense
    semantic = None
    if vector is not None and dense is not None:
        nearby = None
        if lexical is not None and not dense.whole:
            nearby = _best(lexical, mask, config.lexical_candidates)
        semantic = dense.cosines(vector, nearby, mask)
    units = _likely(generation, lexical, semantic, dense is None or dense.whole, mask, config)
    of = slice(None) if units is None else units
    silent = None if semantic is None else generation.without
    fused = convex(
        _at(lexical, of), _at(semantic, of), config.lexical_weight, silent=_at(silent, of)
    )
    if words is not None and (placed := stretched(generation.places.scores(words))) is not None:
        fused += np.float32(config.heading_field_weight) * placed[generation.place[of]]
    before = _prior_of(generation, config)
    fused = (fused * before.factor[of] + before.bonus[of]) / np.float32(
        1 + config.heading_field_weight + config.norm_rank_weight
    )
    if ids := frozenset(named):
        belongs = generation.per_unit([d.id in ids for d in generation.documents])[of]
        if belongs.any():
            share = np.float32(config.named_act_weight)
            fused = (1 - share) * fused + share * belongs.astype(np.float32)
    fused = fused.astype(np.float32, copy=False)
    if units is not None:
        some, fused = fused, np.full(generation.meta.units, -1, np.float32)
        fused[units] = some
    exact = None
    if vector is not None and dense is not None and not dense.whole:
        exact = partial(_cosine, dense, vector)
    return Scored(fused, lexical, semantic, exact, units, silent)


def _prior_of(generation: Index, config: RankingConfig) -> Prior:
    return prior(generation, config.elucidation_factor, config.norm_rank_weight)


def _at(scores: npt.NDArray[Kind] | None, of: Any) -> npt.NDArray[Kind] | None:
    return None if scores is None else scores[of]


def _likely(
    generation: Index,
    lexical: Scores | None,
    semantic: Scores | None,
    whole: bool,
    mask: Mask | None,
    config: RankingConfig,
) -> Units | None:
    """The allowed units, and of a large library those that are worth a score; None for all."""
    few = generation.meta.units <= config.exhaustive_limit
    small = semantic is None and (lexical is None or few)
    if small or (semantic is not None and whole):
        return None if mask is None else np.flatnonzero(mask)
    if semantic is not None:
        worth = ~np.isnan(semantic)
    else:
        worth = np.zeros(generation.meta.units, np.bool_)
    if lexical is not None:
        if semantic is None:
            worth[_best(lexical, mask, config.lexical_only_candidates)] = True
        # The best and the worst of all that are allowed are the ends of the scale.
        ends = np.arange(len(lexical)) if mask is None else np.flatnonzero(mask)
        if len(ends):
            worth[ends[[int(lexical[ends].argmin()), int(lexical[ends].argmax())]]] = True
    if mask is not None:
        worth &= mask
    return np.flatnonzero(worth)


def _best(lexical: Scores, mask: Mask | None, count: int) -> Units:
    """At least the ``count`` allowed units that the words find best, some more of a large library.

    Sorting half a million scores would cost more than all else: where an even sample of them
    shows what the best have, those above it are taken.
    """
    scores = lexical if mask is None else np.where(mask, lexical, np.float32(0))
    sample = scores[::_SAMPLED]
    of_sample = 2 * count // _SAMPLED
    if of_sample and len(sample) > 2 * of_sample:
        least = np.partition(sample, len(sample) - of_sample)[len(sample) - of_sample]
        if least > 0:
            rows = np.flatnonzero(scores >= least)
            if len(rows) >= count:
                return rows
    rows = np.flatnonzero(scores)
    if len(rows) > count:
        values = scores[rows]
        rows = rows[np.argpartition(values, len(rows) - count)[len(rows) - count :]]
    return rows


def _cosine(dense: Coarse, vector: Scores, unit: int) -> float:
    return float(dense.at(vector, np.array([unit]))[0])


def lifted(
    generation: Index,
    scored: Scored,
    mask: Mask | None,
    gains: Callable[[Sequence[int]], Sequence[float]],
    share: float,
    count: int,
) -> Scored:
    """The same scores with what each of the first units gains (0–1) added to its own.

    ``gains`` are asked of the ``count`` best units together; ``share`` is what a gain of 1 adds.
    """
    first = best_units(generation, scored, mask, count)[:count]
    fused = scored.fused.copy()
    fused[first] += np.float32(share) * np.array(gains(first.tolist()), np.float32)
    return replace(scored, fused=fused / np.float32(1 + share))


def blended(one: Scored, other: Scored, share: float) -> Scored:
    """The scores of two readings of a question together; ``share`` is that of the other, 0–1.

    Where only some units have a score (`Scored.likely`), one that the other reading does not look
    at has the least of its scores there.
    """
    if one.likely is None or other.likely is None:
        first, second, likely = one.fused, other.fused, one.likely
    else:
        likely = np.union1d(one.likely, other.likely)
        first, second = _filled(one, likely), _filled(other, likely)
    fused = ((1 - share) * first + share * second).astype(np.float32, copy=False)
    return replace(one, fused=fused, likely=likely)


def _filled(scored: Scored, units: Units) -> Scores:
    fused = scored.fused.copy()
    if scored.likely is not None and len(scored.likely):
        fused[np.setdiff1d(units, scored.likely)] = fused[scored.likely].min()
    return fused


def held_back(
    generation: Index,
    scored: Scored,
    mask: Mask | None,
    factors: Callable[[Sequence[int]], Sequence[float]],
    count: int,
) -> Scored:
    """The same scores with each of the ``count`` best units' times its factor."""
    first = best_units(generation, scored, mask, count)[:count]
    fused = scored.fused.copy()
    fused[first] *= np.array(factors(first.tolist()), np.float32)
    return replace(scored, fused=fused)


def best_first(generation: Index, scored: Scored, mask: Mask | None) -> Iterator[int]:
    """The best unit of every shown passage, from the best score down.

    Equal scores: body before elucidation, works in force (or of unknown force) before repealed
    ones, then by document id and the order of the text, so that the same question always gives
    the same list.
    """
    fused = scored.fused
    units = scored.finds(mask)
    seen: set[int] = set()
    done, look = 0, _FIRST_LOOK
    while done < len(units):
        ordered = _top(generation, fused, units, look)
        for unit in ordered[done:].tolist():
            group = int(generation.group[unit])
            if group not in seen:
                seen.add(group)
                yield unit
        done, look = len(ordered), 4 * look


def best_units(generation: Index, scored: Scored, mask: Mask | None, count: int) -> Units:
    """At least the ``count`` best units that may be found, with all that tie with the last, in
    order."""
    return _top(generation, scored.fused, scored.finds(mask), count)


def _top(
    generation: Index, fused: Scores, units: npt.NDArray[np.intp], count: int
) -> npt.NDArray[np.intp]:
    """At least the ``count`` best of these units, with all that tie with the last, in order."""
    values = fused[units]
    if count < len(units):
        least = np.partition(values, len(values) - count)[len(values) - count]
        units = units[values >= least]
        values = fused[units]
    after = _prior_of(generation, DEFAULT).after[units]
    ordered: npt.NDArray[np.intp] = units[np.lexsort((units, after, -values))]
    return ordered
