"""The grammar of an Indonesian act: from its text to the tree of its parts.

The units are those of UU 12/2011, Lampiran II. `parse_act` finds the large parts
(`ingest.structure.sections`), then the pasal of the body by their numbering
(`ingest.structure.act`, `ingest.structure.heading_candidates`, `ingest.structure.sequence`), the
headings above them (`ingest.structure.heading_candidates`) and the lists inside them
(`ingest.structure.lists`). Acts without pasal (decisions with "PERTAMA, KEDUA", circulars) give
their diktum or their paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dalil.ingest.locator import Locator, Step
from dalil.ingest.messages import Message
from dalil.ingest.model import SourceText
from dalil.ingest.structure.amending_act import (
    amended_parts,
    is_amending,
    opens_changes,
    quoted_less,
)
from dalil.ingest.structure.constitution import constitution_parts
from dalil.ingest.structure.excerpt import with_excerpted
from dalil.ingest.structure.heading_candidates import (
    HeadingMark,
    Marker,
    Scheme,
    headings_before,
    pasal_markers,
    path_after,
    roman,
)
from dalil.ingest.structure.heading_repair import (
    Repair,
    fill_gaps,
    heading_repairs,
    item_repairs,
    told,
    without_catchwords,
)
from dalil.ingest.structure.lists import (
    BODY_LISTS,
    EXPLAINED_LISTS,
    damaged_lists,
    even_sentences,
    list_items,
    paragraphs,
    rows,
)
from dalil.ingest.structure.sections import Frame, find_frames
from dalil.ingest.structure.sequence import SPARSE, Link, best_chain, gaps
from dalil.ingest.structure.tree import Part, trimmed

# An act numbers its pasal 1, 2, 3 … or, where it amends, I, II (UU 12/2011, Lampiran II no. 230).
# Those that an amendment quotes never enter the act's own chain (`ingest.structure.amending_act`).


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
    arabic, strays, told = with_excerpted(text, start, end, arabic, weighed, amending=amending)
    if not arabic:
        return replace(
            _sole_pasal(text, start, end, amending=amending),
            astray=tuple(sorted({link.value[0] for link in strays} | {*told})),
        )
    links = fill_gaps(text, start, without_catchwords(text, arabic, markers))
    taken = {link.marker.start for link in links}
    strays = tuple(link for link in strays if link.marker.start not in taken)
    have = {link.value[0] for link in links}
    return Body(
        pasal_parts(text, start, end, links, BODY_LISTS, strays=strays),
        lead_of(text, start, links),
        tuple(gaps(links)),
        tuple(heading_repairs(text, links)),
        tuple(sorted({link.value[0] for link in strays} | {*told} - have)),
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
    strays: Sequence[Link] = (),
) -> list[Part]:
    """A part for every pasal, its end cut before the headings of the next.

    What stands under ``strays``, headings of no known pasal, follows as paragraphs of the act.
    """
    parts: list[Part] = []
    strayed: list[Part] = []
    astray = [link.marker for link in strays]
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
        while astray and astray[0].start < link.marker.end:
            astray.pop(0)
        if astray and astray[0].start < stop:
            above = headings_before(text, link.marker.end, astray[0].start)
            cut = above[0].start if above else astray[0].start
            strayed += paragraphs(text, cut, stop)
            stop = cut
        content = _DOTS.match(text, link.marker.end, stop)  # of "Pasal 1.."
        start, last = trimmed(text, content.end() if content else min(link.marker.end, stop), stop)
        step = Step("pasal", _pasal_label(link))
        if amending or opens_changes(text, start, last):
            children = amended_parts(text, start, last, lists)
        else:
            children = list_items(text, start, last, lists)
        headings = tuple(mark.text for mark in path)
        parts.append(Part(step, start, start, last, children, headings))
    numbered = (replace(p, step=Step("alinea", str(n))) for n, p in enumerate(strayed, 1))
    return sorted([*parts, *numbered], key=lambda part: part.start)


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


@dataclass(frozen=True, slots=True)
class ActTree:
    """The parts of an act in the order of the text, and what looked wrong on the way.

    ``warnings`` are for people; ``repairs`` are the markers taken for what the numbering proves
    instead of what is printed.
    """

    parts: tuple[Part, ...]
    warnings: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()


def parse_act(text: str) -> ActTree:
    """The tree of an act. Never raises on any text: what has no structure becomes paragraphs."""
    constitution = constitution_parts(text)
    if constitution is not None:
        return ActTree(tuple(constitution))
    parts: list[Part] = []
    warnings: list[str] = []
    repairs: list[Repair] = []
    frames = find_frames(text)
    amending = is_amending(text, frames)
    annexes = 0
    for frame in frames:
        match frame.part:
            case "judul":
                parts += _plain(text, frame, "pembukaan")
            case "menimbang" | "mengingat" | "memperhatikan":
                parts += _recitals(text, frame)
            case "diktum":
                parts += _plain(text, frame, "diktum")
            case "batang":
                body = body_parts(text, frame.inner, frame.end, amending=amending)
                parts = [*_with_lead(text, parts, body.lead), *body.parts]
                warnings += _told_missing(body.missing)
                warnings += _told_astray(body.astray)
                warnings += _told_empty(body.parts)
                warnings += _told_without_pasal(body.parts)
                repairs += body.repairs
            case "penutup":
                parts += _plain(text, frame, "penutup")
            case "penjelasan":
                parts.append(_general(text, frame))
            case "pasal_demi_pasal":
                parts += _explained(text, frame, amending, _pasal_labels(parts))
            case "lampiran":
                annexes += 1
                parts.append(_annex(text, frame, annexes))
    whole = tuple(_joined_penjelasan(parts))
    repairs += item_repairs(text, whole)
    warnings += _told_damaged(damaged_lists(text, [p for p in whole if p.step.unit == "pasal"]))
    return ActTree(whole, (*warnings, *told(repairs)), tuple(repairs))


def _told_damaged(units: Sequence[Locator]) -> list[str]:
    if not units:
        return []
    said = ", ".join(unit.label("id") for unit in units[:6]) + (" …" if len(units) > 6 else "")
    return [Message("source.lists_damaged", named=said)]


def _told_without_pasal(parts: Sequence[Part]) -> list[str]:
    units = {part.step.unit for part in parts}
    if "pasal" in units:
        return []
    if "diktum" in units:
        return [Message("source.no_pasal_but_diktum")]
    return [Message("source.no_pasal")]


def _with_lead(text: str, parts: list[Part], lead: tuple[int, int]) -> list[Part]:
    """The parts before the body with what stands before its first pasal.

    The title after "Menetapkan" belongs to the diktum; other words stand as paragraphs.
    """
    letters = [c for c in text[slice(*lead)] if c.isalpha()]
    if not letters:
        return parts
    capital = sum(c.isupper() for c in letters) >= _CAPITAL * len(letters)
    if capital and parts and parts[-1].step == Step("diktum"):
        return [*parts[:-1], replace(parts[-1], end=lead[1])]
    return [*parts, *paragraphs(text, *lead)]


#: Share of capitals from which words before the first pasal are the act's title, not provisions.
_CAPITAL: Final = 0.7


def _told_missing(lost: Sequence[int]) -> list[str]:
    return [Message("source.pasal_missing", named=_numbers(lost))] if lost else []


def _told_astray(found: Sequence[int]) -> list[str]:
    if not found:
        return []
    return [Message("source.pasal_astray", named=_numbers(found))]


def _told_empty(parts: Sequence[Part]) -> list[str]:
    empty = [p.step.label.upper() for p in parts if p.step.unit == "pasal" and p.end <= p.start]
    return [Message("source.pasal_empty", named=", ".join(empty))] if empty else []


def _numbers(numbers: Sequence[int]) -> str:
    """ "3, 7–11, 13 …": the first dozen runs."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    said = [f"{a}–{b}" if b - a > 1 else f"{a}, {b}" if b > a else f"{a}" for a, b in runs[:12]]
    return ", ".join(said) + (" …" if len(runs) > 12 else "")


def _plain(text: str, frame: Frame, unit: str) -> list[Part]:
    start, end = trimmed(text, frame.start, frame.end)
    return [Part(Step(unit), start, start, end)] if end > start else []


def _recitals(text: str, frame: Frame) -> list[Part]:
    start, end = trimmed(text, frame.inner, frame.end)
    if end == start:
        return []
    return [Part(Step(frame.part), start, start, end, list_items(text, start, end))]


def _general(text: str, frame: Frame) -> Part:
    start, end = trimmed(text, frame.inner, frame.end)
    whole = Part(Step("umum"), start, start, end, tuple(even_sentences(text, start, end)))
    head, _ = trimmed(text, frame.start, end)
    return Part(Step("penjelasan"), head, start, end, (whole,))


def _explained(text: str, frame: Frame, amending: bool, labels: set[str]) -> list[Part]:
    markers = pasal_markers(text, frame.inner, frame.end)
    links: list[Link] = []
    roman = [m for m in markers if m.scheme == "romawi"] if amending else []
    if roman:
        links = best_chain(roman, late_start=4)
    if links and links[0].value == (1, 0):
        return _of_pasal(text, frame, links, amending=True)
    last = max((int(label) for label in labels if label.isdigit()), default=0)
    links = best_chain(
        [
            m
            for m in quoted_less(text, markers)
            if m.scheme == "pasal" and _may_explain(m, labels, last)
        ],
        missing=0.2,
        late_start=0.2,
        reach=SPARSE,
    )
    return _of_pasal(text, frame, links, amending=False)


def _of_pasal(text: str, frame: Frame, links: Sequence[Link], *, amending: bool) -> list[Part]:
    """The elucidation by pasal with its heading; what stands under none of them as paragraphs."""
    start, end = trimmed(text, frame.start, frame.end)
    if not links:
        children = paragraphs(text, frame.inner, frame.end)
    else:
        schemes = EXPLAINED_LISTS
        children = pasal_parts(text, frame.inner, frame.end, links, schemes, amending=amending)
        children = [*paragraphs(text, *lead_of(text, frame.inner, links)), *children]
    content = children[0].start if children else end
    return [Part(Step("penjelasan"), start, content, end, tuple(children))] if end > start else []


def _pasal_labels(parts: Sequence[Part]) -> set[str]:
    return {p.step.label for p in parts if p.step.unit == "pasal"}


def _may_explain(marker: Marker, labels: set[str], last: int) -> bool:
    """Whether the body has such a pasal, or may have lost it: nothing else can be explained."""
    number, suffix = marker.values[0]
    if not last:
        return True
    return number <= last if not suffix else f"{number}{chr(96 + suffix)}" in labels


def _joined_penjelasan(parts: Sequence[Part]) -> list[Part]:
    """The general elucidation and that of each pasal are one penjelasan."""
    explained = [p for p in parts if p.step.unit == "penjelasan"]
    rest = [p for p in parts if p.step.unit != "penjelasan"]
    if not explained:
        return rest
    children = tuple(child for part in explained for child in part.children)
    whole = Part(
        Step("penjelasan"), explained[0].start, explained[0].start, explained[-1].end, children
    )
    return sorted([*rest, whole], key=lambda p: p.start)


def _annex(text: str, frame: Frame, number: int) -> Part:
    start, end = trimmed(text, frame.start, frame.end)
    printed = _ANNEX.match(text, frame.start, frame.inner)
    label = printed[1] if printed else ""
    value = int(label) if label.isdigit() else roman(label)
    return Part(
        Step("lampiran", str(value or number)), start, start, end, tuple(rows(text, start, end))
    )


_ANNEX: Final = re.compile(r"LAMPIRAN[ \t]+([IVX]+|\d+)\b")


# A digest says outright which of its lines name a pasal ("## Pasal 18B"), and skips numbers on
# purpose.

_PASAL: Final = re.compile(r"Pasal (\d+[A-Z]?|[IVX]+)")


def parse_digest(source: SourceText) -> ActTree:
    """The tree of a digest. Headings that name no pasal become a warning, their text is kept.

    Without a single pasal heading the tree has no pasal.
    """
    text = source.text
    marks = [(h, m[1]) for h in source.headings if (m := _PASAL.fullmatch(text[h.start : h.end]))]
    first = marks[0][0].start if marks else len(text)
    start, end = trimmed(text, 0, first)
    parts = [Part(Step("pembukaan"), start, start, end)] if end > start else []
    stops = [*(h.start for h, _ in marks[1:]), len(text)]
    for (heading, label), stop in zip(marks, stops, strict=False):
        start, end = trimmed(text, heading.end, stop)
        children = list_items(text, start, end)
        parts.append(Part(Step("pasal", label.lower()), start, start, end, children))
    others = [text[h.start : h.end] for h in source.headings if h.level > 1]
    strange = [title for title in others if not _PASAL.fullmatch(title)]
    warnings = (Message("source.headings_no_pasal", named=", ".join(strange)),) if strange else ()
    return ActTree(tuple(parts), warnings)
