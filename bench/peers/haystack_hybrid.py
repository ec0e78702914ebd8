"""Haystack: a pipeline of its in-memory BM25 and vector retrievers, joined by rank."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from bench.peers.peer import DEPTH, Floats


class Tool:
    """See `bench.peers.peer.Peer`."""

    name = "Haystack hybrid"
    settings = (
        "InMemoryDocumentStore (BM25L and words as it comes), embeddings by dot product, "
        f"{DEPTH} of each, DocumentJoiner by RRF (its constant, 61)"
    )
    encodes = True
    by_pasal = False

    def __init__(self, folder: Path, export: Path) -> None:
        pass

    def version(self) -> str:
        return version("haystack-ai")

    def build(self, ids: Sequence[str], texts: Sequence[str], vectors: Floats) -> None:
        memory = import_module("haystack.document_stores.in_memory")
        retrievers = import_module("haystack.components.retrievers.in_memory")
        joiners = import_module("haystack.components.joiners")
        document = import_module("haystack").Document
        store = memory.InMemoryDocumentStore(embedding_similarity_function="dot_product")
        store.write_documents(
            [
                document(id=i, content=text, embedding=vector.tolist())
                for i, text, vector in zip(ids, texts, vectors, strict=True)
            ]
        )
        both = import_module("haystack").Pipeline()
        both.add_component("words", retrievers.InMemoryBM25Retriever(store, top_k=DEPTH))
        both.add_component("near", retrievers.InMemoryEmbeddingRetriever(store, top_k=DEPTH))
        both.add_component("joined", joiners.DocumentJoiner("reciprocal_rank_fusion"))
        both.connect("words", "joined")
        both.connect("near", "joined")
        self._both = both

    def search(self, text: str, vector: Floats, k: int) -> list[str]:
        asked = {
            "words": {"query": text},
            "near": {"query_embedding": vector.tolist()},
            "joined": {"top_k": k},
        }
        return [found.id for found in self._both.run(asked)["joined"]["documents"]]
