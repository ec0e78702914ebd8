"""The day on which a ruling was pronounced, as its closing words say it.

"Demikian diputus … pada hari Rabu, tanggal tiga, bulan November, tahun dua ribu dua puluh satu …
yang diucapkan … pada hari Kamis, tanggal dua puluh lima, bulan November, …": a ruling has its
force from the day of the second (UU 24/2003 Pasal 47, UU 48/2009 Pasal 13). "Pada hari itu juga"
is the day named before. A day that is not said, or not of a year the ruling can be of, is unknown.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

CLOSING: Final = re.compile(
    r"(?m)^[ \t]*(?:\d{1,2}\.[ \t]*)?Demikian(?:lah)?\b[\s,]{1,4}(?:\w+\s{1,3}){0,3}?"
    r"(?:di\s?putus(?:kan)?|di\s?tetapkan|putusan\s+ini|penetapan\s+ini|ketetapan\s+ini)\b"
)
#: How far behind that the days are said.
_REACH: Final = 4_000
_UNITS: Final = {
    word: value
    for value, word in enumerate(
        ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
         "sepuluh", "sebelas")
    )
}  # fmt: skip
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("januari", "februari|pebruari", "maret", "april", "mei", "juni", "juli", "agustus",
         "september", "oktober", "november|nopember", "desember"),
        start=1,
    )
    for name in names.split("|")
}  # fmt: skip
_WORD: Final = (
    r"(?:se(?:puluh|belas|ribu|ratus)|nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
    r"|puluh|belas|ratus|ribu)"
)
_COUNT: Final = rf"(?:\d{{1,4}}|{_WORD}(?:\s*{_WORD}){{0,7}})"
_DATE: Final = re.compile(
    rf"(?<!\w)(?P<day>{_COUNT})(?:\s*\([^()]{{1,30}}\))?[\s,]{{1,4}}(?:bulan\s+)?(?P<month>{'|'.join(_MONTHS)})"
    rf"[\s,]{{1,4}}(?:tahun\s+)?(?P<year>{_COUNT})(?!\w)",
    re.IGNORECASE,
)
_SAID: Final = re.compile(r"\bdi\s?(?:ucapkan|bacakan)\b", re.IGNORECASE)
_SAME_DAY: Final = re.compile(r"hari\s+(?:dan\s+tanggal\s+)?itu\s+juga|hari\s+tersebut", re.I)
#: A ruling is pronounced in the years after its case was registered.
_YEARS: Final = 12


def pronounced(text: str, registered: int) -> str | None:
    """The day in ISO 8601, or None; ``registered`` is the year of the register number."""
    for closing in reversed(list(CLOSING.finditer(text))):
        if found := _day(text[closing.start() : closing.start() + _REACH], registered):
            return found
    return None


def _day(words: str, registered: int) -> str | None:
    dates = [(m.start(), m.end(), day) for m in _DATE.finditer(words) if (day := _read(m))]
    dates = [d for d in dates if registered <= d[2].year <= registered + _YEARS]
    said = _SAID.search(words)
    if said is None or not dates:
        return dates[0][2].isoformat() if len({day for _, _, day in dates}) == 1 else None
    before = [day for _, end, day in dates if end <= said.start()]
    after = [(start, day) for start, _, day in dates if start >= said.end()]
    same = _SAME_DAY.search(words, said.end(), said.end() + 300)
    if same and before and not (after and after[0][0] < same.start()):
        return before[-1].isoformat()
    if after:
        return after[0][1].isoformat()
    return None


def _read(match: re.Match[str]) -> date | None:
    day, year = _value(match["day"]), _value(match["year"])
    try:
        return date(year, _MONTHS[match["month"].lower()], day)
    except ValueError:
        return None


def _value(words: str) -> int:
    """A number in figures or in words: "dua ribu dua puluh satu" is 2021; 0 for none."""
    if words.isdigit():
        return int(words)
    total, here = 0, 0
    for word in re.findall(_WORD, words.lower()):
        if word == "belas":
            here = 10 + here
        elif word == "puluh":
            here = here // 10 * 10 + here % 10 * 10
        elif word in {"ratus", "seratus"}:
            total, here = total + (here or 1) * 100, 0
        elif word in {"ribu", "seribu"}:
            total, here = (total + (here or 1)) * 1000, 0
        else:
            here += _UNITS[word]
    return total + here
