"""Sources: adding to the library, what it holds and lacks, putting it right, taking out of it.

On a wide screen the form to add and what the library holds stand side by side, the table of works
has the whole width, and what is rarely needed is folded away below it. On a phone they follow one
another in this order.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Final

import streamlit as st

from dalil.index.curate.edit import reindex
from dalil.index.curate.jobs import under_way
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.errors import LibraryMissing
from dalil.ingest.model import Failure, Progress
from dalil.library import Library
from dalil.service.permissions import Act
from dalil.views import jobs, session, user
from dalil.views.components import lines, notice
from dalil.views.first import ways
from dalil.views.html import plain
from dalil.views.jobs import begun_in, show
from dalil.views.session import Stock, stock_of
from dalil.views.source_admin import adding, removing, restoring
from dalil.views.source_edit import chosen_work, correcting, metadata
from dalil.views.source_table import coverage_card, holdings
from dalil.views.watch import watching
from dalil.views.words import heard, say

#: Chosen works that are named before they are removed.
_NAMED: Final = 20


def page() -> None:
    """Draw the page."""
    st.title(say("sources_title"), anchor=False)
    st.html(f'<p class="dalil-lead">{plain(say("sources_lead"))}</p>')
    try:
        library: Library | None = session.library()
        stock = stock_of(library) if library else None
    except LibraryMissing:
        library = stock = None
    except session.UNREADABLE as error:
        session.explain(error)
        return
    empty = stock is None or not stock.documents
    if empty and not jobs.busy():
        notice("info", say("empty" if library else "missing"), say("empty_do"))
    # An empty library has no other part: what emptied it is told here.
    jobs.show("top", *(("works", "metadata", "removed") if empty else ()))
    if library is None or stock is None or empty:
        _add(library, empty)
        _bring(library, empty)
    else:
        _state(library, stock)
        left, right = st.columns([5, 6], gap="large")
        with left:
            _add(library, empty)
        with right:
            st.subheader(say("coverage"), anchor=False)
            coverage_card(stock.coverage, stock.passages, stock.by_meaning)
        _bring(library, empty)  # over the whole page: the catalogue of a source is a wide table
        _works(library, stock)
    if library is not None:
        if user.may(Act.WATCH):
            watching(library)
        if stock is not None and not empty and user.may(Act.IMPORT):
            metadata(library, stock)
        if user.may(Act.RESTORE):
            restoring(library)
        if user.may(Act.REPORTS):
            _failed(library)
        jobs.past(library)
    user.ring()


def _add(library: Library | None, empty: bool) -> None:
    """The form to add sources, for those who may."""
    if user.may(Act.ADD):
        adding(library, empty)
    elif not empty:
        notice("info", say("reader_here"))


def _bring(library: Library | None, empty: bool) -> None:
    """The ways in which works come in from elsewhere, folded where there are some."""
    if user.may(Act.ADD):
        show("fetch")
        # What was begun in it is told in it, also when the library is empty no more by that.
        open_ = empty or begun_in("update", "offers")
        with st.expander(say("first_more"), icon=":material/cloud_download:", expanded=open_):
            ways(library)


def _state(library: Library, stock: Stock) -> None:
    """Whether the index can be read and holds the latest changes."""
    if stock.broken:
        notice("error", say("broken"), heard(stock.broken), say("broken_do"))
    if stock.fresh or jobs.busy() or not user.may(Act.REINDEX):
        if stock.fresh and stock.lacking and not under_way(library) and user.may(Act.REINDEX):
            _complete(library, stock)
        return
    notice("warning", say("stale"))
    if st.button(say("stale_do"), key="reindex", icon=":material/refresh:"):

        def work(tell: Progress, stop: object) -> bool:
            reindex(library, tell)
            return True

        jobs.begin(work, lambda done: notice("success", say("stale_done")), part="top")


def _complete(library: Library, stock: Stock) -> None:
    """The way to make the vectors that a job left out or did not come to."""
    st.caption(say("lacking", count=stock.lacking))
    if st.button(say("lacking_do"), key="complete", icon=":material/refresh:"):

        def work(tell: Progress, stop: Callable[[], bool]) -> bool:
            library.commit(vectors=True, progress=tell, stop=stop)
            return True

        jobs.begin(
            work, lambda done: notice("success", say("stale_done")), part="top", stoppable=True
        )


def _works(library: Library, stock: Stock) -> None:
    """The table, and what can be done with the works that are chosen in it."""
    st.subheader(say("holdings"), anchor=False)
    chosen = holdings(stock)
    # Under the table, where the button is that began it: a long table would hide it above.
    jobs.show("works")
    if not chosen:
        return
    with st.container(border=True, key="dalil-chosen"):
        if len(chosen) == 1:
            (document,) = chosen
            chosen_work(document, document.id in stock.corrected)
            if user.may(Act.CORRECT):
                correcting(library, document)
        else:
            st.html(f'<p class="dalil-place">{plain(say("chosen", count=len(chosen)))}</p>')
            more = len(chosen) - _NAMED
            lines(
                [f"{d.id}: {unmarked(d.title)}" for d in chosen[:_NAMED]]
                + ([say("report_more", count=more)] if more > 0 else [])
            )
        if user.may(Act.REMOVE):
            removing(library, chosen)


def _failed(library: Library) -> None:
    failed = [s for s in library.catalog.sources() if s.failed]
    if failed:
        with st.expander(say("failed_sources_count", count=len(failed)), icon=":material/error:"):
            lines([str(Failure(PurePath(s.path).name, heard(s.reason or ""))) for s in failed])


if __name__ == "__main__":
    page()
