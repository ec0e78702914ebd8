"""Text as it may go out: nobody's formula, markup or control code, in lines of its own.

A spreadsheet runs a cell that begins with ``= + - @`` (or a tab or carriage return before them),
also from a CSV file; see OWASP, "CSV Injection". Full-width forms count, and white space and
invisible characters before them do not hide them.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import IO, Any, Final

#: Characters of one XLSX cell (Excel specifications and limits), counted in UTF-16 units.
XLSX_LIMIT: Final = 32_767

_FORMULA: Final = frozenset("=+-@")
_MINUS: Final = frozenset("−‐‑‒–—")
#: Where a list separator or line break inside a cell would let a wrongly split file begin one.
_INNER: Final = re.compile(
    r"(?<=[;\t\n\r])(?P<space>[^\S\n\r]*)(?P<sign>[=+@＝＋＠﹢﹦﹫]|[-－﹣](?!\s))"
)
#: Not allowed in XML 1.0 (Char), and lone surrogates, which no encoding holds.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: Embeddings, overrides and isolates (Unicode UAX #9, 2): "exe.txt" would be shown as "txt.exe",
#: and what somebody writes behind it backwards too. Right-to-left scripts read rightly without.
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]|~$]|:(?=//))")


def plain(text: str) -> str:
    """The text without what no file can hold (NUL, other control characters, lone surrogates).

    Nor with characters that turn the direction of what follows them.
    """
    return _TURNING.sub("", _ILLEGAL.sub("", text))


def new_workbook(to: Path | IO[bytes]) -> Any:
    """An xlsxwriter workbook in which a text stays one: no formula, link or number is made of it.

    For a path rows must be written in their order: they go to the file as they come.
    """
    import xlsxwriter  # heavy, and only this format needs it

    kept = not isinstance(to, Path)
    return xlsxwriter.Workbook(
        str(to) if isinstance(to, Path) else to,
        {
            "constant_memory": not kept, "in_memory": kept, "strings_to_formulas": False,
            "strings_to_urls": False, "strings_to_numbers": False,
        },
    )  # fmt: skip


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet could take this text for a formula or command."""
    if text[:1] in {"\t", "\r", "\n"}:
        return True
    for char in text:
        if char.isspace() or unicodedata.category(char) in {"Cf", "Cc", "Zs"}:
            continue
        shown = unicodedata.normalize("NFKC", char)[:1]
        return shown in _FORMULA or char in _MINUS
    return False


def csv_cell(value: object) -> str:
    """A value for a CSV cell; text that would run is shown behind a single quote.

    A negative number of ours stays a number. Signs behind a semicolon, tab or line break inside
    the text are disarmed too, for spreadsheets that split the file at the wrong separator.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text = _INNER.sub(r"\g<space>'\g<sign>", plain(value))
    return f"'{text}" if begins_formula(text) else text


def xlsx_cell(value: object) -> str:
    """Text for an XLSX cell of type string: legal in XML, one kind of line break, not too long."""
    text = plain("" if value is None else str(value)).replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("<r>"):  # XlsxWriter would write this as markup, unescaped
        text = f" {text}"
    length = _units(text)
    if length <= XLSX_LIMIT:
        return text
    note = f" … [dipotong: {length:,} karakter]".replace(",", ".")
    room = XLSX_LIMIT - len(note)
    cut = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
    return cut + note


def _units(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)


def json_line(text: str) -> str:
    """JSON text that stays one line for every reader, and can be encoded.

    Python and JavaScript split lines at U+2028, U+2029 and U+0085, which JSON leaves as they are.
    """
    return re.sub("[\u0085\u2028\u2029\ud800-\udfff]", lambda m: f"\\u{ord(m.group()):04x}", text)


def markdown_cell(value: object) -> str:
    """Text for a Markdown table's cell or line: no markup of its own, on one line."""
    text = " ".join(plain("" if value is None else str(value)).split())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKDOWN.sub(r"\\\1", text)
    text = re.sub(r"\A([-+=#])", r"\\\1", text)
    text = re.sub(r"\A(\d{1,9})([.)])", r"\1\\\2", text)
    return re.sub(r"(?i)\bwww\.", r"www\\.", text)


def markdown_quote(value: object) -> str:
    """Text as a Markdown block quotation, its lines kept, no markup of its own."""
    lines = plain("" if value is None else str(value)).splitlines() or [""]
    return "\n".join(f"> {markdown_cell(line)}".rstrip() for line in lines)


#: A line break before these begins a new line; others are where the file's line ended.
NEW_LINE: Final = re.compile(
    r"\n\s*(?=\n|\(\d|[a-z]{1,2}\.\s|\d{1,3}\.\s|[-–•*]\s"
    r"|(?:Pasal|Ayat|Huruf|Angka|BAB|Bagian|Paragraf)\s|\|)"
)


def flowing(text: str) -> str:
    """The text with its own lines only, each without the breaks and spaces of the file's."""
    lines = (" ".join(line.split()) for line in NEW_LINE.split(text))
    return "\n".join(line for line in lines if line)
