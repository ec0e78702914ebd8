"""A file of questions or claims becomes a list: CSV, XLSX, DOCX, MD, TXT (one a line), JSONL.

The question's column is called question, pertanyaan, klaim, claim, pernyataan or q; where none
is, it is the first column of text. A column qid or id is passed through. Rows without a question
are not skipped in silence: each is named in ``problems``.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dalil.ingest.data_text import read_json
from dalil.ingest.errors import BatchError, SourceError
from dalil.ingest.messages import Message, message_of
from dalil.ingest.supervisor import guarded_file

if TYPE_CHECKING:  # the child that reads a list loads no answers
    from dalil.answer.answer import Qid

QUESTION_NAMES: Final = (
    "question", "pertanyaan", "klaim", "claim", "pernyataan", "statement", "q",
)  # fmt: skip
QID_NAMES: Final = ("qid", "id", "no", "nomor", "kode")

#: A file of questions over this is a mistake (bytes), or an attack.
SIZE_LIMIT: Final = 50 * 2**20
#: Rows of a table in which the names of its columns are looked for.
_TITLE_ROWS: Final = 10
#: Problems named one by one; the rest is counted.
NAMED_PROBLEMS: Final = 50

_QUESTION_WORDS: Final = frozenset(
    "question questions pertanyaan soal klaim claim claims pernyataan statement statements".split()
)
_ASKING: Final = frozenset({"apa", "apakah", "siapa", "what", "which", "adakah", "is", "are"})

_DELIMITERS: Final = ",;\t|"

Table = list[tuple[int, list[str]]]  # row number in the file, cells

#: What to save as that is not read.
_BETTER: Final = {
    ".xls": ".xlsx", ".ods": ".xlsx", ".numbers": ".xlsx",
    ".doc": ".docx", ".odt": ".docx", ".rtf": ".docx",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One question, what its file calls it, and the row (or line) it stands in, from 1."""

    text: str
    qid: Qid = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a file in its order, and what was wrong with it."""

    questions: tuple[Question, ...]
    problems: tuple[str, ...] = ()


def read_questions(path: Path) -> Questions:
    """The questions in a file, read in a process that can be ended.

    Raises BatchError where it cannot be read, not within the limits for one file, or holds none.
    """
    if not path.is_file():
        raise BatchError(Message("batch.no_file", path=path))
    if path.stat().st_size > SIZE_LIMIT:
        raise BatchError(Message("batch.too_large", name=path.name, mb=SIZE_LIMIT >> 20))
    try:
        return guarded_file(path, partial(_read, path))
    except SourceError as error:
        raise BatchError(message_of(error)) from error


def _read(path: Path) -> Questions:
    suffix = path.suffix.lower()
    problems: list[str] = []
    if suffix in {".csv", ".tsv"}:
        found = _from_table(_csv_rows(_text(path)), problems)
    elif suffix in {".xlsx", ".xlsm"}:
        found = _from_table(read_sheet(path, problems), problems)
    elif suffix in {".jsonl", ".ndjson"}:
        found = _from_jsonl(_text(path), problems)
    elif suffix in {".txt", ""}:
        found = _from_lines(_text(path), problems)
    elif suffix in {".md", ".markdown"}:
        found = [Question(_clean(text), None, row) for text, row in markdown_items(_text(path))]
    elif suffix == ".docx":
        found = _from_docx(path, problems)
    else:
        better = _BETTER.get(suffix)
        hint = Message("batch.save_as", suffix=better) if better else ""
        raise BatchError(Message("batch.unread_format", name=path.name, suffix=suffix, hint=hint))
    if not found:
        detail = Message("batch.in_parentheses", problem=problems[0]) if problems else ""
        raise BatchError(Message("batch.no_questions_why", name=path.name, detail=detail))
    if len(problems) > NAMED_PROBLEMS:
        more = len(problems) - NAMED_PROBLEMS
        problems = [*problems[:NAMED_PROBLEMS], Message("batch.more_lines", count=more)]
    return Questions(tuple(found), tuple(problems))


def _text(path: Path) -> str:
    """The file's text: by its byte order mark, as UTF-8, else as its bytes look."""
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(
            data, cp_isolation=["cp1252", "iso-8859-15", "utf_16_le", "utf_16_be"]
        ).best()
        return str(best) if best else data.decode("cp1252", "replace")


def _from_docx(path: Path, problems: list[str]) -> list[Question]:
    """A Word file's list, else its first table, else its paragraphs."""
    items = docx_items(path)
    if not items and (table := docx_table(path)):
        return _from_table(table, problems)
    if items and (around := docx_around(path, items)):
        problems.append(around)
    items = items or docx_paragraphs(path)
    return [Question(_clean(text), None, row) for text, row in items]


def _from_lines(text: str, problems: list[str]) -> list[Question]:
    lines = text.rstrip().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            found.append(Question(unmarked(_clean(line)), None, number))
        elif text.strip():
            problems.append(Message("batch.line_empty", number=number))
    return found


def typed(text: str) -> tuple[Question, ...]:
    """The lines a person typed or pasted: one each, without bullets and numbers; none if empty."""
    return tuple(q for q in _from_lines(text, []) if q.text)


def _from_jsonl(text: str, problems: list[str]) -> list[Question]:
    found = []
    for number, line in enumerate(text.rstrip().split("\n"), 1):
        if not line.strip():
            problems.append(Message("batch.line_empty", number=number))
            continue
        try:
            row = read_json(line)
        except ValueError as error:
            problems.append(Message("batch.line_no_json", number=number, error=error))
            continue
        if isinstance(row, str):
            row = {"question": row}
        if not isinstance(row, dict):
            problems.append(Message("batch.line_no_object", number=number))
            continue
        named = {str(key).strip().lower(): value for key, value in row.items()}
        asked = next((named[n] for n in QUESTION_NAMES if isinstance(named.get(n), str)), "")
        if not asked.strip():
            problems.append(Message("batch.line_no_question", number=number))
            continue
        qid = next((named[n] for n in ("qid", "id") if named.get(n) is not None), None)
        kept = (
            qid if qid is None or (isinstance(qid, int) and not isinstance(qid, bool)) else str(qid)
        )
        found.append(Question(_clean(asked), kept, number))
    return found


def _csv_rows(text: str) -> Table:
    """The rows of a CSV file, whatever separates its cells."""
    lines = [line for line in text.splitlines() if line.strip()][:50]
    delimiter = _delimiter(lines)
    limit = csv.field_size_limit(SIZE_LIMIT)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        table: Table = []
        for row in reader:
            table.append((reader.line_num, row))
    except csv.Error as error:
        raise BatchError(Message("batch.csv_unread", error=error)) from error
    finally:
        csv.field_size_limit(limit)
    return table


def _delimiter(lines: list[str]) -> str:
    """What separates the cells of the first line; a comma in prose separates nothing."""
    if not lines:
        return ","
    if lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]
    counts = {d: lines[0].count(d) for d in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda d: counts[d])
    if not counts[best]:
        return "\x1f"  # one column: nothing separates
    return best


def _from_table(table: Table, problems: list[str]) -> list[Question]:
    """The questions of a table with or without a heading row."""
    table = [(n, cells) for n, cells in table if not _is_sep(cells)]
    filled = [(n, cells) for n, cells in table if any(c.strip() for c in cells)]
    if not filled:
        return []
    filled = _from_heading(filled)
    names = [c.strip().lower().lstrip("\ufeff") for c in filled[0][1]]
    known = [names.index(n) for n in QUESTION_NAMES if n in names]
    known += [column for column, name in enumerate(names) if _names_question(name)]
    ids = [names.index(n) for n in QID_NAMES if n in names]
    if known:
        column, first = known[0], filled[0][0]
    elif ids or _is_heading(filled):
        column, first = _text_column(filled[1:] or filled, set(ids)), filled[0][0]
    else:
        column, first = _text_column(filled, set()), 0
    last_is_question = column == len(names) - 1
    found = []
    end = filled[-1][0]
    uncomputed = {problem.partition(":")[0] for problem in problems}
    for number, cells in table:
        if number <= first or number > end:
            if number < first and any(c.strip() for c in cells):
                problems.append(Message("batch.line_above_heading", number=number))
            continue
        asked = cells[column] if column < len(cells) else ""
        if last_is_question and len(cells) > len(names):
            asked = ", ".join(c.strip() for c in cells[column:])  # a comma nobody quoted
        if not asked.strip():
            if f"baris {number}" not in uncomputed:
                problems.append(Message("batch.line_no_question", number=number))
            continue
        qid = cells[ids[0]].strip() if ids and ids[0] < len(cells) else ""
        found.append(Question(_clean(asked), qid or None, number))
    return found


def _from_heading(filled: Table) -> Table:
    """The rows from the one that names the columns on: lists often have a title above it."""
    for at, (_, cells) in enumerate(filled[:_TITLE_ROWS]):
        names = [c.strip().lower().lstrip("\ufeff") for c in cells]
        if any(name in QUESTION_NAMES for name in names):
            above = [row for _, row in filled[:at]]
            # A title fills one cell; rows like those of the list are the list's own.
            return filled[at:] if all(sum(map(bool, row)) == 1 for row in above) else filled
    return filled


def _is_sep(cells: list[str]) -> bool:
    """Excel's own first line, "sep=;"."""
    return (
        len(cells) <= 2
        and cells[:1] != []
        and cells[0].strip().lower() in {"sep=", "sep=,", "sep=;"}
    )


def _names_question(name: str) -> bool:
    """Whether a heading says in other words that its column holds questions: "Daftar klaim"."""
    words = name.split()
    return (
        len(words) <= 3
        and not name.endswith("?")
        and bool(_QUESTION_WORDS & set(words))
        and not _ASKING & set(words)
    )


def _is_heading(rows: Table) -> bool:
    """Whether the first row names columns: short cells, none a question, unlike what follows."""
    first = [c.strip() for c in rows[0][1]]
    if len(first) < 2 or len(rows) < 2:
        return False
    return all(c and len(c.split()) <= 2 and "?" not in c and not _is_number(c) for c in first)


def _text_column(rows: Table, skip: set[int]) -> int:
    """The first column whose cells are mostly several words; else the first with letters."""
    width = max(len(cells) for _, cells in rows)
    for least in (2, 1):
        for column in range(width):
            cells = [c[column].strip() for _, c in rows if column < len(c) and c[column].strip()]
            wordy = sum(len(c.split()) >= least and any(x.isalpha() for x in c) for c in cells)
            if column not in skip and cells and wordy * 2 > len(cells):
                return column
    return 0


def _is_number(cell: str) -> bool:
    return cell.replace(".", "").replace(",", "").isdecimal()


def _clean(text: str) -> str:
    """White space folded: a line break in a cell is none in a question."""
    return " ".join(text.replace("\ufeff", "").replace("\x00", " ").split())


# Lists as people write them: bullets and numbers in plain text, Markdown and Word.

#: The mark of an item: a bullet, or a short number or letter with its full stop or bracket.
_MARK: Final = re.compile(r"\s*(?:[-–—•*+·▪●◦○‣✓☐]|\(?(?:\d{1,4}|[a-z])[.)])(?:\s+|\Z)")
_FENCE: Final = re.compile(r"\s*(?:```|~~~)")
_HEADING: Final = re.compile(r"\s*#{1,6}\s")
#: Emphasis of Markdown around words.
_EMPHASIS: Final = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S))(.+?)\1(?!\w)")
_BOX: Final = re.compile(r"\[[ xX]\]\s+")

#: Paragraphs beside a list that are named.
_NAMED: Final = 8

Item = tuple[str, int]  # its text, the line or paragraph it begins in, from 1


def unmarked(line: str) -> str:
    """A line without the bullet or number before it; a line that is only a mark stays."""
    match = _MARK.match(line)
    rest = line[match.end() :].strip() if match else line.strip()
    return rest or line.strip()


def markdown_items(text: str) -> list[Item]:
    """The items of the lists of a Markdown text; without a list, its paragraphs' lines.

    An item goes on in the indented lines below it. Headings and code are no items.
    """
    listed: list[Item] = []
    lines: list[Item] = []
    open_item = fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            fenced, open_item = not fenced, False
            continue
        if fenced or _HEADING.match(line) or not line.strip():
            open_item = False
            continue
        if match := _MARK.match(line):
            said = _plain(line[match.end() :])
            if said:
                listed.append((said, number))
                open_item = True
            continue
        if open_item and line[:1].isspace():
            said, first = listed.pop()
            listed.append((f"{said} {_plain(line)}", first))
            continue
        open_item = False
        lines.append((_plain(line), number))
    return listed or lines


def _plain(line: str) -> str:
    return _EMPHASIS.sub(r"\2", _BOX.sub("", line.strip(), count=1)).strip()


def docx_items(path: Path) -> list[Item]:
    """The items of the lists of a Word file, at every level; none where it has no list.

    A list is what Word numbers or marks; typed marks count where there are two or more of them.
    Headings are no items. Raises BatchError where the file cannot be read.
    """
    body = _docx_body(path)
    listed = [(text, row) for text, row, marked in body if marked]
    if not listed:
        listed = [(text, row) for text, row, _ in body if _MARK.match(text)]
        listed = listed if len(listed) > 1 else []
    return [(unmarked(text), row) for text, row in listed]


def docx_around(path: Path, items: list[Item]) -> str:
    """What a Word file holds beside its list, in a line; "" where there is nothing."""
    listed = {row for _, row in items}
    rows = [row for _, row, _ in _docx_body(path) if row not in listed]
    named = ", ".join(map(str, rows[:_NAMED])) + (" …" if len(rows) > _NAMED else "")
    table = any(any(cell.strip() for cell in cells) for _, cells in docx_table(path))
    if not rows:
        return Message("batch.table_passed_over") if table else ""
    key = "batch.paragraphs_and_table_unread" if table else "batch.paragraphs_unread"
    return Message(key, count=len(rows), named=named)


def docx_paragraphs(path: Path) -> list[Item]:
    """The paragraphs of a Word file that are no headings. Raises BatchError as `docx_items`."""
    return [(unmarked(text), row) for text, row, _ in _docx_body(path)]


def _docx_body(path: Path) -> list[tuple[str, int, bool]]:
    from dalil.ingest.readers.docx import read_paragraphs

    try:
        paragraphs = read_paragraphs(path)
    except SourceError as error:
        raise BatchError(message_of(error)) from error
    return [(p.text, p.row, p.marked) for p in paragraphs if p.text and not p.heading]


def docx_table(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of the first table of a Word file; none where there is no table."""
    import docx

    try:
        tables = docx.Document(str(path)).tables
        rows = list(tables[0].rows) if tables else []
        return [(n, [cell.text for cell in row.cells]) for n, row in enumerate(rows, 1)]
    except Exception as error:  # of a damaged package python-docx raises whatever comes first
        raise BatchError(Message("batch.table_unread", name=path.name, error=error)) from error


# The first sheet of an XLSX file as rows of text; formulas give the values Excel last saw.

#: Unpacked size (bytes) over which a workbook is refused: a small file can unpack to gigabytes.
UNPACKED_LIMIT: Final = 500 * 2**20


def read_sheet(path: Path, problems: list[str]) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet that has any, with their numbers in the sheet.

    A formula whose value was never computed is empty and named in ``problems``. Raises
    BatchError where the file is no workbook.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(item.file_size for item in packed.infolist()) > UNPACKED_LIMIT:
                raise BatchError(Message("batch.sheet_too_large", name=path.name))
    except BatchError:
        raise
    except Exception as error:  # "zip file version 8.4", a length below zero: as the bytes fell
        raise BatchError(Message("batch.no_xlsx", name=path.name)) from error
    import openpyxl  # heavy, and only this format needs it

    try:
        values = openpyxl.load_workbook(path, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(path, read_only=True, data_only=False)
    except Exception as error:  # openpyxl raises KeyError, ValueError … for broken parts
        raise BatchError(Message("batch.xlsx_damaged", name=path.name, error=error)) from error
    try:
        for name in values.sheetnames:
            sheet, typed = values[name], formulas[name]
            if not hasattr(sheet, "iter_rows"):  # a chart sheet
                continue
            rows = []
            pairs = zip(
                sheet.iter_rows(values_only=True), typed.iter_rows(values_only=True), strict=False
            )
            for number, (cells, written) in enumerate(pairs, 1):
                for value, source in zip(cells, written, strict=False):
                    if value is None and isinstance(source, str) and source.startswith("="):
                        problems.append(Message("batch.line_uncomputed", number=number))
                rows.append((number, [_cell_text(value) for value in cells]))
            if any(any(cells) for _, cells in rows):
                return rows
        return []
    except BatchError:
        raise
    except Exception as error:  # rows are parsed only now
        raise BatchError(Message("batch.xlsx_damaged", name=path.name, error=error)) from error
    finally:
        values.close()
        formulas.close()


def _cell_text(value: object) -> str:
    """A cell's value as a person sees it: 3, not 3.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)
