"""All acts of the archive: gapless numbering by era, before and after; time and memory."""

from __future__ import annotations

import random
import re
import resource
import tarfile
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from rich.progress import track

from dalil.ingest.discover import SourceFile
from dalil.ingest.model import Tier
from dalil.ingest.pipeline import parse_source

WORKERS = 2
_LINE = re.compile(r"^Pasal (\d+)$", re.MULTILINE)
ERAS = ((1945, 1959), (1960, 1972), (1973, 1998), (1999, 2011), (2012, 2023))
_ROMAN = [
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
]


@dataclass(frozen=True, slots=True)
class Numbering:
    """What one act shows of its numbering."""

    act: str
    year: int
    failure: str
    before: bool  # a plain search for lines "Pasal N" gives 1 … last without gaps
    after: bool
    pasal: int
    missing: int
    repairs: int
    passages: int
    peak_kb: int
    fallen: int = 0  # words in no passage and no heading, as the report tells


def numbering(path: Path) -> Numbering:
    """Reads and splits one act, the whole way of `dalil ingest --tier primary`."""
    year = int(path.parent.name)
    outcome = parse_source(SourceFile(path, tier=Tier.PRIMARY))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    act = f"{path.parent.parent.name}/{year}/{path.stem}"
    if outcome.failure:
        return Numbering(act, year, outcome.failure.reason, False, False, 0, 0, 0, 0, peak)
    document, passages = outcome.parsed[0].document, outcome.parsed[0].passages
    steps = [p.locator.steps for p in passages]
    labels = [s[0].label for s in steps if len(s) == 1 and s[0].unit == "pasal"]
    numbers = sorted({int(m[0]) for label in labels if (m := re.match(r"\d+", label))})
    roman = [label for label in labels if label in _ROMAN]
    whole = list(range(1, (numbers or [0])[-1] + 1))
    after = roman == _ROMAN[: len(roman)] if roman else bool(labels) and numbers == whole
    plain = sorted({int(n) for n in _LINE.findall(document.text)})
    before = bool(plain) and plain == list(range(1, plain[-1] + 1))
    repairs = sum(
        int(m[1]) for w in document.warnings if (m := re.search(r"(\d+) penanda yang salah", w))
    )
    missing = len(whole) - len(numbers)
    fallen = sum(
        int(m[1]) for w in document.warnings if (m := re.match(r"(\d+) kata tidak masuk", w))
    )
    return Numbering(
        act, year, "", before, after, len(labels), missing, repairs, len(passages), peak, fallen
    )


@contextmanager
def unpacked(data: Path, given: Path | None) -> Iterator[Path]:
    """The folder of the archive's acts; a temporary one unless there is one already."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(data / "acts" / "acts-md.tar.xz") as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder)


def archive(data: Path, given: Path | None, sample: int | None) -> list[str]:
    """Tables by era, then time, memory and what failed."""
    with unpacked(data, given) as folder:
        files = sorted(folder.rglob("*.md"))
        if sample:
            files = random.Random(5).sample(files, sample)
        begun = time.perf_counter()
        with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
            results = pool.map(numbering, files, chunksize=20)
            acts = list(track(results, description="archive", total=len(files)))
        seconds = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    lines = [
        "Gapless: the pasal of the body are 1 … last (or I … last) without a gap. *Before*: by a "
        "plain search for lines `Pasal N`. Acts without pasal (decisions) count as not gapless. "
        "Read with `--tier primary`: 7% of the files have lost their heads to the archive's "
        "own conversion and cannot be told for acts by themselves.",
        "",
        "| era | acts | gapless before | gapless after | without pasal | pasal | missing |",
        "|---|---|---|---|---|---|---|",
    ]
    for first, last in (*ERAS, (ERAS[0][0], ERAS[-1][1])):
        era = [a for a in acts if first <= a.year <= last]
        if not era:
            continue
        before, after = sum(a.before for a in era), sum(a.after for a in era)
        lines.append(
            f"| {first}–{last} | {len(era)} | {before} ({before / len(era):.3f}) | "
            f"{after} ({after / len(era):.3f}) | {sum(not a.pasal for a in era)} | "
            f"{sum(a.pasal for a in era)} | {sum(a.missing for a in era)} |"
        )
    failed = [f"{a.act}: {a.failure}" for a in acts if a.failure]
    repaired = [a for a in acts if a.repairs]
    return [
        *lines,
        "",
        f"{sum(a.passages for a in acts):,} passages. Repairs of misread headings recorded in "
        f"{len(repaired)} acts ({sum(a.repairs for a in acts)} in all). Words in no passage, told: "
        f"{sum(a.fallen for a in acts)} in {sum(a.fallen > 0 for a in acts)} acts.",
        "",
        f"{seconds:.0f} s wall, {used.ru_utime + used.ru_stime:.0f} s CPU in {WORKERS} processes; "
        f"peak memory {max(a.peak_kb for a in acts) / 1e6:.2f} GB in a process. "
        f"Failed: {len(failed)}. {'; '.join(failed[:5])}",
    ]
