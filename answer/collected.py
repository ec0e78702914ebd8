"""A collection of saved passages as a file: for a thesis, a spreadsheet or a reference manager."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from answer.cell import markdown_cell, markdown_quote, xlsx_cell
from answer.cite import Cited, cite, footnotes
from answer.table import Made
from answer.titlecase import title_case
from answer.word.paper import Paper
from answer.word.run import Text
from answer.writer import about
from index.collection import Saved
from ingest.errors import BatchError

#: Columns of the sheet.
COLUMNS: Final = (
    "number", "citation", "locator", "page", "tier", "kind", "title", "text", "note", "question",
    "standing", "saved_at", "library_generation", "passage_id",
)  # fmt: skip
_WIDTHS: Final = {"citation": 50, "text": 80, "note": 40, "question": 40, "title": 30}
_SAID: Final = {
    "id": {
        "changed": "Bunyinya dalam pustaka sekarang lain dari yang disimpan.",
        "gone": "Bagian ini tidak ada lagi dalam pustaka.",
        "question": "Pertanyaan",
    },
    "en": {
        "changed": "The library words this differently now.",
        "gone": "This passage is no longer in the library.",
        "question": "Question",
    },
}


@dataclass(frozen=True, slots=True)
class Collected:
    """A collection on its way out: its name, what is in it, and how it is to be cited."""

    name: str
    saved: Sequence[Saved]
    made: Made
    style: str = "footnote"
    language: str = "id"

    @property
    def cited(self) -> list[Cited]:
        """The places, in the collection's order."""
        return [Cited(s.document, s.passage, language=self.language) for s in self.saved]

    def said(self, key: str) -> str:
        """A text of this module in the collection's language."""
        return _SAID[self.language if self.language in _SAID else "id"][key]


def export_collection(collected: Collected, suffix: str) -> bytes:
    """The file's bytes. Raises BatchError for a suffix that is not in `FORMATS`."""
    try:
        write = FORMATS[suffix.lower()]
    except KeyError:
        raise BatchError(
            f"format {suffix or '(tanpa akhiran)'} tidak dikenal; pilih {' '.join(FORMATS)}"
        ) from None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"koleksi{suffix.lower()}"
        write(collected, path)
        return path.read_bytes()


def _docx(collected: Collected, path: Path) -> None:
    """Quotations with footnotes in their order, notes under them, a daftar pustaka."""
    paper = Paper(collected.name, collected.style, collected.language)
    asked = ""
    for saved, note in zip(collected.saved, collected.cited, strict=True):
        if saved.question and saved.question != asked:
            asked = saved.question
            paper.heading(asked, 2)
        lead = f"{saved.passage.lead_in} … " if saved.passage.lead_in else ""
        paper.add("quotation", lead, f"“{saved.passage.text}”", note)
        if saved.standing != "same":
            paper.add("paragraph", Text(collected.said(saved.standing), italic=True, marked=True))
        if saved.note:
            paper.add("paragraph", saved.note)
    paper.write(path, collected.made)


def _xlsx(collected: Collected, path: Path) -> None:
    """One row a passage; formulas of others are text."""
    import xlsxwriter  # heavy, and only this format needs it

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Koleksi")
        bold = book.add_format({"bold": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for column, name in enumerate(COLUMNS):
            sheet.set_column(column, column, _WIDTHS.get(name, 12))
            sheet.write_string(0, column, name, bold)
        sheet.freeze_panes(1, 0)
        for number, saved in enumerate(collected.saved, 1):
            for column, value in enumerate(_row(collected, number, saved)):
                if isinstance(value, int):
                    sheet.write_number(number, column, value, wrap)
                elif value is not None:
                    sheet.write_string(number, column, xlsx_cell(value), wrap)
        if collected.saved:
            sheet.autofilter(0, 0, len(collected.saved), len(COLUMNS) - 1)
        told = book.add_worksheet("Tentang")
        told.set_column(0, 1, 30)
        for row, (label, value) in enumerate([("Koleksi", collected.name), *about(collected.made)]):
            told.write_string(row, 0, label, bold)
            told.write_string(row, 1, xlsx_cell(value))


def _row(collected: Collected, number: int, saved: Saved) -> tuple[str | int | None, ...]:
    document, passage = saved.document, saved.passage
    return (
        number, cite(document, passage, style=collected.style, language=collected.language),
        passage.label, passage.page, document.tier.value, document.kind,
        title_case(document.title), passage.text, saved.note, saved.question, saved.standing,
        saved.at, saved.generation, passage.passage_id,
    )  # fmt: skip


def _markdown(collected: Collected, path: Path) -> None:
    """Quotations with Markdown's footnotes; no markup of the sources' own."""
    parts = [f"# {markdown_cell(collected.name)}\n"]
    parts += [f"- {label}: {markdown_cell(value)}" for label, value in about(collected.made)]
    for number, saved in enumerate(collected.saved, 1):
        parts.append(f"\n{markdown_quote(saved.passage.text)} [^{number}]")
        if saved.standing != "same":
            parts.append(f"\n*{markdown_cell(collected.said(saved.standing))}*")
        if saved.note:
            parts.append(f"\n{markdown_cell(saved.note)}")
        if saved.question:
            asked = collected.said("question")
            parts.append(f"\n{asked}: {markdown_cell(saved.question)}")
    parts.append("")
    notes = footnotes(collected.cited, collected.style)
    parts += [f"[^{number}]: {markdown_cell(note)}" for number, note in enumerate(notes, 1)]
    path.write_text("\n".join(parts) + "\n", encoding="utf-8", newline="\n")


def _bibtex(collected: Collected, path: Path) -> None:
    from answer.exchange import bibtex

    path.write_text(bibtex.write(collected.cited, collected.made), encoding="utf-8", newline="")


def _ris(collected: Collected, path: Path) -> None:
    from answer.exchange import ris

    path.write_text(ris.write(collected.cited, collected.made), encoding="utf-8", newline="")


def _csl_json(collected: Collected, path: Path) -> None:
    from answer.exchange import csl_json

    path.write_text(csl_json.write(collected.cited, collected.made), encoding="utf-8", newline="")


#: The formats by suffix.
FORMATS: Final[dict[str, Callable[[Collected, Path], None]]] = {
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".md": _markdown,
    ".ris": _ris,
    ".bib": _bibtex,
    ".json": _csl_json,
}
