"""Dalil's scores alone: the question's plain words and its vector, ranked, nothing looked up."""

from __future__ import annotations

from itertools import islice

from bench.peers import dalil_library
from bench.peers.peer import Floats
from dalil.index.search.score import best_first, score


class Tool(dalil_library.Tool):
    """See `bench.peers.peer.Peer`."""

    name = "Dalil, scores only"
    settings = (
        "`index.search.score.score` of the plain question: no understanding of it, no catalogue"
    )

    def search(self, text: str, vector: Floats, k: int) -> list[str]:
        generation = self.library.generation
        assert generation is not None
        best = best_first(generation, score(generation, text, vector), None)
        return [generation.passage_ids[unit] for unit in islice(best, k)]
