"""From the words people ask with to the words acts use: the bridge that a search may cross.

Acts say "pemutusan hubungan kerja"; people ask about being "dipecat" or about "dismissal". Which
words of a question were recognised, and what they stand for, is data (`lexicon/`) and what
the library says of its own terms (`indexed_terms`), never a guess, and is shown to who asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import contains
from typing import Final, Literal

from dalil.index.query.lexicon import (
    LexiconEntry,
    TrieNode,
    english_terms,
    everyday_terms,
    segments,
)
from dalil.index.query.morphology import english, indonesian
from dalil.index.query.synonyms import LONGEST, key
from dalil.ingest.words import function_words

#: English words that say nothing an Indonesian text would have: dropped from the translation.
_DROPPED: Final = function_words("untranslated_en")

_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of the question, as typed, and what acts say for it, best first."""

    asked: str
    legal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A term that was recognised, or a word that was not, where it stands in the question.

    ``gloss`` is what stands for it in the words of acts ("" where it is dropped); ``shown``
    whether its ``term`` is worth showing.
    """

    start: int
    end: int
    gloss: str
    term: Term | None = None
    shown: bool = False


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
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    #: The same by the lists alone, where the library's own terms were asked too.
    by_lists: Bridge | None = field(default=None, repr=False)

    @property
    def listed(self) -> Bridge:
        """What the lists alone recognise: the same in every library."""
        return self.by_lists or self

    def gloss_outside(self, spans: Sequence[tuple[int, int]]) -> str:
        """What stands for the words outside of these spans of the question."""
        return " ".join(
            piece.gloss
            for piece in self.pieces
            if not any(start < piece.end and piece.start < end for start, end in spans)
        )


def bridge(
    text: str,
    language: Literal["id", "en"],
    own: Mapping[str, Sequence[str]] | None = None,
) -> Bridge:
    """Recognise the terms of a question; the longest one wins wherever it begins.

    ``own`` are synonyms of the library itself as `indexed_terms` gives them (keys made by `key`).
    What the lists say comes before them.
    """
    lists = _crossed(text, language, {})
    return replace(_crossed(text, language, own), by_lists=lists) if own else lists


def named(gloss: str, own: Mapping[str, Sequence[str]] | None = None) -> Bridge:
    """What is recognised in words of acts, which nobody typed: the gloss of a question."""
    return _crossed(gloss, "id", own or {})


@lru_cache(maxsize=1024)
def listed(name: str) -> Bridge:
    """What the everyday list has of one name."""
    return _crossed(name, "id", {})


def _crossed(text: str, language: Literal["id", "en"], own: Mapping[str, Sequence[str]]) -> Bridge:
    tree = english_terms() if language == "en" else everyday_terms()
    pieces: list[Piece] = []
    for segment in segments(text):
        forms = [_forms(word, language) for _, _, word in segment]
        at = 0
        while at < len(segment):
            after, entry = _unless_longer(tree, own, segment, forms, at)
            start, end = segment[at][0], segment[after - 1][1]
            asked = text[start:end]
            term = None
            if entry:
                # a word that acts use as well may stand first in its own row: it stays as it is
                legal = tuple(n for n in entry.legal if not _same(n, forms[at:after]))
                term = Term(asked, legal) if legal else None
            if language == "en":
                gloss = _gloss(segment[at][2], asked, entry)
            elif entry and entry.replaces and not _same(entry.legal[0], forms[at:after]):
                gloss = entry.legal[0]
            else:
                gloss = asked
            pieces.append(Piece(start, end, gloss, term, bool(entry and entry.shown)))
            at = after
    return _made(pieces, None if language == "en" else text)


def _made(pieces: Sequence[Piece], text: str | None) -> Bridge:
    """The bridge of these pieces; ``text`` is an Indonesian question, which is kept between them.

    A term counts where it stands first.
    """
    terms: dict[str, Term] = {}
    plain: dict[str, Term] = {}
    for piece in pieces:
        if piece.term is not None:
            (terms if piece.shown else plain).setdefault(key(piece.term.asked), piece.term)
    if text is None:
        translated = " ".join(piece.gloss for piece in pieces if piece.gloss)
    else:
        kept: list[str] = []
        copied = 0
        for piece in pieces:
            kept += (text[copied : piece.start], piece.gloss)
            copied = piece.end
        translated = "".join((*kept, text[copied:]))
    return Bridge(tuple(terms.values()), translated, tuple(plain.values()), tuple(pieces))


def recognised_words(text: str, language: Literal["id", "en"]) -> frozenset[str]:
    """The words, in small letters, of the terms that the lists recognise in a text as typed."""
    found = _crossed(text, language, {})
    return frozenset(w for term in found.terms for w in _WORD.findall(term.asked.lower()))


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
    tree: TrieNode,
    own: Mapping[str, Sequence[str]],
    segment: Sequence[tuple[int, int, str]],
    forms: Sequence[Sequence[str]],
    at: int,
) -> tuple[int, LexiconEntry | None]:
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
    tree: TrieNode,
    own: Mapping[str, Sequence[str]],
    segment: Sequence[tuple[int, int, str]],
    forms: Sequence[Sequence[str]],
    at: int,
) -> tuple[int, LexiconEntry | None]:
    """The index after the longest term from this word on, and its entry; else the next word."""
    after, entry = tree.longest(forms, at) or (at + 1, None)
    for end in range(min(len(segment), at + LONGEST) if own else 0, after - 1, -1):
        found = own.get(" ".join(word.lower() for _, _, word in segment[at:end]))
        if not found:
            continue
        if end > after or entry is None:
            return end, LexiconEntry(tuple(found), replaces=_spells_out(end - at, found[0]))
        both = tuple(dict.fromkeys((*entry.legal, *found)))
        return end, LexiconEntry(both, replaces=entry.replaces)
    return after, entry


def _spells_out(count: int, legal: str) -> bool:
    """Whether a synonym says more than the term: an abbreviation must not replace the name."""
    return len(legal.split()) > count


def _gloss(word: str, asked: str, entry: LexiconEntry | None) -> str:
    if entry is None:
        return "" if word.lower() in _DROPPED else asked
    return entry.legal[0] if entry.replaces else asked
