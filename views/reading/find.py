"""Searching within the work that is open: every place of some words, one after another.

Words are found as they stand, whatever their case and the white space between them. Where they
stand nowhere together, the paragraphs that hold all of them are found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

import streamlit as st

from dalil.index.provisions import wording_of
from dalil.index.store.catalog import Catalog
from dalil.ingest.locator import UNITS
from dalil.ingest.references.find import find_references, parse_reference
from dalil.views.html import Wrap, plain, reader_address
from dalil.views.reading.links import label
from dalil.views.reading.text import blocks
from dalil.views.reading.toolbar import go
from dalil.views.reading.work import Opened
from dalil.views.words import say

# What is typed to get somewhere: in an open work "5" is its Pasal 5, "5 (2)" that ayat, "hlm 12" a
# page.

_LIMIT: Final = 300
_BARE: Final = re.compile(
    r"(?P<pasal>\d{1,4}\s?[a-z]{0,2}|[ivx]{1,5})(?:\s*\(\s?(?P<ayat>\d{1,3}[a-z]?)\s?\))?"
    r"(?P<rest>\s.*)?\Z",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"(?P<unit>buku|bab|bagian|paragraf|book|chapter|part)\s+(?P<label>[\w-]{1,20})\Z",
    re.IGNORECASE,
)
_ENGLISH: Final = {"book": "buku", "chapter": "bab", "part": "bagian"}
_PAGE: Final = re.compile(r"(?:hlm|hal|halaman|page|p)\.?\s*(?P<page>\d{1,5})\Z", re.IGNORECASE)
_ROMAN: Final = re.compile(r"[ivxlcdm]+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where it leads: ids that are here, best first, and those that were meant but are not."""

    targets: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def land(catalog: Catalog, typed: str, opened: Opened | None) -> Landing:
    """The place that ``typed`` names; nowhere where it names none: never a guess.

    In an open work what can be read as a place in it is; an act named in full is that act.
    """
    text = " ".join(typed.split())[:_LIMIT]
    if not text:
        return Landing()
    here = opened.by_id if opened is not None and opened.day else {}
    if catalog.held([text]) or text in here:
        return Landing((text,))
    named = parse_reference(text)
    if opened is not None and not named:
        own = _in_work(opened, text)
        if own:
            return _here(catalog, [own], here)
        named = _bound(opened, text)
    if named:
        return _here(catalog, named, here)
    if opened is not None and (found := _by_words(opened, text)):
        return Landing((found,))
    return Landing()


def _here(catalog: Catalog, targets: list[str], on_the_day: Container[str]) -> Landing:
    """Each target that is here, a provision worded by a later act in that act.

    On a day it is in the act itself (``on_the_day``: ids of its provisions).
    """
    held = catalog.held(targets)
    found: list[str] = []
    missing: list[str] = []
    for target in targets:
        if target in held or target in on_the_day:
            found.append(target)
        elif "#" in target and (worded := wording_of(catalog, target)):
            found.append(worded[0].passage_id)
        else:
            missing.append(target)
    return Landing(tuple(found), tuple(missing))


def _in_work(opened: Opened, text: str) -> str | None:
    """A heading or a page of the open work."""
    if heading := _HEADING.match(text):
        unit = heading["unit"].casefold()
        wanted = f"{_ENGLISH.get(unit, unit)} {heading['label']}".casefold()
        for part in opened.parts:
            for title in part.heading:
                if " ".join(title.split()[:2]).casefold() == wanted:
                    return part.passage_id
    if page := _PAGE.match(text):
        return _on_page(opened, int(page["page"]))
    return None


def _on_page(opened: Opened, page: int) -> str | None:
    """The part that stands on top of a page, or begins there."""
    starts = opened.document.page_starts
    if not 1 <= page <= len(starts):
        return None
    at = starts[page - 1]
    over = [part for part in opened.parts if part.start <= at < part.end]
    after = [part for part in opened.parts if part.start >= at]
    chosen = over[-1:] or after[:1]
    return chosen[0].passage_id if chosen else None


def _bound(opened: Opened, text: str) -> list[str]:
    """The provision of the open act that a reference without its act, or a bare number, means."""
    act = opened.document.id
    said = text
    if bare := _BARE.match(text):
        pasal = bare["pasal"].replace(" ", "")
        pasal = pasal.upper() if _ROMAN.match(pasal) else pasal
        ayat = f" ayat ({bare['ayat']})" if bare["ayat"] else ""
        said = f"Pasal {pasal}{ayat}{bare['rest'] or ''}"
    # A pasal alone on its line is a heading to the recogniser; in a sentence it is a reference.
    lead = "lihat "
    for reference in find_references(f"{lead}{said}", act=act):
        if reference.start == len(lead) and reference.end >= len(lead) + len(said.rstrip(" .;")):
            return list(reference.targets)
    guess = f"{act}#{_spelled(said)}"
    return [guess] if guess in opened.by_id else []


def _spelled(said: str) -> str:
    """ "menimbang huruf b" as a locator, for what the recogniser takes for no reference."""
    steps: list[str] = []
    for word in re.findall(r"[\w~]+", said.casefold()):
        if word in UNITS:
            steps.append(word)
        elif steps:
            steps[-1] = f"{steps[-1]}-{word}"
    return "/".join(steps)


def _by_words(opened: Opened, text: str) -> str | None:
    """The first part whose own heading or term, or a heading above it, has these words."""
    wanted = text.casefold()
    starting = other = None
    for part in opened.parts:
        unit = part.locator.steps[-1].unit if part.locator.steps else ""
        own = part.passages[0].text.lstrip(" \"'“‘(*")[:120] if unit in {"judul", "entri"} else ""
        line = own.partition("\n")[0].casefold()
        if line.startswith(wanted) and starting is None:
            starting = part.passage_id
        elif other is None and any(wanted in title.casefold() for title in (line, *part.heading)):
            other = part.passage_id
    return starting or other


Language = Literal["id", "en"]

#: Places that are looked for at most.
MOST: Final = 2_000
#: Those that are listed around the current one, and characters shown on each side of one.
_LISTED, _BESIDE = 40, 60
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A place: a span of the document's text, and the number (from 0) of its part.

    The headings above a part, which belong to none, are found with it.
    """

    start: int
    end: int
    part: int


def found(opened: Opened, words: str) -> list[TextMatch]:
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
            hits.append(TextMatch(start, end, number))
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


def marks(hits: Sequence[TextMatch], now: int | None) -> list[Wrap]:
    """The tags around hits; the current one (by where it starts) has its own look."""
    return [
        Wrap(
            hit.start, hit.end,
            f'<mark class="dalil-found{" dalil-found-now" if hit.start == now else ""}">',
            "</mark>",
        )
        for hit in hits
    ]  # fmt: skip


def cleared(wraps: Sequence[Wrap], hits: Sequence[TextMatch]) -> list[Wrap]:
    """The tags that cross no hit: what is looked for is marked, also within a link."""
    return [w for w in wraps if not any(w.start < h.end and h.start < w.end for h in hits)]


def searching(opened: Opened, here: int, language: Language) -> tuple[list[TextMatch], int | None]:
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


def _turn(opened: Opened, hits: Sequence[TextMatch], number: int) -> None:
    st.session_state[_AT] = hits[number].start
    go(opened.parts[hits[number].part].passage_id)


def _current(hits: Sequence[TextMatch], here: int) -> int | None:
    """The hit that a person went to, while its part is read; else the first in the part."""
    inside = [n for n, hit in enumerate(hits) if hit.part == here]
    at = st.session_state.get(_AT)
    return next((n for n in inside if hits[n].start == at), inside[0] if inside else None)


def _after(hits: Sequence[TextMatch], now: int | None, here: int, step: int) -> int:
    """The hit after (or before) the current one, or the part being read; round at the ends."""
    if now is not None:
        return (now + step) % len(hits)
    behind = next((n for n, hit in enumerate(hits) if hit.part > here), 0)
    return behind if step > 0 else (behind - 1) % len(hits)


def _list(opened: Opened, hits: Sequence[TextMatch], now: int | None, language: Language) -> str:
    first = max(0, min((now or 0) - _LISTED // 2, len(hits) - _LISTED))
    rows = []
    for number in range(first, min(first + _LISTED, len(hits))):
        hit = hits[number]
        part = opened.parts[hit.part]
        href = escape(reader_address(part.passage_id, language, opened.day))
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
