"""The bodies that make rules below the President's, by the words of their names.

Ministries change their names with every cabinet; an act keeps the name of its day. Codes are
those of the usual abbreviations (``Permendagri``, ``Permenkumham``), as in the documentation
networks of the ministries (JDIH). A body that is not in the table still gets a code, made of
its own words, so that two bodies never share one.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.words import read_data

#: Words of a ministry's name (folded by `fold`) to the code that follows "permen"/"kepmen".
MINISTRIES: Final[dict[str, str]] = read_data("ingest/data/act_types.toml")["ministries"]

#: Words of another body's name (folded) to its code: ``per`` + code, ``kep`` + code.
BODIES: Final[dict[str, str]] = read_data("ingest/data/act_types.toml")["bodies"]

_SEPARATORS = re.compile(r"[\s\-‐-―•·.,/&_()\[\]]+")


def fold(words: str) -> str:
    """Lower case, one space between words, no punctuation, "Republik Indonesia" left out.

    The old spelling's ``oendang`` becomes ``undang``, and ``undangundang`` two words.
    """
    text = _SEPARATORS.sub(" ", words.casefold()).strip()
    text = re.sub(r"\boendang", "undang", text)
    text = re.sub(r"\bundang ?undang", "undang undang", text)
    text = re.sub(r"\s*\b(?:republik indonesia serikat|republik indonesia|r i|ri)\b", "", text)
    return text.strip()


def slugify(words: str, limit: int = 80) -> str:
    """Words as a piece of an id: lower case ASCII letters and digits, joined by hyphens."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if len(slug) <= limit:
        return slug
    return slug[:limit].rsplit("-", 1)[0].strip("-")
