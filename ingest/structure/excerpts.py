"""Excerpts: an act of which a file holds only some pasal, each under its own number.

Numbers that follow one another prove a heading (`ingest.structure.sequence`); where most pasal were
left out nothing follows, and "Pasal 27" after "Pasal 1" would be taken for words of Pasal 1: a
wrong pointer. There the print itself is the proof: lines that are headings and nothing else, after
a sentence's end, before a provision, and rising from the first to the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from dalil.ingest.structure.amending_act import opens_changes
from dalil.ingest.structure.heading_candidates import Marker
from dalil.ingest.structure.sequence import Link, gaps

#: A heading at a line's start, followed by a provision and doubted by nothing
#: (`ingest.structure.heading_candidates`).
_SURE: Final = 5.0
_ENDED: Final = re.compile(r"(?:\A|[.;:”\")*_>]|[A-Z]{3}|\n[ \t]*)[ \t\n*_#>]*\Z")
_OPENS: Final = re.compile(r"[\s*_#]*(?:[({\[]\s?[1lI]|[A-Z“\"]|[a1]\s?[.)]\s)")
#: Words after which the pasal of another act are quoted.
_QUOTES: Final = re.compile(
    r"\b(?:berbunyi|dibaca|diubah|mengubah|merubah|ditambah\w*|diganti|disisip\w*|sebagai\s+berikut)\b"
)


def with_excerpted(
    text: str, start: int, end: int, links: Sequence[Link], markers: Sequence[Marker]
) -> tuple[list[Link], tuple[int, ...]]:
    """The chain with the headings of an excerpt, and the numbers that stand in it out of order.

    Args:
        start, end: the body's span.
        links: the chain that the numbering proves; may be empty.
        markers: all candidates of the body, weakened where a change quotes them.

    The second result names headings in lines of their own that are in no order with the chain:
    they are left in the text of the pasal before them.
    """
    have = {link.value for link in links}
    sure = [
        Link(m, m.values[0])
        for m in markers
        if m.scheme == "pasal" and m.strength >= _SURE and m.values[0] not in have
    ]
    sure = [link for link in sure if _stands_alone(text, start, end, link.marker)]
    if not sure:
        return list(links), ()
    if len(sure) == 1 and (last := _last(links, sure[0])):
        return [*links, last], ()
    whole = sorted([*links, *sure], key=lambda link: link.marker.start)
    rising = all(a.value < b.value for a, b in pairwise(whole))
    if rising and not any(_quoted(text, start, links, link) for link in sure):
        return whole, ()
    known = {link.value[0] for link in links}
    return list(links), tuple(sorted({link.value[0] for link in sure} - known))


def _last(links: Sequence[Link], link: Link) -> Link | None:
    """The heading as the act's last pasal, its number glued to a stray digit: "15" after 4."""
    if not links or gaps(links) or link.marker.start < links[-1].marker.start:
        return None
    following = links[-1].value[0] + 1
    printed = str(link.value[0])
    glued = len(printed) > len(str(following)) and printed.endswith(str(following))
    return Link(link.marker, (following, 0)) if glued else None


def _stands_alone(text: str, start: int, end: int, marker: Marker) -> bool:
    """Whether nothing but the heading stands in its line, between two provisions."""
    line_end = text.find("\n", marker.start, end)
    if line_end < 0 or marker.end <= line_end:
        return False
    if not any(c.isdigit() for c in text[marker.start : line_end]):
        return False  # "Pasal II" is no Pasal 11
    return bool(
        _ENDED.search(text[max(start, marker.start - 40) : marker.start])
        and _OPENS.match(text, marker.end, end)
    )


def _quoted(text: str, start: int, links: Sequence[Link], link: Link) -> bool:
    """Whether the words since the last proven heading bring the pasal of another act."""
    before = [known.marker for known in links if known.marker.start < link.marker.start]
    since = before[-1].end if before else start
    return bool(
        opens_changes(text, since, link.marker.start)
        or _QUOTES.search(text, since, link.marker.start)
    )
