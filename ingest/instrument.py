"""Instruments that have no id here: treaties, colonial ordinances, statutes of a company.

"Pasal 19 ayat (2) Konvensi", "pasal 4 dari Ordonansi surat perbendaharaan 1928", "Pasal 13
Undang-undang De Javasche Bank": the words after a provision say that it is another text's, and
not which. No id is given for it, where the own act's would be wrong.
"""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = re.compile(
    r"\s{1,9}(?:(?:dari|dalam|pada|daripada|of(?:\s{1,9}the)?|in(?:\s{1,9}the)?|under(?:\s{1,9}the)?"
    r"|to(?:\s{1,9}the)?)\s{1,9})?(?:"
    r"[\"“](?:Indische|Wet|Ordonnan|Algemene|Bedrijfs|[A-Z][a-z]+(?:wet|ordonnantie|besluit))"
    r"|(?-i:[A-Z][a-z]+(?:wet|ordonnantie|besluit|reglement)\b)"
    r"|[Oo]rdonn?ant?[st]i\w*|[Rr]eglemen\w*|[Vv]erordening|[Bb]esluit"
    r"|(?-i:Konvensi|Kovenan|Konvenan|Piagam|Statuta?|Protokol|Traktat|Persetujuan|Perjanjian"
    r"|Memorandum|Anggaran\s{1,3}Dasar|Konstitusi|Deklarasi|Convention|Agreement|Treaty|Charter"
    r"|Covenant|Protocol|Statute|Vienna|Rome|Declaration)\b"
    r"|[Ss]urat\s{1,9}[Kk]eputusan\b|[Kk]eputusan\s{1,9}Gubern"
    r"|(?-i:[Uu]ndang[\s-]{1,3}[Uu]ndang|UU)\s{1,9}(?-i:[A-Z][a-z])"
    r"|(?:[Uu]ndang[\s-]{1,3}[Uu]ndang|[Pp]eraturan)\s{1,9}(?:termaksud|dimaksud|itu)\b"
    r"|(?:[Uu]ndang[\s-]{1,3}[Uu]ndang|UU)\s{1,9}tentang\b"
    r"|(?-i:Undang[\s-]{1,3}[Uu]ndang)\s?(?=[.,;])"
    r"|(?-i:Peraturan\s{1,9}[A-Z][a-z]{1,20})\b"
    r"(?!\s{1,9}(?:[\w-]{1,20}\s{1,9}){0,6}ini\b)"
    r")"
)
_BEFORE: Final = re.compile(
    r"\b(?:Peraturan|Ordonn?an[st]i\w*|Konvensi|Perjanjian|Statuta?|Piagam)"
    r"(?:\s{1,3}[A-Z][\w-]{1,20}){1,6}\s{1,3}(?:tahun\s{1,3})?1[89]\d\d,?\s{1,3}\Z"
)


def instrument_before(text: str, start: int) -> bool:
    """Whether the words before a provision name one: "Peraturan Devisen 1940 pasal 6"."""
    return _BEFORE.search(text, max(0, start - 90), start) is not None


def instrument_at(text: str, end: int) -> bool:
    """Whether the words after a provision that ends here name an instrument without an id."""
    return _WORDS.match(text, end) is not None
