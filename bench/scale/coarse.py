"""Does the coarse look change a ranking? The same library, looked at whole and coarsely.

On a library that is small enough to compare all its vectors, with the number of likely units cut
in proportion: it looks at the share of them that it would of a national corpus.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

import index.coarse
from answer.evaluate import Question, evaluate
from answer.significance import compare
from bench.quality import sets
from index import rank
from index.coarse import Coarse
from index.library import Library

#: Units of the archive of 5,858 acts.
NATIONAL = 568_606


def coarse(folder: Path) -> list[str]:
    """A Markdown table: RR@10 by pasal compared whole, compared coarsely, and the difference."""
    library = Library.open(folder)
    generation = library.generation
    if generation is None or generation.dense is None:
        raise SystemExit(f"{folder} has no vectors")
    units = generation.meta.units
    share = units / NATIONAL
    whole = {name: evaluate(library, there) for name, there in asked(library).items()}
    likely, words = (max(16, int(n * share)) for n in (index.coarse.LIKELY, rank.LIKELY))
    before = index.coarse.LIKELY, rank.LIKELY, index.coarse.EXACT_LIMIT
    _set(likely, words, 0)
    try:
        vectors = generation.dense.scores  # the matrix, row by row, through its public face
        matrix = np.array(
            [vectors(row) for row in np.eye(generation.dense.dimension, dtype=np.float32)]
        ).T
        generation.__dict__["dense"] = Coarse.build(np.ascontiguousarray(matrix))
        looked = {name: evaluate(library, there) for name, there in asked(library).items()}
    finally:
        _set(*before)
        del generation.__dict__["dense"]
    lines = [
        f"{units:,} units; likely {likely} by vector and {words} by words.",
        "",
        "| questions | RR@10, all | RR@10, coarse look | difference [95 %] | other ranks |",
        "|---|---|---|---|---|",
    ]
    for name, one in whole.items():
        other = looked[name]
        found = compare(one.per_question, other.per_question)
        differing = sum(other.per_question.get(q) != value for q, value in one.per_question.items())
        lines.append(
            f"| {name} ({one.questions}) | {one.measures['pasal']['RR@10']:.4f} "
            f"| {other.measures['pasal']['RR@10']:.4f} "
            f"| {found.difference:+.4f} [{found.low:+.4f}, {found.high:+.4f}] | {differing} |"
        )
    return lines


def _set(likely: int, words: int, exact: int) -> None:
    index.coarse.LIKELY = likely  # type: ignore[misc]
    rank.LIKELY = words  # type: ignore[misc]
    index.coarse.EXACT_LIMIT = exact  # type: ignore[misc]


def asked(library: Library) -> dict[str, list[Question]]:
    """The question sets whose acts are there."""
    acts = {d.id for d in library.catalog.documents()}
    found: dict[str, list[Question]] = {}
    for name, questions in sets([]).items():
        there = [q for q in questions if {r.partition("#")[0] for r in q.relevant} & acts]
        if there:
            found[name] = there
    return found
