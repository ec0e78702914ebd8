"""Text becomes vectors: what every encoder does, and the one place that names them.

Nothing here imports torch: a question is encoded without it where the small engine is there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

#: Told how many passages are done so far, out of those handed over.
EncodingProgress = Callable[[int], None]


class Encoder(Protocol):
    """Turns questions and passages into vectors of one space.

    Vectors are float32 of length 1, so that a dot product is the cosine. Two encoders may be
    used together exactly if their fingerprints are equal.
    """

    @property
    def fingerprint(self) -> str:
        """Names the vector space: model, weights, prefixes, pooling. Fit for a file name."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode_query(self, text: str) -> Floats:
        """The vector (d,) of a question. Raises EncoderError."""

    def encode_passages(
        self, texts: Sequence[str], progress: EncodingProgress | None = None
    ) -> Floats:
        """The vectors (n, d) of passages, in their order. Raises EncoderError."""


def is_space_of(encoder: Encoder, fingerprint: str | None) -> bool:
    """Whether vectors of that fingerprint are of this encoder's space, by its name of now or of
    before (`index.encode.sentence_transformer.SentenceTransformerEncoder.former_fingerprint`)."""
    return fingerprint is not None and (
        fingerprint == encoder.fingerprint
        or fingerprint == getattr(encoder, "former_fingerprint", None)
    )


class HashingEncoder:
    """A stand-in for tests and for machines without a model: counts words, knows no meaning.

    Each word adds its square-rooted count, with a sign, to a place that its hash names. Texts
    that share words are near; synonyms and other languages are not.
    """

    DIMENSION: Final = 64

    def __init__(self, dimension: int = DIMENSION) -> None:
        self._dimension = dimension

    @property
    def fingerprint(self) -> str:
        return f"hashing-1-{self._dimension}"

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode_query(self, text: str) -> Floats:
        vector = np.zeros(self._dimension, np.float32)
        counts: dict[str, int] = {}
        for word in re.findall(r"\w+", text.casefold()):
            counts[word] = counts.get(word, 0) + 1
        for word, count in counts.items():
            key = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
            number = int.from_bytes(key, "little")
            sign = 1 if number & 1 else -1
            vector[(number >> 1) % self._dimension] += sign * count**0.5
        length = float(np.linalg.norm(vector))
        if length == 0:  # no words, or words that cancel out: some direction, always the same
            vector[0] = length = 1
        return vector / np.float32(length)

    def encode_passages(
        self, texts: Sequence[str], progress: EncodingProgress | None = None
    ) -> Floats:
        vectors = np.empty((len(texts), self._dimension), np.float32)
        for i, text in enumerate(texts):
            vectors[i] = self.encode_query(text)
            if progress:
                progress(i + 1)
        return vectors


def prompts_of(given: Mapping[str, str]) -> tuple[str, str]:
    """What a model wants before a question and before a passage, of its named prompts."""
    passage = next((given[k] for k in ("document", "passage", "corpus") if given.get(k)), "")
    return given.get("query", ""), passage


def tidy_name(name: str | Path) -> str:
    """A model's name or folder as a short name fit for a file: ``intfloat--multilingual-…``."""
    text = str(name)
    last = Path(text).name if Path(text).is_dir() else text.replace("/", "--")
    return re.sub(r"[^\w.-]+", "-", last).strip("-.")[:80] or "model"
