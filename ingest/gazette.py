"""The gazette between an act and the provision cited of it, as footnotes have it.

"Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah, L.N.R.I. Tahun 2014 No. 244,
T.L.N.R.I. No. 5587, Pasal 363": LN, TLN and BN with or without dots, or written out, the number
before or after the year.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.unitword import SPACE

#: How far before a provision the gazette may begin (characters).
_REACH: Final = 330

_NUMBER: Final = (
    r"(?:No(?:mor|\.)?\s{0,3}\w(?:[\w/.]{0,10}?\w)??"
    r"|(?:Tahun|Thn?\.?)\s{1,3}\d{4}|\d{4}/\d{1,4}|\d{1,4})"
)
_SHEET: Final = (
    r"(?:T\.?\s?)?[LB]\.?\s?[ND]\.?(?:\s?R\.?\s?I\.?)?"
    r"|(?:Tambahan\s{1,3})?(?:Lembaran|Berita)\s{1,3}(?:Negara|Daerah)(?:\s{1,3}(?:[A-Z][a-z]{1,15}|R\.?\s?I\.?)){0,5}?"
)
_ONE: Final = rf"(?:{_SHEET})\s{{0,3}}{_NUMBER}(?:[\s,]{{1,3}}{_NUMBER})?"
#: A remark of ours on a digest may stand before it.
_GAZETTE: Final = re.compile(
    rf"(?P<remark>\s{{0,3}}\([^()\n]{{1,60}}\))?\s{{0,3}}[,;(\[.]\s{{0,3}}{_ONE}"
    rf"(?:[\s,;]{{1,4}}(?:dan\s{{1,3}})?{_ONE}){{0,2}}[)\]]?(?:{SPACE}[,;]){{0,2}}{SPACE}\(?\Z"
)
#: The same without a gazette.
_DIGEST: Final = re.compile(r"\s?\((?:ikhtisar|digest)\b[^()\n]{0,40}\)[\s,]{0,3}\Z")


def before_gazette(text: str, at: int) -> tuple[int, ...]:
    """Where the act may end that the gazette up to ``at`` is of, likeliest first.

    Before the gazette, or before a remark in front of it, which a title may have swallowed or
    not; ``at`` itself where no gazette stands there.
    """
    before = text[max(0, at - 3) : at].rstrip(" \n(")
    if not before.endswith((",", ";", ")", "]")) and not before[-1:].isdigit():
        return (at,)
    found = _GAZETTE.search(text, max(0, at - _REACH), at)
    if found is None:
        digest = _DIGEST.search(text, max(0, at - _REACH), at)
        return (digest.start(), at) if digest else (at,)
    return (found.start(), found.end("remark")) if found["remark"] else (found.start(),)
