"""BM25 over all units, exact, on arrays mapped from disk (bm25s).

The formula is Lucene's: ``idf * tf / (tf + k1 * (1 - b + b * length / mean length))`` with
``idf = ln(1 + (N - df + .5) / (df + .5))``, summed over the words of the question (Kamphuis et
al. 2020, "Which BM25 do you mean?"; Lù 2024, "BM25S", arXiv 2407.03618).
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from dalil.index.encode.threads import LOADING
from dalil.index.ranking_config import DEFAULT, RankingConfig
from dalil.index.store.unit_text import INDEXED_TEXT_VERSION
from dalil.ingest.errors import GenerationBroken
from dalil.ingest.messages import Message
from dalil.ingest.words import words

if TYPE_CHECKING:
    from bm25s import BM25


# Making the words of a national corpus costs half a minute, so an index keeps them as numbers:
# where one act is added, only its own words are made.

Numbers = npt.NDArray[np.int32]
Ends = npt.NDArray[np.int64]

#: Raised when `tokens` changes: words kept by another version are made again, and likewise when
#: `index.store.unit_text.indexed_text` does.
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


Scores = npt.NDArray[np.float32]


#: A unit that has a word, and the word's score in it.
POSTING: Final = np.dtype([("unit", "<i4"), ("score", "<f4")])


@dataclass(frozen=True, slots=True)
class Postings:
    """The words of an index in the order of their numbers; of each, an array of `POSTING`."""

    words: list[str]
    blocks: list[bytes]


class Lexical:
    """BM25 scores of a fixed list of units. Made by `build`, or `load`ed from a generation."""

    def __init__(self, model: BM25 | None, count: int, kept: Tokens | None = None) -> None:
        """``model`` is None where no unit has a word: every score is 0 then."""
        self._model = model
        self.count = count
        self._kept = kept

    @classmethod
    def build(cls, texts: Iterable[str], config: RankingConfig = DEFAULT) -> Lexical:
        """Index these texts; their order is the order of the scores."""
        return cls.of(tokenised(list(texts)), config)

    @classmethod
    def of(cls, words: Tokens, config: RankingConfig = DEFAULT) -> Lexical:
        """Index units whose words were made before, with the k1 and b of a configuration."""
        if not words.words:
            return cls(None, len(words), words)
        from bm25s import BM25

        model = BM25(k1=config.bm25_k1, b=config.bm25_b, method="lucene")
        model.vocab_dict = {word: number for number, word in enumerate(words.words)}
        model.unique_token_ids_set = set(model.vocab_dict.values())
        model.scores = _columns(words, config.bm25_k1, config.bm25_b)
        model.nonoccurrence_array = None  # other variants score what a unit has not
        return cls(model, len(words), words)

    def save(self, folder: Path, with_tokens: bool = False) -> None:
        """Write the arrays, the vocabulary and the parameters: ``.npy`` and JSON, no pickle.

        ``with_tokens`` keeps the words of all units as well, for the next index (`tokens_in`).
        """
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "count.json").write_text(json.dumps(self.count), encoding="utf-8")
        if self._model is not None:
            self._model.save(folder, show_progress=False, allow_pickle=False)
        if with_tokens and self._kept is not None:
            self._kept.save(folder)

    @staticmethod
    def tokens_in(folder: Path) -> Tokens | None:
        """The words of all units that `save` wrote there; None where it did not."""
        try:
            text = (folder / "vocab.index.json").read_text(encoding="utf-8")
            words: dict[str, int] = json.loads(text)
        except (OSError, ValueError):
            return None
        return Tokens.load(folder, sorted(words, key=words.__getitem__))

    @classmethod
    def load(cls, folder: Path, mmap: bool = True) -> Lexical:
        """What `save` wrote; with ``mmap`` the arrays stay on disk until they are needed.

        Raises GenerationBroken where files are missing or not what they should be.
        """
        try:
            count = int(json.loads((folder / "count.json").read_text(encoding="utf-8")))
            if not (folder / "params.index.json").exists():
                return cls(None, count)
            from bm25s import BM25

            with LOADING:
                model = BM25.load(folder, mmap=mmap, allow_pickle=False)
            if model.scores["num_docs"] != count:
                raise ValueError(f"{model.scores['num_docs']} units instead of {count}")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GenerationBroken(
                Message("index.words_unread", folder=folder, error=error)
            ) from error
        return cls(model, count)

    def knows(self, word: str) -> bool:
        """Whether any unit has this word."""
        return self._model is not None and word in self._model.vocab_dict

    def words(self) -> Iterable[str]:
        """All words that units have."""
        return self._model.vocab_dict if self._model is not None else ()

    def frequency(self, word: str) -> int:
        """In how many units this word (a token) occurs."""
        if self._model is None or (number := self._model.vocab_dict.get(word)) is None:
            return 0
        starts = self._model.scores["indptr"]  # column by column, a word each
        return int(starts[number + 1] - starts[number])

    def postings(self) -> Postings:
        """Every word with the units that have it, for an index that is kept elsewhere."""
        if self._model is None:
            return Postings([], [])
        held, words = self._model.scores, self._model.vocab_dict
        starts, units, scores = (np.asarray(held[n]) for n in ("indptr", "indices", "data"))
        made = np.empty(len(units), POSTING)
        made["unit"], made["score"] = units, scores
        blocks = [made[starts[n] : starts[n + 1]].tobytes() for n in range(len(starts) - 1)]
        return Postings(sorted(words, key=words.__getitem__), blocks)

    def scores(self, query: str) -> Scores:
        """The BM25 score of every unit, in their order; 0 where no word of the query occurs."""
        if self._model is None:
            return np.zeros(self.count, np.float32)
        vocabulary = self._model.vocab_dict
        ids = [vocabulary[t] for t in tokens(query) if t in vocabulary]
        if not ids:
            return np.zeros(self.count, np.float32)
        return np.asarray(self._model.get_scores_from_ids(ids), np.float32)


def _columns(words: Tokens, k1: float, b: float) -> dict[str, Any]:
    """The scores of every word in every unit that has it, word by word, as bm25s keeps them.

    What ``BM25.index`` computes one unit at a time, in one sort; `tests/test_bm25.py` holds
    the two against each other.
    """
    n = len(words)
    lengths = np.diff(words.ends, prepend=0)
    # word by word, in each the units that have it, once for every time they do
    pairs = words.flat * np.int64(n) + np.repeat(np.arange(n, dtype=np.int64), lengths)
    pairs.sort()
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    times = np.diff(first, append=len(pairs)).astype(np.float32)
    word, unit = np.divmod(pairs[first], n)
    del pairs
    held = np.bincount(word, minlength=len(words.words))  # units that have the word
    idf = np.log(1 + (n - held + 0.5) / (held + 0.5))
    damp = k1 * (1 - b + b * lengths / lengths.mean())
    return {
        "data": (idf[word] * (times / (times + damp[unit]))).astype(np.float32),
        "indices": unit.astype(np.int32),
        "indptr": np.concatenate(([0], np.cumsum(held))).astype(np.int64),
        "num_docs": n,
    }
