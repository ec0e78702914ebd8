"""Catchwords: the next page's first words at the foot of a page ("Pasal 12 . . .", "Agar …").

Acts have carried them since typewriters, against lost sheets. Left in, they stand between the
two halves of a provision. A line goes if it ends in dots and the next page begins with its
words, or if it names the provision to come; without dots (recognition loses them), or without
the match, only in a document that is known to use catchwords.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from ingest.read.edges import bottom, top, without

#: "Pasal 12 . . .", "(2) Dalam ...", "Agar Ö" (an ellipsis in a wrong code page), "Dalam . . ,"
_DOTTED: Final = re.compile(
    r"(?P<words>\S.{0,60}?) ?(?P<dots>(?:[.,·•'\"”-] ?){0,3}(?:\. ?\.|…|Ö)[.,…\"” ]*)\Z"
)
#: What is never the last line of a text: it announces what comes.
_ANNOUNCES: Final = re.compile(
    r"(?:pasal [\dIVXLlO]+[a-z]?|bab(?: [IVXL]+)?|bagian(?: \w+)?|paragraf(?: \d+)?|agar"
    r"|memutuskan ?:?|menetapkan ?:?|mengingat ?:?)\Z",
    re.IGNORECASE,
)
#: A list number and one word: "(2) Dalam", "b. mencegah", "12. Kecelakaan".
_NUMBERED: Final = re.compile(r"(?:\(\d{1,3}[a-z]?\)|\d{1,3}\.|[a-z]{1,2}[.)]) ?[A-Za-z-]{2,}\Z")
_WORDS: Final = re.compile(r"(?:[(\w]{1,4}[.)] ?)?[A-Za-z][A-Za-z/-]*(?: [\w/-]+){0,2} ?\.{0,2}\Z")
_MAX_WORDS: Final = 5
_MAX_DOTS: Final = 4  # more are a blank to fill in
_NOT_ALNUM: Final = re.compile(r"[\W_]+")


def without_catchwords(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without catchwords; their other lines as they are."""
    following: list[Sequence[str]] = [*pages[1:], []][: len(pages)]
    lines_seen = Counter(_key(line) for lines in pages for line in lines if line)
    dotted = [_dotted(lines, after) for lines, after in zip(pages, following, strict=True)]
    bare = [_bare(lines, after, lines_seen) for lines, after in zip(pages, following, strict=True)]
    matched = sum(index is not None for index in dotted)
    usual = matched >= 2 or matched + sum(index is not None for index in bare) >= 3
    result: list[list[str]] = []
    for index, lines in enumerate(pages):
        gone = {dotted[index], _strayed(lines)}
        if usual and dotted[index] is None and index + 1 < len(pages):
            gone |= {bare[index], _unmatched(lines)}
        result.append(without(lines, {i for i in gone if i is not None}))
    return result


def _dotted(lines: Sequence[str], following: Sequence[str]) -> int | None:
    """The index of a catchword with dots among the last lines, or None."""
    for position, index in enumerate(bottom(lines, 4)):
        match = _DOTTED.match(lines[index])
        if not match or len(match["words"].split()) > _MAX_WORDS:
            continue
        if _begins(following, match["words"], depth=4):
            return index
        if position == 0 and following and _ANNOUNCES.match(match["words"]):
            return index
    return None


def _unmatched(lines: Sequence[str]) -> int | None:
    """A last line in the shape of a catchword that the next page does not take up."""
    for index in bottom(lines, 1):
        match = _DOTTED.match(lines[index])
        if match and len(_NOT_ALNUM.sub("", match["words"])) > 1:
            few = match["dots"].count(".") <= _MAX_DOTS
            if few and _NUMBERED.match(match["words"]):
                return index
    return None


def _bare(lines: Sequence[str], following: Sequence[str], seen: Counter[str]) -> int | None:
    """A last line of few words that the next page begins with, and that is no table's cell."""
    for index in bottom(lines, 1):
        key = _key(lines[index])
        if _WORDS.match(lines[index]) and len(key) >= 3 and seen[key] <= 2:
            return index if _begins(following, lines[index], depth=2) else None
    return None


def _strayed(lines: Sequence[str]) -> int | None:
    """A catchword that slipped to the head of the page it announces ("BAB III…", "BAB III")."""
    for index in top(lines, 1):
        match = _DOTTED.match(lines[index])
        if match and _ANNOUNCES.match(match["words"]):
            return index if _begins(lines[index + 1 :], match["words"], depth=1) else None
    return None


def _begins(lines: Sequence[str], words: str, depth: int) -> bool:
    """Whether one of the first ``depth`` lines begins with these words, give or take a letter."""
    wanted = _key(words)
    if not wanted:
        return False
    for index in top(lines, depth):
        # A catchword may run into the next line ("Pasal 5" / "Setiap orang …").
        start = _key(" ".join(lines[index : index + 2]))[: len(wanted)]
        if start == wanted:
            return True
        if len(wanted) >= 5:
            ratio = SequenceMatcher(None, start, wanted, autojunk=False).ratio()
            if ratio >= 0.8:
                return True
    return False


@lru_cache(maxsize=20_000)
def _key(text: str) -> str:
    return _NOT_ALNUM.sub("", text).casefold()
