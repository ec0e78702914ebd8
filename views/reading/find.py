"""Searching within the work that is open: every place of some words, one after another.

Words are found as they stand, whatever their case and the white space between them. Where they
stand nowhere together, the paragraphs that hold all of them are found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

import streamlit as st

from dalil.views.html import Wrap, plain, reader_address
from dalil.views.reading.links import label
from dalil.views.reading.text import blocks
from dalil.views.reading.toolbar import go
from dalil.views.reading.work import Opened
from dalil.views.words import say

Language = Literal["id", "en"]

#: Places that are looked for at most.
MOST: Final = 2_000
#: Those that are listed around the current one, and characters shown on each side of one.
_LISTED, _BESIDE = 40, 60
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A place: a span of the document's text, and the number (from 0) of its part.

    The headings above a part, which belong to none, are found with it.
    """

    start: int
    end: int
    part: int


def found(opened: Opened, words: str) -> list[Hit]:
    """The places of these words in the order of the text, at most `MOST`; none for no words."""
    wanted = words[:_LONGEST].split()
    if not wanted:
        return []
    together = re.compile(r"\s+".join(map(re.escape, wanted)), re.IGNORECASE)
    spans = [match.span() for match in together.finditer(opened.document.text)]
    if not spans and len(wanted) > 1:
        spans = list(_apart(opened, wanted))
    ends = [part.end for part in opened.parts]
    hits = []
    for start, end in spans:
        number = bisect_right(ends, start)
        if number < len(ends) and end <= ends[number]:
            hits.append(Hit(start, end, number))
    return hits[:MOST]


def _apart(opened: Opened, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The words in the paragraphs that have all of them."""
    each = [re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE) for word in wanted]
    for part in opened.parts:
        for block in blocks(opened, part):
            text = opened.text(block.start, block.end)
            if all(pattern.search(text) for pattern in each):
                yield from sorted(
                    (match.start() + block.start, match.end() + block.start)
                    for pattern in each
                    for match in pattern.finditer(text)
                )


def marks(hits: Sequence[Hit], now: int | None) -> list[Wrap]:
    """The tags around hits; the current one (by where it starts) has its own look."""
    return [
        Wrap(
            hit.start, hit.end,
            f'<mark class="dalil-found{" dalil-found-now" if hit.start == now else ""}">',
            "</mark>",
        )
        for hit in hits
    ]  # fmt: skip


def cleared(wraps: Sequence[Wrap], hits: Sequence[Hit]) -> list[Wrap]:
    """The tags that cross no hit: what is looked for is marked, also within a link."""
    return [w for w in wraps if not any(w.start < h.end and h.start < w.end for h in hits)]


def searching(opened: Opened, here: int, language: Language) -> tuple[list[Hit], int | None]:
    """The box, the count, the ways to the next and the one before, the list.

    Gives the hits, and where the current one starts.
    """
    document = opened.document.id
    with st.container(key="reader-find"):
        words = st.text_input(
            say("find"), key=f"reader-find-{document}", placeholder=say("find_hint")
        )
        if not words.strip():
            return [], None
        hits = found(opened, words)
        if not hits:
            st.caption(say("find_none"))
            return [], None
        now = _current(hits, here)
        count = f"{len(hits)}{'+' if len(hits) == MOST else ''}"
        said = (
            say("find_count", count=count)
            if now is None
            else say("find_at", number=now + 1, count=count)
        )
        with st.container(horizontal=True, vertical_alignment="center", key="reader-find-turn"):
            st.html(f'<div class="dalil-meta" role="status">{plain(said)}</div>')
            for step, icon in ((-1, ":material/keyboard_arrow_up:"),
                               (1, ":material/keyboard_arrow_down:")):  # fmt: skip
                st.button(
                    say("find_before" if step < 0 else "find_next"), icon=icon,
                    key=f"reader-find-{'before' if step < 0 else 'next'}",
                    on_click=_turn, args=(opened, hits, _after(hits, now, here, step)),
                )  # fmt: skip
        st.html(_list(opened, hits, now, language))
    return hits, None if now is None else hits[now].start


_AT: Final = "reader_found_at"  # where the hit starts that a person went to


def _turn(opened: Opened, hits: Sequence[Hit], number: int) -> None:
    st.session_state[_AT] = hits[number].start
    go(opened.parts[hits[number].part].passage_id)


def _current(hits: Sequence[Hit], here: int) -> int | None:
    """The hit that a person went to, while its part is read; else the first in the part."""
    inside = [n for n, hit in enumerate(hits) if hit.part == here]
    at = st.session_state.get(_AT)
    return next((n for n in inside if hits[n].start == at), inside[0] if inside else None)


def _after(hits: Sequence[Hit], now: int | None, here: int, step: int) -> int:
    """The hit after (or before) the current one, or the part being read; round at the ends."""
    if now is not None:
        return (now + step) % len(hits)
    behind = next((n for n, hit in enumerate(hits) if hit.part > here), 0)
    return behind if step > 0 else (behind - 1) % len(hits)


def _list(opened: Opened, hits: Sequence[Hit], now: int | None, language: Language) -> str:
    first = max(0, min((now or 0) - _LISTED // 2, len(hits) - _LISTED))
    rows = []
    for number in range(first, min(first + _LISTED, len(hits))):
        hit = hits[number]
        part = opened.parts[hit.part]
        href = escape(reader_address(part.passage_id, language))
        before = opened.text(max(hit.start - _BESIDE, min(part.start, hit.start)), hit.start)
        after = opened.text(hit.end, min(hit.end + _BESIDE, part.end))
        current = ' aria-current="true"' if number == now else ""
        rows.append(
            f'<li{current}><a class="dalil-go" href="{href}">'
            f"{plain(label(part, language, say('page'), brief=False))}</a> "
            f'<span class="dalil-span dalil-snippet">…{_edge(before)}'
            f"<b>{plain(opened.text(hit.start, hit.end))}</b>{_edge(after)}…</span></li>"
        )
    return (
        f'<nav class="dalil-finds" tabindex="0" aria-label="{plain(say("find_list"))}">'
        f'<ul class="dalil-rows">{"".join(rows)}</ul></nav>'
    )


def _edge(text: str) -> str:
    """A text on one line, with the space that it begins or ends with."""
    inner = plain(text)
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if text[-1:].isspace() else ''}"
