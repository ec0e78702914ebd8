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

# Why a finding has its verdict, in words: one table, Indonesian and English.

#: code: (Indonesian, English); what stands in braces is filled in.
REASONS: Final[Mapping[str, tuple[str, str]]] = {
    # verified, with something to know
    "stands_in": ("Berdiri di {place}.", "Stands in {place}."),
    "stands_in_several": (
        "Bunyi yang sama berdiri di beberapa tempat: {place}.",
        "The same words stand in several places: {place}.",
    ),
    "new_wording": (
        "Bunyi yang berlaku, dimuat dalam {place}.",
        "The wording in force, which stands in {place}.",
    ),
    "damaged": (
        "Sama, selain salah baca (OCR) dalam naskah pustaka.",
        "The same, apart from misreadings (OCR) in the library's copy.",
    ),
    "digest_exists": (
        "Pustaka hanya memuat ikhtisar peraturan ini; ketentuannya ada.",
        "The library has only a digest of this act; the provision is in it.",
    ),
    "act_changed": (
        "Peraturan ini pernah diubah atau dicabut sebagian ({by}).",
        "This act was amended or repealed in part ({by}).",
    ),
    "said_itself": (
        "Telah {status} ({by}), dan naskah sendiri mengatakannya.",
        "It was {status_en} ({by}), and the draft says so itself.",
    ),
    # differs
    "words": ("Kata-katanya berbeda dari {place}.", "The words differ from {place}."),
    "words_elsewhere": (
        "Kata-katanya berbeda, dan bunyi itu berdiri di {place}, bukan di {cited}.",
        "The words differ, and they stand in {place}, not in {cited}.",
    ),
    "elsewhere": (
        "Kutipan ini tidak ada di {cited}; berdiri di {place}.",
        "This quotation is not in {cited}; it stands in {place}.",
    ),
    "absent": (
        "Kutipan ini tidak ditemukan di {cited}, juga tidak di tempat lain dalam pustaka.",
        "This quotation is not in {cited}, nor anywhere else in the library.",
    ),
    "contradicts": (
        "Kalimatnya menyebut {said}, catatan kakinya {cited}; kutipan berdiri di {place}.",
        "The sentence names {said}, its note {cited}; the quotation stands in {place}.",
    ),
    "title": ("Judul {act} ialah “{title}”.", "The title of {act} is “{title}”."),
    "title_of": (
        "Judul {act} ialah “{title}”; judul yang ditulis milik {other}.",
        "The title of {act} is “{title}”; the title written is that of {other}.",
    ),
    "number": (
        "{act} tidak ada dalam pustaka; judul itu milik {other}.",
        "{act} is not in the library; that title is of {other}.",
    ),
    "gazette": (
        "Lembaran negara {act} ialah {gazette}.",
        "{act} is published in {gazette}.",
    ),
    # no such provision
    "no_provision": (
        "{act} tidak memuat {provision}.",
        "{act} has no {provision}.",
    ),
    "no_provision_but": (
        "{act} tidak memuat {provision}; yang ada {other}.",
        "{act} has no {provision}; it has {other}.",
    ),
    "no_provision_quoted": (
        "{act} tidak memuat {provision}; kutipan ini berdiri di {place}.",
        "{act} has no {provision}; this quotation stands in {place}.",
    ),
    # repealed or amended
    "repealed": ("Telah dicabut menurut {by}.", "Repealed by {by}."),
    "amended": ("Telah diubah menurut {by}.", "Amended by {by}."),
    "partly_repealed": ("Sebagian telah dicabut menurut {by}.", "Repealed in part by {by}."),
    "old_wording": (
        "Bunyi lama: telah diubah menurut {by}.",
        "The old wording: amended by {by}.",
    ),
    "repealed_words": (
        "Kata-katanya berbeda dari {place}, yang telah dicabut menurut {by}.",
        "The words differ from {place}, which was repealed by {by}.",
    ),
    # understood in part
    "partly_read": (
        "Rujukan ini hanya terbaca sebagian: “{unread}” tidak terbaca. Yang diperiksa: {checked}.",
        "This reference was understood in part: “{unread}” was not read. What was checked: "
        "{checked}.",
    ),
    "unknown_act": (
        "Peraturan yang disebut (“{unread}”) tidak dikenali, jadi rujukan ini tidak diperiksa.",
        "The act named (“{unread}”) is not recognised, so this reference was not checked.",
    ),
    "unknown_ruling": (
        "Nomor putusan ini (“{unread}”) tidak terbaca, jadi rujukan ini tidak diperiksa.",
        "The number of this ruling (“{unread}”) was not understood, so it was not checked.",
    ),
    "unknown_source": (
        "Sumber catatan sebelumnya bukan satu peraturan yang dikenali, jadi {unread} tidak dapat "
        "diperiksa.",
        "The source of the note before is not one act that is known, so {unread} cannot be "
        "checked.",
    ),
    # ambiguous
    "candidates": ("Dapat berarti {candidates}.", "May mean {candidates}."),
    # not in the library
    "no_act": ("{act} tidak ada dalam pustaka.", "{act} is not in the library."),
    "unborn": (
        "{act} tidak ada dalam pustaka: tahunnya belum tiba.",
        "{act} is not in the library: its year is yet to come.",
    ),
    "no_act_like": (
        "{act} tidak ada dalam pustaka; judul itu juga milik {other}.",
        "{act} is not in the library; {other} has that title, too.",
    ),
    "no_act_quoted": (
        "{act} tidak ada dalam pustaka; bunyi yang sama berdiri di {place}.",
        "{act} is not in the library; the same words stand in {place}.",
    ),
    "gaps": (
        "Naskah {act} dalam pustaka tidak lengkap pada bagian ini: {provision} tidak dapat "
        "dinilai.",
        "The library's copy of {act} has gaps here: {provision} cannot be judged.",
    ),
    "maybe_inserted": (
        "{act} dalam pustaka tidak memuat {provision}; mungkin disisipkan oleh perubahan yang "
        "tidak ada di sini.",
        "{act} in the library has no {provision}; an amendment that is not here may have put it "
        "in.",
    ),
    "digest_only": (
        "Pustaka hanya memuat ikhtisar {act}, bukan teks resminya: kutipan tidak dapat "
        "dibandingkan.",
        "The library has only a digest of {act}, not the official text: a quotation cannot be "
        "compared.",
    ),
    "not_found": (
        "Tidak ditemukan dalam pustaka.",
        "Not found in the library.",
    ),
}


def reason_text(code: str, values: Mapping[str, str], language: str = "id") -> str:
    """The sentence of a code with its values; "" for no code."""
    if not code:
        return ""
    return REASONS[code][0 if language == "id" else 1].format(**values)


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
        }


@dataclass(frozen=True, slots=True)
class Report:
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
