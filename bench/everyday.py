"""Questions in everyday words: how far they are found, and whether they get statements; Markdown.

    python -m bench.everyday LIBRARY > bench/results/everyday.md

The questions are ours (../shared/data/questions/everyday-own.jsonl: everyday words, letters,
students, English), each with the pasal that answers. LIBRARY must hold their acts, among others.
Each is asked with its act there and with it left out, and those that no act answers
(bench/data/not_held.tsv) too. *Tune* are two thirds of the acts, *dev* the rest, told apart by a
hash of the act's id: thresholds are set on the first only.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.refusal import not_held, without
from dalil.answer.answer import Result, answer
from dalil.answer.evaluate.judgments import Question
from dalil.answer.evaluate.metrics import scores_of
from dalil.index.library import Library

ROOT: Final = Path(__file__).resolve().parents[1]
FILE: Final = ROOT.parent / "shared" / "data" / "questions" / "everyday-own.jsonl"
#: Hits that are looked at.
DEPTH: Final = 10


@dataclass(frozen=True, slots=True)
class Everyday:
    """A question with its style, and which part of the acts its own belongs to."""

    question: Question
    style: str
    part: str


def read(path: Path = FILE) -> list[Everyday]:
    """The questions of the file."""
    made = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        known = Question(row["qid"], row["question"], tuple(row["relevant"]))
        made.append(Everyday(known, row["style"], part_of(row["act"])))
    return made


def part_of(act: str) -> str:
    """``"tune"`` or ``"dev"``, always the same for an act."""
    return "dev" if int(hashlib.sha256(act.encode()).hexdigest(), 16) % 3 == 2 else "tune"


def row(name: str, asked: Iterable[tuple[Question, Result]]) -> str:
    """A row of the table: ranking by pasal, states, the first statement."""
    both = list(asked)
    results = [result for _, result in both]
    found = scores_of([question for question, _ in both], results)
    ranking = found.measures.get("pasal", {})
    cells = [str(len(both))]
    cells += [
        f"{ranking[measure]:.3f}" if measure in ranking else "–"
        for measure in ("RR@10", "Success@1", "Success@10")
    ]
    states = [result.answer.status for result in results]
    cells += [
        f"{states.count(state) / len(states):.3f}"
        for state in ("answered", "uncertain", "abstained")
    ]
    right = found.first_right_ratio
    cells.append("–" if right is None else f"{right:.3f}")
    return f"| {name} | " + " | ".join(cells) + " |"


HEAD: Final = (
    "| questions | | RR@10 | first | in ten | answered | uncertain | abstained "
    "| first statement right |\n|---|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    """Ask everything and write."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    library = Library.open(Path(sys.argv[1]))
    works = frozenset(document.id for document in library.catalog.documents())
    asked = [e for e in read() if {r.partition("#")[0] for r in e.question.relevant} <= works]
    there = [(e, answer(library, e.question.question, k=DEPTH)) for e in asked]
    lines = [f"{library.catalog.counts()['searchable']:,} units, {len(works)} works.", "", HEAD]
    lines.append(row("all", ((e.question, r) for e, r in there)))
    for part in ("tune", "dev"):
        lines.append(row(part, ((e.question, r) for e, r in there if e.part == part)))
    for style in sorted({e.style for e in asked}):
        lines.append(row(style, ((e.question, r) for e, r in there if e.style == style)))
    left = [
        (
            Question(e.question.qid, e.question.question, ()),
            answer(library, e.question.question, DEPTH, without(e.question, works)),
        )
        for e in asked
    ]
    lines.append(row("without their act", left))
    for kind in ("law", "abroad", "else"):
        none = [
            (Question(f"{kind}-{n}", text, ()), answer(library, text, DEPTH))
            for n, (of, text) in enumerate(not_held())
            if of == kind
        ]
        lines.append(row(f"answered by no act of L2: {kind}", none))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
