"""Two days of an act side by side: each provision that differs, with the words that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Final, Literal

import streamlit as st

from dalil.answer.court_rulings import day_words
from dalil.index.consolidate import Provision
from dalil.index.query.analyzer import language_of
from dalil.index.text_in_force import ActDiff, ProvisionChange
from dalil.ingest.errors import NotInLibrary
from dalil.ingest.locator import Locator
from dalil.library import Library
from dalil.views.html import ENACTED, NOW, Wrap, plain, reader_address, wrapped
from dalil.views.reading.in_force import day_of, remark_html
from dalil.views.reading.links import link
from dalil.views.reading.version import Version
from dalil.views.words import say

Language = Literal["id", "en"]
Spans = tuple[tuple[int, int], ...]

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
#: Two wordings that have less than this of their words in common (0–1) differ as a whole: marked
#: word by word nobody could read them.
_ALIKE: Final = 0.35
#: Pairs of words up to which every word is compared; beyond it, words that are everywhere are not.
_MOST: Final = 4_000_000
#: What ends a sentence or an item of a list: it belongs to what stands before it.
_CLOSING: Final = frozenset(".,;:")
#: A word between two changes does not part them.
_BETWEEN: Final = 1


def comparison(library: Library, target: str, version: Version, language: Language) -> None:
    """Draw the act or the provision that ``target`` names on the two days of the address."""
    act = target.partition("#")[0]
    start = None if version.since == ENACTED else day_of(version.since)
    end = day_of(version.day or NOW)
    if start is not None and end is not None and start > end:
        start, end = end, start
    try:
        diff = library.diff(target, start, end)
    except NotInLibrary:
        target = act
        diff = library.diff(act, start, end)
    rows = outermost(diff.changes)
    place = target.partition("#")[2]
    start, end = day_words(diff.start, language), day_words(diff.end, language)
    said = say("compare_none", start=start, end=end)
    if rows:
        said = say("compare_count", count=len(rows), start=start, end=end)
    with st.container(key="reader-compare"):
        where = ""
        if place:
            whole = link(act, say("compare_whole"), language, day=version.day, since=version.since)
            where = f" · {plain(Locator.parse(place).label(language))} · {whole}"
        st.html(f'<div class="dalil-meta" role="status">{plain(said)}{where}</div>')
        if len(rows) > 1:
            st.html(_contents(rows, language))
        for number, html in enumerate(_rows(rows, diff, language, version)):
            with st.container(key=f"reader-compared-{number}"):
                st.html(html)


def outermost(changes: Sequence[ProvisionChange]) -> list[ProvisionChange]:
    """What is shown of the changes of every level, each of them once.

    The outermost unit that was itself changed, put in or taken out; of one that has only changed
    because something in it has, that.
    """
    inside: set[str] = set()
    for change in changes:
        act, _, locator = change.id.partition("#")
        while "/" in locator:
            locator = locator.rpartition("/")[0]
            inside.add(f"{act}#{locator}")
    shown: list[ProvisionChange] = []
    for change in changes:
        if shown and change.id.startswith(f"{shown[-1].id}/"):
            continue
        if change.id in inside and _same(change.before, change.after):
            continue
        shown.append(change)
    return shown


def _same(before: Provision | None, after: Provision | None) -> bool:
    """Whether nothing was done to the unit itself."""
    if before is None or after is None:
        return False
    return (before.state, before.source, before.since) == (after.state, after.source, after.since)


@lru_cache(maxsize=1_024)  # a page is drawn again at every press on it
def changed_words(before: str, after: str) -> tuple[Spans, Spans]:
    """The spans of the words that only one of two wordings has: of the first, of the second.

    White space and where lines end count for nothing.
    """
    olds, news = (list(_TOKEN.finditer(text)) for text in (before, after))
    a, b = ([match[0] for match in words] for words in (olds, news))
    matcher = SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > _MOST)
    codes = matcher.get_opcodes()
    alike = 2 * sum(i2 - i1 for kind, i1, i2, _, _ in codes if kind == "equal")
    if a and b and alike < _ALIKE * (len(a) + len(b)):
        return ((0, len(before)),), ((0, len(after)),)
    runs: list[list[int]] = []
    for kind, i1, i2, j1, j2 in codes:
        if kind == "equal":
            continue
        if kind in {"insert", "delete"}:
            # ". (1a) …" before "." is "(1a) … ." after it
            while i2 - i1 and i2 < len(a) and a[i1] == a[i2] and a[i1] in _CLOSING:
                i1, i2, j1, j2 = i1 + 1, i2 + 1, j1 + 1, j2 + 1
            while j2 - j1 and j2 < len(b) and b[j1] == b[j2] and b[j1] in _CLOSING:
                i1, i2, j1, j2 = i1 + 1, i2 + 1, j1 + 1, j2 + 1
        if runs and i1 - runs[-1][1] <= _BETWEEN and j1 - runs[-1][3] <= _BETWEEN:
            runs[-1][1], runs[-1][3] = i2, j2
        else:
            runs.append([i1, i2, j1, j2])
    return (
        tuple((olds[i1].start(), olds[i2 - 1].end()) for i1, i2, _, _ in runs if i2 > i1),
        tuple((news[j1].start(), news[j2 - 1].end()) for _, _, j1, j2 in runs if j2 > j1),
    )


def marked_words(text: str, spans: Spans, tag: Literal["del", "ins"]) -> str:
    """The text as HTML with these spans struck out or put in; a screen reader says which."""
    aloud = plain(say(f"compare_{tag}"))
    opening = f'<{tag}><span class="dalil-aloud"> [{aloud}: </span>'
    closing = f'<span class="dalil-aloud">] </span></{tag}>'
    lines = "".join(
        f'<p class="dalil-line">{wrapped(text[start:end], wraps)}</p>'
        for start, end, wraps in _lines(text, [Wrap(s, e, opening, closing) for s, e in spans])
    )
    return f'<div class="dalil-text dalil-read" lang="{language_of(text)}">{lines}</div>'


#: Where a new unit of a list begins on a line of its own.
_NEW_LINE: Final = re.compile(r"\n(?=\s*(?:\(?\w{1,3}[.)]\s|\(\w{1,3}\)|(?:Ayat|Huruf|Angka)\s))")


def _lines(text: str, wraps: Sequence[Wrap]) -> Iterator[tuple[int, int, list[Wrap]]]:
    """The paragraphs of a text with the tags in each; a tag that runs over two stands in both."""
    cuts = [0, *(m.start() for m in _NEW_LINE.finditer(text)), len(text)]
    for first, last in pairwise(cuts):
        line = text[first:last]
        start, end = first + len(line) - len(line.lstrip()), first + len(line.rstrip())
        if start < end:
            inside = [w for w in wraps if w.start < end and start < w.end]
            yield start, end, [
                Wrap(max(w.start, start) - start, min(w.end, end) - start, w.opening, w.closing)
                for w in inside
            ]  # fmt: skip


def _contents(rows: Sequence[ProvisionChange], language: Language) -> str:
    """Every provision that differs, as a list of ways to it."""
    items = "".join(
        f'<li><a href="#beda-{n}">{plain(_name(change, language))}</a></li>'
        for n, change in enumerate(rows, 1)
    )
    summary = plain(say("compare_list"))
    return (
        f'<details class="dalil-compared"><summary>{summary}</summary>'
        f'<ul class="dalil-rows">{items}</ul></details>'
    )


def _name(change: ProvisionChange, language: Language) -> str:
    return Locator.parse(change.id.partition("#")[2]).label(language)


def _rows(
    rows: Sequence[ProvisionChange], diff: ActDiff, language: Language, version: Version
) -> Iterator[str]:
    for number, change in enumerate(rows, 1):
        before, after = change.before, change.after
        old, new = (p.text if p is not None else "" for p in (before, after))
        gone, put = changed_words(old, new) if old and new else ((), ())
        href = escape(reader_address(change.id, language, version.day or NOW))
        steps = "".join(
            f'<a class="dalil-step" href="#beda-{to}" aria-label="{plain(say(key))}">{arrow}</a>'
            for to, key, arrow in (
                (number - 1, "compare_before", "↑"),
                (number + 1, "compare_next", "↓"),
            )
            if 1 <= to <= len(rows)
        )
        at = say("find_at", number=number, count=len(rows))
        yield (
            f'<section id="beda-{number}" class="dalil-beda"><div class="dalil-head">'
            f'<h2 class="dalil-near"><a class="dalil-go" href="{href}">'
            f"{plain(_name(change, language))}</a></h2>"
            f'<span class="dalil-meta">{plain(at)}</span>{steps}</div><div class="dalil-pair">'
            f"{_side(before, diff.start, gone, 'del', language)}"
            f"{_side(after, diff.end, put, 'ins', language)}</div></section>"
        )


def _side(
    p: Provision | None, day: str, spans: Spans, tag: Literal["del", "ins"], language: Language
) -> str:
    head = f"<h3>{plain(day_words(day, language) or day)}</h3>"
    if p is None:
        absent = plain(say("compare_absent"))
        return f'<div class="dalil-side">{head}<p class="dalil-meta">{absent}</p></div>'
    remark = remark_html(p, language)
    text = marked_words(p.text, spans, tag) if p.text else ""
    return f'<div class="dalil-side">{head}{remark}{text}</div>'
