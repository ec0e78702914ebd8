"""Results as rows: one for each passage found, and one for a question without any."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final, Protocol

from dalil.answer.answer import Result
from dalil.answer.export.escape import (
    csv_cell,
    json_line,
    markdown_cell,
    markdown_quote,
    new_workbook,
    xlsx_cell,
)
from dalil.answer.legal_force import word
from dalil.ingest.errors import BatchError
from dalil.ingest.messages import Message, say
from dalil.ingest.words import read_data

Value = str | int | float | None

#: The columns of every table, in order. Scripts rely on the names.
COLUMNS: Final = (
    "qid", "question", "rank", "score", "citation", "locator", "page", "tier", "kind", "title",
    "status", "document_status", "text", "source", "sha256", "passage_id", "answer_status",
    "statement", "lead_in", "digest", "reason",
)  # fmt: skip
NUMBERS: Final = frozenset({"rank", "score", "page"})


@dataclass(frozen=True, slots=True)
class Made:
    """When a file was made and from which library, for its header."""

    at: str  # ISO 8601 with the offset
    generation: str = ""
    documents: int = 0
    passages: int = 0


def rows(result: Result) -> Iterator[dict[str, Value]]:
    """The rows of one result, each with all of `COLUMNS`.

    ``answer_status`` is ``answered``, ``uncertain``, ``abstained`` or ``error``; ``statement``
    holds the words of this passage that the answer quotes; ``reason`` why there is none, or none
    that is sure, or what the question names and the library cannot show.
    """
    status = "error" if result.error is not None else result.answer.status
    said = {s.passage_id: s.text for s in reversed(result.answer.statements)}
    shared: dict[str, Value] = {
        "qid": result.qid,
        "question": result.question,
        "answer_status": status,
        "reason": say(result.error or result.answer.reason or "", result.language)
        or " ".join(one.said for one in result.absent)
        or None,
    }
    if not result.hits:
        yield {name: shared.get(name) for name in COLUMNS}
    for hit in result.hits:
        row = {**result.hit_json(hit), **shared}
        row["statement"] = said.get(hit.passage.passage_id)
        row["source"] = PurePath(hit.document.source).name  # no folder of the machine
        row["digest"] = "ya" if hit.document.digest else None
        yield {name: row[name] for name in COLUMNS}


# CSV and JSON keep the names that scripts rely on (`COLUMNS`); a workbook is read by people.

_LABELS: Final = read_data("answer/data/table_labels.toml")
#: The columns of a workbook, in the order people read them: Indonesian, English.
TITLES: Final[dict[str, list[str]]] = _LABELS["columns"]
_WORDS: Final[dict[str, dict[str, list[str]]]] = _LABELS["values"]


#: Those that only a table of claims has.
_OF_CLAIMS: Final[dict[str, list[str]]] = _LABELS["claim_columns"]


def title_of(column: str, language: str) -> str:
    """What a column of `answer.export.table.COLUMNS`, or of a table of claims, is called."""
    return (TITLES.get(column) or _OF_CLAIMS[column])[language == "en"]


def word_for(column: str, value: Value, language: str) -> Value:
    """The value as people read it: the words of a column that has few of them, else as it is."""
    named = "status" if column == "document_status" else column
    said = _WORDS.get(named, {}).get(str(value))
    return said[language == "en"] if said else value


# Writers, one a format: `add` results one by one, then `close`. What has been added is on disk as
# far as the format allows.


class Writer(Protocol):
    """Writes results to the file it was made for."""

    def add(self, result: Result) -> None:
        """Write one result."""
        ...

    def close(self) -> None:
        """Finish the file so that it can be opened."""
        ...


class CsvWriter:
    """UTF-8 with a byte order mark, since Excel reads it as UTF-8 only then; every cell quoted.

    The library's generation and the date are columns, so that the file stays a plain table.
    """

    def __init__(self, path: Path, made: Made) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file, quoting=csv.QUOTE_ALL)
        self._made = made
        self._csv.writerow([*COLUMNS, "library_generation", "exported_at"])
        self._file.flush()

    def add(self, result: Result) -> None:
        """One row a passage."""
        generation = result.generation or self._made.generation
        for row in rows(result):
            cells = [csv_cell(row[name]) for name in COLUMNS]
            self._csv.writerow([*cells, csv_cell(generation), self._made.at])
        self._file.flush()

    def close(self) -> None:
        """Nothing is left to write."""
        self._file.close()


class _HasDict(Protocol):
    def to_dict(self) -> dict[str, Any]: ...


class JsonlWriter:
    """One object a line: of ``dalil ask --json``, or of a claim (`Ticked.to_dict`)."""

    def __init__(self, path: Path, made: Made) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def add(self, result: _HasDict) -> None:
        """One line."""
        self._file.write(json_line(json.dumps(result.to_dict(), ensure_ascii=False)) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Nothing is left to write."""
        self._file.close()


#: Rows of an XLSX sheet (Excel specifications and limits).
XLSX_ROWS: Final = 1_048_576

_TITLE: Final = "Hasil pencarian Dalil"


class MarkdownWriter:
    """A heading a question, its statements as quotations with citations, then its passages."""

    def __init__(self, path: Path, made: Made) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._made = made
        self._file.write(f"# {_TITLE}\n")
        self._file.flush()

    def add(self, result: Result) -> None:
        """One section."""
        number = f"{markdown_cell(result.qid)}: " if result.qid is not None else ""
        parts = [f"\n## {number}{markdown_cell(result.question)}\n"]
        if result.error is not None:
            parts.append(f"**Gagal:** {markdown_cell(say(result.error, 'id'))}\n")
        elif result.answer.reason:
            parts.append(f"{markdown_cell(result.answer.reason)}\n")
        for missing in result.absent:
            if missing.said not in (result.answer.reason or ""):
                parts.append(f"{markdown_cell(missing.said)}\n")
        for statement in result.answer.statements:
            if statement.lead_in:
                parts.append(f"{markdown_quote(statement.lead_in)}\n> …")
            parts.append(
                f"{markdown_quote(statement.text + ' …' * statement.goes_on)}\n>\n"
                f"> — {markdown_cell(statement.citation)}\n"
            )
        if result.hits:
            parts.append("| # | Sitasi | Hlm. | Jenis | Status | Teks |\n|--:|---|--:|---|---|---|")
        names = ("rank", "citation", "page", "kind", "status", "text")
        for row, hit in zip(rows(result), result.hits, strict=False):  # a row a hit, if any
            row["status"] = word(hit.standing[0])
            parts.append("| " + " | ".join(markdown_cell(row[n]) for n in names) + " |")
        if notes := result.force_notes():
            parts.append("\n" + "\n".join(f"- {markdown_cell(note)}" for note in notes) + "\n")
        self._file.write("\n".join(parts).rstrip() + "\n")
        self._file.flush()

    def close(self) -> None:
        """Say at the end where the file comes from."""
        self._file.write("\n---\n\n")
        for label, value in about(self._made):
            self._file.write(f"- {label}: {markdown_cell(value)}\n")
        self._file.close()


class XlsxWriter:
    """A sheet of rows and a sheet about the library; cells are text or numbers, never formulas."""

    def __init__(self, path: Path, made: Made) -> None:
        self._book = new_workbook(path)
        self._made = made
        self._seen = made
        self._sheet = self._book.add_worksheet("Hasil")
        self._bold = self._book.add_format({"bold": True})
        self._wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._language = ""  # of the first result; the headings are written with it
        self._row = 0

    def _head(self, language: str) -> None:
        """The first row, for people: in their language."""
        self._language = language
        widths = {"question": 40, "citation": 50, "text": 80, "statement": 60, "title": 30}
        for column, name in enumerate(TITLES):
            self._sheet.set_column(column, column, widths.get(name, 12))
            self._sheet.write_string(0, column, title_of(name, language), self._bold)
        self._sheet.freeze_panes(1, 0)

    def add(self, result: Result) -> None:
        """One row a passage."""
        if not self._language:
            self._head(result.language)
        if result.generation:
            self._seen = Made(self._made.at, result.generation, result.documents, result.passages)
        for row in rows(result):
            self._row += 1
            if self._row >= XLSX_ROWS:
                raise BatchError(Message("batch.sheet_full_of_questions", rows=XLSX_ROWS))
            for column, name in enumerate(TITLES):
                value = word_for(name, row[name], self._language)
                if value is None:
                    continue
                if name in NUMBERS and isinstance(value, int | float):
                    self._sheet.write_number(self._row, column, value, self._wrap)
                else:
                    self._sheet.write_string(self._row, column, xlsx_cell(value), self._wrap)

    def close(self) -> None:
        """Write the sheet about the library and pack the file."""
        if not self._language:
            self._head("id")
        sheet = self._book.add_worksheet("Tentang")
        sheet.set_column(0, 1, 30)
        for row, (label, value) in enumerate(about(self._seen)):
            sheet.write_string(row, 0, label, self._bold)
            sheet.write_string(row, 1, xlsx_cell(value))
        if self._row:
            self._sheet.autofilter(0, 0, self._row, len(TITLES) - 1)
        self._book.close()


def about(made: Made) -> list[tuple[str, str]]:
    """What a file says of where it comes from."""
    known = [("Dibuat", made.at), ("Generasi pustaka", made.generation)]
    if made.documents:
        known += [("Dokumen", str(made.documents)), ("Bagian", str(made.passages))]
    return [(label, value) for label, value in known if value]
