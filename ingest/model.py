"""The nouns of Dalil, and every convention about them, stated once.

* Spans are half-open, in code points of ``document.text``:
  ``document.text[p.start:p.end] == p.text`` for every passage.
* Pages are 1-based, as the file counts them; ``None`` where the source has no pages.
* An act's id is ``jenis/tahun/nomor`` (``uu/2014/23``); a passage's is the document's id,
  ``#`` and a locator (``uu/2014/23#pasal-363/ayat-2``). Ids do not depend on content.
* A wrong pointer is worse than none: what is not known is ``unknown`` or ``None``.
* Ratios are 0–1 and end in ``_ratio``; seconds end in ``_s``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from dalil.ingest.locator import Locator

#: Told a stage of some work, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


class Tier(StrEnum):
    """The three kinds of legal source (bahan hukum primer, sekunder, tersier)."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


class Status(StrEnum):
    """What this library knows of a norm's force; never "in force" by silence."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    PARTLY_REPEALED = "partly_repealed"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the file's own format marks (DOCX style, HTML h1–h6, Markdown #)."""

    start: int
    end: int
    level: int  # 1 is the outermost


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a dictionary or glossary; the span covers term and meaning in the text."""

    term: str
    meaning: str
    start: int
    end: int
    context: str = ""  # field of law, source of the definition: what the file says beside it


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader makes of a file: its text, and where the text came from.

    ``page_starts[i]`` is the offset at which page i+1 begins (empty: no pages);
    ``page_quality[i]`` is the share of that page's text that is readable, 0–1.
    ``metadata`` holds what the file says of itself (title, author, date), unverified.
    """

    text: str
    page_starts: tuple[int, ...] = ()
    page_quality: tuple[float, ...] = ()
    headings: tuple[Heading, ...] = ()
    entries: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    reader: str = ""  # name and version of what read it, for provenance
    works: tuple[SourceText, ...] = ()  # a file that holds several works (records) gives each

    @property
    def quality_ratio(self) -> float:
        """Mean page quality; 1.0 where there are no pages."""
        return sum(self.page_quality) / len(self.page_quality) if self.page_quality else 1.0

    def page_of(self, offset: int) -> int | None:
        """The 1-based page that holds this offset, or None without pages."""
        return bisect_right(self.page_starts, offset) or 1 if self.page_starts else None


@dataclass(frozen=True, slots=True)
class Identity:
    """Which act or work this is, as far as its own text says.

    ``kind`` is the short name of the kind of act (``UU``, ``PP``, ``Perpres``, ``Permendagri``)
    or of work (``Buku``, ``Artikel``, ``Glosarium``, ``Dokumen``); ``number`` is a string since
    it may be ``9/A/KP/XII/2006/01``. ``id`` is the document's id.
    """

    id: str
    tier: Tier
    kind: str
    title: str
    number: str | None = None
    year: int | None = None
    issuer: str | None = None
    date: str | None = None  # ISO 8601, as precise as known
    gazette: str | None = None  # "LN 2014/244, TLN 5587"
    authors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_act(self) -> bool:
        """Whether the work is an act (peraturan, keputusan, ketetapan), with a number and year."""
        return self.tier is Tier.PRIMARY and self.number is not None and self.year is not None


@dataclass(frozen=True, slots=True)
class Document:
    """A work in the library."""

    id: str
    tier: Tier
    kind: str
    title: str
    text: str
    source: str  # path or name the person gave
    sha256: str
    number: str | None = None
    year: int | None = None
    issuer: str | None = None
    date: str | None = None
    gazette: str | None = None
    authors: tuple[str, ...] = ()
    status: Status = Status.UNKNOWN
    status_reason: str | None = None  # passage id of the provision that says so
    digest: bool = False  # a summary in our own words standing in for the official text
    licence: str | None = None
    url: str | None = None  # where the official source is
    page_starts: tuple[int, ...] = ()
    quality_ratio: float = 1.0
    reader: str = ""
    warnings: tuple[str, ...] = ()
    extra: tuple[
        tuple[str, str], ...
    ] = ()  # further CSL variables (`ingest.bibliography.record`), by name

    @property
    def pages(self) -> int:
        """Number of pages; 0 for sources without pages."""
        return len(self.page_starts)

    def page_of(self, offset: int) -> int | None:
        """The 1-based page that holds this offset, or None without pages."""
        return bisect_right(self.page_starts, offset) or 1 if self.page_starts else None

    def to_dict(self) -> dict[str, Any]:
        """What is known of the work, as plain values; without its text.

        The title is as its record has it, with the marks of `ingest.bibliography.title_markup`.
        """
        return {
            "id": self.id, "tier": str(self.tier), "kind": self.kind,
            "number": self.number, "year": self.year, "title": self.title,
            "status": str(self.status), "status_reason": self.status_reason,
            "pages": self.pages, "source": self.source, "sha256": self.sha256,
            "issuer": self.issuer, "date": self.date, "gazette": self.gazette,
            "authors": list(self.authors), "digest": self.digest,
            "licence": self.licence, "url": self.url,
            "quality_ratio": round(self.quality_ratio, 4), "warnings": list(self.warnings),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit of a document that can be found, shown and cited.

    Passages nest: a pasal's span covers its ayat. ``parent_id`` names the passage around it
    (None for a pasal and other outermost units). ``searchable`` marks the units that are
    indexed: the small ones, and containers whose own words are nowhere else. ``lead_in`` is the
    opening line of the list the unit belongs to ("Kerja sama … dapat dilakukan dengan:"), a
    verbatim slice of the document, for ranking and display; it is not part of ``text``.
    """

    passage_id: str
    document_id: str
    parent_id: str | None
    locator: Locator
    start: int
    end: int
    text: str
    page: int | None = None
    heading: tuple[str, ...] = ()  # ("BAB XVII KERJA SAMA DAERAH …", "Bagian Kesatu …")
    lead_in: str = ""
    searchable: bool = True

    @property
    def label(self) -> str:
        """The locator as a lawyer writes it in Indonesian."""
        return self.locator.label("id")

    def to_dict(self) -> dict[str, Any]:
        """An element of ``passages`` in ``dalil show --json``, without its status."""
        return {
            "passage_id": self.passage_id, "parent_id": self.parent_id,
            "locator": self.label, "page": self.page, "start": self.start,
            "end": self.end, "text": self.text, "heading": list(self.heading),
            "lead_in": self.lead_in, "searchable": self.searchable,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage names an act or a provision: ``target`` is its id, the words are a span of
    ``document.text`` (half-open, code points)."""

    passage_id: str
    target: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with its passages, in the order of the text: what ingest hands to the index.

    ``citations`` are what `ingest.references.citations` reads in it; None where nobody has yet.
    """

    document: Document
    passages: tuple[Passage, ...]
    citations: tuple[Citation, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The document and its passages as plain values."""
        return {
            "document": self.document.to_dict(),
            "passages": [passage.to_dict() for passage in self.passages],
        }


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be ingested, and why."""

    source: str
    reason: str

    def __str__(self) -> str:
        """Source and reason in one line; a reason that begins with the file's name says it once."""
        return f"{self.source}: {self.reason.removeprefix(f'{PurePath(self.source).name}: ')}"
