"""Bytes become text: byte-order marks and UTF-8 first, a guess only after that."""

from __future__ import annotations

import codecs
import re
from typing import Final

from ingest.errors import UnreadableSource
from ingest.messages import Message

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
