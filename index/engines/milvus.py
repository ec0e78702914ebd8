"""An index in Milvus: shards and replicas of a cluster hold it, for tens of millions of units.

A generation is two collections, named by its number, the state of its catalogue and a digest of
what it says of itself:

* ``…_units``: a unit's facts, ``vector`` (compared by inner product), and two sparse vectors: its
  words with their BM25 scores in it (``words``), and those of its place (``placed``). The product
  with the counts of a question's words is our BM25, so the server finds by our formula;
* ``…_parts``: in pieces of text, since Milvus keeps no bytes: what is told of the whole index, and
  the catalogue that travels with it (`index.engines.catalogue`).

The alias ``dalil`` names the units in use and ``dalil_before`` those before them, for readers whose
catalogue is still theirs. A publication is written beside, counted, and put in use by moving the
aliases. A collection's name says which catalogue it is of, so one look at an alias finds it.

What can matter for a question: the best units by its words, and by them together with the other
names of the things it names; the nearest and the farthest by meaning; the best of every name; and
some of all over the index, of which some have none of its words. Their words and vectors come with
their facts, and both scores are computed of them here, exactly.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from threading import Lock
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

import numpy as np

from dalil.index.engines.catalogue import (
    carried_of,
    packed_piece,
    pieces,
    travelling,
    unpacked_piece,
)
from dalil.index.engines.engine import Carried, Floats, Index, Look, Mask, Publication
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
from dalil.index.snapshot.bm25 import POSTING, Postings
from dalil.index.snapshot.snapshot import DocumentEntry, Generation, Meta
from dalil.index.store.catalog import Catalog
from dalil.ingest.errors import EngineAway, EngineError, GenerationBroken
from dalil.ingest.extras import optional
from dalil.ingest.messages import Message
from dalil.ingest.model import Progress

#: Raised when the collections change: a server that holds a newer one is refused.
FORMAT: Final = 1
#: Units from which on the nearest are found by a graph (HNSW), not by comparing all.
INDEXED_FROM: Final = 200_000
#: Bytes of a catalogue that Milvus carries. It holds what it carries in memory: a larger one is
#: brought to the readers by other ways, which the publication says.
MOST_CARRIED: Final = 2 * 10**9
#: The token of Milvus ("user:password"), where the address has none.
TOKEN: Final = "MILVUS_TOKEN"  # noqa: S105  the name of a setting

_ALIAS, _BEFORE = "dalil", "dalil_before"
_NAME: Final = re.compile(r"dalil_v(\d+)_(\d+)_([0-9a-f]*)_([0-9a-f]{16})_(units|parts)")
_CONNECT_S, _ANSWER_S, _PUBLISH_S = 5.0, 30.0, 600.0
#: What Milvus gives at most in one answer.
_MOST: Final = 16_384
#: Units looked at besides, from all over the index: one of them has no word of the question.
_SAMPLED: Final = 64
#: The same where filters let only some be found, which all may have the words; so few are all
#: looked at, since Milvus tells the best by words and never the last.
_SAMPLED_OF_SOME, _ALL_OF_SOME = 512, 2_000
_BATCH: Final = 500  # units sent at a time
#: Bytes in one row of text: Milvus takes 65,535 characters, and three bytes are four of them.
_ROW: Final = 48_000
_ROWS: Final = 32  # rows of text asked for or sent at a time
#: A number of `words` that every unit has, and nobody asks for: Milvus takes no empty vector.
_ALWAYS: Final = 0
#: The pieces of the catalogue, behind what is told of the index; rows of a piece.
_CATALOGUE, _PIECE = 1_000_000, 1_000
_FACTS: Final = ("row", "shown", "document", "penjelasan", "place", "passage_id", "shown_id")

T = TypeVar("T")
Sparse = dict[int, float]


# The address


class Address:
    """Where the server is, as typed: ``milvus://user:password@host:port/database``.

    ``milvuss://`` asks by TLS; what the driver calls ``ca_pem_path``, ``client_pem_path``,
    ``client_key_path``, ``server_pem_path`` and ``server_name`` may follow a ``?``. Its text never
    has the password: `str` gives host, port and database.
    """

    def __init__(self, typed: str) -> None:
        """Raises EngineError for what is none, without a word of it: a password may stand in it."""
        wrong = EngineError(Message("engine.address"))
        os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # read when gRPC is first imported
        optional("pymilvus", "milvus")
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # errors are told by us, once
        try:
            parts = urlsplit(typed)
            host, port = parts.hostname, parts.port or 19530
            given = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
        except ValueError:
            raise wrong from None
        database = parts.path.strip("/")
        # What stands in a password and was not escaped ("@", "/") is read as a part of the host.
        if (
            parts.scheme not in {"milvus", "milvuss"}
            or not host
            or not re.fullmatch(r"[\w.:-]+", host)
            or not re.fullmatch(r"\w*", database)
            or typed.count("@") > 1
            or not given.keys() <= _TLS
            or parts.fragment
        ):
            raise wrong
        self.database = database
        self._secret = unquote(parts.password or "")
        user = unquote(parts.username or "")
        token = f"{user}:{self._secret}" if user or self._secret else os.environ.get(TOKEN, "")
        self._secret = self._secret or token.partition(":")[2] or token
        scheme = "https" if parts.scheme == "milvuss" or given else "http"
        shown = f"[{host}]" if ":" in host else host
        self._how = {"uri": f"{scheme}://{shown}:{port}", "token": token, **given}
        self._named = f"{shown}:{port}/{database}".rstrip("/")

    def __str__(self) -> str:
        return self._named

    __repr__ = __str__

    def connect(self, database: str | None = None) -> Any:
        """A client of its own. Raises EngineError where nobody answers."""
        pymilvus = optional("pymilvus", "milvus")
        named = self.database if database is None else database
        try:
            return pymilvus.MilvusClient(
                **self._how, db_name=named, timeout=_CONNECT_S, dedicated=True
            )
        except Exception as error:
            raise self.told(error) from None

    def told(self, error: Exception) -> EngineError:
        """What is said of an error of the driver: the server is away, refuses, or has not what is
        asked for (GenerationBroken)."""
        if isinstance(error, EngineError):
            return error
        code = getattr(error, "code", None)
        code = code() if callable(code) else code
        if getattr(code, "name", "") in _AWAY or code == 2 or "UNAVAILABLE" in str(error):
            return EngineAway(Message("engine.away", engine=self, reason=self._plain(error)))
        return EngineError(Message("engine.refused_milvus", engine=self, reason=self._plain(error)))

    def _plain(self, error: Exception) -> str:
        """The first words of what the driver says, without the password."""
        said = str(getattr(error, "message", "") or error) or type(error).__name__
        said = " ".join(said.split())[:300]
        return said.replace(self._secret, "***") if self._secret else said


_TLS: Final = {"ca_pem_path", "client_pem_path", "client_key_path", "server_pem_path",
               "server_name"}  # fmt: skip
_AWAY: Final = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "CANCELLED"}
#: Milvus: no such collection, no such database, no such alias.
_NONE: Final = {100, 800, 1600}


def _is_none(error: Exception) -> bool:
    """Whether Milvus says that there is no such collection, alias or database."""
    return getattr(error, "code", None) in _NONE or bool(
        re.search(r"(database|alias|collection).*(not exist|not found)", str(error))
    )


def _is_released(error: Exception) -> bool:
    """Whether Milvus says that a collection is not loaded: it was released, or the server has
    forgotten it (milvus-lite does, when it is started again)."""
    return getattr(error, "code", None) == 101 or bool(
        re.search(r"not loaded|'released'", str(getattr(error, "message", "")))
    )


class _Connection:
    """A client for reading, kept open between questions; for many threads."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._guard = Lock()
        self._client: Any = None
        self._process = os.getpid()

    def ask(self, question: Callable[[Any], T], of: str = "") -> T:
        """What the server says to a question; where the connection broke, once more by a new one;
        where the collection it is asked ``of`` is not in its memory, once more when it is.

        Raises EngineError where the server is away or refuses, GenerationBroken where the
        collection asked is gone.
        """
        tried: set[str] = set()
        while True:
            client, new = self._taken()
            try:
                return question(client)
            except Exception as error:
                if _is_none(error):
                    raise GenerationBroken(Message("engine.gone", engine=self.address)) from error
                told = self.address.told(error)
                if isinstance(told, EngineAway) and not new and "connect" not in tried:
                    tried.add("connect")
                    self.close()
                elif of and "load" not in tried and _is_released(error):
                    tried.add("load")
                    self.ask(lambda client: client.load_collection(of, timeout=_ANSWER_S))
                else:
                    raise told from None

    def _taken(self) -> tuple[Any, bool]:
        with self._guard:
            if self._process != os.getpid():  # a fork: this is the other process's
                self._client, self._process = None, os.getpid()
            new = self._client is None
            if new:
                self._client = self.address.connect()
            return self._client, new

    def close(self) -> None:
        """Close it; it is opened again when needed."""
        with self._guard:
            client, self._client = self._client, None
            if client is not None and self._process == os.getpid():
                with suppress(Exception):
                    client.close()


# Asking


@dataclass(frozen=True, slots=True)
class _Named:
    """A generation's collections."""

    number: int
    catalog: str
    digest: str
    version: int = FORMAT

    def of(self, what: str) -> str:
        return f"dalil_v{self.version}_{self.number}_{self.catalog}_{self.digest}_{what}"


def _named(collection: str) -> _Named | None:
    found = _NAME.fullmatch(collection)
    if found is None:
        return None
    return _Named(int(found[2]), found[3], found[4], int(found[1]))


def _behind(client: Any, alias: str) -> _Named | None:
    """What an alias names; None where there is none."""
    try:
        return _named(client.describe_alias(alias, timeout=_ANSWER_S)["collection_name"])
    except Exception as error:
        if _is_none(error):
            return None
        raise


class Milvus(IndexServer["Address", "_Connection", str, "Published"]):
    """The indexes that a server holds: `index.engines.engine.Server`."""

    def __init__(self, address: str) -> None:
        """Raises EngineError for an address that is none, ExtraMissing without the driver."""
        place = Address(address)
        super().__init__(place, _Connection(place))

    def current(self, catalog: str) -> Published:
        """See `Server`. Raises EngineError where nothing was published."""
        named = self._newest()
        if named is None:
            raise EngineError(Message("engine.empty", engine=self.address))
        self.latest = named.catalog
        if named.catalog != catalog:
            before = self._connections.ask(lambda client: _behind(client, _BEFORE))
            if before is not None and before.catalog == catalog and before.version <= FORMAT:
                named = before
        return self._open(named)

    def _newest(self) -> _Named | None:
        try:
            named = self._connections.ask(lambda client: _behind(client, _ALIAS))
        except GenerationBroken:  # no such database: nothing was ever published
            return None
        if named is not None and named.version > FORMAT:
            raise EngineError(
                Message("engine.other_format", engine=self.address, found=named.version,
                        known=FORMAT)
            )  # fmt: skip
        return named

    def _open(self, named: _Named) -> Published:
        units = named.of("units")
        opened = self._opened.get(units)
        if opened is None:
            opened = Published(self._connections, named)
            others = list(self._opened.items())[-1:]  # the one before is still asked
            self._opened = dict(others) | {units: opened}
        return opened

    def carried(self) -> Carried | None:
        """See `Server`."""
        named = self._newest()
        return None if named is None else self._open(named).carried

    def parts(self, carried: Carried) -> Iterator[bytes]:
        """See `Server`."""
        for piece in range(carried.parts):
            start = _CATALOGUE + piece * _PIECE
            kept = _text(self._connections, carried.generation, start, start + _PIECE)
            yield unpacked_piece(kept)


def _text(connection: _Connection, parts: str, start: int, end: int) -> bytes:
    """What is kept in the rows from ``start`` to ``end`` of a collection of text."""
    kept: list[bytes] = []
    while start < end:
        stop = min(start + _ROWS, end)
        rows = connection.ask(
            lambda client, start=start, stop=stop: client.query(  # type: ignore[misc]
                parts, filter=f"part >= {start} and part < {stop}",
                output_fields=["part", "text"], limit=_ROWS, timeout=_ANSWER_S,
            ),
            of=parts,
        )  # fmt: skip
        found = {int(row["part"]): str(row["text"]) for row in rows}
        if sorted(found) != list(range(start, start + len(found))):
            raise GenerationBroken(Message("engine.gone", engine=connection.address))
        kept += [base64.b64decode(found[part]) for part in sorted(found)]
        if len(found) < stop - start:
            break
        start = stop
    return b"".join(kept)


class Published:
    """One generation in the server: `index.engines.engine.Engine`."""

    def __init__(self, connection: _Connection, named: _Named) -> None:
        self._connection = connection
        self._units, self._parts = named.of("units"), named.of("parts")
        first = _text(connection, self._parts, 0, 1)
        if not first:
            raise GenerationBroken(Message("engine.gone", engine=connection.address))
        said = json.loads(first)
        self.label: str = said["label"]
        self.name = self.label.partition("-")[0]
        self.meta = Meta(**said["meta"])
        self.vectors: int = said["vectors"]
        self._indexed: bool = said["indexed"]
        self._rows_at: tuple[int, int] = (said["rows"][0], said["rows"][1])
        kept = said["carried"]
        self.carried = Carried(self._parts, **kept) if kept else None
        told = unpacked(_text(connection, self._parts, 1, said["rows"][0]))
        self.documents = [DocumentEntry(**work) for work in told["works"]["documents"]]
        #: The units of a work follow each other.
        self.units_of = np.asarray(told["works"]["units"], np.int64)
        self._ends = np.cumsum(self.units_of)
        self.terms = {name: tuple(means) for name, means in told["terms"].items()}
        words, places = told["words"], told["places"]
        self.vocabulary = Words(words["words"], words["units"], self.meta.units)
        self._places = Words(places["words"], places["units"], places["count"])

    def __repr__(self) -> str:
        return f"<{self.label} of {self._connection.address}>"

    @cached_property
    def rows(self) -> Array:
        """The catalogue's row of every unit (8 bytes each), read when it is first asked for."""
        kept = unpacked_all(_text(self._connection, self._parts, *self._rows_at))
        return np.frombuffer(kept, "<i8")

    def per_unit(self, flags: Sequence[bool]) -> Mask:
        """A flag for every unit, of one for every document."""
        of_units: Mask = np.repeat(np.array(flags, np.bool_), self.units_of)
        return of_units

    def candidates(
        self, looks: Sequence[Look], allowed: Mask | None, depth: int
    ) -> tuple[Index, Mask | None]:
        """See `Engine`."""
        depth = min(depth, _MOST)
        may = np.arange(self.meta.units) if allowed is None else np.flatnonzero(allowed)
        where = self._where(allowed)
        found: list[Array] = [_spread(may, filtered=allowed is not None)]
        found += self._by_words(looks, where, depth, any_allowed=len(may) > 0)
        vectors = [look.vector for look in looks if look.vector is not None and self.vectors]
        if vectors and len(may):
            having = "encoded == true" if self.vectors < self.meta.units else ""
            there = " and ".join(filter(None, (where, having)))
            found += [ids for ids, _ in self._search("vector", vectors, depth, there)]
            # The farthest: the end of the scale.
            found += [ids for ids, _ in self._search("vector", [-v for v in vectors], 1, there)]
        units = np.unique(np.concatenate(found)).astype(np.int64)
        made = self._filled(units, looks, vectors)
        return made, None if allowed is None else allowed[made.units]

    def _by_words(
        self, looks: Sequence[Look], where: str, depth: int, any_allowed: bool
    ) -> list[Array]:
        """The best units by words: of each look, with the other names; the best of each name."""
        by_words = [look for look in looks if look.words is not None]
        if not by_words:
            return []
        texts = list(dict.fromkeys(text for look in by_words for text in look.texts()))
        asked = {text: _counted(self.vocabulary.numbers(text)) for text in texts}
        scored = [text for text in texts if asked[text]]
        # Unfiltered: what a name is worth is measured over the whole index (`engine.gain`).
        best = self._search("words", [asked[text] for text in scored], 1, "")
        top = {text: float(far[0]) if len(far) else 0.0
               for text, (_, far) in zip(scored, best, strict=True)}  # fmt: skip
        # The best of this look's place, the end of that scale.
        places = [_counted(self._places.numbers(look.words or "")) for look in by_words]
        placed = self._search("placed", [place for place in places if place], 1, "")
        found = [ids for ids, _ in (*best, *placed)]
        if any_allowed:
            wanted = [query for look in by_words for query in _queries(look, asked, top)]
            found += [ids for ids, _ in self._search("words", wanted, depth, where)]
        return found

    def _search(
        self, field: str, queries: Sequence[Sparse | Floats], limit: int, where: str
    ) -> list[tuple[Array, Array]]:
        """The best units for each of these, with how good they are."""
        if not queries:
            return []
        settings: dict[str, Any] = {"metric_type": "IP"}
        if field == "vector" and self._indexed:
            settings["params"] = {"ef": max(64, 2 * limit)}
        results = self._connection.ask(
            lambda client: client.search(
                self._units, data=list(queries), anns_field=field, limit=limit, filter=where,
                output_fields=["unit"], search_params=settings, timeout=_ANSWER_S,
            ),
            of=self._units,
        )  # fmt: skip
        return [
            (np.array(list(hits.ids), np.int64), np.array(list(hits.distances), np.float32))
            for hits in results
        ]

    def _at_places(self, held: Sequence[Sparse], words: str) -> Floats:
        """What some places have of these words, and behind them the end of the scale over all
        places: one that has none, which there is unless all have the same word."""
        numbers = self._places.numbers(words)
        common = any(self._places.is_everywhere(number) for number in numbers)
        return _products([*held, *([] if common else [{}])], numbers)

    def _where(self, allowed: Mask | None) -> str:
        """The condition that only allowed units meet: by their works where that says all."""
        if allowed is None:
            return ""
        counts = np.diff(np.concatenate(([0], np.cumsum(allowed)))[np.append(0, self._ends)])
        if ((counts == 0) | (counts == self.units_of)).all():
            return _among("document", counts > 0)
        return _among("unit", allowed)

    def _filled(self, units: Array, looks: Sequence[Look], vectors: Sequence[Floats]) -> Candidates:
        """These units with their facts and both scores for every look."""
        by_words = any(look.words is not None for look in looks)
        fields = [*_FACTS, *(["words", "placed"] if by_words else []),
                  *(["vector", "encoded"] if vectors else [])]  # fmt: skip
        rows: dict[int, dict[str, Any]] = {}
        for start in range(0, len(units), _BATCH * 4):
            some = units[start : start + _BATCH * 4].tolist()
            answer = self._connection.ask(
                lambda client, some=some: client.query(  # type: ignore[misc]
                    self._units, filter=f"unit in {some}", output_fields=["unit", *fields],
                    limit=len(some), timeout=_ANSWER_S,
                ),
                of=self._units,
            )  # fmt: skip
            rows |= {int(row["unit"]): row for row in answer}
        if len(rows) != len(units):
            raise GenerationBroken(Message("engine.gone", engine=self._connection.address))
        told = [rows[int(unit)] for unit in units]
        document = np.array([row["document"] for row in told], np.int64)
        works, of_works = np.unique(document, return_inverse=True)
        places, place = np.unique([row["place"] for row in told], return_inverse=True)
        at_place = {int(row["place"]): row.get("placed", {}) for row in told}
        lacking = np.array([vectors and not row["encoded"] for row in told], np.bool_)
        cosines: dict[bytes, Floats] = {}
        if vectors:
            held = np.array([row["vector"] for row in told], np.float32)
            held = held.reshape(-1, len(vectors[0]))
            cosines = {v.tobytes(): (held @ v).astype(np.float32) for v in vectors}
        texts = {text for look in looks for text in look.texts()}
        return Candidates(
            units=units,
            meta=replace(self.meta, units=len(units)),
            documents=[self.documents[int(work)] for work in works],
            rows=np.array([row["row"] for row in told], np.int64),
            group=np.array([row["shown"] for row in told], np.int64),
            document=of_works.astype(np.int64).reshape(-1),
            penjelasan=np.array([row["penjelasan"] for row in told], np.bool_),
            place=place.astype(np.int64).reshape(-1),
            passage_ids=[str(row["passage_id"]) for row in told],
            shown_ids={int(row["shown"]): str(row["shown_id"]) for row in told},
            without=lacking if self.vectors < self.meta.units else None,
            lexical=Some({
                text: _products([row["words"] for row in told], self.vocabulary.numbers(text))
                for text in texts
            }),
            places=Some({
                look.words: self._at_places([at_place[int(p)] for p in places], look.words)
                for look in looks if look.words is not None
            }),
            dense=Cosines(cosines) if vectors else None,
        )  # fmt: skip


def _spread(may: Array, *, filtered: bool) -> Array:
    """Some of the units that may be found, from all over the index."""
    if filtered and len(may) <= _ALL_OF_SOME:
        return may
    many = min(len(may), _SAMPLED_OF_SOME if filtered else _SAMPLED)
    spread: Array = may[np.linspace(0, len(may) - 1, many).astype(int)] if many else may
    return spread


def _counted(numbers: Sequence[int]) -> Sparse:
    """The words of a text as a sparse vector: how often each stands there."""
    return {number + 1: float(count) for number, count in Counter(numbers).items()}


def _queries(look: Look, asked: dict[str, Sparse], top: dict[str, float]) -> list[Sparse]:
    """What is looked for by words: the words, and these with every other name of a thing, weighed
    so that its best unit counts as much as that of the name asked (`engine.gain`).

    The second is at least what a unit gets, so the best by both are among its best.
    """
    assert look.words is not None
    words = asked[look.words]
    with_names = dict(words)
    for own, *others in look.names:
        for other in others:
            if top.get(other):
                share = (top.get(own) or top[other]) / top[other]
                for number, count in asked[other].items():
                    with_names[number] = with_names.get(number, 0.0) + share * count
    both = [words] if with_names == words else [words, with_names]
    return [query for query in both if query]


def _products(held: Sequence[Sparse], numbers: Sequence[int]) -> Floats:
    """What each of these vectors has of some words, added up: our BM25."""
    made = np.zeros(len(held), np.float32)
    for number in numbers:  # one after another, as the arrays do: the same to the last digit
        made += np.array([one.get(number + 1, 0.0) for one in held], np.float32)
    return made


def _among(field: str, flags: Mask) -> str:
    """A condition that those flagged meet, by naming them or the others, whichever are fewer."""
    few = np.flatnonzero(flags)
    if 2 * len(few) <= len(flags):
        return f"{field} in {few.tolist()}"
    return f"{field} not in {np.flatnonzero(~flags).tolist()}"


# Publishing


def publish(
    generation: Generation,
    address: str,
    progress: Progress | None = None,
    indexed_from: int = INDEXED_FROM,
    catalog: Catalog | None = None,
) -> Publication:
    """Write a generation and its catalogue beside what is in use, and move the aliases to it.

    Raises EngineError where the server is away, holds another format, or lets this user not.
    """
    to = Address(address)
    client = _in_database(to)
    try:
        return _Publishing(client, to, generation, progress or (lambda *_: None)).run(
            indexed_from, catalog
        )
    except (EngineError, GenerationBroken):
        raise
    except OSError:
        raise
    except Exception as error:
        if not _of_driver(error):
            raise
        raise to.told(error) from None
    finally:
        with suppress(Exception):
            client.close()


def _of_driver(error: Exception) -> bool:
    return type(error).__module__.partition(".")[0] in {"pymilvus", "grpc"}


def _in_database(to: Address) -> Any:
    """A client in the address's database, which is made where it is not there yet."""
    if to.database not in {"", "default"}:
        client = to.connect("")
        try:
            if to.database not in client.list_databases(timeout=_ANSWER_S):
                client.create_database(to.database, timeout=_ANSWER_S)
        except Exception as error:
            raise to.told(error) from None
        finally:
            client.close()
    return to.connect()


class _Publishing:
    """One publication."""

    def __init__(self, client: Any, to: Address, generation: Generation, tell: Progress) -> None:
        self.client, self.to, self.generation, self.tell = client, to, generation, tell

    def run(self, indexed_from: int, catalog: Catalog | None) -> Publication:
        generation, client = self.generation, self.client
        said: dict[str, Any] = {
            "meta": asdict(generation.meta),
            "label": generation.label,
            "vectors": generation.vectors,
            "indexed": generation.meta.units >= indexed_from,
            "derived": catalog.derived_by() if catalog is not None else "",
        }
        digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
        there = [n for n in map(_named, client.list_collections(timeout=_ANSWER_S)) if n]
        if newer := [n.version for n in there if n.version > FORMAT]:
            raise EngineError(
                Message("engine.other_format", engine=self.to, found=max(newer), known=FORMAT)
            )
        now = _behind(client, _ALIAS)
        if now is not None and (now.catalog, now.digest) == (generation.meta.catalog, digest):
            carried = Published(_Connection(self.to), now).carried
            return self._done(already=True, carried=carried.bytes if carried else 0)
        number = 1 + max((n.number for n in there), default=0)
        new = _Named(number, generation.meta.catalog, digest)
        try:
            self._write_units(new.of("units"), said["indexed"])
            carried_bytes = self._write_parts(new.of("parts"), said, catalog)
        except BaseException:
            for what in ("units", "parts"):  # nothing names them
                with suppress(Exception):
                    client.drop_collection(new.of(what), timeout=_ANSWER_S)
            raise
        self._switch(new, now, there)
        return self._done(already=False, carried=carried_bytes)

    def _done(self, *, already: bool, carried: int) -> Publication:
        generation = self.generation
        return Publication(
            str(self.to), generation.label, generation.meta.units, generation.vectors, None,
            already, carried,
        )  # fmt: skip

    def _write_units(self, name: str, indexed: bool) -> None:
        from pymilvus import DataType

        generation, client = self.generation, self.client
        dense = generation.dense
        schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("unit", DataType.INT64, is_primary=True)
        for field in ("row", "shown", "document", "place"):
            schema.add_field(field, DataType.INT64)
        for field in ("penjelasan", "encoded"):
            schema.add_field(field, DataType.BOOL)
        for field in ("passage_id", "shown_id"):
            schema.add_field(field, DataType.VARCHAR, max_length=65_535)
        index = client.prepare_index_params()
        for field in ("words", "placed"):
            schema.add_field(field, DataType.SPARSE_FLOAT_VECTOR)
            index.add_index(field, index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
        if dense is not None:
            schema.add_field("vector", DataType.FLOAT_VECTOR, dim=int(dense.dimension))
            kind: dict[str, Any] = {"index_type": "FLAT"}
            if indexed:
                kind = {"index_type": "HNSW", "params": {"M": 32, "efConstruction": 360}}
            index.add_index("vector", metric_type="IP", **kind)
        client.create_collection(name, schema=schema, timeout=_ANSWER_S)
        self._insert(name, self._rows(), generation.meta.units, "publish")
        self._put_to_use(name, index, generation.meta.units)

    def _rows(self) -> Iterator[dict[str, Any]]:
        generation = self.generation
        words = _Transposed(generation.lexical.postings(), generation.meta.units)
        places = _Transposed(generation.places.postings(), generation.places.count)
        dense, without = generation.dense, generation.without
        for start in range(0, generation.meta.units, _BATCH):
            units = np.arange(start, min(start + _BATCH, generation.meta.units))
            vectors = None if dense is None else dense.vectors(units)
            for at, unit in enumerate(units.tolist()):
                place, shown = int(generation.place[unit]), int(generation.group[unit])
                row = {
                    "unit": unit, "row": int(generation.rows[unit]), "shown": shown,
                    "document": int(generation.document[unit]), "place": place,
                    "penjelasan": bool(generation.penjelasan[unit]),
                    "encoded": dense is not None and (without is None or not without[unit]),
                    "passage_id": generation.passage_ids[unit],
                    "shown_id": generation.shown_ids[shown],
                    "words": words.of(unit), "placed": places.of(place),
                }  # fmt: skip
                if vectors is not None:
                    row["vector"] = np.asarray(vectors[at], np.float32).tolist()
                yield row

    def _write_parts(self, name: str, said: dict[str, Any], catalog: Catalog | None) -> int:
        from pymilvus import DataType

        generation, client = self.generation, self.client
        schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("part", DataType.INT64, is_primary=True)
        schema.add_field("text", DataType.VARCHAR, max_length=65_535)
        schema.add_field("none", DataType.FLOAT_VECTOR, dim=2)  # Milvus wants one
        index = client.prepare_index_params()
        index.add_index("none", index_type="FLAT", metric_type="IP")
        client.create_collection(name, schema=schema, timeout=_ANSWER_S)
        told = packed({
            "works": works_of(generation), "terms": generation.terms,
            "words": known(generation.lexical.postings(), generation.meta.units),
            "places": known(generation.places.postings(), generation.places.count),
        })  # fmt: skip
        rows = packed_all(np.asarray(generation.rows, "<i8").tobytes())
        first = 1 + -(-len(told) // _ROW)
        last = first + -(-len(rows) // _ROW)
        written = self._insert(name, (*_texts(told, 1), *_texts(rows, first)), 0, "")
        carried: dict[str, Any] = {}
        if catalog is not None:
            with travelling(catalog, generation.meta.catalog) as path:
                about = carried_of(path, "")
                if about.bytes <= MOST_CARRIED:
                    for number, piece in enumerate(pieces(path)):
                        start = _CATALOGUE + number * _PIECE
                        written += self._insert(name, _texts(packed_piece(piece), start), 0, "")
                        self.tell("publish_catalogue", number + 1, about.parts)
                    carried = {k: v for k, v in asdict(about).items() if k != "generation"}
        head = json.dumps(said | {"rows": [first, last], "carried": carried}).encode("ascii")
        written += self._insert(name, _texts(head, 0), 0, "")
        self._put_to_use(name, index, written)
        return int(carried.get("bytes", 0))

    def _insert(self, name: str, rows: Iterable[dict[str, Any]], total: int, stage: str) -> int:
        done, some = 0, []
        most = _BATCH if stage else _ROWS
        for row in rows:
            some.append(row)
            if len(some) == most:
                done += self._sent(name, some)
                some = []
                if stage:
                    self.tell(stage, done, total)
        if some:
            done += self._sent(name, some)
            if stage:
                self.tell(stage, done, total)
        return done

    def _sent(self, name: str, rows: list[dict[str, Any]]) -> int:
        self.client.insert(name, rows, timeout=_PUBLISH_S)
        return len(rows)

    def _put_to_use(self, name: str, index: Any, count: int) -> None:
        """Make the indexes, load it, and see that all is there."""
        client = self.client
        client.flush(name, timeout=_PUBLISH_S)
        client.create_index(name, index, timeout=_PUBLISH_S)
        client.load_collection(name, timeout=_PUBLISH_S)
        found = client.query(
            name, filter="", output_fields=["count(*)"], consistency_level="Strong",
            timeout=_ANSWER_S,
        )[0]["count(*)"]  # fmt: skip
        if found != count:
            raise EngineError(
                Message("engine.incomplete", engine=self.to, found=found, wanted=count)
            )

    def _switch(self, new: _Named, now: _Named | None, there: Sequence[_Named]) -> None:
        """The one before first: whoever looks between sees what was in use by both names."""
        if now is not None:
            self._name(_BEFORE, now.of("units"))
        self._name(_ALIAS, new.of("units"))
        for old in {n for n in there if n not in (new, now) and n.number < new.number}:
            for what in ("units", "parts"):
                with suppress(Exception):  # left behind: the next publication tries again
                    self.client.drop_collection(old.of(what), timeout=_ANSWER_S)

    def _name(self, alias: str, collection: str) -> None:
        if _behind(self.client, alias) is None:
            self.client.create_alias(collection, alias, timeout=_ANSWER_S)
        else:
            self.client.alter_alias(collection, alias, timeout=_ANSWER_S)


class _Transposed:
    """The words of each unit with their scores, of the units of each word."""

    def __init__(self, postings: Postings, count: int) -> None:
        blocks = [np.frombuffer(block, POSTING) for block in postings.blocks]
        every = np.concatenate(blocks) if blocks else np.empty(0, POSTING)
        words = np.repeat(np.arange(len(blocks)), [len(block) for block in blocks])
        order = np.argsort(every["unit"], kind="stable")
        self._words, self._scores = words[order] + 1, every["score"][order]
        self._starts = np.searchsorted(every["unit"][order], np.arange(count + 1))

    def of(self, unit: int) -> Sparse:
        start, end = self._starts[unit], self._starts[unit + 1]
        found: Sparse = dict(
            zip(self._words[start:end].tolist(), self._scores[start:end].tolist(), strict=True)
        )
        return found or {_ALWAYS: 1.0}


def _texts(content: bytes, start: int) -> list[dict[str, Any]]:
    return [
        {"part": start + number, "text": base64.b64encode(content[at : at + _ROW]).decode(),
         "none": [0.0, 1.0]}
        for number, at in enumerate(range(0, len(content), _ROW))
    ]  # fmt: skip


def packed_all(content: bytes) -> bytes:
    """Any bytes, packed."""
    import zlib

    return zlib.compress(content, 6)


def unpacked_all(kept: bytes) -> bytes:
    """What `packed_all` was given."""
    import zlib

    return zlib.decompress(kept)
