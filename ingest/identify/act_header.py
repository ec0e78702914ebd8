"""The head of an act: "PERATURAN PEMERINTAH … NOMOR 28 TAHUN 2018 TENTANG …".

The head is read from the text with all white space taken out, so that letter-spaced print
("P E R A T U R A N"), words broken by OCR ("INDO NESIA") and glued ones ("42TAHUN2022") look
alike. What names an act in the same words but is no head, such as the title of an article
about it or the first act cited, is told apart by what stands before (nothing but letterhead)
and after (the enacting formula).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from dalil.ingest.identify.act_types import BODIES, MINISTRIES, Kind, kind_by_slug, kind_of, slugify
from dalil.ingest.identify.misread_numbers import read_number, read_year
from dalil.ingest.numerals import DIGITS, act_number, digits, year, year_in_number
from dalil.ingest.words import LETTERS, function_words, word_set

#: How far into a text a head may stand: letterheads and a misread margin column come before.
_ZONE: Final = 6000

_JUNK: Final = str.maketrans("", "", ".,'’‘`•·*_�\"“”;=~^")

_RI = r"(?:(?:RE[PF][UI]\w{2,7}|R)IND\w{4,8}|RI)?"
_ABOUT = r"T[EF][NM]T[AE]NG"
_NUMBER = (
    rf"{_RI}(?:SERIKAT)?(?:\(\w{{2,9}}\))?(?:N[O0]M[O0]R|N[O0](?=:?(?:\d|[IVX]+/))):?"
    rf"(?P<number>(?:(?!{_ABOUT})[^:]){{1,40}}?)"
)
_YEAR = rf"T[AR]H[UV]N(?P<year>{DIGITS}{{4}})(?:[^A-Z]{{0,15}}(?P<about>{_ABOUT}))?"
#: Number, the word for year and the year as they may be misread, held by what stands around them.
_MISREAD = (
    rf"{_RI}(?:N[O0QC](?:M|IVI|NI|RN|II)[O0QC][RPK]|N[O0](?=:?\d)):?(?P<number>[^:]{{1,12}}?)"
    r"(?:T[AR]H[UV]N(?P<year>[^:;,()]{1,6}?)|(?:TA[A-Z|!-]{2,5}|THN)(?P<year_>[12?][^:;,()]{2,5}?))"
    rf"(?P<about>{_ABOUT})"
)
#: OCR reads RA as M.
_RULE = "PE(?:RATURA|RATUM|MTURA)N"
_FORMS: Final = (
    ("uu-darurat", r"(?:OE|U)NDAN[GO6C]-{0,2}(?:OE|U)NDAN[GO6C]DA\w?RURAT"),
    ("perppu", rf"{_RULE}PEM\w{{4,9}}?(?:SEBAGAI)?PENG+ANTIUNDANG-{{0,2}}UNDANG"),
    ("uu", r"(?:OE|U)NDAN[GO6C]-{0,2}(?:OE|U)NDAN[GO6C](?:FEDERAL)?"),
    ("uu", r"UNDAN[GO6C]-{1,2}(?=REPU)"),  # its second half lost at a line's end
    ("pp", rf"{_RULE}P[EF]M\w{{4,9}}?"),
    ("perpres", rf"{_RULE}[PF]RES[I1!L]?[DT]\w{{2,3}}"),
    ("keppres", r"KEPUTUSAN[PF]RES[I1!L]?[DT]\w{2,3}"),
    ("inpres", r"INSTRUKSI[PF]RES[I1!L]?[DT]\w{2,3}"),
    ("penpres", r"PENETAPAN[PF]RES[I1!L]?[DT]\w{2,3}"),
    ("tap-mpr", r"KETETAPANMAJELISPERMUSYAWARATANRAKYAT(?:SEMENTARA)?"),
    ("perma", r"PERATURANMAHKAMAHAGUNG"),
    ("sema", r"SURATEDARANMAHKAMAHAGUNG"),
    ("permk", r"PERATURANMAHKAMAHKONSTITUSI"),
    ("pojk", r"PERATURANOTORITASJASAKEUANGAN"),
    ("seojk", r"SURATEDARANOTORITASJASAKEUANGAN"),
    ("pbi", r"PERATURANBANKINDONESIA"),
    ("minister", r"(?:PERATURAN|KEPUTUSAN|INSTRUKSI)(?:BERSAMA)?MENTER[I!L1|]"
                 rf"(?:(?!{_ABOUT})[A-Z,/&()-]){{0,130}}?"),
    ("region", r"(?:PERATURANDAERAH|QANUN|PERATURANGUBERNUR|PERATURANBUPATI|PERATURANWALIKOTA"
               rf"|KEPUTUSANGUBERNUR)(?:(?!{_ABOUT})[A-Z-]){{0,60}}?"),
    ("body", r"(?:PERATURAN|KEPUTUSAN|SURATEDARAN)(?:BERSAMA)?(?:KEPALA|KETUA)?(?:BADAN|LEMBAGA"
             r"|KOMISI|DEWAN|KEPOLISIAN|KEJAKSAAN|JAKSA|ARSIP|OMBUDSMAN|PERPUSTAKAAN)"
             rf"(?:(?!{_ABOUT})[A-Z,/()-]){{0,90}}?"),
)  # fmt: skip


#: Each form thrice: with "TAHUN 2018", with the year inside the number ("…/PMK.01/2010"), misread.
_PATTERNS: Final = tuple(
    (slug, re.compile(rf"(?P<kind>{form}){rest}"))
    for rest in (f"{_NUMBER}{_YEAR}", rf"{_NUMBER}(?P<year>)(?P<about>{_ABOUT})", _MISREAD)
    for slug, form in _FORMS
)
_UNNUMBERED: Final = tuple(
    (slug, re.compile(rf"(?P<kind>{form}){_RI}(?:N[O0]M[O0]R.{{0,25}}?)?{_ABOUT}"))
    for slug, form in _FORMS
)
_FIRST = re.compile(
    f"{_RULE}|KEPUTUSAN|INSTRUKSI|PENETAPAN|KETETAPAN|SURATEDARAN|QANUN|UNDANG|OENDANG"
)

#: What may stand before a head: the letterhead, and words of the margin that OCR read first.
_LETTERHEAD = re.compile(
    r"(?:SALINAN|MENIMBANG|MENGINGAT|MENETAPKAN|MEMPERHATIKAN|[PF]RES\w{0,2}[I1!L]?[DT]\w{2,3}|RE[PF][UI]\w{2,7}"
    r"IND\w{6}|MENTERI|KEPALABADAN|LAMPIRAN|PENJELASAN|ATAS|BERITANEGARA|LEMBARANNEGARA|JDIH"
    r"|WWW|HTTP|GUBERNUR|BUPATI|WALIKOTA|MAJELISPERMUSYAWARATAN|UNDANG-?UNDANG|PERATURANPEM\w{4,9})"
)
#: Whom a circular is sent to stands before its head.
_ADDRESSEES: Final = re.compile(r"YTH.{0,800}$")
_GOVERNING = re.compile(
    r"(?:MENURUT|BERDASARKAN|TERHADAP|DALAM|DARI|TENTANG|ATAS|PADA|OLEH|DENGAN|PELAKSANAAN"
    r"|BERLAKUNYA|IMPLEMENTASI|PENERAPAN|ANALISIS|TINJAUAN|YURIDIS|PERSPEKTIF|KAJIAN|KETENTUAN"
    r"|MELALUI|SEBELUM|SESUDAH|SETELAH|PASCA|DAN|ATAU)$"
)
#: What a title or a portal says is done to the act named next; a masthead's subject ends in a stop.
_CHANGED: Final = re.compile(
    r"\b(?:P\s?E\s?R\s?U\s?B\s?A\s?H\s?A\s?N(?:\s+KE\w{2,12}(?:\s+BELAS)?)?|PENCABUTAN"
    r"|(?:ME|DI)N?G?UBAH|(?:MEN|DI)CABUT)\b[\s:]*(?:DENGAN\b[\s:]*)?\Z",
    re.IGNORECASE,
)
_ENACTING = re.compile(
    r"DENGANR[AE]?[HI]?\w{1,4}T(?:U|LI|V)?HAN|DENGANRAHMAT|M[EI][NM][I1L]MBANG|MENGINGAT:|MENGINGAT\d|MENGINGATPASAL"
    r"|MEMUTUSKAN|MENETAPKAN:|MENETAPKANPERATURAN|SETELAHMEMBAHAS|SEHUBUNGANDENGAN"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A head found: the act it names and where its parts stand in the text.

    ``title_start`` is the offset after TENTANG (None where the head has none);
    ``annex`` says that the head belongs to a lampiran, ``elucidation`` to a penjelasan.
    ``number`` is empty and ``year`` 0 where the print cannot be read with certainty.
    """

    kind: Kind
    number: str  # as in ids
    printed: str  # as printed, with its classification code
    year: int
    year_printed: str
    start: int
    end: int
    title_start: int | None
    annex: bool = False
    elucidation: bool = False


class Squeezed:
    """A text without white space and stray points, in capitals, that knows the way back."""

    def __init__(self, text: str) -> None:
        kept = [
            (i, c.upper() if len(c.upper()) == 1 else c)
            for i, c in enumerate(text)
            if not c.isspace() and c.translate(_JUNK)
        ]
        self.text = "".join(c for _, c in kept)
        self.offsets = [i for i, _ in kept]
        self._length = len(text)

    def between(self, start: int, end: int, text: str) -> str:
        """The print from one position to another with the stray marks around it, on one line."""
        before = self.offsets[start - 1] + 1 if start else 0
        return re.sub(r"\s+", " ", text[before : self.back(end)]).strip()

    def back(self, position: int) -> int:
        """The offset in the original text of this position."""
        return self.offsets[position] if position < len(self.offsets) else self._length


def find_head(text: str) -> Head | None:
    """The head that opens this text, or None if it does not open with one.

    A portal prints its own head before the act's, with the acts that it changes: of several
    before the formula, the act's own is the one set out as heads are.
    """
    squeezed = Squeezed(text[:_ZONE])
    chosen: Head | None = None
    formula = len(squeezed.text)
    for head, match in _candidates(text, squeezed):
        if match.start() > formula:
            break
        found = _accepted(text, squeezed, head, match)
        if found is None:
            continue
        if chosen is None or _displaces(text, found, chosen):
            chosen = found
        if found.annex or found.elucidation:
            break
        if enacts := _ENACTING.search(squeezed.text, match.end()):
            formula = enacts.start()
    return chosen


def _accepted(text: str, squeezed: Squeezed, head: Head, match: re.Match[str]) -> Head | None:
    """The candidate if it is a head by what stands before and after it."""
    before = squeezed.text[: match.start()]
    circular = head.kind.slug.startswith("se") and _capitals(text, head)
    if circular:
        before = _ADDRESSEES.sub("", before)
    after = squeezed.text[match.end() : match.end() + 900]
    enacted = circular or _ENACTING.search(after) is not None
    annexed = re.search(r"LAMPIRAN[IVXLA-Z0-9]{0,6}$", before) is not None
    elucidated = re.search(r"PENJELASAN(?:ATAS)?$", before) is not None
    changed = _CHANGED.search(text, max(0, head.start - 60), head.start)
    if (changed or _GOVERNING.search(before)) and not elucidated:
        return None
    if not _capitals(text, head) and not _stands_alone(text, head):
        return None  # "bahwa perlu melaksanakan Undang-undang No. 19 Prp tahun 1960 tentang …"
    if not _is_letterhead(before):
        # A column of the margin may have been read first; then the formula must follow.
        if not (match["about"] and enacted and _capitals(text, head)):
            return None
        if _sentences(text[: head.start]) > 1 and not _whole_act(text, head, after):
            return None
    if not (enacted or annexed or elucidated):
        return None
    if head.title_start is None and not head.start < 200:
        return None
    return _marked(head, annexed, elucidated)


def _displaces(text: str, later: Head, chosen: Head) -> bool:
    """Whether the later of two heads before one formula is the act's own."""
    if (later.kind, later.year, later.number) == (chosen.kind, chosen.year, chosen.number):
        return True
    between = text[chosen.end : later.start]
    prose = sum(map(str.islower, between)) > _PROSE
    return _set_out(text, later) and (prose or not _set_out(text, chosen))


#: More small letters than this between two heads are no title in capitals.
_PROSE: Final = 20


def _set_out(text: str, head: Head) -> bool:
    """Whether number and "TENTANG" stand in lines of their own, as in the act itself."""
    said = text[head.start : head.end]
    begins = text[: head.start].rstrip(" \t*#_")[-1:] in ("", "\n")
    return begins and re.search(r"\n[\s*_#]*N\s?[OoU0]", said) is not None


def _whole_act(text: str, head: Head, after: str) -> bool:
    """Whether an act follows, and not only its name: what a portal says of it stands before."""
    return (
        _set_out(text, head)
        and re.search("DENGANRAHMAT", after) is not None
        and re.search(r"MEMUTUSKAN[\s\S]{1,3000}?^[ \t*#]*Pasal\s+[1I]\b", text[head.end :], re.M)
        is not None
    )


def find_unnumbered_head(text: str) -> tuple[Kind, int] | None:
    """Kind and title's offset of an opening head whose number is missing or unreadable."""
    squeezed = Squeezed(text[:1500])
    for first in _FIRST.finditer(squeezed.text):
        before = _ADDRESSEES.sub("", squeezed.text[: first.start()])
        for slug, pattern in _UNNUMBERED:
            match = pattern.match(squeezed.text, first.start())
            if match and _is_letterhead(before) and not before.endswith("RANCANGAN"):
                said = squeezed.back(match.start()), squeezed.back(match.end("kind") - 1) + 1
                kind = _kind(slug, text, squeezed, match)
                if kind and text[slice(*said)].isupper():
                    return kind, squeezed.back(match.end() - 1) + 1
    return None


def find_draft(text: str) -> tuple[Kind, int] | None:
    """Kind and title's offset of an opening head that says RANCANGAN: a bill is no act."""
    squeezed = Squeezed(text[:_ZONE])
    for first in _DRAFT_HEAD.finditer(squeezed.text):
        if _NO_DRAFT.search(squeezed.text[: first.start()]):
            return None
        for slug, pattern in _DRAFTS:
            match = pattern.match(squeezed.text, first.end())
            if match is None or not _ENACTING.search(squeezed.text[match.end() :][:900]):
                continue
            said = squeezed.back(match.start()), squeezed.back(match.end("kind") - 1) + 1
            kind = _kind(slug, text, squeezed, match)
            if kind and text[slice(*said)].isupper():
                return kind, squeezed.back(match.end() - 1) + 1
    return None


_DRAFT_HEAD: Final = re.compile(r"RANCANGAN(?!RANCANGAN)")
#: What is written about a bill names it on its title page.
_NO_DRAFT: Final = re.compile(r"NASKAHAKADEMIK|PENGANTAR|ANALISIS|KAJIAN|TINJAUAN")
_DRAFTS: Final = tuple(
    (slug, re.compile(rf"(?P<kind>{form}){_RI}(?:N[O0]M[O0]R.{{0,30}}?)?{_ABOUT}"))
    for slug, form in _FORMS
)


def is_stamped_draft(text: str, head: Head) -> bool:
    """Whether RANCANGAN stands before a head with a number: a bill, or an act in a bill's print."""
    return re.search(r"\bR\s?A\s?N\s?C\s?A\s?N\s?G\s?A\s?N\W*\Z", text[: head.start]) is not None


def find_later_head(text: str) -> Head | None:
    """The head repeated by the act's own elucidation or annex, for texts whose opening is lost."""
    marker = re.compile(
        r"PENJELASAN\s+ATAS\s|PENJELASAN\s+(?=UNDANG|PERATURAN)|LAMPIRAN\s[^a-z]{0,12}"
    )
    for found in marker.finditer(text):
        zone = text[found.end() : found.end() + 600]
        squeezed = Squeezed(zone)
        for head, match in _candidates(zone, squeezed):
            if match.start() > 40 or not _capitals(zone, head):
                break
            if not head.number or not head.year:
                continue
            title = None if head.title_start is None else head.title_start + found.end()
            return Head(
                head.kind, head.number, head.printed, head.year, head.year_printed,
                head.start + found.end(), head.end + found.end(), title, elucidation=True,
            )  # fmt: skip
    return None


def _candidates(text: str, squeezed: Squeezed) -> list[tuple[Head, re.Match[str]]]:
    found = []
    for first in _FIRST.finditer(squeezed.text):
        for slug, pattern in _PATTERNS:
            match = pattern.match(squeezed.text, first.start())
            if match and (head := _head(text, squeezed, slug, match)):
                found.append((head, match))
                break
    return found


def _head(text: str, squeezed: Squeezed, slug: str, match: re.Match[str]) -> Head | None:
    start, end = squeezed.back(match.start()), squeezed.back(match.end() - 1) + 1
    printed = squeezed.between(match.start("number"), match.end("number"), text).strip(" :.,")
    if "/" in printed:
        printed = printed.strip(" :.,*_^'\"")
    if squeezed.text[match.start() : match.end()].count("UNDANG") == 0 and _letter_spaced(printed):
        printed = printed.replace(" ", "")
    said = next((g for g in ("year", "year_") if match.groupdict().get(g)), None)
    year_printed = squeezed.between(match.start(said), match.end(said), text) if said else ""
    number = read_number(printed, roman=slug == "tap-mpr")
    if said and (more := re.match(r"\d+", text[squeezed.back(match.end(said) - 1) + 1 :])):
        year_printed += more[0]  # "20199"
    when = read_year(year_printed) if said else year_in_number(printed.replace(" ", ""))
    if not number and act_number(printed) is None and len(printed) > _UNREAD:
        return None
    if len(act_number(printed) or "") > 30 or (when is None and not (said and match["about"])):
        return None
    if prp := re.fullmatch(r"(\d+)-?prp", number):  # "Undang-undang Nomor 51 Prp. Tahun 1960"
        slug, number = ("perppu", prp[1]) if slug == "uu" else (slug, "")
    kind = _kind(slug, text, squeezed, match)
    if kind is None:
        return None
    title_start = squeezed.back(match.end("about") - 1) + 1 if match["about"] else None
    return Head(kind, number, printed, when or 0, year_printed, start, end, title_start)


#: The longest print that may be a number nobody can read; beyond it the word is another.
_UNREAD: Final = 8


def _letter_spaced(printed: str) -> bool:
    return len(re.findall(r"\b\w\b", printed)) > 3


def _kind(slug: str, text: str, squeezed: Squeezed, match: re.Match[str]) -> Kind | None:
    if slug not in {"minister", "body", "region"}:
        return kind_by_slug(slug)
    words = text[squeezed.back(match.start("kind")) : squeezed.back(match.end("kind") - 1) + 1]
    kind = kind_of(words)
    said = re.sub(r"MENTER[!L1|]", "MENTERI", re.sub(_RI + "$", "", match["kind"]))
    letters = re.sub(r"[^a-z]", "", said.lower())
    form = next(f for f in ("peraturan", "keputusan", "instruksi", "surat edaran", "qanun", "")
                if letters.startswith(f.replace(" ", "")))  # fmt: skip
    table = _SQUEEZED_MINISTRIES if slug == "minister" else _SQUEEZED_BODIES
    if slug != "region":
        rest = re.sub(r"^(?:bersama)?(?:menteri|kepala|ketua)?", "", letters[len(form) :].strip())
        near = get_close_matches(rest, table, 1, 0.88)
        if near and form:
            prefix = {"peraturan": "per", "keputusan": "kep", "instruksi": "in"}.get(form, "se-")
            men = "men" if slug == "minister" else ""
            return kind_by_slug(f"{prefix}{men}{table[near[0]]}")
    return kind


_SQUEEZED_MINISTRIES: Final = {slugify(n).replace("-", ""): c for n, c in MINISTRIES.items()}
_SQUEEZED_BODIES: Final = {slugify(n).replace("-", ""): c for n, c in BODIES.items()}


def _marked(head: Head, annex: bool, elucidation: bool) -> Head:
    return replace(head, annex=annex, elucidation=elucidation)


def _is_letterhead(before: str) -> bool:
    """Whether nothing but a letterhead stands here (a little OCR rubbish is let through)."""
    rest = _LETTERHEAD.sub("", before)
    return len(re.findall(r"[A-Z]", rest)) <= 25


def _capitals(text: str, head: Head) -> bool:
    letters = [c for c in text[head.start : head.end] if c.isalpha()]
    return sum(c.isupper() for c in letters) >= 0.75 * len(letters)


def _stands_alone(text: str, head: Head) -> bool:
    """A head in small letters: it begins a line, and does not fit on it."""
    begins = text[: head.start].rstrip(" \t")[-1:] in ("", "\n")
    return begins and "\n" in text[head.start : head.end]


def _sentences(text: str) -> int:
    """Runs of at least eight lower-case words: prose, not a letterhead."""
    return len(re.findall(r"(?:\b[a-z]{2,}\b[ \t]+){8}", text))


# The closing (UU 12/2011, Lampiran II no. 128–145): "Disahkan di Jakarta pada tanggal 2 Oktober
# 2014 … LEMBARAN NEGARA … TAHUN 2014 NOMOR 244 … TAMBAHAN …". Citations of other acts carry the
# same words in parentheses and are not read.

_MONTHS: Final = {
    "januari": 1, "djanuari": 1, "january": 1, "februari": 2, "pebruari": 2, "maret": 3,
    "april": 4, "mei": 5, "juni": 6, "djuni": 6, "juli": 7, "djuli": 7, "agustus": 8,
    "september": 9, "oktober": 10, "october": 10, "nopember": 11, "november": 11,
    "desember": 12, "december": 12,
}  # fmt: skip

_MADE = re.compile(
    r"(?P<how>disahkan|disyahkan|ditetapkan|diundangkan|diumumkan)\s+(?:di\s+)?[\w.\s]{3,25}?"
    r"(?:pada\s+|padn\s+)?t(?:anggal|gl)\.?:?\s+"
    rf"(?P<day>{DIGITS}{{1,2}})\s*(?P<month>[A-Za-z]{{3,9}})\s*(?P<year>{DIGITS}{{4}})",
    re.IGNORECASE,
)
_LN = re.compile(
    r"(?<!\()(?P<kind>LEMBARAN|BERITA)[\s-]+NEGARA\s+(?:R\.?I\.?|REPU\w{2,6}\s+INDO\w{3,7})?,?\s{0,20}"
    rf"(?:TAHUN\s+(?P<year>{DIGITS}{{4}})\s+)?N[Oo](?:MOR|mor|\.)?\s*:?\s*(?P<number>{DIGITS}{{1,4}})"
    # in the closing "NOMOR 244 TAHUN 2014", over the act "No.190, 2019"
    rf"(?:\s+TAHUN\s+(?P<year2>{DIGITS}{{4}})|\s*,\s*(?P<year3>{DIGITS}{{4}})(?!\w))?"
)
_TLN = re.compile(
    r"(?<!\()TAMBAHAN\s+LEMBARAN[\s-]+NEGARA\s+(?:R\.?I\.?|REPU\w{2,6}\s+INDO\w{3,7})?,?\s{0,20}"
    rf"(?:TAHUN\s+{DIGITS}{{4}}\s+)?N[Oo](?:MOR|mor|\.)?\s*:?\s*(?P<number>{DIGITS}{{1,4}})"
)
#: Beside the act's subject in the masthead: "(Penjelasan dalam Tambahan Lembaran Negara …)".
_MASTHEAD_TLN = re.compile(
    r"\(\s?Penjelasan\s+dalam\s+Tambahan\s+Lembaran[\s-]+Negara\s+(?:Republik\s+Indonesia\s+)?"
    rf"(?:Tahun\s+\d{{4}}\s+)?N(?:omor|o\.?)\s*(?P<number>{DIGITS}{{1,4}})\s?\)",
    re.IGNORECASE,
)
#: Under the elucidation: "TAMBAHAN LEMBARAN NEGARA R.I. NO. 5234⏎(Penjelasan Atas Lembaran Negara
#: Republik Indonesia Tahun 2011 Nomor 82)" names the act's own gazette in parentheses.
_ELUCIDATED_LN = re.compile(
    r"\(\s?Penjelasan\s+atas\s+Lembaran[\s-]+Negara\s+(?:R\.?\s?I\.?\s+|Republik\s+Indonesia\s+)?"
    r"(?:Tahun\s+)?(?P<year>\d{4})\s+N(?:omor|o\.?)\s*(?P<number>\d{1,4})\s?\)",
    re.IGNORECASE,
)
#: How a collection cites at the end: "CATATAN⏎Kutipan: LN 1960/168; TLN NO. 2111".
_NOTE = re.compile(
    r"Kutipan\s*:\s*(?:Sumber\s*:\s*)?LN\.?\s*(?P<year>\d{4})/(?P<number>\d{1,3})"
    r"(?:\s*[;,]\s*TLN\.?\s*(?:NO\.?)?\s*(?P<tln>\d{1,4}))?"
)
#: How far from its beginning a text may have its masthead.
_MASTHEAD: Final = 1500


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the closing says: ISO dates of making and of promulgation, and the gazette."""

    made: str | None = None
    published: str | None = None
    gazette: str | None = None

    @property
    def year(self) -> int | None:
        """The year of making, else of promulgation."""
        date = self.made or self.published
        return int(date[:4]) if date else None

    @property
    def signed_in(self) -> int | None:
        """The year that making and promulgation both name; None unless both say the same."""
        if not self.made or not self.published or self.made[:4] != self.published[:4]:
            return None
        return int(self.made[:4])

    @property
    def years(self) -> set[int]:
        """The years of making and of promulgation."""
        return {int(date[:4]) for date in (self.made, self.published) if date}

    def date_in(self, year: int) -> str | None:
        """The first of the dates that is in the act's own year, else None (misread, or not its)."""
        dates = (self.made, self.published)
        return next((d for d in dates if d and int(d[:4]) == year), None)


def read_imprint(text: str) -> Imprint:
    """The closing's date and gazette; empty where the text has none.

    An act that quotes another's closing is rare, one that repeats its own is not (the annexes
    end with it too): the first date of making after the last "Pasal … mulai berlaku" would be
    exact, the first in the text is as good and needs no structure.
    """
    made = published = None
    for match in _MADE.finditer(text):
        iso = _iso(match)
        if iso is None or match["how"][0].islower():
            continue  # "yang ditetapkan pada tanggal …": of something else, in a sentence
        if match["how"].lower() in {"diundangkan", "diumumkan"}:
            published = published or iso
        else:
            made = made or iso
    return Imprint(made, published, _gazette(text, published or made))


def _iso(match: re.Match[str]) -> str | None:
    day, month = digits(match["day"]), _MONTHS.get(match["month"].lower())
    when = year(match["year"])
    if not day or not month or not when or not 1 <= int(day) <= 31 or when < 1945:
        return None
    return f"{when:04}-{month:02}-{int(day):02}"


_DAY = re.compile(
    rf"(?P<day>{DIGITS}{{1,2}})\s*(?P<month>[A-Za-z]{{3,9}})\s*(?P<year>{DIGITS}{{4}})",
    re.IGNORECASE,
)


def day_of(words: str) -> str | None:
    """The first day that these words write out ("6 Oktober 2004"), as ISO 8601; None for none."""
    match = _DAY.search(words)
    return _iso(match) if match else None


def _gazette(text: str, iso: str | None) -> str | None:
    """ "LN 2014/244, TLN 5587", as far as printed in capitals outside parentheses."""
    parts = []
    for match in _LN.finditer(text):
        if text[max(0, match.start() - 10) : match.start()].rstrip().upper().endswith("TAMBAHAN"):
            continue
        number = digits(match["number"])
        printed = match["year"] or match["year2"] or match["year3"]
        when = year(printed) if printed else int(iso[:4]) if iso else None
        if number and when and int(number) < 2000:
            parts.append(f"{'LN' if match['kind'] == 'LEMBARAN' else 'BN'} {when}/{number}")
            break
    if not parts and (under := _elucidated(text)) and (not iso or under["year"] == iso[:4]):
        parts.append(f"LN {under['year']}/{under['number'].lstrip('0')}")
    note = _NOTE.search(text, max(0, len(text) - 3000))
    if note and not parts and (not iso or abs(int(note["year"]) - int(iso[:4])) <= 1):
        parts.append(f"LN {note['year']}/{note['number'].lstrip('0')}")
        if note["tln"]:
            return f"{parts[0]}, TLN {note['tln'].lstrip('0')}"
    masthead = _MASTHEAD_TLN.search(text[:_MASTHEAD])
    for match in ([masthead] if masthead else []) + list(_TLN.finditer(text)):
        number = digits(match["number"])
        if number and (int(number) > 1000 or not iso or iso < "1961"):  # TLN 1000 was in 1956
            parts.append(f"TLN {number}")
            break
    return ", ".join(parts) or None


def _elucidated(text: str) -> re.Match[str] | None:
    """The act's own gazette as its Tambahan names it: only right behind the Tambahan's number."""
    for tambahan in _TLN.finditer(text):
        if found := _ELUCIDATED_LN.search(text, tambahan.end(), tambahan.end() + 150):
            return found
    return None


# "P E R A T U R A N  M EN TERI": the letters are certain, the word boundaries are found with the
# words that the document prints in one piece. What those cannot explain is left as printed.

#: Frequent words of titles, for documents that are letter-spaced throughout.
_COMMON: Final = word_set("ingest/data/title_words.toml", "frequent")


def is_letter_spaced(text: str) -> bool:
    """Whether most of the words are torn: single letters and pairs in plenty."""
    pieces = LETTERS.findall(text)
    short = sum(len(p) == 1 for p in pieces) + 0.5 * sum(len(p) == 2 for p in pieces)
    return len(pieces) >= 8 and short >= 0.3 * len(pieces)


def respace(text: str, document: str) -> str:
    """The text with words put together again; unchanged where they cannot be recognised."""
    letters = re.sub(r"\s+", "", text)
    if not letters or len(letters) > 600:
        return text
    known = {w.lower() for w in re.findall(r"[^\W\d_]{4,}", document)} | _COMMON
    parts = _segment(letters, known)
    covered = sum(len(p) for p in parts if p.lower() in known)
    return " ".join(parts) if covered >= 0.85 * sum(c.isalpha() for c in letters) else text


def _segment(letters: str, known: set[str]) -> list[str]:
    """The split with least cost: one for a known word, two and a half for each stray letter."""
    low = letters.lower()
    longest = max(map(len, known))
    best = [0.0] + [float("inf")] * len(letters)
    back = [0] * (len(letters) + 1)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - longest), end):
            piece = low[start:end]
            if piece in known:
                cost = 1.0
            elif end - start == 1:
                cost = 0.1 if not piece.isalpha() else 2.5
            else:
                continue
            if best[start] + cost < best[end]:
                best[end], back[end] = best[start] + cost, start
    parts: list[str] = []
    end = len(letters)
    while end:
        parts.append(letters[back[end] : end])
        end = back[end]
    return _joined(parts[::-1], known)


def _joined(parts: list[str], known: set[str]) -> list[str]:
    """Stray letters next to each other belong together; marks and digits cling to the word."""
    out: list[str] = []
    for part in parts:
        stray = part.lower() not in known
        mark = not part[0].isalnum() and part[0] != "("
        if out and (mark or (stray and out[-1].lower() not in known)):
            out[-1] += part
        else:
            out.append(part)
    return out


# A title in capitals runs, without any mark, into "DENGAN RAHMAT TUHAN …", the issuer or the
# considerations. The preamble's writing in ordinary case is taken where it is the same title.

#: What follows a title, each with the reason it is safe to stop there.
_ENDS: Final = (
    # the enacting formula, also letter-spaced or glued, also "RACHMAT", "RAKHMAT"
    r"D\s?E\s?N\s?G\s?A\s?N\s*R\s?A\s?(?:H|KH|CH)?\s?[HMI]\s?A?\s?T\s*T?\s*(?:U|LI|V)?\s*H\s*A\s*N",
    r"\bDENGAN\s+RA\w{2,7}\s",
    # the issuer, with the comma or colon that never follows it inside a title
    r"\bPRES\w{3,6}\s+REPU\w{2,6}\s+INDO\w{3,6}\s*(?:,|:|\n|(?=M[Ee][Nn]))",
    r"\bPresiden\s+[Rr]epublik|\bPRESIDEN(?:\s+REPUBLIK\s+INDONESIA)?\s*,",
    r"\b(?:PERDANA\s+MENTERI|WAKIL\s+PRESIDEN)\s+REPUBLIK\s+INDONESIA\s*[,:]",
    r"\b(?:M\s?E\s?N\s?T\s?E\s?R\s?I|KEPALA\s+BADAN|GUBERNUR|BUPATI|WALI\s*KOTA|KETUA)\b"
    r"(?:(?!DENGAN)[A-Z\s/.-]){3,120},(?=\s)",
    r"\bMAJELIS\s+PERMUSYAWARATAN\s+RAKYAT(?:\s+SEMENTARA)?(?:\s+REPUBLIK\s+INDONESIA)?\s*,",
    # the considerations
    r"\bM\s?[eE]\s?[nNrR]\s?[iI]\s?[mMrR]?\s?[bB]\s?[aA]\s?[nN]\s?[gG]\b",
    r"\bM\s?[eE]\s?[nN]\s?[gG]\s?[iI]\s?[nN]\s?[gG]\s?[aA]\s?[tT]\b",
    r"\bMEMUTUSKAN\b|\b[bB]ahwa\b|\ba\.\s+bahwa|\bMembaca\s*:|\bMendengar\s*:|\bSehubungan\b",
    # archives' notes, elucidations, annexes, the body itself
    r"\bOleh\s*:|\*\)|;|\f|\bwww\.|\bjdih\.|\bSALINAN\b\s*\n|\bLampiran\s+ini\b",
    r"\n\s*(?:PRES[I!1]DEN|REPUBLIK\s+INDONESIA|UMUM)\s*\n",
    r"\bI\.\s*(?:PENJELASAN\s+)?U\s?M\s?U\s?M\b|\bI\.\s*Penjelasan|\bPENJELASAN\s+UMUM\b",
    r"\bBAB\s+I\b|\b[Pp]asal\s+[I1]\b(?=\s*(?:\n|\())|\bPEMBUKAAN\b|\bA\.\s+(?:PENDAHULUAN|Umum|UMUM)\b",
    r"\n\s*[IA]\.\s+[A-Z][a-z]",  # the first heading of an annex
    r"\n\s*(?:SISTEMATIKA|METODE|DAFTAR|FORMULIR)\b|\bCukup\s+jelas|\b1\.\s+[A-Z][a-z]",
    # the head printed a second time
    r"\b(?:UNDANG-?\s?UNDANG|PERATURAN\s+PEMERINTAH)\s+REPUBLIK\s+INDONESIA\s+NOMOR\b",
)
_END: Final = re.compile("|".join(_ENDS))

_SMALL: Final = function_words("title_id", "title_en")
_ROMAN_WORD: Final = re.compile(r"[IVX]{1,6}")
_ABBREVIATIONS: Final = word_set("ingest/data/title_words.toml", "abbreviations")


def read_title(text: str, start: int, limit: int = 900) -> str:
    """The title that begins at this offset, on one line, in ordinary case."""
    zone = text[start : start + limit]
    end = _END.search(zone)
    raw = zone[: end.start()] if end else _until_prose(zone)
    return in_ordinary_case(raw, text[start + len(raw) : start + 12_000])


#: Words that open the preamble; a colon, a number or nothing follows them.
_PREAMBLE: Final = re.compile(
    r"[;.,]?\s+(?:Mengingat|Menimbang|Memperhatikan|MENGINGAT|MENIMBANG|MEMUTUSKAN)\b\s*(?:[:;.]|\d|\Z)"
    r"|;\s+(?:bahwa|Mengingat|Menimbang|Pasal\s)"
)


def without_preamble(title: str) -> str:
    """A title without the considerations that it ran on into."""
    found = _PREAMBLE.search(title)
    return title[: found.start()].rstrip(" ;:.,") if found else title


def _until_prose(zone: str) -> str:
    """Up to the first empty line or run of lower-case words."""
    prose = re.search(r"\n\s*\n|(?:\s+[a-z]{2,}){3}", zone)
    return zone[: prose.start()] if prose else zone[:300]


def in_ordinary_case(raw: str, preamble: str) -> str:
    """A title in capitals as its act writes it elsewhere, else with capitals at each word."""
    raw = re.sub(r"(?<=\w)-\s+(?=\w)", "-", raw)
    raw = re.sub(r"\s+", " ", raw).strip(" .,:;-–*'\"")
    if is_letter_spaced(raw):
        raw = respace(raw, preamble)
    letters = [c for c in raw if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.7 * len(letters):
        return raw
    said = _said_again(raw, preamble) or _capitalised(raw)
    return re.sub(r"\b(Nomor|No\.|Tahun)\s+([\w+|!]{1,4})(?=\W|$)", _number, said)


def _said_again(raw: str, preamble: str) -> str:
    """The same words in the preamble, if written there as a title is."""
    words = re.findall(r"\w+", raw)
    if not words:
        return ""
    first = r"\W+".join(map(re.escape, words[:2]))
    for match in re.finditer(rf"tentang\s+(?={first})", preamble, re.IGNORECASE):
        candidate = preamble[match.end() : match.end() + len(raw) + 12]
        end = _same_words(words, candidate)
        said = re.sub(r"(?<=\w)-\s+(?=\w)", "-", re.sub(r"\s+", " ", candidate[:end]))
        great = [w for w in LETTERS.findall(said) if w.lower() not in _SMALL]
        if great and sum(w[0].isupper() and not w[1:].isupper() for w in great) >= 0.7 * len(great):
            return said[0].upper() + said[1:]
    return ""


def _same_words(words: list[str], candidate: str) -> int:
    """Where in the candidate the same words end, or 0; a letter in twelve may differ (OCR)."""
    found = list(re.finditer(r"\w+", candidate))
    if len(found) < len(words):
        return 0
    said = " ".join(m[0] for m in found[: len(words)]).lower()
    if SequenceMatcher(None, said, " ".join(words).lower(), autojunk=False).ratio() < 0.92:
        return 0
    end = found[len(words) - 1].end()
    return end + 1 if candidate[end : end + 1] == ")" and "(" in candidate[:end] else end


def _number(match: re.Match[str]) -> str:
    """ "Nomor I1 Tahun 2OO8" with OCR's letters undone."""
    read = year(match[2]) if match[1] == "Tahun" else digits(match[2])
    return f"{match[1]} {read}" if read else match[0]


def _capitalised(raw: str) -> str:
    def one(match: re.Match[str]) -> str:
        word = match[0]
        if match.start() and word.lower() in _SMALL and match.string[match.start() - 1] != "-":
            return word.lower()
        if word in _ABBREVIATIONS or (word != "DI" and _ROMAN_WORD.fullmatch(word)):
            return word
        return word.capitalize()

    return LETTERS.sub(one, raw)
