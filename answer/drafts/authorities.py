"""The table of authorities of a draft: what it rests on, each source once, with its places.

Made from a check of the draft (`answer.drafts.check`), so it knows what the check knows: "Ibid.",
a pasal whose act was named before, a quotation without a reference that stands in a book of the
library. By kind of source as legal method asks (primary, secondary, tertiary); among acts by rank,
then by year; what the draft names and nobody can tell for certain is listed apart, not dropped.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from dalil.answer.citation.work_names import full_name
from dalil.answer.drafts.findings import CheckReport, Finding, Place, Verdict
from dalil.answer.drafts.report_file import write_whole, writer_for
from dalil.answer.export.escape import json_line, new_workbook, plain, xlsx_cell
from dalil.index.store.catalog import Catalog
from dalil.ingest.identify.act_types import kind_by_slug
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Tier
from dalil.ingest.references.ids import print_target, year_and_number

Language = Literal["id", "en"]

#: What the tiers are called over their part of the table: (Indonesian, English).
TIERS: Final = {
    Tier.PRIMARY: ("Bahan hukum primer", "Primary sources"),
    Tier.SECONDARY: ("Bahan hukum sekunder", "Secondary sources"),
    Tier.TERTIARY: ("Bahan hukum tersier", "Tertiary sources"),
}
#: What is said of a source that the library does not hold, and of one that cannot be told.
ABSENT: Final = ("tidak ada dalam pustaka", "not in the library")
UNCLEAR: Final = ("Tidak dapat dipastikan", "Cannot be told for certain")
#: Behind the kinds that have a rank in the order of norms.
_NO_RANK: Final = 99


@dataclass(frozen=True, slots=True)
class CitedProvision:
    """A provision of an authority (or, with an empty locator, all of it) and where it is cited."""

    target: str
    places: tuple[Place, ...]

    def label(self, language: Language = "id") -> str:
        """``Pasal 5 ayat (1)``; "" for the work itself."""
        return Locator.parse(self.target.partition("#")[2]).label(language)


@dataclass(frozen=True, slots=True)
class Authority:
    """A source that the draft cites: the provisions named of it in its own order.

    ``held``: it is in the library. ``name`` is its full name where it is, else what its id says.
    """

    id: str
    tier: Tier
    name: str
    held: bool
    provisions: tuple[CitedProvision, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place of the draft where it or a part of it is cited, each once, in order."""
        found = dict.fromkeys(p for provision in self.provisions for p in provision.places)
        return tuple(sorted(found, key=_order_of_place))


@dataclass(frozen=True, slots=True)
class Authorities:
    """The table: sources in order, and the words of references that cannot be told for certain."""

    draft: str
    authorities: tuple[Authority, ...]
    unclear: tuple[tuple[str, Place], ...]
    warnings: tuple[str, ...] = ()

    def of(self, tier: Tier) -> tuple[Authority, ...]:
        """Those of one tier."""
        return tuple(a for a in self.authorities if a.tier is tier)

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil authorities --json``."""
        return {
            "draft": self.draft,
            "warnings": list(self.warnings),
            "authorities": [
                {
                    "id": a.id, "tier": str(a.tier), "name": a.name, "held": a.held,
                    "places": [_place(p) for p in a.places],
                    "provisions": [
                        {"target": p.target, "locator": p.label(),
                         "places": [_place(place) for place in p.places]}
                        for p in a.provisions
                    ],
                }
                for a in self.authorities
            ],
            "unclear": [{"text": text, **_place(place)} for text, place in self.unclear],
        }  # fmt: skip


def authorities_of(report: CheckReport, catalog: Catalog) -> Authorities:
    """The table of authorities of a draft that was checked against this library."""
    places: dict[str, dict[str, list[Place]]] = {}
    unclear: list[tuple[str, Place]] = []
    for finding in report.findings:
        targets = _meant(finding)
        if not targets and finding.kind == "reference":
            unclear.append((" ".join(finding.text.split()), finding.place))
        for target in targets:
            work = target.partition("#")[0]
            said = places.setdefault(work, {}).setdefault(target, [])
            if finding.place not in said:
                said.append(finding.place)
    made = []
    with catalog.snapshot():
        for work, provisions in places.items():
            document = catalog.document(work, with_text=False)
            listed = tuple(
                CitedProvision(target, tuple(provisions[target]))
                for target in sorted(provisions, key=_order_of_target)
            )
            name = full_name(document) if document else print_target(work)
            tier = document.tier if document else Tier.PRIMARY
            made.append((document, Authority(work, tier, name, document is not None, listed)))
    made.sort(key=lambda pair: _order(*pair))
    return Authorities(report.draft, tuple(a for _, a in made), tuple(unclear), report.warnings)


def _meant(finding: Finding) -> tuple[str, ...]:
    """What a finding cites: nothing where it may be of several works, or is not known."""
    if finding.verdict is Verdict.AMBIGUOUS:
        return ()
    if finding.kind == "quotation" and finding.verdict is Verdict.NOT_IN_LIBRARY:
        return ()  # words in quotation marks that no source here has
    targets = finding.targets or finding.found_at[:1]
    if len({target.partition("#")[0] for target in targets}) > 1:
        return ()
    return targets


def _order(document: Document | None, authority: Authority) -> tuple[Any, ...]:
    tiers = list(TIERS)
    kind = kind_by_slug(authority.id.partition("/")[0])
    rank = kind.rank if kind and kind.rank is not None else _NO_RANK
    year = document.year if document else None
    if year is None:
        year = year_and_number(authority.id)[0]
    return tiers.index(authority.tier), rank, year or 0, authority.name.casefold()


def _order_of_target(target: str) -> list[tuple[int, int, str]]:
    made: list[tuple[int, int, str]] = []
    for step in Locator.parse(target.partition("#")[2]).steps:
        digits = "".join(c for c in step.label if c.isdigit())
        made.append((int(step.unit == "penjelasan"), int(digits or 0), step.label))
    return made


def _order_of_place(place: Place) -> tuple[int, int, int]:
    return place.page or 0, place.paragraph or 0, place.line or 0


def _place(place: Place) -> dict[str, Any]:
    return {
        "page": place.page, "paragraph": place.paragraph, "line": place.line, "note": place.note,
    }  # fmt: skip


def said_places(places: Iterable[Place], language: Language = "id") -> str:
    """``hlm. 3; hlm. 5, catatan kaki 2``: the places, one after another."""
    return "; ".join(dict.fromkeys(place.label(language) for place in places))


# As a file. What a draft or a source says never becomes a formula or markup.


def write(table: Authorities, path: Path) -> None:
    """Write the table in the format of the file's suffix, whole or not at all.

    Raises BatchError where the format is unknown or the place cannot be written.
    """
    write_whole(as_bytes(table, path.suffix), path)


def as_bytes(table: Authorities, suffix: str) -> bytes:
    """The table as the content of a file of this suffix. Raises BatchError for an unknown one."""
    return writer_for(WRITERS, suffix)(table)


def _rows(table: Authorities) -> list[tuple[str, str, str, str, str]]:
    """Tier, source, provision, places, remark: a row for each provision."""
    rows = []
    for authority in table.authorities:
        remark = "" if authority.held else ABSENT[0]
        tier = TIERS[authority.tier][0]
        for provision in authority.provisions:
            said = said_places(provision.places)
            rows.append((tier, authority.name, provision.label(), said, remark))
    rows += [(UNCLEAR[0], text, "", place.label(), "") for text, place in table.unclear]
    return rows


def _xlsx(table: Authorities) -> bytes:
    out = io.BytesIO()
    book = new_workbook(out)
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Daftar sumber hukum")
    heads = (("Jenis", 24), ("Sumber", 70), ("Ketentuan", 30), ("Tempat dalam naskah", 40),
             ("Catatan", 24))  # fmt: skip
    for column, (name, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    rows = _rows(table)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            sheet.write_string(number, column, xlsx_cell(value), wrap)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    book.close()
    return out.getvalue()


def _docx(table: Authorities) -> bytes:
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    document.core_properties.title = plain(f"Daftar sumber hukum {table.draft}")[:250]
    document.core_properties.author = "Dalil"
    document.add_heading("Daftar sumber hukum", 1)
    for tier, (name, _) in TIERS.items():
        listed = table.of(tier)
        if not listed:
            continue
        document.add_heading(name, 2)
        for authority in listed:
            head = document.add_paragraph()
            head.paragraph_format.keep_with_next = True
            head.paragraph_format.space_after = Pt(2)
            head.add_run(plain(authority.name))
            if not authority.held:
                head.add_run(f" ({ABSENT[0]})").italic = True
            for provision in authority.provisions:
                line = document.add_paragraph()
                line.paragraph_format.left_indent = Cm(1)
                line.paragraph_format.space_after = Pt(0)
                label = provision.label()
                line.add_run(plain(f"{label}: " if label else ""))
                line.add_run(plain(said_places(provision.places)))
    if table.unclear:
        document.add_heading(UNCLEAR[0], 2)
        for text, place in table.unclear:
            document.add_paragraph(plain(f"{text} ({place.label()})"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _json(table: Authorities) -> bytes:
    text = json.dumps(table.to_dict(), ensure_ascii=False, indent=2)
    return (json_line(text) + "\n").encode()


#: Every format by the suffix of its file.
WRITERS: Final[dict[str, Callable[[Authorities], bytes]]] = {
    ".docx": _docx, ".xlsx": _xlsx, ".json": _json,
}  # fmt: skip
