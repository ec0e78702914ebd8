"""What a file's name says of the act in it. Names lie: this is a witness, never the judge.

Understood: ``uu/2014/23.md``, ``pp_2018_28.md``, ``PP_Nomor_17_Tahun_1960.pdf``,
``UU-27-Tahun-2022.pdf``, ``perpres-82-2023.pdf``, ``Perba_16_Tahun_2012_-_….pdf``,
``TAPMPRS_NO_XXVMPRS1966_1966.PDF``.
"""

from __future__ import annotations

import re
from typing import Final

from dalil.ingest.identify.act_types import kind_of
from dalil.ingest.numerals import LAST_YEAR, is_roman, to_roman

_KIND: Final = (
    r"(?P<kind>uu darurat|undang undang(?: darurat)?|uu|perpp?u|pp|peraturan pemerintah"
    r"|perpres|peraturan presiden|kepp?res|inpres|permen ?[a-z]+|kepmen ?[a-z]+|perba|kepka"
    r"|perka [a-z]+|pmk|pojk|pbi|perma|sema|bapeten se|se)"
)
_NUMBERED = re.compile(
    rf"\b{_KIND} ?(?:ri )?(?:(?:nomor|no)\b ?)?(?P<number>\d{{1,4}} ?[a-z]?)(?: ?k[iv]* ?|)"
    r" ?(?:(?:tahun|thn|th) ?)?(?P<year>19[4-9]\d|20\d\d)\b"
)
_DATED = re.compile(rf"\b{_KIND} (?P<year>19[4-9]\d|20\d\d) (?P<number>\d{{1,4}}[a-z]?)\b")
_CODED = re.compile(r"\bbapeten (?P<kind>se) (?P<number>\d{1,4})(?: ?k[ivx]*)? ?(?P<year>20\d\d)")
_TAP = re.compile(
    r"\btap ?mprs? ?(?:(?:no|nomor) )?(?:(?P<roman>[ivxl]+) ?mprs?"
    r"|(?P<year1>(?:19|20)\d\d) (?P<serial1>\d{1,3})|(?P<serial2>\d{1,3}))"
    r" ?(?P<year>19[4-9]\d|20\d\d)?"
)
_WORDS: Final = {"perba": "perbapeten", "kepka": "kepbapeten", "bapeten se": "se-bapeten"}


def act_in_name(name: str) -> str | None:
    """The id of the act that a path or file name claims to hold, or None."""
    parts = re.split(r"[\\/]", name)[-3:]
    stem = re.sub(r"\.[A-Za-z]{2,4}$", "", parts[-1])
    words = re.sub(r"[\s_\-.,()]+", " ", stem).strip().lower()
    if tap := _TAP.search(words):
        return _ketetapan(tap)
    for pattern in (_DATED, _CODED, _NUMBERED):
        if (match := pattern.search(words)) and (found := _id_in_name(match)):
            return found
    folder = " ".join([*parts[:-1], stem]).lower() if len(parts) == 3 else ""
    match = re.fullmatch(
        r"(?P<kind>[a-z-]+) (?P<year>19[4-9]\d|20\d\d) (?P<number>\d+[a-z]?)", folder
    )
    return _id_in_name(match) if match else None


def _id_in_name(match: re.Match[str]) -> str | None:
    words = match["kind"]
    if match.re is _CODED:
        words = "bapeten se"
    slug = _WORDS.get(words) or ((kind := kind_of(words)) and kind.slug)
    if not slug or int(match["year"]) > LAST_YEAR:
        return None
    number = re.sub(r"(\d)p$", r"\1-p", match["number"].replace(" ", "").lstrip("0"))
    return f"{slug}/{match['year']}/{number}" if number else None


def _ketetapan(match: re.Match[str]) -> str | None:
    when = match["year"] or match["year1"]
    serial = match["serial1"] or match["serial2"]
    roman = match["roman"] or (to_roman(int(serial)) if serial else "")
    return f"tap-mpr/{when}/{roman}" if when and is_roman(roman) else None
