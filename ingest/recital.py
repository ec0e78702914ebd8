"""What a preamble says an act carries out (menimbang) and rests on (mengingat).

By UU 12/2011, Lampiran II no. 17–27 menimbang closes with "untuk melaksanakan ketentuan Pasal …
perlu menetapkan …" where a higher act asked for this one, and no. 28–40 mengingat lists the acts
that give the power to make it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Protocol

from ingest.subject import Subject, subjects


class Recital(Protocol):
    """A function that reads one part of a preamble."""

    def __call__(self, text: str, start: int, end: int) -> Iterator[Subject]:
        """The acts and provisions it names between two offsets."""
        ...


_CARRIES_OUT: Final = re.compile(
    r"\b(?:melaksanakan|pelaksanaan(?:\s+lebih\s+lanjut)?|penyelenggaraan)\s+(?:dari\s+)?"
    r"(?:(?:lebih\s+lanjut|k[e\w]t\w{4,7}|amanat|maksud|bunyi|dalam|dari|pada|tersebut|sebagaimana"
    r"|dimaksud\w*|yang|diatur)\S*\s+){0,5}"
    r"(?=\^?pasal\b|undang|peraturan|ketetapan|keputusan|uu\b)",
    re.IGNORECASE,
)
_CARRIED_ENDS: Final = re.compile(
    r";|,?\s+(?:maka\s+)?(?:dipandang\s+|dianggap\s+)?perlu\b|,\s*maka\b|\.\s", re.IGNORECASE
)
#: "Berdasarkan ketentuan Pasal 12 … perlu menetapkan Peraturan Pemerintah" asks for it as well.
_ASKED_BY: Final = re.compile(
    r"\b(?:berdasarkan|sesuai\s+dengan|memenuhi)\s+(?:ketentuan\s+)?(?=\^?pasal\b)", re.IGNORECASE
)
_NEEDED: Final = re.compile(
    r"\bperlu\s+(?:di\w+|me\w+)\b[^;]{0,60}\b(?:peraturan|keputusan)\b", re.I
)
#: An item of mengingat, also where a page's head has come between: "… Nomor 4438; -2- 4. Undang…".
_LISTED: Final = re.compile(
    r"(?:\A\W*(?:mengingat|memperhatikan|menetapkan)?[\W\d]*(?:[a-z]\s?[.)]\s*)?|\d{1,2}\s?[.)]\s*)"
    r"(?=\^?(?:pasal|ps\.|undang|peraturan|ketetapan|keputusan|ayat|staatsblad|uu\b|ordonan|aturan"
    r"|pembukaan))",
    re.IGNORECASE,
)
_CONSIDERED: Final = re.compile(r"\bbahwa\b", re.IGNORECASE)


def carried_out(text: str, start: int, end: int) -> Iterator[Subject]:
    """The provisions that this part of a preamble says are carried out."""
    for match in _CARRIES_OUT.finditer(text, start, end):
        yield from _named(text, match.end(), _end(text, match.end(), end))
    for match in _ASKED_BY.finditer(text, start, end):
        stop = _end(text, match.end(), end)
        clause_end = text.find(";", stop, end)
        if _NEEDED.search(text, match.end(), clause_end if clause_end >= 0 else end):
            yield from (s for s in _named(text, match.end(), stop) if "#" in s.target)


def based_on(text: str, start: int, end: int) -> Iterator[Subject]:
    """The acts and provisions that mengingat lists, also where OCR has mixed it with menimbang."""
    at = start
    for piece in re.split(r"(;\s*)", text[start:end]):
        listed = None if _CONSIDERED.search(piece) else _LISTED.search(piece)
        if listed:
            yield from _named(text, at + listed.end(), at + len(piece))
        at += len(piece)


def _named(text: str, start: int, end: int) -> Iterator[Subject]:
    for subject in subjects(text, start, end):
        if not subject.changer:
            yield replace(subject, role="itself")


def _end(text: str, at: int, end: int) -> int:
    match = _CARRIED_ENDS.search(text, at, end)
    return match.start() if match else end
