"""One piece of work on the library that a session has under way, and what it says at its end.

Adding, correcting, removing, restoring: each runs in a thread (`views.job`), one at a time, with
its progress at the top of the page; when it has ended, what it did is drawn there until the next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import streamlit as st

from ingest.errors import DalilError
from views import shelf
from views.job import Job, Progress
from views.notice import notice
from views.progress import follow
from views.words import heard, say

T = TypeVar("T")

_JOB: Final = "sources_job"
_DRAW: Final = "sources_draw"
_STOPPABLE: Final = "sources_stoppable"


def begin(
    work: Callable[[Progress, Callable[[], bool]], T],
    draw: Callable[[T], None],
    *,
    stoppable: bool = False,
) -> None:
    """Start it and draw the page again.

    ``work`` is given where to tell its progress and how to ask whether to stop; ``draw`` shows
    what it gave.
    """
    box: list[Job[Any]] = []

    def run(tell: Progress) -> T:
        # The job is in the box at the latest when its first progress is told.
        return work(tell, lambda: bool(box) and box[0].stopped)

    box.append(Job(run, gentle=True))
    st.session_state[_JOB], st.session_state[_DRAW] = box[0], draw
    st.session_state[_STOPPABLE] = stoppable
    st.rerun()


def busy() -> bool:
    """Whether something is under way in this session."""
    job: Job[Any] | None = st.session_state.get(_JOB)
    return job is not None and job.running


def show() -> None:
    """The progress, or what the last work did."""
    job: Job[Any] | None = st.session_state.get(_JOB)
    if job is None or not follow(job, stoppable=st.session_state[_STOPPABLE]):
        return
    if job.error is not None:
        if isinstance(job.error, shelf.UNREADABLE):
            shelf.explain(job.error)
        elif isinstance(job.error, DalilError):
            notice("error", say("not_done"), heard(str(job.error)))
        else:
            notice("error", say("job_failed"), str(job.error))
    if job.result is not None:
        st.session_state[_DRAW](job.result)
