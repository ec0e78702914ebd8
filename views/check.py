"""Check a draft: a file or a pasted text in, every quotation and reference judged, a report out."""

from __future__ import annotations

import tempfile
from functools import partial
from html import escape
from pathlib import Path
from typing import Final, Literal

import streamlit as st

from dalil.answer.drafts.authorities import (
    ABSENT,
    TIERS,
    UNCLEAR,
    Authorities,
    Authority,
    authorities_of,
    said_places,
)
from dalil.answer.drafts.authorities import as_bytes as table_as_bytes
from dalil.answer.drafts.findings import Change, CheckReport, Finding, Verdict
from dalil.answer.drafts.report import as_bytes, clipped
from dalil.answer.export.formats import MEDIA_TYPES
from dalil.ingest.errors import TooMuch
from dalil.ingest.model import Progress
from dalil.library import Library
from dalil.service.uploads import safe_name
from dalil.views import rate_limit, session
from dalil.views.components import copy_button, lines, notice
from dalil.views.hit_card import badge
from dalil.views.html import plain, reader_address
from dalil.views.jobs import SessionJob, follow
from dalil.views.words import heard, say

_JOB: Final = "check_job"
_SUFFIXES: Final = ("docx", "pdf", "md", "txt")
_LIMIT_MB: Final = 50
#: Characters of a pasted text, and cards on one page.
_LONGEST_PASTED: Final = 500_000
_SHOWN: Final = 150
#: Characters of a quotation or source that a card shows.
_CARD: Final = 1_500
#: Words of what is the same that are shown on either side of a difference.
_AROUND: Final = 14
#: The badge each verdict has (its colour is in style.css).
_BADGES: Final = {
    Verdict.VERIFIED: "in_force", Verdict.DIFFERS: "repealed",
    Verdict.NO_SUCH_PROVISION: "repealed", Verdict.NOT_IN_FORCE: "amended",
    Verdict.AMBIGUOUS: "amended", Verdict.PARTLY_READ: "amended",
    Verdict.NOT_IN_LIBRARY: "referenced",
}  # fmt: skip
_FORMATS: Final = (
    (".xlsx", "XLSX", MEDIA_TYPES[".xlsx"]),
    (".docx", "DOCX", MEDIA_TYPES[".docx"]),
    (".json", "JSON", "application/json"),
)


def page() -> None:
    """Draw the page."""
    st.title(say("check_title"), anchor=False)
    st.html(f'<p class="dalil-lead">{plain(say("check_lead"))}</p>')
    library = session.readable()
    if library is None:
        return
    if not library.catalog.counts()["documents"]:
        notice("info", say("empty"), say("empty_do"))
        session.to_sources()
        return
    _form(library)
    _outcome(library)


def _form(library: Library) -> None:
    file = st.file_uploader(
        say("check_upload"),
        type=list(_SUFFIXES),
        max_upload_size=_LIMIT_MB,
        help=say("check_upload_help"),
        key="check_file",
    )
    pasted = st.text_area(
        say("check_paste"),
        placeholder=say("check_paste_hint"),
        max_chars=_LONGEST_PASTED,
        height=140,
        key="check_pasted",
        disabled=file is not None,
    )
    job: SessionJob[CheckReport] | None = st.session_state.get(_JOB)
    busy = job is not None and job.running
    asked = st.button(say("check_do"), type="primary", disabled=busy, key="check_do")
    if not asked:
        return
    try:
        rate_limit.ask()
    except TooMuch as error:
        notice("warning", say("too_much"), heard(error))
        return
    if file is not None:
        st.session_state[_JOB] = SessionJob(partial(_of_file, library, file.name, file.getvalue()))
    elif pasted.strip():
        name = say("check_pasted")
        st.session_state[_JOB] = SessionJob(
            lambda tell: library.check(pasted, name=name, progress=tell)
        )


def _of_file(library: Library, name: str, content: bytes, tell: Progress) -> CheckReport:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / safe_name(name)
        path.write_bytes(content)
        return library.check(path, progress=tell)


def _outcome(library: Library) -> None:
    job: SessionJob[CheckReport] | None = st.session_state.get(_JOB)
    if job is None or not follow(job, stoppable=True):
        return
    if job.error is not None:
        notice("error", say("check_unreadable"), heard(job.error))
    elif job.result is not None:
        _draw(job.result)
        _authorities(library, job.result)


def _draw(report: CheckReport) -> None:
    if not report.findings:
        notice("info", say("check_nothing"), say("check_nothing_do"))
        _warnings(report)
        return
    found = say("check_found", count=len(report.findings), draft=report.draft)
    st.html(f'<h3 class="dalil-place">{plain(found)}</h3>{_figures(report)}')
    if report.whole:
        notice("success", say("check_all_right"))
    _warnings(report)
    _downloads(report)
    present = [value for value, count in report.counts.items() if count]
    wrong = [value for value in present if value != Verdict.VERIFIED.value]
    labels = {value: f"{say(f'check_{value}')} ({report.counts[value]})" for value in present}
    chosen = st.pills(
        say("check_show"),
        present,
        selection_mode="multi",
        default=wrong or present,
        format_func=labels.__getitem__,
        key="check_show",
    )
    shown = [(n, f) for n, f in enumerate(report.findings, 1) if f.verdict.value in chosen]
    if any(f.difference for _, f in shown):
        st.html(f'<p class="dalil-meta">{plain(say("check_key"))}</p>')
    for number, finding in shown[:_SHOWN]:
        _card(number, finding)
    if len(shown) > _SHOWN:
        st.html(f'<p class="dalil-meta">{plain(say("check_more", shown=_SHOWN))}</p>')


def _figures(report: CheckReport) -> str:
    cells = "".join(
        f"<div><dt>{plain(say(f'check_{verdict.value}'))}</dt>"
        f"<dd>{report.counts[verdict.value]}</dd></div>"
        for verdict in Verdict
    )
    return f'<dl class="dalil-figures">{cells}</dl>'


def _warnings(report: CheckReport) -> None:
    if report.warnings:
        st.html(f'<p class="dalil-meta">{plain(say("check_warnings"))}</p>')
        lines([heard(warning) for warning in report.warnings], "dalil-lines dalil-meta")


def _card(number: int, finding: Finding) -> None:
    language = "en" if st.session_state.get("lang") == "en" else "id"
    with st.container(border=True, key=f"check-{number}"):
        verdict = badge(_BADGES[finding.verdict], say(f"check_{finding.verdict.value}"))
        kind = say(f"check_kind_{finding.kind}")
        where = finding.place.label(language)
        head = (
            f'<div class="dalil-head"><span class="dalil-place">'
            f'<span class="dalil-number">{number}</span> {plain(kind)}</span>{verdict}'
            f'<span class="dalil-meta">{plain(where)}</span></div>'
        )
        cited = f'<p class="dalil-cite">{plain(finding.citation)}</p>' if finding.citation else ""
        st.html(head + _words(finding) + _why(finding, language) + cited + _way(finding, language))
        if finding.citation:
            copy_button(
                say("copy_citation"),
                finding.citation,
                key=f"copy-check-{number}",
                name=say("copy_citation_of", rank=number),
            )


def _way(finding: Finding, language: str) -> str:
    """A link to what the finding was compared with, in the reading room."""
    if not finding.citation or not (finding.found_at or finding.targets):
        return ""
    # What is not there is looked for in its act: the reader says so and opens the act.
    address = escape(reader_address((finding.found_at or finding.targets)[0], language))
    return (
        f'<p class="dalil-meta"><a href="{address}" target="_blank" rel="noopener">'
        f"{plain(say('read_here'))}</a></p>"
    )


def _words(finding: Finding) -> str:
    if finding.difference:
        return f'<p class="dalil-text">{difference_html(finding.difference)}</p>'
    draft = f'<p class="dalil-text">{plain(_cut(finding.text))}</p>'
    if finding.verdict is Verdict.VERIFIED or not finding.source_text:
        return draft
    return (
        f'<p class="dalil-meta">{plain(say("check_in_draft"))}</p>{draft}'
        f'<p class="dalil-meta">{plain(say("check_in_source"))}</p>'
        f'<blockquote class="dalil-quote dalil-small">{plain(_cut(finding.source_text))}'
        "</blockquote>"
    )


def difference_html(changes: tuple[Change, ...]) -> str:
    """A difference as HTML: nothing of the draft or the source is markup in it."""
    made: list[str] = []
    for number, change in enumerate(changes):
        if change.kind in {"equal", "gap"}:
            last = number == len(changes) - 1
            made.append(plain(clipped(change.draft, number > 0, not last, _AROUND)))
            continue
        if change.draft:
            made.append(f'<span class="dalil-out">{plain(_cut(change.draft))}</span>')
        if change.source:
            made.append(f'<span class="dalil-in">{plain(_cut(change.source))}</span>')
    return " ".join(made)


def _why(finding: Finding, language: str) -> str:
    said = []
    if reason := finding.reason(language):
        said.append(f'<p class="dalil-meta">{plain(reason)}</p>')
    if finding.suggestion and finding.suggestion != finding.citation:
        said.append(
            f'<p class="dalil-meta">{plain(say("check_suggestion"))}: '
            f"{plain(finding.suggestion)}</p>"
        )
    return "".join(said)


def _cut(text: str) -> str:
    return text if len(text) <= _CARD else f"{text[:_CARD]} …"


def _downloads(report: CheckReport) -> None:
    st.html(f'<p class="dalil-meta">{plain(say("check_report"))}</p>')
    with st.container(horizontal=True, key="dalil-download-check"):
        for suffix, label, mime in _FORMATS:
            st.download_button(
                label,
                data=partial(as_bytes, report, suffix),
                file_name=f"dalil-periksa{suffix}",
                mime=mime,
                key=f"download-check{suffix}",
                on_click="ignore",
                icon=":material/download:",
            )


# The table of authorities: what the draft cites, each source once, with its places.


def _authorities(library: Library, report: CheckReport) -> None:
    table = authorities_of(report, library.catalog)
    if not table.authorities:
        return
    language: Literal["id", "en"] = "en" if st.session_state.get("lang") == "en" else "id"
    with st.expander(say("check_authorities", count=len(table.authorities))):
        st.html(authorities_html(table, language))
        with st.container(horizontal=True, key="dalil-download-authorities"):
            for suffix, label, mime in _FORMATS:
                st.download_button(
                    label,
                    data=partial(table_as_bytes, table, suffix),
                    file_name=f"dalil-daftar-sumber{suffix}",
                    mime=mime,
                    key=f"download-authorities{suffix}",
                    on_click="ignore",
                    icon=":material/download:",
                )


def authorities_html(table: Authorities, language: Literal["id", "en"]) -> str:
    """The table as HTML: each source leads to the reading room where the library has it."""
    english = language == "en"
    made = []
    for tier, names in TIERS.items():
        if not (listed := table.of(tier)):
            continue
        items = "".join(f"<li>{_authority(a, language)}</li>" for a in listed)
        made.append(f'<h3>{plain(names[english])}</h3><ul class="dalil-lines">{items}</ul>')
    if table.unclear:
        items = "".join(
            f"<li>{plain(_cut(text))} ({plain(place.label(language))})</li>"
            for text, place in table.unclear
        )
        made.append(f'<h3>{plain(UNCLEAR[english])}</h3><ul class="dalil-lines">{items}</ul>')
    return f'<div class="dalil-kin">{"".join(made)}</div>'


def _authority(authority: Authority, language: Literal["id", "en"]) -> str:
    name = plain(authority.name)
    if authority.held:
        address = escape(reader_address(authority.id, language))
        name = f'<a href="{address}" target="_blank" rel="noopener">{name}</a>'
    else:
        name = f"{name} ({plain(ABSENT[language == 'en'])})"
    said = []
    for provision in authority.provisions:
        label = provision.label(language)
        places = said_places(provision.places, language)
        said.append(plain(f"{label}: {places}" if label else places))
    return f'{name}<br><span class="dalil-meta">{"; ".join(said)}</span>'


if __name__ == "__main__":
    page()
