"""Relations between acts, against a table read in the acts; time and size over an archive.

    python -m bench.relations [FOLDER]

The table (tests/data/relations.jsonl) holds all relations that the 46 topic acts state. FOLDER
holds further acts (.md): how many relations of each kind they give, in which time, and which
acts fail. The figures go to bench/results/relations.md.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.model import Parsed
from ingest.pipeline import SourceFile, parse_source
from ingest.relations import between_acts, relations_of

ROOT = Path(__file__).resolve().parents[1]
TOPIC = ROOT.parent / "shared" / "data" / "topic-acts"
TABLE = ROOT / "tests" / "data" / "relations.jsonl"
RESULTS = ROOT / "bench" / "results" / "relations.md"

Triple = tuple[str, str, str]


@dataclass
class Archive:
    """What an archive gave."""

    acts: int = 0
    failed: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    seconds_s: float = 0.0
    slowest: tuple[float, str, int] = (0.0, "", 0)


def parsed(folder: Path, failed: list[str]) -> Iterator[Parsed]:
    """The acts of a folder, one after another; what cannot be read is named in ``failed``."""
    for path in sorted(folder.rglob("*.md")):
        outcome = parse_source(SourceFile(path))
        if outcome.failure is not None:
            failed.append(path.name)
        yield from outcome.parsed


def read_archive(folder: Path) -> Archive:
    """Relations of every act in a folder; only the reading of relations is timed."""
    archive = Archive()
    for act in parsed(folder, archive.failed):
        began = time.perf_counter()
        try:
            relations = relations_of(act)
        except Exception as error:
            archive.failed.append(f"{act.document.id}: {error!r}")
            continue
        took = time.perf_counter() - began
        archive.acts += 1
        archive.seconds_s += took
        archive.kinds.update(r.kind for r in relations)
        archive.slowest = max(archive.slowest, (took, act.document.id, len(act.document.text)))
    return archive


def table_lines(found: set[Triple], true: set[Triple]) -> Iterator[str]:
    """Precision and recall, for each kind and all, and what is wrong."""
    yield "| relation | in the table | found | right | precision | recall |"
    yield "|---|---|---|---|---|---|"
    kinds = sorted({kind for _, kind, _ in true | found})
    for name, of in [*((k, {k}) for k in kinds), ("all", set(kinds))]:
        have = {t for t in found if t[1] in of}
        want = {t for t in true if t[1] in of}
        right = len(have & want)
        yield (
            f"| {name} | {len(want)} | {len(have)} | {right} | "
            f"{right / len(have) if have else 1:.3f} | {right / len(want) if want else 1:.3f} |"
        )
    yield ""
    for label, wrong in (("found, not in the table", found - true), ("missed", true - found)):
        yield f"- {label}: " + ("; ".join(" ".join(t) for t in sorted(wrong)) or "none")


def archive_lines(archive: Archive) -> Iterator[str]:
    """Counts and times."""
    took, act, size = archive.slowest
    yield (
        f"{archive.acts} acts, {sum(archive.kinds.values())} relations in "
        f"{archive.seconds_s:.1f} s of one core (reading the acts not counted); slowest {act} "
        f"({size} characters): {took:.2f} s; failed: {len(archive.failed)}"
    )
    yield ""
    yield "| relation | times |"
    yield "|---|---|"
    yield from (f"| {kind} | {count} |" for kind, count in archive.kinds.most_common())
    yield from (f"- {name}" for name in archive.failed)


def main(arguments: Iterable[str]) -> None:
    """Measure and write."""
    lines = ["# Relations between acts", ""]
    if not TOPIC.is_dir():
        sys.exit(f"{TOPIC} is not there: nothing to measure against.")
    rows = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    true: set[Triple] = {(r["act"], r["relation"], r["target"]) for r in rows}
    failed: list[str] = []
    found: set[Triple] = set()
    for act in parsed(TOPIC, failed):
        found |= between_acts(relations_of(act))
    lines += ["`python -m bench.relations [FOLDER]`", "", "## The table", ""]
    lines += table_lines(found, true)
    for folder in map(Path, arguments):
        lines += ["", "## An archive", "", *archive_lines(read_archive(folder))]
    text = "\n".join(lines) + "\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
