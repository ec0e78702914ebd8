"""Ask: a question, the statements that answer it, and the passages by tier."""

from __future__ import annotations

import streamlit as st

from answer.result import Result, answer
from index.library import Library
from ingest.errors import EncoderError, LibraryError, QueryError
from ingest.model import Tier
from views import shelf, sieve
from views.card import hit_card, statement_card
from views.download import downloads
from views.frame import came_from_elsewhere
from views.link import Settings, arrived, publish
from views.mark import plain, wanted_roots
from views.notice import lines, notice
from views.words import heard, say

_KEPT = "ask_kept"  # the settings of this session, for when it comes back to the page
_EXAMPLES = ("example_1", "example_2", "example_3", "example_4")


def page() -> None:
    """Draw the page."""
    st.title(say("ask_title"), anchor=False)
    st.html(f'<p class="dalil-lead">{plain(say("ask_lead"))}</p>')
    library = shelf.readable()
    if library is None:
        return
    _arrive()
    _question_box()
    if not library.catalog.counts()["documents"]:
        notice("info", say("empty"), say("empty_do"))
        shelf.to_sources()
        return
    settings = sieve.read()
    sieve.draw(library, settings)
    settings = sieve.read()
    publish(settings)
    st.session_state[_KEPT] = settings
    if settings.question:
        _answer(library, settings)
    else:
        _examples()


def _arrive() -> None:
    """Take over what a link says, or what was asked here before another page was visited."""
    linked = arrived()
    if came_from_elsewhere() and (linked is None or linked == Settings()):
        sieve.place(st.session_state.get(_KEPT, Settings()))
    elif linked is not None:
        sieve.place(linked)
    elif "q" not in st.session_state:
        sieve.place(Settings())


def _question_box() -> None:
    with (
        st.form("ask", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", key="dalil-question"),
    ):
        st.text_input(say("question"), key="q", placeholder=say("question_hint"))
        st.form_submit_button(say("ask"), type="primary")


def _examples() -> None:
    st.html(f'<p class="dalil-meta">{plain(say("examples"))}</p>')
    with st.container(key="dalil-examples", gap="xsmall"):
        for name in _EXAMPLES:
            text = say(name)
            st.button(
                text, key=name, on_click=_take, args=(text,), type="tertiary",
                icon=":material/arrow_forward:",
            )  # fmt: skip


def _take(question: str) -> None:
    st.session_state["q"] = question


def _answer(library: Library, settings: Settings) -> None:
    try:
        with st.spinner(say("searching"), show_time=False):
            result = answer(
                library,
                settings.question,
                k=settings.k,
                filters=settings.filters,
                mode=settings.mode,
                side_by_side=True,
            )
    except QueryError as error:
        notice("warning", say("query_error"), heard(str(error)), say("query_help"))
        return
    except EncoderError as error:
        notice("warning", say("encoder"), heard(str(error)), say("encoder_do"))
        return
    except LibraryError as error:
        shelf.explain(error)
        return
    _draw(library, result)


def _draw(library: Library, result: Result) -> None:
    roots = wanted_roots(result.read, result.language)
    statements = result.answer.statements
    if statements:
        st.subheader(say("answer"), anchor=False)
        for number, statement in enumerate(statements, 1):
            statement_card(library, number, statement, roots)
    else:
        near = say("refusal_near") if result.hits else ""
        notice("info", say("refusal"), result.answer.reason or "", say("refusal_try"), near)
    st.subheader(say("hits"), anchor=False)
    _bridge(result)
    if not result.hits:
        st.html(f'<p class="dalil-meta">{plain(say("no_hits"))}</p>')
    quoted = {s.passage_id: ((s.start, s.end),) for s in statements}
    shown = (*result.hits, *(result.beside or ()))
    for tier in Tier:
        group = [hit for hit in shown if hit.document.tier is tier]
        if group:
            st.html(
                f'<div class="dalil-tier"><h3>{plain(say(f"tier_{tier.value}"))}</h3>'
                f"<p>{plain(say(f'tier_{tier.value}_what'))}</p></div>"
            )
        for hit in group:
            answering = quoted.get(hit.passage.passage_id, ())
            hit_card(library, hit, result.citation(hit), roots, answering)
    if result.hits:
        downloads(result)
    _foot(result)


def _bridge(result: Result) -> None:
    """What was looked for beside the words of the question: words meant, and words of acts."""
    also = [f"{typed} → {read}" for typed, read in result.corrections]
    also += [f"{asked} → {', '.join(legal)}" for asked, legal in result.bridge]
    if also:
        st.html(f'<p class="dalil-meta">{plain(say("bridge"))} {plain("; ".join(also))}</p>')


def _foot(result: Result) -> None:
    if result.notes:
        lines([heard(note) for note in result.notes], "dalil-lines dalil-meta")
    line = say(
        "library_line",
        documents=result.documents,
        passages=result.passages,
        generation=result.generation or "–",
    )
    st.html(f'<p class="dalil-meta">{plain(line)}</p>')


if __name__ == "__main__":
    page()
