"""What a reference manager knows: a file is matched to the works here, looked over, applied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from dalil.index.curate.edit import Corrected
from dalil.index.curate.metadata_match import Match, Matching, apply, match, take_back
from dalil.ingest.bibliography import SUFFIXES, parse_bibliography
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.errors import MetadataError
from dalil.library import Library
from dalil.views.components import lines, notice
from dalil.views.html import plain
from dalil.views.jobs import begin, busy, show
from dalil.views.session import Stock
from dalil.views.source_admin import UPLOAD_LIMIT_MB
from dalil.views.source_edit import field_name, text_of
from dalil.views.words import heard, say

_FOUND: Final = "metadata_found"  # (which file and state of the library, what was matched)
_DONE: Final = "metadata_done"  # what the last import changed
_ROUND: Final = "metadata_round"
_LISTED: Final = 100


def metadata(library: Library, stock: Stock) -> None:
    """The part of the page that takes over metadata."""
    show("metadata")
    with st.expander(say("metadata"), icon=":material/library_add_check:"):
        st.caption(say("metadata_help"))
        file = st.file_uploader(
            say("metadata_file"),
            type=[s.removeprefix(".") for s in SUFFIXES],
            max_upload_size=UPLOAD_LIMIT_MB,
            key=f"metadata-{st.session_state.get(_ROUND, 0)}",
        )
        _undo(library)
        if file is None:
            return
        found = _matching(library, stock, file)
        if found is None:
            return
        wanted = _look_over(found, file.file_id)
        pressed = st.button(
            say("metadata_do", count=len(wanted)), type="primary", key="metadata_do",
            disabled=busy() or not wanted,
        )  # fmt: skip
        if pressed and wanted and not busy():
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
            session = st.session_state

            def work(tell: Any, stop: Any) -> tuple[list[Corrected], list[str]]:
                return apply(library, wanted, tell)

            def draw(result: tuple[list[Corrected], list[str]]) -> None:
                session[_DONE] = result[0]
                _draw_applied(*result)

            begin(work, draw, part="metadata")


def _matching(library: Library, stock: Stock, file: Any) -> Matching | None:
    """What the file's records are of, computed once; None after a notice."""
    key = (file.file_id, stock.state, stock.corrected)
    kept: tuple[Any, Matching] | None = st.session_state.get(_FOUND)
    if kept is None or kept[0] != key:
        try:
            found = match(library.catalog, parse_bibliography(file.getvalue(), file.name))
        except MetadataError as error:
            notice("error", say("metadata_unreadable"), heard(error))
            return None
        kept = st.session_state[_FOUND] = (key, found)
    return kept[1]


def _look_over(found: Matching, file_id: str) -> list[Match]:
    """The matches that would change something, in a table to tick; and what matched nothing."""
    changing = [m for m in found.matches if m.changes]
    same = len(found.matches) - len(changing)
    st.caption(
        say("metadata_count", matched=len(found.matches), same=same, left=len(found.unmatched))
    )
    wanted: list[Match] = []
    if changing:
        rows = [
            {
                "apply": True,
                "record": unmarked(m.record.title),
                "work": unmarked(m.document.title),
                "how": say("by_doi") if m.by_doi else say("by_title", score=f"{m.score:.0f}"),
                "changes": _changes(m),
                "id": m.document.id,
            }
            for m in changing
        ]
        config: dict[str, Any] = {
            name: st.column_config.TextColumn(say(f"meta_{name}"), disabled=True)
            for name in rows[0]
        }
        config["apply"] = st.column_config.CheckboxColumn(say("meta_apply"))
        edited: Any = st.data_editor(
            rows, column_config=config, hide_index=True, num_rows="fixed",
            key=f"match-{file_id}-{len(rows)}",
        )  # fmt: skip
        wanted = [m for m, row in zip(changing, edited, strict=True) if row["apply"]]
    said = [f"{u.label}: {unmarked(u.title)}: {heard(u.reason)}" for u in found.unmatched]
    said += [f"{say('metadata_broken')}: {heard(problem)}" for problem in found.problems]
    if said:
        st.html(f'<div class="dalil-tier"><h3>{plain(say("metadata_unmatched"))}</h3></div>')
        lines(said[:_LISTED])
        if len(said) > _LISTED:
            st.caption(say("report_more", count=len(said) - _LISTED))
    return wanted


def _changes(found: Match) -> str:
    return "; ".join(
        f"{field_name(c.field)}: {text_of(c.before) or '–'} → {text_of(c.after)}"
        for c in found.changes
    )


def _draw_applied(done: Sequence[Corrected], problems: Sequence[str]) -> None:
    notice("warning" if problems else "success", say("metadata_applied", count=len(done)))
    if problems:
        lines([heard(problem) for problem in problems])


def _undo(library: Library) -> None:
    """The last import of this session can be taken back whole."""
    done: list[Corrected] | None = st.session_state.get(_DONE)
    if not done:
        return
    pressed = st.button(
        say("metadata_undo", count=len(done)), key="metadata_undo", disabled=busy(),
        icon=":material/undo:",
    )  # fmt: skip
    if pressed and not busy():
        del st.session_state[_DONE]

        def work(tell: Any, stop: Any) -> int:
            take_back(library, done, tell)
            return len(done)

        begin(
            work,
            lambda count: notice("success", say("metadata_undone", count=count)),
            part="metadata",
        )
