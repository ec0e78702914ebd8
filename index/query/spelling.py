"""Typing mistakes: a word that no source has, read as the word that was meant.

Only a word that the index does not know is read otherwise: at one mistake (a letter more, less,
other, or two swapped; optimal string alignment), at two in a long word. Of the words so near, the
nearest, and of these the one most passages have. A word of Indonesian is no mistake, whether a
source has it or not, and nothing is read as a fragment that only a scan has ("kepa", of "kepada").
A spoken verb ("nyuri") is read as the written one first (`index.query.morphology`), a colloquial
spelling ("dgn") as the standard one. What was typed stays in the search.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from dalil.index.query.analyzer import STOP, Language, is_asking, root
from dalil.index.query.lexicon import english_words, everyday_terms, is_word, standard_spelling
from dalil.index.query.morphology import english, indonesian, written
from dalil.index.query.translate import recognised_words
from dalil.ingest.words import WORD

if TYPE_CHECKING:
    from dalil.index.engines.engine import Vocabulary


#: Letters of the shortest word that is corrected; shorter ones are near to too many others.
SHORTEST: Final = 4
#: The same in an English question, whose words are compared with a list that has not all of them.
SHORTEST_ENGLISH: Final = 6
#: Letters from which on a word may have two mistakes, and those of its root that it must have:
#: of "seenaknya" only "enak" is telling, and "sebenarnya" is another word, as is "membahas" for
#: "membajak".
LONG: Final = 8
LONG_ROOT: Final = 6
#: Units that must have a word that is read for another, in a library of many: what stands in
#: fewer is often itself a misreading of a scan.
_ATTESTED: Final = 3
_MANY: Final = 10_000
#: The share of the units that must have a word which no dictionary has, and the least of them.
_COMMON_RATIO: Final = 0.002
_COMMON: Final = 5


@dataclass(frozen=True, slots=True)
class SpellingCorrection:
    """A question with its mistakes read as what was meant, and what was changed."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()  # (as typed, as read)


def corrected(
    text: str, language: Language, lexical: Vocabulary, kept: Callable[[str], bool]
) -> SpellingCorrection:
    """The question as it was meant. ``kept`` says of a word that it is to stay as it is.

    Numbers, abbreviations, words that make it a question and everyday words that the bridge
    knows stay too. A small word in a colloquial spelling is written out and not shown as changed:
    nothing else is looked for. An English question is compared with the words that the bridge
    translates.
    """
    if language == "en":
        return _in_english(text, lexical, kept)
    changes: dict[str, str] = {}
    recognised = cache(lambda: recognised_words(text, language))

    def known(form: str) -> bool:
        return lexical.knows(form) or everyday_terms().longest(((form,),), 0) is not None

    def read(match: re.Match[str]) -> str:
        typed = match[0]
        word = typed.lower()
        if not word.isalpha() or (typed.isupper() and not text.isupper()) or kept(word):
            return typed
        spelled = standard_spelling(word)
        if spelled and all(part in STOP or is_asking(part) for part in spelled.split()):
            return spelled
        if (
            len(word) < SHORTEST
            or _is_name(text, match)
            or word in STOP
            or is_asking(word)
            or any(lexical.knows(form) for form in (word, root(word), *indonesian(word)))
            or word in recognised()  # asked last: most questions have no unknown word
        ):
            return typed
        meant = written(word, known)
        if meant is None and spelled and all(map(known, spelled.split())):
            meant = spelled
        if meant is None and not is_word(word):
            meant = nearest(word, lexical)
        if meant is None:
            return typed
        changes[typed] = meant
        return meant

    return SpellingCorrection(WORD.sub(read, text), tuple(changes.items()))


def _is_name(text: str, word: re.Match[str]) -> bool:
    """Whether a word has a capital that neither the beginning of a sentence nor a whole line in
    capitals gives it: "Semarang" is no mistake for "sekarang"."""
    if not word[0][0].isupper() or text.isupper():
        return False
    before = text[: word.start()].rstrip(" \"“'‘(")
    return bool(before) and before[-1] not in ".?!:\n"


def _in_english(text: str, lexical: Vocabulary, kept: Callable[[str], bool]) -> SpellingCorrection:
    changes: dict[str, str] = {}

    def read(match: re.Match[str]) -> str:
        typed = match[0]
        known = english_words()
        if (
            len(typed) < SHORTEST_ENGLISH
            or not (typed.isalpha() and typed.islower())  # a name stays
            or kept(typed)
            or is_asking(typed)
            or typed in STOP
            or lexical.knows(typed)
            or any(form in known for form in english(typed))
        ):
            return typed
        meant = _only_one_near(typed, known)
        if meant is None:
            return typed
        changes[typed] = meant
        return meant

    return SpellingCorrection(WORD.sub(read, text), tuple(changes.items()))


def _only_one_near(word: str, known: frozenset[str]) -> str | None:
    """The only word that begins alike and is one mistake away; its plural is no other word."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(
        word,
        [k for k in known if k[0] == word[0] and abs(len(k) - len(word)) <= 1],
        scorer=OSA.distance,
        score_cutoff=1,
        limit=3,
    )
    found = {other for other, _, _ in near}
    return found.pop() if len(found) == 1 else None


def nearest(word: str, lexical: Vocabulary) -> str | None:
    """The word of the index that was meant by one it does not have; None if none is near.

    Only words that begin with the first letter typed, or the second (two swapped): the first
    letter is seldom mistaken (Pollock and Zamora, JASIS 1983), and the rest need not be compared.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 2 if len(word) >= LONG and len(root(word)) >= LONG_ROOT else 1
    offered = [
        other
        for letter in dict.fromkeys(word[:2])
        for length in range(len(word) - most, len(word) + most + 1)
        for other in _beginning(lexical, letter).get(length, ())
    ]
    near = process.extract(word, offered, scorer=OSA.distance, score_cutoff=most, limit=None)
    least = _ATTESTED if lexical.count >= _MANY else 1
    ranked = sorted(
        (distance, -units, other)
        for other, distance, _ in near
        if (units := lexical.frequency(other)) >= least
    )
    common = max(_COMMON, round(_COMMON_RATIO * lexical.count))
    real = (other for _, units, other in ranked if -units >= common or is_word(other))
    return next(real, None)


#: The words of an index by first letter and length, made when a letter is first needed.
_INITIALS: WeakKeyDictionary[Vocabulary, dict[str, dict[int, list[str]]]] = WeakKeyDictionary()


def _beginning(lexical: Vocabulary, letter: str) -> dict[int, list[str]]:
    initials = _INITIALS.setdefault(lexical, {})
    if letter not in initials:
        by_length: dict[int, list[str]] = {}
        for word in lexical.words():
            if word.startswith(letter) and word.isalpha():
                by_length.setdefault(len(word), []).append(word)
        initials[letter] = by_length  # whole at once: other threads look at it
    return initials[letter]
