"""Which passage gives each amended provision its wording in which period.

What `index.consolidate` puts together for a day is looked up here for every day on which an act
changed, and kept as rows (`index.store.wordings`), so that a search knows in microseconds whether
a wording found is the one in force. Made when a library is brought up to date; only for the chains
that an act that came, went or changed is part of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from dalil.index.store.wordings import NO_END, State, Wording

if TYPE_CHECKING:
    from dalil.index.consolidate import Consolidated, Provision
    from dalil.index.store.catalog import Catalog
    from dalil.index.text_in_force import Chain
    from dalil.ingest.model import Progress

#: Of the rules that give the rows: others make them anew.
VERSION: Final = "1"
#: From this share of two spans on that both have, they are the same words.
_SAME: Final = 0.9
#: Characters (of a label, of white space) by which the passage around a wording may miss it.
_SLACK: Final = 3


def renew_wordings(catalog: Catalog, progress: Progress | None = None) -> int:
    """Bring the wordings of all acts up to date; how many acts were read for it."""
    from dalil.index.text_in_force import Chain, state_of

    tell = progress or (lambda stage, done, total: None)
    with catalog.snapshot():
        known = catalog.worded()
        acts = [a for a in (*catalog.amended_acts(), *_constitutions(catalog)) if catalog.has(a)]
        states = {act: _key(state_of(catalog, act)) for act in dict.fromkeys(acts)}
    for act in known.keys() - states.keys():
        catalog.forget_wordings(act)
    due = [act for act, state in states.items() if known.get(act) != state]
    for done, act in enumerate(due):
        tell("wordings", done, len(due))
        rows = list(wordings_of(Chain(catalog, act)))
        catalog.keep_wordings(act, states[act], rows)
    if due:
        tell("wordings", len(due), len(due))
    return len(due)


def _constitutions(catalog: Catalog) -> list[str]:
    """Constitutions: their amendments stand in their own file."""
    return [d.id for d in catalog.documents() if d.kind.upper() == "UUD"]


def _key(state: object) -> str:
    return hashlib.sha256(f"{VERSION} {state!r}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _Run:
    """A provision as it is from one day on."""

    since: str
    provision: Provision


def wordings_of(chain: Chain) -> Iterator[Wording]:
    """The wordings of all provisions of an act that were ever changed."""
    act = chain.document.id
    spans = _Spans(chain.catalog)
    runs = _runs(chain)
    changed = {place for place, found in runs.items() if len(found) > 1 or found[0].since}
    for place in changed:
        before: Wording | None = None
        for run, following in zip(runs[place], [*runs[place][1:], None], strict=True):
            until = following.since if following else NO_END
            before = _wording(act, place, run, until, before, runs, spans)
            yield before
    yield from _quoted(chain, runs, spans)


def _runs(chain: Chain) -> dict[str, list[_Run]]:
    """What every provision is, from which day on; a new run where anything of it changed."""
    begun = (chain.dates.promulgated if chain.dates else None) or ""
    found: dict[str, list[_Run]] = {}
    last: dict[str, Provision | None] = {}

    def see(since: str, made: Consolidated) -> None:
        here = {p.id.partition("#")[2]: p for p in made.provisions}
        for place, provision in here.items():
            was = last.get(place)
            if was is None or _signature(was) != _signature(provision):
                found.setdefault(place, []).append(_Run(since, provision))
            last[place] = provision

    see("", chain.enacted())
    days = {c.day or c.latest for c in chain.changes}
    days |= {c.earliest for c in chain.changes if c.day is None}
    for day in sorted({max(day, begun) for day in days}):
        see(day, chain.on(day))
    return found


def _signature(p: Provision) -> tuple[object, ...]:
    return p.state, p.source, p.pieces, p.note if p.state == "uncertain" else ""


def _wording(
    act: str, place: str, run: _Run, until: str, before: Wording | None,
    runs: dict[str, list[_Run]], spans: _Spans,
) -> Wording:  # fmt: skip
    p = run.provision
    base = Wording(
        act, place, run.since, "", until, cast(State, p.state), p.source or "", p.since or ""
    )
    if p.state == "deleted" or not p.pieces:
        return base
    if p.literal and p.start is not None and p.end is not None and p.document_id:
        passage, exact = spans.passage(p.document_id, p.start, p.end, place)
        reason = _reason(p) if p.state == "uncertain" else ""
        return replace(
            base, passage=passage, exact=exact, start=p.start, end=p.end, reason=reason
        )  # fmt: skip
    longest = max(p.pieces, key=lambda piece: piece.end - piece.start)
    held = (before.passage, before.exact) if before and before.passage else None
    passage, exact = held or spans.passage(longest.document_id, longest.start, longest.end, place)
    state: State = "uncertain" if p.state == "uncertain" else "phrase"
    inner = [
        r.provision
        for below, found in runs.items()
        if below.startswith(f"{place}/")
        for r in found
        if r.since == run.since and r.since
    ]
    source, day = base.source, base.day
    if inner and p.state != "uncertain":
        state = "partly"
        by = [q for q in inner if q.source] or inner
        source, day = by[0].source or "", by[0].since or ""
    return replace(
        base, passage=passage, exact=exact, state=state, source=source, day=day,
        reason=_reason(p) if state == "uncertain" else "",
    )  # fmt: skip


def _quoted(chain: Chain, runs: dict[str, list[_Run]], spans: _Spans) -> Iterator[Wording]:
    """Passages of amending acts that print a provision again as it was ("sehingga keseluruhan
    Pasal 5 berbunyi"): they say what is in force as long as nobody changes it."""
    act = chain.document.id
    for dated in chain.changes:
        op = dated.change.operation
        if op.deed != "restate" or op.wording is None or not op.target or dated.day is None:
            continue
        first = op.target.partition("/")[0]
        for locator, start, end in spans.of(dated.source_id):
            if start < op.wording[0] - _SLACK or end > op.wording[1] + _SLACK:
                continue
            steps = locator.split("/")
            if first not in steps:
                continue
            place = "/".join(steps[steps.index(first) :])
            if place != op.target and not place.startswith(f"{op.target}/"):
                continue
            here = [r for r in runs.get(place, ()) if r.since <= dated.day]
            passage = f"{dated.source_id}#{locator}"
            if not here or here[-1].provision.document_id == dated.source_id:
                continue
            after = [r.since for r in runs[place] if r.since > dated.day]
            yield Wording(
                act, place, dated.day, passage, min(after, default=NO_END), "quoted",
                f"{dated.source_id}#{op.at}", dated.day, True, start, end,
            )  # fmt: skip


def _reason(p: Provision) -> str:
    """The key of the first reason why a provision is uncertain."""
    return _reasons().get(p.notes[0].key, "unread") if p.notes else "unread"


@lru_cache(maxsize=1)
def _reasons() -> dict[str, str]:
    from dalil.index.consolidate import REASONS

    return {message.key: key for key, message in REASONS.items()}


class _Spans:
    """The passages of documents by the spans of their text."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._of: dict[str, Sequence[tuple[str, int, int]]] = {}
        self._ends: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def of(self, document_id: str) -> Sequence[tuple[str, int, int]]:
        """(locator, start, end) of a document's passages."""
        if document_id not in self._of:
            rows = self.catalog.spans(document_id)
            self._of[document_id] = rows
            self._ends[document_id] = (
                np.array([r[1] for r in rows], np.int64),
                np.array([r[2] for r in rows], np.int64),
            )
        return self._of[document_id]

    def passage(self, document_id: str, start: int, end: int, place: str) -> tuple[str, bool]:
        """The id of the passage that is this span, else of the smallest around it ("": none)."""
        rows = self.of(document_id)
        if not rows:
            return "", False
        starts, ends = self._ends[document_id]
        shared = np.minimum(ends, end) - np.maximum(starts, start)
        whole = np.maximum(ends, end) - np.minimum(starts, start)
        ratio = np.where(shared > 0, shared / np.maximum(whole, 1), 0.0)
        near: list[int] = np.flatnonzero(ratio >= _SAME).tolist()
        if near:
            alike = [(round(float(ratio[n]), 2), _fit(rows[n][0], place), n) for n in near]
            best = max(alike)[2]
            return f"{document_id}#{rows[best][0]}", True
        around = np.flatnonzero((starts <= start + _SLACK) & (ends >= end - _SLACK)).tolist()
        if not around:
            return "", False
        best = min(around, key=lambda n: rows[n][2] - rows[n][1])
        return f"{document_id}#{rows[best][0]}", False


def _fit(locator: str, place: str) -> int:
    """How many steps two locators share at their ends; one that is the place itself first."""
    a, b = locator.split("/")[::-1], place.split("/")[::-1]
    same = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        same += 1
    return 2 * same + (len(a) == len(b) == same)
