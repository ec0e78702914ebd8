"""Who acts: the offices and bodies that acts give powers and duties to.

A claim that names one office where the passage names only others says something else. Offices
that include others ("kepala daerah": gubernur, bupati, wali kota; UU 23/2014, Pasal 59) do not
differ from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Office: how it is written (Indonesian and English), one row each. The order is the priority.
_OFFICES: Final[tuple[tuple[str, str], ...]] = (
    ("kepala daerah", r"kepala\s+daerah|regional\s+heads?"),
    ("kepala desa", r"kepala\s+desa|village\s+heads?"),
    ("DPRD", r"DPRD|dewan\s+perwakilan\s+rakyat\s+daerah|regional\s+(?:house|council)s?"),
    ("DPD", r"DPD|dewan\s+perwakilan\s+daerah"),
    ("MPR", r"MPR|majelis\s+permusyawaratan\s+rakyat"),
    ("DPR", r"DPR|dewan\s+perwakilan\s+rakyat|house\s+of\s+representatives"),
    ("presiden", r"(?<!wakil\s)presiden|(?<!vice\s)president"),
    ("menteri", r"menteri|ministers?"),
    ("gubernur", r"(?<!wakil\s)gubernur|governors?"),
    ("bupati", r"(?<!wakil\s)bupati|regents?"),
    ("wali kota", r"(?<!wakil\s)wali\s*kota|mayors?"),
    ("camat", r"camat"),
    ("lurah", r"lurah"),
    ("hakim", r"hakim|judges?"),
    ("jaksa", r"jaksa|penuntut\s+umum|public\s+prosecutors?|prosecutors?"),
    ("penyidik", r"penyidik|investigators?"),
    ("pengadilan", r"pengadilan|courts?"),
    ("Mahkamah Agung", r"mahkamah\s+agung|supreme\s+court"),
    ("Mahkamah Konstitusi", r"mahkamah\s+konstitusi|constitutional\s+court"),
    ("pemerintah daerah", r"pemerintah\s+daerah|(?:local|regional)\s+governments?"),
    ("pemerintah pusat", r"pemerintah\s+pusat|central\s+government"),
    ("pengusaha", r"pengusaha|pemberi\s+kerja|majikan|employers?"),
    ("pekerja", r"pekerja|buruh|karyawan|employees?|workers?"),
)  # fmt: skip
_OFFICE: Final = re.compile(
    r"(?<![\w/])(?:"
    + "|".join(f"(?P<o{i}>{pattern})" for i, (_, pattern) in enumerate(_OFFICES))
    + r")(?!\w)",
    re.IGNORECASE,
)
#: Offices that are, or act for, another one.
_WITHIN: Final = {
    "kepala daerah": {"gubernur", "bupati", "wali kota", "pemerintah daerah"},
    "pemerintah daerah": {"gubernur", "bupati", "wali kota", "kepala daerah", "DPRD"},
    "pemerintah pusat": {"presiden", "menteri"},
    "presiden": {"pemerintah pusat", "menteri"},
    "pengadilan": {"hakim", "Mahkamah Agung"},
    "hakim": {"pengadilan", "Mahkamah Agung", "Mahkamah Konstitusi"},
}
_AGENT: Final = re.compile(
    r"\b(?:(?:oleh|by)\s+(?:the\s+)?(?:\w+\s+){0,2}|di\w{3,}\s+)\Z", re.IGNORECASE
)
_MODAL: Final = re.compile(
    r"\s*(?:,\s*)?(?:(?:dan|atau|/|dan/atau|serta)\s*)?(?:\S+\s+){0,6}?"
    r"(?:wajib|harus|dapat|boleh|berhak|berwenang|dilarang|tidak|bertanggung|me[mnlry]\w+|ber\w+"
    r"|may|must|shall|can|is|are|has|\w+s)\b",
    re.IGNORECASE,
)
_OPENING: Final = 3


@dataclass(frozen=True, slots=True)
class Actor:
    """An office in a text, ``text[start:end]``; ``acts`` where it stands as who does it."""

    start: int
    end: int
    office: str
    acts: bool


def actors(text: str) -> list[Actor]:
    """The offices that a text names, in its order."""
    found = []
    for match in _OFFICE.finditer(text):
        office = _OFFICES[int((match.lastgroup or "o0")[1:])][0]
        before = text[: match.start()]
        opens = len(before.split()) < _OPENING or before.rstrip()[-1:] in {":", ";", "\n"}
        acts = bool(_AGENT.search(before)) or (opens and bool(_MODAL.match(text, match.end())))
        found.append(Actor(match.start(), match.end(), office, acts))
    return found


def other(claimed: list[Actor], said: list[Actor]) -> tuple[Actor, list[Actor]] | None:
    """Who acts in the claim and in the passage, where these are different offices; else None.

    Only where both say who acts, and the passage does not name the claim's office at all.
    """
    doers = [a for a in claimed if a.acts]
    theirs = [a for a in said if a.acts]
    if not doers or not theirs:
        return None
    named = {a.office for a in said}
    for doer in doers:
        kin = {doer.office} | _WITHIN.get(doer.office, set())
        kin |= {office for office, inside in _WITHIN.items() if doer.office in inside}
        if not kin & named:
            return doer, theirs
    return None
