"""What is new for somebody, in words: what happened, when, by which passage, with its citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dalil.answer.citation.cite import cite
from dalil.answer.citation.csl_style import find_style
from dalil.answer.citation.work_names import short_name, title_case
from dalil.index.curate import news as looking
from dalil.index.library import Library
from dalil.index.query.conditions import Filters
from dalil.index.search.results import Mode
from dalil.index.store.catalog import Catalog
from dalil.index.store.followed import Followed, FollowedKind, Following, NewsItem
from dalil.index.store.owner import LOCAL
from dalil.ingest.errors import FollowError
from dalil.ingest.locator import Locator
from dalil.ingest.messages import Language, Message
from dalil.ingest.references.find import parse_reference
from dalil.ingest.references.ids import is_target, print_target
from dalil.ingest.words import read_data

_DATA: Final = read_data("answer/data/news.toml")
#: Places that are named of one thing that is new.
_PLACES: Final = 5
#: Characters of a passage that are quoted.
QUOTED: Final = 600


def word(name: str, language: str = "id", part: str = "words") -> str:
    """Our word of that name, in a language."""
    return str(_DATA[part][name][language == "en"])


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is new, in words.

    ``said`` is the sentence, ``subject`` what is followed or saved in words, ``places`` the
    provisions concerned in words, ``citation`` that of the passage that says so ("" where the
    library has it no longer) and ``text`` its words, verbatim, as far as they are quoted.
    """

    item: NewsItem
    said: str
    subject: str
    source: str
    places: str
    citation: str
    text: str
    opens: str  # the id that it leads to; "": it is gone

    @property
    def number(self) -> int:
        """By which it is marked as read."""
        return self.item.id

    def to_dict(self) -> dict[str, Any]:
        """An element of ``news`` in ``dalil news --json``."""
        item = self.item
        return {
            "number": item.id, "kind": item.kind, "said": self.said, "subject": item.subject,
            "saved": not item.followed, "source": item.source, "passage_id": item.passage or None,
            "places": list(item.places), "effect": item.effect or None, "date": item.date,
            "at": item.at, "read": item.read, "citation": self.citation, "text": self.text,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class News:
    """What is new for somebody, the latest first.

    ``feed_id`` names their feed for good (""; where nothing can be written); ``followed`` is what
    they follow, ``saved`` how many passages they saved.
    """

    items: tuple[Told, ...]
    unread: int
    followed: tuple[Followed, ...]
    saved: int
    feed_id: str = ""
    language: str = "id"

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil news --json``."""
        return {
            "unread": self.unread, "followed": [f.to_dict() for f in self.followed],
            "news": [told.to_dict() for told in self.items],
        }  # fmt: skip


def news(
    library: Library, *, unread: bool = False, style: str = "footnote", language: str = "id",
    owner: str = LOCAL, look: bool = True,
) -> News:  # fmt: skip
    """See `dalil.Library.news`; without ``look`` only what was found before."""
    find_style(style)
    if look:
        looking.look(library, owner)
    following = Following(library.catalog, owner)
    items = following.news(unread=unread)
    spoken: Language = "en" if language == "en" else "id"
    with library.catalog.snapshot():
        told = tuple(tell(library.catalog, item, style, spoken) for item in items)
    return News(
        told, following.unread(), tuple(following.all()), len(following.saved()),
        following.feed_id(), spoken,
    )  # fmt: skip


def tell(catalog: Catalog, item: NewsItem, style: str, language: Language) -> Told:
    """One thing that is new, in words."""
    subject = item.subject if item.kind == "found" else name(catalog, item.subject, language)
    found = item.places[0] if item.kind == "found" and item.places else item.source
    source = name(catalog, found, language)
    key = item.effect if item.kind == "ruled" and item.effect in _DATA["said"] else item.kind
    said = word(key, language, "said").format(subject=subject, source=source)
    citation, text, opens = _proof(catalog, item, style, language)
    return Told(item, said, subject, source, _places(item, language), citation, text, opens)


def _proof(catalog: Catalog, item: NewsItem, style: str, language: str) -> tuple[str, str, str]:
    """The citation, the words and the id of what says so; empty where it is not here any more."""
    passage = catalog.passage(item.passage) if item.passage else None
    document = catalog.document(item.source, with_text=False)
    if document is None:
        return "", "", ""
    if passage is None or passage.document_id != document.id:
        return cite(document, style=style, language=language), "", document.id
    text = f"{passage.lead_in} {passage.text}" if passage.lead_in else passage.text
    words = " ".join(text.split())
    if len(words) > QUOTED:
        words = f"{words[:QUOTED].rsplit(' ', 1)[0]} …"
    return cite(document, passage, style=style, language=language), words, passage.passage_id


def _places(item: NewsItem, language: Language) -> str:
    """``Pasal 42, Pasal 56 dan 3 lainnya``: of an act the provisions in it that are concerned."""
    if item.kind in {"found", "arrived"}:
        return ""
    places = dict.fromkeys(p.partition("#")[2] for p in item.places)
    own = item.subject.partition("#")[2]
    named = [place for place in places if place and place != own]
    if not named:
        return ""
    labels = [Locator.parse(place).label(language) for place in named[:_PLACES]]
    rest = len(named) - len(labels)
    more = f" {word('more', language).format(count=rest)}" if rest else ""
    return ", ".join(labels) + more


def name(catalog: Catalog, identifier: str, language: Language = "id") -> str:
    """A work or provision in words: ``Pasal 59 UU Nomor 13 Tahun 2003``; a book by its title."""
    act, _, place = identifier.partition("#")
    document = catalog.document(act, with_text=False)
    if document is None or is_target(act):
        try:
            return print_target(identifier, language)
        except ValueError:
            return identifier
    title = title_case(document.title) or short_name(document) or act
    try:
        return ", ".join(filter(None, (title, Locator.parse(place).label(language))))
    except ValueError:
        return title


# Following by what people type


def follow(
    library: Library, subject: str, question: bool = False, filters: Filters | None = None,
    mode: Mode = "hybrid", owner: str = LOCAL,
) -> Followed:  # fmt: skip
    """See `dalil.Library.follow`."""
    if question:
        return looking.follow(
            library, subject, owner=owner, settings=settings_of(filters or Filters(), mode)
        )
    return looking.follow(library, named(library, subject), owner=owner)


def unfollow(library: Library, subject: str, owner: str = LOCAL) -> Followed:
    """See `dalil.Library.unfollow`."""
    following = Following(library.catalog, owner)
    said = " ".join(subject.split())
    kinds: Sequence[tuple[FollowedKind, str]] = [("question", said), ("work", said)]
    one = next((f for kind, what in kinds if (f := following.named(kind, what))), None)
    if one is None:
        meant = set(_meant(library, said))
        one = next((f for f in following.all() if f.kind == "work" and f.subject in meant), None)
    if one is None or not following.unfollow(one.id):
        raise FollowError(Message("follow.not_followed", given=said[:200]))
    return one


def named(library: Library, given: str) -> str:
    """The id that somebody means: an id itself, or what their words refer to.

    Raises FollowError where they may mean several, or nothing.
    """
    found = _meant(library, given)
    if len(found) > 1:
        held = library.catalog.held(found)
        found = [target for target in found if target in held] or found
    if len(found) > 1:
        raise FollowError(Message("follow.several", given=given[:200], names=", ".join(found[:8])))
    return found[0] if found else given.strip()


def _meant(library: Library, given: str) -> list[str]:
    said = given.strip()
    if not said or library.catalog.held([said]) or is_target(said):
        return [said] if said else []
    return list(dict.fromkeys(parse_reference(said)))


def settings_of(filters: Filters, mode: Mode) -> dict[str, Any]:
    """How a question is asked, as the parameters of its link (`views.filters.to_params`)."""
    said: dict[str, Any] = {
        "tier": sorted(t.value for t in filters.tiers), "kind": sorted(filters.kinds),
        "doc": sorted(filters.documents),
        "from": "" if filters.year_from is None else str(filters.year_from),
        "to": "" if filters.year_to is None else str(filters.year_to),
        "mode": "" if mode == "hybrid" else mode,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value}
