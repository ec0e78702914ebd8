"""Amounts in a sentence of law: "paling lama 3 (tiga) tahun", "Rp100.000.000,00", "within 30 days".

Only numbers with a unit are amounts; the numbers of pasal, ayat, acts and years are names. The
words in brackets repeat the figure (UU 12/2011, Lampiran II, nomor 255) and are part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from dalil.ingest.words import read_data

Bound = Literal["most", "least", ""]

#: Amounts of one kind that differ by less than this share say the same: 30 days and one month.
SAME_WITHIN: Final = 0.04


#: Units that hold days on which nobody works.
_LONG: Final = frozenset({"month", "semester", "year", "decade"})


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: ``text[start:end]``, its kind (``time``, ``age``, ``money``, ``ratio`` or the
    counted noun), its value in the base unit of the kind (days, rupiah, 1), and its bound.

    ``unit`` tells working days from days; both are compared as days, but 30 working days are no
    month.
    """

    start: int
    end: int
    words: str
    kind: str
    value: float
    unit: str
    bound: Bound = ""

    def same(self, other: Amount) -> bool:
        """Whether both say the same quantity; 30 hari and 1 bulan do, 12 and 14 hari do not."""
        if self.kind != other.kind:
            return False
        if self.unit == other.unit:
            return abs(self.value - other.value) < 1e-9
        units = {self.unit, other.unit}
        if "working day" in units and units & _LONG:
            return False
        larger = max(abs(self.value), abs(other.value))
        return abs(self.value - other.value) <= SAME_WITHIN * larger

    def opposed(self, other: Amount) -> bool:
        """Whether one is the most and the other the least: "paling lama" and "paling singkat"."""
        return bool(self.bound and other.bound and self.bound != other.bound)


_TABLES: Final = read_data("answer/data/quantities.toml")
_ONES: Final = {
    name: value
    for value, names in enumerate(_TABLES["numbers"]["ones"].split())
    for name in names.split("|")
}
_TENS: Final = {
    name: (value + 2) * 10 for value, name in enumerate(_TABLES["numbers"]["tens"].split())
}
_SCALES: Final[dict[str, int]] = _TABLES["scales"]
_WHOLE: Final[dict[str, int]] = _TABLES["whole"]

#: Kind, unit and size in the base unit of the kind. A year is 365 days and a month a twelfth.
_UNITS: Final[dict[str, tuple[str, str, float]]] = {
    word: (kind, unit, float(Fraction(size)))
    for unit, (kind, size, words) in _TABLES["units"].items()
    for word in words.split("|")
}
_SE: Final[dict[str, str]] = _TABLES["one"]

_WORDS_OF_NUMBER: Final = "|".join(
    sorted((*(_ONES.keys() - {"a", "an", "suatu"}), *_TENS, *_SCALES, *_WHOLE, "belas"),
           key=len, reverse=True)
)  # fmt: skip
_UNIT: Final = "|".join(
    sorted((re.escape(u).replace(r"\ ", r"\s+") for u in _UNITS), key=len, reverse=True)
)
_FIGURE: Final = (
    r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{1,3})?"
)
_SAID: Final = rf"(?:{_WORDS_OF_NUMBER})(?:[\s-]+(?:and\s+)?(?:{_WORDS_OF_NUMBER}))*"
_AMOUNT: Final = re.compile(
    rf"(?<![\w/.,])(?:(?P<money>Rp\.?|IDR)\s*)?(?:"
    rf"(?P<top>\d{{1,2}})/(?P<under>\d{{1,2}})|(?P<figure>{_FIGURE})|(?P<said>{_SAID})\b)"
    rf"(?:[,.]-)?(?:\s+(?P<scale>ribu|juta|miliar|milyar|triliun|thousand|million|billion))?"
    rf"(?:\s*(?P<sign>%|persen\b))?(?:\s*\((?P<again>[^()]{{1,120}})\))?"
    rf"(?:\s*(?P<unit>{_UNIT})(?:s|-)?(?![^\W\d_]))?",
    re.IGNORECASE,
)
_SINGLE: Final = re.compile(rf"\b(?:{'|'.join(_SE)})\b", re.IGNORECASE)
_CATEGORY: Final = re.compile(r"\bkategori\s+(?P<roman>[IVX]{1,5})\b", re.IGNORECASE)
_PER: Final = re.compile(
    rf"\b(?P<top>{_WORDS_OF_NUMBER})\s+per\s*(?P<under>{_WORDS_OF_NUMBER})\b", re.I
)
#: A number behind these names a thing.
_NAMING: Final = re.compile(
    r"(?:\b(?:pasal|ayat|huruf|angka|nomor|no|bab|buku|bagian|lampiran|uu|pp|perpres|perppu|perda"
    r"|permen\w*|tanggal|tgl|article|paragraph|number|law|romawi|koma)\.?\s*\(?|\bke-?)\Z",
    re.IGNORECASE,
)
_YEAR_AFTER: Final = re.compile(r"\s+(?:1[6-9]|20)\d\d\b")
#: English says an age without its unit: "children under 12".
_BARE_AGE: Final = re.compile(
    r"\b(?:under|below|aged|over)\s+(?P<age>\d{1,2})\b"
    r"(?=\s*(?:[.,;]|\Z)|\s+(?:may|must|shall|can|cannot|is|are|who|need)\b)",
    re.IGNORECASE,
)
_AGE_BEFORE: Final = re.compile(
    r"\b(?:ber)?(?:umur|usia)(?:nya)?\b[^.;:]{0,40}\Z|\b(?:aged?|under the age of)\b[^.;:]{0,20}\Z",
    re.IGNORECASE,
)
_AGE_AFTER: Final = re.compile(r"\s+(?:of age|old)\b", re.IGNORECASE)

_MOST: Final = re.compile(
    r"\b(?:paling\s+(?:lama|banyak|tinggi|lambat|besar|jauh)|maksimal|maksimum"
    r"|selambat-lambatnya|selama-lamanya|setinggi-tingginya|sebanyak-banyaknya|sebesar-besarnya"
    r"|tidak\s+(?:boleh\s+)?(?:lebih|melebihi|melampaui)|kurang\s+dari|di\s*bawah|sampai\s+dengan"
    r"|not?\s+(?:more|later|longer)\s+than|not\s+exceed(?:ing)?|at\s+most|up\s+to|less\s+than"
    r"|maximum(?:\s+of)?|a\s+maximum\s+of|under)\b",
    re.IGNORECASE,
)
_LEAST: Final = re.compile(
    r"\b(?:paling\s+(?:sedikit|singkat|rendah|kurang|kecil|cepat|pendek)|minimal|minimum"
    r"|sekurang-kurangnya|sesingkat-singkatnya|serendah-rendahnya|sedikit-dikitnya"
    r"|tidak\s+(?:boleh\s+)?kurang(?:\s+dari)?|lebih\s+dari|di\s*atas|melebihi|at\s+least"
    r"|(?:not|no)\s+(?:less|fewer)\s+than|more\s+than|over|exceeding)\b",
    re.IGNORECASE,
)
#: Words that may stand between a bound and its number.
_REACH: Final = 45


def amounts(text: str) -> list[Amount]:
    """The amounts in a text, in its order."""
    found = [a for a in _found(text) if a is not None]
    return sorted(found, key=lambda a: a.start)


def _found(text: str) -> Iterator[Amount | None]:
    taken: list[tuple[int, int]] = []
    for match in _PER.finditer(text):
        top, under = _spoken(match["top"]), _spoken(match["under"])
        if top and under:
            taken.append(match.span())
            yield _made(text, match.start(), match.end(), "ratio", "part", top / under)
    for match in _AMOUNT.finditer(text):
        if any(s < match.end() and match.start() < e for s, e in taken):
            continue
        yield _read(text, match)
    for match in _SINGLE.finditer(text):
        kind, unit, size = _UNITS[_SE[match[0].lower()]]
        yield _made(text, match.start(), match.end(), kind, unit, size)
    for match in _BARE_AGE.finditer(text):
        yield _made(
            text, match.start("age"), match.end("age"), "age", "year", 365.0 * int(match["age"])
        )
    for match in _CATEGORY.finditer(text):
        from dalil.ingest.numerals import from_roman

        value = float(from_roman(match["roman"]))
        yield _made(text, match.start(), match.end(), "kategori", "kategori", value)


def _read(text: str, match: re.Match[str]) -> Amount | None:
    if _NAMING.search(text[max(0, match.start() - 16) : match.start()]):
        return None
    unit_said = " ".join((match["unit"] or match["sign"] or "").lower().split())
    if match["money"] or _rupiah(match["again"]):
        unit_said = "rupiah"
    if match["top"]:
        value = float(Fraction(int(match["top"]), int(match["under"]) or 1))
        if not unit_said and not match["again"]:
            return None
        return _made(text, match.start(), match.end(), "ratio", "part", value)
    if not unit_said or (unit_said == "tahun" and _YEAR_AFTER.match(text, match.end())):
        return None
    read = _figure(match["figure"]) if match["figure"] else _spoken(match["said"])
    if read is None:
        return None
    if match["scale"]:
        read *= _SCALES[match["scale"].lower()]
    kind, unit, size = _UNITS[unit_said]
    if kind == "time" and (
        _AGE_BEFORE.search(text[max(0, match.start() - 60) : match.start()])
        or _AGE_AFTER.match(text, match.end())
    ):
        kind = "age"
    return _made(text, match.start(), match.end(), kind, unit, read * size)


def _made(text: str, start: int, end: int, kind: str, unit: str, value: float) -> Amount:
    return Amount(start, end, text[start:end], kind, value, unit, _bound(text, start, end))


def _rupiah(again: str | None) -> bool:
    return bool(again and re.search(r"\brupiah\b", again, re.IGNORECASE))


def _bound(text: str, start: int, end: int) -> Bound:
    """The bound said last before the number, or right behind it ("atau lebih")."""
    if re.match(r"\s+(?:atau|or)\s+(?:lebih|more)\b", text[end : end + 16], re.IGNORECASE):
        return "least"
    before = re.split(r"[.;:\d]", text[max(0, start - _REACH) : start])[-1]
    said: list[tuple[int, int, Bound]] = [(*m.span(), "most") for m in _MOST.finditer(before)]
    said += [(*m.span(), "least") for m in _LEAST.finditer(before)]
    reach = -1
    bound: Bound = ""
    for begin, stop, kind in sorted(said, key=lambda s: (s[0], -s[1])):
        if begin >= reach:  # "kurang dari" in "tidak kurang dari" is no bound of its own
            reach, bound = stop, kind
    return bound


def _figure(figure: str) -> float | None:
    """The value of figures as Indonesians write them; "1,000,000" as the English do."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", figure):
        return float(figure.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3},\d{3}\.\d+", figure):
        return float(figure.replace(",", ""))
    try:
        return float(figure.replace(",", "."))
    except ValueError:
        return None


def _spoken(words: str) -> float | None:
    """The value of a number in words, Indonesian or English; None for scales alone."""
    total, group = 0.0, 0.0
    seen = False
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _ONES:
            group, seen = group + _ONES[word], True
        elif word in _TENS:
            group, seen = group + _TENS[word], True
        elif word in _WHOLE:
            group, seen = group + _WHOLE[word], True
            if _WHOLE[word] >= 1000:
                total, group = total + group, 0.0
        elif word == "belas":
            group += 10
        elif word in _SCALES:
            if not seen:
                return None
            scale = _SCALES[word]
            if scale <= 100:
                low = group % 10
                group = group - low + low * scale
            else:
                total, group = total + (group or 1) * scale, 0.0
    return total + group if seen else None
