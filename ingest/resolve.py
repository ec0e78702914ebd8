"""From the words of a provision to ids: relative places, ranges, "ini", candidates of acts."""

from __future__ import annotations

from typing import Final

from ingest.locator import Locator, Step
from ingest.provision import Provision

#: Units from the pasal down, in the order of a locator.
_ORDER: Final = ("pasal", "ayat", "huruf", "angka")
#: Headings above a pasal: never part of its locator.
_HEADINGS: Final = frozenset({"buku", "bab", "bagian", "paragraf"})
#: A range longer than this is no list of provisions but a misreading.
_LONGEST: Final = 400


def locate(provision: Provision, place: Locator) -> list[Locator]:
    """The locators that the provision means, said at this place; [] where it cannot be known."""
    steps = _in_locator_order(provision.steps)
    if any(step.label == "ini" for step in steps):
        steps = _this(steps, place)
    elif provision.relative:
        steps = _completed(steps, place)
    if not steps:
        return []
    if provision.last:
        return [Locator((*steps[:-1], step)) for step in _range(steps[-1], provision.last)]
    return [Locator(steps)]


def _in_locator_order(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Without the headings above a pasal: "Bab II Pasal 5" is Pasal 5; () for "Pasal 5 Bab II"."""
    pasal = next((i for i, step in enumerate(steps) if step.unit == "pasal"), -1)
    if pasal >= 0:
        if any(step.unit in _HEADINGS for step in steps[pasal:]):
            return ()
        return tuple(
            step for step in steps if step.unit not in _HEADINGS or step.label.startswith("aturan-")
        )
    return steps


def _this(steps: tuple[Step, ...], place: Locator) -> tuple[Step, ...]:
    """ "Pasal ini", "ayat ini": up to that unit of the place, and on from there."""
    i = max(i for i, step in enumerate(steps) if step.label == "ini")
    units = [step.unit for step in place.steps]
    if steps[i].unit not in units:
        return ()
    reach = len(units) - units[::-1].index(steps[i].unit)
    return (*place.steps[:reach], *steps[i + 1 :])


def _completed(steps: tuple[Step, ...], place: Locator) -> tuple[Step, ...]:
    """ "ayat (1)" said in Pasal 5 is Pasal 5 ayat (1): the place, down to above the first unit."""
    if steps[0].unit not in _ORDER or not place.steps:
        return ()
    depth = _ORDER.index(steps[0].unit)
    inner = max((i for i, step in enumerate(place.steps) if step.unit == "pasal"), default=0)
    above = list(place.steps[:inner])  # "pasal-i/angka-3", of a text inside an amending article
    for step in place.steps[inner:]:
        if step.unit in _ORDER and _ORDER.index(step.unit) >= depth:
            break
        above.append(step)
    if not above or (steps[0].unit == "ayat" and above[-1].unit != "pasal"):
        return ()
    return (*above, *steps)


def _range(first: Step, last: str) -> list[Step]:
    """Every step from the first label to the last; both ends where what is between is unknown."""
    ends = [first, Step(first.unit, last)]
    if first.label.isdigit() and last.isdigit() and 0 < int(last) - int(first.label) < _LONGEST:
        return [Step(first.unit, str(n)) for n in range(int(first.label), int(last) + 1)]
    stem = first.label[:-1]
    if last[:-1] == stem and first.label[-1:].isalpha() and last[-1:].isalpha():
        low, high = ord(first.label[-1]), ord(last[-1])
        if 0 < high - low < 26:
            return [Step(first.unit, stem + chr(c)) for c in range(low, high + 1)]
    return ends
