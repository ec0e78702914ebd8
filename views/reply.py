"""The answer: verbatim statements with the numbers of their notes, and the notes to copy."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from answer.notes import as_text, notes, numbered
from answer.result import Result
from answer.statement import Statement
from index.library import Library
from index.question.language import language_of
from ingest.model import Status
from views.card import head, same_words
from views.context import context
from views.copy import copy_button
from views.mark import marked, matched_words, plain
from views.notice import notice
from views.words import say


def reply(library: Library, result: Result, roots: frozenset[str]) -> None:
    """Draw the statements, each leading to its note and its card, and the notes under them."""
    statements = result.answer.statements
    ranks = {hit.passage.passage_id: hit.rank for hit in (*result.hits, *(result.beside or ()))}
    sure = result.answer.status == "answered"
    st.header(say("answer" if sure else "nearest"), anchor=False)
    if not sure:
        notice("info", say("uncertain"), result.answer.reason or "")
    for at, (statement, number) in enumerate(
        zip(statements, numbered(statements), strict=True), start=1
    ):
        _statement(library, at, statement, number, roots, ranks)
    _notes(result)


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
    quote = (
        f'<blockquote class="dalil-quote" lang="{language_of(statement.text)}">'
        + (opening if statement.lead_in else "")
        + marked(statement.text, matched_words(statement.text, roots))
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


def _notes(result: Result) -> None:
    listed = notes(result.answer.statements)
    with st.container(key="dalil-notes", gap="xsmall"):
        st.html(f'<h3 class="dalil-h3">{plain(say("notes"))}</h3>')
        for note in listed:
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
        copy_button(say("copy_all"), as_text(result.answer.statements), key="copy-answer")
