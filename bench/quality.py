"""Rankings on questions whose answers are known, as Markdown on stdout.

    python -m bench.quality LIBRARY [QUESTIONS.jsonl …] > bench/results/quality.md
    python -m bench.quality LIBRARY --baseline bench/baselines
    python -m bench.quality LIBRARY --write-baseline bench/baselines

LIBRARY is a library made by `dalil ingest` beforehand (encoding takes minutes and is not what is
measured). Without question files, those of ../shared/data are asked, and English versions of 38
of the labour questions (bench/data/labour_en.tsv, our translations). With ``--baseline`` the
questions won and lost against the files of that folder are listed (`bench.baseline`);
``--write-baseline`` writes them, after a comparison if both are given. Refusals: `bench.refusal`.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from bench import baseline
from dalil.answer.evaluate.evaluate import Evaluation, evaluate
from dalil.answer.evaluate.judgments import Question, read_questions
from dalil.answer.evaluate.metrics import compare
from dalil.index.library import Library
from dalil.index.search.results import Mode

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "questions"
MODES: tuple[Mode, ...] = ("lexical", "semantic", "hybrid")
ROWS = (
    ("pasal", "RR@10"), ("pasal", "Success@1"), ("pasal", "Success@3"), ("pasal", "Success@10"),
    ("pasal", "nDCG@10"), ("exact", "Success@1"), ("exact", "Success@10"),
)  # fmt: skip


def english(questions: list[Question]) -> list[Question]:
    """The questions that have an English version, asked in it."""
    lines = (ROOT / "bench" / "data" / "labour_en.tsv").read_text(encoding="utf-8").splitlines()
    version = dict(line.split("\t", 1) for line in lines)
    return [replace(q, question=version[q.qid]) for q in questions if q.qid in version]


def sets(files: list[Path]) -> dict[str, list[Question]]:
    """The question sets by name."""
    if files:
        return {file.stem: read_questions(file) for file in files}
    labour = read_questions(SHARED / "labour" / "questions.jsonl")
    kuhp = read_questions(SHARED / "kuhp2023.jsonl")
    asked = {"labour": labour, "labour, in English": english(labour), "KUHP": kuhp}
    twins = {q.qid for q in asked["labour, in English"]}
    asked["labour, the same in Indonesian"] = [q for q in labour if q.qid in twins]
    return asked


def difference(one: Evaluation, other: Evaluation) -> str:
    """``other`` minus ``one`` in pasal RR@10, paired by question."""
    found = compare(one.per_question, other.per_question)
    p = baseline.probability(found.p)
    return f"{found.difference:+.3f} [{found.low:+.3f}, {found.high:+.3f}], {p}"


def answerable(library: Library, questions: list[Question]) -> list[Question]:
    """The questions that an act of the library answers."""
    acts = {d.id for d in library.catalog.documents()}
    return [q for q in questions if {r.partition("#")[0] for r in q.relevant} & acts]


def table(name: str, found: list[Evaluation]) -> list[str]:
    """A Markdown table of one set."""
    lines = [f"## {name}: {found[0].questions} questions", ""]
    lines += ["| | " + " | ".join(e.mode for e in found) + " |", "|---|" + "---|" * len(found)]
    for level, measure in ROWS:
        if level in found[0].measures:
            cells = " | ".join(f"{e.measures[level][measure]:.3f}" for e in found)
            lines.append(f"| {level} {measure} | {cells} |")
    for label, attribute in (
        ("answered", "answered_ratio"),
        ("first statement holds the answer", "statement_ratio"),
    ):
        values = [getattr(e, attribute) for e in found]
        if values[0] is not None:
            lines.append(f"| {label} | " + " | ".join(f"{v:.3f}" for v in values) + " |")
    if "pasal" in found[0].intervals:
        spans = [e.intervals["pasal"] for e in found]
        cells = " | ".join(f"{low:.3f}–{high:.3f}" for low, high in spans)
        lines.append(f"| pasal RR@10, 95 % interval | {cells} |")
        hybrid = found[-1]
        cells = " | ".join(difference(e, hybrid) if e is not hybrid else "–" for e in found)
        lines.append(f"| hybrid minus this: RR@10 [95 %], p | {cells} |")
    cells = " | ".join(f"{e.seconds_s / e.questions * 1000:.0f}" for e in found)
    return [*lines, f"| ms a question | {cells} |", "", *by_type(found)]


#: Columns of the table by type: heading, level and measure.
OF_TYPE = (
    ("MRR@10", "pasal", "RR@10"), ("right at 1", "pasal", "Success@1"),
    ("in 10", "pasal", "Success@10"), ("nDCG@10", "pasal", "nDCG@10"),
    ("unit at 1", "exact", "Success@1"),
)  # fmt: skip


def by_type(found: list[Evaluation]) -> list[str]:
    """A Markdown table of each type of question in the last of the modes; none without types."""
    last = found[-1]
    if not last.by_type:
        return []
    heads = ["questions", *(c[0] for c in OF_TYPE), "MRR 95 %", "holds the answer", "answered"]
    lines = [f"| {last.mode}, by type | " + " | ".join(heads) + " |"]
    lines.append("|---|" + "---|" * len(heads))
    for kind, scores in last.by_type.items():
        values = [scores.measures.get(level, {}).get(measure) for _, level, measure in OF_TYPE]
        low, high = scores.intervals.get("pasal", (0.0, 0.0))
        cells = [*map(_cell, values), f"{low:.3f}–{high:.3f}"]
        cells += [_cell(scores.statement_ratio), _cell(scores.answered_ratio)]
        lines.append(f"| {kind} | {scores.questions} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def main() -> None:
    """Ask, measure, write."""
    parser = argparse.ArgumentParser(prog="bench.quality", description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path, nargs="*")
    parser.add_argument("--note", default="", help="what the library holds")
    parser.add_argument("--baseline", type=Path, help="a folder: list what was won and lost")
    parser.add_argument("--write-baseline", type=Path, help="a folder: keep what was measured")
    parser.add_argument("--mode", action="append", choices=MODES, help="may be repeated")
    arguments = parser.parse_args()
    modes: list[Mode] = [m for m in MODES if m in (arguments.mode or MODES)]
    library = Library.open(arguments.library)
    counts = library.catalog.counts()
    lines = [
        f"{arguments.note} {counts['documents']} documents, {counts['searchable']} units.", "",
    ]  # fmt: skip
    for name, questions in sets(arguments.questions).items():
        there = answerable(library, questions)
        if there:
            found = [evaluate(library, there, mode=mode) for mode in modes]
            lines += table(name, found)
            if arguments.baseline:
                lines += baseline.since(arguments.baseline, name, found, counts).split("\n")[:-1]
            if arguments.write_baseline:
                baseline.write(arguments.write_baseline, name, found, counts)
    sys.stdout.write("\n".join(lines))


if __name__ == "__main__":
    main()
