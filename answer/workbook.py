"""The first sheet of an XLSX file as rows of text; formulas give the values Excel last saw."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import Final

from ingest.errors import BatchError
from ingest.messages import Message

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
    except zipfile.BadZipFile as error:
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
                rows.append((number, [_text(value) for value in cells]))
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


def _text(value: object) -> str:
    """A cell's value as a person sees it: 3, not 3.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)
