"""A claim taken apart: its words with the roots that say them, its force, amounts, who acts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dalil.answer.claims.amounts import Amount, amounts
from dalil.answer.claims.norms import Norm, norms, stem
from dalil.index.query.analyzer import Language, language_of
from dalil.index.query.expand import asked_words
from dalil.ingest.words import read_data, word_set

# Offices that include others ("kepala daerah": gubernur, bupati, wali kota; UU 23/2014, Pasal 59)
# do not differ from them.

_TABLES: Final = read_data("answer/data/offices.toml")
#: Office: how it is written (Indonesian and English). The order is the priority.
_OFFICES: Final[tuple[tuple[str, str], ...]] = tuple(_TABLES["offices"].items())
_OFFICE: Final = re.compile(
    r"(?<![\w/])(?:"
    + "|".join(f"(?P<o{i}>{pattern})" for i, (_, pattern) in enumerate(_OFFICES))
    + r")(?!\w)",
    re.IGNORECASE,
)
#: Offices that are, or act for, another one.
_WITHIN: Final = {office: set(others) for office, others in _TABLES["within"].items()}
_AGENT: Final = re.compile(
    r"\b(?:(?:oleh|by)\s+(?:the\s+)?(?:\w+\s+){0,2}|di\w{3,}\s+)\Z", re.IGNORECASE
)
_MODAL: Final = re.compile(
    r"\s*(?:,\s*)?(?:(?:dan|atau|/|dan/atau|serta)\s*)?(?:\S+\s+){0,6}?"
    r"(?:wajib|harus|dapat|boleh|berhak|berwenang|dilarang|tidak|bertanggung|me[mnlry]\w+|ber\w+"
    r"|may|must|shall|can|is|are|has|\w+s)\b",
    re.IGNORECASE,
)
_OPENING: Final = 3


@dataclass(frozen=True, slots=True)
class Actor:
    """An office in a text, ``text[start:end]``; ``acts`` where it stands as who does it."""

    start: int
    end: int
    office: str
    acts: bool


def actors(text: str) -> list[Actor]:
    """The offices that a text names, in its order."""
    found = []
    for match in _OFFICE.finditer(text):
        office = _OFFICES[int((match.lastgroup or "o0")[1:])][0]
        before = text[: match.start()]
        opens = len(before.split()) < _OPENING or before.rstrip()[-1:] in {":", ";", "\n"}
        acts = bool(_AGENT.search(before)) or (opens and bool(_MODAL.match(text, match.end())))
        found.append(Actor(match.start(), match.end(), office, acts))
    return found


def other(claimed: list[Actor], said: list[Actor]) -> tuple[Actor, list[Actor]] | None:
    """Who acts in the claim and in the passage, where these are different offices; else None.

    Only where both say who acts, and the passage does not name the claim's office at all.
    """
    doers = [a for a in claimed if a.acts]
    theirs = [a for a in said if a.acts]
    if not doers or not theirs:
        return None
    named = {a.office for a in said}
    for doer in doers:
        kin = {doer.office} | _WITHIN.get(doer.office, set())
        kin |= {office for office, inside in _WITHIN.items() if doer.office in inside}
        if not kin & named:
            return doer, theirs
    return None


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
