"""What every tool in the comparison does, and what those share that bring no such part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

#: Units each of a tool's two lists gives to its fusion, and units asked of it, so that ten
#: different pasal are left after grouping.
DEPTH: Final = 100
#: The constant of reciprocal rank fusion that its authors give (Cormack, Clarke and Büttcher).
RRF: Final = 60
#: Where a tool lets k1 and b be set, it gets those tuned for Dalil, on these very questions.
K1: Final = 0.6
B: Final = 0.6


class Peer(Protocol):
    """A tool under comparison, in a process of its own.

    Its module's class ``Tool`` is made with (folder to write to, folder of the export).
    """

    name: str
    settings: str  # what was chosen for it, in a few words
    encodes: bool  # whether it needs the question's vector
    by_pasal: bool  # whether what it finds is of different pasal already

    def version(self) -> str:
        """The versions of its libraries."""

    def build(self, ids: Sequence[str], texts: Sequence[str], vectors: Floats) -> None:
        """Make it searchable. This is timed."""

    def search(self, text: str, vector: Floats, k: int) -> list[str]:
        """The ids of the k best units, best first."""


def reciprocal_rank(lists: Sequence[Sequence[int]], k: int, constant: int = RRF) -> list[int]:
    """The k best of several ranked lists by the sum of ``1 / (constant + rank)``."""
    total: dict[int, float] = {}
    for ranked in lists:
        for rank, item in enumerate(ranked, 1):
            total[item] = total.get(item, 0.0) + 1 / (constant + rank)
    return sorted(total, key=lambda item: -total[item])[:k]
