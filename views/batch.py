"""Many questions: a file of them in, progress, a preview, one table out."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

import streamlit as st

from answer.questions import Questions, read_questions
from answer.result import Result
from index.hit import Mode
from index.library import Library
from ingest.errors import BatchError
from views import shelf
from views.answering import Answering
from views.download import downloads
from views.job import Job
from views.link import MODES
from views.mark import plain
from views.notice import lines, notice
from views.progress import follow
from views.upload import Uploaded, safe_name
from views.words import say

_JOB: Final = "batch_job"
_WORK: Final = "batch_work"
_SUFFIXES: Final = ("csv", "tsv", "xlsx", "txt", "jsonl")
_LIMIT_MB: Final = 10
_PREVIEW: Final = 200
_HITS, _MOST_HITS = 5, 20


def page() -> None:
    """Draw the page."""
    st.title(say("batch_title"), anchor=False)
    st.html(f'<p class="dalil-lead">{plain(say("batch_lead"))}</p>')
    library = shelf.readable()
    if library is None:
        return
    if not library.catalog.counts()["documents"]:
        notice("info", say("empty"), say("empty_do"))
        shelf.to_sources()
        return
    _form(library)
    _outcome()


def _form(library: Library) -> None:
    file = st.file_uploader(
        say("batch_upload"),
        type=list(_SUFFIXES),
        max_upload_size=_LIMIT_MB,
        help=say("batch_help"),
        key="batch_file",
    )
    left, right = st.columns(2)
    mode = left.segmented_control(
        say("mode"), MODES, default="hybrid", required=True,
        format_func=lambda m: say(f"mode_{m}"), key="batch_mode",
    )  # fmt: skip
    k = right.number_input(say("batch_k"), 1, _MOST_HITS, _HITS, key="batch_k")
    if file is None:
        st.caption(say("batch_help"))
        return
    try:
        found = _read(file)
    except BatchError as error:
        notice("error", say("batch_error"), str(error))
        return
    st.html(f"<p>{plain(say('batch_found', count=len(found.questions)))}</p>")
    if found.problems:
        notice("warning", say("batch_problems"))
        lines(list(found.problems))
    job: Job[Any] | None = st.session_state.get(_JOB)
    busy = job is not None and job.running
    if st.button(say("batch_do"), type="primary", disabled=busy, key="batch_do"):
        work = Answering(library, found.questions, int(k), cast("Mode", mode or "hybrid"))
        st.session_state[_WORK] = work
        st.session_state[_JOB] = Job(work)


def _read(file: Uploaded) -> Questions:
    """The questions of an uploaded file, read by its own suffix."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / safe_name(file.name)
        path.write_bytes(file.getvalue())
        return read_questions(path)


def _outcome() -> None:
    job: Job[Any] | None = st.session_state.get(_JOB)
    work: Answering | None = st.session_state.get(_WORK)
    if job is None or work is None or not follow(job, stoppable=True):
        return
    if job.error is not None:
        notice("error", say("job_failed"), str(job.error))
    counts = work.counts()
    whole = not job.stopped and not counts["failed"]
    stopped = say("batch_stopped") if job.stopped else ""
    notice("success" if whole else "warning", say("batch_done", None, **counts), stopped)
    if work.results:
        _preview(work.results)
        downloads(work.results, "dalil-banyak", "batch")


def _preview(results: Sequence[Result]) -> None:
    st.subheader(say("batch_preview"), anchor=False)
    rows = [
        {
            "question": result.question,
            "result": say(f"batch_{'failed' if result.error else result.answer.status}"),
            "statement": _first(result),
            "citation": result.citation(result.hits[0]) if result.hits else "",
        }
        for result in results[:_PREVIEW]
    ]
    st.dataframe(
        rows,
        column_config={
            "question": st.column_config.TextColumn(say("col_question"), width="medium"),
            "result": st.column_config.TextColumn(say("col_result"), width="small"),
            "statement": st.column_config.TextColumn(say("col_statement"), width="large"),
            "citation": st.column_config.TextColumn(say("col_citation"), width="large"),
        },
        hide_index=True,
        key="batch_table",
        alt=say("batch_preview"),
    )


def _first(result: Result) -> str:
    if result.answer.statements:
        return result.answer.statements[0].text
    return result.error or result.answer.reason or ""


if __name__ == "__main__":
    page()
