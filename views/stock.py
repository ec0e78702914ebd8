"""What the library holds right now, read once for all sessions until it changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from index.corrections import corrected_ids
from index.coverage import Coverage, coverage
from index.generation import Generation
from index.library import Library
from ingest.errors import GenerationBroken
from ingest.messages import message_of
from ingest.model import Document


@dataclass(frozen=True, slots=True)
class Stock:
    """The works of a library and figures on them. ``state`` changes with anything of it."""

    state: str
    documents: tuple[Document, ...]  # without their text, by id
    coverage: Coverage
    corrected: frozenset[str]
    passages: int
    searchable: dict[str, int]  # passages of each work that the index can find
    broken: str = ""  # why the index cannot be read
    fresh: bool = True  # the index holds the latest changes
    by_meaning: bool = False
    lacking: int = 0  # passages whose vector is still to be made


def stock_of(library: Library) -> Stock:
    """What is there. A library of 5,800 acts takes half a second to look through, once."""
    broken = ""
    try:
        generation = library.generation
    except GenerationBroken as error:
        generation, broken = None, message_of(error)
    state = library.catalog.content_hash()
    corrected = corrected_ids(library.catalog)
    name = generation.name if generation else ""
    found: Stock = _read(
        str(library.folder), state, tuple(sorted(corrected)), name, broken, library, generation
    )
    return found


@st.cache_resource(show_spinner=False, max_entries=2)  # type: ignore[untyped-decorator]
def _read(
    folder: str,
    state: str,
    corrected: tuple[str, ...],
    name: str,
    broken: str,
    _library: Library,
    _generation: Generation | None,
) -> Stock:
    documents = tuple(_library.catalog.documents())
    return Stock(
        state=state,
        documents=documents,
        coverage=coverage(_library.catalog, documents, len(corrected)),
        corrected=frozenset(corrected),
        passages=_library.catalog.counts()["passages"],
        searchable=_searchable(_generation),
        broken=broken,
        fresh=_generation is not None and _generation.meta.catalog == state,
        by_meaning=_generation is not None and _generation.vectors > 0,
        lacking=_lacking(_generation),
    )


def _lacking(generation: Generation | None) -> int:
    if generation is None or generation.meta.encoder is None:
        return 0
    return generation.meta.units - generation.vectors


def _searchable(generation: Generation | None) -> dict[str, int]:
    if generation is None:
        return {}
    counts = np.bincount(generation.document, minlength=len(generation.documents))
    return {d.id: int(n) for d, n in zip(generation.documents, counts, strict=True)}
