"""One chosen work: what is known of it, the way to read it, and a form that corrects it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Final
from zlib import crc32

import streamlit as st

from dalil.answer.citation.work_names import short_name
from dalil.index.curate.edit import Corrected, correct, undo
from dalil.index.curate.metadata_match import Matching, MetadataMatch, apply, match, take_back
from dalil.index.curate.overrides import Correction, Value, corrections_of, value_in
from dalil.ingest.bibliography import SUFFIXES, parse_bibliography
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.errors import MetadataError
from dalil.ingest.model import Document, Tier
from dalil.library import Library
from dalil.service.uploads import UPLOAD_LIMIT_MB
from dalil.views.components import lines, notice
from dalil.views.html import plain, reader_address
from dalil.views.jobs import begin, busy, show
from dalil.views.session import Stock
from dalil.views.words import WORDS, heard, say

#: The fields of the form, in pairs that stand side by side.
_ROWS: Final = (("kind", "year"), ("number", "date"), ("issuer", "gazette"))
_PUBLISHED: Final = (
    ("csl.container-title", "csl.publisher"), ("csl.volume", "csl.issue"),
    ("csl.page", "csl.edition"), ("csl.publisher-place", "csl.editor"),
    ("csl.DOI", "csl.ISBN"),
)  # fmt: skip


def chosen_work(document: Document, corrected: bool) -> None:
    """Its name, its id, and a link that opens it in the reading room."""
    language = "en" if st.session_state.get("lang") == "en" else "id"
    href = escape(reader_address(document.id, language))
    short = short_name(document)
    mark = f' <span class="dalil-badge">{plain(say("corrected"))}</span>' if corrected else ""
    meta = " · ".join(
        filter(None, (short if short != unmarked(document.title) else "", document.id,
                      "; ".join(document.authors)))
    )  # fmt: skip
    st.html(
        f'<p class="dalil-place">{plain(unmarked(document.title))}{mark}</p>'
        f'<p class="dalil-meta">{plain(meta)}</p>'
        f'<p><a href="{href}">{plain(say("read_it"))}</a></p>'
    )
    if document.warnings:
        lines([heard(warning) for warning in document.warnings])


def correcting(library: Library, document: Document) -> None:
    """The form, with what was corrected so far and the way back."""
    known = {c.field: c for c in corrections_of(library.catalog, document.id)}
    with st.expander(say("correct"), icon=":material/edit_note:", expanded=bool(known)):
        if known:
            lines([_told(c) for c in known.values()])
            if st.button(say("correct_undo"), key="correct_undo", disabled=busy(),
                         icon=":material/undo:"):  # fmt: skip
                begin(lambda tell, stop: undo(library, document.id, tell), _draw_done,
                      part="works")  # fmt: skip
        said = _form(document)
        if said and not busy():
            begin(
                lambda tell, stop: correct(library, document.id, said, tell),
                _draw_done,
                part="works",
            )


def _told(correction: Correction) -> str:
    return say(
        "corrected_field",
        field=field_name(correction.field),
        value=text_of(correction.value) or "–",
        before=text_of(correction.before) or "–",
    )


def _form(document: Document) -> dict[str, object]:
    """What was changed in the form, once it was sent."""
    fields = ("title", "tier", "authors", *(f for row in (*_ROWS, *_PUBLISHED) for f in row), "url")
    now = {field: text_of(value_in(document, field), "\n") for field in fields}
    # Another work, or other values, need another form: widgets keep what was typed into them.
    key = f"{crc32(repr((document.id, now)).encode()):08x}"
    typed: dict[str, str] = {}

    def box(field: str) -> None:
        typed[field] = st.text_input(field_name(field), now[field], key=f"{field}-{key}")

    with st.form(f"correct-{key}", border=False):
        box("title")
        typed["tier"] = st.selectbox(
            say("upload_tier"),
            [t.value for t in Tier],
            index=list(Tier).index(document.tier),
            format_func=lambda t: say(f"tier_{t}"),
            key=f"tier-{key}",
            help=say("correct_tier_help"),
        )
        typed["authors"] = st.text_area(
            field_name("authors"), now["authors"], key=f"authors-{key}", height=90,
            help=say("correct_authors_help"),
        )  # fmt: skip
        for row in _ROWS:
            for column, field in zip(st.columns(2), row, strict=True):
                with column:
                    box(field)
        st.caption(say("correct_published"))
        for row in _PUBLISHED:
            for column, field in zip(st.columns(2), row, strict=True):
                with column:
                    box(field)
        box("url")
        sent = st.form_submit_button(say("correct_do"), disabled=busy(), type="primary")
    if not sent:
        return {}
    said: dict[str, object] = {f: v for f, v in typed.items() if v.strip() != now[f].strip()}
    if "authors" in said:
        said["authors"] = [name.strip() for name in typed["authors"].splitlines() if name.strip()]
    if not said:
        notice("info", say("correct_nothing"))
    return said


def _draw_done(done: Corrected) -> None:
    if not done.fields:
        notice("info", say("correct_nothing"))
        return
    notice("success", say("correct_done"), done.after.id, *map(heard, done.notes))
    lines(
        [
            say(
                "corrected_change",
                field=field_name(f),
                before=text_of(value_in(done.before, f)) or "–",
                after=text_of(value_in(done.after, f)) or "–",
            )
            for f in done.fields
        ]
    )


def field_name(field: str) -> str:
    """What a field is called on pages."""
    key = f"field_{field.removeprefix('csl.').replace('-', '_').lower()}"
    return say(key) if key in WORDS["id"] else field.removeprefix("csl.")


def text_of(value: Value, between: str = "; ") -> str:
    """A value as text."""
    if isinstance(value, tuple):
        return between.join(value)
    return "" if value is None else str(value)


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


def _look_over(found: Matching, file_id: str) -> list[MetadataMatch]:
    """The matches that would change something, in a table to tick; and what matched nothing."""
    changing = [m for m in found.matches if m.changes]
    same = len(found.matches) - len(changing)
    st.caption(
        say("metadata_count", matched=len(found.matches), same=same, left=len(found.unmatched))
    )
    wanted: list[MetadataMatch] = []
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


def _changes(found: MetadataMatch) -> str:
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
