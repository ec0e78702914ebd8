"""Qdrant in the process (Edge, the engine of its server): dense and BM25 vectors, fused by it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.peers.peer import DEPTH, K1, RRF, B, Floats
from dalil.index.snapshot.bm25 import tokens

_BATCH = 2_000


class Tool:
    """See `bench.peers.peer.Peer`."""

    name = "Qdrant Edge, RRF"
    settings = (
        f"its BM25 (words, no stemming, k1 {K1}, b {B}, IDF at the question), HNSW as it comes, "
        f"{DEPTH} of each, RRF 60 (its own default, 2, is another curve)"
    )
    encodes = True
    by_pasal = False

    def __init__(self, folder: Path, export: Path) -> None:
        self._folder = folder / "shard"
        self._folder.mkdir()
        self._edge = import_module("qdrant_edge")
        self._ids: list[str] = []

    def fusion(self) -> Any:
        """How both lists become one: ranks are counted from 0, so 61 is the authors' 60."""
        return self._edge.Fusion.Rrf(k=RRF + 1)

    def version(self) -> str:
        return version("qdrant-edge-py")

    def build(self, ids: Sequence[str], texts: Sequence[str], vectors: Floats) -> None:
        edge = self._edge
        self._ids = list(ids)
        dense = edge.EdgeVectorParams(size=vectors.shape[1], distance=edge.Distance.Dot)
        sparse = edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)
        config = edge.EdgeConfig(vectors={"dense": dense}, sparse_vectors={"words": sparse})
        self._shard = edge.EdgeShard.create(str(self._folder), config)
        self._bm25 = edge.Bm25(
            edge.Bm25Config(
                k=K1, b=B, avg_len=sum(len(tokens(t)) for t in texts) / max(len(texts), 1),
                tokenizer=edge.TokenizerType.Word, language="indonesian",
                stopwords=edge.StopwordsSet(), lowercase=True,
            )
        )  # fmt: skip
        for start in range(0, len(ids), _BATCH):
            points = [
                edge.Point(
                    row,
                    {
                        "dense": vectors[row].tolist(),
                        "words": self._bm25.embed_document(texts[row]),
                    },
                )
                for row in range(start, min(start + _BATCH, len(ids)))
            ]
            self._shard.update(edge.UpdateOperation.upsert_points(points))
        self._shard.optimize()
        self._shard.flush()

    def search(self, text: str, vector: Floats, k: int) -> list[str]:
        edge = self._edge
        words, dense = self._bm25.embed_query(text), vector.tolist()
        lists = [
            edge.Prefetch(limit=DEPTH, query=edge.Query.Nearest(words, using="words")),
            edge.Prefetch(limit=DEPTH, query=edge.Query.Nearest(dense, using="dense")),
        ]
        request = edge.QueryRequest(limit=k, prefetches=lists, query=self.fusion())
        return [self._ids[point.id] for point in self._shard.query(request)]
