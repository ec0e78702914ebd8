"""Our own questions (bench/questions) asked of any retriever: ranking, refusals, by kind; Markdown.

    python -m bench.benchmark LIBRARY [--split dev] [--mode hybrid]… > bench/results/benchmark.md
    python -m bench.benchmark LIBRARY --retriever MODULE:FUNCTION
    python -m bench.benchmark --trec FOLDER [--split test]

LIBRARY is made by `dalil ingest` of acts that hold those of the questions; questions about acts
that it lacks are left out, and counted. With ``--letters`` the whole letter is asked where a
question has one. A retriever of one's own is a function ``(question, k) -> ids`` of passages or
pasal (``uu/1999/8#pasal-19/ayat-3``), best first. ``--trec`` writes the questions and their qrels
in TREC's form, for tools that want those. What the questions are: bench/questions/README.md.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dalil.answer.answer import Result, answer
from dalil.answer.evaluate.judgments import Question
from dalil.answer.evaluate.metrics import interval, measured, scores_of
from dalil.index.library import Library

FOLDER: Final = Path(__file__).resolve().parent / "questions"
SPLITS: Final = ("train", "dev", "test")
#: More questions to learn from, of other acts and other pasal of those of the train split.
MORE: Final = "train-more"
#: Hits that are looked at.
DEPTH: Final = 100

#: A retriever: the ids of the passages found for a question, best first, so many at most.
Retriever = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the benchmark. ``exact`` is the smallest unit that answers, where known."""

    question: Question
    language: str
    style: str  # everyday, student, practitioner
    branch: str
    act: str
    letter: str = ""  # the whole letter whose title the question is
    grades: tuple[tuple[str, int], ...] = ()  # of the relevant: 1 helps, 2 answers

    @property
    def answerable(self) -> bool:
        """Whether an act of the collection answers it."""
        return bool(self.question.relevant)


def read(split: str, folder: Path = FOLDER, *, letters: bool = False) -> list[Asked]:
    """The questions of a split; with ``letters`` those that have one ask with it."""
    made = []
    for line in (folder / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        letter = row.get("letter", "")
        text = letter if letters and letter else row["question"]
        known = Question(row["qid"], text, tuple(row["relevant"]), tuple(row.get("exact", ())))
        made.append(
            Asked(
                known,
                row["lang"],
                row["style"],
                row["branch"],
                row["act"],
                letter,
                tuple(row["relevant"].items()),
            )
        )
    return made


HEAD: Final = (
    "| questions | | RR@10 [95 %] | first | in ten | in a hundred | act first | unit first "
    "| answered | first statement right |\n|---|---|---|---|---|---|---|---|---|---|"
)


def rows(asked: Sequence[Asked], found: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """The rows of the ranking by kind: a name, and cells from RR@10 on."""
    return [
        (name, _cells([asked[i].question for i in of], [found[i] for i in of]))
        for name, of in _groups(asked)
    ]


def _groups(asked: Sequence[Asked]) -> Iterable[tuple[str, list[int]]]:
    """Each kind of question there is, by name, with the places of its questions."""
    for name, of in _kinds():
        for value in sorted({of(a) for a in asked}):
            yield f"{name} {value}".strip(), [i for i, a in enumerate(asked) if of(a) == value]


def _kinds() -> Iterable[tuple[str, Callable[[Asked], str]]]:
    return (
        ("all", lambda a: ""),
        ("language", lambda a: a.language),
        ("style", lambda a: a.style),
        ("with a letter", lambda a: "yes" if a.letter else "no"),
        ("branch", lambda a: a.branch),
    )


def _cells(questions: Sequence[Question], found: Sequence[Sequence[str]]) -> str:
    pasal = measured(questions, found, "pasal")
    act, exact = measured(questions, found, "act"), measured(questions, found, "exact")
    if pasal is None or act is None:
        return "– | – | – | – | – | –"
    means, each = pasal
    low, high = interval(list(each.values()))
    first = f"{exact[0]['Success@1']:.3f}" if exact else "–"
    return (
        f"{means['RR@10']:.3f} [{low:.3f}, {high:.3f}] | {means['Success@1']:.3f} "
        f"| {means['Success@10']:.3f} | {means['R@100']:.3f} | {act[0]['Success@1']:.3f} | {first}"
    )


def of_dalil(library: Library, asked: Sequence[Asked], mode: str) -> list[Result]:
    """What Dalil answers, question by question; progress on stderr."""
    made = []
    for done, one in enumerate(asked, 1):
        made.append(
            answer(library, one.question.question, k=DEPTH, mode=mode, qid=one.question.qid)  # type: ignore[arg-type]
        )
        if not done % 100:
            print(f"{mode}: {done} of {len(asked)}", file=sys.stderr)
    return made


def table(asked: Sequence[Asked], results: Sequence[Result]) -> list[str]:
    """The table of one mode of Dalil: rankings and, in the last columns, answers."""
    both = [(a, r) for a, r in zip(asked, results, strict=True) if a.answerable]
    there = [a for a, _ in both]
    ids = [[h.passage.passage_id for h in r.hits] for _, r in both]
    lines = [HEAD]
    for (name, cells), (_, of) in zip(rows(there, ids), _groups(there), strict=True):
        scores = scores_of([there[i].question for i in of], [both[i][1] for i in of])
        said = f"{scores.answered_ratio:.3f} | {scores.first_right_ratio:.3f}"
        lines.append(f"| {name} | {len(of)} | {cells} | {said} |")
    none = [results[i] for i, a in enumerate(asked) if not a.answerable]
    if none:
        states = [r.answer.status for r in none]
        shares = ", ".join(
            f"{state} {states.count(state) / len(none):.3f}"
            for state in ("answered", "uncertain", "abstained")
        )
        lines += ["", f"{len(none)} questions that no act answers: {shares}."]
    return lines


def trec(asked: Sequence[Asked], folder: Path) -> None:
    """``topics.tsv`` and ``qrels.txt`` (grades 1 helps, 2 answers) of these questions."""
    folder.mkdir(parents=True, exist_ok=True)
    topics = (f"{a.question.qid}\t{' '.join(a.question.question.split())}" for a in asked)
    (folder / "topics.tsv").write_text("\n".join(topics) + "\n", encoding="utf-8")
    qrels = (f"{a.question.qid} 0 {unit} {grade}" for a in asked for unit, grade in a.grades)
    (folder / "qrels.txt").write_text("\n".join(qrels) + "\n", encoding="utf-8")


def main() -> None:
    """Ask and write."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("library", nargs="?", type=Path)
    ask.add_argument("--split", choices=(*SPLITS, MORE), default="dev")
    ask.add_argument("--mode", action="append", choices=["lexical", "semantic", "hybrid"])
    ask.add_argument("--letters", action="store_true")
    ask.add_argument("--retriever")
    ask.add_argument("--trec", type=Path)
    given = ask.parse_args()
    asked = read(given.split, letters=given.letters)
    if given.trec:
        trec(asked, given.trec)
        return
    if not given.library:
        ask.error("a LIBRARY is needed")
    library = Library.open(given.library)
    works = {document.id for document in library.catalog.documents()}
    held = [a for a in asked if a.act in works]
    out = [
        f"Split {given.split}: {len(held)} of {len(asked)} questions, over "
        f"{len({a.act for a in held})} acts; library of {len(works)} works, "
        f"{library.catalog.counts()['searchable']:,} units.",
        "",
    ]
    if given.retriever:
        module, _, name = given.retriever.partition(":")
        retrieve: Retriever = getattr(importlib.import_module(module), name)
        there = [a for a in held if a.answerable]
        found = [list(retrieve(a.question.question, DEPTH)) for a in there]
        out += [f"## {given.retriever}", "", HEAD]
        out += [f"| {name} | | {cells} | | |" for name, cells in rows(there, found)]
    for mode in given.mode or ([] if given.retriever else ["lexical", "semantic", "hybrid"]):
        out += [f"## {mode}", "", *table(held, of_dalil(library, held, mode)), ""]
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
