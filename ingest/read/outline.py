"""A PDF's bookmarks become headings, where their words stand on the page they point to."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.model import Heading
from ingest.read.clean import clean_line


def outline_headings(
    outline: Sequence[tuple[str, int, int]], text: str, page_starts: Sequence[int]
) -> tuple[Heading, ...]:
    """Headings of the bookmarks (title, page index, level) that are found on their page.

    A bookmark whose words are not lines of their own on that page is left out: a heading is a
    span of the text, and a wrong one is worse than none.
    """
    found: list[Heading] = []
    for title, index, level in outline:
        if not 0 <= index < len(page_starts):
            continue
        start = page_starts[index]
        end = page_starts[index + 1] if index + 1 < len(page_starts) else len(text)
        span = _find(clean_line(title), text, start, end)
        if span and (not found or span[0] >= found[-1].end):
            found.append(Heading(span[0], span[1], level))
    return tuple(found)


def _find(title: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The lines (one to three) whose words are exactly the title's."""
    wanted = _key(title)
    if not wanted:
        return None
    lines: list[tuple[int, int]] = []
    offset = start
    for line in text[start:end].split("\n"):
        lines.append((offset, offset + len(line)))
        offset += len(line) + 1
    for number, (first, _) in enumerate(lines):
        for _, last in lines[number : number + 3]:
            if _key(text[first:last]) == wanted and text[first:last].strip():
                return first, last
    return None


def _key(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
