"""A thousand questions, and a thousand claims, in one go: seconds, memory, and going on.

    python -m bench.batch LIBRARY > bench/results/batch.md

The questions are those of ../shared/data/questions, over and over until there are ``COUNT``, each
with its number so that no two are the same. Every run is a process of its own; one is killed
half-way (SIGKILL) and run again. LIBRARY is any library.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from bench.claims import FILES
from dalil.answer.batch.read_questions import Question
from dalil.answer.batch.run import run, run_claims
from dalil.index.library import Library

COUNT: Final = 1_000
RUNS: Final = (
    ("questions", "lexical", ".xlsx"), ("questions", "hybrid", ".xlsx"),
    ("claims", "lexical", ".xlsx"), ("claims", "hybrid", ".xlsx"),
)  # fmt: skip


def asked(count: int = COUNT) -> list[Question]:
    """The questions, numbered."""
    texts = [
        json.loads(line)["question"]
        for path in FILES
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [Question(f"{t} ({n})", n) for n, t in enumerate(islice(cycle(texts), count), 1)]


def one(folder: Path, kind: str, mode: str, out: Path, kill_at: int) -> None:
    """One run in this process, its figures as JSON on stdout."""
    library = Library.open(folder)
    begun = time.perf_counter()

    def told(done: int, total: int) -> None:
        if done == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    listed = asked()
    if kind == "questions":
        report = run(library, listed, out, mode=mode, progress=told)  # type: ignore[arg-type]
    else:
        report = run_claims(library, listed, out, mode=mode, progress=told)  # type: ignore[arg-type]
    print(
        json.dumps(
            {
                "seconds_s": time.perf_counter() - begun,
                "cpu_s": time.process_time(),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "done": report.done,
                "failed": report.failed,
                "resumed": report.resumed,
                "out_mb": out.stat().st_size / 2**20,
            }
        )
    )


def _started(folder: Path, kind: str, mode: str, out: Path, kill_at: int = 0) -> dict[str, float]:
    line = [sys.executable, "-m", "bench.batch", str(folder), "--one", kind, mode, str(out)]
    made = subprocess.run(
        [*line, "--kill-at", str(kill_at)], capture_output=True, text=True, check=False
    )
    if kill_at:
        assert made.returncode == -signal.SIGKILL, made.stderr
        return {}
    assert made.returncode == 0, made.stderr
    figures: dict[str, float] = json.loads(made.stdout)
    return figures


def main() -> None:
    """Measure and write."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("library", type=Path)
    given.add_argument("--one", nargs=3, metavar=("KIND", "MODE", "OUT"))
    given.add_argument("--kill-at", type=int, default=0)
    options = given.parse_args()
    if options.one:
        kind, mode, out = options.one
        one(options.library, kind, mode, Path(out), options.kill_at)
        return
    counts = Library.open(options.library).catalog.counts()
    print(f"# A list of {COUNT:,}\n")
    print(
        f"`python -m bench.batch LIBRARY`: {counts['documents']} acts, {counts['searchable']:,} "
        f"units, to XLSX, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start (the "
        "seconds of processor do not depend on it). As claims the same lines are reviewed, for the "
        "time that takes; they are no claims.\n"
    )
    print("| what | mode | s | s of processor | peak memory, MB | file, MB | failed |")
    print("|---|---|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as place:
        for kind, mode, suffix in RUNS:
            f = _started(options.library, kind, mode, Path(place) / f"{kind}-{mode}{suffix}")
            print(
                f"| {kind} | {mode} | {f['seconds_s']:.0f} | {f['cpu_s']:.0f} "
                f"| {f['peak_mb']:.0f} | {f['out_mb']:.1f} "
                f"| {f['failed']} |",
                flush=True,
            )
        out, whole = Path(place) / "killed.jsonl", Path(place) / "whole.jsonl"
        _started(options.library, "questions", "lexical", out, COUNT // 2)
        again = _started(options.library, "questions", "lexical", out)
        _started(options.library, "questions", "lexical", whole)
        same = out.read_bytes() == whole.read_bytes()
    print(
        f"\nKilled (SIGKILL) after {COUNT // 2} and run again: went on behind {again['resumed']}, "
        f"{again['seconds_s']:.0f} s, {'the same' if same else 'NOT the same'} bytes as the run "
        "that nobody stopped (JSON lines, lexical)."
    )


if __name__ == "__main__":
    main()
