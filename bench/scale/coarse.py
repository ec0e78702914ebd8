"""Does the coarse look change a ranking? The same library, looked at whole and coarsely.

On a library that is small enough to compare all its vectors, with the number of likely units cut
in proportion: it looks at the share of them that it would of a national corpus.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.quality import answerable
from bench.quality import sets as given
from bench.ranking import changed
from bench.repeated import vectors_of
from dalil.answer.evaluate.evaluate import evaluate
from dalil.answer.evaluate.metrics import compare
from dalil.index.library import Library
from dalil.index.snapshot import vectors
from dalil.index.snapshot.vectors import Coarse

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
    sets = {name: answerable(library, there) for name, there in given([]).items()}
    asked = {name: there for name, there in sets.items() if there}
    whole = {name: evaluate(library, there) for name, there in asked.items()}
    counts = (vectors.LIKELY, library.ranking.lexical_candidates)
    likely, words = (max(16, int(n * share)) for n in counts)
    coarsely = Coarse.build(vectors_of(library)[1])
    with (
        changed(vectors, LIKELY=likely, EXACT_LIMIT=0),
        changed(library, ranking=replace(library.ranking, lexical_candidates=words)),
        changed(generation, dense=coarsely),
    ):
        looked = {name: evaluate(library, there) for name, there in asked.items()}
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
