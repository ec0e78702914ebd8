"""When an act, or a single provision of it, enters into force: read from its closing part.

By UU 12/2011, Lampiran II no. 143–155 an act enters into force on its promulgation, on a named
day, or some time after promulgation; single provisions may do so apart; older acts may reach back
("berlaku surut"). What the closing part does not say, or dates to a promulgation that the text
does not date, is unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dalil.ingest.identify.act_header import day_of, read_imprint
from dalil.ingest.locator import Locator
from dalil.ingest.references.find import locate
from dalil.ingest.references.provisions import find_chains


@dataclass(frozen=True, slots=True)
class InForce:
    """The dates of an act (ISO 8601; None where the text does not say).

    ``start`` and ``end`` are the span of the words that say when it enters into force. ``parts``
    are own provisions of the act that do so on another day, or on a day that cannot be told.
    """

    promulgated: str | None = None
    in_force: str | None = None
    start: int = 0
    end: int = 0
    parts: tuple[tuple[str, str | None], ...] = ()

    def of(self, locator: str, target: str = "") -> str | None:
        """The day for a provision of the act, or for what it does to ``target`` of another."""
        for at, day in self.parts:
            for place in (locator, target):
                if place == at or place.startswith(f"{at}/"):
                    return day
        return self.in_force


_BEGINS: Final = re.compile(
    r"\b(?:mulai\s+(?:di)?berlaku(?:kan)?|berlaku\s+(?:surut|pada|sejak|mulai|terhitung)"
    r"|(?:mempunyai\s+)?(?:ber)?(?:daya|kekuatan)(?:\s+laku)?\s+surut)\b",
    re.IGNORECASE,
)
#: "Pada saat Undang-Undang ini mulai berlaku, …" says what else happens then.
_THEN: Final = re.compile(
    r"\b(?:saat|sejak|setelah|sesudah|sebelum|waktu|tanggal|hari|dengan|selama|ketika|hingga|sampai"
    r"|belum|yang|telah|sudah|untuk|apabila)\s+(?:(?:tanggal|hari|saat|mulai|ber\w+)\s+)*"
    r"(?:(?:undang|peraturan|perpu|perppu|keputusan|pengganti|pemerintah|presiden|menteri)\S*\s+)*"
    r"(?:(?:nomor|no\.?)\s+\d+\s+tahun\s+\d+\s+)?(?:ini\s+)?\Z",
    re.IGNORECASE,
)
_ITSELF: Final = re.compile(
    r"\b(?:undang\S*|peraturan|perat\S*|perpu|perppu|keputusan|ketetapan|pengganti|pemerintah|presiden"
    r"|darurat)\s[^.;:]{0,160}?\bini\b|\b(?:undang-\s?undang|peraturan\s+pemerintah)\b[^.;]{0,200}\Z",
    re.IGNORECASE,
)
_ENDED: Final = re.compile(r"(?<!No)(?<!tgl)(?<!\d)\.(?=\s|\Z)|(?<=\d)\.(?=\s+[A-Z]|\s*\Z)|;")
_BACK: Final = re.compile(
    r"\bsurut\b[^.;]{0,60}?\btanggal\s+(?P<date>\d[^.;]{5,30})", re.IGNORECASE
)
_NAMED: Final = re.compile(
    r"\b(?:pada|sejak|mulai|terhitung|tanggal|dari)\b[^.;]{0,30}?(?P<date>\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4})",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"(?P<n>\d{1,3}|satu|dua|tiga|empat|lima|enam|sembilan|ketiga\s+puluh|tigapuluh|tiga\s+puluh)\s*"
    r"(?:\([^)]{1,30}\)\s*)?(?P<unit>tahun|bulan|hari)?\b[^.;]{0,60}?\b(?:sejak|setelah|sesudah|terhitung|dari)\b"
    r"[^.;]{0,40}?(?:di|peng)undang",
    re.IGNORECASE,
)
_ON_PROMULGATION: Final = re.compile(
    r"\b(?:hari|tanggal|saat|sejak|waktu)\b[^.;]{0,25}?\b(?:di\s?undang|peng\w{0,2}undang|di\s?umum)",
    re.IGNORECASE,
)
_ON_MAKING: Final = re.compile(
    r"\b(?:hari|tanggal|saat|sejak)\b[^.;]{0,25}?\b(?:di\s?tetap|peneta|di\s?sah|penges)",
    re.IGNORECASE,
)
_TAX_YEAR: Final = re.compile(
    r"\btahun\s+(?:pajak|takwim|anggaran)\s+(?P<year>\d{4})", re.IGNORECASE
)
#: A clause whose end the print has put elsewhere, and that end.
_CUT: Final = re.compile(r"\btanggal\W*(?:Agar\b|\Z)")
_UNDATED: Final = re.compile(r"(?<!telah )(?<!sudah )\bdi\s?undangkan\s*\.")
_COUNTED: Final = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "sembilan": 9,
    "ketiga puluh": 30, "tigapuluh": 30, "tiga puluh": 30,
}  # fmt: skip
_LONGEST: Final = 420
#: How many of the last provisions are looked at.
_CLOSING: Final = 6


def read_in_force(
    text: str,
    pasals: Sequence[tuple[int, int]],
    start: int = 0,
    end: int | None = None,
    places: Sequence[Locator] = (),
) -> InForce:
    """The dates of the act whose outermost provisions are ``pasals`` (their spans, in order).

    ``text[start:end]`` is the act, where the text holds another one beside it. ``places`` are
    the locators of those provisions: "angka 1" said in Pasal I is Pasal I angka 1.
    """
    imprint = read_imprint(text[start:end])
    made = imprint.made
    promulgated = imprint.published or made
    whole: tuple[str | None, int, int] | None = None
    parts: list[tuple[str, str | None]] = []
    named = [*places[-_CLOSING:]] if places else [Locator()] * len(pasals[-_CLOSING:])
    for (first, last), place in zip(reversed(pasals[-_CLOSING:]), reversed(named), strict=True):
        here: tuple[str | None, int, int] | None = None
        for begins in _BEGINS.finditer(text, first, last):
            before = text[max(first, begins.start() - 400) : begins.start()]
            if _THEN.search(before[-160:]):
                continue
            ended = _ENDED.search(text, begins.end(), min(last, begins.end() + _LONGEST))
            stop = ended.start() if ended else min(last, begins.end() + _LONGEST)
            said = text[begins.start() : stop]
            sentence = re.split(r"[.;:]\s+(?=[A-Z(a-z])", before)[-1]
            day = _day(said, promulgated, made)
            if day is None and _CUT.search(said) and _UNDATED.search(text[first:last]):
                day = promulgated  # "… diundangkan. ini mulai berlaku pada tanggal Agar …"
            if own := _own(sentence, place):
                parts += [(locator, day) for locator in own]
            elif _ITSELF.search(sentence) and (here is None or (day and "surut" in said.lower())):
                here = (day, begins.start(), stop)
        whole = whole or here
    if whole is None:
        return InForce(promulgated, None, parts=tuple(parts))
    return InForce(promulgated, whole[0], whole[1], whole[2], tuple(parts))


def _day(said: str, promulgated: str | None, made: str | None) -> str | None:
    """The day that these words name; None where they name none that is known."""
    if back := _BACK.search(said):
        return day_of(back["date"])
    if after := _AFTER.search(said):
        raw = " ".join(after["n"].lower().split())
        count = int(raw) if raw.isdigit() else _COUNTED.get(raw, 0)
        return _later(promulgated, count, (after["unit"] or "hari").lower())
    if named := _NAMED.search(said):
        return day_of(named["date"])
    if tax := _TAX_YEAR.search(said):
        return f"{tax['year']}-01-01"
    if _ON_PROMULGATION.search(said):
        return promulgated
    return made if _ON_MAKING.search(said) else None


def _later(day: str | None, count: int, unit: str) -> str | None:
    if day is None or not count:
        return None
    try:
        begun = date.fromisoformat(day)
    except ValueError:
        return None
    if unit == "hari":
        return (begun + timedelta(days=count)).isoformat()
    months = begun.year * 12 + begun.month - 1 + count * (12 if unit == "tahun" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(begun.day, monthrange(year, month + 1)[1])).isoformat()


def _own(sentence: str, where: Locator) -> list[str]:
    """The provisions of this act that a sentence dates: "Pasal I angka 5 mulai berlaku …"."""
    kept = sentence.rpartition("kecuali")[2]
    found: list[str] = []
    for chain in find_chains(kept):
        place = where
        for provision in chain.provisions:
            if provision.steps[0].unit not in {"pasal", "ayat", "huruf", "angka"}:
                continue
            for locator in locate(provision, place):
                place = locator
                if locator.steps and locator.steps[0].unit == "pasal":
                    found.append(str(locator))
    return found
