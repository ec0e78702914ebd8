"""The stored text that a draft is compared with: regions of acts, and what stands where.

Everything is sliced from ``Document.text`` as the catalogue keeps it; passages only say where a
provision begins and ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from answer.check.words import Words, chained, words_of
from index.catalog import Catalog
from index.library import Library
from index.status import Standing
from index.wording import makers_of
from ingest.model import Document, Passage

#: Characters between the first and last part of one quotation with ellipses.
_SPREAD: Final = 20_000
#: Searching the library for a quotation: words in a phrase, and how many phrases are tried.
_PHRASE, _PHRASES, _FEWER = 4, 10, 3
_CANDIDATES: Final = 40
#: Documents kept at hand; the one not used for longest goes first.
_KEPT: Final = 200


@dataclass(frozen=True)
class Source:
    """One document's text; its passages and words are made when they are asked for."""

    document: Document
    catalog: Catalog

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """The passages in the order of the text."""
        return self.catalog.passages(self.document.id)

    @cached_property
    def words(self) -> Words:
        """All words of the text."""
        return words_of(self.document.text, source=True)

    def window(self, start: int, end: int) -> Words:
        """The words between two offsets; the rest of the text is not read for them."""
        if "words" in self.__dict__:
            return self.words.between(start, end)
        start = max(0, start)
        found = words_of(self.document.text[start:end], source=True)
        return Words(found.keys, [s + start for s in found.starts], [e + start for e in found.ends])

    def region(self, spans: Iterable[tuple[int, int]]) -> Words:
        """The words in these spans, one after another."""
        return chained([self.window(start, end) for start, end in spans])

    def find(self, locator: str) -> Passage | None:
        """The passage at a locator."""
        return self._by_locator.get(locator)

    def below(self, locator: str) -> list[Passage]:
        """The passages right below a locator."""
        passage = self.find(locator)
        if passage is None:
            return []
        return [p for p in self.passages if p.parent_id == passage.passage_id]

    def spans_of(self, passage: Passage) -> list[tuple[int, int]]:
        """The passage, and for an item of a list the lines that open the lists around it."""
        spans = [(passage.start, passage.end)]
        inner = passage
        while inner.parent_id and inner.locator.steps[-1].unit in {"huruf", "angka"}:
            outer = self._by_id.get(inner.parent_id)
            if outer is None:
                break
            first = min((p.start for p in self.passages if p.parent_id == outer.passage_id),
                        default=outer.start)  # fmt: skip
            if first > outer.start:
                spans.insert(0, (outer.start, first))
            inner = outer
        return spans

    def smallest(self, start: int, end: int) -> Passage | None:
        """The innermost passage that holds the whole span, else the one that holds its start."""
        around = [p for p in self.passages if p.start <= start and end <= p.end]
        around = around or [p for p in self.passages if p.start <= start < p.end]
        return min(around, key=lambda p: (p.end - p.start, -len(p.locator.steps)), default=None)

    def all_places(self, parts: Sequence[Words], limit: int = 5) -> list[tuple[int, int]]:
        """Spans of the text where all parts stand verbatim, in order."""
        found: list[tuple[int, int]] = []
        at = 0
        while len(found) < limit and (first := self.words.find(parts[0], at)) is not None:
            span = self._rest(parts, first)
            if span is not None:
                found.append(span)
            at = first[0] + 1
        return found

    def _rest(self, parts: Sequence[Words], first: tuple[int, int]) -> tuple[int, int] | None:
        start, last = self.words.starts[first[0]], first[1]
        for part in parts[1:]:
            following = self.words.find(part, last)
            if following is None or self.words.ends[following[1] - 1] - start > _SPREAD:
                return None
            last = following[1]
        return start, self.words.ends[last - 1]

    @cached_property
    def _by_locator(self) -> dict[str, Passage]:
        return {str(p.locator): p for p in self.passages}

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {p.passage_id: p for p in self.passages}


@dataclass(frozen=True)
class Wording:
    """A provision's words in a document: its own act, or one that put them in its place."""

    source: Source
    passage: Passage

    @property
    def words(self) -> Words:
        """Its words with those that open the lists it is an item of."""
        return self.source.region(self.source.spans_of(self.passage))


class Sources:
    """The documents of a library, each read once while a draft is checked."""

    def __init__(self, library: Library) -> None:
        self.catalog = library.catalog
        self.titles = {d.id: d for d in library.catalog.documents()}
        self._read: dict[str, Source] = {}
        self._standing: dict[str, Standing] = {}
        self._frequency: dict[str, int] = {}

    def has(self, act: str) -> bool:
        """Whether the library has a document of this id."""
        return act in self.titles

    def source(self, document_id: str) -> Source | None:
        """The document with its text, or None."""
        if document_id not in self._read:
            document = self.catalog.document(document_id)
            if document is None:
                return None
            if len(self._read) >= _KEPT:  # a long draft over a large library: not all at once
                self._read.pop(next(iter(self._read)))
            self._read[document_id] = Source(document, self.catalog)
        else:
            self._read[document_id] = self._read.pop(document_id)  # the one used last is last
        return self._read[document_id]

    def standing(self, identifier: str) -> Standing:
        """`Catalog.status_of`, remembered."""
        if identifier not in self._standing:
            self._standing[identifier] = self.catalog.status_of(identifier)
        return self._standing[identifier]

    def wordings(self, target: str) -> list[Wording]:
        """The provision's words in its own act, then in those that changed it, the latest last."""
        act, _, locator = target.partition("#")
        found: list[Wording] = []
        own = self.source(act)
        if own is not None and (passage := own.find(locator)):
            found.append(Wording(own, passage))
        for maker in reversed(makers_of(self.catalog, act, locator)):
            source = self.source(maker.source_id)
            said = maker.evidence_id.partition("#")[2]
            if source is None:
                continue
            for passage in source.passages:
                where = str(passage.locator)
                if where.startswith(f"{said}/") and where.endswith(f"/{locator}"):
                    found.append(Wording(source, passage))
                    break
        return found

    def known(self, word: str) -> int:
        """How many passages have this word."""
        if word not in self._frequency:
            self._frequency[word] = len(self.catalog.rows_with(word))
        return self._frequency[word]

    def likely(self, text: str, parts: Sequence[Words]) -> list[tuple[str, int, int]]:
        """Documents, with the span in each, where most of these words may stand; best first."""
        votes: Counter[int] = Counter()
        for phrase in _phrases(text, parts):
            rows = self.catalog.rows_with(phrase)
            if len(rows) <= 3_000:
                votes.update(set(rows))
        best = [row for row, _ in votes.most_common(_CANDIDATES)]
        if not best:
            return []
        found: dict[str, tuple[str, int, int]] = {}
        for row in best:  # the best of each document
            for passage in self.catalog.passages_at([row]):
                place = (passage.document_id, passage.start, passage.end)
                found.setdefault(passage.document_id, place)
        return list(found.values())


def _phrases(text: str, parts: Sequence[Words]) -> list[str]:
    """Runs of words spread over a quotation, as they are written."""
    made: list[str] = []
    for part in parts:
        size = min(_PHRASE, len(part))
        if size < _FEWER and len(parts) > 1:
            continue
        made += [
            text[part.starts[n] : part.ends[n + size - 1]] for n in range(len(part) - size + 1)
        ]
    step = max(1, len(made) // _PHRASES)
    return [" ".join(re.findall(r"\w+", phrase)) for phrase in made[::step]]


def place_of(words: Words, index: int) -> int:
    """The offset of the word at an index, or after the last."""
    return words.starts[index] if index < len(words) else (words.ends[-1] if len(words) else 0)


def index_at(words: Words, offset: int) -> int:
    """The index of the first word from an offset on."""
    return bisect_left(words.starts, offset)
