"""What people follow, and what came of it: rows of the catalogue that belong to somebody.

An act, ruling, book or provision is followed by its id, whether or not the library holds it; a
question with the settings it was asked with. Each remembers up to which arrival it was looked at
(`index.store.arrivals`) and what was known then; `index.curate.news` finds what is new. Following,
unfollowing and reading are steps that can be taken back (`index.store.undo`).
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from dalil.index.store import undo
from dalil.index.store.arrivals import last_arrival
from dalil.index.store.catalog import Catalog, now
from dalil.index.store.owner import LOCAL
from dalil.index.store.undo import UndoStep, keep, rows_of
from dalil.ingest.errors import FollowError
from dalil.ingest.messages import Message

#: An act, another work, or a provision; a question.
FollowedKind = Literal["work", "question"]
#: What can be new. ``reworded`` is said of saved passages, ``found`` of questions.
NewsKind = Literal[
    "amended", "repealed", "partly_repealed", "ruled", "cited", "arrived", "reworded", "found",
]  # fmt: skip
#: What an owner may follow: each is looked at after every update.
FOLLOWED_LIMIT: Final = 1_000
#: News that are kept; the oldest that were read go first.
NEWS_KEPT: Final = 2_000
#: Characters of a question.
QUESTION_LIMIT: Final = 4_000

_FOLLOWED: Final = "id, kind, subject, settings, at"
#: News of what is followed no longer, since following it was taken back, are nobody's.
_OF_SOMETHING: Final = "AND (followed = 0 OR followed IN (SELECT id FROM followed))"
_NEWS: Final = "id, followed, mark, kind, subject, source, passage, facts, at, read"


@dataclass(frozen=True, slots=True)
class Followed:
    """What somebody follows. ``subject`` is the id of a work or provision, or the question."""

    id: int
    kind: FollowedKind
    subject: str
    settings: Mapping[str, Any]  # of a question: the parameters of its link
    at: str  # ISO 8601, UTC

    def to_dict(self) -> dict[str, Any]:
        """An element of ``followed`` in ``dalil follow --json``."""
        name = "question" if self.kind == "question" else "id"
        return {name: self.subject, "settings": dict(self.settings), "at": self.at}


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One thing that is new for somebody.

    ``subject`` is what is followed (an id, or the question), or the saved passage; ``source`` the
    work that makes it new, ``passage`` where that says so ("": the whole work); ``places`` the ids
    that it is about. ``followed`` is 0 for what is said of saved passages.
    """

    id: int
    followed: int
    mark: str
    kind: NewsKind
    subject: str
    source: str
    passage: str
    places: tuple[str, ...]
    effect: str  # of a ruling: what it decided (`ingest.relations.dicta.Effect`)
    date: str | None  # of the source: its day, or only its year
    at: str  # when it was noticed (ISO 8601, UTC)
    read: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """What is followed with what was known of it; for `index.curate.news`."""

    followed: Followed
    owner: str
    since: int
    known: dict[str, Any]


class Following:
    """What one owner follows, and what is new for them; another's is as if it were not there."""

    def __init__(self, catalog: Catalog, owner: str = LOCAL) -> None:
        self._catalog, self._owner = catalog, owner

    # Reading

    def all(self) -> list[Followed]:
        """What is followed: works first, each kind in the order in which it was named."""
        with self._catalog.snapshot() as db:
            rows = db.execute(
                f"SELECT {_FOLLOWED} FROM followed WHERE owner = ? ORDER BY kind DESC, id",  # noqa: S608
                (self._owner,),
            ).fetchall()
        return [_followed(row) for row in rows]

    def named(self, kind: FollowedKind, subject: str) -> Followed | None:
        """What is followed under that name; of a question whatever its settings."""
        return next((f for f in self.all() if (f.kind, f.subject) == (kind, subject)), None)

    def watched(self) -> list[Watched]:
        """`all`, with what was known of each."""
        with self._catalog.snapshot() as db:
            rows = db.execute(
                f"SELECT {_FOLLOWED}, owner, since, known FROM followed WHERE owner = ?",  # noqa: S608
                (self._owner,),
            ).fetchall()
        return [
            Watched(_followed(row[:5]), row[5], int(row[6]), json.loads(row[7])) for row in rows
        ]

    def news(self, *, unread: bool = False, limit: int = NEWS_KEPT) -> list[NewsItem]:
        """What is new, the latest first; ``unread`` alone, or with what was read."""
        only = "AND read = ''" if unread else ""
        with self._catalog.snapshot() as db:
            rows = db.execute(
                f"SELECT {_NEWS} FROM news WHERE owner = ? {only} {_OF_SOMETHING} "  # noqa: S608
                "ORDER BY id DESC LIMIT ?",
                (self._owner, limit),
            ).fetchall()
        return [_item(row) for row in rows]

    def unread(self) -> int:
        """How many news were not read."""
        with self._catalog.snapshot() as db:
            query = f"SELECT count(*) FROM news WHERE owner = ? AND read = '' {_OF_SOMETHING}"  # noqa: S608
            return int(db.execute(query, (self._owner,)).fetchone()[0])

    def undoable(self) -> UndoStep | None:
        """The step that `take_back` would take back."""
        with self._catalog.snapshot() as db:
            return undo.last(db, self._owner)

    def feed_id(self) -> str:
        """A name for this owner's feed that nobody else's has, the same for as long as it is kept.

        A library that may only be read has none: "".
        """
        with self._catalog.snapshot() as db:
            row = db.execute("SELECT feed FROM looked WHERE owner = ?", (self._owner,)).fetchone()
        if row is not None:
            return str(row[0])
        if self._catalog.read_only:
            return ""
        with self._catalog.transaction() as db:
            looked_at(db, self._owner, 0)
        return self.feed_id()

    # Writing; each of these is one step that can be taken back

    def follow(
        self,
        kind: FollowedKind,
        subject: str,
        settings: Mapping[str, Any] | None = None,
        known: Mapping[str, Any] | None = None,
    ) -> Followed:
        """Follow something from now on; what is followed already stays as it is.

        ``known`` is what is known of it now (`index.curate.news.follow` finds it). Raises
        FollowError for what has no name, and where too much is followed.
        """
        subject = subject.strip()
        if not subject or len(subject) > QUESTION_LIMIT:
            raise FollowError(Message("follow.nothing"))
        said = json.dumps(dict(settings or {}), ensure_ascii=False, sort_keys=True)
        with self._catalog.transaction() as db:
            row = db.execute(
                f"SELECT {_FOLLOWED} FROM followed WHERE owner = ? AND kind = ? AND subject = ? "  # noqa: S608
                "AND settings = ?",
                (self._owner, kind, subject, said),
            ).fetchone()
            if row is not None:
                return _followed(row)
            count = "SELECT count(*) FROM followed WHERE owner = ?"
            if db.execute(count, (self._owner,)).fetchone()[0] >= FOLLOWED_LIMIT:
                raise FollowError(Message("follow.too_many", limit=FOLLOWED_LIMIT))
            at = now()
            number = db.execute(
                "INSERT INTO followed (owner, kind, subject, settings, at, since, known) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (self._owner, kind, subject, said, at, last_arrival(db),
                 json.dumps(dict(known or {}), ensure_ascii=False)),
            ).lastrowid  # fmt: skip
            step = UndoStep("follow", subject)
            keep(db, self._owner, step, [("followed", int(number or 0), None)])
        return Followed(int(number or 0), kind, subject, json.loads(said), at)

    def unfollow(self, number: int) -> bool:
        """Follow it no longer; its news go too. False where the owner follows none of that id."""
        with self._catalog.transaction() as db:
            row = db.execute(
                "SELECT subject FROM followed WHERE id = ? AND owner = ?", (number, self._owner)
            ).fetchone()
            if row is None:
                return False
            told = [
                news
                for (news,) in db.execute(
                    "SELECT id FROM news WHERE owner = ? AND followed = ?", (self._owner, number)
                )
            ]
            before = rows_of(db, "followed", [number]) + rows_of(db, "news", told)
            keep(db, self._owner, UndoStep("unfollow", str(row[0])), before)
            db.execute("DELETE FROM news WHERE owner = ? AND followed = ?", (self._owner, number))
            db.execute("DELETE FROM followed WHERE id = ?", (number,))
        return True

    def mark_read(self, numbers: Iterable[int] | None = None, *, read: bool = True) -> int:
        """Say that these news were read (or not); without numbers all. How many changed."""
        with self._catalog.transaction() as db:
            unlike = "read = ''" if read else "read != ''"
            rows = db.execute(
                f"SELECT id, subject FROM news WHERE owner = ? AND {unlike}",  # noqa: S608
                (self._owner,),
            ).fetchall()
            wanted = None if numbers is None else set(numbers)
            chosen = [(n, s) for n, s in rows if wanted is None or n in wanted]
            if not chosen:
                return 0
            about = chosen[0][1] if len(chosen) == 1 else str(len(chosen))
            ids = [number for number, _ in chosen]
            step = UndoStep("read" if read else "unread", about)
            keep(db, self._owner, step, rows_of(db, "news", ids))
            at = now() if read else ""
            db.executemany("UPDATE news SET read = ? WHERE id = ?", [(at, n) for n in ids])
        return len(ids)

    def take_back(self, only: UndoStep | None = None) -> UndoStep | None:
        """Take the last step back; None where there is none left, or it is not ``only``."""
        with self._catalog.transaction() as db:
            return undo.take_back(db, self._owner, only)

    # Writing of who looks for news; not a person's step

    def note(
        self, watched: Iterable[tuple[int, int, Mapping[str, Any]]], found: Iterable[NewsItem],
        since: int,
    ) -> int:  # fmt: skip
        """Write what was found, and up to where each (id, since, known) was looked at.

        What was told already is not told again, read or not. How many are new.
        """
        with self._catalog.transaction() as db:
            made = 0
            for item in found:
                facts = {"places": item.places, "effect": item.effect, "date": item.date}
                made += db.execute(
                    "INSERT OR IGNORE INTO news (owner, followed, mark, kind, subject, source, "
                    "passage, facts, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (self._owner, item.followed, item.mark, item.kind, item.subject, item.source,
                     item.passage, json.dumps(facts, ensure_ascii=False), item.at),
                ).rowcount  # fmt: skip
            db.executemany(
                "UPDATE followed SET since = ?, known = ? WHERE id = ? AND owner = ?",
                [
                    (upto, json.dumps(dict(known), ensure_ascii=False), number, self._owner)
                    for number, upto, known in watched
                ],
            )
            looked_at(db, self._owner, since)
            db.execute(
                "DELETE FROM news WHERE owner = ? AND read != '' AND id NOT IN "
                "(SELECT id FROM news WHERE owner = ? ORDER BY id DESC LIMIT ?)",
                (self._owner, self._owner, NEWS_KEPT),
            )
        return made

    def looked_since(self) -> int:
        """Up to which arrival this owner's saved passages were looked at."""
        with self._catalog.snapshot() as db:
            row = db.execute("SELECT since FROM looked WHERE owner = ?", (self._owner,)).fetchone()
        return int(row[0]) if row else 0

    def saved(self) -> dict[str, str]:
        """The passages in this owner's collections, each with the first time it was saved."""
        with self._catalog.snapshot() as db:
            rows = db.execute(
                "SELECT s.passage_id, min(s.at) FROM saved s JOIN collections c "
                "ON c.id = s.collection_id WHERE c.owner = ? GROUP BY s.passage_id",
                (self._owner,),
            ).fetchall()
        return dict(rows)


def looked_at(db: sqlite3.Connection, owner: str, since: int) -> None:
    """Write that an owner's news were looked for, up to an arrival."""
    db.execute(
        "INSERT INTO looked (owner, since, feed, at) VALUES (?, ?, ?, ?) ON CONFLICT (owner) "
        "DO UPDATE SET since = max(since, excluded.since), at = excluded.at",
        (owner, since, uuid.uuid4().urn, now()),
    )


def _followed(row: tuple[Any, ...]) -> Followed:
    number, kind, subject, settings, at = row
    return Followed(number, cast(FollowedKind, kind), subject, json.loads(settings), at)


def _item(row: tuple[Any, ...]) -> NewsItem:
    number, followed, mark, kind, subject, source, passage, facts, at, read = row
    said = json.loads(facts)
    return NewsItem(
        number, followed, mark, cast(NewsKind, kind), subject, source, passage,
        tuple(said["places"]), said["effect"], said["date"], at, bool(read),
    )  # fmt: skip
