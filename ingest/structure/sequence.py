"""Which candidates are the real headings: the chain whose numbering holds together best.

Legal drafting numbers every unit without gaps (UU 12/2011, Lampiran II), so a candidate proves
itself by its neighbours: 1, 2, 3 … in the order of the text. `best_chain` finds the increasing
chain with the highest sum of strengths, minus a price for every number that is missing. It is the
heaviest-increasing-subsequence problem; since a chain's next number is nearly always close to
the last one, remembering the best chain that ends in each number makes it linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dalil.ingest.structure.heading_candidates import Marker

#: What a chain gains for a number that follows its predecessor directly.
CONSECUTIVE = 2.0
#: How many missing numbers in a row the chain of a body may step over.
REACH = 12
#: The same where numbers are skipped on purpose: elucidations, amendments, digests.
SPARSE = 2000
#: Up to how many numbers it is quicker to look at all that are known than for all that may be.
_FEW = 40


@dataclass(frozen=True, slots=True)
class Link:
    """A marker taken as real, with the one of its values that the chain proves."""

    marker: Marker
    value: tuple[int, int]


@dataclass(slots=True)
class _State:
    score: float
    link: Link
    previous: _State | None


def best_chain(
    markers: Sequence[Marker],
    *,
    missing: float = 2.5,
    late_start: float = 3.0,
    reach: int = REACH,
) -> list[Link]:
    """The most convincing increasing chain among ``markers``, in the order of the text.

    Args:
        markers: candidates of one scheme, sorted by position.
        missing: what each number that is stepped over costs.
        late_start: what each number missing before the first one costs.
        reach: how many numbers in a row may be missing.

    Returns:
        The chain's links; empty if there are no candidates.
    """
    best: dict[tuple[int, int], _State] = {}
    for marker in markers:
        new: list[tuple[tuple[int, int], _State]] = []
        for rank, value in enumerate(marker.values):
            weight = marker.strength - rank * 0.5
            state = _extend(best, marker, value, weight, missing, late_start, reach)
            known = best.get(value)
            if known is None or state.score > known.score:
                new.append((value, state))
        for value, state in new:
            best[value] = state
    if not best:
        return []
    top = max(best.values(), key=lambda s: s.score)
    links: list[Link] = []
    state_or_none: _State | None = top
    while state_or_none is not None:
        links.append(state_or_none.link)
        state_or_none = state_or_none.previous
    return links[::-1]


def _extend(
    best: dict[tuple[int, int], _State],
    marker: Marker,
    value: tuple[int, int],
    weight: float,
    missing: float,
    late_start: float,
    reach: int,
) -> _State:
    """The best chain that ends in this marker read as ``value``."""
    number, suffix = value
    link = Link(marker, value)
    chosen = _State(weight - late_start * min(number - 1, REACH) - (suffix > 0) * 2, link, None)
    for before, state in _predecessors(best, value, reach):
        if state.link.marker.start >= marker.start:
            continue
        score = state.score + weight + _gain(before, value, missing)
        if score > chosen.score:
            chosen = _State(score, link, state)
    return chosen


def _predecessors(
    best: dict[tuple[int, int], _State], value: tuple[int, int], reach: int
) -> Iterator[tuple[tuple[int, int], _State]]:
    number = value[0]
    if reach > 3 * REACH:
        yield from ((b, s) for b, s in best.items() if b < value and number - b[0] <= reach)
        return
    if len(best) <= _FEW:
        for known in sorted(best):
            if known >= value:
                return
            letters = 27 if known[0] >= number - 1 else 3
            if number - known[0] <= reach and known[0] >= 1 and known[1] < letters:
                yield known, best[known]
        return
    for before in range(max(1, number - reach), number + 1):
        for letter in range(27 if before >= number - 1 else 3):
            if (before, letter) < value and (state := best.get((before, letter))):
                yield (before, letter), state


def _gain(before: tuple[int, int], value: tuple[int, int], missing: float) -> float:
    """What it is worth that ``value`` follows ``before``: 12 → 13, 12 → 12A, 12A → 13."""
    numbers = value[0] - before[0]
    steps = numbers + value[1] if numbers else value[1] - before[1]
    return CONSECUTIVE if steps == 1 else -missing * (steps - 1)


def gaps(links: Sequence[Link]) -> list[int]:
    """The numbers that a chain misses between 1 and its last."""
    have = {link.value[0] for link in links}
    return [n for n in range(1, max(have, default=0) + 1) if n not in have]
