"""The body of an act: which headings are its pasal, and what stands under each.

An act numbers its own pasal 1, 2, 3 … or, where it amends another, I, II (UU 12/2011, Lampiran II
no. 230). The pasal that an amendment quotes are numbered too, and never enter the act's own chain:
they belong under the change that brings them (`ingest.amending`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.amending import amended_parts, opens_changes, quoted_less
from ingest.chain import Link, best_chain, gaps
from ingest.excerpt import with_excerpted
from ingest.heading import HeadingMark, headings_before, path_after
from ingest.listing import BODY_LISTS, list_items
from ingest.locator import Step
from ingest.marker import Marker, Scheme, pasal_markers
from ingest.paragraph import paragraphs
from ingest.part import Part, trimmed
from ingest.repair import Repair, fill_gaps, heading_repairs, without_catchwords


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of a body, what is missing in it, and the headings repaired.

    ``lead`` is the span of what stands before the first pasal and its headings: the title after
    "Menetapkan", or words whose own heading the source has lost.
    """

    parts: list[Part]
    lead: tuple[int, int]
    missing: tuple[int, ...] = ()
    repairs: tuple[Repair, ...] = ()
    astray: tuple[int, ...] = ()  # numbers of headings that are in no order with the others


def body_parts(text: str, start: int, end: int, *, amending: bool) -> Body:
    """The pasal of ``text[start:end]``; its diktum or its paragraphs where there are none."""
    markers = pasal_markers(text, start, end)
    roman = _roman_chain(text, markers)
    weighed = quoted_less(text, markers)
    arabic = _arabic_chain(weighed, amending=amending)
    if _numbered_in_roman(roman, arabic, amending=amending):
        parts = pasal_parts(text, start, end, roman, BODY_LISTS, amending=True)
        return Body(parts, lead_of(text, start, roman))
    astray: tuple[int, ...] = ()
    if not amending:
        arabic, astray = with_excerpted(text, start, end, arabic, weighed)
    if not arabic:
        return _sole_pasal(text, start, end, amending=amending)
    links = fill_gaps(text, start, without_catchwords(text, arabic, markers))
    return Body(
        pasal_parts(text, start, end, links, BODY_LISTS),
        lead_of(text, start, links),
        tuple(gaps(links)),
        tuple(heading_repairs(text, links)),
        tuple(n for n in astray if n not in {link.value[0] for link in links}),
    )


def lead_of(text: str, start: int, links: Sequence[Link]) -> tuple[int, int]:
    """The span before the first of these pasal and the headings above it; may be empty."""
    first = links[0].marker.start
    block = headings_before(text, start, first, after_pasal=False)
    return trimmed(text, start, block[0].start if block else first)


def _roman_chain(text: str, markers: Sequence[Marker]) -> list[Link]:
    """The act's own pasal in Roman numerals; "Pasal 1", "Pasal 11" alone make none."""
    links = best_chain([m for m in markers if m.scheme == "romawi"], late_start=4)
    printed = [link for link in links if not _DIGIT.search(text, *_span(link.marker))]
    return links if 2 * len(printed) >= len(links) else []


_DIGIT: Final = re.compile(r"\d")


def _span(marker: Marker) -> tuple[int, int]:
    return marker.start, marker.end


def _arabic_chain(markers: Sequence[Marker], *, amending: bool) -> list[Link]:
    """The act's own pasal in Arabic numbers.

    Of an act that amends, a chain that does not begin with 1 or 2, or leaps, is made of the
    pasal that it quotes from the act amended. So is, of any act, one that begins late and is
    far shorter than what is missing before it.
    """
    found = [m for m in markers if m.scheme == "pasal"]
    if not amending:
        links = best_chain(found, missing=1.5, late_start=1.5)
        return links if links and links[0].value[0] - 1 <= 3 * len(links) else []
    links = best_chain(found, missing=2.5, late_start=4, reach=4)
    return links if links and links[0].value[0] <= 2 else []


def _numbered_in_roman(roman: Sequence[Link], arabic: Sequence[Link], *, amending: bool) -> bool:
    """Whether "Pasal I" is a Roman one and not a misread "Pasal 1" that a "Pasal 2" follows."""
    if not roman or roman[0].value != (1, 0):
        return False
    if {(1, 0), (2, 0)} <= {link.value for link in arabic}:
        return amending and len(roman) >= 2
    if amending:
        return True
    # "Pasal I … Pasal II" where Arabic numbers would leave a gap after 1
    return len(roman) >= 2 and (len(roman) > len(arabic) or (2, 0) not in [x.value for x in arabic])


def pasal_parts(
    text: str,
    begin: int,
    end: int,
    links: Sequence[Link],
    lists: Sequence[Scheme],
    *,
    amending: bool = False,
) -> list[Part]:
    """A part for every pasal, its end cut before the headings of the next."""
    parts: list[Part] = []
    path: list[HeadingMark] = []
    blocks = [
        headings_before(text, before, link.marker.start, after_pasal=before > begin)
        for before, link in zip([begin, *(link.marker.end for link in links)], links, strict=False)
    ]
    for index, link in enumerate(links):
        path = path_after(path, blocks[index])
        stop = end
        if index + 1 < len(links):
            following = blocks[index + 1]
            stop = following[0].start if following else links[index + 1].marker.start
        stop = max(stop, link.marker.end)
        content = _DOTS.match(text, link.marker.end, stop)  # of "Pasal 1.."
        start, last = trimmed(text, content.end() if content else min(link.marker.end, stop), stop)
        step = Step("pasal", _pasal_label(link))
        if amending or opens_changes(text, start, last):
            children = amended_parts(text, start, last, lists)
        else:
            children = list_items(text, start, last, lists)
        headings = tuple(mark.text for mark in path)
        parts.append(Part(step, start, start, last, children, headings))
    return parts


_DOTS: Final = re.compile(r"[\s.]*\.\s*(?=\w)")


def _pasal_label(link: Link) -> str:
    number, suffix = link.value
    if link.marker.scheme == "romawi":
        return _ROMAN[number] if number < len(_ROMAN) else str(number)
    return f"{number}{chr(96 + suffix) if suffix else ''}"


_ROMAN: Final = (
    "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
    "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip

#: Acts of the fifties with one provision call it "Pasal tunggal".
_TUNGGAL: Final = re.compile(
    r"(?:(?<=\n)|(?<=[.:;]\s)|(?<=\A))[ \t]*P(?:asal|ASAL)[ \t]+(?:[Tt]unggal|TUNGGAL)\b[ \t]*[.:]?"
)
_DIKTUM: Final = re.compile(
    r"(?:(?<=\n)|(?<=[.;:]\s))[ \t]*(?P<name>PERTAMA|KESATU|KEDUA|KETIGA|KEEMPAT|KELIMA|KEENAM|"
    r"KETUJUH|KEDELAPAN|KESEMBILAN|KESEPULUH|Pertama|Kesatu|Kedua|Ketiga|Keempat|Kelima|Keenam|"
    r"Ketujuh|Kedelapan|Kesembilan|Kesepuluh)[ \t]*:\s*"
)


def _sole_pasal(text: str, start: int, end: int, *, amending: bool) -> Body:
    """A "Pasal tunggal" where that is all there is, else a body without pasal."""
    sole = list(_TUNGGAL.finditer(text, start, end))
    if len(sole) != 1 or amending:
        return _without_pasal(text, start, end)
    first, last = trimmed(text, sole[0].end(), end)
    items = list_items(text, first, last)
    part = Part(Step("pasal", "tunggal"), first, first, last, items)
    return Body([part], trimmed(text, start, sole[0].start()))


def _without_pasal(text: str, begin: int, limit: int) -> Body:
    """A body without pasal: its diktum ("PERTAMA: …"), else its paragraphs."""
    named = list(_DIKTUM.finditer(text, begin, limit))
    if len(named) < 2:
        return Body(paragraphs(text, begin, limit), (begin, begin))
    parts = []
    ends = [m.start() for m in named[1:]] + [limit]
    for match, stop in zip(named, ends, strict=True):
        start, end = trimmed(text, match.start("name"), stop)
        children = list_items(text, match.end(), end)
        label = match["name"].lower()
        parts.append(Part(Step("diktum", label), start, match.end(), end, children))
    return Body(parts, trimmed(text, begin, named[0].start("name")))
