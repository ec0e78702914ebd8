"""The same act as DOCX, HTML, TXT and PDF: same ids, same words?

    python -m bench.formats [--data FOLDER] [--acts N]

Acts of the topic are written from their Markdown into each format (`bench.written`) and ingested
from it. The figures go to bench/results/formats.md.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections import Counter
from pathlib import Path

from rich.progress import track

from bench.written import WRITERS
from dalil.ingest.discover import SourceFile
from dalil.ingest.model import Parsed
from dalil.ingest.pipeline import parse_source
from dalil.ingest.readers.registry import read

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "bench" / "results" / "formats.md"


def parsed(path: Path) -> Parsed:
    """The one act of a file. Raises ValueError where it cannot be read."""
    outcome = parse_source(SourceFile(path))
    if not outcome.parsed:
        raise ValueError(f"{path.name}: {outcome.failure}")
    return outcome.parsed[0]


def words_f1(one: str, other: str) -> float:
    """Harmonic mean of precision and recall of words, with their multiplicity."""
    first, second = Counter(one.split()), Counter(other.split())
    common = sum((first & second).values())
    return 2 * common / (sum(first.values()) + sum(second.values()) or 1)


def compared(one: Parsed, other: Parsed) -> tuple[bool, float, float]:
    """(same document id, Jaccard of passage ids, mean F1 of the words of those in both)."""
    a = {str(p.locator): p.text for p in one.passages}
    b = {str(p.locator): p.text for p in other.passages}
    shared = a.keys() & b.keys()
    f1 = statistics.fmean(words_f1(a[i], b[i]) for i in shared) if shared else 0.0
    return one.document.id == other.document.id, len(shared) / len(a.keys() | b.keys()), f1


def main() -> None:
    parser = argparse.ArgumentParser(description="One act in many formats.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--acts", type=int, default=25)
    given = parser.parse_args()
    files = sorted((given.data / "topic-acts").glob("*.md"))[: given.acts]
    found: dict[str, list[tuple[bool, float, float, str]]] = {name: [] for name in WRITERS}
    with tempfile.TemporaryDirectory() as folder:
        for file in track(files, description="acts"):
            lines = [line for line in read(file).text.split("\n") if line.strip()]
            # an act without its format's own marks is what every format is compared with
            plain = Path(folder) / f"{file.stem}.md"
            plain.write_text("\n\n".join(lines), encoding="utf-8")
            truth = parsed(plain)
            for name, (suffix, write) in WRITERS.items():
                path = Path(folder) / f"{file.stem}{suffix}"
                write(lines, path)
                found[name].append((*compared(truth, parsed(path)), file.stem))
                path.unlink()
    lines_out = [
        "# The same act in many formats", "", "`python -m bench.formats`", "",
        f"{len(files)} acts, each compared with its Markdown.", "",
        "| format | same id | passage ids, Jaccard: mean | least | words of shared passages, F1 |",
        "|---|---|---|---|---|",
    ]  # fmt: skip
    for name, rows in found.items():
        least = min(rows, key=lambda r: r[1])
        lines_out.append(
            f"| {name} | {sum(r[0] for r in rows)} of {len(rows)} | "
            f"{statistics.fmean(r[1] for r in rows):.4f} | {least[1]:.3f} ({least[3]}) | "
            f"{statistics.fmean(r[2] for r in rows):.4f} |"
        )
    print("\n".join(lines_out))
    OUT.write_text("\n".join(lines_out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
