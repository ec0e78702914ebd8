"""What a library finds while its passages are still being encoded; Markdown.

    python -m bench.partial_vectors LIBRARY QUESTIONS.jsonl… > bench/results/partial_vectors.md

LIBRARY has all its vectors. For each share the index is made anew in memory with the vectors that
an ingest would have made first (statutes before regulations, newer before older) and none for the
rest, as it lies on disk while an ingest is under way. ``asked`` begins with the acts that the
questions find by their words, as for a person who has asked them before.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import numpy as np

from dalil.answer.evaluate.judgments import Question, read_questions
from dalil.answer.evaluate.metrics import interval, measured
from dalil.index.library import Library
from dalil.index.snapshot.build import encoding_order, vector_index

#: Shares of the units that have a vector, and whether people asked before.
SHARES: Final = ((0.0, False), (0.1, False), (0.1, True), (0.5, False), (0.5, True), (1.0, False))
DEPTH: Final = 10
SEED: Final = 7


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=200, help="questions of each file")
    given = parser.parse_args()
    sets = {file.stem: _some(read_questions(file), given.most) for file in given.questions}
    library = Library.open(given.library)
    generation: Any = library.generation
    vectors = generation.dense.vectors(np.arange(generation.meta.units))
    print(
        f"# Ranking while vectors are made\n\n`python -m bench.partial_vectors LIBRARY "
        f"QUESTIONS.jsonl…`: {len(generation.documents)} acts, {generation.meta.units} units; at "
        f"most {given.most} questions of a file, drawn (seed {SEED}). Hybrid search; RR@10 of the "
        "right pasal with its 95 % interval, and how often one is first and in the first ten.\n\n"
        "| vectors | | " + " | ".join(f"{name} ({len(of)})" for name, of in sets.items()) + " |\n"
        "|---|---|" + "---|" * len(sets)
    )
    for share, asked in SHARES:
        questions = [q.question for of in sets.values() for q in of] if asked else []
        missing = _missing(generation, share, questions)
        there = np.where(missing[:, None], np.float32(0), vectors)
        generation.dense = vector_index(there)
        generation.without = missing if missing.any() else None
        mode = "hybrid" if share else "lexical"
        cells = [_measured(library, of, mode) for of in sets.values()]
        print(
            f"| {share:.0%} | {'asked before' if asked else ''} | {' | '.join(cells)} |", flush=True
        )


def _some(questions: Sequence[Question], most: int) -> list[Question]:
    there = [q for q in questions if q.relevant]
    return random.Random(SEED).sample(there, min(most, len(there)))


def _missing(generation: Any, share: float, asked: Sequence[str]) -> np.ndarray[Any, Any]:
    units = [
        SimpleNamespace(document_id=generation.documents[int(at)].id) for at in generation.document
    ]
    order = encoding_order(units, generation.documents, asked, generation)  # type: ignore[arg-type]
    missing = np.ones(len(units), np.bool_)
    missing[order[: round(share * len(units))]] = False
    return missing


def _measured(library: Library, questions: Sequence[Question], mode: str) -> str:
    found = [
        [h.passage.passage_id for h in library.search(q.question, k=DEPTH, mode=mode).hits]  # type: ignore[arg-type]
        for q in questions
    ]
    means, each = measured(questions, found, "pasal") or ({}, {})
    low, high = interval(list(each.values()))
    return (
        f"{means['RR@10']:.3f} [{low:.3f}, {high:.3f}], {means['Success@1']:.3f}, "
        f"{means['Success@10']:.3f}"
    )


if __name__ == "__main__":
    main()
