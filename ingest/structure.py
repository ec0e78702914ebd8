"""The grammar of an Indonesian act: from its text to the tree of its parts.

The units are those of UU 12/2011, Lampiran II. `parse_act` finds the large parts (`ingest.frame`),
then the pasal of the body by their numbering (`ingest.marker`, `ingest.chain`), the headings above
them (`ingest.heading`) and the lists inside them (`ingest.listing`). Acts without pasal (decisions
with "PERTAMA, KEDUA", circulars) give their diktum or their paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.amending import amended_parts, is_amending
from ingest.chain import SPARSE, Link, best_chain, gaps
from ingest.frame import Frame, find_frames
from ingest.heading import HeadingMark, headings_before, path_after
from ingest.listing import BODY_LISTS, EXPLAINED_LISTS, list_items
from ingest.locator import Step
from ingest.marker import Marker, Scheme, pasal_markers
from ingest.paragraph import paragraphs
from ingest.part import Part, trimmed


@dataclass(frozen=True, slots=True)
class ActTree:
    """The parts of an act in the order of the text, and what looked wrong on the way."""

    parts: tuple[Part, ...]
    warnings: tuple[str, ...] = ()

    @property
    def has_pasal(self) -> bool:
        """Whether any pasal of the body was found: what tells an act from prose."""
        return any(part.step.unit == "pasal" for part in self.parts)


def parse_act(text: str) -> ActTree:
    """The tree of an act. Never raises on any text: what has no structure becomes paragraphs."""
    parts: list[Part] = []
    warnings: list[str] = []
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
                parts += _body(text, frame, amending, warnings)
            case "penutup":
                parts += _plain(text, frame, "penutup")
            case "penjelasan":
                parts.append(_general(text, frame))
            case "pasal_demi_pasal":
                parts += _explained(text, frame, amending, _last_pasal(parts))
            case "lampiran":
                annexes += 1
                parts.append(_annex(text, frame, annexes))
    return ActTree(tuple(_joined_penjelasan(parts)), tuple(warnings))


def _plain(text: str, frame: Frame, unit: str) -> list[Part]:
    start, end = trimmed(text, frame.start, frame.end)
    return [Part(Step(unit), start, start, end)] if end > start else []


def _recitals(text: str, frame: Frame) -> list[Part]:
    start, end = trimmed(text, frame.inner, frame.end)
    if end == start:
        return []
    return [Part(Step(frame.part), start, start, end, list_items(text, start, end))]


_DIKTUM: Final = re.compile(
    r"(?:(?<=\n)|(?<=[.;:]\s))[ \t]*(?P<name>PERTAMA|KESATU|KEDUA|KETIGA|KEEMPAT|KELIMA|KEENAM|"
    r"KETUJUH|KEDELAPAN|KESEMBILAN|KESEPULUH|Pertama|Kesatu|Kedua|Ketiga|Keempat|Kelima|Keenam|"
    r"Ketujuh|Kedelapan|Kesembilan|Kesepuluh)[ \t]*:\s*"
)


def _body(text: str, frame: Frame, amending: bool, warnings: list[str]) -> list[Part]:
    markers = pasal_markers(text, frame.inner, frame.end)
    if amending:
        roman = best_chain([m for m in markers if m.scheme == "romawi"], late_start=4)
        if _numbered_in_roman(roman, body_chain(markers)):
            return _pasal_parts(text, frame, roman, BODY_LISTS, amending=True)
    links = body_chain(markers)
    if not links:
        return _without_pasal(text, frame)
    lost = gaps(links)
    if lost:
        said = ", ".join(map(str, lost[:12])) + (" …" if len(lost) > 12 else "")
        warnings.append(f"pasal yang tidak ditemukan dalam batang tubuh: {said}")
    return _pasal_parts(text, frame, links, BODY_LISTS)


def _numbered_in_roman(roman: Sequence[Link], arabic: Sequence[Link]) -> bool:
    """Whether "Pasal I" is a Roman one and not a misread "Pasal 1" that a "Pasal 2" follows."""
    if not roman or roman[0].value != (1, 0):
        return False
    return len(roman) >= 2 or [link.value for link in arabic[:2]] != [(1, 0), (2, 0)]


def body_chain(markers: Sequence[Marker]) -> list[Link]:
    """The pasal headings of a body among its candidates; Roman ones only where Arabic are none."""
    arabic = best_chain([m for m in markers if m.scheme == "pasal"], missing=1.5, late_start=1.5)
    roman = best_chain([m for m in markers if m.scheme == "romawi"])
    return roman if len(roman) > len(arabic) else arabic


def _pasal_parts(
    text: str,
    frame: Frame,
    links: Sequence[Link],
    lists: Sequence[Scheme],
    *,
    amending: bool = False,
) -> list[Part]:
    """A part for every pasal, its end cut before the headings of the next."""
    parts: list[Part] = []
    path: list[HeadingMark] = []
    blocks = [
        headings_before(text, before, link.marker.start)
        for before, link in zip(
            [frame.inner, *(link.marker.end for link in links)], links, strict=False
        )
    ]
    for index, link in enumerate(links):
        path = path_after(path, blocks[index])
        stop = frame.end
        if index + 1 < len(links):
            following = blocks[index + 1]
            stop = following[0].start if following else links[index + 1].marker.start
        stop = max(stop, link.marker.end)
        start, end = trimmed(text, min(link.marker.end, stop), stop)
        step = Step("pasal", _pasal_label(link))
        if amending:
            children = amended_parts(text, start, end, lists)
        else:
            children = list_items(text, start, end, lists)
        headings = tuple(mark.text for mark in path)
        parts.append(Part(step, start, start, end, children, headings))
    return parts


def _pasal_label(link: Link) -> str:
    number, suffix = link.value
    if link.marker.scheme == "romawi":
        return _ROMAN[number] if number < len(_ROMAN) else str(number)
    return f"{number}{chr(96 + suffix) if suffix else ''}"


_ROMAN: Final = (
    "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
    "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip


def _without_pasal(text: str, frame: Frame) -> list[Part]:
    """A body without pasal: its diktum ("PERTAMA: …"), else its paragraphs."""
    named = list(_DIKTUM.finditer(text, frame.inner, frame.end))
    if len(named) < 2:
        return paragraphs(text, frame.inner, frame.end)
    parts = []
    ends = [m.start() for m in named[1:]] + [frame.end]
    for match, stop in zip(named, ends, strict=True):
        start, end = trimmed(text, match.start("name"), stop)
        children = list_items(text, match.end(), end)
        label = match["name"].lower()
        parts.append(Part(Step("diktum", label), start, match.end(), end, children))
    return parts


def _general(text: str, frame: Frame) -> Part:
    start, end = trimmed(text, frame.inner, frame.end)
    whole = Part(Step("umum"), start, start, end, tuple(paragraphs(text, start, end)))
    return Part(Step("penjelasan"), start, start, end, (whole,))


def _explained(text: str, frame: Frame, amending: bool, last: int) -> list[Part]:
    markers = pasal_markers(text, frame.inner, frame.end)
    if amending and (roman := [m for m in markers if m.scheme == "romawi"]):
        links = best_chain(roman, late_start=4)
        if links[0].value == (1, 0):
            pasal = _pasal_parts(text, frame, links, EXPLAINED_LISTS, amending=True)
            return [_penjelasan(pasal)]
    links = best_chain(
        [m for m in markers if m.scheme == "pasal" and (not last or m.values[0][0] <= last)],
        missing=0.2,
        late_start=0.2,
        reach=SPARSE,
    )
    return [_penjelasan(_pasal_parts(text, frame, links, EXPLAINED_LISTS))] if links else []


def _last_pasal(parts: Sequence[Part]) -> int:
    """The body's highest pasal: what an elucidation cannot go beyond. 0 if it has none."""
    labels = [p.step.label.rstrip("abcdefghijklmnopqrstuvwxyz") for p in parts]
    units = zip(labels, parts, strict=True)
    return max((int(n) for n, p in units if p.step.unit == "pasal" and n.isdigit()), default=0)


def _penjelasan(children: Sequence[Part]) -> Part:
    first, last = children[0], children[-1]
    return Part(Step("penjelasan"), first.start, first.start, last.end, tuple(children))


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
    children = tuple(paragraphs(text, start, end))
    return Part(Step("lampiran", str(number)), start, start, end, children)
