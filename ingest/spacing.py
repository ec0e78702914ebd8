"""Letter-spaced print made into words again: "P E R A T U R A N  M EN TERI" → "PERATURAN MENTERI".

The letters are certain, the word boundaries are not; they are found with the words that the
same document prints in one piece, preferring few and long ones. What those words cannot
explain is left as it was printed.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.words import LETTERS, word_set

#: Frequent words of titles, for documents that are letter-spaced throughout.
_COMMON: Final = word_set("ingest/data/title_words.toml", "frequent")


def is_letter_spaced(text: str) -> bool:
    """Whether most of the words are torn: single letters and pairs in plenty."""
    pieces = LETTERS.findall(text)
    short = sum(len(p) == 1 for p in pieces) + 0.5 * sum(len(p) == 2 for p in pieces)
    return len(pieces) >= 8 and short >= 0.3 * len(pieces)


def respace(text: str, document: str) -> str:
    """The text with words put together again; unchanged where they cannot be recognised."""
    letters = re.sub(r"\s+", "", text)
    if not letters or len(letters) > 600:
        return text
    known = {w.lower() for w in re.findall(r"[^\W\d_]{4,}", document)} | _COMMON
    parts = _segment(letters, known)
    covered = sum(len(p) for p in parts if p.lower() in known)
    return " ".join(parts) if covered >= 0.85 * sum(c.isalpha() for c in letters) else text


def _segment(letters: str, known: set[str]) -> list[str]:
    """The split with least cost: one for a known word, two and a half for each stray letter."""
    low = letters.lower()
    longest = max(map(len, known))
    best = [0.0] + [float("inf")] * len(letters)
    back = [0] * (len(letters) + 1)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - longest), end):
            piece = low[start:end]
            if piece in known:
                cost = 1.0
            elif end - start == 1:
                cost = 0.1 if not piece.isalpha() else 2.5
            else:
                continue
            if best[start] + cost < best[end]:
                best[end], back[end] = best[start] + cost, start
    parts: list[str] = []
    end = len(letters)
    while end:
        parts.append(letters[back[end] : end])
        end = back[end]
    return _joined(parts[::-1], known)


def _joined(parts: list[str], known: set[str]) -> list[str]:
    """Stray letters next to each other belong together; marks and digits cling to the word."""
    out: list[str] = []
    for part in parts:
        stray = part.lower() not in known
        mark = not part[0].isalnum() and part[0] != "("
        if out and (mark or (stray and out[-1].lower() not in known)):
            out[-1] += part
        else:
            out.append(part)
    return out
