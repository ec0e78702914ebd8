"""Where a unit of an act may begin: every "Pasal 5", "(2)", "b.", "3." that could be a heading.

A marker is only a candidate. References look just like headings ("sebagaimana dimaksud dalam
Pasal 5"), and text layers of scans misread both, so a candidate carries how it stands in the
line (its strength) and what number it may be (its values); `ingest.structure.sequence` decides by
the numbering which of them are real.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dalil.ingest.words import function_words

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


# Buku, bab, bagian, paragraf are no part of a pasal's id but of its place in the law. They must be
# cut off the provision before them: "… sukarela. Paragraf 1 Kerja Sama Wajib⏎Pasal 364".

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
_REFERS_BEFORE: Final = re.compile(
    r"\b(?:dalam|dari|dan|atau|pada|dengan|dimaksud|ketentuan|menurut|sampai|untuk|antara|di|"
    r"yakni|yaitu|tersebut|judul|setelah|sebelum|sesudah|satu|ke|DAN|ATAU|SAMPAI|DALAM|,)\s*\Z"
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
_RELATIVE: Final = re.compile(r"\b(?:[Yy]ang|YANG)\b[^.;:]{0,40}\Z")
#: The same where all is in capitals, as the last words: "BAB XII DIHAPUS."
_CAPITAL_PREDICATE: Final = re.compile(
    r"\b(?:DI(?:CABUT|HAPUS|HAPUSKAN|UBAH|GANTI|TIADAKAN)|TIDAK(?:[ \t]+LAGI)?[ \t\n]+BERLAKU)\b"
    r"[^\w]*\Z"
)
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
        if not _REFERS_BEFORE.search(before):
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
    if after_pasal and block and _divided(text, start, block[0].start):
        block = [mark for mark in block if mark.text.split()[0].isupper()]
    if after_pasal and block and not text[start : block[0].start].strip(" \t\n.*_^"):
        return block if _is_title(block[0].text) else []
    return block


def _divided(text: str, start: int, end: int) -> bool:
    """Whether a pasal's words begin with a bagian or bab in small letters, followed by others of
    its own: the chapters of a budget ("Pasal 2⏎Bagian IV⏎Bab 1⏎… Bab 2⏎…") head no pasal.
    """
    first = _MARK.search(text, start, end)
    return (
        first is not None
        and not text[start : first.start()].strip(" \t\n.*_^")
        and not first[0].split()[0].isupper()
    )


def _provides(title: str) -> bool:
    """Whether these words are a provision's."""
    capital = _CAPITAL_PREDICATE.search(title)
    if capital and not _RELATIVE.search(title, 0, capital.start()):
        return True
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


# Units inside a pasal: "(2)", "b.", "3.", "c)", "4)"; in the elucidation "Ayat (2)", "Huruf b".


class _Marks:
    """Marks of a label and the sign behind it, found by their sign.

    As one pattern they would be tried at every letter of a text; of the sign there are few.
    ``label`` has at most ``longest`` characters.
    """

    def __init__(self, label: str, sign: str, longest: int) -> None:
        self._label = re.compile(rf"{label}\Z")
        self._sign = re.compile(sign)
        self._longest = longest

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], int]]:
        """The labels in ``text[start:end]``, each with the end of its mark."""
        for sign in self._sign.finditer(text, start, end):
            at = sign.start()
            if found := self._label.search(text, max(start, at - self._longest), at):
                yield found, sign.end()


_AYAT_NOISE: Final = {"a": 4, "s": 5, "S": 5, "g": 9, "q": 9, "b": 6, "B": 8, "z": 2, "T": 7}

_AYAT = re.compile(r"\(\s?(?P<n>\d{1,2})\s?(?P<s>[a-zA-Z]?)\s?\)\s*")
_AYAT_NOISY = re.compile(r"[({\[]\s?(?P<n>[\dlIOSsaqgzTbB]{1,2})\s?[)\]}1lt|\\](?=[\s^])\s*")
#: "l2l ^Setiap orang": both brackets read as letters.
_AYAT_LETTERS = re.compile(r"[lt](?<![\w.,].)(?P<n>\d)[l1)](?=\s?\^|\s+[A-Z])\s*")
_HURUF = _Marks(r"(?<![\w.,/(-])(?P<n>[a-z]{1,2})(?P<s>\d?)\s?", r"\.(?![.\w])\s*", 4)
#: "a terdapat …": no Indonesian word has one letter, so at a line's start it is a huruf.
_HURUF_BARE = re.compile(r"\n(?P<n>[a-z])(?P<s>)[ ]+(?=[\w“\"])")
#: "a.jika …": typists of the fifties and sixties set no blank.
_HURUF_TIGHT = re.compile(r"\n(?P<n>[a-z])(?P<s>\d?)\.(?=[A-Za-z“\"]{2})")
_HURUF_KURUNG = _Marks(r"(?<![\w.,/(-])\(?(?P<n>[a-z]{1,2})", r"\)\s*", 3)
_ANGKA = _Marks(r"(?<![\w.,/(-])(?P<n>\d{1,3}|[lI])(?P<s>[a-z]?)\s?", r"\.(?![.\d])\s*", 5)
_ANGKA_TIGHT = re.compile(r"\n(?P<n>\d{1,3})(?P<s>)\.(?=[A-Za-z“\"]{2})")
_ANGKA_KURUNG = _Marks(r"(?<![\w.,/(-])(?P<n>\d{1,2})", r"\)\s*", 2)

#: Words that make a number or letter after them a reference, even over a line's end …
_NOT_ITEM = re.compile(
    r"(?:\b(?:ayat|ayat-ayat|huruf|angka|pasal|Pasal|nomor|Nomor|No|no|No\.|Bab|BAB|butir|tanggal|"
    r"Tahun|tahun|kelas|golongan|dan/atau huruf|huruf-huruf|poin|Bagian|Paragraf|Lampiran|"
    r"LAMPIRAN))\s*\Z"
)
#: … and those that do so within a line.
_NOT_ITEM_INLINE = re.compile(r"(?:\b(?:sub|ke|Rp|dengan|ad|oleh|dari)|[-/(,])[ \t]*\Z")
#: The same for "(2)": certain after "ayat", likely after "dan" unless the line begins there.
_AYAT_CITED = re.compile(r"\b(?:[Aa]yat|ayat-ayat|[Pp]asal|[Pp]asal\s\d+[A-Z]?)\s*\Z")
_AYAT_LISTED = re.compile(
    r"(?:\b(?:huruf|angka|dan|atau|dengan|jo|yo|s/d|sub|Nomor|No)\.?|[,/]|(?<!,)-)\s*\Z"
)
#: "… dan rancangan perjanjian kerja. - 20 - (3) Surat": a page's number before the mark.
_PAGE_NUMBER = re.compile(r"(?<![\w,])[-–—]\s?\d{1,3}\s?[-–—]\s*\Z")
_AFTER_ITEM = re.compile(r"(?:[;:.)]|[;,]\s*(?:dan|atau|dan\s?/?\s?atau|serta))[”\"]?[\s_*]*\Z")


#: A comma after words ends an item; after a letter or a number it goes on with a reference.
_LISTED = re.compile(r"\b(?!huruf|angka|ayat|pasal|sub)[a-z]{3,},[ \t]+\Z", re.IGNORECASE)


def item_markers(text: str, start: int, end: int, scheme: Scheme) -> list[Marker]:
    """Candidates of one list scheme in ``text[start:end]``, in the order of the text."""
    return sorted(_ITEMS[scheme](text, start, end), key=lambda m: m.start)


def _refers(text: str, start: int, offset: int) -> bool:
    """Whether the words before make this letter or number part of a reference."""
    begin = max(start, offset - 20)
    return bool(
        _NOT_ITEM.search(text, begin, offset) or _NOT_ITEM_INLINE.search(text, begin, offset)
    )


def _place(text: str, start: int, offset: int) -> float:
    """How likely an item begins here: 4 at a line's start, 3 after the lead-in, 2 mid-line."""
    before = text[max(start, offset - 24) : offset]
    stripped = before.rstrip(" \t^")
    if offset - start <= 2 or not before.strip():
        return 4.0
    if stripped.endswith("\n"):
        return 4.0
    if _AFTER_ITEM.search(before):
        return 2.0
    return 0.0


def _ayat_markers(text: str, start: int, end: int) -> Iterator[Marker]:
    clean = set()
    for match in _AYAT.finditer(text, start, end):
        clean.add(match.start())
        place = _ayat_place(text, start, match.start())
        if not place:
            continue
        value = (int(match["n"]), ord(match["s"].lower()) - 96 if match["s"] else 0)
        yield Marker("ayat", match.start(), match.end(), (value,), place)
    noisy = itertools.chain(
        _AYAT_NOISY.finditer(text, start, end), _AYAT_LETTERS.finditer(text, start, end)
    )
    for match in noisy:
        if match.start() in clean:
            continue
        place = _ayat_place(text, start, match.start())
        if place == 1.0:
            continue
        values = tuple((v, 0) for v in _noisy_ayat(match["n"], match[0].strip()))
        if match["n"][0] in "lI" and match["n"][1:] in {"a", "b"}:
            values = ((1, ord(match["n"][1]) - 96), *values)  # "(la)", which an amendment put in
        if place and values:
            yield Marker("ayat", match.start(), match.end(), values, place / 2)


def _ayat_place(text: str, start: int, offset: int) -> float:
    """How likely an ayat begins here; 0 for a reference, 1 for a number in mid-sentence."""
    if furniture := _PAGE_NUMBER.search(text, max(start, offset - 12), offset):
        return 2.0 if furniture.start() > start else 4.0
    begin = max(start, offset - 20)
    if _AYAT_CITED.search(text, begin, offset):
        return 0.0
    place = _place(text, start, offset)
    if _AYAT_LISTED.search(text, begin, offset):
        return 1.5 if place == 4.0 and offset > start else 0.0
    return place or 1.0


def _noisy_ayat(raw: str, whole: str) -> Iterator[int]:
    """What "(21", "(l)", "(s)" may mean: 2, 1, 5."""
    digits = "".join(str(_AYAT_NOISE.get(c, c)) for c in raw).translate(DIGIT_NOISE)
    if digits.isdigit() and int(digits):
        yield int(digits)
    if len(digits) == 2 and digits[1] == "1" and whole[-1] not in ")]}":
        yield int(digits[0])


def _letter_markers(text: str, start: int, end: int, *, bracket: bool) -> Iterator[Marker]:
    scheme: Scheme = "huruf)" if bracket else "huruf"
    for match, stop in (_HURUF_KURUNG if bracket else _HURUF).find(text, start, end):
        name = match["n"]
        if len(name) == 2 and name[0] not in {"a", name[1]}:
            continue  # behind z drafters go on with "aa, ab" or, more often, with "aa, bb"
        if not bracket and _LISTED.search(text, max(start, match.start() - 40), match.start()):
            place = 1.0  # "a. warga negara Indonesia, b. memahami …": the old drafters' lists
        elif _refers(text, start, match.start()):
            continue
        else:
            place = _place(text, start, match.start())
        if not place:
            continue
        number = ord(name[-1]) - 96 + (26 if len(name) == 2 else 0)
        suffix = 0 if bracket or not match["s"] else int(match["s"])
        yield Marker(scheme, match.start(), stop, ((number, suffix),), place)
    if not bracket:
        for pattern, strength in ((_HURUF_TIGHT, 3.0), (_HURUF_BARE, 1.5)):
            for match in pattern.finditer(text, _line_end(text, start), end):
                value = (ord(match["n"]) - 96, int(match["s"] or 0))
                yield Marker(scheme, match.start("n"), match.end(), (value,), strength)


def _number_markers(text: str, start: int, end: int, *, bracket: bool) -> Iterator[Marker]:
    scheme: Scheme = "angka)" if bracket else "angka"
    for match, stop in (_ANGKA_KURUNG if bracket else _ANGKA).find(text, start, end):
        if _refers(text, start, match.start()):
            continue
        place = _place(text, start, match.start())
        if not place:
            continue
        raw = match["n"]
        noisy = not raw.isdigit()
        number = 1 if noisy else int(raw)
        suffix = 0 if bracket or not match["s"] else ord(match["s"]) - 96
        if number:
            value = ((number, suffix),)
            yield Marker(scheme, match.start(), stop, value, place / (2 if noisy else 1))
    if not bracket:
        for match in _ANGKA_TIGHT.finditer(text, _line_end(text, start), end):
            yield Marker(scheme, match.start("n"), match.end(), ((int(match["n"]), 0),), 3.0)


def _line_end(text: str, start: int) -> int:
    """``start``, or the end of the line before it where it begins one."""
    return start - 1 if start and text[start - 1] == "\n" else start


_EXPLAINED: Final[dict[Scheme, re.Pattern[str]]] = {
    "Ayat": re.compile(
        r"(?:\b(?:Ayat|AYAT)\s*[({\[]?|(?<=\n)ayat\s*\()\s?(?P<n>\d{1,2}|[lIaSs])(?P<s>[a-z]?)"
        r"\s?[)\]}1]?[.:]?(?=\s)\s*"
    ),
    "Huruf": re.compile(
        r"(?:\b(?:Huruf|HURUF)\s+|(?<=\n)huruf\s+)(?P<n>[a-z]{1,2})(?P<s>\d?)[.:)]?(?=\s)\s*"
    ),
    "Angka": re.compile(
        r"(?:\b(?:Angka|ANGKA|Butir)\s+|(?<=\n)angka\s+)\(?(?P<n>\d{1,3}|[lI])(?P<s>[a-z]?)\)?"
        r"[.:]?(?=\s)\s*"
    ),
}
#: Words of which one stands in each mark of the scheme: of most units there is none.
_SAID: Final[dict[Scheme, tuple[str, ...]]] = {
    "Ayat": ("Ayat", "AYAT", "\nayat"),
    "Huruf": ("Huruf", "HURUF", "\nhuruf"),
    "Angka": ("Angka", "ANGKA", "Butir", "\nangka"),
}
_NOT_EXPLAINED: Final = re.compile(
    r"(?:\b(?:pada|dalam|dan|atau|dengan|dimaksud|Pasal \d+[A-Z]?|huruf|"
    r"Huruf [a-z]|ketentuan|dari)|,)\s*\Z"
)


def _explained_markers(text: str, start: int, end: int, scheme: Scheme) -> Iterator[Marker]:
    if all(text.find(word, _line_end(text, start), end) < 0 for word in _SAID[scheme]):
        return
    for match in _EXPLAINED[scheme].finditer(text, start, end):
        before = text[max(start, match.start() - 24) : match.start()]
        at_line = not before.strip() or before.rstrip(" \t^").endswith("\n")
        if not at_line and _NOT_EXPLAINED.search(before):
            continue
        after_sentence = bool(re.search(r"[.:;”\"')\d]\s*\Z", before))
        strength = 4.0 if at_line else 2.5 if after_sentence else 1.0
        raw = match["n"]
        if scheme == "Huruf":
            number = ord(raw[-1]) - 96 + (26 if len(raw) == 2 else 0)
            suffix = int(match["s"] or 0)
        else:
            digits = str(_AYAT_NOISE.get(raw, raw)).translate(DIGIT_NOISE)
            number = int(digits) if digits.isdigit() else 0
            suffix = ord(match["s"]) - 96 if match["s"] else 0
        if number:
            yield Marker(scheme, match.start(), match.end(), ((number, suffix),), strength)


_ITEMS: Final[dict[Scheme, Callable[[str, int, int], Iterator[Marker]]]] = {
    "ayat": _ayat_markers,
    "huruf": lambda t, s, e: _letter_markers(t, s, e, bracket=False),
    "huruf)": lambda t, s, e: _letter_markers(t, s, e, bracket=True),
    "angka": lambda t, s, e: _number_markers(t, s, e, bracket=False),
    "angka)": lambda t, s, e: _number_markers(t, s, e, bracket=True),
    "Ayat": lambda t, s, e: _explained_markers(t, s, e, "Ayat"),
    "Huruf": lambda t, s, e: _explained_markers(t, s, e, "Huruf"),
    "Angka": lambda t, s, e: _explained_markers(t, s, e, "Angka"),
}
