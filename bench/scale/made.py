"""Indexes made for measuring: over a part of a big library, and with repeated vectors."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from bench.repeated import repeated, whole_acts
from dalil.index.library import CATALOG, Library
from dalil.index.query.synonyms import indexed_terms
from dalil.index.snapshot.bm25 import Lexical, tokenised
from dalil.index.snapshot.build import publish, vector_index
from dalil.index.snapshot.snapshot import CURRENT, DocumentEntry, Meta
from dalil.index.snapshot.vectors import Floats
from dalil.index.store.catalog import now
from dalil.index.store.unit_text import Unit


@dataclass(frozen=True, slots=True)
class Made:
    """A library with so many units, and what its index took."""

    folder: Path
    units: int
    words_s: float
    vectors_s: float
    written_s: float
    index_bytes: int


def part_of(
    big: Library, units: list[Unit], count: int, folder: Path, encoder: str, vectors: Floats
) -> Made:
    """A library of about ``count`` units: whole documents of ``big``, in a random order."""
    counted = Counter(unit.document_id for unit in units)
    inside = whole_acts(counted.items(), count, seed=1)
    kept = [unit for unit in units if unit.document_id in inside]
    entries = [
        DocumentEntry(d.id, d.tier.value, d.kind, d.year, False)
        for d in big.catalog.documents()
        if d.id in inside
    ]
    folder.mkdir(parents=True)
    os.link(big.folder / CATALOG, folder / CATALOG)
    start = time.perf_counter()
    lexical = Lexical.of(tokenised([unit.text for unit in kept]))
    words_s = time.perf_counter() - start
    many = repeated(vectors, len(kept))
    start = time.perf_counter()
    dense = vector_index(many)
    vectors_s = time.perf_counter() - start
    meta = Meta("", encoder, len(entries), len(kept), len(kept), now())
    start = time.perf_counter()
    generation = publish(folder, meta, kept, entries, lexical, dense, terms=indexed_terms)
    written_s = time.perf_counter() - start
    size = sum(generation.meta.files.values())
    return Made(folder, len(kept), words_s, vectors_s, written_s, size)


def with_vectors(library: Path, folder: Path, encoder: str, vectors: Floats) -> float:
    """The same library with repeated vectors, in another folder; seconds that indexing took."""
    source = Library.open(library).generation
    if source is None:
        raise SystemExit(f"{library} has no index")
    target = folder / "generations" / source.name
    target.mkdir(parents=True)
    os.link(library / CATALOG, folder / CATALOG)
    for path in source.folder.rglob("*"):
        if path.is_file():
            there = target / path.relative_to(source.folder)
            there.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, there)
    many = repeated(vectors, source.meta.units)
    start = time.perf_counter()
    vector_index(many).save(target / "dense")
    took = time.perf_counter() - start
    (target / "meta.json").unlink()
    meta = replace(source.meta, encoder=encoder)
    text = json.dumps({name: getattr(meta, name) for name in Meta.__slots__})
    (target / "meta.json").write_text(text, encoding="utf-8")
    (folder / CURRENT).write_text(source.name + "\n", encoding="utf-8")
    return took
