"""What the copies of an index in servers have in common: vocabulary, facts, candidates.

A server gives the units that can matter for a question (`Candidates`), which the ranking reads as
it reads the arrays of this machine.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from dalil.index.engines.engine import Floats, Mask
from dalil.index.snapshot.bm25 import POSTING, Postings, tokens
from dalil.index.snapshot.snapshot import DocumentEntry, Generation, Meta

if TYPE_CHECKING:
    from dalil.index.snapshot.snapshot import Prior

Array = npt.NDArray[Any]


# What is told of a whole index, in one piece


def packed(value: Any) -> bytes:
    """JSON in ASCII, packed: no text of a source meets what a server takes for text."""
    return zlib.compress(json.dumps(value, sort_keys=True).encode("ascii"), 6)


def unpacked(data: Any) -> Any:
    """What `packed` was given."""
    return json.loads(zlib.decompress(bytes(data)))


def works_of(generation: Generation) -> dict[str, Any]:
    """Its documents, and how many units each has."""
    return {
        "documents": [asdict(d) for d in generation.documents],
        "units": generation.units_of.tolist(),
    }


def known(postings: Postings, count: int) -> dict[str, Any]:
    """The words of an index, and how many units (or places) have each."""
    frequencies = [len(block) // POSTING.itemsize for block in postings.blocks]
    return {"words": postings.words, "units": frequencies, "count": count}


class Closable(Protocol):
    """Connections to a server."""

    def close(self) -> None:
        """Close them."""


At = TypeVar("At")
Connections = TypeVar("Connections", bound=Closable)
Name = TypeVar("Name")
Opened = TypeVar("Opened")


class IndexServer(Generic[At, Connections, Name, Opened]):
    """What every server of published indexes has: an address, its connections, what is opened."""

    def __init__(self, address: At, connections: Connections) -> None:
        self.address = address
        self._connections = connections
        self._opened: dict[Name, Opened] = {}  # generations, by what names them there
        self.latest = ""

    def __str__(self) -> str:
        return str(self.address)

    def close(self) -> None:
        """Close the connections; they are opened again when used again."""
        self._connections.close()

    def forget(self) -> None:
        """Open what is published again at the next look."""
        self._opened = {}


class Words:
    """The vocabulary of a published index, and where the blocks of its words are read from."""

    def __init__(self, words: Sequence[str], frequencies: Sequence[int], count: int) -> None:
        self.count = count
        self._numbers = {word: number for number, word in enumerate(words)}
        self._frequencies = np.asarray(frequencies, np.int32)

    def knows(self, word: str) -> bool:
        """See `Vocabulary`."""
        return word in self._numbers

    def words(self) -> Iterable[str]:
        """See `Vocabulary`."""
        return self._numbers

    def frequency(self, word: str) -> int:
        """See `Vocabulary`."""
        number = self._numbers.get(word)
        return 0 if number is None else int(self._frequencies[number])

    def is_everywhere(self, number: int) -> bool:
        """Whether all units have the word of this number."""
        return int(self._frequencies[number]) == self.count

    def numbers(self, text: str) -> list[int]:
        """The words of a text that are known, in their order, each as often as it stands there."""
        known = self._numbers
        return [known[word] for word in tokens(text) if word in known]


# What is found for a question


class Some:
    """Scores of texts that were looked for."""

    def __init__(self, found: dict[str, Floats]) -> None:
        self._found = found

    def scores(self, query: str) -> Floats:
        """Of one of these texts."""
        return self._found[query]


class Cosines:
    """The cosines of some units with the vectors that were looked for."""

    #: Every question is compared with every one of these units.
    whole: Literal[True] = True

    def __init__(self, found: dict[bytes, Floats]) -> None:
        self._found = found

    def cosines(self, query: Floats, likely: object = None, mask: object = None) -> Floats:
        """With one of these vectors; 0 for a unit that has none (`Candidates.without`)."""
        return self._found[query.tobytes()]


@dataclass(frozen=True)
class Candidates:
    """The units that can matter for a question: `index.engines.engine.Index`."""

    units: Array  # their numbers among all, rising
    meta: Meta
    documents: Sequence[DocumentEntry]
    rows: Array
    group: Array
    document: Array
    penjelasan: Array
    place: Array
    passage_ids: Sequence[str]
    shown_ids: dict[int, str]
    without: Mask | None
    lexical: Some
    places: Some
    dense: Cosines | None
    whole: bool = False

    @cached_property
    def priors(self) -> dict[tuple[float, float], Prior]:
        """Kept by `index.search.score`."""
        return {}

    def per_unit(self, flags: Sequence[bool]) -> Mask:
        """A flag for every unit, of one for every document."""
        of_units: Mask = np.array(flags, np.bool_)[self.document]
        return of_units
