"""Read: a work as structured text beside its page, from reference to reference."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from dalil.answer.citation.work_names import short_name
from dalil.index.court_rulings import rulings_on
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.messages import Language
from dalil.ingest.model import Document, Tier
from dalil.library import Library
from dalil.views import session
from dalil.views.components import notice
from dalil.views.following import follow_button
from dalil.views.html import plain, seen
from dalil.views.reading import relations
from dalil.views.reading.cited_by import cited_html
from dalil.views.reading.compare import comparison
from dalil.views.reading.court import given_by, notice_html, reviewed_html
from dalil.views.reading.find import Landing, land, searching
from dalil.views.reading.in_force import changes, day_of
from dalil.views.reading.links import link, name_of
from dalil.views.reading.page import elucidation, has_pages, leaf, sheet, turn
from dalil.views.reading.scroll import scroll
from dalil.views.reading.toolbar import Destination, asked, draw_index, go, head, place
from dalil.views.reading.version import (
    Version,
    asked_version,
    choose_version,
    standing_notice,
)
from dalil.views.reading.work import Opened
from dalil.views.reading.work_list import works
from dalil.views.words import say

_TYPED = "reader_typed"
_LANDED = "reader_landed"
#: Ours and constant: no word of a document or of the person is put into it.
_SCRIPT: Final = Path(__file__).with_name("reading") / "turn.js"


def page() -> None:
    """Draw the page."""
    library = session.readable()
    if library is None:
        return
    target = asked()
    version = asked_version()
    found = place(library, target, version.day) if target else None
    if found is None:
        st.title(say("reader_title"), anchor=False)
        st.html(f'<p class="dalil-lead">{plain(say("reader_lead"))}</p>')
    if not library.catalog.counts()["documents"]:
        notice("info", say("empty"), say("empty_do"))
        session.to_sources()
        return
    if target and found is None:
        notice("warning", say("reader_gone"), name_of(target, _language()), say("reader_gone_do"))
    _choose(library, found)
    if found is not None:
        _read(library, found, version)
    else:
        works(list(library.catalog.documents()), _language())
        _script()


def _choose(library: Library, found: Destination | None) -> None:
    """The choice of a work, and the box to jump from."""
    documents = {d.id: d for d in library.catalog.documents()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="reader-choose"):
        # One widget for each open work, so that it shows that work and no earlier choice.
        key = f"reader-work-{found.opened.document.id if found else ''}"
        st.selectbox(
            say("reader_work"), list(documents), key=key,
            index=list(documents).index(found.opened.document.id) if found else None,
            format_func=lambda i: _named(documents[i]),
            placeholder=say("reader_choose"), on_change=_take_work, args=(key,),
        )  # fmt: skip
        with (
            st.form("reader-jump", border=False, clear_on_submit=False),
            st.container(horizontal=True, vertical_alignment="bottom"),
        ):
            hint = say("reader_jump_inside") if found else say("reader_jump_hint")
            st.text_input(say("reader_jump"), key=_TYPED, placeholder=hint)
            st.form_submit_button(
                say("reader_go"), type="primary", on_click=_jump,
                args=(library, found.opened if found else None),
            )  # fmt: skip
    _landed()


def _take_work(key: str) -> None:
    go(st.session_state.get(key) or "")


def _jump(library: Library, opened: Opened | None) -> None:
    """Go where the box says; what it may also mean, or that it is nowhere, is said there."""
    typed = (st.session_state.get(_TYPED) or "").strip()
    landing = land(library.catalog, typed, opened)
    if landing.targets:
        go(landing.targets[0])
        st.session_state[_TYPED] = ""
    st.session_state[_LANDED] = (st.query_params.get("id", ""), typed, landing)


def _landed() -> None:
    """What is to be said of the last jump, as long as the person is where it led."""
    where, typed, landing = st.session_state.get(_LANDED, ("", "", Landing()))
    if not typed or where != st.query_params.get("id", ""):
        return
    language = _language()
    missing = [name_of(target, language) for target in landing.missing]
    said = f"{say('reader_not_here')} {'; '.join(missing)}" if missing else ""
    if not landing.targets:
        notice("warning", say("reader_nowhere"), said or typed, say("reader_nowhere_do"))
        return
    if others := landing.targets[1:]:
        ways = " · ".join(link(target, name_of(target, language), language) for target in others)
        st.html(f'<p class="dalil-meta">{plain(say("reader_also"))} {ways}</p>')
    if said:
        st.html(f'<p class="dalil-meta">{plain(said)}</p>')


def _read(library: Library, found: Destination, version: Version) -> None:
    """The opened work: contents, text, and what stands beside it."""
    opened = found.opened
    language = _language()
    head(library, opened.document, language)
    follow_button(library, "work", opened.document.id, "reader", label="follow_this")
    if changes(library, opened):
        choose_version(opened, version, found.standing, language)
    standing_notice(library, opened, version, found.standing, language)
    decided = rulings_on(library.catalog, opened.document.id)
    if said := notice_html(given_by(decided, day_of(opened.day)), language):
        st.html(said)
    if version.kind == "compare" and changes(library, opened):
        comparison(library, asked(), version, language)
        _script()
        return
    if found.missing:
        _explain(found, language)
    if not opened.parts:
        if found.standing is not None:  # it did not exist yet
            return
        notice("warning", say("reader_no_text"))
        return
    passage = found.passage
    here = opened.at(passage) if passage is not None else 0
    part = opened.parts[here]
    paged = has_pages(library, opened.document)
    explained = opened.counterpart(part) is not None
    with st.container(key="reader-desk"):
        columns = st.columns(
            [2.4, 4.4, 4.2] if paged else [2.6, 5, 3.4] if explained else [2.6, 7], gap="medium"
        )
    with columns[0], st.container(key="reader-aside"):
        hits, now = searching(opened, here, language)
        turn(opened, here, "top")
        draw_index(opened, here, language)

    def read() -> None:
        sheet(library, opened, here, passage, asked(), hits, now)
        if paged:  # beside the text on a wide screen, above it on a phone
            way = f'<a href="#halaman-asli">↑ {plain(say("leaf_title"))}</a>'
            st.html(f'<p class="dalil-meta dalil-narrow">{way}</p>')
        # On a phone what stands beside the text elsewhere would come after all of it.
        with st.container(key="reader-below" if not paged else "reader-with"):
            elucidation(library, opened, part)

    with columns[1]:
        rest = scroll(library, opened, here, language, hits, now, read)
    if len(columns) == 3:
        with columns[2], st.container(key="reader-leaf" if paged else "reader-beside"):
            if paged:
                leaf(library, opened, passage or part.passages[0])
            else:
                elucidation(library, opened, part)
    _relations(library, opened, language)
    rest()
    _script()


def _script() -> None:
    script = f"<script>{_SCRIPT.read_text(encoding='utf-8')}</script>"
    st.html(script, unsafe_allow_javascript=True)


def _explain(found: Destination, language: Language) -> None:
    asked_for = name_of(found.missing, language)
    if found.worded:
        notice("info", asked_for, say("reader_worded"))
        return
    said = "force_not_there" if found.standing is not None else "reader_no_place"
    opened = found.passage.passage_id if found.passage else found.opened.document.id
    notice(
        "warning", say(said), asked_for,
        f"{say('reader_nearest')} {name_of(opened, language)}",
    )  # fmt: skip


def _relations(library: Library, opened: Opened, language: Language) -> None:
    """What the act does to others and others to it."""
    if opened.document.tier is not Tier.PRIMARY:
        return
    catalog, act = library.catalog, opened.document.id
    groups = [
        *relations.from_others(catalog.relations_to(act)),
        *relations.to_others(catalog.relations(act)),
    ]
    with st.container(key="reader-kin"):
        st.html(
            f'<h2 class="dalil-part">{plain(say("reader_kin"))}</h2>'
            + (
                relations.kin_html(catalog, groups, language)
                or f'<p class="dalil-meta">{plain(say("kin_none"))}</p>'
            )
            + reviewed_html(catalog, act, language)
            + cited_html(library, act, language)
        )


def _named(document: Document) -> str:
    short = short_name(document)
    title = unmarked(document.title)
    return seen(short if short == title else f"{short}: {title}")


def _language() -> Language:
    return "en" if st.session_state.get("lang") == "en" else "id"


if __name__ == "__main__":
    page()
