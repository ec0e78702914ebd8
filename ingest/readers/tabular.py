"""CSV, TSV, JSON and JSON Lines become rows: a number and its named fields."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from dalil.ingest.data_text import read_json
from dalil.ingest.errors import UnreadableSource
from dalil.ingest.messages import Message
from dalil.ingest.readers.text import clean_line, decode, guess_warning

#: Keys of the two fields that a JSON mapping of term to meaning is turned into.
KEY: Final = "istilah"
VALUE: Final = "arti"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file, numbered as a person counts them, and what could not be read."""

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    warnings: tuple[str, ...] = field(default=())


def read_rows(path: Path) -> Rows:
    """The rows of a file. Raises UnreadableSource if it is none of these formats."""
    raw, encoding = decode(path.read_bytes(), path.name)
    raw = raw.lstrip("\ufeff")
    suffix = path.suffix.lower()
    if suffix in {".csv", ".tsv"}:
        rows = _from_csv(raw, path.name, tabs=suffix == ".tsv")
    elif suffix in {".jsonl", ".ndjson"}:
        rows = _from_lines(raw, path.name)
    else:
        rows = _from_json(raw, path.name)
    return Rows(rows.rows, guess_warning(encoding) + rows.warnings)


def _from_csv(raw: str, name: str, *, tabs: bool) -> Rows:
    sample = raw[:20_000]
    dialect: type[csv.Dialect] | csv.Dialect = csv.excel_tab if tabs else csv.excel
    first = next(iter(sample.splitlines()), "")  # none where the file is only a byte order mark
    if not tabs:
        try:
            dialect = csv.Sniffer().sniff(first, delimiters=",;\t|")
            dialect.doublequote = True
        except csv.Error:
            pass  # one column, or nothing to tell by: the comma stands
    reader = csv.reader(io.StringIO(raw, newline=""), dialect)
    rows: list[tuple[int, Mapping[str, str]]] = []
    warnings: list[str] = []
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [clean_line(cell).lower() for cell in cells]
                continue
            if len(cells) > len(header):
                warnings.append(
                    Message(
                        "source.row_too_wide",
                        line=reader.line_num,
                        columns=len(cells),
                        named=len(header),
                    )
                )
            rows.append((reader.line_num, dict(zip(header, cells, strict=False))))
    except csv.Error as error:
        raise UnreadableSource(
            Message("source.csv_damaged", name=name, line=reader.line_num, error=error)
        ) from error
    return Rows(tuple(rows), tuple(warnings))


def _from_lines(raw: str, name: str) -> Rows:
    rows: list[tuple[int, Mapping[str, str]]] = []
    warnings: list[str] = []
    for number, line in enumerate(raw.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = read_json(line)
        except ValueError:
            warnings.append(Message("source.row_no_json", number=number))
            continue
        if isinstance(value, dict):
            rows.append((number, _fields(value)))
        else:
            warnings.append(Message("source.row_no_object", number=number))
    if not rows:
        raise UnreadableSource(Message("source.no_json_line", name=name))
    return Rows(tuple(rows), tuple(warnings))


def _from_json(raw: str, name: str) -> Rows:
    try:
        value: Any = json.loads(raw)
    except RecursionError as error:
        raise UnreadableSource(Message("source.json_too_deep", name=name)) from error
    except json.JSONDecodeError as error:
        if raw.lstrip().startswith("{") and "Extra data" in error.msg:
            return _from_lines(raw, name)  # JSON Lines under a .json name
        raise UnreadableSource(
            Message(
                "source.json_damaged",
                name=name,
                line=error.lineno,
                column=error.colno,
                error=error.msg,
            )
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableSource(Message("source.json_number", name=name)) from error
    if isinstance(value, dict):
        lists = [v for v in value.values() if isinstance(v, list)]
        if len(lists) == 1 and all(isinstance(item, dict) for item in lists[0]):
            value = lists[0]  # {"entries": […]}: a wrapper around the list
        else:
            value = [_pair(term, meaning) for term, meaning in value.items()]
    if not isinstance(value, list):
        raise UnreadableSource(Message("source.json_shape", name=name))
    rows: list[tuple[int, Mapping[str, str]]] = []
    warnings: list[str] = []
    for number, item in enumerate(value, start=1):
        if isinstance(item, dict):
            rows.append((number, _fields(item)))
        else:
            warnings.append(Message("source.item_no_object", number=number))
    return Rows(tuple(rows), tuple(warnings))


def _pair(term: str, meaning: object) -> object:
    if isinstance(meaning, dict):
        return {KEY: term, **meaning}
    return {KEY: term, VALUE: meaning} if isinstance(meaning, str) else meaning


def _fields(item: Mapping[str, object]) -> dict[str, str]:
    return {clean_line(str(key)).lower(): _said(value) for key, value in item.items()}


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_said(part) for part in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def first_of(row: Mapping[str, str], names: Iterable[str]) -> str:
    """The first of these fields that holds something; "" where none does."""
    return next((value for name in names if (value := clean_line(row.get(name, "")))), "")
