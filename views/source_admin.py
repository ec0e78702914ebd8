"""Adding sources: files that are uploaded, or a folder of this machine; and the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol
from zlib import crc32

import streamlit as st

from dalil.index.curate.add_sources import IngestReport
from dalil.index.curate.trash import Removed, remove, removed, restore
from dalil.index.curate.watch import checked_folder
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.errors import WatchError
from dalil.ingest.model import Document, Failure, Progress, Tier
from dalil.ingest.readers.registry import SUFFIXES
from dalil.library import Library, shipped
from dalil.service.permissions import Act
from dalil.service.uploads import (
    UPLOAD_COUNT,
    UPLOAD_LIMIT_MB,
    UPLOADS,
    free,
    left_in,
    safe_name,
    write,
)
from dalil.views import session, user
from dalil.views.components import lines, notice
from dalil.views.jobs import begin, busy, show
from dalil.views.middleware import limits
from dalil.views.session import folders_allowed
from dalil.views.words import heard, say


class Uploaded(Protocol):
    """What Streamlit gives for an uploaded file."""

    name: str
    size: int

    def getvalue(self) -> bytes:
        """Its content."""
        ...


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Where the files were put, and which were not taken and why."""

    paths: tuple[Path, ...]
    failed: tuple[Failure, ...]


@dataclass(slots=True)
class Room:
    """How many more bytes may be written into ``uploads``: by this session, and in all."""

    session: int
    every: int

    def take(self, size: int) -> bool:
        """Whether so many may be written; then they are counted."""
        if size > min(self.session, self.every):
            return False
        self.session -= size
        self.every -= size
        return True


_WRITTEN: Final = "uploads_written"


def room_in(folder: Path, written: int) -> Room:
    """What is left of both limits, where a session has written so many bytes already."""
    return Room(limits()[0] * 2**20 - written, left_in(folder))


def keep(folder: Path, files: Iterable[Uploaded], room: Room | None = None) -> KeptFiles:
    """Write the files into ``folder/uploads``; one that is there already is not written twice.

    What is over the ``room`` is told and not written; None: there is no limit of that kind.
    """
    listed = list(files)
    paths: list[Path] = []
    failed: list[Failure] = []
    place = folder / UPLOADS
    for number, file in enumerate(listed):
        name = safe_name(file.name)
        if file.size > UPLOAD_LIMIT_MB * 2**20:
            mb = f"{file.size / 2**20:.0f}"
            failed.append(Failure(name, say("too_large", mb=mb, limit=UPLOAD_LIMIT_MB)))
        elif number >= UPLOAD_COUNT:
            failed.append(Failure(name, say("too_many", limit=UPLOAD_COUNT)))
        elif room is not None and not room.take(file.size):
            failed.append(Failure(name, say("no_room")))
        else:
            try:
                paths.append(write(place, name, file.getvalue()))
            except OSError as error:
                failed.append(Failure(name, say("unwritable", reason=error.strerror)))
    return KeptFiles(tuple(dict.fromkeys(paths)), tuple(failed))


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
            value=empty or session.has_vectors(library),
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
    user.must(Act.ADD)  # before anything of it is written
    try:
        opened = session.library_made()
    except session.UNREADABLE as error:
        session.explain(error)
        return
    shared = user.public()
    room = None
    if shared:
        free(opened)
        written = int(st.session_state.get(_WRITTEN, 0))
        room = room_in(opened.folder, written)
    kept = KeptFiles((shipped(),), ()) if starter else keep(opened.folder, files or [], room)
    own = [path.name for path in kept.paths] if shared and not starter else []
    if shared:
        size = sum(p.stat().st_size for p in kept.paths if p.parent.name == UPLOADS)
        st.session_state[_WRITTEN] = written + size
    if folder.strip() and not starter:
        try:
            named = checked_folder(opened, Path(folder.strip()))
        except WatchError as error:
            notice("error", say("folder_not"), heard(error))
            return
        kept = KeptFiles((*kept.paths, named), kept.failed)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    given = None if tier in {_AUTO, None} else Tier(tier)
    begin(
        # One at a time: the other cores are for those who ask.
        lambda tell, stop: _taken_in(
            opened, own, kept.paths, tier=given, vectors=vectors, tell=tell, stop=stop
        ),
        lambda report: _report(report, kept),
        part="add",
        stoppable=True,
        subject=", ".join(p.name for p in kept.paths[:3]),
    )


def _taken_in(
    library: Library, own: Sequence[str], paths: Sequence[Path], *, tier: Tier | None,
    vectors: bool, tell: Progress, stop: Callable[[], bool],
) -> IngestReport:  # fmt: skip
    """Take the files in; uploads that came to nothing are deleted, however it ends."""
    try:
        return library.add(paths, tier=tier, workers=1, vectors=vectors, progress=tell, stop=stop)
    finally:
        if own:
            free(library, own)


def _report(report: IngestReport, kept: KeptFiles) -> None:
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
        told = (Failure(Path(f.source).name, heard(f.reason)) for f in failures)
        _list([f"{say('report_failed')}: {failure}" for failure in told])
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


# Works are removed, one or many, and brought back, also days later.

#: Works of a long list that are named.
_NAMED: Final = 10


def removing(library: Library, chosen: Sequence[Document]) -> None:
    """The way to remove what is chosen; asks first."""
    ids = [d.id for d in chosen]
    key = f"{crc32(' '.join(ids).encode()):08x}"
    sure = st.checkbox(
        say("remove_sure" if len(ids) == 1 else "remove_sure_many", count=len(ids)),
        key=f"sure-{key}",
        help=say("remove_help"),
    )
    pressed = st.button(
        say("remove_do"), disabled=busy() or not sure, key="remove_do", icon=":material/delete:"
    )
    if pressed and sure and not busy():
        begin(
            lambda tell, stop: remove(library, ids, tell),
            lambda gone: _draw_removed(library, gone),
            part="works",
            kind="remove",
            subject=", ".join(ids[:3]),
        )


def _draw_removed(library: Library, gone: list[Removed]) -> None:
    """What was removed, with the way back: somebody who removed the wrong work is looking here."""
    notice("success", say("removed"))
    more = len(gone) - _NAMED
    lines(
        [f"{r.document_id}: {unmarked(r.title)}" for r in gone[:_NAMED]]
        + ([say("report_more", count=more)] if more > 0 else [])
    )
    back = [r.document_id for r in gone if r.restorable and not library.catalog.has(r.document_id)]
    if not back:
        return
    label = say("undo") if len(back) == 1 else say("undo_all", count=len(back))
    if len(back) < len(gone):
        st.caption(say("undo_only", count=len(back)))
    if st.button(label, key="undo_here", disabled=busy(), icon=":material/undo:") and not busy():
        _bring_back(library, back, "works")


def _bring_back(library: Library, ids: Sequence[str], part: Literal["works", "removed"]) -> None:
    begin(
        lambda tell, stop: restore(library, ids, tell),
        lambda done: _draw_restored(ids, done),
        part=part,
        kind="restore",
        subject=", ".join(ids[:3]),
    )


def restoring(library: Library) -> None:
    """What was removed and can come back."""
    show("removed")
    listed = removed(library.catalog)
    back = [r for r in listed if r.restorable]
    if not back:
        return
    with st.expander(say("removed_list", count=len(back)), icon=":material/restore_from_trash:"):
        lines(
            [
                f"{r.document_id}: {unmarked(r.title)} ({r.at[:16].replace('T', ' ')} UTC)"
                for r in back
            ]
        )
        named = {r.document_id: unmarked(r.title) for r in back}
        wanted = st.multiselect(
            say("restore_which"),
            list(named),
            default=[back[0].document_id],
            format_func=lambda i: f"{i}: {named[i]}" if i in named else i,
            key=f"restore-{back[0].number}",
            select_all=False,
        )
        pressed = st.button(
            say("undo"), key="undo", disabled=busy() or not wanted, icon=":material/undo:"
        )
        if pressed and wanted and not busy():
            _bring_back(library, wanted, "removed")


def _draw_restored(wanted: Sequence[str], done: list[str]) -> None:
    left = [i for i in wanted if i not in done]
    if done:
        notice("success", say("undone"), ", ".join(done))
    if left:
        notice("warning", say("not_undone"), ", ".join(left))
