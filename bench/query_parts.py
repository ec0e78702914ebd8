"""What the understanding of a question is worth, part by part, as Markdown.

    python -m bench.query_parts LIBRARY > bench/results/query.md

LIBRARY is one made by `dalil ingest`, with the labour acts and the KUHP among its documents. The
questions are asked as they are, and with another name of what they name: "pengesahan RPTKA" for
"Pengesahan Rencana Penggunaan Tenaga Kerja Asing" and the other way round, as the acts themselves
define them. MRR@10 / share right at rank 1, by pasal.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from bench.quality import ROOT, sets
from bench.ranking import changed
from dalil.answer.evaluate.judgments import Question
from dalil.answer.evaluate.metrics import at_level, compare
from dalil.index.library import Library
from dalil.index.query import expand, parse
from dalil.index.query.synonyms import key
from dalil.index.ranking_config import RankingConfig
from dalil.index.search.results import Mode

TOPIC: Final = ROOT / "bench" / "data" / "topic.jsonl"


def renamed(library: Library, questions: list[Question], *, longer: bool) -> list[Question]:
    """The questions that name something otherwise named: with the longer (or shorter) name."""
    generation = library.generation
    assert generation is not None
    asked: list[Question] = []
    for question in questions:
        text = question.question
        found = expand.expand(text, "id", generation.lexical.knows, generation.terms)
        for name, other, *_ in found.names:
            if (len(key(other).split()) > len(key(name).split())) == longer:
                text = expand.read(text, {name: (other,)})
        if text != question.question:
            asked.append(replace(question, question=text))
    return asked


def ranks(library: Library, questions: list[Question], mode: Mode) -> dict[str, float]:
    """The reciprocal rank of each question, by its id."""
    values = {}
    for question in questions:
        hits = library.search(question.question, k=10, mode=mode).hits
        found = [at_level(h.passage.passage_id, "pasal") for h in hits]
        at = next((n for n, i in enumerate(found, 1) if i in question.relevant), 0)
        values[question.qid] = 1 / at if at else 0.0
    return values


def cell(values: dict[str, float]) -> str:
    """MRR / share at rank 1."""
    first = sum(value == 1 for value in values.values())
    return f"{sum(values.values()) / len(values):.3f} / {first / len(values):.2f}"


BY_WORDS: Final = RankingConfig(names_vector_weight=0.0, everyday_vector_weight=0.0)
VARIANTS: Final[dict[str, tuple[Any, dict[str, Any]]]] = {
    "as it is": (expand, {}),
    "without other names": (expand, {"_other_names": lambda *_: ()}),
    "only names of our own list": (parse, {"expand": lambda a, b, c, *_: expand.expand(a, b, c)}),
    "other names by words only": (None, {"ranking": BY_WORDS}),
}


def main() -> None:
    """Measure every variant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    library = Library.open(parser.parse_args().library)
    library.encoder.encode_query = lru_cache(maxsize=None)(library.encoder.encode_query)  # type: ignore[method-assign]
    asked = sets([])
    asked["topic"] = sets([TOPIC])["topic"]
    del asked["labour, the same in Indonesian"]
    everything = [*asked["labour"], *asked["KUHP"], *asked["topic"]]
    asked["full name for the act's short one"] = renamed(library, everything, longer=True)
    asked["short name for the act's full one"] = renamed(library, everything, longer=False)
    counts = library.catalog.counts()
    out = sys.stdout
    out.write(f"{counts['documents']} documents, {counts['searchable']} units.\n")
    modes: tuple[Mode, ...] = ("lexical", "hybrid")
    for mode in modes:
        out.write(f"\n## {mode}\n\n| | ")
        out.write(" | ".join(f"{name} ({len(qs)})" for name, qs in asked.items()) + " |\n")
        out.write("|---|" + "---|" * len(asked) + "\n")
        base: dict[str, dict[str, float]] = {}
        for name, (module, values) in VARIANTS.items():
            with changed(module or library, **values):
                found = {a: ranks(library, qs, mode) for a, qs in asked.items()}
            base = base or found
            out.write(f"| {name} | " + " | ".join(map(cell, found.values())) + " |\n")
            if name == "without other names":
                worth = (compare(found[a], base[a]) for a in asked)
                cells = (f"{w.difference:+.3f} [{w.low:+.3f}, {w.high:+.3f}]" for w in worth)
                out.write("| what they are worth [95 %] | " + " | ".join(cells) + " |\n")
            out.flush()


if __name__ == "__main__":
    main()
