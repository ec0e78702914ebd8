"""The same with Qdrant's fusion by score, the nearest to Dalil's among the peers."""

from __future__ import annotations

from typing import Any

from bench.peers import qdrant_edge_shard


class Tool(qdrant_edge_shard.Tool):
    """See `bench.peers.peer.Peer`."""

    name = "Qdrant Edge, DBSF"
    settings = "the same, fused by scores that are normalised by their distribution"

    def fusion(self) -> Any:
        return self._edge.Fusion.Dbsf()
