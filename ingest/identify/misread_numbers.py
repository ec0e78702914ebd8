"""Numbers and years of heads as they are printed: read, proven from elsewhere, or unknown.

A head's number is the whole pointer: one digit wrong is another act. So a print is believed where
it can be read in one way only ("4l" is 41), and that is told; where a letter may be several digits
("S2" is 52 or 32) or a sign stands for one that nobody can read ("2?"), another place must say the
number (`proven`), else it is unknown. An id never holds a letter that was a digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final

from dalil.ingest.numerals import LAST_YEAR, act_number, is_roman

#: The letters that are one digit and no other, as OCR takes them.
_ONE_WAY: Final = str.maketrans("OoQDIil|!][L", "000011111111")
_SURE: Final = r"0-9OoQDIil|!\]\[L"
#: What a character of a number may be; "" is nothing, a speck on the page.
_DIGITS: Final = {
    "O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "L": "1", "I": "1", "i": "1", "|": "1",
    "!": "1", "]": "1", "[": "1", "t": "17", "T": "17", "J": "13", "Z": "27", "z": "27",
    "S": "53", "s": "53", "B": "836", "b": "68", "G": "6", "g": "9", "q": "9", "A": "4", "+": "4",
    "7": "71", "n": "11",
}  # fmt: skip
#: Signs that stand where a digit cannot be read, when they touch the number.
_UNREAD: Final = "?*�#~%&§¿…"
_UNREAD_SIGN: Final = re.compile(rf"(?<=\w)[{_UNREAD}]|[{_UNREAD}](?=\w)|\w\W\w*[{_UNREAD}]")
#: Specks and marks beside a number that are no part of it.
_SPECKS: Final = re.compile(r"[\s.,:;^'’‘`\"“”_=•·–-]")
#: Markdown's emphasis; a single asterisk only where it closes again.
_EMPHASIS: Final = re.compile(r"\*{2,3}|(?<!\S)\*(?P<word>\w+)\*(?!\S)")

#: A number as laws have it, in ids: "19", "12a", "4-p", "14-22".
_PLAIN: Final = re.compile(r"\d{1,4}(?:[a-z]|-[a-z]{1,6}|-\d{1,3})?|\d{1,4}-?prp")
_LETTERED: Final = re.compile(r"\d{1,4}[a-z]")
#: Letters at a number's end that are a misread digit more often than an inserted act's.
_LOOKALIKE: Final = re.compile(r"\d+[gioqstzGILOQSTZ]")
#: What is written before the serial of a number with a code: "KEP-49/MEN/2004".
_FORM: Final = re.compile(r"^(?:KEP|PER|SE|INS|KPTS|PERMEN|KEPMEN)[.\-\s]*(?=[0-9OIl])")
_AMBIGUOUS: Final = re.compile(r"(?=.*[ZSB])[0-9OoIlL|!ZSB]{1,4}")
#: The first year of the acts whose heads are read.
_FIRST_YEAR: Final = 1945


def read_number(printed: str, *, roman: bool = False) -> str:
    """The number as in ids, or "" where the print does not say it with certainty.

    ``roman``: the kind has Roman numbers (a ketetapan of the MPR); no other kind has.
    """
    token = _bare(printed)
    if _UNREAD_SIGN.search(token):
        return ""
    if "/" in token:
        serial = _FORM.sub("", token.split("/")[0].strip())
        return "" if _AMBIGUOUS.fullmatch(serial) else act_number(token) or ""
    if roman and is_roman(token.replace(" ", "")):
        return token.replace(" ", "").lower()
    if sure := _sure(token):
        return sure.lstrip("0")
    number = act_number(token) or ""
    if _LOOKALIKE.fullmatch(token.replace(" ", "")) or re.search(r"[ZSB]\d|^[A-Za-z]", token):
        return ""
    return number if _PLAIN.fullmatch(number) else ""


def read_year(printed: str) -> int | None:
    """The year, or None where the print does not say one that there can be."""
    token = _bare(printed)
    sure = _sure(token)
    if _UNREAD_SIGN.search(token) or len(sure) != 4:
        return None
    return int(sure) if _FIRST_YEAR <= int(sure) <= LAST_YEAR else None


def is_repaired(printed: str) -> bool:
    """Whether digits were read that are not all printed as digits."""
    token = _bare(printed)
    serial = _FORM.sub("", token.split("/")[0].strip()) if "/" in token else token
    sure = _sure(serial)
    return bool(sure) and not re.fullmatch(r"[\d\s]+", serial.strip(" .,:;_-–"))


def is_lettered(number: str) -> bool:
    """Whether a number (as in ids) has a letter, as only inserted acts of old have one: 12a."""
    return _LETTERED.fullmatch(number) is not None


def proven(printed: str, said: Iterable[str]) -> str | None:
    """The one number that the print may mean and another place says; None if none or several."""
    numbers = {number for number in said if _PLAIN.fullmatch(number)}
    token = _serial(printed)
    found = numbers & set(_readings(token)) or {n for n in numbers if len(n) == len(token)}
    return found.pop() if len(found) == 1 else None


def proven_year(printed: str, said: Iterable[int]) -> int | None:
    """The one year that the print may mean and another place says; None if none or several."""
    readings = set(_readings(_serial(printed)))
    found = {year for year in said if str(year) in readings}
    return found.pop() if len(found) == 1 else None


def _bare(printed: str) -> str:
    line = re.sub(r"\s+", " ", printed)
    return _EMPHASIS.sub(lambda found: found["word"] or "", line).strip(" :.,")


def _sure(token: str) -> str:
    """The digits of a print that can be read in one way only, else ""."""
    compact = _SPECKS.sub("", token)
    if not re.fullmatch(rf"[{_SURE}]{{1,4}}", compact):
        return ""
    return compact.translate(_ONE_WAY)


def _serial(printed: str) -> str:
    serial = _FORM.sub("", _bare(printed).split("/")[0].strip())
    return _SPECKS.sub("", serial)


def _readings(token: str) -> Iterator[str]:
    """Every number that these characters may be; a sign that cannot be read is any digit."""
    choices = [
        (*"0123456789", "") if c in _UNREAD else _DIGITS.get(c, c) or ("",) for c in token[:6]
    ]
    for digits in product(*choices):
        yield "".join(digits).lstrip("0").lower()
