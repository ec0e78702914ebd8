"""Exact look-up: the words of a reference to the provision they name, or nothing.

"Pasal 363 ayat (2) UU 23/2014" gives that ayat and no other; a provision that a later act put
in is found in that act. Several matches where a name is
ambiguous, none where the act or the provision is not in the library: never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dalil.answer.citation.cite import cite
from dalil.answer.citation.missing_references import Absent, absent
from dalil.index.court_rulings import RulingOn, rulings_on
from dalil.index.library import Library
from dalil.index.provisions import wording_of
from dalil.index.search.missing_references import unmet
from dalil.index.store.legal_status import Standing
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.extras import data_frame
from dalil.ingest.model import Document, Passage, Status
from dalil.ingest.references.find import parse_reference
from dalil.ingest.references.ids import other_reading, print_target

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Match:
    """A provision (or a whole act: ``passage`` None) that a reference names."""

    document: Document
    passage: Passage | None
    citation: str
    own_standing: Standing = (Status.UNKNOWN, None)
    #: What courts decided of it, so that it is no longer what it says.
    rulings: tuple[RulingOn, ...] = ()

    @property
    def standing(self) -> Standing:
        """What is known of what is named, the provision or the act, with the passage that says
        so."""
        if self.passage is not None:
            return self.own_standing
        return self.document.status, self.document.status_reason

    def to_dict(self) -> dict[str, Any]:
        """One element of ``matches`` in ``dalil cite --json``."""
        return {
            "passage_id": self.passage.passage_id if self.passage else self.document.id,
            "text": self.passage.text if self.passage else unmarked(self.document.title),
            "page": self.passage.page if self.passage else None,
            "status": str(self.standing[0]),
            "status_reason": self.standing[1],
            "citation": self.citation,
            "digest": self.document.digest,
            **({"rulings": [r.to_dict() for r in self.rulings]} if self.rulings else {}),
        }


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a reference means and what of it is here.

    ``reference`` is its normalised form ("" where it is no reference at all); ``missing`` names
    what it means but this library does not have.
    """

    asked: str
    reference: str
    matches: tuple[Match, ...]
    missing: tuple[str, ...] = ()
    #: Why, and what there is in its place.
    absent: tuple[Absent, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil cite --json``."""
        return {
            "reference": self.reference,
            "matches": [match.to_dict() for match in self.matches],
            "missing": list(self.missing),
            "absent": [one.to_dict() for one in self.absent],
        }

    def to_pandas(self) -> pandas.DataFrame:
        """A table of the matches. Raises ExtraMissing without pandas."""
        return data_frame((match.to_dict() for match in self.matches), _COLUMNS)


_COLUMNS: Final = (
    "passage_id", "citation", "text", "page", "status", "status_reason", "digest",
)  # fmt: skip


def look_up(
    library: Library, reference: str, style: str = "footnote", language: str = "id"
) -> Lookup:
    """The provisions that ``reference`` names, in the order of its candidates."""
    targets = parse_reference(reference)
    found = [_found(library, target, reference, style, language) for target in targets]
    targets = [target for target, _ in found]
    return Lookup(
        asked=reference,
        reference="; ".join(print_target(target) for target in targets),
        matches=tuple(match for _, match in found if match is not None),
        missing=tuple(print_target(target) for target, match in found if match is None),
        absent=absent(unmet(library.catalog, [targets]), "en" if language == "en" else "id"),
    )


def _found(
    library: Library, target: str, reference: str, style: str, language: str
) -> tuple[str, Match | None]:
    """The provision, its number read as the act has it: "Pasal 28I" is 28I there, or 281."""
    match = _match(library, target, style, language)
    other = other_reading(target, reference) if match is None else None
    found = _match(library, other, style, language) if other else None
    return (other, found) if other and found else (target, match)


def _match(library: Library, target: str, style: str, language: str) -> Match | None:
    document_id, _, locator = target.partition("#")
    document = library.catalog.document(document_id, with_text=False)
    if document is None:
        return None
    if not locator:
        citation = cite(document, style=style, language=language)
        return Match(document, None, citation, rulings=rulings_on(library.catalog, target))
    passage = next(iter(wording_of(library.catalog, target)), None)
    if passage is None:
        return None
    if passage.document_id != document_id:  # worded by the act that put it in
        document = library.catalog.document(passage.document_id, with_text=False)
        if document is None:
            return None
    citation = cite(document, passage.locator, passage.page, style, language)
    return Match(
        document, passage, citation, library.catalog.status_of(target),
        rulings_on(library.catalog, target),
    )  # fmt: skip
