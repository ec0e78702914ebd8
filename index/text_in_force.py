"""An act of a library on a day: its text in force, what changed between two days, its history.

`consolidate` puts the operations together; here they come from the catalogue, with what is known
to be missing: an amendment that some act of the library names, and the library does not hold.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from dalil.index.consolidate import (
    Consolidated,
    DatedChange,
    Kept,
    Problem,
    Provision,
    consolidate,
    page_in,
)
from dalil.index.query.day import day_named
from dalil.ingest.errors import NotInLibrary
from dalil.ingest.locator import Locator
from dalil.ingest.messages import Message
from dalil.ingest.references.ids import year_and_number
from dalil.ingest.relations.changes import ActChanges, Change
from dalil.ingest.relations.in_force import InForce
from dalil.ingest.relations.instructions import Deed, Operation
from dalil.ingest.structure.constitution import constitution_versions, renumbered

if TYPE_CHECKING:
    from dalil.index.store.catalog import Catalog
    from dalil.ingest.model import Document, Passage
    from dalil.ingest.structure.constitution import Version


@dataclass(frozen=True, slots=True)
class ActText:
    """An act, or a provision of it, as it stands on a day.

    ``complete`` is False where an amendment is known that the library does not hold
    (``missing``, their ids), where one of those it holds could not be applied wholly
    (``problems``), or where a number of amendments is known that is not reached
    (``unnamed_missing``: how many more there must be). ``repealed_by`` is the passage that
    repeals the whole act before that day, if one does.
    """

    id: str
    as_of: str
    title: str
    provisions: tuple[Provision, ...]
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    unnamed_missing: int = 0
    promulgated: str | None = None
    in_force: str | None = None
    amended_by: tuple[str, ...] = ()  # amending acts held, in the order in which they count
    repealed_by: str | None = None
    days: tuple[str, ...] = ()  # on which something of the act changes, later ones too

    @property
    def complete(self) -> bool:
        """Whether everything known to have changed the act is in this text."""
        return not (self.missing or self.problems or self.unnamed_missing)

    def to_dict(self) -> dict[str, Any]:
        """As ``dalil text --json`` prints it."""
        return {
            "id": self.id, "as_of": self.as_of, "title": self.title, "complete": self.complete,
            "missing": list(self.missing), "unnamed_missing": self.unnamed_missing,
            "amended_by": list(self.amended_by), "promulgated": self.promulgated,
            "in_force": self.in_force, "repealed_by": self.repealed_by,
            "problems": [p.to_dict() for p in self.problems],
            "provisions": [p.to_dict() for p in self.provisions],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """A provision on two days that differ; None where it did not exist on one of them."""

    id: str
    before: Provision | None
    after: Provision | None

    def to_dict(self) -> dict[str, Any]:
        """An element of ``changes`` in ``dalil diff --json``."""
        return {
            "id": self.id,
            "before": self.before.to_dict() if self.before else None,
            "after": self.after.to_dict() if self.after else None,
        }


@dataclass(frozen=True, slots=True)
class ActDiff:
    """What changed in an act or provision between two days."""

    id: str
    start: str
    end: str
    complete: bool
    missing: tuple[str, ...]
    changes: tuple[ProvisionChange, ...]

    def to_dict(self) -> dict[str, Any]:
        """As ``dalil diff --json`` prints it."""
        return {
            "id": self.id, "from": self.start, "to": self.end, "complete": self.complete,
            "missing": list(self.missing), "changes": [c.to_dict() for c in self.changes],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """A provision gets a state: the day (None: unknown), what gave it, and the words."""

    id: str
    date: str | None
    state: str
    source: str | None
    text: str

    def to_dict(self) -> dict[str, Any]:
        """An element of ``changes`` in ``dalil history --json``."""
        return {
            "id": self.id, "date": self.date, "state": self.state, "from": self.source,
            "text": self.text,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActHistory:
    """Every change of an act or a provision, in order."""

    id: str
    changes: tuple[Event, ...]
    missing: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As ``dalil history --json`` prints it."""
        return {
            "id": self.id, "missing": list(self.missing),
            "changes": [c.to_dict() for c in self.changes],
        }  # fmt: skip


class Chain:
    """An act with all that the library holds of its amendments, read once for any day."""

    def __init__(self, catalog: Catalog, act_id: str) -> None:
        document = catalog.document(act_id)
        if document is None:
            raise KeyError(act_id)
        self.document: Document = document
        self.passages: list[Passage] = catalog.passages(act_id)
        self.catalog = catalog
        self._texts = {act_id: document.text}
        self._pages: dict[str, tuple[int, ...]] = {act_id: document.page_starts}
        #: What was put together, by which changes count: the same between two of them.
        self._periods: dict[tuple[int, ...], Consolidated] = {}
        self._same = Kept()  # on every day
        sources = catalog.changes_to(act_id)
        held = {source: found for source, found in sources.items() if source != act_id}
        for source in list(held):  # what is repealed "of UU 10/1998" stands in UU 7/1992
            later_changes = catalog.changes_to(source)
            own: set[str] = set()
            if later_changes:
                own = {p.partition("/")[0] for p in catalog.locators(source)}
            touched = {c.operation.target.partition("/")[0] for c in sources[source].changes}
            for later, found in later_changes.items():
                moved = _of_base(found, source, act_id, touched - own)
                if moved is not None and later not in (act_id, source):
                    held[later] = _joined(held.get(later), moved)
        unread = _unread(catalog, act_id, {*sources, *held})
        self.changes = dated(act_id, {**held, **unread})
        if versions := constitution_versions(document.text):
            moves = renumbered(document.text)
            self.passages, amended = _constitution(act_id, self.passages, versions, moves)
            self.changes = sorted(
                [*self.changes, *amended], key=lambda c: (c.day or c.earliest, c.order)
            )
        self.dates = catalog.dates(act_id)
        self.missing, self.unnamed = missing_amendments(catalog, act_id, held)

    def text_of(self, document_id: str) -> str:
        """The text of a stored document."""
        known = self._texts.get(document_id)
        if known is None:
            found = self.catalog.document(document_id)
            known = self._texts[document_id] = found.text if found else ""
            self._pages[document_id] = found.page_starts if found else ()
        return known

    def page_of(self, document_id: str, offset: int) -> int | None:
        """The page of an offset in a stored document."""
        if document_id not in self._pages:
            self.text_of(document_id)
        starts = self._pages[document_id]
        return page_in(starts, offset) if starts else None

    def on(self, day: str) -> Consolidated:
        """The act on a day."""
        promulgated = self.dates.promulgated if self.dates else None
        if promulgated is not None and day < promulgated:
            return Consolidated(())
        period = tuple(
            2 if (c.day or c.latest) <= day else int(c.day is None and c.earliest <= day)
            for c in self.changes
        )
        if period not in self._periods:
            self._periods[period] = consolidate(
                self.document, self.passages, self.changes, self.text_of, self.page_of, day,
                self._same,
            )  # fmt: skip
        return self._periods[period]

    def enacted(self) -> Consolidated:
        """The act before any change."""
        return consolidate(
            self.document, self.passages, (), self.text_of, self.page_of, "", self._same
        )

    def knows(self, locator: str) -> bool:
        """Whether the act has, or ever had, a provision at this locator."""
        wanted = f"{self.document.id}#{locator}"
        if any(p.passage_id == wanted for p in self.passages):
            return True
        return any(p.id == wanted for day in self.days() for p in self.on(day).provisions) or any(
            p.id == wanted for p in self.on("9999-12-31").provisions
        )

    def days(self) -> list[str]:
        """The days on which something of the act changes, in order."""
        return sorted({c.day or c.latest for c in self.changes})


#: Chains kept for who reads an act on one day and another; a dozen, by the acts' own states.
_CHAINS: Final = 12
_KEPT: WeakKeyDictionary[Catalog, OrderedDict[str, tuple[object, Chain]]] = WeakKeyDictionary()
_KEEPING: Final = threading.Lock()


def state_of(catalog: Catalog, act_id: str) -> object:
    """What a chain hangs on: it changes with each act that the chain is read from."""
    sources = catalog.changing(act_id)
    later = {s: catalog.changing(s) for s in sources}
    held = {act_id, *sources, *(x for named in later.values() for x in named)}
    held |= _said_to_amend(catalog, act_id)
    return (
        tuple((a, catalog.version(a)) for a in sorted(held)),
        tuple((a, catalog.has(a)) for a in catalog.amenders(act_id)),
    )


def chain_of(catalog: Catalog, identifier: str) -> Chain:
    """The chain of the act that ``identifier`` (an act's or a provision's id) names.

    Raises NotInLibrary where the library does not hold the act, or it never had the provision.
    """
    act_id, _, locator = identifier.partition("#")
    if not catalog.has(act_id):
        raise NotInLibrary(Message("force.no_act", act=act_id))
    state = state_of(catalog, act_id)
    with _KEEPING:
        kept = _KEPT.setdefault(catalog, OrderedDict())
        known = kept.get(act_id)
    if known is not None and known[0] == state:
        chain = known[1]
    else:
        chain = Chain(catalog, act_id)
        with _KEEPING:
            kept[act_id] = (state, chain)
            kept.move_to_end(act_id)
            while len(kept) > _CHAINS:
                kept.popitem(last=False)
    if locator and not chain.knows(locator):
        raise NotInLibrary(Message("force.no_provision", identifier=identifier))
    return chain


#: When the MPR amended the constitution (each counts from the day it was made).
_AMENDED: Final = {
    "perubahan-1": "1999-10-19", "perubahan-2": "2000-08-18", "perubahan-3": "2001-11-09",
    "perubahan-4": "2002-08-10",
}  # fmt: skip
_VERSION_LABEL: Final = re.compile(r"~(?:asli|perubahan-\d)")


def _constitution(
    act_id: str,
    passages: Sequence[Passage],
    versions: Sequence[Version],
    moves: dict[str, str],
) -> tuple[list[Passage], list[DatedChange]]:
    """The constitution of 1945, and its amendments as changes to it.

    A version that restates two ayat or more from the first on restates the pasal, else the ayat
    that it prints (`ingest.structure.constitution`). What a later version neither keeps nor
    restates under its number is gone with the last amendment, or has the number that this gave it
    (``moves``: old and new locators).
    """
    first, last = versions[0], versions[-1]
    base = [_plainly(p) for p in passages if p.start < first.end]
    plain = {str(p.locator) for p in passages}
    known = {str(p.locator) for p in base}
    changes: list[DatedChange] = []

    def add(day: str, target: str, by: Passage, *, gone: bool = False) -> None:
        deed: Deed = "replace" if target in known else "insert"
        span: tuple[int, int] | None = (by.start, by.end)
        to = moves.get(target, "") if gone else ""
        if gone:
            deed, span = "renumber" if to else "delete", None
        else:
            inside = f"{by.passage_id}/"
            known.update([target, *(
                f"{target}/{p.passage_id[len(inside):]}"
                for p in passages
                if p.passage_id.startswith(inside)
            )])  # fmt: skip
        at = str(by.locator)
        op = Operation(deed, target, at, by.start, by.end, span, to=to, form="perubahan")
        order = (int(day[:4]), 0, by.start * 1000)
        changes.append(DatedChange(act_id, Change(act_id, op, day), day, day, day, order))

    for version in versions[1:]:
        day = _AMENDED.get(version.label, "")
        for p in passages:
            outer = p.parent_id is None and version.start <= p.start < version.end
            if not outer or p.locator.steps[0].unit not in {"pasal", "bagian"}:
                continue
            target = _VERSION_LABEL.sub("", str(p.locator))
            inner = [
                c
                for c in passages
                if p.start <= c.start < c.end <= p.end
                and len(c.locator.steps) == len(p.locator.steps) + 1
                and c.locator.steps[-1].unit == "ayat"
            ]
            whole = not inner or (len(inner) > 1 and inner[0].locator.steps[-1].label == "1")
            for part in [p] if whole else inner:
                below = "" if whole else f"/{part.locator.steps[-1]}"
                add(day, f"{target}{below}", part)
            if target not in plain:
                add(_AMENDED.get(last.label, day), target, p, gone=True)
                continue
            for part in inner:
                if "~" in str(part.locator) and version is not last:
                    below = f"{target}/{part.locator.steps[-1]}"
                    add(_AMENDED.get(last.label, day), below, part, gone=True)
    return base, changes


def _plainly(passage: Passage) -> Passage:
    locator = _VERSION_LABEL.sub("", str(passage.locator))
    parent = passage.parent_id and _VERSION_LABEL.sub("", passage.parent_id)
    return replace(
        passage,
        locator=Locator.parse(locator),
        passage_id=f"{passage.document_id}#{locator}",
        parent_id=parent,
    )


def dated(act_id: str, sources: dict[str, ActChanges]) -> list[DatedChange]:
    """The changes of an act with the days from which they count, in order.

    Where a text does not date its promulgation, the year of its number does: the change begins
    somewhere in it.
    """
    found: list[DatedChange] = []
    perppu = {e for c in sources.values() for e in c.establishes}
    for source, what in sources.items():
        if source in perppu:
            continue  # the act that makes it law prints it
        year, number = year_and_number(source)
        for position, change in enumerate(what.changes):
            if change.act != act_id:
                continue
            day = change.in_force
            promulgated = what.dates.promulgated
            earliest = promulgated or f"{year:04}-01-01"
            latest = f"{int(earliest[:4]) + 1:04}-01-01"
            head = change.operation.start * 1000 + min(position, 999)
            found.append(DatedChange(source, change, day, earliest, latest, (year, number, head)))
    return sorted(found, key=lambda c: (c.day or c.earliest, c.order))


#: What an act says to do to the wording of another.
_AMENDS: Final = frozenset({"amends", "inserts", "deletes"})


def _said_to_amend(catalog: Catalog, act_id: str) -> set[str]:
    return {r.source_id for r in catalog.relations_to(act_id) if r.kind in _AMENDS}


def _unread(catalog: Catalog, act_id: str, read: set[str]) -> dict[str, ActChanges]:
    """What acts say to change in this one, and of which no instruction was read, as such.

    So a provision is never shown as it was where it is known that an act of the library changes it.
    """
    perppu = {e for source in read for e in catalog.establishes(source)}
    found: dict[str, list[Change]] = {}
    for relation in catalog.relations_to(act_id):
        source = relation.source_id
        if relation.kind not in _AMENDS or source in read or source in perppu | {act_id}:
            continue
        said = catalog.passage(relation.evidence_id)
        dates = catalog.dates(source)
        if said is None or dates is None:
            continue
        at, target = str(said.locator), relation.target_id.partition("#")[2]
        operation = Operation("unread", target, at, said.start, said.end, reason="unread")
        found.setdefault(source, []).append(Change(act_id, operation, dates.of(at, target)))
    return {
        source: ActChanges(catalog.dates(source) or InForce(), tuple(changes))
        for source, changes in found.items()
    }


def _of_base(found: ActChanges, amending: str, base: str, put_in: set[str]) -> ActChanges | None:
    """The provisions of a base act that are named as those of the act that put them in.

    ``put_in`` are the pasal that the amending act gave the base act, and has none of its own of.
    """
    moved = tuple(
        replace(c, act=base)
        for c in found.changes
        if c.act == amending
        and c.operation.deed == "delete"
        and c.operation.target.partition("/")[0] in put_in
    )
    return replace(found, changes=moved) if moved else None


def _joined(first: ActChanges | None, second: ActChanges) -> ActChanges:
    if first is None:
        return second
    return replace(first, changes=(*first.changes, *second.changes))


_ORDINAL: Final = re.compile(
    r"\bperubahan\s+(?P<n>kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh"
    r"|kesebelas|kedua\s?belas|ketiga\s?belas|keempat\s?belas|kelima\s?belas|keenam\s?belas"
    r"|ketujuh\s?belas|kedelapan\s?belas|kesembilan\s?belas)\b(?=\s+(?:atas|terhadap|undang|peraturan|dari))",
    re.IGNORECASE,
)
_COUNT: Final = (
    "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan",
    "kesepuluh", "kesebelas", "keduabelas", "ketigabelas", "keempatbelas", "kelimabelas",
    "keenambelas", "ketujuhbelas", "kedelapanbelas", "kesembilanbelas",
)  # fmt: skip


def missing_amendments(
    catalog: Catalog, act_id: str, held: dict[str, ActChanges]
) -> tuple[tuple[str, ...], int]:
    """The amendments that acts of the library name and it does not hold; how many have no name."""
    named = catalog.amenders(act_id)
    made_law = {e: source for source in held for e in held[source].establishes}
    missing = []
    for amender in named:
        if amender in held or amender in made_law or catalog.has(amender):
            continue
        missing.append(amender)
    count = 0
    amending = {a for a in named if a not in made_law}
    for source in held:
        document = catalog.document(source, with_text=False)
        if document is None or source not in named:
            continue
        ordinal = _ORDINAL.search(document.title)
        if ordinal:
            label = re.sub(r"\s", "", ordinal["n"].lower())
            count = max(count, _COUNT.index(label) + 2)
    by_title = {a for a in amending if not _omnibus(catalog, a)}
    return tuple(sorted(missing, key=year_and_number)), max(0, count - len(by_title))


def _omnibus(catalog: Catalog, act_id: str) -> bool:
    """Whether an act changes others without being counted among their amendments."""
    document = catalog.document(act_id, with_text=False)
    return document is not None and not re.search(
        r"perub|tambah|ubah", document.title, re.IGNORECASE
    )


def _only(provisions: Sequence[Provision], act_id: str, locator: str) -> tuple[Provision, ...]:
    if not locator:
        return tuple(provisions)
    wanted = f"{act_id}#{locator}"
    return tuple(p for p in provisions if p.id == wanted or p.id.startswith(f"{wanted}/"))


def text_on(chain: Chain, identifier: str, as_of: str | None) -> ActText:
    """The act or provision ``identifier`` names, on a day (ISO 8601; today without one)."""
    act_id, _, locator = identifier.partition("#")
    day = day_named(as_of)
    found = chain.on(day)
    problems = found.problems
    if locator:
        outer = locator.partition("/")[0]
        problems = tuple(
            p for p in problems if p.target in {"", outer} or p.target.startswith(f"{outer}/")
        )
    status, reason = chain.catalog.status_of(act_id)
    repealed = None
    if status.value == "repealed" and reason:
        dates = chain.catalog.dates(reason.partition("#")[0])
        by = dates.of(reason.partition("#")[2]) if dates else None
        if by is None or by <= day:
            repealed = reason
    latest = [m for m in chain.missing if f"{year_and_number(m)[0]:04}-01-01" <= day]
    return ActText(
        id=identifier,
        as_of=day,
        title=chain.document.title,
        provisions=_only(found.provisions, act_id, locator),
        missing=tuple(latest),
        problems=problems,
        unnamed_missing=chain.unnamed,
        promulgated=chain.dates.promulgated if chain.dates else None,
        in_force=chain.dates.in_force if chain.dates else None,
        amended_by=tuple(
            dict.fromkeys(c.source_id for c in chain.changes if (c.day or c.latest) <= day)
        ),
        repealed_by=repealed,
        days=tuple(chain.days()),
    )


def diff_between(chain: Chain, identifier: str, start: str | None, end: str | None) -> ActDiff:
    """What changed from ``start`` (default: the day of promulgation) to ``end`` (today)."""
    first = start
    if first is None:
        first = (
            chain.dates.promulgated if chain.dates else None
        ) or f"{chain.document.year or 1945:04}-01-01"
    before, after = text_on(chain, identifier, first), text_on(chain, identifier, end)
    olds = {p.id: p for p in before.provisions}
    news = {p.id: p for p in after.provisions}
    changes = []
    for identity in _merged(list(olds), list(news)):
        a, b = olds.get(identity), news.get(identity)
        if a is None or b is None or (a.text, a.state) != (b.text, b.state):
            changes.append(ProvisionChange(identity, a, b))
    return ActDiff(
        identifier, before.as_of, after.as_of, after.complete, after.missing, tuple(changes)
    )


def _merged(olds: list[str], news: list[str]) -> list[str]:
    """The ids of both in the order of the newer; what only the older has, behind its neighbour."""
    known = set(news)
    behind: dict[str | None, list[str]] = {}
    neighbour: str | None = None  # None: before all others
    for identity in olds:
        if identity in known:
            neighbour = identity
        else:
            behind.setdefault(neighbour, []).append(identity)
    found = behind.get(None, [])
    for identity in news:
        found += [identity, *behind.get(identity, ())]
    return found


def history_of(chain: Chain, identifier: str) -> ActHistory:
    """Every change of the act or provision that ``identifier`` names, in order.

    Of an act the changes of all its provisions; of a provision its own, beginning with the
    wording it had first.
    """
    act_id, _, locator = identifier.partition("#")
    begun = chain.dates.promulgated if chain.dates else None
    last: dict[str, tuple[str, str | None, str]] = {}
    events: list[Event] = []
    for index, day in enumerate(["0000-00-00", *chain.days()]):
        found = chain.enacted() if not index else chain.on(day)
        wanted = f"{act_id}#{locator}" if locator else ""
        seen = set()
        for p in found.provisions:
            if wanted and p.id != wanted:
                continue
            seen.add(p.id)
            now = (p.state, p.source, p.text)
            if last.get(p.id) == now:
                continue
            if index == 0:
                if wanted:
                    events.append(Event(p.id, begun, p.state, p.source, p.text))
            elif p.state != "original" or wanted or p.id not in last:
                # only something in it has changed, on this day
                inside = p.id in last and last[p.id][:2] == now[:2]
                if not (inside and not wanted):
                    since = p.since if p.source and not inside else day
                    events.append(Event(p.id, since, p.state, p.source, p.text))
            last[p.id] = now
    return ActHistory(identifier, tuple(events), chain.missing)
