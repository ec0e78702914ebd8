"""A passage in its context, on demand: the pasal around it, its neighbours, its page."""

from __future__ import annotations

import streamlit as st

from answer.pointer import provision
from index.defined import defined_in
from index.library import Library
from index.question.language import language_of
from ingest.model import Document, Passage
from views.definitions import definitions
from views.mark import Span, marked, matched_words, plain
from views.notice import notice
from views.page import page_view
from views.surroundings import Surroundings, surroundings
from views.words import say


@st.fragment  # type: ignore[untyped-decorator]
def context(
    library: Library,
    document: Document,
    passage: Passage,
    shown: Passage,
    roots: frozenset[str],
    key: str,
) -> None:
    """An expander that reads nothing until it is opened; only it is drawn again then."""
    # Labels are Markdown to Streamlit: ours only, never a word of the document.
    box = st.expander(
        say("context"), key=f"context-{key}-{passage.passage_id}", type="compact", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        found = surroundings(library.catalog, shown)
        if found is None:
            notice("warning", say("context_gone"))
            return
        views = _views(document, found, passage)
        chosen = st.segmented_control(
            say("context_view"),
            list(views),
            default="view_here",
            required=True,
            format_func=say,
            key=f"view-{key}-{passage.passage_id}",
            label_visibility="collapsed",
        )
        if chosen == "view_page":
            page_view(library, document, passage)
        else:
            other = views.get(chosen or "view_here") or found.shown
            _draw(other, passage, roots)
            if listed := definitions(defined_in(library.catalog, other), _language()):
                st.html(listed)


def _views(document: Document, found: Surroundings, passage: Passage) -> dict[str, Passage | None]:
    """What can be shown, in order; a page is shown by its image and has no passage."""
    views: dict[str, Passage | None] = {"view_here": found.shown}
    if found.before:
        views["view_before"] = found.before
    if found.after:
        views["view_after"] = found.after
    if found.counterpart:
        inside = found.shown.locator.in_penjelasan
        views["view_body" if inside else "view_elucidation"] = found.counterpart
    if passage.page is not None and document.source.lower().endswith(".pdf"):
        views["view_page"] = None
    return views


def _draw(part: Passage, passage: Passage, roots: frozenset[str]) -> None:
    spans = matched_words(part.text, roots)
    inside = part.start <= passage.start and passage.end <= part.end
    smaller = inside and (passage.start, passage.end) != (part.start, part.end)
    if smaller:
        spans.append(Span(passage.start - part.start, passage.end - part.start, "unit"))
    trail = " › ".join(plain(h) for h in part.heading)
    lead_in = f'<span class="dalil-leadin">{plain(part.lead_in)}</span><br>'
    st.html(
        f'<p class="dalil-trail">{trail}</p>' * bool(trail)
        + f'<p class="dalil-place">{plain(provision(part))}</p>'
        + f'<div class="dalil-text" lang="{language_of(part.text)}">'
        + (lead_in if part.lead_in else "")
        + marked(part.text, spans)
        + "</div>"
    )
    if smaller:
        st.caption(say("unit_marked"))


def _language() -> str:
    return "en" if st.session_state.get("lang") == "en" else "id"
