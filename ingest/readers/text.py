"""Plain text: every line comes through as it was typed, but for strayed catchwords."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path
from typing import Final

from dalil.ingest.errors import UnreadableSource
from dalil.ingest.messages import Message
from dalil.ingest.model import SourceText
from dalil.ingest.readers.page_furniture import without_strayed
from dalil.ingest.readers.tables import without_act_tables

# One normal form: NFC, ``\n``, plain spaces; what is invisible or reorders what a reader sees is
# removed; glyphs of Symbol and Wingdings become the characters they show.

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


# Bytes become text: byte-order marks and UTF-8 first, a guess only after that.

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")

#: Over this share of control characters the file is no text: real text has none, a text with
#: stray form feeds or escapes has a few in a thousand.
_MAX_CONTROL_RATIO: Final = 0.01


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text and the name of the encoding. Raises UnreadableSource if it is no text."""
    if not data.strip(b" \t\r\n\x00"):
        raise UnreadableSource(Message("source.empty", name=name))
    text, encoding = _decode(data, name)
    control = len(_CONTROL.findall(text))
    if "\x00" in text or control > _MAX_CONTROL_RATIO * len(text):
        raise UnreadableSource(Message("source.binary", name=name))
    return text, encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise UnreadableSource(
                    Message(
                        "source.encoding_broken", name=name, encoding=encoding, start=error.start
                    )
                ) from error
    wide = _wide_encoding(data)
    if wide:
        try:
            return data.decode(wide), wide
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise UnreadableSource(Message("source.encoding_unknown", name=name))
    return str(best), best.encoding


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in every other byte."""
    head = data[:2000]
    half = len(head) // 2
    if half < 4:
        return None
    if head[1::2].count(0) > 0.7 * half and head[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if head[::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def read_text(path: Path) -> SourceText:
    """A TXT file. Raises UnreadableSource if it is empty or no text."""
    text, encoding = decode(path.read_bytes(), path.name)
    return SourceText(
        text="\n".join(without_act_tables(without_strayed(clean(text).split("\n")))),
        warnings=guess_warning(encoding),
        reader=f"text ({encoding})",
    )


def guess_warning(encoding: str) -> tuple[str, ...]:
    """A word of doubt where the encoding was guessed, not known."""
    if encoding.startswith(("utf", "ascii")):
        return ()
    return (Message("source.encoding_guessed", encoding=encoding),)
