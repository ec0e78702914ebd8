"""The work as one text to scroll through: every part with an anchor, the one being read among them.

The text is drawn in chunks of fixed borders, so that reading on redraws two of them and not the
work. What is being read comes first, with all that belongs to it; the others follow outwards.
A work of up to `WHOLE` characters is there from end to end, of a longer one what stands around.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from threading import Lock
from typing import Any, Final, Literal

import streamlit as st

from dalil.index.court_rulings import rulings_in
from dalil.index.query.analyzer import language_of
from dalil.library import Library
from dalil.views.html import Wrap, plain, reader_address, wrapped
from dalil.views.reading.court import given_by, notice_html
from dalil.views.reading.find import TextMatch, cleared, marks
from dalil.views.reading.in_force import day_of
from dalil.views.reading.links import label, links
from dalil.views.reading.text import blocks, drawn, sheets
from dalil.views.reading.work import Opened, ReadingPart
from dalil.views.words import say

Language = Literal["id", "en"]

#: Characters of a chunk, more or less: a part is never divided between two.
CHUNK: Final = 24_000
#: Characters of a work that is drawn as a whole, and of what is drawn around a place otherwise.
WHOLE, AROUND = 1_000_000, 300_000
#: Characters of a part that are drawn where it is not the one being read.
_LONGEST: Final = 120_000
#: What stands in for a chunk until it is there: about so many characters fill a line's 27 pixels.
_LINE, _LINE_HEIGHT, _HEAD_HEIGHT = 75, 27, 70


def chunks_of(opened: Opened) -> list[range]:
    """The numbers of the parts in each chunk, all parts in their order."""
    made: list[range] = []
    first, size = 0, 0
    for number, part in enumerate(opened.parts):
        length = part.end - part.start
        if number > first and size + length > CHUNK:
            made.append(range(first, number))
            first, size = number, 0
        size += length
    if first < len(opened.parts):
        made.append(range(first, len(opened.parts)))
    return made


def around(opened: Opened, chunks: Sequence[range], here: int) -> list[int]:
    """The numbers of the chunks that are drawn for a reader at part ``here``, in their order."""
    if sum(part.end - part.start for part in opened.parts) <= WHOLE:
        return list(range(len(chunks)))
    middle = next(n for n, chunk in enumerate(chunks) if here in chunk)
    first = last = middle
    size = _size(opened, chunks[middle])
    while size < AROUND and (first > 0 or last < len(chunks) - 1):
        if first > 0:
            first -= 1
            size += _size(opened, chunks[first])
        if last < len(chunks) - 1:
            last += 1
            size += _size(opened, chunks[last])
    return list(range(first, last + 1))


def _size(opened: Opened, chunk: range) -> int:
    return sum(min(opened.parts[n].end - opened.parts[n].start, _LONGEST) for n in chunk)


def anchor(part: ReadingPart) -> str:
    """The anchor of a part in the page: its locator."""
    return str(part.locator)


def scroll(
    library: Library,
    opened: Opened,
    here: int,
    language: Language,
    hits: Sequence[TextMatch],
    now: int | None,
    read: Callable[[], None],
) -> Callable[[], None]:
    """Draw what is being read (``read``) in the midst of its neighbours.

    Gives what draws all the rest, for the end of the page's run.
    """
    chunks = chunks_of(opened)
    drawn_ = around(opened, chunks, here)
    middle = next(n for n in drawn_ if here in chunks[n])
    state = library.catalog.content_hash()

    def html(numbers: Sequence[int]) -> str:
        return _html(library, opened, numbers, language, state, hits, now)

    if drawn_[0] > 0:
        _further(opened, chunks[drawn_[0] - 1][0], "reader_above", language)
    waiting: list[tuple[int, Any, range]] = []
    for number in drawn_:
        chunk = chunks[number]
        box = st.container(key=f"reader-chunk-{number}")
        if number == middle:
            with box:
                if before := html(range(chunk.start, here)):
                    st.html(before)
                if above := _above(opened, here, hits, now, whole=False):
                    st.html(above)
                with st.container(key="reader-part"):
                    read()
                if after := html(range(here + 1, chunk.stop)):
                    st.html(after)
            continue
        if _is_drawn(opened, chunk, language, state, hits):
            box.html(html(chunk))
            continue
        slot = box.empty()
        slot.html(f'<div style="height:{_height(opened, chunk)}px" aria-hidden="true"></div>')
        waiting.append((abs(number - middle), slot, chunk))
    if drawn_[-1] < len(chunks) - 1:
        _further(opened, chunks[drawn_[-1] + 1][0], "reader_below", language)

    def rest() -> None:
        for _, slot, chunk in sorted(waiting, key=lambda one: one[0]):
            slot.html(html(chunk))

    return rest


def _further(opened: Opened, number: int, key: str, language: Language) -> None:
    part = opened.parts[number]
    href = escape(reader_address(part.passage_id, language, opened.day))
    name = label(part, language, say("page"))
    st.html(
        f'<p class="dalil-further"><a class="dalil-go" href="{href}">{plain(say(key, place=name))}'
        "</a></p>"
    )


def _height(opened: Opened, chunk: range) -> int:
    """About how high a chunk will be, in pixels."""
    parts = [opened.parts[n] for n in chunk]
    lines = sum((min(p.end - p.start, _LONGEST)) // _LINE + 1 for p in parts)
    return lines * _LINE_HEIGHT + len(parts) * _HEAD_HEIGHT


#: Chunks without marks as they were drawn, by what they hang on; the oldest go.
_KEPT: dict[tuple[str, ...], str] = {}
_MOST_KEPT: Final = 400
_KEEPING: Final = Lock()


def _key(opened: Opened, numbers: Sequence[int], language: Language, state: str) -> tuple[str, ...]:
    span = f"{numbers[0]}-{numbers[-1]}" if numbers else ""
    # an act on a day hangs on the others of its chain too, and those on the catalogue's state
    return (state, opened.document.id, opened.document.sha256, *_day(opened), span, language)


def _day(opened: Opened) -> tuple[str, str]:
    return opened.day, (opened.day and day_of(opened.day)) or ""


def _is_drawn(
    opened: Opened, chunk: range, language: Language, state: str, hits: Sequence[TextMatch]
) -> bool:
    inside = any(hit.part in chunk for hit in hits)
    return not inside and _key(opened, chunk, language, state) in _KEPT


def _html(
    library: Library,
    opened: Opened,
    numbers: Sequence[int],
    language: Language,
    state: str,
    hits: Sequence[TextMatch],
    now: int | None,
) -> str:
    """Some parts in a row, each under its heading."""
    if not numbers:
        return ""
    inside = [hit for hit in hits if hit.part in numbers]
    key = _key(opened, numbers, language, state)
    if not inside and (kept := _KEPT.get(key)) is not None:
        return kept
    heading: tuple[str, ...] = opened.parts[numbers[0] - 1].heading if numbers[0] else ()
    made = []
    words = {name: say(name) for name in ("page", "reader_absent", "reader_whole")}
    decided = rulings_in(library.catalog, opened.document.id)
    until = day_of(opened.day)
    for number in numbers:
        part = opened.parts[number]
        head = _above(opened, number, inside, now)
        if not head and part.heading != heading:  # of a text without lines for its headings
            head = f'<p class="dalil-trail">{" › ".join(plain(h) for h in part.heading)}</p>'
        heading = part.heading
        place = str(part.locator)
        court = notice_html(given_by(decided(place), until), language, place)
        made.append(_part(library, opened, number, head, court, language, inside, now, words))
    said = f'<div class="dalil-chunk">{"".join(made)}</div>'
    if not inside:
        with _KEEPING:
            while len(_KEPT) >= _MOST_KEPT:
                del _KEPT[next(iter(_KEPT))]
            _KEPT[key] = said
    return said


def _above(
    opened: Opened, number: int, hits: Sequence[TextMatch], now: int | None, whole: bool = True
) -> str:
    """What the text has between a part and the one before it: headings, that no part holds.

    Of the part being read (``whole`` is False) only what its own head does not say.
    """
    start = opened.parts[number - 1].end if number else 0
    end = opened.parts[number].start
    text = opened.text(start, end)
    said = text.strip()
    if not said:
        return ""
    if not whole and _words(said) <= _words(" ".join(opened.parts[number].heading)):
        return ""
    start += len(text) - len(text.lstrip())
    wraps = [
        Wrap(w.start - start, w.end - start, w.opening, w.closing)
        for w in marks([h for h in hits if start <= h.start < end], now)
    ]
    return f'<p class="dalil-trail dalil-heads">{wrapped(said, wraps)}</p>'


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _part(
    library: Library,
    opened: Opened,
    number: int,
    head: str,
    court: str,
    language: Language,
    hits: Sequence[TextMatch],
    now: int | None,
    words: Mapping[str, str],
) -> str:
    part = opened.parts[number]
    href = escape(reader_address(part.passage_id, language, opened.day))
    name = plain(label(part, language, words["page"]))
    head += opened.heads(part.passages[0], language)
    remark = opened.remark(part.passages[0], language)
    lead_in = part.passages[0].lead_in
    if lead_in and part.locator.steps and part.locator.steps[-1].unit != "angka":
        lead = f'<p class="dalil-leadin" lang="{language_of(lead_in)}">{plain(lead_in)}</p>'
    else:
        lead = ""
    run = [b for b in blocks(opened, part) if b.start - part.start < _LONGEST]
    short = part.end - part.start <= _LONGEST
    wraps = _links(library, opened, part, language, words["reader_absent"]) if short else []
    own = [hit for hit in hits if hit.part == number]
    wraps = [*cleared(wraps, own), *marks(own, now)]
    text = "".join(
        drawn(opened, piece, wraps, None, explained=False, ui=language)
        for piece in sheets(run)
        if piece
    )
    more = (
        f'<p class="dalil-further"><a class="dalil-go" href="{href}">'
        f"{plain(words['reader_whole'])}</a></p>"
        if not short
        else ""
    )
    return (
        f'<section id="{escape(anchor(part))}">{head}<h2 class="dalil-near">'
        f'<a class="dalil-go" href="{href}">{name}</a></h2>{remark}{court}{lead}{text}{more}'
        "</section>"
    )


def _links(
    library: Library, opened: Opened, part: ReadingPart, language: Language, absent: str
) -> list[Wrap]:
    """The links of a part, as spans of the document's text."""
    references = opened.references(part.start, part.end, part.locator)
    if part.locator.in_penjelasan:  # "Ayat (2)" at the head of its elucidation is no reference
        heads = {block.start - part.start for block in blocks(opened, part)}
        references = [r for r in references if r.start not in heads]
    here = opened.by_id if opened.day else ()
    found = links(
        library.catalog, references, opened.document.id, language, absent, opened.day, here
    )
    return [Wrap(w.start + part.start, w.end + part.start, w.opening, w.closing) for w in found]
