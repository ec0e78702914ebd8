"""Rulings named in running text: "Putusan PN Jakarta Selatan Nomor 17/Pid.Sus/2026/PN Jkt.Sel".

The register number says which ruling it is (`ingest.identify.rulings`, where ingesting a ruling
gets its id, too). The words around it ("Putusan MK No.", "perkara Nomor", "Constitutional Court
Decision Number", the date behind) belong to the reference and change nothing, unless they say
otherwise than the number: another court, a number that goes on. Then what is not understood is
told, so that nobody takes the reference for verified. A register number is no act's number,
whatever stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dalil.ingest.identify.rulings import MAY_BEGIN, RulingNumber, ruling_number
from dalil.ingest.numerals import LAST_YEAR

_NAME: Final = r"(?:\s{1,3}(?-i:[A-Z][\w'’.\-]{0,20}|I{1,3}\s?[AB]?)){0,6}?"
_COURT: Final = (
    r"(?:mahkamah\s{1,3}konstitusi|mahkamah\s{1,3}agung|mk|ma|mkri|mari"
    rf"|(?:pengadilan\s{{1,3}}(?:tinggi\s{{1,3}})?(?:negeri|agama|tata\s{{1,3}}usaha\s{{1,3}}negara|pajak"
    r"|militer|niaga|hubungan\s{1,3}industrial|tindak\s{1,3}pidana\s{1,3}korupsi|tipikor)"
    r"|pengadilan\s{1,3}tinggi|mahkamah\s{1,3}syar['’`]?iy+ah"
    rf"|(?-i:PN|PTA|PA|PT\.?\s?TUN|PTUN|PT|MS|Pn|Pa|Pt)\.?){_NAME})"
    r"(?:\s{1,3}(?:republik\s{1,3}indonesia|r\.?i\.?))?"
)
_COURT_EN: Final = (
    r"(?:(?:the\s{1,3})?(?:indonesian\s{1,3})?(?:(?-i:[A-Z][a-z]{2,14})\s{1,3}){0,3}"
    r"(?:constitutional|supreme|district|high|religious|administrative|tax|commercial|military)"
    r"\s{1,3}court(?:['’]s)?(?:\s{1,3}of\s{1,3}(?:the\s{1,3}republic\s{1,3}of\s{1,3})?(?-i:[A-Z][a-z]{2,14}))?)"
)
_FORM: Final = (
    r"(?:(?:salinan\s{1,3})?(?:putusan|penetapan|put\.|vonis)"
    r"(?:\s{1,3}(?:sela|akhir|kasasi|banding|verstek|bersama|peninjauan\s{1,3}kembali|pk)(?![\w/]))?)"
)
_FORM_EN: Final = r"(?:decision|ruling|judge?ment|verdict|decree)"
_NO: Final = (
    r"(?:(?:dengan\s{1,3})?(?:register\s{1,3}|reg\.\s{0,3})?(?:(?:dalam\s{1,3}|atas\s{1,3}|untuk\s{1,3})?perkara"
    r"(?:\s{1,3}(?:pidana|perdata|niaga|tata\s{1,3}usaha\s{1,3}negara|kasasi|banding))?\s{1,3})?"
    r"(?:nomor|no\.?|nr\.?|number)\s{0,3}(?:(?:register|reg\.?|putusan|perkara)\s{0,3}){0,2}[.:]{0,2}\s{0,9})"
)
#: The words before a register number, up to it.
_LEAD: Final = re.compile(
    rf"(?:(?<!\w)(?P<form>{_FORM}(?:\s{{1,3}}(?P<court>{_COURT}))?"
    rf"|(?P<court_en>{_COURT_EN})\s{{1,3}}{_FORM_EN}"
    rf"|{_FORM_EN}\s{{1,3}}of\s{{1,3}}(?P<of_court>{_COURT_EN})"
    rf"|(?P<bare_court>{_COURT}))"
    rf"(?:\s{{0,3}}\([^()\n]{{1,40}}\))?[\s,]{{0,3}})?(?:(?<!\w)(?:{_NO}|perkara\s{{1,3}}))?\Z",
    re.IGNORECASE,
)
#: The same all in small letters, where names of places show no capital either.
_LEAD_TYPED: Final = re.compile(_LEAD.pattern.replace("(?-i:", "(?:"), re.IGNORECASE)
_REACH: Final = 220
#: Numbers before the one that has the register: "Nomor 35, 36, dan 37/PUU-X/2012".
_STRAY: Final = re.compile(
    r"(?<![\w/.])\d{1,4}(?:\s{0,3}(?:,|dan|&|and|serta)\s{0,3}\d{1,4}){0,9}\s{0,3}(?:,\s{0,3})?(?:,|dan|&|and|serta)\s{1,3}\Z",
    re.IGNORECASE,
)
_MONTH: Final = r"(?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec)[a-z]{0,7}\.?"
_DATE: Final = re.compile(
    r"[\s,(]{0,4}(?:(?:yang\s{1,3})?(?:diputus|diucapkan|dibacakan|dijatuhkan)\s{1,3})?(?:pada\s{1,3})?"
    r"(?:(?:ter)?tanggal|tgl\.?|dated|of|on)?\s{0,3}"
    rf"(?:\d{{1,2}}\s{{1,3}}{_MONTH}\s{{1,3}}(?:19|20)\d\d|{_MONTH}\s{{1,3}}\d{{1,2}},?\s{{1,3}}(?:19|20)\d\d"
    r"|\d{1,2}[-/]\d{1,2}[-/](?:19|20)\d\d)(?!\w)\)?",
    re.IGNORECASE,
)
#: A number that goes on behind what was read; a place in the ruling, which has no id.
_GOES_ON: Final = re.compile(r"\s?[/\-–]\s?\w[\w./\-]{0,20}|\.\w[\w./\-]{0,20}|\w{1,20}")
_WORD_OF_SEAT: Final = re.compile(r"\s(?P<word>[A-Z][a-z]{2,14})(?!\w)")
_NO_SEAT: Final = re.compile(
    r"(?:Tanggal|Tgl|Tertanggal|Jo|Juncto|Dan|Atau|Yang|Pada|Dalam|Tentang|Majelis|Hakim|Jaksa"
    r"|Terdakwa|Penggugat|Tergugat|Pemohon|Termohon|Menimbang|Menyatakan|Bahwa|Nomor|Putusan|Antara"
    r"|Dengan|Oleh|Atas|Dari|Untuk|Halaman|Hal|Paragraf)\Z"
)
_PLACE: Final = re.compile(
    r"[\s,;]{1,3}(?:(?:pada|dalam|vide|lihat)\s{1,3})?(?:paragraf|para\.?|par\.|pertimbangan(?:\s{1,3}hukum)?"
    r"|amar(?:\s{1,3}putusan)?|angka|butir|poin|halaman|paragraph)\s{1,3}(?:(?:paragraf|angka|butir|nomor|ke-)\s{0,3})?"
    r"(?:\[\d[\d.]{0,9}\]|\d[\d.]{0,9}(?<!\.)|(?-i:[IVX]{1,5}))(?!\w)",
    re.IGNORECASE,
)


#: Places that ids have (`ingest.structure.ruling`): a numbered paragraph, a dictum.
_KNOWN_PLACE: Final = re.compile(
    r"[\s,;]{1,3}(?:(?:pada|dalam|vide|lihat)\s{1,3})?(?:pertimbangan(?:\s{1,3}hukum)?[\s,]{1,3})?"
    r"(?:(?:paragraf|para\.?|par\.|paragraph)\s{1,3}\[(?P<paragraph>\d{1,2}(?:\.\d{1,3}){1,4})\]"
    r"|(?:amar(?:\s{1,3}putusan(?:nya)?)?|operative\s{1,3}part)[\s,]{1,3}"
    r"(?:dalam\s{1,3}(?:(?P<about>provisi|eksepsi|rekon[vp]ensi|kon[vp]ensi)|pokok\s{1,3}(?:perkara|permohonan))"
    r"[\s,]{1,3})?(?:angka|butir|nomor|number|poin|ke-?)\s{0,3}(?P<dictum>\d{1,2}(?:\.\d{1,2}){0,2})(?![\w/])"
    r"|(?P<whole>amar|operative\s{1,3}part)(?=\W{0,3}\Z|[.;)]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RulingMention:
    """A ruling named at a place; ``unread`` are words that the id does not hold.

    ``place`` is the locator of the paragraph or dictum that is named with it; "" for none.
    """

    start: int
    end: int
    id: str
    number: int  # where its register number begins
    unread: str = ""
    place: str = ""


def rulings_in(text: str) -> list[RulingMention]:
    """Every ruling named in the text, in order, not overlapping."""
    found: list[RulingMention] = []
    at = 0
    for begin in MAY_BEGIN.finditer(text):
        if begin.start() < at:
            continue
        number = ruling_number(text, begin.start())
        if number is None or number.year > LAST_YEAR:
            continue
        mention = _mention(text, begin.start(), number, at)
        found.append(mention)
        at = mention.end
    return found


def _mention(text: str, at: int, number: RulingNumber, after: int) -> RulingMention:
    unread = []
    start = at
    if stray := _STRAY.search(text, max(after, at - 60), at):
        unread.append(stray[0].strip(" ,\n"))
        start = stray.start()
    typed = text[at : at + number.length].islower()
    lead = (_LEAD_TYPED if typed else _LEAD).search(text, max(after, start - _REACH), start)
    if lead is not None:
        start = lead.start()
        named = next(
            (lead[g] for g in ("court", "court_en", "of_court", "bare_court") if lead[g]), ""
        )
        if named and not _agrees(named, number):
            unread.append(" ".join(named.split()))
    end = at + number.length
    if behind := _behind(text, end, number):
        unread.append(text[end:behind].strip())
        end = behind
    if date := _DATE.match(text, end):
        end = date.end() if ("(" in date[0]) == date[0].endswith(")") else date.end() - 1
        end -= 1 if text[end - 1] == ")" and "(" not in date[0] else 0
    where = ""
    if known := _KNOWN_PLACE.match(text, end):
        where, end = _locator(known), known.end()
    elif place := _PLACE.match(text, end):
        unread.append(place[0].strip(" ,;\n"))
        end = place.end()
    return RulingMention(start, end, number.id, at, " … ".join(unread), where)


def _locator(place: re.Match[str]) -> str:
    if place["paragraph"]:
        return f"paragraf-{place['paragraph']}"
    if place["whole"]:
        return "amar"
    about = (place["about"] or "").lower().replace("konpensi", "konvensi")
    return f"amar/{about}/angka-{place['dictum']}" if about else f"amar/angka-{place['dictum']}"


def _behind(text: str, end: int, number: RulingNumber) -> int | None:
    """Where what goes on a number ends; None where nothing does."""
    if more := _GOES_ON.match(text, end):
        return more.end()
    last = re.split(r"[.\-\s]", number.seat)[-1]
    word = _WORD_OF_SEAT.match(text, end)
    # "PN Batu Licin": a name in full, of which a word was read; "PN Bdg Hakim" is a code.
    if word and len(last) > 3 and not last.isupper() and not _NO_SEAT.match(word["word"]):
        return word.end()
    return None


#: Words of a court's name, by its code; the longer ones first.
_NAMED: Final = (
    ("mk", r"konstitusi|\bmk|constitutional"), ("ma", r"mahkamah\s+agung|\bma\b|\bmari\b|supreme"),
    ("pttun", r"tinggi\s+tata|pt\.?\s?tun\b|high\s+administrative"),
    ("ptun", r"tata\s+usaha|\bptun\b|administrative"),
    ("pta", r"tinggi\s+agama|\bpta\b"), ("pa", r"agama|\bpa\b|religious"), ("ms", r"syar|\bms\b"),
    ("pajak", r"pajak|\btax"), ("militer", r"militer|military"),
    ("pt", r"tinggi|\bpt\b|high"),
    ("pn", r"negeri|\bpn\b|niaga|industrial|korupsi|tipikor|district|commercial"),
)  # fmt: skip
#: The words of a kind of court; what stands behind is where it sits.
_KIND_WORDS: Final = re.compile(
    r"(?i:pengadilan|mahkamah|negeri|agama|tinggi|tata|usaha|negara|niaga|hubungan|industrial|tindak"
    r"|pidana|korupsi|tipikor|syar\W?iy+ah|konstitusi|agung|pajak|militer|kelas|khusus|pada|dan|di|the"
    r"|court|district|high|religious|administrative|commercial|indonesian|of|republik|indonesia|pn|pa"
    r"|pta?|pt?tun|tun|ms|r\.?i\.?|i{1,3}\s?-?[ab]?)\.?"
)


def _agrees(named: str, number: RulingNumber) -> bool:
    """Whether the court that the words name can be the one of the number's code."""
    kind = next((code for code, words in _NAMED if re.search(words, named, re.I)), number.court)
    if kind != number.court:
        return False
    if number.court in {"mk", "ma", "pajak", "militer"} or "court" in named.lower():
        return True  # without a seat, or with its English name
    place = "".join(w for w in re.split(r"[\s.\-]+", named) if w and not _KIND_WORDS.fullmatch(w))
    return not place or _is_code_of(number.seat, place)


def _is_code_of(seat: str, place: str) -> bool:
    """Whether a seat's code can be of a place: its letters stand in the name, in their order."""
    code, name = re.sub(r"\W", "", seat).lower(), re.sub(r"\W", "", place).lower()
    if code == "dki" or code == name:
        return code == name or "jakarta" in name or "dki" in name
    shorter, longer = sorted((code, name), key=len)
    rest = iter(longer)
    return shorter[:1] == longer[:1] and all(letter in rest for letter in shorter)


#: A ruling with a number that is no register number: "Putusan PN Bandung Nomor 12/Pid/2020".
_UNREAD: Final = re.compile(
    rf"(?<!\w)(?:{_FORM}(?:\s{{1,3}}{_COURT})?|{_COURT_EN}\s{{1,3}}{_FORM_EN})"
    rf"(?:\s{{0,3}}\([^()\n]{{1,40}}\))?[\s,]{{0,3}}{_NO}(?P<number>(?=[\w./\-]{{0,30}}\d)[\w./\-]{{1,60}}\w"
    r"(?:\s{1,3}(?:P?K/[\w./\-]{1,40}\w|tahun\s{1,3}\d{4}))?)",
    re.IGNORECASE,
)


def unread_rulings(text: str) -> Iterator[tuple[int, int]]:
    """Spans of rulings whose number is not understood: named, and not known which."""
    known = [(m.start, m.end) for m in rulings_in(text)]
    for match in _UNREAD.finditer(text):
        if not any(s < match.end() and match.start() < e for s, e in known):
            yield match.span()
