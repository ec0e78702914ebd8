"""One found passage, or one statement of the answer, as a card."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import PurePath
from urllib.parse import urlsplit

import streamlit as st

from answer.cite import cite
from answer.name import full_name
from answer.pointer import provision
from answer.statement import Statement
from answer.titlecase import title_case
from index.hit import Hit
from index.library import Library
from index.question.language import language_of
from index.status import Standing
from ingest.model import Document, Passage, Status, Tier
from ingest.reference import print_target
from views.context import context
from views.mark import Span, clipped, marked, matched_words, plain, shifted
from views.words import say

#: Characters of a passage that a card shows; the rest is in the context.
CARD_LIMIT = 1_100


def hit_card(
    library: Library,
    hit: Hit,
    citation: str,
    roots: frozenset[str],
    answering: tuple[tuple[int, int], ...] = (),
) -> None:
    """A passage: where it is, what it says, its citation, and the way into its context.

    ``answering`` are the spans of the document that the answer quotes.
    """
    document, passage = hit.document, hit.passage
    with st.container(border=True, key=f"hit-{hit.rank}"):
        st.html(
            head(document, passage, hit.rank, referenced=hit.referenced, standing=hit.standing)
            + _text(passage, roots, answering)
            + _same_words([cite(work, place, style="short") for work, place in hit.others])
            + meta(document, passage.page)
        )
        _citation(citation, f"hit-{hit.rank}")
        context(library, document, passage, hit.shown, roots, key=f"hit-{hit.rank}")


def statement_card(
    library: Library, number: int, statement: Statement, roots: frozenset[str]
) -> None:
    """A statement of the answer: its verbatim words and their citation."""
    document = library.catalog.document(statement.document_id, with_text=False)
    passage = library.catalog.passage(statement.passage_id)
    lead_in = f'<span class="dalil-leadin">{plain(statement.lead_in)} … </span>'
    quote = (
        f'<blockquote class="dalil-quote" lang="{language_of(statement.text)}">'
        + (lead_in if statement.lead_in else "")
        + marked(statement.text, matched_words(statement.text, roots))
        + "</blockquote>"
    )
    standing = (Status(statement.status), statement.status_reason)
    top = ""
    if document and passage:
        top = head(document, passage, number, brief=True, standing=standing)
    with st.container(key=f"statement-{number}"):
        st.html(top + quote + _same_words(statement.also))
        _citation(statement.citation, f"statement-{number}")
        if document and passage:
            shown = library.catalog.shown(passage)
            context(library, document, passage, shown, roots, key=f"statement-{number}")


def head(
    document: Document,
    passage: Passage,
    number: int,
    *,
    referenced: bool = False,
    brief: bool = False,
    standing: Standing | None = None,
) -> str:
    """Number, place and badges of a passage, as HTML; ``brief`` leaves an act's title out.

    ``standing`` is what is known of the passage itself; without it, that of its work.
    """
    status, reason = standing or (document.status, document.status_reason)
    known = say(f"status_{status.value}")
    badges = [badge(status.value, f"{known} – {print_target(reason)}" if reason else known)]
    if document.tier is not Tier.PRIMARY and status is Status.UNKNOWN:
        badges = []  # a book is not in force or out of it
    if document.digest:
        badges.append(badge("digest", say("digest")))
    if referenced:
        badges.append(badge("referenced", say("referenced")))
    count = f'<span class="dalil-number">{number}</span> '
    if document.tier is Tier.PRIMARY:
        place = cite(document, passage, style="short").removesuffix(" (ikhtisar)")
        under = "" if brief else full_name(document)
    else:
        place = title_case(document.title)
        under = provision(passage)
    line = f'<p class="dalil-title">{plain(under)}</p>' if under else ""
    return (
        f'<div class="dalil-head"><span class="dalil-place">{count}{plain(place)}</span>'
        f"{''.join(badges)}</div>{line}"
    )


def badge(kind: str, text: str) -> str:
    """A small label as HTML."""
    return f'<span class="dalil-badge dalil-badge-{escape(kind)}">{plain(text)}</span>'


def meta(document: Document, page: int | None) -> str:
    """Page, file and official source of a passage, as HTML."""
    parts = []
    if page is not None:
        parts.append(f"{say('page')} {page}")
    parts.append(f"{say('source')}: {plain(PurePath(document.source).name)}")
    if link := safe_link(document.url):
        parts.append(
            f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer">'
            f"{say('official')}</a>"
        )
    return f'<p class="dalil-meta">{" · ".join(parts)}</p>'


def safe_link(url: str | None) -> str:
    """The address if it is one of the web; anything else (``javascript:`` …) is none."""
    if not url or any(c.isspace() or not c.isprintable() for c in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def _text(passage: Passage, roots: frozenset[str], answering: tuple[tuple[int, int], ...]) -> str:
    text = passage.text
    spans = matched_words(text, roots)
    units = [
        Span(
            max(start, passage.start) - passage.start, min(end, passage.end) - passage.start, "unit"
        )
        for start, end in answering
        if start < passage.end and end > passage.start
    ]
    start, end = clipped(text, units or spans, CARD_LIMIT)
    lead_in = ""
    if passage.lead_in and not start:
        lead_in = f'<span class="dalil-leadin">{plain(passage.lead_in)}</span><br>'
    return (
        f'<p class="dalil-text" lang="{language_of(text)}">'
        + lead_in
        + ("… " if start else "")
        + marked(text[start:end], shifted([*spans, *units], start, end))
        + (" …" if end < len(text) else "")
        + "</p>"
        + (f'<p class="dalil-meta">{say("clipped")}</p>' if (start, end) != (0, len(text)) else "")
    )


def _same_words(places: Iterable[str]) -> str:
    """Where else the same words stand, as HTML; nothing for nowhere."""
    others = ", ".join(plain(place) for place in places)
    return f'<p class="dalil-meta">{say("also_in")} {others}</p>' if others else ""


def _citation(citation: str, key: str) -> None:
    with st.container(key=f"cite-{key}"):
        st.code(citation, language=None, wrap_lines=True)
