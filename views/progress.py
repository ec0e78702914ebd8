"""A job's progress, drawn again every second until it has ended."""

from __future__ import annotations

from typing import Any, Protocol

import streamlit as st

from views.words import WORDS, say

#: Small jobs end within this many seconds: then nothing flickers.
_AT_ONCE_S = 0.4


class Followed(Protocol):
    """A job as far as its progress is drawn."""

    stage: str
    done: int
    total: int

    @property
    def running(self) -> bool: ...
    @property
    def ratio(self) -> float: ...
    def stop(self) -> None: ...
    def wait(self, seconds: float | None = None) -> bool: ...


def follow(job: Followed, *, stoppable: bool = False) -> bool:
    """Whether the job has ended; while it has not, its progress is shown."""
    if job.wait(_AT_ONCE_S):
        return True
    _bar(job, stoppable)
    return False


def stage_of(stage: str) -> str:
    """What a stage is called."""
    key = f"stage_{stage}"
    return say(key) if key in WORDS["id"] else say("working")


@st.fragment(run_every=1.0)  # type: ignore[untyped-decorator]
def _bar(job: Followed, stoppable: bool) -> None:
    if not job.running:
        st.rerun()
    count = f" {job.done}/{job.total}" if job.total else " …"
    waiting = getattr(job, "state", "") == "waiting"
    st.progress(job.ratio, text=_waits(job) if waiting else
                f"{say('working')}: {stage_of(job.stage)}{count}")  # fmt: skip
    st.caption(say("leave"))
    if stoppable:
        st.button(say("job_stop"), on_click=job.stop, icon=":material/stop:")


def _waits(job: Any) -> str:
    """That a job waits, and for what; the text is Markdown to Streamlit, so ours only."""
    before = getattr(job, "waits_for", None)
    key = f"job_{before.kind}" if before is not None else ""
    other = say(key) if key in WORDS["id"] else say("job_other")
    return say("job_waiting", other=other)
