"""BM25 over all units, exact, on arrays mapped from disk (bm25s).

The formula is Lucene's: ``idf * tf / (tf + k1 * (1 - b + b * length / mean length))`` with
``idf = ln(1 + (N - df + .5) / (df + .5))``, summed over the words of the question (Kamphuis et
al. 2020, "Which BM25 do you mean?"; Lù 2024, "BM25S", arXiv 2407.03618).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from ingest.errors import GenerationBroken

if TYPE_CHECKING:
    from bm25s import BM25

Scores = npt.NDArray[np.float32]

#: Measured over 35,900 units (bench/results/ranking.md): MRR@10 of hybrid search on the labour
#: questions .876 with .9/.4 and .887 with .6/.6, on those about the KUHP the same; words alone
#: gain three points.
K1: Final = 0.6
B: Final = 0.6

# Words are runs of letters and digits: "undang-undang" counts twice, "23/2014" is two words,
# and numbers stay, since people ask for articles and years by them.
_WORD = re.compile(r"[^\W_]+")


def tokens(text: str) -> list[str]:
    """The words of a text as they are indexed: NFKC, lower case, no stemming."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


class Lexical:
    """BM25 scores of a fixed list of units. Made by `build`, or `load`ed from a generation."""

    def __init__(self, model: BM25 | None, count: int) -> None:
        """``model`` is None where no unit has a word: every score is 0 then."""
        self._model = model
        self.count = count

    @classmethod
    def build(cls, texts: Iterable[str]) -> Lexical:
        """Index these texts; their order is the order of the scores."""
        vocabulary: dict[str, int] = {}
        number = vocabulary.setdefault
        lists = [[number(t, len(vocabulary)) for t in tokens(text)] for text in texts]
        if not vocabulary:
            return cls(None, len(lists))
        from bm25s import BM25

        model = BM25(k1=K1, b=B, method="lucene")
        model.index((lists, vocabulary), create_empty_token=False, show_progress=False)
        return cls(model, len(lists))

    def save(self, folder: Path) -> None:
        """Write the arrays, the vocabulary and the parameters: ``.npy`` and JSON, no pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "count.json").write_text(json.dumps(self.count), encoding="utf-8")
        if self._model is not None:
            self._model.save(folder, show_progress=False, allow_pickle=False)

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

            model = BM25.load(folder, mmap=mmap, allow_pickle=False)
            if model.scores["num_docs"] != count:
                raise ValueError(f"{model.scores['num_docs']} units instead of {count}")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GenerationBroken(
                f"{folder} cannot be read ({error}): run `dalil ingest` again to rebuild the index."
            ) from error
        return cls(model, count)

    def knows(self, word: str) -> bool:
        """Whether any unit has this word."""
        return self._model is not None and word in self._model.vocab_dict

    def frequency(self, word: str) -> int:
        """In how many units this word (a token) occurs."""
        if self._model is None or (number := self._model.vocab_dict.get(word)) is None:
            return 0
        starts = self._model.scores["indptr"]  # column by column, a word each
        return int(starts[number + 1] - starts[number])

    def scores(self, query: str) -> Scores:
        """The BM25 score of every unit, in their order; 0 where no word of the query occurs."""
        if self._model is None:
            return np.zeros(self.count, np.float32)
        vocabulary = self._model.vocab_dict
        ids = [vocabulary[t] for t in tokens(query) if t in vocabulary]
        if not ids:
            return np.zeros(self.count, np.float32)
        return np.asarray(self._model.get_scores_from_ids(ids), np.float32)
