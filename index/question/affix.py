"""The other forms in which acts write a verb: "menyimpan" is "disimpan" and "penyimpanan" too.

A word list gives a verb in one form, and which form an English question stands for is not known:
"stored" may be any of the three. Made by the rules of the prefix me- (first letters k, p, s and t
of a root are swallowed: menyimpan from simpan, but mencari from cari); of forms that the rules
leave open, those are right that the library has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

#: me- before a root, what the root began with if its first letter was swallowed; longest first.
_PREFIXES: Final = (("meny", "s"), ("meng", "k"), ("mem", "p"), ("men", "t"), ("me", ""))
_VOWELS: Final = frozenset("aeiou")
_LEAST: Final = 6  # letters of a verb that has a root left


def other_forms(verb: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The passive and the noun of a verb in me-, as far as ``known``; nothing of other words.

    >>> other_forms("menerbitkan", {"diterbitkan", "penerbitan", "dinerbitkan!"}.__contains__)
    ('diterbitkan', 'penerbitan')
    >>> other_forms("pengadilan", lambda word: True)
    ()
    """
    if len(verb) < _LEAST or not verb.isalpha():
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
