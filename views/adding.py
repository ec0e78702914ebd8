"""Adding sources: files that are uploaded, or a folder of this machine; and the report."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from index.intake import Report, take_in
from index.library import Library
from index.watched import checked_folder
from ingest.errors import WatchError
from ingest.markup import unmarked
from ingest.model import Tier
from ingest.read import SUFFIXES
from views import person, shelf
from views.errand import begin, busy, show
from views.local import folders_allowed
from views.notice import lines, notice
from views.permit import Act
from views.upload import UPLOAD_LIMIT_MB, Kept, keep
from views.words import heard, say

_CORPUS: Final = Path(__file__).resolve().parents[1] / "corpus"
_AUTO: Final = "auto"
_ROUND: Final = "sources_round"  # a new uploader after each round: the old one keeps its files
#: Documents and warnings of a report that are listed; a folder may hold thousands.
_LISTED: Final = 200


def adding(library: Library | None, empty: bool) -> None:
    """The part of the page that adds."""
    st.subheader(say("add"), anchor=False)
    show("add")
    with st.container(border=True, key="dalil-upload"):
        files = st.file_uploader(
            say("upload"),
            type=sorted(s.removeprefix(".") for s in SUFFIXES),
            accept_multiple_files=True,
            max_upload_size=UPLOAD_LIMIT_MB,
            help=say("upload_help", mb=UPLOAD_LIMIT_MB),
            key=f"files-{st.session_state.get(_ROUND, 0)}",
        )
        folder = ""
        if folders_allowed():
            folder = st.text_input(
                say("folder"), placeholder=say("folder_hint"), help=say("folder_help"),
                key=f"folder-{st.session_state.get(_ROUND, 0)}",
            )  # fmt: skip
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
            value=empty or shelf.has_vectors(library),
            help=say("upload_vectors_help"),
            key="upload_vectors",
        )
        wanted = bool(files) or bool(folder.strip())
        sent = st.button(
            say("upload_do"), type="primary", key="upload_do", disabled=busy() or not wanted
        )
    starter = empty and st.button(
        say("starter"), help=say("starter_help"), key="starter", icon=":material/auto_stories:"
    )
    if busy() or not (starter or (sent and wanted)):
        return
    person.must(Act.ADD)  # before anything of it is written
    try:
        opened = shelf.library_made()
    except shelf.UNREADABLE as error:
        shelf.explain(error)
        return
    kept = Kept((_CORPUS,), ()) if starter else keep(opened.folder, files or [])
    if folder.strip() and not starter:
        try:
            named = checked_folder(opened, Path(folder.strip()))
        except WatchError as error:
            notice("error", say("folder_not"), heard(error))
            return
        kept = Kept((*kept.paths, named), kept.failed)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    given = None if tier in {_AUTO, None} else Tier(tier)
    begin(
        # One at a time: the other cores are for those who ask.
        lambda tell, stop: take_in(
            opened, kept.paths, tier=given, workers=1, vectors=vectors, progress=tell, stop=stop
        ),
        lambda report: _report(report, kept),
        part="add",
        stoppable=True,
        subject=", ".join(p.name for p in kept.paths[:3]),
    )


def _report(report: Report, kept: Kept) -> None:
    failures = [*kept.failed, *report.failed]
    notice(
        "warning" if failures or report.left else "success",
        say("report"),
        say(
            "report_line",
            documents=len(report.documents),
            skipped=len(report.skipped),
            unchanged=report.unchanged,
            failed=len(failures),
            seconds=f"{report.seconds_s:.1f}".replace(".", say("decimal")),
        ),
        say("report_left", count=report.left) if report.left else "",
    )
    if failures:
        _list(
            [f"{say('report_failed')}: {Path(f.source).name}: {heard(f.reason)}" for f in failures]
        )
    said = []
    for taken in report.documents:
        document = taken.document
        count = say("report_passages", count=taken.passages)
        said.append(f"{say('report_added')}: {document.id}: {unmarked(document.title)} ({count})")
        said += [f"{document.id}: {heard(warning)}" for warning in taken.warnings]
    said += [
        f"{say('report_skipped')}: {t.document.id}: {heard(t.warnings[-1])}" for t in report.skipped
    ]
    said += [f"{say('report_gone')}: {path}" for path in report.gone]
    if said:
        _list(said)


def _list(said: list[str]) -> None:
    more = len(said) - _LISTED
    lines(said[:_LISTED] + ([say("report_more", count=more)] if more > 0 else []))
