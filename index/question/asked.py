"""The content words of a question, each with the roots that count as saying it in an act.

What the refusal, the choice of a unit and of a sentence, and the marking of words look at. The
words cross the same bridge as the search (`question.bridge`): of an English question its terms are
those of the Indonesian gloss, an everyday word also has the roots of what acts say for it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from index.question.bridge import bridge
from index.question.language import Language
from index.question.terms import STOP, content, root, words

#: How many of a term's renderings count as saying it, best first.
RENDERINGS: Final = 3


@lru_cache(maxsize=256)
def _asked(question: str, language: Language) -> tuple[tuple[str, frozenset[str]], ...]:
    crossing = bridge(question, language)
    said = {
        w: {r} for r, w in content(crossing.translated if language == "en" else question).items()
    }
    for term in (*crossing.terms, *(crossing.plain if language == "en" else ())):
        single = [w for name in term.legal[:RENDERINGS] if len(w := words(name)) == 1]
        if language == "en":
            # "agreement": perjanjian, persetujuan; a phrase counts by each word of its gloss
            first = words(term.legal[0])
            if len(first) == 1 and first[0] in said:
                said[first[0]].update(root(w[0]) for w in single)
            continue
        legal = {root(w) for w in words(term.legal[0]) if w not in STOP}
        legal.update(root(w[0]) for w in single)
        for word in words(term.asked):
            if word in said:
                said[word] |= legal
    return tuple((word, frozenset(found)) for word, found in said.items())


def asked_words(question: str, language: Language) -> dict[str, frozenset[str]]:
    """The content words (of an English question: of its gloss) in order, each with its roots."""
    return dict(_asked(question, language))
