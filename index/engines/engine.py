"""The seam between the ranking and what holds the index.

The ranking (`index.search`) needs of an index the units that can matter for a question, with their
scores by words and by meaning and a few facts. The arrays of this machine (`Generation`) give all
units. A server gives those that are near by words or by meaning, both scores filled in for each,
**and the units at the ends of every scale**: the farthest one by meaning, the best one by each name
of a thing, one without any word of the question. So the lists are stretched as over all units, and
everything behind (place, rank of the norm, second look, choice of the unit) is the same code over a
smaller index. An engine is read here and written by the module that knows it
(`index.engines.postgres`, `index.engines.milvus`); texts, status and citations come from the
catalogue, which travels with a published index (`index.engines.catalogue`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from dalil.index.snapshot.snapshot import DocumentEntry, Meta, Prior

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Look:
    """What is looked for in one reading of a question.

    ``words`` are looked for by BM25 (None: not by words), ``names`` are terms of the question, each
    with the other names of the same thing; ``vector`` (d,) is what is near (None: not by meaning).
    """

    words: str | None
    names: tuple[tuple[str, ...], ...]
    vector: Floats | None

    def texts(self) -> tuple[str, ...]:
        """Everything that is scored by words."""
        if self.words is None:
            return ()
        return (self.words, *(name for same in self.names for name in same))


class Vocabulary(Protocol):
    """The words of an index. Held as long as its engine, and hashable (`index.query.spelling`)."""

    @property
    def count(self) -> int:
        """How many units there are."""
        ...

    def knows(self, word: str) -> bool:
        """Whether any unit has this word."""
        ...

    def words(self) -> Iterable[str]:
        """All words that units have."""
        ...

    def frequency(self, word: str) -> int:
        """In how many units a word occurs."""
        ...


class WordScores(Protocol):
    """The BM25 scores of the units of an `Index`, or of its places."""

    def scores(self, query: str) -> Floats:
        """The score of each, in their order; 0 where no word of the query occurs."""
        ...


class Strings(Protocol):
    """Strings by their numbers."""

    def __getitem__(self, i: int) -> str: ...


class Index(Protocol):
    """The units that are ranked for a question: all, or those of which one can come first.

    One entry a unit, in the order of the documents and of their texts: ``rows`` (of the catalogue),
    ``group`` (its number in ``shown_ids``), ``document`` (in ``documents``, which are by id),
    ``penjelasan``, ``place`` (in ``places``). ``without``: units whose vector is still to be made.
    """

    @property
    def meta(self) -> Meta: ...
    @property
    def documents(self) -> Sequence[DocumentEntry]: ...
    @property
    def rows(self) -> npt.NDArray[Any]: ...
    @property
    def group(self) -> npt.NDArray[Any]: ...
    @property
    def document(self) -> npt.NDArray[Any]: ...
    @property
    def penjelasan(self) -> npt.NDArray[Any]: ...
    @property
    def place(self) -> npt.NDArray[Any]: ...
    @property
    def passage_ids(self) -> Strings: ...
    @property
    def shown_ids(self) -> Strings: ...
    @property
    def without(self) -> Mask | None: ...
    @property
    def priors(self) -> dict[tuple[float, float], Prior]: ...
    @property
    def lexical(self) -> WordScores: ...
    @property
    def places(self) -> WordScores: ...
    @property
    def dense(self) -> Any:
        """The vectors: a `Dense`, a `Coarse`, or what gives the cosines of these units; or None."""
        ...

    @property
    def whole(self) -> bool:
        """Whether these are all units."""
        ...

    def per_unit(self, flags: Sequence[bool]) -> Mask:
        """A flag for every unit, of one for every document."""
        ...


class Engine(Protocol):
    """One generation of an index, wherever it is. Safe to use from many threads.

    What raises may raise GenerationBroken (it is gone: look which one is in use now) and
    EngineError (the server does not answer: nothing is known of what it holds).
    """

    @property
    def label(self) -> str:
        """Its number and what it was built from (`Generation.label`)."""
        ...

    @property
    def name(self) -> str:
        """Its number."""
        ...

    @property
    def meta(self) -> Meta: ...
    @property
    def documents(self) -> Sequence[DocumentEntry]: ...
    @property
    def terms(self) -> dict[str, tuple[str, ...]]:
        """Names that mean the same, by the texts themselves."""
        ...

    @property
    def vocabulary(self) -> Vocabulary: ...
    @property
    def vectors(self) -> int:
        """How many of its units have a vector."""
        ...

    @property
    def rows(self) -> npt.NDArray[Any]:
        """The catalogue's row of every unit: asked for by exact conditions alone."""
        ...

    @property
    def units_of(self) -> npt.NDArray[Any]:
        """How many units each document has."""
        ...

    def per_unit(self, flags: Sequence[bool]) -> Mask:
        """A flag for every unit of the generation, of one for every document."""
        ...

    def candidates(
        self, looks: Sequence[Look], allowed: Mask | None, depth: int
    ) -> tuple[Index, Mask | None]:
        """The units that can matter for these readings of a question, and which of them may be
        found (None: all).

        ``allowed`` says it of all units of the generation. At least the ``depth`` best allowed ones
        by words and by meaning of each look are among them.
        """
        ...


@dataclass(frozen=True, slots=True)
class Carried:
    """The catalogue that was published with an index, as one file of SQLite.

    ``generation`` is its index's number at the server, ``sha256`` and ``bytes`` are those of the
    file, ``parts`` how many pieces it is kept in, ``version`` the version of its tables
    (`index.store.schema.SCHEMA_VERSION`).
    """

    generation: str
    sha256: str
    bytes: int
    parts: int
    version: int


class Server(Protocol):
    """The indexes that a server holds. Safe to use from many threads and after a fork.

    What asks raises EngineAway where it does not answer, EngineError where it refuses or holds
    none.
    """

    def __str__(self) -> str:
        """Where it is, without a password."""
        ...

    @property
    def latest(self) -> str:
        """The state of the catalogue (`Catalog.content_hash`) that the newest index was made of,
        as it was last seen; "" before it was looked."""
        ...

    def current(self, catalog: str) -> Engine:
        """The newest index of this state of the catalogue, else the newest of all."""
        ...

    def carried(self) -> Carried | None:
        """The catalogue that came with the newest index; None where nothing was published, or by a
        version that published none."""
        ...

    def parts(self, carried: Carried) -> Iterator[bytes]:
        """Its pieces, one after another. Raises GenerationBroken where it is gone meanwhile."""
        ...

    def close(self) -> None:
        """Close the connections; they are opened again when used again."""
        ...

    def forget(self) -> None:
        """Open what is published again at the next look."""
        ...


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: where, which index, and whether it was there already."""

    engine: str
    generation: str
    units: int
    vectors: int
    bytes: int | None  # what it takes at the server; None where the server does not say
    already: bool
    catalogue: int = 0  # bytes of the catalogue that travels with it


def gain(lexical: WordScores, names: Sequence[str]) -> Floats:
    """What every unit gains for having another name than the one asked (``names[0]``).

    The other name's scores are stretched so that its best unit counts as much as that of the name
    asked: an abbreviation is one word and a full name five, but they say the same.
    """
    own, *others = (lexical.scores(name) for name in names)
    top, best = float(own.max(initial=0.0)), own
    for scores in others:
        most = float(scores.max(initial=0.0))
        if most > 0:
            best = np.maximum(best, scores * np.float32((top or most) / most))
    gained: Floats = best - own
    return gained
