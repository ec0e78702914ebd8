"""Claims and questions: a list in, progress, a table to review and tick, files out."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

import streamlit as st

from dalil.answer.batch.read_questions import Question, Questions, read_questions, typed
from dalil.answer.claims.export import claim_suffixes, export_claims
from dalil.answer.claims.review import Review
from dalil.answer.legal_force import said_once
from dalil.index.search.results import Mode
from dalil.ingest.errors import BatchError
from dalil.ingest.messages import Language
from dalil.library import Library
from dalil.service.uploads import safe_name
from dalil.views import rate_limit, session
from dalil.views.claim_card import answered, claim_card
from dalil.views.components import FORMATS, Ticks, lines, notice
from dalil.views.filters import MODES
from dalil.views.hit_card import force_lines
from dalil.views.html import plain
from dalil.views.jobs import Answering, Reviewing, SessionJob, follow
from dalil.views.source_admin import Uploaded
from dalil.views.words import heard, say
from dalil.views.zotero import zotero_button

_JOB: Final = "claims_job"
_WORK: Final = "claims_work"
_TICKS: Final = "claims_ticks"
_TYPED: Final = "claims_typed"
_SUFFIXES: Final = ("docx", "csv", "tsv", "xlsx", "md", "txt", "jsonl")
_LIMIT_MB: Final = 10
_LONGEST: Final = 200_000
_HITS, _MOST_HITS = 3, 10
#: Claims drawn at once, and how many there may be for all to be open.
_EACH: Final = 20
_OPEN: Final = 5
_KINDS: Final = ("auto", "claims", "questions")
_ASKING: Final = re.compile(
    r"\?[\s”\"]*\Z|\A\s*(?:apa|apakah|siapa\w*|berapa\w*|bagaimana\w*|kapan\w*|mengapa|kenapa|mana"
    r"|di\s?mana|ke\s?mana|adakah|bolehkah|dapatkah|haruskah|what|who|whose|when|where|which|why"
    r"|how)\b",
    re.IGNORECASE,
)
_VERDICTS: Final = ("both", "contradicted", "supported", "near", "nothing", "error")
#: What the button of each format says, and its MIME type.
_FORMATS: Final = {s: ("DOCX" if s == ".docx" else label, mime) for s, label, mime in FORMATS}


def page() -> None:
    """Draw the page."""
    st.title(say("claims_title"), anchor=False)
    st.html(f'<p class="dalil-lead">{plain(say("claims_lead"))}</p>')
    library = session.readable()
    if library is None:
        return
    if not library.catalog.counts()["documents"]:
        notice("info", say("empty"), say("empty_do"))
        session.to_sources()
        return
    _form(library)
    _outcome()


def _form(library: Library) -> None:
    if "claims_text" not in st.session_state:
        st.session_state["claims_text"] = st.session_state.get(_TYPED, "")
    text = st.text_area(
        say("claims_type"), key="claims_text", placeholder=say("claims_hint"), height=150,
        max_chars=_LONGEST, disabled=st.session_state.get("claims_file") is not None,
    )  # fmt: skip
    st.session_state[_TYPED] = text
    file = st.file_uploader(
        say("claims_upload"), type=list(_SUFFIXES), max_upload_size=_LIMIT_MB,
        help=say("claims_help"), key="claims_file",
    )  # fmt: skip
    chosen, mode, k = _choices()
    try:
        found = _read(file) if file is not None else Questions(typed(text))
    except BatchError as error:
        notice("error", say("claims_error"), heard(error))
        return
    kind = chosen if chosen != "auto" else kind_of(found.questions)
    if found.questions:
        count = say(f"claims_found_{kind}", count=len(found.questions))
        st.html(f"<p>{plain(count)}</p>")
    if found.problems:
        notice("warning", say("claims_problems"))
        lines([heard(problem) for problem in found.problems])
    job: SessionJob[Any] | None = st.session_state.get(_JOB)
    busy = job is not None and job.running
    label = say(f"claims_do_{kind}")
    if st.button(label, type="primary", disabled=busy, key="claims_do") and found.questions:
        make = Reviewing if kind == "claims" else Answering
        work = make(library, found.questions, k, mode, rate_limit.patient())
        st.session_state[_WORK] = work
        st.session_state[_TICKS] = Ticks()
        st.session_state[_JOB] = SessionJob(work)
        _forget_widgets()


def _choices() -> tuple[str, Mode, int]:
    left, middle, right = st.columns([5, 5, 3])
    chosen = left.segmented_control(
        say("claims_kind"), _KINDS, default="auto", required=True,
        format_func=lambda kind: say(f"claims_kind_{kind}"), key="claims_kind",
    )  # fmt: skip
    mode = middle.segmented_control(
        say("mode"), MODES, default="hybrid", required=True,
        format_func=lambda m: say(f"mode_{m}"), key="claims_mode",
    )  # fmt: skip
    k = right.number_input(say("claims_k"), 1, _MOST_HITS, _HITS, key="claims_k")
    return chosen or "auto", cast("Mode", mode or "hybrid"), int(k)


def kind_of(listed: Sequence[Question]) -> str:
    """``questions`` where most lines end in a question mark or begin by asking, else ``claims``."""
    asking = sum(bool(_ASKING.search(q.text)) for q in listed)
    return "questions" if asking * 2 > len(listed) else "claims"


def _read(file: Uploaded) -> Questions:
    """The lines of an uploaded file, read by its own suffix."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / safe_name(file.name)
        path.write_bytes(file.getvalue())
        return read_questions(path)


def _forget_widgets() -> None:
    """The cards of an earlier list are not those of this one."""
    for key in [
        k
        for k in st.session_state
        if str(k).startswith(("claim-", "claims_page", "claims_open_all", "claims_show"))
    ]:
        del st.session_state[key]


def _outcome() -> None:
    job: SessionJob[Any] | None = st.session_state.get(_JOB)
    work: Answering | Reviewing | None = st.session_state.get(_WORK)
    if job is None or work is None or not follow(job, stoppable=True):
        return
    if job.error is not None:
        notice("error", say("job_failed"), heard(job.error))
    if work.left and (job.stopped or job.error is not None):
        notice("warning", say("claims_stopped"))
        if st.button(say("claims_resume", count=work.left), key="claims_resume"):
            st.session_state[_JOB] = SessionJob(work)
            st.rerun()
    if isinstance(work, Answering):
        answered(work)
    elif work.results:
        _review(work.results, work.counts())


def _review(reviews: Sequence[Review], counts: dict[str, int]) -> None:
    ticks: Ticks = st.session_state.setdefault(_TICKS, Ticks())
    present = [v for v in _VERDICTS if counts.get(v)]
    names = {v: say(f"claims_{'failed' if v == 'error' else v}") for v in _VERDICTS}
    chosen = st.pills(
        say("claims_show"), present, selection_mode="multi", default=present,
        format_func=lambda v: f"{names[v]} ({counts[v]})", key="claims_show",
    )  # fmt: skip
    if counts.get("both") or counts.get("contradicted"):
        st.html(f'<p class="dalil-meta">{plain(say("claims_key"))}</p>')
    everything = st.toggle(
        say("claims_open_all"), value=len(reviews) <= _OPEN, key="claims_open_all"
    )
    shown = [n for n, told in enumerate(reviews) if told.verdict in (chosen or present)]
    first = 0
    if len(shown) > _EACH:
        pages = -(-len(shown) // _EACH)
        first = (st.pagination(pages, key=f"claims_page-{pages}") - 1) * _EACH
    page_of = [reviews[place] for place in shown[first : first + _EACH]]
    found = [finding for told in page_of for finding in told.findings]
    language = "en" if st.session_state.get("lang") == "en" else "id"
    force_lines(said_once(found, language))
    for place in shown[first : first + _EACH]:
        claim_card(place, reviews[place], ticks, everything)
    _downloads(reviews, ticks)


def _downloads(reviews: Sequence[Review], ticks: Ticks) -> None:
    st.subheader(say("download"), anchor=False)
    language: Language = "en" if st.session_state.get("lang") == "en" else "id"
    only = st.checkbox(say("claims_only"), help=say("claims_only_help"), key="claims_only")
    with st.container(horizontal=True, key="dalil-download-claims"):
        for suffix in claim_suffixes():
            label, mime = _FORMATS.get(suffix, (suffix, "application/octet-stream"))
            st.download_button(
                label, data=partial(_file, reviews, ticks, only, suffix, language),
                file_name=f"dalil-klaim{suffix}", mime=mime, key=f"download-claims{suffix}",
                on_click="ignore", icon=":material/download:",
            )  # fmt: skip
        zotero_button(partial(_file, reviews, ticks, only, ".ris", language), "claims")
    st.caption(say("download_note"))


def _file(
    reviews: Sequence[Review], ticks: Ticks, only: bool, suffix: str, language: Language = "id"
) -> bytes:
    return export_claims(ticks.table(reviews, only, language), suffix)


if __name__ == "__main__":
    page()
