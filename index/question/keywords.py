"""The words that only make a question of what is asked.

No correction reads them as something else, no bridge crosses them, and no bare term begins with
one. The search keeps them: few units have them, but leaving them out changed no set of questions
(bench/results/ranking.md).
"""

from __future__ import annotations

from typing import Final

from ingest.words import function_words

_ASKING: Final = function_words("asking_id", "asking_en")


def is_asking(word: str) -> bool:
    """Whether a word (in small letters) only makes a question of what is asked."""
    return word in _ASKING
