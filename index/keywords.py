"""The words of a question that are looked for: without those that only make it a question.

"Apakah", "siapa", "dulu" are rare in acts, so BM25 would take them for the rarest and most telling
words of the question. Words that acts use all the time ("yang", "dalam") carry little weight by
themselves and stay: taking them out cost the labour questions two points of MRR by words alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from index.bridge import Term, bridge
from index.language import Language
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


#: How many of a term's renderings an English question is searched with, best first.
RENDERINGS: Final = 3


def bridged_words(
    text: str, language: Language, known: Callable[[str], bool]
) -> tuple[str, tuple[Term, ...]]:
    """What to look for by words, and the bridge that was crossed to get there.

    An English question is looked for in the words of acts (its rough gloss and the renderings of
    its terms) and in its own. An everyday Indonesian word is helped only where no source of the
    library has it (``known`` says no): adding to words that are there cost the labour questions
    two points of MRR. English: MRR@10 .35 -> .61 and .39 -> .63 (bench/results/ranking.md).
    """
    crossing = bridge(text, language)
    if language == "en":
        legal = [word for term in crossing.terms for word in term.legal[1:RENDERINGS]]
        words = " ".join((keywords(crossing.translated), *legal, keywords(text)))
        return words, crossing.terms
    unknown = tuple(t for t in crossing.terms if not all(map(known, tokens(t.asked))))
    return " ".join((keywords(text), *(t.legal[0] for t in unknown))), unknown
