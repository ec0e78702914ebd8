"""An act as it stands on a day, laid out as a work to read, and what is said at what changed.

The provisions come from `Library.text`. They are put one after another into one text, so that the
reader's contents, its scrolling, its search and its links serve this text as they do a stored one;
every word of it is a slice of a stored document still, and each changed provision says of which.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Final, Literal

from dalil.answer.court_rulings import day_words
from dalil.index.consolidate import Piece, Provision
from dalil.index.query.day import day_named
from dalil.index.text_in_force import ActText
from dalil.ingest.errors import QueryError
from dalil.ingest.locator import Locator
from dalil.ingest.messages import say as said_in
from dalil.ingest.model import Passage
from dalil.ingest.references.find import Reference
from dalil.library import Library
from dalil.views.html import NOW, plain
from dalil.views.reading.links import link, name_of
from dalil.views.reading.work import Opened
from dalil.views.words import say

Language = Literal["id", "en"]


@dataclass(frozen=True)
class OnDay(Opened):
    """An act on a day: its text is that of its provisions, one after another.

    ``provisions`` are those of `Library.text` by their id; ``chapters`` the bab whose title
    changed, by the id of the first part under them; ``apart`` the units whose words are not in
    those of the unit around them, by its id: its new wording could not be told apart. ``stored`` is
    the act as it is stored.
    """

    provisions: dict[str, Provision] = field(default_factory=dict)
    chapters: dict[str, tuple[Provision, ...]] = field(default_factory=dict)
    apart: dict[str, tuple[Provision, ...]] = field(default_factory=dict)
    stored: Opened | None = None

    def references(self, start: int, end: int, at: Locator) -> list[Reference]:
        """As in a stored work; of what is as stored, those that were found there."""
        stored = self.stored
        if stored is None or not stored.has_references:
            return super().references(start, end, at)
        identity = f"{self.document.id}#{at}"
        here, there = self.by_id.get(identity), stored.by_id.get(identity)
        if here is None or there is None or here.text != there.text:
            return super().references(start, end, at)
        if (here.start, here.end) != (start, end):
            return super().references(start, end, at)
        return stored.references(there.start, there.end, at)

    def remark(self, passage: Passage, language: Language) -> str:
        """What is said at a provision that changed, as HTML; "" where nothing is."""
        p = self.provisions.get(passage.passage_id)
        if p is None:
            return ""
        around = self.provisions.get(passage.parent_id or "")
        inherited = around is not None and around.source == p.source and around.state != "original"
        if inherited and p.state != "deleted" and set(_told(p)) <= set(_told(around)):
            return ""  # said once, at the unit around it
        apart = self.apart.get(p.id, ())
        return "".join(
            [remark_html(p, language), *(remark_html(a, language, named=True) for a in apart)]
        )

    def heads(self, passage: Passage, language: Language) -> str:
        """What is said of the bab that begins with this part, as HTML."""
        return "".join(
            f'<div class="dalil-change-head">{plain(_label(p.id, language))}'
            f"{remark_html(p, language)}</div>"
            for p in self.chapters.get(passage.passage_id, ())
        )


def _told(p: Provision | None) -> tuple[str, ...]:
    """The notes of a provision that its parts do not say themselves."""
    notes = p.notes if p is not None else ()
    return tuple(note for note in notes if note.key != "force.changed_inside")


def remark_html(p: Provision, language: Language, *, named: bool = False) -> str:
    """``Diganti oleh Pasal I angka 3 UU 9/2015, sejak 18 Maret 2015``, with a link to it.

    Of an uncertain one the reason comes first; of an original one only what is to be noted ("" for
    nothing). ``named``: with the provision's own name.
    """
    notes = "; ".join(said_in(note, language) for note in _told(p))
    by = ""
    if p.source:
        day = day_words(p.since, language)
        since = (
            f"{say('force_since', language)} {day}" if day else say("force_day_unknown", language)
        )
        by = f"{_source(p.source, language)}, {plain(since)}"
    if p.state == "uncertain":
        said = plain(notes or say("force_uncertain", language)) + (f" ({by})" if by else "")
    elif p.state == "original":
        said = plain(notes)
    else:
        said = f"{plain(say(f'force_{p.state}', language))} {plain(say('force_by', language))} {by}"
        said += f" ({plain(notes)})" if notes else ""
    if not said:
        return ""
    name = f"{plain(_label(p.id, language))}: "
    said = name + said if named else f"{said[:1].upper()}{said[1:]}"
    kind = p.state if p.state != "original" else "noted"
    return f'<p class="dalil-change dalil-change-{kind}" lang="{language}">{said}</p>'


def _source(target: str, language: Language) -> str:
    """What gave a wording, which opens in the act that says so, as it was enacted."""
    return link(target, name_of(target, language), language)


def _label(identity: str, language: Language) -> str:
    return Locator.parse(identity.partition("#")[2]).label(language)


def day_of(said: str) -> str | None:
    """The day that the address names (`NOW`, or ISO 8601); None for none, and for what is none."""
    try:
        return day_named(None if said == NOW else said)
    except QueryError:
        return None


def changes(library: Library, opened: Opened) -> bool:
    """Whether the library knows of anything that changes the wording of an act."""
    return bool(library.catalog.changing(opened.document.id)) or any(
        "~perubahan-" in p.passage_id for p in opened.passages
    )


#: Acts on a day that are kept, by the tuple of provisions that `Library.text` keeps itself.
_KEPT: OrderedDict[tuple[int, str], tuple[object, OnDay]] = OrderedDict()
_MOST: Final = 24
_KEEPING: Final = Lock()


def on_day(library: Library, opened: Opened, said: str) -> tuple[OnDay, ActText]:
    """The act ``opened`` on the day that the address names (`day_of`), and what is known of it.

    Raises as `Library.text`.
    """
    found = library.text(opened.document.id, day_of(said))
    key = (id(found.provisions), said)
    with _KEEPING:
        kept = _KEPT.get(key)
        if kept is not None and kept[0] is found.provisions:
            _KEPT.move_to_end(key)
            return kept[1], found
    made = laid_out(opened, found.provisions, said)
    with _KEEPING:
        _KEPT[key] = (found.provisions, made)
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return made, found


def laid_out(opened: Opened, provisions: Sequence[Provision], said: str) -> OnDay:
    """The provisions as passages of one text, under the headings of the stored work.

    ``text[p.start:p.end] == p.text`` holds for every passage of it. What is deleted is a passage
    without a word. A unit whose words are not in those of the unit around it is no passage: it is
    said there (`OnDay.apart`).
    """
    texts: list[str] = []
    passages: list[Passage] = []
    at = 0
    laid: list[_Laid] = []  # from the outermost to the last one
    heading: tuple[str, ...] = ()
    chapter: Provision | None = None
    chapters: dict[str, tuple[Provision, ...]] = {}
    waiting: list[Provision] = []
    listed: dict[str, Provision] = {}
    apart: dict[str, tuple[Provision, ...]] = {}
    for p in provisions:
        listed[p.id] = p
        locator = p.id.partition("#")[2]
        if locator.startswith("bab-"):
            chapter = p
            waiting += [p] if p.state != "original" else []
            continue
        while laid and not p.id.startswith(f"{laid[-1].id}/"):
            laid.pop()
        place = laid[-1].place_of(p) if laid else None
        around = laid[-1] if laid and place is not None else None
        stored = opened.by_id.get(p.id)
        if around is None:
            # the elucidation of an inserted pasal may stand behind the elucidation, not in it
            if laid and laid[0].id.partition("#")[2] != "penjelasan":
                apart[laid[-1].id] = (*apart.get(laid[-1].id, ()), p)
                continue
            laid.clear()
            if texts:
                texts.append("\n\n")
                at += 2
            texts.append(p.text)
            place = (at, at + len(p.text))
            at = place[1]
            heading = _heading(stored, heading, chapter, bool(waiting))
            if waiting and locator.startswith("pasal-"):
                chapters[p.id], waiting = tuple(waiting), []
            here = _Laid.outermost(p, place[0])
        else:
            if around.gone:
                continue  # the line of the unit around it says so
            here = around.inside(p, place)
        laid.append(here)
        assert place is not None
        passages.append(_passage(opened, p, stored, place, around, heading))
    return OnDay(
        replace(opened.document, text="".join(texts), page_starts=()),
        tuple(passages),
        said,
        provisions=listed,
        chapters=chapters,
        apart=apart,
        stored=opened,
    )


class _Laid:
    """A unit that is laid out: where its pieces stand in the text."""

    def __init__(self, identity: str, start: int, end: int, top: _Top) -> None:
        self.id, self.start, self.end, self.top = identity, start, end, top
        self.cursor = start
        self.gone = start == end

    @classmethod
    def outermost(cls, p: Provision, start: int) -> _Laid:
        return cls(p.id, start, start + len(p.text), _Top(p.pieces, start))

    def place_of(self, p: Provision) -> tuple[int, int] | None:
        """Where the text of a unit inside stands: its pieces are a run of those of this one."""
        if not p.text:
            return self.cursor, self.cursor
        return self.top.find(p.pieces, len(p.text), self.cursor, self.end)

    def inside(self, p: Provision, place: tuple[int, int] | None) -> _Laid:
        assert place is not None
        self.cursor = max(self.cursor, place[1])
        return _Laid(p.id, *place, self.top)


class _Top:
    """The pieces of an outermost unit with where each begins in the text laid out."""

    def __init__(self, pieces: Sequence[Piece], start: int) -> None:
        self.offsets: list[int] = []
        self.by_document: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        at = start
        for number, piece in enumerate(pieces):
            at += len(piece.glue) if number else 0
            self.offsets.append(at)
            self.by_document[piece.document_id].append((piece.start, piece.end, at))
            at += piece.end - piece.start
        for held in self.by_document.values():
            held.sort()

    def find(
        self, pieces: Sequence[Piece], length: int, cursor: int, end: int
    ) -> tuple[int, int] | None:
        """Where the run of pieces stands, not before ``cursor``."""
        first = pieces[0]
        held = self.by_document.get(first.document_id, [])
        last = bisect_right(held, (first.start, 10**12, 0)) - 1
        places = []
        # words put in at several places are one slice: the first place from here on is meant
        while last >= 0:
            start, stop, at = held[last]
            place = at + first.start - start
            if first.end <= stop and cursor <= place and place + length <= end:
                places.append(place)
            if last and held[last - 1][0] != start:
                break
            last -= 1
        return (min(places), min(places) + length) if places else None


#: What comes after the title of a bab.
_FIRST_UNIT: Final = re.compile(r"\b(?:Pasal|PASAL|Bagian|BAGIAN|Paragraf|PARAGRAF)\s+\w")


def _heading(
    stored: Passage | None,
    before: tuple[str, ...],
    chapter: Provision | None,
    begins: bool,
) -> tuple[str, ...]:
    """The headings above an outermost unit: its own, those before it where it was put in.

    ``chapter`` is the bab whose title was met last; ``begins``: it is a changed one, and this is
    the first unit under it.
    """
    own = stored.heading if stored is not None else before
    if chapter is None or chapter.state in {"original", "deleted"}:
        return own
    label = Locator.parse(chapter.id.partition("#")[2]).label().upper()
    # an instruction for a bab may give its pasal with it
    title = " ".join(_FIRST_UNIT.split(chapter.text, maxsplit=1)[0].split())
    if stored is None:
        return (f"{label} {title}",) if begins else before
    if own and f"{own[0].upper()} ".startswith(f"{label} "):
        return (f"{label} {title}", *own[1:])
    return own


def _passage(
    opened: Opened,
    p: Provision,
    stored: Passage | None,
    place: tuple[int, int],
    around: _Laid | None,
    heading: tuple[str, ...],
) -> Passage:
    same = stored is not None and p.state == "original"
    return Passage(
        passage_id=p.id,
        document_id=opened.document.id,
        parent_id=around.id if around is not None else None,
        locator=stored.locator if stored is not None else Locator.parse(p.id.partition("#")[2]),
        start=place[0],
        end=place[1],
        text=p.text,
        page=stored.page if stored is not None and same else None,
        heading=heading,
        lead_in=stored.lead_in if stored is not None and same else "",
        searchable=stored.searchable if stored is not None else True,
    )
