"""What an act's title says that it does to another: changes it, repeals it, makes it a law.

"Perubahan Kedua atas Undang-Undang Nomor 23 Tahun 2014 …", "Pencabutan Peraturan Pemerintah Nomor
36 Tahun 1998 …", "Penetapan Peraturan Pemerintah Pengganti Undang-Undang Nomor 2 Tahun 2014 …
menjadi Undang-Undang"; old acts write "Mengubah …" and "Perubahan dan Tambahan …" (UU 12/2011,
Lampiran II no. 5–12).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from ingest.mention import Mention, find_mentions

Stated = Literal["amends", "repeals", "establishes"]

_DOES: Final = re.compile(
    r"\btentang\s+(?:dua\s+|tiga\s+)?(?:(?P<amends>(?:per|pen|me[nr]?)g?(?:ub|rub)ah(?:an)?|(?:pe|me)namba"
    r"h(?:an|kan)?|tambahan|penyempurnaan|penggantian)"
    r"|(?P<repeals>pencabutan|mencabut|pernyataan\s+tidak\s+berlaku\w*)"
    r"|(?P<establishes>penetapan|menetapkan))\b",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"\btentang\b", re.IGNORECASE)
_ENACTED: Final = re.compile(r"\bmenetapkan\s*:", re.IGNORECASE)
#: What may stand between that word and the act: "Kedua atas", "dan Tambahan", "Pasal 5 ayat (2)".
_ON: Final = re.compile(
    r"(?:[\s,()\d]|atas\b|ke\w{2,12}\b|pertama\b|belas\b|puluh\b|dan\b|tambahan\b|penambahan\b|perubahan\b"
    r"|dari\b|dalam\b|pada\b|terhadap\b|untuk\b|kali\w*\b|beberapa\b|ketentuan\b|pasal\b|ayat\b|huruf\b"
    r"|lampiran\b|penjelasan\b|sebagai\b|berlakunya\b|kembali\b|angka\b|[a-z]\b|[-–]){0,40}\Z",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(
    r"\s*+(?:\([^()]{0,200}\))?[\s,]*+(?:dan|serta|jo\.?)?[\s,]*+\Z", re.IGNORECASE
)
_CHANGES: Final = re.compile(r"\btentang\s+(?:peruba|penguba|mengub|tambah)", re.IGNORECASE)
_LONGEST: Final = 1200
_NEAR: Final = 160


def stated_in_title(text: str, start: int, end: int) -> Iterator[tuple[Stated, Mention]]:
    """What the title between two offsets states, with the acts it is done to."""
    enacted = _ENACTED.search(text, start, end)
    first = _ABOUT.search(text, enacted.end() if enacted else start, end)
    match = _DOES.match(text, first.start(), end) if first else None
    if match is None:
        return
    stop = min(end, match.end() + _LONGEST)
    mentions = find_mentions(text[match.end() : stop])
    kind: Stated = "amends" if match["amends"] else "repeals" if match["repeals"] else "establishes"
    done = 0
    for number, mention in enumerate(mentions):
        gap = text[match.end() + done : match.end() + mention.start]
        if number == 0 and (mention.start > _NEAR or not _ON.fullmatch(gap)):
            return
        if number and not _JOINED.fullmatch(gap):
            return
        if len(mention.acts) != 1:
            return
        if kind == "establishes" and mention.acts[0].split("/")[0] not in {"perppu", "uu-darurat"}:
            return
        yield kind, _moved(mention, match.end())
        done = mention.end
        if kind == "establishes":
            yield from _through(text[match.end() :][mention.bare_end : mention.end], match.end())
            return


def _through(title: str, offset: int) -> Iterator[tuple[Stated, Mention]]:
    """What the act made law does itself: its title stands inside this one's."""
    match = _CHANGES.search(title)
    for mention in find_mentions(title[match.end() :])[:1] if match else ():
        if len(mention.acts) == 1:
            yield "amends", _moved(mention, offset)


def _moved(mention: Mention, by: int) -> Mention:
    return Mention(
        mention.start + by, mention.end + by, mention.acts, mention.reason, mention.bare_end + by
    )
