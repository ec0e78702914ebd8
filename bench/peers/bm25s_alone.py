"""bm25s alone: the lexical half of Dalil, as its documentation uses it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bench.peers.peer import K1, B, Floats
from dalil.index.snapshot.bm25 import tokens


class Tool:
    """See `bench.peers.peer.Peer`."""

    name = "bm25s alone"
    settings = f"method lucene, k1 {K1}, b {B}, Dalil's words, numpy; no vectors"
    encodes = False
    by_pasal = False

    def __init__(self, folder: Path, export: Path) -> None:
        self._ids: list[str] = []

    def version(self) -> str:
        return version("bm25s")

    def build(self, ids: Sequence[str], texts: Sequence[str], vectors: Floats) -> None:
        from bm25s import BM25

        self._ids = list(ids)
        self._model = BM25(k1=K1, b=B, method="lucene")
        self._model.index([tokens(text) for text in texts], show_progress=False)

    def search(self, text: str, vector: Floats, k: int) -> list[str]:
        k = min(k, len(self._ids))
        found, _ = self._model.retrieve([tokens(text)], k=k, show_progress=False)
        return [self._ids[i] for i in found[0].tolist()]
