"""Many people at once on `dalil serve`: seconds and processor an answer, errors, memory.

`python -m bench.service L [--people 50] [--seconds 60] [--workers 2] [--pause 2.0]
[--distinct N]`: starts the
real service on the library L on this machine's own address, lets each person ask different
questions of `bench/questions/dev.jsonl` with a pause in between, and reads from the system what the
processes took: seconds of processor (which say what a quiet machine could answer, however busy
this one is), and memory, proportional (PSS) and their own (USS), at the start and at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dalil.answer.evaluate.judgments import read_questions

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "bench" / "questions" / "dev.jsonl"
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Taken:
    """What processes have taken: seconds of processor, and MB."""

    cpu_s: float
    pss: tuple[float, ...]
    uss: tuple[float, ...]


def taken(pids: list[int]) -> Taken:
    """What these processes have taken until now."""
    cpu, pss, uss = 0.0, [], []
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        cpu += (int(fields[11]) + int(fields[12])) / _TICK
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        kb = {row.split(":")[0]: int(row.split()[1]) for row in rows[1:]}
        pss.append(kb["Pss"] / 1024)
        uss.append((kb["Private_Clean"] + kb["Private_Dirty"]) / 1024)
    return Taken(cpu, tuple(pss), tuple(uss))


def descendants(pid: int) -> list[int]:
    """A process and those it has started."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            found += descendants(int(child))
    return found


@contextmanager
def service(library: Path, workers: int) -> Iterator[tuple[str, int]]:
    """A service of the command: its address and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dalil", "serve", "--port", str(port), "--workers",
               str(workers), "--library", str(library)]  # fmt: skip
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while running.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", running.pid
    finally:
        running.terminate()
        running.wait(30)


async def crowd(
    url: str, questions: list[str], people: int, seconds: float, pause_s: float
) -> tuple[list[float], Counter[int]]:
    """Seconds of every answer, and how many had which status (0: none at all)."""
    import httpx

    times: list[float] = []
    statuses: Counter[int] = Counter()
    until = time.monotonic() + seconds
    left = iter(
        random.Random(3).sample(questions, len(questions)) * (20 + 20_000 // len(questions))
    )

    async def person(number: int, http: httpx.AsyncClient) -> None:
        dice = random.Random(number)
        await asyncio.sleep(dice.random() * pause_s)
        while time.monotonic() < until:
            asked = {"q": next(left), "k": "10"}
            begun = time.monotonic()
            try:
                answer = await http.get("/v1/ask", params=asked)
                statuses[answer.status_code] += 1
            except httpx.HTTPError:
                statuses[0] += 1
            times.append(time.monotonic() - begun)
            await asyncio.sleep(pause_s * (0.5 + dice.random()))

    limits = httpx.Limits(max_connections=people)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits, trust_env=False) as http:
        await asyncio.gather(*(person(number, http) for number in range(people)))
    return times, statuses


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--pause", type=float, default=2.0)
    parser.add_argument("--distinct", type=int, default=10_000, help="questions that are asked")
    told = parser.parse_args()
    questions = [q.question for q in read_questions(QUESTIONS)]
    with service(told.library, told.workers) as (url, pid):
        time.sleep(3)
        asyncio.run(crowd(url, questions[:50], 4 * told.workers, 6, 0.1))  # everything is loaded
        pids = descendants(pid)
        before, begun = taken(pids), time.monotonic()
        times, statuses = asyncio.run(
            crowd(url, questions[50:][: told.distinct], told.people, told.seconds, told.pause)
        )
        wall, after = time.monotonic() - begun, taken(pids)
    cuts = statistics.quantiles(times, n=100)
    cpu = after.cpu_s - before.cpu_s
    load = os.getloadavg()[0]
    print(f"{told.people} people, {told.workers} workers, {wall:.0f} s, load of machine {load:.0f}")
    print(f"answers {len(times)}, by status {dict(statuses)}, {len(times) / wall:.1f} a second")
    print(f"p50 {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, most {max(times):.2f} s")
    print(f"processor {1000 * cpu / len(times):.0f} ms an answer: {len(times) / cpu:.1f} a core s")
    for name, at in (("before", before), ("after", after)):
        print(f"MB {name}: PSS {_row(at.pss)} = {sum(at.pss):.0f}; own {_row(at.uss)}")


def _row(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.0f}" for value in values)


if __name__ == "__main__":
    main()
