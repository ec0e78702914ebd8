"""Works are removed, one or many, and brought back, also days later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal
from zlib import crc32

import streamlit as st

from index.library import Library
from index.removal import Removed, remove, removed, restore
from ingest.markup import unmarked
from ingest.model import Document
from views.errand import begin, busy, show
from views.notice import lines, notice
from views.words import say

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
