"""How many planted faults `dalil check` finds in drafts, and how often it cries wolf.

    python -m bench.check FOLDER_OF_ACTS [--seeds 5] [--half a|b|all] > bench/results/check.md

The acts are ingested into a library of their own, some left out to be cited all the same. Every
draft (`bench.drafts`) has 30 right items and 30 faults; it is written as Markdown, Word and PDF
and checked. A fault is found if a finding of its paragraph or its notes has another verdict than
*verified*; a right item is right if all of them are verified. ``--half`` takes every second act:
``b`` were first looked at when the checker did well on the others.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.draft_items import opening
from bench.drafts import WRITERS, Draft, make
from dalil.answer.drafts.check import check_file
from dalil.answer.drafts.draft import read_draft
from dalil.answer.drafts.findings import Finding
from dalil.index.curate.add_sources import take_in
from dalil.index.library import Library
from dalil.ingest.model import Document

_RIGHT, _FAULTS = 30, 30
_LEFT_OUT: Final = 5


@dataclass
class Score:
    """Counts over drafts of one format."""

    found: int = 0
    missed: int = 0
    cried: int = 0
    kinds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seconds_s: float = 0.0

    @property
    def precision(self) -> float:
        """Of the paragraphs called wrong, the share that is."""
        return self.found / (self.found + self.cried) if self.found + self.cried else 1.0

    @property
    def recall(self) -> float:
        """Of the faults, the share that is called wrong."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


def library_of(acts: list[Path], left_out: int, folder: Path) -> tuple[Library, list[Document]]:
    """A library of these files, and the acts of those taken out of it again."""
    library = Library.open(folder, create=True)
    take_in(library, acts, vectors=False)
    documents = [d for d in library.catalog.documents() if d.number and d.year]
    absent = random.Random(7).sample(documents, left_out)
    for document in absent:
        library.remove(document.id)
    library.commit(vectors=False)
    return library, absent


def by_item(draft: Draft, path: Path, findings: tuple[Finding, ...]) -> list[list[Finding]]:
    """The findings of every item: by the paragraph they are in, or whose note they are in."""
    read = read_draft(path)
    stream = read.body
    squeezed = stream.text.replace("\n", " ")
    starts = []
    for number in range(len(draft.items)):
        at = squeezed.find(opening(number) + ".")
        assert at >= 0, f"item {number} is not in {path.name}"
        starts.append(at)
    items: list[list[Finding]] = [[] for _ in draft.items]
    of_note = {m.note: bisect_right(starts, m.at) - 1 for m in stream.marks}
    absolute = [stream.at(start) for start in starts]
    for finding in findings:
        if finding.place.note is not None:
            index = of_note.get(finding.place.note, -1)
        else:
            index = bisect_right(absolute, finding.start) - 1
        if index >= 0:
            items[index].append(finding)
    return items


def score(draft: Draft, items: list[list[Finding]], total: Score, show: bool, name: str) -> None:
    """Add one draft to the counts; ``show`` prints what went wrong, for who works on it."""
    for number, (item, findings) in enumerate(zip(draft.items, items, strict=True)):
        wrong = [f for f in findings if f.verdict.value != "verified"]
        kind = item.fault or f"right: {item.form}"
        total.kinds[kind]["items"] += 1
        if item.fault:
            total.found += bool(wrong)
            total.missed += not wrong
            total.kinds[kind]["found"] += bool(wrong)
            exact = any(f.verdict.value in item.expected for f in wrong)
            total.kinds[kind]["exact"] += exact
            fine = bool(wrong) and exact
        else:
            total.cried += bool(wrong)
            total.kinds[kind]["found"] += bool(wrong)
            seen = [f for f in findings if f.kind == "quotation"] or item.form == "reference"
            total.kinds[kind]["exact"] += not wrong and bool(seen)
            fine = not wrong and bool(seen)
        if show and not fine:
            print(f"{name} [{number}] {kind}: {item.text[:400]!r} {item.notes}", file=sys.stderr)
            for f in findings:
                print(
                    f"    {f.kind} {f.verdict.value} {f.reason()} {f.text[:80]!r} "
                    f"{[(c.kind, c.draft, c.source) for c in f.difference if c.kind != 'equal']}",
                    file=sys.stderr,
                )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("acts", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--half", choices=("a", "b", "all"), default="all")
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    files = sorted(p for p in asked.acts.iterdir() if p.suffix in {".md", ".pdf"})
    if asked.half != "all":
        files = files["ab".index(asked.half) :: 2]
    totals: dict[str, Score] = {suffix: Score() for suffix in WRITERS}
    with tempfile.TemporaryDirectory() as folder:
        library, absent = library_of(files, _LEFT_OUT, Path(folder) / "lib")
        for seed in range(asked.first_seed, asked.first_seed + asked.seeds):
            draft = make(library.catalog, absent, seed, _RIGHT, _FAULTS)
            for suffix, write in WRITERS.items():
                path = Path(folder) / f"draft{seed}{suffix}"
                write(draft, path)
                started = time.perf_counter()
                report = check_file(library, path)
                totals[suffix].seconds_s += time.perf_counter() - started
                items = by_item(draft, path, report.findings)
                score(draft, items, totals[suffix], asked.show, path.name)
        counts = library.catalog.counts()
    print(
        f"{counts['documents']} acts, {counts['searchable']} units; {asked.seeds} drafts a format\n"
    )
    print("| format | faults found | right ones called wrong | precision | recall | s a draft |")
    print("|---|---|---|---|---|---|")
    for suffix, total in totals.items():
        faults = total.found + total.missed
        rights = sum(c["items"] for k, c in total.kinds.items() if k.startswith("right"))
        print(
            f"| {suffix} | {total.found}/{faults} | {total.cried}/{rights} | {total.precision:.3f} "
            f"| {total.recall:.3f} | {total.seconds_s / asked.seeds:.1f} |"
        )
    print("\n| kind | items | called wrong | with the verdict expected |\n|---|---|---|---|")
    merged: dict[str, Counter[str]] = defaultdict(Counter)
    for total in totals.values():
        for kind, counted in total.kinds.items():
            merged[kind].update(counted)
    for kind in sorted(merged, key=lambda k: (k.startswith("right"), k)):
        c = merged[kind]
        print(f"| {kind} | {c['items']} | {c['found']} | {c['exact']} |")


if __name__ == "__main__":
    main()
