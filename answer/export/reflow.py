"""Where a line of a text begins anew, and where the file's line only happened to end."""

from __future__ import annotations

import re
from typing import Final

#: A line break before these begins a new line; others are where the file's line ended.
NEW_LINE: Final = re.compile(
    r"\n\s*(?=\n|\(\d|[a-z]{1,2}\.\s|\d{1,3}\.\s|[-–•*]\s"
    r"|(?:Pasal|Ayat|Huruf|Angka|BAB|Bagian|Paragraf)\s|\|)"
)


def flowing(text: str) -> str:
    """The text with its own lines only, each without the breaks and spaces of the file's."""
    lines = (" ".join(line.split()) for line in NEW_LINE.split(text))
    return "\n".join(line for line in lines if line)
