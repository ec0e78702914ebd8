"""The head of an act: "PERATURAN PEMERINTAH … NOMOR 28 TAHUN 2018 TENTANG …".

The head is read from the text with all white space taken out, so that letter-spaced print
("P E R A T U R A N"), words broken by OCR ("INDO NESIA") and glued ones ("42TAHUN2022") look
alike. What names an act in the same words but is no head, such as the title of an article
about it or the first act cited, is told apart by what stands before (nothing but letterhead)
and after (the enacting formula).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from ingest.kind import Kind, kind_by_slug, kind_of
from ingest.ministry import BODIES, MINISTRIES, slugify
from ingest.numeral import DIGITS, act_number, year, year_in_number

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


#: Each form twice: with "TAHUN 2018", and with the year inside the number ("…/PMK.01/2010").
_PATTERNS: Final = tuple(
    (slug, re.compile(rf"(?P<kind>{form}){_NUMBER}{rest}"))
    for rest in (_YEAR, rf"(?P<year>)(?P<about>{_ABOUT})")
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
    """

    kind: Kind
    number: str  # as in ids
    printed: str  # as printed, with its classification code
    year: int
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

    def back(self, position: int) -> int:
        """The offset in the original text of this position."""
        return self.offsets[position] if position < len(self.offsets) else self._length

    def forth(self, offset: int) -> int:
        """The position of the first kept character at or after this offset."""
        return bisect_left(self.offsets, offset)


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
            if match and _is_letterhead(before):
                said = squeezed.back(match.start()), squeezed.back(match.end("kind") - 1) + 1
                kind = _kind(slug, text, squeezed, match)
                if kind and text[slice(*said)].isupper():
                    return kind, squeezed.back(match.end() - 1) + 1
    return None


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
            title = None if head.title_start is None else head.title_start + found.end()
            return Head(
                head.kind, head.number, head.printed, head.year, head.start + found.end(),
                head.end + found.end(), title, elucidation=True,
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
    number_at = squeezed.back(match.start("number")), squeezed.back(match.end("number") - 1) + 1
    printed = re.sub(r"\s+", " ", text[slice(*number_at)]).strip(" :.,")
    if squeezed.text[match.start() : match.end()].count("UNDANG") == 0 and _letter_spaced(printed):
        printed = printed.replace(" ", "")
    number = act_number(printed)
    when = year(match["year"]) if match["year"] else year_in_number(printed.replace(" ", ""))
    if number is None or when is None or len(number) > 30:
        return None
    if slug == "uu" and (prp := re.fullmatch(r"(\d+)-?prp", number)):
        slug, number = "perppu", prp[1]  # "Undang-undang Nomor 51 Prp. Tahun 1960"
    kind = _kind(slug, text, squeezed, match)
    if kind is None:
        return None
    if kind.slug != "tap-mpr" and re.fullmatch(r"[ivxlc]+", number):
        number = act_number(printed.replace("I", "1")) or number  # I read for 1
    title_start = squeezed.back(match.end("about") - 1) + 1 if match["about"] else None
    return Head(kind, number, printed, when, start, end, title_start)


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
    return Head(
        head.kind, head.number, head.printed, head.year, head.start, head.end, head.title_start,
        annex, elucidation,
    )  # fmt: skip


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
