"""The answer: verbatim statements with the numbers of their notes, and the notes to copy."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

import streamlit as st

from dalil.answer.answer import Result
from dalil.answer.citation.missing_references import absent
from dalil.answer.statements import Note, Statement, as_text, notes, numbered
from dalil.index.query.language import language_of
from dalil.ingest.messages import Language
from dalil.ingest.model import Status
from dalil.library import Library
from dalil.views.components import copy_button
from dalil.views.hit_card import head, same_words
from dalil.views.hit_context import context
from dalil.views.html import marked, matched_words, plain, reader_address
from dalil.views.words import say

#: Characters of a first statement that is set large; a longer one is a list to be read.
_LARGE: Final = 420


def reply(library: Library, result: Result, roots: frozenset[str]) -> None:
    """Draw the statements: the first large with its citation, the others folded under it.

    Where it is not sure that they answer, that is said above them.
    """
    statements = result.answer.statements
    sure = result.answer.status == "answered"
    ranks = {hit.passage.passage_id: hit.rank for hit in (*result.hits, *(result.beside or ()))}
    numbers = numbered(statements)
    listed = notes(statements)
    st.header(say("answer" if sure else "nearest"), anchor=False)
    if not sure:
        st.html(f'<p class="dalil-unsure" role="status">{plain(say("answer_unsure"))}</p>')
    _statement(library, 1, statements[0], numbers[0], roots, ranks)
    _note(listed[0])
    if others := len(statements) - 1:
        label = say("answer_other" if others == 1 else "answer_others", count=others)
        with st.expander(label, key="dalil-others"):
            for at, (statement, number) in enumerate(
                zip(statements[1:], numbers[1:], strict=True), start=2
            ):
                _statement(library, at, statement, number, roots, ranks)
            for note in listed[1:]:
                _note(note)
    whole = "copy_all" if sure and others else "copy_it"
    copy_button(say(whole), as_text(statements), key="copy-answer")


def _statement(
    library: Library,
    at: int,
    statement: Statement,
    number: int,
    roots: frozenset[str],
    ranks: Mapping[str, int],
) -> None:
    document = library.catalog.document(statement.document_id, with_text=False)
    passage = library.catalog.passage(statement.passage_id)
    opening = f'<span class="dalil-leadin">{plain(statement.lead_in)} … </span>'
    large = at == 1 and len(statement.lead_in) + len(statement.text) <= _LARGE
    css = "dalil-quote dalil-first" if large else "dalil-quote"
    quote = (
        f'<blockquote class="{css}" lang="{language_of(statement.text)}">'
        + (opening if statement.lead_in else "")
        + marked(statement.text, matched_words(statement.text, roots))
        + (" …" if statement.goes_on else "")
        + f'<sup><a href="#catatan-{number}" aria-label="{escape(say("note"))} {number}">'
        + f"[{number}]</a></sup></blockquote>"
    )
    rank = ranks.get(statement.passage_id)
    under = ""
    if document and passage:
        standing = (Status(statement.status), statement.status_reason)
        way = (
            f'<a class="dalil-way" href="#bagian-{rank}">{plain(say("to_card", rank=rank))}</a>'
            if rank is not None
            else ""
        )
        under = head(document, passage, standing=standing, after=way)
    with st.container(key=f"statement-{at}", gap="xsmall"):
        st.html(quote + under + same_words(statement.also))
        if document and passage and rank is None:  # else its card has the context
            shown = library.catalog.shown(passage)
            context(library, document, passage, shown, roots, key=f"statement-{at}")


def _note(note: Note) -> None:
    """A citation with its number, and the button that copies it."""
    with st.container(
        horizontal=True, vertical_alignment="top", gap="small", key=f"note-{note.number}"
    ):
        st.html(
            f'<p class="dalil-cite" id="catatan-{note.number}" tabindex="-1">'
            f'<span class="dalil-number">[{note.number}]</span> {plain(note.citation)}</p>'
        )
        copy_button(
            say("copy"),
            note.citation,
            key=f"copy-note-{note.number}",
            name=say("copy_note", number=note.number),
        )


# What a question names and the library cannot show: why, and the way to what is there.


def not_shown(result: Result) -> None:
    """Draw it; nothing where all that the question names is shown."""
    if not result.absent:
        return
    language: Language = "en" if st.session_state.get("lang") == "en" else "id"
    lacking = [one.reference for one in result.absent if one.why != "filtered"]
    title = say("named_not_here", named="; ".join(lacking)) if lacking else say("named_filtered")
    rows = []
    for one in absent(result.unmet, language):
        way = ""
        if one.see:
            address = escape(reader_address(one.see, language))
            name = plain(say("named_see"))
            way = f' <a href="{address}" target="_blank" rel="noopener">{name}</a>'
        rows.append(f"<p>{plain(one.said)}{way}</p>")
    st.html(
        f'<div class="dalil-notice dalil-warning" role="status"><strong>{plain(title)}</strong>'
        f"{''.join(rows)}</div>"
    )
