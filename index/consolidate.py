"""The text in force: an act with its amendments, on a day, as pointers into the stored documents.

The State publishes acts and amending acts, never the sum. Here the base act's own tree of
provisions takes the operations of the acts that this library holds
(`dalil.ingest.relations.changes`), in the order of the days from which they count. Nothing is
written: every provision's text is a span of a stored document, or several in order where a phrase
was put in place of another. What cannot be applied is told: the provision is ``uncertain``, with
the instruction and the reason.

What the states mean is said at `State`; that a pasal is quoted again ("sehingga keseluruhan Pasal
5 berbunyi") changes none of the units in it that no instruction names.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final, Literal

from dalil.ingest.locator import Locator, Step
from dalil.ingest.messages import Message, say
from dalil.ingest.model import Document, Passage
from dalil.ingest.numerals import from_roman, is_roman
from dalil.ingest.relations.changes import Change
from dalil.ingest.relations.wording_units import detached, detached_labels, wording_items
from dalil.ingest.structure.heading_candidates import headings_before
from dalil.ingest.structure.lists import BODY_LISTS, EXPLAINED_LISTS
from dalil.ingest.structure.tree import Part, trimmed

#: ``original``: as the base act has it; ``replaced``, ``inserted``, ``deleted``: by an amendment;
#: ``uncertain``: something was done to it that could not be applied.
State = Literal["original", "replaced", "inserted", "deleted", "uncertain"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a stored document. ``glue`` is the white space between it and the one before."""

    document_id: str
    start: int
    end: int
    glue: str = "\n"


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision of an act on a day.

    ``text`` is ``""`` where it is deleted; else the text of ``pieces`` in order. ``start`` and
    ``end`` are those of its only piece, None where it has several: then ``literal`` is False.
    ``source`` is the passage that gave the wording ("uu/2004/5#pasal-i/angka-1"), None for an
    original; ``since`` the day from which it counts, None where that is unknown.
    """

    id: str
    state: State
    text: str
    source: str | None
    since: str | None
    document_id: str | None
    start: int | None
    end: int | None
    page: int | None
    note: str
    literal: bool
    pieces: tuple[Piece, ...]
    notes: tuple[Message, ...] = ()  # what ``note`` says, for who has another language

    def to_dict(self) -> dict[str, Any]:
        """An element of ``provisions`` in ``dalil text --json``."""
        return {
            "id": self.id, "state": self.state, "text": self.text, "from": self.source,
            "since": self.since, "document_id": self.document_id, "start": self.start,
            "end": self.end, "page": self.page, "note": self.note, "literal": self.literal,
            "pieces": [
                {"document_id": p.document_id, "start": p.start, "end": p.end} for p in self.pieces
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """An instruction that could not be applied: where it stands, what it touches, and why."""

    source: str  # "uu/1998/10#pasal-i/angka-39"
    target: str  # locator in the base act
    reason: str
    words: str  # of the instruction

    def to_dict(self) -> dict[str, str]:
        """As in ``dalil text --json``."""
        return {
            "from": self.source, "target": self.target, "reason": self.reason, "words": self.words,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Consolidated:
    """An act as it stands on a day: its provisions in order, and what could not be applied.

    ``applied`` counts the operations applied, by their form; ``quoted`` are units that an
    amendment left alone and quotes: its id, the unit's locator, our words and those quoted.
    """

    provisions: tuple[Provision, ...]
    problems: tuple[Problem, ...] = ()
    applied: tuple[tuple[str, bool], ...] = ()
    quoted: tuple[tuple[str, str, str, str], ...] = ()

    @property
    def witnesses(self) -> tuple[tuple[str, str, float], ...]:
        """How alike (0–1) each unit that was left alone and its later quotation are."""
        return tuple((source, path, _like(ours, said)) for source, path, ours, said in self.quoted)


@dataclass(frozen=True, slots=True)
class DatedChange:
    """A change of one act with the act that makes it, and the days between which it begins.

    ``day`` is None where it is unknown; then it begins in ``earliest`` … ``latest``.
    """

    source_id: str
    change: Change
    day: str | None
    earliest: str
    latest: str
    order: tuple[int, int, int]


@dataclass(slots=True)
class _Unit:
    """A unit as a text has it: its steps below the unit around it, its span, the units inside."""

    steps: tuple[Step, ...]
    start: int
    end: int
    children: list[_Unit] = field(default_factory=list)
    #: The passages it was made of, itself first, where each is named by the one around it and
    #: they stand in their order.
    passages: list[Passage] | None = None


@dataclass(slots=True)
class _Node:
    path: str  # "" for words between units
    whole: Piece | None
    own: list[Piece]
    children: list[_Node]
    state: State = "original"
    source: str | None = None
    since: str | None = None
    notes: list[Message] = field(default_factory=list)
    literal: bool = True
    parent: _Node | None = None
    unit: _Unit | None = None  # of the base act, whose inner units are not made yet

    @property
    def step(self) -> str:
        return self.path.rpartition("/")[2]

    def pieces(self) -> list[Piece]:
        if self.state == "deleted":
            return []
        if self.whole is not None:
            return [self.whole]
        found = list(self.own)
        for child in self.children:
            found += child.pieces()
        return found

    def walk(self) -> Iterator[_Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def opened(self) -> None:
        """It, and what is around it, is no longer one stretch of a document."""
        node: _Node | None = self
        while node is not None:
            node.whole = None
            node = node.parent


_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_GONE: Final = re.compile(
    r"\W*(?:\(?\w{1,4}\)?[.)]?\s+)?(?:di\s?hapus(?:kan)?|dicabut)\W*\Z", re.IGNORECASE
)
#: Why an instruction could not be applied, or a provision is not sure, in words.
REASONS: Final[dict[str, Message]] = {
    "unread": Message("force.unread"),
    "no_wording": Message("force.no_wording"),
    "not_in_wording": Message("force.not_in_wording"),
    "no_place": Message("force.no_place"),
    "collides": Message("force.collides"),
    "phrase_not_found": Message("force.phrase_not_found"),
    "phrase_unread": Message("force.phrase_unread"),
    "structure_lost": Message("force.structure_lost"),
    "number_lost": Message("force.number_lost"),
    "day_unknown": Message("force.day_unknown"),
    "repealed_partly": Message("force.repealed_partly"),
    "annex": Message("force.annex"),
    "torn": Message("force.torn"),
    "instruction_lost": Message("force.instruction_lost"),
    "quoted_otherwise": Message("force.quoted_otherwise"),
}
#: How many pasal are told of one lost instruction at most.
_FEW: Final = 6
#: From how alike two wordings of a unit are (0–1) they count as the same.
SAME: Final = 0.9
#: Below it a unit that an amendment only quotes again is told: which text is right, is unknown.
OTHER: Final = 0.5


@dataclass(slots=True)
class Kept:
    """What is the same for an act on every day, and is made once.

    ``untouched`` are the provisions of each outermost unit of the base act to which nothing was
    done, by its path; ``wordings`` the units of new wordings, by their act, place and span.
    """

    untouched: dict[str, tuple[Provision, ...]] = field(default_factory=dict)
    wordings: dict[tuple[str, str, tuple[int, int]], _Unit] = field(default_factory=dict)


class _Index:
    """Nodes by their path. What is asked for is whole: its inner units are made before."""

    def __init__(self, unfold: Callable[[_Node], None]) -> None:
        self._nodes: dict[str, _Node] = {}
        self._waiting: dict[str, list[_Node]] = {}  # by the first step of their path
        self._unfold = unfold

    def await_(self, node: _Node) -> None:
        """Take a node whose inner units are not made yet."""
        self._nodes.setdefault(node.path, node)
        self._waiting.setdefault(node.path.partition("/")[0], []).append(node)

    def get(self, path: str) -> _Node | None:
        """The node of a path, or None."""
        for node in self._waiting.pop(path.partition("/")[0], ()):
            self._unfold(node)
        return self._nodes.get(path)

    def __contains__(self, path: str) -> bool:
        return self.get(path) is not None

    def known(self) -> list[str]:
        """The paths of all nodes that are made; every outermost one is."""
        return list(self._nodes)

    def __setitem__(self, path: str, node: _Node) -> None:
        self._nodes[path] = node

    def pop(self, path: str) -> None:
        """Forget a path, if it is known."""
        self._nodes.pop(path, None)


class _Act:
    """The tree of an act, as the operations change it."""

    def __init__(
        self,
        base: Document,
        passages: Sequence[Passage],
        text_of: Callable[[str], str],
        kept: Kept,
    ) -> None:
        self.base = base
        self.kept = kept
        self.text_of = text_of
        self.root = _Node("", None, [], [])
        self.index = _Index(self._unfold)
        self.problems: list[Problem] = []
        self.applied: list[tuple[str, bool]] = []
        self.quoted: list[tuple[str, str, str, str]] = []
        self.muddled: set[str] = set()  # of the wording read last
        self.with_chapter: set[str] = set()  # deleted as part of a bab, not named themselves
        self._plant(passages)

    # The base act.

    def _plant(self, passages: Sequence[Passage]) -> None:
        text = self.base.text
        units: dict[str, _Unit] = {}
        outer: list[tuple[_Unit, Passage]] = []
        depth: dict[str, int] = {}
        for p in passages:
            above = depth.get(p.parent_id or "", 0)
            steps = p.locator.steps[above:] if p.parent_id else p.locator.steps
            unit = _Unit(tuple(steps), p.start, p.end)
            units[p.passage_id] = unit
            depth[p.passage_id] = len(p.locator.steps)
            parent = units.get(p.parent_id or "")
            if parent is None:
                unit.passages = [p]
                outer.append((unit, p))
                continue
            parent.children.append(unit)
            around = outer[-1][0].passages
            if around is None:
                continue
            if (
                p.passage_id == f"{p.parent_id}/{p.locator.steps[-1]}"
                and p.passage_id.startswith(f"{outer[-1][1].passage_id}/")
                and p.start >= around[-1].start
            ):
                around.append(p)
            else:
                outer[-1][0].passages = None
        before = 0
        chapters: set[str] = set()
        for unit, passage in outer:
            if unit.steps[0].unit == "pasal":
                for node in self._chapters(text, before, unit.start, passage, chapters):
                    self._attach(self.root, node)
            node = self._outermost(unit)
            node.parent = self.root
            self.root.children.append(node)
            if node.unit is None:
                self._list(node)
            else:
                self.index.await_(node)
            before = max(before, unit.start)

    def _chapters(
        self, text: str, before: int, start: int, passage: Passage, known: set[str]
    ) -> Iterator[_Node]:
        heading = passage.heading[:1]
        if not heading or heading[0] in known:
            return
        at = max(text.rfind(word, before, start) for word in ("Pasal", "PASAL", "pasal"))
        if at < 0:
            return
        for mark in headings_before(text, before, at, after_pasal=before > 0):
            if mark.level != 1:
                continue
            named = _BAB.match(text, mark.start, mark.end)
            if named is None:
                continue
            label = re.sub(r"\s", "", named["label"]).lower()
            known.add(heading[0])
            first, last = trimmed(text, named.end(), mark.end)
            path = f"bab-{label}"
            if path not in self.index and last > first:
                piece = Piece(self.base.id, first, last)
                yield _Node(path, piece, [piece], [])

    def _outermost(self, unit: _Unit) -> _Node:
        """A unit of the base act, of which the units inside are made when something is done to it.

        Most of an act is never touched.
        """
        path = str(Locator(unit.steps))
        if not unit.passages or unit.passages[0].passage_id != f"{self.base.id}#{path}":
            return self._grow(self.base.id, unit, "")
        whole = Piece(self.base.id, unit.start, unit.end)
        return _Node(path, whole, [whole], [], unit=unit)

    def _unfold(self, node: _Node) -> None:
        """Make the units inside one of the base act, if they are not there yet."""
        if node.unit is None:
            return
        grown = self._grow(self.base.id, node.unit, "")
        node.own, node.children, node.unit = grown.own, grown.children, None
        for child in node.children:
            child.parent = node
        self._list(node)

    def _grow(self, document_id: str, unit: _Unit, above: str) -> _Node:
        text = self.text_of(document_id)
        here = str(Locator(unit.steps))
        path = f"{above}/{here}" if above else here
        whole = Piece(document_id, unit.start, unit.end)
        if not unit.children:
            return _Node(path, whole, [whole], [])
        node = _Node(path, whole, [], [])
        inner = sorted(unit.children, key=lambda u: u.start)
        at = unit.start
        for child in inner:
            if child.start > at:
                first, last = trimmed(text, at, child.start)
                if last > first and (at == unit.start or _WORD.search(text, first, last)):
                    piece = Piece(document_id, first, last)
                    if at == unit.start:
                        node.own.append(piece)
                    else:
                        self._attach(node, _Node("", piece, [piece], []), listed=False)
            self._attach(node, self._grow(document_id, child, path), listed=False)
            at = max(at, child.end)
        first, last = trimmed(text, at, unit.end)
        if last > first and _WORD.search(text, first, last):
            piece = Piece(document_id, first, last)
            self._attach(node, _Node("", piece, [piece], []), listed=False)
        return node

    def _attach(
        self, parent: _Node, node: _Node, at: int | None = None, *, listed: bool = True
    ) -> None:
        node.parent = parent
        if at is None:
            parent.children.append(node)
        else:
            parent.children.insert(at, node)
        if listed:
            self._list(node)

    def _list(self, node: _Node) -> None:
        for each in node.walk():
            if each.path and each.path not in self.index:
                self.index[each.path] = each

    def _unlist(self, node: _Node) -> None:
        for each in node.walk():
            if self.index.get(each.path) is each:
                self.index.pop(each.path)

    # Operations.

    def apply(self, group: Sequence[DatedChange]) -> None:
        """The changes that one act makes from one day on."""
        self.with_chapter.clear()
        pending = self._renumbered(list(group))
        words = [c for c in pending if c.change.operation.deed == "words"]
        order = {"delete": 0, "replace": 1, "insert": 1, "restate": 2, "unread": 3}
        listed = [c for c in pending if c.change.operation.deed != "words"]
        # within one instruction what is named comes before what is only quoted again
        listed.sort(key=lambda c: (c.order[2] // 1000, order.get(c.change.operation.deed, 1) == 2))
        self._words(words)
        for dated in listed:
            self._apply(dated)

    def _apply(self, dated: DatedChange) -> None:
        op = dated.change.operation
        path = self._path(op.target)
        match op.deed:
            case "replace" | "insert":
                put = self._replace if op.deed == "replace" else self._insert
                if op.wording is None:
                    done = self._fail(dated, path, op.reason or "no_wording")
                else:
                    done = put(dated, path, op.wording)
            case "delete":
                done = self._delete(dated, path)
            case "restate":
                done = self._restate(dated, path)
            case _:
                if op.reason == "torn" and op.wording is not None:
                    self._seen_torn(dated, path, op.wording)
                done = self._fail(dated, path, op.reason or "unread")
        self.applied.append((op.form or op.deed, done))

    def _path(self, target: str) -> str:
        """The locator as this act numbers it: "bab-11" is Bab II where OCR has read it so."""
        if target.startswith("bab-") and target not in self.index:
            label = target[4:]
            if re.fullmatch(r"1{2,3}", label) and f"bab-{'i' * len(label)}" in self.index:
                return f"bab-{'i' * len(label)}"
            if label.isdigit():
                for path in self.index.known():
                    if (
                        path.startswith("bab-")
                        and is_roman(path[4:])
                        and from_roman(path[4:]) == int(label)
                    ):
                        return path
        return self._lettered(target)

    def _lettered(self, target: str) -> str:
        """ "Pasal 368" of an act that has none, but a Pasal 36B: a B is printed as an 8."""
        outer, parted, inner = target.partition("/")
        if re.fullmatch(r"pasal-\d{1,3}8", outer) and outer not in self.index:
            meant = f"{outer[:-1]}b"
            if meant in self.index:
                return f"{meant}{parted}{inner}"
        return target

    def _new(self, dated: DatedChange, path: str, span: tuple[int, int]) -> _Node:
        text = self.text_of(dated.source_id)
        explained = path.startswith("penjelasan")
        schemes = EXPLAINED_LISTS if explained else BODY_LISTS
        start, end = span
        above, _, step = path.rpartition("/")
        steps = Locator.parse(step).steps
        inside = _below(steps[-1], explained)
        content = start
        key = (dated.source_id, path, span)
        unit = self.kept.wordings.get(key)
        if unit is None:
            if steps[-1].unit in {"ayat", "huruf", "angka"}:
                mark = _MARK.match(text, start, end)
                content = mark.end() if mark else start
            items = (
                ()
                if path.startswith("bab-")
                else wording_items(text, content, end, [s for s in schemes if s in inside])
            )
            unit = _Unit(steps, start, end, [_unit(p) for p in items])
            _without_catchwords(text, unit)
            self.kept.wordings[key] = unit
        made = self._grow(dated.source_id, unit, above)
        for label in detached_labels(text, start, end) if step.startswith("pasal-") else ():
            ayat = f"{path}/ayat-{label}"  # there, and which words are its own cannot be told
            if all(c.path != ayat for c in made.children):
                self._attach(made, _Node(ayat, None, [], []), listed=False)
        self.muddled = self._muddled(made)
        return made

    def _give(self, node: _Node, state: State, dated: DatedChange) -> None:
        for each in node.walk():
            each.state = state
            each.source = f"{dated.source_id}#{dated.change.operation.at}"
            each.since = dated.day

    def _replace(self, dated: DatedChange, path: str, wording: tuple[int, int]) -> bool:
        new, old = self._new(dated, path, wording), self.index.get(path)
        if old is None:
            done = self._put(dated, path, new, "replaced")
        elif _gone(self, new):
            return self._delete(dated, path)
        else:
            self._merge(old, new, dated)
            done = True
        self._tell_muddled(dated)
        return done

    def _merge(self, old: _Node, new: _Node, dated: DatedChange) -> None:
        """The old unit becomes the new one; units that both have are replaced one by one."""
        source = f"{dated.source_id}#{dated.change.operation.at}"
        own = old.state == "inserted" and (old.source or "").partition("#")[0] == dated.source_id
        deleted_before = {c.path: c for c in old.children if c.path and c.state == "deleted"}
        if old.parent is not None:
            old.parent.opened()
        olds = {c.path: c for c in old.children if c.path}
        fresh = {c.path for c in new.children if c.path}
        jumbled = self._jumbled(old, new, dated)
        children: list[_Node] = []
        for child in new.children:
            before = olds.get(child.path)
            if not child.path:
                child.state, child.source, child.since = "replaced", source, dated.day
                children.append(child)
            elif before is None:
                if _gone(self, child):
                    self._give(child, "deleted", dated)
                    child.children.clear()
                else:
                    self._give(child, "inserted", dated)
                children.append(child)
            elif _gone(self, child):
                if child.path in deleted_before:
                    children.append(before)
                else:
                    self._give(before, "deleted", dated)
                    children.append(before)
            else:
                self._merge(before, child, dated)
                children.append(before)
        for path, before in olds.items():
            if path in fresh:
                continue
            if before.state != "deleted":
                if jumbled:
                    for each in before.walk():
                        each.state = "uncertain"
                        each.source, each.since = source, dated.day
                        each.notes.append(REASONS["structure_lost"])
                else:
                    self._give(before, "deleted", dated)
            _place(children, before)
        old.children = children
        for child in children:
            child.parent = old
        old.own, old.whole, old.literal = new.own, new.whole, True
        old.state = "inserted" if own else "replaced"
        old.source, old.since = source, dated.day
        old.notes.clear()
        self._relist(old)

    def _jumbled(self, old: _Node, new: _Node, dated: DatedChange) -> bool:
        """Whether the new wording's units could not be told apart, though it seems to have some."""
        if new.path in self.muddled:
            return True
        if not any(c.path.rpartition("/")[2].startswith("ayat-") for c in old.children if c.path):
            return False
        if any(c.path for c in new.children) or new.whole is None:
            return False
        text = self.text_of(new.whole.document_id)
        before = text[max(0, new.whole.start - 60) : new.whole.start]
        said = text[new.whole.start : new.whole.end]
        return bool(
            re.search(r"\(1\)\s*[({\[]\s?2", before + said[:30])
            or re.search(r"(?<!No)\.\s+[A-Z][a-z]", said)
        )

    def _muddled(self, new: _Node) -> set[str]:
        """The units of a new wording whose parts were surely not all told apart.

        Drafters number without gaps from 1 or a on. What is not listed stands in the words of the
        unit before it: there a list begins anew, or another ayat.
        """
        found: set[str] = set()
        if new.whole is not None and not new.path.startswith("penjelasan"):
            said, whole = self.text_of(new.whole.document_id), new.whole
            if detached(said, max(whole.start, self._first_words(new)), whole.end):
                return {each.path for each in new.walk() if each.path}
        for node in new.walk():
            if not node.path or node.path.startswith("penjelasan"):
                continue
            listed = [c for c in node.children if c.path]
            labels = [c.step for c in listed]
            if labels and labels[0].split("-")[0] in {"ayat", "huruf", "angka"}:
                if len(labels) == 1 and _key(labels[0])[:2] == (1, 0):
                    found |= {node.path, listed[0].path}  # a list of one: the others stand in it
                elif not _gapless(labels):
                    found |= {node.path, *_before_gaps(listed)}
            elif not labels and node.step.split("-")[0] in {"pasal", "ayat", "huruf"}:
                said = self.text(node)
                inner = node.step.startswith("ayat") and _NEXT_AYAT.search(said)
                if inner or _LIST_ANEW.search(said):
                    each: _Node | None = node
                    while each is not None and each.path and each.path.startswith(new.path):
                        found.add(each.path)
                        each = each.parent
        return found

    @staticmethod
    def _first_words(new: _Node) -> int:
        """Where the words begin of a unit whose marks are told apart, else its beginning."""
        listed = [c.whole.start for c in new.children if c.path and c.whole is not None]
        apart = bool(listed) and new.children[0].path.rpartition("/")[2] == "ayat-1"
        return listed[0] if apart else 0

    def _tell_muddled(self, dated: DatedChange) -> None:
        """Tell of the units of the wording read last that were not told apart."""
        for path in sorted(self.muddled):
            node = self.index.get(path)
            if node is not None and node.state != "deleted":
                node.state = "uncertain"
                node.notes.append(REASONS["structure_lost"])
        if self.muddled:
            self._told(
                dated, min(self.muddled, key=lambda path: (len(path), path)), "structure_lost"
            )
        self.muddled = set()

    def _relist(self, node: _Node) -> None:
        for each in node.walk():
            if each.path:
                self.index[each.path] = each

    def _put(self, dated: DatedChange, path: str, new: _Node, state: State) -> bool:
        """A unit where there is none of its number yet."""
        above, _, step = path.rpartition("/")
        parent = self.index.get(above) if above else self.root
        if parent is None or parent.state == "deleted":
            if above.startswith("penjelasan") or path.startswith("penjelasan"):
                parent = self.root
            elif parent is None:
                return self._fail(dated, path, "no_place")
        if state == "replaced" and not path.startswith("penjelasan"):
            unit = step.partition("-")[0]
            siblings = [c for c in parent.children if c.path and c.step.partition("-")[0] == unit]
            last = max((_key(c.step) for c in siblings), default=(0,))
            if siblings and _key(step)[0] > last[0] + 1:
                return self._fail(dated, path, "no_place")
            if not siblings and parent is not self.root:
                parent.notes.append(REASONS["structure_lost"])
                if parent.state == "original":
                    parent.state = "uncertain"
        if state == "replaced" and re.search(r"\d[a-z]\Z", step):
            state = "inserted"  # a number with a letter was put in, whatever the verb says
        self._give(new, state, dated)
        if state == "replaced":
            new.notes.append(REASONS["number_lost"])
        parent.opened()
        at = self._place_of(parent, new, dated)
        self._attach(parent, new, at)
        for each in new.walk():
            each.parent = each.parent or parent
        return True

    def _place_of(self, parent: _Node, new: _Node, dated: DatedChange) -> int:
        unit = new.step.split("-")[0]
        path = new.path
        if parent is self.root and unit == "bab":
            for index, child in enumerate(parent.children):
                if child.path.startswith("bab-") and _key(child.step) > _key(new.step):
                    return index
            return self._after(parent, lambda c: c.path.startswith(("bab-", "pasal-")))
        kind, key = _kind_of(path), _key(new.step)
        first = smaller = -1  # among its like: the first of all, and the last before it
        for index in range(len(parent.children) - 1, -1, -1):
            child = parent.children[index]
            if child.path and _kind_of(child.path) == kind:
                if _key(child.step) < key:
                    smaller = index
                    break
                first = index
        at = smaller + 1 if smaller >= 0 else first if first >= 0 else len(parent.children)
        if parent is self.root and unit == "pasal":
            source = f"{dated.source_id}#{dated.change.operation.at}"
            following = parent.children[at] if at < len(parent.children) else None
            if (
                following is not None
                and following.path.startswith("bab-")
                and following.source == source
                and following.state == "inserted"
            ):
                return at + 1
        if smaller >= 0 and parent is not self.root:
            while at < len(parent.children) and not parent.children[at].path:
                at += 1
        return at

    @staticmethod
    def _after(parent: _Node, of: Callable[[_Node], bool]) -> int:
        return max(
            (i + 1 for i, c in enumerate(parent.children) if of(c)), default=len(parent.children)
        )

    def _insert(self, dated: DatedChange, path: str, wording: tuple[int, int]) -> bool:
        new, old = self._new(dated, path, wording), self.index.get(path)
        if old is None:
            done = self._put(dated, path, new, "inserted")
            self._tell_muddled(dated)
            return done
        mine = (old.source or "").partition("#")[0] == dated.source_id
        if old.state == "deleted" or _wordless(old) or (mine and old.state == "inserted"):
            self._merge(old, new, dated)
            self._give(old, "inserted", dated)
            self._tell_muddled(dated)
            return True
        if path.startswith("penjelasan") or path.startswith("bab-"):
            self._merge(old, new, dated)
            return True
        if _like(self.text(old), self._words_of(dated, wording)) > SAME:
            return True  # printed in the base already: a consolidated copy
        return self._fail(dated, path, "collides")

    def _delete(self, dated: DatedChange, path: str) -> bool:
        node = self.index.get(path)
        if node is None and not dated.change.operation.form:
            return True  # nothing was ever said of it: an elucidation
        if node is None:
            self._fail(dated, path, "no_place")
            self._gone_unseen(dated, path)
            return False
        if node.state != "deleted" or path in self.with_chapter:
            if node.parent is not None:
                node.parent.opened()
            self._give(node, "deleted", dated)
            self.with_chapter.discard(path)
        if dated.change.operation.whole and path.startswith("bab-"):
            for inner in self._under(path):
                if inner.state != "deleted":
                    self._give(self.index.get(inner.path) or inner, "deleted", dated)
                    self.with_chapter.add(inner.path)
                explained = self.index.get(f"penjelasan/{inner.path}")
                if explained is not None and explained.state != "deleted":
                    self._give(explained, "deleted", dated)
        return True

    def _gone_unseen(self, dated: DatedChange, path: str) -> None:
        """List a unit that is deleted where it could not be told from the words around it."""
        above, _, step = path.rpartition("/")
        parent = self.index.get(above) if above else None
        if parent is None or parent.state == "deleted" or path.startswith("penjelasan"):
            return
        if step.split("-")[0] in {"ayat", "huruf", "angka"}:
            gone = _Node(path, None, [], [])
            self._give(gone, "deleted", dated)
            self._attach(parent, gone, self._place_of(parent, gone, dated))

    def _under(self, chapter: str) -> list[_Node]:
        """The pasal of a bab: those between its heading and the next."""
        found: list[_Node] = []
        inside = False
        for child in self.root.children:
            if child.path.startswith("bab-"):
                inside = child.path == chapter
            elif inside and child.path.startswith("pasal-"):
                found.append(child)
        return found

    def _restate(self, dated: DatedChange, path: str) -> bool:
        op = dated.change.operation
        if op.wording is None:
            return self._fail(dated, path, "no_wording")
        new = self._new(dated, path, op.wording)
        old = self.index.get(path)
        if old is None:
            return self._put(dated, path, new, "inserted")
        if _wordless(old):
            self._merge(old, new, dated)
            self._give(old, "inserted", dated)
            return True
        if old.state == "deleted":
            self._merge(old, new, dated)
            return True
        self._restated(old, new, dated)
        return True

    def _restated(self, old: _Node, new: _Node, dated: DatedChange) -> None:
        olds = {c.path: c for c in old.children if c.path}
        seen: set[str] = set()
        for child in [c for c in new.children if c.path]:
            seen.add(child.path)
            before = olds.get(child.path)
            if before is None:
                if not olds:
                    continue  # the base's own units could not be told apart
                child.parent = None
                if _gone(self, child):
                    continue
                self._give(child, "inserted", dated)
                old.opened()
                self._attach(old, child, self._place_of(old, child, dated))
            elif before.state == "deleted":
                continue
            elif _gone(self, child):
                self._opened(before.parent)
                self._give(before, "deleted", dated)
            else:
                self._restated(before, child, dated)
        if not new.children or not olds:
            self._witness(old, new, dated)
        labels = [c.step for c in new.children if c.path]
        whole = dated.change.operation.whole and not self._muddled(new)
        if whole and labels and olds and _gapless(labels):
            for path, before in olds.items():
                if (
                    path not in seen
                    and before.state != "deleted"
                    and _key(before.step) > _key(labels[-1])
                    and before.step.split("-")[0] == labels[-1].split("-")[0]
                ):
                    self._opened(before.parent)
                    self._give(before, "deleted", dated)
                    # nobody says "dihapus": it follows from the list of changes as a whole
                    for each in before.walk():
                        each.source = re.sub(r"/huruf-[a-z]\Z", "", each.source or "")

    @staticmethod
    def _opened(node: _Node | None) -> None:
        if node is not None:
            node.opened()

    def _witness(self, old: _Node, new: _Node, dated: DatedChange) -> None:
        """A unit that the amendment leaves alone and quotes: does it read as ours does?"""
        if old.source and old.source.partition("#")[0] == dated.source_id:
            return
        if old.path.startswith("penjelasan"):
            return
        ours, said = self.text(old), self.text(new)
        self.quoted.append((dated.source_id, old.path, ours, said))
        if not any(c.path for c in old.children) and _like(ours, said) < OTHER:
            # moved or changed without a word, or one of the two copies is damaged
            self._doubt(old, dated, "quoted_otherwise")
            self._told(dated, old.path, "quoted_otherwise")

    def _fail(self, dated: DatedChange, path: str, reason: str) -> bool:
        op = dated.change.operation
        text = self.text_of(dated.source_id)
        words = " ".join(text[op.start : min(op.end, op.start + 400)].split())
        source = f"{dated.source_id}#{op.at}"
        self.problems.append(Problem(source, path, reason, words))
        node = self.index.get(path)
        above = path
        while node is None and "/" in above:
            above = above.rpartition("/")[0]
            if above == "penjelasan":
                return False  # the elucidation has nothing there: all the rest of it stays
            node = self.index.get(above)
        if reason == "instruction_lost":
            self._between(op.to, dated)
            return False
        if node is None and path in {"", "penjelasan"}:
            return False
        if op.deed == "insert" and path not in self.index and self._announced(dated, path, reason):
            return False
        if node is not None:
            self._doubt(node, dated, reason)
            if op.deed == "insert" and node.path == path and node.parent not in (None, self.root):
                assert node.parent is not None
                for child in node.parent.children:  # its number is taken: all behind may have moved
                    if _kind_of(child.path) == _kind_of(path) and _key(child.step) > _key(
                        node.step
                    ):
                        self._doubt(child, dated, reason)
        return False

    def _between(self, around: str, dated: DatedChange) -> None:
        """What an instruction that is lost may have changed: the pasal between its neighbours'.

        Instructions go in the order of the pasal; of many, which one it was is not even likely.
        """
        before, _, behind = around.partition("..")
        if not behind:
            return
        low, high = _key(before), _key(behind)
        between = [
            c
            for c in self.root.children
            if c.path.startswith("pasal-") and low < _key(c.path) < high and c.state == "original"
        ]
        for child in between if len(between) <= _FEW else ():
            node = self.index.get(child.path) or child  # with its inner units
            self._doubt(node, dated, "instruction_lost")

    def _doubt(self, node: _Node, dated: DatedChange, reason: str) -> None:
        """Tell of a unit and all in it that it may not be in force as it stands."""
        for each in node.walk():
            if each.state != "deleted" and each.path:
                each.state = "uncertain"
                each.source = f"{dated.source_id}#{dated.change.operation.at}"
                each.since = dated.day
                each.notes.append(REASONS[reason])

    def _seen_torn(self, dated: DatedChange, path: str, wording: tuple[int, int]) -> None:
        """List what a pasal has that was not there before, if its instruction is lost.

        That it is there now is known; whether its words end where they seem to is not.
        """
        new = self._new(dated, path, wording)
        self.muddled = set()
        for node in [n for n in new.walk() if n.path]:
            above = node.path.rpartition("/")[0]
            parent = self.index.get(above) if above else self.root
            if node.path in self.index or parent is None or parent.state == "deleted":
                continue
            if _gone(self, node):
                continue
            self._give(node, "uncertain", dated)
            parent.opened()
            self._attach(parent, node, self._place_of(parent, node, dated))
            for each in node.walk():
                each.notes.append(REASONS["torn"])

    def _announced(self, dated: DatedChange, path: str, reason: str) -> bool:
        """A unit that is put in, and whose words cannot be read, is there without words."""
        above = path.rpartition("/")[0]
        parent = self.index.get(above) if above else self.root
        if parent is None or parent.state == "deleted" or not path.startswith("pasal-"):
            return False
        node = _Node(path, None, [], [])
        self._give(node, "uncertain", dated)
        node.notes.append(REASONS[reason])
        self._attach(parent, node, self._place_of(parent, node, dated))
        return True

    # Renumbering: what is deleted goes first, then all units get their new numbers at once.

    def _renumbered(self, group: list[DatedChange]) -> list[DatedChange]:
        moves = [c for c in group if c.change.operation.deed == "renumber"]
        if not moves:
            return group
        rest = [c for c in group if c.change.operation.deed != "renumber"]
        parents = list(dict.fromkeys(c.change.operation.target.rpartition("/")[0] for c in moves))
        for above in parents:
            mine = [c for c in moves if c.change.operation.target.rpartition("/")[0] == above]
            for c in [
                r
                for r in rest
                if r.change.operation.deed == "delete"
                and r.change.operation.target.rpartition("/")[0] == above
            ]:
                self._apply(c)
                rest.remove(c)
            self._move(above, mine)
        return rest

    def _move(self, above: str, moves: list[DatedChange]) -> None:
        parent = self.index.get(above) if above else self.root
        taken: list[tuple[DatedChange, _Node]] = []
        for dated in moves:
            op = dated.change.operation
            node = self.index.get(op.target)
            if node is not None and op.to.startswith(f"{op.target}/"):
                self._deepened(node, op.to, dated)
                continue
            if (
                parent is None
                or node is None
                or op.to.rpartition("/")[0] != above
                or node.state == "deleted"
            ):
                self.applied.append((op.form, self._fail(dated, op.target, "no_place")))
                continue
            taken.append((dated, node))
        ok = taken
        while True:  # what cannot move keeps its number, and another cannot take that
            leaving = {id(node) for _, node in ok}
            stay = [
                (dated, node)
                for dated, node in ok
                if (there := self.index.get(dated.change.operation.to)) is not None
                and id(there) not in leaving
                and there.state != "deleted"
            ]
            if not stay:
                break
            for dated, _ in stay:
                self.applied.append(
                    ("menjadi", self._fail(dated, dated.change.operation.target, "collides"))
                )
            kept = {id(node) for _, node in stay}
            ok = [each for each in ok if id(each[1]) not in kept]
        if not ok or parent is None:
            return
        parent.opened()
        freed: dict[str, DatedChange] = {}
        for dated, node in ok:
            parent.children = [c for c in parent.children if c is not node]
            self._unlist(node)
            freed[node.path] = dated
        for dated, node in ok:
            op = dated.change.operation
            was = node.path
            old = self.index.get(op.to)
            if old is not None:  # deleted before: its number is used again
                parent.children = [c for c in parent.children if c is not old]
                self._unlist(old)
            for each in node.walk():
                if each.path:
                    each.path = op.to + each.path[len(was) :]
            node.notes.append(
                Message("force.renumbered", was=was, source=f"{dated.source_id}#{op.at}")
            )
            freed.pop(op.to, None)
            self._attach(parent, node, self._place_of(parent, node, dated))
            self.applied.append((op.form or "menjadi", True))
        for path, dated in freed.items():
            if path in self.index:
                continue
            gone = _Node(path, None, [], [])
            self._give(gone, "deleted", dated)
            gone.notes.append(Message("force.moved", to=dated.change.operation.to))
            self._attach(parent, gone, self._place_of(parent, gone, dated))

    def _deepened(self, node: _Node, to: str, dated: DatedChange) -> None:
        """ "Pasal 1 dijadikan ayat (1)": its words are those of the new unit in it."""
        inner = _Node(to, node.whole, node.own, node.children, node.state, node.source, node.since)
        source = f"{dated.source_id}#{dated.change.operation.at}"
        inner.notes.append(Message("force.renumbered", was=node.path, source=source))
        for child in inner.children:
            child.parent = inner
            for each in child.walk():
                if each.path:
                    self.index.pop(each.path)
                    each.path = to + each.path[len(node.path) :]
        node.own, node.children = [], []
        node.opened()
        self._attach(node, inner)
        self._relist(inner)
        self.applied.append((dated.change.operation.form or "menjadi", True))

    # Words and phrases.

    def _words(self, group: list[DatedChange]) -> None:
        by_scope: dict[tuple[str, str, str], list[DatedChange]] = {}
        for dated in group:
            op = dated.change.operation
            key = (op.target, op.side, op.at if op.target else op.at.rpartition("/huruf")[0])
            by_scope.setdefault(key, []).append(dated)
        for (target, _, _), several in by_scope.items():
            self._phrases(self._path(target), several)

    def _phrases(self, path: str, several: list[DatedChange]) -> None:
        nodes: list[_Node]
        if not path:
            nodes = [
                c
                for c in self.root.children
                if not c.path.startswith(
                    ("penjelasan", "pembukaan", "menimbang", "mengingat", "diktum", "penutup")
                )
            ]
            for node in nodes:
                self._unfold(node)
        else:
            found = self.index.get(path)
            if found is None and path.startswith("penjelasan/umum"):
                found = self.index.get("penjelasan/umum")
            if found is None:
                for dated in several:
                    self.applied.append(("words", self._fail(dated, path, "no_place")))
                return
            nodes = [found]
        done: set[int] = set()
        unread = [d for d in several if d.change.operation.reason]
        ends = [d for d in several if d.change.operation.side == "end"]
        plain = [d for d in several if not d.change.operation.reason and d not in ends]
        choices = [(self._phrase(d), d) for d in plain]
        choices.sort(key=lambda c: -len(c[0]))
        for exact in (True, False):
            left = [(p, d) for p, d in choices if id(d) not in done]
            if left:
                done |= self._substitute(nodes, left, exact=exact)
        for dated in plain:
            hit = id(dated) in done
            if not hit and path:
                self._fail(dated, path, "phrase_not_found")
            elif not hit:
                self._told(dated, path, "phrase_not_found")
            self.applied.append((dated.change.operation.form or "words", hit))
        for dated in ends:
            done_here = self._put_behind(nodes, dated) if path else False
            if not done_here:
                self._fail(dated, path, "phrase_unread")
            self.applied.append((dated.change.operation.form or "words", done_here))
        for dated in unread:
            pattern = _flexible(self._phrase(dated), exact=False)
            found_in = [
                n
                for top in nodes
                for n in top.walk()
                if n.path and n.state != "deleted" and pattern.search(self.text(n))
            ]
            for node in found_in:
                node.state = "uncertain"
                node.notes.append(REASONS["phrase_unread"])
            if path and not found_in:
                self._fail(dated, path, "phrase_unread")
            else:
                self._told(dated, path, "phrase_unread")
            self.applied.append((dated.change.operation.form or "words", False))

    def _put_behind(self, nodes: Sequence[_Node], dated: DatedChange) -> bool:
        """Put words at the end of a unit, before its last mark; whether the unit has one end."""
        node, new = nodes[0], dated.change.operation.new
        if new is None or len(nodes) > 1 or node.children or node.state == "deleted":
            return False
        last = node.own[-1]
        text = self.text_of(last.document_id)[last.start : last.end]
        end = last.start + len(text.rstrip(" \n\t.;,"))
        fresh = [Piece(last.document_id, last.start, end, last.glue)]
        fresh.append(Piece(dated.source_id, *new, " "))
        if end < last.end:
            fresh.append(Piece(last.document_id, end, last.end, ""))
        node.own = [*node.own[:-1], *fresh]
        self._reworded(node, dated)
        return True

    def _reworded(self, node: _Node, dated: DatedChange) -> None:
        node.opened()
        own = node.state == "inserted" and (node.source or "").partition("#")[0] == dated.source_id
        node.state = "inserted" if own else "replaced"
        node.source = f"{dated.source_id}#{dated.change.operation.at}"
        node.since, node.literal = dated.day, False

    def _told(self, dated: DatedChange, path: str, reason: str) -> None:
        op = dated.change.operation
        words = " ".join(
            self.text_of(dated.source_id)[op.start : min(op.end, op.start + 400)].split()
        )
        if op.old is not None:
            words += f" “{self._phrase(dated)}”"
        self.problems.append(Problem(f"{dated.source_id}#{op.at}", path, reason, words))

    def _phrase(self, dated: DatedChange) -> str:
        old = dated.change.operation.old
        return self.text_of(dated.source_id)[old[0] : old[1]] if old else ""

    def _substitute(
        self, nodes: Sequence[_Node], choices: list[tuple[str, DatedChange]], *, exact: bool
    ) -> set[int]:
        """Put the new words in the place of the old, the longest phrase first; which were found."""
        patterns = [(_flexible(p, exact=exact), d) for p, d in choices if p.strip()]
        done: set[int] = set()
        for top in nodes:
            for node in list(top.walk()):
                if node.state == "deleted":
                    continue
                hit: DatedChange | None = None
                fresh: list[Piece] = []
                for piece in node.own:
                    made, who = self._cut(piece, patterns)
                    fresh += made
                    hit = who or hit
                if hit is None:
                    continue
                # the words before the first unit inside stand in ``own`` alone
                node.own = fresh
                node.opened()
                node.opened()
                above = node.parent if not node.path else None
                self._reworded(above or node, hit)
                done |= {id(d) for d in self._hits}
        return done

    def _cut(
        self, piece: Piece, patterns: list[tuple[re.Pattern[str], DatedChange]]
    ) -> tuple[list[Piece], DatedChange | None]:
        text = self.text_of(piece.document_id)
        found: list[tuple[int, int, DatedChange]] = []
        for pattern, dated in patterns:
            for match in pattern.finditer(text, piece.start, piece.end):
                if not any(s < match.end() and match.start() < e for s, e, _ in found):
                    found.append((match.start(), match.end(), dated))
        self._hits = [d for _, _, d in found] + getattr(self, "_hits", [])
        if not found:
            return [piece], None
        pieces: list[Piece] = []
        at, glue = piece.start, piece.glue
        for start, end, dated in sorted(found, key=lambda f: f[0]):
            op = dated.change.operation
            new = Piece(dated.source_id, *op.new, "") if op.new else None
            left, right = start, end
            if op.side == "before":
                right = start
            elif op.side == "after":
                left = end
            if op.side == "after" and new is not None:
                new = Piece(new.document_id, new.start, new.end, " ")
            if left > at:
                pieces.append(Piece(piece.document_id, at, left, glue))
                glue = ""
            if new is not None:
                pieces.append(
                    Piece(new.document_id, new.start, new.end, new.glue if pieces else glue)
                )
                glue = " " if op.side == "before" else ""
            elif (
                right < piece.end
                and text[right : right + 1].isspace()
                and left
                and text[left - 1].isspace()
            ):
                right += 1
            at = right
        if at < piece.end:
            pieces.append(Piece(piece.document_id, at, piece.end, glue))
        return pieces, found[-1][2]

    # What comes out.

    def text(self, node: _Node) -> str:
        """The words of a node, its pieces in order."""
        return self.joined(node.pieces())

    def joined(self, pieces: Sequence[Piece]) -> str:
        """The text of pieces, with the white space between them."""
        if len(pieces) == 1:
            (sole,) = pieces
            return self.text_of(sole.document_id)[sole.start : sole.end]
        return "".join(
            (p.glue if index else "") + self.text_of(p.document_id)[p.start : p.end]
            for index, p in enumerate(pieces)
        )

    def _words_of(self, dated: DatedChange, span: tuple[int, int]) -> str:
        return self.text_of(dated.source_id)[span[0] : span[1]]

    def provisions(self, pages: Callable[[str, int], int | None]) -> Iterator[Provision]:
        """All provisions in the order of the text."""
        untouched = self.kept.untouched
        for top in self.root.children:
            if top.unit is not None:
                kept = untouched.get(top.path)
                if kept is None:
                    kept = untouched[top.path] = tuple(self._stored(top.unit, pages))
                yield from kept
                continue
            for node in top.walk():
                if node.path:
                    yield self._provision(node, pages)

    def _stored(self, unit: _Unit, pages: Callable[[str, int], int | None]) -> Iterator[Provision]:
        """A unit of the base act and those inside as they are stored."""
        base = self.base.id
        for p in unit.passages or ():
            yield Provision(
                p.passage_id, "original", p.text, None, None, base, p.start, p.end,
                pages(base, p.start), "", True, (Piece(base, p.start, p.end),),
            )  # fmt: skip

    def _provision(self, node: _Node, pages: Callable[[str, int], int | None]) -> Provision:
        whole = node.whole if node.state != "deleted" else None
        pieces = (whole,) if whole is not None else tuple(node.pieces())
        sole = pieces[0] if len(pieces) == 1 else None
        first = pieces[0] if pieces else None
        notes = list(dict.fromkeys(node.notes)) if node.notes else []
        if (
            node.whole is None
            and node.children
            and node.state in {"original", "replaced", "inserted"}
        ):
            changed = [
                c.path
                for c in node.walk()
                if c is not node and c.path and c.state != "original" and c.source != node.source
            ]
            if changed:
                shown = ", ".join(changed[:12]) + (" …" if len(changed) > 12 else "")
                notes.append(Message("force.changed_inside", places=shown))
        return Provision(
            id=f"{self.base.id}#{node.path}",
            state=node.state,
            text=self.joined(pieces),
            source=node.source,
            since=node.since,
            document_id=first.document_id if first else None,
            start=sole.start if sole else None,
            end=sole.end if sole else None,
            page=pages(first.document_id, first.start) if first else None,
            note="; ".join(say(note, "id") for note in notes) if notes else "",
            literal=node.state == "deleted" or sole is not None,
            pieces=pieces,
            notes=tuple(notes),
        )


#: In the words of a unit: the ayat behind it, and a list that begins anew.
_NEXT_AYAT: Final = re.compile(r"[.;]\s+\(\d{1,2}[a-z]?\)\s+[A-Z][a-z]")
_LIST_ANEW: Final = re.compile(r":\s+a\.\s+\w")
_BAB: Final = re.compile(
    r"(?:BAB|B A B|Bab)[ \t]*\n?[ \t]*"
    r"(?P<label>(?:[IVXLC]{1,7}|[0-9lI]{1,3})(?:[ ]?[A-Z](?![\w]))?)[.]?[\s.:]*"
)
_MARK: Final = re.compile(
    r"[({\[]\s?\w{1,3}\s?[)\]}1]?\s*|\w{1,3}\s?[.)]\s*|(?:Ayat|Huruf|Angka|ayat|huruf|angka)\s+\(?\w{1,3}\)?[.:]?\s*"
)


def _unit(part: Part) -> _Unit:
    return _Unit((part.step,), part.start, part.end, [_unit(c) for c in part.children])


#: A page's catchword, which the next page begins with: "(3) Penggunaan . (3) Penggunaan kawasan".
_CATCHWORD: Final = re.compile(
    r"(?P<mark>\(?\w{1,3}[.)])\s+(?P<word>\w+)(?:\s+\w+)?(?:\s*[.…]{1,4})?\s+(?P<again>(?P=mark)\s+(?P=word)\b)"
)


def _without_catchwords(text: str, unit: _Unit) -> None:
    """Units begin where they are printed whole, not at the catchword before."""
    for child in unit.children:
        _without_catchwords(text, child)
    match = _CATCHWORD.match(text, unit.start, unit.end)
    if match and not any(c.start < match.start("again") for c in unit.children):
        unit.start = match.start("again")


def _below(step: Step, explained: bool) -> set[str]:
    """The schemes that may stand inside a unit."""
    if explained:
        after = {"ayat": {"Huruf", "Angka"}, "huruf": {"Angka"}, "angka": {"Huruf"}}
        return after.get(step.unit, {"Ayat", "Huruf", "Angka"})
    after = {
        "ayat": {"huruf", "angka", "huruf)", "angka)"},
        "huruf": {"angka", "huruf)", "angka)"},
        "angka": {"huruf", "huruf)", "angka)"},
    }
    return after.get(step.unit, set(BODY_LISTS))


def _gone(act: _Act, node: _Node) -> bool:
    """Whether all that stands there is "dihapus"."""
    pieces = node.pieces()
    if len(pieces) > 1:
        return False
    return _GONE.match(act.joined(pieces)) is not None


def _wordless(node: _Node) -> bool:
    """Whether it was put in by words that could not be read."""
    return node.state == "uncertain" and not node.pieces()


@lru_cache(maxsize=16_384)
def _kind_of(path: str) -> str:
    """What a node is listed among: "penjelasan/pasal" …"""
    around, parted, step = path.rpartition("/")
    return f"{around}{parted}{step.partition('-')[0]}"


@lru_cache(maxsize=16_384)  # an act has few different labels, and sorts by them all the time
def _key(step: str) -> tuple[int, int, str]:
    """Where a label stands among its like: 12 < 12a < 13; d < d1 < e; bab vi < via < vii."""
    unit, _, label = step.partition("-")
    label = label.partition("~")[0]
    if match := re.match(r"(\d+)([a-z]*)", label):
        return int(match[1]), _letters(match[2]), ""
    if unit in {"bab", "buku"} and label:
        if is_roman(label):
            return from_roman(label) or 0, 0, ""
        if len(label) > 1 and is_roman(label[:-1]):
            return from_roman(label[:-1]) or 0, ord(label[-1]) - 96, ""
    if match := re.fullmatch(r"([a-z]{1,2})(\d*)", label):
        name = match[1]
        place = 26 + _letters(name[0]) if name == name[0] * 2 else _letters(name)  # z, aa, bb
        return place, int(match[2] or 0), ""
    return 10**6, 0, label


def _letters(label: str) -> int:
    value = 0
    for char in label:
        value = value * 26 + ord(char) - 96
    return value


def _gapless(labels: Sequence[str]) -> bool:
    keys = [_key(label) for label in labels]
    if keys[0][0] != 1:
        return False
    return all(b[0] - a[0] in {0, 1} for a, b in itertools.pairwise(keys))


def _before_gaps(listed: Sequence[_Node]) -> set[str]:
    """The units behind which one is missing: its words may stand in theirs."""
    return {
        a.path
        for a, b in itertools.pairwise(listed)
        if _key(b.step)[0] - _key(a.step)[0] not in {0, 1}
    }


def _place(children: list[_Node], node: _Node) -> None:
    """Put a unit among others by its number."""
    keys = [_key(c.step) if c.path else None for c in children]
    at = len(children)
    for index, key in enumerate(keys):
        if key is not None and key > _key(node.step):
            at = index
            break
    children.insert(at, node)


_VARIANTS: Final = (("ch", "kh"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("nj", "ny"), ("oe", "u"))


def _flexible(phrase: str, *, exact: bool) -> re.Pattern[str]:
    """A phrase as it may be printed: over line ends, in old or new spelling."""
    words = []
    for word in phrase.split():
        if re.fullmatch(r"(?:[A-Z]\.?\s?){2,6}", word):  # "DPR" is "D.P.R." elsewhere
            words.append(r"\.?\s?".join(c for c in word if c.isalpha()) + r"\.?")
            continue
        made = re.escape(word)
        for old, new in _VARIANTS:
            made = (
                re.sub(f"{old}|{new}", f"(?:{old}|{new})", made, count=0)
                if old in word.lower() or (new == "kh" and "kh" in word)
                else made
            )
        words.append(made)
    joined = r"(?:\s+|-\s*|\s*-\s*)".join(words)
    return re.compile(rf"(?<!\w){joined}(?!\w)", 0 if exact else re.IGNORECASE)


@lru_cache(maxsize=2_048)
def _like(one: str, other: str) -> float:
    """How alike two wordings are (0–1), by their words."""
    a, b = (re.findall(r"\w+", t.casefold()) for t in (one, other))
    if not a or not b:
        return float(not a and not b)
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def consolidate(
    base: Document,
    passages: Sequence[Passage],
    changes: Sequence[DatedChange],
    text_of: Callable[[str], str],
    pages: Callable[[str, int], int | None],
    as_of: str,
    kept: Kept | None = None,
) -> Consolidated:
    """The act ``base`` as it stands on the day ``as_of`` (ISO 8601).

    ``changes`` are those of the acts that the library holds, in any order; ``text_of`` gives the
    text of a stored document; ``pages`` the page of an offset in it. ``kept`` is what the caller
    keeps for the same act on other days.
    """
    act = _Act(base, passages, text_of, kept or Kept())
    due = [c for c in changes if (c.day or c.latest) <= as_of]
    due.sort(key=lambda c: (c.day or c.earliest, c.order))
    for group in _groups(due):
        act.apply(group)
    for dated in changes:
        if dated.day is None and dated.earliest <= as_of < dated.latest:
            act._fail(dated, act._path(dated.change.operation.target), "day_unknown")
    provisions = tuple(act.provisions(pages))
    return Consolidated(provisions, tuple(act.problems), tuple(act.applied), tuple(act.quoted))


def _groups(changes: Iterable[DatedChange]) -> Iterator[list[DatedChange]]:
    group: list[DatedChange] = []
    for dated in changes:
        if group and (group[0].source_id, group[0].day) != (dated.source_id, dated.day):
            yield group
            group = []
        group.append(dated)
    if group:
        yield group


def page_in(page_starts: Sequence[int], offset: int) -> int | None:
    """The 1-based page of an offset; None without pages."""
    return bisect_right(page_starts, offset) or 1 if page_starts else None
