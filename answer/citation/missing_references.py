"""What a question names and the library cannot show, in words: once, with the way to what is there.

``UU 13/2003 dalam pustaka ini memuat Pasal 1–193; Pasal 999 tidak ada.`` An act that is not held
is said to be so, with the acts that are and that change it or carry it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal

from dalil.answer.citation.work_names import short_name
from dalil.index.search.missing_references import Unmet
from dalil.ingest.locator import Locator, Step
from dalil.ingest.numerals import to_roman
from dalil.ingest.references.ids import print_target

Language = Literal["id", "en"]

#: Runs of numbers that are printed ("1–9, 11, 13–52"), and related acts.
RUNS: Final = 6
RELATED: Final = 4

#: Units that may be numbered in Roman, and the numbers, lower case as in ids.
_IN_ROMAN: Final = frozenset({"buku", "bab", "pasal", "lampiran"})
_ROMAN: Final = tuple(to_roman(n) for n in range(1, 100))

_DOES: Final = {
    "amends": ("mengubahnya", "amends it"),
    "inserts": ("mengubahnya", "amends it"),
    "deletes": ("mengubahnya", "amends it"),
    "repeals": ("mencabutnya", "repeals it"),
    "repeals_partly": ("mencabut sebagiannya", "repeals part of it"),
    "establishes": ("menetapkannya menjadi undang-undang", "establishes it as a law"),
    "implements": ("melaksanakannya", "implements it"),
}


@dataclass(frozen=True, slots=True)
class Absent:
    """A reference that leads to nothing: as printed, why (`index.search.missing_references.Why`),
    in words, and what to open instead (an id; "" for nothing)."""

    target: str
    reference: str
    why: str
    said: str
    see: str = ""

    def to_dict(self) -> dict[str, Any]:
        """An element of ``absent`` in ``dalil ask --json``."""
        return {
            "target": self.target, "reference": self.reference, "why": self.why,
            "reason": self.said, "see": self.see or None,
        }  # fmt: skip


def absent(missing: Iterable[Unmet], language: Language = "id") -> tuple[Absent, ...]:
    """These in words."""
    return tuple(_absent(one, language) for one in missing)


def _absent(one: Unmet, language: Language) -> Absent:
    english = language == "en"
    printed = print_target(one.target, language)
    if one.why == "filtered":
        said = (
            f"{printed} is in this library, but the filters leave it out."
            if english
            else f"{printed} ada dalam pustaka ini, tetapi disisihkan oleh saringan."
        )
        return Absent(one.target, printed, one.why, said, one.target)
    if one.act is None:
        return Absent(one.target, printed, one.why, _no_act(one, english))
    act = short_name(one.act)
    if one.act.digest:
        act = f"the digest of {act}" if english else f"ikhtisar {act}"
    locator = one.near.partition("#")[2]
    over = f"{Locator.parse(locator).label(language)} {act}" if locator else act
    over = over[0].upper() + over[1:]
    asked = _asked(one, language)
    if _lies_between(one):
        said = (
            f"{asked} of {over} could not be told apart in this copy, whose numbering is damaged: "
            "read the text around it."
            if english
            else f"{asked} dalam {over} tidak dapat dipisahkan pada salinan ini karena "
            "penomorannya rusak: bacalah naskah di sekitarnya."
        )
        said = said[0].upper() + said[1:]
    elif one.has:
        units = _ranges(one.unit, one.has, language)
        said = (
            f"{over} has {units} in this library; {asked} is not there."
            if english
            else f"{over} dalam pustaka ini memuat {units}; {asked} tidak ada."
        )
    else:
        said = (
            f"{over} has no {_bare(one.unit, language)} in this library: {asked} is not there."
            if english
            else f"{over} dalam pustaka ini tidak memuat {_bare(one.unit, language)}: "
            f"{asked} tidak ada."
        )
    return Absent(one.target, printed, one.why, said, one.near)


def _lies_between(one: Unmet) -> bool:
    """Whether units behind the one asked for are there: drafting numbers without gaps, so the copy
    has lost its mark ("(l)" for "(1)"), and that it is not there would be untrue."""
    steps = Locator.parse(one.target.partition("#")[2]).steps
    depth = len(Locator.parse(one.near.partition("#")[2]).steps)
    label = steps[depth].label if depth < len(steps) else ""
    return label.isdecimal() and any(h.isdecimal() and int(h) > int(label) for h in one.has)


def _no_act(one: Unmet, english: bool) -> str:
    act_id = one.target.partition("#")[0]
    act = print_target(act_id, "en" if english else "id")
    said = f"{act} is not in this library" if english else f"{act} tidak ada dalam pustaka ini"
    held = [
        f"{print_target(source)} ({_DOES[kind][english]})" for source, kind in one.related[:RELATED]
    ]
    if held:
        said += f"; it holds {', '.join(held)}" if english else f"; yang ada: {', '.join(held)}"
    return f"{said}."


def _asked(one: Unmet, language: Language) -> str:
    """The unit that is missing, as it was named: "Pasal 999", "ayat (9)"."""
    steps = Locator.parse(one.target.partition("#")[2]).steps
    depth = len(Locator.parse(one.near.partition("#")[2]).steps)
    step = steps[depth] if depth < len(steps) else steps[-1]
    return Locator((step,)).label(language)


def _bare(unit: str, language: Language) -> str:
    return Locator((Step(unit),)).label(language)


def _ranges(unit: str, labels: Sequence[str], language: Language) -> str:
    """``Pasal 1–9, 11, 13–52``, ``ayat (1)–(3)``: labels of one kind, runs of them joined."""
    runs: list[list[str]] = []
    for before, label in pairwise(("", *labels)):
        if runs and _follows(unit, before, label):
            runs[-1].append(label)
        else:
            runs.append([label])
    name = _bare(unit, language)
    many = f"{name}s" if language == "en" and len(labels) > 1 else name
    printed = [
        "–".join(
            Locator((Step(unit, label),)).label(language).removeprefix(f"{name} ")
            for label in ([run[0]] if len(run) == 1 else [run[0], run[-1]])
        )
        for run in runs
    ]
    more = [] if len(printed) <= RUNS + 1 else ["…"]
    shown = printed if not more else [*printed[:RUNS], *more, printed[-1]]
    return f"{many} {', '.join(shown)}"


def _follows(unit: str, one: str, other: str) -> bool:
    if one.isdigit() and other.isdigit():
        return int(other) == int(one) + 1
    if unit in _IN_ROMAN and one in _ROMAN and other in _ROMAN:
        return _ROMAN.index(other) == _ROMAN.index(one) + 1
    if len(one) == len(other) == 1 and one.isalpha() and other.isalpha():
        return ord(other) == ord(one) + 1
    return False
