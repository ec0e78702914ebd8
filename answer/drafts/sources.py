"""The stored text that a draft is compared with: regions of acts, and what stands where.

Everything is sliced from ``Document.text`` as the catalogue keeps it; passages only say where a
provision begins and ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from dalil.answer.drafts.align import AlignedWords, chained, words_of
from dalil.index.library import Library
from dalil.index.provisions import makers_of
from dalil.index.query.day import day_named
from dalil.index.store.catalog import Catalog
from dalil.index.store.legal_status import Standing
from dalil.index.wordings import Wordings
from dalil.ingest.locator import Locator, Step
from dalil.ingest.model import Document, Passage

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
    def words(self) -> AlignedWords:
        """All words of the text."""
        return words_of(self.document.text, source=True)

    def window(self, start: int, end: int) -> AlignedWords:
        """The words between two offsets; the rest of the text is not read for them."""
        if "words" in self.__dict__:
            return self.words.between(start, end)
        start = max(0, start)
        found = words_of(self.document.text[start:end], source=True)
        return AlignedWords(
            found.keys, [s + start for s in found.starts], [e + start for e in found.ends]
        )

    def region(self, spans: Iterable[tuple[int, int]]) -> AlignedWords:
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

    def all_places(self, parts: Sequence[AlignedWords], limit: int = 5) -> list[tuple[int, int]]:
        """Spans of the text where all parts stand verbatim, in order."""
        found: list[tuple[int, int]] = []
        at = 0
        while len(found) < limit and (first := self.words.find(parts[0], at)) is not None:
            span = self._rest(parts, first)
            if span is not None:
                found.append(span)
            at = first[0] + 1
        return found

    def _rest(
        self, parts: Sequence[AlignedWords], first: tuple[int, int]
    ) -> tuple[int, int] | None:
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
    def words(self) -> AlignedWords:
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
        self.in_force = Wordings(library.catalog, day_named(None))

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

    def likely(self, text: str, parts: Sequence[AlignedWords]) -> list[tuple[str, int, int]]:
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


def _phrases(text: str, parts: Sequence[AlignedWords]) -> list[str]:
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


# A provision is said not to exist only where the library's copy is whole at that level. What a
# later act put in is found there; a lettered number that is not here may have been put in.

Existence = Literal["exists", "missing", "gaps", "inserted", "no_act"]

#: What stands above the pasal, in headings.
_HEADINGS: Final = frozenset({"buku", "bab", "bagian", "paragraf"})
#: Before these years ayat often had no number: "ayat 2" is the second paragraph.
_NUMBERED_SINCE: Final = 1960
_LOST: Final = "pasal yang tidak ditemukan"
_AYAT: Final = re.compile(r"(?<!ayat )(?<!ayat\n)\(\s?(?P<n>[\dlIiOo]{1,3})[)\]1l]")
_CLOSING: Final = re.compile(r"mulai\s+berlaku|pengundangan", re.IGNORECASE)
_WHOLE_FROM: Final = 3  # an act of fewer pasal may be a fragment


@dataclass(frozen=True, slots=True)
class Availability:
    """What is known of a target: its wordings where it ``exists``; else why not.

    ``instead`` is a provision that may be meant ("Pasal 1 angka 5" for "ayat (5)").
    """

    existence: Existence
    wordings: tuple[Wording, ...] = ()
    instead: str = ""


def find(sources: Sources, target: str) -> Availability:
    """Look for ``act#locator`` (or an act alone) in the library."""
    act, _, locator = target.partition("#")
    source = sources.source(act)
    if not locator:
        return Availability("exists" if source else "no_act")
    wordings = tuple(sources.wordings(target))
    if wordings:
        return Availability("exists", wordings)
    if source is None:
        return Availability("no_act")
    if source.document.digest:
        return Availability("gaps")
    steps = Locator.parse(locator).steps
    if steps[0].unit in _HEADINGS:
        return Availability("exists" if _is_headed(source, steps[0]) else "gaps")
    for depth in range(1, len(steps) + 1):
        above = Locator(steps[: depth - 1])
        here = str(Locator(steps[:depth]))
        if not sources.wordings(f"{act}#{here}"):
            over = sources.wordings(f"{act}#{above}") if above.steps else []
            return _missing(sources, act, source, over, steps[depth - 1], str(above))
    return Availability("gaps")


def _is_headed(source: Source, step: Step) -> bool:
    """Whether a heading of the act says so: "BAB II …"."""
    said = re.compile(rf"{step.unit}\s+{re.escape(step.label)}\b", re.IGNORECASE)
    headings = {h for p in source.passages if p.parent_id is None for h in p.heading}
    return any(said.match(heading) for heading in headings)


def _missing(
    sources: Sources, act: str, source: Source, over: list[Wording], step: Step, above: str
) -> Availability:
    """Why the unit is not in what is above it."""
    if step.unit == "pasal":
        if not over:
            return Availability(_pasal(source, step.label))
        return Availability("gaps")
    if step.unit not in {"ayat", "huruf", "angka"} or not over:
        return Availability("gaps")
    instead = ""
    for other in ("ayat", "angka", "huruf"):
        if other != step.unit and sources.wordings(f"{act}#{above}/{other}-{step.label}"):
            instead = f"{act}#{above}/{other}-{step.label}"
    states = {_inside(wording, step) for wording in over}
    worst: Existence = next(s for s in ("gaps", "inserted", "missing") if s in states)
    return Availability(worst, instead=instead)


def _pasal(source: Source, label: str) -> Existence:
    """Whether the act's body can have a pasal of this label that is not among its passages."""
    outer = [p for p in source.passages if p.parent_id is None]
    labels = [p.locator.steps[0].label for p in outer if p.locator.steps[0].unit == "pasal"]
    numbers = sorted({int(n) for n in labels if n.isdigit()})
    if not label.isdigit():
        lettered = re.fullmatch(r"(\d+)(?:[a-z]{1,2}|bis|ter|quater)", label)
        return "inserted" if lettered and numbers else "gaps"
    if len(numbers) < _WHOLE_FROM or int(label) <= numbers[-1]:
        return "gaps"
    last = max((p for p in outer if p.locator.steps[0].label == str(numbers[-1])
                and p.locator.steps[0].unit == "pasal"), key=lambda p: p.end)  # fmt: skip
    if _heads_another(source, last, int(label)):
        return "gaps"
    if _CLOSING.search(last.text):
        return "missing"  # the last pasal says when the act comes into force: none follows it
    # Else what closes the act is there, and nothing was lost before it.
    closed = any(p.locator.steps[0].unit in {"penutup", "penjelasan"} for p in outer)
    whole = numbers == list(range(1, len(numbers) + 1)) and not any("~" in n for n in labels)
    lost = any(w.startswith(_LOST) for w in source.document.warnings)
    return "missing" if closed and whole and not lost else "gaps"


def _heads_another(source: Source, last: Passage, number: int) -> bool:
    """Whether the last pasal holds the heading of that number, swallowed by mistake."""
    return re.search(rf"^\s*Pasal\s+{number}\b", last.text, re.MULTILINE | re.I) is not None


def _inside(wording: Wording, step: Step) -> Existence:
    """Whether a provision can have an ayat, letter or number that is not among its parts."""
    source, passage = wording.source, wording.passage
    parts = [p for p in source.passages if p.parent_id == passage.passage_id]
    labels = [s.label for p in parts if (s := p.locator.steps[-1]).unit == step.unit]
    wanted = _rank(step.label)
    if wanted is None:
        return "inserted" if step.label[:1].isdigit() and not step.label.isdigit() else "gaps"
    ranks = [r for label in labels if (r := _rank(label)) is not None]
    if len(ranks) != len(labels) or sorted(ranks) != list(range(1, len(ranks) + 1)):
        return "gaps" if not all(re.fullmatch(r"\d+[a-z]?", n) for n in labels) else "inserted"
    if wanted <= len(ranks):
        return "gaps"
    text = source.document.text[passage.start : passage.end]
    if step.unit == "ayat":
        year = source.document.year or 0
        if not labels and (year < _NUMBERED_SINCE or (parts and wanted == 1)):
            return "gaps"
        printed = [m["n"] for m in _AYAT.finditer(text)]
        if not labels and len(printed) > 0:
            return "gaps"
        if any(n.isdigit() and int(n) == wanted for n in printed):
            return "gaps"
        return "missing"
    if step.unit == "huruf" and re.search(
        rf"(?:^|[;:,]\s*(?:dan|atau)?\s*){step.label}[.)]\s", text, re.M
    ):
        return "gaps"
    if step.unit == "angka" and re.search(rf"(?:^|[;:,.]\s*){step.label}[.)]\s", text, re.M):
        return "gaps"
    return "missing"


def _rank(label: str) -> int | None:
    """1 for "1" and for "a", 27 for "aa"; None for what an amendment put between ("2a")."""
    if label.isdigit():
        return int(label)
    if re.fullmatch(r"[a-z]", label):
        return ord(label) - 96
    if re.fullmatch(r"([a-z])\1", label):
        return 26 + ord(label[0]) - 96
    return None
