"""The clauses of an act that say what becomes of other acts: repealed, kept, amended.

By UU 12/2011, Lampiran II no. 221–233 a repeal reads "… dicabut dan dinyatakan tidak berlaku", of
one act or of a list before it; older acts say "tidak berlaku lagi", "dicabut kembali", or "dengan
mencabut …". "Dinyatakan tetap berlaku" is the opposite and often stands in the same pasal, so
every clause reaches back to the one before it and no further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Deed = Literal["repeal", "keep", "amend"]

_REPEALED: Final = (
    r"(?:di\s?cabut(?:\s+kembali)?|ditarik\s+kembali"
    r"|(?:dianggap\s+|sudah\s+)?tidak\s+(?:lagi\s+)?(?:mempunyai\s+kekuatan\s+)?ber\s?laku(?:\s+lagi)?)"
)
_CUE: Final = re.compile(
    rf"\b(?:(?P<repeal>(?:(?:di)?nyatakan\s+)?{_REPEALED}"
    rf"(?:\s*(?:,|dan|serta|/)+\s*(?:(?:di)?nyatakan\s+)?{_REPEALED})*)"
    r"|(?P<active>mencabut(?:\s+kembali)?"
    r"|(?:membatalkan|dibatalkan)(?=\s*(?::|(?:(?:peraturan|ketentuan)\S*\s+)+(?:yang\s+)?(?:berikut|tersebut))))"
    r"|(?P<keep>(?:dinyatakan\s+)?(?:masih\s+|te[tr]ap\s+|terus\s+)+(?:dinyatakan\s+)?"
    r"(?:te[tr]ap\s+)?ber\s?laku|berlaku\s+terus)"
    r"|(?P<amend>(?:diadakan\s+)?(?:diubah|dirubah|ditambah|diganti|disempurnakan|perubahan)\b"
    r"[^.;:]{0,80}?(?:sebagai(?:mana)?\s+(?:berikut|tersebut)|sehingga|berbunyi|dibaca)"
    r"|(?:diubah|dirubah)\s*:))",
    re.IGNORECASE,
)
#: What makes a repeal a report, a wish or a condition.
_UNDONE: Final = re.compile(
    r"\b(?:belum|sebelum|dapat|akan|perlu|harus|telah|sudah|jika|apabila|kecuali|tidak|yang|setelah"
    r"|selama|hingga|sampai|lebih|untuk|menjadi|maupun|wajib|pernah)\s+(?:dinyatakan\s+)?\Z",
    re.IGNORECASE,
)
_BY_OTHERS: Final = re.compile(
    r"\s+(?:dengan|oleh|berdasarkan|melalui)\s+(?!(?:\S+\s+){1,4}ini\b)(?:undang|peraturan|keputusan"
    r"|uu\b|pp\b|menteri|presiden|gubernur|bupati|pejabat|putusan|perda)",
    re.IGNORECASE,
)
#: After the cue: only in part, or only for some.
_PARTLY: Final = re.compile(
    r"\s*+(?:,\s*+)?(?:sepanjang|sejauh|sekedar|se?lama|kecuali|bagi|untuk|terhadap|khusus|dalam\s+hal"
    r"|mengenai|di\s+(?!jakarta))\b",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"\s*+(?:lagi\s*+)?(?:(?:adalah|ialah|yaitu|yakni)\s*+)?:")
_NAMES_NEXT: Final = re.compile(
    r"\s+(?:(?:ketentuan|segala|semua)\S*\s+){0,2}(?:pasal|undang|peraturan|ordonan|staatsblad|keputusan"
    r"|penetapan|perppu|uu\b|pp\b)",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"\.\s+(?=\(\d|[A-Z])|\n\s*\(\d{1,2}\)\s|\.\s*\Z")
#: Where the next change of an amending act begins: what stands before it is another's wording.
_CHANGE: Final = re.compile(
    r"\n\s*\d{1,3}\s?[a-z]?\s?[.)]\s+(?=(?:Ketentuan|Di\s?antara|Setelah|Sesudah|Pasal|Penjelasan|Judul"
    r"|Menambah|Mengubah|Merubah|Menghapus|Menyisipkan)\b)"
)
#: Where what a preamble repeals is over: the title of the act itself, or another decision.
_OVER: Final = re.compile(r"\b(?:menetapkan|membatalkan|menyatakan)\b\s*(?:\w+\s*)?", re.IGNORECASE)
#: A point after these ends no sentence: "No. 5", "a. Undang-Undang".
_NO_END: Final = re.compile(
    r"(?:\b(?:no|nr|jo|th|thn|prp|drt|stb|stbl|s|ln|tln|l\.n|t\.l\.n|tgl|jis|vide|mr|dr|h)"
    r"|(?:^|[\s(])(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5}))\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: what it does, the span that names the acts, and where its verb ends."""

    deed: Deed
    start: int
    end: int
    cue_start: int
    cue_end: int
    partly: bool = False


def find_clauses(text: str, start: int, end: int, *, active_only: bool = False) -> Iterator[Clause]:
    """The clauses between two offsets, in order.

    With ``active_only`` those of preambles: "Dengan mencabut …".
    """
    bounds = _sentence_ends(text, start, end)
    reach = start  # a clause begins after the one before it
    cues = [m for m in _CUE.finditer(text, start, end) if _counts(text, m)]
    for number, cue in enumerate(cues):
        stop = cues[number + 1].start() if number + 1 < len(cues) else end
        if active_only and not cue["active"]:
            continue
        last = max((b for b in bounds if b <= cue.start()), default=start)
        following = min((b for b in bounds if b > cue.end()), default=end)
        before = (max(last, reach), cue.start())
        reach = cue.end()
        if cue["active"]:
            after = (cue.end(), min(following, stop))
            if over := _OVER.search(text, *after):
                after = (after[0], over.start())
            yield Clause("repeal", *after, cue.start(), after[1])
        elif cue["keep"]:
            yield Clause("keep", *before, cue.start(), cue.end())
        elif cue["amend"]:
            changes = [m.end() for m in _CHANGE.finditer(text, before[0], cue.start())]
            yield Clause("amend", max(before[0], *changes, 0), *before[1:], cue.start(), cue.end())
        else:
            yield from _repeal(text, cue, before, (following, stop))


def _repeal(
    text: str, cue: re.Match[str], before: tuple[int, int], ends: tuple[int, int]
) -> Iterator[Clause]:
    words = cue[0].lower()
    firm = re.search(r"cabut|nyatakan|lagi|ditarik", words) is not None
    partly = _PARTLY.match(text, cue.end()) is not None
    following, stop = ends
    if _LIST.match(text, cue.end()):
        yield Clause("repeal", cue.end(), stop, cue.start(), stop)
    elif firm and _NAMES_NEXT.match(text, cue.end()):
        yield Clause("repeal", cue.end(), min(following, stop), cue.start(), min(following, stop))
    elif firm or (not partly and re.match(r"\s*(?:[.;]|\Z)", text[cue.end() : cue.end() + 3])):
        yield Clause("repeal", *before, cue.start(), cue.end(), partly)


def _counts(text: str, cue: re.Match[str]) -> bool:
    """Whether the words do what they say, here and now."""
    before = text[max(0, cue.start() - 40) : cue.start()]
    if cue["repeal"]:
        return not (_UNDONE.search(before) or _BY_OTHERS.match(text, cue.end()))
    if cue["active"]:
        return not re.search(
            r"\b(?:dapat|berwenang|perlu|harus|untuk|wajib|berhak)\s+\Z", before, re.I
        )
    if cue["amend"]:
        return not re.search(
            r"\b(?:telah|sudah|terakhir|kali|pernah|dapat|yang)\s+\Z", before, re.I
        )
    return True


def _sentence_ends(text: str, start: int, end: int) -> list[int]:
    return [
        m.end()
        for m in _SENTENCE.finditer(text, start, end)
        if m[0][0] != "." or not _NO_END.search(text[max(start, m.start() - 6) : m.start()])
    ]
