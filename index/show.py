"""A work with its passages, or one provision, as it is shown: with what is known of its force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dalil.index.provisions import UsedTerm, standing_in, terms_used, wording_of
from dalil.index.store.catalog import Catalog
from dalil.index.store.legal_status import Standing
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.errors import NotInLibrary
from dalil.ingest.messages import Message
from dalil.ingest.model import Document, Passage


@dataclass(frozen=True, slots=True)
class Shown:
    """What an id names: a work with all its passages, or a provision with those below it.

    ``document`` has no text; of a provision that a later act put in it is that act. ``standings``
    has what is known of each passage's force, in their order; ``asked`` what is known of what was
    asked for. ``definitions`` are the terms that a provision uses.
    """

    identifier: str
    document: Document
    passages: tuple[Passage, ...]
    standings: tuple[Standing, ...]
    asked: Standing
    definitions: tuple[UsedTerm, ...] = ()

    @property
    def is_provision(self) -> bool:
        """Whether a provision was asked for, not a whole work."""
        return "#" in self.identifier

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil show --json``."""
        made: dict[str, Any] = {
            "document": document_json(self.document),
            "passages": [
                passage.to_dict() | {"status": str(status), "status_reason": reason}
                for passage, (status, reason) in zip(self.passages, self.standings, strict=True)
            ],
        }
        if self.is_provision:
            made["definitions"] = [
                {"term": d.term, "passage_id": d.passage.passage_id, "text": d.passage.text}
                for d in self.definitions
            ]
        return made


def show(catalog: Catalog, identifier: str, *, definitions: bool = True) -> Shown:
    """What is here of a document's or passage's id. Raises NotInLibrary.

    ``definitions``: with the terms that a provision uses, which cost the most of it.
    """
    document_id, _, locator = identifier.partition("#")
    document = catalog.document(document_id, with_text=False)
    passages = wording_of(catalog, identifier) if document else []
    if document is None or (locator and not passages):
        raise NotInLibrary(Message("library.not_here", identifier=identifier))
    standing = standing_in(catalog, identifier, passages)
    if passages and passages[0].document_id != document_id:  # put in by a later act: shown there
        document = catalog.document(passages[0].document_id, with_text=False) or document
    act = catalog.act_standing(document.id)
    return Shown(
        identifier,
        document,
        tuple(passages),
        tuple(standing(passage.passage_id) for passage in passages),
        standing(identifier) if locator else (act.status, act.reason),
        tuple(terms_used(catalog, passages[0])) if locator and definitions else (),
    )


def document_json(document: Document) -> dict[str, Any]:
    """A work as plain values, its title without marks: an element of ``dalil docs --json``."""
    return document.to_dict() | {"title": unmarked(document.title)}
