"""Dalil as people have it: `Library.search`, with all it does with a question."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from bench.peers.export import Recorded
from bench.peers.peer import Floats
from dalil.index.library import CATALOG, Library


class Tool:
    """See `bench.peers.peer.Peer`. Its units and vectors come from its own catalogue and cache."""

    name = "**Dalil**"
    settings = (
        "`Library.search`, as it comes; indexing reads units and vectors from SQLite first; the "
        "others are handed them"
    )
    encodes = True
    by_pasal = True

    def __init__(self, folder: Path, export: Path) -> None:
        shutil.copytree(export / "library", folder / "library")
        self.encoder = Recorded(export)
        self.library = Library(folder / "library", self.encoder)
        assert (folder / "library" / CATALOG).is_file(), "an export holds a library"

    def version(self) -> str:
        return "this tree"

    def build(self, ids: Sequence[str], texts: Sequence[str], vectors: Floats) -> None:
        generation = self.library.commit()
        assert generation.meta.units == len(ids) and generation.meta.encoder is not None

    def search(self, text: str, vector: Floats, k: int) -> list[str]:
        result = self.library.search(text, k=k)
        assert result.mode == "hybrid", result.notes
        return [hit.passage.passage_id for hit in result.hits]
