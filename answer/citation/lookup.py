"""Exact look-up: the words of a reference to the provision they name, or nothing.

"Pasal 363 ayat (2) UU 23/2014" gives that ayat and no other; a provision that a later act put
in is found in that act. Several matches where a name is
ambiguous, none where the act or the provision is not in the library: never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from dalil.answer.citation.cite import WHOLE_WORK, cite
from dalil.answer.citation.missing_references import Absent, absent
from dalil.answer.citation.work_names import as_amended
from dalil.answer.court_rulings import Language, day_words
from dalil.index.as_of import AsOf, amendments_of
from dalil.index.court_rulings import RulingOn, rulings_on
from dalil.index.library import Library
from dalil.index.provisions import wording_of
from dalil.index.query.day import day_named
from dalil.index.search.missing_references import unmet
from dalil.index.store.catalog import Catalog
from dalil.index.store.legal_status import Standing
from dalil.index.store.wordings import Wording
from dalil.index.wordings import WordingOn, Wordings
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.extras import data_frame
from dalil.ingest.locator import Locator
from dalil.ingest.messages import Message, say
from dalil.ingest.model import Document, Passage, Status
from dalil.ingest.references.find import parse_reference
from dalil.ingest.references.ids import other_reading, print_target

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Match:
    """A provision (or a whole act: ``passage`` None) that a reference names.

    Of an amended provision asked for on a day, ``passage`` is the one with the wording of that
    day, ``text`` that wording, ``citation`` the provision in its own act, as amended, and
    ``source_citation`` the passage that gave the wording.
    """

    document: Document
    passage: Passage | None
    citation: str
    own_standing: Standing = (Status.UNKNOWN, None)
    #: What courts decided of it, so that it is no longer what it says.
    rulings: tuple[RulingOn, ...] = ()
    #: Whether it is the wording in force (`index.wordings`); None: no act here changed it.
    wording: WordingOn | None = None
    text: str = ""
    source_citation: str = ""
    #: Where ``passage`` is not the wording in force, the one that is.
    now: Match | None = None

    @property
    def standing(self) -> Standing:
        """What is known of what is named, the provision or the act, with the passage that says
        so."""
        if self.passage is not None:
            return self.own_standing
        return self.document.status, self.document.status_reason

    @property
    def words(self) -> str:
        """What it says; of an act its title."""
        if self.text or self.passage is None:
            return self.text or unmarked(self.document.title)
        return self.passage.text

    def to_dict(self) -> dict[str, Any]:
        """One element of ``matches`` in ``dalil cite --json``."""
        made: dict[str, Any] = {
            "passage_id": self.passage.passage_id if self.passage else self.document.id,
            "text": self.words,
            "page": self.passage.page if self.passage else None,
            "status": str(self.standing[0]),
            "status_reason": self.standing[1],
            "citation": self.citation,
            "digest": self.document.digest,
            **({"rulings": [r.to_dict() for r in self.rulings]} if self.rulings else {}),
        }
        if self.source_citation:
            made["source_citation"] = self.source_citation
        if self.wording is not None:
            made["wording"] = self.wording.to_dict()
        if self.now is not None:
            made["in_force"] = self.now.to_dict()
        return made


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
    #: The day of which the law was asked (ISO 8601); None: today's.
    as_of: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil cite --json``."""
        return {
            "reference": self.reference,
            "matches": [match.to_dict() for match in self.matches],
            "missing": list(self.missing),
            "absent": [one.to_dict() for one in self.absent],
            **({"as_of": self.as_of} if self.as_of else {}),
        }

    def to_pandas(self) -> pandas.DataFrame:
        """A table of the matches. Raises ExtraMissing without pandas."""
        return data_frame((match.to_dict() for match in self.matches), _COLUMNS)


_COLUMNS: Final = (
    "passage_id", "citation", "text", "page", "status", "status_reason", "digest",
)  # fmt: skip


def look_up(
    library: Library,
    reference: str,
    style: str = "footnote",
    language: str = "id",
    as_of: str | None = None,
) -> Lookup:
    """The provisions that ``reference`` names, in the order of its candidates.

    ``as_of`` (ISO 8601) asks for the wording of that day. Raises QueryError for what is no day.
    """
    look = _LookUp(library.catalog, style, language, as_of)
    targets = parse_reference(reference)
    found = [look.found(target, reference) for target in targets]
    targets = [target for target, _ in found]
    missing = absent(unmet(library.catalog, [targets]), "en" if language == "en" else "id")
    return Lookup(
        asked=reference,
        reference="; ".join(print_target(target) for target in targets),
        matches=tuple(match for _, match in found if match is not None),
        missing=tuple(print_target(target) for target, match in found if match is None),
        absent=(*missing, *look.not_yet),
        as_of=look.day if as_of else None,
    )


def wording_in_force(catalog: Catalog, provision: str) -> Match | None:
    """A provision (``uu/2001/16#pasal-38``) in the wording of today, cited as amended and with the
    passage that gave it; None where no act here changed it, or it is no longer there."""
    look = _LookUp(catalog, "footnote", "id", None)
    document = catalog.document(provision.partition("#")[0], with_text=False)
    held = look.wordings.at(*provision.partition("#")[::2])
    if document is None or held is None or held.state in {"deleted", "uncertain"}:
        return None
    return look.worded(document, provision, held)


class _LookUp:
    """The look-up of one reference, on a day or as the acts stand here."""

    def __init__(self, catalog: Catalog, style: str, language: str, as_of: str | None) -> None:
        self.catalog, self.style, self.language = catalog, style, language
        self.day = day_named(as_of)
        self.time = AsOf(catalog, self.day) if as_of else None
        self.wordings = Wordings(catalog, self.day)
        self.not_yet: list[Absent] = []

    def found(self, target: str, reference: str) -> tuple[str, Match | None]:
        """The provision, its number read as the act has it: "Pasal 28I" is 28I there, or 281."""
        match = self._match(target)
        other = other_reading(target, reference) if match is None else None
        found = self._match(other) if other else None
        return (other, found) if other and found else (target, match)

    def _match(self, target: str) -> Match | None:
        document_id, _, locator = target.partition("#")
        document = self.catalog.document(document_id, with_text=False)
        if document is None:
            return None
        if self.time is not None:
            if self.time.begun(document) is False:
                self._later(target)
                return None
            document = self.time.as_it_was(document)
        if not locator:
            citation = self._cited(document)
            return Match(document, None, citation, rulings=self._rulings(target))
        passage = next(iter(wording_of(self.catalog, target)), None)
        if self.time is not None:
            on_day = self._on_day(document, target, passage)
            if on_day is not None or passage is None or self._is_later(target):
                return on_day
        if passage is None:
            return None
        return self._as_held(document, target, passage)

    def _as_held(self, document: Document, target: str, passage: Passage) -> Match | None:
        """The provision as its own act has it, else as the act has it that put it in."""
        wording = self.wordings.of(passage.passage_id)
        if passage.document_id != document.id:  # worded by the act that put it in
            worded = self.catalog.document(passage.document_id, with_text=False)
            if worded is None:
                return None
            document = worded
        match = Match(
            document, passage, self._cited(document, passage.locator, passage.page),
            self._standing(target), self._rulings(target), wording,
        )  # fmt: skip
        changed = wording is not None and (
            (wording.superseded and wording.passage) or wording.force in {"partly", "phrase"}
        )
        if changed:
            base = self.catalog.document(target.partition("#")[0], with_text=False)
            held = self.wordings.at(*target.partition("#")[::2])
            if base is not None and held is not None and held.state != "deleted":
                return replace(match, now=self.worded(base, target, held))
        return match

    def _on_day(self, document: Document, target: str, passage: Passage | None) -> Match | None:
        """The provision as it was worded on the day; None where no act here changed it, or it was
        not there."""
        act, _, locator = target.partition("#")
        held = self.wordings.at(act, locator)
        if held is None:
            if self._is_later(target):
                self._later(target)
            return None
        if held.state != "deleted":
            return self.worded(document, target, held)
        if passage is None:
            return None
        gone = WordingOn("deleted", target, held.day or None, held.source or None)
        return Match(
            document, passage, self._cited(document, passage.locator, passage.page),
            self._standing(target), self._rulings(target), gone,
        )  # fmt: skip

    def worded(self, document: Document, target: str, held: Wording) -> Match | None:
        """A provision in one of its wordings, cited as its own act's and as the passage's."""
        passage = self.catalog.passage(held.passage) if held.passage else None
        if passage is None:
            return None
        text = ""
        if held.end and not held.exact:
            text = self.catalog.words(passage.document_id, held.start, held.end)
        elif not held.end:  # several pieces: put together from the stored documents
            text = self._text_on(target)
        source = self.catalog.document(passage.document_id, with_text=False)
        elsewhere = source is not None and source.id != document.id
        cited = self._cited(source, passage.locator, passage.page) if elsewhere and source else ""
        locator = Locator.parse(target.partition("#")[2])
        page = None if elsewhere else passage.page
        wording = self.wordings.of(passage.passage_id) or _given(held)
        return Match(
            document, passage, self._cited(document, locator, page), self._standing(target),
            self._rulings(target), wording, text, cited,
        )  # fmt: skip

    def _text_on(self, target: str) -> str:
        from dalil.index.text_in_force import chain_of, text_on

        found = text_on(chain_of(self.catalog, target), target, self.day).provisions
        return next((p.text for p in found if p.id == target), "")

    def _is_later(self, target: str) -> bool:
        """Whether the provision came into its act only after the day."""
        rows = self.catalog.wordings_at(*target.partition("#")[::2])
        return bool(rows) and all(row.since > self.day for row in rows)

    def _later(self, target: str) -> None:
        language: Language = "en" if self.language == "en" else "id"
        printed, day = print_target(target, language), day_words(self.day, language)
        said = say(Message("force.not_begun", target=printed, day=day), language)
        self.not_yet.append(Absent(target, printed, "not_begun", said, target))

    def _standing(self, target: str) -> Standing:
        if self.time is None:
            return self.catalog.status_of(target)
        return self.time.statuses(target.partition("#")[0])(target)

    def _rulings(self, target: str) -> tuple[RulingOn, ...]:
        found = rulings_on(self.catalog, target)
        if self.time is None:
            return found
        return tuple(r for r in found if (r.date or "") <= self.day)

    def _cited(
        self, document: Document, where: Locator = WHOLE_WORK, page: int | None = None
    ) -> str:
        """The citation; of an amended act with what amended it by the day."""
        amended = as_amended(
            document, amendments_of(self.catalog, document.id, self.day), self.language
        )
        return cite(amended, where, page, self.style, self.language)


def _given(held: Wording) -> WordingOn:
    """What a wording is that its passage holds beside others."""
    return WordingOn("in_force", held.provision, held.day or None, held.source or None)
