"""What rankings were before, question by question, kept beside the code (`bench/baselines`).

One file a question set, in the form of ``dalil eval --json`` as far as `read_baseline` needs it
(a list of runs, each ``mode`` and ``per_question``: qid and reciprocal rank), with the size of the
library it was measured on. No text of any source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dalil.answer.evaluate.evaluate import Evaluation
from dalil.answer.evaluate.judgments import read_baseline
from dalil.answer.evaluate.metrics import Comparison, compare
from dalil.ingest.errors import BatchError


def file_of(folder: Path, name: str) -> Path:
    """The file of a question set: "labour, in English" is ``labour-in-english.json``."""
    return folder / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.json"


def write(folder: Path, name: str, found: Sequence[Evaluation], counts: dict[str, int]) -> Path:
    """Keep the reciprocal ranks of a set; the modes measured replace what was there."""
    path = file_of(folder, name)
    folder.mkdir(parents=True, exist_ok=True)
    library = {key: counts[key] for key in ("documents", "searchable")}
    runs: list[dict[str, Any]] = [
        {
            "mode": e.mode, "set": name, "library": library,
            "per_question": dict(sorted(e.per_question.items())),
        }
        for e in found
    ]  # fmt: skip
    path.write_text(json.dumps(runs, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def since(folder: Path, name: str, found: Sequence[Evaluation], counts: dict[str, int]) -> str:
    """What was won and lost against the baseline of a set, as Markdown.

    A set without a baseline, or one measured on another library, is said to be so. Raises
    BatchError where the file is no baseline.
    """
    path = file_of(folder, name)
    lines = [f"### {name}: against {path.name}", ""]
    if not path.is_file():
        return "\n".join([*lines, "No baseline yet: `--write-baseline` makes one.", "", ""])
    before = read_baseline(path)
    if (was := _library(path)) and any(was[key] != counts[key] for key in was):
        lines += [f"Measured on another library ({was}): differences may be those of its acts.", ""]
    lines += ["| mode | MRR@10 [95 %] | p | won | lost | questions |", "|---|---|---|---|---|---|"]
    moved: list[str] = []
    for evaluation in found:
        try:
            change = compare(before.get(evaluation.mode, {}), evaluation.per_question)
        except ValueError:
            lines.append(f"| {evaluation.mode} | no question in common | | | | 0 |")
            continue
        lines.append(_row(evaluation.mode, change))
        moved += _moved(evaluation.mode, change)
        missing = set(before[evaluation.mode]) ^ set(evaluation.per_question)
        if missing:
            moved.append(f"- {evaluation.mode}: only in one of both: {', '.join(sorted(missing))}")
    return "\n".join([*lines, "", *moved, "", ""])


def probability(p: float) -> str:
    """A p as it is printed: the permutation test knows none below 1 in 5,000."""
    return "< 0.001" if p < 0.0005 else f"{p:.3f}"


def _row(mode: str, change: Comparison) -> str:
    return (
        f"| {mode} | {change.difference:+.3f} [{change.low:+.3f}, {change.high:+.3f}] "
        f"| {probability(change.p)} | {len(change.won)} | {len(change.lost)} | {change.questions} |"
    )


def _moved(mode: str, change: Comparison) -> list[str]:
    said = []
    for word, those in (("won", change.won), ("lost", change.lost)):
        if those:
            each = ", ".join(f"{qid} {was:.2f} → {now:.2f}" for qid, was, now in those)
            said.append(f"- {mode} {word}: {each}")
    return said


def _library(path: Path) -> dict[str, int]:
    try:
        runs = json.loads(path.read_text(encoding="utf-8"))
        return dict(runs[0].get("library", {}))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BatchError(f"{path.name}: not a baseline ({error!r})") from error
