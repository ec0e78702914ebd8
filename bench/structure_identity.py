"""Identity of the archive's acts by their text alone; the archive's paths are the oracle.

Every file is identified under a name that says nothing. *Right*: kind, year and number are the
path's. *Wrong*: another number was told. *Not told*: taken for an act whose number its text does
not say. *Work*: taken for something that is no act.
"""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from rich.progress import track

from bench.structure_archive import ERAS, WORKERS, unpacked
from dalil.ingest.identify.identify import identify
from dalil.ingest.model import Tier
from dalil.ingest.readers.registry import read

_NAME = "berkas.md"
_OUTCOMES = ("right", "wrong", "not told", "work")


def told(path: Path) -> tuple[str, str, str]:
    """The act that the path names, what its text was taken for, and the outcome."""
    act = f"{path.parent.parent.name}/{path.parent.name}/{path.stem}"
    found = identify(read(path), _NAME)
    if found.id == act:
        return act, found.id, "right"
    if found.tier is not Tier.PRIMARY:
        return act, found.id, "work"
    return act, found.id, "wrong" if found.number is not None else "not told"


def identity(data: Path, given: Path | None, sample: int | None) -> list[str]:
    """Tables by era and by kind, and every act told wrong."""
    with unpacked(data, given) as folder:
        files = sorted(folder.rglob("*.md"))
        if sample:
            files = random.Random(5).sample(files, sample)
        with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
            results = pool.map(told, files, chunksize=50)
            acts = list(track(results, description="identity", total=len(files)))
    rows: dict[str, Counter[str]] = {}
    for act, _, outcome in acts:
        kind, year, _ = act.split("/")
        first, last = next(e for e in ERAS if e[0] <= int(year) <= e[1])
        for row in (f"{first}–{last}", kind, "all"):
            rows.setdefault(row, Counter())[outcome] += 1
    lines = [
        "Each file under a name that says nothing; the archive's path is the oracle. *Not told*: "
        "an act whose number its text does not say (head cut off by the archive's conversion). "
        "*Work*: taken for no act.",
        "",
        "| acts | number | right | wrong | not told | work |",
        "|---|---|---|---|---|---|",
    ]
    for row in sorted(rows, key=lambda r: (r == "all", not r[0].isdigit(), r)):
        count = rows[row]
        cells = " | ".join(f"{count[o]} ({count[o] / count.total():.3f})" for o in _OUTCOMES)
        lines.append(f"| {row} | {count.total()} | {cells} |")
    wrong = [f"{act} as {found}" for act, found, outcome in acts if outcome == "wrong"]
    return [*lines, "", f"Wrong: {', '.join(wrong)}."]
