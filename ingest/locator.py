"""Where in a work a passage stands: ``pasal-363/ayat-2/huruf-c``, and how that is said.

A locator is a path of steps, each a unit and a label. Its string form is the part of a
passage id after ``#``; `label` says it the way a lawyer writes it. The units are those of
UU 12/2011, Lampiran II (naming of buku, bab, bagian, paragraf, pasal, ayat, huruf, angka),
plus the parts around the body (menimbang, mengingat, penjelasan, lampiran), those of a court's
ruling (identitas, duduk, pertimbangan, konklusi, amar, pendapat; in its amar what it decides of
provisi, eksepsi, konvensi, rekonvensi) and, for works that are no acts, judul (heading), alinea
(paragraph), halaman (page) and entri (entry). A ruling's numbered paragraph is a paragraf with the
number that stands in its brackets: "paragraf [3.20.3]".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

#: Units a locator may be made of. Buku, bab, bagian and paragraf are headings *above* a pasal:
#: the pasal's number is unique in the act, so they are never part of a pasal's locator.
UNITS: Final = (
    "pembukaan", "menimbang", "mengingat", "memperhatikan", "diktum", "penutup",
    "buku", "bab", "bagian", "paragraf", "pasal", "ayat", "huruf", "angka",
    "penjelasan", "umum", "lampiran", "judul", "alinea", "halaman", "entri",
    "identitas", "duduk", "pertimbangan", "konklusi", "amar", "provisi", "eksepsi", "konvensi",
    "rekonvensi", "pendapat",
)  # fmt: skip

#: Units that stand alone, without a label (``#penjelasan/umum``).
_BARE: Final = frozenset({
    "pembukaan", "penjelasan", "umum", "penutup", "identitas", "duduk", "pertimbangan", "konklusi",
    "amar", "provisi", "eksepsi", "konvensi", "rekonvensi",
})  # fmt: skip

_STEP = re.compile(r"(?P<unit>[a-z]+)(?:-(?P<label>[^/#\s]+))?\Z")

_NAMES: Final[dict[str, dict[str, str]]] = {
    "id": {
        "pembukaan": "Pembukaan", "menimbang": "Menimbang", "mengingat": "Mengingat",
        "memperhatikan": "Memperhatikan", "diktum": "Diktum", "penutup": "Penutup",
        "buku": "Buku", "bab": "Bab", "bagian": "Bagian", "paragraf": "Paragraf",
        "pasal": "Pasal", "ayat": "ayat", "huruf": "huruf", "angka": "angka",
        "penjelasan": "Penjelasan", "umum": "Umum", "lampiran": "Lampiran",
        "judul": "bagian", "alinea": "alinea", "halaman": "hlm.", "entri": "entri",
        "identitas": "identitas", "duduk": "duduk perkara", "pertimbangan": "pertimbangan hukum",
        "konklusi": "konklusi", "amar": "amar", "provisi": "dalam provisi",
        "eksepsi": "dalam eksepsi", "konvensi": "dalam konvensi",
        "rekonvensi": "dalam rekonvensi", "pendapat": "pendapat hakim",
    },
    "en": {
        "pembukaan": "Preamble", "menimbang": "Considering", "mengingat": "In view of",
        "memperhatikan": "Having regard to", "diktum": "Dictum", "penutup": "Closing",
        "buku": "Book", "bab": "Chapter", "bagian": "Part", "paragraf": "Subpart",
        "pasal": "Article", "ayat": "paragraph", "huruf": "letter", "angka": "number",
        "penjelasan": "Elucidation", "umum": "General", "lampiran": "Annex",
        "judul": "section", "alinea": "para.", "halaman": "p.", "entri": "entry",
        "identitas": "parties", "duduk": "facts of the case", "pertimbangan": "legal reasoning",
        "konklusi": "conclusions", "amar": "operative part", "provisi": "on provisional measures",
        "eksepsi": "on exceptions", "konvensi": "on the claim",
        "rekonvensi": "on the counterclaim", "pendapat": "separate opinion",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a locator: a unit of `UNITS` and its label (``""`` where it has none).

    Labels are lower case as in ids: ``363``, ``12a``, ``ii``, ``c``; a repeated label within
    one work carries ``~2``, ``~3`` … so that ids stay unique.
    """

    unit: str
    label: str = ""

    def __str__(self) -> str:
        return f"{self.unit}-{self.label}" if self.label else self.unit


@lru_cache(maxsize=16_384)  # a library has few different steps, and reads them all the time
def _step(piece: str) -> Step:
    match = _STEP.match(piece)
    if not match or match["unit"] not in UNITS:
        raise ValueError(f"not a step of a locator: {piece!r}")
    return Step(match["unit"], match["label"] or "")


@dataclass(frozen=True, slots=True)
class Locator:
    """A path of steps from the work down to the passage; empty for the work itself."""

    steps: tuple[Step, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Locator:
        """The locator that ``str`` printed. Raises ValueError on anything else."""
        return _parsed(text)

    def __str__(self) -> str:
        return "/".join(map(str, self.steps))

    def __truediv__(self, step: Step) -> Locator:
        return Locator((*self.steps, step))

    @property
    def parent(self) -> Locator:
        """The locator one step up; of the empty locator, itself."""
        return Locator(self.steps[:-1])

    @property
    def in_penjelasan(self) -> bool:
        """Whether this is part of the official elucidation."""
        return bool(self.steps) and self.steps[0].unit == "penjelasan"

    def step(self, unit: str) -> Step | None:
        """The innermost step of that unit, or None."""
        return next((s for s in reversed(self.steps) if s.unit == unit), None)

    def label(self, language: Literal["id", "en"] = "id") -> str:
        """As a lawyer writes it: ``Pasal 363 ayat (2) huruf c``."""
        return " ".join(_say(s, language) for s in self.steps)


@lru_cache(maxsize=16_384)  # that of an act that is read, and of the acts that change it
def _parsed(text: str) -> Locator:
    try:
        return Locator(tuple(map(_step, text.split("/")))) if text else Locator()
    except ValueError as error:
        raise ValueError(f"{error} in {text!r}") from None


#: Articles put in by old drafters: "Pasal 303 bis".
_PUT_IN: Final = re.compile(r"(\d+)(bis|ter|quater|quinquies|sexies|septies)")


def _say(step: Step, language: str) -> str:
    name = _NAMES[language][step.unit]
    base, _, repeat = step.label.partition("~")
    again = f" [{repeat}]" if repeat else ""
    if not base:
        return name + again
    if step.unit == "ayat":
        return f"{name} ({base}){again}"
    if step.unit == "paragraf" and "." in base:  # of a ruling
        return f"{'para.' if language == 'en' else 'paragraf'} [{base}]{again}"
    if step.unit == "pasal" and (put_in := _PUT_IN.fullmatch(base)):
        return f"{name} {put_in[1]} {put_in[2]}{again}"
    if step.unit in {"pasal", "bab", "buku", "lampiran", "diktum"}:
        return f"{name} {base.upper()}{again}"
    if step.unit in {"judul", "entri"}:
        return f"{name} “{base.replace('-', ' ')}”{again}"
    return f"{name} {base}{again}"
