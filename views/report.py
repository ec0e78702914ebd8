"""What a job did, as plain facts that are kept, and as lines that are read later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.correct import Corrected
from index.intake import Report
from index.jobs import LINES, Facts, ingest_facts
from index.removal import Removed
from views.words import heard, say


def facts_of(result: object) -> Facts:
    """What is kept of what a job gave."""
    if isinstance(result, Report):
        return ingest_facts(result)
    if isinstance(result, Corrected):
        return {"works": [[result.after.id, result.after.title]], "notes": list(result.notes)}
    if isinstance(result, tuple) and len(result) == 2 and isinstance(result[0], list):
        done, problems = result  # metadata taken over: the works, what could not be
        return {**facts_of(done), "notes": list(problems)[:LINES]}
    if isinstance(result, list):
        return {"works": [_work(one) for one in result[:LINES]], "count": len(result)}
    return {}


def _work(one: object) -> list[str]:
    if isinstance(one, Removed):
        return [one.document_id, one.title]
    if isinstance(one, Corrected):
        return [one.after.id, one.after.title]
    return [str(one), ""]


def lines_of(facts: Mapping[str, Any]) -> list[str]:
    """The facts as lines for people."""
    said = []
    if error := facts.get("error"):
        said.append(heard(error))
    if "documents" in facts:
        said.append(
            say(
                "report_line", documents=facts["documents"], unchanged=facts.get("unchanged", 0),
                skipped=facts.get("skipped_count", 0), failed=facts.get("failed_count", 0),
                seconds=str(facts.get("seconds", 0)).replace(".", say("decimal")),
            )
        )  # fmt: skip
    if facts.get("left"):
        said.append(say("report_left", count=facts["left"]))
    failed = say("report_failed")
    said += [f"{failed}: {name}: {heard(reason)}" for name, reason in facts.get("failed", ())]
    said += [": ".join(filter(None, work)) for work in facts.get("works", ())]
    said += [f"− {document_id}" for document_id in facts.get("removed", ())]
    said += [heard(line) for key in ("notes", "warnings") for line in facts.get(key, ())]
    return said
