"""Libraries made for measuring: a part of a big one, and vectors repeated where none were made.

Encoding a national corpus takes hours, and how long a search takes does not depend on what the
vectors say. So the vectors of a smaller library stand in for them, each with a little noise (else
thousands of units would tie); whatever is measured on them is time and size, never quality.
"""

from __future__ import annotations

import json
import os
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.build import _dense
from index.dense import Floats
from index.generation import CURRENT, DocumentEntry, Meta
from index.ledger import now
from index.lexical import Lexical
from index.library import CATALOG, Library
from index.publish import publish
from index.tokens import tokenised
from index.unit import Unit

#: Standard deviation of the noise on each number of a repeated vector (their length is 1).
NOISE = 0.003


@dataclass(frozen=True, slots=True)
class Made:
    """A library with so many units, and what its index took."""

    folder: Path
    units: int
    words_s: float
    vectors_s: float
    written_s: float
    index_bytes: int


def real_vectors(library: Path) -> tuple[str, Floats]:
    """The fingerprint and the vectors of a library that has some."""
    generation = Library.open(library).generation
    if generation is None or generation.dense is None or generation.meta.encoder is None:
        raise SystemExit(f"{library} has no vectors")
    dense = generation.dense
    rows = np.arange(len(dense))
    matrix = getattr(dense, "_matrix", None)
    if matrix is None:
        raise SystemExit(f"{library} is too large to take vectors from ({len(rows)} units)")
    return generation.meta.encoder, np.array(matrix, np.float32)


def repeated(vectors: Floats, count: int, seed: int = 0) -> Floats:
    """So many vectors, those given again and again, with `NOISE`."""
    rng = np.random.default_rng(seed)
    many: Floats = np.tile(vectors, (count // len(vectors) + 1, 1))[:count]
    for start in range(0, count, 50_000):
        part = many[start : start + 50_000]
        part += rng.normal(0, NOISE, part.shape).astype(np.float32)
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return many


def part_of(
    big: Library, units: list[Unit], count: int, folder: Path, encoder: str, vectors: Floats
) -> Made:
    """A library of about ``count`` units: whole documents of ``big``, in a random order."""
    by_document: dict[str, list[Unit]] = {}
    for unit in units:
        by_document.setdefault(unit.document_id, []).append(unit)
    order = sorted(by_document)
    random.Random(1).shuffle(order)
    chosen: list[str] = []
    total = 0
    for document in order:
        if total + len(by_document[document]) <= count or not chosen:
            chosen.append(document)
            total += len(by_document[document])
    chosen.sort()
    kept = [unit for document in chosen for unit in by_document[document]]
    inside = set(chosen)
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
    dense = _dense(many)
    vectors_s = time.perf_counter() - start
    meta = Meta("", encoder, len(entries), len(kept), len(kept), now())
    start = time.perf_counter()
    generation = publish(folder, meta, kept, entries, lexical, dense)
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
    _dense(many).save(target / "dense")
    took = time.perf_counter() - start
    (target / "meta.json").unlink()
    meta = replace(source.meta, encoder=encoder)
    text = json.dumps({name: getattr(meta, name) for name in Meta.__slots__})
    (target / "meta.json").write_text(text, encoding="utf-8")
    (folder / CURRENT).write_text(source.name + "\n", encoding="utf-8")
    return took
