"""The work on the desk: opened once, kept for all sessions while it is read, and where it is read.

The address of the page is the truth (``?id=uu/2014/23%23pasal-5``), so that back, forward and a
link sent to somebody lead to the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from index.library import Library
from index.wording import wording_of
from ingest.model import Passage
from views.frame import came_from_elsewhere
from views.reading.opened import Opened

_KEPT: Final = "reader_kept"
#: Ids are shorter; what is longer was not made by this app.
_LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class Place:
    """What an address leads to: a work, the passage asked for (None: its beginning).

    ``missing`` is the asked id where only something around it is here; ``worded`` where another
    act words the provision that was asked for.
    """

    opened: Opened
    passage: Passage | None
    missing: str = ""
    worded: bool = False


def asked() -> str:
    """The id in the address; on coming back from another page, what was read before."""
    target = (st.query_params.get("id") or "")[:_LONGEST]
    if not target and came_from_elsewhere():
        target = st.session_state.get(_KEPT, "")
        if target:
            st.query_params["id"] = target
    st.session_state[_KEPT] = target
    return target


def go(target: str) -> None:
    """Lead to this id ("": to the choice of a work). For callbacks of widgets."""
    if target:
        st.query_params["id"] = target
    else:
        st.query_params.pop("id", None)


def place(library: Library, target: str) -> Place | None:
    """What this id leads to; None where its work is not in the library."""
    document_id, _, locator = target.partition("#")
    opened = work(library, document_id)
    if opened is None:
        return None
    if not locator:
        return Place(opened, None)
    if (passage := opened.by_id.get(target)) is not None:
        return Place(opened, passage)
    if worded := wording_of(library.catalog, target):
        other = work(library, worded[0].document_id)
        if other is not None and (found := other.by_id.get(worded[0].passage_id)):
            return Place(other, found, target, worded=True)
    around = locator.rpartition("/")[0]
    while around and f"{document_id}#{around}" not in opened.by_id:
        around = around.rpartition("/")[0]
    return Place(opened, opened.by_id.get(f"{document_id}#{around}"), target)


def work(library: Library, document_id: str) -> Opened | None:
    """The opened work as it is in the library now, or None."""
    version = library.catalog.version(document_id)
    if version is None:
        return None
    opened: Opened | None = _opened(str(library.folder), document_id, version, library)
    return opened


@st.cache_resource(max_entries=12, show_spinner=False)  # type: ignore[untyped-decorator]
def _opened(folder: str, document_id: str, version: str, _library: Library) -> Opened | None:
    """Kept for a dozen works; a work that changes is opened anew, since its version does."""
    document = _library.catalog.document(document_id)
    if document is None:
        return None
    return Opened(document, tuple(_library.catalog.passages(document_id)))
