"""The words of a question that are looked for: without those that only make it a question.

"Apakah", "siapa", "dulu" are rare in acts, so BM25 would take them for the rarest and most telling
words of the question. Words that acts use all the time ("yang", "dalam") carry little weight by
themselves and stay: taking them out cost the labour questions two points of MRR by words alone.
"""

from __future__ import annotations

from typing import Final

from ingest.words import function_words, words

_ASKING: Final = function_words("asking_id", "asking_en")


def keywords(text: str) -> str:
    """The telling words of a question, in order; the whole question if none is left."""
    return " ".join(word for word in words(text) if word not in _ASKING) or text


def is_asking(word: str) -> bool:
    """Whether a word (in small letters) only makes a question of what is asked."""
    return word in _ASKING
