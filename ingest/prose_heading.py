"""Headings of prose that no format marks: recognised in the lines of a PDF or a text file.

"BAB II", "1.2 Latar Belakang", "A. Dasar Hukum", "DAFTAR PUSTAKA", a short line in capitals or
title case that stands free. A line in a table of contents (dots and a page number) is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.model import Heading
from ingest.words import function_words

_MAX_LENGTH: Final = 110
_MAX_WORDS: Final = 14

_CHAPTER: Final = re.compile(
    r"(?:BAB|CHAPTER|BAGIAN|ARTICLE)\s+(?:[IVXLC]+|\d{1,2})\b[.:]?\s*(.*)\Z"
)
_DECIMAL: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+([A-Z“\"(].*)\Z")
_NUMBER: Final = re.compile(r"(?:\d{1,2}|[IVX]{1,4})\.\s+([A-Z].*)\Z")
_LETTER: Final = re.compile(r"[A-Z]\.\s+([A-Z].*)\Z")
_KNOWN: Final = re.compile(
    r"(?:abstra[ck]t?|intisari|ringkasan|summary|kata pengantar|preface|prakata|daftar isi"
    r"|table of contents|contents|daftar (?:tabel|gambar|singkatan|istilah|lampiran|pustaka|rujukan"
    r"|referensi)|pendahuluan|introduction|latar belakang|rumusan masalah|tinjauan pustaka"
    r"|metode(?: penelitian)?|methods?|hasil(?: dan pembahasan)?|results?|pembahasan|discussion"
    r"|analisis|kesimpulan(?: dan saran)?|simpulan|conclusions?|saran|penutup|referensi|references"
    r"|bibliography|bibliografi|lampiran|ucapan terima kasih|acknowledge?ments?)\W*\Z",
    re.IGNORECASE,
)
_CONTENTS_LINE: Final = re.compile(r"(?:\.\s?){4,}|…{2,}|\s\d{1,3}\Z")
_ENDS: Final = re.compile(r"[.?!:;,]\Z")
_SENTENCE_END: Final = re.compile(r"[.?!:;][\"'”’)\]]*\Z")
#: Words that stay small in a title.
_SMALL: Final = function_words("title_id", "title_en", "title_short_en")


def recognised_headings(text: str) -> tuple[Heading, ...]:
    """Headings found by their shape, in order; empty for a text that shows none."""
    lines = text.split("\n")
    found: list[Heading] = []
    offset = number = 0
    ended = 0  # the line after the last heading
    while number < len(lines):
        level = _level(lines, number, after_heading=number == ended)
        taken = 1
        if level:
            taken += _continuation(lines, number)
            end = offset + sum(len(line) + 1 for line in lines[number : number + taken]) - 1
            start = offset + len(lines[number]) - len(lines[number].lstrip())
            end -= len(lines[number + taken - 1]) - len(lines[number + taken - 1].rstrip())
            found.append(Heading(start, end, level))
            ended = number + taken
        offset += sum(len(line) + 1 for line in lines[number : number + taken])
        number += taken
    return tuple(found)


def _level(lines: Sequence[str], number: int, *, after_heading: bool) -> int:
    """The heading level of a line, 0 if it is none."""
    line = lines[number].strip()
    chapter = _CHAPTER.match(line)
    if not 3 <= len(line) <= _MAX_LENGTH:
        return 0
    if _CONTENTS_LINE.search(chapter[1] if chapter else line):
        return 0
    above = lines[number - 1].strip() if number else ""
    below = lines[number + 1].strip() if number + 1 < len(lines) else ""
    free_above = not above or after_heading or bool(_SENTENCE_END.search(above))
    if chapter:
        return 1
    if _KNOWN.match(line) and (line[0].isupper()) and (not below or not below[0].islower()):
        return 1
    words = len(line.split())
    if words > _MAX_WORDS or _ENDS.search(line) or (below and below[0].islower()):
        return 0
    decimal = _DECIMAL.match(line)
    if decimal:
        return min(6, decimal[1].count(".") + 1)
    free = free_above and (not below or below[0].isupper())
    lettered = _LETTER.match(line) or _NUMBER.match(line)
    if lettered and free and (_is_title(lettered[1]) or lettered[1].isupper()):
        return 2
    if line.isupper() and free and words >= 2 and sum(map(str.isalpha, line)) >= 6:
        return 2
    alone = not above and not below and number > 0
    return 3 if alone and words >= 2 and _is_title(line) else 0


def _continuation(lines: Sequence[str], number: int) -> int:
    """How many more lines belong: "BAB II" / "TINJAUAN PUSTAKA", a title in capitals over lines."""
    first = lines[number].strip()
    chapter = _CHAPTER.match(first)
    if chapter is None and (not first.isupper() or _KNOWN.match(first)):
        return 0
    taken = 0
    for line in lines[number + 1 : number + 4]:
        words = line.strip()
        bare = chapter is not None and not chapter[1] and taken == 0
        title = words.isupper() or (bare and _is_title(words) and not _ENDS.search(words))
        if not words or not title or _CHAPTER.match(words) or (_KNOWN.match(words) and not bare):
            break
        if len(words) > _MAX_LENGTH or _CONTENTS_LINE.search(words) or _LETTER.match(words):
            break
        taken += 1
    return taken


def _is_title(line: str) -> bool:
    """Whether every word but the small ones begins with a capital."""
    words = [word.strip("“”\"'()[],:/") for word in line.split()]
    words = [word for word in words if word and word[0].isalpha()]
    return bool(words) and all(word[0].isupper() or word in _SMALL for word in words)
