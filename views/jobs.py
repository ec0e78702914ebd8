"""Work that goes on while the page is drawn again, or left: one thread, its progress, its end.

Streamlit stops a script wherever it is when the person clicks something; an ingest must not be
stopped halfway for that.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, Generic, Literal, Protocol, TypeVar

import streamlit as st

from dalil.answer.answer import Result, attempt, failed
from dalil.answer.batch.read_questions import Question
from dalil.answer.claims.review import Review, unreviewed
from dalil.index.curate.add_sources import IngestReport
from dalil.index.curate.bundle import Opened
from dalil.index.curate.edit import Corrected
from dalil.index.curate.fetch import FetchReport
from dalil.index.curate.jobs import (
    LINES,
    Facts,
    Job,
    Known,
    ask_to_stop,
    fetch_facts,
    ingest_facts,
    jobs_of,
    reports,
    under_way,
)
from dalil.index.curate.trash import Removed
from dalil.index.search.results import Mode
from dalil.ingest.errors import DalilError, NotPermitted
from dalil.ingest.model import Progress
from dalil.library import Library
from dalil.service import audit
from dalil.service.permissions import Act
from dalil.views import session, user
from dalil.views.components import lines, notice
from dalil.views.html import plain
from dalil.views.words import WORDS, heard, say

T = TypeVar("T")


class Stopped(BaseException):
    """The person stopped the job; raised inside it at its next report of progress."""


class SessionJob(Generic[T]):
    """A piece of work in a thread of its own. Made started.

    A ``gentle`` one is not interrupted when it is asked to stop: it looks at `stopped` itself.
    """

    def __init__(self, work: Callable[[Progress], T], *, gentle: bool = False) -> None:
        self._gentle = gentle
        self.stage, self.done, self.total = "start", 0, 0
        self.result: T | None = None
        self.error: Exception | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self._thread.is_alive()

    @property
    def stopped(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    @property
    def ratio(self) -> float:
        """How much of this stage is done, 0–1."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    def stop(self) -> None:
        """Ask it to stop at its next report of progress."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its end at most so long; whether it has ended."""
        self._thread.join(seconds)
        return not self.running

    def _run(self, work: Callable[[Progress], T]) -> None:
        try:
            self.result = work(self._report)
        except Stopped:
            pass
        except Exception as error:  # shown on the page that started it
            self.error = error

    def _report(self, stage: str, done: int, total: int) -> None:
        self.stage, self.done, self.total = stage, done, total
        if self._stop.is_set() and not self._gentle:
            raise Stopped


# Lists of questions or claims, worked through one after another; what is done stays.
#
# The work may be stopped and called again: it goes on behind what it has. ``before`` is called
# before each (`views.rate_limit`: where many use the app, a list waits for its place).


class Answering:
    """The results so far of a list of questions, in their order. Call it to do the work."""

    def __init__(
        self,
        library: Library,
        questions: Sequence[Question],
        k: int,
        mode: Mode,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        self._library, self._questions, self._k, self._mode = library, questions, k, mode
        self._before = before
        self.results: list[Result] = []

    @property
    def left(self) -> int:
        """How many questions have no result yet."""
        return len(self._questions) - len(self.results)

    def __call__(self, tell: Progress) -> list[Result]:
        """Answer all; a question that fails becomes a result with its error."""
        last: Result | None = None
        for question in self._questions[len(self.results) :]:
            tell("menjawab", len(self.results), len(self._questions))
            self._before()
            result = self._asked(question, last)
            last = result if result.error is None else last
            self.results.append(result)
        return self.results

    def _asked(self, question: Question, last: Result | None) -> Result:
        text, qid = question.text, question.qid
        return attempt(
            lambda: self._library.ask(text, self._k, mode=self._mode, qid=qid),
            lambda why: failed(text, why, qid, last),
        )

    def counts(self) -> dict[str, int]:
        """How many were answered, surely or not, abstained from, and failed."""
        counted = Counter("failed" if r.error else r.answer.status for r in list(self.results))
        return {name: counted[name] for name in ("answered", "uncertain", "abstained", "failed")}


class Reviewing:
    """The reviews so far of a list of claims, in their order. Call it to do the work."""

    def __init__(
        self,
        library: Library,
        claims: Sequence[Question],
        k: int,
        mode: Mode,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        self._library, self._claims, self._k, self._mode = library, claims, k, mode
        self._before = before
        self.results: list[Review] = []

    @property
    def left(self) -> int:
        """How many claims have no review yet."""
        return len(self._claims) - len(self.results)

    def __call__(self, tell: Progress) -> list[Review]:
        """Review all; a claim that fails becomes a review with its error."""
        last: Review | None = None
        for claim in self._claims[len(self.results) :]:
            tell("memeriksa", len(self.results), len(self._claims))
            self._before()
            told = self._reviewed(claim, last)
            last = told if told.generation else last
            self.results.append(told)
        return self.results

    def _reviewed(self, claim: Question, last: Review | None) -> Review:
        text, qid = claim.text, claim.qid
        return attempt(
            lambda: self._library.review(text, self._k, mode=self._mode, qid=qid),
            lambda why: unreviewed(text, why, qid, last),
        )

    def counts(self) -> dict[str, int]:
        """How many claims have each verdict (`Review.verdict`), those that occur."""
        return dict(Counter(told.verdict for told in list(self.results)))


# A job's progress, drawn again every second until it has ended.

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


# What a job did, as plain facts that are kept, and as lines that are read later.


def facts_of(result: object) -> Facts:
    """What is kept of what a job gave."""
    if isinstance(result, IngestReport):
        return ingest_facts(result)
    if isinstance(result, FetchReport):
        return fetch_facts([result])
    if isinstance(result, Opened):
        return {"works": [[result.bundle.name, result.bundle.made]], "notes": list(result.notes)}
    if isinstance(result, list) and result and isinstance(result[0], FetchReport):
        return fetch_facts(result)
    if isinstance(result, Corrected):
        return {"works": [[result.after.id, result.after.title]], "notes": list(result.notes)}
    if isinstance(result, tuple) and len(result) == 2 and isinstance(result[0], list):
        done, problems = result  # metadata taken over: the works, what could not be
        return {**facts_of(done), "notes": list(problems)[:LINES]}
    if isinstance(result, list):
        return {"works": [_work(one) for one in result[:LINES]], "count": len(result)}
    return {}


def _work(one: object) -> list[str]:
    if isinstance(one, Removed):
        return [one.document_id, one.title]
    if isinstance(one, Corrected):
        return [one.after.id, one.after.title]
    return [str(one), ""]


def lines_of(facts: Mapping[str, Any]) -> list[str]:
    """The facts as lines for people."""
    said = []
    if error := facts.get("error"):
        said.append(heard(error))
    if "documents" in facts:
        said.append(
            say(
                "report_line", documents=facts["documents"], unchanged=facts.get("unchanged", 0),
                skipped=facts.get("skipped_count", 0), failed=facts.get("failed_count", 0),
                seconds=str(facts.get("seconds", 0)).replace(".", say("decimal")),
            )
        )  # fmt: skip
    if facts.get("left"):
        said.append(say("report_left", count=facts["left"]))
    failed = say("report_failed")
    said += [f"{failed}: {name}: {heard(reason)}" for name, reason in facts.get("failed", ())]
    said += [": ".join(filter(None, work)) for work in facts.get("works", ())]
    said += [f"− {document_id}" for document_id in facts.get("removed", ())]
    said += [heard(line) for key in ("notes", "warnings") for line in facts.get(key, ())]
    return said


# Work on the library as a page begins and shows it.
#
# Adding, correcting, removing, restoring: each is a job of the library (`index.curate.jobs`), which
# goes on when the page is closed and waits where another is at work. Its progress, and when it has
# ended what it did, is drawn in the part of the page where it was begun: the page is long, and at
# its top nobody who has just pressed a button at its foot would see it. `running` shows on every
# page, and to everybody, what is under way; `reports` what the last jobs did.

#: The parts of the page where work is begun.
Part = Literal["top", "works", "add", "fetch", "update", "offers", "metadata", "removed"]
#: Those in which something is brought from elsewhere (`views.first`).
FETCHING: Final[tuple[Part, ...]] = ("fetch", "update", "offers")
#: What the work of each part is, unless it says so: its kind, and the act that it takes.
_OF: Final[dict[Part, tuple[str, Act]]] = {
    "top": ("reindex", Act.REINDEX),
    "works": ("correct", Act.CORRECT),
    "add": ("add", Act.ADD),
    "fetch": ("fetch", Act.FETCH),
    "update": ("update", Act.FETCH),
    "offers": ("fetch", Act.FETCH),
    "metadata": ("import", Act.IMPORT),
    "removed": ("restore", Act.RESTORE),
}
_ACTS: Final = {"remove": Act.REMOVE, "restore": Act.RESTORE, "open": Act.OPEN}

#: Kinds that can be stopped and go on the next time.
_STOPPABLE: Final = frozenset({"add", "fetch", "ingest", "update", "watch"})

_JOB: Final = "sources_job"
_DRAW: Final = "sources_draw"
_PART: Final = "sources_part"
#: Pages that show what was begun on them at its place: sources, and the first page.
_SHOWN_ON: Final = frozenset({"sumber", ""})
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
    act = _ACTS.get(kind, act)
    user.must(act)
    library = session.library()
    if user.public():  # one of several who may: a change whose line cannot be written is not made
        audit.note(
            library.folder, act, subject, who=user.signed_in_as() or user.owner(),
            role=user.role(), address=str(st.context.ip_address or ""), via="app",
        )  # fmt: skip
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


def begun_in(*parts: Part) -> bool:
    """Whether the last work that this session began is of one of these parts of the page."""
    return st.session_state.get(_PART) in parts


def show(*parts: Part) -> None:
    """The progress of work begun in one of these parts of the page, or what the last one did."""
    job: Job[Any] | None = st.session_state.get(_JOB)
    if job is None or not begun_in(*parts):
        return
    if not follow(job, stoppable=job.stoppable or job.state == "waiting"):
        return
    if job.error is not None:
        if isinstance(job.error, session.UNREADABLE):
            session.explain(job.error)
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
    with suppress(*session.UNREADABLE):
        library = session.library()
        user.tidy(library.catalog)
        if _others(library, page):
            _running(library, page)


def _others(library: Library, page: str) -> list[Known]:
    own: Job[Any] | None = st.session_state.get(_JOB) if page in _SHOWN_ON else None
    return [k for k in under_way(library) if own is None or k.number != own.number]


@st.fragment(run_every=2.0)  # type: ignore[untyped-decorator]
def _running(library: Library, page: str) -> None:
    listed: list[Known] = []
    with suppress(*session.UNREADABLE):
        listed = _others(library, page)
    if not listed:
        st.rerun()
    for place, known in enumerate(listed):
        first = listed[0] if place else None
        said = told(known, first)
        with st.container(horizontal=True, vertical_alignment="center", key=f"job-{known.number}"):
            st.html(f'<div class="dalil-meta" role="status">{plain(said)}</div>')
            if user.may(Act.STOP) and known.kind in _STOPPABLE:
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
    return f"{kind} ({known.subject})" if known.subject and user.may(Act.REPORTS) else kind


def stop(library: Library, number: int) -> None:
    """Ask a job to stop. Raises NotPermitted."""
    user.must(Act.STOP)
    ask_to_stop(library, number)


def past(library: Library) -> None:
    """What the last jobs did, whoever began them, folded; for editors."""
    if not user.may(Act.REPORTS):
        return
    listed: list[Known] = []
    with suppress(*session.UNREADABLE):
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
