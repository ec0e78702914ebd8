"""Acts of which a file holds only some pasal: the print proves a heading, not the sequence.

Where most pasal were left out no number follows another and proves it, so a heading is one that is
printed as such: alone on its line, after a sentence's end, before a provision, rising between the
pasal that the numbering proves (`ingest.structure.sequence`). One that is printed so and rises
nowhere ends the pasal before it all the same: whose words follow is not known, but not that
pasal's. The file's reader is told.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from dalil.ingest.structure.amending_act import opens_changes
from dalil.ingest.structure.heading_candidates import Marker, headings_before
from dalil.ingest.structure.sequence import Link, gaps

#: A heading at a line's start, followed by a provision and doubted by nothing
#: (`ingest.structure.heading_candidates`).
_SURE: Final = 5.0
_ENDED: Final = re.compile(r"(?:\A|[.;:”\")*_>…]|[A-Z]{3}|\n[ \t]*)[ \t\n*_#>]*\Z")
#: An excerpt leaves ayat out as it does pasal: "Pasal 27⏎(3) Setiap …".
_OPENS: Final = re.compile(
    r"[\s*_#:]*(?:[({\[]\s?[\dlI.…]|[A-Z“\"…]|\.\s?\.|[a-z]{1,2}\s?[.)]\s"
    r"|\d{1,3}\s?[.)]\s)"
)
#: "Pasal 27. Setiap", "Pasal 27 (3) Setiap": a heading that shares its line with its provision.
_PUNCTUATED: Final = re.compile(
    r"\W?P(?:asal|ASAL)[ \t]+\d{1,4}[A-Z]?[ ]?(?:[.:][\s*_]|[({\[]\s?[\dlI])"
)
#: "Pasal 19 ayat (2)" over its words, as those who cite an excerpt head it.
_PINPOINT: Final = re.compile(
    r"(?:(?<=\n)|(?<=\A))[ \t*_#>]*"
    r"(?P<at>P(?:asal|ASAL)[ \t]+(?P<number>\d{1,4})(?P<suffix>[A-Z]?)[ \t]*)"
    r"(?:,?[ \t]*(?:ayat[ \t]*\(\d{1,2}[a-z]?\)|huruf[ \t]+[a-z]{1,2}|angka[ \t]+\d{1,3}))+"
    r"[ \t*_]*[.:]?[*_]*[ \t]*(?=\n|\(|[A-Z](?!ndang-|eraturan\b|eputusan\b|[A-Z]))"
)
#: Words after which the pasal of another act are quoted.
_QUOTES: Final = re.compile(
    r"\b(?:berbunyi|dibaca|diubah|dirubah|mengubah|merubah|ditambah\w*|diganti|disisip\w*|"
    r"sebagai\s+berikut)\b"
)
#: A sentence that ends before the heading leads to it only if its last words do: not "… dapat
#: diubah, kecuali mengenai tujuan."
_FINISHED: Final = re.compile(r"\.[\s*_”\"]*\Z")
_ENDS_IN: Final = re.compile(
    rf"(?<!\bbelum )(?<!\bdapat )(?<!\btelah )(?<!\btidak ){_QUOTES.pattern}(?:\s+[\w-]+){{0,6}}"
    r"\.[\s*_”\"]*\Z"
)
_CLOSE: Final = 140
#: Where the sentence that leads to a heading begins.
_STOP: Final = re.compile(r"[.;][\s*_”\"]+(?=\S)")


def with_excerpted(
    text: str,
    start: int,
    end: int,
    links: Sequence[Link],
    markers: Sequence[Marker],
    *,
    amending: bool,
) -> tuple[list[Link], tuple[Link, ...], tuple[int, ...]]:
    """The chain with the headings of an excerpt, those that fit into no order, and what is told.

    Args:
        start, end: the body's span.
        links: the chain that the numbering proves; may be empty.
        markers: all candidates of the body, weakened where a change quotes them.
        amending: whether the act changes another, so that quoted headings are what it is made of.

    The second result are headings that the print proves and the order denies: what stands under
    them belongs to no pasal that is known. The third names numbers of headings in lines of their
    own that are taken for none, and stay in the text of the pasal before them.
    """
    have = {link.value for link in links}
    printed = [
        m for m in markers if m.scheme == "pasal" and (m.strength >= _SURE or _in_own_line(text, m))
    ]
    printed = sorted([*printed, *_pinpoints(text, start, end)], key=lambda m: m.start)
    others = [Link(m, m.values[0]) for m in printed if m.values[0] not in have]
    alone = [link for link in others if _stands_alone(text, start, end, link.marker)]
    quoted = _quoted(text, start, links, alone, amending=amending)
    own = [link for link in alone if link not in quoted]
    if len(alone) == 1 and own and (last := _last(text, end, links, own[0])):
        return [*links, last], (), ()
    fitting = _fitting(links, own)
    whole = sorted([*links, *fitting], key=lambda link: link.marker.start)
    known = {link.value[0] for link in whole}
    astray = tuple(link for link in own if link not in fitting and link.value[0] not in known)
    told = {link.value[0] for link in others if not amending and _told(text, end, link)}
    return whole, astray, tuple(sorted(told - known))


def _pinpoints(text: str, start: int, end: int) -> list[Marker]:
    """Headings that name an ayat or huruf with their pasal; these stay in the pasal's text."""
    found = []
    for match in _PINPOINT.finditer(text, start, end):
        order = ord(match["suffix"]) - 64 if match["suffix"] else 0
        value = (int(match["number"]), order)
        if value[0]:
            found.append(Marker("pasal", match.start("at"), match.end("at"), (value,), _SURE))
    return found


_IN_FORCE: Final = re.compile(r"\bberlaku\b")


def _last(text: str, end: int, links: Sequence[Link], link: Link) -> Link | None:
    """The heading as the act's last pasal, its number glued to a stray digit: "15" after 4.

    The last pasal of an act says since when it is in force (UU 12/2011, Lampiran II no. 137 and
    150): where these words fail, the number is that of an excerpt.
    """
    if not links or gaps(links) or link.marker.start < links[-1].marker.start:
        return None
    if not _IN_FORCE.search(text, link.marker.end, end):
        return None
    following = links[-1].value[0] + 1
    printed = str(link.value[0])
    glued = len(printed) > len(str(following)) and printed.endswith(str(following))
    return Link(link.marker, (following, 0)) if glued else None


def _stands_alone(text: str, start: int, end: int, marker: Marker) -> bool:
    """Whether this is printed as a heading, between two provisions, and no number in a sentence."""
    line_end = text.find("\n", marker.start, end)
    line_end = end if line_end < 0 else line_end
    if not any(c.isdigit() for c in text[marker.start : min(line_end, marker.end)]):
        return False  # "Pasal II" is no Pasal 11
    pinpoint = _PINPOINT.match(text, text.rfind("\n", 0, marker.start) + 1, end)
    if marker.end <= line_end and not pinpoint and not _PUNCTUATED.match(text, marker.start):
        return False
    after = pinpoint.end() if pinpoint else marker.end
    headed = headings_before(text, start, marker.start)
    return bool(
        (headed or _ENDED.search(text[max(start, marker.start - 40) : marker.start]))
        and _OPENS.match(text, after, end)
    )


def _told(text: str, end: int, link: Link) -> bool:
    """Whether a heading that is taken for none must be told: above a provision, in its own line."""
    return _in_own_line(text, link.marker) and bool(_OPENS.match(text, link.marker.end, end))


def _in_own_line(text: str, marker: Marker) -> bool:
    """Whether a heading's number stands in a line of its own, and not in a sentence before it."""
    line = text.rfind("\n", 0, marker.start) + 1
    stop = text.find("\n", marker.start)
    said = text[line : stop if stop >= 0 else len(text)].strip(" \t*_#.")
    return re.fullmatch(r"P(?:asal|ASAL)[ \t]+\d{1,4}[A-Z]?", said) is not None


def _quoted(
    text: str, start: int, links: Sequence[Link], found: Sequence[Link], *, amending: bool
) -> list[Link]:
    """Those that a change brings from another act: the first that its sentence leads to, and what
    follows until the act's own numbering goes on.
    """
    quoted: list[Link] = []
    before, after, opened = start, start, False
    proven = [link.marker for link in links]
    for link in found:
        while proven and proven[0].start < link.marker.start:
            after = before = proven.pop(0).end
            opened = False
        here = link.marker.start
        opened = opened or opens_changes(text, after, here)
        opened = opened or _leads_to(text, before, here)
        if before == start and not amending and headings_before(text, start, here):
            opened = False  # "Menetapkan: UNDANG-UNDANG … sebagai berikut: BAB I": its own first
        if opened:
            quoted.append(link)
        before = link.marker.end
    return quoted


def _leads_to(text: str, start: int, here: int) -> bool:
    """Whether the sentence before a heading brings a provision in its wording."""
    if _FINISHED.search(text, start, here):
        return _ENDS_IN.search(text, max(start, here - _CLOSE), here) is not None
    lead = max((m.end() for m in _STOP.finditer(text, start, here)), default=start)
    return _QUOTES.search(text, lead, here) is not None


def _fitting(links: Sequence[Link], found: Sequence[Link]) -> list[Link]:
    """Those that rise between the proven ones around them; none where two orders are as good."""
    fitting: list[Link] = []
    starts = [link.marker.start for link in links]
    for gap, group in groupby(found, key=lambda link: bisect_left(starts, link.marker.start)):
        least = links[gap - 1].value if gap else (0, 0)
        most = links[gap].value if gap < len(links) else (sys.maxsize, 0)
        fitting += _only_rising([link for link in group if least < link.value < most])
    return fitting


def _only_rising(links: Sequence[Link]) -> list[Link]:
    """What stands in every longest rising row of these."""
    values = [link.value for link in links]
    up = _rising(values)
    down = _rising([(-a, -b) for a, b in reversed(values)])[::-1]
    longest = max(up, default=0)
    whole = [i for i in range(len(links)) if up[i] + down[i] - 1 == longest]
    ranks = Counter(up[i] for i in whole)
    return [links[i] for i in whole if ranks[up[i]] == 1]


def _rising(values: Sequence[tuple[int, int]]) -> list[int]:
    """How long the longest rising row is that ends in each."""
    ends: list[tuple[int, int]] = []
    lengths = []
    for value in values:
        at = bisect_left(ends, value)
        ends[at : at + 1] = [value]
        lengths.append(at + 1)
    return lengths
