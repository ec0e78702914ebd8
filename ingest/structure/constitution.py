"""The constitution with its amendments one after another: which text is in force, which was.

The MPR publishes UUD 1945 as the original of 1945 followed by the four amendments of 1999–2002,
each restating the pasal or ayat that it changes. A citation "Pasal 18 UUD 1945" means the text in
force, so the last text of a provision has the plain id (``#pasal-18``), and each earlier text the
id with its version (``#pasal-18~asli``, ``#pasal-18~perubahan-2``). An ayat that no later version
restates stays in force under its plain id, in the place where it is printed.

A version that restates two or more ayat from the first on restates the pasal: what it leaves out
is gone (Pasal 23 had five ayat, since 2001 it has three). A provision that a later version gives
another number has no plain id: the number that is printed beside it is no longer its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dalil.ingest.locator import Step
from dalil.ingest.structure.heading_candidates import (
    HeadingMark,
    headings_before,
    pasal_markers,
    path_after,
)
from dalil.ingest.structure.lists import list_items
from dalil.ingest.structure.sequence import SPARSE, best_chain
from dalil.ingest.structure.tree import Part, trimmed

_TITLE: Final = re.compile(r"\s*UNDANG-UNDANG\s+DASAR\b")
_VERSION: Final = re.compile(
    r"^PERUBAHAN[ \t]+(?:(?P<name>PERTAMA|KEDUA|KETIGA|KEEMPAT)|KE[ -]?(?P<roman>I{1,3}|IV))\b",
    re.MULTILINE,
)
_NUMBER: Final = {
    "PERTAMA": 1, "KEDUA": 2, "KETIGA": 3, "KEEMPAT": 4, "I": 1, "II": 2, "III": 3, "IV": 4,
}  # fmt: skip
_RULES: Final = re.compile(r"^ATURAN[ \t]+(?P<name>PERALIHAN|TAMBAHAN)[ \t]*$", re.MULTILINE)
_CLOSING: Final = re.compile(
    r"^(?:Naskah perubahan|Perubahan tersebut|Perubahan ini|Ditetapkan [Dd]i)\b", re.MULTILINE
)
_RENUMBERED: Final = re.compile(
    r"pen[o]m[eo]ran\s+(?P<old>.{5,400}?)\.?;?\n?(?=\([a-z]\)|\Z)", re.IGNORECASE | re.DOTALL
)
_NAMED: Final = re.compile(r"[Pp]asal\s+(\d+[A-Z]?)((?:\s*(?:,|dan)?\s*[Aa]yat\s*\(\d+\))*)")
_PARAGRAPH: Final = re.compile(r"(?<=\.)[ \t]*\n")
_OPENING: Final = re.compile(r"PEMBUKAAN[^\n]*\n(?:[ \t]*\([^\n)]*\)[ \t]*\n)?")
_ROMAN: Final = ("", "i", "ii", "iii", "iv", "v", "vi")


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it is printed: its name, and its span."""

    label: str  # "asli", "perubahan-2"
    start: int
    end: int


def constitution_versions(text: str) -> list[Version]:
    """The original and each amendment of a constitution printed so; empty for any other text."""
    marks = list(_VERSION.finditer(text))
    if not _TITLE.match(text) or len(marks) < 2:
        return []
    numbers = [_NUMBER[m["name"] or m["roman"]] for m in marks]
    if numbers != list(range(1, len(marks) + 1)):
        return []
    bounds = [0, *(m.start() for m in marks), len(text)]
    labels = ["asli", *(f"perubahan-{n}" for n in numbers)]
    return [
        Version(label, start, end)
        for label, start, end in zip(labels, bounds, bounds[1:], strict=False)
    ]


def constitution_parts(text: str) -> list[Part] | None:
    """The parts of a constitution printed with its amendments; None for any other text."""
    versions = constitution_versions(text)
    if not versions:
        return None
    provisions = [list(_provisions(text, version)) for version in versions]
    moved = set(renumbered(text))
    parts = _opening(text, versions[0])
    for index, version in enumerate(versions):
        later = [part for after in provisions[index + 1 :] for part in after]
        parts += [_placed(part, version.label, later, moved) for part in provisions[index]]
    return parts


def _opening(text: str, original: Version) -> list[Part]:
    """The Pembukaan, in its four alinea."""
    heading = _OPENING.search(text, original.start, original.end)
    body = pasal_markers(text, original.start, original.end)
    if not heading or not body:
        return []
    stop = text.rfind("\nUNDANG-UNDANG DASAR", heading.end(), body[0].start)
    start, end = trimmed(text, heading.end(), stop if stop > 0 else body[0].start)
    ends = [m.end() for m in _PARAGRAPH.finditer(text, start, end)] + [end]
    spans = [trimmed(text, a, b) for a, b in zip([start, *ends], ends, strict=False)]
    alinea = tuple(
        Part(Step("alinea", str(number)), a, a, b)
        for number, (a, b) in enumerate((s for s in spans if s[1] > s[0]), 1)
    )
    return [Part(Step("pembukaan"), start, start, end, alinea)]


def _provisions(text: str, version: Version) -> Iterator[Part]:
    """The pasal of one version, then its aturan peralihan and aturan tambahan."""
    closing = _CLOSING.search(text, version.start, version.end)
    end = closing.start() if closing else version.end
    rules = list(_RULES.finditer(text, version.start, end))
    yield from _pasal(text, version.start, rules[0].start() if rules else end)
    for mark, stop in zip(rules, [*(m.start() for m in rules[1:]), end], strict=False):
        start, last = trimmed(text, mark.end(), stop)
        links = best_chain([m for m in pasal_markers(text, start, last) if m.scheme == "romawi"])
        stops = [*(link.marker.start for link in links[1:]), last]
        inner = tuple(
            Part(Step("pasal", _ROMAN[link.value[0]]), a, a, b)
            for link, stop in zip(links, stops, strict=False)
            for a, b in [trimmed(text, link.marker.end, stop)]
        )
        step = Step("bagian", f"aturan-{mark['name'].lower()}")
        yield Part(step, start, start, last, inner or list_items(text, start, last))


def _pasal(text: str, start: int, end: int) -> Iterator[Part]:
    """Pasal headings: an amendment skips numbers, so each must have a line of its own."""
    markers = [m for m in pasal_markers(text, start, end) if m.scheme == "pasal"]
    strong = [m for m in markers if m.strength >= 6]
    links = best_chain(strong, missing=0.0, late_start=0.0, reach=SPARSE)
    path: list[HeadingMark] = []
    before = start
    blocks = []
    for link in links:
        blocks.append(headings_before(text, before, link.marker.start))
        before = link.marker.end
    for index, link in enumerate(links):
        path = path_after(path, blocks[index])
        following = blocks[index + 1] if index + 1 < len(links) else []
        stop = links[index + 1].marker.start if index + 1 < len(links) else end
        stop = following[0].start if following else stop
        first, last = trimmed(text, min(link.marker.end, stop), stop)
        number, suffix = link.value
        label = f"{number}{chr(96 + suffix) if suffix else ''}"
        items = list_items(text, first, last)
        ayat = items or _sole_ayat(text, first, last)
        headings = tuple(mark.text for mark in path)
        yield Part(Step("pasal", label), first, first, last, ayat, headings)


def _sole_ayat(text: str, start: int, end: int) -> tuple[Part, ...]:
    """Ayat that an amendment restates alone: "(5) Dalam hal …", "(2) … (3) …"."""
    marks = list(re.finditer(r"^\((\d+)\)\s*", text[start:end], re.MULTILINE))
    if not marks or marks[0].start():
        return ()
    stops = [*(start + m.start() for m in marks[1:]), end]
    return tuple(
        Part(Step("ayat", mark[1]), a, start + mark.end(), b)
        for mark, stop in zip(marks, stops, strict=True)
        for a, b in [trimmed(text, start + mark.start(), stop)]
    )


def _placed(part: Part, version: str, later: Sequence[Part], renumbered: set[str]) -> Part:
    """The part under its plain id if it is in force, else under its version's."""
    plain = part.step
    versioned = Step(plain.unit, f"{plain.label}~{version}")
    after = [other for other in later if other.step == plain]
    moved = f"pasal-{plain.label}" in renumbered
    if not after and not moved:
        return _units_moved(part, versioned, renumbered)
    gone = moved or any(_restates_all(other) for other in after)
    restated = {child.step for other in after for child in other.children}
    children = tuple(
        child if gone or child.step in restated else replace(child, place=(plain, child.step))
        for child in part.children
    )
    return replace(part, step=versioned, children=children)


def _units_moved(part: Part, versioned: Step, renumbered: set[str]) -> Part:
    """A pasal in force whose ayat the last version gave other numbers."""
    children = tuple(
        replace(child, place=(versioned, child.step))
        if f"pasal-{part.step.label}/{child.step}" in renumbered
        else child
        for child in part.children
    )
    return replace(part, children=children)


def _restates_all(part: Part) -> bool:
    ayat = [child.step.label for child in part.children if child.step.unit == "ayat"]
    return not ayat or (len(ayat) >= 2 and ayat[0] == "1")


def renumbered(text: str) -> dict[str, str]:
    """Old and new locators in "mengubah penomoran Pasal 3 ayat (3) … menjadi …", in order."""
    found = _RENUMBERED.search(text)
    moves: dict[str, str] = {}
    for clause in found["old"].split(";") if found else ():
        before, _, behind = re.sub(r"\bmen\w*di\b", "\0", clause, count=1).partition("\0")
        old, new = _locators(before), _locators(behind)
        if len(old) == len(new):
            moves |= dict(zip(old, new, strict=True))
    return moves


def _locators(words: str) -> list[str]:
    named = _NAMED.search(words)
    if named is None:
        return []
    pasal = f"pasal-{named[1].lower()}"
    ayat = re.findall(r"\((\d+)\)", named[2])
    return [f"{pasal}/ayat-{n}" for n in ayat] or [pasal]
