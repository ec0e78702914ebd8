"""Numbers of acts and years as they are printed, and as OCR reads them.

OCR takes O for 0, l, I and ! for 1, Z for 2, S for 5, B for 8 and a plus for 4; these are
undone only where a number must stand and only if a real digit is among them, so that a word
never turns into a number. A year must lie between 1600 (Staatsblad) and `LAST_YEAR`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

#: No act of a later year is believed; 7 read for 1 ("2074" for 2014) is the usual cause.
LAST_YEAR: Final = date.today().year
FIRST_YEAR: Final = 1600

_OCR: Final = str.maketrans("OoQDlLIi|!][ZzSsBbGgq+TJ", "000011111111225588699471")
_OCR_CLASS: Final = r"0-9OoQDlLIi|!\]\[ZzSsB+"

#: A run of characters that OCR may have made of digits.
DIGITS: Final = rf"[{_OCR_CLASS}]"

_ROMAN = re.compile(r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def digits(token: str) -> str | None:
    """The digits that this token stands for, without leading zeros; None if it is no number."""
    read = token.translate(_OCR)
    if not read.isascii() or not read.isdigit():
        return None
    if not any(c.isdigit() for c in token) and len(token) > 1:
        return None
    return read.lstrip("0") or None


def digit_reading(label: str) -> str | None:
    """The number that a label of a pasal is if its last letter is a misread digit, else None.

    "28i" is 281, "3o" is 30: which is meant, only the act's own articles can tell.
    """
    match = re.fullmatch(r"(\d{1,3})([io])", label)
    return match[1] + {"i": "1", "o": "0"}[match[2]] if match else None


def year(token: str) -> int | None:
    """The year of four characters, OCR undone; None if none can be meant."""
    read = token.translate(_OCR)
    if len(read) != 4 or not read.isdigit() or not re.search(r"\d", token):
        return None
    value = int(read)
    if FIRST_YEAR <= value <= LAST_YEAR:
        return value
    repaired = int(read[0] + read[1:].replace("7", "1"))
    return repaired if value > LAST_YEAR and 1945 <= repaired <= LAST_YEAR else None


def was_misread(token: str) -> bool:
    """Whether this year was only believed after undoing a 7 that must have been a 1."""
    read = token.translate(_OCR)
    return read.isdigit() and len(read) == 4 and int(read) > LAST_YEAR


def is_roman(token: str) -> bool:
    """Whether the token is a Roman number up to 399, in either case."""
    return bool(token) and _ROMAN.fullmatch(token.lower()) is not None


def act_number(printed: str) -> str | None:
    """The number of an act as in ids: ``184/PMK.01/2010`` → ``184``, ``04-P/Ka-X/VI-99`` → ``4-p``.

    The serial is kept and the classification code dropped; ``KEP-49/MEN/2004`` is 49, Bank
    Indonesia's ``14/22/PBI/2012`` (year, serial) is ``14-22``, a ketetapan's ``XXV/MPRS/1966``
    is ``xxv``, ``HK.01.07/MENKES/413/2020`` is 413 (its first part classifies), a ruling's
    ``91/PUU-XVIII/2020`` is ``91-puu-xviii``. None if no number is there.
    """
    token = re.sub(r"\s+", "", printed).strip(".:,;-–")
    pieces = [piece for piece in token.split("/") if piece]
    if not pieces:
        return None
    first = pieces[0]
    if len(pieces) > 1 and pieces[1].upper().startswith(("MPR", "TAP")) and is_roman(first):
        return first.lower()
    if re.fullmatch(r"[A-Z]{2,3}(?:\.\d\d){1,3}", first):  # a code of classification
        first = next((p for p in pieces[1:] if p.isdigit() and len(p) < 4), first)
    first = re.sub(r"^(?:KEP|PER|SE|INS|KPTS|PERMEN|KEPMEN)[.\-\s]*(?=[0-9OIl])", "", first)
    if len(pieces) > 1 and re.match(r"(?:PUU|PHPU|SKLN|PUD)", pieces[1].upper()):
        serial = digits(first)
        return f"{serial}-{_plain(pieces[1])}" if serial else None
    match = re.fullmatch(r"([0-9OoIlL|!ZSB]{1,4})((?:[-.]?[A-Za-z]{1,2})?)", first)
    if match and (serial := digits(match[1])):
        tail = _plain(match[2])
        if len(pieces) > 2 and pieces[1].isdigit() and pieces[2].upper() in {"PBI", "PADG", "DPNP"}:
            return f"{serial}-{int(pieces[1])}"
        if tail and not match[2].startswith(("-", ".")) and len(tail) == 1:
            return serial + tail
        return f"{serial}-{tail}" if tail else serial
    if len(pieces) == 1 and is_roman(first):
        return first.lower()
    return _plain(token) if re.search(r"\d", token) else None


def year_in_number(printed: str) -> int | None:
    """The year inside a number: ``…/2010``, ``XXV/MPRS/1966``, ``01/Ka-BAPETEN/V-99``."""
    pieces = re.split(r"[/\s]+", printed.strip())
    for piece in reversed(pieces[1:]):
        if (value := year(piece)) and value >= 1900:
            return value
        if match := re.fullmatch(r"[IVX]+-(\d\d)", piece):
            short = int(match[1])
            return 1900 + short if short > 44 else 2000 + short
    return None


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


_ROMAN_VALUES: Final = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
    (1, "i"),
)  # fmt: skip


def to_roman(value: int) -> str:
    """A number from 1 to 399 in Roman, lower case as in ids."""
    letters = ""
    for amount, letter in _ROMAN_VALUES:
        count, value = divmod(value, amount)
        letters += letter * count
    return letters


def from_roman(letters: str) -> int:
    """The value of a Roman number in either case; 0 for anything else."""
    if not is_roman(letters):
        return 0
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    row = [values[c] for c in letters.lower()]
    return sum(-a if a < b else a for a, b in zip(row, [*row[1:], 0], strict=True))


# Numbers as lists print them: 1, a, A, i, I.

_ROMAN_SIGNS: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, style: str) -> str:
    """``number`` in the style that HTML's ``type`` names (1, a, A, i, I).

    Where the style has no numeral for it (zero, negative), it stays decimal, as browsers do.
    """
    if style.lower() == "a" and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return letters if style == "a" else letters.upper()
    if style.lower() == "i" and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN_SIGNS:
            while number >= value:
                roman += sign
                number -= value
        return roman if style == "i" else roman.upper()
    return str(number)
