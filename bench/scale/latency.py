"""How long questions take, asked one after another and by several threads at once."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dalil.index.library import Library
from dalil.index.search.results import Mode

K = 10


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one question: half of them took less than ``p50``."""

    mode: str
    threads: int
    p50: float
    p95: float
    p99: float
    per_second: float

    def row(self) -> str:
        """A row of a Markdown table."""
        return (
            f"| {self.mode} | {self.threads} | {self.p50:.0f} | {self.p95:.0f} | {self.p99:.0f} "
            f"| {self.per_second:.0f} |"
        )


HEAD = (
    "| search | threads | p50 ms | p95 ms | p99 ms | questions a second |",
    "|---|---|---|---|---|---|",
)


def latency(
    library: Library, questions: Sequence[str], mode: Mode, threads: int, name: str = ""
) -> Latency:
    """Ask all of them; the first few before, which load what is loaded on first use."""
    for question in questions[:5]:
        library.search(question, K, mode)

    def ask(question: str) -> float:
        start = time.perf_counter()
        library.search(question, K, mode)
        return 1000 * (time.perf_counter() - start)

    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        each = list(pool.map(ask, questions))
    took = time.perf_counter() - start
    cuts = statistics.quantiles(each, n=100)
    return Latency(name or mode, threads, cuts[49], cuts[94], cuts[98], len(each) / took)


@contextmanager
def encoded_before(library: Library, questions: Sequence[str]) -> Iterator[None]:
    """The vectors of questions are remembered meanwhile: what is left is the search itself."""
    encoder: Any = library.encoder
    encode: Callable[[str], Any] = encoder.encode_query
    known: dict[str, Any] = {}

    def remembered(text: str) -> Any:
        if text not in known:
            known[text] = encode(text)
        return known[text]

    encoder.encode_query = remembered
    try:
        for question in questions:
            library.search(question, 1)
        yield
    finally:
        encoder.encode_query = encode
