"""One chosen work: what is known of it, the way to read it, and a form that corrects it."""

from __future__ import annotations

from html import escape
from typing import Final
from zlib import crc32

import streamlit as st

from dalil.answer.citation.work_names import short_name
from dalil.index.curate.edit import Corrected, correct, undo
from dalil.index.curate.overrides import Correction, Value, corrections_of, value_in
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.model import Document, Tier
from dalil.library import Library
from dalil.views.components import lines, notice
from dalil.views.html import plain, reader_address
from dalil.views.jobs import begin, busy
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
