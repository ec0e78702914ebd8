"""A larger library for measuring speed alone: real texts, real vectors repeated.

    python -m bench.peers.bigger ARCHIVE EXPORT TARGET [--units 300000]

ARCHIVE is a library of many acts, with or without vectors; TARGET is a new library of a random
part of them, whose units get the vectors of EXPORT over and over. What it finds means nothing.
"""

from __future__ import annotations

import argparse
import sqlite3
from pathlib import Path

from bench.peers.export import Recorded, load
from bench.peers.peer import Floats
from bench.repeated import whole_acts
from dalil.index.encode.vector_cache import VectorCache, text_hash
from dalil.index.library import CATALOG
from dalil.index.store.catalog import Catalog

_SEED = 4
_BATCH = 10_000


def bigger(archive: Path, target: Path, vectors: Floats, fingerprint: str, most: int) -> int:
    """Make it; the number of its units, which is the most that whole acts give up to ``most``."""
    target.mkdir(parents=True)
    source, copy = sqlite3.connect(archive / CATALOG), sqlite3.connect(target / CATALOG)
    source.backup(copy)
    counted = copy.execute(
        "SELECT document_id, sum(searchable) FROM passages GROUP BY 1 ORDER BY 1"
    ).fetchall()
    source.close()
    copy.close()
    kept = whole_acts(counted, most, _SEED)
    catalog = Catalog(target / CATALOG)
    with catalog.transaction():
        for document_id, _ in counted:
            if document_id not in kept:
                catalog.remove(document_id)
    cache = VectorCache(target / "vectors")
    hashes = [text_hash(unit.text) for unit in catalog.searchable()]
    for start in range(0, len(hashes), _BATCH):
        batch = hashes[start : start + _BATCH]
        rows = [row % len(vectors) for row in range(start, start + len(batch))]
        cache.put_many(fingerprint, batch, vectors[rows])
    catalog.close()
    return len(hashes)


def main() -> None:
    """Make it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("export", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--units", type=int, default=300_000)
    arguments = parser.parse_args()
    vectors, fingerprint = load(arguments.export).vectors, Recorded(arguments.export).fingerprint
    kept = bigger(arguments.archive, arguments.target, vectors, fingerprint, arguments.units)
    print(f"{kept} units -> {arguments.target}")


if __name__ == "__main__":
    main()
