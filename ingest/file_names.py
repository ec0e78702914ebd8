"""File names as text: on disk a name is bytes, which need be no UTF-8 and may hold anything.

Python shows such bytes as lone surrogates, which no database, JSON file or terminal takes; and a
name may hold line ends and what a terminal obeys. `printable` writes them so that a person sees
where they are, and `actual` finds the file again.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from dalil.ingest.messages import Message

#: Control characters, lone surrogates, and what turns the direction of writing.
_UNSHOWN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
#: A byte of such a character, as it is shown: the sign for "no character" and two digits.
_SIGN: Final = "\N{REPLACEMENT CHARACTER}"
_SHOWN: Final = re.compile(f"(?:{_SIGN}[0-9A-F]{{2}})+")


def printable(name: str | os.PathLike[str]) -> str:
    """A path, or a message that names one, as text that can be kept, printed and searched."""
    if isinstance(name, Message):
        return name.through(printable)
    text = os.fspath(name)
    if text.isascii() and text.isprintable():
        return text
    return _UNSHOWN.sub(_bytes_of, text)


def actual(text: str) -> Path:
    """The path that `printable` wrote."""
    if _SIGN not in text:
        return Path(text)
    return Path(_SHOWN.sub(_characters_of, text))


def resolved(path: Path) -> str:
    """The path in full and without links, printable: under it the catalogue knows a file."""
    try:
        return printable(path.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return printable(path.absolute())


def is_gone(path: Path) -> bool:
    """Whether there is no file any more; a place that may not be looked into may still have it."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _bytes_of(match: re.Match[str]) -> str:
    try:
        data = os.fsencode(match[0])
    except UnicodeEncodeError:  # a surrogate that no file name gives
        data = match[0].encode("utf-8", "surrogatepass")
    return "".join(f"{_SIGN}{byte:02X}" for byte in data)


def _characters_of(match: re.Match[str]) -> str:
    data = bytes.fromhex(match[0].replace(_SIGN, ""))
    try:
        return os.fsdecode(data)
    except UnicodeDecodeError:
        return match[0]
