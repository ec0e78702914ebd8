"""What a check says of one quotation or reference, and the report of them all.

Offsets are half-open, in code points of the draft's text as it was read; ``place`` is where a
person finds them in the draft. ``difference`` is the draft's words against the source's, in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Literal

from dalil.ingest.extras import data_frame

if TYPE_CHECKING:
    import pandas

from dalil.ingest.words import read_data

#: Why a finding has its verdict: by language and code; what stands in braces is filled in.
REASONS: Final[dict[str, dict[str, str]]] = read_data("answer/data/draft_findings.toml")["reasons"]


def reason_text(code: str, values: Mapping[str, str], language: str = "id") -> str:
    """The sentence of a code with its values; "" for no code."""
    if not code:
        return ""
    return REASONS["id" if language == "id" else "en"][code].format(**values)


Kind = Literal["quotation", "reference"]
ChangeKind = Literal["equal", "replaced", "added", "missing", "gap"]


class Verdict(StrEnum):
    """What is found of a quotation or reference."""

    VERIFIED = "verified"
    DIFFERS = "differs"
    NO_SUCH_PROVISION = "no_such_provision"
    NOT_IN_FORCE = "repealed_or_amended"
    AMBIGUOUS = "ambiguous"
    PARTLY_READ = "partly_read"
    NOT_IN_LIBRARY = "not_in_library"


#: What each verdict is called: (Indonesian, English).
VERDICT_NAMES: Final[Mapping[Verdict, tuple[str, str]]] = {
    Verdict.VERIFIED: ("cocok", "verified"),
    Verdict.DIFFERS: ("berbeda", "differs"),
    Verdict.NO_SUCH_PROVISION: ("tidak ada ketentuan itu", "no such provision"),
    Verdict.NOT_IN_FORCE: ("dicabut atau diubah", "repealed or amended"),
    Verdict.AMBIGUOUS: ("bermakna ganda", "ambiguous"),
    Verdict.PARTLY_READ: ("terbaca sebagian", "understood in part"),
    Verdict.NOT_IN_LIBRARY: ("tidak ada dalam pustaka", "not in the library"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words: the same, replaced, added by the draft, missing in it, or left out by "…"."""

    kind: ChangeKind
    draft: str
    source: str


#: How a place is said: (Indonesian, English).
_PLACES: Final = (
    ("hlm.", "p."), ("alinea", "para."), ("baris", "line"), ("catatan kaki", "note"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the draft: page, paragraph or line, and footnote, as far as the file has them."""

    page: int | None = None
    paragraph: int | None = None
    line: int | None = None
    note: str | None = None

    def label(self, language: str = "id") -> str:
        """``hlm. 3, catatan kaki 12``."""
        values = (self.page, self.paragraph, self.line, self.note)
        word = 0 if language == "id" else 1
        said = zip(_PLACES, values, strict=True)
        return ", ".join(f"{names[word]} {v}" for names, v in said if v is not None)


@dataclass(frozen=True, slots=True)
class InForce:
    """The wording in force of a provision whose old wording a draft quotes.

    ``passage_id`` is the passage that gives it, ``provision`` the provision in its own act,
    ``citation`` how that is cited as amended, ``since`` (ISO 8601, None: unknown) and ``by`` when
    and by what the wording quoted was replaced. ``text`` is "" where there is none.
    """

    provision: str
    since: str | None
    by: str | None
    passage_id: str = ""
    text: str = ""
    citation: str = ""

    def to_dict(self) -> dict[str, Any]:
        """``in_force`` in ``dalil check --json``."""
        return {
            "provision": self.provision, "since": self.since, "by": self.by,
            "passage_id": self.passage_id or None, "text": self.text, "citation": self.citation,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One quotation or reference of the draft with its verdict.

    ``targets`` are the ids it was checked against; ``source_text`` the stored words that answer
    to it, a verbatim slice of the document ``source_id`` is in; ``found_at`` ids where a
    quotation stands. ``suggestion`` is what the draft should say, where that is known.
    """

    kind: Kind
    verdict: Verdict
    text: str
    start: int
    end: int
    place: Place
    targets: tuple[str, ...] = ()
    citation: str = ""
    source_text: str = ""
    difference: tuple[Change, ...] = ()
    found_at: tuple[str, ...] = ()
    suggestion: str = ""
    code: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    in_force: InForce | None = None

    def reason(self, language: str = "id") -> str:
        """Why, in a sentence; "" where nothing need be said."""
        return reason_text(self.code, self.values, language)

    def to_dict(self) -> dict[str, Any]:
        """An element of ``findings`` in ``dalil check --json``."""
        return {
            "kind": self.kind,
            "verdict": self.verdict.value,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "page": self.place.page,
            "paragraph": self.place.paragraph,
            "line": self.place.line,
            "note": self.place.note,
            "targets": list(self.targets),
            "citation": self.citation,
            "source_text": self.source_text,
            "difference": [
                {"kind": c.kind, "draft": c.draft, "source": c.source} for c in self.difference
            ],
            "found_at": list(self.found_at),
            "suggestion": self.suggestion,
            "reason": self.reason(),
            "reason_code": self.code,
            **({"in_force": self.in_force.to_dict()} if self.in_force else {}),
        }


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All findings of a draft in the order of its text, and the library they were checked with."""

    draft: str
    findings: tuple[Finding, ...]
    generation: str
    documents: int
    passages: int
    made: str
    warnings: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each verdict, in the order of `Verdict`."""
        counted = Counter(finding.verdict for finding in self.findings)
        return {verdict.value: counted[verdict] for verdict in Verdict}

    @property
    def whole(self) -> bool:
        """Whether everything found is verified."""
        return all(finding.verdict is Verdict.VERIFIED for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil check --json``."""
        return {
            "draft": self.draft,
            "made": self.made,
            "library": {
                "generation": self.generation,
                "documents": self.documents,
                "passages": self.passages,
            },
            "counts": self.counts,
            "warnings": list(self.warnings),
            "findings": [finding.to_dict() for finding in self.findings],
        }

    def to_pandas(self) -> pandas.DataFrame:
        """A table of the findings, in the draft's order. Raises ExtraMissing without pandas."""
        return data_frame((finding.to_dict() for finding in self.findings), _COLUMNS)


#: The columns of a table of findings.
_COLUMNS: Final = (
    "kind", "verdict", "text", "page", "paragraph", "line", "note", "reason", "citation",
    "source_text", "suggestion", "targets", "found_at", "start", "end",
)  # fmt: skip
