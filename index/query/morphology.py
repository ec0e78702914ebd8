"""The dictionary forms a word of a question may stand for: plurals, tenses, spellings, clitics.

A word list holds one form of each word ("permit", "licence"); questions have others ("permits",
"licensed", "license"). `english` and `indonesian` give the forms to look up, best first; forms
that are no words at all do no harm, since no list has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from dalil.ingest.words import read_data

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
_LEAST_WORD: Final = 3  # letters that must remain


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
        if len(stem) > _LEAST_WORD and stem[-1] == stem[-2]:
            forms.append(stem[:-1])
        forms.append(stem + "e")
    for ending, adjective in _ADVERBS:
        if word.endswith(ending):
            forms.append(word.removesuffix(ending) + adjective)
    kept = [f for f in forms if len(f) >= _LEAST_WORD or f == word]
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
    return tuple(
        dict.fromkeys(f for f in (word, without, bare) if len(f) >= _LEAST_WORD or f == word)
    )


# An English "stored" may be "menyimpan", "disimpan" or "penyimpanan": made by the rules of meN- (k,
# p, s and t of a root are swallowed); of forms they leave open, those are right that the library
# has.

#: me- before a root, what the root began with if its first letter was swallowed; longest first.
_PREFIXES: Final = (("meny", "s"), ("meng", "k"), ("mem", "p"), ("men", "t"), ("me", ""))
_VOWELS: Final = frozenset("aeiou")
_LEAST_ROOT: Final = 6  # letters of a verb that has a root left


def other_forms(verb: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The passive and the noun of a verb in me-, as far as ``known``; nothing of other words.

    >>> other_forms("menerbitkan", {"diterbitkan", "penerbitan", "dinerbitkan!"}.__contains__)
    ('diterbitkan', 'penerbitan')
    >>> other_forms("pengadilan", lambda word: True)
    ()
    """
    if len(verb) < _LEAST_ROOT or not verb.isalpha():
        return ()
    passives = [form for root in _roots(verb) if known(form := "di" + root)]
    nouns = [form for form in _nouns(verb) if known(form)]
    return tuple(dict.fromkeys((*passives, *nouns[:1])))


def _roots(verb: str) -> Iterator[str]:
    """What may follow me-: "erbitkan" and "terbitkan" of "menerbitkan"."""
    for prefix, swallowed in _PREFIXES:
        if verb.startswith(prefix):
            rest = verb.removeprefix(prefix)
            if prefix != "meny":
                yield rest
            if swallowed and rest[:1] in _VOWELS:
                yield swallowed + rest
                if prefix in ("mem", "men"):
                    yield prefix[-1] + rest  # "memakan" from "makan"
            return


def _nouns(verb: str) -> Iterator[str]:
    """The noun in pe-…-an: "penerbitan" of "menerbitkan", "pengakhiran" of "mengakhiri"."""
    if verb.startswith("me"):
        noun = "p" + verb[1:]
        for stem in (noun.removesuffix("kan"), noun, noun.removesuffix("i")):
            yield stem + "an"


# Spoken Indonesian drops the first syllable of meN- and says -in for -kan and -i (Sneddon,
# "Colloquial Jakartan Indonesian", 2006, ch. 2). Only a word that no source has is read so, and
# only as one that some source has.

#: Letters of the shortest word that is read as a verb.
SHORTEST = 4


def written(word: str, known: Callable[[str], bool]) -> str | None:
    """The written form of a spoken verb that ``known`` has; None where there is none.

    >>> [written(w, lambda form: True) for w in ("nahan", "nyuri", "digantiin", "ngerokok")]
    ['menahan', 'mencuri', 'digantikan', 'merokok']
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    forms = [form for form in _forms(word) if form != word]
    found = next(filter(known, forms), None)
    if found is None:  # acts say "pencurian" and nowhere "mencuri"
        found = next((other for form in forms for other in other_forms(form, known)), None)
    return found


def _forms(word: str) -> Iterator[str]:
    for stem in _endings(word):
        yield stem
        if word.startswith("nge"):  # ngerokok, ngecek
            yield from (f"me{stem[3:]}", f"menge{stem[3:]}")
        elif word.startswith("ny"):  # nyuri (c), nyimpan (s)
            yield from (f"menc{stem[2:]}", f"me{stem}")
        elif word.startswith("ng"):  # ngambil, ngirim
            yield f"me{stem}"
        elif word.startswith(("m", "n")):  # mecat, nahan; ngubah has its ng above
            yield from (f"me{stem}", f"men{stem[1:]}", f"mem{stem[1:]}")
        elif word.startswith(("b", "d", "j", "c", "p", "g")):  # bunuh and gebuk bare, with -in
            yield from (f"mem{stem}", f"men{stem}", f"meng{stem}")


def _endings(word: str) -> Iterator[str]:
    if word.endswith("in") and len(word) > SHORTEST + 1:
        yield from (f"{word[:-2]}kan", f"{word[:-2]}i")
        yield word[:-2]
    else:
        yield word
