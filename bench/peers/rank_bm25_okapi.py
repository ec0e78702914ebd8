"""rank-bm25: all passages scored in Python, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from bench.peers.peer import K1, B, Floats
from dalil.index.snapshot.bm25 import tokens


class Tool:
    """See `bench.peers.peer.Peer`."""

    name = "rank-bm25"
    settings = f"BM25Okapi, k1 {K1}, b {B}, Dalil's words; no vectors"
    encodes = False
    by_pasal = False

    def __init__(self, folder: Path, export: Path) -> None:
        self._ids: list[str] = []

    def version(self) -> str:
        return version("rank-bm25")

    def build(self, ids: Sequence[str], texts: Sequence[str], vectors: Floats) -> None:
        from rank_bm25 import BM25Okapi

        self._ids = list(ids)
        self._model = BM25Okapi([tokens(text) for text in texts], k1=K1, b=B)

    def search(self, text: str, vector: Floats, k: int) -> list[str]:
        scores = self._model.get_scores(tokens(text))
        best = np.argpartition(-scores, min(k, len(scores)) - 1)[:k]
        return [self._ids[i] for i in best[np.argsort(-scores[best], kind="stable")]]
