"""Make the question files of a library, and say on stdout what was made and why not more.

    python -m bench.weak LIBRARY -o FOLDER [--per-kind N] [--seed S]

Writes FOLDER/weak-tuning.jsonl and FOLDER/weak-testing.jsonl (see `bench.weak`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.weak.act import Act, acts_of
from bench.weak.definition import Definer, add_definers, definition_questions
from bench.weak.elucidation import elucidation_questions
from bench.weak.english import english_questions
from bench.weak.heading import heading_questions, lead_in_questions
from bench.weak.pattern import pattern_questions
from bench.weak.question import Dice, Weak
from bench.weak.select import HALVES, Selection, Words, select
from dalil.index.library import Library
from dalil.index.store.catalog import Catalog

_COLUMNS: Final = (
    "made", "too common", "in both halves", "near-copy", "not certain",
    "could, tuning", "could, testing", "tuning", "testing",
)  # fmt: skip


def of_act(act: Act, dice: Dice) -> Iterator[Weak]:
    """The questions that an act gives by itself, before any is left out."""
    yield from elucidation_questions(act, dice)
    yield from heading_questions(act, dice)
    yield from lead_in_questions(act, dice)
    yield from pattern_questions(act, dice)


def make(catalog: Catalog, per_kind: int, seed: int) -> Selection:
    """The questions of a library's acts, read one by one."""
    dice, known = Dice(seed), Words()
    defined: dict[str, list[Definer]] = {}
    made: list[Weak] = []
    for act in acts_of(catalog):
        known.add(act)
        add_definers(defined, act)
        made += of_act(act, dice)
    made += definition_questions(defined, dice)
    made += english_questions(defined, lambda i: catalog.passage(i) is not None, dice)
    return select(made, known, dice, per_kind)


def write(selection: Selection, folder: Path) -> None:
    """The two files of questions."""
    folder.mkdir(parents=True, exist_ok=True)
    for half in HALVES:
        lines = (json.dumps(q.to_dict(), ensure_ascii=False) for q in selection.halves[half])
        text = "".join(f"{line}\n" for line in lines)
        (folder / f"weak-{half}.jsonl").write_text(text, encoding="utf-8", newline="\n")


def counts(selection: Selection) -> str:
    """A Markdown table of what became of all questions."""
    lines = ["| type | " + " | ".join(_COLUMNS) + " |", "|---|" + "---|" * len(_COLUMNS)]
    for kind, fates in sorted(selection.fates.items()):
        lines.append(f"| {kind} | " + " | ".join(str(fates[c]) for c in _COLUMNS) + " |")
    sums = [sum(f[c] for f in selection.fates.values()) for c in _COLUMNS]
    return "\n".join([*lines, "| all | " + " | ".join(map(str, sums)) + " |", ""])


def main() -> None:
    """Make, write, count."""
    parser = argparse.ArgumentParser(prog="bench.weak", description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--per-kind", type=int, default=200, metavar="N", help="for each half")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    arguments = parser.parse_args()
    library = Library.open(arguments.library)
    selection = make(library.catalog, arguments.per_kind, arguments.seed)
    write(selection, arguments.output)
    sys.stdout.write(counts(selection))


if __name__ == "__main__":
    main()
