"""A question and a passage compared word by word: late interaction (ColBERT).

The encoder gives question and passage one vector each. Here every token has one, and the score is
the mean, weighted, over the question's tokens of the cosine to the nearest of the passage (Khattab
and Zaharia, "ColBERT", SIGIR 2020, arXiv 2004.12832). It costs so much more that only the first
finds are read, and nothing is stored for it. The model is the lower half of multilingual-e5-small
with the vocabulary that Indonesian and English law needs, tuned on our own questions and kept in 8
bits (`bench.late_interaction`, bench/results/late_interaction.md). ONNX Runtime computes it.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from dalil.index.encode.threads import LOADING, side_by_side
from dalil.index.encode.unigram import Unigram

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "late_interaction.onnx"

#: Tokens that are read: of a question, of a letter, of a passage's title, of the heading above it,
#: and of a passage in all.
QUESTION_TOKENS: Final = 48
LETTER_TOKENS: Final = 80
TITLE_TOKENS: Final = 12
HEADING_TOKENS: Final = 10
PASSAGE_TOKENS: Final = 112
#: A question of more characters is a letter.
LETTER_CHARACTERS: Final = 300
#: What the model was given before a question and before a passage (multilingual-e5).
QUERY_PREFIX: Final = "query: "
PASSAGE_PREFIX: Final = "passage: "
_BEGIN, _END = 0, 2
#: Passages whose vectors are kept, some 60 KB each.
_KEPT: Final = 256


@dataclass(frozen=True, slots=True)
class Read:
    """A passage as it is read: the title of its work, the heading above it, its words."""

    title: str
    heading: str
    text: str


class LateInteraction:
    """A model of tokens, loaded. Calling it compares passages with one question."""

    def __init__(self, path: Path = FILE) -> None:
        """Raises OSError where the file is missing, ValueError where it is no such model."""
        import onnxruntime

        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = settings.inter_op_num_threads = 1  # `index.encode.threads`
        settings.log_severity_level = 3
        with LOADING:
            model = path.read_bytes()
            try:
                self._session = onnxruntime.InferenceSession(
                    model, settings, providers=["CPUExecutionProvider"]
                )
                held = self._session.get_modelmeta().custom_metadata_map
                pieces, scores = json.loads(held["pieces"]), json.loads(held["scores"])
                self.tokens = Unigram(pieces, scores, int(held["unknown"]))
            except Exception as error:  # the runtime has many kinds of its own
                raise ValueError(f"{path}: {error}") from error
        self._kept: OrderedDict[Read, Halves] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, question: str, passages: Sequence[Read]) -> Floats:
        """How near each of the passages (n,) comes to the question, -1 to 1."""
        if not passages:
            return np.empty(0, np.float32)
        with self._lock:
            held = {p: self._kept[p] for p in passages if p in self._kept}
        lacking = sorted({p for p in passages if p not in held}, key=lambda p: -len(p.text))
        rows = [*(self.passage_row(p) for p in lacking), self.question_row(question)]
        *read, (asked, weights) = side_by_side(self._vectors, rows)
        made = {p: v.astype(np.float16) for p, (v, _) in zip(lacking, read, strict=True)}
        with self._lock:
            self._kept.update(made)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        held |= made
        return np.array(
            [_nearness(asked, weights, held[p].astype(np.float32)) for p in passages], np.float32
        )

    def question_row(self, question: str) -> list[int]:
        """The tokens of a question."""
        most = LETTER_TOKENS if len(question) > LETTER_CHARACTERS else QUESTION_TOKENS
        return [_BEGIN, *self.tokens(QUERY_PREFIX), *self.tokens(question)[:most], _END]

    def passage_row(self, passage: Read) -> list[int]:
        """The tokens of a passage with its title and heading."""
        above = self.tokens(passage.title)[:TITLE_TOKENS]
        above += self.tokens(passage.heading)[:HEADING_TOKENS]
        text = self.tokens(passage.text[: 12 * PASSAGE_TOKENS])
        said = text[: PASSAGE_TOKENS - len(above) - 4]
        return [_BEGIN, *self.tokens(PASSAGE_PREFIX), *above, *said, _END]

    def _vectors(self, row: Sequence[int]) -> tuple[Floats, Floats]:
        """The vectors (m, d) and the weights (m,) of the tokens of a row.

        One row at a time: in a batch each would depend a little on the others, since 8-bit
        activations share one scale, and the same question must always give the same list.
        """
        ids = np.array([row], np.int64)
        vectors, weights = self._session.run(
            None, {"ids": ids, "mask": np.ones(ids.shape, np.float32)}
        )
        return vectors[0], weights[0]


def _nearness(asked: Floats, weights: Floats, passage: Floats) -> float:
    """The weighted mean over the tokens asked (m, d) of the cosine to the nearest of (n, d)."""
    return float((asked @ passage.T).max(axis=1) @ weights / weights.sum())


def is_installed() -> bool:
    """Whether what it needs is there."""
    return FILE.is_file() and find_spec("onnxruntime") is not None


@lru_cache(maxsize=1)
def shipped() -> LateInteraction | None:
    """The one that ships, loaded once; None where the runtime is not installed."""
    return LateInteraction() if is_installed() else None
