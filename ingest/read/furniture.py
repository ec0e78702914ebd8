"""What a page carries besides its text is taken off, so that a provision runs on over the page.

Running headers, page numbers, the letterhead "PRESIDEN REPUBLIK INDONESIA", stamps and
addresses of the site a file came from, and catchwords. Only lines at the top or the bottom of
a page are looked at, and only their shape or their repetition decides; lines in the shape of
legal text ("Pasal 12", "Cukup jelas.") are never taken for repeated furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Final

from ingest.read.catchwords import without_catchwords

#: How many lines from a page's edge may be furniture: the deepest seen are a letterhead of two
#: lines and a number under a stamp and a label that recognition put first.
_ZONE: Final = 5

#: A line repeated at the edge of this share of the pages is furniture (from `_MIN_PAGES` on).
_REPEATED_RATIO: Final = 0.4
_MIN_PAGES: Final = 4

_DASHED_NUMBER: Final = re.compile(
    r"[-–—_~=]{1,2} ?[\dIlOoSZtB|]{1,4} ?[-–—_~=]{0,2}\.?\Z|[\dIlOoSZtB|]{1,4} ?[-–—_~]\Z"
)
_NUMBER: Final = re.compile(r"\d{1,4}\Z")
_PAGE_OF: Final = re.compile(
    r"(?:.{0,40}[-–|] ?)?(?:(?:hal(?:aman|\.)?|page) ?)?\d{1,4} ?(?:/|dari|of) ?\d{1,4}\Z"
    r"|(?:halaman|hal\.|page) \d{1,4}\Z",
    re.IGNORECASE,
)
_ANNEX_NUMBER: Final = re.compile(r"[IVXl1it]{1,5}\. ?\d[\dIlO ]{0,3}\Z")
_STAMP: Final = re.compile(
    r"SALINAN\Z"
    r"|(?:https?://)?(?:[\w-]+\.)+(?:go\.id|ac\.id|or\.id|co\.id|id|com|org|net)(?:/\S*)?\Z"
    r"|.*\bDIUNDUH PADA\b.*\Z|.*\bKlik di sini untuk perbaikan\.?\Z",
    re.IGNORECASE,
)
#: The serial number of the State Secretariat's paper, at the foot: "SK No 160840A".
_SERIAL: Final = re.compile(r"\W{0,2}[S$]K ?N[o0O] ?[\dA-Za-z.,'“” ]{5,12}\Z")
_LEGAL: Final = re.compile(
    r"(?:pasal|ayat|huruf|angka|bab|bagian|paragraf|cukup jelas|lampiran|penjelasan|nomor|tentang"
    r"|menimbang|mengingat|menetapkan|memperhatikan|memutuskan|peraturan|keputusan|undang|article"
    r"|ditetapkan|diundangkan|ttd|\(?[a-z0-9]{1,3}[.)])",
    re.IGNORECASE,
)
_LABELS: Final = re.compile(
    r"(?:menimbang|mengingat|menetapkan|memperhatikan|memutuskan)\W*\Z", re.I
)
_NOT_ALNUM: Final = re.compile(r"[\W_]+")


def strip_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages' lines without furniture; lines inside a page are never touched."""
    kept = [[line.strip() for line in lines] for lines in pages]
    kept = [_without_edges(lines, _is_stamp, _is_foot) for lines in kept]
    kept = _without_letterhead(kept)
    kept = _without_numbers(kept)
    kept = _without_repeated(kept)
    return without_catchwords(kept)


def _top(lines: Sequence[str], depth: int = _ZONE) -> list[int]:
    """Indexes of the first lines that are not blank."""
    return [i for i, line in enumerate(lines) if line][:depth]


def _bottom(lines: Sequence[str], depth: int = _ZONE) -> list[int]:
    """Indexes of the last lines that are not blank, the last one first."""
    return [i for i in range(len(lines) - 1, -1, -1) if lines[i]][:depth]


def _without(lines: Sequence[str], gone: set[int]) -> list[str]:
    return [line for i, line in enumerate(lines) if i not in gone]


def _without_edges(
    lines: Sequence[str], at_top: Callable[[str], bool], at_bottom: Callable[[str], bool]
) -> list[str]:
    gone = {i for i in _top(lines) if at_top(lines[i])}
    gone |= {i for i in _bottom(lines) if at_bottom(lines[i])}
    return _without(lines, gone)


def _is_stamp(line: str) -> bool:
    return _STAMP.match(line) is not None


def _is_foot(line: str) -> bool:
    return _is_stamp(line) or _SERIAL.match(line) is not None


def _without_letterhead(pages: list[list[str]]) -> list[list[str]]:
    """Without "PRESIDEN / REPUBLIK INDONESIA" at the top, also where recognition garbled it."""
    found = [_letterhead(lines) for lines in pages]
    usual = sum(bool(gone) for gone in found) >= max(2, 0.5 * len(pages))
    result: list[list[str]] = []
    for lines, gone in zip(pages, found, strict=True):
        if not gone and usual:
            gone = _above_number(lines)
        result.append(_without(lines, gone))
    return result


def _letterhead(lines: Sequence[str]) -> set[int]:
    top = _top(lines)
    for here, after in zip(top, [*top[1:], -1], strict=False):
        line, below = lines[here], lines[after] if after >= 0 else ""
        if line.endswith(",") or below.endswith(","):
            continue  # "PRESIDEN REPUBLIK INDONESIA," signs or enacts
        if _alike(line, "PRESIDENREPUBLIKINDONESIA", 0.8):
            return {here}
        if _alike(line, "PRESIDEN", 0.6) and _alike(below, "REPUBLIKINDONESIA", 0.6):
            return {here, after}
    for here in top[:2]:
        if _alike(lines[here], "REPUBLIKINDONESIA", 0.75):
            below = lines[here + 1] if here + 1 < len(lines) else ""
            # "KEPALA BADAN … / REPUBLIK INDONESIA" names the issuer, and stays.
            if here == top[0] and _DASHED_NUMBER.match(below):
                return {here}
    return set()


def _above_number(lines: Sequence[str]) -> set[int]:
    """The unreadable remains of a letterhead: short lines above a page number at the top."""
    top = _top(lines, 4)
    for position, index in enumerate(top):
        if _DASHED_NUMBER.match(lines[index]):
            above = top[:position]
            if all(len(lines[i]) <= 30 and not _LABELS.match(lines[i]) for i in above):
                return set(above)
    return set()


def _alike(line: str, wanted: str, ratio: float) -> bool:
    letters = _NOT_ALNUM.sub("", line)
    if letters != letters.upper() and sum(map(str.islower, letters)) > 3:
        return False
    letters = letters.upper()
    if not 0.8 * len(wanted) <= len(letters) <= max(1.2 * len(wanted), len(wanted) + 2):
        return False
    return SequenceMatcher(None, letters, wanted, autojunk=False).ratio() >= ratio


def _without_numbers(pages: list[list[str]]) -> list[list[str]]:
    """Without page numbers: dashed ones by shape, bare ones only if they count with the pages."""
    offsets: Counter[int] = Counter()
    for index, lines in enumerate(pages):
        edges = {*_top(lines, 2), *_bottom(lines, 2)}
        for value in {_value(lines[i]) for i in edges} - {None}:
            offsets[int(value or 0) - index] += 1
    counted = {offset for offset, count in offsets.items() if count >= 3}
    result: list[list[str]] = []
    for index, lines in enumerate(pages):
        gone: set[int] = set()
        for zone in (_top(lines, 4), _bottom(lines, 3)):
            for i in zone:
                line = lines[i]
                outermost = all(j in gone for j in zone[: zone.index(i)])
                if _PAGE_OF.match(line) or _DASHED_NUMBER.match(line) or (outermost and (
                    (_NUMBER.match(line) and int(line) - index in counted)
                    or (zone[0] <= i and _is_annex_number(line, pages))
                )):
                    gone.add(i)
        result.append(_without(lines, gone))
    return result


def _value(line: str) -> int | None:
    digits = line.strip("-–—_~ ")
    return int(digits) if _NUMBER.match(digits) else None


def _is_annex_number(line: str, pages: Sequence[Sequence[str]]) -> bool:
    """ "III.2" at a page's edge, where three pages in four have such a number."""
    if not _ANNEX_NUMBER.match(line):
        return False
    numbered = sum(
        any(_ANNEX_NUMBER.match(lines[i]) for i in (*_top(lines, 2), *_bottom(lines, 2)))
        for lines in pages
    )
    return numbered >= max(3, 0.75 * len(pages))


def _without_repeated(pages: list[list[str]]) -> list[list[str]]:
    """Without running headers and footers; the first of each stays, it may be the title."""
    if len(pages) < _MIN_PAGES:
        return pages
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_key(lines[i]) for i in {*_top(lines, 3), *_bottom(lines, 3)}})
    enough = max(_MIN_PAGES - 1, _REPEATED_RATIO * len(pages))
    repeated = {key for key, count in counts.items() if count >= enough and len(key) >= 4}
    seen: set[str] = set()
    result: list[list[str]] = []
    for lines in pages:
        gone: set[int] = set()
        for i in sorted({*_top(lines, 3), *_bottom(lines, 3)}):
            key = _key(lines[i])
            if key not in repeated or _LEGAL.match(lines[i]):
                continue
            if key in seen:
                gone.add(i)
            seen.add(key)
        result.append(_without(lines, gone))
    return result


def _key(line: str) -> str:
    """What two printings of a running header have in common: letters, and # for a number."""
    return re.sub(r"\d+", "#", _NOT_ALNUM.sub("", line).casefold())
