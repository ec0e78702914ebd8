"""Reviewed claims leave as files: those of the claims themselves, and of any result's format."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from dalil.answer.citation.cite import Cited
from dalil.answer.claims.review import Review, unreviewed
from dalil.answer.claims.table import (
    COLUMNS,
    NUMBERS,
    STANCES,
    TICKS,
    Ticked,
    as_found,
    as_result,
    remarks,
    rows,
)
from dalil.answer.export.docx import Text
from dalil.answer.export.escape import (
    csv_cell,
    markdown_cell,
    markdown_quote,
    new_workbook,
    xlsx_cell,
)
from dalil.answer.export.formats import WRITERS, Output, now, writer_for
from dalil.answer.export.reference_managers import ReferenceWriter
from dalil.answer.export.table import XLSX_ROWS, JsonlWriter, Made, Writer, about, title_of
from dalil.ingest.errors import BatchError
from dalil.ingest.messages import Message

if TYPE_CHECKING:
    from dalil.answer.export.docx import Paper


# Writers of reviewed claims, one a format: `add` claims one by one, then `close`.

_TITLE: Final = ("Klaim dan sumbernya", "Claims and their sources")


class ClaimWriter(Protocol):
    """Writes claims to the file it was made for."""

    def add(self, ticked: Ticked) -> None:
        """Write one claim."""
        ...

    def close(self) -> None:
        """Finish the file so that it can be opened."""
        ...


class ClaimCsv:
    """UTF-8 with a byte order mark, every cell quoted and harmless; generation and date a row."""

    def __init__(self, path: Path, made: Made) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file, quoting=csv.QUOTE_ALL)
        self._made = made
        self._csv.writerow([*COLUMNS, "library_generation", "exported_at"])

    def add(self, ticked: Ticked) -> None:
        """One row a passage."""
        generation = ticked.review.generation or self._made.generation
        for row in rows(ticked):
            cells = [csv_cell(row[name]) for name in COLUMNS]
            self._csv.writerow([*cells, csv_cell(generation), self._made.at])

    def close(self) -> None:
        """Nothing is left to write."""
        self._file.close()


class ClaimMarkdown:
    """A heading a claim, its passages as quotations with stance, reason and citation."""

    def __init__(self, path: Path, made: Made) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._made, self._begun = made, False

    def add(self, ticked: Ticked) -> None:
        """One section."""
        if not self._begun:
            self._begun = True
            self._file.write(f"# {ticked.said(_TITLE)}\n\n")
            for label, value in about(_seen(self._made, ticked)):
                self._file.write(f"- {label}: {markdown_cell(value)}\n")
        number = f"{markdown_cell(ticked.review.qid)}: " if ticked.review.qid is not None else ""
        parts = [f"\n## {number}{markdown_cell(ticked.review.claim)}\n"]
        for row in rows(ticked):
            reason = f" ({markdown_cell(row['reason'])})" if row["reason"] else ""
            mark = "☑ " if row["tick"] == ticked.said(TICKS[True]) else ""
            parts.append(f"{mark}**{markdown_cell(row['stance'])}**{reason}\n")
            if row["passage"]:
                if row["lead_in"]:
                    parts.append(f"{markdown_quote(row['lead_in'])}\n> …")
                status = f" [{markdown_cell(row['status'])}]" if row["status"] else ""
                cited = f"> — {markdown_cell(row['citation'])}{status}\n"
                parts.append(f"{markdown_quote(row['passage'])}\n>\n{cited}")
        if ticked.note:
            parts.append(f"{markdown_quote(ticked.note)}\n")
        self._file.write("\n".join(parts).rstrip() + "\n")

    def close(self) -> None:
        """Nothing is left to write."""
        self._file.close()


#: Characters a column is wide.
_WIDTHS: Final = {
    "claim": 40, "stance": 14, "reason": 34, "passage": 70, "citation": 50, "locator": 24,
    "note": 30, "title": 30, "lead_in": 30, "passage_id": 30, "source": 24, "page": 7, "tick": 8,
}  # fmt: skip


class ClaimXlsx:
    """A sheet to review (frozen head, filters, ticks to choose from) and one on the library."""

    def __init__(self, path: Path, made: Made) -> None:
        self._book = new_workbook(path)
        self._made = made
        self._language = "id"
        self._sheet = self._book.add_worksheet("Klaim")
        look = {"text_wrap": True, "valign": "top"}
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._wrap = self._book.add_format(look)
        self._looks = {
            "supports": self._book.add_format({**look, "bg_color": "#E3F1E7"}),
            "otherwise": self._book.add_format({**look, "bg_color": "#FBE3E0"}),
        }
        for column, name in enumerate(COLUMNS):
            self._sheet.set_column(column, column, _WIDTHS.get(name, 12))
        self._sheet.freeze_panes(1, COLUMNS.index("stance"))
        self._row = 0
        self._headed = False

    def _head(self) -> None:
        """The names of the columns, in the language of the first claim."""
        if not self._headed:
            for column, name in enumerate(COLUMNS):
                self._sheet.write_string(0, column, title_of(name, self._language), self._bold)
        self._headed = True

    def add(self, ticked: Ticked) -> None:
        """One row a passage."""
        self._made = _seen(self._made, ticked)
        self._language = ticked.language
        self._head()
        looks = {ticked.said(STANCES[kind]): look for kind, look in self._looks.items()}
        for row in rows(ticked):
            self._row += 1
            if self._row >= XLSX_ROWS:
                raise BatchError(Message("batch.sheet_full_of_claims", rows=XLSX_ROWS))
            for column, name in enumerate(COLUMNS):
                value = row[name]
                look = looks.get(str(row["stance"]), self._wrap) if name == "stance" else self._wrap
                if name in NUMBERS and isinstance(value, int | float):
                    self._sheet.write_number(self._row, column, value, look)
                elif value is not None:
                    self._sheet.write_string(self._row, column, xlsx_cell(value), look)

    def close(self) -> None:
        """Let ticks be chosen from a list, write the sheet about the library, pack the file."""
        self._head()
        if self._row:
            tick = COLUMNS.index("tick")
            words = [TICKS[known][self._language == "en"] for known in (True, False)]
            self._sheet.data_validation(
                1, tick, self._row, tick, {"validate": "list", "source": words}
            )
            self._sheet.autofilter(0, 0, self._row, len(COLUMNS) - 1)
        sheet = self._book.add_worksheet("Tentang")
        sheet.set_column(0, 1, 30)
        for row, (label, value) in enumerate(about(self._made)):
            sheet.write_string(row, 0, label, self._bold)
            sheet.write_string(row, 1, xlsx_cell(value))
        self._book.close()


class ClaimDocx:
    """A heading a claim, its passages quoted with real footnotes, the works cited at the end."""

    def __init__(self, path: Path, made: Made) -> None:
        self._path, self._made = path, made
        self._claims: list[Ticked] = []  # a note depends on those before it

    def add(self, ticked: Ticked) -> None:
        """One more claim."""
        self._made = _seen(self._made, ticked)
        self._claims.append(ticked)

    def close(self) -> None:
        """Write the file."""
        from dalil.answer.export.docx import Paper

        first = self._claims[0] if self._claims else Ticked(unreviewed("", ""))
        paper = Paper(first.said(_TITLE), language=first.language)
        for ticked in self._claims:
            _on_paper(paper, ticked)
        paper.write(self._path, self._made)


def _on_paper(paper: Paper, ticked: Ticked) -> None:
    number = f"{ticked.review.qid}. " if ticked.review.qid is not None else ""
    paper.heading(f"{number}{ticked.review.claim}", 1)
    found = {finding.key: finding for finding in ticked.review.findings}
    for row in rows(ticked):
        why = f": {row['reason']}" if row["reason"] else ""
        finding = found.get(str(row["passage_id"]))
        force = f" [{row['status']}]" if row["status"] else ""
        paper.add("paragraph", Text(f"{row['stance']}", bold=True), f"{why}{force}")
        if finding:
            lead = f"{finding.passage.lead_in} … " if finding.passage.lead_in else ""
            cited = Cited(finding.document, finding.passage, language=ticked.language)
            paper.add("quotation", f"{lead}“{finding.passage.text}”", cited)
    if ticked.note:
        paper.add("paragraph", Text(ticked.note, italic=True))


def _seen(made: Made, ticked: Ticked) -> Made:
    told = ticked.review
    if not told.generation:
        return made
    return replace(
        made, generation=told.generation, documents=told.documents, passages=told.passages
    )


#: The formats that know claims, by suffix.
CLAIM_WRITERS: Final[dict[str, Callable[[Path, Made], ClaimWriter]]] = {
    ".xlsx": ClaimXlsx,
    ".csv": ClaimCsv,
    ".docx": ClaimDocx,
    ".md": ClaimMarkdown,
    ".jsonl": JsonlWriter,
}


class _ByResults:
    """A writer of results that is given claims: bibliographies need no more than the passages.

    Where a note can stand beside a passage, it says what the passage is to the claim.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def add(self, ticked: Ticked) -> None:
        """Write the claim's passages."""
        result = as_result(ticked)
        if isinstance(self._writer, ReferenceWriter):
            self._writer.add(result, remarks(ticked))
        else:
            self._writer.add(result)

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()


def claim_writer_for(suffix: str) -> Callable[[Path, Made], ClaimWriter]:
    """The writer of a suffix. Raises BatchError for one that there is no writer for."""
    suffix = suffix.lower()
    if suffix in CLAIM_WRITERS:
        return CLAIM_WRITERS[suffix]
    make = writer_for(suffix)
    return lambda path, made: _ByResults(make(path, made))


def claim_suffixes() -> list[str]:
    """All suffixes that claims can be written to."""
    return [*CLAIM_WRITERS, *(s for s in WRITERS if s not in CLAIM_WRITERS)]


class ClaimOutput(Output):
    """A file of claims in the making; takes reviews as they were found, or as they were ticked."""

    def __init__(self, path: Path, made: Made) -> None:
        super().__init__(path, made, claim_writer_for(path.suffix))

    def add(self, result: Review | Ticked) -> None:
        """Write one claim."""
        super().add(as_found(result) if isinstance(result, Review) else result)


def export_claims(claims: Iterable[Ticked], suffix: str, at: str | None = None) -> bytes:
    """The claims as the bytes of a file, for a download; as of ``at`` (default: now)."""
    claim_writer_for(suffix)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"klaim{suffix.lower()}"
        output = ClaimOutput(path, Made(at or now()))
        try:
            for ticked in claims:
                output.add(ticked)
        except BaseException:
            output.abandon()
            raise
        output.finish()
        return path.read_bytes()
