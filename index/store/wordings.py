"""Which passage words a provision in which period, as rows of the catalogue.

Rows are there only for provisions that an act of this library changed; they follow from the
changes that are stored with the acts, and are written anew when an act of a chain comes, goes or
changes (`index.wording_periods`). A row that is not what was written is damage, not an answer.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Final, Literal

#: ``original``, ``replaced``, ``inserted``, ``deleted``, ``uncertain``: as `index.consolidate` says
#: them; ``partly``: some of the units in it are other ones; ``phrase``: words in it were replaced;
#: ``quoted``: an amending act prints it again as it is.
State = Literal[
    "original", "replaced", "inserted", "deleted", "uncertain", "partly", "phrase", "quoted"
]
#: Until when what nobody has changed is in force.
NO_END: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Wording:
    """A provision has this wording from ``since`` ("": from the beginning) until before ``until``.

    ``passage`` is the id of the passage that holds it ("" where it is deleted, or no passage
    does); ``exact``: the passage is the wording, and not only around it; ``start`` and ``end`` are
    its span in that passage's document (0, 0: not one span). ``source`` is the provision that gave
    it ("" for the act's own), ``day`` the day from which it counts ("" where that is unknown:
    ``since`` is then the first day on which it surely does). ``reason`` is why it is uncertain, a
    key of `index.consolidate.REASONS`.
    """

    act: str
    place: str
    since: str
    passage: str
    until: str
    state: State
    source: str = ""
    day: str = ""
    exact: bool = True
    start: int = 0
    end: int = 0
    reason: str = ""

    @property
    def provision(self) -> str:
        """The id of the provision in its act's own numbering."""
        return f"{self.act}#{self.place}"

    def holds(self, day: str) -> bool:
        """Whether it does on this day."""
        return self.since <= day < self.until


_NAMES: Final = tuple(f.name for f in fields(Wording))
_VALUES: Final = attrgetter(*_NAMES)
_EXACT: Final = _NAMES.index("exact")
_COLUMNS: Final = ", ".join(_NAMES)
_MARKS: Final = ", ".join("?" * (len(_NAMES) + 1))


def store(db: sqlite3.Connection, act: str, state: str, rows: Iterable[Wording]) -> None:
    """Keep the wordings of an act's provisions in place of those known, and what made them."""
    db.execute("DELETE FROM wordings WHERE act = ?", (act,))
    db.executemany(
        f"INSERT OR REPLACE INTO wordings ({_COLUMNS}, checksum) VALUES ({_MARKS})",  # noqa: S608
        ((*values, _checksum(values)) for values in map(_values, rows)),
    )
    db.execute("INSERT OR REPLACE INTO worded VALUES (?, ?)", (act, state))


def forget(db: sqlite3.Connection, act: str) -> None:
    """Drop what is known of an act's provisions."""
    db.execute("DELETE FROM wordings WHERE act = ?", (act,))
    db.execute("DELETE FROM worded WHERE act = ?", (act,))


def states(db: sqlite3.Connection) -> dict[str, str]:
    """What the rows of each act were made from."""
    return dict(db.execute("SELECT act, state FROM worded"))


def any_at_all(db: sqlite3.Connection) -> bool:
    """Whether any provision here was changed: in most small libraries none was."""
    return db.execute("SELECT 1 FROM wordings LIMIT 1").fetchone() is not None


def of_passages(db: sqlite3.Connection, passages: Sequence[str]) -> list[Wording]:
    """The wordings that passages give, or gave, by their day. Raises ValueError for damage."""
    return _read(db, f"passage IN ({', '.join('?' * len(passages))})", tuple(passages))


def given_by(db: sqlite3.Connection, source: str) -> list[Wording]:
    """The wordings that an instruction gave, by their day. Raises ValueError for damage."""
    return _read(db, "source = ?", (source,))


def of_place(db: sqlite3.Connection, act: str, place: str) -> list[Wording]:
    """The wordings of a provision by their day. Raises ValueError for damage."""
    return _read(db, "act = ? AND place = ?", (act, place))


def _read(db: sqlite3.Connection, where: str, values: tuple[str, ...]) -> list[Wording]:
    found = []
    for row in db.execute(
        f"SELECT {_COLUMNS}, checksum FROM wordings WHERE {where} ORDER BY since, act, place",  # noqa: S608
        values,
    ):
        *given, checksum = row
        if _checksum(tuple(given)) != checksum:
            raise ValueError(f"wording of {given[0]}#{given[1]}")
        given[_EXACT] = bool(given[_EXACT])
        found.append(Wording(*given))
    return found


def _values(row: Wording) -> tuple[object, ...]:
    return tuple(int(v) if isinstance(v, bool) else v for v in _VALUES(row))


def _checksum(values: tuple[object, ...]) -> int:
    return zlib.crc32(repr(values).encode("utf-8", "surrogatepass"))
