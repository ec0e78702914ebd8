"""What a library holds and how fresh its index is, in one object."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dalil.index.curate.coverage import Coverage, coverage
from dalil.index.curate.overrides import corrected_ids
from dalil.index.library import Library


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """The state of a library.

    ``generation`` is the label of the index in use, None where nothing was indexed; ``digest`` the
    SHA-256 of the catalogue that it was made of; ``failed_sources`` (path, reason).
    """

    folder: Path
    counts: dict[str, int]
    tiers: dict[str, int]
    digests: int
    generation: str | None
    digest: str | None
    has_vectors: bool
    without_vector: int
    up_to_date: bool
    coverage: Coverage
    failed_sources: tuple[tuple[str, str | None], ...]
    engine: str | None = None  # the server that is asked; None: the index in the folder

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil status --json``."""
        return {
            "library": str(self.folder),
            **self.counts,
            "tiers": self.tiers,
            "digests": self.digests,
            "generation": self.generation,
            **({"engine": self.engine} if self.engine else {}),
            "vectors": self.has_vectors,
            "without_vector": self.without_vector,
            "up_to_date": self.up_to_date,
            "coverage": self.coverage.to_dict(),
            "failed_sources": [{"source": p, "reason": r} for p, r in self.failed_sources],
        }


def status(library: Library) -> LibraryStatus:
    """What the library holds now. Raises LibraryError where it cannot be read."""
    catalog = library.catalog
    documents = catalog.documents()
    generation = library.in_use
    return LibraryStatus(
        folder=library.folder,
        counts=catalog.counts(),
        tiers=dict(Counter(str(d.tier) for d in documents)),
        digests=sum(d.digest for d in documents),
        generation=generation.label if generation else None,
        digest=generation.meta.catalog if generation else None,
        has_vectors=generation is not None and generation.vectors > 0,
        without_vector=generation.meta.units - generation.vectors if generation else 0,
        up_to_date=generation is not None and generation.meta.catalog == catalog.content_hash(),
        coverage=coverage(catalog, documents, len(corrected_ids(catalog))),
        failed_sources=tuple((s.path, s.reason) for s in catalog.sources() if s.failed),
        engine=library.engine,
    )
