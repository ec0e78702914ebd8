"""The long run: thousands of damaged files, and an ingest killed a thousand times.

    python -m bench.robustness WORK [--files 10000] [--kills 1000] [--minutes 20]

What was done is kept in ``WORK/state.json``, so the run can be stopped and goes on where it was.
Written to ``bench/results/robustness.md``.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

from bench.memory import rss_mb
from bench.mutants import mutants, whole
from dalil.index.library import Library
from dalil.ingest.discover import discover
from dalil.ingest.pipeline import Outcome, parse_all
from dalil.ingest.readers.limits import Limits

SEED: Final = 901
#: Files in one go.
_BATCH: Final = 200
#: Kills of one library, before it is let go on undisturbed and another is begun.
_ROUND: Final = 20
_RESULT: Final = Path(__file__).parent / "results" / "robustness.md"
_ROOT: Final = Path(__file__).resolve().parents[1]


def main() -> None:
    """Run what the minutes allow, and write the figures of all that was run so far."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--minutes", type=float, default=20.0)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    kept = given.work / "state.json"
    empty: dict[str, Any] = {"files": 0, "kills": 0, "outcomes": {}, "odd": [], "mb": []}
    state = json.loads(kept.read_text("utf-8")) if kept.exists() else empty
    end = time.monotonic() + 60 * given.minutes
    while time.monotonic() < end:
        if state["files"] < given.files and state["files"] <= 10 * state["kills"]:
            _files(given.work, state)
        elif state["kills"] < given.kills:
            _kills(given.work, state, end)
        elif state["files"] < given.files:
            _files(given.work, state)
        else:
            break
        kept.write_text(json.dumps(state), "utf-8")
        _RESULT.write_text(_report(state, given.files, given.kills), "utf-8")
        print(f"{state['files']} files, {state['kills']} kills", file=sys.stderr)


def _files(work: Path, state: dict[str, Any]) -> None:
    folder = work / "files"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in mutants(SEED, _BATCH, state["files"]):
        (folder / name).write_bytes(data)
    files, failures = discover([folder])
    counts: Counter[str] = Counter(state["outcomes"])
    seen = len(failures)
    for outcome in parse_all(files, limits=Limits()):
        seen += 1
        kind = _kind(outcome)
        counts[kind] += 1
        if kind not in ("read", "told"):
            reason = outcome.failure.reason if outcome.failure else ""
            state["odd"].append(f"{outcome.file.path.name}: {reason[:160]}")
    counts["lost"] += _BATCH - seen
    state["outcomes"] = dict(counts)
    state["files"] += _BATCH
    state["mb"].append(round(rss_mb()[0]))


def _kind(outcome: Outcome) -> str:
    if outcome.failure is None:
        return "read"
    reason = outcome.failure.reason
    for words, kind in (
        ("kesalahan Dalil", "our fault"),
        ("menghentikan pembacanya", "crashed its reader"),
        ("detik. Rusak", "over its time"),
        ("MB memori", "over its memory"),
    ):
        if words in reason:
            return kind
    return "told"


def _kills(work: Path, state: dict[str, Any], end: float) -> None:
    """One library, killed `_ROUND` times at random moments, then let go on."""
    dice = random.Random(f"{SEED}/{state['kills']}")
    library, folder = work / "library", work / "sources"
    for place in (library, folder):
        shutil.rmtree(place, ignore_errors=True)
    folder.mkdir()
    command = [sys.executable, "-m", "dalil", "ingest", str(folder), "--no-embed", "--library"]
    act = whole(".md").decode()
    for number in range(_ROUND):
        if time.monotonic() > end:
            break
        for n in range(4):
            title = f"{number}{n}"
            (folder / f"{title}.md").write_text(act.replace("901", f"9{int(title):03}"), "utf-8")
        with subprocess.Popen(
            [*command, str(library)], cwd=_ROOT, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as writer:  # fmt: skip
            time.sleep(dice.uniform(0.2, 4.0))
            writer.kill()
        state["kills"] += 1
        if (library / "catalog.sqlite").is_file():
            _looked_at(library, state)
    done = subprocess.run(
        [*command, str(library)], cwd=_ROOT, capture_output=True, text=True, check=False
    )
    opened = Library.open(library)
    have = {d.id for d in opened.catalog.documents()}
    wanted = {f"uu/2021/9{int(path.stem):03}" for path in folder.glob("*.md")}
    if done.returncode or have != wanted or not opened.search("naga").hits:
        state["odd"].append(f"after {state['kills']} kills: {done.returncode}, {len(have)} acts")
    opened.close()


def _looked_at(library: Path, state: dict[str, Any]) -> None:
    try:
        opened = Library.open(library)
        opened.catalog.counts()
        if opened.generation is not None and not opened.search("naga bersisik").hits:
            state["odd"].append(f"kill {state['kills']}: nothing found")
        opened.close()
    except Exception as error:
        state["odd"].append(f"kill {state['kills']}: {type(error).__name__}: {error}")


def _report(state: dict[str, Any], files: int, kills: int) -> str:
    rows = "".join(f"| {kind} | {count} |\n" for kind, count in sorted(state["outcomes"].items()))
    odd = "".join(f"- `{line}`\n" for line in state["odd"][:50]) or "None.\n"
    mb = state["mb"]
    return (
        "# Robustness\n\n`python -m bench.robustness WORK`: files of every format, damaged at "
        f"random (seed {SEED}), and an ingest killed by SIGKILL at random moments. Run so far: "
        f"{state['files']} of {files} files, {state['kills']} of {kills} kills.\n\n"
        f"| outcome | files |\n|---|---|\n{rows}\n"
        f"Memory of the process that asks for the reading, MB: {mb[0] if mb else '–'} after the "
        f"first {_BATCH} files, {mb[-1] if mb else '–'} after the last.\n\n"
        "After each kill the library opens and answers; after every "
        f"{_ROUND} an undisturbed run completes it. What did not go so, and files that were not "
        f"simply read or told:\n\n{odd}"
    )


if __name__ == "__main__":
    main()
