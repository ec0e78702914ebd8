"""A part of a work as HTML: laid out by its nesting, references linked, defined terms explained.

Nothing of the text is left out or moved: what stands between the units is drawn too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from dalil.index.query.analyzer import language_of
from dalil.ingest.definitions import Definition
from dalil.ingest.locator import Locator
from dalil.ingest.model import Passage
from dalil.views.html import Wrap, plain, wrapped
from dalil.views.reading.work import Opened, ReadingPart

#: Characters drawn at once; an annex may have a hundred thousand.
SHEET: Final = 24_000
#: A longer paragraph is cut at a line's end.
_LONG: Final = 6_000
#: Characters of a definition shown over its term.
_MEANING: Final = 420
_DEEPEST: Final = 4
#: "Pasal 12" on its own line, above the new wording in an amending act.
_INNER_HEADING: Final = re.compile(r"(?:Pasal\s+\w{1,8}|BAB\s.{1,120})\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: a span of the document's text, how deep it is nested, and whose words it is."""

    start: int
    end: int
    depth: int
    passage: Passage


def blocks(opened: Opened, part: ReadingPart) -> list[Block]:
    """The paragraphs of a part in the order of the text; all but white space is in one of them."""
    made: list[Block] = []
    at = part.start
    for number, passage in enumerate(part.passages):
        last = number == len(part.passages) - 1
        end = part.end if last else passage.end
        made += _blocks(opened, passage, at, end, 0)
        at = end
    return [cut for block in made for cut in _cut(opened, block)]


def _blocks(opened: Opened, passage: Passage, start: int, end: int, depth: int) -> Iterator[Block]:
    at = start
    for child in opened.children.get(passage.passage_id, []):
        if child.start < at or child.end > end:
            continue
        yield Block(at, child.start, depth, passage)
        yield from _blocks(opened, child, child.start, child.end, depth + 1)
        at = child.end
    yield Block(at, end, depth, passage)


def _cut(opened: Opened, block: Block) -> Iterator[Block]:
    text = opened.text(block.start, block.end)
    start = block.start + len(text) - len(text.lstrip())
    end = block.start + len(text.rstrip())
    if block.passage.start == block.passage.end:  # what is deleted is a line without words
        yield replace(block, start=block.start, end=block.start)
        return
    while end - start > _LONG:
        line = opened.document.text.rfind("\n", start + _LONG // 2, start + _LONG)
        stop = line if line > start else start + _LONG
        yield replace(block, start=start, end=stop)
        start = stop + len(opened.text(stop, end)) - len(opened.text(stop, end).lstrip())
    if start < end:
        yield replace(block, start=start, end=end)


def sheets(made: Sequence[Block]) -> list[list[Block]]:
    """The paragraphs in runs of at most about `SHEET` characters; one run for most parts."""
    runs: list[list[Block]] = [[]]
    for block in made:
        if runs[-1] and block.end - runs[-1][0].start > SHEET:
            runs.append([])
        runs[-1].append(block)
    return runs


def sheet_of(runs: Sequence[Sequence[Block]], offset: int) -> int:
    """The number (from 0) of the run that holds this offset; the first where none does."""
    holding = (n for n, run in enumerate(runs) if run and run[0].start <= offset < run[-1].end)
    return next(holding, 0)


def drawn(
    opened: Opened,
    run: Sequence[Block],
    links: Sequence[Wrap],
    asked: Passage | None,
    explained: bool = True,
    ui: Literal["id", "en"] = "id",
) -> str:
    """The paragraphs as HTML. ``links`` are spans of the document's text; ``asked`` is shaded.

    With ``explained`` the terms that the act defines carry their definitions. On a day the units
    inside that changed say so, in the language ``ui``; whoever draws the whole says it of that.
    """
    made: list[str] = []
    shaded = False
    remarked: set[str] = set()
    for block in run:
        within = asked is not None and asked.start <= block.start and block.end <= asked.end
        within = within and (block.start < block.end or block.passage == asked)
        if within != shaded:
            made.append('<div class="dalil-asked">' if within else "</div>")
            shaded = within
        if block.start == block.end:
            made.append(_deleted(opened, block, ui))
            continue
        if opened.day:
            made += _remarks(opened, block, remarked, ui)
        made.append(_paragraph(opened, block, links, explained))
    if shaded:
        made.append("</div>")
    language = language_of(opened.text(run[0].start, run[-1].end)) if run else "id"
    return f'<div class="dalil-text dalil-read" lang="{language}">{"".join(made)}</div>'


def _deleted(opened: Opened, block: Block, ui: Literal["id", "en"]) -> str:
    """The line of a unit that is no longer there: its number struck out, and what took it away."""
    place = Locator(block.passage.locator.steps[-1:]).label(ui)
    named = f'<p class="dalil-gone"><del>{plain(f"{place[:1].upper()}{place[1:]}")}</del></p>'
    if not block.depth:  # a whole part has its name and its remark above it
        return ""
    return _at_depth(named + opened.remark(block.passage, ui), block.depth)


def _remarks(
    opened: Opened, block: Block, remarked: set[str], ui: Literal["id", "en"]
) -> Iterator[str]:
    """What is said of the units that begin with a paragraph, each once."""
    inner: Passage | None = block.passage
    found: list[str] = []
    for depth in range(block.depth, 0, -1):
        if inner is None or inner.passage_id in remarked:
            break
        remarked.add(inner.passage_id)
        if remark := opened.remark(inner, ui):
            found.append(_at_depth(remark, depth))
        inner = opened.by_id.get(inner.parent_id or "")
    yield from reversed(found)


def _at_depth(html: str, depth: int) -> str:
    return f'<div class="dalil-remark dalil-d{min(depth, _DEEPEST)}">{html}</div>'


def _paragraph(opened: Opened, block: Block, links: Sequence[Wrap], explained: bool) -> str:
    text = opened.text(block.start, block.end)
    wraps = [
        replace(wrap, start=wrap.start - block.start, end=wrap.end - block.start)
        for wrap in links
        if block.start <= wrap.start and wrap.end <= block.end
    ]
    if explained:
        taken = [(w.start, w.end) for w in wraps]
        wraps += [
            w
            for w in _terms(opened, block, text)
            if not any(w.start < end and start < w.end for start, end in taken)
        ]
    depth = min(block.depth, _DEEPEST)
    inner = " dalil-inner" if depth and _INNER_HEADING.match(text) else ""
    return f'<p class="dalil-line dalil-d{depth}{inner}">{wrapped(text, wraps)}</p>'


def _terms(opened: Opened, block: Block, text: str) -> Iterator[Wrap]:
    """Each defined term where the paragraph uses it first, with its definition after it."""
    own = block.passage.passage_id
    seen: set[Definition] = set()
    for start, end, definition in opened.usage.places(text, block.passage.locator):
        defining = definition.passage_id
        if definition in seen or defining == own or own.startswith(f"{defining}/"):
            continue
        seen.add(definition)
        passage = opened.by_id[defining]
        meaning = passage.text if len(passage.text) <= _MEANING else f"{passage.text[:_MEANING]} …"
        shown = f'<span class="dalil-meaning" role="note">{plain(meaning)}</span>'
        yield Wrap(start, end, '<span class="dalil-term" tabindex="0">', f"{shown}</span>")
