"""What a page carries besides its text is taken off, so that a provision runs on over the page.

Letterhead, page numbers, running headers, stamps and addresses of the site a file came from,
and catchwords. Only lines at the top or the bottom of a page are looked at, and only their
shape or their repetition decides; lines in the shape of legal text ("Pasal 12", "Cukup jelas.")
are never taken for repeated furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from ingest.read.catchwords import without_catchwords
from ingest.read.edges import bottom, top, without
from ingest.read.letterhead import without_letterhead
from ingest.read.page_numbers import without_page_numbers

_STAMP: Final = re.compile(
    r"SALINAN\Z"
    r"|(?:https?://)?(?:[\w-]+\.)+(?:go\.id|ac\.id|or\.id|co\.id|id|com|org|net)(?:/\S*)?\Z"
    r"|.*\bDIUNDUH PADA\b.*\Z|.*\bKlik di sini untuk perbaikan\.?\Z"
    r"|ditjen(?:\.|\s+)Peraturan Perundang-undangan\Z",
    re.IGNORECASE,
)
#: The serial number of the State Secretariat's paper, at the foot: "SK No 160840A".
_SERIAL: Final = re.compile(r"\W{0,2}[S$]K ?N[o0O] ?[\dA-Za-z.,'“” ]{5,12}\Z")

#: What recognition makes of dust and rules at the page's rim.
_SPECKS: Final = re.compile(r"[`'*^|\\_~.,:;# ]+\Z")

#: How legal text begins: such a line may repeat at page edges and is content all the same.
_LEGAL: Final = re.compile(
    r"(?:pasal|ayat|huruf|angka|bab|bagian|paragraf|cukup jelas|lampiran|penjelasan|nomor|tentang"
    r"|menimbang|mengingat|menetapkan|memperhatikan|memutuskan|peraturan|keputusan|undang|article"
    r"|ditetapkan|diundangkan|ttd|\(?[a-z0-9]{1,3}[.)])",
    re.IGNORECASE,
)

#: A line repeated at the edge of this share of the pages is furniture, from `_MIN_PAGES` on.
_REPEATED_RATIO: Final = 0.4
_MIN_PAGES: Final = 4
_NOT_ALNUM: Final = re.compile(r"[\W_]+")
_DIGITS: Final = re.compile(r"\d+")


def is_stamp(line: str) -> bool:
    """Whether a line is a site's address or stamp, and nothing besides."""
    return _STAMP.match(line.strip()) is not None


def strip_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages' lines without furniture; lines inside a page are never touched."""
    kept = [_without_stamps([line.strip() for line in lines]) for lines in pages]
    kept = without_letterhead(kept)
    kept = without_page_numbers(kept)
    kept = _without_repeated(kept)
    return without_catchwords(kept)


def _without_stamps(lines: Sequence[str]) -> list[str]:
    gone = {i for i in (*top(lines), *bottom(lines)) if _STAMP.match(lines[i])}
    gone |= {i for i in bottom(lines) if _SERIAL.match(lines[i])}
    gone |= {i for i in (*top(lines, 2), *bottom(lines, 2)) if _SPECKS.match(lines[i])}
    return without(lines, gone)


def _without_repeated(pages: list[list[str]]) -> list[list[str]]:
    """Without running headers and footers; the first header stays, it may be the title."""
    pages = _without_footer(pages)
    if len(pages) < _MIN_PAGES:
        return pages
    edges = [sorted({*top(lines, 3), *bottom(lines, 3)}) for lines in pages]
    counts: Counter[str] = Counter()
    for lines, edge in zip(pages, edges, strict=True):
        counts.update({_key(lines[i]) for i in edge})
    enough = max(_MIN_PAGES - 1, _REPEATED_RATIO * len(pages))
    repeated = {key for key, count in counts.items() if count >= enough and len(key) >= 4}
    # A table's cell ("Per unit") stands at edges by chance, and inside pages as well.
    printed = Counter(key for lines in pages for line in lines if (key := _key(line)) in repeated)
    repeated = {key for key in repeated if printed[key] <= 1.1 * counts[key]}
    feet: Counter[str] = Counter()
    for lines in pages:
        feet.update({_key(lines[i]) for i in bottom(lines, 3) if i not in top(lines, 3)})
    seen: set[str] = {key for key in repeated if feet[key] >= enough}
    result: list[list[str]] = []
    for lines, edge in zip(pages, edges, strict=True):
        gone: set[int] = set()
        for i in edge:
            key = _key(lines[i])
            if key in repeated and not _LEGAL.match(lines[i]):
                if key in seen:
                    gone.add(i)
                seen.add(key)
        result.append(without(lines, gone))
    return result


def _without_footer(pages: list[list[str]]) -> list[list[str]]:
    """Without the line that ends every page: what a site prints under the text is no title.

    Even of two pages; but no line that ends a sentence or a list's item, and none in the shape
    of legal text.
    """
    while len(pages) > 1 and all(pages):
        ends = [bottom(lines, 1) for lines in pages]
        if not all(ends):
            break
        last = [lines[end[0]] for lines, end in zip(pages, ends, strict=True)]
        same = len({_key(line) for line in last}) == 1 and len(_key(last[0])) >= 4
        if not same or _LEGAL.match(last[0]) or last[0].rstrip().endswith((".", ";", ",", ":")):
            break
        pages = [without(lines, set(end)) for lines, end in zip(pages, ends, strict=True)]
    return pages


@lru_cache(maxsize=20_000)
def _key(line: str) -> str:
    """What two printings of a running header have in common: letters, and # for a number."""
    return _DIGITS.sub("#", _NOT_ALNUM.sub("", line).casefold())
