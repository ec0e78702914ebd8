"""A job's progress, drawn again every second until it has ended."""

from __future__ import annotations

from typing import Any

import streamlit as st

from views.job import Job
from views.words import WORDS, say

#: Small jobs end within this many seconds: then nothing flickers.
_AT_ONCE_S = 0.4


def follow(job: Job[Any], *, stoppable: bool = False) -> bool:
    """Whether the job has ended; while it has not, its progress is shown."""
    if job.wait(_AT_ONCE_S):
        return True
    _bar(job, stoppable)
    return False


@st.fragment(run_every=1.0)  # type: ignore[untyped-decorator]
def _bar(job: Job[Any], stoppable: bool) -> None:
    if not job.running:
        st.rerun()
    key = f"stage_{job.stage}"
    stage = say(key) if key in WORDS["id"] else say("working")
    count = f" {job.done}/{job.total}" if job.total else " …"
    st.progress(job.ratio, text=f"{say('working')}: {stage}{count}")
    st.caption(say("leave"))
    if stoppable:
        st.button(say("job_stop"), on_click=job.stop, icon=":material/stop:")
