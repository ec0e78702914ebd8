"""A court's ruling: which court, which number, which year. Asked of the text's own opening.

A ruling opens "PUTUSAN⏎Nomor 17/Pid.Sus/2026/PN Ctk⏎DEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA
ESA" (UU 48/2009 Pasal 2 ayat (1) requires the words). The register number names the kind of court
and its seat (SK KMA 44/KMA/SK/III/2014 on the courts' codes); the court's name is said in the
first sentence. What the Supreme Court's directory prints over every page is no title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from dalil.ingest.identify.act_types import slugify
from dalil.ingest.identify.pronounced import pronounced
from dalil.ingest.model import Identity, Tier
from dalil.ingest.words import read_data

#: How far into a text its head may stand, after the directory's lines.
_ZONE: Final = 3000
_HEAD: Final = re.compile(
    r"\b(?P<form>P\s?U\s?T\s?U\s?S\s?A\s?N|P\s?E\s?N\s?E\s?T\s?A\s?P\s?A\s?N"
    r"|K\s?E\s?T\s?E\s?T\s?A\s?P\s?A\s?N|[Pp]utusan)\b"
    r"(?:\s+(?:SELA|AKHIR|(?i:PERKARA)))?\s{0,20}\bN\s?[Oo]\s?(?:[Mm]\s?[Oo]\s?[Rr]|\.)?\s{0,20}:?\s{0,20}"
    r"(?P<number>[^\n]{4,70})"
)
_JUSTICE: Final = re.compile(r"D\s?E\s?M\s?I\s{0,9}K\s?E\s?A\s?D\s?I\s?L\s?A\s?N")

_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
#: A part of a register number: "Pid.Sus", "Pdt.Sus-PHI", "Pid. Sus" as it is typed.
_PART: Final = r"[A-Za-z][\w.\-]{0,24}(?:(?<=\.)\s[A-Za-z][\w\-]{0,12})?"
_CASE: Final = rf"(?P<case>\d{{1,6}}\s?/\s?{_PART}(?:\s?/\s?{_PART}){{0,2}})"
#: Codes of seats that go on after a space, too: "Jkt Sel", "Kab. Kediri".
_PARTED: Final = (
    r"(?:(?:Jkt|JKT|Jakarta|JAKARTA)[. \-]{1,2}(?:(?:Sel|Pus|Bar|Tim|Ut)[a-z]{0,4}|Pst|Brt|Utr"
    r"|SEL(?:ATAN)?|PST|PUSAT|BRT|BARAT|TIM(?:UR)?|UTR|UTARA)"
    r"|(?:Kab|KAB|Kota|KOTA)[. \-]{1,2}[A-Z][A-Za-z]{1,14})"
)
_SEAT_CODE: Final = (
    rf"(?P<seat>{_PARTED}(?![A-Za-z])"
    r"|[A-Z][A-Za-z]{1,14}(?![A-Za-z])(?:[.\-](?:[A-Z][a-z]{1,14}|[A-Z]{2,14})(?![A-Za-z])){0,2})"
)


@dataclass(frozen=True, slots=True)
class _Court:
    """A kind of court: its code in ids, its short and full name, the form of its numbers."""

    code: str
    short: str
    name: str
    number: re.Pattern[str]


def _local(code: str, short: str, name: str, printed: str) -> _Court:
    """A court with a seat: "17/Pid.Sus/2026/PN Ctk", "12/G/2021/PTUN.JKT"."""
    form = rf"{_CASE}\s?/\s?{_YEAR}\s?/\s?(?i:{printed})(?![A-Za-z])[\s.\-]{{0,3}}{_SEAT_CODE}"
    return _Court(code, short, name, re.compile(form))


#: Longer codes first: "PT.TUN" before "PT".
_COURTS: Final = (
    _Court("mk", "MK", "Mahkamah Konstitusi", re.compile(
        r"(?P<case>\d{1,4}(?:\s?-\s?\d{1,4}){0,8}\s?/\s?(?:PU+|PHPU?|SKLN)[A-Z.\-]{0,16}\s?[-/]\s?"
        rf"[IVXL]{{1,7}})\s?/\s?{_YEAR}", re.I)),
    _local("pttun", "PTTUN", "Pengadilan Tinggi Tata Usaha Negara", r"PT\.?\s?TUN"),
    _local("ptun", "PTUN", "Pengadilan Tata Usaha Negara", "PTUN"),
    _local("pta", "PTA", "Pengadilan Tinggi Agama", "PTA"),
    _local("pa", "PA", "Pengadilan Agama", "PA"),
    _local("ms", "MS", "Mahkamah Syar'iyah", "MS"),
    _local("pn", "PN", "Pengadilan Negeri", r"PN(?:[.\-]?\s?Niaga)?"),
    _local("pt", "PT", "Pengadilan Tinggi", "PT"),
    _Court("pajak", "Pengadilan Pajak", "Pengadilan Pajak", re.compile(
        r"(?P<case>PUT[\s.\-]{0,2}\d[\d.]{0,12}/(?:\d{4}/)?PP/[\w./]{1,20}?)"
        rf"(?:/|\s{{0,3}}TAHUN\s{{0,3}}){_YEAR}", re.I)),
    _Court("militer", "Pengadilan Militer", "Pengadilan Militer", re.compile(
        rf"(?P<case>\d{{1,4}}-K/PM\.?\s?(?P<seat>[IV]{{1,4}}-\d\d)/A[DLU]/[IVX]{{1,5}})/{_YEAR}")),
    _Court("ma", "MA", "Mahkamah Agung", re.compile(
        r"(?P<case>\d{1,5}\s?/?\s?(?:B\s?/\s?)?(?:K|PK|P)\s?/\s?[A-Za-z][\w.\-]{0,24}"
        rf"(?:\s?/\s?(?!\d)[A-Za-z][\w.\-]{{0,12}})?)\s?/\s?{_YEAR}", re.I)),
)  # fmt: skip

#: What may begin a register number: cheap, for a whole text.
MAY_BEGIN: Final = re.compile(
    r"(?<![\w/\-])(?<!\d[.,])(?:\d{1,6}(?=\s?/\s?[A-Za-z]|\s?(?:P?K|P|B)\s?/|\s?[-‐‑‒–—]\s?\d|-K/)"
    r"|PUT[\s.\-]{0,2}(?=\d))",
    re.IGNORECASE,
)
_DASHES: Final = str.maketrans("‐‑‒–—", "-----")
_LONGEST: Final = 110


@dataclass(frozen=True, slots=True)
class RulingNumber:
    """A register number of a ruling: the id it gives, its court's code, and where it ends."""

    id: str
    court: str
    seat: str
    printed: str
    year: int
    length: int


def ruling_number(text: str, at: int = 0) -> RulingNumber | None:
    """The register number that begins exactly here, whole with its court and year; else None.

    One that is typed in small letters ("17/pid.sus/2026/pn jkt.sel") is read, too.
    """
    window = text[at : at + _LONGEST].translate(_DASHES)
    found = _number(window)
    if found is None and window.islower():
        found = _number(window.upper())
    elif found is None and (small := re.match(r"[\d/.\-\sa-z]{8,}", window)):
        found = _number(small[0].upper())
    return found


def _number(window: str) -> RulingNumber | None:
    for court in _COURTS:
        if match := court.number.match(window):
            seat = match.groupdict().get("seat") or ""
            slug = f"putusan-{court.code}" + (f"-{_seat_slug(court.code, seat)}" if seat else "")
            year = int(match["year"])
            printed = re.sub(r"\s*/\s*", "/", " ".join(match[0].split()))
            act = f"{slug}/{year}/{_case(court, match['case'])}"
            return RulingNumber(act, court.code, seat, printed, year, match.end())
    return None


_SEATS: Final = read_data("ingest/data/court_seats.toml")


@cache
def _seats(court: str) -> dict[str, str]:
    """The code of each name that a seat of that kind of court goes by."""
    return {
        slugify(name): code
        for table in ("seats", court)
        for code, names in _SEATS.get(table, {}).items()
        for name in names.split("|")
    }


def _seat_slug(court: str, seat: str) -> str:
    """The seat as in ids: by its code, also where its name is written in full."""
    slug = slugify(seat)
    return _seats(court).get(slug, slug)


def _case(court: _Court, printed: str) -> str:
    """The case as in ids, however it was typed: no leading zeros, "1234K/Pdt" as "1234 K/Pdt"."""
    if court.code == "ma":
        printed = re.sub(r"^(\d+)\s?/?\s?", r"\1 ", printed)
    if court.code == "pajak":
        return slugify(re.sub(r"(?i)^put[\s.\-]*", "put ", printed))
    serials, rest = re.match(r"(?s)([\d\s,\-]*)(.*)", printed).groups()  # type: ignore[union-attr]
    return slugify(re.sub(r"(?<!\d)0+(?=\d)", "", serials) + rest)


def court_name(code: str) -> str:
    """The full name of a kind of court by its code in ids ("pn": Pengadilan Negeri); "" if none."""
    return next((court.name for court in _COURTS if court.code == code), "")


_SLUG: Final = re.compile(
    rf"putusan-(?P<court>{'|'.join(court.code for court in _COURTS)})(?:-(?P<seat>[a-z0-9-]+))?"
)
#: How parts of numbers are written by habit; others with a capital.
_HABIT: Final = {
    w.lower(): w
    for w in "PHI TUN HUM PKPU HKI TPK LH FP BPSK AG PP JN KPPU PJK PK KHS".split()
}  # fmt: skip


def print_ruling(slug: str, year: str, number: str) -> str | None:
    """The ruling of an id as it is cited, such that reading it gives the id again; else None."""
    match = _SLUG.fullmatch(slug)
    if match is None:
        return None
    court, seat = match["court"], match["seat"] or ""
    serial, _, rest = number.partition("-")
    parts = [_HABIT.get(part, part.capitalize()) for part in rest.split("-") if part]
    local = court not in {"mk", "ma", "pajak", "militer"}
    if not serial or bool(seat) != (local or court == "militer"):
        return None
    if court == "mk":
        joined = re.fullmatch(r"((?:\d+-)*\d+)-(.+)", number)
        printed = f"{joined[1]}/{joined[2].upper()}/{year}" if joined else ""
    elif court == "ma":
        marks = rest.upper().split("-")
        head = 2 if marks[0] == "B" else 1
        tail = ".".join(parts[head:])
        printed = f"{serial} {'/'.join(marks[:head])}/{tail}/{year}" if tail else ""
    elif court == "pajak":
        figures, _, chamber = rest.partition("-pp-")
        digits = figures.split("-")
        dated = f"/{digits.pop()}" if len(digits) > 1 and len(digits[-1]) == 4 else ""
        chamber = chamber.upper().replace("-", ".")
        printed = f"PUT-{'.'.join(digits)}{dated}/PP/{chamber} Tahun {year}"
    elif court == "militer":
        pieces = rest.upper().split("-")
        if len(pieces) != 6:
            return None
        printed = f"{serial}-K/PM {pieces[2]}-{pieces[3]}/{pieces[4]}/{pieces[5]}/{year}"
    else:
        code = next(c.short for c in _COURTS if c.code == court)
        capitals = court in {"ptun", "pttun", "pt"}
        where = seat.upper() if capitals else seat.title()
        mark = " " if court in {"pn", "pt"} else "."
        printed = f"{serial}/{'.'.join(parts)}/{year}/{code}{mark}{where.replace('-', '.')}"
    read = _number(printed) if printed else None
    if read is None or read.id != f"{slug}/{year}/{number}":
        return None
    return f"Putusan {_short(court)} Nomor {printed}"


def _short(code: str) -> str:
    return next(court.short for court in _COURTS if court.code == code)


#: "Pengadilan Negeri Contohkota yang mengadili …": the court's seat, in words.
_SEAT: Final = r"\s+(?P<place>(?:[A-Z][\w'’.-]*)(?:\s(?!Yang\b|Kelas\b|Pada\b)[A-Z][\w'’.-]*){0,3})"


def ruling(text: str) -> Identity | None:
    """The ruling that this text is, or None: its number alone, cited, makes none."""
    zone = text[:_ZONE]
    for head in _HEAD.finditer(zone):
        if not _JUSTICE.search(zone, head.end()):
            continue
        if number := ruling_number(head["number"].strip()):
            return _identity(text, head, number)
    return None


def _identity(text: str, head: re.Match[str], number: RulingNumber) -> Identity:
    court = next(court for court in _COURTS if court.code == number.court)
    issuer = _issuer(text[head.end() : head.end() + 6000], court, number.seat)
    form = "".join(head["form"].split()).capitalize()
    return Identity(
        id=number.id,
        tier=Tier.PRIMARY,
        kind=f"Putusan {court.short}",
        title=f"{form} {issuer} Nomor {number.printed}",
        number=number.printed,
        year=number.year,
        issuer=issuer,
        date=pronounced(text, number.year),
    )


def _issuer(opening: str, court: _Court, seat: str) -> str:
    """The court with its seat as the text says it, else as the number codes it."""
    if not seat:
        return court.name
    words = r"\s+".join(map(re.escape, court.name.split()))
    found = re.search(rf"(?i:{words}(?:\s+Kelas\s+I+\s?[AB]?(?:\s+Khusus)?)?){_SEAT}", opening)
    place = " ".join(found["place"].split()) if found else seat
    if place.isupper() and found:
        place = " ".join(w if w in {"DKI", "DI"} else w.title() for w in place.split())
    return f"{court.name} {place}"


#: What the Supreme Court's directory of rulings prints on every page.
WATERMARK: Final = re.compile(
    r"(?:Direktori\s+Putusan\s+)?Mahkamah\s+Agung\s+Republik\s+Indonesia"
    r"|putusan\.?mahkamahagung\.go\.id|Disclaimer"
    r"|Email\s*:\s*kepaniteraan@mahkamahagung\.go\.id.*|Telp\s*:\s*021-384\s?3348.*",
    re.IGNORECASE,
)


def is_ruling(identity: Identity) -> bool:
    """Whether the work is a court's ruling: prose, whatever provisions it quotes."""
    return identity.tier is Tier.PRIMARY and identity.id.startswith("putusan-")
