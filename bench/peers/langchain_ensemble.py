"""LangChain: EnsembleRetriever over BM25Retriever and the FAISS vector store."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.peers.peer import DEPTH, K1, RRF, B, Floats
from dalil.index.snapshot.bm25 import tokens
from dalil.ingest.errors import EncoderError


class Tool:
    """See `bench.peers.peer.Peer`."""

    name = "LangChain ensemble"
    settings = (
        f"BM25Retriever (rank-bm25, Dalil's words, k1 {K1}, b {B}) + FAISS, weights .5 and .5, "
        f"{DEPTH} of each, RRF 60"
    )
    encodes = True
    by_pasal = False

    def __init__(self, folder: Path, export: Path) -> None:
        self._vector: list[float] = []

    def version(self) -> str:
        return f"{version('langchain-classic')}, {version('langchain-community')}"

    def build(self, ids: Sequence[str], texts: Sequence[str], vectors: Floats) -> None:
        metadatas: list[dict[str, Any]] = [{"id": i} for i in ids]
        words = import_module("langchain_community.retrievers").BM25Retriever.from_texts(
            texts, metadatas, bm25_params={"k1": K1, "b": B}, preprocess_func=tokens, k=DEPTH
        )
        community = import_module("langchain_community.vectorstores")
        strategy = import_module("langchain_community.vectorstores.utils").DistanceStrategy
        near = community.FAISS.from_embeddings(
            list(zip(texts, vectors.tolist(), strict=True)), self._embeddings(), metadatas,
            distance_strategy=strategy.MAX_INNER_PRODUCT,
        ).as_retriever(search_kwargs={"k": DEPTH})  # fmt: skip
        ensemble = import_module("langchain_classic.retrievers").EnsembleRetriever
        self._both = ensemble(retrievers=[words, near], weights=[0.5, 0.5], c=RRF, id_key="id")

    def _embeddings(self) -> Any:
        """An encoder that gives the vector at hand, so that nothing is encoded twice."""
        tool = self

        class Given(import_module("langchain_core.embeddings").Embeddings):  # type: ignore[misc]
            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                raise EncoderError("the passages come with their vectors")

            def embed_query(self, text: str) -> list[float]:
                return tool._vector

        return Given()

    def search(self, text: str, vector: Floats, k: int) -> list[str]:
        self._vector = vector.tolist()
        return [document.metadata["id"] for document in self._both.invoke(text)[:k]]
