"""A passage in its context, on demand: the pasal around it, its neighbours, its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from dalil.answer.citation.cite import provision
from dalil.index.provisions import UsedTerm, terms_used
from dalil.index.query.analyzer import language_of
from dalil.index.store.catalog import Catalog
from dalil.ingest.locator import Locator, Step
from dalil.ingest.model import Document, Passage
from dalil.ingest.references.ids import print_target
from dalil.library import Library
from dalil.views.components import notice
from dalil.views.html import Span, marked, matched_words, plain, reader_address
from dalil.views.page_image import page_view
from dalil.views.words import say

# The definitions that apply to a passage, folded, each with the way to where it stands.

#: Characters of a definition that are shown; the link leads to all of it.
LIMIT = 400


def definitions(found: Sequence[UsedTerm], language: str = "id", day: str = "") -> str:
    """The list as HTML; empty where no defined term is used. ``day``: on which it is read."""
    rows = []
    for one in found:
        place = print_target(one.passage.passage_id)
        text = one.passage.text
        shown = plain(text[:LIMIT]) + (" …" if len(text) > LIMIT else "")
        link = escape(reader_address(one.passage.passage_id, language, day))
        rows.append(
            f"<dt><b>{plain(one.term)}</b> · "
            f'<a href="{link}" target="_blank" rel="noopener">{plain(place)}</a>'
            f'</dt><dd lang="id">{shown}</dd>'
        )
    if not rows:
        return ""
    return (
        f'<details class="dalil-definitions"><summary>{say("definitions")} ({len(rows)})</summary>'
        f"<dl>{''.join(rows)}</dl></details>"
    )


# What stands around a passage: its pasal, the ones before and after, its elucidation.

_ELUCIDATION = Step("penjelasan")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The shown passage and its neighbours of the same kind, in the order of the text.

    ``counterpart`` is the elucidation of a provision, or the provision that an elucidation is of.
    """

    shown: Passage
    before: Passage | None
    after: Passage | None
    counterpart: Passage | None


def surroundings(catalog: Catalog, shown: Passage) -> Surroundings | None:
    """The surroundings of a shown passage; None where its document is gone or has changed."""
    passages = catalog.passages(shown.document_id)
    here = next((p for p in passages if p.passage_id == shown.passage_id), None)
    if here is None or here.text != shown.text:
        return None
    row = [p for p in passages if _row(p) == _row(here)]
    at = row.index(here)
    other = _counterpart(here.locator)
    return Surroundings(
        shown=here,
        before=row[at - 1] if at else None,
        after=row[at + 1] if at + 1 < len(row) else None,
        counterpart=next((p for p in passages if other and p.locator == other), None),
    )


def _row(passage: Passage) -> tuple[str | None, Locator, str]:
    """Equal for passages that stand one after another: same parent, same kind of unit."""
    steps = passage.locator.steps
    return passage.parent_id, passage.locator.parent, steps[-1].unit if steps else ""


def _counterpart(locator: Locator) -> Locator | None:
    steps = locator.steps
    if locator.in_penjelasan:
        return Locator(steps[1:]) if len(steps) > 1 else None
    return Locator((_ELUCIDATION, *steps)) if steps else None


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
            if listed := definitions(terms_used(library.catalog, other), _language()):
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
