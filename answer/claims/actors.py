"""Who acts: the offices and bodies that acts give powers and duties to.

A claim that names one office where the passage names only others says something else. Offices
that include others ("kepala daerah": gubernur, bupati, wali kota; UU 23/2014, Pasal 59) do not
differ from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dalil.ingest.words import read_data

_TABLES: Final = read_data("answer/data/offices.toml")
#: Office: how it is written (Indonesian and English). The order is the priority.
_OFFICES: Final[tuple[tuple[str, str], ...]] = tuple(_TABLES["offices"].items())
_OFFICE: Final = re.compile(
    r"(?<![\w/])(?:"
    + "|".join(f"(?P<o{i}>{pattern})" for i, (_, pattern) in enumerate(_OFFICES))
    + r")(?!\w)",
    re.IGNORECASE,
)
#: Offices that are, or act for, another one.
_WITHIN: Final = {office: set(others) for office, others in _TABLES["within"].items()}
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
