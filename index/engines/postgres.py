"""An index in PostgreSQL with pgvector: published by one machine, asked by many.

A generation is a row of ``dalil.generations`` (what it says of itself, its works, names and
vocabulary) and six tables, ``dalil.units_7`` and so on:

* ``units``: a unit's row in the catalogue, shown passage, work, place, id;
* ``shown``: the ids of the shown passages;
* ``words`` and ``places``: of every word the units (or places) that have it with its BM25 score in
  each, as one block of numbers. A question reads the blocks of its words, and the reader adds them
  up: a quarter of the time of sparse vectors compared in the server, and the server does next to
  nothing (bench/results/engines.md);
* ``vectors``: pgvector's ``vector``, compared in the server, exactly; beyond `INDEXED_FROM` units
  by its HNSW index;
* ``catalogue``: the pieces of the catalogue that travels with it (`index.engines.catalogue`).

All is written in one transaction, which is the switch: whoever asks sees the generation before or
this one, whole. The one before stays for readers whose catalogue is still that of it. No text of a
question or a source gets into a statement: words are numbers by then.
"""

from __future__ import annotations

import json
import os
import re
import struct
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from dalil.index.engines.catalogue import (
    carried_of,
    packed_piece,
    pieces,
    travelling,
    unpacked_piece,
)
from dalil.index.engines.engine import Carried, Floats, Index, Look, Mask, Publication, gain
from dalil.index.engines.published import (
    Array,
    Candidates,
    Cosines,
    IndexServer,
    Some,
    Words,
    known,
    packed,
    unpacked,
    works_of,
)
from dalil.index.snapshot.bm25 import POSTING
from dalil.index.snapshot.snapshot import DocumentEntry, Generation, Meta
from dalil.index.store.catalog import Catalog
from dalil.ingest.errors import EngineAway, EngineError, GenerationBroken
from dalil.ingest.extras import optional
from dalil.ingest.messages import Message

if TYPE_CHECKING:
    import psycopg

    from dalil.ingest.model import Progress

#: Raised when the tables change: a server that holds a newer one is refused. 2: with a catalogue.
FORMAT: Final = 2
#: Generations that stay: the one in use, and the one before.
KEPT: Final = 2
#: Units from which on the nearest are found by an index of pgvector (HNSW), not by comparing all.
INDEXED_FROM: Final = 200_000
#: Bytes of blocks of words that one process keeps: those of common words come with every question.
BLOCKS_KEPT: Final = 64 * 2**20

_TABLES: Final = ("units", "shown", "words", "places", "vectors", "catalogue")
_KEYS: Final = ("unit", "shown", "word", "word", "unit", "part")
#: Any number, the same for all who publish: they wait for each other.
_PUBLISHING: Final = 0x64616C696C
_IDLE: Final = 8  # connections of one process that stay open
_BATCH: Final = 4_096  # vectors sent at a time
#: A question only reads, ends after half a minute, and is not worth compiling.
_READING: Final = "-c default_transaction_read_only=on -c statement_timeout=30s -c jit=off"
_USUAL: Final = {
    "connect_timeout": "5", "application_name": "dalil", "keepalives_idle": "30",
    "tcp_user_timeout": "15000",
}  # fmt: skip

_HOST: Final = re.compile(r"[\w.\-:/,\[\]]*")
_PORT: Final = re.compile(r"[\d,]*")

T = TypeVar("T")


# The address


class Address:
    """Where the server is, as typed: ``postgresql://user:password@host:port/database``.

    Its text never has the password: `str` gives host, port and database.
    """

    def __init__(self, typed: str) -> None:
        """Raises EngineError for what is none, without a word of it: a password may stand in it."""
        psycopg = _driver()
        wrong = EngineError(Message("engine.address"))
        if not typed.startswith(("postgresql://", "postgres://")):
            raise wrong
        try:
            parts = psycopg.conninfo.conninfo_to_dict(typed)
        except psycopg.Error:
            raise wrong from None
        host, port = str(parts.get("host", "")), str(parts.get("port", ""))
        # What stands in a password and was not escaped ("@", "/") is read as a part of the host.
        if (
            not _HOST.fullmatch(host)
            or not _PORT.fullmatch(port)
            or typed.count("@") > 1
            or ("@" in typed and "user" not in parts)
        ):
            raise wrong
        self._parts = {**_USUAL, **{name: str(value) for name, value in parts.items()}}
        hosts, ports = (host or "localhost").split(","), (port or "5432").split(",")
        ports *= len(hosts) if len(ports) == 1 else 1
        named = ",".join(f"{h}:{p}" for h, p in zip(hosts, ports, strict=False))
        self._named = f"{named}/{self._parts.get('dbname', '')}".rstrip("/")

    def __str__(self) -> str:
        return self._named

    __repr__ = __str__

    def connect(self, options: str = "") -> psycopg.Connection[Any]:
        """A new connection with these settings, unless the address has some; each statement by
        itself. Raises EngineError where nobody answers."""
        driver = _driver()
        try:
            return driver.connect(**{"options": options, **self._parts}, autocommit=True)  # type: ignore[no-any-return]
        except driver.Error as error:
            raise self.away(error) from None

    def away(self, error: Exception) -> EngineAway:
        """What is said where the server does not answer."""
        return EngineAway(Message("engine.away", engine=self, reason=self._plain(error)))

    def refused(self, error: Exception) -> EngineError:
        """What is said where it answers, and does not do what it is asked."""
        return EngineError(Message("engine.refused", engine=self, reason=self._plain(error)))

    def _plain(self, error: Exception) -> str:
        """The first line of what the driver says, without the password, which it never has."""
        said = " ".join(str(error).split()) or type(error).__name__
        secret = self._parts.get("password")
        return said.replace(secret, "***") if secret else said


def _driver() -> Any:
    psycopg = optional("psycopg", "postgres")
    optional("psycopg.conninfo", "postgres")
    return psycopg


class _Connections:
    """Connections for reading, kept open between questions; for many threads."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._guard = Lock()
        self._idle: list[psycopg.Connection[Any]] = []
        self._process = os.getpid()

    def ask(self, question: Callable[[psycopg.Connection[Any]], T]) -> T:
        """What the server says to a question; a connection that broke is made anew, once.

        Raises EngineError where the server is away or refuses, GenerationBroken where the tables
        asked are gone.
        """
        psycopg = _driver()
        for last in (False, True):
            connection = self._taken(new=last)
            try:
                found = question(connection)
            except psycopg.errors.UndefinedTable as error:
                self._give(connection)
                raise GenerationBroken(Message("engine.gone", engine=self.address)) from error
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                broken = connection.broken or connection.closed
                connection.close()
                if broken and not last:  # ended meanwhile: by its server, or with it
                    self.close()
                    continue
                raise self.address.away(error) from None
            except psycopg.Error as error:
                connection.close()
                raise self.address.refused(error) from None
            except BaseException:
                connection.close()
                raise
            self._give(connection)
            return found
        raise AssertionError

    def _taken(self, new: bool) -> psycopg.Connection[Any]:
        with self._guard:
            if self._process != os.getpid():  # a fork: these are the other process's
                self._idle, self._process = [], os.getpid()
            if self._idle and not new:
                return self._idle.pop()
        return self.address.connect(_READING)

    def _give(self, connection: psycopg.Connection[Any]) -> None:
        with self._guard:
            if len(self._idle) < _IDLE:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close those nobody uses; they are opened again when needed."""
        with self._guard:
            idle, self._idle = self._idle, []
            mine = self._process == os.getpid()
        for connection in idle if mine else ():
            connection.close()


# Asking


class Postgres(IndexServer["Address", "_Connections", int, "Published"]):
    """The indexes that a server holds: `index.engines.engine.Server`."""

    def __init__(self, address: str) -> None:
        """Raises EngineError for an address that is none, ExtraMissing without the driver."""
        place = Address(address)
        super().__init__(place, _Connections(place))

    def current(self, catalog: str) -> Published:
        """The newest index of this state of the catalogue (`Catalog.content_hash`), else the
        newest of all.

        Raises EngineError where the server is away, or nothing was published to it.
        """
        query = "SELECT id, catalog, format FROM dalil.generations ORDER BY id DESC"
        try:
            found = self._connections.ask(lambda db: db.execute(query).fetchall())
        except GenerationBroken:
            found = []
        if not found:
            raise EngineError(Message("engine.empty", engine=self.address))
        self.latest = found[0][1]
        number, _, version = next((row for row in found if row[1] == catalog), found[0])
        self._readable(version)
        opened = self._opened.get(number)
        if opened is None:
            opened = Published(self._connections, number)
            kept = {row[0] for row in found}
            self._opened = {n: o for n, o in self._opened.items() if n in kept} | {number: opened}
        return opened

    def _readable(self, version: int) -> None:
        if version > FORMAT:
            raise EngineError(
                Message("engine.other_format", engine=self.address, found=version, known=FORMAT)
            )

    def carried(self) -> Carried | None:
        """See `Server`."""
        newest = "FROM dalil.generations ORDER BY id DESC LIMIT 1"

        def ask(db: psycopg.Connection[Any]) -> tuple[int, int, str | None] | None:
            row = db.execute(f"SELECT id, format {newest}").fetchone()
            if row is None or row[1] < 2:  # published by a version without it
                return None if row is None else (*row, None)
            query = "SELECT id, format, carried FROM dalil.generations WHERE id = %s"
            return db.execute(query, row[:1]).fetchone()

        try:
            found = self._connections.ask(ask)
        except GenerationBroken:  # no table: nothing was ever published
            return None
        if found is None:
            return None
        self._readable(found[1])
        return Carried(str(found[0]), **json.loads(found[2])) if found[2] else None

    def parts(self, carried: Carried) -> Iterator[bytes]:
        """See `Server`. Each piece is asked for by itself: where one server of several ends in the
        middle, the next goes on."""
        query = f"SELECT block FROM dalil.catalogue_{int(carried.generation)} WHERE part = %s"  # noqa: S608
        for part in range(carried.parts):
            row = self._connections.ask(
                lambda db, part=part: db.execute(query, (part,), binary=True).fetchone()  # type: ignore[misc]
            )
            if row is None:
                raise GenerationBroken(Message("engine.gone", engine=self.address))
            yield unpacked_piece(bytes(row[0]))


class Published:
    """One generation in the server: `index.engines.engine.Engine`."""

    def __init__(self, connections: _Connections, number: int) -> None:
        self._connections, self._number = connections, number
        query = (
            "SELECT label, meta, documents, terms, words, places FROM dalil.generations "
            "WHERE id = %s"
        )
        row = connections.ask(lambda db: db.execute(query, (number,), binary=True).fetchone())
        if row is None:
            raise GenerationBroken(Message("engine.gone", engine=connections.address))
        self.label: str = row[0]
        self.name = self.label.partition("-")[0]
        said = unpacked(row[1])
        self.meta = Meta(**said["meta"])
        self.vectors: int = said["vectors"]
        self._indexed: bool = said["indexed"]
        works = unpacked(row[2])
        self.documents = [DocumentEntry(**work) for work in works["documents"]]
        #: The units of a work follow each other.
        self.units_of = np.asarray(works["units"], np.int64)
        self._ends = np.cumsum(self.units_of)
        self.terms = {name: tuple(means) for name, means in unpacked(row[3]).items()}
        words, places = unpacked(row[4]), unpacked(row[5])
        self.vocabulary = Words(words["words"], words["units"], self.meta.units)
        self._places = Words(places["words"], places["units"], places["count"])
        self._blocks: OrderedDict[tuple[str, int], Array] = OrderedDict()
        self._held = 0
        self._guard = Lock()

    def __repr__(self) -> str:
        return f"<{self.label} of {self._connections.address}>"

    @cached_property
    def rows(self) -> Array:
        """The catalogue's row of every unit (8 bytes each), read when it is first asked for."""
        query = f"SELECT row FROM dalil.units_{self._number} ORDER BY unit"  # noqa: S608
        found = self._connections.ask(lambda db: db.execute(query).fetchall())
        return np.array([row for (row,) in found], np.int64)

    def per_unit(self, flags: Sequence[bool]) -> Mask:
        """A flag for every unit, of one for every document."""
        of_units: Mask = np.repeat(np.array(flags, np.bool_), self.units_of)
        return of_units

    def candidates(
        self, looks: Sequence[Look], allowed: Mask | None, depth: int
    ) -> tuple[Index, Mask | None]:
        """See `Engine`. Of the words nothing is left out but what ranks behind ``depth``."""
        texts = list(dict.fromkeys(text for look in looks for text in look.texts()))
        by_words = _Scores(self.vocabulary, self._read("words", self.vocabulary, texts))
        placed = [look.words for look in looks if look.words is not None]
        by_place = _Scores(self._places, self._read("places", self._places, placed))
        found: list[Array] = []
        for look in looks:
            found += _best_by_words(by_words, look, allowed, depth)
            if look.vector is not None and self.vectors:
                found.append(self._near(look.vector, allowed, depth))
        units = np.unique(np.concatenate(found or [np.empty(0, np.int64)])).astype(np.int64)
        made = self._filled(units, looks, by_words, by_place)
        return made, None if allowed is None else allowed[made.units]

    def _read(self, table: str, words: Words, texts: Iterable[str]) -> dict[int, Array]:
        """The blocks of the words of these texts: which units have each, with its score in them."""
        wanted = {number for text in texts for number in words.numbers(text)}
        found: dict[int, Array] = {}
        with self._guard:
            for number in wanted:
                if (block := self._blocks.get((table, number))) is not None:
                    self._blocks.move_to_end((table, number))
                    found[number] = block
        if missing := sorted(wanted - found.keys()):
            query = (
                f"SELECT word, block FROM dalil.{table}_{self._number} "  # noqa: S608
                "WHERE word = ANY(%s)"
            )
            rows = self._connections.ask(
                lambda db: db.execute(query, (missing,), binary=True).fetchall()
            )
            if len(rows) != len(missing):
                raise GenerationBroken(Message("engine.gone", engine=self._connections.address))
            new = {number: np.frombuffer(bytes(block), POSTING) for number, block in rows}
            found |= new
            self._keep(table, new)
        return found

    def _keep(self, table: str, new: dict[int, Array]) -> None:
        with self._guard:
            for number, block in new.items():
                if (table, number) not in self._blocks:
                    self._blocks[table, number] = block
                    self._held += block.nbytes
            while self._held > BLOCKS_KEPT and self._blocks:
                self._held -= self._blocks.popitem(last=False)[1].nbytes

    def _near(self, vector: Floats, allowed: Mask | None, depth: int) -> Array:
        """The allowed units nearest to a vector, and the farthest one: the end of the scale."""
        where, values = self._where(allowed)
        table, asked = f"dalil.vectors_{self._number}", _literal(vector)
        if not self._indexed:
            query = (
                f"WITH q AS MATERIALIZED (SELECT unit, vector <#> %s::vector AS far FROM {table}"  # noqa: S608
                f"{where}) (SELECT unit FROM q ORDER BY far, unit LIMIT %s) UNION ALL "
                "(SELECT unit FROM q ORDER BY far DESC, unit LIMIT 1)"
            )
            rows = self._connections.ask(
                lambda db: db.execute(query, (asked, *values, depth)).fetchall()
            )
            return np.array([unit for (unit,) in rows], np.int64)
        query = f"SELECT unit FROM {table}{where} ORDER BY vector <#> %s::vector LIMIT %s"  # noqa: S608

        def both(db: psycopg.Connection[Any]) -> list[Any]:
            with db.transaction():
                db.execute(f"SET LOCAL hnsw.ef_search = {max(40, min(1000, 2 * depth))}")
                db.execute("SET LOCAL hnsw.iterative_scan = strict_order")
                near = db.execute(query, (*values, asked, depth)).fetchall()
                return near + db.execute(query, (*values, _literal(-vector), 1)).fetchall()

        return np.array([unit for (unit,) in self._connections.ask(both)], np.int64)

    def _where(self, allowed: Mask | None) -> tuple[str, tuple[Any, ...]]:
        """The condition that only allowed units meet: by their works where that says all."""
        if allowed is None:
            return "", ()
        counts = np.diff(np.concatenate(([0], np.cumsum(allowed)))[np.append(0, self._ends)])
        if ((counts == 0) | (counts == self.units_of)).all():
            return " WHERE document = ANY(%s)", (np.flatnonzero(counts).tolist(),)
        return " WHERE unit = ANY(%s)", (np.flatnonzero(allowed).tolist(),)

    def _filled(
        self, units: Array, looks: Sequence[Look], by_words: _Scores, by_place: _Scores
    ) -> Candidates:
        """These units with their facts and both scores for every look."""
        vectors = [look.vector for look in looks if look.vector is not None and self.vectors]
        cosines = "".join(", v.vector <#> %s::vector" for _ in vectors)
        n = self._number
        query = (
            f"SELECT u.unit, u.row, u.shown, u.document, u.penjelasan, u.place, u.passage_id, "  # noqa: S608
            f"s.shown_id{cosines} FROM dalil.units_{n} u JOIN dalil.shown_{n} s USING (shown) "
            f"{f'LEFT JOIN dalil.vectors_{n} v USING (unit) ' if vectors else ''}"
            "WHERE u.unit = ANY(%s) ORDER BY u.unit"
        )
        values = (*map(_literal, vectors), units.tolist())
        rows = self._connections.ask(lambda db: db.execute(query, values, binary=True).fetchall())
        if len(rows) != len(units):
            raise GenerationBroken(Message("engine.gone", engine=self._connections.address))
        numbers = np.array([row[1:6] for row in rows], np.int64).reshape(-1, 5)
        works, document = np.unique(numbers[:, 2], return_inverse=True)
        lacking = np.array([bool(vectors) and row[8] is None for row in rows], np.bool_)
        return Candidates(
            units=units,
            meta=replace(self.meta, units=len(units)),
            documents=[self.documents[int(work)] for work in works],
            rows=numbers[:, 0],
            group=numbers[:, 1],
            document=document.astype(np.int64),
            penjelasan=numbers[:, 3].astype(np.bool_),
            place=numbers[:, 4],
            passage_ids=[bytes(row[6]).decode() for row in rows],
            shown_ids={int(row[2]): bytes(row[7]).decode() for row in rows},
            without=lacking if self.vectors < self.meta.units else None,
            lexical=Some({
                text: by_words.scores(text)[units] for look in looks for text in look.texts()
            }),
            places=Some({
                look.words: by_place.scores(look.words)
                for look in looks if look.words is not None
            }),
            dense=Cosines({
                vector.tobytes(): np.array([-(row[8 + at] or 0.0) for row in rows], np.float32)
                for at, vector in enumerate(vectors)
            }) if vectors else None,
        )  # fmt: skip


class _Scores:
    """BM25 over all units (or places), added up of the blocks of some words."""

    def __init__(self, words: Words, blocks: dict[int, Array]) -> None:
        self._words, self._blocks = words, blocks
        self._made: dict[str, Floats] = {}

    def scores(self, query: str) -> Floats:
        """The score of each, as the index on disk gives it."""
        found = self._made.get(query)
        if found is None:
            found = np.zeros(self._words.count, np.float32)
            for number in self._words.numbers(query):
                block = self._blocks[number]
                found[block["unit"]] += block["score"]
            self._made[query] = found
        return found


def _best_by_words(by_words: _Scores, look: Look, allowed: Mask | None, depth: int) -> list[Array]:
    """The best allowed units by words, and those at the ends of its scales."""
    if look.words is None:
        return []
    total = by_words.scores(look.words)
    for same in look.names:
        total = total + gain(by_words, same)
    ends = [np.array([by_words.scores(text).argmax()]) for text in look.texts() if len(total)]
    units = np.flatnonzero(total) if allowed is None else np.flatnonzero((total != 0) & allowed)
    if len(units) > depth:
        values = total[units]
        least = np.partition(values, len(values) - depth)[len(values) - depth]
        best = units[values > least]
        # Of those that tie with the last no more than are missing: a word that half of a library
        # has would bring half of it.
        units = np.concatenate([best, units[values == least][: depth - len(best)]])
    may = np.arange(len(total)) if allowed is None else np.flatnonzero(allowed)
    if len(may):
        ends += [may[[int(total[may].argmin()), int(total[may].argmax())]]]
    return [units, *ends]


def _literal(vector: Floats) -> str:
    return f"[{','.join(map(repr, map(float, vector)))}]"


# Publishing


def publish(
    generation: Generation,
    address: str,
    progress: Progress | None = None,
    indexed_from: int = INDEXED_FROM,
    catalog: Catalog | None = None,
) -> Publication:
    """Write a generation and its catalogue into a server, in one transaction, and put it in use.

    Raises EngineError where the server is away, holds another format, or lets this user not.
    """
    psycopg, to = _driver(), Address(address)
    tell = progress or (lambda *_: None)
    with to.connect() as db:
        try:
            with db.transaction():
                return _publish(db, to, generation, tell, indexed_from, catalog)
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise to.away(error) from None
        except psycopg.Error as error:
            raise to.refused(error) from None


def _publish(
    db: psycopg.Connection[Any],
    to: Address,
    generation: Generation,
    tell: Progress,
    indexed_from: int,
    catalog: Catalog | None,
) -> Publication:
    db.execute("SELECT pg_advisory_xact_lock(%s)", (_PUBLISHING,))
    _prepare(db, to)
    said = packed({
        "meta": asdict(generation.meta),
        "vectors": generation.vectors,
        "indexed": generation.meta.units >= indexed_from,
        "derived": catalog.derived_by() if catalog is not None else "",
    })  # fmt: skip
    newest = db.execute(
        "SELECT id, meta FROM dalil.generations ORDER BY id DESC LIMIT 1", binary=True
    ).fetchone()
    already = newest is not None and bytes(newest[1]) == said
    number = newest[0] if newest and already else _written(db, generation, said, tell, catalog)
    (size,) = db.execute(
        "SELECT sum(pg_total_relation_size(('dalil.' || name || '_' || %s::text)::regclass)) "
        "FROM unnest(%s::text[]) name",
        (number, list(_TABLES)),
    ).fetchone() or (0,)
    return Publication(
        str(to), generation.label, generation.meta.units, generation.vectors, int(size), already,
        _carried_bytes(db, number),
    )  # fmt: skip


def _carried_bytes(db: psycopg.Connection[Any], number: int) -> int:
    row = db.execute("SELECT carried FROM dalil.generations WHERE id = %s", (number,)).fetchone()
    return int(json.loads(row[0])["bytes"]) if row and row[0] else 0


def _prepare(db: psycopg.Connection[Any], to: Address) -> None:
    """The extension, the schema and the list of generations, where they are not there yet."""
    psycopg = _driver()
    if not db.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'").fetchone():
        try:
            with db.transaction():
                db.execute("CREATE EXTENSION vector")
        except psycopg.Error as error:
            raise EngineError(Message("engine.no_vector", engine=to)) from error
    if db.execute("SELECT to_regclass('dalil.generations')::text").fetchone() != (None,):
        versions = db.execute("SELECT DISTINCT format FROM dalil.generations").fetchall()
        for (version,) in versions:
            if version > FORMAT:
                raise EngineError(
                    Message("engine.other_format", engine=to, found=version, known=FORMAT)
                )
        db.execute("ALTER TABLE dalil.generations ADD COLUMN IF NOT EXISTS carried text")
        return
    db.execute("CREATE SCHEMA IF NOT EXISTS dalil")
    db.execute(
        "CREATE TABLE dalil.generations (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
        "format int NOT NULL, label text NOT NULL, catalog text NOT NULL, meta bytea NOT NULL, "
        "documents bytea NOT NULL, terms bytea NOT NULL, words bytea NOT NULL, "
        "places bytea NOT NULL, published timestamptz NOT NULL DEFAULT now(), carried text)"
    )


def _written(
    db: psycopg.Connection[Any],
    generation: Generation,
    said: bytes,
    tell: Progress,
    catalog: Catalog | None,
) -> int:
    words, places = generation.lexical.postings(), generation.places.postings()
    row = db.execute(
        "INSERT INTO dalil.generations (format, label, catalog, meta, documents, terms, words, "
        "places) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
        (
            FORMAT, generation.label, generation.meta.catalog, said, packed(works_of(generation)),
            packed(generation.terms), packed(known(words, generation.meta.units)),
            packed(known(places, generation.places.count)),
        ),
    ).fetchone()  # fmt: skip
    assert row is not None
    n: int = row[0]
    for statement in (
        f"CREATE TABLE dalil.units_{n} (unit int, row bigint, shown int, document int, "
        "penjelasan boolean, place int, passage_id bytea)",
        f"CREATE TABLE dalil.shown_{n} (shown int, shown_id bytea)",
        f"CREATE TABLE dalil.words_{n} (word int, block bytea STORAGE EXTERNAL)",
        f"CREATE TABLE dalil.places_{n} (word int, block bytea STORAGE EXTERNAL)",
        f"CREATE TABLE dalil.vectors_{n} (unit int, document int, vector vector)",
        f"CREATE TABLE dalil.catalogue_{n} (part int, block bytea STORAGE EXTERNAL)",
    ):
        db.execute(statement)
    count = generation.meta.units
    _copy(db, f"units_{n}", (
        (_INT.pack(unit), _LONG.pack(int(generation.rows[unit])),
         _INT.pack(int(generation.group[unit])), _INT.pack(int(generation.document[unit])),
         b"\1" if generation.penjelasan[unit] else b"\0", _INT.pack(int(generation.place[unit])),
         generation.passage_ids[unit].encode())
        for unit in range(count)
    ))  # fmt: skip
    shown = generation.shown_ids
    _copy(db, f"shown_{n}", ((_INT.pack(at), shown[at].encode()) for at in range(len(shown))))
    for table, held in (("words", words), ("places", places)):
        _copy(db, f"{table}_{n}", ((_INT.pack(at), block) for at, block in enumerate(held.blocks)))
    _copy_vectors(db, f"vectors_{n}", generation, tell)
    if catalog is not None:
        _copy_catalogue(db, n, catalog, generation.meta.catalog, tell)
    for table, key in zip(_TABLES, _KEYS, strict=True):
        db.execute(f"ALTER TABLE dalil.{table}_{n} ADD PRIMARY KEY ({key})")
    db.execute(f"CREATE INDEX ON dalil.vectors_{n} (document)")
    if unpacked(said)["indexed"] and (dense := generation.dense) is not None:
        db.execute(
            f"ALTER TABLE dalil.vectors_{n} ALTER vector TYPE vector({int(dense.dimension)})"
        )
        db.execute(f"CREATE INDEX ON dalil.vectors_{n} USING hnsw (vector vector_ip_ops)")
    for table in _TABLES:
        db.execute(f"ANALYZE dalil.{table}_{n}")
    old = db.execute("SELECT id FROM dalil.generations ORDER BY id DESC OFFSET %s", (KEPT,))
    for (number,) in old.fetchall():
        db.execute("DELETE FROM dalil.generations WHERE id = %s", (number,))
        for table in _TABLES:
            db.execute(f"DROP TABLE IF EXISTS dalil.{table}_{int(number)}")
    return n


_INT, _LONG, _FIELD = struct.Struct(">i"), struct.Struct(">q"), struct.Struct(">i")
#: How a table is sent: PostgreSQL's binary COPY (its manual, "COPY", "Binary Format").
_HEAD, _END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


def _copy(db: psycopg.Connection[Any], table: str, rows: Iterable[tuple[bytes, ...]]) -> None:
    with _copying(db, table) as write:
        for row in rows:
            write(
                struct.pack(">h", len(row))
                + b"".join(_FIELD.pack(len(value)) + value for value in row)
            )


@contextmanager
def _copying(db: psycopg.Connection[Any], table: str) -> Iterator[Callable[[bytes], None]]:
    with db.cursor().copy(f"COPY dalil.{table} FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(_HEAD)
        yield copy.write
        copy.write(_END)


def _copy_catalogue(
    db: psycopg.Connection[Any], number: int, catalog: Catalog, state: str, tell: Progress
) -> None:
    with travelling(catalog, state) as path:
        said = carried_of(path, str(number))
        with _copying(db, f"catalogue_{number}") as write:
            for part, piece in enumerate(pieces(path)):
                fields = (_INT.pack(part), packed_piece(piece))
                write(struct.pack(">h", len(fields)))
                for field in fields:
                    write(_FIELD.pack(len(field)) + field)
                tell("publish_catalogue", part + 1, said.parts)
    kept = {name: value for name, value in asdict(said).items() if name != "generation"}
    db.execute(
        "UPDATE dalil.generations SET carried = %s WHERE id = %s", (json.dumps(kept), number)
    )


def _copy_vectors(
    db: psycopg.Connection[Any], table: str, generation: Generation, tell: Progress
) -> None:
    dense = generation.dense
    units = np.arange(generation.meta.units)
    if generation.without is not None:
        units = np.flatnonzero(~generation.without)
    if dense is None or not len(units):
        return
    d = dense.dimension
    kind = np.dtype([
        ("n", ">i2"), ("a", ">i4"), ("unit", ">i4"), ("b", ">i4"), ("document", ">i4"),
        ("c", ">i4"), ("d", ">i2"), ("unused", ">i2"), ("vector", ">f4", (d,)),
    ])  # fmt: skip
    with _copying(db, table) as write:
        for start in range(0, len(units), _BATCH):
            some = units[start : start + _BATCH]
            made = np.zeros(len(some), kind)
            made["n"], made["a"], made["b"], made["c"], made["d"] = 3, 4, 4, 4 + 4 * d, d
            made["unit"], made["document"] = some, generation.document[some]
            made["vector"] = dense.vectors(some)
            write(made.tobytes())
            tell("publish", start + len(some), len(units))
