"""Ask: a question, the statements that answer it, and the passages found."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

import streamlit as st

from dalil.answer.answer import Result
from dalil.answer.citation.csl_style import find_style
from dalil.answer.news import settings_of
from dalil.index.search.results import Hit
from dalil.index.store.query_log import remember
from dalil.ingest.errors import (
    EncoderError,
    LibraryError,
    QueryError,
    SettingError,
    StyleError,
    TooMuch,
)
from dalil.library import Library
from dalil.views import filters, rate_limit, session, user
from dalil.views.answer import not_shown, reply
from dalil.views.components import (
    copy_button,
    downloads,
    lines,
    mistake,
    notice,
    style_chooser,
    syntax_help,
)
from dalil.views.filters import Settings, arrived, publish, to_params
from dalil.views.first import first_page
from dalil.views.following import follow_button
from dalil.views.frame import came_from_elsewhere, language
from dalil.views.hit_card import force_lines, hit_card
from dalil.views.home import home
from dalil.views.html import plain
from dalil.views.jobs import FETCHING, show
from dalil.views.words import heard, say
from dalil.views.zotero import zotero_button

_KEPT = "ask_kept"  # the settings of this session, for when it comes back to the page
_REMEMBERED = "ask_remembered"  # the settings that were last put into the history


def page() -> None:
    """Draw the page."""
    st.title(say("ask_title"), anchor=False)
    st.html(f'<p class="dalil-lead">{plain(say("ask_lead"))}</p>' + _skip_link())
    if session.is_empty():
        _begin_here()
        return
    library = session.readable()
    if library is None:
        return
    show(*FETCHING)  # what was begun while there was nothing to ask
    _arrive()
    pressed = _question_box()
    settings = _tools(library)
    publish(settings)
    st.session_state[_KEPT] = settings
    if settings.question:
        _answer(library, settings)
    else:
        if pressed:
            notice("info", say("ask_empty"))
        home(library, _take)


def _begin_here() -> None:
    library = None
    with suppress(LibraryError):
        library = session.library()
    first_page(library)


def _skip_link() -> str:
    """Past the box and its tools to the results, for who moves by keyboard; seen when reached."""
    if not (st.query_params.get("q") or st.session_state.get("q")):
        return ""
    return f'<a class="dalil-skip" href="#dalil-hasil">{plain(say("skip"))}</a>'


def _arrive() -> None:
    """Take over what a link says, or what was asked here before another page was visited."""
    linked = arrived()
    if came_from_elsewhere() and (linked is None or linked == Settings()):
        filters.place(st.session_state.get(_KEPT, Settings()))
    elif linked is not None:
        filters.place(linked)
    elif "q" not in st.session_state:
        filters.place(Settings())


def _question_box() -> bool:
    """The box and its button; whether it was pressed just now."""
    with (
        st.form("ask", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", key="dalil-question"),
    ):
        st.text_input(say("question"), key="q", placeholder=say("question_hint"))
        return bool(st.form_submit_button(say("ask"), type="primary"))


def _tools(library: Library) -> Settings:
    """Filters, help, the style of citations and the link, in one row; the settings they hold."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="dalil-tools"):
        filters.draw(library, filters.read())
        syntax_help()
        style_chooser()
        settings = filters.read()
        if settings.question:
            copy_button(say("copy_link"), None, key="copy-link")
    return settings


def _take(question: str) -> None:
    st.session_state["q"] = question


def _answer(library: Library, settings: Settings) -> None:
    counts = library.catalog.counts()
    waiting = say("searching", documents=counts["documents"], passages=counts["passages"])
    try:
        rate_limit.ask(again=st.session_state.get(_REMEMBERED) == settings)
        with st.spinner(waiting, show_time=True):
            result = _asked(library, settings)
    except TooMuch as error:
        notice("warning", say("too_much"), heard(error))
        return
    except QueryError as error:
        said = heard(error)
        notice("warning", say("query_error"), said, say("query_help"))
        if shown := mistake(settings.question, said):
            st.html(shown)
        return
    except StyleError as error:
        notice("warning", say("style_error"), heard(error))
        return
    except EncoderError as error:
        notice("warning", say("encoder"), heard(error), say("encoder_do"))
        return
    except (LibraryError, SettingError) as error:
        session.explain(error)
        return
    _remember(library, result, settings)
    _draw(library, result, settings)


def _remember(library: Library, result: Result, settings: Settings) -> None:
    """Put the question into the history, once: not again whenever the page is drawn again."""
    if st.session_state.get(_REMEMBERED) == settings:
        return
    st.session_state[_REMEMBERED] = settings
    with suppress(sqlite3.Error, LibraryError):  # a library that cannot be written still answers
        remember(
            library.catalog,
            settings.question,
            to_params(settings),
            result.answer.status,
            len(result.hits),
            result.generation,
            user.owner(),
        )


def _asked(library: Library, settings: Settings) -> Result:
    find_style(settings.style)  # a broken file of the user's is said once, not at each citation
    return library.ask(
        settings.question,
        k=settings.k,
        filters=settings.filters,
        mode=settings.mode,
        style=settings.style,
        side_by_side=True,
    )


def _draw(library: Library, result: Result, settings: Settings) -> None:
    roots = result.query.roots
    st.html('<div id="dalil-hasil" tabindex="-1"></div>')
    not_shown(result)
    sure = result.answer.status == "answered"
    if result.answer.statements:
        reply(library, result, roots)
    elif result.answer.reason != " ".join(one.said for one in result.absent):
        near = say("refusal_near") if result.hits else ""  # else the notice has said it
        notice("info", say("refusal"), _reason(result), say("refusal_try"), near)
    if not sure:
        _wider(library, settings)
    if result.absent and not result.hits:
        _foot(library, result, settings)
        return
    st.header(say("hits" if sure or not result.hits else "hits_near"), anchor=False)
    _searched(library, result, settings)
    force_lines(result.force_notes(language()))
    if not result.hits:
        st.html(f'<p class="dalil-meta">{plain(say("no_hits"))}</p>')
    quoted: dict[str, list[tuple[int, int]]] = {}
    for statement in result.answer.statements:
        quoted.setdefault(statement.passage_id, []).append((statement.start, statement.end))

    asked = replace(settings, as_of=result.as_of)  # the question may have named the day itself

    def cards(hits: Sequence[Hit]) -> None:
        for hit in hits:
            answering = quoted.get(hit.passage.passage_id, ())
            hit_card(library, hit, result.citation(hit), roots, asked, tuple(answering))

    cards(result.hits)
    if result.beside:
        st.html(f'<h3 class="dalil-h3">{plain(say("beside"))}</h3>')
        cards(result.beside)
    if result.hits:
        downloads(result, then=partial(zotero_button, key="ask"))
    _foot(library, result, settings)


def _reason(result: Result) -> str:
    """Why there is no answer, where it is said in the language of the page."""
    said = result.answer.reason or ""
    one = heard(said)
    return one if one != said or result.language == language() else ""


def _wider(library: Library, settings: Settings) -> None:
    """Whether the filters hide an answer, and the way to it."""
    wider = replace(
        settings, documents=(), kinds=(), tiers=(), year_from=None, year_to=None
    )  # of the same day: the law of another is another question's
    if wider == settings:
        return
    wide = _asked(library, wider)
    if wide.answer.status == "answered":
        said = say("refusal_filters", filters=filters.said(library, settings, language()))
        st.html(f'<p class="dalil-meta">{plain(said)}</p>')
        st.button(say("refusal_wide"), on_click=filters.clear, key="wide", icon=":material/close:")


def _searched(library: Library, result: Result, settings: Settings) -> None:
    """What was looked for beside the words of the question, and where."""
    said = []
    also = [f"{typed} → {read}" for typed, read in result.corrections]
    also += [f"{asked} → {', '.join(legal)}" for asked, legal in result.bridge]
    if also:
        said.append(f"{say('bridge')} {'; '.join(also)}")
    if only := filters.said(library, settings, language()):
        said.append(f"{say('only')} {only}")
    if said:
        st.html("".join(f'<p class="dalil-meta">{plain(line)}</p>' for line in said))


def _foot(library: Library, result: Result, settings: Settings) -> None:
    asked = settings_of(settings.filters, settings.mode)
    question = " ".join(settings.question.split())
    follow_button(library, "question", question, "question", asked, label="follow_question")
    if result.notes:
        lines([heard(note) for note in result.notes], "dalil-lines dalil-meta")
    line = say("library_line", documents=result.documents, passages=result.passages)
    st.html(f'<p class="dalil-meta">{plain(line)}</p>')


if __name__ == "__main__":
    page()
