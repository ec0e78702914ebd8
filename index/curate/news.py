"""What is new for somebody: of the acts and questions they follow, and of what they saved.

Whatever is new comes from a work that has come since the last look (`index.store.arrivals`): an act
that amends or repeals, a ruling, a source that cites, a passage that answers. So only these works
are read, however much is followed, and nothing is new where nothing came, where a work was read
again, or where vectors or their model are others than before. What was known when it was followed,
or was told once, is not told again.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dalil.index.encode.load import encoder_of
from dalil.index.library import Library
from dalil.index.query.conditions import Filters
from dalil.index.store.arrivals import arrived_since, former, last_arrival, mark, was_there
from dalil.index.store.catalog import Catalog, now
from dalil.index.store.followed import Followed, Following, NewsItem, NewsKind
from dalil.index.store.owner import LOCAL
from dalil.ingest.errors import (
    EncoderError,
    FollowError,
    GenerationBroken,
    NotInLibrary,
    QueryError,
)
from dalil.ingest.messages import Message
from dalil.ingest.model import Tier
from dalil.ingest.references.ids import is_target, year_and_number
from dalil.ingest.relations.dicta import CHANGING as DECIDED

if TYPE_CHECKING:
    from dalil.index.encode.encoder import Encoder, EncodingProgress, Floats
    from dalil.index.engines.engine import Engine
    from dalil.index.search.results import Hit, Mode, SearchResult
    from dalil.index.search.search import Searched

#: A question's new finds are looked for among so many.
FINDS: Final = 10
#: What acts do to others, and what of it is worth telling.
_CHANGES: Final = frozenset({"amends", "inserts", "deletes"})
_ENDS: Final = frozenset({"repeals", "repeals_partly"})
#: Of several things that one source does to one that is followed, the first is told.
_ORDER: Final[tuple[NewsKind, ...]] = ("repealed", "partly_repealed", "amended", "ruled", "cited")


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a work says of an act or provision."""

    source: str
    does: str  # a kind of relation, a ruling's effect, or "cites"
    target: str
    passage: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found: how many things are new, and how many were not read in all."""

    new: int
    unread: int


# Following


def follow(
    library: Library, subject: str, *, owner: str = LOCAL, settings: Mapping[str, Any] | None = None
) -> Followed:
    """Follow an act, another work or a provision by its id, held or not.

    With ``settings`` (perhaps empty) it is a question, asked as they say. Raises FollowError for
    what is no id of an act and not in the library, QueryError for a malformed question.
    """
    following = Following(library.catalog, owner)
    if settings is not None:
        question = " ".join(subject.split())
        known = _Questions(library, owner).asked(question, settings).known if question else {}
        return following.follow("question", question, settings, known)
    identifier = subject.strip()
    held = library.catalog.held([identifier])
    if not held and not is_target(identifier):
        raise FollowError(Message("follow.no_work", given=identifier[:200]))
    with library.catalog.snapshot():
        marks = sorted(
            {_mark(kind, source) for kind, source in _known(library.catalog, identifier)}
        )
    here = library.catalog.has(identifier.partition("#")[0])
    return following.follow("work", identifier, None, {"marks": marks, "held": here})


def _known(catalog: Catalog, identifier: str) -> Iterator[tuple[NewsKind, str]]:
    """What the works that are here do to it, as it is told of new ones."""
    act = identifier.partition("#")[0]
    facts = [_Fact(r.source_id, r.kind, r.target_id, r.evidence_id)
             for r in catalog.relations_to(act)]  # fmt: skip
    facts += [_Fact(e.source_id, e.effect, e.target_id, e.evidence_id)
              for e in catalog.court_effects(act)]  # fmt: skip
    facts += [_Fact(c.document_id, "cites", c.target, c.passage_id)
              for c in catalog.citing(identifier)]  # fmt: skip
    for fact in facts:
        kind = _told_as(identifier, fact)
        if kind is not None:
            yield kind, fact.source


# Looking


def look(library: Library, owner: str = LOCAL, *, questions: bool = True) -> Look:
    """Find what is new for this owner and write it down (`Following.news`).

    Without ``questions`` only what followed works and saved passages tell, which takes no search.
    A library that may only be read is left as it is.
    """
    catalog = library.catalog
    following = Following(catalog, owner)
    if catalog.read_only:
        return Look(0, following.unread())
    watched, saved = following.watched(), following.saved()
    with catalog.snapshot() as db:
        last, looked = last_arrival(db), following.looked_since()
        firsts = [w.since for w in watched if questions or w.followed.kind == "work"]
        arrived = arrived_since(db, min([looked, *firsts] if saved else firsts, default=last))
    if not arrived:
        if looked < last and not any(w.followed.kind == "question" for w in watched):
            following.note((), (), last)
        return Look(0, following.unread())
    at = now()
    told: list[NewsItem] = []
    notes: list[tuple[int, int, Mapping[str, Any]]] = []
    with catalog.snapshot():
        facts = {source: _facts(catalog, source) for source in arrived}
        for one in (w for w in watched if w.followed.kind == "work"):
            fresh = [s for s, (number, _) in arrived.items() if number > one.since]
            items, known = _of_work(catalog, one.followed, one.known, fresh, facts, at)
            told += items
            notes.append((one.followed.id, last, known))
    later = {s: when for s, (number, when) in arrived.items() if number > looked}
    told += _of_saved(library, saved, later, facts, at)
    asked = [w for w in watched if w.followed.kind == "question"] if questions else []
    if asked:
        finder = _Questions(library, owner)
        for one in asked:
            fresh = [s for s, (number, _) in arrived.items() if number > one.since]
            items, upto, known = finder.new(one.followed, one.known, fresh, at)
            told += items
            notes.append((one.followed.id, last if upto else one.since, known))
    # The last written is read first: what changes a norm before who cites it, before new finds.
    told.sort(key=lambda i: (-_weight(i.kind), year_and_number(i.source), i.source))
    return Look(following.note(notes, told, last), following.unread())


def _weight(kind: NewsKind) -> int:
    """What is told first: 0 the first."""
    order: tuple[NewsKind, ...] = ("reworded", *_ORDER, "arrived", "found")
    return order.index(kind)


def questions_wait(library: Library, owner: str = LOCAL) -> bool:
    """Whether something came that this owner's questions were not asked of yet; no search."""
    if library.catalog.read_only:
        return False
    with library.catalog.snapshot() as db:
        row = db.execute(
            "SELECT 1 FROM followed WHERE owner = ? AND kind = 'question' AND since < ? LIMIT 1",
            (owner, last_arrival(db)),
        ).fetchone()
    return row is not None


def _facts(catalog: Catalog, source: str) -> dict[str, list[_Fact]]:
    """What a work says of others, by the act that it says it of."""
    found = [_Fact(source, r.kind, r.target_id, r.evidence_id) for r in catalog.relations(source)]
    found += [_Fact(source, e.effect, e.target_id, e.evidence_id)
              for e in catalog.decided_by(source)]  # fmt: skip
    found += [_Fact(source, "cites", target, passage) for target, passage in catalog.cites(source)]
    by_act: dict[str, list[_Fact]] = {}
    for fact in found:
        by_act.setdefault(fact.target.partition("#")[0], []).append(fact)
    return by_act


def _of_work(
    catalog: Catalog, followed: Followed, known: Mapping[str, Any], fresh: Sequence[str],
    facts: Mapping[str, Mapping[str, list[_Fact]]], at: str,
) -> tuple[list[NewsItem], dict[str, Any]]:  # fmt: skip
    """What these works do to one that is followed, and what is known of it from now on."""
    subject = followed.subject
    act = subject.partition("#")[0]
    marks, held = set(known.get("marks", ())), bool(known.get("held", True))
    told: list[NewsItem] = []
    if not held and catalog.has(act):
        held = True
        told.append(_item(catalog, followed, "arrived", act, (), at))
    for source in fresh:
        by_kind: dict[NewsKind, list[_Fact]] = {}
        for fact in facts[source].get(act, ()):
            if (kind := _told_as(subject, fact)) is not None:
                by_kind.setdefault(kind, []).append(fact)
        new = [k for k in _ORDER if k in by_kind and _mark(k, source) not in marks]
        marks |= {_mark(kind, source) for kind in by_kind}
        if not new or (new == ["cited"] and len(by_kind) > 1):
            continue
        told.append(_item(catalog, followed, new[0], source, by_kind[new[0]], at))
        if "ruled" in new[1:]:
            told.append(_item(catalog, followed, "ruled", source, by_kind["ruled"], at))
    return told, {"marks": sorted(marks), "held": held}


def _told_as(subject: str, fact: _Fact) -> NewsKind | None:
    """What a fact is to somebody who follows ``subject``; None: nothing."""
    act, _, locator = subject.partition("#")
    source = fact.source.partition("~")[0]
    aimed, _, place = fact.target.partition("#")
    if aimed != act or source == act or not _touches(place, locator):
        return None
    if fact.does == "cites":
        # Who cites the act as a whole says nothing of each provision in it.
        return None if locator and not _within(place, locator) else "cited"
    if fact.does in DECIDED:
        return "ruled"
    if fact.does in _ENDS:
        whole = fact.does == "repeals" and _within(locator, place)
        return "repealed" if whole else "partly_repealed"
    if fact.does in _CHANGES:
        if locator and not place:  # that the act is amended is not said of each provision
            return None
        if fact.does == "deletes" and locator:
            return "repealed" if _within(locator, place) else "partly_repealed"
        return "amended"
    return None


def _within(inner: str, outer: str) -> bool:
    """Whether a place is another, or in it; everything is in the act ("")."""
    return not outer or inner == outer or inner.startswith(f"{outer}/")


def _touches(place: str, locator: str) -> bool:
    locator, place = locator.removeprefix("penjelasan/"), place.removeprefix("penjelasan/")
    return _within(place, locator) or _within(locator, place)


def _mark(kind: str, source: str, more: str = "") -> str:
    return "|".join(filter(None, (kind, source.partition("~")[0], more)))


def _item(
    catalog: Catalog, followed: Followed | None, kind: NewsKind, source: str,
    facts: Iterable[_Fact], at: str, *, subject: str = "", passage: str = "",
) -> NewsItem:  # fmt: skip
    said = list(facts)
    if kind == "cited":  # where it is used says more than where it is named in the preamble
        said.sort(key=lambda fact: "#pasal-" not in fact.passage)
    dated = catalog.document(source, with_text=False)
    known = catalog.dates(source)
    day = (known.promulgated if known else None) or (dated.date if dated else None)
    if day is None and dated is not None and dated.year is not None:
        day = str(dated.year)
    about = subject or (followed.subject if followed else "")
    effect = next((f.does for f in said if f.does in DECIDED), "")
    return NewsItem(
        0, followed.id if followed else 0, _mark(kind, source, subject), kind, about, source,
        passage or next((f.passage for f in said if f.passage), ""),
        tuple(dict.fromkeys(f.target for f in said)), effect, day, at, False,
    )  # fmt: skip


# What was saved


def _of_saved(
    library: Library, saved: Mapping[str, str], arrived: Mapping[str, str],
    facts: Mapping[str, Mapping[str, list[_Fact]]], at: str,
) -> Iterator[NewsItem]:  # fmt: skip
    """Saved passages that another act worded anew or took away, or a court decided of."""
    for passage_id, when in saved.items():
        act, _, locator = passage_id.partition("#")
        if not locator:
            continue
        for source, came in arrived.items():
            if not came or came < when:  # it was here when the passage was saved
                continue
            by_kind: dict[NewsKind, list[_Fact]] = {}
            for fact in facts[source].get(act, ()):
                kind = _told_as(passage_id, fact)
                if kind is not None and kind != "cited":
                    by_kind.setdefault(kind, []).append(fact)
            for kind in [k for k in _ORDER if k in by_kind]:
                wording = ""
                if kind == "amended":
                    known, wording = _worded(library, passage_id, source)
                    if not known:  # the act changes another part of what this stands in
                        continue
                yield _item(
                    library.catalog, None, "reworded" if kind == "amended" else kind, source,
                    by_kind[kind], at, subject=passage_id, passage=wording,
                )  # fmt: skip


def _worded(library: Library, passage_id: str, source: str) -> tuple[bool, str]:
    """Whether an act gave a provision another wording, and the passage that has it.

    Where its text in force cannot be put together, what the act says of it is believed.
    """
    from dalil.index.text_in_force import chain_of, history_of

    try:
        chain = chain_of(library.catalog, passage_id)
        events = history_of(chain, passage_id).changes
    except NotInLibrary:
        return True, ""
    given = [e.source for e in events if e.source and e.source.partition("#")[0] == source]
    return bool(given), given[-1] if given else ""


# Questions


@dataclass(slots=True)
class _Answer:
    """What a question finds, and what is known of it for the next look."""

    hits: Sequence[Hit]
    known: dict[str, Any]


class _Kept:
    """An encoder that remembers the vectors of saved questions: the same ones are asked again after
    every update, and a model need not even be loaded for them."""

    def __init__(self, make: Callable[[], Encoder], space: str | None) -> None:
        self._make, self._space = make, space
        self.vectors: dict[str, Floats] = {}

    @property
    def fingerprint(self) -> str:
        """That of the index, where all vectors that were kept are of it; else the encoder's."""
        return self._space if self._space and self.vectors else self._make().fingerprint

    @property
    def former_fingerprint(self) -> str:
        """What earlier versions called the same vector space."""
        return str(getattr(self._make(), "former_fingerprint", self.fingerprint))

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._make().dimension

    def encode_query(self, text: str) -> Floats:
        """The vector (d,) of a question. Raises EncoderError."""
        if text not in self.vectors:
            self.vectors[text] = encoder_of(self._space, self._make()).encode_query(text)
        return self.vectors[text]

    def encode_passages(
        self, texts: Sequence[str], progress: EncodingProgress | None = None
    ) -> Floats:
        """The vectors (n, d) of passages, by the other encoder."""
        return self._make().encode_passages(texts, progress)

    def take(self, known: Mapping[str, Any]) -> None:
        """The vectors that were kept with a question, where they are of this space."""
        said = known.get("vectors") or {}
        self.vectors = {}
        if said and said["space"] == self._space:
            self.vectors = {
                text: np.frombuffer(base64.b64decode(data), np.float32)
                for text, data in said["of"].items()
            }

    def give(self) -> dict[str, Any]:
        """The same, to be kept."""
        kept = {
            text: base64.b64encode(np.asarray(vector, np.float32).tobytes()).decode()
            for text, vector in self.vectors.items()
        }
        return {"vectors": {"space": self._space, "of": kept}} if kept else {}


@dataclass(slots=True)
class _Questions:
    """Questions are asked again, each only where what came can be among its finds."""

    library: Library
    owner: str
    _former: dict[str, set[bytes]] = field(default_factory=dict)

    def asked(self, question: str, settings: Mapping[str, Any]) -> _Answer:
        """The question, asked now."""
        kept = self._encoder({})
        result = self._search(question, settings, kept)
        return _Answer(result.hits, self._seen(result.hits, {}) | kept.give())

    def _encoder(self, known: Mapping[str, Any]) -> _Kept:
        generation = self._generation()
        kept = _Kept(lambda: self.library.encoder, generation.meta.encoder if generation else None)
        kept.take(known)
        return kept

    def new(
        self, followed: Followed, known: Mapping[str, Any], fresh: Sequence[str], at: str
    ) -> tuple[list[NewsItem], bool, dict[str, Any]]:
        """What is new, whether all that came was asked of, and what is known from now on."""
        generation = self._generation()
        if generation is None:
            return [], not fresh, dict(known)
        indexed = {document.id for document in generation.documents}
        here = [source for source in fresh if source in indexed]
        # What came and has no vector yet may be found by its meaning later.
        whole = len(here) == len(fresh) and (
            generation.meta.encoder is None or generation.vectors == generation.meta.units
        )
        state = f"{generation.label} {len(fresh)}"
        if not here or known.get("looked") == state:
            return [], whole, dict(known)
        kept = self._encoder(known)
        try:
            found = self._finds(followed, set(here), kept)
        except (QueryError, EncoderError):  # what another version could ask
            return [], whole, dict(known)
        seen = {*known.get("ids", ())}, {*known.get("texts", ())}
        told = []
        for hit in found:
            if self._is_new(hit, set(here), *seen):
                item = _item(self.library.catalog, followed, "found", hit.document.id, (), at)
                shown, exact = hit.shown.passage_id, hit.passage.passage_id
                told.append(replace(item, passage=exact, mark=f"found|{shown}", places=(shown,)))
        return told, whole, self._seen(found, known) | kept.give() | {"looked": state}

    def _is_new(self, hit: Hit, fresh: set[str], ids: set[str], texts: set[str]) -> bool:
        if hit.document.id not in fresh or hit.shown.passage_id in ids:
            return False
        if any(document.id not in fresh for document, _ in hit.others):
            return False  # the same words stood elsewhere
        if mark(hit.passage.text).hex() in texts or mark(hit.shown.text).hex() in texts:
            return False
        return not any(
            was_there(self._before(hit.document.id), str(p.locator), p.text)
            for p in (hit.shown, hit.passage)
        )

    def _before(self, document_id: str) -> set[bytes]:
        if document_id not in self._former:
            with self.library.catalog.snapshot() as db:
                self._former[document_id] = former(db, document_id)
        return self._former[document_id]

    @staticmethod
    def _seen(hits: Iterable[Hit], known: Mapping[str, Any]) -> dict[str, Any]:
        listed = list(hits)
        ids = {*known.get("ids", ()), *(h.shown.passage_id for h in listed)}
        texts = {*known.get("texts", ())}
        for hit in listed:
            texts |= {mark(hit.passage.text).hex(), mark(hit.shown.text).hex()}
        return {**known, "ids": sorted(ids), "texts": sorted(texts)}

    def _generation(self) -> Engine | None:
        try:
            return self.library.in_use
        except GenerationBroken:
            return None

    def _finds(self, followed: Followed, fresh: set[str], kept: _Kept) -> Sequence[Hit]:
        """The first finds, where what came can be among them."""
        from dalil.index.search.search import may_reach, understood

        mode, filters = asked_with(followed.settings)
        query = understood(followed.subject, filters)

        def reaches(searched: Searched) -> bool:
            with_kept = replace(searched, encoder=lambda: kept)
            return may_reach(with_kept, query, mode, filters, fresh)

        if not self.library._looked_at(reaches):
            return ()
        return self._search(followed.subject, followed.settings, kept).hits

    def _search(
        self, question: str, settings: Mapping[str, Any], kept: _Kept
    ) -> SearchResult:  # fmt: skip
        from dalil.index.search.search import search, understood

        mode, filters = asked_with(settings)
        query = understood(question, filters)

        def look(searched: Searched) -> SearchResult:
            return search(replace(searched, encoder=lambda: kept), query, FINDS, mode, filters)

        return self.library._looked_at(look)


def asked_with(settings: Mapping[str, Any]) -> tuple[Mode, Filters]:
    """How a question is asked, from the parameters of its link (`views.filters.to_params`)."""
    mode = settings.get("mode")
    tiers = {str(t) for t in _listed(settings.get("tier"))} & {t.value for t in Tier}
    years = [int(y) if str(y).isdecimal() else None for y in
             (settings.get("from", ""), settings.get("to", ""))]  # fmt: skip
    return (
        "lexical" if mode == "lexical" else "semantic" if mode == "semantic" else "hybrid",
        Filters(
            frozenset(Tier(t) for t in tiers), frozenset(_listed(settings.get("kind"))),
            frozenset(_listed(settings.get("doc"))), years[0], years[1],
        ),
    )  # fmt: skip


def _listed(value: object) -> list[str]:
    if not value:
        return []
    return [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)]
