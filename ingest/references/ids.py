"""The ids of acts and provisions as a lawyer writes them, and which ids are well formed."""

from __future__ import annotations

import re
from typing import Final, Literal

from dalil.ingest.identify.act_types import kind_by_slug
from dalil.ingest.identify.rulings import print_ruling
from dalil.ingest.locator import Locator

_ACT: Final = re.compile(
    r"(?P<slug>[a-z][a-z-]*(?:-\d\d)?)/(?P<year>\d{4})(?:/(?P<number>[a-z0-9-]+))?"
)

#: Acts known by a name rather than a number.
_NAMED: Final[dict[str, dict[str, str]]] = {
    "uud/1945": {"id": "UUD 1945", "en": "the 1945 Constitution"},
    "uuds/1950": {"id": "UUDS 1950", "en": "UUDS 1950"},
    "stb/1915/732": {"id": "KUHP lama", "en": "the Old Criminal Code"},
    "stb/1847/23": {"id": "KUHPerdata", "en": "the Civil Code"},
    "stb/1847/23-kuhd": {"id": "KUHD", "en": "the Commercial Code"},
}


def is_target(text: str) -> bool:
    """Whether this is the id of an act, or of a place in one (``uu/2014/23#pasal-363``)."""
    act, mark, locator = text.partition("#")
    match = _ACT.fullmatch(act)
    if match is None:
        return False
    if match["slug"].startswith("putusan-"):
        ruling = print_ruling(match["slug"], match["year"], match["number"] or "")
        if ruling is None:
            return False
    elif kind_by_slug(match["slug"]) is None:
        return False
    if match["number"] is None and act not in _NAMED:
        return False
    if not mark:
        return True
    try:
        return bool(Locator.parse(locator).steps)
    except ValueError:
        return False


def year_and_number(target: str) -> tuple[int, int]:
    """Of an act's id, or of a place in it: ``uu/2014/23#pasal-363`` is of 2014, number 23.

    0 for a part that it has not, or that begins with no figure. Acts in this order are in that of
    their making.
    """
    act = target.partition("#")[0].partition("~")[0]
    year, number = (*act.split("/")[1:], "", "")[:2]
    figures = re.match(r"\d+", number, re.ASCII)
    return int(year) if year.isdecimal() else 0, int(figures[0]) if figures else 0


def print_target(target: str, language: Literal["id", "en"] = "id") -> str:
    """ "Pasal 363 ayat (2) huruf c UU Nomor 23 Tahun 2014", for ``uu/2014/23#pasal-363/…``.

    Of a work that is no act the place and the work's id: "hlm. 3, kerja-sama-daerah". Raises
    ValueError if the part after ``#`` is no locator.
    """
    act, _, place = target.partition("#")
    label = Locator.parse(place).label(language)
    name = _print_act(act, language)
    if name is None:
        return f"{label}, {act}" if label else act
    if not label:
        return name
    if act.startswith("putusan-"):
        return f"{name}, {label}"
    return f"{label} of {name}" if language == "en" else f"{label} {name}"


def _print_act(act: str, language: Literal["id", "en"]) -> str | None:
    if act in _NAMED:
        return _NAMED[act][language]
    match = _ACT.fullmatch(act)
    if match and match["slug"].startswith("putusan-"):
        return print_ruling(match["slug"], match["year"], match["number"] or "")
    kind = kind_by_slug(match["slug"]) if match else None
    if match is None or kind is None or match["number"] is None:
        return None
    year, number = match["year"], match["number"]
    short = kind.english or kind.short if language == "en" else kind.short
    if kind.slug == "stb":
        return f"{short if language == 'id' else 'Staatsblad'} {year} No. {number}"
    if kind.slug == "tap-mpr":
        body = "MPRS" if int(year) < 1970 else "MPR"
        return f"TAP {body} Nomor {number.upper()}/{body}/{year}"
    if language == "en":
        return f"{short} Number {number.upper()} of {year}"
    return f"{short} Nomor {number.upper()} Tahun {year}"


#: Labels that scanning confuses: "Pasal I ayat (2)" may be a Roman pasal that has ayat, or Pasal 1
#: misread.
_CONFUSED: Final = ((re.compile(r"pasal-1(?=/ayat)"), "pasal-i"),)
_LETTERED: Final = re.compile(r"(?<=pasal-)(?P<number>\d{1,3})(?P<last>[io10])(?=/|~|$)")


def other_reading(target: str, text: str) -> str | None:
    """The id in which the last sign of the pasal's number is read the other way, if any.

    "Pasal 28I" is 28i, or 281 where the act has no such letter; "Pasal 3O" is 30, or 3o. ``text``
    are the words read: only a sign that they print as a letter can be meant otherwise.
    """
    match = _LETTERED.search(target)
    if match is None:
        return None
    sign = {"i": "[Il|]", "1": "[Il|]", "o": "O", "0": "O"}[match["last"]]
    if not re.search(rf"(?<!\d){match['number']}\s?{sign}(?!\w)", text):
        return None
    swapped = {"i": "1", "1": "i", "o": "0", "0": "o"}[match["last"]]
    return f"{target[: match.start('last')]}{swapped}{target[match.end('last') :]}"


def as_printed(target: str, text: str) -> str:
    """The id whose name is exactly ``text``: this one, or one that scanning confuses with it.

    A text that is written as `print_target` writes it means what it says; only another one is
    read as if scanned.
    """
    plain = " ".join(text.split())
    for pattern, letter in _CONFUSED:
        other = pattern.sub(letter, target)
        if other != target and plain in (print_target(other), print_target(other, "en")):
            return other
    return target
