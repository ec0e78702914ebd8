"""The quotations in a text: what stands in quotation marks or is set off as a block.

Left out are words in quotation marks that are too few to quote anything. An apostrophe opens no
quotation; a mark that is never closed opens none past its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dalil.answer.drafts.align import AlignedWords, words_of
from dalil.ingest.words import function_words

#: Fewer words quote nothing that could be compared.
FEWEST: Final = 4
#: Longest quotation, in characters: one that is longer has lost its closing mark.
_LONGEST: Final = 8_000
#: Quotations within one another; more have lost their closing marks.
_DEEPEST: Final = 3
_LONGEST_SINGLE: Final = 2_000

_CLOSERS: Final = {"“": "”“", "„": "“”", "«": "»", "»": "«", "‘": "’", '"': '"', "'": "'"}
_DELIMITER: Final = re.compile(r"[“”„«»‘’\"']")
_BLOCK: Final = re.compile(r"(?:^[ \t]{0,3}>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_GAP: Final = re.compile(r"[\[(]\s*(?:…|\.\s?\.(?:\s?\.)*)\s*[\])]|…|\.\s?\.(?:\s?\.)+|\.\.(?=\s)")
_SIC: Final = re.compile(r"[\[(]\s*(?:sic!?|!)\s*[\])]", re.IGNORECASE)
_LETTER: Final = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
_INSERTED: Final = re.compile(r"\[[^\[\]]{1,200}\]")
_HTML: Final = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: ``text`` is what stands inside the marks, which are at ``start`` and ``end``.

    ``parts`` are the runs of words between its ellipses and insertions; offsets in them are those
    of ``text``.
    """

    start: int
    end: int
    text: str
    parts: tuple[AlignedWords, ...]
    block: bool = False
    title: bool = False  # written as titles are, with a capital at every word

    @property
    def count(self) -> int:
        """How many words it quotes."""
        return sum(map(len, self.parts))


def quotations(text: str) -> list[Quotation]:
    """All quotations of a text, in order, none inside another."""
    found = [q for q in map(_block, _BLOCK.finditer(text)) if q is not None]
    taken = [(q.start, q.end) for q in found]
    for start, end in _marked(text):
        if any(begin < end and start < stop for begin, stop in taken):
            continue
        inside = text[start + 1 : end - 1]
        parts = parts_of(inside)
        made = Quotation(start, end, inside, parts, title=_is_title(inside))
        if made.count >= FEWEST:
            found.append(made)
    return sorted(found, key=lambda q: q.start)


def parts_of(text: str) -> tuple[AlignedWords, ...]:
    """The runs of words that must stand in the source one after another."""
    text = _SIC.sub(_blank, text)
    text = _LETTER.sub(lambda m: f"  {m[1]}", text)  # "[d]aerah": a capital made small
    text = re.sub(r"(?m)^[ \t]{0,3}>", _blank, text)
    parts, at = [], 0
    for gap in sorted([*_GAP.finditer(text), *_INSERTED.finditer(text)], key=lambda m: m.start()):
        if gap.start() < at:
            continue
        parts.append((at, gap.start()))
        at = gap.end()
    parts.append((at, len(text)))
    made = []
    for start, end in parts:
        # Blanks before keep the offsets those of the whole text.
        words = words_of(" " * start + text[start:end]) if start else words_of(text[:end])
        if len(words):
            made.append(words)
    return tuple(made)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


#: What a block may carry besides the words it quotes: the pasal as its heading, its source.
_BLOCK_HEAD: Final = re.compile(r"^[ \t>*]*Pasal[ \t]+\d+[A-Z]{0,2}[ \t*]*$", re.MULTILINE)
_BLOCK_TAIL: Final = re.compile(
    r"[\s>]*(?:\((?=[^()]{0,80}\b(?:Pasal|Ps|Psl|Article|UU|PP|Undang)\b)(?:[^()]|\([^()]{0,20}\)){0,400}\)"
    r"|[-–—]{1,2}\s*(?:Pasal|Article)[^\n]{0,300})[.\s]*\Z"
)


def _block(match: re.Match[str]) -> Quotation | None:
    text, start = match[0].rstrip(), match.start()
    if tail := _BLOCK_TAIL.search(text, max(0, len(text) - 500)):
        text = text[: tail.start()]
    inner = max(_marked(text), key=lambda span: span[1] - span[0], default=(0, 0))
    if inner[1] - inner[0] > 0.6 * len(text):  # quotation marks inside the block: only what is in
        start, text = start + inner[0] + 1, text[inner[0] + 1 : inner[1] - 1]
    parts = parts_of(_BLOCK_HEAD.sub(_blank, text))
    if sum(map(len, parts)) < FEWEST:
        return None
    return Quotation(start, start + len(text), text, parts, block=True)


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """Spans of quotations with their marks, from left to right."""
    marks = [(m.start(), m[0]) for m in _DELIMITER.finditer(text)]
    index = 0
    while index < len(marks):
        at, mark = marks[index]
        index += 1
        if mark not in _CLOSERS or not _opens(text, at, mark):
            continue
        closing = _closing(text, marks, index, at, mark)
        if closing is None:
            continue
        yield at, marks[closing][0] + 1
        index = closing + 1


def _opens(text: str, at: int, mark: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    if mark in "“„«":
        return True
    if mark == "»":
        return not before or before.isspace()
    return (not before or before.isspace() or before in "([{—–-/:“”„") and (
        after.isalnum() or after in "([…."
    )


def _closing(text: str, marks: list[tuple[int, str]], index: int, at: int, mark: str) -> int | None:
    """The index of the mark that closes it; None where another opens first or none comes."""
    limit = _LONGEST_SINGLE if mark in "‘'" else _LONGEST
    deep = 0
    for number in range(index, len(marks)):
        place, found = marks[number]
        if place - at > limit:
            return None
        if found == mark and mark in "“«„" and found != _CLOSERS[mark]:
            if _opens(text, place, mark):
                if text[max(at, place - 20) : place].rstrip(" \t>").endswith("\n"):
                    continue  # each paragraph of a long quotation opens it again
                deep += 1
                if deep > _DEEPEST:
                    return None
            continue
        if found not in _CLOSERS[mark]:
            continue
        if mark in "\"'":
            if _opens(text, place, mark) and not _closes(text, place, mark):
                return None
            if not _closes(text, place, mark):
                continue
        elif mark == "‘" and not _closes(text, place, mark):
            continue
        if deep:
            deep -= 1
            continue
        return number
    return None


def _closes(text: str, at: int, mark: str) -> bool:
    """Whether the mark ends something: nothing of a word follows, and no space is before it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isspace():
        return False
    if mark == '"':
        return not after.isalpha()
    return not after.isalnum()


_SMALL: Final = function_words("title_id", "title_en", "title_short_en")


def _is_title(text: str) -> bool:
    """A title: every word but the small ones has a capital, and no sentence ends inside."""
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    if len(words) > 25 or re.search(r"[;]\s|[.]\s*\Z", text.strip()):
        return False
    first, *rest = words or [""]
    weighty = [w for w in rest if w.lower() not in _SMALL]
    return bool(weighty) and all(w[0].isupper() for w in (first, *weighty))
