"""Plain text: every line comes through as it was typed, but for strayed catchwords."""

from __future__ import annotations

from pathlib import Path

from ingest.messages import Message
from ingest.model import SourceText
from ingest.read.clean import clean
from ingest.read.decode import decode
from ingest.read.strayed import without_strayed


def read_text(path: Path) -> SourceText:
    """A TXT file. Raises UnreadableSource if it is empty or no text."""
    text, encoding = decode(path.read_bytes(), path.name)
    return SourceText(
        text="\n".join(without_strayed(clean(text).split("\n"))),
        warnings=guess_warning(encoding),
        reader=f"text ({encoding})",
    )


def guess_warning(encoding: str) -> tuple[str, ...]:
    """A word of doubt where the encoding was guessed, not known."""
    if encoding.startswith(("utf", "ascii")):
        return ()
    return (Message("source.encoding_guessed", encoding=encoding),)
