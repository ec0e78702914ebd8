"""Work on the library as a page begins and shows it.

Adding, correcting, removing, restoring: each is a job of the library (`index.jobs`), which goes on
when the page is closed and waits where another is at work. Its progress, and when it has ended
what it did, is drawn in the part of the page where it was begun: the page is long, and at its top
nobody who has just pressed a button at its foot would see it. `running` shows on every page, and
to everybody, what is under way; `reports` what the last jobs did.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Literal, TypeVar

import streamlit as st

from index.jobs import Job, Known, Progress, ask_to_stop, jobs_of, reports, under_way
from index.library import Library
from ingest.errors import DalilError, NotPermitted
from views import person, shelf
from views.mark import plain
from views.notice import lines, notice
from views.permit import Act
from views.progress import follow, stage_of
from views.report import facts_of, lines_of
from views.words import WORDS, heard, say

T = TypeVar("T")

#: The parts of the page where work is begun.
Part = Literal["top", "works", "add", "metadata", "removed"]
#: What the work of each part is, unless it says so: its kind, and the act that it takes.
_OF: Final[dict[Part, tuple[str, Act]]] = {
    "top": ("reindex", Act.REINDEX),
    "works": ("correct", Act.CORRECT),
    "add": ("add", Act.ADD),
    "metadata": ("import", Act.IMPORT),
    "removed": ("restore", Act.RESTORE),
}
_ACTS: Final = {"remove": Act.REMOVE, "restore": Act.RESTORE}

_JOB: Final = "sources_job"
_DRAW: Final = "sources_draw"
_PART: Final = "sources_part"
_SOURCES: Final = "sumber"
#: Reports that are listed.
_LISTED: Final = 20


def begin(
    work: Callable[[Progress, Callable[[], bool]], T],
    draw: Callable[[T], None],
    *,
    part: Part,
    stoppable: bool = False,
    kind: str = "",
    subject: str = "",
) -> None:
    """Begin it and draw the page again.

    ``work`` is given where to tell its progress and how to ask whether to stop; ``draw`` shows
    what it gave. ``kind`` and ``subject`` say to others what is done. Raises NotPermitted where
    the person of this session may not.
    """
    usual, act = _OF[part]
    person.must(_ACTS.get(kind, act))
    library = shelf.library()
    job = jobs_of(library).begin(
        library, kind or usual, work, subject=subject, facts=facts_of, stoppable=stoppable
    )
    st.session_state[_JOB], st.session_state[_DRAW] = job, draw
    st.session_state[_PART] = part
    st.rerun()


def busy() -> bool:
    """Whether something that this session began is under way, or waits."""
    job: Job[Any] | None = st.session_state.get(_JOB)
    return job is not None and job.running


def show(*parts: Part) -> None:
    """The progress of work begun in one of these parts of the page, or what the last one did."""
    job: Job[Any] | None = st.session_state.get(_JOB)
    if job is None or st.session_state[_PART] not in parts:
        return
    if not follow(job, stoppable=job.stoppable or job.state == "waiting"):
        return
    if job.error is not None:
        if isinstance(job.error, shelf.UNREADABLE):
            shelf.explain(job.error)
        elif isinstance(job.error, DalilError):
            notice("error", say("not_done"), heard(job.error))
        else:
            notice("error", say("job_failed"), heard(job.error))
    if job.result is not None:
        st.session_state[_DRAW](job.result)
    elif job.stopped and job.error is None:
        notice("info", say("job_stopped"))


def running(page: str) -> None:
    """What is under way in the library, on every page and for everybody.

    Not what this session began, on the page where it shows it at its place.
    """
    with suppress(*shelf.UNREADABLE):
        library = shelf.library()
        person.tidy(library.catalog)
        if _others(library, page):
            _running(library, page)


def _others(library: Library, page: str) -> list[Known]:
    own: Job[Any] | None = st.session_state.get(_JOB) if page == _SOURCES else None
    return [k for k in under_way(library) if own is None or k.number != own.number]


@st.fragment(run_every=2.0)  # type: ignore[untyped-decorator]
def _running(library: Library, page: str) -> None:
    listed: list[Known] = []
    with suppress(*shelf.UNREADABLE):
        listed = _others(library, page)
    if not listed:
        st.rerun()
    for place, known in enumerate(listed):
        first = listed[0] if place else None
        said = told(known, first)
        with st.container(horizontal=True, vertical_alignment="center", key=f"job-{known.number}"):
            st.html(f'<div class="dalil-meta" role="status">{plain(said)}</div>')
            if person.may(Act.STOP) and known.kind in {"add", "ingest", "watch"}:
                st.button(
                    say("job_stop"), key=f"job-stop-{known.number}", icon=":material/stop:",
                    type="tertiary", on_click=stop, args=(library, known.number),
                )  # fmt: skip


def told(known: Known, before: Known | None = None) -> str:
    """One line on a job: what it is, and how far it has come or what it waits for.

    What it is about (a file, a work) is for editors only.
    """
    what = _named(known)
    if known.state == "waiting":
        return say("job_waits", job=what, other=_named(before)) if before else (
            say("job_waits_alone", job=what))  # fmt: skip
    count = f" {known.done}/{known.total}" if known.total else ""
    stage = f": {stage_of(known.stage)}{count}" if known.stage else ""
    return f"{say('job_now')}: {what}{stage}"


def _named(known: Known) -> str:
    key = f"job_{known.kind}"
    kind = say(key) if key in WORDS["id"] else say("working")
    return f"{kind} ({known.subject})" if known.subject and person.may(Act.REPORTS) else kind


def stop(library: Library, number: int) -> None:
    """Ask a job to stop. Raises NotPermitted."""
    person.must(Act.STOP)
    ask_to_stop(library, number)


def past(library: Library) -> None:
    """What the last jobs did, whoever began them, folded; for editors."""
    if not person.may(Act.REPORTS):
        return
    listed: list[Known] = []
    with suppress(*shelf.UNREADABLE):
        listed = reports(library, _LISTED)
    if not listed:
        return
    with st.expander(say("job_reports", count=len(listed)), icon=":material/receipt_long:"):
        for known in listed:
            when = (known.ended or known.begun)[:16].replace("T", " ")
            line = f"{when} UTC · {_named(known)} · {say(f'job_state_{known.state}')}"
            st.html(f'<p class="dalil-place">{plain(line)}</p>')
            if said := lines_of(known.facts):
                lines(said, "dalil-lines dalil-meta")


def refused(error: NotPermitted) -> None:
    """A notice for what this person may not do."""
    notice("warning", say("not_permitted"), heard(error))
