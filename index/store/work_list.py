"""One list of all works: what the library holds and what its sources offer, in one order.

The order is part of the key (`place_of`): held works first, then by the rank of the kind (UU
12/2011, Pasal 7), the newest first. A search reads the index of words in this order and stops when
it has enough, so a word that a quarter of a million titles have costs no more than a rare one. Of
the first few hundred that have the words, those whose title says little else stand first.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from dalil.ingest.identify.act_types import kind_by_slug, kind_of
from dalil.ingest.model import Document
from dalil.ingest.words import words as words_of

if TYPE_CHECKING:
    from dalil.ingest.fetch.feed import Offer

#: Works that are looked at for each typed line, in the order of the list.
CANDIDATES: Final = 200
#: Words of "UU Nomor 13 Tahun 2003" that no title is found by.
_BETWEEN: Final = frozenset({"nomor", "no", "nr", "tahun", "thn", "th", "number", "of", "year"})
_WORDS: Final = re.compile(r"[^\W_]+")
_SLASHED: Final = re.compile(r"(?<!\S)(\d{1,6}[a-z]?)\s*/\s*(\d{1,4})(?!\S)", re.IGNORECASE)
#: Bits of a place: held, rank, year, number, and what tells two works apart that share these.
_RANK, _YEAR, _NUMBER, _TIE = 55, 43, 26, 26
_NO_RANK: Final = 99
#: The first place of a held work: all that is only offered stands below.
_HELD: Final = 1 << 62
_COLUMNS: Final = "kind, numbered, year, title, subject"


@dataclass(frozen=True, slots=True)
class Listed:
    """A work of the list. ``offer`` and ``source`` number what a source offers of it (None: held).

    ``status`` is what is known of a held act, or what the source says of one that is not.
    """

    place: int
    document_id: str | None
    held: bool
    kind: str
    number: str
    year: int | None
    title: str
    subject: str
    status: str
    digest: bool = False
    offer: int | None = None
    source: int | None = None
    key: str = ""
    file: str = ""
    cited: int = 0  # works that name it, where this was asked for


# Writing: with every work that comes, goes, or is corrected


def list_document(db: sqlite3.Connection, document: Document, row: int) -> None:
    """Put a held work on the list; ``row`` is its row in the catalogue."""
    slug = document.id.partition("/")[0] if "/" in document.id else ""
    kind = " ".join(dict.fromkeys((document.kind, *slug.split("-"))))
    values = kind, document.number or "", str(document.year or ""), document.title, ""
    known = kind_by_slug(slug) or kind_of(document.kind)
    place = place_of(True, known.rank if known else None, document.year, document.number or "", row)
    _put(db, place, document.id, None, True, values)


def list_offer(db: sqlite3.Connection, number: int, offer: Offer) -> None:
    """Put what a source offers on the list."""
    slug = offer.slug.replace("-", " ")
    values = (
        f"{offer.kind} {offer.short} {slug}".strip(), offer.number, str(offer.year or ""),
        offer.title, offer.subject,
    )  # fmt: skip
    known = kind_by_slug(offer.slug)
    place = place_of(False, known.rank if known else None, offer.year, offer.number, number)
    _put(db, place, offer.document_id, number, False, values)


def _put(
    db: sqlite3.Connection, place: int, document_id: str | None, offer: int | None, held: bool,
    values: tuple[str, ...],
) -> None:  # fmt: skip
    row = document_id, offer, int(held), *values
    insert = (
        f"INSERT INTO listed (place, document_id, offer, held, {_COLUMNS}) "  # noqa: S608
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (place) DO NOTHING"
    )
    while not db.execute(insert, (place, *row)).rowcount:
        place += 1
    db.execute(
        f"INSERT INTO listed_words (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        (place, *values),
    )


def unlist(db: sqlite3.Connection, where: str, values: Sequence[object]) -> None:
    """Take works off the list: ``where`` is a condition of ours on its table."""
    db.execute(
        f"INSERT INTO listed_words (listed_words, rowid, {_COLUMNS}) "  # noqa: S608
        f"SELECT 'delete', place, {_COLUMNS} FROM listed WHERE {where}",
        tuple(values),
    )
    db.execute(f"DELETE FROM listed WHERE {where}", tuple(values))  # noqa: S608


def place_of(held: bool, rank: int | None, year: int | None, number: str, tie: int) -> int:
    """Where a work stands; the list is read from the highest place down."""
    figures = re.match(r"\s*(\d{1,6})", number)
    ranked = 127 - min(rank if rank is not None else _NO_RANK, 127)
    return (
        int(held) << 62
        | ranked << _RANK
        | max(0, min(year or 0, 4095)) << _YEAR
        | min(int(figures[1]) if figures else 0, 131_071) << _NUMBER
        | tie & ((1 << _TIE) - 1)
    )


# Reading


class Readable(Protocol):
    """A catalogue, which itself writes the list."""

    def snapshot(self) -> AbstractContextManager[sqlite3.Connection]:
        """Several reads of one state."""
        ...


def find(
    catalog: Readable, typed: str = "", *, limit: int = 100, held: bool | None = None,
    kind: str = "", source: int | None = None, most_cited: bool = False, with_held: bool = False,
) -> list[Listed]:  # fmt: skip
    """The first works that have all the words typed, or beginnings of them.

    "13/2003" is a number and a year; without words it is the list from its beginning. ``held``:
    these alone, or what is not held yet alone. ``source``: what it offers; ``with_held``: what is
    offered alone, also of works that are held. ``most_cited`` puts those first that most works
    here name.
    """
    with catalog.snapshot() as db:
        if most_cited and not typed.strip():
            places = _cited_places(db, limit * 4)
        else:
            first, last = (_HELD, 2**63 - 1) if held else (0, _HELD - 1)
            if held is None and not with_held:
                last = 2**63 - 1
            count = CANDIDATES if typed.strip() or kind else limit * 4
            places = _places(db, typed, kind, count, first, last)
        rows = _rows(db, places, held, source, with_held)
        if most_cited:
            counts = cited_counts(db)
            rows = [replace(row, cited=counts.get(row.document_id or "", 0)) for row in rows]
            rows.sort(key=lambda row: -row.cited)
        elif typed.strip():
            rows.sort(key=lambda row: _order(row, typed))
    return rows[:limit]


def _places(
    db: sqlite3.Connection, typed: str, kind: str, limit: int, first: int, last: int
) -> list[int]:  # fmt: skip
    """Places of the first works for what is typed: as whole words, then as beginnings."""
    if not typed.strip() and not kind:
        query = "SELECT place FROM listed WHERE place BETWEEN ? AND ? ORDER BY place DESC LIMIT ?"
        return [place for (place,) in db.execute(query, (first, last, limit))]
    found: dict[int, None] = {}
    for match in _matches(typed, kind):
        rows = db.execute(
            "SELECT rowid FROM listed_words WHERE listed_words MATCH ? AND rowid BETWEEN ? AND ? "
            "ORDER BY rowid DESC LIMIT ?",
            (match, first, last, limit),
        )
        found.update((place, None) for (place,) in rows)
        if len(found) >= limit:
            break
    return list(found)


def _matches(typed: str, kind: str) -> Iterable[str]:
    """FTS5 queries for what is typed, the strictest first: of whole words it need not look at all
    that begin so."""
    fixed = [f'kind : "{word}"' for word in _WORDS.findall(kind)]
    exact = list(fixed)
    year_begun = ""
    for number, year in _SLASHED.findall(typed):
        exact.append(f'numbered : "{number}"')
        if len(year) == 4:
            exact.append(f'year : "{year}"')
        else:  # still being typed
            year_begun = f'year : "{year}" *'
    rest = _SLASHED.sub(" ", typed)
    words = [word for word in _WORDS.findall(rest) if word.casefold() not in _BETWEEN]
    if year_begun:
        exact.append(year_begun)
    whole = " AND ".join([*exact, *(f'"{word}"' for word in words)])
    if whole:
        yield whole
    if words:
        *before, last = words
        begun = [f'"{word}"' for word in before] + [f'"{last}" *']
        yield " AND ".join([*exact, *begun])
    if len(words) > 1:
        loose = [f'"{word}"' if word.isdecimal() else f'"{word}" *' for word in words]
        yield " AND ".join([*exact, *loose])


def _rows(
    db: sqlite3.Connection, places: Sequence[int], held: bool | None, source: int | None,
    with_held: bool,
) -> list[Listed]:  # fmt: skip
    made: list[Listed] = []
    for first in range(0, len(places), 500):
        some = places[first : first + 500]
        marks = ", ".join("?" * len(some))
        # What is held and offered too is one work, and stands there as held.
        rows = db.execute(
            "SELECT l.place, l.document_id, l.held, coalesce(d.kind, o.kind), l.numbered, l.year, "  # noqa: S608
            "l.title, l.subject, coalesce(d.status, o.status), coalesce(d.digest, 0), l.offer, "
            "o.source, o.key, o.file, o.gone, "
            "(NOT l.held AND (EXISTS (SELECT 1 FROM documents h WHERE h.id = l.document_id AND NOT "
            "h.digest) OR EXISTS (SELECT 1 FROM fetched f WHERE f.source = o.source AND "
            "f.key = o.key AND f.state = 'ok'))) FROM listed l "
            "LEFT JOIN documents d ON l.held AND d.id = l.document_id "
            f"LEFT JOIN offers o ON o.number = l.offer WHERE l.place IN ({marks})",
            some,
        ).fetchall()
        for row in rows:
            here, twice, gone = bool(row[2]), bool(row[15]), bool(row[14])
            if gone or (twice and not with_held) or (source is not None and row[11] != source):
                continue
            if held is not None and held != here:
                continue
            made.append(
                Listed(
                    row[0], row[1], here or twice, row[3] or "", row[4],
                    int(row[5]) if str(row[5]).isdecimal() else None, row[6], row[7], row[8] or "",
                    bool(row[9]), row[10], row[11], row[12] or "", row[13] or "",
                )
            )  # fmt: skip
    made.sort(key=lambda one: -one.place)
    return made


def _order(row: Listed, typed: str) -> tuple[bool, bool, float, int]:
    """Held works first; then those of that number; then those whose title says little else."""
    asked = [word for word in words_of(typed) if word not in _BETWEEN]
    figures = {word for word in asked if word.isdecimal()}
    numbers = set(words_of(row.number)) | {str(row.year or "")}
    title = words_of(row.title)
    said = sum(1 for word in title if any(word.startswith(a) for a in asked))
    share = said / len(title) if title else 0.0
    return not row.held, bool(figures) and not figures <= numbers, -round(share, 1), -row.place


def cited_counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many works here name each act, held or not; its own provisions apart."""
    rows = db.execute(
        "SELECT act, count(DISTINCT document_id) FROM (SELECT "
        "CASE instr(t.target, '#') WHEN 0 THEN t.target "
        "ELSE substr(t.target, 1, instr(t.target, '#') - 1) END AS act, p.document_id "
        "FROM citations c JOIN cited t ON t.number = c.target "
        "JOIN passages p ON p.row = c.passage) "
        "WHERE act != document_id GROUP BY act"
    )
    return {act: int(count) for act, count in rows}


def _cited_places(db: sqlite3.Connection, limit: int) -> list[int]:
    counts = sorted(cited_counts(db).items(), key=lambda pair: (-pair[1], pair[0]))
    found: list[int] = []
    for act, _ in counts:
        query = "SELECT place FROM listed WHERE document_id = ? ORDER BY place DESC"
        found += [place for (place,) in db.execute(query, (act,))]
        if len(found) >= limit:
            break
    return found
