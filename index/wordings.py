"""Whether a passage is the wording in force of what it words, on a day, and which one is.

A provision is found in several wordings: the one its act had, and those that amending acts gave
it. Which of them counts in which period stands in the catalogue (`index.wording_periods`); here
it is asked of a passage. Nothing is known of a provision that no act of the library changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from dalil.index.store.wordings import NO_END, Wording

if TYPE_CHECKING:
    from dalil.index.store.catalog import Catalog

#: ``in_force``: this is the wording on the day; ``partly``: but for units in it; ``phrase``: but
#: for words in it; ``uncertain``: it may not be; ``replaced``, ``deleted``: no longer;
#: ``not_yet``: only later.
Force = Literal["in_force", "partly", "phrase", "uncertain", "replaced", "deleted", "not_yet"]
#: What is not the wording on the day.
SUPERSEDED: Final = frozenset({"replaced", "deleted", "not_yet"})


@dataclass(frozen=True, slots=True)
class WordingOn:
    """What a passage is on a day to the provision it words.

    ``provision`` is that provision in its own act's numbering ("uu/2001/16#pasal-38/ayat-1").
    ``since`` (ISO 8601; None: unknown, or from the beginning) and ``by`` (a provision of the act
    that did so; None: its own act) say from when and by what it is so. ``passage`` is the passage
    with the wording of that day, where this is not it and the library has one; ``until`` and
    ``then_by`` say when and by what this wording was, or will be, replaced. ``reason`` is why it
    is uncertain, a key of `index.consolidate.REASONS`.
    """

    force: Force
    provision: str
    since: str | None = None
    by: str | None = None
    passage: str | None = None
    until: str | None = None
    then_by: str | None = None
    reason: str = ""

    @property
    def superseded(self) -> bool:
        """Whether another wording, or none, is in force on the day."""
        return self.force in SUPERSEDED

    def to_dict(self) -> dict[str, Any]:
        """``wording`` in the JSON of hits and look-ups."""
        return {
            "force": self.force, "provision": self.provision, "since": self.since, "by": self.by,
            "passage_id": self.passage, "until": self.until, "then_by": self.then_by,
            "reason": self.reason or None,
        }  # fmt: skip


class Wordings:
    """The wordings of a library on a day. Asks the catalogue once for each passage."""

    def __init__(self, catalog: Catalog, day: str) -> None:
        self.catalog, self.day = catalog, day
        self._none = not catalog.has_wordings()
        self._known: dict[str, WordingOn | None] = {}
        self._read: dict[str, list[Wording]] = {}
        self._places: dict[tuple[str, str], list[Wording]] = {}

    def read(self, passage_ids: Sequence[str]) -> None:
        """Read what is kept of these passages (some hundreds at most), at once."""
        if self._none:
            return
        fresh = [p for p in dict.fromkeys(passage_ids) if p not in self._read]
        self._read |= {passage_id: [] for passage_id in fresh}
        for wording in self.catalog.wordings_of(*fresh):
            self._read[wording.passage].append(wording)

    def held(self, passage_id: str) -> list[Wording]:
        """The wordings that a passage gives or gave, by their day."""
        if self._none:
            return []
        if passage_id not in self._read:
            self.read([passage_id])
        return self._read[passage_id]

    def of(self, passage_id: str) -> WordingOn | None:
        """What this passage is on the day; None where nothing is known of it."""
        if self._none:
            return None
        if passage_id not in self._known:
            found = self.held(passage_id)
            if rows := [w for w in found if w.exact]:
                self._known[passage_id] = self._judged(rows)
            else:
                self._known[passage_id] = self._instruction(passage_id, found)
        return self._known[passage_id]

    def _instruction(self, passage_id: str, held: list[Wording]) -> WordingOn | None:
        """What an instruction with the wordings in it is: known only where none of them, nor
        anything else that it did, still holds on the day."""
        rows = [w for w in (*held, *self.catalog.wordings_by(passage_id)) if w.state != "quoted"]
        if not rows or any(w.until > self.day for w in rows):
            return None
        return self._gone(min(rows, key=lambda w: (len(w.place.split("/")), w.since)))

    def at(self, act_id: str, place: str) -> Wording | None:
        """The wording of a provision of an act on the day; None where nothing is known of it, or
        it is not there."""
        if self._none:
            return None
        return next(
            (w for w in self._rows(act_id, place) if w.holds(self.day) and w.state != "quoted"),
            None,
        )

    def _rows(self, act: str, place: str) -> list[Wording]:
        if (act, place) not in self._places:
            self._places[act, place] = self.catalog.wordings_at(act, place)
        return self._places[act, place]

    def _judged(self, rows: list[Wording]) -> WordingOn:
        holding = [w for w in rows if w.holds(self.day)]
        if sure := [w for w in holding if w.state != "uncertain"]:
            return self._holding(sure[0])
        if holding:
            return self._uncertain(holding[0])
        past = [w for w in rows if w.until <= self.day]
        if not past:
            first = rows[0]
            now = self.at(first.act, first.place)
            there = now.passage or None if now else None
            return WordingOn(
                "not_yet", first.provision, first.day or None, first.source or None, there
            )  # fmt: skip
        return self._gone(max(past, key=lambda w: w.until))

    def _holding(self, w: Wording) -> WordingOn:
        force: Force = "in_force"
        if w.state == "partly" or w.state == "phrase":
            force = w.state
        found = WordingOn(force, w.provision, w.day or None, w.source or None)
        after = self._after(w)
        if after is None:
            return found
        return replace(found, until=after.day or None, then_by=after.source or None)

    def _uncertain(self, w: Wording) -> WordingOn:
        if w.reason == "structure_lost" and (around := self._around(w)):
            return WordingOn(
                "replaced", w.provision, around.day or None, around.source or None, around.passage
            )  # fmt: skip
        return WordingOn(
            "uncertain", w.provision, w.day or None, w.source or None, reason=w.reason
        )  # fmt: skip

    def _gone(self, w: Wording) -> WordingOn:
        after, now = self._after(w), self.at(w.act, w.place)
        since = (after.day or None) if after else None
        by = (after.source or None) if after else None
        if now is not None and now.state == "uncertain" and not now.passage:
            return WordingOn("uncertain", w.provision, since, by, reason=now.reason)
        if now is None or now.state == "deleted" or not now.passage:
            around = self._around(w)
            return WordingOn(
                "deleted", w.provision, since, by, around.passage if around else None
            )  # fmt: skip
        return WordingOn("replaced", w.provision, since, by, now.passage)

    def _after(self, w: Wording) -> Wording | None:
        """What came in the place of a wording: the first thing that is sure."""
        if w.until == NO_END:
            return None
        later = [
            x
            for x in self._rows(w.act, w.place)
            if x.since >= w.until and x.state not in {"uncertain", "quoted"}
        ]
        return later[0] if later else None

    def _around(self, w: Wording) -> Wording | None:
        """The outermost provision around one whose whole wording was replaced, on the day."""
        steps = w.place.split("/")
        for depth in range(1, len(steps)):
            found = self.at(w.act, "/".join(steps[:depth]))
            if found is not None and found.state == "replaced" and found.passage:
                return found
        return None
