"""Where a unit of an act may begin: every "Pasal 5", "(2)", "b.", "3." that could be a heading.

A marker is only a candidate. References look just like headings ("sebagaimana dimaksud dalam
Pasal 5"), and text layers of scans misread both, so a candidate carries how it stands in the
line (its strength) and what number it may be (its values); `ingest.chain` decides by the
numbering which of them are real.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

#: Numbering schemes: "Pasal 5", "Pasal II", "(2)", "b.", "3.", "c)", "4)", and the capitalised
#: ones of the elucidation, "Ayat (2)", "Huruf b", "Angka 3".
Scheme = Literal[
    "pasal", "romawi", "ayat", "huruf", "angka", "huruf)", "angka)", "Ayat", "Huruf", "Angka"
]

#: The unit of UU 12/2011 that each numbering scheme marks.
UNIT_OF: Final[dict[Scheme, str]] = {
    "pasal": "pasal", "romawi": "pasal", "ayat": "ayat", "Ayat": "ayat",
    "huruf": "huruf", "huruf)": "huruf", "Huruf": "huruf",
    "angka": "angka", "angka)": "angka", "Angka": "angka",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marker:
    """A place where a unit may begin.

    ``start`` is the marker's first character, ``end`` the first one after it and its blanks.
    ``values`` are the ordinals it may mean, likeliest first: (number, suffix) with suffix 0 for
    none, 1 for A …; ``strength`` is positive, higher for a likelier heading.
    """

    scheme: Scheme
    start: int
    end: int
    values: tuple[tuple[int, int], ...]
    strength: float


# What text layers of scans make of digits; only used where the numbering then proves it.
DIGIT_NOISE: Final = str.maketrans("OoQDlI|iSsZzBgqTU", "0000111155228997" + "0")

_PASAL = re.compile(
    r"(?:(?<=\n)|(?<=\A)|(?<=[\s.;:)\"“”'^*_>-]))[\^“\"]?"
    r"(?:Pasa[lJ17it!I|]|PASAL|pasal|Fasal|P a s a l|Psl\.)[ \t]*\n?[ \t]*"
    r"(?P<number>[IVX]{2,6}(?!\w)|[1-9lI][ ][0-9lIO](?=\s*\n|\s+\(1)|"
    r"[0-9OolISQ|][0-9OolISTZB|]{0,3}|[VX])"
    r"(?P<suffix>[ ]?[A-Z](?![A-Za-z]))?"
    r"(?P<dot>[ ]?[.]?[ ]?-?)(?![\w/])"
)
#: Words before a "Pasal 5" that make it a reference, in a line or over a line's end.
_REFERRING = re.compile(
    r"(?:\b(?:dalam|dari|dan|atau|pada|dengan|dimaksud|dimaksudkan|ketentuan|menurut|oleh|ke|"
    r"antara|yo|jo|juncto|huruf|ayat|angka|tersebut|berdasarkan|bunyi|sampai|s/d|terhadap|untuk|"
    r"melanggar|isi|termasuk|kecuali|selain|atas|di|mengubah|diubah|bahwa|yaitu|yakni|"
    r"pelaksanaan|sesuai|memenuhi|mengingat|menyimpang|maupun|serta|daripada|"
    r"kata|frasa|jis|vide|rumusan|penjelasan|lihat|per|tentang|nomor|lampiran|"
    r"bagian|paragraf|bab|ialah|juga|seperti)|[,(/&+-]|jo\.|jis\.)\s*\Z"
)
#: What follows a "Pasal 5" that is a reference; after "Pasal 5." only the small words count.
_REFERRED = re.compile(
    r"[ \t]*(?:[,;/&)]|\.[ \t]?\.|(?:ayat|ayat-ayat|huruf|angka|dan|atau|sampai|s/d|s\.d|jo|"
    r"juncto|ini|tersebut|di ?atas|sub|dimaksud|sebagaimana|sepanjang|UU|KUHP|jis|yang|tidak|"
    r"adalah|berlaku|diubah|dihapus|dicabut|harus|dapat|wajib|ditambah|berbunyi|disisipkan|"
    r"alinea|telah|menjadi|nomor|No\.|dari|pada|dalam)\b)"
)
_REFERRED_ACT = re.compile(
    r"[ \t]*(?:(?:Undang|Peraturan|Keputusan)(?![^\n.]{0,60}\bini\s+(?:mulai|dapat|berlaku))|"
    r"Ordonansi|Ordonnantie|Ketetapan|Perjanjian|Konvensi)"
)
_SENTENCE_END = re.compile(r"[.;:)\"”*_>-]\s*\Z")


def pasal_markers(text: str, start: int, end: int) -> list[Marker]:
    """Candidates for "Pasal N" headings in ``text[start:end]``, Arabic and Roman."""
    return list(_pasal_markers(text, start, end))


def _pasal_markers(text: str, start: int, end: int) -> Iterator[Marker]:
    for match in _PASAL.finditer(text, start, end):
        before = text[max(start, match.start() - 40) : match.start()]
        doubt = 0.0
        referring = _REFERRING.search(before)
        if referring or text.startswith("pasal", match.start()):
            # After "dalam" or "dan" it is a reference, even broken over two lines. But scans
            # lose the end of a provision: a "Pasal 18" that opens with "(1) D…" may fill the
            # place between 17 and 19, and only that. One alone in its line may follow a page
            # number or a comma that a scan has left.
            if _FIRST_AYAT.match(text, match.end(), end):
                doubt = 9.0 if _own_line(text, match) else 4.0
            elif _own_line(text, match) and not (referring and referring[0][0].isalpha()):
                doubt = 4.0
            else:
                continue
        ahead = min(end, match.end() + 80)
        if _REFERRED.match(text, match.end(), ahead):
            continue
        if "." not in match["dot"] and _REFERRED_ACT.match(text, match.end(), ahead):
            # "Pasal I Peraturan Pemerintah Nomor … diubah": the opening of an act that amends
            if match["number"] != "I" or not _SENTENCE_END.search(before):
                continue
            doubt += 1.0
        at_line = not before or before.rstrip(' \t^"“').endswith("\n")
        if _own_line(text, match):
            strength = 8.0
        elif at_line and _begins_provision(text, match.end(), end):
            strength = 5.0
        elif _begins_provision(text, match.end(), end):
            strength = 3.0 if _SENTENCE_END.search(before) else 2.0
        else:
            continue
        yield from _pasal_values(match, strength - doubt, text)


def _pasal_values(match: re.Match[str], strength: float, text: str) -> Iterator[Marker]:
    raw, suffix = match["number"].replace(" ", ""), (match["suffix"] or "").strip()
    end = match.end()
    while end < len(text) and text[end].isspace():
        end += 1
    if not suffix and (value := roman(raw.replace("l", "I").replace("1", "I"))):
        # "Pasal 11" is a Roman one only where the numbering leaves no other
        misread = 5.0 if raw.isdigit() else 1.0 if not raw.isupper() else 0.0
        yield Marker("romawi", match.start(), end, ((value, 0),), strength - misread)
    digits = raw.translate(DIGIT_NOISE)
    if digits.isdigit() and int(digits) and not (len(raw) > 2 and raw.strip("I") == ""):
        noisy = 0.0 if raw.isdigit() else 1.5
        order = ord(suffix) - ord("A") + 1 if suffix else 0
        values: tuple[tuple[int, int], ...] = ((int(digits), order),)
        if not suffix and raw[-1] == "B" and raw[:-1].isdigit():
            # "13B" is more often a pasal inserted after 13A than a misread 138
            noisy, values = 0.0, ((int(raw[:-1]), 2), *values)
        elif not suffix and raw[-1] == "I" and raw[:-1].isdigit():
            values = (*values, (int(raw[:-1]), 9))  # UUD 1945 has a Pasal 28I
        yield Marker("pasal", match.start(), end, values, strength - noisy)


def _own_line(text: str, match: re.Match[str]) -> bool:
    """Whether nothing else stands in the marker's line."""
    line_start = text.rfind("\n", 0, match.start()) + 1
    line_end = text.find("\n", match.end())
    line_end = len(text) if line_end < 0 else line_end
    return not text[line_start : match.start()].strip(' \t^"“*_#') and not text[
        match.end() : line_end
    ].strip(" \t.*_-")


_FIRST_AYAT = re.compile(r"[\s._]*[({\[]\s?[1lI]\s?[)\]}1]\s+[A-Z]")
_PROVISION = re.compile(r"[\s.\-_]*(?:[({\[]\s?[\dlIa-z]\s?[)\]}1]|[A-Z“\"']|[a1l]\s?[.)]\s)")


def _begins_provision(text: str, offset: int, end: int) -> bool:
    return bool(_PROVISION.match(text, offset, min(end, offset + 20)))


_ROMAN = re.compile(r"X{0,4}(?:IX|IV|V?I{0,4})\Z")


def roman(text: str) -> int | None:
    """The value of a Roman numeral up to 49; None if it is none."""
    if not _ROMAN.match(text):
        return None
    value, last = 0, 0
    for char in reversed(text):
        digit = {"I": 1, "V": 5, "X": 10}[char]
        value += digit if digit >= last else -digit
        last = max(last, digit)
    return value or None
