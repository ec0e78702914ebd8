"""The formats a collection leaves in, and one way to write any of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from dalil.answer.citation.bibliography import bibliography_runs
from dalil.answer.export import reference_managers
from dalil.answer.export.bookmark_rows import Collected, force, remark, replaced, word
from dalil.answer.export.docx import Paper, Text
from dalil.answer.export.escape import markdown_cell, markdown_quote, new_workbook, xlsx_cell
from dalil.answer.export.formats import Output
from dalil.answer.export.reference_managers import Write as References
from dalil.answer.export.table import Value, about
from dalil.answer.legal_force import force as act_force
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.errors import BatchError
from dalil.ingest.messages import Message

# A collection as a Word file: quotations with real footnotes, notes, the daftar pustaka.


def document(collected: Collected, path: Path) -> None:
    """Write the file."""
    paper = Paper(collected.name, collected.style, collected.language)
    if not collected.held:
        paper.add("paragraph", word("empty", collected.language))
    question = ""
    for held, cited in zip(collected.held, collected.cited, strict=True):
        if held.saved.question and held.saved.question != question:
            paper.heading(" ".join(held.saved.question.split()), 2)
        question = held.saved.question
        paper.add("quotation", held.lead, f"“{held.words}”", cited)
        if said := remark(held, collected):
            paper.add("quotation", Text(f"[{said}]", italic=True, marked=True))
        if held.saved.note.strip():
            label = Text(f"{word('note', collected.language)}: ", bold=True)
            paper.add("paragraph", label, held.saved.note)
    paper.write(path, collected.made)


# A collection as Markdown with footnotes (``[^1]``, as pandoc and GitHub read them).


def markdown(collected: Collected, path: Path) -> None:
    """Write the file."""
    path.write_text("\n".join(_lines(collected)).rstrip() + "\n", encoding="utf-8", newline="\n")


def _lines(collected: Collected) -> Iterable[str]:
    language = collected.language
    yield f"# {markdown_cell(collected.name)}\n"
    for label, value in about(collected.made):
        yield f"- {label}: {markdown_cell(value)}"
    yield ""
    if not collected.held:
        yield word("empty", language)
        return
    question = ""
    for number, held in enumerate(collected.held, 1):
        if held.saved.question and held.saved.question != question:
            yield f"## {markdown_cell(held.saved.question)}\n"
        question = held.saved.question
        yield f"{_quoted(f'{held.lead}“{held.words}”')}[^{number}]\n"
        if said := remark(held, collected):
            yield f"*\\[{markdown_cell(said)}\\]*\n"
        if held.saved.note.strip():
            lines = "\\\n".join(map(markdown_cell, held.saved.note.strip().splitlines()))
            yield f"**{word('note', language)}:** {lines}\n"
    for number, note in enumerate(collected.notes, 1):
        yield f"[^{number}]: {_runs(note)}"
    yield f"\n## {word('bibliography', language)}"
    for group, entries in bibliography_runs(collected.documents, collected.style, language):
        yield f"\n### {markdown_cell(group)}\n"
        yield from (f"- {_runs(entry)}" for entry in entries)


def _quoted(text: str) -> str:
    """A block quotation whose lines stay lines."""
    return "\\\n".join(markdown_quote(line) for line in text.splitlines() or [""])


def _runs(runs: Iterable[tuple[str, bool]]) -> str:
    """Runs of (text, italic) on one line; a run's spaces stand outside its asterisks."""
    said = []
    for text, italic in runs:
        inside = markdown_cell(text)
        before = " " if text[:1].isspace() else ""
        after = " " if inside and text[-1:].isspace() else ""
        said.append(f"{before}{f'*{inside}*' if italic and inside else inside}{after}")
    return "".join(said).strip()


# A collection as XLSX: one row a passage, a sheet that says where it comes from.

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
            "remark": "; ".join(
                filter(None, (replaced(held, language), word(saved.standing, language)))
            ),
            "tier": document.tier.value,
            "kind": document.kind, "title": unmarked(document.title), "lead_in": passage.lead_in,
            "passage_id": passage.passage_id, "source": document.source,
            "sha256": document.sha256,
            "digest": word("digest", language) if document.digest else "",
            "saved_at": saved.at, "saved_generation": saved.generation,
        }  # fmt: skip
        yield row


def workbook(collected: Collected, path: Path) -> None:
    """Write the file."""
    book = new_workbook(path)
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


Write = Callable[[Collected, Path], None]


def _references(write: References) -> Write:
    """A list of the works, each with the places that the collection holds of it."""

    def written(collected: Collected, path: Path) -> None:
        path.write_text(write(collected.cited, collected.made), encoding="utf-8", newline="")

    return written


#: Every format by the suffix of its file.
FORMATS: Final[dict[str, Write]] = {
    ".docx": document,
    ".xlsx": workbook,
    ".md": markdown,
    ".ris": _references(reference_managers.ris),
    ".bib": _references(reference_managers.bibtex),
    ".json": _references(reference_managers.csl_json),
}


class _Once:
    """A writer that is given one collection, and writes it at once."""

    def __init__(self, write: Write, path: Path) -> None:
        self._write, self._path = write, path

    def add(self, collected: Collected) -> None:
        """Write the collection."""
        self._write(collected, self._path)

    def close(self) -> None:
        """Nothing is left to write."""


def write_collection(collected: Collected, path: Path) -> None:
    """Write a collection to a file in the format of its suffix; the old file stays until then.

    Raises BatchError where the format is unknown or the place cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        known = " ".join(FORMATS)
        raise BatchError(
            Message("batch.output_format", suffix=suffix or Message("batch.no_suffix"), known=known)
        )
    output = Output(path, collected.made, lambda part, _: _Once(FORMATS[suffix], part))
    try:
        output.add(collected)
    except BaseException:
        output.abandon()
        raise
    output.finish()


def export_collection(collected: Collected, suffix: str) -> bytes:
    """The bytes of the file, for a download. Raises BatchError for an unknown format."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"koleksi{suffix.lower()}"
        write_collection(collected, path)
        return path.read_bytes()
