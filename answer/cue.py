"""What kind of answer a question wants, and whether a sentence looks like one.

Light features only: they order sentences that are about the same thing, they never make a
sentence about something else win.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.terms import STOP, root, words


@dataclass(frozen=True, slots=True)
class Asked:
    """The kinds of answer that a question wants; ``term`` holds the roots of what is defined."""

    definition: bool = False
    who: bool = False
    amount: bool = False
    time: bool = False
    whether: bool = False
    sanction: bool = False
    term: tuple[str, ...] = ()


_DEFINITION: Final = re.compile(
    r"\b(?:apa(?:kah)? (?:itu|arti(?:nya)?|definisi(?:nya)?|pengertian(?:nya)?|makna(?:nya)?"
    r"|(?:yang )?(?:di)?maksud\w*|yang disebut)|definisi|pengertian|arti|maksud dari"
    r"|yang dimaksud (?:dengan)?|what (?:is|are) (?:meant by |the (?:definition|meaning) of )?"
    r"(?:an? )?|definition|define[ds]?|meaning of)\b",
    re.IGNORECASE,
)
#: "… dalam Peraturan Pemerintah ini": where, and no part of what is to be defined.
_IN_THIS: Final = re.compile(
    r"\b(?:dalam|menurut|pada)\s+(?:undang-undang|(?:peraturan|keputusan)(?:\s\w+)?)\s+(?:ini|itu)\b",
    re.IGNORECASE,
)
#: "what is the …" asks for a property ("the legal basis of"), not for a meaning.
_PROPERTY: Final = re.compile(
    r"\bwhat (?:is|are) the (?!definition|meaning)|\bapa itu (?:dasar|syarat|tugas)", re.IGNORECASE
)
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
#: "3. Perjanjian Internasional (Treaty), yang selanjutnya disebut …, adalah …"
_DEFINES: Final = re.compile(
    r"\A\W*(?:[\da-z]{1,3}[.)]\s*)?(?P<term>.{2,160}?)"
    r"(?:,? (?:yang )?selanjutnya (?:di)?(?:sebut|singkat)\w*[^,]{0,120},?)?"
    r"\s(?:adalah|ialah|yaitu)\s",
    re.IGNORECASE | re.DOTALL,
)
#: "… yang selanjutnya disingkat SIPPTKI adalah …": the names an act gives to what it defines.
_ALIAS: Final = re.compile(
    r"selanjutnya\s+(?:di)?(?:sebut|singkat)\w*\s+(?:dengan\s+|sebagai\s+)?[“\"]?(?P<alias>[^,;”\"]{2,80}?)"
    r"[”\"]?,?\s+(?:adalah|ialah|yaitu)\s",
    re.IGNORECASE,
)
#: "Tahapan preventif sebagaimana dimaksud dalam ayat (1) merupakan …": what an act says of a thing
#: outside its list of definitions. It may as well class it, so it is worth less.
_CLASSES: Final = re.compile(
    r"\A\W*(?:\(?[\da-z]{1,3}[.)]\s*)?(?P<term>.{2,100}?)"
    r"(?:\s+sebagaimana\s+dimaksud\s+(?:dalam|pada)\s[^,;]{2,60}?)?\s+merupakan\s",
    re.IGNORECASE | re.DOTALL,
)
CLASSED: Final = 0.6
_MEANT: Final = re.compile(
    r"\A.{0,40}?yang dimaksud dengan\s+[“\"‘']?(?P<term>[^”\"’']{2,120}?)[”\"’']?\s+"
    r"(?:adalah|ialah|yaitu|antara lain|termasuk)\s",
    re.IGNORECASE | re.DOTALL,
)


def asked(question: str, gloss: Iterable[str] = ()) -> Asked:
    """What kind of answer this question wants.

    ``gloss`` are the roots of its content words in Indonesian where it is in English: what is
    defined is then sought by them.
    """
    definition = bool(_DEFINITION.search(question)) and not _PROPERTY.search(question)
    return Asked(
        definition=definition,
        who=bool(_WHO.search(question)),
        amount=bool(_AMOUNT.search(question)),
        time=bool(_TIME.search(question)),
        whether=bool(_WHETHER.search(question)),
        sanction=bool(_SANCTION.search(question)),
        term=_term(question, gloss) if definition else (),
    )


def _term(question: str, gloss: Iterable[str]) -> tuple[str, ...]:
    own = _IN_THIS.sub(" ", question)
    return tuple(gloss) or tuple(root(w) for w in words(own) if w not in STOP)


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


def defines(term: tuple[str, ...], sentence: str) -> float:
    """1 if the sentence defines exactly this term, less if a longer or shorter one, else 0."""
    match = _MEANT.match(sentence) or _DEFINES.match(sentence)
    worth = 1.0
    if not match:
        match, worth = _CLASSES.match(sentence), CLASSED
    if not match or not term:
        return 0.0
    wanted = set(term)
    names = [{root(w) for w in words(m["alias"])} for m in _ALIAS.finditer(sentence)]
    if wanted in names:
        return 1.0
    outside = re.sub(r"\([^)]*\)", " ", match["term"])
    inside = {root(w) for w in words(match["term"])} - {root(w) for w in words(outside)}
    said = {root(w) for w in words(outside) if w not in STOP}
    both = len(said & wanted) / len(said | wanted) if said else 0.0
    translated = len(inside & wanted) / len(inside | wanted) if inside else 0.0
    return worth * max(both, translated)
