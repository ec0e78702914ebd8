"""Which reader a file gets: by its suffix, checked against its first bytes."""

from __future__ import annotations

import dataclasses
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dalil.ingest.errors import SourceTooLarge, UnreadableSource, UnsupportedSource
from dalil.ingest.messages import Message
from dalil.ingest.model import SourceText
from dalil.ingest.readers.limits import MAX_BYTES, MAX_CHARACTERS, NO_LIMIT, OcrBudget

_FORMATS: Final = {
    ".pdf": "pdf", ".docx": "docx", ".docm": "docx", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".csv": "rows", ".tsv": "rows", ".json": "rows", ".jsonl": "rows", ".ndjson": "rows",
}  # fmt: skip

#: The suffixes (lower case) that `read` has a reader for.
SUFFIXES: Final = frozenset(_FORMATS)

#: PDF allows junk before its header (ISO 32000-1, Annex H.3.4.1): look this far.
_PDF_HEAD: Final = 1024

#: What people most often have instead: its name in the catalogue of messages.
_ELSEWHERE: Final = {
    ".doc": "old_word", ".rtf": "rtf", ".odt": "libreoffice", ".wpd": "wordperfect",
    ".epub": "epub", ".xlsx": "excel", ".xls": "old_excel", ".pptx": "powerpoint",
    ".ppt": "old_powerpoint",
}  # fmt: skip
#: What to save it as.
_ADVICE: Final = {".xlsx": "CSV", ".xls": "CSV"}


def can_read(path: Path) -> bool:
    """Whether `read` has a reader for this file: by its suffix, or because it is a PDF."""
    return path.suffix.lower() in SUFFIXES or has_pdf_head(path)


def has_pdf_head(path: Path) -> bool:
    """Whether a file begins as a PDF does. Reads a kilobyte and nothing else.

    Raises OSError where it cannot be opened.
    """
    return _is_pdf(_head(path))


def without_reader(path: Path) -> str:
    """Why a file that has no reader cannot be read, and what to do. Does not open it."""
    suffix = path.suffix.lower()
    if suffix in _ELSEWHERE:
        what = Message(f"source.{_ELSEWHERE[suffix]}")
    elif suffix:
        what = Message("source.format", suffix=suffix)
    else:
        what = Message("source.no_format")
    advice = _ADVICE.get(suffix) or Message("source.pdf_or_docx")
    return Message("source.no_reader", name=path.name, what=what, advice=advice)


def read(
    path: Path,
    *,
    max_bytes: int = MAX_BYTES,
    use_ocr: bool = True,
    progress: Callable[[int, int], None] | None = None,
    note_marks: bool = False,
    ocr_budget: OcrBudget = NO_LIMIT,
) -> SourceText:
    """The text of a file, and where in the file it came from.

    ``use_ocr``: recognise pages that have no readable text, where tesseract is installed
    (seconds a page); ``progress`` is called with pages done and pages to recognise, first with none
    done; after the seconds of ``ocr_budget``, the pages left are named as unreadable.
    ``note_marks``: keep in a DOCX where its notes and block quotations are (see `read_docx`).

    Raises UnreadableSource, UnsupportedSource or SourceTooLarge, each with a reason for the
    ingest report, and OSError where the file is not there.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for a writer
        raise UnreadableSource(Message("source.no_regular_file", name=path.name))
    size = status.st_size
    if size > max_bytes:
        raise SourceTooLarge(
            Message(
                "source.too_large", name=path.name, mb=size / 1000000.0, limit=max_bytes / 1000000.0
            )
        )
    if not size:
        raise UnreadableSource(Message("source.no_bytes", name=path.name))
    kind, warning = _kind(path)
    source = _read_as(kind, path, use_ocr, progress, note_marks, ocr_budget)
    if len(source.text) > MAX_CHARACTERS:
        raise SourceTooLarge(
            Message(
                "source.text_too_long", name=path.name, count=len(source.text), limit=MAX_CHARACTERS
            )
        )
    if not source.text.strip():
        raise UnreadableSource(Message("source.no_text", name=path.name))
    if warning:
        source = dataclasses.replace(source, warnings=(warning, *source.warnings))
    return source


def _read_as(
    kind: str,
    path: Path,
    use_ocr: bool,
    progress: Callable[[int, int], None] | None,
    note_marks: bool,
    ocr_budget: OcrBudget,
) -> SourceText:
    # Readers load their libraries when asked, so that reading a text file costs no PDF library.
    if kind == "pdf":
        from dalil.ingest.readers.pdf import read_pdf

        return read_pdf(path, use_ocr=use_ocr, progress=progress, ocr_budget=ocr_budget)
    if kind == "docx":
        from dalil.ingest.readers.docx import read_docx

        return read_docx(path, note_marks=note_marks)
    if kind == "html":
        from dalil.ingest.readers.html import read_html

        return read_html(path)
    if kind == "markdown":
        from dalil.ingest.readers.markdown import read_markdown

        return read_markdown(path)
    if kind == "text":
        from dalil.ingest.readers.text import read_text

        return read_text(path)
    return _read_rows(path)


def _read_rows(path: Path) -> SourceText:
    from dalil.ingest.readers.abstracts import is_records, records_of
    from dalil.ingest.readers.glossary import glossary_of
    from dalil.ingest.readers.tabular import read_rows

    rows = read_rows(path)
    return records_of(rows, path.name) if is_records(rows) else glossary_of(rows, path.name)


def _kind(path: Path) -> tuple[str, str]:
    """The format to read as, and a warning where name and content disagree."""
    suffix = path.suffix.lower()
    named = _FORMATS.get(suffix, "")
    found = _sniff(path)
    if found == "unsupported" or (not named and not found):
        raise UnsupportedSource(without_reader(path))
    if not found or found == named:
        if named in {"pdf", "docx"} and found != named:
            raise UnreadableSource(
                Message("source.wrong_format", name=path.name, format=named.upper())
            )
        return named, ""
    if found == "html" and named in {"markdown", "rows"}:
        return named, ""  # Markdown may begin with HTML
    warning = Message(
        "source.misnamed", suffix=suffix or Message("source.no_suffix"), found=found.upper()
    )
    return found, warning if named else ""


def _sniff(path: Path) -> str:
    """What the first bytes say: pdf, docx, html, unsupported, or nothing ("")."""
    head = _head(path)
    if _is_pdf(head):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(path) as archive:
                return "docx" if "word/document.xml" in archive.namelist() else "unsupported"
        except (zipfile.BadZipFile, NotImplementedError, OSError):
            return "docx" if path.suffix.lower() in {".docx", ".docm"} else "unsupported"
    if head.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return "unsupported"  # Word 97, RTF
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return ""


def _head(path: Path) -> bytes:
    with open(path, "rb", opener=_at_once) as file:
        return file.read(_PDF_HEAD)


def _at_once(path: str, flags: int) -> int:
    """Open without waiting for a pipe's writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_pdf(head: bytes) -> bool:
    return b"%PDF-" in head
