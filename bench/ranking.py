"""What each part of the ranking is worth: one part at a time taken out or changed, as Markdown.

    python -m bench.ranking LIBRARY [QUESTIONS.jsonl …] [--lists] > bench/results/ranking.md

Same library, same questions, one run, by pasal. Each variant is compared with the ranking as it is
question by question: bootstrap interval and paired permutation test (`answer.evaluate.metrics`).
``--lists`` measures the words alone, the vectors alone and reciprocal rank fusion only. "One
look" is without the second one (`index.search.rerank`), which every other variant that uses words
has.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from statistics import fmean
from typing import Any, Final

import numpy as np

from bench.baseline import probability
from bench.quality import answerable, sets
from dalil.answer.evaluate.judgments import Question
from dalil.answer.evaluate.metrics import compare, interval, measured
from dalil.index.library import Library
from dalil.index.ranking_config import DEFAULT, ByLanguage, RankingConfig
from dalil.index.search import score
from dalil.index.search.results import Mode
from dalil.index.search.score import convex, stretched


@contextmanager
def changed(module: Any, **values: Any) -> Iterator[None]:
    """Functions or attributes replaced for a while."""
    before = {name: getattr(module, name) for name in values}
    for name, value in values.items():
        setattr(module, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(module, name, value)


def reciprocal_rank(lexical: Any, dense: Any, k: int = 60) -> Any:
    """``1 / (k + rank)`` summed over both lists; equal scores share the best rank.

    Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion" (SIGIR 2009).
    """
    total = np.zeros(len(lexical), np.float64)
    for scores in (lexical, dense):
        values = np.nan_to_num(np.asarray(scores, np.float64), nan=-np.inf)
        ranks = 1 + np.searchsorted(np.sort(-values), -values, side="left")
        total += 1.0 / (k + ranks)
    return total.astype(np.float32)


def by_rank(lexical: Any, dense: Any, *_: Any, **given: Any) -> Any:
    """Reciprocal rank fusion in the place of the convex combination."""
    if lexical is None or dense is None:
        return convex(lexical, dense, **given)
    fused = stretched(reciprocal_rank(lexical, dense))
    return convex(None, fused)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of ranking: how it is searched, with which weights, and how lists are fused."""

    mode: Mode = "hybrid"
    config: RankingConfig = DEFAULT
    rrf: bool = False


def _with(**values: Any) -> RankingConfig:
    return replace(DEFAULT, **values)


#: No second look.
ONE_LOOK: Final = _with(rerank_weight=ByLanguage(0.0, 0.0))
VARIANTS: Final = {
    "as it is": Variant(),
    "words alone": Variant("lexical"),
    "vectors alone": Variant("semantic"),
    "reciprocal rank fusion": Variant(rrf=True),
    "words, one look": Variant("lexical", ONE_LOOK),
    "reciprocal rank fusion, one look": Variant(config=ONE_LOOK, rrf=True),
    "one look": Variant(config=ONE_LOOK),
    "one look, lexical weight .25": Variant(config=replace(ONE_LOOK, lexical_weight=0.25)),
    "second look at 32": Variant(config=_with(rerank_depth=32)),
    "second look .3": Variant(config=_with(rerank_weight=ByLanguage(0.3, 0.3))),
    "second look .6": Variant(config=_with(rerank_weight=ByLanguage(0.6, 0.6))),
    "only what is held": Variant(config=_with(proximity_weight=0.0, heading_proximity_weight=0.0)),
    "only what stands together": Variant(config=_with(coverage_weight=0.0)),
    "lexical weight .05": Variant(config=_with(lexical_weight=0.05)),
    "lexical weight .25": Variant(config=_with(lexical_weight=0.25)),
    "lexical weight .35": Variant(config=_with(lexical_weight=0.35)),
    "without places": Variant(config=_with(heading_field_weight=0.0)),
    "places .2": Variant(config=_with(heading_field_weight=0.2)),
    "without the rank of norms": Variant(config=_with(norm_rank_weight=0.0)),
    "repealed norms not behind": Variant(config=_with(repealed_factor=1.0)),
    "elucidation not behind": Variant(config=_with(elucidation_factor=1.0)),
    "names' reading not in the vector": Variant(config=_with(names_vector_weight=0.0)),
    "everyday reading not in the vector": Variant(config=_with(everyday_vector_weight=0.0)),
}
#: The two lists, and the two ways to make one of them.
LISTS = (
    "as it is", "words alone", "vectors alone", "reciprocal rank fusion", "words, one look",
    "reciprocal rank fusion, one look",
)  # fmt: skip
#: Sets that share no question, for one comparison over all of them.
POOLED: Final = frozenset({"labour", "KUHP"})


@dataclass(frozen=True, slots=True)
class Ranked:
    """What one variant made of one set: reciprocal ranks by question, and the share right at 1."""

    reciprocal: dict[str, float]
    first_ratio: float

    @property
    def mean(self) -> float:
        """MRR@10."""
        return fmean(self.reciprocal.values())


def ranked(library: Library, questions: Sequence[Question], mode: Mode) -> Ranked:
    """The ranking of one variant, by pasal."""
    deep = 10 + max(len(q.source) for q in questions)  # hits in those do not count
    rankings = [
        [h.passage.passage_id for h in library.search(q.question, k=deep, mode=mode).hits]
        for q in questions
    ]
    found = measured(questions, rankings, "pasal")
    if found is None:
        raise SystemExit("None of these questions has a right pasal.")
    return Ranked(found[1], found[0]["Success@1"])


def pooled(sets_: Sequence[dict[str, Ranked]]) -> dict[str, Ranked]:
    """The variants of several sets of different questions as those of one set."""
    found = {}
    for variant in sets_[0]:
        parts = [ranks[variant] for ranks in sets_]
        reciprocal = {qid: value for part in parts for qid, value in part.reciprocal.items()}
        first = sum(part.first_ratio * len(part.reciprocal) for part in parts) / len(reciprocal)
        found[variant] = Ranked(reciprocal, first)
    return found


def against(base: Ranked, other: Ranked) -> str:
    """``other`` minus ``base`` in MRR@10, paired by question, with its interval and p."""
    found = compare(base.reciprocal, other.reciprocal)
    return (
        f"{found.difference:+.3f} [{found.low:+.3f}, {found.high:+.3f}] | {probability(found.p)} "
        f"| {len(found.won)} / {len(found.lost)}"
    )


def table(name: str, variants: dict[str, Ranked]) -> list[str]:
    """The variants of one set, each against the first."""
    base = next(iter(variants.values()))
    lines = [f"## {name}: {len(base.reciprocal)} questions", ""]
    lines.append("| | MRR@10 [95 %] | right at 1 | minus as it is [95 %] | p | won / lost |")
    lines.append("|---|---|---|---|---|---|")
    for variant, found in variants.items():
        low, high = interval(list(found.reciprocal.values()))
        rest = "– | – | –" if found is base else against(base, found)
        lines.append(
            f"| {variant} | {found.mean:.3f} [{low:.3f}, {high:.3f}] | {found.first_ratio:.2f} "
            f"| {rest} |"
        )
    return [*lines, ""]


def by_type(questions: Sequence[Question], variants: dict[str, Ranked]) -> list[str]:
    """MRR@10 of each type of question; under the variants but the first, the difference to it."""
    types: dict[str, list[str]] = {}
    for question in questions:
        if question.relevant:
            types.setdefault(question.type, []).append(question.qid)
    if types.keys() <= {""}:
        return []
    names = list(variants)
    lines = [f"| type | questions | {names[0]} [95 %] | " + " | ".join(names[1:]) + " |"]
    lines.append("|---|---|---|" + "---|" * (len(names) - 1))
    for kind, qids in sorted(types.items()):
        parts = [{q: found.reciprocal[q] for q in qids} for found in variants.values()]
        low, high = interval(list(parts[0].values()))
        cells = [f"{fmean(parts[0].values()):.3f} [{low:.3f}, {high:.3f}]"]
        for part in parts[1:]:
            found = compare(parts[0], part)
            cells.append(
                f"{fmean(part.values()):.3f}, {found.difference:+.3f} "
                f"[{found.low:+.3f}, {found.high:+.3f}]"
            )
        lines.append(f"| {kind or '–'} | {len(qids)} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def remembering(encode: Callable[[str], Any]) -> Callable[[str], Any]:
    """Each question is encoded once for all variants."""
    return lru_cache(maxsize=None)(encode)


def main() -> None:
    """Measure every variant asked for."""
    parser = argparse.ArgumentParser(prog="bench.ranking", description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path, nargs="*")
    parser.add_argument("--lists", action="store_true", help="only words, vectors, RRF")
    arguments = parser.parse_args()
    library = Library.open(arguments.library)
    library.encoder.encode_query = remembering(library.encoder.encode_query)  # type: ignore[method-assign, assignment]
    counts = library.catalog.counts()
    sys.stdout.write(f"{counts['documents']} documents, {counts['searchable']} units.\n\n")
    together: dict[str, dict[str, Ranked]] = {}
    for name, questions in sets(arguments.questions).items():
        there = answerable(library, questions)
        if not there:
            continue
        variants = {}
        for name_, variant in VARIANTS.items():
            if arguments.lists and name_ not in LISTS:
                continue
            library.ranking = variant.config
            with changed(score, convex=by_rank) if variant.rrf else nullcontext():
                variants[name_] = ranked(library, there, variant.mode)
        lists = {variant: variants[variant] for variant in LISTS}  # more would be too wide
        sys.stdout.write("\n".join([*table(name, variants), *by_type(there, lists)]) + "\n")
        sys.stdout.flush()
        together[name] = variants
    if together.keys() >= POOLED:
        pool = [together[name] for name in sorted(POOLED)]
        sys.stdout.write("\n".join(table("both in Indonesian", pooled(pool))))


if __name__ == "__main__":
    main()
