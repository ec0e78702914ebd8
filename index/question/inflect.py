"""The dictionary forms a word of a question may stand for: plurals, tenses, spellings, clitics.

A word list holds one form of each word ("permit", "licence"); questions have others ("permits",
"licensed", "license"). `english` and `indonesian` give the forms to look up, best first; forms
that are no words at all do no harm, since no list has them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ingest.words import read_data

#: British and American spellings fall together; applied to the list and to the question alike,
#: so it does not matter that "advise" becomes "advize" in both.
_SPELLINGS: Final = (
    (re.compile(r"is(?=(?:e|ed|es|er|ers|ing|ation|ations)\Z)"), "iz"),
    (re.compile(r"(?<=\w{3})our(?=(?:s|ed|ing|er|ers|able)?\Z)"), "or"),
    (re.compile(r"\A(defen|offen|licen)ce(?=s?\Z)"), r"\1se"),
    (re.compile(r"\A(cent|met|theat|lit)re(?=s?\Z)"), r"\1er"),
    (re.compile(r"\A(judg|acknowledg|abridg)ement"), r"\1ment"),
    (re.compile(r"\A(program)me(?=s?\Z)"), r"\1"),
    (re.compile(r"\A(enrol|instal|fulfil)(?=ment)"), r"\1l"),
    (re.compile(r"\A(fulfil|enrol)\Z"), r"\1l"),
    (re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers)\Z)"), "l"),  # cancelled, traveller
)

#: What every word that one of them changes has; most words have none of it.
_SUSPECT: Final = re.compile(r"is|our|ce|re|dge|mme|ol|al|fil|ll")

_IRREGULAR: Final = {
    form: word
    for word, forms in read_data("index/data/irregular_en.toml")["forms"].items()
    for form in forms.split()
}

#: "publicly" stands for "public" where no list has the adverb itself.
_ADVERBS: Final = (("ically", "ic"), ("ically", "ical"), ("ily", "y"), ("bly", "ble"), ("ly", ""))

_CLITIC: Final = re.compile(r"(?:kah|lah|pun)?\Z")
_POSSESSIVE: Final = re.compile(r"(?:nya|ku|mu)\Z")
_LEAST: Final = 3  # letters that must remain


@lru_cache(maxsize=16_384)
def spelled(word: str) -> str:
    """A lower-case English word in the one spelling in which words are compared."""
    if not _SUSPECT.search(word):
        return word
    for pattern, to in _SPELLINGS:
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=4096)
def english(word: str) -> tuple[str, ...]:
    """The forms an English word may stand under, itself first.

    >>> english("Licences")[1]
    'license'
    >>> english("permitted")
    ('permitted', 'permitt', 'permit', 'permitte')
    """
    word = word.lower()
    forms = [word]
    if word in _IRREGULAR:
        forms.append(_IRREGULAR[word])
    if word.endswith("ies"):
        forms += [word[:-3] + "y", word[:-1]]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        # "licences" before "licenc": the plural in -s is the commoner one
        forms.append(word[:-1])
        if word.endswith("es"):
            forms.append(word[:-2])
    elif word.endswith("ied"):
        forms.append(word[:-3] + "y")
    elif word.endswith(("ed", "ing")):
        stem = word.removesuffix("ed").removesuffix("ing")
        forms.append(stem)
        if len(stem) > _LEAST and stem[-1] == stem[-2]:
            forms.append(stem[:-1])
        forms.append(stem + "e")
    for ending, adjective in _ADVERBS:
        if word.endswith(ending):
            forms.append(word.removesuffix(ending) + adjective)
    kept = [f for f in forms if len(f) >= _LEAST or f == word]
    return tuple(dict.fromkeys(spelled(f) for f in kept))


@lru_cache(maxsize=4096)
def indonesian(word: str) -> tuple[str, ...]:
    """The forms an Indonesian word may stand under: itself, then without clitics.

    >>> indonesian("gajinyakah")
    ('gajinyakah', 'gajinya', 'gaji')
    """
    word = word.lower()
    without = _CLITIC.sub("", word, count=1)
    bare = _POSSESSIVE.sub("", without)
    return tuple(dict.fromkeys(f for f in (word, without, bare) if len(f) >= _LEAST or f == word))
