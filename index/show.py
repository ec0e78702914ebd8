"""A work with its passages, or one provision, as it is shown: with what is known of its force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dalil.index.court_rulings import RulingOn, rulings_in, said
from dalil.index.provisions import UsedTerm, standing_in, terms_used, wording_of
from dalil.index.store.catalog import Catalog
from dalil.index.store.legal_status import Standing
from dalil.index.store.offers import Offers
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.errors import NotInLibrary
from dalil.ingest.messages import Message
from dalil.ingest.model import Document, Passage
from dalil.ingest.relations.dicta import reviewed
from dalil.ingest.structure.ruling import parties_of


@dataclass(frozen=True, slots=True)
class Shown:
    """What an id names: a work with all its passages, or a provision with those below it.

    ``document`` has no text; of a provision that a later act put in it is that act. ``standings``
    has what is known of each passage's force, in their order; ``asked`` what is known of what was
    asked for. ``definitions`` are the terms that a provision uses. ``decided`` is what courts
    decided of each passage, in their order, each with its place in the act asked for;
    ``decided_of_work`` of the work as a whole. ``origins`` says where its files were fetched and
    what catalogues say of its force; ``ruling``, of a ruling, its day, parties and effects.
    """

    identifier: str
    document: Document
    passages: tuple[Passage, ...]
    standings: tuple[Standing, ...]
    asked: Standing
    definitions: tuple[UsedTerm, ...] = ()
    decided: tuple[tuple[str, tuple[RulingOn, ...]], ...] = ()
    decided_of_work: tuple[RulingOn, ...] = ()
    origins: Mapping[str, Any] = field(default_factory=dict)
    ruling: Mapping[str, Any] | None = None

    @property
    def is_provision(self) -> bool:
        """Whether a provision was asked for, not a whole work."""
        return "#" in self.identifier

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil show --json``."""
        rows = []
        for passage, standing, (_, rulings) in zip(
            self.passages, self.standings, self.decided, strict=True
        ):
            row = passage.to_dict() | {"status": str(standing[0]), "status_reason": standing[1]}
            if rulings:
                row["rulings"] = [ruling.to_dict() for ruling in rulings]
            rows.append(row)
        made: dict[str, Any] = {
            "document": document_json(self.document) | dict(self.origins),
            "passages": rows,
        }
        if self.decided_of_work:
            made["document"]["rulings"] = [ruling.to_dict() for ruling in self.decided_of_work]
        if self.ruling is not None:
            made["ruling"] = dict(self.ruling)
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
    decided = rulings_in(catalog, document_id)

    def place_of(passage: Passage) -> str:
        """Its locator in the act asked for: a later act's wording stands deeper in its own."""
        own = str(passage.locator)
        if passages[0].document_id == document_id:
            return own
        return own[len(str(passages[0].locator)) - len(locator) :]

    places = [place_of(passage) for passage in passages]
    return Shown(
        identifier,
        document,
        tuple(passages),
        tuple(standing(passage.passage_id) for passage in passages),
        standing(identifier) if locator else (act.status, act.reason),
        tuple(terms_used(catalog, passages[0])) if locator and definitions else (),
        tuple((place, decided(place)) for place in places),
        decided(""),
        _origins(catalog, document.id),
        _ruling(catalog, document.id) if document.id.startswith("putusan-") else None,
    )


def _ruling(catalog: Catalog, ruling_id: str) -> dict[str, Any]:
    """A ruling's day and parties, what it reviews, and what it decides."""
    document = catalog.document(ruling_id)
    assert document is not None
    return {
        "date": document.date,
        "parties": list(parties_of(document.text)),
        "reviewed": list(reviewed(document)),
        "effects": [r.to_dict() for r in said(catalog, catalog.decided_by(ruling_id))],
    }


def _origins(catalog: Catalog, document_id: str) -> dict[str, Any]:
    """Where a work's files were fetched, and what catalogues say of its force; {} for neither."""
    offers = Offers(catalog)
    fetched = [
        {"url": f.url, "at": f.at, "sha256": f.sha256, "source": s.said, "gone": f.state == "gone"}
        for f, s in offers.provenance(document_id)
    ]
    told = [
        {"status": o.status, "source": s.said, "url": o.page or o.file, "read": s.read}
        for o, s in offers.said_of(document_id)
    ]
    return ({"fetched": fetched} if fetched else {}) | ({"said": told} if told else {})


def document_json(document: Document) -> dict[str, Any]:
    """A work as plain values, its title without marks: an element of ``dalil docs --json``."""
    return document.to_dict() | {"title": unmarked(document.title)}
