"""Everyday questions ("bos potong gaji seenaknya"): how far they are found, and what moves them.

    python -m bench.lay LIBRARY > bench/results/lay.md

The questions are our own (bench/data/lay.tsv), written from what people ask and the pasal that
answers, without looking at how they ranked; the everyday words were then extended by who knew
them, so that the figures after that are optimistic. LIBRARY must have the acts (UU 13/2003,
UU 1/2023, UU 8/1981, UU 27/2022, UU 23/2014).
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.ranking import changed
from dalil.answer.evaluate.evaluate import Evaluation, evaluate
from dalil.answer.evaluate.judgments import Question
from dalil.answer.evaluate.metrics import compare
from dalil.index.library import Library
from dalil.index.query import parse
from dalil.index.query.expand import expand
from dalil.index.search.results import Mode

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "bench" / "data" / "lay.tsv"
ROWS = ("RR@10", "Success@1", "Success@3", "Success@10")


def questions(path: Path = FILE) -> list[Question]:
    """The questions of the file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Question(qid, asked, tuple(right.split())) for qid, asked, right in rows]


def unbridged(*given: Any) -> Any:
    """What is looked for without everyday words, other names and readings."""
    found = expand(*given)
    words = " ".join(w for w in found.words.split() if w in given[0].lower())
    return replace(found, words=words, names=(), reading=None, bridge=())


def main() -> None:
    """Measure and write."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    library = Library.open(Path(sys.argv[1]))
    asked = questions()
    acts = {d.id for d in library.catalog.documents()}
    missing = {r.partition("#")[0] for q in asked for r in q.relevant} - acts
    if missing:
        raise SystemExit(f"not in the library: {', '.join(sorted(missing))}")
    found: dict[str, Evaluation] = {}
    modes: tuple[Mode, ...] = ("lexical", "semantic", "hybrid")
    for mode in modes:
        found[mode] = evaluate(library, asked, mode=mode)
    with changed(parse, expand=unbridged):
        found["hybrid without the bridge"] = evaluate(library, asked, mode="hybrid")
    lines = [
        f"{len(asked)} questions over {library.catalog.counts()['searchable']:,} units, by pasal.",
        "",
        "| | " + " | ".join(found) + " |",
        "|---|" + "---|" * len(found),
    ]
    for row in ROWS:
        cells = " | ".join(f"{e.measures['pasal'][row]:.3f}" for e in found.values())
        lines.append(f"| {row} | {cells} |")
    whole = found["hybrid"]
    minus = []
    for one in found.values():
        d = compare(one.per_question, whole.per_question)
        minus.append("–" if one is whole else f"{d.difference:+.3f} [{d.low:+.3f}, {d.high:+.3f}]")
    lines.append("| hybrid minus this: RR@10 [95 %] | " + " | ".join(minus) + " |")
    answered = " | ".join(f"{e.answered_ratio or 0:.2f}" for e in found.values())
    lines += [f"| answered | {answered} |", "", "Not among the first three:", ""]
    for question in asked:
        if whole.per_question[question.qid] < 1 / 3:
            lines.append(f"- {question.question} ({whole.per_question[question.qid]:.2f})")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
