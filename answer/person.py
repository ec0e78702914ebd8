"""Who wrote it: an author as a file names one becomes a CSL name, never turned around wrongly.

Indonesian names are cited by their last word where there are several (the guides' "nama akhir"),
single names (Soekarno) stay whole, institutions stay as they are, and academic degrees are left
out. Dutch and German particles stay with the family name but are not sorted by.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

#: A name of CSL: ``family`` and ``given`` (with a particle), or ``literal``.
Name = dict[str, str]

#: Authors that are institutions: their names are never turned around.
_INSTITUTION: Final = re.compile(
    r"\b(?:asean|badan|bank|biro|council|dewan|direktorat|fakultas|indonesia|institute?|kantor"
    r"|kementerian|komisi|lembaga|mahkamah|majelis|ministry|office|organi[sz]ation|pemerintah"
    r"|penyusun|perhimpunan|perserikatan|pusat|redaksi|republi[ck]|sekretariat|tim|united"
    r"|universit\w+|yayasan)\b|\d",
    re.IGNORECASE,
)
#: What stands before a name and is no part of it.
_TITLE: Final = re.compile(r"(?:(?:Prof|Dr|Drs|Dra|Ir|KH|Mr|Ms|Mrs)\.|Prof\b)\s*", re.IGNORECASE)
#: A degree behind it: S.H., M.Hum., LL.M., Ph.D., SH, MH; "Jr." is none.
_DEGREE: Final = re.compile(
    r"(?:[A-Z][A-Za-z]{0,4}\.\s?){1,4}[A-Z]?[A-Za-z]{0,4}\.?|S\.?H\.?I?|M\.?[HAS]\.?|LL\.?[BMD]\.?"
    r"|Ph\.?\s?D\.?|M\.?Si\.?|M\.?Hum\.?|M\.?Kn\.?|Sp\.?\s?[A-Z]\w*\.?|MBA|CN"
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_PARTICLES: Final = frozenset({"de", "den", "der", "di", "du", "la", "le", "ten", "ter", "van",
                               "von", "zu"})  # fmt: skip


@lru_cache(maxsize=4_096)
def _parts(author: str) -> tuple[tuple[str, str], ...]:
    author = _CONTROL.sub(" ", author)
    said = " ".join(author.split())
    if _INSTITUTION.search(said):
        return (("literal", said),)
    while match := _TITLE.match(said):
        said = said[match.end() :]
    head, *rest = [part.strip() for part in said.split(",")]
    rest = [part for part in rest if part and not _DEGREE.fullmatch(part)]
    if rest and rest[-1] in ("Jr.", "Sr."):
        rest.pop()
    if len(rest) == 1 and head:  # already turned around
        return _known(family=head, given=rest[0])
    if rest or not head:
        return (("literal", " ".join(author.split())),)
    words = head.split()
    if len(words) == 1:
        return (("literal", head),)
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    particle = " ".join(words[start:-1])
    return _known(family=words[-1], given=" ".join(words[:start]), particle=particle)


def _known(family: str, given: str, particle: str = "") -> tuple[tuple[str, str], ...]:
    parts = {"family": family, "given": given, "non-dropping-particle": particle}
    return tuple((key, value) for key, value in parts.items() if value)


def name_of(author: str) -> Name:
    """The CSL name of an author: ``{"family": "Wijaya", "given": "Endra"}`` or a ``literal``."""
    return dict(_parts(author))


def names_of(authors: str) -> list[Name]:
    """The CSL names in a text that separates them by semicolons."""
    return [name_of(part) for part in authors.split(";") if part.strip()]


def turned(name: Name) -> str:
    """``Wijaya, Endra``, as reference managers want it; literal names as they are."""
    if "literal" in name:
        return name["literal"]
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))
    return ", ".join(filter(None, (family, name.get("given"))))
