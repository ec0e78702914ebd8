"""Pages of an article: which dash makes a range, and which belongs to a page's own name.

"10-21", "10–21", "10--21" and "S12 - S19" are ranges; "e123" and "10, 15" are none; in
"12-1–12-9" the long dash is the range's, the hyphens belong to the pages.
"""

from __future__ import annotations

import re
from typing import Final

#: Two hyphens (TeX) or a dash of its own: never part of a page's name.
_LONG: Final = re.compile(r"\s*(?:-{2,3}|[–—―−‒])\s*")
_SHORT: Final = re.compile(r"\s*[-‐‑]\s*")


def page_range(pages: str) -> str:
    """The pages as CSL wants them: a hyphen in a range, an en dash where pages have hyphens."""
    return ", ".join(_said(part, "-", "–") for part in _parts(pages))


def tex_pages(pages: str) -> list[list[str]]:
    """The parts of a list of pages, each its first and last page, or one page alone."""
    return [_ends(part) for part in _parts(pages)]


def ends(pages: str) -> tuple[str, str]:
    """First and last page; the last is empty for one page, and for a list, which has no end."""
    parts = tex_pages(pages)
    if len(parts) != 1 or len(parts[0]) != 2:
        return page_range(pages), ""
    return parts[0][0], parts[0][1]


def _parts(pages: str) -> list[str]:
    return [said for part in pages.split(",") if (said := " ".join(part.split()))]


def _ends(part: str) -> list[str]:
    """The two ends of a range; whatever has no dash or too many is one page as it stands."""
    for dash in (_LONG, _SHORT):
        found = dash.split(part)
        if len(found) == 2 and all(found):
            return found
    return [part]


def _said(part: str, short: str, long: str) -> str:
    first, *last = _ends(part)
    if not last:
        return first
    return f"{first}{long if _SHORT.search(first + last[0]) else short}{last[0]}"
