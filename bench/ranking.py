"""What each part of the ranking is worth: one part at a time taken out or changed, as Markdown.

    python -m bench.ranking LIBRARY [QUESTIONS.jsonl …] > bench/results/ranking.md

Same library, same questions, one run; MRR@10 / share of questions right at rank 1, by pasal.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from answer.evaluate import Question, at_level
from bench.quality import sets
from index import keywords, rank, search
from index.fusion import convex, reciprocal_rank, stretched
from index.hit import Mode
from index.library import Library


@contextmanager
def changed(module: Any, **values: Any) -> Iterator[None]:
    """Module constants or functions replaced for a while."""
    before = {name: getattr(module, name) for name in values}
    for name, value in values.items():
        setattr(module, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(module, name, value)


def by_rank(lexical: Any, dense: Any) -> Any:
    """Reciprocal rank fusion in the place of the convex combination."""
    if lexical is None or dense is None:
        return convex(lexical, dense)
    fused = stretched(reciprocal_rank(lexical, dense))
    return convex(None, fused)


VARIANTS: dict[str, tuple[Mode, Any, dict[str, Any]]] = {
    "as it is": ("hybrid", rank, {}),
    "words alone": ("lexical", rank, {}),
    "vectors alone": ("semantic", rank, {}),
    "reciprocal rank fusion": ("hybrid", rank, {"convex": by_rank}),
    "lexical weight .15": ("hybrid", rank, {"convex": partial(convex, weight=0.15)}),
    "lexical weight .35": ("hybrid", rank, {"convex": partial(convex, weight=0.35)}),
    "lexical weight .45": ("hybrid", rank, {"convex": partial(convex, weight=0.45)}),
    "without places": ("hybrid", rank, {"PLACE_SHARE": 0.0}),
    "places .2": ("hybrid", rank, {"PLACE_SHARE": 0.2}),
    "without the rank of norms": ("hybrid", rank, {"RANK_SHARE": 0.0}),
    "repealed norms not behind": ("hybrid", rank, {"REPEALED_FACTOR": 1.0}),
    "elucidation not behind": ("hybrid", rank, {"PENJELASAN_FACTOR": 1.0}),
    "asking words kept": ("hybrid", keywords, {"_ASKING": frozenset()}),
    "without the bridge's vector": ("hybrid", search, {"GLOSS_SHARE": 0.0}),
}


def measured(library: Library, questions: list[Question], mode: Mode) -> str:
    """MRR@10 and the share right at once, of one set."""
    reciprocal, first = 0.0, 0
    for question in questions:
        hits = library.search(question.question, k=10, mode=mode).hits
        found = [at_level(h.passage.passage_id, "pasal") for h in hits]
        at = next((n for n, i in enumerate(found, 1) if i in question.relevant), 0)
        reciprocal += 1 / at if at else 0.0
        first += at == 1
    return f"{reciprocal / len(questions):.3f} / {first / len(questions):.2f}"


def remembering(encode: Callable[[str], Any]) -> Callable[[str], Any]:
    """Each question is encoded once for all variants."""
    return lru_cache(maxsize=None)(encode)


def main() -> None:
    """Measure every variant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path, nargs="*")
    arguments = parser.parse_args()
    library = Library.open(arguments.library)
    library.encoder.encode_query = remembering(library.encoder.encode_query)  # type: ignore[method-assign, assignment]
    asked = sets(arguments.questions)
    counts = library.catalog.counts()
    sys.stdout.write(f"{counts['documents']} documents, {counts['searchable']} units.\n\n")
    heads = [f"{name} ({len(qs)})" for name, qs in asked.items()]
    sys.stdout.write("| | " + " | ".join(heads) + " |\n|---|" + "---|" * len(heads) + "\n")
    for name, (mode, module, values) in VARIANTS.items():
        with changed(module, **values):
            cells = [measured(library, qs, mode) for qs in asked.values()]
        sys.stdout.write(f"| {name} | " + " | ".join(cells) + " |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
