"""An encoder that remembers the last questions: a page asks the same again whenever it is drawn.

One question is searched several times even on one page (for each tier that is missing among its
hits), and every click draws the page anew. Encoding is most of a search's time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Final

from dalil.index.encode.encoder import Encoder, Floats, Progress

#: Questions whose vectors are kept; one takes 1.5 kB.
KEPT: Final = 512


class Remembered:
    """Another encoder, with a memory for questions. Safe to share by threads if the other is.

    The other encoder is made by ``make`` when it is first needed; what it raises is raised then,
    and it is tried again the next time.
    """

    def __init__(self, make: Callable[[], Encoder]) -> None:
        self._make = make
        self._query = lru_cache(maxsize=KEPT)(self._encode)

    @cached_property
    def _encoder(self) -> Encoder:
        return self._make()

    @property
    def fingerprint(self) -> str:
        """The other encoder's."""
        return self._encoder.fingerprint

    @property
    def former_fingerprint(self) -> str:
        """What earlier versions called the same vector space."""
        return str(getattr(self._encoder, "former_fingerprint", self.fingerprint))

    @property
    def dimension(self) -> int:
        """The other encoder's."""
        return self._encoder.dimension

    def encode_query(self, text: str) -> Floats:
        """The vector (d,) of a question, which cannot be changed. Raises EncoderError."""
        return self._query(text)

    def _encode(self, text: str) -> Floats:
        vector = self._encoder.encode_query(text)
        vector.flags.writeable = False  # it is everybody's now
        return vector

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """The vectors (n, d) of passages, by the other encoder."""
        return self._encoder.encode_passages(texts, progress)
