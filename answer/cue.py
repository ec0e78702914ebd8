"""What kind of answer a question wants, and whether a sentence looks like one.

Light features only: they order sentences that are about the same thing, they never make a
sentence about something else win.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.question.definition import Term, defines, term_asked
from index.question.language import Language


@dataclass(frozen=True, slots=True)
class Asked:
    """The kinds of answer that a question wants; ``term`` is what is defined."""

    definition: bool = False
    who: bool = False
    amount: bool = False
    time: bool = False
    whether: bool = False
    sanction: bool = False
    term: Term = ()


_WHO: Final = re.compile(r"\b(?:siapa\w*|oleh siapa|kepada siapa|who|whom|whose)\b", re.IGNORECASE)
_AMOUNT: Final = re.compile(
    r"\b(?:berapa(?:kah)?|how (?:many|much|long|often|old|large))\b", re.IGNORECASE
)
_TIME: Final = re.compile(
    r"\b(?:kapan(?:kah)?|bilamana|when|how long|(?:berapa|jangka) (?:lama|waktu|hari|bulan|tahun)"
    r"|sampai kapan|batas waktu|deadline)\b",
    re.IGNORECASE,
)
_WHETHER: Final = re.compile(
    r"\A\W*(?:apakah|bolehkah|dapatkah|bisakah|haruskah|wajibkah|perlukah|adakah|is|are|can|may"
    r"|must|does|do|should|shall)\b",
    re.IGNORECASE,
)
_SANCTION: Final = re.compile(
    r"\b(?:sanksi|pidana|hukuman|ancaman|denda|penalt\w+|sanction\w*|punish\w*|fine[ds]?)\b",
    re.IGNORECASE,
)

_ACTOR: Final = re.compile(
    r"\b(?:menteri|presiden|gubernur|bupati|wali ?kota|pejabat|kepala|dewan|dpr[d]?|lembaga|badan"
    r"|pemerintah|pengadilan|hakim|jaksa|direktur|ketua|pihak|setiap orang|komisi|panitia)\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"\d|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|persen|rupiah|seper\w+)\b",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"\b(?:hari|minggu|bulan|tahun|tanggal|jangka waktu|sejak|selambat-lambatnya|paling l\w+"
    r"|setelah|sebelum|pada saat|apabila)\b",
    re.IGNORECASE,
)
_NORM: Final = re.compile(
    r"\b(?:dapat|dilarang|wajib|harus|tidak|merupakan|berhak|boleh|meliputi|adalah)\b",
    re.IGNORECASE,
)
_PUNISHED: Final = re.compile(
    r"\b(?:dipidana|pidana (?:penjara|denda|kurungan)|sanksi|denda|dikenai|dikenakan)\b",
    re.IGNORECASE,
)


def asked(question: str, language: Language) -> Asked:
    """What kind of answer this question wants."""
    term = term_asked(question, language)
    return Asked(
        definition=term is not None,
        who=bool(_WHO.search(question)),
        amount=bool(_AMOUNT.search(question)),
        time=bool(_TIME.search(question)),
        whether=bool(_WHETHER.search(question)),
        sanction=bool(_SANCTION.search(question)),
        term=term or (),
    )


def cue(wanted: Asked, sentence: str) -> float:
    """How much a sentence looks like the answer wanted, 0–1."""
    if wanted.definition:
        return defines(wanted.term, sentence)
    signs = [
        (wanted.who, _ACTOR), (wanted.amount, _NUMBER), (wanted.time, _WHEN),
        (wanted.whether, _NORM), (wanted.sanction, _PUNISHED),
    ]  # fmt: skip
    asked_for = [pattern for wants, pattern in signs if wants]
    if not asked_for:
        return 0.0
    return 0.5 * sum(bool(p.search(sentence)) for p in asked_for) / len(asked_for)
