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

from dalil.ingest.words import read_data

# Names of acts: which acts each has meant, the newest first (`ingest/data/short_titles.toml`).

_TABLES: Final = read_data("ingest/data/short_titles.toml")
#: Names that follow "UU" or "Undang-Undang" (folded, apart by ``|``) → acts, newest first.
LAWS: Final[dict[str, str]] = _TABLES["laws"]
#: Names that stand alone, as written (case counts for short ones) → acts, newest first.
ALONE: Final[dict[str, str]] = _TABLES["alone"]
#: Names whose readers do not agree on one act; the reason, in Indonesian.
DIVIDED: Final[dict[str, str]] = _TABLES["divided"]
#: Of these names no act follows another: both are meant at any time after they were made.
APART: Final[frozenset[str]] = frozenset(_TABLES["apart"]["acts"])


_GAP: Final = r"[\s\-‐‑–•·.^\xad]{0,6}"
#: As the hyphenated word comes out of `_spelled`; old texts write "Undang2".
_TWICE: Final = rf"Undang{_GAP}Undang"
_LAW: Final = (
    rf"(?:UU|U\.\s?U\.|(?:oe?|u)ndang(?:{_GAP}(?:oe?|u)ndang|[2²](?!\w)))(?:\s{{1,9}}RI)?"
    r"\s{1,9}(?:tentang\s{1,9})?"
)
#: A further word of a title: "Undang-Undang Kesehatan Jiwa" is not the UU Kesehatan.
LONGER: Final = (
    r"\s{1,3}(?-i:(?!Nomor|No\b|Pasal|Psl?\b|Ay\b|Hrf\b|Jo\b|Juncto|Vide|Lihat|Lembaran|Tambahan|Penjelasan|Lampiran|Tahun|Bab|BAB|Dan|Atau|Yang|Lama|Baru|Pada|Dalam|Serta|RI\b"
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
        rf"(?:{_LAW}(?P<law>{'|'.join(map(_flexible, laws))})(?![\w/])(?!{LONGER})"
        rf"|(?P<alone>{'|'.join(map(_flexible, alone))}))(?![\w/])"
    )


#: "KUHP", and what "KUH" goes on with: "Pdt", "Perdata", "AP".
_CODE: Final = re.compile(r"(?P<head>KUH|UU|UUD|W[vV]|R|H|B)(?P<tail>[A-Z]\w*)")
#: A point behind a letter, and after it at most a space: "K.U.H. Perdata".
_POINT: Final = r"\.\s?"


def _dotted(word: str) -> str:
    """An abbreviation with a point after each capital ("K.U.H.A.P.", "W.v.S"), or "" for none."""
    match = _CODE.fullmatch(word)
    if match is None:
        return ""
    head, tail = match["head"], match["tail"]
    pointed = _POINT.join(head)
    head = rf"(?:{head}|{pointed})\.?[\s\-]{{0,2}}" if head == "KUH" else pointed + _POINT
    if tail.isupper():
        tail = _POINT.join(tail)
    elif head.startswith("R"):
        tail = r"B\.?\s?g"
    # The last point is the abbreviation's own, unless a sentence may begin behind it.
    return rf"{head}{tail}(?!\w)(?:\.(?!(?-i:\s{{1,3}}[A-Z])))?"


def _flexible(name: str) -> str:
    """Any white space and any hyphen between words; capitals count in the shortest (BW)."""
    plain, _, rest = name.partition(" ")
    if dotted := _dotted(plain):
        after = rf"[\s\-]{{1,6}}{_spelled(rest)}" if rest else ""
        return rf"(?:{_spelled(name)}|{dotted}{after})"
    return _spelled(name)


def _spelled(name: str) -> str:
    pieces = [re.escape(piece) for piece in re.split(r"[\s\-]+", name)]
    between = _GAP if "ndang-" in name else r"\.?[\s\-^\xad]{1,6}"
    body = between.join(pieces).replace(_TWICE, rf"Undang(?:{_GAP}Undang|[2²](?!\w))")
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
    key = re.sub(r"[\s\-‐‑–•·.'^\xad]+", " ", words.casefold()).strip()
    # "K.U.H. Pdt" is looked up as "kuhpdt", "undang2 desa" as "undang undang desa".
    key = re.sub(r"\bundang[2²]", "undang undang", key)
    key = re.sub(r"\b(?:\w )+\w\b", lambda m: m[0].replace(" ", ""), key)
    return re.sub(r"\br b ?g\b", "rbg", re.sub(r"\bkuh (?=\w)", "kuh", key))


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
