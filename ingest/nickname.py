"""The names people use for acts instead of their numbers: UU Pemda, UU ITE, KUHP, UUD 1945.

Each name lists the acts it has meant, the newest first. In an act of a known year a name means
the newest of them that existed then; elsewhere it means the newest, and where usage is truly
divided (`DIVIDED`) all of them are given with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from ingest.nickname_table import ALONE, APART, DIVIDED, LAWS

_GAP: Final = r"[\s\-‐‑–•·.^\xad]{0,6}"
_LAW: Final = (
    rf"(?:UU|(?:oe?|u)ndang{_GAP}(?:oe?|u)ndang)(?:\s{{1,9}}RI)?\s{{1,9}}(?:tentang\s{{1,9}})?"
)
#: A further word of a title: "Undang-Undang Kesehatan Jiwa" is not the UU Kesehatan.
_LONGER: Final = (
    r"\s{1,3}(?-i:(?!Nomor|No\b|Pasal|Tahun|Bab|BAB|Dan|Atau|Yang|Lama|Baru|Pada|Dalam|Serta|RI\b"
    r"|Republik|Indonesia|Ayat|Huruf)[A-Z][a-z])"
)


@dataclass(frozen=True, slots=True)
class Nickname:
    """What a name means: acts, best first; ``reason`` where more than one may be meant."""

    acts: tuple[str, ...]
    reason: str = ""


def nickname_pattern() -> str:
    """A regular expression for all names, with the groups ``law`` (after UU) and ``alone``."""
    laws = sorted((n for key in LAWS for n in key.split("|")), key=len, reverse=True)
    alone = sorted((n for key in ALONE for n in key.split("|")), key=len, reverse=True)
    return (
        rf"(?:{_LAW}(?P<law>{'|'.join(map(_flexible, laws))})(?![\w/])(?!{_LONGER})"
        rf"|(?P<alone>{'|'.join(map(_flexible, alone))}))(?![\w/])"
    )


def _flexible(name: str) -> str:
    """Any white space and any hyphen between words; capitals count in the shortest (BW)."""
    pieces = [re.escape(piece) for piece in re.split(r"[\s\-]+", name)]
    body = rf"{_GAP}".join(pieces) if "ndang-" in name else r"[\s\-^\xad]{1,6}".join(pieces)
    plain = name.replace(".", "")
    short = plain.isalpha() and len(plain) <= 3 and plain != "UUD" and any(map(str.isupper, plain))
    return f"(?-i:{body})" if short else body


def nickname(words: str, year: int | None = None) -> Nickname | None:
    """What the name means, in an act of this year if given (not younger than it)."""
    acts = _table().get(_key(words))
    if not acts:
        return None
    if year is not None and " ".join(acts) in APART:
        acts = tuple(act for act in acts if int(act.split("/")[1]) <= year) or acts
        return Nickname(acts, DIVIDED[" ".join(_table()[_key(words)])] if len(acts) > 1 else "")
    if year is not None:
        older = [act for act in acts if int(act.split("/")[1]) <= year]
        return Nickname((older[0] if older else acts[-1],))
    reason = DIVIDED.get(" ".join(acts), "")
    return Nickname(acts if reason else acts[:1], reason)


def _key(words: str) -> str:
    return re.sub(r"[\s\-‐‑–•·.'^\xad]+", " ", words.casefold()).strip()


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {
        _key(name): tuple(acts.split())
        for table in (LAWS, ALONE)
        for key, acts in table.items()
        for name in key.split("|")
    }


def names() -> dict[str, tuple[str, ...]]:
    """Every name, as a person would type it, and what it has meant."""
    spoken = {f"UU {name}": acts.split() for key, acts in LAWS.items() for name in key.split("|")}
    spoken |= {name: acts.split() for key, acts in ALONE.items() for name in key.split("|")}
    return {name: tuple(acts) for name, acts in spoken.items()}
