"""The syntax of a typed line: what of it is words, and what says how to search for them.

    "kerja sama"  -word  -"a phrase"  jenis:uu        anywhere in a question
    pajak AND retribusi     pajak OR retribusi     NOT provinsi     (pajak OR retribusi) AND desa
    NEAR(gubernur persetujuan, 5)     gubernur NEAR/5 persetujuan

An operator is a word in capitals and binds what stands beside it: a word, a phrase, a NEAR or
what is in parentheses; NEAR before NOT before AND before OR. What no operator touches is searched
for as ever. Where no operator stands, parentheses are text ("Pasal 5 ayat (2)"), and so is a
line all in capitals that reads as English, where AND is no operator but shouted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from dalil.index.query.conditions import Condition, Every
from dalil.ingest.errors import QueryError
from dalil.ingest.messages import Message
from dalil.ingest.words import WORD

_FIELDS: Final = {
    "jenis": "kind", "kind": "kind", "tahun": "year", "year": "year",
    "tingkat": "tier", "tier": "tier",
    "dok": "document", "dokumen": "document", "doc": "document", "document": "document",
}  # fmt: skip
FIELD: Final = rf"(?P<field>(?i:{'|'.join(_FIELDS)})):"
QUOTES: Final = '"“”„'


@dataclass(frozen=True, slots=True)
class Typed:
    """A field with its value: ``jenis:uu``. ``name`` is kind, year, tier or document."""

    name: str
    value: str
    at: int  # from 1
    text: str  # as it was typed


@dataclass(slots=True)
class Line:
    """A typed line, taken apart."""

    words: str = ""  # what is searched with
    phrases: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    fields: list[Typed] = field(default_factory=list)
    condition: Condition | None = None  # what the operators ask for
    notes: list[str] = field(default_factory=list)


def phrase(words: str, close: str | None, at: int) -> str:
    """The words between quotation marks, which must be closed and hold one."""
    if close is None:
        raise QueryError(Message("query.quotation_open", at=at))
    if not WORD.search(words):
        raise QueryError(Message("query.quotation_empty", at=at))
    return " ".join(words.split())


def typed(match: re.Match[str]) -> Typed:
    """The field that was matched."""
    return Typed(
        _FIELDS[match["field"].lower()],
        match["value"].rstrip("?!.;,)").lower(),
        match.start("field") + 1,
        match[0],
    )


def joined(parts: list[Condition]) -> Condition | None:
    """All of these conditions as one; None for none."""
    return parts[0] if len(parts) == 1 else Every(tuple(parts)) if parts else None


def has_word(text: str) -> bool:
    """Whether there is a letter or digit in it."""
    return bool(WORD.search(text))
