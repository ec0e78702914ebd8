"""The measurements as tables in Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from typing import Any

from bench.peers.measure import at_once, difference, mean, quantile, reciprocal
from dalil.answer.evaluate.judgments import Question

Said = Mapping[str, Mapping[str, Any]]


def report(said: Said, sets: Mapping[str, list[Question]], quality: bool = True) -> list[str]:
    """All tables. ``said`` is what `bench.peers.run.measured` gives; its first tool is Dalil."""
    lines: list[str] = []
    numbered = dict(enumerate((name, q) for name, qs in sets.items() for q in qs))
    if quality:
        for name in sets:
            rows = {n: q for n, (of, q) in numbered.items() if of == name}
            lines += _quality(name, said, rows)
    return [*lines, *_cost(said), *_settings(said)]


def _quality(name: str, said: Said, rows: Mapping[int, Question]) -> list[str]:
    """One set: every tool's figures and Dalil's difference to each."""
    asked = [q for n, q in rows.items() if str(n) in next(iter(said.values()))["answers"]]
    if not asked:
        return []
    exact = any(q.exact for q in asked)
    heads = ["MRR@10", "R@1", *(["exact R@1"] if exact else [])]
    minus = [f"Dalil minus it: {head} [95 %], p" for head in heads]
    lines = [f"## {name}: {len(asked)} questions", "", f"| | {' | '.join([*heads, *minus])} |"]
    lines.append("|---" * (1 + 2 * len(heads)) + "|")
    dalil: list[dict[str, float]] = []
    for tool in said.values():
        answers = tool["answers"]
        found = {q.qid: answers[str(n)]["found"] for n, q in rows.items() if str(n) in answers}
        pasal = reciprocal(asked, found, "pasal")
        values = [pasal, at_once(pasal)]
        if exact:
            values.append(at_once(reciprocal(asked, found, "exact")))
        cells = [f"{mean(v):.3f}" for v in values]
        cells += (
            [difference(v, d) for v, d in zip(values, dalil, strict=True)]
            if dalil
            else (["–"] * len(values))
        )
        dalil = dalil or values
        lines.append(f"| {tool['name']} | {' | '.join(cells)} |")
    return [*lines, ""]


def _cost(said: Said) -> list[str]:
    """Seconds to index, milliseconds a question, megabytes."""
    first = next(iter(said.values()))
    base = {n: a["ms"] for n, a in first["answers"].items()}
    lines = [
        f"## Time and memory: {len(base)} questions", "",
        "| | index s (CPU s) | a question: median ms | p95 ms | CPU ms, median "
        "| median / Dalil's | Dalil minus it: ms [95 %], p | median ms with encoding "
        "| peak MB | MB searching | disk MB |",
        "|---" * 11 + "|",
    ]  # fmt: skip
    for tool in said.values():
        answers = tool["answers"]
        ms = {n: a["ms"] for n, a in answers.items()}
        whole = [a["ms"] + a["encode_ms"] for a in answers.values()]
        ratio = statistics.median(ms.values()) / statistics.median(base.values())
        cells = [
            f"{tool['build_s']:.1f} ({tool['build_cpu_s']:.1f})",
            f"{statistics.median(ms.values()):.1f}",
            f"{quantile(list(ms.values()), 0.95):.1f}",
            f"{statistics.median(a['cpu_ms'] for a in answers.values()):.1f}",
            f"{ratio:.2f}",
            "–" if tool is first else difference(ms, base, 1),
            f"{statistics.median(whole):.1f}",
            f"{tool['peak_mb']:.0f}",
            f"{tool['now_mb']:.0f}",
            f"{tool['disk_mb']:.0f}",
        ]
        lines.append(f"| {tool['name']} | {' | '.join(cells)} |")
    held = statistics.median(tool["before_mb"] for tool in said.values())
    lines += [
        "",
        f"Each process held {held:.0f} MB with the passages and vectors, before the tool.",
    ]
    return [*lines, ""]


def _settings(said: Said) -> list[str]:
    lines = ["## Settings", "", "| | version | |", "|---|---|---|"]
    lines += [f"| {t['name']} | {t['version']} | {t['settings']} |" for t in said.values()]
    return [*lines, ""]
