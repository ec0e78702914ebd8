"""What every question set gets from a library, kept and compared: a move of code changes nothing.

    python -m bench.golden LIBRARY --write KEPT.jsonl     keep
    python -m bench.golden LIBRARY --compare KEPT.jsonl   compare; exit status 1 if anything differs

A line holds a question of a set: the ten hits with scores, the state of
the answer, and where its statements begin and end. The sets are those of `bench.quality`, our lay
and everyday questions, those that no act answers, and the reference look-ups. Ids and numbers
only, no text of a source. Scores are compared to six digits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import everyday, lay
from bench.quality import SHARED, sets
from bench.refusal import not_held
from dalil.answer.answer import answer
from dalil.answer.citation.lookup import look_up
from dalil.index.library import Library


def questions() -> Iterator[tuple[str, str, str]]:
    """Set, id and text of every question."""
    for name, asked in sets([]).items():
        yield from ((name, q.qid, q.question) for q in asked)
    yield from (("lay", q.qid, q.question) for q in lay.questions())
    yield from (("everyday", e.question.qid, e.question.question) for e in everyday.read())
    yield from ((f"not held: {kind}", str(n), q) for n, (kind, q) in enumerate(not_held()))


def asked(library: Library, name: str, qid: str, question: str) -> dict[str, Any]:
    """What the library says to a question; ``whole`` is a hash of all that `ask --json` prints."""
    result = answer(library, question, k=10)
    printed = result.to_dict()
    del printed["library"]  # names the generation, which is another in another copy
    return {
        "set": name,
        "qid": qid,
        "status": result.answer.status,
        "hits": [[h.passage.passage_id, round(h.score, 6)] for h in result.hits],
        "statements": [[s.passage_id, s.start, s.end] for s in result.answer.statements],
        "whole": _hash(printed),
    }


def looked_up(library: Library) -> Iterator[dict[str, Any]]:
    """What the references of the shared set lead to in this library."""
    for line in (SHARED / "references.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = look_up(library, row["anchor"])
        matches = [m.passage.passage_id if m.passage else m.document.id for m in found.matches]
        yield {"set": "references", "qid": row["anchor"], "matches": matches}


def _hash(printed: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(printed, sort_keys=True).encode()).hexdigest()[:16]


def main() -> None:
    """Keep or compare."""
    parser = argparse.ArgumentParser(prog="bench.golden", description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--compare", type=Path)
    parser.add_argument("--set", default="", help="only sets whose name holds this")
    arguments = parser.parse_args()
    library = Library.open(arguments.library)
    rows = [asked(library, *q) for q in questions() if arguments.set in q[0]]
    if arguments.set in "references":
        rows += looked_up(library)
    if arguments.write:
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        arguments.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if arguments.compare:
        kept = [json.loads(line) for line in arguments.compare.read_text("utf-8").splitlines()]
        kept = [row for row in kept if arguments.set in row["set"]]
        other = [(a, b) for a, b in zip(kept, rows, strict=True) if a != b]
        for a, b in other:
            sys.stdout.write(f"- {json.dumps(a)}\n+ {json.dumps(b)}\n")
        sys.stdout.write(f"{len(rows)} questions, {len(other)} differ\n")
        sys.exit(bool(other))


if __name__ == "__main__":
    main()
