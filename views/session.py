"""The library that all sessions share, and the pages for when there is none to read."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from dalil.index.curate.coverage import Coverage, coverage
from dalil.index.curate.overrides import corrected_ids
from dalil.index.encode.load import encoder_named
from dalil.index.encode.vector_cache import Remembered, VectorCache
from dalil.index.engines.engine import Engine
from dalil.index.library import CATALOG, default_folder
from dalil.ingest.errors import (
    DalilError,
    GenerationBroken,
    LibraryError,
    LibraryLocked,
    LibraryMissing,
    SettingError,
)
from dalil.ingest.messages import message_of
from dalil.ingest.model import Document
from dalil.library import Library
from dalil.service.permissions import Act
from dalil.views import user
from dalil.views.components import notice
from dalil.views.words import heard, say

#: What reading a damaged or foreign library may raise.
UNREADABLE = (LibraryError, SettingError, sqlite3.DatabaseError, OSError)


@st.cache_resource(show_spinner=False)  # type: ignore[untyped-decorator]
def _opened(folder: str, made: int) -> Library:
    """One library a process; ``made`` changes when another catalogue takes the place."""
    return Library.open(folder, encoder=Remembered(encoder_named))


def library() -> Library:
    """The shared library. Raises LibraryMissing, or one of `UNREADABLE`."""
    folder = default_folder()
    try:
        made = (folder / CATALOG).stat().st_ino
    except OSError:
        made = 0
    opened: Library = _opened(str(folder), made)
    return opened


def library_made() -> Library:
    """The same, made if it is missing: for what writes."""
    folder = default_folder()
    if not (folder / CATALOG).is_file():
        Library.open(folder, create=True).close()
    return library()


def is_empty() -> bool:
    """Whether there is no library yet, or one without a work; False for one that is damaged."""
    try:
        return not library().catalog.counts()["documents"]
    except LibraryMissing:
        return True
    except UNREADABLE:
        return False


def readable() -> Library | None:
    """The library; None after a notice that says what to do, where it cannot be read."""
    try:
        found = library()
        found.catalog.counts()
    except LibraryMissing:
        _missing()
        return None
    except SettingError as error:  # a file of weights (`index.ranking_config`) that is wrong
        explain(error)
        return None
    except UNREADABLE as error:
        notice("error", say("broken"), heard(error), say("broken_do"))
        return None
    return found


def has_vectors(library: Library | None) -> bool:
    """Whether this library is searched by meaning too, or will be: vectors are being made."""
    if library is None:
        return False
    if VectorCache(library.folder / "vectors").spaces():
        return True
    try:
        generation = library.in_use
    except UNREADABLE:
        return False
    return generation is not None and generation.meta.encoder is not None


def explain(error: Exception) -> None:
    """A notice for what went wrong with the library."""
    if isinstance(error, LibraryLocked):
        notice("warning", say("locked"), say("locked_do"), heard(error))
    elif isinstance(error, LibraryMissing):
        _missing()
    elif isinstance(error, SettingError):
        notice("error", heard(error))
    elif isinstance(error, DalilError | sqlite3.DatabaseError | OSError):
        notice("error", say("broken"), heard(error), say("broken_do"))
    else:
        raise error


def _missing() -> None:
    notice("info", say("missing"), say("empty_do"))
    to_sources()


def to_sources() -> None:
    """The way to the Sources page."""
    here = Path("views/sources.py")
    st.page_link(str(here), label=say("to_sources"), icon=":material/library_books:")


# Whether folders of the machine that the app runs on may be named.

#: ``0``: no folder of this machine is offered to anybody; any other value: to every editor.
ENVIRONMENT: Final = "DALIL_FOLDERS"


def folders_allowed() -> bool:
    """Whether the person of this session may name folders of this machine.

    The one who sits at it may, where the app is served to this machine alone, as `dalil app`
    does; on a server its editors, and nobody else, whatever the environment says.
    """
    if not user.may(Act.FOLDER):
        return False
    said = os.environ.get(ENVIRONMENT, "")
    if said:
        return said != "0"
    return user.public() or user.is_served()


# What the library holds right now, read once for all sessions until it changes.


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
        generation = library.in_use
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
    _generation: Engine | None,
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


def _lacking(generation: Engine | None) -> int:
    if generation is None or generation.meta.encoder is None:
        return 0
    return generation.meta.units - generation.vectors


def _searchable(generation: Engine | None) -> dict[str, int]:
    if generation is None:
        return {}
    counts = generation.units_of
    return {d.id: int(n) for d, n in zip(generation.documents, counts, strict=True)}
