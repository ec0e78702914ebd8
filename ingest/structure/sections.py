"""The large parts of an act: head, menimbang, mengingat, body, closing, penjelasan, lampiran.

The order is that of UU 12/2011, Lampiran I: judul, pembukaan (konsiderans "Menimbang", dasar
hukum "Mengingat", diktum "MEMUTUSKAN … Menetapkan"), batang tubuh, penutup, penjelasan,
lampiran. Old acts and damaged texts lack some of them; a part that is not found is absent, and
its text stays with the part before, so that no character falls between two parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

# The elucidation follows the closing: "PENJELASAN ATAS …", "I. UMUM", "II. PASAL DEMI PASAL" (UU
# 12/2011, Lampiran II no. 174–187); older acts say "MEMORI PENJELASAN", "PENJELASAN RESMI". Where a
# scan has lost the heading, numbering that restarts and "Cukup jelas" tell.

#: Part, where it begins, where its content begins.
Start = tuple[Literal["penjelasan", "pasal_demi_pasal"], int, int]


def _with_gaps(word: str) -> str:
    return r"[ ]?".join(word)


_PENJELASAN: Final = re.compile(
    rf"(?:{_with_gaps('MEMORI')}\s+)?\b{_with_gaps('PENJELASAN')}\b\s*[:.]*\s*"
    r"(?:ATAS\b|MENGENAI\b|TENTANG\b|UMUM\b|RESMI\b|(?=RANCANGAN|UNDANG|PERATURAN|[AI1]\.\s*UMUM))"
)
#: The bare word counts only after the act's closing, at the end of a line or a sentence.
_BARE: Final = re.compile(
    rf"(?:(?<=\n)|(?<=[.,;:)\d]\s)|(?<=[A-Z]\s))[ \t]*(?:{_with_gaps('MEMORI')}\s+)?"
    rf"(?:{_with_gaps('PENJELASAN')}|P ?enjelasan)\b[ \t]*[:.]*\s*"
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


FramePart = Literal[
    "judul", "menimbang", "mengingat", "memperhatikan", "diktum", "batang", "penutup",
    "penjelasan", "pasal_demi_pasal", "lampiran",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One large part of an act: ``text[start:end]``; ``inner`` is where its content begins."""

    part: FramePart
    start: int
    inner: int
    end: int


def _spaced(word: str) -> str:
    """A pattern for a word that may be letter-spaced ("M E M U T U S K A N")."""
    return r"[ ]?".join(word)


_MENIMBANG: Final = re.compile(r"\b(?:Menim ?bang|MENIMBANG|Mcnimbang|Manimbang)\b\s*[:;.]*\s*")
#: A recital whose "Menimbang" the source has lost.
_BAHWA: Final = re.compile(r"(?:^|\n|,|\s)[ \t]*(?P<at>(?:[aA1lI]\s?\.\s*)?[Bb]ahwa\b)")
_MENGINGAT: Final = re.compile(
    r"\b(?:M ?engingat|MENGINGAT|Mcngingat|Mengingat ?pula|Memperingatkan)\b\s*[:;.]*\s*"
)
_MEMPERHATIKAN: Final = re.compile(
    r"(?:\n|[;.]\s*)(?P<at>(?:Memperhatikan|MEMPERHATIKAN|Mendengar|MENDENGAR|Membaca)\b\s*:\s*)"
)
_MEMUTUSKAN: Final = re.compile(
    rf"\b(?:{_spaced('MEMUTUSKAN')}|{_spaced('Memutuskan')}|MEMUTUSI(?:L|T)?AN)\b\s*[:;.]*\s*"
)
#: "Dengan persetujuan bersama DPR …", the line between mengingat and MEMUTUSKAN.
_AGREED: Final = re.compile(
    r"(?:\n|[;.)]\s*)(?P<at>D\s?(?:engan|ENGAN)\s+(?:P|p)(?:ersetujuan|ERSETUJUAN)\b)"
)
_MENETAPKAN: Final = re.compile(r"\b(?:Menetapkan|MENETAPKAN|Mcnetapkan)\b\s*:?\s*")
_CLOSING: Final = re.compile(
    r"Agar\s+(?:supaya\s+)?(?:setiap|semua|tiap(?:-tiap)?)\s+orang\s+(?:dapat\s+)?mengetahui|"
    r"\bDi(?:tetapkan|sahkan|undangkan|keluarkan)[ \t]+di[ \t]*:?[ \t\n]*[A-Z]"
)
_SIGNED: Final = re.compile(r"\bDi(?:tetapkan|sahkan|undangkan)[ \t]+di\b")
_LAMPIRAN: Final = re.compile(
    r"(?:^|\n)[ \t]*(?P<at>LAMPIRAN[ \t]*(?P<number>[IVXLC]{1,6}|\d{1,2})?\b)(?=[ \t]*[:.]?[ \t]*"
    r"(?:\n|UNDANG|PERATURAN|KEPUTUSAN|INSTRUKSI|KETETAPAN))"
)


def find_frames(text: str) -> list[Frame]:
    """The large parts of an act in the order of the text, without gaps or overlaps.

    The parts cover the text from its first character to its last; ``batang`` (the body) is
    always there, even if nothing but a body can be told apart.
    """
    starts: list[tuple[FramePart, int, int]] = [("judul", 0, 0)]
    floor = _floor(text)
    penjelasan = find_elucidation(text, floor)
    lampiran = _lampiran(text, floor)
    body_limit = min(
        [part[1] for part in penjelasan] + [m.start("at") for m in lampiran] + [len(text)]
    )
    body = _preamble(text, body_limit, starts)
    starts.append(("batang", body, body))
    closing = _closing_start(text, body, body_limit)
    if closing is not None:
        starts.append(("penutup", closing, closing))
    starts += penjelasan
    starts += [("lampiran", m.start("at"), m.end("at")) for m in lampiran]
    starts.sort(key=lambda s: s[1])
    ends = [s[1] for s in starts[1:]] + [len(text)]
    return [
        Frame(part, start, min(inner, end), end)
        for (part, start, inner), end in zip(starts, ends, strict=True)
    ]


def _floor(text: str) -> int:
    """Where the body may begin at the earliest: no penjelasan or lampiran stands before."""
    first = _first_pasal(text, len(text))
    deciding = _MEMUTUSKAN.search(text)
    found = [at for at in (first, deciding.end() if deciding else None) if at is not None]
    return min(found, default=len(text) // 12)


def _lampiran(text: str, floor: int) -> list[re.Match[str]]:
    """The annexes' headings: after the act's date, where it has one."""
    signed = _SIGNED.search(text, floor)
    after = signed.start() if signed else max(floor, len(text) // 10)
    return [m for m in _LAMPIRAN.finditer(text, after) if m.start("at") > after]


def _preamble(text: str, limit: int, starts: list[tuple[FramePart, int, int]]) -> int:
    """Adds menimbang … diktum to ``starts`` and returns where the body begins."""
    deciding = _MEMUTUSKAN.search(text, 0, limit)
    first_pasal = _first_pasal(text, limit)
    if deciding and first_pasal is not None and deciding.start() > first_pasal:
        deciding = None
    if deciding:
        # "MEMUTUSKAN:" is often printed twice where a page breaks
        again = _MEMUTUSKAN.match(text, deciding.end())
        deciding = again or deciding
    end = deciding.start() if deciding else _menetapkan_start(text, limit, first_pasal)
    agreed = [m.start("at") for m in _AGREED.finditer(text, 0, end)]
    end = agreed[-1] if agreed and end - agreed[-1] < 600 else end
    considering = _last_of_run(_MENIMBANG, text, end)
    if not considering and (unnamed := _BAHWA.search(text, 0, end)):
        considering = (unnamed.start("at"), unnamed.start("at"))
    if considering:
        starts.append(("menimbang", considering[0], considering[1]))
    recalling = _MENGINGAT.search(text, considering[1] if considering else 0, end)
    if recalling:
        starts.append(("mengingat", recalling.start(), recalling.end()))
        noting = _MEMPERHATIKAN.search(text, recalling.end(), end)
        if noting:
            starts.append(("memperhatikan", noting.start("at"), noting.end("at")))
    if not deciding and end >= limit:
        return recalling.end() if recalling else considering[1] if considering else 0
    starts.append(("diktum", end, deciding.end() if deciding else end))
    return _after_menetapkan(text, deciding.end() if deciding else end, limit, first_pasal)


def _last_of_run(pattern: re.Pattern[str], text: str, limit: int) -> tuple[int, int] | None:
    """First match, with immediate repetitions ("Menimbang Menimbang") taken into one."""
    match = pattern.search(text, 0, limit)
    if not match:
        return None
    start = match.start()
    while again := pattern.match(text, match.end(), limit):
        match = again
    return start, match.end()


_FIRST_PASAL: Final = re.compile(
    r"(?:\n|[.;:]\s)[ \t]*Pasal[ \t]+(?:1|I|l)\b\.?(?=\s)(?! [1lI0O]\s)"
    # "Mengingat : Pasal 1 ayat (2), Pasal 20 … Undang-Undang Dasar": cited, in a line or over one
    r"(?!\s{1,3}(?:ayat|dan|atau|sampai|huruf|jo)\b|\s{1,3}Undang-\s?[Uu]ndang\s+Dasar)"
)
_FIRST_BAB: Final = re.compile(r"(?:\n|[.;:]\s)[ \t]*(?:BAB|BUKU)[ \t]+(?:I|1|KESATU|PERTAMA)\b")


def _first_pasal(text: str, limit: int) -> int | None:
    """Where the first heading of the body stands: BAB I, BUKU KESATU or Pasal 1."""
    found = [m for p in (_FIRST_PASAL, _FIRST_BAB) if (m := p.search(text, 0, limit))]
    # the mark that ends what stands before belongs to that
    return min((m.start() + (m[0][0] in ".;:") for m in found), default=None)


def _menetapkan_start(text: str, limit: int, first_pasal: int | None) -> int:
    end = first_pasal if first_pasal is not None else limit
    match = _MENETAPKAN.search(text, 0, end)
    return match.start() if match else end


def _after_menetapkan(text: str, start: int, limit: int, first_pasal: int | None) -> int:
    """The body begins after "Menetapkan : UNDANG-UNDANG TENTANG … ." where that is there."""
    if first_pasal is not None and start <= first_pasal <= start + 2500:
        return first_pasal
    match = _MENETAPKAN.match(text, start, limit)
    return match.end() if match else start


def _closing_start(text: str, body: int, limit: int) -> int | None:
    """Where "Agar setiap orang mengetahuinya …" or "Ditetapkan di …" begins, if near the end."""
    found = [m.start() for m in _CLOSING.finditer(text, body, limit)]
    if not found:
        return None
    first = found[-1]
    for earlier, later in zip(found[-2::-1], found[:0:-1], strict=True):
        # the formula, the signature and the promulgation follow each other closely
        if later - earlier > 1200:
            break
        first = earlier
    return first
