"""Initials of given names; citeproc's own set a stop behind words that have none.

CSL 1.0.2, "initialize-with": names in capitals become initials, other words (particles, "bin")
stay as they are. citeproc-py puts the mark behind such a word too ("S. binti .") and takes a name
that begins with an apostrophe or is written without capitals for one.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import Any, Final

from citeproc import model

_NAME_PART: Final = re.compile(r"[^\s.]+")


def initials(given: str, mark: str, *, hyphen: bool = True) -> str:
    """``S. binti`` of ``Siti binti``; with hyphens kept, ``J.-P.`` of ``Jean-Paul``."""
    parts = given.split("-") if hyphen else [given.replace("-", " ")]
    return "-".join(_part(part, mark) for part in parts)


def _part(part: str, mark: str) -> str:
    letters = [_initial(word) for word in _NAME_PART.findall(part)]
    said = []
    for is_initial, run in groupby(letters, key=lambda pair: pair[1]):
        words = [word for word, _ in run]
        said.append(mark.join([*words, ""]) if is_initial else " ".join(words))
    return " ".join(" ".join(said).split())


def _initial(word: str) -> tuple[str, bool]:
    """The first letter of a name in capitals, else the word, and which of both it is."""
    word = unicodedata.normalize("NFC", word)
    cased = next((c for c in word if c.lower() != c.upper()), "")
    return (cased, True) if cased.isupper() or cased.istitle() else (word, False)


class Name(model.Name, model.CitationStylesElement):  # type: ignore[misc]
    """citeproc's ``cs:name``; it looks elements up by the classes' names, the latest first."""

    def initialize(self, given: str, mark: str, context: Any) -> str:
        """What a style with ``initialize-with`` shows of the given names."""
        hyphen = self.get_option("initialize-with-hyphen", context)
        return initials(given, mark, hyphen=bool(hyphen))
