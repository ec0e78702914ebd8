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

from dalil.index.query.conditions import Condition, Either, Every, Has, Near, Without
from dalil.ingest.errors import QueryError
from dalil.ingest.messages import Message
from dalil.ingest.words import WORD

_FIELDS: Final = {
    "jenis": "kind", "kind": "kind", "tahun": "year", "year": "year",
    "tingkat": "tier", "tier": "tier",
    "tanggal": "date", "date": "date",
    "dok": "document", "dokumen": "document", "doc": "document", "document": "document",
}  # fmt: skip
FIELD: Final = rf"(?P<field>(?i:{'|'.join(_FIELDS)})):"
QUOTES: Final = '"“”„'


@dataclass(frozen=True, slots=True)
class Typed:
    """A field with its value: ``jenis:uu``. ``name`` is kind, year, tier, document or date."""

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


# What is wrong with a line of operators: where, and how to mend it, in both languages.

# Lines with operators, read by recursive descent, one method a rule:
#
#     line     = sequence
#     sequence = either …        top level: bare words are searched for, not required
#     either   = both (OR both) …
#     both     = single (AND single) …
#     single   = NOT single | near
#     near     = operand (NEAR/n operand) …
#     operand  = word | "phrase" | -word | NEAR(… , n) | jenis:uu | ( sequence )

#: The greatest distance that may be asked for: longer than any ayat.
FARTHEST: Final = 500
#: Parentheses in parentheses in one line.
DEEPEST: Final = 12
#: Words and phrases joined by operators in one line.
MOST: Final = 60


def nothing_beside(operator: str, at: int, *, after: bool) -> QueryError:
    """``AND`` at the end of a line, or at its beginning."""
    side = Message("query.after" if after else "query.before")
    return QueryError(Message("query.nothing_beside", side=side, operator=operator, at=at))


def nothing_inside(at: int) -> QueryError:
    """``desa AND ()``."""
    return QueryError(Message("query.nothing_inside", at=at))


def not_closed(at: int) -> QueryError:
    """``(pajak OR retribusi``."""
    return QueryError(Message("query.not_closed", at=at))


def not_opened(at: int) -> QueryError:
    """``pajak OR retribusi)``."""
    return QueryError(Message("query.not_opened", at=at))


def bad_near(at: int) -> QueryError:
    """``NEAR(gubernur)``, ``gubernur NEAR/jauh izin``."""
    return QueryError(Message("query.bad_near", at=at, farthest=FARTHEST))


def misplaced_filter(text: str, at: int) -> QueryError:
    """``desa OR jenis:uu``."""
    return QueryError(Message("query.misplaced_filter", text=text, at=at))


def too_deep(at: int) -> QueryError:
    """Parentheses in parentheses, again and again."""
    return QueryError(Message("query.too_deep", at=at, deepest=DEEPEST))


def too_many() -> QueryError:
    """A pasted list of words with OR between."""
    return QueryError(Message("query.too_many", most=MOST))


# The tokens of a line with operators: words, phrases, operators, parentheses, fields.

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


#: Words between the parts of a NEAR that does not say how many; FTS5's own default.
DISTANCE: Final = 10

_DISTANCE = re.compile(r",\s*(?P<distance>[^\s,)]*)\s*\)?\s*\Z")


@dataclass(frozen=True, slots=True)
class _Bare:
    """A word that no operator touches, as long as it stays so."""

    has: Has


@dataclass(frozen=True, slots=True)
class _All:
    """What stands together, by AND or in parentheses; fields among it filter the whole search."""

    parts: tuple[_Node, ...]


#: What a rule gives: a condition, a bare word, a field, several of these.
_Node = Condition | _Bare | Typed | _All


def read_operators(text: str, line: Line) -> Line:
    """Take a line with operators apart, into ``line``. Raises QueryError, saying where."""
    parser = _Parser(tokens(text), line)
    nodes = parser.sequence(inside=None)
    required = [_required(node, line) for node in nodes if not isinstance(node, _Bare)]
    line.condition = joined([part for part in required if part is not None])
    if line.condition and _leaves(line.condition) > MOST:
        raise too_many()
    line.words = " ".join(parser.kept)
    return line


class _Parser:
    def __init__(self, tokens: list[Token], line: Line) -> None:
        self.tokens, self.line = tokens, line
        self.next = 0
        self.kept: list[str] = []  # words that are searched with
        self.refused = 0  # how many NOTs we are in
        self.depth = 0

    def peek(self, *kinds: str) -> Token | None:
        token = self.tokens[self.next] if self.next < len(self.tokens) else None
        return token if token and (not kinds or token.kind in kinds) else None

    def take(self, *kinds: str) -> Token | None:
        token = self.peek(*kinds)
        self.next += token is not None
        return token

    def sequence(self, inside: Token | None) -> list[_Node]:
        nodes: list[_Node] = []
        while token := self.peek():
            if token.kind == "shut":
                if inside is not None:
                    return nodes
                raise not_opened(token.at)
            nodes.append(self.either())
        if inside is not None:
            raise not_closed(inside.at)
        return nodes

    def either(self) -> _Node:
        parts = [self.both()]
        while self.take("OR"):
            parts.append(self.both())
        if len(parts) == 1:
            return parts[0]
        fields = [part for part in parts if isinstance(part, Typed)]
        if len(fields) == len(parts) and len({f.name for f in fields} | {"year"}) == 2:
            return _All(tuple(parts))  # several values of a field mean any of them, but years
        return Either(tuple(_plain(part) for part in parts))

    def both(self) -> _Node:
        parts = [self.single()]
        while self.take("AND"):
            parts.append(self.single())
        return parts[0] if len(parts) == 1 else _All(tuple(parts))

    def single(self) -> _Node:
        negations = 0
        while self.take("NOT"):
            negations += 1
        self.refused += negations
        node = self.near()
        self.refused -= negations
        return Without(_plain(node)) if negations % 2 else _plain(node) if negations else node

    def near(self) -> _Node:
        node = self.operand()
        pairs: list[Condition] = []
        while infix := self.take("infix"):
            other = self.operand()
            parts = tuple(_words(part, infix) for part in (node, other))
            pairs.append(Near(parts, _distance(infix.match["far"], infix.at)))
            node = other
        return joined(pairs) or node

    def operand(self) -> _Node:
        token = self.take("word", "phrase", "without", "near", "field", "open")
        if token is None:
            raise self.nothing()
        if token.kind == "field":
            return typed(token.match)
        if token.kind == "open":
            return self.group(token)
        if token.kind == "near":
            return self.function(token)
        words = token.text.rstrip("?!.,;:")
        if token.kind == "phrase":
            words = phrase(token.match["words"], token.match["close"], token.at)
        if token.text.startswith("-") and token.kind != "word":
            return Without(Has(words.removeprefix("-")))
        self.keep(words)
        return Has(words) if token.kind == "phrase" else _Bare(Has(words))

    def group(self, opening: Token) -> _Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise too_deep(opening.at)
        begun = len(self.kept)
        nodes = self.sequence(inside=opening)
        self.take("shut")
        self.depth -= 1
        if not nodes:
            raise nothing_inside(opening.at)
        if len(nodes) == 1 and isinstance(nodes[0], _Bare):  # "Pasal 5 ayat (2)"
            self.kept[begun:] = [f"({' '.join(self.kept[begun:])})"]
        return nodes[0] if len(nodes) == 1 else _All(tuple(nodes))

    def function(self, token: Token) -> Near:
        distance = DISTANCE
        inside = token.text
        if found := _DISTANCE.search(inside):
            distance = _distance(f"/{found['distance']}", token.at)
            inside = inside[: found.start()]
        parts: list[str] = []
        for match in TOKEN.finditer(inside):
            if match["phrase"] is not None:
                parts.append(phrase(match["words"], match["close"], token.at))
            elif has_word(match[0]):
                parts.append(match[0].rstrip("?!.,;:"))
        if len(parts) < 2:
            raise bad_near(token.at)
        self.keep(*parts)
        return Near(tuple(parts), distance)

    def keep(self, *words: str) -> None:
        if not self.refused:
            self.kept += words

    def nothing(self) -> QueryError:
        """An operator has nothing beside it."""
        here = self.peek()
        if self.next and self.tokens[self.next - 1].kind in {"AND", "OR", "NOT", "infix"}:
            token = self.tokens[self.next - 1]
            return nothing_beside(token.text, token.at, after=True)
        assert here is not None
        return nothing_beside(here.text, here.at, after=False)


def _plain(node: _Node) -> Condition:
    if isinstance(node, Typed):
        raise misplaced_filter(node.text, node.at)
    if isinstance(node, _All):
        return Every(tuple(_plain(part) for part in node.parts))
    return node.has if isinstance(node, _Bare) else node


def _required(node: _Node, line: Line) -> Condition | None:
    """What the line requires; a field becomes a filter, "NOT word" is "-word"."""
    if isinstance(node, Typed):
        line.fields.append(node)
        return None
    if isinstance(node, _All):
        inner = (
            _required(part, line) if isinstance(part, Typed | _All) else _plain(part)
            for part in node.parts
        )
        return joined([part for part in inner if part is not None])
    if isinstance(node, Without) and isinstance(node.part, Has):
        line.excluded.append(node.part.words)
        return None
    return _plain(node)


def _leaves(condition: Condition) -> int:
    match condition:
        case Every(parts) | Either(parts):
            return sum(map(_leaves, parts))
        case Without(part):
            return _leaves(part)
        case _:
            return 1


def _words(node: _Node, infix: Token) -> str:
    plain = _plain(node)
    if not isinstance(plain, Has):
        raise bad_near(infix.at)
    return plain.words


def _distance(typed_: str | None, at: int) -> int:
    if typed_ is None:
        return DISTANCE
    number = typed_.removeprefix("/")
    if not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise bad_near(at)
    if int(number) > FARTHEST:
        raise bad_near(at)
    return int(number)
