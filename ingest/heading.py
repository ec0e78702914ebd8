"""The headings above a pasal: buku, bab, bagian, paragraf, with their titles.

They are no part of a pasal's id (its number is unique in the act) but of its place in the law:
ranking and display use them. They must also be cut off the provision before them, for texts
taken from PDFs glue them to it: "… sukarela. Paragraf 1 Kerja Sama Wajib⏎Pasal 364".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.words import function_words

_ORDINAL: Final = (
    r"(?:[Kk]e(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)"
    r"|[Pp]ertama)(?:[ ]?[Bb]elas|[ ]?[Pp]uluh(?:[ ]\w+)?)?"
)
_MARK: Final = re.compile(
    r"(?<![\w(])(?:"
    r"(?P<buku>BUKU[ \t]+(?:KE[A-Z]+|PERTAMA|[IVX]+))\b|"
    r"(?P<bab>(?:BAB|B A B)[ \t]*\n?[ \t]*(?:[IVXLC]{1,7}|[0-9lI]{1,3})(?:[ ]?[A-Z])?)\b[.]?|"
    r"(?P<bab_lama>(?<=\n)Bab[ \t]+(?:[IVXLC]{1,7}[A-Z]?|\d{1,2}))\b[.]?|"
    r"(?P<bagian>(?:Ba[gq][a-z0-9]{1,2}an|Bagran|BAGIAN)[ \t]+"
    rf"(?:{_ORDINAL}|KE[A-Z]+|PERTAMA|Ke-\d+|[IVX]+))\b|"
    rf"(?P<paragraf>(?:Paragraf|Patagraf|Paragral|PARAGRAF)[ \t]+(?:\d{{1,2}}|[Il]|{_ORDINAL}))\b"
    r")"
)
_REFERRING: Final = re.compile(
    r"\b(?:dalam|dari|dan|atau|pada|dengan|dimaksud|ketentuan|menurut|sampai|untuk|antara|di|"
    r"yakni|yaitu|tersebut|judul|setelah|sebelum|sesudah|satu|ke|,)\s*\Z"
)
_LEVELS: Final = {"buku": 0, "bab": 1, "bab_lama": 1, "bagian": 2, "paragraf": 3}

#: A numbered unit after a title: the title ends before it, where a page's columns were mixed.
_UNIT: Final = re.compile(
    r"[({\[]\s?[\dlI]{1,2}\s?[)}\]]\s|(?:^|\n|\.\s)[ \t]*[b-z]\.\s+\^?[a-z]"
    r"|;[ \t]*\n(?=[ \t]*[a-z(\d])|\bPasal\s+\d"
)
#: The predicate of a provision, in small letters ("Bab III … dicabut", "Bagian II dari anggaran …
#: diubah"). Titles have none, though old ones are written small ("Tentang hal urusan sosial"),
#: but after "yang", or in a clause that no stop ends.
_PREDICATE: Final = re.compile(
    r"\b(?:di\w{2,}kan|di(?:ubah|rubah|cabut|hapus|ganti|tambah|baca|atur|isi|bentuk|sisipi|jatuhi|"
    r"kenai|pidana|bebani)|berbunyi|adalah|ialah|berlaku)\b|\b(?:tidak|harus|dapat)\b"
)
_RELATIVE: Final = re.compile(r"\b[Yy]ang\b[^.;:]{0,40}\Z")
_STOPPED: Final = re.compile(r"[.;:][\s*_^]*\Z")
#: Words of a title that may be written small.
_SMALL: Final = function_words("title_id")

#: Longest title, in characters: the longest of the archive's acts stay well below it.
LONGEST_TITLE: Final = 420


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """One heading: its level (0 buku … 3 paragraf), span, and text in one line."""

    level: int
    start: int
    end: int
    text: str


def headings_before(
    text: str, start: int, pasal: int, *, after_pasal: bool = True
) -> list[HeadingMark]:
    """The headings that stand directly above a pasal.

    Args:
        start: where the text after the previous pasal's heading begins.
        pasal: where this pasal's heading begins.
        after_pasal: whether ``start`` is right after a pasal's heading, whose text begins there.

    Only a block that reaches down to the pasal counts: a mark followed by a provision of its own
    ("(1) …", "… dicabut") or by more than `LONGEST_TITLE` characters is no heading. Nor is the
    first that a pasal would be left empty for, unless it is written as titles are: a provision
    may begin with "Bab III", "Bagian II", "Paragraf 1".
    """
    marks = []
    for match in _MARK.finditer(text, max(start, pasal - 2400), pasal):
        before = text[max(start, match.start() - 20) : match.start()]
        if not _REFERRING.search(before):
            marks.append(match)
    block: list[HeadingMark] = []
    limit = pasal
    mixed = False
    for match in reversed(marks):
        title = text[match.end() : limit]
        level = _LEVELS[match.lastgroup or "bab"]
        unit = _UNIT.search(title)
        if unit and title[: unit.start()].strip():
            # Words of the pasal before stand between title and pasal: they stay with it.
            mixed = _is_title(title[: unit.start()])
            title = title[: unit.start()] if mixed else title
        if len(title) > LONGEST_TITLE or _UNIT.search(title) or _provides(title):
            break
        if level >= 2 and match.end() == limit:
            break
        said = " ".join(f"{match[0]} {title}".split()).strip(" .")
        span = (pasal, pasal) if mixed else (match.start(), limit)
        block.append(HeadingMark(level, *span, said))
        limit = match.start()
    block = _without_repeats(block[::-1])
    if after_pasal and block and not text[start : block[0].start].strip(" \t\n.*_^"):
        return block if _is_title(block[0].text) else []
    return block


def _provides(title: str) -> bool:
    """Whether these words are a provision's."""
    stopped = _STOPPED.search(title) is not None
    return any(
        stopped or (len(found[0]) > 5 and not _RELATIVE.search(title, 0, found.start()))
        for found in _PREDICATE.finditer(title)
    )


def _is_title(said: str) -> bool:
    """Whether every word of a heading is written as in a title; what OCR tore apart counts."""
    words = re.findall(r"[^\W\d_][\w/'’-]*", said)
    return not any(w[0].islower() and w not in _SMALL and len(w) > 2 for w in words)


def _without_repeats(block: list[HeadingMark]) -> list[HeadingMark]:
    """A bab printed twice over a page break ("BAB II … BAB II PEMBINAAN") is one.

    Where two different ones of a level follow each other, no pasal stands under the first: it is
    no heading of the pasal below, and stays with the words before.
    """
    kept: list[HeadingMark] = []
    for mark in block:
        if kept and kept[-1].level == mark.level:
            last = kept.pop()
            if _named(last) == _named(mark) or mark.text.startswith(last.text):
                mark = HeadingMark(mark.level, last.start, mark.end, mark.text)
            else:
                kept.clear()
        kept.append(mark)
    return kept


def _named(mark: HeadingMark) -> str:
    """What a heading is called without its title: "bab ii"; "BAB" alone where it is glued."""
    return " ".join(re.findall(r"\w+", mark.text)[:2]).casefold()


def path_after(path: Sequence[HeadingMark], block: Sequence[HeadingMark]) -> list[HeadingMark]:
    """The headings in force after a block: a new bab ends the bagian before it.

    Within the block nothing ends: old acts have a bagian above their bab.
    """
    current = list(path)
    for mark in block:
        current = [m for m in current if m.level < mark.level or m in block]
        current.append(mark)
    return current
