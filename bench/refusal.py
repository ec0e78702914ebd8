"""Who is refused: questions that have lost their act, and questions of other branches; Markdown.

    python -m bench.refusal LIBRARY > bench/results/refusal.md

Each question of `bench.quality` is asked with its act there, and with it left out of the search.
Its neighbours stay, and some of them answer as well: whether one does was judged by reading, in
bench/data/neighbours.tsv (qid, grade, best passage), from the first six finds in the library of
`bench/results/quality.md`, before it was known who was refused. Grade 2: a passage answers what
was asked; 1: a part of it; 0: none. bench/data/not_held.tsv has questions that none of its acts
answers: of Indonesian law (``law``), of other countries' (``abroad``), of no law (``else``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.quality import answerable, sets
from dalil.answer.abstain import DEPTH, Features, decide, features
from dalil.answer.evaluate.judgments import Question
from dalil.index.library import Library
from dalil.index.query.conditions import Filters
from dalil.index.search.results import Mode

DATA: Final = Path(__file__).resolve().parent / "data"
MODES: Final[tuple[Mode, ...]] = ("hybrid", "lexical")
#: The questions that the thresholds were set on, by language; twins are not counted twice.
TUNED: Final = {"id": ("labour", "KUHP"), "en": ("labour, in English",)}
#: How many of the answerable questions may be refused, in the table of what a threshold costs.
LOSSES: Final = (0.0, 0.02, 0.05, 0.1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked once: what speaks for an answer, whether it is given, who answers.

    ``grade`` is of the neighbours' answer where the act was left out, else None.
    """

    sum: float
    answered: bool
    language: str
    grade: int | None = None


def grades(path: Path = DATA / "neighbours.tsv") -> dict[str, int]:
    """How well the neighbours of a question's act answer it, by its id."""
    return {row[0]: int(row[1]) for row in _rows(path)}


def not_held(path: Path = DATA / "not_held.tsv") -> list[tuple[str, str]]:
    """Kind and question, of questions that no act of the library answers."""
    return [(row[0], row[1]) for row in _rows(path)]


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def speaks_for(found: Features) -> float:
    """What speaks for an answer as a number to be cut: a provision named always answers."""
    if found.referenced:
        return float("inf")
    return found.sum if found.hits and found.terms else float("-inf")


def ask(
    library: Library, question: str, mode: Mode, filters: Filters, grade: int | None = None
) -> Asked:
    """Ask, and look at what the decision rests on."""
    found = features(library.search(question, k=DEPTH, filters=filters, mode=mode))
    return Asked(speaks_for(found), decide(found)[0] == "answered", found.language, grade)


def without(question: Question, works: frozenset[str]) -> Filters:
    """All works but those that hold what is right for this question."""
    return Filters(documents=works - {name.partition("#")[0] for name in question.relevant})


def refused(asked: Iterable[Asked], least: float | None = None) -> float | None:
    """The share that is refused: by the decision as it is, or by another threshold."""
    kept = list(asked)
    if not kept:
        return None
    return sum(a.sum < least if least is not None else not a.answered for a in kept) / len(kept)


def threshold(there: Sequence[Asked], loss: float) -> float:
    """The highest threshold that refuses at most this share of these."""
    return sorted(a.sum for a in there)[int(loss * len(there))]


def cell(asked: Sequence[Asked], least: float | None = None) -> str:
    """The share refused and of how many."""
    share = refused(asked, least)
    return "–" if share is None else f"{share:.3f} ({len(asked)})"


def halves(there: dict[str, list[Asked]], left: dict[str, list[Asked]]) -> list[str]:
    """As it is: by set, answered with its act, refused without it."""
    lines = ["| questions | answered | refused without their act | … which no neighbour answers "]
    lines[0] += "| … not even in part |"
    lines.append("|---|---|---|---|---|")
    for name, asked in there.items():
        lost = left[name]
        cells = [f"{1 - (refused(asked) or 0):.3f} ({len(asked)})", cell(lost)]
        cells += [cell([a for a in lost if a.grade in kept]) for kept in ((0, 1), (0,))]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def elsewhere(found: dict[str, list[Asked]]) -> list[str]:
    """As it is: questions that none of the acts answers, by kind and language."""
    lines = ["| questions that no act here answers | refused | in Indonesian | in English |"]
    lines.append("|---|---|---|---|")
    for kind, asked in found.items():
        tongues = [cell([a for a in asked if a.language == tongue]) for tongue in ("id", "en")]
        lines.append(f"| {kind} | {cell(asked)} | " + " | ".join(tongues) + " |")
    return [*lines, ""]


def in_force(
    there: dict[str, list[Asked]], left: dict[str, list[Asked]], other: Sequence[Asked]
) -> list[str]:
    """As it is, over the questions tuned on: what is answered, and what is refused of those that
    no act answers even in part, which lost their act or are of another branch or of no law."""
    lines = ["| as it is | answered | refused: lost their act | none answers | both together |"]
    lines.append("|---|---|---|---|---|")
    for name, tongues in (("Indonesian", ("id",)), ("English", ("en",)), ("both", ("id", "en"))):
        names = [each for tongue in tongues for each in TUNED[tongue]]
        kept = [a for each in names for a in there.get(each, ())]
        lost = [a for each in names for a in left.get(each, ()) if a.grade == 0]
        rest = [a for a in other if a.language in tongues]
        if kept:
            share = f"{1 - (refused(kept) or 0):.3f} ({len(kept)})"
            cells = " | ".join(cell(column) for column in (lost, rest, [*lost, *rest]))
            lines.append(f"| {name} | {share} | {cells} |")
    return [*lines, ""]


def costs(
    there: dict[str, list[Asked]], left: dict[str, list[Asked]], other: Sequence[Asked]
) -> list[str]:
    """What other thresholds would refuse, by what they lose."""
    lines = ["| at a loss of | refused without their act | … which no neighbour answers "]
    lines[0] += "| … not even in part | that no act answers | the last two together |"
    lines.append("|---|---|---|---|---|---|")
    for language, names in TUNED.items():
        kept = [a for name in names for a in there.get(name, ())]
        lost = [a for name in names for a in left.get(name, ())]
        abroad = [a for a in other if a.language == language]
        if not kept:
            continue
        for loss in LOSSES:
            least = threshold(kept, loss)
            strict = [a for a in lost if a.grade in (0, 1)]
            none = [a for a in lost if a.grade == 0]
            columns = (lost, strict, none, abroad, [*none, *abroad])
            cells = " | ".join(cell(column, least) for column in columns)
            lines.append(f"| {loss:.0%} ({language}: {least:.3f}) | {cells} |")
    return [*lines, ""]


def main() -> None:
    """Ask everything, in both modes, and write."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    library = Library.open(Path(sys.argv[1]))
    works = frozenset(document.id for document in library.catalog.documents())
    judged = grades()
    for mode in MODES:
        there: dict[str, list[Asked]] = {}
        left: dict[str, list[Asked]] = {}
        for name, questions in sets([]).items():
            kept = answerable(library, questions)
            there[name] = [ask(library, q.question, mode, Filters()) for q in kept]
            left[name] = [
                ask(library, q.question, mode, without(q, works), judged.get(q.qid, 0))
                for q in kept
            ]
        other: dict[str, list[Asked]] = {}
        for kind, question in not_held():
            other.setdefault(kind, []).append(ask(library, question, mode, Filters()))
        rest = [asked for found in other.values() for asked in found]
        lines = [f"## {mode}", "", *halves(there, left), *elsewhere(other)]
        lines += [*in_force(there, left, rest), *costs(there, left, rest)]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
