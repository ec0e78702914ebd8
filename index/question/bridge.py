"""From the words people ask with to the words acts use: the bridge that a search may cross.

Acts say "pemutusan hubungan kerja"; people ask about being "dipecat" or about "dismissal". Which
words of a question were recognised, and what they stand for, is data (`lexicon/`) and what
the library says of its own terms (`own_terms`), never a guess, and is shown to who asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import contains
from typing import Final, Literal

from index.question.alias import LONGEST, key, own_terms
from index.question.inflect import english, indonesian
from index.question.wordlist import Entry, Node, english_terms, everyday_terms, segments
from ingest.words import function_words

__all__ = ["Bridge", "Term", "bridge", "key", "own_terms"]


#: English words that say nothing an Indonesian text would have: dropped from the translation.
_DROPPED: Final = function_words("untranslated_en")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of the question, as typed, and what acts say for it, best first."""

    asked: str
    legal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """What was recognised in a question, in its order.

    ``plain`` are its small and general words, translated as well but no bridge worth showing.
    ``translated`` is the question in the words of acts: of an English one a rough gloss (terms
    in their order, unknown words kept, function words dropped), of an Indonesian one the
    question with its everyday words replaced.
    """

    terms: tuple[Term, ...]
    translated: str
    plain: tuple[Term, ...] = ()


def bridge(
    text: str,
    language: Literal["id", "en"],
    own: Mapping[str, Sequence[str]] | None = None,
) -> Bridge:
    """Recognise the terms of a question; the longest one wins wherever it begins.

    ``own`` are synonyms of the library itself as `own_terms` gives them (keys made by `key`).
    What the lists say comes before them.
    """
    tree = english_terms() if language == "en" else everyday_terms()
    terms: dict[str, Term] = {}
    plain: dict[str, Term] = {}
    pieces: list[str] = []
    copied = 0  # how much of an Indonesian question is in the pieces
    for segment in segments(text):
        forms = [_forms(word, language) for _, _, word in segment]
        at = 0
        while at < len(segment):
            after, entry = _unless_longer(tree, own or {}, segment, forms, at)
            start, end = segment[at][0], segment[after - 1][1]
            asked = text[start:end]
            if entry:
                # a word that acts use as well may stand first in its own row: it stays as it is
                legal = tuple(n for n in entry.legal if not _same(n, forms[at:after]))
                if legal:
                    found = terms if entry.shown else plain
                    found.setdefault(key(asked), Term(asked, legal))
            if language == "en":
                pieces += _gloss(segment[at][2], asked, entry)
            elif entry and entry.replaces and not _same(entry.legal[0], forms[at:after]):
                pieces += (text[copied:start], entry.legal[0])
                copied = end
            at = after
    translated = " ".join(pieces) if language == "en" else "".join((*pieces, text[copied:]))
    return Bridge(tuple(terms.values()), translated, tuple(plain.values()))


def _forms(word: str, language: str) -> tuple[str, ...]:
    if language == "en" and word.lower() in _DROPPED:
        return (word.lower(),)  # "being" is no form of "bee"
    forms = english(word) if language == "en" else indonesian(word)
    return (word, *forms) if word != forms[0] else forms  # "DPRD" as typed first


def _same(name: str, forms: Sequence[Sequence[str]]) -> bool:
    """Whether the name is what was asked, inflected or not."""
    name_words = key(name).split()
    return len(name_words) == len(forms) and all(map(contains, forms, name_words))


def _unless_longer(
    tree: Node,
    own: Mapping[str, Sequence[str]],
    segment: Sequence[tuple[int, int, str]],
    forms: Sequence[Sequence[str]],
    at: int,
) -> tuple[int, Entry | None]:
    """What `_recognise` gives, cut short where a longer term begins inside of it.

    A term of law of the same length is as good as a longer one where general words begin: "in
    public procurement" is not about what is done in public.
    """
    after, entry = _recognise(tree, own, segment, forms, at)
    for later in range(at + 1, after):
        end, other = _recognise(tree, own, segment, forms, later)
        better = bool(other and other.shown and entry and not entry.shown and end > after)
        if end - later > after - at or (better and end - later == after - at):
            return _recognise(tree, own, segment[:later], forms[:later], at)
    return after, entry


def _recognise(
    tree: Node,
    own: Mapping[str, Sequence[str]],
    segment: Sequence[tuple[int, int, str]],
    forms: Sequence[Sequence[str]],
    at: int,
) -> tuple[int, Entry | None]:
    """The index after the longest term from this word on, and its entry; else the next word."""
    after, entry = tree.longest(forms, at) or (at + 1, None)
    for end in range(min(len(segment), at + LONGEST) if own else 0, after - 1, -1):
        found = own.get(" ".join(word.lower() for _, _, word in segment[at:end]))
        if not found:
            continue
        if end > after or entry is None:
            return end, Entry(tuple(found), replaces=_spells_out(end - at, found[0]))
        both = tuple(dict.fromkeys((*entry.legal, *found)))
        return end, Entry(both, replaces=entry.replaces)
    return after, entry


def _spells_out(count: int, legal: str) -> bool:
    """Whether a synonym says more than the term: an abbreviation must not replace the name."""
    return len(legal.split()) > count


def _gloss(word: str, asked: str, entry: Entry | None) -> list[str]:
    if entry is None:
        return [] if word.lower() in _DROPPED else [asked]
    return [entry.legal[0] if entry.replaces else asked]
