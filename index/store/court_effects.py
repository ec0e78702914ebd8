"""What rulings decide of provisions, as rows of the catalogue, stored and removed with the ruling.

The provision need not be in the library: an act that comes later finds what was decided of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, Final, cast

from dalil.ingest.relations.dicta import CourtEffect, Effect, Span

_COLUMNS: Final = (
    "document_id, effect, target, evidence, words_start, words_end, reading_start, reading_end, "
    "must_be_read, formal"
)


def store(db: sqlite3.Connection, effects: Iterable[CourtEffect]) -> None:
    """Keep what a ruling decides."""
    db.executemany(
        "INSERT INTO court_effects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                e.source_id, number, e.effect, e.target_id, e.evidence_id,
                *(e.words or (None, None)), *(e.reading or (None, None)), int(e.must_be_read),
                int(e.formal),
            )
            for number, e in enumerate(effects)
        ],
    )  # fmt: skip


def on_act(db: sqlite3.Connection, act_id: str) -> list[CourtEffect]:
    """What the rulings here decide of an act and of the provisions in it, the oldest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM court_effects JOIN documents d ON d.id = document_id "  # noqa: S608
        # '$' is the character after '#': the range holds exactly the act's provisions.
        "WHERE target = ? OR (target >= ? AND target < ?) "
        "ORDER BY coalesce(d.date, d.year), d.year, document_id, position",
        (act_id, f"{act_id}#", f"{act_id}$"),
    )
    return [_effect(row) for row in rows]


def of_ruling(db: sqlite3.Connection, document_id: str) -> list[CourtEffect]:
    """What a ruling decides, in the order of its amar."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM court_effects WHERE document_id = ? ORDER BY position",  # noqa: S608
        (document_id,),
    )
    return [_effect(row) for row in rows]


def any_at_all(db: sqlite3.Connection) -> bool:
    """Whether there is a ruling here that decides anything: most libraries have none."""
    return db.execute("SELECT 1 FROM court_effects LIMIT 1").fetchone() is not None


def _effect(row: tuple[Any, ...]) -> CourtEffect:
    source, effect, target, evidence, w0, w1, r0, r1, must, formal = row
    words: Span | None = None if w0 is None else (w0, w1)
    reading: Span | None = None if r0 is None else (r0, r1)
    return CourtEffect(
        source, cast(Effect, effect), target, evidence, words, reading, bool(must), bool(formal)
    )
