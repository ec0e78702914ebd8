"""Acts for one region, university or foreign state, which stand behind the general ones.

"Keistimewaan Daerah Istimewa Yogyakarta" has all the words of a question about governors and is
the law of one province. Lex specialis: it answers where its region is asked for, and otherwise
the general act does. That an act is special is read from its title (and from who issued it): a
word for a kind of territory or body with a proper name behind it. The kinds are a closed class of
administrative law; the names are not listed anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from dalil.ingest.model import Document, Tier
from dalil.ingest.words import word_set, words

#: What a proper name stands behind: territories (UU 23/2014 Pasal 2; of older acts the "tingkat"
#: and "swatantra"), ports and zones, bodies that are one of a kind, foreign states.
_KINDS: Final = (
    r"pro[vp]insi|kabupaten|kota(?:madya|praja)?|tingkat i{1,3}|daerah istimewa|daerah swatantra"
    r"|daerah khusus(?: ibu ?kota)?|otonomi khusus(?: bagi)?|pemerintahan|kecamatan|pulau"
    r"|pelabuhan bebas|kawasan ekonomi khusus|universitas|republik|kerajaan"
)
#: Who issues a regional act: "Gubernur Jawa Barat".
_ISSUERS: Final = r"gubernur|bupati|wali ?kota"
#: What stands behind such a word and is no name: all that does in the titles of 5,858 acts.
_COMMON: Final = word_set("index/data/regional_words.toml", "common")
#: Words of a name that many names have: "Sumatera Utara" is not meant by "utara".
_SIDES: Final = word_set("index/data/regional_words.toml", "sides")
#: The capital is one of a kind without a name behind it.
_CAPITAL: Final = re.compile(r"ibu ?kota (?:negara|nusantara)\b(?! kesatuan| republik)")
_NAME_WORDS: Final = 3

_NAMED: Final = re.compile(rf"\b(?:{_KINDS})\b")
_ISSUED: Final = re.compile(rf"\b(?:{_KINDS}|{_ISSUERS})\b")


@lru_cache(maxsize=8192)
def restricted_to(title: str, issuer: str = "") -> tuple[tuple[str, ...], ...]:
    """The proper names that restrict an act by its title or issuer, each as folded words.

    >>> restricted_to("KEISTIMEWAAN DAERAH ISTIMEWA YOGYAKARTA")
    (('yogyakarta',),)
    >>> restricted_to("PEMERINTAHAN DAERAH")
    ()
    """
    found = []
    for said, pattern in ((title, _NAMED), (issuer, _ISSUED)):
        text = " ".join(words(said))
        found += [name for m in pattern.finditer(text) if (name := _name(text[m.end() :]))]
        if pattern is _NAMED and _CAPITAL.search(text):
            found.append(("ibukota", "ibu", "ikn"))
    return tuple(dict.fromkeys(found))


def _name(behind: str) -> tuple[str, ...]:
    """The words of the name at the head of what follows a kind; () where none does."""
    name: list[str] = []
    for word in behind.split()[:_NAME_WORDS]:
        if word in _COMMON or not word.isalpha() or len(word) < 3:
            break
        name.append(word)
    return tuple(name)


def is_special(document: Document, asked: Iterable[str]) -> bool:
    """Whether an act is the law of one region or body that the words of a question do not name.

    A name is meant by one of its words, by the beginning of one ("yogya"), or by the initials of
    the title ("DIY"). Of several names one is enough.
    """
    if document.tier is not Tier.PRIMARY:
        return False
    names = restricted_to(document.title, document.issuer or "")
    if not names:
        return False
    initials = "".join(word[0] for word in words(document.title))
    telling = {word for name in names for word in name} - _SIDES
    for word in asked:
        if len(word) >= 3 and word in initials:
            return False
        if word in telling or (len(word) > 3 and any(t.startswith(word) for t in telling)):
            return False
    return True
