"""Acts named in running text: by kind and number, by Staatsblad, or by a name people use.

"Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah", "UU 23/2014", "PP No. 28 Th.
2018", "Peraturan Menteri Keuangan Nomor 184/PMK.01/2010", "TAP MPR III/MPR/2000", "Law No. 24 of
2000", "UU Pemda", with what OCR does to them ("Undang- Undang Nomor 23 Tahun 2Ol4"). Numbers of
the gazettes (LN, TLN, BN) carry no kind of act before them and are never taken for one.

A mention ends after the title that follows it; acts named inside that title belong to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from dalil.ingest.identify.act_types import MINISTRY_CODES, NOT_NAMES, kind_of
from dalil.ingest.numerals import DIGITS, LAST_YEAR, act_number, was_misread, year, year_in_number
from dalil.ingest.references.provisions import SPACE
from dalil.ingest.references.rulings import RulingMention, rulings_in
from dalil.ingest.references.short_titles import LONGER, nickname, nickname_pattern
from dalil.ingest.words import function_words

# The number of an act in running text: "Nomor 23 Tahun 2014", "No. 28/2018", "III/MPR/2000".
#
# With it the marks that change the kind ("51 Prp. Tahun 1960"), lists under one kind ("Nomor 10,
# 11 dan 15 Tahun 1970"), and what OCR does to digits. White space is bounded everywhere, so that
# no run of it is walked twice.

_RI: Final = (
    r"(?:\s{1,9}(?:of\s{1,9}the\s{1,9}republic\s{1,9}of\s{1,9}indonesia|"
    r"republi\w{1,2}\s{1,9}indon\w{3,5}|r\.?i\.?)\b(?:\s{1,9}serikat)?)?"
)
_NO: Final = r"(?:nom[eo]r|no\.?|nr\.?|number)\s{0,9}[:.]?\s{0,9}"
_N: Final = (
    r"(?:[0-9OolI](?:\s[0-9OolI]){1,2}(?=\s{1,3}tahun\s)|M\.HH-\d[\w.\-]{1,20}|[A-Z]{2,3}(?:\.\d\d){1,3}(?=\s?/\s?[A-Z])|(?:[A-Z]{1,5}(?:[.\-]\s?[A-Z]{1,3})?[.\-]\s?)?"
    r"[0-9OolLIi|!SZB]{1,5}(?:-?[A-Z]\b)?)"
)
#: A piece of a code ends in a letter or digit: the full stop behind "24/2000." is a sentence's.
_PIECE: Final = r"(?:(?:19|20)\d\d(?!\w|[.\-]\d)|[\w.\-]{0,19}\w)"
_NUMBER_CODE: Final = rf"(?:\s?/\s?(?!(?:tahun|thn|th)\b){_PIECE}|\s[KP]/[\w.\-]{{0,11}}\w){{0,8}}"
#: "77/POJK.01/2016", "14/22/PBI/2012" without "Nomor": a code with letters and, last, a year.
_CODED: Final = (
    r"(?:[A-Z]{1,5}[.\-]\s?)?\d{1,4}[A-Z]?(?:-[A-Z]{1,3})?(?=[\w./\-]{0,40}[A-Z])(?:/[\w.\-]{1,20}){1,6}?"
    r"/(?:19|20)\d\d(?:/\d{1,3})?(?!\w|[/.\-]\d)"
)
_PRP: Final = r"(?:[\s/.]{0,2}(?P<suffix>prps?|pnps|drt)\b\.?\s?/?)?"
_SHORT_PRP: Final = _PRP.replace("suffix", "short_suffix")
_TH: Final = r"\s{0,9}[,/]?\s{0,9}(?:tahun|tahoen|taboo|ta[hb]u[nm]|thn\.?|th\.?|year|of)\s{0,9}"
#: As it is typed: "24 2000", "No. 24 (2000)", "24-2000", "No. 24 thn '99". Nothing else can be
#: meant by a number of three digits and a year right behind, if no figure and no unit follows.
_TYPED: Final = (
    rf"(?P<typed>(?:{_NO})?\d{{1,3}}[A-Z]?(?:[^\S\n]{{1,3}}|[^\S\n]?[-–—_:\\][^\S\n]?"
    r"|[^\S\n]{0,3}\([^\S\n]?(?=\d{4}[^\S\n]?\))|(?<=\d),[^\S\n]?(?=\d{4}(?:\s{0,3}(?:[.;,)]|pasal|ps\.|tentang|\Z))))(?:19|20)\d\d"
    rf"|{_NO}\d{{1,3}}[A-Z]?[^\S\n]{{0,3}}(?:(?:tahun|thn?\.?)[^\S\n]{{0,3}}['’`]?|/?['’`])(?:4[5-9]|[5-9]\d|[01]\d))"
    r"(?:(?<=\d{4})[^\S\n]?\))?(?!\w|[.,:/–\-]\d|[^\S\n]{1,3}(?:orang|rupiah|ribu|juta|miliar|triliun|dolar|kali"
    r"|hari|bulan|tahun|meter|persen|unit|buah|eksemplar|halaman|kata)\b|[^\S\n]?[%$])"
)
NUMBER: Final = re.compile(
    rf"{_RI}[\s\-]{{0,9}}(?:{_TYPED}|"
    rf"{_NO}(?P<number>{_N}{_NUMBER_CODE}){_PRP}(?P<more>(?:\s{{0,9}},\s{{0,9}}\d{{1,3}}){{0,9}}\s{{0,9}},?\s{{0,9}}(?:dan|and)"
    rf"\s{{1,9}}\d{{1,3}})?(?:(?:{_TH}|(?<=pnps)\s|(?<=prp)\s|(?<=drt)\s)(?P<year>{DIGITS}{{4}})(?!\d))?"
    rf"|(?:tahun\s{{1,9}})?(?P<first_year>19\d\d)\s{{0,9}},?\s{{0,9}}(?:{_NO})(?P<after>\d{{1,3}})(?![\d/-])"
    rf"|{_NO}(?P<roman>[IVXLC]{{1,8}}){_TH}(?P<roman_year>\d{{4}})"
    rf"|(?:{_NO})?(?P<tap>[IVXLC1l]{{1,8}}\s?/\s?(?:TAP/)?MPRS?\s?/\s?\d{{4}})"
    rf"(?:{_TH}\d{{4}})?"
    rf"|(?P<coded>{_CODED})"
    rf"|(?P<short>{_N}){_SHORT_PRP}(?:\s?/\s?|{_TH})(?P<short_year>{DIGITS}{{4}})(?!\d))",
    re.IGNORECASE,
)
#: What a number must begin with: spares `NUMBER` where no number can be.
MAYBE: Final = re.compile(
    r"[\s\-]{0,9}(?:n[or.u]|of\s|tahun\s|r(?:ep|\.?i\b)|[\dolizsb|!mkp]|[ivxlc]+\s?/)",
    re.IGNORECASE,
)
#: A further number of the same kind: "… Nomor 8 Tahun 1974 dan Nomor 43 Tahun 1999".
AGAIN: Final = re.compile(
    rf"\s{{0,9}}(?:,|;|dan|and|serta|[jy]o\.?|juncto|atau)+\s{{0,9}}(?:jo\.?\s{{0,9}})?(?={_NO}|\d{{1,3}}(?:/|\s{{1,3}}(?:tahun|th\.?|thn\.?)\s{{1,3}})(?:19|20)\d\d)",
    re.IGNORECASE,
)


def acts_of(slug: str, match: re.Match[str]) -> tuple[tuple[str, ...], str]:
    """The ids that a match of `NUMBER` after this kind means, and a reason if OCR was undone."""
    if match["typed"]:
        return _typed(slug, match["typed"])
    if match["tap"]:
        token = re.sub(r"\s", "", match["tap"].upper().replace("TAP/", ""))
        roman, rest = token.split("/", 1)
        number, when = act_number(f"{re.sub('[1L]', 'I', roman)}/{rest}"), year_in_number(token)
        return ((f"tap-mpr/{when}/{number}",) if slug == "tap-mpr" and when else ()), ""
    if match["first_year"]:
        return (f"{slug}/{match['first_year']}/{match['after'].lstrip('0')}",), ""
    if match["roman"]:
        number, when = match["roman"].lower(), int(match["roman_year"])
        if slug != "tap-mpr":
            number = "1" if number == "i" else "2" if number == "ii" else ""
        return ((f"{slug}/{when}/{number}",) if number else ()), ""
    printed = match["number"] or match["coded"] or match["short"]
    token = match["year"] or match["short_year"] or ""
    when_read = year(token) if token else year_in_number(re.sub(r"\s", "", printed))
    number_read = act_number(printed)
    if when_read is None or number_read is None:
        return (), ""
    marked = re.search(r"(?i)/\s?(prps?|pnps|drt)\b", printed)
    suffix = match["suffix"] or match["short_suffix"] or (marked[1] if marked else "")
    slug = _suffixed(slug, suffix.lower())
    reason = f"tahun {token} dibaca {when_read}" if token and was_misread(token) else ""
    numbers = [number_read, *re.findall(r"\d{1,3}", match["more"] or "")]
    return tuple(f"{slug}/{when_read}/{n}" for n in numbers), reason


def _typed(slug: str, printed: str) -> tuple[tuple[str, ...], str]:
    """The act of a number and a year as they are typed, the year perhaps of two digits."""
    figures = re.findall(r"\d+[A-Za-z]?", printed)
    number, when = figures[0].lstrip("0").lower(), int(figures[-1])
    if not number or (number[0].isalpha()):
        return (), ""
    reason = ""
    if when < 100:
        when += 1900 if when >= 45 else 2000
        reason = f"tahun {figures[-1]} dibaca {when}"
    if not 1945 <= when <= LAST_YEAR:
        return (), ""
    return (f"{slug}/{when}/{number}",), reason


def _suffixed(slug: str, suffix: str) -> str:
    """ "UU No. 51 Prp. Tahun 1960" is a Perppu, "UU Nomor 1/PNPS/1965" a Penpres."""
    return {"prp": "perppu", "prps": "perppu", "pnps": "penpres", "drt": "uu-darurat"}.get(
        suffix, slug
    )


#: "UU No. 30, LN No. 138 Tahun 1999": the year of the gazette is the act's, as footnotes cite it.
_GAZETTE_YEAR: Final = re.compile(
    r",?\s{1,3}\(?(?:L\.?\s?N\.?(?:\s?R\.?\s?I\.?)?|Lembaran\s{1,3}Negara(?:\s{1,3}R(?:epublik\s{1,3}"
    r"Indonesia|\.?I\.?))?)\s{0,3}(?:(?:No(?:mor)?\.?\s{0,3}\d{1,4}\s{0,3},?\s{0,3}Tahun\s{1,3}(?P<a>\d{4}))"
    r"|(?:Tahun\s{1,3})?(?P<b>\d{4})\s{0,3}(?:,?\s{0,3}No|/))"
)


def dated_by_gazette(slug: str, match: re.Match[str]) -> tuple[tuple[str, ...], str]:
    """The act of a number without a year before its gazette, and the reason; else none."""
    printed = match["number"]
    if not printed or "/" in printed or slug not in {"uu", "perppu", "pp", "perpres", "keppres"}:
        return (), ""
    sheet = _GAZETTE_YEAR.match(match.string, number_end(match))
    serial = act_number(printed)
    if sheet is None or serial is None or match["more"]:
        return (), ""
    slug = _suffixed(slug, (match["suffix"] or "").lower())
    return (f"{slug}/{sheet['a'] or sheet['b']}/{serial}",), "tahun menurut Lembaran Negara"


def number_end(match: re.Match[str]) -> int:
    """Where the number ends, without a sentence's point."""
    end = match.end()
    while match.string[end - 1] in ".,:;- " and end > match.start():
        end -= 1
    return end


# Where the title after "tentang" ends in running text, where no quotation mark says so.
#
# Titles are written with a capital at every word but the small ones ("Pembentukan Peraturan
# Perundang-undangan", "Izin untuk Pegawai Negeri"), so the title ends before the first lower-case
# word that is no small one, at the gazette's parenthesis, and at a comma that opens no list. An
# act named within a title ("Perubahan atas Undang-Undang Nomor 8 Tahun 1974 tentang …") belongs
# to it, unless "dan" or a comma adds it to a list of acts.

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
_BEFORE_GAZETTE: Final = re.compile(
    r"\((?:Tambahan\s{1,9})?(?:Lembar\w*|Berita|L\.?N\.?|T\.?L\.?N\.?|B\.?N\.?)[\s-]", re.IGNORECASE
)
_LIST: Final = re.compile(
    r",\s{0,9}(?:(?:[A-Z][\w/-]*\s{0,9}){1,7}(?:,|dan\b|serta\b|atau\b|dan/atau\b)"
    r"|(?:dan|serta|atau|dan/atau)\s{1,9}[A-Z]|(?:[A-Z]\w+\s?){0,3},?\s{0,9}(?:19|20)\d\d\b)"
)
_TITLE_GOES_ON: Final = re.compile(r"\s{1,9}(?:tentang|sebagai|menjadi)\s", re.IGNORECASE)
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
            if _BEFORE_GAZETTE.match(text, position):
                if not (nested and _TITLE_GOES_ON.match(text, closing + 1)):
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


_S: Final = r"[\s\-‐‑–•·.^\xad]{0,4}"
_LAW: Final = rf"(?:oe?|u)ndan[g9](?:{_S}(?:oe?|u)ndan[g9]|[2²](?!\w))"
_STOP: Final = rf"(?:(?:nom[eo]r|no|nr|number|menyelenggarakan)\b|{NOT_NAMES})"

#: Where a mention may begin; what it is, the patterns below decide.
_TRIGGER: Final = re.compile(
    r"\b(?=[uopkistqmlagrcbhwne1jfvd])(?:u\.\s?u\.|p\.\s?p\.|gr\b|pr\s|mo(?:ha|fa|f|h|lhr|m)\s{1,9}reg"
    r"|s\.\s?1[89]\d\d|lembaran\s{1,9}negara\s{1,9}hindia|ketentuan\s{1,9}m\.?p"
    r"|(?:job|manpower|local|treaty|international|foreign|village|marriage|personal|pdp|ite|eit|electronic|capital|basic)"
    r"\s(?=[\w\s]{0,50}law\b)|(?:oe?|u)ndan[g9]|uu(?:ds?|drt|pa|pt|pk|jn|ht|hc|ck|pm|dnri)?(?![^\W\d])|pp(?![^\W\d])|perpp?u\b"
    r"|perpres\b|penpres\b|kepp?res\b|inpres\b|permen|kepmen|perma\b|perda\b|pergub\b|perbup\b"
    r"|perwal|perpol\b|perbawaslu\b|padg\b|inmen|bi\b(?=\sreg)|perkap|perba\b|perka\b|kepka\b|pkpu\b|qanun\b|pmk\b|kmk\b|s?e?pojk\b|pbi\b"
    r"|sema\b|se\b|stb|staatsblad|peraturan\b|keputusan\b|instruksi\b|ketetapan\b|penetapan\b"
    r"|surat\s{1,9}edaran\b|putusan\b|tap\b|maklumat\b|law\b|act\b|government\b|presidential\b"
    r"|regulation\b|minister|mprs?\b|regional\b|constitutional\b|kitab\b|kuh|k\.\s?u\.|bw\b|b\.\s?w|w\.\s?v\.|h\.\s?i\.\s?r|hir\b|herzien"
    r"|rbg\b|r\.\s?b|rechts|wvs\b|wvk\b|wetboek|burgerlijk|civil\b|criminal\b|commercial\b|old\b|new\b"
    r"|emergency\b|governor\b|regent\b|mayor\b|supreme\b|ojk\b|the\s{1,9}(?:1945|const)|1945\s{1,9}const|constitution\b|indonesian\b)",
    re.IGNORECASE,
)
_KIND: Final = re.compile(
    rf"(?:(?P<uudrt>{_LAW}\s{{1,9}}(?:darurat|drt\.?)|uu\s{{0,9}}drt\.?|uu\s{{1,9}}darurat)"
    rf"|(?P<perppu>(?:peraturan\s{{1,9}}pem\w{{4,9}}|pp)\s{{1,9}}(?:sebagai\s{{1,9}})?pengganti\s{{1,9}}(?:{_LAW}|uu\b)|perpp?u)"
    rf"|(?P<uu>{_LAW}|uu\.(?=\s?n)|u\.\s?u\.|uu)"
    r"|(?P<pp>peraturan\s{1,9}(?P<government>pem[a-z]{4,9})(?=\s{1,9}(?:no|r|tahun|19\d\d\s))|pp\.(?=\s?n)|p\.\s?p\.|pp|gr)"
    r"|(?P<perpres>pr(?=\s{1,9}(?:no\.?\s|number\s)?\d{1,3}\s?(?:of\s|/)))"
    r"|(?P<mo>mo(?:ha|fa|f|h|lhr|m))\s{1,9}reg(?:ulation\b|\.)"
    r"|(?P<uu_en>law|act)"
    r"|(?P<words>[a-z]+(?:\s{1,9}[a-z]+)?))",
    re.IGNORECASE,
)
#: Further words of a kind's name, up to the number ("… Menteri Hukum dan Hak Asasi Manusia").
_NAME_PART: Final = re.compile(rf"[\s,(]{{1,9}}(?!{_STOP})[^\W\d][\w/&().-]*", re.IGNORECASE)
_STB: Final = re.compile(
    r"(?:staatsblad|stb(?:l|ld)?\.?|s\.(?=\s?1[89])|lembaran\s{1,9}negara\s{1,9}hindia(?:\s{1,9}|-)belanda)\s{0,9}(?:tahun\s{0,9})?(?P<year>\d{4})\s{0,9}"
    r"(?:,?\s{0,9}(?:nomor|no|nr)\.?\s{0,9}:?\s{0,9}|\s{0,9}[:/-]\s{0,9})(?P<number>\d{1,4})",
    re.IGNORECASE,
)
#: The year behind the number, as acts are cited: "Stb. No. 226 Tahun 1926".
_STB_TURNED: Final = re.compile(
    r"(?:staatsblad|stb(?:l|ld)?\.?)\s{0,9}(?:nomor|no|nr)\.?\s{0,9}(?P<number>\d{1,4})\s{1,9}"
    r"tahun\s{1,9}(?P<year>1[89]\d\d)",
    re.IGNORECASE,
)
_MINISTERS: Final = {
    "moha": "permendagri", "mofa": "permenlu", "mof": "permenkeu", "moh": "permenkes",
    "molhr": "permenkumham", "mom": "permenaker",
}  # fmt: skip
#: "Peraturan Mendagri" for "Permendagri"; not "Peraturan mengenai": a ministry's letters follow.
_MINISTER: Final = re.compile(
    rf"\b(?P<form>per|kep|in)(?:aturan|utusan|struksi)\s{{1,9}}men(?=(?:{'|'.join(MINISTRY_CODES)})(?!\w))",
    re.IGNORECASE,
)
#: Short names of codes are capitals, but typed small after a pasal: "pasal 1320 bw".
_CODE: Final = re.compile(r"(?:bw|hir|rbg|wvs|wvk)\b", re.IGNORECASE)
_AFTER_PASAL: Final = re.compile(
    r"\b(?:pasal|psl\.?|ps\.?)\s{1,3}\d[\w\s()]{0,30}\s\Z", re.IGNORECASE
)
_NICKNAME: Final = re.compile(nickname_pattern(), re.IGNORECASE)
_UNTITLED: Final = re.compile(r"\s{1,9}(?P<about>tentang\s{1,9})?", re.IGNORECASE)
_GOES_ON: Final = re.compile(LONGER)
#: "Keputusan Presiden (Keppres) Nomor …".
_IN_PARENTHESES: Final = re.compile(r"\([^)]{0,40}\)")
_DRAFT: Final = re.compile(r"\b(?:rancangan|ranc\.|draft?)\s{1,9}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """An act named at a place: candidate ids, best first, and why there are several."""

    start: int
    end: int
    acts: tuple[str, ...]
    reason: str = ""
    bare_end: int = 0  # where the mention ends without its title
    unread: str = ""  # words of it that were not understood
    place: str = ""  # of a ruling: the locator of the paragraph or dictum named with it

    @property
    def is_ruling(self) -> bool:
        """Whether it names a court's ruling, which has no pasal."""
        return self.acts[0].startswith("putusan-")


def find_mentions(
    text: str, year: int | None = None, known: Mapping[str, str] | None = None
) -> list[Mention]:
    """Every act and ruling named in the text, in order, not overlapping.

    ``year`` dates the nicknames.
    """
    found: list[Mention] = []
    at = 0
    by_title = _by_title(known or {})
    rulings = rulings_in(text)
    for trigger in _TRIGGER.finditer(text):
        if trigger.start() < at or text[trigger.start() - 1 : trigger.start()] == "/":
            continue
        for mention in mentions_at(text, trigger.start(), year, known or {}, by_title):
            found.append(mention)
            at = mention.end
    return _with_rulings(text, found, rulings) if rulings else found


#: What joins a ruling to the words before it.
_JOIN: Final = re.compile(
    r"(?:[\s,;(]|\b(?:dan|serta|atau|jo|juncto|and|or)\b\.?){1,9}\Z", re.IGNORECASE
)


def _with_rulings(text: str, acts: list[Mention], rulings: list[RulingMention]) -> list[Mention]:
    """Acts and rulings in order: an act ends before a ruling, whose number is none of an act."""
    made = {
        r.start: Mention(r.start, r.end, (r.id,), "", r.end, r.unread, place=r.place)
        for r in rulings
    }
    kept: list[Mention] = []
    starts = [r.start for r in rulings]
    for act in acts:
        i = bisect_left(starts, act.end) - 1  # the last that begins before the act ends
        while i > 0 and rulings[i - 1].end > act.start:
            i -= 1
        ruling = rulings[i] if i >= 0 else None
        if ruling is None or ruling.end <= act.start:
            kept.append(act)
        elif act.start < ruling.start and act.bare_end <= ruling.start:  # its title ran on
            cut = act.start + len(_JOIN.sub("", text[act.start : ruling.start]))
            kept.append(replace(act, end=max(cut, act.bare_end)))
        elif act.start < ruling.start:  # "UU Nomor 35/PUU-X/2012": the words say otherwise
            said = text[act.start : ruling.start].strip(" ,")
            unread = f"{said} … {ruling.unread}" if ruling.unread else said
            made[ruling.start] = replace(made[ruling.start], start=act.start, unread=unread)
    return sorted([*kept, *made.values()], key=lambda mention: mention.start)


def mentions_at(
    text: str,
    at: int,
    year: int | None = None,
    known: Mapping[str, str] | None = None,
    by_title: Mapping[str, str] | None = None,
) -> list[Mention]:
    """The acts that a mention beginning exactly here names (several only in a list)."""
    if _DRAFT.search(text, max(0, at - 12), at):
        return []
    if stb := _STB.match(text, at) or _STB_TURNED.match(text, at):
        return [_staatsblad(stb)]
    numbered = list(_numbered(text, at, known or {}))
    if numbered:
        return numbered
    if by_title and (titled := _titled(text, at, by_title)):
        return [titled]
    match = _NICKNAME.match(text, at)
    code = None if match else _CODE.match(text, at)
    if code and _AFTER_PASAL.search(text, max(0, at - 40), at) and (meant := nickname(code[0])):
        return [Mention(at, code.end(), meant.acts, meant.reason, code.end())]
    if match and match["law"] and year is not None and match[0].islower():
        return []  # in an act "undang-undang jalan" is any, "Undang-Undang Jalan" one
    if match and match["law"] and (numbered := list(_counted(text, at, match.end(), "uu", {}))):
        return numbered  # "UU Pemda Nomor 32 Tahun 2004": the number says which
    if match and (meant := nickname(match["law"] or match["alone"], year)):
        return [Mention(at, match.end(), meant.acts, meant.reason, match.end())]
    if by_title and (titled := _titled(text, at, by_title, about=False)):
        return [titled]  # "Undang-Undang Hubungan Luar Negeri": no name people use, but a title
    return []


def _staatsblad(match: re.Match[str]) -> Mention:
    act = f"stb/{match['year']}/{match['number'].lstrip('0')}"
    if act == "stb/1847/23":
        both = (act, f"{act}-kuhd")
        reason = "Stb. 1847 No. 23 memuat KUHPerdata dan KUHD"
        return Mention(match.start(), match.end(), both, reason, match.end())
    return Mention(match.start(), match.end(), (act,), "", match.end())


#: How like "pemerintah" a misread word is ("pemezuntah"), 0–1; "pemberitahuan" is less.
_LIKE: Final = 0.79


@lru_cache(maxsize=256)
def _is_government(word: str) -> bool:
    return SequenceMatcher(None, "pemerintah", word, autojunk=False).ratio() >= _LIKE


def _kind(text: str, at: int) -> re.Match[str] | None:
    """The kind whose name begins here; "peraturan pemilihan" is not the government's."""
    kind = _KIND.match(text, at)
    word = kind["government"] if kind else None
    return None if word and not _is_government(word.lower()) else kind


def _numbered(text: str, at: int, known: Mapping[str, str]) -> Iterator[Mention]:
    kind = _kind(text, at)
    if kind is None:
        return
    slug, end = _slug(text, kind)
    if slug is not None:
        yield from _counted(text, at, end, slug, known)


def _counted(
    text: str, start: int, end: int, slug: str, known: Mapping[str, str]
) -> Iterator[Mention]:
    """The number or numbers after a kind's words, which stand from ``start`` to ``end``."""
    match = NUMBER.match(text, end)
    while match is not None:
        acts, reason = acts_of(slug, match)
        if not acts:
            acts, reason = dated_by_gazette(slug, match)
        if not acts or slug.startswith("putusan-"):
            return  # of a ruling only the register number is one
        bare = number_end(match)
        finish = title_end(text, bare, _inner_end, known.get(acts[0]))
        again = AGAIN.match(text, finish)
        if len(acts) > 1:  # "Nomor 10, 11 dan 15 Tahun 1970": one mention a number
            yield from _one_by_one(match, start, finish, acts, reason)
        else:
            yield Mention(start, finish, acts, reason, bare)
        if again is None:
            return
        start = again.end()
        match = NUMBER.match(text, start)


def _slug(text: str, kind: re.Match[str]) -> tuple[str | None, int]:
    """The kind's slug and where its words end."""
    if kind["mo"]:
        return _MINISTERS[kind["mo"].lower()], kind.end()
    for group, slug in (
        ("perpres", "perpres"), ("uudrt", "uu-darurat"), ("perppu", "perppu"), ("uu", "uu"),
        ("pp", "pp"), ("uu_en", "uu"),
    ):  # fmt: skip
        if kind[group]:
            return slug, kind.end()
    start, end = kind.span("words")
    end = start + len(re.match(r"[a-z]+", kind["words"], re.IGNORECASE)[0])  # type: ignore[index]
    best: tuple[str | None, int] = (None, end)
    for _ in range(16):
        if MAYBE.match(text, end) and (number := NUMBER.match(text, end)):
            if number["tap"] or re.search(r"/\s?MPRS?\b", number["number"] or ""):
                return "tap-mpr", end
            words = _MINISTER.sub(r"\g<form>men", _IN_PARENTHESES.sub("", text[start:end]))
            if found := kind_of(words):
                return found.slug, end
        word = _NAME_PART.match(text, end)
        if word is None:
            break
        end = word.end()
    return best


def _one_by_one(
    match: re.Match[str], start: int, finish: int, acts: tuple[str, ...], reason: str
) -> Iterator[Mention]:
    spots = [m.end() for m in re.finditer(r"\d+", match.string[: match.end("more")])
             if m.start() >= match.start("number")]  # fmt: skip
    for i, act in enumerate(acts):
        begin = start if i == 0 else spots[i] - len(act.rsplit("/", 1)[1])
        end = finish if i == len(acts) - 1 else spots[i]
        yield Mention(begin, end, (act,), reason, end)


def _inner_end(text: str, at: int) -> int | None:
    """The end of an act named inside a title, without that act's own title; None if none is."""
    if not _TRIGGER.match(text, at):
        return None
    kind = _kind(text, at)
    if kind is None:
        return None
    slug, end = _slug(text, kind)
    match = NUMBER.match(text, end) if slug else None
    return number_end(match) if match and slug and acts_of(slug, match)[0] else None


def _by_title(known: Mapping[str, str]) -> dict[str, str]:
    """Titles of known acts, folded; of two acts of one title the younger."""
    table: dict[str, str] = {}
    for act in sorted(known, key=lambda a: a.split("/")[1:2]):
        table[f"{act.split('/')[0]}:{_fold(known[act])}"] = act
    return table


def _fold(words: str) -> str:
    return re.sub(r"\W+", " ", words.casefold()).strip()


def _titled(text: str, at: int, by_title: Mapping[str, str], about: bool = True) -> Mention | None:
    """ "Undang-Undang tentang Perjanjian Internasional", if such an act is known.

    ``about``: with the word "tentang"; without it the title must be of two words or more, and
    no further capital may go on with it.
    """
    kind = _kind(text, at)
    if kind is None:
        return None
    slug = next((s for g, s in (("perppu", "perppu"), ("uu", "uu"), ("pp", "pp")) if kind[g]), None)
    lead = _UNTITLED.match(text, kind.end())
    if slug is None or lead is None or bool(lead["about"]) is not about:
        return None
    words = list(re.finditer(r"\w+", text[lead.end() : lead.end() + 400]))[:40]
    for count in range(len(words), 0 if about else 1, -1):
        title = " ".join(m[0] for m in words[:count]).casefold()
        if act := by_title.get(f"{slug}:{title}"):
            end = lead.end() + words[count - 1].end()
            if not about and _GOES_ON.match(text, end):
                return None
            return Mention(at, end, (act,), "disebut dengan judulnya", end)
    return None


# The gazette between an act and the provision cited of it, as footnotes have it.
#
# "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah, L.N.R.I. Tahun 2014 No. 244,
# T.L.N.R.I. No. 5587, Pasal 363": LN, TLN and BN with or without dots, or written out, the number
# before or after the year.

#: How far before a provision the gazette may begin (characters).
_REACH: Final = 330

_NUMBER: Final = (
    r"(?:No(?:mor|\.)?\s{0,3}\w(?:[\w/.]{0,10}?\w)??"
    r"|(?:Tahun|Thn?\.?)\s{1,3}\d{4}|\d{4}/\d{1,4}|\d{1,4})"
)
_SHEET: Final = (
    r"(?:T\.?\s?)?[LB]\.?\s?[ND]\.?(?:\s?R\.?\s?I\.?)?"
    r"|(?:Tambahan\s{1,3})?(?:Lembaran|Berita)\s{1,3}(?:Negara|Daerah)(?:\s{1,3}(?:[A-Z][a-z]{1,15}|R\.?\s?I\.?)){0,5}?"
)
_ONE: Final = rf"(?:{_SHEET})\s{{0,3}}{_NUMBER}(?:[\s,]{{1,3}}{_NUMBER})?"
#: A remark of ours on a digest may stand before it.
_GAZETTE: Final = re.compile(
    rf"(?P<remark>\s{{0,3}}\([^()\n]{{1,60}}\))?\s{{0,3}}[,;(\[.]\s{{0,3}}{_ONE}"
    rf"(?:[\s,;]{{1,4}}(?:dan\s{{1,3}})?{_ONE}){{0,2}}[)\]]?(?:{SPACE}[,;]){{0,2}}{SPACE}\(?\Z"
)
#: The same without a gazette.
_DIGEST: Final = re.compile(r"\s?\((?:ikhtisar|digest)\b[^()\n]{0,40}\)[\s,]{0,3}\Z")


def before_gazette(text: str, at: int) -> tuple[int, ...]:
    """Where the act may end that the gazette up to ``at`` is of, likeliest first.

    Before the gazette, or before a remark in front of it, which a title may have swallowed or
    not; ``at`` itself where no gazette stands there.
    """
    before = text[max(0, at - 3) : at].rstrip(" \n(")
    if not before.endswith((",", ";", ")", "]")) and not before[-1:].isdigit():
        return (at,)
    found = _GAZETTE.search(text, max(0, at - _REACH), at)
    if found is None:
        digest = _DIGEST.search(text, max(0, at - _REACH), at)
        return (digest.start(), at) if digest else (at,)
    return (found.start(), found.end("remark")) if found["remark"] else (found.start(),)


# Instruments that have no id here: treaties, colonial ordinances, statutes of a company.
#
# "Pasal 19 ayat (2) Konvensi", "pasal 4 dari Ordonansi surat perbendaharaan 1928", "Pasal 13
# Undang-undang De Javasche Bank": the words after a provision say that it is another text's, and
# not which. No id is given for it, where the own act's would be wrong.

_WORDS: Final = re.compile(
    r"\s{1,9}(?:(?:dari|dalam|pada|daripada|of(?:\s{1,9}the)?|in(?:\s{1,9}the)?|under(?:\s{1,9}the)?"
    r"|to(?:\s{1,9}the)?)\s{1,9})?(?:"
    r"[\"“](?:Indische|Wet|Ordonnan|Algemene|Bedrijfs|[A-Z][a-z]+(?:wet|ordonnantie|besluit))"
    r"|(?-i:[A-Z][a-z]+(?:wet|ordonnantie|besluit|reglement)\b)"
    r"|[Oo]rdonn?ant?[st]i\w*|[Rr]eglemen\w*|[Vv]erordening|[Bb]esluit"
    r"|(?-i:Konvensi|Kovenan|Konvenan|Piagam|Statuta?|Protokol|Traktat|Persetujuan|Perjanjian"
    r"|Memorandum|Anggaran\s{1,3}Dasar|Konstitusi|Deklarasi|Convention|Agreement|Treaty|Charter"
    r"|Covenant|Protocol|Statute|Vienna|Rome|Declaration)\b"
    r"|[Ss]urat\s{1,9}[Kk]eputusan\b|[Kk]eputusan\s{1,9}Gubern"
    r"|(?-i:[Uu]ndang[\s-]{1,3}[Uu]ndang|UU)\s{1,9}(?-i:[A-Z][a-z])"
    r"|(?:[Uu]ndang[\s-]{1,3}[Uu]ndang|[Pp]eraturan)\s{1,9}(?:termaksud|dimaksud|itu)\b"
    r"|(?:[Uu]ndang[\s-]{1,3}[Uu]ndang|UU)\s{1,9}tentang\b"
    r"|(?-i:Undang[\s-]{1,3}[Uu]ndang)\s?(?=[.,;])"
    r"|(?-i:Peraturan\s{1,9}[A-Z][a-z]{1,20})\b"
    r"(?!\s{1,9}(?:[\w-]{1,20}\s{1,9}){0,6}ini\b)"
    r")"
)
_BEFORE: Final = re.compile(
    r"\b(?:(?:Peraturan|Ordonn?an[st]i\w*)(?:\s{1,3}[A-Z][\w-]{1,20}){1,6}\s{1,3}(?:tahun\s{1,3})?1[89]\d\d"
    r"|(?:Konvensi|Kovenan|Konvenan|Piagam|Statuta?|Protokol|Traktat|Persetujuan|Perjanjian|Deklarasi"
    r"|Konstitusi|Anggaran\s{1,3}Dasar|(?:Rancangan|Naskah)\s{1,3}Undang[\s-]{1,3}Undang|RUU|Convention"
    r"|Covenant|Charter|Treaty|Protocol|Statute|Agreement|Declaration)"
    r"(?:\s{1,3}(?:[A-Z][\w/-]{0,20}|(?:tentang|untuk|atas|dan|di|of|on|the|and|for)\b"
    r"|(?:[Tt]ahun\s{1,3})?(?:18|19|20)\d\d\b)){1,10})"
    r"[\"”]?,?\s{1,3}(?:(?:dalam|pada|in|lihat|khususnya|yaitu)\s{1,3}|\(\s?)?\Z"
)


def instrument_before(text: str, start: int) -> int | None:
    """Where one begins that the words right before a provision name; None if they name none.

    "Peraturan Devisen 1940 pasal 6", "Piagam PBB (Pasal 51)", "Konvensi Wina 1969, Pasal 26".
    """
    named = _BEFORE.search(text, max(0, start - 160), start)
    return named.start() if named else None


#: Words that name a kind of act behind a provision: "Pasal 3 PMK 184".
_INSTRUMENT: Final = re.compile(
    r"(?:[^\S\n\u2029]{0,3}\n)?[^\S\n\u2029]{1,3}(?:(?:dari|dalam|pada)\s{1,3})?(?:"
    r"UU\w{0,4}\b|PP\b|PMK\b|POJK\b|PBI\b|Per(?:ppu|pres|ma|da|gub|bup|wali|men\w{0,12}|ka|kap|pol)\b"
    r"|Kep(?:pres|men\w{0,12})\b|SEMA\b|KUH\w*|K\.U\.H|Qanun\b|TAP\b|Undang[\s-]{0,3}[Uu]ndang\b"
    r"|Peraturan\b|Keputusan\b|Ketetapan\b|Instruksi\b|Putusan\b)"
    r"(?!\s{1,3}(?:\w{1,20}\s{1,3})?(?:ini|itu|tersebut|dimaksud|a\s{1,3}quo|yang)\b)"
)


#: An act by its number alone before a provision: "UU No. 30, ps. 6".
_UNDATED: Final = re.compile(
    r"\b(?P<act>(?:UU|PP|Perppu|Perpres|Keppres|Perda|PMK|POJK|PBI|Permen\w{0,12}|Undang[\s-]{0,3}[Uu]ndang"
    r"|Peraturan(?:\s{1,3}[A-Z]\w{1,20}){1,5})\s{1,3}(?:No(?:mor|\.)?\s{0,3})?\d{1,4})\s{0,3}[,(]?\s{0,3}\Z"
)


def undated_before(text: str, start: int) -> int | None:
    """Where an act without a year begins right before a provision; None if none does."""
    named = _UNDATED.search(text, max(0, start - 120), start)
    return named.start() if named else None


def another_at(text: str, end: int) -> bool:
    """Whether the words behind a provision name an act or another text, whichever that is."""
    return kind_at(text, end) is not None or instrument_at(text, end)


def kind_at(text: str, end: int) -> int | None:
    """Where the word ends that names a kind of act behind a provision; None if none does."""
    named = _INSTRUMENT.match(text, end)
    return named.end() if named else None


def instrument_at(text: str, end: int) -> bool:
    """Whether the words after a provision that ends here name an instrument without an id."""
    return _WORDS.match(text, end) is not None
