"""What of a reference was not understood: "kalimat kedua", "strip 2", "dan 28", "lama".

A reference is read as far as its words are known. What stands between it and its act, or right
behind it, and names a further unit is no other sentence: it narrows or widens what is meant, and
is told with the reference, so that nobody takes a part for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from dalil.ingest.references.provisions import COUNTED, GOES_ON, SPACE, SPACES, UNIT, step_of

_ORDINAL: Final = rf"(?:{COUNTED}|terakhir\b|terdahulu\b)"
_LABEL: Final = (
    rf"(?:(?:(?:ke[\s-]?)?(?:{_ORDINAL}|\d{{1,4}}(?!\w))|\(?\d{{1,4}}[a-z]?\)?"
    r"|\(?[ivxlc]{1,5}\)|(?-i:[IVXLC]{1,6})|\(?[a-z]\)?)(?![\w/]))"
)
#: Words for units that have no place in an id, or are misspelt: with a label they are one.
_WORDS: Final = (
    r"(?:kalimat|anak\s{1,3}kalimat|alinea|alenia|paragraf|frasa|frase|baris|kolom|lajur|titik|strip|setrip"
    r"|garis\s{1,3}(?:datar|mendatar)|tanda\s{1,3}hubung|(?:angka\s{1,3})?r[ou]mawi|item|bagian|sub|subs(?:ider)?|no(?:mor)?\.?"
    r"|poin|points?|butir|angka|hurup|huruf|hrf\.?|hur\.|ayat|ay\.|at\.|ke(?=[\s-])|sentence|clause"
    r"|indent|diktum|al\.|a\.(?=\s?\(\d)|h\.(?=\s[a-z](?!\w)))"
)
#: Units beyond doubt, wherever they stand.
_SURE: Final = re.compile(
    rf"(?:{SPACE},)?{SPACE}(?:(?:pada|dan|atau|serta|dalam){SPACES})?(?P<unit>{_WORDS}[\s.-]{{0,3}}{_LABEL}"
    rf"|(?:dst|dll|dsb|dkk|ff|et\s{{1,3}}seqq?)\b\.?|dan{SPACES}seterusnya\b"
    rf"|(?:beserta|berikut|dan){SPACES}penjelasannya\b|(?:bis|ter|quater)\b)",
    re.IGNORECASE,
)
#: A number that goes on a list of ayat in parentheses, which it does not belong to.
_STRAY: Final = re.compile(
    rf"(?<=\))[^\S\n\u2029]?(?:,[^\S\n\u2029]?)?(?:(?:dan|atau|serta|&)[^\S\n\u2029])?"
    rf"(?<!\))\d{{1,3}}[A-Z]?(?![\w/]){GOES_ON}"
)
#: What is counted is no provision: "dan 3 orang", "dan 3 (tiga) saksi".
_COUNTED_THINGS: Final = (
    r"(?:orang|rupiah|ribu|juta|mil[iy]ar|triliun|dolar|kali|hari|minggu|bulan|tahun|jam|menit|meter|persen"
    rf"|unit|buah|lembar|eksemplar|halaman|kata|pihak|pasal|ayat|tahap|macam|jenis|\(\s?{COUNTED}\s?(?:belas|puluh|ratus)?\s?\))"
)
_ONE_LINE: Final = r"[^\S\n\u2029]"
#: A number (behind a letter: a letter) that may go on the list before it, whatever word follows:
#: "Pasal 5 dan 777 tetap berlaku". Before a word that can only be a predicate it was read.
_LISTED: Final = re.compile(
    rf"{_ONE_LINE}?(?:,{_ONE_LINE}?)?(?:(?:dan/atau|dan|atau|serta|maupun|and|or|&|s\.?\s?d\.?|s/d"
    rf"|sampai(?:\sdengan)?|hingga|[-–—]){_ONE_LINE}|(?<=,)|(?<=,\s))"
    rf"(?:\d{{1,3}}[A-Z]?|(?P<letter>[a-z]))(?![\w/%.)]|\s?%)"
    rf"(?={_ONE_LINE}(?!{_COUNTED_THINGS})[a-z(])"
)
#: What is one only if the act follows: bare numbers and letters.
_WEAK: Final = re.compile(
    rf"{SPACE}(?:(?:[,;&]|\.(?=\w)|dan|atau|serta|jo\.?|s\.?d\.?|sampai(?:{SPACES}dengan)?|[-–—/]){SPACE}){{0,2}}"
    rf"(?:{_LABEL}|lama\b|baru\b|asli\b|\([^()\n]{{1,16}}\)|\[[^\[\]\n]{{1,16}}\])",
    re.IGNORECASE,
)
#: Words a provision's word is followed by where its number could not be read at all.
_ODD: Final = re.compile(
    rf"\b(?:pasal|psl\.?|ps\.)(?:[\s-]pasal)?{SPACES}"
    rf"(?P<label>(?:[^\s.,;:]{{0,6}}\d[^\s.,;:]{{0,8}}|{COUNTED}(?:{SPACES}(?:puluh|belas|ratus)\b)?|[IVXLC]{{1,7}}\b|[lO|]{{1,2}}(?!\w)))"
    rf"(?:{SPACES}(?:ayat|huruf|angka|butir){SPACES}[^\s.,;:]{{1,8}}){{0,2}}",
    re.IGNORECASE,
)
_TO: Final = re.compile(rf"(?:{SPACE},)?{SPACE}(?:(?:dari|dalam|pada){SPACES})?")
_BESIDE: Final = re.compile(rf"(?:{SPACE},)?{SPACE}")
#: At most so many words of a unit are looked at.
_LIMIT: Final = 8


def unread_after(text: str, at: int, is_act: Callable[[int], bool] | None = None) -> int:
    """Where the words end that belong to the reference up to ``at`` and were not read.

    ``at`` itself where there are none. ``is_act`` says whether, from an offset on, the act is
    named: up to it numbers and letters are a part of the reference, too.
    """
    sure = end = at
    certain = True
    for _ in range(_LIMIT):
        token = _SURE.match(text, end) or _STRAY.match(text, end) or _listed(text, end)
        if token is None:
            certain = False
            token = _WEAK.match(text, end) if is_act else None
        if token is None or token.end() == end or (certain and _is_read(text, token)):
            break
        end = token.end()
        if certain:
            sure = end
        if is_act and is_act(end):
            return end
    return sure


def _listed(text: str, at: int) -> re.Match[str] | None:
    """What may go on the list that ends here: a letter only behind a letter."""
    token = _LISTED.match(text, at)
    if token is None or token["letter"] is None:
        return token
    return token if re.search(r"(?<![\w])[a-z]\Z", text[max(0, at - 2) : at]) else None


def _is_read(text: str, token: re.Match[str]) -> bool:
    """Whether a unit beyond doubt is one that is read: then it is another reference's."""
    named = token.re is _SURE and token["unit"]
    unit = UNIT.match(text, token.start("unit")) if named else None
    step = step_of(unit) if unit else None
    return step is not None and step.unit in {"pasal", "ayat", "huruf", "angka"}


def odd_before(text: str, act: int) -> int | None:
    """Where a provision begins whose number is not read, right before the act; None if none."""
    for odd in _ODD.finditer(text, max(0, act - 60), act):
        if _TO.fullmatch(text, odd.end(), act) and not _is_numbered(text, odd):
            return odd.start()
    return None


def odd_after(text: str, act: int) -> tuple[int, int] | None:
    """The span of a provision whose number is not read, right behind the act; None if none."""
    gap = _BESIDE.match(text, act)
    odd = _ODD.match(text, gap.end() if gap else act)
    return odd.span() if odd and not _is_numbered(text, odd) else None


def _is_numbered(text: str, odd: re.Match[str]) -> bool:
    """Whether its number can be read after all: a heading, or a provision of another act."""
    unit = UNIT.match(text, odd.start())
    return unit is not None and step_of(unit) is not None
