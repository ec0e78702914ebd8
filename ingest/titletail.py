"""Where the title after "tentang" ends in running text, where no quotation mark says so.

Titles are written with a capital at every word but the small ones ("Pembentukan Peraturan
Perundang-undangan", "Izin untuk Pegawai Negeri"), so the title ends before the first lower-case
word that is no small one, at the gazette's parenthesis, and at a comma that opens no list. An
act named within a title ("Perubahan atas Undang-Undang Nomor 8 Tahun 1974 tentang …") belongs
to it, unless "dan" or a comma adds it to a list of acts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ingest.words import function_words

_ABOUT: Final = re.compile(
    r"\s{0,9},?\s{0,9}(?:t[ea]n[tl]an[g9]|ttg\.?|concerning|regarding|on)\s{1,9}", re.IGNORECASE
)
#: A word as printed, with its hyphens, dots and slashes.
_UNBROKEN: Final = re.compile(r"[^\s,;:()\[\]]+")
_SPACE: Final = re.compile(r"[ \t\r\f]*\n?[ \t\r\f]*\n?[ \t]*")
_SMALL: Final = function_words("title_id")
_SMALL_EN: Final = function_words("title_en")
#: Capitalised words that begin the next thing: no title goes on with them after these.
_NEXT: Final = re.compile(
    r"(?:Pasal|Ayat|Huruf|Bab|BAB)\s{1,9}[\dIVX(]"
    r"|(?:Menimbang|Mengingat|Menetapkan)\s{0,9}:|MEMUTUSKAN|DENGAN\s{1,9}RAHMAT|PRESIDEN\s{1,9}REPUBLIK"
)
_GAZETTE: Final = re.compile(
    r"\((?:Tambahan\s{1,9})?(?:Lembar\w*|Berita|L\.?N\.?|T\.?L\.?N\.?|B\.?N\.?)[\s-]", re.IGNORECASE
)
_LIST: Final = re.compile(
    r",\s{0,9}(?:(?:[A-Z][\w/-]*\s{0,9}){1,7}(?:,|dan\b|serta\b|atau\b|dan/atau\b)"
    r"|(?:dan|serta|atau|dan/atau)\s{1,9}[A-Z]|(?:[A-Z]\w+\s?){0,3},?\s{0,9}(?:19|20)\d\d\b)"
)
_GOES_ON: Final = re.compile(r"\s{1,9}(?:tentang|sebagai|menjadi)\s", re.IGNORECASE)
_INTO_LIST: Final = frozenset({"dan", "serta", "atau", "dan/atau", "jo.", "juncto"})

#: Longest title looked at, in words: the longest in the archive has 110.
_LIMIT: Final = 130


def title_end(
    text: str,
    at: int,
    inner: Callable[[str, int], int | None],
    title: str | None = None,
) -> int:
    """The end of "tentang …" after an act named up to here; ``at`` where no title follows.

    ``inner`` gives the end of an act named at a place; ``title`` is the act's title if known.
    """
    about = _ABOUT.match(text, at)
    if about is None:
        return at
    if title and (known := _known_end(text, about.end(), title)):
        return known
    return _walk(text, about.end(), inner) or at


def _known_end(text: str, at: int, title: str) -> int | None:
    words = [w.casefold() for w in re.findall(r"\w+", title)]
    said = re.compile(r"\w+")
    position = at
    for word in words:
        match = said.search(text, position, position + 60)
        if match is None or match[0].casefold() != word:
            return None
        position = match.end()
    return position if words else None


def _walk(text: str, start: int, inner: Callable[[str, int], int | None]) -> int | None:
    position, end, depth, previous = start, None, 0, "tentang"
    nested = quoted = False
    capital = text[start : start + 12].isupper()
    for _ in range(_LIMIT):
        space = _SPACE.match(text, position)
        if end is not None and not capital and space and space[0].count("\n") > 1:
            return end  # a paragraph ends, and with it the title; heads in capitals go on
        position = space.end() if space else position
        mark = text[position : position + 1]
        if mark == "(":
            closing = text.find(")", position, position + 600)
            if closing < 0:
                return end
            if _GAZETTE.match(text, position):
                if not (nested and _GOES_ON.match(text, closing + 1)):
                    return end
                position = closing + 1
                continue
            position = end = closing + 1
            continue
        if mark == "," and (depth or quoted or _LIST.match(text, position)):
            position += 1
            previous = ","
            continue
        word = _UNBROKEN.match(text, position)
        if word is None or _NEXT.match(text, position):
            return end
        if capital and len(word[0]) > 3 and word[0][:2].istitle() and word[0][1:].islower():
            return end  # the head in capitals is over: "… TENTANG SAWAH UMUM Dalam Undang-Undang …"
        if (acted := inner(text, position)) is not None:
            if previous in _INTO_LIST or (previous == "," and not quoted):
                return end
            position, end, nested, previous = acted, acted, True, ""
            continue
        kind = _kind_of_word(word[0], previous)
        if kind == "stop":
            return end
        previous = word[0].casefold()
        quoted = _in_quotes(word[0], quoted)
        position = word.end()
        if kind == "word":
            end = position
            stripped = word[0].rstrip(".\"”'")
            if word[0].endswith((".", '."')) and len(stripped) > 3 and stripped[-1].islower():
                return position - (len(word[0]) - len(stripped))
    return end


def _in_quotes(word: str, quoted: bool) -> bool:
    if word[0] in '"“' and word[-1] not in '"”':
        return True
    return quoted and word[-1] not in '"”'


def _kind_of_word(word: str, previous: str) -> str:
    """ "word" of a title, "small" word that may stand between such, or "stop"."""
    bare = word.strip(".\"“”'`’‘*_")
    if not bare:
        return "small"
    if bare.casefold() in _SMALL or bare in _SMALL_EN:
        return "small"
    if bare[0].isupper() or bare[0].isdigit():
        return "word"
    # the second half of a word that a line's end has broken: "Pokok- pokok", "Undang- undang"
    return "word" if previous.endswith("-") else "stop"
