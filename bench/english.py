"""English questions against the same questions in Indonesian, as Markdown on stdout.

    python -m bench.english LIBRARY > bench/results/english.md

Our own English versions of questions of ../shared/data, and our own questions in both languages
on acts of many branches of law (``BRANCHES``: qid, English, the right pasal, Indonesian). Those of
``TUNED`` were looked at while the English word list and the weights were made; the others were
written before it and are known by their figures alone. A ratio is the mean reciprocal rank of the
right pasal in English over that in Indonesian, its interval that of the pairs drawn again
(percentile bootstrap).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from dalil.answer.evaluate.evaluate import Evaluation, evaluate
from dalil.answer.evaluate.judgments import Question, read_questions
from dalil.index.library import Library
from dalil.ingest.errors import BatchError

ROOT: Final = Path(__file__).resolve().parents[1]
DATA: Final = ROOT / "bench" / "data"
SHARED: Final = ROOT.parent / "shared" / "data" / "questions"
LABOUR: Final = SHARED / "labour" / "questions.jsonl"
KUHP: Final = SHARED / "kuhp2023.jsonl"
#: Name of a set, our English versions (qid, tab, question), the questions they are versions of.
TUNED: Final = (("labour, tuned on", DATA / "labour_en.tsv", LABOUR),)
HELD: Final = (
    ("labour, held out", DATA / "labour_en2.tsv", LABOUR),
    ("KUHP, held out", DATA / "kuhp_en.tsv", KUHP),
)
BRANCHES: Final = DATA / "branches_en.tsv"
_MEASURES: Final = ("RR@10", "Success@1", "Success@10")
_RESAMPLES: Final = 5_000
_SEED: Final = 20_261


def versions(path: Path) -> dict[str, str]:
    """The English questions of a file by qid.

    Raises BatchError where a line is no qid and question, or a qid stands twice.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        qid, tab, question = line.partition("\t")
        if not (tab and qid and question.strip()) or qid in found:
            raise BatchError(f"{path.name}:{number}: want a new qid, a tab and a question.")
        found[qid] = question
    return found


def twins(english: dict[str, str], asked: Sequence[Question]) -> list[tuple[Question, Question]]:
    """Each question in English and in Indonesian, in the order of the latter."""
    return [(replace(q, question=english[q.qid]), q) for q in asked if q.qid in english]


def branches(path: Path) -> list[tuple[Question, Question]]:
    """The questions of a file like ``BRANCHES``, in English and in Indonesian."""
    pairs: list[tuple[Question, Question]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        qid, english, relevant, indonesian = line.split("\t")
        right = tuple(relevant.split(" "))
        pairs.append((Question(qid, english, right), Question(qid, indonesian, right)))
    return pairs


def ratio(english: Sequence[float], indonesian: Sequence[float]) -> tuple[float, float, float]:
    """The mean of the one over that of the other, and the 95 % interval over the pairs."""
    one, other = np.asarray(english, float), np.asarray(indonesian, float)
    drawn = np.random.default_rng(_SEED).integers(0, len(one), (_RESAMPLES, len(one)))
    least = np.finfo(float).tiny
    ratios = one[drawn].mean(axis=1) / np.maximum(other[drawn].mean(axis=1), least)
    low, high = np.quantile(ratios, (0.025, 0.975))
    return float(one.mean() / max(other.mean(), least)), float(low), float(high)


def table(name: str, runs: Sequence[tuple[Evaluation, Evaluation]]) -> list[str]:
    """A Markdown table of one set: a mode a row, English and Indonesian side by side."""
    lines = [f"## {name}: {runs[0][0].questions} questions", ""]
    heads = [f"{m} {tongue}" for m in _MEASURES for tongue in ("en", "id")]
    lines += ["| mode | " + " | ".join(heads) + " | ratio of RR@10 [95 %] | answered en | id |"]
    lines += ["|---" * (len(heads) + 4) + "|"]
    for english, indonesian in runs:
        cells = [
            f"{run.measures['pasal'][m]:.3f}" for m in _MEASURES for run in (english, indonesian)
        ]
        of, low, high = ratio(*(
            [run.per_question[qid] for qid in english.per_question] for run in (english, indonesian)
        ))  # fmt: skip
        cells.append(f"**{of:.3f}** [{low:.3f}, {high:.3f}]")
        cells += [f"{run.answered_ratio or 0:.3f}" for run in (english, indonesian)]
        lines.append(f"| {english.mode} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def main() -> None:
    """Ask each question in both languages, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--modes", default="lexical,semantic,hybrid")
    parser.add_argument("--note", default="", help="what the library holds")
    arguments = parser.parse_args()
    library = Library.open(arguments.library)
    counts = library.catalog.counts()
    lines = ["# English questions", ""]
    lines += [
        f"{arguments.note} {counts['documents']} documents, {counts['searchable']} units.".strip(),
        "",
    ]
    acts = {document.id for document in library.catalog.documents()}
    asked = {n: twins(versions(path), read_questions(f)) for n, path, f in (*TUNED, *HELD)}
    asked["many branches, held out"] = branches(BRANCHES)
    for name, pairs in asked.items():
        there = [p for p in pairs if {r.partition("#")[0] for r in p[1].relevant} & acts]
        if there:
            runs = [
                (
                    evaluate(library, [pair[0] for pair in there], k=10, mode=mode),
                    evaluate(library, [pair[1] for pair in there], k=10, mode=mode),
                )
                for mode in arguments.modes.split(",")
            ]
            lines += table(name, runs)
    sys.stdout.write("\n".join(lines))


if __name__ == "__main__":
    main()
