"""The grammar of an Indonesian act: from its text to the tree of its parts.

The units are those of UU 12/2011, Lampiran II. `parse_act` finds the large parts (`ingest.frame`),
then the pasal of the body by their numbering (`ingest.body`, `ingest.marker`, `ingest.chain`), the
headings above them (`ingest.heading`) and the lists inside them (`ingest.listing`). Acts without
pasal (decisions with "PERTAMA, KEDUA", circulars) give their diktum or their paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.amending import is_amending, quoted_less
from ingest.body import body_parts, lead_of, pasal_parts
from ingest.chain import SPARSE, Link, best_chain
from ingest.constitution import constitution_parts
from ingest.frame import Frame, find_frames
from ingest.listing import EXPLAINED_LISTS, list_items
from ingest.listproof import damaged_lists
from ingest.locator import Locator, Step
from ingest.marker import Marker, pasal_markers, roman
from ingest.messages import Message
from ingest.paragraph import even_sentences, paragraphs, rows
from ingest.part import Part, trimmed
from ingest.repair import Repair, item_repairs, told


@dataclass(frozen=True, slots=True)
class ActTree:
    """The parts of an act in the order of the text, and what looked wrong on the way.

    ``warnings`` are for people; ``repairs`` are the markers taken for what the numbering proves
    instead of what is printed.
    """

    parts: tuple[Part, ...]
    warnings: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def has_pasal(self) -> bool:
        """Whether any pasal of the body was found: what tells an act from prose."""
        return any(part.step.unit == "pasal" for part in self.parts)


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
