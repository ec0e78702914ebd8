"""From a folder of Markdown to a searchable library: seconds, memory, disk."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def archive(source: Path, library: Path) -> list[str]:
    """Run `dalil ingest --no-embed` as a person would, and say what it took."""
    command = [
        sys.executable, "-m", "dalil", "ingest", str(source), "--no-embed", "--library",
        str(library), "--json",
    ]  # fmt: skip
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    took = time.perf_counter() - start
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    report = json.loads(done.stdout)
    units = json.loads(next(library.glob("generations/*/meta.json")).read_text(encoding="utf-8"))
    return [
        "| | |", "|---|---|",
        f"| documents, failed | {len(report['documents']):,}, {len(report['failed'])} |",
        f"| passages, searchable units | {units['passages']:,}, {units['units']:,} |",
        f"| from Markdown to searchable by words | {took:.0f} s |",
        f"| processor seconds of all its processes | {spent.ru_utime + spent.ru_stime:.0f} s |",
        f"| most memory of one process | {spent.ru_maxrss / 1024:.0f} MB |",
        *(f"| {name} | {size:.0f} MB |" for name, size in sizes(library).items()),
    ]  # fmt: skip


def sizes(library: Path) -> dict[str, float]:
    """Megabytes on disk by part of a library."""
    newest = (library / "CURRENT").read_text(encoding="utf-8").strip()
    parts = {
        "catalogue (texts, passages, phrases, relations)": library.glob("catalog.sqlite*"),
        "original files": (library / "originals").rglob("*"),
        "index of words": (library / "generations" / newest).rglob("*"),
    }
    return {
        name: sum(path.stat().st_size for path in paths if path.is_file()) / 1e6
        for name, paths in parts.items()
    }


def one_more(library: Path) -> float:
    """Seconds to index a library again to which one small act was added (words kept)."""
    from dalil.index.library import Library
    from dalil.ingest.locator import Locator
    from dalil.ingest.model import Document, Parsed, Passage, Tier

    text = "Pasal 1\nSatu ketentuan."
    document = Document(
        id="uu/1900/1", tier=Tier.PRIMARY, kind="UU", title="Percobaan", source="percobaan.md",
        sha256="0" * 64, text=text,
    )  # fmt: skip
    passage = Passage(
        passage_id="uu/1900/1#pasal-1", document_id="uu/1900/1", parent_id=None,
        locator=Locator.parse("pasal-1"), start=0, end=len(text), text=text,
    )  # fmt: skip
    opened = Library.open(library)
    opened.put(Parsed(document, (passage,)))
    start = time.perf_counter()
    opened.commit(vectors=False)
    took = time.perf_counter() - start
    opened.remove("uu/1900/1")
    opened.commit(vectors=False)
    return took
