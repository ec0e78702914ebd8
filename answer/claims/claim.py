"""A claim taken apart: its words with the roots that say them, its force, amounts, actors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dalil.answer.claims.actors import Actor, actors
from dalil.answer.claims.amounts import Amount, amounts
from dalil.answer.claims.norms import Norm, norms, stem
from dalil.index.query.expand import asked_words
from dalil.index.query.language import Language, language_of
from dalil.ingest.words import word_set

_EXCEPTION: Final = re.compile(
    r"\b(?:kecuali(?:kan)?|dikecualikan|pengecualian|tidak\s+berlaku|unless|except|exempt(?:ed)?"
    r"|(?:does|do)\s+not\s+apply)\b",
    re.IGNORECASE,
)


#: Words of the claim's own frame: they are compared as force and exception, not as words.
_FRAME: Final = word_set("answer/data/norm_words.toml", "frame")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as it was read: its content words with the roots that say them, and its signs."""

    text: str
    language: Language
    words: tuple[tuple[str, frozenset[str]], ...]
    norms: tuple[Norm, ...]
    #: For each norm the roots of its heads, in Indonesian.
    heads: tuple[tuple[frozenset[str], ...], ...]
    amounts: tuple[Amount, ...]
    actors: tuple[Actor, ...]
    excepts: bool


@lru_cache(maxsize=512)
def read_claim(text: str) -> Claim:
    """A claim taken apart."""
    text = " ".join(text.split())
    language = language_of(text)
    counted = amounts(text)
    bare = _without(text, ((_bounded(text, a.start), a.end) for a in counted))
    said = asked_words(bare, language)
    kept = tuple((word, roots) for word, roots in said.items() if word not in _FRAME)
    found = norms(text)
    return Claim(
        text,
        language,
        kept or tuple(said.items()),
        tuple(found),
        tuple(tuple(_in_indonesian(h, language) for h in n.heads) for n in found),
        tuple(counted),
        tuple(actors(text)),
        bool(_EXCEPTION.search(text)),
    )


def _in_indonesian(word: str, language: Language) -> frozenset[str]:
    if language == "id":
        return frozenset({stem(word)})
    return frozenset({stem(word)}).union(*asked_words(word, language).values())


def _bounded(text: str, start: int) -> int:
    """Where the English word begins that bounds an amount: "under" is no word of the subject."""
    match = re.search(r"\b(?:under|within|below|over|aged)\s+\Z", text[:start], re.IGNORECASE)
    return match.start() if match else start


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
