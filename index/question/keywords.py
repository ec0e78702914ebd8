"""The words of a question that are looked for: without those that only make it a question.

"Apakah", "siapa", "dulu" are rare in acts, so BM25 would take them for the rarest and most telling
words of the question. Words that acts use all the time ("yang", "dalam") carry little weight by
themselves and stay: taking them out cost the labour questions two points of MRR by words alone.
"""

from __future__ import annotations

from typing import Final

from index.lexical import tokens

_ASKING: Final = frozenset(
    # Indonesian
    "apa apakah siapa siapakah bagaimana bagaimanakah berapa berapakah kapan kapankah dimana "
    "mana manakah mengapa kenapa bolehkah dapatkah bisakah adakah haruskah perlukah wajibkah "
    "mau dulu saja sih kah kalau jika agar bisa ya dong itu ini tolong jelaskan sebutkan "
    # English: its function words mean nothing in an Indonesian text
    "what which who whom whose when where why how is are was were be been do does did can could "
    "may might must shall should will would the a an of to in on for by from with at it its this "
    "that these those there and or as about into under please explain describe".split()
)


def keywords(text: str) -> str:
    """The telling words of a question, in order; the whole question if none is left."""
    return " ".join(word for word in tokens(text) if word not in _ASKING) or text


def is_asking(word: str) -> bool:
    """Whether a word (in small letters) only makes a question of what is asked."""
    return word in _ASKING
