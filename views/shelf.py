"""The library that all sessions share, and the pages for when there is none to read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import streamlit as st

from index.encoder import encoder_named
from index.library import CATALOG, Library, default_folder
from index.remembered import Remembered
from index.vectors import VectorCache
from ingest.errors import DalilError, LibraryError, LibraryLocked, LibraryMissing
from views.notice import notice
from views.words import heard, say

#: What reading a damaged or foreign library may raise.
UNREADABLE = (LibraryError, sqlite3.DatabaseError, OSError)


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


def readable() -> Library | None:
    """The library; None after a notice that says what to do, where it cannot be read."""
    try:
        found = library()
        found.catalog.counts()
    except LibraryMissing:
        _missing()
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
        generation = library.generation
    except UNREADABLE:
        return False
    return generation is not None and generation.meta.encoder is not None


def explain(error: Exception) -> None:
    """A notice for what went wrong with the library."""
    if isinstance(error, LibraryLocked):
        notice("warning", say("locked"), say("locked_do"), heard(error))
    elif isinstance(error, LibraryMissing):
        _missing()
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
