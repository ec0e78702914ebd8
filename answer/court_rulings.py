"""What a court decided of a provision, in a sentence: the notice at the provision.

"frasa “…” dinyatakan bertentangan dengan UUD 1945 dan tidak mempunyai kekuatan hukum mengikat oleh
Putusan MK Nomor …, amar angka 3 (25 November 2021)". The Court's own reading is quoted as it
stands.
"""

from __future__ import annotations

from typing import Final, Literal

from dalil.index.court_rulings import RulingOn
from dalil.ingest.locator import Locator
from dalil.ingest.references.ids import print_target

Language = Literal["id", "en"]

#: What an effect is called, in the words of the courts: (Indonesian, English).
EFFECTS: Final = {
    "struck_down": (
        "dinyatakan bertentangan dengan {norm} dan tidak mempunyai kekuatan hukum mengikat",
        "was held to be contrary to {norm} and has no binding force",
    ),
    "conditionally_unconstitutional": (
        "dinyatakan bertentangan dengan {norm} secara bersyarat",
        "was held to be conditionally contrary to {norm}",
    ),
    "conditionally_constitutional": (
        "dinyatakan konstitusional bersyarat", "was held to be conditionally constitutional",
    ),
    "binding_until": (
        "dinyatakan tetap berlaku untuk sementara", "was held to bind for the time being",
    ),
    "upheld": (
        "dinyatakan tidak bertentangan dengan {norm}", "was held not to be contrary to {norm}",
    ),
    "rejected": ("diuji, permohonan ditolak", "was reviewed, the petition was rejected"),
    "rejected_rest": (
        "diuji, permohonan selebihnya ditolak",
        "was reviewed, the rest of the petition was rejected",
    ),
    "inadmissible": (
        "diuji, permohonan tidak dapat diterima", "was reviewed, the petition was not admissible",
    ),
    "withdrawn": ("diuji, permohonan ditarik kembali", "was reviewed, the petition was withdrawn"),
    "lapsed": ("diuji, permohonan gugur", "was reviewed, the petition lapsed"),
    "granted": ("diuji, permohonan dikabulkan", "was reviewed, the petition was granted"),
    "granted_in_part": (
        "diuji, permohonan dikabulkan sebagian", "was reviewed, the petition was granted in part",
    ),
}  # fmt: skip
_CONSTITUTION: Final = ("UUD 1945", "the 1945 Constitution")
_HIGHER: Final = ("peraturan yang lebih tinggi", "higher-ranking regulations")
_WORDS: Final = ("frasa “{words}”", "the words “{words}”")
_FORMAL: Final = ("pembentukannya", "the way it was made")
#: What the reading is to be: "sepanjang tidak dimaknai" is "it must be read as".
_MUST: Final = ("harus dimaknai “{reading}”", "to be read as “{reading}”")
_MUST_NOT: Final = ("sepanjang dimaknai “{reading}”", "as far as it is read as “{reading}”")
_SINCE: Final = ("; kemudian diubah dengan {act}", "; changed since by {act}")
_BY: Final = ("oleh", "by")
#: The months' names, January first.
MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
           "Oktober", "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
}  # fmt: skip


def effect_words(ruling: RulingOn, language: Language = "id", place: str = "") -> str:
    """What was decided, without by whom. ``place`` is the locator of where it is said: what is
    decided of another place is named with it."""
    n = int(language == "en")
    norm = _CONSTITUTION[n] if ruling.ruling_id.startswith("putusan-mk/") else _HIGHER[n]
    said = EFFECTS[ruling.effect][n].format(norm=norm)
    if ruling.formal and ruling.changes:
        said = f"{_FORMAL[n]} {said}"
    if ruling.words:
        said = f"{_WORDS[n].format(words=ruling.words)} {said}"
    decided = ruling.target.partition("#")[2]
    if decided and decided != place:
        name = Locator.parse(decided).label(language)
        said = f"{name}: {said}"
    if ruling.reading:
        must = ruling.must_be_read
        said += f": {(_MUST if must else _MUST_NOT)[n].format(reading=ruling.reading)}"
    return said


def ruling_name(ruling: RulingOn, language: Language = "id") -> str:
    """``Putusan MK Nomor 91/PUU-XVIII/2020, amar angka 3 (25 November 2021)``."""
    name = print_target(ruling.passage_id, language)
    day = day_words(ruling.date, language)
    return f"{name} ({day})" if day else name


def since(ruling: RulingOn, language: Language = "id") -> str:
    """``; kemudian diubah dengan UU Nomor 16 Tahun 2019``: the ruling is on the words before it;
    "" where no act here changed the provision since."""
    if not ruling.changed_since:
        return ""
    act = print_target(ruling.changed_since, language)
    return _SINCE[language == "en"].format(act=act)


def effect_note(ruling: RulingOn, language: Language = "id", place: str = "") -> str:
    """The whole sentence: what was decided, by which ruling, when."""
    return (
        f"{effect_words(ruling, language, place)} {_BY[language == 'en']} "
        f"{ruling_name(ruling, language)}{since(ruling, language)}"
    )


def day_words(iso: str | None, language: Language = "id") -> str:
    """``25 November 2021`` for an ISO date that is a whole day; "" for another."""
    parts = (iso or "").split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return ""
    year, month, day = map(int, parts)
    return f"{day} {MONTHS[language][month - 1]} {year}" if 1 <= month <= 12 else ""
