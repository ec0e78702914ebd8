"""The words of all units as numbers: what an index of words is made from, and kept for the next.

Making the words of a national corpus costs half a minute, sorting them a few seconds. So an index
keeps them, and a library to which one act is added makes the words of that act only.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.threads import LOADING
from index.unit import INDEXED_TEXT_VERSION
from ingest.words import words

Numbers = npt.NDArray[np.int32]
Ends = npt.NDArray[np.int64]

#: Raised when `tokens` changes: words kept by another version are made again, and likewise when
#: `index.unit.indexed_text` does.
TOKENS_VERSION: Final = 1
_VERSION: Final = f"{TOKENS_VERSION}.{INDEXED_TEXT_VERSION}"


def tokens(text: str) -> list[str]:
    """The words of a text as they are indexed: NFKC, lower case, no stemming."""
    return words(text)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of n units, one after another.

    Unit i has ``words[flat[ends[i-1]:ends[i]]]``; every word occurs.
    """

    words: list[str]
    flat: Numbers
    ends: Ends

    def __len__(self) -> int:
        return len(self.ends)

    def save(self, folder: Path) -> None:
        """Write the arrays; the words are the vocabulary of the index beside them."""
        np.save(folder / "tokens.npy", self.flat)
        np.save(folder / "tokens_ends.npy", self.ends)
        (folder / "tokens.json").write_text(json.dumps(_VERSION), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, words: Sequence[str]) -> Tokens | None:
        """What `save` wrote; None where there is none, or one of another version."""
        try:
            if json.loads((folder / "tokens.json").read_text(encoding="utf-8")) != _VERSION:
                return None
            with LOADING:
                flat = np.load(folder / "tokens.npy", mmap_mode="r", allow_pickle=False)
                ends = np.load(folder / "tokens_ends.npy", allow_pickle=False)
        except (OSError, ValueError):
            return None
        whole = len(flat) == (int(ends[-1]) if len(ends) else 0)
        return cls(list(words), np.asarray(flat), ends) if whole else None


def tokenised(
    texts: Sequence[str],
    rows: Sequence[int] | None = None,
    before: tuple[npt.NDArray[Any], Tokens] | None = None,
) -> Tokens:
    """The words of these texts.

    ``before`` are the rows and the words of an older index: a text whose row (in ``rows``, never
    used twice for another text) is among them is not read again.
    """
    old_rows, old = before or (np.empty(0, np.int64), Tokens([], _none(), np.empty(0, np.int64)))
    kept = _found(np.asarray(rows if rows is not None else [], np.int64), old_rows)
    if rows is None:
        kept = np.full(len(texts), -1, np.int64)
    numbers = {word: number for number, word in enumerate(old.words)}
    number = numbers.setdefault
    new = array("i")
    old_lengths = np.diff(old.ends, prepend=0)
    lengths = np.zeros(len(texts), np.int64)
    lengths[kept >= 0] = old_lengths[kept[kept >= 0]]
    for unit in np.flatnonzero(kept < 0).tolist():
        found = [number(word, len(numbers)) for word in tokens(texts[unit])]
        lengths[unit] = len(found)
        new.extend(found)
    ends = np.cumsum(lengths)
    flat = np.empty(int(ends[-1]) if len(ends) else 0, np.int32)
    reused = np.repeat(kept >= 0, lengths)
    flat[~reused] = np.frombuffer(new, np.int32) if new else _none()
    shift = np.zeros(len(texts), np.int64)  # from a place in the new list to that in the old
    shift[kept >= 0] = (old.ends - old_lengths)[kept[kept >= 0]] - (ends - lengths)[kept >= 0]
    places = np.flatnonzero(reused)
    flat[places] = old.flat[places + np.repeat(shift, lengths)[places]]
    return _compact(list(numbers), flat, ends)


def _found(rows: npt.NDArray[np.int64], old: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Where each row is among the old ones; -1 where it is not."""
    if not len(old) or not len(rows):
        return np.full(len(rows), -1, np.int64)
    order = np.argsort(old, kind="stable")
    at = order[np.minimum(np.searchsorted(old, rows, sorter=order), len(old) - 1)]
    found: npt.NDArray[np.int64] = np.where(old[at] == rows, at, -1).astype(np.int64)
    return found


def _compact(words: list[str], flat: Numbers, ends: Ends) -> Tokens:
    """Without the words that occur no more."""
    used = np.bincount(flat, minlength=len(words)) > 0
    if used.all():
        return Tokens(words, flat, ends)
    renumbered = (np.cumsum(used) - 1).astype(np.int32)
    return Tokens(
        [w for w, there in zip(words, used, strict=True) if there], renumbered[flat], ends
    )


def _none() -> Numbers:
    return np.empty(0, np.int32)
