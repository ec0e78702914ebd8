"""What became of every word of an act: in a passage, in a heading, or told to be in neither.

A provision that stands in no passage cannot be found, and nothing shows that it is missing. So
the passages are held against the text afterwards, without asking how they were made: every word
between them must be a heading's ("Pasal 5", the bab and bagian that the passage after it names),
a label's ("Menimbang:"), the letterhead's of a page, or is told as fallen out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dalil.ingest.messages import Message
from dalil.ingest.model import Passage
from dalil.ingest.readers.page_furniture import is_letterhead

#: A run of letters that is no label: "b." alone says nothing.
_TELLING: Final = re.compile(r"[^\W\d_]{2,}")
#: What opens a part of an act and stands outside its text.
_LABEL: Final = re.compile(
    r"\b(?:M[ce]?[a-z]?[ ]?nim[ ]?bang|MENIMBANG|Manimbang|M[ ]?[ec]ngingat(?:[ ]?pula)?|MENGINGAT"
    r"|Memperingatkan|Memperhatikan|MEMPERHATIKAN|Mendengar|MENDENGAR|Membaca)\b\s*[:;.]*"
)
#: The heading of a pasal, as print and scans have it, right before the pasal's own words.
_PASAL: Final = re.compile(
    r"[\W_]*(?<![A-Za-z])(?:(?:P|p|F)\W{0,2}[aA]\W{0,2}[sS]\W{0,2}[aAi]\W{0,2}[lLIJ17it!|\]]?|Psl)"
    r"[\W_]{0,8}(?:[0-9OoQlLIiSTZBVXgsq|!\]]{1,4}[\W_]{0,3}){0,3}(?:[A-H](?![A-Za-z]))?"
    r"(?:[Tt]unggal|TUNGGAL)?[\W_]*\Z"
)


def fallen_out(text: str, passages: Sequence[Passage]) -> list[tuple[int, int]]:
    """The spans of ``text`` with words that stand in no passage and no heading of one.

    ``passages`` are those of one act, in any order; the spans are in the order of the text,
    without white space at their ends.
    """
    lost: list[tuple[int, int]] = []
    here = 0
    for passage in sorted(passages, key=lambda p: (p.start, p.end)):
        if passage.start > here:
            lost += _unsaid(text, here, passage.start, passage)
        here = max(here, passage.end)
    return [*lost, *_unsaid(text, here, len(text), None)]


def _unsaid(text: str, start: int, end: int, after: Passage | None) -> list[tuple[int, int]]:
    """What of a gap between passages is neither label nor heading of the passage after it."""
    if not _TELLING.search(text, start, end):
        return []
    named = after is not None and after.locator.step("pasal") is not None
    if named and (pasal := _PASAL.search(text, max(start, end - 24), end)):
        end = pasal.start()
    said = {
        w.casefold() for line in (after.heading if after else ()) for w in _TELLING.findall(line)
    }
    labels = [match.span() for match in _LABEL.finditer(text, start, end)]
    words = [
        match.span()
        for match in _TELLING.finditer(text, start, end)
        if match[0].casefold() not in said and not any(a <= match.start() < b for a, b in labels)
    ]
    if not words or is_letterhead(" ".join(text[a:b] for a, b in words)):
        return []
    return [(words[0][0], words[-1][1])]


def told(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The words that fell out as a warning for people; nothing if there are none."""
    count = sum(len(_TELLING.findall(text, *span)) for span in spans)
    if not count:
        return ()
    start, end = spans[0]
    first = " ".join(text[start:end].split())
    first = first if len(first) <= 80 else f"{first[:80].rpartition(' ')[0]} …"
    return (Message("source.fallen_out", count=count, first=first),)
