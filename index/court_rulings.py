"""What courts decided of a provision, for whoever reads, finds or cites it.

A ruling on the pasal is one on each of its ayat; one on an ayat is shown at the pasal with its
place. An omnibus act words a pasal of another act anew: what a court decides of it there is found
at the pasal itself, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from dalil.index.store.catalog import Catalog
from dalil.ingest.references.ids import year_and_number
from dalil.ingest.relations.dicta import CHANGING, CourtEffect, Effect
from dalil.ingest.relations.relations import Relation


@dataclass(frozen=True, slots=True)
class RulingOn:
    """What one dictum decides of one provision, in plain values.

    ``target`` is the provision that the dictum names: the one asked for, one around it, or one in
    it. ``words`` are the struck words where it is not the whole provision, ``reading`` the Court's
    reading, both as the ruling prints them; ``must_be_read``: so, or not so. ``changed_since`` is
    the act that changed the provision in a later year, if one here did: the ruling is on the
    wording before it.
    """

    ruling_id: str
    date: str | None
    effect: Effect
    target: str
    passage_id: str
    words: str = ""
    reading: str = ""
    must_be_read: bool = True
    formal: bool = False
    changed_since: str = ""

    @property
    def changes(self) -> bool:
        """Whether the provision is another since."""
        return self.effect in CHANGING

    def to_dict(self) -> dict[str, Any]:
        """An element of ``rulings`` in the JSON of hits, look-ups and passages."""
        return {
            "ruling_id": self.ruling_id, "date": self.date, "effect": self.effect,
            "target": self.target, "passage_id": self.passage_id, "words": self.words or None,
            "reading": self.reading or None,
            "must_be_read": self.must_be_read if self.reading else None, "formal": self.formal,
            "changed_since": self.changed_since or None,
        }  # fmt: skip


def rulings_on(
    catalog: Catalog, identifier: str, *, only_changing: bool = True
) -> tuple[RulingOn, ...]:
    """What the rulings here decide of this act or provision, the oldest first.

    ``only_changing`` leaves out what was rejected or not looked at. A ruling on provisions of an
    act says nothing of the act as a whole.
    """
    act, _, locator = identifier.partition("#")
    return rulings_in(catalog, act, only_changing=only_changing)(locator)


def rulings_in(
    catalog: Catalog, act_id: str, *, only_changing: bool = True
) -> Callable[[str], tuple[RulingOn, ...]]:
    """`rulings_on` for the locators of one act, which is looked up once."""
    if not catalog.has_court_effects():
        return lambda locator: ()
    act = act_id.partition("~")[0]
    with catalog.snapshot():
        # Later acts that word provisions of this one anew, and what was decided of them there.
        changes = [
            r for r in catalog.relations_to(act) if r.kind in _CHANGES and "#" in r.target_id
        ]
        makers = [r for r in changes if r.kind in _WORDS]
        effects = {a: catalog.court_effects(a) for a in {act, *(r.source_id for r in makers)}}
    if not any(effects.values()):
        return lambda locator: ()

    def on(locator: str) -> tuple[RulingOn, ...]:
        places = [(act, locator), *_worded_in(makers, locator)]
        found = [
            effect
            for place_act, place in dict.fromkeys(places)
            for effect in effects[place_act]
            if _is_said(effect, only_changing, place)
        ]
        return tuple(replace(r, changed_since=_since(changes, r)) for r in said(catalog, found))

    return on


#: What acts do to a provision after which it is another, and what gives it new words.
_CHANGES: Final = frozenset({"amends", "inserts", "deletes", "repeals"})
_WORDS: Final = frozenset({"amends", "inserts"})


def _since(changes: Sequence[Relation], ruling: RulingOn) -> str:
    """The first act of a later year than the ruling's that changed what it judged; "" for none."""
    year = (ruling.date or "")[:4]
    act, _, decided = ruling.target.partition("#")
    if not year or not decided:
        return ""
    later = [
        r.source_id
        for r in changes
        if r.target_act == act
        and year_and_number(r.source_id)[0] > int(year)
        and _touches(decided, r.target_id.partition("#")[2])
    ]
    return min(later, key=lambda source: (year_and_number(source), source), default="")


def _is_said(effect: CourtEffect, only_changing: bool, place: str) -> bool:
    decided = effect.target_id.partition("#")[2]
    if effect.effect in CHANGING:
        return _touches(decided, place)
    # That a petition about the act failed says nothing of each provision.
    return not only_changing and bool(decided) == bool(place) and _touches(decided, place)


def _worded_in(makers: Sequence[Relation], locator: str) -> Iterator[tuple[str, str]]:
    """Where later acts word the provision: ("uu/2023/6", "pasal-81/angka-4/pasal-42/ayat-4")."""
    outer = locator.partition("/")[0]
    if not outer.startswith("pasal-"):
        return
    for maker in makers:
        if maker.target_id.partition("#")[2].partition("/")[0] != outer:
            continue
        change = (maker.evidence_id or "").partition("#")[2].partition(f"/{outer}")[0]
        if change:
            yield maker.source_id, f"{change}/{locator}"


def said(catalog: Catalog, effects: Iterable[CourtEffect]) -> Iterator[RulingOn]:
    """Effects in plain values, with the words that their spans stand for."""
    dates: dict[str, str | None] = {}
    for e in effects:
        if e.source_id not in dates:
            ruling = catalog.document(e.source_id, with_text=False)
            dates[e.source_id] = ruling.date if ruling else None
        words, reading = (
            " ".join(catalog.words(e.source_id, *span).split()) if span else ""
            for span in (e.words, e.reading)
        )
        yield RulingOn(
            e.source_id, dates[e.source_id], e.effect, e.target_id, e.evidence_id, words, reading,
            e.must_be_read, e.formal,
        )  # fmt: skip


def _touches(decided: str, locator: str) -> bool:
    """Whether what is decided of one place is decided of the other, or of a part of it."""
    if not locator or not decided:
        return not decided  # of the whole act: of it and of everything in it
    return (
        decided == locator or locator.startswith(f"{decided}/") or decided.startswith(f"{locator}/")
    )
