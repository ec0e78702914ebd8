"""Where an act's elucidation begins: the general one, and that of each pasal.

It follows the closing of the act, under "PENJELASAN ATAS …", "I. UMUM" and "II. PASAL DEMI PASAL"
(UU 12/2011, Lampiran II no. 174–187); older acts call it "MEMORI PENJELASAN", "PENJELASAN RESMI",
or just "PENJELASAN". Where a scan has lost the heading, the numbering that restarts and "Cukup
jelas" tell.
"""

from __future__ import annotations

import re
from typing import Final, Literal

#: Part, where it begins, where its content begins.
Start = tuple[Literal["penjelasan", "pasal_demi_pasal"], int, int]


def _spaced(word: str) -> str:
    return r"[ ]?".join(word)


_PENJELASAN: Final = re.compile(
    rf"(?:{_spaced('MEMORI')}\s+)?\b{_spaced('PENJELASAN')}\b\s*[:.]*\s*"
    r"(?:ATAS\b|MENGENAI\b|TENTANG\b|UMUM\b|RESMI\b|(?=RANCANGAN|UNDANG|PERATURAN|[AI1]\.\s*UMUM))"
)
#: The bare word counts only after the act's closing, at the end of a line or a sentence.
_BARE: Final = re.compile(
    rf"(?:(?<=\n)|(?<=[.,;:)\d]\s)|(?<=[A-Z]\s))[ \t]*(?:{_spaced('MEMORI')}\s+)?"
    rf"(?:{_spaced('PENJELASAN')}|P ?enjelasan)\b[ \t]*[:.]*\s*"
    r"(?=\n|SE|PASAL|Pasal|Umum|[A-Z\d]|[Pp]asal)"
)
_CLOSED: Final = re.compile(
    r"\bDi(?:tetapkan|sahkan|undangkan)[ \t]+di\b|\bAgar\s+supaya\b|"
    r"LEMBARAN[- ]NEGARA[^\n]{0,50}\bTAHUN\s+\d{4}"
)
#: The line that parts the general elucidation from that of each pasal.
_DEMI_PASAL: Final = re.compile(
    r"(?:[IVX1l]{1,3}\.|[AB]\.)?[ \t]*(?:(?:SE)?PASAL\s{1,3}DEMI\s{1,3}(?:SE)?PASAL|"
    r"[Pp](?:asal|ASAL)[ \t]+(?:DEMI|[Dd]emi)[ \t]+[Pp](?:asal|ASAL)|"
    r"PENJELASAN (?:SE)?PASAL DEMI (?:SE)?PASAL)[ \t]*[.:]?"
)
_DEMI_PASAL_AGAIN: Final = re.compile(r"\s*+" + _DEMI_PASAL.pattern)
_UMUM: Final = re.compile(
    r"(?:(?:[AI1l]|I)\s?\.\s*)?\b(?:UMUM|U M U M|PENJELASAN UMUM)\b[ \t]*[.:]?"
)
_UMUM_NUMBERED: Final = re.compile(r"(?:I|1|A)\s?\.\s*UMUM\b")
_PASAL_SATU: Final = re.compile(r"(?:\n|[.;]\s)[ \t]*Pasal[ \t]+[1Il]\b(?!\s+ayat)")
_PASAL: Final = re.compile(r"(?:\n|[.;]\s)[ \t]*Pasal[ \t]+\d{1,3}\b(?=[\s.]+(?:[A-Z(]|Cukup))")
_CUKUP_JELAS: Final = re.compile(r"[Cc]ukup\s*\^?\s*jelas")


def find_elucidation(text: str, floor: int) -> list[Start]:
    """The elucidation's parts, general and pasal by pasal; empty if there is none.

    ``floor`` is where the body begins: a "PENJELASAN" before it belongs to a title.
    """
    closed = _CLOSED.search(text, floor)
    heading = _PENJELASAN.search(text, floor)
    if heading is None and closed:
        heading = _BARE.search(text, closed.end())
    if heading is None:
        return _unnamed(text, floor, closed.start() if closed else None)
    umum = _UMUM.search(text, heading.start(), min(len(text), heading.end() + 1500))
    inner = umum.end() if umum else heading.end()
    parts: list[Start] = [("penjelasan", heading.start(), inner)]
    demi = _DEMI_PASAL.search(text, heading.start())
    if demi:
        end = demi.end()
        while again := _DEMI_PASAL_AGAIN.match(text, end):
            end = again.end()
        parts.append(("pasal_demi_pasal", max(demi.start(), heading.start() + 1), end))
    elif first := _PASAL_SATU.search(text, inner - 1):
        parts.append(("pasal_demi_pasal", max(first.start(), inner), max(first.start(), inner)))
    return parts


def _unnamed(text: str, floor: int, closed: int | None) -> list[Start]:
    """An elucidation whose heading a scan has lost."""
    after = closed if closed is not None else max(floor, len(text) // 3)
    clear = list(_CUKUP_JELAS.finditer(text, after))
    demi = _DEMI_PASAL.search(text, after)
    if not clear:
        return []
    if demi:
        start, inner = demi.start(), demi.end()
    elif restarts := list(_PASAL_SATU.finditer(text, after, clear[0].start())):
        start = inner = restarts[-1].start()
    elif closed is not None and len(clear) > 1 and (first := _PASAL.search(text, after)):
        start = inner = min(first.start(), clear[0].start())
    else:
        return []
    umum = _UMUM_NUMBERED.search(text, after, start)
    parts: list[Start] = [("pasal_demi_pasal", start, inner)]
    return [("penjelasan", umum.start(), umum.end()), *parts] if umum else parts
