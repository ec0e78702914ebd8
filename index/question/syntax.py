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

from index.question.condition import Condition, Every
from index.question.language import language_of
from ingest.errors import QueryError
from ingest.messages import Message
from ingest.words import WORD

_FIELDS: Final = {
    "jenis": "kind", "kind": "kind", "tahun": "year", "year": "year",
    "tingkat": "tier", "tier": "tier",
    "dok": "document", "dokumen": "document", "doc": "document", "document": "document",
}  # fmt: skip
FIELD: Final = rf"(?P<field>(?i:{'|'.join(_FIELDS)})):"
QUOTES: Final = '"“”„'

_PIECE = re.compile(
    rf"""
      (?P<phrase> (?P<minus>(?<!\S)-)? [{QUOTES}] (?P<words>[^{QUOTES}]*) (?P<close>["“”])? )
    | (?<!\S) {FIELD} (?P<value>[^\s{QUOTES}]+)
    | (?<!\S) - (?P<without>[^\W_][^\s{QUOTES}]*)
    """,
    re.VERBOSE,
)
#: An operator standing by itself, outside of quotes.
_OPERATOR = re.compile(
    rf"""[{QUOTES}][^{QUOTES}]*["“”]?
    | (?<![^\s(){QUOTES}]) (?P<operator> AND | OR | NOT | NEAR(?:/\w*)? ) (?![^\s(){QUOTES}])
    """,
    re.VERBOSE,
)


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


def read_line(text: str) -> Line:
    """Take a line apart. Raises QueryError, saying where and how to mend it."""
    line = Line()
    text = _without_stray_quotes(text, line)
    if has_operators(text):
        from index.question.operators import read_operators

        return read_operators(text, line)
    kept: list[str] = []
    end = 0
    for match in _PIECE.finditer(text):
        kept.append(text[end : match.start()])
        end = match.end()
        if match["phrase"]:
            words = phrase(match["words"], match["close"], match.start("phrase") + 1)
            (line.excluded if match["minus"] else line.phrases).append(words)
            if not match["minus"]:
                kept.append(f" {words} ")
        elif match["without"]:
            line.excluded.append(match["without"].rstrip("?!.,;:)"))
        else:
            line.fields.append(typed(match))
    kept.append(text[end:])
    line.words = "".join(kept)
    return line


def has_operators(text: str) -> bool:
    """Whether an operator stands in the line. Shouted English ("… RIGHTS AND DUTIES") has none."""
    if not any(match["operator"] for match in _OPERATOR.finditer(text)):
        return False
    plain = _OPERATOR.sub(" ", text)
    return any(c.islower() for c in text) or language_of(plain.lower()) != "en"


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


def _without_stray_quotes(text: str, line: Line) -> str:
    """Where quotation marks do not pair, without the first that cannot begin a phrase.

    'pipa 5" dari baja', 'apa itu desa"': a mark that ends a word, or stands alone, while none is
    open. One that begins a phrase is left, and is an error where nothing closes it.
    """
    marks = [i for i, c in enumerate(text) if c in QUOTES]
    if len(marks) % 2 == 0:
        return text
    is_open = False
    for i in marks:
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        if not is_open and (before.isalnum() or not after.strip()):
            line.notes.append(Message("query.quotation_odd", at=i + 1))
            return f"{text[:i]} {text[i + 1 :]}"
        is_open = not is_open
    return text


def joined(parts: list[Condition]) -> Condition | None:
    """All of these conditions as one; None for none."""
    return parts[0] if len(parts) == 1 else Every(tuple(parts)) if parts else None


def has_word(text: str) -> bool:
    """Whether there is a letter or digit in it."""
    return bool(WORD.search(text))
