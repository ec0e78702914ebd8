"""A quotation against the words of a provision: verbatim, or where and how it differs.

A quotation is fitted into the source with the fewest words changed (semi-global alignment: what
stands before and after it in the source costs nothing). One word or number that is changed,
missing or added is a difference; what only scanning did to the source is none.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from rapidfuzz.distance import Levenshtein

from dalil.answer.drafts.findings import Change
from dalil.index.query.analyzer import root

# What typing, line breaks and scanning change without changing a word counts for nothing; every
# letter and digit of what remains counts.

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
class AlignedWords:
    """The words of a text in order: their keys, and where each stands in the text."""

    keys: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.keys)

    def between(self, start: int, end: int) -> AlignedWords:
        """Those that lie in a span of the text."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return self.part(first, last)

    def part(self, first: int, last: int) -> AlignedWords:
        """Those from one index up to another."""
        return AlignedWords(self.keys[first:last], self.starts[first:last], self.ends[first:last])

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

    def find(self, other: AlignedWords, first: int = 0) -> tuple[int, int] | None:
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


def chained(parts: Iterable[AlignedWords]) -> AlignedWords:
    """Several runs of words of one text as one."""
    listed = list(parts)
    if len(listed) == 1:
        return listed[0]
    return AlignedWords(
        [key for words in listed for key in words.keys],
        [start for words in listed for start in words.starts],
        [end for words in listed for end in words.ends],
    )


def words_of(text: str, *, source: bool = False) -> AlignedWords:
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
    return AlignedWords(keys, starts, ends)


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


#: Letters and digits that scanning confuses, each as one of them.
_CONFUSED: Final = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b", "6": "b"})
#: A word misread by scanning: so many signs are wrong at most, of so many at least; it is found
#: nowhere else in the library, the right one in many passages.
_WRONG, _SHORTEST = 2, 5
_RARE, _COMMON = 1, 20


@dataclass(frozen=True, slots=True)
class Fit:
    """How a quotation fits into a source: ``start`` and ``end`` are offsets of the source's text.

    ``changes`` is the word-by-word difference; ``similarity_ratio`` the share of its words that
    stand there; ``misread`` says that only scanning makes the difference.
    """

    start: int
    end: int
    changes: tuple[Change, ...]
    similarity_ratio: float
    misread: bool = False

    @property
    def same(self) -> bool:
        """Whether no word differs."""
        return all(change.kind in {"equal", "gap"} for change in self.changes)


def verbatim(parts: Sequence[AlignedWords], words: AlignedWords) -> tuple[int, int] | None:
    """The span of the source's text where all parts stand, one after another; None if they don't.

    ``words`` are the source's; offsets are those of its document.
    """
    at, first, last = 0, None, 0
    for part in parts:
        found = words.find(part, at)
        if found is None:
            return None
        first = found[0] if first is None else first
        at = last = found[1]
    return (words.starts[first], words.ends[last - 1]) if first is not None else None


def fit(
    parts: Sequence[AlignedWords],
    text: str,
    words: AlignedWords,
    source: str,
    known: Callable[[str], int],
) -> Fit | None:
    """The best fit of the parts of a quotation (in ``text``) into ``words`` (of ``source``).

    ``known`` counts the passages that have a word. None where there is nothing to fit.
    """
    if not len(words) or not parts:
        return None
    changes: list[Change] = []
    at, cost, count = 0, 0, 0
    start: int | None = None
    end = 0
    misread = False
    for part in parts:
        begin, stop = _window(part, words, at)
        found, wrong, scanned = _changes(part, text, words.part(begin, stop), source, known)
        if changes:
            changes.append(Change("gap", "…", "…"))
        changes += found
        cost += wrong
        count += len(part)
        misread = misread or scanned
        if stop > begin:
            start = words.starts[begin] if start is None else start
            end = words.ends[stop - 1]
            at = stop
    similarity = max(0.0, 1 - cost / count) if count else 0.0
    if start is None:
        return None
    # Of parts that stand in another order than in the source, the first is where it is.
    return Fit(start, max(start, end), tuple(changes), similarity, misread)


def _window(part: AlignedWords, words: AlignedWords, at: int) -> tuple[int, int]:
    """The words of the source that the part fits best, as half-open indexes."""
    ids: dict[str, int] = {}
    pattern = np.array([ids.setdefault(k, len(ids)) for k in part.keys], dtype=np.int32)
    text = np.array([ids.get(k, -1) for k in words.keys[at:]], dtype=np.int32)
    if not len(text):
        return len(words), len(words)
    end = _best_end(pattern, text)
    reach = min(end, 3 * len(pattern) + 10)
    length = _best_end(pattern[::-1], text[end - reach : end][::-1], anchored=True)
    return at + end - length, at + end


def _best_end(
    pattern: np.ndarray[tuple[int], np.dtype[np.int32]],
    text: np.ndarray[tuple[int], np.dtype[np.int32]],
    *,
    anchored: bool = False,
) -> int:
    """Where the best fit ends: the first columns of least cost in the last row of the table.

    ``anchored``: the fit begins at the first word of the text.
    """
    columns = np.arange(len(text) + 1, dtype=np.int32)
    row = columns.copy() if anchored else np.zeros(len(text) + 1, dtype=np.int32)
    for number, word in enumerate(pattern, 1):
        following = np.empty_like(row)
        following[0] = number
        np.minimum(row[1:] + 1, row[:-1] + (text != word), out=following[1:])
        row = np.minimum.accumulate(following - columns) + columns
    best = int(row.argmin())
    # A word changed at the very end costs the same left out: keep it in, to show both.
    while best < len(text) and row[best + 1] == row[best]:
        best += 1
    return best


def _changes(
    part: AlignedWords, text: str, words: AlignedWords, source: str, known: Callable[[str], int]
) -> tuple[list[Change], int, bool]:
    """The difference, how many words it costs, and whether some of it was scanning's alone."""
    made: list[Change] = []
    cost, misread = 0, False
    for same, a, b, c, d in _runs(part.keys, words.keys):
        draft = _bracketed(text, part.starts[a], part.ends[b - 1]) if b > a else ""
        stored = _bracketed(source, words.starts[c], words.ends[d - 1]) if d > c else ""
        if not same:
            if "".join(part.keys[a:b]) == "".join(words.keys[c:d]):
                same = True
            elif _scanned(part.keys[a:b], words.keys[c:d], known):
                same = misread = True
        if same:
            kind = "equal"
        else:
            kind = "replaced" if draft and stored else "added" if draft else "missing"
            cost += max(b - a, d - c)
        draft, stored = _plain(draft), _plain(stored)
        if made and made[-1].kind == "equal" == kind:
            last = made[-1]
            made[-1] = Change("equal", f"{last.draft} {draft}", f"{last.source} {stored}")
        else:
            made.append(Change(kind, draft, stored))  # type: ignore[arg-type]
    return made, cost, misread


def _runs(draft: Sequence[str], source: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """Runs of equal and of unequal words, in order."""
    runs: list[tuple[bool, int, int, int, int]] = []
    for op in Levenshtein.opcodes(list(draft), list(source)):
        same = op.tag == "equal"
        if runs and runs[-1][0] == same:
            _, a, _, c, _ = runs[-1]
            runs[-1] = (same, a, op.src_end, c, op.dest_end)
        else:
            runs.append((same, op.src_start, op.src_end, op.dest_start, op.dest_end))
    return runs


def _scanned(draft: Sequence[str], source: Sequence[str], known: Callable[[str], int]) -> bool:
    """Whether the source is the draft misread: look-alike signs, or a word nobody ever wrote.

    Never where both sides are words or numbers: "15" is not "16", "dapat" is not "tidak".
    """
    if len(draft) != len(source):
        return False
    return all(a == b or _misread(a, b, known) for a, b in zip(draft, source, strict=True))


def _misread(right: str, read: str, known: Callable[[str], int]) -> bool:
    mixed = any(c.isdigit() for c in read) and not _digits_only(read)
    if mixed and right.translate(_CONFUSED) == read.translate(_CONFUSED):
        return True
    if any(c.isdigit() for c in right) or len(right) < _SHORTEST or right in read or read in right:
        return False
    if Levenshtein.distance(right, read, score_cutoff=_WRONG) > _WRONG or root(right) == root(read):
        return False
    return known(read) <= _RARE and known(right) >= _COMMON


def _digits_only(key: str) -> bool:
    return bool(re.fullmatch(r"[\d.]+", key))


def _bracketed(text: str, start: int, end: int) -> str:
    """The words with the bracket that opens or closes right at them: "14 (empat belas)"."""
    opened, closed = text[start - 1 : start] == "(", text[end : end + 1] == ")"
    return text[start - opened : end + closed]


def _plain(text: str) -> str:
    return " ".join(text.split())
