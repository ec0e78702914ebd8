"""A question's vector is moved to where its answers lie: a linear map learned for one encoder.

An encoder puts "bos potong gaji saya, boleh?" near other complaints, not near the pasal on the
deduction of wages. The adapter adds to a question's vector ``W v + b`` and sets its length to 1
again; passages keep their vectors, so no library must be encoded again, and none is of another
space. How it was learned, and what it is worth: `bench.query_adapter` and
bench/results/query_adapter.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "query_adapter.npz"


@dataclass(frozen=True)
class QueryAdapter:
    """A linear map of the vectors (d,) of questions in the space of one encoder."""

    fingerprint: str  # of the encoder (`index.encode.encoder.Encoder`)
    weight: Floats  # (d, d)
    bias: Floats  # (d,)

    @classmethod
    def load(cls, path: Path = FILE) -> QueryAdapter:
        """That of a file that `save` wrote. Raises OSError, or ValueError for another file."""
        with np.load(path, allow_pickle=False) as held:
            if missing := {"fingerprint", "weight", "bias"} - set(held.files):
                raise ValueError(f"{path} has no {', '.join(sorted(missing))}")
            weight, bias = held["weight"].astype(np.float32), held["bias"].astype(np.float32)
            fingerprint = str(held["fingerprint"])
        if weight.shape != (*bias.shape, *bias.shape) or not np.isfinite(weight).all():
            raise ValueError(f"{path} is no square map")
        return cls(fingerprint, weight, bias)

    def save(self, path: Path = FILE) -> None:
        """Write it in half precision, some 300 KB. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            path,
            fingerprint=np.array(self.fingerprint),
            weight=self.weight.astype(np.float16),
            bias=self.bias.astype(np.float16),
        )

    def __call__(self, vector: Floats, share: float = 1.0) -> Floats:
        """The vector moved by that share of the way, of length 1; as it was at 0."""
        if not share:
            return vector
        moved = vector + np.float32(share) * (self.weight @ vector + self.bias)
        made: Floats = (moved / max(float(np.linalg.norm(moved)), 1e-9)).astype(np.float32)
        return made


@lru_cache(maxsize=1)
def _shipped() -> QueryAdapter | None:
    return QueryAdapter.load() if FILE.is_file() else None


def adapter_for(fingerprint: str) -> QueryAdapter | None:
    """The adapter that ships for this encoder; None where it was learned for another."""
    held = _shipped()
    return held if held is not None and held.fingerprint == fingerprint else None
