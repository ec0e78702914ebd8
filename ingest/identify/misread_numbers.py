"""Numbers and titles that a scan has misread in the head, and what else says them.

An act's number is made of digits, with a letter at most ("12A"). Where the head prints what can
be none ("NOMOR T9"), the number is proven by another place that says it (a portal's line above
the head, the file's name), or it stays unknown: an id never holds a letter that was a digit. Of
two writings of one title, the one whose words the act uses elsewhere is the one read right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import product
from typing import Final

from dalil.ingest.identify.act_types import kind_of
from dalil.ingest.identify.file_name import act_in_name

#: A number as laws have it, in ids: "19", "12a", "4-p", "14-22".
_PLAIN: Final = re.compile(r"\d{1,4}(?:[a-z]|-[a-z]{1,6}|-\d{1,3})?")
#: Letters at a number's end that are a misread digit more often than an inserted act's.
_LOOKALIKE: Final = re.compile(r"\d+[giloqstzGILOQSTZ]")
_DIGITS: Final = {
    "O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "L": "1", "I": "1", "i": "1", "|": "1",
    "!": "1", "]": "1", "[": "1", "t": "17", "T": "17", "J": "13", "Z": "2", "z": "2", "?": "27",
    "S": "5", "s": "5", "B": "8", "b": "68", "G": "6", "g": "9", "q": "9", "A": "4", "+": "4",
    "^": "", "'": "", "*": "",
}  # fmt: skip

_SAID: Final = re.compile(
    r"(?P<kind>(?:Undang|Peraturan|Keputusan|Instruksi|Ketetapan|Qanun|Surat\s+Edaran)"
    r"[A-Za-z ,/-]{0,90}?)"
    r"\s+(?:Nomor|No\.?)\s+(?P<number>\d{1,4}[A-Z]?)\s+Tahun\s+(?P<year>\d{4})\b(?P<rest>.{0,400})",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"\W*\btentang\s+(?P<title>\S.{8,390})", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"[\s*_#-]*(?:perihal|judul|tentang)[\s*_]*:?[\s*_]*(?P<title>.*)\Z", re.IGNORECASE
)
_DRAFT: Final = re.compile(
    r"(?:rancangan\s+)?(?:undang|peraturan|keputusan)[A-Za-z -]{0,60}?\stentang\s+", re.IGNORECASE
)


def possible(number: str, printed: str) -> bool:
    """Whether an act can have this number (as in ids), printed so."""
    if "/" in printed or re.fullmatch(r"[ivxlc]+", number):
        return True  # a code of classification, a ketetapan's Roman number
    return bool(_PLAIN.fullmatch(number)) and not _LOOKALIKE.fullmatch(printed.strip())


def proven(
    printed: str, slug: str, year: int, above: str, name: str, others: Iterable[str]
) -> str | None:
    """The one number that the print may mean and another place says; None if none or several.

    Args:
        above: what stands before the head, with a portal's own lines.
        name: the file's name or path.
        others: numbers that the act's elucidation or annexes print.
    """
    said = {n for s, y, n, _ in _acts(above) if (s, y) == (slug, year)}
    said |= {n for n in others if _PLAIN.fullmatch(n)}
    claimed = act_in_name(name)
    if claimed and claimed.rsplit("/", 1)[0] == f"{slug}/{year}":
        said.add(claimed.rsplit("/", 1)[1])
    found = said & set(_readings(printed)) or {n for n in said if len(n) == len(printed.strip())}
    return found.pop() if len(found) == 1 else None


def _readings(printed: str) -> Iterator[str]:
    token = re.sub(r"[\s.,:]", "", printed)[:6]
    for digits in product(*(_DIGITS.get(c, c) or [""] for c in token)):
        yield "".join(digits).lstrip("0").lower()


def _acts(above: str) -> Iterator[tuple[str, int, str, str]]:
    """Kind, year, number and title of each act that a portal's lines name."""
    for line in above.replace("_", " ").splitlines():
        for match in _SAID.finditer(line):
            kind = kind_of(match["kind"])
            if kind is not None:
                about = _ABOUT.match(match["rest"])
                number = match["number"].lower().lstrip("0")
                yield kind.slug, int(match["year"]), number, about["title"] if about else ""


def titles_above(above: str, slug: str, year: int, number: str) -> Iterator[str]:
    """What a portal's lines call the act: "… Tahun 2025 tentang …", "Perihal: …"."""
    for one, when, serial, title in _acts(above):
        if (one, when, serial) == (slug, year, number) and title:
            yield title
    lines = [line.strip() for line in above.splitlines() if line.strip()]
    for here, line in enumerate(lines):
        if match := _SUBJECT.match(line):
            title = match["title"] or (lines[here + 1] if here + 1 < len(lines) else "")
            yield _DRAFT.sub("", title, count=1)


def best_read(title: str, others: Iterable[str], text: str) -> str:
    """Of a title and other writings of it the one whose words the text uses most.

    Only what is nearly the same title is compared, word for word and with the same numbers; of
    equals, the title stays.
    """
    counts = Counter(w.casefold() for w in re.findall(r"[^\W\d_]{3,}", text[:200_000]))
    best, least = title, _misread(title, counts)
    for other in others:
        if least and _same(title, other) and (here := _misread(other, counts)) < least:
            best, least = other, here
    return best


def _same(title: str, other: str) -> bool:
    if len(title.split()) != len(other.split()) or not other[:1].isupper():
        return False
    if re.findall(r"\d+", title) != re.findall(r"\d+", other):
        return False
    ratio = SequenceMatcher(None, title.casefold(), other.casefold(), autojunk=False).ratio()
    return ratio >= _SAME


#: Share of letters in common from which two writings are one title.
_SAME: Final = 0.85


_ODD: Final = re.compile(
    r"\w['’`^|*\\]\s|\w[\^|*\\{}~]\w|[a-z][A-Z]|(?<![\d.])\d[A-Za-z]|\W['^`*]\w"
)


def _misread(title: str, counts: Counter[str]) -> int:
    """Words that stand nowhere else in the text, and signs that no word has inside."""
    words = re.findall(r"[^\W\d_]{3,}", title)
    odd = _ODD.findall(title)
    return sum(counts[w.casefold()] < 2 for w in words) + len(odd)
