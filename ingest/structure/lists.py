"""The lists inside a pasal: ayat, huruf, angka, nested as the drafter nested them.

A provision may open any list: "(1)", "a.", "1.", and inside an item another with a marker of
its own kind ("a)", "1)"). The list that begins first is the outer one; the numbering decides
which markers are real, and the same is asked again inside every item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from dalil.ingest.locator import Locator, Step
from dalil.ingest.structure.heading_candidates import UNIT_OF, Marker, Scheme, item_markers
from dalil.ingest.structure.sequence import Link, best_chain
from dalil.ingest.structure.tree import Part, trimmed

# A lost mark is taken from the place that its neighbours leave it, if there is only one. A list
# whose marks stand without text is none. Where a mark stays lost, the unit before it would swallow
# the text of the lost one; it is given up, and the text stays with the unit around it.

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


#: The strength of a mark that begins a line (`ingest.structure.heading_candidates`).
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


#: The lists of the body and those of the elucidation ("Ayat (1)", "Huruf a").
BODY_LISTS: Final[tuple[Scheme, ...]] = ("ayat", "huruf", "angka", "huruf)", "angka)")
EXPLAINED_LISTS: Final[tuple[Scheme, ...]] = ("Ayat", "Huruf", "Angka")


def list_items(
    text: str, start: int, end: int, schemes: Sequence[Scheme] = BODY_LISTS
) -> tuple[Part, ...]:
    """The items of the outermost list in ``text[start:end]``, with the lists inside them."""
    if "ayat" in schemes:
        end = before_column(text, start, end)
    chains = {scheme: chain for scheme in schemes if (chain := _chain(text, start, end, scheme))}
    if not chains:
        return ()
    outer = min(chains, key=lambda s: chains[s][0].marker.start)
    opening = first_ayat(text, start, chains.get("ayat", ()))
    if opening is not None:
        outer = "ayat"  # it holds whatever stands before its second
    links = chains[outer]
    inner = [s for s in schemes if s != outer]
    ends = [link.marker.start for link in links[1:]] + [end]
    labels = _labels(text, links, outer)
    doubtful: set[int] = set()
    if outer not in EXPLAINED_LISTS:
        doubtful = unproven(text, links, end, outer) | run_together(text, links, end, outer)
    items = []
    if opening is not None:
        children = list_items(text, *opening, inner)
        items.append(Part(Step("ayat", "1"), opening[0], opening[0], opening[1], children))
    for index, (link, stop, label) in enumerate(zip(links, ends, labels, strict=True)):
        if index in doubtful:
            continue
        first, last = trimmed(text, link.marker.start, stop)
        content = min(link.marker.end, last)
        children = list_items(text, content, last, inner) if inner else ()
        items.append(Part(Step(UNIT_OF[outer], label), first, content, last, children))
    return tuple(items)


def _chain(text: str, start: int, end: int, scheme: Scheme) -> list[Link]:
    """The list of that scheme, or nothing if what is there does not prove itself a list."""
    markers = item_markers(text, start, end, scheme)
    if not markers:
        return []
    if scheme in EXPLAINED_LISTS:
        # An elucidation explains only some of the units: numbers may be missing.
        return best_chain(markers, missing=0.2, late_start=0.2)
    # Within a line an ayat's mark is as sure as its neighbours make it; what a gap leaves
    # unproven is given up later.
    chain = best_chain(markers, missing=1.5 if scheme == "ayat" else 2.5)
    links = with_lost(text, start, chain, scheme)
    if is_jumbled(text, links, end):
        return []
    opening = links[0]
    if opening.value != (1, 0):
        # A list whose first marker the scan has lost is still one if enough of it is there.
        sure = len(links) >= 3 or all(link.marker.strength >= 4 for link in links)
        return links if opening.value[0] == 2 and len(links) >= 2 and sure else []
    if len(links) >= 2:
        return links
    sole = scheme == "ayat" and opening.marker.strength >= 2
    return links if sole else []


def _labels(text: str, links: Sequence[Link], scheme: Scheme) -> list[str]:
    """Labels as ids have them: "2", "1a", "d1", "aa", "bb" (or "ab", if it is printed so)."""
    labels = []
    for link in links:
        number, suffix = link.value
        if UNIT_OF[scheme] == "huruf":
            name = letters(number, text[link.marker.start : link.marker.end])
            labels.append(name + (str(suffix) if suffix else ""))
        else:
            labels.append(f"{number}{chr(96 + suffix) if suffix else ''}")
    return labels


def letters(number: int, printed: str) -> str:
    """The label of the huruf with this number: behind "z" comes "aa", then "bb" or "ab"."""
    if number <= 26:
        return chr(96 + number)
    last = chr(96 + number - 26)
    return last * 2 if last * 2 in printed else f"a{last}"


# Text without units of its own — a general elucidation, an annex — by paragraphs.

#: Paragraphs are joined up to the first and cut at sentence ends above the second (characters).
SHORTEST: Final = 200
LONGEST: Final = 1200
#: Letters, without blanks, that an alinea of a general elucidation has.
EVEN: Final = 600

_BREAK: Final = re.compile(r"\n[ \t]*\n|(?<=[.;:])[ \t]*\n")
_LINE: Final = re.compile(r"\n")
_SENTENCE: Final = re.compile(r"(?<=[.;])\s+(?=[A-Z“\"(0-9])")


def paragraphs(text: str, start: int, end: int) -> list[Part]:
    """Parts ``alinea-1``, ``alinea-2`` … that cover ``text[start:end]`` but for white space."""
    pieces: list[tuple[int, int]] = []
    for piece_start, piece_end in _pieces(text, start, end):
        if pieces and pieces[-1][1] - pieces[-1][0] < SHORTEST:
            pieces[-1] = (pieces[-1][0], piece_end)
        else:
            pieces.append((piece_start, piece_end))
    return _numbered(pieces)


def even_sentences(text: str, start: int, end: int) -> list[Part]:
    """Parts ``alinea-1`` … that are the same whatever the file's lines are.

    A PDF breaks every line and a Markdown file none, so line ends say nothing here. Cuts fall on
    the first sentence end after every `EVEN` letters from the start: a letter more or less moves
    at most one cut, not all that follow.
    """
    spans: list[tuple[int, int]] = []
    here, letters, bound = start, 0, EVEN
    for sentence_start, sentence_end in _cut(text, start, end, _SENTENCE):
        letters += len("".join(text[sentence_start:sentence_end].split()))
        if letters >= bound:
            spans.append(trimmed(text, here, sentence_end))
            here = sentence_end
            bound += EVEN * (1 + (letters - bound) // EVEN)
    rest = trimmed(text, here, end)
    if rest[1] > rest[0]:
        short = spans and rest[1] - rest[0] < SHORTEST
        spans = [*spans[:-1], (spans[-1][0], rest[1])] if short else [*spans, rest]
    return _numbered(spans)


def rows(text: str, start: int, end: int) -> list[Part]:
    """Parts ``alinea-1`` … of whole lines: what a table's row says is not torn apart."""
    spans: list[tuple[int, int]] = []
    for line_start, line_end in _cut(text, start, end, _LINE):
        if line_end - line_start > LONGEST:
            spans += _pieces(text, line_start, line_end)
        elif spans and line_end - spans[-1][0] <= LONGEST:
            spans[-1] = (spans[-1][0], line_end)
        else:
            spans.append((line_start, line_end))
    return _numbered(spans)


def _numbered(spans: Sequence[tuple[int, int]]) -> list[Part]:
    return [
        Part(Step("alinea", str(n)), first, first, last) for n, (first, last) in enumerate(spans, 1)
    ]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for block_start, block_end in _cut(text, start, end, _BREAK):
        if block_end - block_start <= LONGEST:
            found.append((block_start, block_end))
            continue
        here = block_start
        for sentence_start, sentence_end in _cut(text, block_start, block_end, _SENTENCE):
            if sentence_end - here > LONGEST and sentence_start > here:
                found.append(trimmed(text, here, sentence_start))
                here = sentence_start
        found.append((here, block_end))
    return found


def _cut(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    offsets = [start, *(m.end() for m in pattern.finditer(text, start, end)), end]
    spans = [trimmed(text, a, b) for a, b in pairwise(offsets)]
    return [(a, b) for a, b in spans if b > a]
