"""An act that has lost its head: its form still says that it is one, and of which kind.

Conversions cut the head off ("PERATURAN PEMERINTAH … NOMOR … TAHUN …") and begin with the
considerations. Such a text is an act, not writing about one: it opens with "Menimbang: bahwa …",
decides ("MEMUTUSKAN") and establishes ("Menetapkan: PERATURAN PEMERINTAH TENTANG …") what its
articles or diktum then say (UU 12/2011, Lampiran II no. 15–55). Number and year stay unknown
unless the text says them: the acts it cites are not it.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.imprint import read_imprint
from ingest.kind import Kind
from ingest.messages import Message
from ingest.ministry import slugify
from ingest.model import Identity, SourceText, Tier

#: The considerations open the text; a few words of a torn letterhead may stand before. Where
#: "Menimbang" is lost too, its legal basis tells.
_CONSIDERING: Final = re.compile(
    r"[\WA-Z]{0,80}(?:\b(?:[Mm]enimbang|MENIMBANG)\b|(?:\ba\.\s*)?\b[Bb]ahwa\b)"
)
_RECALLING: Final = re.compile(r"^[ \t]*Mengingat\s*:", re.MULTILINE)
_DECIDES: Final = re.compile(
    r"\b(?:M ?E ?M ?U ?T ?U ?S ?K ?A ?N|Memutuskan)\b\s*[:;.]?\s*(?P<both>Menetapkan\b)?"
    r"|\b(?:Menetapkan|MENETAPKAN)\b"
)
_PROVIDES: Final = re.compile(
    r"\bpasal\s+(?:\d|I|l|satu)|\b(?:PERTAMA|KESATU|Pertama|Kesatu)\s*:", re.IGNORECASE
)
#: How far the considerations and the legal basis of an act may run before it decides.
_PREAMBLE: Final = 12_000


def is_headless_act(text: str) -> bool:
    """Whether a text without a head has the whole order of an act, from its first words on."""
    if not _CONSIDERING.match(text) and not _RECALLING.search(text, 0, 1500):
        return False
    decides = _DECIDES.search(text, 0, _PREAMBLE)
    if decides is None:
        return False
    # conversions that cut the head often cut articles too: the formula alone is form enough
    return bool(decides["both"]) or _PROVIDES.search(text, decides.end()) is not None


def headless_act(source: SourceText, enacted: tuple[Kind | None, str] | None) -> Identity:
    """The identity of such an act: primary, of the kind it establishes, without a number.

    ``enacted`` is kind and title from "Menetapkan: …". The year is that of its own signing.
    """
    kind, title = enacted or (None, "")
    short = kind.short if kind else "Peraturan"
    imprint = read_imprint(source.text)
    title = title or _opening(source.text)
    return Identity(
        id=slugify(f"{short} {title}") or "peraturan",
        tier=Tier.PRIMARY,
        kind=short,
        title=title,
        year=imprint.year,
        issuer=(kind.issuer or None) if kind else None,
        date=imprint.made or imprint.published,
        gazette=imprint.gazette,
        warnings=(Message("source.headless"),),
    )


def _opening(text: str) -> str:
    """The first considerations, cut: what the act is about where it does not say its title."""
    said = re.sub(r"\s+", " ", text[:400])
    words = re.sub(r"^.*?\bbahwa\s+", "", said, count=1, flags=re.IGNORECASE).split()
    return " ".join(words[:14]).rstrip(" ,;:.")
