"""Which of the two languages a question is in, by a vote of the small words."""

from __future__ import annotations

from typing import Final, Literal

from dalil.ingest.words import LETTERS, function_words

Language = Literal["id", "en"]


_INDONESIAN: Final = function_words("language_id")
_ENGLISH: Final = function_words("language_en")


def language_of(text: str) -> Language:
    """``"en"`` where English small words outnumber Indonesian ones, else ``"id"``.

    The library is Indonesian, so a draw (a bare title, a number) counts as Indonesian.
    """
    words = LETTERS.findall(text.lower())
    english = sum(w in _ENGLISH for w in words)
    indonesian = sum(w in _INDONESIAN for w in words)
    return "en" if english > indonesian else "id"
