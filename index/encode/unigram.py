"""A text becomes the token ids of a SentencePiece unigram vocabulary, without its library.

A word is cut into the pieces whose log probabilities sum highest (Viterbi; Kudo, "Subword
Regularization", ACL 2018). The libraries that do this bring hundreds of megabytes along, and a
question needs a thousand tokens.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

#: What stands before a word in its first piece.
MARK: Final = "▁"
#: What a character without a piece costs more than the rarest piece (SentencePiece's).
_UNKNOWN_PENALTY: Final = 10.0


class Unigram:
    """A vocabulary of pieces with their log probabilities. Calling it cuts a text."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], unknown: int) -> None:
        """``unknown`` is the id of what has no piece; the id of a piece is its place.

        Raises ValueError where there are not as many scores as pieces.
        """
        self._of: Mapping[str, tuple[int, float]] = {
            piece: (i, score)
            for i, (piece, score) in enumerate(zip(pieces, scores, strict=True))
            if piece
        }
        self._longest = max(map(len, self._of), default=1)
        self._unknown = unknown, min(scores, default=0.0) - _UNKNOWN_PENALTY
        self._cut = lru_cache(maxsize=50_000)(self._best)

    def __call__(self, text: str) -> list[int]:
        """The ids of a text, in its order; NFKC, and any run of white space is one space."""
        words = unicodedata.normalize("NFKC", text).split()
        return [piece for word in words for piece in self._cut(MARK + word)]

    def _best(self, word: str) -> tuple[int, ...]:
        """The most probable pieces of one word; neighbours without a piece are one unknown."""
        unknown, penalty = self._unknown
        best: list[tuple[float, int, int]] = [(0.0, 0, -1)]  # (score, where its piece begins, id)
        for end in range(1, len(word) + 1):
            score, start, piece = best[end - 1][0] + penalty, end - 1, unknown
            for begin in range(max(0, end - self._longest), end):
                held = self._of.get(word[begin:end])
                if held is not None and best[begin][0] + held[1] > score:
                    score, start, piece = best[begin][0] + held[1], begin, held[0]
            best.append((score, start, piece))
        ids: list[int] = []
        at = len(word)
        while at:
            _, start, piece = best[at]
            if piece != unknown or not ids or ids[-1] != unknown:
                ids.append(piece)
            at = start
        return tuple(reversed(ids))
