"""A collection as XLSX: one row a passage, a sheet that says where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from answer.cell import xlsx_cell
from answer.collected.collect import Collected
from answer.collected.words import force, word
from answer.force import force as act_force
from answer.table import Value
from answer.writer import about
from ingest.markup import unmarked

#: The columns in order. Scripts rely on the names.
COLUMNS: Final = (
    "number", "question", "text", "citation", "note", "locator", "page", "status",
    "document_status", "remark", "tier", "kind", "title", "lead_in", "passage_id",
    "source", "sha256", "digest", "saved_at", "saved_generation",
)  # fmt: skip
NUMBERS: Final = frozenset({"number", "page"})
_WIDTHS: Final = {
    "question": 32, "text": 80, "citation": 50, "note": 40, "locator": 24, "number": 8, "page": 7,
    "title": 30, "lead_in": 30, "passage_id": 30, "remark": 30, "saved_at": 26,
}  # fmt: skip


def rows(collected: Collected) -> Iterator[dict[str, Value]]:
    """The rows, each with all of `COLUMNS`."""
    language = collected.language
    for number, (held, note) in enumerate(zip(collected.held, collected.notes, strict=True), 1):
        saved, document, passage = held.saved, held.saved.document, held.saved.passage
        row: dict[str, Value] = {
            "number": number, "question": saved.question, "text": passage.text,
            "citation": "".join(text for text, _ in note), "note": saved.note,
            "locator": passage.locator.label("en" if language == "en" else "id"),
            "page": passage.page, "status": force(held, language),
            "document_status": act_force(held.act, language) if held.act else "",
            "remark": word(saved.standing, language), "tier": document.tier.value,
            "kind": document.kind, "title": unmarked(document.title), "lead_in": passage.lead_in,
            "passage_id": passage.passage_id, "source": document.source,
            "sha256": document.sha256,
            "digest": word("digest", language) if document.digest else "",
            "saved_at": saved.at, "saved_generation": saved.generation,
        }  # fmt: skip
        yield row


def write(collected: Collected, path: Path) -> None:
    """Write the file."""
    import xlsxwriter  # heavy, and only this format needs it

    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )  # fmt: skip
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Koleksi")
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, 12))
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows(collected), 1):
        for column, name in enumerate(COLUMNS):
            value = row[name]
            if name in NUMBERS and isinstance(value, int | float):
                sheet.write_number(last, column, value, wrap)
            elif value:
                sheet.write_string(last, column, xlsx_cell(value), wrap)
    if last:
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    told = book.add_worksheet("Tentang")
    told.set_column(0, 1, 30)
    known = [
        (word("collection", collected.language), collected.name),
        (word("style", collected.language), collected.style),
        *about(collected.made),
    ]
    for at, (label, value) in enumerate(known):
        told.write_string(at, 0, label, bold)
        told.write_string(at, 1, xlsx_cell(value))
    book.close()
