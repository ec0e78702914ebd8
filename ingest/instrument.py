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


#: Words that name a kind of act behind a provision: "Pasal 3 PMK 184".
_KIND: Final = re.compile(
    r"(?:[^\S\n\u2029]{0,3}\n)?[^\S\n\u2029]{1,3}(?:(?:dari|dalam|pada)\s{1,3})?(?:"
    r"UU\w{0,4}\b|PP\b|PMK\b|POJK\b|PBI\b|Per(?:ppu|pres|ma|da|gub|bup|wali|men\w{0,12}|ka|kap|pol)\b"
    r"|Kep(?:pres|men\w{0,12})\b|SEMA\b|KUH\w*|K\.U\.H|Qanun\b|TAP\b|Undang[\s-]{0,3}[Uu]ndang\b"
    r"|Peraturan\b|Keputusan\b|Ketetapan\b|Instruksi\b|Putusan\b)"
    r"(?!\s{1,3}(?:\w{1,20}\s{1,3})?(?:ini|itu|tersebut|dimaksud|a\s{1,3}quo|yang)\b)"
)


#: An act by its number alone before a provision: "UU No. 30, ps. 6".
_UNDATED: Final = re.compile(
    r"\b(?P<act>(?:UU|PP|Perppu|Perpres|Keppres|Perda|PMK|POJK|PBI|Permen\w{0,12}|Undang[\s-]{0,3}[Uu]ndang"
    r"|Peraturan(?:\s{1,3}[A-Z]\w{1,20}){1,5})\s{1,3}(?:No(?:mor|\.)?\s{0,3})?\d{1,4})\s{0,3}[,(]?\s{0,3}\Z"
)


def undated_before(text: str, start: int) -> int | None:
    """Where an act without a year begins right before a provision; None if none does."""
    named = _UNDATED.search(text, max(0, start - 120), start)
    return named.start() if named else None


def another_at(text: str, end: int) -> bool:
    """Whether the words behind a provision name an act or another text, whichever that is."""
    return kind_at(text, end) is not None or instrument_at(text, end)


def kind_at(text: str, end: int) -> int | None:
    """Where the word ends that names a kind of act behind a provision; None if none does."""
    named = _KIND.match(text, end)
    return named.end() if named else None


def instrument_at(text: str, end: int) -> bool:
    """Whether the words after a provision that ends here name an instrument without an id."""
    return _WORDS.match(text, end) is not None
