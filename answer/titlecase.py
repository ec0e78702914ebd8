"""Titles as they are printed: acts arrive in capitals, and leave in title case.

The rule is that of the Indonesian spelling guide (EYD V, I.A: capital letters in titles):
every word begins with a capital, both halves of a full reduplication too (Undang-Undang, but
Perundang-undangan), and prepositions and conjunctions stay small unless they come first.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.markup import unmarked
from ingest.words import function_words, word_set

_SMALL: Final = function_words("written_small_id")

#: Acronyms that could be read as words. Those without a vowel (BPJS, PT, DPRD) need no list.
_ACRONYMS: Final = word_set("answer/data/abbreviations.toml", "acronyms")

#: A word of letters with its apostrophes: "Qur'an", "Ma'arif".
_APOSTROPHED: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: A run without whitespace that is no plain word: it has digits (2OO9) or inner dots (D.I.).
_CODE: Final = re.compile(r"[^\W\d_]*\d|[^\W\d_]\.[^\W\d_]")
_ROMAN: Final = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\Z")
_VOWEL: Final = re.compile(r"[AEIOUÀ-Ý]")


def title_case(title: str) -> str:
    """The title in title case if it is in capitals; one with small letters is left as it is.

    White space is folded to single spaces; quotation marks and punctuation stay. Markup in the
    title (`ingest.markup`) is not shown.
    """
    return title_case_marked(unmarked(title))


def title_case_marked(title: str) -> str:
    """`title_case` of a title whose markup stays in it."""
    title = " ".join(title.split())
    letters = [c for c in title if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return title
    words: list[str] = []
    for run in title.split(" "):
        first = not words or words[-1].endswith((":", "."))
        words.append(run if _CODE.search(run) else _run(run, first))
    return " ".join(words)


def _run(run: str, first: bool) -> str:
    """One run without spaces: ``KABUPATEN/KOTA``, ``UNDANG-UNDANG``, ``(PERSERO)``."""

    def cased(match: re.Match[str]) -> str:
        word = match.group()
        if word.lower() in _SMALL and not (first and match.start() == run.find(word)):
            return word.lower()
        if _echoes(run[: match.start()], word):
            return word.lower()
        if word in _ACRONYMS or _ROMAN.match(word) or not _VOWEL.search(word):
            return word
        return word[:1] + word[1:].lower()

    return _APOSTROPHED.sub(cased, run)


def _echoes(before: str, word: str) -> bool:
    """Whether the word is the second half of a partial reduplication (PERUNDANG-UNDANGAN)."""
    head = before.removesuffix("-")
    if head in (before, word):
        return False
    return any(head.endswith(word[:n]) for n in range(4, len(word) + 1))
