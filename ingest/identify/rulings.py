"""A court's ruling: which court, which number, which year. Asked of the text's own opening.

A ruling opens "PUTUSAN⏎Nomor 17/Pid.Sus/2026/PN Ctk⏎DEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA
ESA" (UU 48/2009 Pasal 2 ayat (1) requires the words). The register number names the kind of court
and its seat (SK KMA 44/KMA/SK/III/2014 on the courts' codes); the court's name is said in the
first sentence. What the Supreme Court's directory prints over every page is no title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dalil.ingest.identify.act_types import slugify
from dalil.ingest.model import Identity, Tier
from dalil.ingest.numerals import act_number, year_in_number

#: How far into a text its head may stand, after the directory's lines.
_ZONE: Final = 3000
_HEAD: Final = re.compile(
    r"\b(?P<form>P\s?U\s?T\s?U\s?S\s?A\s?N|P\s?E\s?N\s?E\s?T\s?A\s?P\s?A\s?N|[Pp]utusan)\b"
    r"(?:\s+(?:SELA|AKHIR|PERKARA))?\s{0,20}\bN\s?[Oo]\s?(?:[Mm]\s?[Oo]\s?[Rr]|\.)?\s{0,20}:?\s{0,20}"
    r"(?P<number>[^\n]{4,70})"
)
_JUSTICE: Final = re.compile(r"D\s?E\s?M\s?I\s{0,9}K\s?E\s?A\s?D\s?I\s?L\s?A\s?N")

_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_CASE: Final = r"(?P<case>\d{1,6}\s?/\s?[A-Za-z][\w.\-]*(?:\s?/\s?[A-Za-z][\w.\-]*)?)"


@dataclass(frozen=True, slots=True)
class _Court:
    """A kind of court: its code in ids, its short and full name, the form of its numbers."""

    code: str
    short: str
    name: str
    number: re.Pattern[str]


def _local(code: str, short: str, name: str, printed: str) -> _Court:
    """A court with a seat: "17/Pid.Sus/2026/PN Ctk", "12/G/2021/PTUN.JKT"."""
    seat = r"[\s.\-]{0,3}(?P<seat>[A-Z][A-Za-z]{1,14}(?:[.\s-][A-Z][a-z]{1,5}|[.-][A-Z]{2,5}){0,2})"
    return _Court(
        code, short, name, re.compile(rf"{_CASE}\s?/\s?{_YEAR}\s?/\s?{printed}(?![A-Za-z]){seat}")
    )


#: Longer codes first: "PT.TUN" before "PT".
_COURTS: Final = (
    _Court("mk", "MK", "Mahkamah Konstitusi", re.compile(
        rf"(?P<case>\d{{1,4}}(?:-\d{{2,3}})*/(?:PU+|PHPU|SKLN)[A-Z.\-]*-[IVXL]+)/{_YEAR}", re.I)),
    _local("pttun", "PTTUN", "Pengadilan Tinggi Tata Usaha Negara", r"PT\.?\s?TUN"),
    _local("ptun", "PTUN", "Pengadilan Tata Usaha Negara", "PTUN"),
    _local("pta", "PTA", "Pengadilan Tinggi Agama", "PTA"),
    _local("pa", "PA", "Pengadilan Agama", "PA"),
    _local("ms", "MS", "Mahkamah Syar'iyah", "MS"),
    _local("pn", "PN", "Pengadilan Negeri", r"PN(?:\.?\s?Niaga)?"),
    _local("pt", "PT", "Pengadilan Tinggi", "PT"),
    _Court("pajak", "Pengadilan Pajak", "Pengadilan Pajak", re.compile(
        rf"(?P<case>PUT[\s.\-]{{0,2}}\d[\d.]*/(?:\d{{4}}/)?PP/[\w./]+?)"
        rf"(?:/|\s{{0,3}}TAHUN\s{{0,3}}){_YEAR}", re.I)),
    _Court("militer", "Pengadilan Militer", "Pengadilan Militer", re.compile(
        rf"(?P<case>\d{{1,4}}-K/PM\.?\s?(?P<seat>[IV]+-\d\d)/A[DLU]/[IVX]+)/{_YEAR}")),
    _Court("ma", "MA", "Mahkamah Agung", re.compile(
        rf"(?P<case>\d{{1,5}}\s?/?\s?(?:B/)?(?:K|PK|P|KMA)\s?/\s?[A-Za-z][\w.\-]*)\s?/\s?{_YEAR}")),
)  # fmt: skip

#: "Pengadilan Negeri Contohkota yang mengadili …": the court's seat, in words.
_SEAT: Final = r"\s+(?P<place>(?:[A-Z][\w'’.-]*)(?:\s(?!Yang\b|Kelas\b|Pada\b)[A-Z][\w'’.-]*){0,3})"


def ruling(text: str) -> Identity | None:
    """The ruling that this text is, or None: its number alone, cited, makes none."""
    zone = text[:_ZONE]
    for head in _HEAD.finditer(zone):
        if not _JUSTICE.search(zone, head.end()):
            continue
        for court in _COURTS:
            if number := court.number.match(head["number"].strip()):
                return _identity(text, head, court, number)
    return None


def _identity(text: str, head: re.Match[str], court: _Court, number: re.Match[str]) -> Identity:
    printed = re.sub(r"\s*/\s*", "/", " ".join(number[0].split()))
    year = int(number["year"])
    seat = number.groupdict().get("seat") or ""
    issuer = _issuer(text[head.end() : head.end() + 6000], court, seat)
    form = "Penetapan" if head["form"].replace(" ", "").upper() == "PENETAPAN" else "Putusan"
    case = slugify(number["case"])
    if court.code == "mk":
        case = act_number(printed) or case
        year = year_in_number(printed) or year
    slug = f"putusan-{court.code}" + (f"-{slugify(seat)}" if seat else "")
    return Identity(
        id=f"{slug}/{year}/{case}",
        tier=Tier.PRIMARY,
        kind=f"Putusan {court.short}",
        title=f"{form} {issuer} Nomor {printed}",
        number=printed,
        year=year,
        issuer=issuer,
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
