"""Where a unit inside a pasal may begin: "(2)", "b.", "3.", "c)", "4)", and in the elucidation
"Ayat (2)", "Huruf b", "Angka 3".

Like `ingest.structure.heading_candidates`, this only gathers candidates; the numbering decides
(`ingest.structure.sequence`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from dalil.ingest.structure.heading_candidates import DIGIT_NOISE, Marker, Scheme

_AYAT_NOISE: Final = {"a": 4, "s": 5, "S": 5, "g": 9, "q": 9, "b": 6, "B": 8, "z": 2, "T": 7}

_AYAT = re.compile(r"\(\s?(?P<n>\d{1,2})\s?(?P<s>[a-z]?)\s?\)\s*")
_AYAT_NOISY = re.compile(r"[({\[]\s?(?P<n>[\dlIOSsaqgzTbB]{1,2})\s?[)\]}1lt|](?=\s)\s*")
_HURUF = re.compile(r"(?<![\w.,/(-])(?P<n>[a-z]{1,2})(?P<s>\d?)\s?\.(?![.\w])\s*")
#: "a terdapat …": no Indonesian word has one letter, so at a line's start it is a huruf.
_HURUF_BARE = re.compile(r"(?<=\n)(?P<n>[a-z])(?P<s>)[ ]+(?=[\w“\"])")
#: "a.jika …": typists of the fifties and sixties set no blank.
_HURUF_TIGHT = re.compile(r"(?<=\n)(?P<n>[a-z])(?P<s>\d?)\.(?=[A-Za-z“\"]{2})")
_HURUF_KURUNG = re.compile(r"(?<![\w.,/(-])\(?(?P<n>[a-z]{1,2})\)\s*")
_ANGKA = re.compile(r"(?<![\w.,/(-])(?P<n>\d{1,3}|[lI])(?P<s>[a-z]?)\s?\.(?![.\d])\s*")
_ANGKA_TIGHT = re.compile(r"(?<=\n)(?P<n>\d{1,3})(?P<s>)\.(?=[A-Za-z“\"]{2})")
_ANGKA_KURUNG = re.compile(r"(?<![\w.,/(-])(?P<n>\d{1,2})\)\s*")

#: Words that make a number or letter after them a reference, even over a line's end …
_NOT_ITEM = re.compile(
    r"(?:\b(?:ayat|ayat-ayat|huruf|angka|pasal|Pasal|nomor|Nomor|No|no|No\.|Bab|BAB|butir|tanggal|"
    r"Tahun|tahun|kelas|golongan|dan/atau huruf|huruf-huruf|poin|Bagian|Paragraf|Lampiran|"
    r"LAMPIRAN))\s*\Z"
)
#: … and those that do so within a line.
_NOT_ITEM_INLINE = re.compile(r"(?:\b(?:sub|ke|Rp|dengan|ad|oleh|dari)|[-/(,])[ \t]*\Z")
#: The same for "(2)": certain after "ayat", likely after "dan" unless the line begins there.
_AYAT_CITED = re.compile(r"\b(?:[Aa]yat|ayat-ayat|[Pp]asal|[Pp]asal\s\d+[A-Z]?)\s*\Z")
_AYAT_LISTED = re.compile(
    r"(?:\b(?:huruf|angka|dan|atau|dengan|jo|yo|s/d|sub|Nomor|No)\.?|[,/]|(?<!,)-)\s*\Z"
)
#: "… dan rancangan perjanjian kerja. - 20 - (3) Surat": a page's number before the mark.
_PAGE_NUMBER = re.compile(r"(?<![\w,])[-–—]\s?\d{1,3}\s?[-–—]\s*\Z")
_AFTER_ITEM = re.compile(r"(?:[;:.)]|[;,]\s*(?:dan|atau|dan\s?/?\s?atau|serta))[”\"]?[\s_*]*\Z")


def item_markers(text: str, start: int, end: int, scheme: Scheme) -> list[Marker]:
    """Candidates of one list scheme in ``text[start:end]``, in the order of the text."""
    return sorted(_ITEMS[scheme](text, start, end), key=lambda m: m.start)


def _refers(text: str, start: int, offset: int) -> bool:
    """Whether the words before make this letter or number part of a reference."""
    begin = max(start, offset - 20)
    return bool(
        _NOT_ITEM.search(text, begin, offset) or _NOT_ITEM_INLINE.search(text, begin, offset)
    )


def _place(text: str, start: int, offset: int) -> float:
    """How likely an item begins here: 4 at a line's start, 3 after the lead-in, 2 mid-line."""
    before = text[max(start, offset - 24) : offset]
    stripped = before.rstrip(" \t^")
    if offset - start <= 2 or not before.strip():
        return 4.0
    if stripped.endswith("\n"):
        return 4.0
    if _AFTER_ITEM.search(before):
        return 2.0
    return 0.0


def _ayat_markers(text: str, start: int, end: int) -> Iterator[Marker]:
    clean = set()
    for match in _AYAT.finditer(text, start, end):
        clean.add(match.start())
        place = _ayat_place(text, start, match.start())
        if not place:
            continue
        value = (int(match["n"]), ord(match["s"]) - 96 if match["s"] else 0)
        yield Marker("ayat", match.start(), match.end(), (value,), place)
    for match in _AYAT_NOISY.finditer(text, start, end):
        if match.start() in clean:
            continue
        place = _ayat_place(text, start, match.start())
        if place == 1.0:
            continue
        values = tuple((v, 0) for v in _noisy_ayat(match["n"], match[0].strip()))
        if place and values:
            yield Marker("ayat", match.start(), match.end(), values, place / 2)


def _ayat_place(text: str, start: int, offset: int) -> float:
    """How likely an ayat begins here; 0 for a reference, 1 for a number in mid-sentence."""
    if furniture := _PAGE_NUMBER.search(text, max(start, offset - 12), offset):
        return 2.0 if furniture.start() > start else 4.0
    begin = max(start, offset - 20)
    if _AYAT_CITED.search(text, begin, offset):
        return 0.0
    place = _place(text, start, offset)
    if _AYAT_LISTED.search(text, begin, offset):
        return 1.5 if place == 4.0 and offset > start else 0.0
    return place or 1.0


def _noisy_ayat(raw: str, whole: str) -> Iterator[int]:
    """What "(21", "(l)", "(s)" may mean: 2, 1, 5."""
    digits = "".join(str(_AYAT_NOISE.get(c, c)) for c in raw).translate(DIGIT_NOISE)
    if digits.isdigit() and int(digits):
        yield int(digits)
    if len(digits) == 2 and digits[1] == "1" and whole[-1] not in ")]}":
        yield int(digits[0])


def _letter_markers(text: str, start: int, end: int, *, bracket: bool) -> Iterator[Marker]:
    scheme: Scheme = "huruf)" if bracket else "huruf"
    for match in (_HURUF_KURUNG if bracket else _HURUF).finditer(text, start, end):
        name = match["n"]
        if len(name) == 2 and name[0] != "a":
            continue
        if _refers(text, start, match.start()):
            continue
        place = _place(text, start, match.start())
        if not place:
            continue
        number = ord(name[-1]) - 96 + (26 if len(name) == 2 else 0)
        suffix = 0 if bracket or not match["s"] else int(match["s"])
        yield Marker(scheme, match.start(), match.end(), ((number, suffix),), place)
    if not bracket:
        for pattern, strength in ((_HURUF_TIGHT, 3.0), (_HURUF_BARE, 1.5)):
            for match in pattern.finditer(text, start, end):
                value = (ord(match["n"]) - 96, int(match["s"] or 0))
                yield Marker(scheme, match.start(), match.end(), (value,), strength)


def _number_markers(text: str, start: int, end: int, *, bracket: bool) -> Iterator[Marker]:
    scheme: Scheme = "angka)" if bracket else "angka"
    for match in (_ANGKA_KURUNG if bracket else _ANGKA).finditer(text, start, end):
        if _refers(text, start, match.start()):
            continue
        place = _place(text, start, match.start())
        if not place:
            continue
        raw = match["n"]
        noisy = not raw.isdigit()
        number = 1 if noisy else int(raw)
        suffix = 0 if bracket or not match["s"] else ord(match["s"]) - 96
        if number:
            value = ((number, suffix),)
            yield Marker(scheme, match.start(), match.end(), value, place / (2 if noisy else 1))
    if not bracket:
        for match in _ANGKA_TIGHT.finditer(text, start, end):
            yield Marker(scheme, match.start(), match.end(), ((int(match["n"]), 0),), 3.0)


_EXPLAINED: Final[dict[Scheme, re.Pattern[str]]] = {
    "Ayat": re.compile(
        r"(?:\b(?:Ayat|AYAT)\s*[({\[]?|(?<=\n)ayat\s*\()\s?(?P<n>\d{1,2}|[lIaSs])(?P<s>[a-z]?)"
        r"\s?[)\]}1]?[.:]?(?=\s)\s*"
    ),
    "Huruf": re.compile(
        r"(?:\b(?:Huruf|HURUF)\s+|(?<=\n)huruf\s+)(?P<n>[a-z]{1,2})(?P<s>\d?)[.:)]?(?=\s)\s*"
    ),
    "Angka": re.compile(
        r"(?:\b(?:Angka|ANGKA|Butir)\s+|(?<=\n)angka\s+)\(?(?P<n>\d{1,3}|[lI])(?P<s>[a-z]?)\)?"
        r"[.:]?(?=\s)\s*"
    ),
}
_NOT_EXPLAINED: Final = re.compile(
    r"(?:\b(?:pada|dalam|dan|atau|dengan|dimaksud|Pasal \d+[A-Z]?|huruf|"
    r"Huruf [a-z]|ketentuan|dari)|,)\s*\Z"
)


def _explained_markers(text: str, start: int, end: int, scheme: Scheme) -> Iterator[Marker]:
    for match in _EXPLAINED[scheme].finditer(text, start, end):
        before = text[max(start, match.start() - 24) : match.start()]
        at_line = not before.strip() or before.rstrip(" \t^").endswith("\n")
        if not at_line and _NOT_EXPLAINED.search(before):
            continue
        after_sentence = bool(re.search(r"[.:;”\"')\d]\s*\Z", before))
        strength = 4.0 if at_line else 2.5 if after_sentence else 1.0
        raw = match["n"]
        if scheme == "Huruf":
            number = ord(raw[-1]) - 96 + (26 if len(raw) == 2 else 0)
            suffix = int(match["s"] or 0)
        else:
            digits = str(_AYAT_NOISE.get(raw, raw)).translate(DIGIT_NOISE)
            number = int(digits) if digits.isdigit() else 0
            suffix = ord(match["s"]) - 96 if match["s"] else 0
        if number:
            yield Marker(scheme, match.start(), match.end(), ((number, suffix),), strength)


_ITEMS: Final[dict[Scheme, Callable[[str, int, int], Iterator[Marker]]]] = {
    "ayat": _ayat_markers,
    "huruf": lambda t, s, e: _letter_markers(t, s, e, bracket=False),
    "huruf)": lambda t, s, e: _letter_markers(t, s, e, bracket=True),
    "angka": lambda t, s, e: _number_markers(t, s, e, bracket=False),
    "angka)": lambda t, s, e: _number_markers(t, s, e, bracket=True),
    "Ayat": lambda t, s, e: _explained_markers(t, s, e, "Ayat"),
    "Huruf": lambda t, s, e: _explained_markers(t, s, e, "Huruf"),
    "Angka": lambda t, s, e: _explained_markers(t, s, e, "Angka"),
}
