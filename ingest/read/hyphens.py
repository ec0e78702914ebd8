"""Words broken at the end of a line are put together where that is safe.

In Indonesian the hyphen at a line's end is almost always part of the word ("perundang-undangan",
"undang-undang", "kegiatan-kegiatan"), so it stays and only the line break goes. It is dropped
only where the same document writes the joined word elsewhere and never the hyphenated one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

#: PDFium writes U+0002 for a hyphen at a line's end, having removed the line break itself.
_BROKEN: Final = re.compile(r"([^\W\d_]{2,})(?:[\x02\xad]\n?|- ?\n)(?=([^\W\d_]{2,}))")
#: A word with its hyphens, which here are in question.
_HYPHENED: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def vocabulary(pages: Iterable[str]) -> frozenset[str]:
    """The words of a document, with their inner hyphens, in lower case."""
    return frozenset(word.lower() for page in pages for word in _HYPHENED.findall(page))


def join_broken_words(text: str, known: frozenset[str]) -> str:
    """``text`` with words that a line end breaks put together; ``known`` from `vocabulary`."""

    def joined(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        whole = (left + right).lower()
        kept = f"{left}-{right}".lower()
        if whole in known and kept not in known and right[0].islower():
            return left
        return left + "-"

    # What is left of U+0002 stands at a line's end too, after a digit or a sign.
    return _BROKEN.sub(joined, text).replace("\x02", "-\n")
