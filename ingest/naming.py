"""The beginning of a definition: what is named, and by which other names.

"Dewan Perwakilan Rakyat Daerah yang selanjutnya disingkat DPRD adalah …" (UU 12/2011, Lampiran
II no. 96–107); old acts write "ialah", "berarti", a colon, and "jang selandjutnja disebut".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: Words of the longest term; longer "terms" are sentences.
LONGEST: Final = 14
#: Of a passage, how many characters may hold the names that its definition begins with.
HEAD: Final = 400

_NUMBER: Final = re.compile(
    r"\s*(?:(?:ayat|huruf|angka)\s+\(?\w{1,3}\)?\s|\(\s*\w{1,4}\s*[)1lI]"
    r"|\w{1,3}\s?[.)]|ke-?\d{1,2}\.?)?\s*[-–—*]?\s*",
    re.IGNORECASE,
)
#: A catchword and what stood between two pages: "12. Tugas… 12. Tugas Pembantuan adalah".
_AGAIN: Final = re.compile(r"\s*(?P<number>\d{1,3})\.\s[^;]{0,90}?\s(?P=number)\.\s+")
_IS: Final = re.compile(r"[,\s]\s*(?:adalah|adal ah|ada1ah|adaiah|ialah|yaitu|yakni)\b", re.I)
#: What also stands for "adalah" in a list of definitions, or after "selanjutnya disebut".
_IS_TOO: Final = re.compile(
    r"[,\s]\s*(?:berarti|artinya|merupakan|meliputi|mencakup|(?:yang\s+)?terdiri)\b|\s*[:=]\s", re.I
)
CALLED: Final = re.compile(
    r",?\s*\(?(?:[yj]ang\s+)?(?:untuk\s+)?selan(?:jutnya|djutnja)\s*(?:\s(?:di\s+)?dalam\s+"
    r"[\w\s-]{2,60}?\s+ini\s*)?,?\s*(?:\s*cukup\s|\s*dapat\s)?\s*di(?:sebut|singkat|namakan)\b"
    r"(?:\s+(?:juga|dengan|sebagai|pula)\b)*\s*",
    re.IGNORECASE,
)
#: Between the short names of one definition: "disebut Rencana Kerja dan selanjutnya disingkat RK".
_AND: Final = re.compile(
    r",?\s++(?:dan|atau|serta)?[,/]?\s*+(?:[yj]ang\s++)?(?:selanjutnya\s++)?di(?:sebut|singkat)\s+",
    re.IGNORECASE,
)
_OTHERWISE: Final = re.compile(
    r"[,\s(]+(?:atau\s+)?(?:[yj]ang\s+)?(?:di\s?sebut\s+)?dengan\s+(?:nama|sebutan|istilah)\s+lain"
    r".*|,?\s+atau\s+(?:sebutan|nama)\s+lain.*|,?\s+(?:di\s?singkat|di\s?sebut)\s.*",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETS: Final = re.compile(r"\s*\((?P<inner>[^()]{2,80})\)")
#: What follows a short name and is not it: "disebut RPJM daerah untuk jangka waktu 5 tahun".
_GOES_ON: Final = re.compile(r",?\s+(?:untuk|yang|sesuai|sebagai|dalam|sebagaimana)\s.*", re.DOTALL)
_TRAILING: Final = " \t\r\n,.:;"
_EDGES: Final = " \t\r\n,.:;\"“”„'‘’`*_()"
#: In a sentence that only speaks of something; a term has none of these.
_NO_TERM: Final = re.compile(
    r"\b(?:[Ss]ebagaimana|[Dd]imaksud|tersebut|ini|itu|adalah|wajib|dapat|harus|dilarang|[Aa]pabila"
    r"|[Tt]ujuan|maksud|Maksud|[Pp]asal|ayat|[Ss]emua|[Ss]egala|[Bb]erdasarkan|[Bb]ahwa|telah|akan)\b"
)  # "Wajib Pajak" is one, so case counts
_MEANT: Final = (
    r"(?:[yj]ang\s+)?di\s?(?:maksud|artikan)(?:kan)?(?:\s+(?:dengan|oleh|sebagai))?"
    r"\s+(?!dalam\b|pada\b)"
)
_WITHIN: Final = (
    r"(?:,?\s+(?:di\s?dalam|dalam|pada|menurut)\s+(?:\w+[\s-]+){1,6}?ini\b"
    r"|,?\s+sebagaimana\s+[^.;:]{3,60}?)?"
)
_PLACE: Final = r"(?:(?:(?:ayat|huruf|angka)\s+\(?\w{1,3}[).]?|\w{1,2}[.)])\s+)?"
_SAID: Final = re.compile(
    rf"(?:\A|(?<=[.;:)\n])|(?<=[.;:]\s)|(?<=^\w[.)]\s))\W*{_PLACE}"
    rf"(?:(?:di\s?)?dalam\s+[^.;:]{{3,90}}?\s+ini,?\s+)?{_MEANT}"
    r"(?:(?P<open>[\"“”„‘'`])\s*(?P<quoted>[^\"“”„’`;]{2,150}?)\s*[\"“”’'`]|(?P<bare>[^.;:\"“”„]{2,150}?))"
    rf"{_WITHIN}[,\s]\s*(?:adalah|ialah|yaitu|yakni|berarti|meliputi|mencakup|merupakan|termasuk"
    r"|antara\s+lain)\b",
    re.IGNORECASE,
)
#: Old acts: "Dengan perusahaan dimaksud dalam peraturan ini …".
_BY: Final = re.compile(
    r"(?:\A|(?<=[.;:)\n]))\W*(?:\w{1,2}[.)]\s+)?(?:(?:di\s?)?dalam\s+[^.;:]{3,90}?\s+ini,?\s+)?dengan\s+"
    r"(?!tidak\b|maksud\b)(?P<term>[^.;:,]{2,80}?)(?<![yj]ang)(?<!sebagaimana)\s+(?:dalam\s+(?:\w+[\s-]+){1,6}?ini\s+)?di\s?(?:maksud|artikan)(?:kan)?\b",
    re.IGNORECASE,
)
_LOCAL: Final = re.compile(r"\b(?:pasal|ayat|huruf|angka|ketentuan)\s+ini\b|\bsebagaimana\b", re.I)
#: A short name given in passing: capitals, as it is used from there on.
_SHORT: Final = re.compile(
    r"[\"“„'‘]?(?P<name>[A-Z][\w/’'-]*(?:\s+(?:(?:dan|atau|di|ke)\s+)?[A-Z0-9][\w/-]*){0,7})"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A term where it is defined: its span in the text read, and its other names.

    ``local`` where the words say that it holds for this pasal or ayat only.
    """

    term: str
    start: int
    end: int
    names: tuple[str, ...] = ()
    called: bool = False
    local: bool = False


#: What an entry of a glossary begins with ("Aksesi (accession) — …", as `ingest.read.glossary`
#: lays it out): the head word, and its foreign name if it has one.
HEADWORD: Final = re.compile(
    r"\A(?P<term>[^()\n—]{2,80}?)(?:\s\((?P<foreign>(?:[^()\n]|\([^()\n]*\)){2,90})\))?\s—\s"
)


def opening(text: str, *, listed: bool) -> Naming | None:
    """The definition that a passage begins with, or None.

    ``listed`` where the passage is known to be an entry of a list of definitions; elsewhere only
    "selanjutnya disebut … adalah" makes a definition of a sentence.
    """
    head = text[:HEAD]
    number = _NUMBER.match(head)
    start = number.end() if number else 0
    if again := _AGAIN.match(head):
        start = again.end()
    called = CALLED.search(head, start)
    verb = _IS.search(head, start)
    if called and verb and called.start() > verb.start():
        called = None  # "Desa adalah desa yang selanjutnya disebut …"
    if verb is None and (listed or called):
        verb = _IS_TOO.search(head, called.end() if called else start)
    if verb is None or not (listed or called):
        return None
    naming = _named(text, start, called.start() if called else verb.start())
    if naming is None:
        return None
    others: list[str] = []
    if called:
        for part in _AND.split(head[called.end() : verb.start()]):
            others += _names(_OTHERWISE.sub("", part))
    names = (*naming.names, *(o for o in others if o and not o.startswith("dengan ")))
    unique = tuple(dict.fromkeys(n for n in names if n != naming.term))
    return Naming(naming.term, naming.start, naming.end, unique, called is not None)


def stated(text: str) -> Iterator[Naming]:
    """Every "Yang dimaksud dengan X adalah …" of a text, also in old acts' words."""
    for match in _SAID.finditer(text):
        group = "quoted" if match["quoted"] else "bare"
        naming = _named(text, *match.span(group), quoted=group == "quoted")
        if naming is not None:
            local = _LOCAL.search(match[0]) is not None
            yield Naming(naming.term, naming.start, naming.end, naming.names, local=local)
    for match in _BY.finditer(text):
        if naming := _named(text, *match.span("term")):
            yield naming


def in_passing(text: str, start: int) -> Iterator[Naming]:
    """The short names that a sentence gives on its way: "…, selanjutnya disebut Pemohon, …"."""
    for called in CALLED.finditer(text, start):
        if short := _SHORT.match(text, called.end()):
            name = " ".join(short["name"].split())
            yield Naming(name, *short.span("name"), (), called=True)


def _named(text: str, start: int, end: int, *, quoted: bool = False) -> Naming | None:
    """The term that stands between two offsets, without what surrounds it."""
    piece = text[start:end]
    if not quoted and (otherwise := _OTHERWISE.search(piece)):
        piece = piece[: otherwise.start()]
    brackets = _BRACKETS.search(piece)
    if brackets and not piece[brackets.end() :].strip(_EDGES):
        piece = piece[: brackets.start()]
    left = len(piece) - len(piece.lstrip(_EDGES))
    term = " ".join(piece.strip(_EDGES).split())
    if not term or not any(c.isalpha() for c in term) or len(term.split()) > LONGEST:
        return None
    if re.search(r"[;:]|\.\s", term) or (not quoted and _NO_TERM.search(term)):
        return None
    names = (_plain(brackets["inner"]),) if brackets else ()
    if brackets and brackets.start() < len(piece):
        names = ()  # brackets inside a term belong to it
    if re.search(r"[\d%]\Z", term) or any(re.search(r"\s\d", n) for n in names):
        names = ()  # "40 (empat puluh)", "(lihat Lampiran 2)"
    at = start + left
    return Naming(term, at, at + len(piece.strip(_EDGES)), tuple(n for n in names if n))


def _names(part: str) -> list[str]:
    part = _GOES_ON.sub("", part.rstrip(_TRAILING))
    inner = [_plain(m["inner"]) for m in _BRACKETS.finditer(part) if m.end() == len(part)]
    name = _plain(_BRACKETS.sub("", part))
    return [n for n in (name, *inner) if n and len(n.split()) <= LONGEST and len(n) > 1]


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[_*]+", " ", name).split()).strip(_EDGES)
