"""What a collection holds, with all that a file of it says: force, changes, citations in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from answer.cite import Cited, footnote_runs
from answer.csl.style import find_style
from answer.export import now
from answer.lines import flowing
from answer.table import Made
from index.catalog import Catalog
from index.collection import Collection, Collections, Saved
from index.library import Library
from index.status import ActStanding, Standing
from ingest.errors import GenerationBroken
from ingest.model import Document, Status

if TYPE_CHECKING:
    from answer.csl.engine import Runs


@dataclass(frozen=True, slots=True)
class Held:
    """A saved passage and what the library says now of its force (and by which provision)."""

    saved: Saved
    status: Status = Status.UNKNOWN
    reason: str | None = None
    act: ActStanding | None = None  # what is known of its act as a whole

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
) -> Collected:
    """A collection with the force of its passages as the library has it now.

    ``at``: the date that a file of it says it was made (default: now). Raises StyleError, a
    ValueError, for a style that there is not.
    """
    find_style(style)
    catalog = library.catalog
    try:
        generation = library.generation
    except GenerationBroken:  # saved passages stand without the index
        generation = None
    with catalog.snapshot():
        saved = Collections(catalog).saved(collection.id)
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
    statuses = {act: catalog.statuses(act) for act, document in known.items() if document}
    acts = {act: catalog.act_standing(act) for act in statuses}
    made = []
    for one in saved:
        document = known[one.document.id]
        standing: Standing = (Status.UNKNOWN, None)
        if document is not None:
            standing = statuses[document.id](one.passage.passage_id)
        made.append(Held(one, *standing, acts.get(one.document.id)))
    return tuple(made)
