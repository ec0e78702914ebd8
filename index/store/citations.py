"""Which passage names which act or provision, as rows of the catalogue.

What a work names is stored with it and leaves with it; what it names need not be in the library:
an act that comes later finds who names it. Ids are kept once (``cited``), since a few acts are
named a thousand times.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dalil.ingest.model import Citation


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A citation as it is stored, with what is known of the passage that makes it."""

    target: str
    document_id: str
    passage_id: str
    locator: str
    page: int | None
    start: int
    end: int


def store(db: sqlite3.Connection, rows: Mapping[str, int], found: Iterable[Citation]) -> None:
    """Keep the citations of a work; ``rows`` are those of its passages, by their ids."""
    listed = [citation for citation in found if citation.passage_id in rows]
    db.executemany(
        "INSERT OR IGNORE INTO cited (target) VALUES (?)",
        [(target,) for target in dict.fromkeys(c.target for c in listed)],
    )
    db.executemany(
        "INSERT OR IGNORE INTO citations (passage, start, end, target) "
        "VALUES (?, ?, ?, (SELECT number FROM cited WHERE target = ?))",
        [(rows[c.passage_id], c.start, c.end, c.target) for c in listed],
    )


def citing(db: sqlite3.Connection, identifier: str) -> Iterator[CitationRow]:
    """Who names this act or provision, or a part of it, by work and in the order of its text."""
    rows = db.execute(
        "SELECT t.target, p.document_id, p.id, p.locator, p.page, c.start, c.end "
        "FROM cited t JOIN citations c ON c.target = t.number JOIN passages p ON p.row = c.passage "
        "WHERE t.target = ? OR (t.target > ? AND t.target < ?) "
        "ORDER BY p.document_id, p.position, c.start, t.target",
        _bounds(identifier),
    )
    return (CitationRow(*row) for row in rows)


def cited_in(db: sqlite3.Connection, document_id: str) -> list[tuple[str, str]]:
    """What a work names, each once, with the first passage that does so."""
    rows = db.execute(
        "SELECT t.target, p.id, min(p.position) FROM passages p "
        "JOIN citations c ON c.passage = p.row JOIN cited t ON t.number = c.target "
        "WHERE p.document_id = ? GROUP BY t.target ORDER BY 3",
        (document_id,),
    )
    return [(target, passage_id) for target, passage_id, _ in rows]


def how_often(db: sqlite3.Connection, identifier: str) -> tuple[int, int]:
    """How many passages name it itself, and how many parts of it only."""
    own, every = db.execute(
        "SELECT count(DISTINCT CASE WHEN t.target = ? THEN c.passage END), "
        "count(DISTINCT c.passage) FROM cited t JOIN citations c ON c.target = t.number "
        "WHERE t.target = ? OR (t.target > ? AND t.target < ?)",
        (identifier, *_bounds(identifier)),
    ).fetchone()
    return int(own), int(every) - int(own)


def _bounds(identifier: str) -> tuple[str, str, str]:
    """An id and everything below it: '$' is the character after '#', '0' the one after '/'."""
    if "#" in identifier:
        return identifier, f"{identifier}/", f"{identifier}0"
    return identifier, f"{identifier}#", f"{identifier}$"
