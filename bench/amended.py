"""Questions whose right answer changed by an amendment: the wording in force first; Markdown.

    python -m bench.amended ACTS [--library DIR] [--mode hybrid] > bench/results/amended.md

ACTS is a folder of acts as ``jenis/tahun/nomor.md``; those that the table needs are ingested (by
their words only, unless the mode needs vectors). Each question of bench/data/amended.tsv is asked
as today, and of the day before the amendment; beside it stands what its scores alone give first.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dalil.index.search.results import Hit, Mode
from dalil.index.search.score import best_first
from dalil.library import Library

DATA = Path(__file__).resolve().parent / "data" / "amended.tsv"


@dataclass(frozen=True)
class Asked:
    """A question, where its wording in force stands (or what it stands in), why that changed."""

    question: str
    wording: str
    reason: str

    def holds(self, passage_id: str) -> bool:
        """Whether a passage is that wording, or in it."""
        return passage_id == self.wording or passage_id.startswith(f"{self.wording}/")


@dataclass(frozen=True)
class Answered:
    """What came first: today, by its scores alone, and on the day before the amendment."""

    asked: Asked
    rank: int | None  # of the wording in force
    by_score: str
    labelled: bool  # older wordings stand under it, each with what replaced it
    before: str  # what is first on the day before


def asked_of(path: Path = DATA) -> list[Asked]:
    """The table."""
    with path.open(encoding="utf-8", newline="") as rows:
        return [Asked(**row) for row in csv.DictReader(rows, delimiter="\t")]


def ask(library: Library, asked: Asked, mode: Mode) -> Answered:
    """Ask one question."""
    hits = library.search(asked.question, mode=mode).hits
    rank = next((hit.rank for hit in hits if asked.holds(hit.passage.passage_id)), None)
    ranked = library.ranked(asked.question, mode=mode)
    first = ""
    if ranked is not None:
        unit = next(iter(best_first(ranked.generation, ranked.scored, ranked.mask)), None)
        first = ranked.generation.passage_ids[unit] if unit is not None else ""
    older = hits[rank - 1].older if rank else ()
    labelled = all(old.wording is not None and old.wording.superseded for old in older)
    since = _since(hits[rank - 1]) if rank else None
    before = ""
    if since:
        day = (date.fromisoformat(since) - timedelta(days=1)).isoformat()
        then = library.search(asked.question, mode=mode, as_of=day).hits
        before = then[0].passage.passage_id if then else ""
    return Answered(asked, rank, first, labelled, before)


def _since(hit: Hit) -> str | None:
    return hit.wording.since if hit.wording else None


def report(found: Iterable[Answered], mode: str) -> Iterator[str]:
    """A table of all, and the counts."""
    listed = list(found)
    yield f"| {mode}: question | in force at | by score alone | the day before |"
    yield "|---|---|---|---|"
    for one in listed:
        alone = "the same" if one.asked.holds(one.by_score) else f"`{one.by_score}`"
        yield f"| {one.asked.question} | {one.rank or '–'} | {alone} | `{one.before}` |"
    first = sum(one.rank == 1 for one in listed)
    alone_ = sum(one.asked.holds(one.by_score) for one in listed)
    yield ""
    yield (
        f"{mode}: the wording in force is first for {first} of {len(listed)}; by score alone for "
        f"{alone_}. What stands under it is labelled in {sum(o.labelled for o in listed)}."
    )


def main() -> None:
    """Ingest the acts of the table, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("acts", type=Path)
    parser.add_argument("--library", type=Path, help="ask this library, made if it is not there")
    parser.add_argument("--mode", default="lexical", choices=("lexical", "hybrid", "semantic"))
    given = parser.parse_args()
    table = asked_of()
    with tempfile.TemporaryDirectory() as made:
        folder = given.library or Path(made) / "library"
        with Library.open(folder, create=True) as library:
            if not library.catalog.counts()["documents"]:
                paths = [given.acts / f"{act}.md" for act in ACTS]
                library.add([p for p in paths if p.exists()], vectors=given.mode != "lexical")
            held = [a for a in table if library.catalog.has(a.wording.partition("#")[0])]
            print("\n".join(report((ask(library, a, given.mode) for a in held), given.mode)))


#: The chains that the table asks about, and some acts beside them.
ACTS = (
    "uu/1983/7", "uu/1991/7", "uu/1992/7", "uu/1994/10", "uu/1998/10", "uu/1999/31", "uu/1999/41",
    "uu/2000/17", "uu/2001/16", "uu/2001/20", "uu/2002/30", "uu/2003/13", "uu/2004/19",
    "uu/2004/28", "uu/2006/23", "uu/2007/40", "uu/2008/36", "uu/2013/18", "uu/2013/24",
    "uu/2014/23", "uu/2015/9", "uu/2016/9", "uu/2020/11",
)  # fmt: skip


if __name__ == "__main__":
    main()
