"""The words that only make a question of what is asked.

No correction reads them as something else, no bridge crosses them, and no bare term begins with
one. The search keeps them: few units have them, but leaving them out changed no set of questions
(bench/results/ranking.md).
"""

from __future__ import annotations

from typing import Final

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


def is_asking(word: str) -> bool:
    """Whether a word (in small letters) only makes a question of what is asked."""
    return word in _ASKING
