"""The questions that were asked, newest first: in the catalogue, on this computer only."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dalil.index.store.catalog import Catalog, now
from dalil.index.store.owner import LOCAL

#: Questions of an owner that are kept; the oldest go first.
QUESTIONS_KEPT: Final = 2_000
#: ``DALIL_HISTORY=0`` keeps none.
ENVIRONMENT: Final = "DALIL_HISTORY"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, how it was asked (the parameters of its link), and what came of it."""

    question: str
    settings: Mapping[str, Any]
    at: str  # ISO 8601, UTC
    status: str  # "answered", "uncertain" or "abstained"
    hits: int
    generation: str


def is_kept() -> bool:
    """Whether questions are remembered at all."""
    return os.environ.get(ENVIRONMENT, "1").strip().casefold() not in {"0", "off", "no", "false"}


def remember(
    catalog: Catalog,
    question: str,
    settings: Mapping[str, Any],
    status: str,
    hits: int,
    generation: str = "",
    owner: str = LOCAL,
) -> None:
    """Put a question on top. Asked again in a row it is one, with the newer outcome.

    A library that may only be read remembers none.
    """
    if not question.strip() or not is_kept() or catalog.read_only:
        return
    said = json.dumps(dict(settings), ensure_ascii=False, sort_keys=True)
    with catalog.transaction() as db:
        last = db.execute(
            "SELECT id, question, settings FROM history WHERE owner = ? ORDER BY id DESC LIMIT 1",
            (owner,),
        ).fetchone()
        if last is not None and tuple(last[1:]) == (question, said):
            db.execute("DELETE FROM history WHERE id = ?", (last[0],))
        db.execute(
            "INSERT INTO history (at, question, settings, status, hits, generation, owner) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (now(), question, said, status, hits, generation, owner),
        )
        db.execute(
            "DELETE FROM history WHERE id IN "
            "(SELECT id FROM history WHERE owner = ? ORDER BY id DESC LIMIT -1 OFFSET ?)",
            (owner, QUESTIONS_KEPT),
        )


def history(
    catalog: Catalog, limit: int = 100, containing: str = "", owner: str = LOCAL
) -> list[Asked]:
    """An owner's last questions, newest first; only those that contain some words, without case."""
    with catalog.snapshot() as db:
        rows = db.execute(
            "SELECT question, settings, at, status, hits, generation FROM history "
            "WHERE owner = ? ORDER BY id DESC",
            (owner,),
        ).fetchall()
    wanted = containing.casefold().strip()
    found = [row for row in rows if wanted in row[0].casefold()][:limit]
    return [
        Asked(question, json.loads(settings), at, status, hits, generation)
        for question, settings, at, status, hits, generation in found
    ]


def clear_history(catalog: Catalog, owner: str = LOCAL) -> int:
    """Forget all questions of an owner; how many they were."""
    with catalog.transaction() as db:
        return int(db.execute("DELETE FROM history WHERE owner = ?", (owner,)).rowcount)


def recent_questions(catalog: Catalog, limit: int) -> list[str]:
    """What was asked of late, by anybody, the newest first; each question once."""
    with catalog.snapshot() as db:
        rows = db.execute(
            "SELECT question FROM history GROUP BY question ORDER BY max(id) DESC LIMIT ?",
            (limit,),
        ).fetchall()
    return [question for (question,) in rows]
