"""The closing of an act: when it was made, and where it was published.

"Disahkan di Jakarta pada tanggal 2 Oktober 2014 … Diundangkan … LEMBARAN NEGARA REPUBLIK
INDONESIA TAHUN 2014 NOMOR 244 … TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR 5587"
(UU 12/2011, Lampiran II nomor 128–145). Citations of other acts carry the same words inside
parentheses and are not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.numeral import DIGITS, digits, year

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
