"""The content words of a question, each with the roots that count as saying it in an act.

What the refusal, the choice of a unit and of a sentence, and the marking of words look at. The
words cross the same bridge as the search (`question.bridge`): of an English question its terms are
those of the Indonesian gloss, an everyday word also has the roots of what acts say for it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from index.question.bridge import Bridge, bridge
from index.question.language import Language
from index.question.terms import STOP, content, root, words

#: How many of a term's renderings count as saying it, best first.
RENDERINGS: Final = 3


def content_terms(
    question: str, language: Language, crossing: Bridge
) -> tuple[tuple[str, frozenset[str]], ...]:
    """The content words in the order of the question (of an English one: of its gloss), each
    with its roots. ``crossing`` is the bridge over the question, by the lists alone."""
    text = crossing.translated if language == "en" else question
    at = {word: place for place, word in reversed(list(enumerate(words(text))))}
    told = sorted(content(text).items(), key=lambda item: at[item[1]])
    said = {word: {found} for found, word in told}
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


@lru_cache(maxsize=256)
def _asked(text: str, language: Language) -> tuple[tuple[str, frozenset[str]], ...]:
    return content_terms(text, language, bridge(text, language).listed)


def asked_words(text: str, language: Language) -> dict[str, frozenset[str]]:
    """`content_terms` of a text that is no question (a claim, a part of one)."""
    return dict(_asked(text, language))
