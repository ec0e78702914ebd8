"""The number of an act in running text: "Nomor 23 Tahun 2014", "No. 28/2018", "III/MPR/2000".

With it the marks that change the kind ("51 Prp. Tahun 1960"), lists under one kind ("Nomor 10,
11 dan 15 Tahun 1970"), and what OCR does to digits. White space is bounded everywhere, so that
no run of it is walked twice.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.numeral import DIGITS, act_number, was_misread, year, year_in_number

_RI: Final = (
    r"(?:\s{1,9}(?:of\s{1,9}the\s{1,9}republic\s{1,9}of\s{1,9}indonesia|"
    r"republi\w{1,2}\s{1,9}indon\w{3,5}|r\.?i\.?)\b(?:\s{1,9}serikat)?)?"
)
_NO: Final = r"(?:nom[eo]r|no\.?|nr\.?|number)\s{0,9}[:.]?\s{0,9}"
_N: Final = (
    r"(?:[0-9OolI](?:\s[0-9OolI]){1,2}(?=\s{1,3}tahun\s)|M\.HH-\d[\w.\-]{1,20}|(?:[A-Z]{1,5}(?:[.\-]\s?[A-Z]{1,3})?[.\-]\s?)?"
    r"[0-9OolLIi|!SZB]{1,5}(?:-?[A-Z]\b)?)"
)
#: A piece of a code ends in a letter or digit: the full stop behind "24/2000." is a sentence's.
_PIECE: Final = r"(?:(?:19|20)\d\d(?!\w|[.\-]\d)|[\w.\-]{0,19}\w)"
_CODE: Final = rf"(?:\s?/\s?{_PIECE}|\s[KP]/[\w.\-]{{0,11}}\w){{0,8}}"
#: "77/POJK.01/2016", "14/22/PBI/2012" without "Nomor": a code with letters and, last, a year.
_CODED: Final = (
    r"(?:[A-Z]{1,5}[.\-]\s?)?\d{1,4}[A-Z]?(?:-[A-Z]{1,3})?(?=[\w./\-]{0,40}[A-Z])(?:/[\w.\-]{1,20}){1,6}?"
    r"/(?:19|20)\d\d(?:/\d{1,3})?(?!\w|[/.\-]\d)"
)
_PRP: Final = r"(?:[\s/.]{0,2}(?P<suffix>prps?|pnps|drt)\b\.?\s?/?)?"
_SHORT_PRP: Final = _PRP.replace("suffix", "short_suffix")
_TH: Final = r"\s{0,9},?\s{0,9}(?:tahun|taboo|ta[hb]u[nm]|thn\.?|th\.?|year|of)\s{0,9}"
NUMBER: Final = re.compile(
    rf"{_RI}[\s\-]{{0,9}}(?:"
    rf"{_NO}(?P<number>{_N}{_CODE}){_PRP}(?P<more>(?:\s{{0,9}},\s{{0,9}}\d{{1,3}}){{0,9}}\s{{0,9}},?\s{{0,9}}(?:dan|and)"
    rf"\s{{1,9}}\d{{1,3}})?(?:(?:{_TH}|(?<=pnps)\s|(?<=prp)\s|(?<=drt)\s)(?P<year>{DIGITS}{{4}})(?!\d))?"
    rf"|(?:tahun\s{{1,9}})?(?P<first_year>19\d\d)\s{{0,9}},?\s{{0,9}}(?:{_NO})(?P<after>\d{{1,3}})(?![\d/-])"
    rf"|{_NO}(?P<roman>[IVXLC]{{1,8}}){_TH}(?P<roman_year>\d{{4}})"
    rf"|(?:{_NO})?(?P<tap>[IVXLC1l]{{1,8}}\s?/\s?(?:TAP/)?MPRS?\s?/\s?\d{{4}})"
    rf"(?:{_TH}\d{{4}})?"
    rf"|(?P<coded>{_CODED})"
    rf"|(?P<short>{_N}){_SHORT_PRP}(?:\s?/\s?|{_TH})(?P<short_year>{DIGITS}{{4}})(?!\d))",
    re.IGNORECASE,
)
#: What a number must begin with: spares `NUMBER` where no number can be.
MAYBE: Final = re.compile(
    r"[\s\-]{0,9}(?:n[or.u]|of\s|tahun\s|r(?:ep|\.?i\b)|[\dolizsb|!mkp]|[ivxlc]+\s?/)",
    re.IGNORECASE,
)
#: A further number of the same kind: "… Nomor 8 Tahun 1974 dan Nomor 43 Tahun 1999".
AGAIN: Final = re.compile(
    rf"\s{{0,9}}(?:,|;|dan|and|serta|[jy]o\.?|juncto|atau)+\s{{0,9}}(?:jo\.?\s{{0,9}})?(?={_NO}|\d{{1,3}}(?:/|\s{{1,3}}(?:tahun|th\.?|thn\.?)\s{{1,3}})(?:19|20)\d\d)",
    re.IGNORECASE,
)


def acts_of(slug: str, match: re.Match[str]) -> tuple[tuple[str, ...], str]:
    """The ids that a match of `NUMBER` after this kind means, and a reason if OCR was undone."""
    if match["tap"]:
        token = re.sub(r"\s", "", match["tap"].upper().replace("TAP/", ""))
        roman, rest = token.split("/", 1)
        number, when = act_number(f"{re.sub('[1L]', 'I', roman)}/{rest}"), year_in_number(token)
        return ((f"tap-mpr/{when}/{number}",) if slug == "tap-mpr" and when else ()), ""
    if match["first_year"]:
        return (f"{slug}/{match['first_year']}/{match['after'].lstrip('0')}",), ""
    if match["roman"]:
        number, when = match["roman"].lower(), int(match["roman_year"])
        if slug != "tap-mpr":
            number = "1" if number == "i" else "2" if number == "ii" else ""
        return ((f"{slug}/{when}/{number}",) if number else ()), ""
    printed = match["number"] or match["coded"] or match["short"]
    token = match["year"] or match["short_year"] or ""
    when_read = year(token) if token else year_in_number(re.sub(r"\s", "", printed))
    number_read = _number(slug, printed)
    if when_read is None or number_read is None:
        return (), ""
    marked = re.search(r"(?i)/\s?(prps?|pnps|drt)\b", printed)
    suffix = match["suffix"] or match["short_suffix"] or (marked[1] if marked else "")
    slug = _suffixed(slug, suffix.lower())
    reason = f"tahun {token} dibaca {when_read}" if token and was_misread(token) else ""
    numbers = [number_read, *re.findall(r"\d{1,3}", match["more"] or "")]
    return tuple(f"{slug}/{when_read}/{n}" for n in numbers), reason


def _number(slug: str, printed: str) -> str | None:
    if slug == "putusan-ma":
        stem = re.sub(r"/?\s{0,9}\d{4}\s{0,9}$", "", printed)
        return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or None
    return act_number(printed)


def _suffixed(slug: str, suffix: str) -> str:
    """ "UU No. 51 Prp. Tahun 1960" is a Perppu, "UU Nomor 1/PNPS/1965" a Penpres."""
    return {"prp": "perppu", "prps": "perppu", "pnps": "penpres", "drt": "uu-darurat"}.get(
        suffix, slug
    )


#: "UU No. 30, LN No. 138 Tahun 1999": the year of the gazette is the act's, as footnotes cite it.
_GAZETTE_YEAR: Final = re.compile(
    r",?\s{1,3}\(?(?:L\.?\s?N\.?(?:\s?R\.?\s?I\.?)?|Lembaran\s{1,3}Negara(?:\s{1,3}R(?:epublik\s{1,3}"
    r"Indonesia|\.?I\.?))?)\s{0,3}(?:(?:No(?:mor)?\.?\s{0,3}\d{1,4}\s{0,3},?\s{0,3}Tahun\s{1,3}(?P<a>\d{4}))"
    r"|(?:Tahun\s{1,3})?(?P<b>\d{4})\s{0,3}(?:,?\s{0,3}No|/))"
)


def dated_by_gazette(slug: str, match: re.Match[str]) -> tuple[tuple[str, ...], str]:
    """The act of a number without a year before its gazette, and the reason; else none."""
    printed = match["number"]
    if not printed or "/" in printed or slug not in {"uu", "perppu", "pp", "perpres", "keppres"}:
        return (), ""
    sheet = _GAZETTE_YEAR.match(match.string, number_end(match))
    serial = act_number(printed)
    if sheet is None or serial is None or match["more"]:
        return (), ""
    slug = _suffixed(slug, (match["suffix"] or "").lower())
    return (f"{slug}/{sheet['a'] or sheet['b']}/{serial}",), "tahun menurut Lembaran Negara"


def number_end(match: re.Match[str]) -> int:
    """Where the number ends, without a sentence's point."""
    end = match.end()
    while match.string[end - 1] in ".,:;- " and end > match.start():
        end -= 1
    return end
