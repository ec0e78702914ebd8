"""LanceDB: a table with a full-text index, hybrid search with its own reranker by rank."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.peers.peer import DEPTH, RRF, Floats

#: Above this the documentation advises an index of vectors; below, all are compared.
_EXACT_UP_TO: Final = 100_000


class Tool:
    """See `bench.peers.peer.Peer`."""

    name = "LanceDB hybrid"
    settings = (
        "FTS index (simple words, no stemming, no stop words, its own BM25), exact vectors up to "
        f"{_EXACT_UP_TO:,} (IVF_PQ above), {DEPTH} of each, RRFReranker 60"
    )
    encodes = True
    by_pasal = False

    def __init__(self, folder: Path, export: Path) -> None:
        os.environ.setdefault("LANCE_LOG", "error")  # it warns twice a question of a later release
        self._db = import_module("lancedb").connect(str(folder / "lance"))

    def version(self) -> str:
        return version("lancedb")

    def build(self, ids: Sequence[str], texts: Sequence[str], vectors: Floats) -> None:
        arrow, index = import_module("pyarrow"), import_module("lancedb.index")
        flat = arrow.array(vectors.reshape(-1))
        rows = {
            "id": arrow.array(ids),
            "text": arrow.array(texts),
            "vector": arrow.FixedSizeListArray.from_arrays(flat, vectors.shape[1]),
        }
        self._table = self._db.create_table("passages", arrow.table(rows))
        words = index.FTS(stem=False, remove_stop_words=False, ascii_folding=False)
        self._table.create_index("text", config=words)
        if len(ids) > _EXACT_UP_TO:
            self._table.create_index("vector", config=index.IvfPq(distance_type="dot"))
        self._fused = import_module("lancedb.rerankers").RRFReranker(K=RRF)
        self._match = import_module("lancedb.query").MatchQuery

    def search(self, text: str, vector: Floats, k: int) -> list[str]:
        found = (
            self._table.search(query_type="hybrid")
            .vector(vector)
            .text(self._match(text, "text"))
            .distance_type("dot")
            .rerank(self._fused)
            .select(["id"])
            .limit(max(k, DEPTH))
            .to_arrow()
        )
        return list(found["id"].to_pylist()[:k])
