"""The analyser: the words of a question and of a passage, brought to one form so that they compare.

`words` is the tokeniser (`ingest.words`; the index has the same words), `STOP` the words without
content (`ingest/data/function_words.toml`), `root` the stemmer. That is none for an index: it only
has to make "mengoordinasikan" and "koordinasi" equal within one question and its ten passages. The
affixes are those of the Indonesian reference grammar (Tata Bahasa Baku Bahasa Indonesia, ch. 4–6);
after meN-/peN- the nasal has swallowed k, t, s or p, so that letter is taken off the bare roots as
well. Beside the stemmers that others keep: bench/results/stemmers.md.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from dalil.index.query.lexicon import standard_spelling
from dalil.ingest.words import LETTERS, function_words, words

#: Words that carry no content in a question of law, in both languages; the words of references
#: too, since what a reference names is found exactly, not by its words.
STOP: Final = function_words(
    "stop_id", "stop_spoken", "stop_en", "stop_reference_id", "stop_reference_en"
)

_CLITIC: Final = re.compile(r"(?:nya|lah|kah|pun)\Z")
_SUFFIX: Final = re.compile(r"(?:kan|an|i)\Z")
_PREFIX: Final = re.compile(
    r"(?:(?:menge|penge)(?=\w{3}\Z)|me(?:ng|ny|n|m)?|pe(?:ng|ny|n|m)(?=[aeioubdgjk])|per"
    r"|pe(?=[lrwy]|kerja)|be(?:[rl]|(?=kerja))|ter|di|ke|se)"
)
_SECOND_PREFIX: Final = re.compile(r"(?:ber|per|ke)")  # "mem-ber-lakukan", "di-per-panjang"
_IRREGULAR: Final = {"wewenang": "wenang", "berwewenang": "wenang"}
_SWALLOWED: Final = re.compile(r"[ktsp](?=[aeiou])")
_SHORT: Final = frozenset({"di", "menge", "penge"})  # before roots of three letters: "di-sah-kan"
_LEAST: Final = 4  # letters that must remain


@lru_cache(maxsize=65_536)  # the same words again and again: a third of the time of a second look
def root(word: str) -> str:
    """The form in which words of one family are equal; not a word of any dictionary.

    >>> root("mengoordinasikan") == root("koordinasi")
    True
    """
    word = _IRREGULAR.get(word, word)
    if len(word) <= _LEAST or not word.isalpha():
        return word
    for pattern, least in ((_CLITIC, _LEAST), (_SUFFIX, _LEAST), (_SUFFIX, 7)):
        cut = pattern.sub("", word)  # the second suffix: "mengoordinas-i-kan"
        if len(cut) >= least:
            word = cut
    for pattern in (_PREFIX, _SECOND_PREFIX):
        match = pattern.match(word)
        if not match or len(word) - match.end() < (_LEAST if match[0] not in _SHORT else 3):
            break
        word = word[match.end() :]
    if _SWALLOWED.match(word) and len(word) > _LEAST:
        word = word[1:]
    return word


def roots(text: str) -> list[str]:
    """The roots of all words of a text, in order, stop words and repetitions included."""
    return [root(w) for w in words(text)]


def is_stop(word: str) -> bool:
    """Whether a word carries no content, in whatever spelling ("dgn" for "dengan")."""
    return word in STOP or standard_spelling(word) in STOP


def content(question: str) -> dict[str, str]:
    """The content words of a question, each root with the word as asked, in order.

    Where nothing but stop words is asked ("apa itu dasar"), those that are no question words
    are content after all.
    """
    asked = [w for w in words(question) if len(w) > 1 and not w.isdecimal()]
    kept = [w for w in asked if not is_stop(w)]
    return {root(w): w for w in reversed(kept)}


# Words that only make a question: no correction reads them as something else, no bridge crosses
# them, no bare term begins with one. Leaving them out of the search changed no set of questions
# (bench/results/ranking.md).

_ASKING: Final = function_words("asking_id", "asking_en")


def is_asking(word: str) -> bool:
    """Whether a word (in small letters) only makes a question of what is asked."""
    return word in _ASKING


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
