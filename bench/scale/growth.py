"""What a question costs from 1,000 to 300,000 units: each size in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.memory import rss_mb
from bench.repeated import vectors_in
from bench.scale.latency import encoded_before, latency
from bench.scale.made import part_of
from dalil.index.library import Library

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000)


def growth(big: Path, small: Path, questions: Path, picture: Path | None) -> list[str]:
    """A table, and a plot where a path for one is given (needs matplotlib)."""
    encoder, vectors = vectors_in(small)
    library = Library.open(big)
    units = list(library.catalog.searchable())
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(dir=big.parent) as folder:
        for size in SIZES:
            made = part_of(library, units, size, Path(folder) / str(size), encoder, vectors)
            asked = json.loads(
                subprocess.run(
                    [sys.executable, "-m", "bench.scale", "_asked", str(made.folder), questions],
                    cwd=ROOT, capture_output=True, text=True, check=True,
                ).stdout
            )  # fmt: skip
            rows.append(
                {
                    "units": made.units, "index_s": made.words_s + made.vectors_s + made.written_s,
                    "index_mb": made.index_bytes / 1e6, **asked,
                }
            )  # fmt: skip
            sys.stderr.write(f"{rows[-1]}\n")
    if picture is not None:
        _plot(rows, picture)
    lines = [
        "| units | indexing s | index MB | memory MB | by words p50 / p95 ms "
        "| hybrid p50 / p95 ms | hybrid with encoding p50 ms |",
        "|---|---|---|---|---|---|---|",
    ]
    for r in rows:
        lines.append(
            f"| {r['units']:,} | {r['index_s']:.1f} | {r['index_mb']:.0f} | {r['memory_mb']:.0f} "
            f"| {r['lexical'][0]:.1f} / {r['lexical'][1]:.1f} "
            f"| {r['hybrid'][0]:.1f} / {r['hybrid'][1]:.1f} | {r['encoded'][0]:.1f} |"
        )
    return lines


def asked(folder: Path, questions: list[str]) -> dict[str, Any]:
    """Latencies over one library, and what this process held at most beyond its start."""
    start, _ = rss_mb()
    library = Library.open(folder)
    lexical = latency(library, questions, "lexical", 1)
    whole = latency(library, questions, "hybrid", 1)
    with encoded_before(library, questions):
        hybrid = latency(library, questions, "hybrid", 1)
    _, most = rss_mb()
    return {
        "memory_mb": most - start,
        "lexical": (lexical.p50, lexical.p95),
        "hybrid": (hybrid.p50, hybrid.p95),
        "encoded": (whole.p50, whole.p95),
    }


def _plot(rows: list[dict[str, Any]], picture: Path) -> None:
    import matplotlib  # type: ignore[import-not-found, unused-ignore]

    matplotlib.use("svg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
    sizes = [r["units"] for r in rows]
    for name, label in (("lexical", "by words"), ("hybrid", "hybrid, question encoded before")):
        left.plot(sizes, [r[name][0] for r in rows], "o-", label=f"{label}, p50")
        left.plot(sizes, [r[name][1] for r in rows], "o:", label=f"{label}, p95")
    left.set(xlabel="units", ylabel="ms a question", xscale="log")
    left.set_ylim(bottom=0)
    left.legend()
    right.plot(sizes, [r["index_mb"] for r in rows], "o-", label="index on disk, MB")
    right.plot(sizes, [r["memory_mb"] for r in rows], "o-", label="memory of a search, MB")
    right.plot(sizes, [r["index_s"] for r in rows], "o-", label="indexing, s")
    right.set(xlabel="units", xscale="log", yscale="log")
    right.legend()
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None})
