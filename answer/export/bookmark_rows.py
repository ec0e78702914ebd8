"""What a collection holds, with all that a file of it says: force, changes, citations in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dalil.answer.citation.cite import Cited, footnote_runs
from dalil.answer.citation.csl_style import find_style
from dalil.answer.export.escape import flowing
from dalil.answer.export.formats import now
from dalil.answer.export.table import Made
from dalil.answer.wordings import wording_note
from dalil.index.library import Library
from dalil.index.query.day import day_named
from dalil.index.store.bookmarks import Collection, Collections, Saved
from dalil.index.store.catalog import Catalog
from dalil.index.store.legal_status import ActStanding, Standing
from dalil.index.store.owner import LOCAL
from dalil.index.wordings import WordingOn, Wordings
from dalil.ingest.errors import GenerationBroken
from dalil.ingest.model import Document, Status
from dalil.ingest.references.ids import print_target
from dalil.ingest.words import read_data

if TYPE_CHECKING:
    from dalil.answer.citation.csl_engine import Runs


@dataclass(frozen=True, slots=True)
class Held:
    """A saved passage and what the library says now of its force (and by which provision)."""

    saved: Saved
    status: Status = Status.UNKNOWN
    reason: str | None = None
    act: ActStanding | None = None  # what is known of its act as a whole
    #: Whether it is the wording in force now (`index.wordings`); None: no act here changed it.
    wording: WordingOn | None = None
    #: It is not, and was, as far as was known, when it was saved.
    since_saved: bool = False

    @property
    def replaced(self) -> bool:
        """Whether it, or something in it, is no longer the wording in force."""
        wording = self.wording
        return wording is not None and (wording.superseded or wording.force in {"partly", "phrase"})

    @property
    def document(self) -> Document:
        """The work, as it was when the passage was saved."""
        return self.saved.document

    @property
    def words(self) -> str:
        """The passage as it was saved, in flowing lines."""
        return flowing(self.saved.passage.text)

    @property
    def lead(self) -> str:
        """The opening line of the list that an item stands in, to be put before it; else ""."""
        said = " ".join(self.saved.passage.lead_in.split())
        return f"{said} … " if said else ""


@dataclass(frozen=True, slots=True)
class Collected:
    """A collection as it leaves: its passages in their order, the style, the library's state."""

    name: str
    held: tuple[Held, ...]
    made: Made
    style: str = "footnote"
    language: str = "id"

    @property
    def cited(self) -> list[Cited]:
        """What its notes cite, one a passage."""
        return [
            Cited(
                h.saved.document, h.saved.passage, language=self.language, remark=h.saved.note
            )
            for h in self.held
        ]  # fmt: skip

    @property
    def notes(self) -> list[Runs]:
        """The notes, one a passage: a work in full the first time, short later."""
        return footnote_runs(self.cited, self.style)

    @property
    def documents(self) -> list[Document]:
        """The works, each once, in the order of their first passage."""
        return list({h.saved.document.id: h.saved.document for h in self.held}.values())


def collect(
    library: Library,
    collection: Collection,
    style: str = "footnote",
    language: str = "id",
    at: str | None = None,
    owner: str = LOCAL,
) -> Collected:
    """A collection of this owner with the force of its passages as the library has it now.

    ``at``: the date that a file of it says it was made (default: now). Raises StyleError, a
    ValueError, for a style that there is not.
    """
    find_style(style)
    catalog = library.catalog
    try:
        generation = library.in_use
    except GenerationBroken:  # saved passages stand without the index
        generation = None
    with catalog.snapshot():
        saved = Collections(catalog, owner).saved(collection.id)
        held = standing_of(catalog, saved)
        counts = catalog.counts()
    made = Made(
        at or now(), generation.label if generation else "", counts["documents"], counts["passages"]
    )
    return Collected(collection.name, held, made, style, language)


def standing_of(catalog: Catalog, saved: Sequence[Saved]) -> tuple[Held, ...]:
    """These passages with their own force now.

    Nothing is known of a work that is no longer in the library.
    """
    known: dict[str, Document | None] = {}
    for one in saved:
        if one.document.id not in known:
            known[one.document.id] = catalog.document(one.document.id, with_text=False)
    wordings = Wordings(catalog, day_named(None))
    statuses = {act: catalog.statuses(act) for act, document in known.items() if document}
    acts = {act: catalog.act_standing(act) for act in statuses}
    made = []
    for one in saved:
        document = known[one.document.id]
        standing: Standing = (Status.UNKNOWN, None)
        if document is not None:
            standing = statuses[document.id](one.passage.passage_id)
        wording = wordings.of(one.passage.passage_id) if document is not None else None
        held = Held(one, *standing, acts.get(one.document.id), wording)
        if held.replaced:
            held = replace(held, since_saved=_came_later(catalog, held))
        made.append(held)
    return tuple(made)


def _came_later(catalog: Catalog, held: Held) -> bool:
    """Whether what replaced a passage began, or came into the library, after it was saved."""
    wording, at = held.wording, held.saved.at
    if wording is None:
        return False
    if wording.since and wording.since > at[:10]:
        return True
    act = (wording.by or "").partition("#")[0]
    return bool(act) and (catalog.added(act) or "") > at


def replaced(held: Held, language: str) -> str:
    """``bunyi ini diganti sejak … oleh …; berubah sejak disimpan``; "" where it is in force."""
    if not held.replaced:
        return ""
    said = wording_note(held.wording, "en" if language == "en" else "id")
    return f"{said} ({word('since_saved', language)})" if held.since_saved else said


# The words of ours in a collection's files, in Indonesian and English.

_WORDS: Final[dict[str, list[str]]] = read_data("answer/data/table_labels.toml")["collection"]


def word(name: str, language: str) -> str:
    """The word of that name in a language (``id`` or ``en``)."""
    return _WORDS[name][language == "en"]


def force(held: Held, language: str) -> str:
    """``dicabut menurut Pasal 9 UU 5/2020``; "" where nothing is known."""
    said = word(held.status.value, language)
    if not said or held.reason is None:
        return said
    by = "by" if language == "en" else "menurut"
    return f"{said} {by} {print_target(held.reason)}"


def remark(held: Held, collected: Collected) -> str:
    """What whoever quotes the passage must know: force and changes; "" for nothing.

    That a work is a digest is part of every citation of it.
    """
    language = collected.language
    known = [
        "" if held.status is Status.IN_FORCE else force(held, language),
        replaced(held, language),
        word(held.saved.standing, language),
    ]
    return "; ".join(filter(None, known))
