"""Catchwords that stand between the lines of a text without pages ("(3) Dalam . . .").

Who typed or copied an act page by page left the foot of each page in it. Only a line is taken
that is nothing but a unit's number and a few words with dots, and whose very words begin the
next line, which goes on: it says nothing that is not said there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from ingest.read.furniture import is_stamp
from ingest.words import WORD

#: A number or a unit's name, at most four words, and two to five dots; more are a blank to fill.
_CATCHWORD: Final = re.compile(
    r"\s*(?P<words>(?:\(\d{1,3}[a-z]?\)|\d{1,3}\.|[a-z]{1,2}\.|Pasal|BAB|Bagian|Paragraf)"
    r" ?[^\s.…]++(?: [^\s.…]++){0,3}?) ?,? ?(?:\.(?: ?\.){1,4}|…)\s*\Z"
)
_UNIT: Final = re.compile(r"\s*(?:Pasal|BAB|Bagian|Paragraf)\b")


#: So often a line that is only a site's address is its stamp, not a source that the text names.
_PAGES: Final = 3


def without_strayed(lines: Sequence[str]) -> list[str]:
    """The lines without catchwords, and without the stamp of a site on every page of a copy."""
    printed = Counter(line.strip() for line in lines)
    stamps = {line for line, count in printed.items() if count >= _PAGES and is_stamp(line)}
    lines = [line for line in lines if line.strip() not in stamps] if stamps else lines
    kept: list[str] = []
    for index, line in enumerate(lines):
        match = _CATCHWORD.match(line) if line.rstrip().endswith((".", "…")) else None
        if match is None or not _goes_on(lines, index, match["words"]):
            kept.append(line)
    return kept


def _goes_on(lines: Sequence[str], index: int, words: str) -> bool:
    """Whether the next line that is not blank begins with these words and has no dots itself."""
    following = next((line for line in lines[index + 1 : index + 4] if line.strip()), "")
    if _CATCHWORD.match(following):
        return False
    wanted, there = WORD.findall(words.casefold()), WORD.findall(following.casefold())
    if len(there) < len(wanted) or there[: len(wanted) - 1] != wanted[:-1]:
        return False
    # "Badan-…" announces "Badan-badan"; a number or a unit's name is whole: 4 is not 40.
    last = wanted[-1]
    whole = not last.isalpha() or bool(_UNIT.match(words))
    return there[len(wanted) - 1] == last or (
        not whole and "".join(there).startswith("".join(wanted))
    )
