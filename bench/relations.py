"""Relations between acts, against a table read in the acts; time and size over an archive.

    python -m bench.relations [FOLDER]

The table (tests/data/relations.jsonl) holds all relations that the 46 topic acts state. FOLDER
holds further acts (.md): how many relations of each kind they give, in which time, and which
acts fail; and, where it has the acts, the relations of tests/data/relations_archive.jsonl, each
read in the act (``right``: false for what was once found and is not so). The figures go to
bench/results/relations.md.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from dalil.ingest.discover import SourceFile
from dalil.ingest.model import Parsed
from dalil.ingest.pipeline import parse_source
from dalil.ingest.relations.relations import Relation, RelationKind, relations_of

ROOT = Path(__file__).resolve().parents[1]
TOPIC = ROOT.parent / "shared" / "data" / "topic-acts"
TABLE = ROOT / "tests" / "data" / "relations.jsonl"
CHECKED = ROOT / "tests" / "data" / "relations_archive.jsonl"
RESULTS = ROOT / "bench" / "results" / "relations.md"

Triple = tuple[str, str, str]

_OF_ACTS: Final[dict[RelationKind, RelationKind]] = {"inserts": "amends", "deletes": "amends"}


def between_acts(relations: Iterable[Relation]) -> set[Triple]:
    """What whole acts say of each other: (act, kind, act).

    A repealed provision makes its act partly repealed, unless all of it is repealed.
    """
    triples: set[Triple] = set()
    for relation in relations:
        kind = _OF_ACTS.get(relation.kind, relation.kind)
        if kind == "repeals" and "#" in relation.target_id:
            kind = "repeals_partly"
        triples.add((relation.source_id.partition("#")[0], kind, relation.target_act))
    whole = {(source, target) for source, kind, target in triples if kind == "repeals"}
    return {t for t in triples if t[1] != "repeals_partly" or (t[0], t[2]) not in whole}


@dataclass
class Archive:
    """What an archive gave."""

    acts: int = 0
    failed: list[str] = field(default_factory=list)
    relations: set[Triple] = field(default_factory=set)  # of the acts that were checked
    ids: set[str] = field(default_factory=set)
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
    wanted = {row["act"] for row in rows_of(CHECKED)}
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
        archive.ids.add(act.document.id)
        if act.document.id in wanted:
            archive.relations |= {(r.source_id, r.kind, r.target_id) for r in relations}
        archive.kinds.update(r.kind for r in relations)
        archive.slowest = max(archive.slowest, (took, act.document.id, len(act.document.text)))
    return archive


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def checked_lines(archive: Archive) -> Iterator[str]:
    """How many of the relations read in the archive's acts are found, and the wrong ones again."""
    rows = [row for row in rows_of(CHECKED) if row["act"] in archive.ids]
    true = {(r["act"], r["relation"], r["target"]) for r in rows if r["right"]}
    false = {(r["act"], r["relation"], r["target"]) for r in rows if not r["right"]}
    yield ""
    yield (
        f"Of {len(true)} relations read by eye in {len({t[0] for t in true})} of these acts "
        f"{len(true & archive.relations)} are found; of {len(false)} wrong ones found before, "
        f"{len(false & archive.relations)} are found again."
    )
    yield "- missed: " + (
        "; ".join(" ".join(t) for t in sorted(true - archive.relations)) or "none"
    )
    yield "- wrong: " + (
        "; ".join(" ".join(t) for t in sorted(false & archive.relations)) or "none"
    )


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
    rows = rows_of(TABLE)
    true: set[Triple] = {(r["act"], r["relation"], r["target"]) for r in rows}
    failed: list[str] = []
    found: set[Triple] = set()
    for act in parsed(TOPIC, failed):
        found |= between_acts(relations_of(act))
    lines += ["`python -m bench.relations [FOLDER]`", "", "## The table", ""]
    lines += table_lines(found, true)
    for folder in map(Path, arguments):
        archive = read_archive(folder)
        lines += ["", "## An archive", "", *archive_lines(archive), *checked_lines(archive)]
    text = "\n".join(lines) + "\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
