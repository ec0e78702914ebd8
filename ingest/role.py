"""What the words before an act's name say of it: that it is meant, or only where to look.

"Ketentuan dalam UU A dicabut" is about A, "peraturan pelaksanaan dari UU A" about what was made
under it, "izin berdasarkan UU A" about neither.
"""

from __future__ import annotations

import re
from typing import Final, Literal

#: ``itself``; ``rules``: what was made under it; ``aside``: only mentioned.
Role = Literal["itself", "rules", "aside"]

#: The number or letter of an item in a list.
ITEM_MARK: Final = r"(?:(?:[a-z]|\d{1,2}|[ivx]{1,4})\s?[.)]|[-–•])\s*"
_RULES: Final = re.compile(
    r"(?:(?:\bpelaksana(?:an|annya)?|\bmerupakan\s+peraturan)\s*(?:(?:yang\s+\w+\s+)?(?:dari|atas|untuk"
    r"|bagi|terhadap|mengenai|berdasarkan|daripada|tentang)\s*)?"
    r"|\b(?:peraturan|perda|keputusan|ketentuan)\b[^;:.]{0,100}\s(?:di\w+kan|di\w+|berlaku)\s+"
    r"(?:berdasar(?:kan)?|menurut)\s*)(?:ketentuan\s*(?:dalam\s*)?)?\Z",
    re.IGNORECASE,
)
_IN_RULES: Final = re.compile(
    r"(?:ketentuan|aturan|pasal)\S*\s+(?:lain\s+)?(?:yang\s+)?(?:di\w+\s+|ter\w+\s+|ada\s+)?(?:di\s?)?"
    r"(?:dalam|dari|pada)\s*\Z",
    re.IGNORECASE,
)
_SOME_RULES: Final = re.compile(
    r"\b(?:ketentuan|aturan|hal)\S*\s[^;:.]{0,220}(?:sebagaimana|yang|seperti)\s+(?:telah\s+)?"
    r"(?:di|ter)\w+\s+(?:di\s?)?(?:dalam|pada|oleh)\s*\Z"
    r"|\b(?:ketentuan|aturan)\S*\s+(?:mengenai|tentang|yang)\s[^;:.]{1,160}\s(?:dalam|pada)\s*\Z",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\b(?:berdasar(?:kan)?|menurut|dengan|oleh|atas|terhadap|mengenai|tentang|sesuai|dimaksud(?:kan)?"
    r"|kepada|bagi|untuk|melalui|kuasa|melaksanakan|dalam|dari|daripada|pada|sebagai|menjadi|lampiran"
    r"|kecuali|selain|mengurangi|berlakunya|sejak|sampai|hingga|setelah|sebelum|ber?dasar|penjelasan"
    r"|memperhatikan|mengingat|di)\s*(?:(?:ketentuan|bunyi|maksud)\S*\s*)?(?:(?:dalam|pada)\s*)?\Z",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(rf"(?::|;\s*(?:dan|atau|serta|dan/atau)?)\s*{ITEM_MARK}\Z", re.IGNORECASE)
#: A part of an annex is a part: "dimaksud dalam Lampiran II A angka (7) Peraturan …".
_ANNEX: Final = re.compile(r"\blampiran\s+[ivx\d][^;:.]{0,30}\Z", re.IGNORECASE)
_SECTION: Final = re.compile(
    r"\b(?:titel|bab|bagian|buku|paragraf)\s+\S{1,14}\s*(?:dari\s*)?\Z", re.I
)


def role_of(before: str) -> tuple[Role, bool]:
    """What the words up to a name make of it, and whether only a part of it is meant."""
    if _SECTION.search(before[-40:]) or _ANNEX.search(before[-50:]):
        return "itself", True
    before = _ITEM.sub("", before).rstrip() + " "
    if _RULES.search(before[-300:]):
        return "rules", False
    if _IN_RULES.search(before):
        return "itself", False
    if _SOME_RULES.search(before[-300:]):
        return "itself", True
    if _ASIDE.search(before[-60:]):
        return "aside", False
    return "itself", False
