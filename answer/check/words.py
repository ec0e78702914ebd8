"""The words of a text, in the form in which a draft and its source are compared.

What typing, line breaks and scanning change without changing a word counts for nothing: case,
white space, punctuation, quotation marks, dashes, hyphens at a line's end, the marks of lists
("(1)", "a."), and in a source what belongs to the page and not to the act. Every letter and digit
of what remains counts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

#: A word with its hyphens ("Undang- undang", "pemerin-⏎tahan"), a number with its separators, a
#: word that has digits in it ("12A", "2Ol4"), or the sign of per cent.
_COMPARED: Final = re.compile(
    r"\d+(?:[.,]\d+)+(?![^\W_])|[^\W\d_]+(?:[-‐‑\xad]\s{0,3}[^\W\d_]+)+|[^\W_]+|%"
)
_HYPHENS: Final = re.compile(r"[-‐‑\xad\s]+")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")

_MARK: Final = re.compile(
    r"(?:\(\d{1,3}[a-z]?\)|(?<!\w)(?:[a-z]{1,2}|\d{1,3})[.)])(?=\s|\Z)|(?<!\w)[a-z]\Z"
)
_REFERRING: Final = re.compile(
    r"(?:\b(?:ayat|huruf|angka|pasal|nomor|no|butir|tahun|bab|lampiran|jo)\.?"
    r"|\(\d{1,3}[a-z]?\),?|\)\s(?:dan|atau|sampai\sdengan|dan/atau))\s*\Z",
    re.IGNORECASE,
)
#: Behind a stop, or behind what joins items, which a quotation may begin with ("… dan/atau c. …").
_ITEM_BEFORE: Final = re.compile(
    r"(?:[:;.]|(?:[;,:]|\A[\"“”]?)\s*(?:dan/atau|dan|atau|serta))[\"“”]?\s*\Z", re.I
)
_LINE_BEFORE: Final = re.compile(r"(?:\A|\n)[ \t>]*[\"“‘'«„]?[ \t]*\Z")
#: Lines of the printed page: its number, the head of every page, a catchword at its foot.
_FURNITURE: Final = re.compile(
    r"^[ \t]*(?:[-–—][ \t]*\d{1,4}[ \t]*[-–—]|PRESIDEN(?:[ \t]+REPUBLIK[ \t]+INDONESIA)?"
    r"|REPUBLIK[ \t]+INDONESIA|SK[ \t]+No[ \t.]*\d+[ \t]*[A-Z]?|(?:\S+[ \t]+){1,5}?(?:\.[ \t]?){3,}"
    r"|(?:\S+[ \t]+){0,4}\S*…)[ \t]*$",
    re.MULTILINE,
)


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    if word == "%":
        return "persen"
    if word[0].isdigit() and not word.isalnum():
        if _THOUSANDS.fullmatch(word):
            return re.sub(r"[.,]", "", word)
        return word.replace(",", ".")
    folded = unicodedata.normalize("NFKD", _HYPHENS.sub("", word)).casefold()
    return "".join(c for c in folded if not unicodedata.combining(c))


@dataclass(frozen=True)
class Words:
    """The words of a text in order: their keys, and where each stands in the text."""

    keys: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.keys)

    def between(self, start: int, end: int) -> Words:
        """Those that lie in a span of the text."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return self.part(first, last)

    def part(self, first: int, last: int) -> Words:
        """Those from one index up to another."""
        return Words(self.keys[first:last], self.starts[first:last], self.ends[first:last])

    @cached_property
    def joined(self) -> str:
        """All keys without anything between them: spaces that scanning moved do not matter."""
        return "".join(self.keys)

    @cached_property
    def offsets(self) -> list[int]:
        """Where each word begins in `joined`, and the length of it all."""
        made, at = [], 0
        for key in self.keys:
            made.append(at)
            at += len(key)
        made.append(at)
        return made

    def find(self, other: Words, first: int = 0) -> tuple[int, int] | None:
        """The first place, from a word on, that has all words of ``other`` and whole words only.

        As half-open indexes of words; None if there is none or ``other`` has no words.
        """
        if not other.keys:
            return None
        wanted = other.joined
        at = self.joined.find(wanted, self.offsets[first])
        while at >= 0:
            begin = bisect_left(self.offsets, at)
            end = bisect_left(self.offsets, at + len(wanted))
            if self.offsets[begin] == at and self.offsets[end] == at + len(wanted):
                return begin, end
            at = self.joined.find(wanted, at + 1)
        return None


def chained(parts: Iterable[Words]) -> Words:
    """Several runs of words of one text as one."""
    listed = list(parts)
    if len(listed) == 1:
        return listed[0]
    return Words(
        [key for words in listed for key in words.keys],
        [start for words in listed for start in words.starts],
        [end for words in listed for end in words.ends],
    )


def words_of(text: str, *, source: bool = False) -> Words:
    """The words of a text without the marks of its lists; of a source also without its pages' own.

    Offsets are those of ``text``.
    """
    if source:
        text = _FURNITURE.sub(lambda m: " " * len(m[0]), text)
    text = _without_marks(text)
    keys, starts, ends = [], [], []
    for match in _COMPARED.finditer(text):
        keys.append(_key(match[0]))
        starts.append(match.start())
        ends.append(match.end())
    return Words(keys, starts, ends)


def _without_marks(text: str) -> str:
    """The text with blanks where items have their marks; "ayat (1)" in a sentence stays."""
    pieces, at = [], 0
    for mark in _MARK.finditer(text):
        before = text[max(0, mark.start() - 40) : mark.start()]
        if not (_LINE_BEFORE.search(before) or _ITEM_BEFORE.search(before)):
            continue
        if _REFERRING.search(before):
            continue
        pieces.append(text[at : mark.start()])
        pieces.append(" " * (mark.end() - mark.start()))
        at = mark.end()
    pieces.append(text[at:])
    return "".join(pieces)
