"""The tokens of a line with operators: words, phrases, operators, parentheses, fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.question.mistake import not_closed
from index.question.syntax import FIELD, QUOTES, has_word

TOKEN: Final = re.compile(
    rf"""
      (?P<near> NEAR \s* \( )
    | (?: NEAR (?P<far>/\w*)? ) (?P<infix>) (?![^\s(){QUOTES}])
    | (?P<operator> AND | OR | NOT ) (?![^\s(){QUOTES}])
    | (?P<phrase> -? [{QUOTES}] (?P<words>[^{QUOTES}]*) (?P<close>["“”])? )
    | (?P<open> \( ) | (?P<shut> \) )
    | {FIELD} (?P<value>[^\s(){QUOTES}]+)
    | (?P<without> - [^\W_][^\s(){QUOTES}]* )
    | (?P<word> [^\s(){QUOTES}]+ )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One of them, where it stands."""

    kind: str  # near infix AND OR NOT phrase open shut field without word
    text: str
    at: int  # from 1
    match: re.Match[str]


def tokens(text: str) -> list[Token]:
    """The tokens of a line; runs of punctuation are none. Raises QueryError for NEAR( open."""
    found: list[Token] = []
    at = 0
    while match := TOKEN.search(text, at):
        at = match.end()
        kind = match["operator"] or match.lastgroup or ""
        if match["phrase"] is not None:
            kind = "phrase"
        elif match["field"] is not None:
            kind = "field"
        elif match["infix"] is not None:
            kind = "infix"
        if kind == "near":
            shut = _closing(text, at)
            if shut is None:
                raise not_closed(match.start() + 1)
            found.append(Token(kind, text[at:shut], match.start() + 1, match))
            at = shut + 1
        elif kind != "word" or has_word(match[0]):
            found.append(Token(kind, match[0], match.start() + 1, match))
    return found


def _closing(text: str, at: int) -> int | None:
    """Where the next parenthesis closes, outside of quotation marks."""
    quoted = False
    for i in range(at, len(text)):
        quoted ^= text[i] in QUOTES
        if text[i] == ")" and not quoted:
            return i
    return None
