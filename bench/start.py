"""How long `dalil ask` takes from the shell to the answer, and where the time goes.

    python -m bench.start LIBRARY [QUESTION] > bench/results/start.md

The whole command ten times, each in a process of its own; then its steps in one process, five
times, medians. The first run, which reads the files from the disk, is given apart.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "Bolehkah pemerintah daerah bekerja sama dengan kota di luar negeri?"
RUNS, STEPS = 10, 5

#: The steps of the command, each timed: what Python itself costs is what is left of the whole.
SCRIPT = """
import json, sys, time
sys.path.insert(0, {root!r})
marks = [("", time.perf_counter())]
def mark(name): marks.append((name, time.perf_counter()))
import dalil.cli.main; mark("imports of the command")
from dalil.index.library import Library
import dalil.answer.answer, dalil.index.search.search; mark("imports of search and answer")
library = Library.open({library!r}); generation = library.generation; mark("library opened")
generation.lexical; generation.places; mark("index of words mapped")
generation.dense; mark("vectors read")
library.encoder.encode_query({question!r}); mark("encoder loaded, question encoded")
found = dalil.answer.answer.answer(library, {question!r}); mark("search and answer")
text = json.dumps(found.to_dict()); mark("printed as JSON")
print(json.dumps([(b[0], b[1] - a[1]) for a, b in zip(marks, marks[1:])]))
print(json.dumps([name for name in ("torch", "faiss", "scipy", "pandas") if name in sys.modules]))
"""


def whole(library: Path, question: str) -> float:
    """Seconds of one command, shell to answer."""
    command = [sys.executable, "-m", "dalil", "ask", question, "--library", str(library), "--json"]
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def steps(library: Path, question: str) -> tuple[dict[str, float], list[str]]:
    """Seconds by step, and the heavy modules that were imported."""
    script = SCRIPT.format(root=str(ROOT), library=str(library.resolve()), question=question)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    times, heavy = (json.loads(line) for line in done.stdout.strip().splitlines()[-2:])
    return dict(times), heavy


def main() -> None:
    """Measure and write."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    library = Path(sys.argv[1])
    question = sys.argv[2] if len(sys.argv) > 2 else QUESTION
    runs = [whole(library, question) for _ in range(RUNS + 1)]
    first, runs = runs[0], runs[1:]
    parts = [steps(library, question) for _ in range(STEPS)]
    median = {name: statistics.median(p[0][name] for p in parts) for name in parts[0][0]}
    middle = statistics.median(runs)
    meta = next((library / "generations").glob("*/meta.json")).read_text(encoding="utf-8")
    lines = [
        f"`dalil ask` on {json.loads(meta)['units']:,} units: median of {RUNS} "
        f"**{middle:.2f} s** (least {min(runs):.2f}, most {max(runs):.2f}; the first {first:.2f}).",
        "",
        "| step | seconds |",
        "|---|---|",
        *(f"| {name} | {seconds:.3f} |" for name, seconds in median.items()),
        f"| Python itself, and the rest | {max(0.0, middle - sum(median.values())):.3f} |",
        "",
        f"Of torch, faiss, scipy and pandas imported: {', '.join(parts[0][1]) or 'none'}.",
    ]  # fmt: skip
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
