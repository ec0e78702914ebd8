"""One found passage as a card, and the parts of it that other pages show too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import PurePath
from urllib.parse import urlsplit

import streamlit as st

from answer.cite import cite
from answer.name import full_name
from answer.pointer import provision
from answer.titlecase import title_case
from index.hit import Hit
from index.library import Library
from index.question.language import language_of
from index.status import Standing
from ingest.model import Document, Passage, Status, Tier
from ingest.reference import print_target
from views.context import context
from views.copy import copy_button
from views.link import Settings
from views.mark import Span, clipped, marked, matched_words, plain, shifted
from views.reading.address import reader_address
from views.save import save_button
from views.why import why_here
from views.words import say

#: Characters of a passage that a card shows; the rest is in the context.
CARD_LIMIT = 1_100
#: Characters of a repealed provision that is folded under a hit.
_OLDER = 300


def hit_card(
    library: Library,
    hit: Hit,
    citation: str,
    roots: frozenset[str],
    settings: Settings,
    answering: tuple[tuple[int, int], ...] = (),
) -> None:
    """A passage: where it is, what it says, its citation, and the ways on from it.

    ``answering`` are the spans of the document that the answer quotes; ``settings`` those of the
    question that found it.
    """
    document, passage = hit.document, hit.passage
    key = f"hit-{hit.rank}"
    with st.container(border=True, key=key):
        st.html(
            head(document, passage, hit.rank, referenced=hit.referenced, standing=hit.standing)
            + _text(passage, roots, answering)
            + same_words([cite(work, place, style="short") for work, place in hit.others])
            + meta(document, passage.page, passage.passage_id)
            + f'<p class="dalil-cite">{plain(citation)}</p>'
            + _older(hit.older)
        )
        with st.container(horizontal=True, gap="small", key=f"do-{key}"):
            copy_button(
                say("copy_citation"),
                citation,
                key=f"copy-{key}",
                name=say("copy_citation_of", rank=hit.rank),
            )
            context(library, document, passage, hit.shown, roots, key=key)
            saved = f"{key}-{passage.passage_id}"
            save_button(library, document, passage, settings.question, key=saved)
            why_here(library, hit, settings, key=key)


def head(
    document: Document,
    passage: Passage,
    number: int | None = None,
    *,
    referenced: bool = False,
    standing: Standing = (Status.UNKNOWN, None),
    after: str = "",
) -> str:
    """Place and badges of a passage, as HTML; with a number it is the heading of a card.

    ``standing`` is what is known of the passage itself: nothing is said where nothing is known,
    since that is said once for all (`force_lines`). ``after`` is HTML that stands after the
    badges. Without a number an act's title is left out.
    """
    badges = [] if standing[0] is Status.UNKNOWN else [status_badge(*standing)]
    if document.digest:
        badges.append(badge("digest", say("digest"), say("digest_why")))
    if referenced:
        badges.append(badge("referenced", say("referenced")))
    if document.tier is Tier.PRIMARY:
        place = cite(document, passage, style="short").removesuffix(" (ikhtisar)")
        under = "" if number is None else full_name(document)
    else:
        place = title_case(document.title)
        under = provision(passage)
    line = f'<p class="dalil-title">{plain(under)}</p>' if under else ""
    named = f'<span class="dalil-place">{plain(place)}</span>'
    if number is not None:
        named = (
            f'<h4 class="dalil-place" id="bagian-{number}" tabindex="-1">'
            f'<span class="dalil-number">{number}</span> {plain(place)}</h4>'
        )
    return f'<div class="dalil-head">{named}{"".join(badges)}{after}</div>{line}'


def status_badge(status: Status, reason: str | None) -> str:
    """The status of a passage, which leads to the provision that says so."""
    known = say(f"status_{status.value}")
    if not reason:
        return badge(status.value, known)
    language = "en" if st.session_state.get("lang") == "en" else "id"
    return (
        f'<a class="dalil-badge dalil-badge-{escape(status.value)}" target="_blank" rel="noopener"'
        f' href="{escape(reader_address(reason, language))}" title="{escape(say("status_read"))}">'
        f"{plain(f'{known} – {print_target(reason)}')}</a>"
    )


def force_lines(notes: Sequence[str]) -> None:
    """Draw what is said once of the force of the passages below (`answer.force.said_once`)."""
    if notes:
        st.html("".join(f'<p class="dalil-meta dalil-force">{plain(note)}</p>' for note in notes))


def badge(kind: str, text: str, why: str = "") -> str:
    """A small label as HTML; ``why`` is shown when it is pointed at, and read aloud."""
    title = f' title="{escape(why)}"' if why else ""
    aloud = f'<span class="dalil-aloud">: {plain(why)}</span>' if why else ""
    return (
        f'<span class="dalil-badge dalil-badge-{escape(kind)}"{title}>{plain(text)}{aloud}</span>'
    )


def meta(document: Document, page: int | None, passage_id: str = "") -> str:
    """Page, file and official source of a passage, as HTML; with its id the way to the reader."""
    parts = []
    if page is not None:
        parts.append(f"{say('page')} {page}")
    parts.append(f"{say('source')}: {plain(PurePath(document.source).name)}")
    if link := safe_link(document.url):
        parts.append(
            f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer">'
            f"{say('official')}</a>"
        )
    if passage_id:  # in a tab of its own: the answer stays
        language = "en" if st.session_state.get("lang") == "en" else "id"
        address = escape(reader_address(passage_id, language))
        parts.append(f'<a href="{address}" target="_blank" rel="noopener">{say("read_here")}</a>')
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


def _older(hits: Iterable[Hit]) -> str:
    """Repealed provisions that a hit is in the place of, folded, as HTML; nothing for none."""
    language = "en" if st.session_state.get("lang") == "en" else "id"
    rows = [
        f'<li><a href="{escape(reader_address(hit.passage.passage_id, language))}" target="_blank" '
        f'rel="noopener">{plain(cite(hit.document, hit.passage, style="short"))}</a> '
        f"{status_badge(*hit.standing)}<br>{plain(_shortened(hit.passage.text))}</li>"
        for hit in hits
    ]
    if not rows:
        return ""
    summary = plain(say("older", count=len(rows)))
    return (
        f'<details class="dalil-older"><summary>{summary}</summary><ul>{"".join(rows)}</ul>'
        "</details>"
    )


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _OLDER else words[:_OLDER].rsplit(" ", 1)[0] + " …"


def same_words(places: Iterable[str]) -> str:
    """Where else the same words stand, as HTML; nothing for nowhere."""
    others = ", ".join(plain(place) for place in places)
    return f'<p class="dalil-meta">{say("also_in")} {others}</p>' if others else ""
