"""Every tool in its own process, asked in turns; quality, time and memory as Markdown.

    python -m bench.peers.run EXPORT [--tools NAME …] [--every N] [--speed-only]

EXPORT is made by `python -m bench.peers.export`. All tools are started and index one after
another; then each gets a few questions at a time, in turns, so that a busy machine disturbs all
alike. What was found and how long it took is kept in EXPORT/found.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.peers.export import load_questions
from bench.peers.report import report

ROOT = Path(__file__).resolve().parents[2]
TOOLS = (
    "dalil_library", "dalil_scores", "bm25s_alone", "rank_bm25_okapi", "sqlite_faiss",
    "lancedb_hybrid", "qdrant_edge_shard", "qdrant_edge_dbsf", "langchain_ensemble",
    "haystack_hybrid",
)  # fmt: skip
TURN = 10  # questions


class Running:
    """A tool's process; see `bench.peers.worker`."""

    def __init__(self, module: str, folder: Path, export: Path) -> None:
        folder.mkdir()
        self.answers: dict[int, dict[str, Any]] = {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.peers.worker", module, str(folder), str(export)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )  # fmt: skip

    def say(self, said: dict[str, Any]) -> Any:
        """Its answer. Raises RuntimeError where it ended instead; its stderr says why."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(said) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args!r} ended with {self._process.wait()}")
        return json.loads(line)

    def end(self) -> None:
        """Let it go."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=60)


def measured(export: Path, modules: list[str], numbers: list[int]) -> dict[str, dict[str, Any]]:
    """By module: what `Worker.build` and `Worker.memory` say, and ``answers`` by question."""
    with tempfile.TemporaryDirectory() as temporary:
        tools: dict[str, Running] = {}
        said: dict[str, dict[str, Any]] = {}
        for module in modules:
            tools[module] = Running(module, Path(temporary) / module, export)
            said[module] = tools[module].say({"build": True})
            print(f"{module}: {said[module]['build_s']:.1f} s", file=sys.stderr)
        for turn in range(0, len(numbers), TURN):
            asked = numbers[turn : turn + TURN]
            for tool in tools.values():
                tool.answers.update(zip(asked, tool.say({"ask": asked}), strict=True))
        for module, tool in tools.items():
            said[module] |= tool.say({"memory": True}) | {"answers": tool.answers}
            tool.end()
    return said


def main() -> None:
    """Measure, keep, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("export", type=Path)
    parser.add_argument("--tools", nargs="+", default=list(TOOLS), choices=TOOLS)
    parser.add_argument("--every", type=int, default=1, help="ask only every Nth question")
    parser.add_argument("--speed-only", action="store_true", help="no quality: repeated vectors")
    arguments = parser.parse_args()
    sets = load_questions(arguments.export)
    numbers = list(range(0, sum(map(len, sets.values())), arguments.every))
    said = measured(arguments.export, arguments.tools, numbers)
    for tool in said.values():
        tool["answers"] = {str(number): answer for number, answer in tool["answers"].items()}
    kept = json.dumps(said, ensure_ascii=False, indent=1)
    (arguments.export / "found.json").write_text(kept, encoding="utf-8")
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}; load average {load} at the end.\n"
    )
    print("\n".join(report(said, sets, quality=not arguments.speed_only)))


if __name__ == "__main__":
    main()
