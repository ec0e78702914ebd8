"""Every unit of an index gets a score, and the best unit of each pasal stands for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from index.allowed import Mask
from index.fusion import convex, stretched
from index.generation import Generation
from index.prior import Prior, prior
from index.question.sought import gain

if TYPE_CHECKING:
    from index.coarse import Coarse

Scores = npt.NDArray[np.float32]
Units = npt.NDArray[np.intp]

#: Factor on the score of units of the official elucidation, which explains norms and holds none
#: (UU 12/2011, Lampiran II, nomor 176–178). BM25 over 21,004 units: MRR@10 on the labour questions
#: .784 -> .790, on those about the KUHP the same; hybrid over the five labour acts the same.
PENJELASAN_FACTOR: Final = 0.9
#: The same for works that are repealed as far as this library knows: they are labelled, found and
#: shown, but do not displace their successors. 36 questions on regional government: R@1 .18 -> .24.
REPEALED_FACTOR: Final = 0.9
#: What the place of a unit (its work's title, the headings above it) adds at most. MRR@10 without
#: and with it: KUHP .688 -> .712, labour .876 -> .876, topic .542 -> .618.
PLACE_SHARE: Final = 0.1
#: What the rank of a norm adds at most (UU 12/2011 Pasal 7): it decides between the same words in
#: an act and in a regulation under it, and little more. MRR@10 at .03, .05 and .07: labour .884,
#: .884, .881; KUHP .737 each; of 12 topic questions 10, 11 and 11 are right in the first three.
RANK_SHARE: Final = 0.06

#: The share of the score that belonging to an act named in the question makes up ("… menurut
#: UU 24/2000"); nothing where the question names none.
NAMED_SHARE: Final = 0.3

#: Of so many units it is looked whether they define what is to be defined, and what one that
#: does gains (`index.question.definition`).
LOOKED_AT: Final = 128
GAIN_SHARE: Final = 0.15

#: So many units get a second look, and what one that holds all that was asked, as it was asked,
#: gains (`index.rerank`), by the language of the question: the words of an English one are those
#: of a gloss. MRR@10 at 0, .3, .6: labour .878, .896, .901; KUHP .73, .80, .80; questions made
#: from acts .82, .87, .88; English (three sets) .93, .69, .67 / .97, .77, .75 / .94, .71, .72.
SECOND_LOOK: Final = 64
CLOSENESS_SHARE: Final = {"id": 0.6, "en": 0.3}

#: Factor on the first finds (as many as get a second look) that are of a special act
#: (`index.special`) whose region or body the question does not name. 24 general questions on
#: regional government over 169 acts: one of a single region is first for 4 without it, 1 with it,
#: and has 17 and 3 of the first three places (.85: 1 and 5); of 8 that name a region its act leads
#: 7 both times; of 9 about what only such acts know ("qanun") it leads 9 and 7.
SPECIAL_FACTOR: Final = 0.75
#: The same for provisions that are repealed, themselves or with their act: what answers and is in
#: force comes first. The same 24 questions: a repealed one is first for 6 without it and without
#: `index.succession`, 1 with both, and has 15 and 1 of the first three places. MRR@10 on labour
#: and on the topic is the same to .001 with both factors.
GONE_FACTOR: Final = 0.85

#: Units found by words whose cosines are computed in a library too large to compute all.
LIKELY: Final = 2_048
#: Up to so many units each gets a score; beyond, by words alone, the first `BY_WORDS`.
ALL: Final = 50_000
BY_WORDS: Final = 16_384

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

    def finds(self, mask: Mask | None) -> Units:
        """The units that may be found, in their order: allowed by ``mask``, and by words alone
        those that share one."""
        units = np.arange(len(self.fused)) if self.likely is None else self.likely
        if mask is not None:
            units = units[mask[units]]
        if self.semantic is None and self.lexical is not None:
            units = units[self.lexical[units] > 0]
        return units

    def at(self, unit: int) -> tuple[float, float | None, float | None]:
        """(fused, BM25, cosine) of one unit."""
        lexical = None if self.lexical is None else float(self.lexical[unit])
        semantic = None if self.semantic is None else float(self.semantic[unit])
        if semantic is not None and math.isnan(semantic) and self.exact:
            semantic = self.exact(unit)
        return float(self.fused[unit]), lexical, semantic


def score(
    generation: Generation,
    words: str | None,
    vector: npt.NDArray[np.float32] | None,
    named: Iterable[str] = (),
    names: Iterable[Sequence[str]] = (),
    mask: Mask | None = None,
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
        nearby = None if dense.whole or lexical is None else _best(lexical, mask, LIKELY)
        semantic = dense.cosines(vector, nearby, mask)
    units = _likely(generation, lexical, semantic, dense is None or dense.whole, mask)
    of = slice(None) if units is None else units
    fused = convex(_at(lexical, of), _at(semantic, of))
    if words is not None and (placed := stretched(generation.places.scores(words))) is not None:
        fused += np.float32(PLACE_SHARE) * placed[generation.place[of]]
    before = _prior(generation)
    fused = (fused * before.factor[of] + before.bonus[of]) / np.float32(
        1 + PLACE_SHARE + RANK_SHARE
    )
    if ids := frozenset(named):
        belongs = generation.per_unit([d.id in ids for d in generation.documents])[of]
        if belongs.any():
            share = np.float32(NAMED_SHARE)
            fused = (1 - share) * fused + share * belongs.astype(np.float32)
    fused = fused.astype(np.float32, copy=False)
    if units is not None:
        some, fused = fused, np.full(generation.meta.units, -1, np.float32)
        fused[units] = some
    exact = None
    if vector is not None and dense is not None and not dense.whole:
        exact = partial(_cosine, dense, vector)
    return Scored(fused, lexical, semantic, exact, units)


def _prior(generation: Generation) -> Prior:
    return prior(generation, PENJELASAN_FACTOR, REPEALED_FACTOR, RANK_SHARE)


def _at(scores: Scores | None, of: Any) -> Scores | None:
    return None if scores is None else scores[of]


def _likely(
    generation: Generation,
    lexical: Scores | None,
    semantic: Scores | None,
    whole: bool,
    mask: Mask | None,
) -> Units | None:
    """The allowed units, and of a large library those that are worth a score; None for all."""
    small = semantic is None and (lexical is None or generation.meta.units <= ALL)
    if small or (semantic is not None and whole):
        return None if mask is None else np.flatnonzero(mask)
    if semantic is not None:
        worth = ~np.isnan(semantic)
    else:
        worth = np.zeros(generation.meta.units, np.bool_)
    if lexical is not None:
        if semantic is None:
            worth[_best(lexical, mask, BY_WORDS)] = True
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
    generation: Generation,
    scored: Scored,
    mask: Mask | None,
    gains: Callable[[Sequence[int]], Sequence[float]],
    share: float = GAIN_SHARE,
    count: int = LOOKED_AT,
) -> Scored:
    """The same scores with what each of the first units gains (0–1) added to its own.

    ``gains`` are asked of the ``count`` best units together; ``share`` is what a gain of 1 adds.
    """
    first = _top(generation, scored.fused, scored.finds(mask), count)[:count]
    fused = scored.fused.copy()
    fused[first] += np.float32(share) * np.array(gains(first.tolist()), np.float32)
    return replace(scored, fused=fused / np.float32(1 + share))


def held_back(
    generation: Generation,
    scored: Scored,
    mask: Mask | None,
    factors: Callable[[Sequence[int]], Sequence[float]],
    count: int = SECOND_LOOK,
) -> Scored:
    """The same scores with each of the ``count`` best units' times its factor."""
    first = _top(generation, scored.fused, scored.finds(mask), count)[:count]
    fused = scored.fused.copy()
    fused[first] *= np.array(factors(first.tolist()), np.float32)
    return replace(scored, fused=fused)


def best_first(generation: Generation, scored: Scored, mask: Mask | None) -> Iterator[int]:
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


def _top(
    generation: Generation, fused: Scores, units: npt.NDArray[np.intp], count: int
) -> npt.NDArray[np.intp]:
    """At least the ``count`` best of these units, with all that tie with the last, in order."""
    values = fused[units]
    if count < len(units):
        least = np.partition(values, len(values) - count)[len(values) - count]
        units = units[values >= least]
        values = fused[units]
    after = _prior(generation).after[units]
    ordered: npt.NDArray[np.intp] = units[np.lexsort((units, after, -values))]
    return ordered
