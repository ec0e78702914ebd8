"""How much of a page's text is readable: a page can have text and still say nothing.

A font whose character map is broken gives letters, signs and control characters that look
right on the page and are nonsense as text; rotated tables and bad recognition give crumbs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dalil.ingest.words import function_words

#: Under this share of readable words a page counts as unreadable, and is recognised anew.
#: On real acts clean pages have .95 and more, noisy recognition .8–.95, broken fonts under .4.
READABLE: Final = 0.5

_EDGES: Final = " \t.,;:()[]{}<>\"'“”‘’«»!?/\\-–—…*•·_=+|%&§°~^"
_NUMBER: Final = re.compile(
    r"(?=[.,:/\-–x×%°+±<>≤≥()]*+\d)[\d.,:/\-–x×%°+±<>≤≥()]*[a-zA-Z%]{0,3}\Z"
)
#: A word as a page has it, with its hyphens and dots, nothing behind.
_PRINTED: Final = re.compile(r"[^\W\d_]+(?:['’./&\-–][^\W\d_]+)*\Z")
_CODE: Final = re.compile(r"[^\W_]+(?:[./\-–&'’][^\W_]+)*\Z")
_VOWEL: Final = re.compile("[aeiouyàâäéèêëíïîóöôúüAEIOUY]")
_CROWD: Final = re.compile("[bcdfghjklmnpqrstvwxz]{6,}", re.IGNORECASE)
_DEBRIS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")

#: The words that no page of prose is without: Indonesian, English, Dutch, Latin.
_FUNCTION_WORDS: Final = function_words("page")
#: Pages with fewer words than this are too short to miss them.
_MIN_WORDS: Final = 40
#: … and lists of names have none either; but their words are longer than crumbs.
_MIN_LENGTH: Final = 4.2


def readable_ratio(text: str) -> float:
    """The share of words of ``text`` that look like words or numbers, 0–1; 0 for no text.

    ``text`` is as the PDF library gave it, before control characters are removed.
    """
    good = total = 0.0
    words = functions = letters = 0
    for token in text.split():
        weight, worth, length, function = _judged(token)
        total += weight
        good += worth
        words += length > 0
        letters += length
        functions += function
    if not total:
        return 0.0
    ratio = good / total
    crumbs = letters < _MIN_LENGTH * words and ratio < 0.95
    if words >= _MIN_WORDS and functions < 0.01 * words and crumbs:
        ratio *= 0.25  # crumbs in the shape of words, in no language
    return min(1.0, ratio)


@lru_cache(maxsize=50_000)
def _judged(token: str) -> tuple[int, float, int, bool]:
    """Whether a token counts, what it is worth, its length as a word, and if it is a small word."""
    core = token.strip(_EDGES)
    if not core:
        # A dotted leader or a dash says nothing; a heap of signs is debris.
        return int(len(set(token)) > 3), 0.0, 0, False
    if _DEBRIS.search(token):
        return 1, 0.0, 0, False
    if _NUMBER.match(core):
        return 1, 1.0, 0, False
    if _PRINTED.match(core):
        plain = bool(_VOWEL.search(core)) and not _CROWD.search(core)
        worth = 1.0 if plain or len(core) <= 5 else 0.0
        return 1, worth, len(core), core.lower() in _FUNCTION_WORDS
    return 1, 0.5 if _CODE.match(core) else 0.0, 0, False
