"""What reading the amending instructions costs, as a share of taking acts in by their words.

    python -m bench.in_force_cost ACTS [--acts 400] [--rounds 2]

Of the folder ACTS (``jenis/tahun/nomor.md``) every act is a candidate that amends others by its
title, or is named in such a title; an even selection of them is ingested by its words in one
process, with and without `changes_of` in turn, each time into a new library. Printed: seconds of
wall and of processor, and the share.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from unittest import mock

from dalil.ingest.references.acts import find_mentions
from dalil.library import Library

_AMENDS = re.compile(r"\bTENTANG\s+(?:\w+\s+){0,3}(?:PERUBAHAN|PENAMBAHAN|PENGUBAHAN|TAMBAHAN)\b")


def chains(acts: Path, count: int) -> list[Path]:
    """Acts that amend and are amended, evenly chosen over the years."""
    found: set[Path] = set()
    for path in sorted(acts.glob("*/*/*.md")):
        head = path.read_text(encoding="utf-8", errors="replace")[:1500]
        if named := _AMENDS.search(head):
            found.add(path)
            for mention in find_mentions(head[named.start() :])[:1]:
                base = acts / f"{mention.acts[0]}.md"
                found |= {base} if base.exists() else set()
    ordered = sorted(found, key=lambda p: (p.parent.name, str(p)))
    step = max(1, len(ordered) // count)
    return ordered[::step][:count]


def ingest(paths: list[Path], *, reading: bool) -> None:
    """Take the files in by their words, with or without reading what they change in others."""
    with tempfile.TemporaryDirectory() as folder:
        without = mock.patch("dalil.index.store.catalog.changes_of", return_value=None)
        with (
            nullcontext() if reading else without,
            Library.open(Path(folder) / "library", create=True) as library,
        ):
            library.add(paths, vectors=False, workers=1)


def seconds(given: argparse.Namespace, *, reading: bool) -> tuple[float, float]:
    """Wall and processor seconds of it, in a process of its own with all that it starts."""
    wall, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "bench.in_force_cost", str(given.acts)]
    command += ["--acts", str(given.count), "--once", "with" if reading else "without"]
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - wall, processor


def main() -> None:
    """Measure in turn, and print what the least disturbed rounds took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("acts", type=Path)
    parser.add_argument("--acts", type=int, default=400, dest="count")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--once", choices=("with", "without"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once:
        ingest(chains(given.acts, given.count), reading=given.once == "with")
        return
    took = {True: [], False: []}  # type: dict[bool, list[tuple[float, float]]]
    for _ in range(given.rounds):
        for reading in (False, True):
            took[reading].append(seconds(given, reading=reading))
    wall = {r: min(w for w, _ in t) for r, t in took.items()}
    processor = {r: min(p for _, p in t) for r, t in took.items()}
    print(f"{given.count} acts; without {wall[False]:.1f} s, with {wall[True]:.1f} s of wall")
    print(f"processor {processor[False]:.1f} s and {processor[True]:.1f} s")
    print(f"share {(processor[True] - processor[False]) / processor[True]:.3f} of the processor")


if __name__ == "__main__":
    main()
