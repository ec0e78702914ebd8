"""Which of the two languages a question is in, by a vote of the small words."""

from __future__ import annotations

import re
from typing import Final, Literal

Language = Literal["id", "en"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_INDONESIAN: Final = _set(
    "ada adalah agar akan antara apa apabila apakah atas atau bagaimana bagi bahwa berapa "
    "boleh bila bisa bukan dalam dan dapat dapatkah dari dasar dengan di dia diatur dimana "
    "hal hanya harus haruskah hukum ini itu jelaskan jika juga kapan ke kepada ketika kita "
    "lain lebih maka mana masih mau mengapa menurut mereka oleh orang pada para per perlu "
    "perlukah pihak saat saja sampai saya sebagai sebutkan secara sejak seperti serta setelah "
    "siapa siapakah suatu sudah tanpa tentang terhadap tersebut tidak tiap untuk wajib yaitu "
    "yang "
)
_ENGLISH: Final = _set(
    "a about after against all an and any are as at be been before between but by can cannot "
    "could did do does during each every for from had has have how if in into is it its may "
    "must no not of on or out shall should so such than that the their them then there these "
    "they this those to under upon was were what when where whether which who whom whose why "
    "will with within without would "
)
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> Language:
    """``"en"`` where English small words outnumber Indonesian ones, else ``"id"``.

    The library is Indonesian, so a draw (a bare title, a number) counts as Indonesian.
    """
    words = _WORD.findall(text.lower())
    english = sum(w in _ENGLISH for w in words)
    indonesian = sum(w in _INDONESIAN for w in words)
    return "en" if english > indonesian else "id"
