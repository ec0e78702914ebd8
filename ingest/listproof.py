"""What the numbering of a list proves, and what it does not.

A scan loses marks ("b, manajemen" for "b. manajemen") or puts them in a column of their own, away
from the text they number. A lost mark is taken from the place that its neighbours leave it, if
there is only one. A list whose marks stand without text is none: its provisions would be cited
under a wrong number. Where a mark stays lost, the unit before it would swallow the text of the
lost one; it is given up, and the text stays with the unit around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ingest.chain import Link
from ingest.item import item_markers
from ingest.locator import Locator
from ingest.marker import UNIT_OF, Marker, Scheme
from ingest.part import Part

#: Plain letters that are no label of an item.
_SAYING: Final = re.compile(r"[A-Za-z]{2,}")
#: A sentence or an item ends and another begins: room for a unit whose mark is lost.
_INNER_END: Final = {
    "ayat": re.compile(r"(?<!\bNo)\.\s+[^\w\s]{0,2}[A-Z(]"),
    "huruf": re.compile(r";\s+\S|,\s*(?:dan|atau|dan/atau)\s+\S|\.\s+[A-Z]"),
    "angka": re.compile(r";\s+\S|\.\s+[A-Z]"),
}


#: "(1) (2) (3)" after a pasal's last words: the marks of the next page, in a column.
_COLUMN: Final = re.compile(
    r"\s[({\[][1lI][)\]}1](?:\s+[({\[]?[\dlIsSqgtT]{1,2}[)\]}1t]?)+[\s^]*\Z"
)


def before_column(text: str, start: int, end: int) -> int:
    """Where a provision ends before a column of marks that has strayed to its end."""
    found = _COLUMN.search(text, max(start, end - 60), end)
    return found.start() if found and _SAYING.search(text, start, found.start()) else end


#: What is quoted from another act may begin with its second ayat; a heading or a "(1)" that was
#: passed over says that the ayat are another pasal's.
_NOT_FIRST: Final = re.compile(
    r"\b(?:diubah|berbunyi|disisipkan|ditambah\w*|dibaca|diganti|sebagai berikut)\b"
    r"|P\s?as\s?al\s+\d+\s+\S*[A-Z(]|(?<!ayat )\(1\)",
    re.IGNORECASE,
)


def first_ayat(text: str, start: int, links: Sequence[Link]) -> tuple[int, int] | None:
    """Where the first ayat stands whose mark is lost: all before "(2)", from "(3)" on proven.

    Ayat are the outermost units of a pasal and numbered from 1 (UU 12/2011, Lampiran II, nomor
    77-89), so what a pasal says before its ayat (2) is its ayat (1).
    """
    if len(links) < 2 or [link.value for link in links[:2]] != [(2, 0), (3, 0)]:
        return None
    end = links[0].marker.start
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if not text[start:end][:1].isupper() or len(_SAYING.findall(text, start, end)) < 3:
        return None
    return None if _NOT_FIRST.search(text, start, end) else (start, end)


def is_jumbled(text: str, links: Sequence[Link], end: int) -> bool:
    """Whether a mark of the list stands without any word of its own, as in "(1) (2) (3) Setiap"."""
    stops = [*(link.marker.start for link in links[1:]), end]
    return any(
        not _SAYING.search(text, link.marker.end, stop)
        for link, stop in zip(links, stops, strict=True)
    )


def with_lost(text: str, start: int, links: Sequence[Link], scheme: Scheme) -> list[Link]:
    """The list with single marks that are misprinted in the only place left for them."""
    if scheme not in {"ayat", "huruf", "angka"}:
        return list(links)
    whole: list[Link] = []
    before, here = 0, start
    for link in links:
        number = link.value[0]
        if 1 < number - before <= 4:
            for lost in range(before + 1, number):
                if found := _lost(text, here, link.marker.start, lost, scheme):
                    whole.append(found)
                    here = found.marker.end
        whole.append(link)
        before, here = number, link.marker.end
    return whole


def _lost(text: str, start: int, end: int, number: int, scheme: Scheme) -> Link | None:
    if scheme == "huruf" and number > 26:
        return None
    name = chr(96 + number) if scheme == "huruf" else str(number)
    found = [
        match
        for match in re.finditer(_MISPRINTED[scheme].replace("N", name), text[start:end])
        if not _REFERS.search(text, start, start + match.start())
    ]
    if len(found) != 1:
        return None
    at = start + found[0].start()
    marker = Marker(scheme, at, start + found[0].end(), ((number, 0),), 1.0)
    return Link(marker, (number, 0))


#: "b, Air" after an item's end, with a wrong stop; "mengenai a. Anggaran" after no end at all.
_ITEM: Final = r"(?:(?<=[;:,.]\s)|(?<=\n))N\s?[,:;·][ ]+(?=\w)|(?<=[\w*_] )N\.[ ]+(?=\w)"
_MISPRINTED: Final = {
    # "(3 BPJS", "4) Dalam": one bracket lost
    "ayat": r"(?:(?<=[.;:\-]\s)|(?<=\n))(?:\(N[ ]+|N[)\]][ ]*)(?=[A-Z])",
    "huruf": _ITEM,
    "angka": _ITEM,
}
_REFERS: Final = re.compile(
    r"\b(?:huruf|angka|ayat|pasal|nomor|butir|poin|sub|dan|atau|No)\.?\s*\Z", re.IGNORECASE
)


def unproven(text: str, links: Sequence[Link], end: int, scheme: Scheme) -> set[int]:
    """Indexes of the units that may hold the text of a lost one after them."""
    inner = _INNER_END[UNIT_OF[scheme]]
    found = set()
    for index, (link, after) in enumerate(pairwise(links)):
        lost = after.value[0] - link.value[0] - 1
        if lost > 0 and inner.search(text, link.marker.end, after.marker.start):
            found.add(index)
    return found


#: "… di luar negeri; dan sesuai dengan …": after the last "; dan" of a list a mark must stand.
_AND: Final = re.compile(
    r";\s*(?:dan|atau)(?:[\W_]{0,3}[fIlj]?[\W_]{0,2}a\s?tau)?+\b(?!\s*[-–•]\s*[^\W\d])[\W_]*+"
    r"(?:\d{1,3}\s?[-–][\W_]*+)?+"  # a page's number
    r"(?!\(?[a-z]{1,2}\d?\s?[.,)]|\(?\d{1,3}[a-z]?\s?[.)])(?=[^\W_])"
)
_SAID: Final = re.compile(r"\b[a-z]{4,}")


def run_together(text: str, links: Sequence[Link], end: int, scheme: Scheme) -> set[int]:
    """Indexes of the units that hold others whose marks the copy has lost.

    They show it: an inner "; dan" that no mark follows, or, in the last, a mark that is further
    on than the next one ("b. …; …; dan⏎e. …").
    """
    if UNIT_OF[scheme] not in {"huruf", "angka"}:
        return set()
    stops = [*(link.marker.start for link in links[1:]), end]
    found = {
        index
        for index, (link, stop) in enumerate(zip(links, stops, strict=True))
        if (said := _AND.search(text, link.marker.end, stop))
        and len(_SAID.findall(text, said.end(), stop)) > 1
    }
    last = links[-1]
    later = [
        marker.values[0][0]
        for marker in item_markers(text, last.marker.end, end, scheme)
        if marker.strength >= _AT_LINE
    ]
    if (
        later
        and 1 not in later
        and min(later) > last.value[0] + 1
        and ";" in text[last.marker.end : end]
    ):
        found.add(len(links) - 1)
    return found


#: The strength of a mark that begins a line (`ingest.item`).
_AT_LINE: Final = 4.0


def damaged_lists(text: str, parts: Sequence[Part]) -> list[Locator]:
    """The units in whose list an item was given up: its mark stands in none of their items."""
    found: list[Locator] = []
    for part in parts:
        _damaged(text, part, Locator((part.step,)), found)
    return found


def _damaged(text: str, part: Part, here: Locator, found: list[Locator]) -> None:
    ends = [part.lead_end, *(child.end for child in part.children)]
    starts = [*(child.start for child in part.children), part.end]
    listed = [child.step for child in part.children if child.step.unit in {"huruf", "angka"}]
    headless = bool(listed) and listed[0].label not in {"a", "1"}
    if headless or any(
        listed and _GIVEN_UP.match(text, left, right)
        for left, right in zip(ends, starts, strict=True)
    ):
        found.append(here)
    for child in part.children:
        _damaged(text, child, here / child.step, found)


_GIVEN_UP: Final = re.compile(r"\s*(?:[a-z]{1,2}\d?|\d{1,3}[a-z]?)[.)]\s*\S")
