"""One claim as a card: what carries it, what says otherwise, ticks and a note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from dalil.answer.answer import Result
from dalil.answer.citation.cite import cite
from dalil.answer.claims.review import Review, ReviewedPassage
from dalil.index.query.analyzer import language_of
from dalil.views.components import Ticks, copy_button, downloads, notice
from dalil.views.hit_card import badge, head, meta
from dalil.views.html import MarkKind, Span, clipped, marked, matched_words, plain, shifted
from dalil.views.jobs import Answering
from dalil.views.words import heard, say
from dalil.views.zotero import zotero_button

#: Characters of a passage that a card shows.
_CARD: Final = 900
#: The colour of each stance is that of a status.
_BADGES: Final = {"supports": "in_force", "otherwise": "repealed", "near": "referenced"}
_OF_VERDICT: Final = {
    "supported": "in_force", "both": "amended", "contradicted": "repealed", "near": "referenced",
    "nothing": "unknown", "error": "repealed",
}  # fmt: skip
_LONGEST_NOTE: Final = 2_000


@st.fragment  # type: ignore[untyped-decorator]
def claim_card(place: int, told: Review, ticks: Ticks, is_open: bool) -> None:
    """The claim at this place of the list (from 0); only it is drawn again when it is ticked."""
    number = place + 1
    with st.container(border=True, key=f"claim-{number}"):
        st.html(_top(number, told, ticks.of(place, told)))
        if told.error is not None:
            notice("warning", say("claims_failed"), heard(told.error))
            return
        if not told.findings:
            st.html(f'<p class="dalil-meta">{plain(say("claims_none"))}</p>')
            return
        # Labels are Markdown to Streamlit: ours only, never a word of the claim.
        box = st.expander(
            say("claims_open", number=number, parts=_parts(told)),
            expanded=is_open, key=f"claim-open-{number}-{is_open}", type="compact",
            on_change="rerun",
        )  # fmt: skip
        if box.open:
            with box:
                _inside(place, told, ticks)


def _parts(told: Review) -> str:
    """How many passages of each stance there are, without those that are none."""
    counted = Counter(str(f.stance.stance) for f in told.findings)
    return ", ".join(
        say(f"claims_count_{stance}", count=counted[stance])
        for stance in _BADGES
        if counted[stance]
    )


def _inside(place: int, told: Review, ticks: Ticks) -> None:
    roots = told.query.roots
    for nth, finding in enumerate(told.findings, 1):
        _passage(place, nth, told, finding, ticks, roots)
    key = f"claim-note-{place + 1}"
    if key not in st.session_state:
        st.session_state[key] = ticks.notes.get(place, "")
    st.text_input(
        say("claims_note", number=place + 1),
        key=key,
        max_chars=_LONGEST_NOTE,
        on_change=_note,
        args=(place, key, ticks),
    )


def _passage(
    place: int,
    nth: int,
    told: Review,
    finding: ReviewedPassage,
    ticks: Ticks,
    roots: frozenset[str],
) -> None:
    key = f"claim-tick-{place + 1}-{nth}"
    if key not in st.session_state:
        st.session_state[key] = finding.key in ticks.of(place, told)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.checkbox(
            say("claims_take", passage=nth, number=place + 1),
            key=key,
            on_change=_tick,
            args=(place, told, finding.key, key, ticks),
        )
        copy_button(
            say("copy_citation"), finding.citation, key=f"claim-copy-{place + 1}-{nth}",
            name=say("copy_citation_of", rank=nth),
        )  # fmt: skip
    st.html(_said(finding, roots))


def _tick(place: int, told: Review, passage_id: str, key: str, ticks: Ticks) -> None:
    ticks.turn(place, told, passage_id, bool(st.session_state[key]))


def _note(place: int, key: str, ticks: Ticks) -> None:
    ticks.notes[place] = st.session_state[key]


def _top(number: int, told: Review, ticked: frozenset[str]) -> str:
    """The claim, its verdict, and the short citations of what is ticked."""
    name = {"error": "failed"}.get(told.verdict, told.verdict)
    taken: dict[str, list[str]] = {}
    for f in told.findings:
        if f.key in ticked:
            short = cite(f.document, f.passage, style="short")
            taken.setdefault(say(f"claims_stance_{f.stance.stance}"), []).append(short)
    listed = " · ".join(f"{stance}: {'; '.join(places)}" for stance, places in taken.items())
    under = f'<p class="dalil-meta">☑ {plain(listed)}</p>' if taken else ""
    return (
        f'<div class="dalil-head"><h4 class="dalil-place"><span class="dalil-number">{number}'
        f"</span> {plain(told.claim)}</h4>"
        f"{badge(_OF_VERDICT[told.verdict], say(f'claims_{name}'))}</div>{under}"
    )


def _said(finding: ReviewedPassage, roots: frozenset[str]) -> str:
    """A passage as HTML: its stance and why, its place, its words with what conflicts marked."""
    passage, stance = finding.passage, finding.stance
    text = passage.text
    kind: MarkKind = "conflict" if stance.stance == "otherwise" else "unit"
    signs = [Span(s, e, kind) for s, e in stance.spans]
    spans = [*matched_words(text, roots), *signs]
    start, end = clipped(text, signs or spans, _CARD)
    lead = f'<span class="dalil-leadin">{plain(passage.lead_in)}</span><br>'
    reason = stance.reason[st.session_state.get("lang") == "en"]
    name = say(f"claims_stance_{stance.stance}")
    why = f'<p class="dalil-meta">{badge(_BADGES[stance.stance], name)} {plain(reason)}</p>'
    standing = (finding.status, finding.status_reason)
    return (
        why
        + head(finding.document, passage, standing=standing)
        + f'<p class="dalil-text dalil-small" lang="{language_of(text)}">'
        + (lead if passage.lead_in and not start else "")
        + ("… " if start else "")
        + marked(text[start:end], shifted(spans, start, end))
        + (" …" if end < len(text) else "")
        + "</p>"
        + meta(finding.document, passage.page, passage.passage_id)
        + f'<p class="dalil-cite">{plain(finding.citation)}</p>'
    )


# What a list of questions gave: how many were answered, a preview, files.

_PREVIEW: Final = 200


def answered(work: Answering) -> None:
    """Draw what is done of this work."""
    counts = work.counts()
    whole = not work.left and not counts["failed"]
    notice("success" if whole else "warning", say("questions_done", None, **counts))
    if work.results:
        _preview(work.results)
        send = partial(zotero_button, key="questions")
        downloads(work.results, "dalil-banyak", "questions", then=send)


def _preview(results: Sequence[Result]) -> None:
    st.subheader(say("questions_preview"), anchor=False)
    rows = [
        {
            "question": result.question,
            "result": say(f"questions_{'failed' if result.error else result.answer.status}"),
            "statement": _first(result),
            "citation": result.citation(result.hits[0]) if result.hits else "",
        }
        for result in results[:_PREVIEW]
    ]
    st.dataframe(
        rows,
        column_config={
            "question": st.column_config.TextColumn(say("col_question"), width="medium"),
            "result": st.column_config.TextColumn(say("col_result"), width="small"),
            "statement": st.column_config.TextColumn(say("col_statement"), width="large"),
            "citation": st.column_config.TextColumn(say("col_citation"), width="large"),
        },
        hide_index=True,
        key="questions_table",
        alt=say("questions_preview"),
    )


def _first(result: Result) -> str:
    if result.answer.statements:
        return result.answer.statements[0].text
    return heard(result.error or result.answer.reason or "")
