"""One tool in a process of its own, asked by lines of JSON: ``python -m bench.peers.worker``.

The runner writes ``{"build": true}``, ``{"ask": [numbers]}``, ``{"memory": true}``; each is
answered by one line. Only the runner starts it.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.memory import disk_mb, rss_mb
from bench.peers.export import Corpus, Recorded, load, load_questions
from bench.peers.peer import DEPTH, Peer

PASAL = 10
_WARM = 3  # questions asked before any is timed


class Worker:
    """The tool, the corpus until it is indexed, and the questions with their vectors."""

    def __init__(self, module: str, folder: Path, export: Path) -> None:
        self.corpus: Corpus | None = load(export)
        self.shown = dict(zip(self.corpus.ids, self.corpus.shown, strict=True))
        self.questions = [q for qs in load_questions(export).values() for q in qs]
        self.recorded = Recorded(export)
        self.folder = folder
        self.before_mb = rss_mb()[0]
        self.tool: Peer = import_module(f"bench.peers.{module}").Tool(folder, export)

    def build(self) -> dict[str, Any]:
        """Index all, timed; then let go of the corpus, and ask a few questions untimed."""
        corpus = self.corpus
        assert corpus is not None
        wall, cpu = perf_counter(), process_time()
        self.tool.build(corpus.ids, corpus.texts, corpus.vectors)
        wall, cpu = perf_counter() - wall, process_time() - cpu
        del corpus
        self.corpus = None
        for question in self.questions[-_WARM:]:
            self._ask(question.question)
        return {
            "name": self.tool.name, "settings": self.tool.settings, "encodes": self.tool.encodes,
            "version": self.tool.version(), "build_s": wall, "build_cpu_s": cpu,
            "before_mb": self.before_mb, "disk_mb": disk_mb(self.folder),
        }  # fmt: skip

    def ask(self, numbers: list[int]) -> list[dict[str, Any]]:
        """The best units of ten pasal for each of these questions, with the time each took."""
        return [self._ask(self.questions[n].question) for n in numbers]

    def _ask(self, text: str) -> dict[str, Any]:
        tool, vector = self.tool, self.recorded.encode_query(text)
        own = getattr(tool, "encoder", self.recorded)  # Dalil asks for vectors itself
        spent, k = own.spent_ms, PASAL if tool.by_pasal else DEPTH
        wall, cpu = perf_counter(), process_time()
        found = tool.search(text, vector, k)
        wall, cpu = perf_counter() - wall, process_time() - cpu
        encoding = own.spent_ms - spent or (self.recorded.ms(text) if tool.encodes else 0.0)
        return {
            "found": first_of_each(found, self.shown)[:PASAL],
            "ms": 1000 * wall,
            "cpu_ms": 1000 * cpu,
            "encode_ms": encoding,
        }

    def memory(self) -> dict[str, float]:
        """Megabytes: now, with what was freed given back, and at most so far."""
        gc.collect()
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
        if trim:
            trim(0)
        now, peak = rss_mb()
        return {"now_mb": now, "peak_mb": peak}


def first_of_each(ids: list[str], shown: dict[str, str]) -> list[str]:
    """The first unit of every pasal, in order; an id the corpus does not have stands for itself."""
    best: dict[str, str] = {}
    for i in ids:
        best.setdefault(shown.get(i, i), i)
    return list(best.values())


def main() -> None:
    """Answer until there are no more lines. What libraries print goes to stderr."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    module, folder, export = sys.argv[1:]
    worker = Worker(module, Path(folder), Path(export))
    for line in sys.stdin:
        said = json.loads(line)
        if "build" in said:
            reply: Any = worker.build()
        elif "ask" in said:
            reply = worker.ask(said["ask"])
        else:
            reply = worker.memory()
        answers.write(json.dumps(reply) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
