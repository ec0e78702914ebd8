"""Text as every reader hands it on: one normal form, whatever the file was.

NFC; line ends are ``\\n``; all Unicode spaces become the plain space; soft hyphens, zero-width
and control characters and direction overrides are removed (they hide or reorder what a reader
sees); glyphs of the old Symbol and Wingdings fonts become the characters they show.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Private-use code points that Word and Acrobat write for Symbol/Wingdings glyphs.
_GLYPHS: Final = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF06F: "o", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "−", 0xF02B: "+",
    0xF0B0: "°", 0xF0B1: "±", 0xF0A3: "≤", 0xF0B3: "≥", 0xF06D: "μ", 0xF062: "β", 0xF061: "α",
    0xF067: "γ", 0xF044: "Δ", 0xF0D6: "√", 0xF0B4: "×", 0xF03D: "=",
}  # fmt: skip


class _Table(dict[int, str | None]):
    """What `str.translate` puts for a character; worked out once for each that occurs."""

    def __missing__(self, code: int) -> str | None:
        self[code] = replaced = _replaced(code)
        return replaced


def _replaced(code: int) -> str | None:
    character = chr(code)
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category in {"Zl", "Zp"} or code in {0x0B, 0x0C, 0x85}:
        return "\n"
    if category in {"Cc", "Cf"} and character not in "\n\t":
        return None
    if category == "Cs" or code & 0xFFFE == 0xFFFE:
        return None  # lone surrogates and non-characters cannot be exchanged
    if category == "Co":
        return _GLYPHS.get(code, "\N{REPLACEMENT CHARACTER}")
    return character


_TABLE: Final = _Table()
_SPACES: Final = re.compile(r"[ \t]+")
_BLANKS: Final = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """``text`` in the normal form above; lines stay lines, indentation stays."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.translate(_TABLE))


def clean_line(text: str) -> str:
    """``clean`` for what must be one line: every run of white space is one space."""
    return " ".join(clean(text).split())


def tidy_lines(text: str) -> str:
    """Lines without outer white space, inner runs as one space, at most one blank line between.

    For text whose layout carries no meaning (PDF, OCR, HTML, DOCX), not for typed text.
    """
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n")
