"""SQLite FTS5 and FAISS, joined by reciprocal rank fusion: what is built without a framework."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from bench.peers.peer import DEPTH, Floats, reciprocal_rank
from dalil.index.snapshot.bm25 import tokens


class Tool:
    """See `bench.peers.peer.Peer`."""

    name = "SQLite FTS5 + FAISS"
    settings = (
        f"unicode61, any of the words, FTS5's own BM25 (1.2, .75); IndexFlatIP; {DEPTH} of each, "
        "RRF 60"
    )
    encodes = True
    by_pasal = False

    def __init__(self, folder: Path, export: Path) -> None:
        self._path = folder / "passages.sqlite"
        self._ids: list[str] = []

    def version(self) -> str:
        return f"{sqlite3.sqlite_version}, {version('faiss-cpu')}"

    def build(self, ids: Sequence[str], texts: Sequence[str], vectors: Floats) -> None:
        faiss = import_module("faiss")
        self._ids = list(ids)
        self._db = sqlite3.connect(self._path)
        with self._db:
            self._db.execute(
                "CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='unicode61', detail=none)"
            )
            self._db.executemany(
                "INSERT INTO passages (rowid, text) VALUES (?, ?)", enumerate(texts)
            )
            self._db.execute("INSERT INTO passages (passages) VALUES ('optimize')")
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def search(self, text: str, vector: Floats, k: int) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(tokens(text)))
        by_words: list[int] = []
        if words:
            rows = self._db.execute(
                "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?",
                (words, DEPTH),
            )
            by_words = [row for (row,) in rows]
        _, near = self._index.search(vector[None], min(DEPTH, len(self._ids)))
        best = reciprocal_rank([by_words, near[0].tolist()], k)
        return [self._ids[row] for row in best]
