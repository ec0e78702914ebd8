"""Sources: what the library holds, adding to it, and taking out of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from answer.name import short_name
from index.intake import Report, take_in
from index.library import Library
from index.removal import Removed, remove, restore
from ingest.errors import LibraryMissing
from ingest.model import Document, Tier
from ingest.read import SUFFIXES
from views import shelf
from views.holdings import holdings
from views.job import Job
from views.mark import plain
from views.notice import lines, notice
from views.progress import follow
from views.upload import UPLOAD_LIMIT_MB, Kept, keep
from views.words import say

_CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_JOB = "sources_job"
_KEPT = "sources_kept"
_REMOVED = "sources_removed"
_AUTO = "auto"
_BACK = "sources_back"  # what was just put back
_ROUND = "sources_round"  # a new uploader after each round: the old one keeps its files


def page() -> None:
    """Draw the page."""
    st.title(say("sources_title"), anchor=False)
    st.html(f'<p class="dalil-lead">{plain(say("sources_lead"))}</p>')
    try:
        library: Library | None = shelf.library()
    except LibraryMissing:
        library = None
    except shelf.UNREADABLE as error:
        shelf.explain(error)
        return
    documents = library.catalog.documents() if library else []
    if not documents and not _working():
        notice("info", say("empty" if library else "missing"), say("empty_do"))
    _after_work()
    if library is not None and documents:
        holdings(library, documents)
    _add(library, documents)
    if library is not None and (
        documents or _REMOVED in st.session_state or _BACK in st.session_state
    ):
        _remove(library, documents)


def _add(library: Library | None, documents: Sequence[Document]) -> None:
    st.subheader(say("add"), anchor=False)
    with st.container(border=True, key="dalil-upload"):
        files = st.file_uploader(
            say("upload"),
            type=sorted(s.removeprefix(".") for s in SUFFIXES),
            accept_multiple_files=True,
            max_upload_size=UPLOAD_LIMIT_MB,
            help=say("upload_help", mb=UPLOAD_LIMIT_MB),
            key=f"files-{st.session_state.get(_ROUND, 0)}",
        )
        tier = st.segmented_control(
            say("upload_tier"),
            [_AUTO, *(t.value for t in Tier)],
            default=_AUTO,
            required=True,
            format_func=lambda t: say("tier_auto" if t == _AUTO else f"short_{t}"),
            key="upload_tier",
        )
        vectors = st.toggle(
            say("upload_vectors"),
            value=not documents or shelf.has_vectors(library),
            help=say("upload_vectors_help"),
            key="upload_vectors",
        )
        busy = _working()
        sent = st.button(
            say("upload_do"), type="primary", key="upload_do", disabled=busy or not files
        )
    starter = not documents and st.button(
        say("starter"), help=say("starter_help"), key="starter", icon=":material/auto_stories:"
    )
    if busy or not (starter or (sent and files)):
        return
    try:
        opened = shelf.library_made()
    except shelf.UNREADABLE as error:
        shelf.explain(error)
        return
    kept = Kept((_CORPUS,), ()) if starter else keep(opened.folder, files)
    st.session_state[_KEPT] = kept
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    given = None if tier in {_AUTO, None} else Tier(tier)
    # In this process: a pool would start the server's own module again.
    st.session_state[_JOB] = Job(
        lambda tell: take_in(
            opened, kept.paths, tier=given, workers=1, vectors=vectors, progress=tell
        )
    )
    st.rerun()


def _working() -> bool:
    job: Job[Report] | None = st.session_state.get(_JOB)
    return job is not None and job.running


def _after_work() -> None:
    """The progress or the report of what was last added in this session."""
    job: Job[Report] | None = st.session_state.get(_JOB)
    if job is None or not follow(job):
        return
    if job.error is not None:
        if isinstance(job.error, shelf.UNREADABLE):
            shelf.explain(job.error)
        else:
            notice("error", say("job_failed"), str(job.error))
    if job.result is not None:
        _report(job.result, st.session_state[_KEPT])


def _report(report: Report, kept: Kept) -> None:
    failures = [*kept.failed, *report.failed]
    notice(
        "warning" if failures else "success",
        say("report"),
        say(
            "report_line",
            documents=len(report.documents),
            unchanged=report.unchanged,
            failed=len(failures),
            seconds=f"{report.seconds_s:.1f}",
        ),
    )
    if failures:
        lines([f"{say('report_failed')}: {Path(f.source).name}: {f.reason}" for f in failures])
    said = []
    for taken in report.documents:
        document = taken.document
        count = say("report_passages", count=taken.passages)
        said.append(f"{say('report_added')}: {document.id}: {document.title} ({count})")
        said += [f"{document.id}: {warning}" for warning in taken.warnings]
    if said:
        lines(said)


def _remove(library: Library, documents: list[Document]) -> None:
    st.subheader(say("remove"), anchor=False)
    removed: Removed | None = st.session_state.get(_REMOVED)
    if removed is not None:
        notice(
            "success",
            say("removed"),
            f"{removed.document_id}: {removed.title}",
        )
        if st.button(say("undo"), key="undo", icon=":material/undo:"):
            _try_restore(library, removed)
    elif (back := st.session_state.pop(_BACK, None)) is not None:
        key, document_id = back
        notice("success" if key == "undone" else "warning", say(key), document_id)
    if not documents:
        return
    listed = {d.id: d for d in documents}
    chosen = st.selectbox(
        say("remove_which"),
        list(listed),
        index=None,
        placeholder=say("remove_choose"),
        format_func=lambda i: f"{i}: {_named(listed[i])}" if i in listed else i,
        key="remove_which",
        help=say("remove_help"),
    )
    if chosen is None:
        return
    sure = st.checkbox(say("remove_sure"), key=f"sure-{chosen}")
    if st.button(say("remove_do"), disabled=not sure, key="remove_do", icon=":material/delete:"):
        try:
            st.session_state[_REMOVED] = next(iter(remove(library, [chosen])), None)
        except shelf.UNREADABLE as error:
            shelf.explain(error)
            return
        del st.session_state["remove_which"]
        st.rerun()


def _try_restore(library: Library, removed: Removed) -> None:
    try:
        put_back = restore(library, [removed.document_id])
    except shelf.UNREADABLE as error:
        shelf.explain(error)
        return
    del st.session_state[_REMOVED]
    key = "undone" if put_back else "not_undone"
    st.session_state[_BACK] = key, removed.document_id
    st.rerun()


def _named(document: Document) -> str:
    short = short_name(document)
    return document.title if short == document.title else f"{short}, {document.title}"


if __name__ == "__main__":
    page()
