"""What other programs read in our exports, as text that can be laid beside a golden file."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any, Final

import bibtexparser
import docx
import openpyxl
import pandas
import rispy
from lxml import etree

#: When something was saved (the files themselves are made in 2030, see test_golden), and the
#: label of a generation: the hash changes with the format of the catalogue.
_NOW: Final = re.compile(r"\b202\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d)?")
_GENERATION: Final = re.compile(r"\b\d{6}-[0-9a-f]{12}\b")


def opened(content: bytes, suffix: str) -> str:
    """An export as the library that people open it with reads it."""
    text = _NOW.sub("WAKTU", _GENERATION.sub("GENERASI", OPENERS[suffix](content)))
    return text.rstrip() + "\n"


def _listed(records: Any) -> str:
    return json.dumps(records, ensure_ascii=False, indent=1, default=str)


def _csv(content: bytes) -> str:
    table = pandas.read_csv(BytesIO(content), dtype=str, keep_default_na=False)
    return _listed([_filled(row) for row in table.to_dict("records")])


def _filled(row: dict[Any, Any]) -> dict[Any, Any]:
    return {name: value for name, value in row.items() if value not in (None, "")}


def _xlsx(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content))
    return _listed(
        {
            sheet.title: [
                [c for c in row if c is not None] for row in sheet.iter_rows(values_only=True)
            ]
            for sheet in book.worksheets
        }
    )


def _docx(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    lines = [f"[{p.style.name if p.style else ''}] {p.text}" for p in document.paragraphs]
    for table in document.tables:
        lines += [" | ".join(cell.text for cell in row.cells) for row in table.rows]
    with zipfile.ZipFile(BytesIO(content)) as pack:
        if "word/footnotes.xml" in pack.namelist():
            for note in etree.fromstring(pack.read("word/footnotes.xml")):
                lines.append("[catatan kaki] " + "".join(note.itertext()))
    return "\n".join(lines)


def _bib(content: bytes) -> str:
    library = bibtexparser.parse_string(content.decode())
    assert not library.failed_blocks
    return _listed(
        [[e.entry_type, e.key, {f.key: f.value for f in e.fields}] for e in library.entries]
    )


def _ris(content: bytes) -> str:
    return _listed(rispy.load(StringIO(content.decode("utf-8-sig"))))


def _json(content: bytes) -> str:
    return _listed(json.loads(content))


def _jsonl(content: bytes) -> str:
    return _listed([json.loads(line) for line in content.decode().splitlines()])


OPENERS: Final[dict[str, Callable[[bytes], str]]] = {
    ".csv": _csv, ".xlsx": _xlsx, ".docx": _docx, ".bib": _bib, ".ris": _ris, ".json": _json,
    ".jsonl": _jsonl, ".md": bytes.decode,
}  # fmt: skip
