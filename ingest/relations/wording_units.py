"""The units in a new wording as an amendment quotes it: ayat, huruf, angka.

They are read as those of any pasal (`dalil.ingest.structure.lists`). What a quotation loses more
often than an act's own text is mended here, where the print proves it: a mark behind a wrong stop
("…, (2) Besarnya") that is the only one between its neighbours, and marks that a page has put
before all the words ("(1) (2) Susunan …. Pimpinan ….") where there are as many sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from dalil.ingest.locator import Step
from dalil.ingest.structure.heading_candidates import Scheme
from dalil.ingest.structure.lists import list_items
from dalil.ingest.structure.tree import Part, trimmed

_AYAT: Final[Scheme] = "ayat"
#: Marks of ayat with no words between them.
_RUN: Final = re.compile(r"\((?P<first>\d{1,2})\)\s{1,4}\((?P<second>\d{1,2})\)(?=\s)")
_MARK: Final = re.compile(r"\s*\((\d{1,2})\)(?=\s)")
_SENTENCE: Final = re.compile(r"(?<!\bNo)(?<!\bNr)(?<!\bRp)(?<!\bjo)\.\s+(?=[A-Z])")
#: A mark where a list goes on: after a stop, before a word that begins one.
_GOES_ON: Final = {
    "ayat": r"(?:(?<=[,;.:]\s)|(?<=[\"”]\s))\(\s?N\s?\)\s+(?=[A-Z\"“])",
    "huruf": r"(?<=[,;]\s)(?:(?:dan/atau|dan|atau)\s+)?(?P<at>N\s?\.)\s+(?=\w)",
}
_FIRST: Final = re.compile(r":\s+(?P<at>a\s?\.)\s+(?=\w)")
#: The second item of a list of one, whose own line is lost: "a. … Presiden b. berhak …".
_SECOND: Final = re.compile(r"(?<=[\w;,)] )(?P<at>b\s?\.)\s+(?=[a-z])")


def wording_items(text: str, start: int, end: int, schemes: Sequence[Scheme]) -> tuple[Part, ...]:
    """The units of ``text[start:end]``, outermost first, that count by one of ``schemes``."""
    if _AYAT in schemes and (apart := _sentences(text, start, end)):
        return apart
    items = _bracketed(text, start, end, list_items(text, start, end, list(schemes)), schemes)
    return _mended(text, items or _two(text, start, end, schemes), schemes)


def _bracketed(
    text: str, start: int, end: int, items: tuple[Part, ...], schemes: Sequence[Scheme]
) -> tuple[Part, ...]:
    """Ayat whose marks have lost a bracket ("1) Pekebun … sebagaimana dimaksud dalam ayat (1)").

    The words name them as ayat, and nothing else in the wording is one.
    """
    if _AYAT not in schemes or not items or items[0].step != Step("angka", "1"):
        return items
    if not all(_HALF.match(text, p.start, p.content) for p in items):
        return items
    if not _NAMES_AYAT.search(text, start, end):
        return items
    return tuple(
        Part(Step("ayat", p.step.label), p.start, p.content, p.end, p.children) for p in items
    )


_HALF: Final = re.compile(r"\s*\d{1,2}\s?\)")
_NAMES_AYAT: Final = re.compile(r"\bdimaksud\s+(?:dalam|pada)\s+ayat\s*\(\d")


def detached(text: str, start: int, end: int) -> bool:
    """Whether marks of ayat stand together, away from their words, which cannot be told apart."""
    return next(_runs(text, start, end), None) is not None


def detached_labels(text: str, start: int, end: int) -> list[str]:
    """The ayat that stand there by their marks alone, where their words cannot be told apart."""
    if _sentences(text, start, end):
        return []
    numbers: set[int] = set()
    for run in _runs(text, start, end):
        numbers |= {int(run["first"]), int(run["second"])}
    return [str(n) for n in sorted(numbers)]


def _runs(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    at = start
    while run := _RUN.search(text, at, end):
        at = run.start("second") - 1
        before = text[max(start, run.start() - 8) : run.start()].lower()
        if int(run["second"]) == int(run["first"]) + 1 and not before.endswith(("ayat ", "ayat")):
            yield run


def _sentences(text: str, start: int, end: int) -> tuple[Part, ...]:
    """The ayat whose marks stand before all words, if there are just as many sentences."""
    run = next(_runs(text, start, end), None)
    if run is None or text[start : run.start()].strip() or run["first"] != "1":
        return ()
    count, at = 0, start
    while (mark := _MARK.match(text, at, end)) and int(mark[1]) == count + 1:
        count, at = count + 1, mark.end()
    begin, last = trimmed(text, at, end)
    if ":" in text[begin:last] or detached(text, begin, last) or _MARK.search(text, begin, last):
        return ()
    cuts = [begin, *(m.end() for m in _SENTENCE.finditer(text, begin, last)), last]
    if len(cuts) - 1 != count:
        return ()
    spans = [trimmed(text, a, b) for a, b in pairwise(cuts)]
    return tuple(Part(Step("ayat", str(n)), a, a, b) for n, (a, b) in enumerate(spans, 1))


def _two(text: str, start: int, end: int, schemes: Sequence[Scheme]) -> tuple[Part, ...]:
    """A list of two whose second stands in a line: one mark proves no list, both do."""
    first = list(_FIRST.finditer(text, start, end)) if "huruf" in schemes else []
    second = list(_SECOND.finditer(text, first[0].end(), end)) if len(first) == 1 else []
    if len(second) != 1 or re.search(r"\sc\s?\.\s", text[second[0].end() : end]):
        return ()
    begin, last = trimmed(text, first[0].start("at"), end)
    return (Part(Step("huruf", "a"), begin, first[0].end(), last),)


def _mended(text: str, items: tuple[Part, ...], schemes: Sequence[Scheme]) -> tuple[Part, ...]:
    """The list with each unit whose mark stands, once, in the words of the unit before it."""
    found: list[Part] = []
    for part, following in pairwise((*items, None)):
        assert part is not None
        lone = len(items) == 1
        mark = _missing(text, part, following) if following is not None or lone else None
        if mark is None:
            found.append(part)
            continue
        step, at, content = mark
        inner = [s for s in schemes if s.rstrip(")") != part.step.unit]
        begin, last = trimmed(text, part.start, at)
        kept = part.children if all(c.end <= last for c in part.children) else ()
        kept = kept or list_items(text, part.content, last, inner)
        found.append(Part(part.step, begin, part.content, last, kept))
        first, stop = trimmed(text, at, part.end)
        found.append(Part(step, first, content, stop, list_items(text, content, stop, inner)))
    return tuple(found)


def _missing(text: str, part: Part, following: Part | None) -> tuple[Step, int, int] | None:
    """The unit between two, its mark and the words behind it; None if none or several fit."""
    unit = part.step.unit
    if following is None:
        second = list(_SECOND.finditer(text, part.content, part.end))
        if part.step != Step("huruf", "a") or len(second) != 1:
            return None
        return Step("huruf", "b"), second[0].start("at"), second[0].end()
    if unit not in _GOES_ON or following.step.unit != unit:
        return None
    before, behind = _ordinal(part.step.label), _ordinal(following.step.label)
    if before is None or behind != before + 2:
        return None
    label = str(before + 1) if unit == "ayat" else chr(96 + before + 1)
    marks = list(
        re.compile(_GOES_ON[unit].replace("N", label)).finditer(text, part.content, part.end)
    )
    if len(marks) != 1:
        return None
    at = marks[0].start("at") if unit == "huruf" else marks[0].start()
    return Step(unit, label), at, marks[0].end()


def _ordinal(label: str) -> int | None:
    if label.isdigit():
        return int(label)
    return ord(label) - 96 if len(label) == 1 and label.isalpha() else None
