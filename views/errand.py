"""One piece of work on the library that a session has under way, and what it says at its end.

Adding, correcting, removing, restoring: each runs in a thread (`views.job`), one at a time. Its
progress, and when it has ended what it did, is drawn in the part of the page where it was begun:
the page is long, and at its top nobody who has just pressed a button at its foot would see it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, TypeVar

import streamlit as st

from ingest.errors import DalilError
from views import shelf
from views.job import Job, Progress
from views.notice import notice
from views.progress import follow
from views.words import heard, say

T = TypeVar("T")

#: The parts of the page where work is begun.
Part = Literal["top", "works", "add", "metadata", "removed"]

_JOB: Final = "sources_job"
_DRAW: Final = "sources_draw"
_STOPPABLE: Final = "sources_stoppable"
_PART: Final = "sources_part"


def begin(
    work: Callable[[Progress, Callable[[], bool]], T],
    draw: Callable[[T], None],
    *,
    part: Part,
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
    st.session_state[_STOPPABLE], st.session_state[_PART] = stoppable, part
    st.rerun()


def busy() -> bool:
    """Whether something is under way in this session."""
    job: Job[Any] | None = st.session_state.get(_JOB)
    return job is not None and job.running


def show(*parts: Part) -> None:
    """The progress of work begun in one of these parts of the page, or what the last one did."""
    job: Job[Any] | None = st.session_state.get(_JOB)
    if job is None or st.session_state[_PART] not in parts:
        return
    if not follow(job, stoppable=st.session_state[_STOPPABLE]):
        return
    if job.error is not None:
        if isinstance(job.error, shelf.UNREADABLE):
            shelf.explain(job.error)
        elif isinstance(job.error, DalilError):
            notice("error", say("not_done"), heard(str(job.error)))
        else:
            notice("error", say("job_failed"), heard(str(job.error)))
    if job.result is not None:
        st.session_state[_DRAW](job.result)
