"""Headings that a scan has damaged, found again where the numbering leaves exactly their place.

Between "Pasal 10" and "Pasal 12" there is a Pasal 11 (UU 12/2011, Lampiran II: pasal are numbered
through the act without gaps), so there, and only there, "Pasal I 1", "Pasa] 11" or "Pasal L1" can
be read as one. Two candidates that fit equally well prove nothing: then none is taken. What was
read and what it was taken for is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from dalil.ingest.locator import Step
from dalil.ingest.messages import Message
from dalil.ingest.structure.heading_candidates import Marker
from dalil.ingest.structure.sequence import REACH, Link
from dalil.ingest.structure.tree import Part


@dataclass(frozen=True, slots=True)
class Repair:
    """A marker read otherwise than it is printed: ``text[offset:]`` begins with ``read``."""

    offset: int
    read: str
    taken: str


_LOOSE: Final = re.compile(
    r"(?<![A-Za-z])[\^“\"]?(?:[PpF][ ]?[.]?[aA][ ]?[.]?[sS][ ]?[aAi][ ]?[.]?[lLIJ17it!|\]]?)"
    r"[ \t\n·.,^'’‘*_~-]{0,4}"
    r"(?P<n>[0-9OoQlLIiSTZB|!\]][0-9OoQlLIiSTZBgsq|!\]]{0,3}"
    r"(?:[ ][0-9OolLIiSTZ|]{1,2}(?![\w,.)]|\.\d)){0,2})"
    r"(?P<suffix>[ ]?[A-H](?![A-Za-z]))?(?P<after>[ \t.,^'’‘*_·~-]*)"
)
_READINGS: Final = {
    "O": "0", "o": "0", "Q": "0", "l": "1", "L": "1", "I": "1", "i": "1", "|": "1", "!": "1",
    "]": "1", "S": "5", "s": "5", "Z": "27", "T": "7", "B": "8", "g": "9", "q": "9",
}  # fmt: skip
#: What makes a "Pasal 5" a reference even where a Pasal 5 is missing.
_CITING: Final = re.compile(
    r"\b(?:dalam|dari|pada|dengan|dimaksud|dimaksudkan|ketentuan|ketentuan-ketentuan|menurut|oleh|"
    r"antara|jo|yo|juncto|huruf|ayat|angka|berdasarkan|bunyi|melanggar|mengubah|bahwa|tersebut|"
    r"sampai|daripada|terhadap|kecuali|selain|lampiran|penjelasan|UUD|PPh)[ \t]*\n?[ \t]*\Z"
)
#: Words that join two references, unless a provision begins a line of its own after them.
_JOINING: Final = re.compile(r"(?:\b(?:dan|atau|ke|serta|untuk|sesuai)|[,/(-])\s*\Z")
_CITED: Final = re.compile(
    r"(?:[,;/&)]|(?:ayat|ayat-ayat|huruf|angka|dan|atau|sampai|s/d|jo|juncto|ini|tersebut|sub|"
    r"dimaksud|sebagaimana|UU|KUHP|berlaku|diubah|dihapus|dicabut|berbunyi|disisipkan|menjadi|"
    r"Undang-?[Uu]ndang|Peraturan|nomor|No)\b|\.\s?\.)"
)
_OPENING: Final = re.compile(r"[({\[]\s?[1lIt]\s?[)\]}1lt|]|\(U\s|[(]\s?[a1]\s?[)]")
_SENTENCE_END: Final = re.compile(r"[.:;”\"*_]\s*[\^_*]*\s*\Z")


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    numbers: frozenset[int]
    suffix: int
    weight: float


def fill_gaps(text: str, start: int, links: Sequence[Link]) -> list[Link]:
    """The chain with the headings in its gaps that only damage had hidden.

    ``start`` is where the body begins: the first link may leave a gap before it.
    """
    if not links or any(link.marker.scheme != "pasal" for link in links):
        return list(links)
    filled: list[Link] = []
    before, here = 0, start
    for link in links:
        number = link.value[0]
        if 1 < number - before <= REACH + 1:
            missing = range(before + 1, number)
            filled += _found(text, here, link.marker.start, missing)
        filled.append(link)
        before, here = number, link.marker.end
    return filled


#: What may stand between a catchword and the heading: dots, a page number, the letterhead.
_FURNITURE: Final = re.compile(r"[^a-z]{0,90}\Z")


def without_catchwords(text: str, links: Sequence[Link], markers: Sequence[Marker]) -> list[Link]:
    """The chain with each heading in its last place: "Pasal 5 PRESIDEN … Pasal 5 (1) Setiap".

    A page's last line announces the next page's first ("Pasal 5 …"). Taken for the heading, it
    would leave the heading itself and the letterhead in the pasal's text.
    """
    chosen: list[Link] = []
    stops = [*(link.marker.start for link in links[1:]), len(text)]
    for link, stop in zip(links, stops, strict=True):
        for marker in markers:
            if (
                marker.scheme == "pasal"
                and link.marker.start < marker.start < stop
                and marker.values == link.marker.values
                and marker.start - link.marker.end <= 90
                and _FURNITURE.match(text[link.marker.end : marker.start])
            ):
                link = Link(marker, link.value)
        chosen.append(link)
    return chosen


def _found(text: str, start: int, end: int, missing: range) -> list[Link]:
    candidates = list(_candidates(text, start, end))
    taken: list[Link] = []
    here = start
    for number in missing:
        fitting = [c for c in candidates if c.start >= here and number in c.numbers]
        if not fitting and len(missing) == 1:
            fitting = [
                c
                for c in candidates
                if c.weight >= 3
                and not {number - 1, number + 1} & c.numbers  # the neighbours, printed again
                and any(_near(n, number) for n in c.numbers)
            ]
        # a catchword directly before the heading is no rival of it
        fitting = [c for c in fitting if not any(c.end <= d.start <= c.end + 12 for d in fitting)]
        fitting.sort(key=lambda c: -c.weight)
        if not fitting or (len(fitting) > 1 and fitting[0].weight - fitting[1].weight < 1):
            continue
        best = fitting[0]
        marker = Marker("pasal", best.start, best.end, ((number, best.suffix),), best.weight)
        taken.append(Link(marker, (number, best.suffix)))
        here = best.end
    return taken


def _near(read: int, number: int) -> bool:
    """Whether one digit was misread, added or lost: 546 for 56, 70 for 20."""
    a, b = str(read), str(number)
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1 and len(a) > 1
    long, short = sorted((a, b), key=len, reverse=True)
    return len(short) > 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _candidates(text: str, start: int, end: int) -> Iterator[_Candidate]:
    for match in _LOOSE.finditer(text, start, end):
        before = text[max(start, match.start() - 40) : match.start()]
        ahead = text[match.end() : min(end, match.end() + 60)]
        weight = _weight(text, match, before, ahead)
        if not weight or len(text[match.end() : end].split()) < 3:
            continue
        suffix = (match["suffix"] or "").strip()
        numbers = frozenset(_numbers(match["n"]))
        content = match.end()
        while content < end and text[content].isspace():
            content += 1
        order = ord(suffix) - ord("A") + 1 if suffix else 0
        yield _Candidate(match.start(), content, numbers, order, weight)


def _weight(text: str, match: re.Match[str], before: str, ahead: str) -> float:
    """How sure a heading stands here; 0 for a reference."""
    if _CITING.search(before) or _CITED.match(ahead.lstrip()):
        return 0.0
    line_before = before.rpartition("\n")[2].strip(' \t^“"*_')
    own_line = not line_before and (ahead[:1] == "\n" or "\n" in match["after"])
    opened = bool(_OPENING.match(ahead.lstrip()))
    capital = ahead.lstrip()[:1].isupper() or ahead.lstrip()[:1] in '“"('
    ended = bool(_SENTENCE_END.search(before)) or not before.strip()
    if _JOINING.search(before) and not (opened or (own_line and capital)):
        dotted = "." in match["after"] or before.rstrip().endswith("-")
        return 1.5 if dotted and capital else 0.0
    if own_line:
        return 4.0 if ended or capital else 2.0
    if match[0].startswith("p") and before.rstrip(" \t")[-1:].islower():
        return 0.0  # "dalam arti pasal 2 “Ordonansi …”": a word of the sentence
    if ended:
        return 3.5 if opened or capital else 2.0
    return 3.0 if opened else 1.5 if capital else 0.0


def _numbers(raw: str) -> Iterator[int]:
    """What "2 I 1", "L27" or "Z1" may mean; the blanks inside belong to it or end it."""
    pieces = raw.split()
    for count in range(len(pieces), 0, -1):
        joined = "".join(pieces[:count])
        for digits in product(*(_READINGS.get(c, c) for c in joined)):
            said = "".join(digits)
            if said.isdigit() and not said.startswith("0"):
                yield int(said)


#: The word as print and typewriter have it; anything else is a misreading.
_NAME: Final = r"(?:[pf]asal|p a s a l|psl)"


def heading_repairs(text: str, links: Sequence[Link]) -> list[Repair]:
    """Headings of the chain whose number is printed otherwise."""
    found = []
    for link in links:
        if link.marker.scheme != "pasal":
            continue
        read = " ".join(text[link.marker.start : link.marker.end].split())
        taken = f"{link.value[0]}{chr(64 + link.value[1]) if link.value[1] else ''}"
        if not re.fullmatch(rf"\W*{_NAME}\W*{taken}[\W_]*", read, re.IGNORECASE):
            found.append(Repair(link.marker.start, read, f"Pasal {taken}"))
    return found


_PLAIN: Final = re.compile(r"[\W_]+")


_FIRST: Final = Step("ayat", "1")


def item_repairs(text: str, parts: Sequence[Part]) -> Iterator[Repair]:
    """Ayat whose mark is printed otherwise: "(21" taken for "(2)"; the first, if it has none."""
    for part in parts:
        for unit in part.walk():
            if unit.step == _FIRST and unit.content == unit.start:
                yield Repair(unit.start, text[unit.start : unit.end].split("\n")[0], "(1)")
            if unit.step.unit == "ayat" and unit.content > unit.start:
                read = text[unit.start : unit.content].strip()
                if read.startswith(("(", "{", "[")) and _PLAIN.sub("", read) != unit.step.label:
                    yield Repair(unit.start, read, f"({unit.step.label})")


def told(repairs: Sequence[Repair]) -> list[str]:
    """The repairs as a warning for people; nothing if there are none."""
    if not repairs:
        return []
    first = replace(repairs[0], read=repairs[0].read[:24])
    return [Message("source.repaired", count=len(repairs), read=first.read, taken=first.taken)]
