"""Who cites an act or a provision: the acts, rulings and works of the library that name it.

A reference counts at the level that its words name: who cites "Pasal 5 ayat (2)" cites that ayat,
and a part of Pasal 5, and a part of the act.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from dalil.index.store.catalog import Catalog
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.identify.act_types import kind_by_slug
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Tier

#: Of works in the library the order of their weight.
_TIERS: Final = {Tier.PRIMARY: 0, Tier.SECONDARY: 1, Tier.TERTIARY: 2}
#: Behind the kinds that have a rank: rulings, and kinds without one.
_NO_RANK: Final = 99


@dataclass(frozen=True, slots=True)
class CitingPassage:
    """A place that names a provision.

    ``target`` is the id that it names; ``text`` the citing words, a verbatim slice of the citing
    work's text from ``start`` to ``end`` (code points). ``own``: the work names a provision of
    its own. Locator and page are the passage's.
    """

    target: str
    document_id: str
    tier: Tier
    kind: str
    title: str
    passage_id: str
    locator: str
    page: int | None
    start: int
    end: int
    text: str
    own: bool = False

    def label(self, language: Literal["id", "en"] = "id") -> str:
        """Where in the citing work: ``Pasal 3 ayat (2)``."""
        return Locator.parse(self.locator).label(language)

    def to_dict(self) -> dict[str, Any]:
        """An element of ``citations`` in ``dalil cited-by --json``."""
        return {
            "target": self.target, "document_id": self.document_id, "tier": str(self.tier),
            "kind": self.kind, "title": self.title, "passage_id": self.passage_id,
            "locator": self.label(), "page": self.page, "start": self.start, "end": self.end,
            "text": self.text, "own": self.own,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitedBy:
    """All that cites ``id``: it itself (``citations``), and only parts of it (``parts``).

    Primary sources come first, among them acts by rank, of one rank the newest first; then what
    the work says of its own provisions. ``complete`` is False in a library of an older version
    whose works have not been read for this yet: then nothing is known.
    """

    id: str
    citations: tuple[CitingPassage, ...]
    parts: tuple[CitingPassage, ...]
    complete: bool = True

    @property
    def count(self) -> int:
        """How many passages cite it itself."""
        return len({c.passage_id for c in self.citations})

    @property
    def parts_count(self) -> int:
        """How many passages cite parts of it and not itself."""
        at_its_level = {c.passage_id for c in self.citations}
        return len({c.passage_id for c in self.parts} - at_its_level)

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil cited-by --json``."""
        return {
            "id": self.id, "complete": self.complete,
            "count": self.count, "parts_count": self.parts_count,
            "citations": [c.to_dict() for c in self.citations],
            "parts": [c.to_dict() for c in self.parts],
        }  # fmt: skip


def cited_by(catalog: Catalog, identifier: str) -> CitedBy:
    """Who cites the act or provision of this id, whether or not it is in the library itself."""
    with catalog.snapshot():
        found = catalog.citing(identifier)
        works = {row.document_id: catalog.document(row.document_id, with_text=False)
                 for row in found}  # fmt: skip
        made = []
        for row in found:
            work = works[row.document_id]
            if work is None:
                continue
            made.append(
                CitingPassage(
                    row.target, work.id, work.tier, work.kind, unmarked(work.title),
                    row.passage_id, row.locator, row.page, row.start, row.end,
                    catalog.words(work.id, row.start, row.end),
                    own=row.target.partition("#")[0] == work.id.partition("~")[0],
                )
            )  # fmt: skip
        complete = catalog.citations_are_read()
    made.sort(key=lambda c: _order(c, works[c.document_id]))
    return CitedBy(
        identifier,
        tuple(c for c in made if c.target == identifier),
        tuple(c for c in made if c.target != identifier),
        complete,
    )


def _order(cited: CitingPassage, work: Document | None) -> tuple[bool, int, int, int, str, int]:
    kind = kind_by_slug(cited.document_id.partition("/")[0])
    rank = kind.rank if kind and kind.rank is not None else _NO_RANK
    year = work.year if work and work.year is not None else 0
    return cited.own, _TIERS[cited.tier], rank, -year, cited.document_id, cited.start
