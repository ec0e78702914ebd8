"""A draft as it is checked: its running text, its footnotes, and where each of them stands.

Word and Markdown drafts come with their notes marked the Markdown way (``[^3]`` in the text,
``[^3]: words`` below; a paragraph set off as a quotation begins with ``>``); plain text may write
``[3]`` or ``³``. A PDF has its notes at the foot of the page and only a number in the text: they
are taken for notes where their numbers count up from those in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Final

from dalil.answer.drafts.findings import Place
from dalil.ingest.errors import SourceTooLarge, UnreadableSource
from dalil.ingest.messages import Message
from dalil.ingest.model import SourceText
from dalil.ingest.readers.limits import Limits, OcrBudget
from dalil.ingest.readers.registry import read
from dalil.ingest.supervisor import guarded_file
from dalil.ingest.worker import report

#: Longest draft, in characters: some 1,000 pages.
LONGEST: Final = 2_500_000

_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DEFINITION: Final = re.compile(
    r"^[ \t]{0,3}(?:\[\^(?P<md>[\w-]{1,40})\]:|\[(?P<square>\d{1,4})\][ \t]*:?"
    r"|(?P<sup>[⁰¹²³⁴-⁹]{1,4}))[ \t]*(?=\S)",
    re.MULTILINE,
)
_MARK: Final = re.compile(
    r"\[\^(?P<md>[\w-]{1,40})\]|\[(?P<square>\d{1,4})\]|(?P<sup>[⁰¹²³⁴-⁹]{1,4})"
)
#: Where a note's text ends: a blank line, unless what follows is indented under it.
_NOTE_END: Final = re.compile(r"\n[ \t]*\n(?![ \t]{2,}\S)")
_FOOT: Final = re.compile(
    r"^[ \t]*(?P<n>\d{1,3})(?:[.)]?[ \t]+|[ \t]*\n[ \t]*)?(?=[A-Z“\"(‘])", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A note's mark: where in its stream it stood (it is no part of it), and which note."""

    at: int
    note: str


@dataclass(frozen=True)
class Stream:
    """Text that is read in one go, made of pieces of the draft: the body, or one note.

    ``pieces`` are (offset here, offset in the draft), in order.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]
    note: str | None = None
    marks: tuple[Mark, ...] = ()

    def at(self, offset: int, *, end: bool = False) -> int:
        """Where in the draft this offset is; an ``end`` belongs to the character before it."""
        here = offset - 1 if end and offset else offset
        index = bisect_right(self.pieces, (here, 1 << 60)) - 1
        begins, origin = self.pieces[max(index, 0)]
        return origin + (here - begins) + (1 if end and offset else 0)


@dataclass(frozen=True)
class Draft:
    """A draft that was read: ``streams`` are its body and then its notes in order.

    ``worded``: it is from Word, whose lines are paragraphs.
    """

    name: str
    text: str
    page_starts: tuple[int, ...]
    streams: tuple[Stream, ...]
    warnings: tuple[str, ...] = ()
    worded: bool = False

    @property
    def body(self) -> Stream:
        """The running text."""
        return self.streams[0]

    @property
    def notes(self) -> dict[str, Stream]:
        """The notes by their marks."""
        return {stream.note: stream for stream in self.streams[1:] if stream.note is not None}

    def place(self, stream: Stream, offset: int) -> Place:
        """Where a person finds an offset of the draft: page, else paragraph of Word, else line."""
        if self.page_starts:
            return Place(page=bisect_right(self.page_starts, offset) or 1, note=stream.note)
        if self.worded:
            if stream.note is not None:
                return Place(note=stream.note)
            return Place(paragraph=bisect_right(self._paragraphs, offset))
        return Place(line=bisect_right(self._breaks, max(0, offset - 1)) + 1, note=stream.note)

    @cached_property
    def _breaks(self) -> list[int]:
        return [m.start() for m in re.finditer("\n", self.text)]

    @cached_property
    def _paragraphs(self) -> list[int]:
        return [m.start() for m in re.finditer(r"(?m)^(?=[^\n])", self.text)]


def read_draft(path: Path, look: Callable[[], None] | None = None) -> Draft:
    """The draft in a file, read in a process that can be ended: a draft may be hostile, too.

    ``look`` is called ten times a second meanwhile, and ends it by raising. Raises SourceError
    where it cannot be read, or not within the limits for one file.
    """
    try:
        budget = Limits.from_environment().ocr_seconds_for(path.stat().st_size)
        call = partial(read, path, note_marks=True, ocr_budget=OcrBudget(budget), progress=report)
        return draft_of(guarded_file(path, call, recognises=True, look=look), path.name)
    except OSError as error:
        raise UnreadableSource(
            Message("batch.unopened", name=path.name, reason=error.strerror)
        ) from error


def draft_of(source: SourceText, name: str) -> Draft:
    """The draft in a text that was read. Raises SourceTooLarge over `LONGEST`."""
    text = source.text
    if len(text) > LONGEST:
        raise SourceTooLarge(
            Message("batch.draft_too_long", name=name, count=len(text), longest=LONGEST)
        )
    if source.page_starts:
        body, notes = _paged(text, source.page_starts)
    else:
        body, notes = _marked(text)
    made = [stream for stream in (_stream(text, note, spans) for note, spans in notes) if stream]
    known = {stream.note for stream in made}
    main = _cut(text, body, known) if not source.page_starts else body_of(text, body)
    worded = source.reader.startswith("python-docx")
    return Draft(name, text, source.page_starts, (main, *made), source.warnings, worded)


Spans = list[tuple[int, int]]
#: Pieces of the body with the mark that stood before each, and the notes with theirs.
Body = list[tuple[int, int, str]]


def _marked(text: str) -> tuple[Body, list[tuple[str, Spans]]]:
    """Notes that are written as such, wherever they stand in the text."""
    body: Body = []
    notes: list[tuple[str, Spans]] = []
    used = {m["square"] for m in _MARK.finditer(text) if m["square"]}
    found = [m for m in _DEFINITION.finditer(text) if not m["square"] or m["square"] in used]
    seen: set[str] = set()
    at = 0
    for number, match in enumerate(found):
        if match.start() < at:
            continue
        label = match["md"] or match["square"] or match["sup"].translate(_SUPERSCRIPTS)
        if match["md"] is None and _cites_first(text, match, label, seen):
            continue
        seen.add(label)
        stop = found[number + 1].start() if number + 1 < len(found) else len(text)
        ending = _NOTE_END.search(text, match.end(), stop)
        end = ending.start() if ending else stop
        body.append((at, match.start(), ""))
        notes.append((label, [(match.end(), end)]))
        at = end
    body.append((at, len(text), ""))
    return body, notes


def _cites_first(text: str, match: re.Match[str], label: str, seen: set[str]) -> bool:
    """Whether "[3] …" at a line's beginning is the mark itself: nothing marked it before."""
    earlier = text[: match.start()]
    written = match[0].strip().rstrip(":").strip()
    return label in seen or written not in earlier


def _cut(text: str, body: Body, known: set[str | None]) -> Stream:
    """The body without the marks of the notes that are there."""
    pieces: Body = []
    for start, end, mark in body:
        at, before = start, mark
        for match in _MARK.finditer(text, start, end):
            label = match["md"] or match["square"] or match["sup"].translate(_SUPERSCRIPTS)
            if label in known:
                pieces.append((at, match.start(), before))
                at, before = match.end(), label
        pieces.append((at, end, before))
    return body_of(text, pieces)


def body_of(text: str, pieces: Body) -> Stream:
    """One stream of pieces; a piece that a mark stood before says so."""
    out: list[str] = []
    places: list[tuple[int, int]] = []
    marks: list[Mark] = []
    length = 0
    for start, end, mark in pieces:
        if mark:
            marks.append(Mark(length, mark))
        if end > start:
            places.append((length, start))
            out.append(text[start:end])
            length += end - start
    return Stream("".join(out), tuple(places) or ((0, 0),), None, tuple(marks))


def _stream(text: str, note: str, spans: Spans) -> Stream | None:
    made = body_of(text, [(start, end, "") for start, end in spans])
    if not made.text.strip():
        return None
    return Stream(made.text, made.pieces, note)


def _paged(text: str, page_starts: Sequence[int]) -> tuple[Body, list[tuple[str, Spans]]]:
    """Notes at the feet of pages, whose numbers follow those in the text above them."""
    body: Body = []
    notes: list[tuple[str, Spans]] = []
    last, labels = 0, set[str]()
    ends = [*page_starts[1:], len(text)]
    for start, end in zip(page_starts, ends, strict=True):
        foot = _foot(text, start, end, last + 1) or (_foot(text, start, end, 1) if last else None)
        if foot is None:
            body.append((start, end, ""))
            continue
        marks, feet = foot
        at, before = start, ""
        stop = feet[0].start()
        for mark, match in zip(marks, feet, strict=True):
            label = match["n"] if match["n"] not in labels else f"{match['n']}~{start}"
            labels.add(label)
            body.append((at, mark[0], before))
            at, before = mark[1], label
            following = [m.start() for m in feet if m.start() > match.start()]
            notes.append((label, [(match.end(), following[0] if following else end)]))
        body.append((at, stop, before))
        if stop > start and text[stop - 1] != "\n" and end > stop:
            body.append((end - 1, end, ""))
        last = int(feet[-1]["n"])
    return body, notes


def _foot(
    text: str, start: int, end: int, first: int
) -> tuple[list[tuple[int, int]], list[re.Match[str]]] | None:
    """The marks in a page's text and the notes at its foot, numbered on from ``first``."""
    heads = [m for m in _FOOT.finditer(text, start, end) if int(m["n"]) == first]
    for head in reversed(heads):
        feet, number = [head], first
        for match in _FOOT.finditer(text, head.end(), end):
            if int(match["n"]) == number + 1:
                feet.append(match)
                number += 1
        marks: list[tuple[int, int]] = []
        at = start
        for match in feet:
            mark = _raised(match["n"]).search(text, at, head.start())
            if mark is None:
                break
            begin = mark.start()
            marks.append((begin, mark.end()))
            at = mark.end()
        if marks:
            return marks, feet[: len(marks)]
    return None


@lru_cache(maxsize=1_024)
def _raised(number: str) -> re.Pattern[str]:
    """A note's number as it stands in the text: right behind a word or mark, or a space after one.

    Not "Pasal 2", "2/2011", "Rp2.000".
    """
    return re.compile(
        rf"(?:(?<=[^\W\d])|(?<=[”\"’'.,;:)\]»])[ ]?)(?<!\d[.,]){number}(?![\w/]|[.,%]\d)"
    )
