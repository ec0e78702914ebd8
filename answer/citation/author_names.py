"""Who wrote it: an author as a file names one becomes a CSL name, never turned around wrongly.

Indonesian names are cited by their last word where there are several (the guides' "nama akhir"),
single names (Soekarno) stay whole, institutions stay as they are, and academic degrees are left
out. CSL's parts of a name (specification 1.0.2, "Names") hold the rest:

- Dutch, German and French particles ("van der") are ``non-dropping-particle``: they stay with the
  family name and are not sorted by. Written with a capital ("Van Apeldoorn") they are part of it.
- What makes a name that of somebody's child ("binti", "bin", "ibn") is ``dropping-particle``; the
  father's name behind it is one, however many words it has.
- What tells generations apart ("Jr.", "III", the Dutch "Bzn.") is ``suffix``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.words import word_set

#: A name of CSL: ``family`` and ``given`` (with particles and a suffix), or ``literal``.
Name = dict[str, str]

#: Authors that are institutions: their names are never turned around.
_INSTITUTION: Final = re.compile(
    r"\b(?:aliansi|asean|asosiasi|badan|bank|bawaslu|biro|council|dewan|direktorat|ditjen|fakultas"
    r"|ikatan|indonesia|institute?|kantor|kejaksaan|kementerian|kepolisian|koalisi|komisi|komnas"
    r"|konsorsium|lbh|lembaga|mahkamah|majelis|ministry|office|organi[sz]ation|pemerintah"
    r"|penyusun|perhimpunan|perserikatan|pusat|redaksi|republi[ck]|sekretariat|setjen|tim|united"
    r"|universit\w+|yayasan)\b|\d",
    re.IGNORECASE,
)
#: What stands before a name and is no part of it.
_TITLE: Final = re.compile(
    r"(?:(?:Assoc|Prof|Dr|Drs|Dra|Ir|KH|Hj|Mr|Ms|Mrs)\.|Prof\b)(?:\s*\(H\.?\s?C\.?\))?\s*",
    re.IGNORECASE,
)
#: Degrees, without their stops.
_DEGREES: Final = word_set("answer/data/personal_names.toml", "degrees")
#: Short words that end in stops, one of them longer than an initial: S.Ked., M.Krim., Sp. A.
_ABBREVIATED: Final = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.\s?){1,4}[A-Z]?[A-Za-z]{0,4}\.?")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[-\s]?){1,5}")
_INITIAL: Final = re.compile(r"[^\W\d_]\.")
_SUFFIX: Final = re.compile(r"(?:(?i:[JS]n?r)\.?|II|III|IV|[A-Z][a-z]?zn\.?)")
_MORE: Final = frozenset({"al", "dkk", "others", "cs"})
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_PARTICLES: Final = word_set("answer/data/personal_names.toml", "particles")
#: Those that are so common with a capital that they are no given name before the last word.
_CAPITAL: Final = word_set("answer/data/personal_names.toml", "capital")
_CHILD_OF: Final = word_set("answer/data/personal_names.toml", "child_of")
#: In small letters only: "Anak Agung" is a name.
_KNOWN_AS: Final = word_set("answer/data/personal_names.toml", "known_as")


@lru_cache(maxsize=4_096)
def _parts(author: str) -> tuple[tuple[str, str], ...]:
    author = _CONTROL.sub(" ", unmarked(author))
    said = " ".join(author.split())
    if _INSTITUTION.search(said):
        return (("literal", said),)
    while match := _TITLE.match(said):
        said = said[match.end() :]
    head, *rest = [part.strip() for part in said.split(",")]
    suffix = next((part for part in rest if _SUFFIX.fullmatch(part)), "")
    rest = [part for part in rest if part and part != suffix and not _degree(part, head)]
    if len(rest) == 1 and head:  # already turned around
        return _turned_around(head, rest[0], suffix)
    words = head.split()
    if rest or not words or words[-1].rstrip(".").casefold() in _MORE:
        return (("literal", " ".join(author.split())),)
    while len(words) > 1 and words[-1].replace(".", "") in _DEGREES and not head.isupper():
        words.pop()  # "Budi Santoso SH"
    if len(words) > 2 and not suffix and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    return _straight(words, suffix)


def _degree(part: str, head: str) -> bool:
    """Whether what stands behind a comma is a degree, and not the given name or its initials."""
    if part.replace(".", "").replace(" ", "") in _DEGREES:
        return " " not in part or not _INITIALS.fullmatch(part)
    if not _ABBREVIATED.fullmatch(part):
        return False
    *before, last = part.replace(".", ". ").split()
    if not before or last.islower() or (" " in part and len(last) > 2 and last[-1] != "."):
        return False  # "Rahman, Moh.", "Ahmad, M. S. bt.", "Rahman, Moh. Ali"
    if not _INITIALS.fullmatch(part):
        return True
    # "Budi Santoso, D.Y." is a degree that nobody listed; "Wijaya, D.Y." and "van Dam, D." are not.
    first = head.split(" ")[0]
    return " " in head and first not in _PARTICLES | _CAPITAL


def _straight(words: Sequence[str], suffix: str) -> tuple[tuple[str, str], ...]:
    """The parts of a name in its own order."""
    last = len(words) - 1
    if any(word.rstrip(".") in _KNOWN_AS for word in words[1:last]):
        return (
            ("literal", " ".join(words)),
        )  # "Hazairin gelar Pangeran", "Tan Malaka alias Ibrahim"
    child = next((i for i in range(1, last) if _is_child_of(words[i])), 0)
    if child:
        return _known(
            family=" ".join(words[child + 1 :]), given=" ".join(words[:child]),
            dropped=words[child], suffix=suffix,
        )  # fmt: skip
    if last == 0 or _is_child_of(words[last]) or (last == 1 and _is_child_of(words[0])):
        return (("literal", " ".join(words)),)  # one name, half a name, "Ibnu Sina"
    start = last
    while start > 1 and _INITIAL.fullmatch(words[start]):
        start -= 1  # no family is called "S."; "Maria Farida Indrati S."
    family = " ".join(words[start:])
    at = start
    while at > 0 and words[at - 1] in _PARTICLES:
        at -= 1
    if at == start:
        while at > 0 and words[at - 1] in _CAPITAL:
            at -= 1
        family = " ".join(words[at:])
        if at == 0:
            return (("literal", family),)
        return _known(family=family, given=" ".join(words[:at]), suffix=suffix)
    particle = " ".join(words[at:start])
    return _known(family=family, given=" ".join(words[:at]), particle=particle, suffix=suffix)


def _turned_around(head: str, given: str, suffix: str) -> tuple[tuple[str, str], ...]:
    """The parts of "van der Meer, Ludwig" and of "Meer, Ludwig van der"."""
    family, words = head.split(), given.split()
    if len(family) > 2 and not suffix and _SUFFIX.fullmatch(family[-1]):
        suffix = family.pop()
    elif len(words) > 1 and not suffix and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    start = 0
    while start < len(family) - 1 and family[start] in _PARTICLES:
        start += 1
    end = len(words)
    while not start and end > 1 and words[end - 1] in _PARTICLES:
        end -= 1
    particle = " ".join([*family[:start], *words[end:]])
    words = words[:end]
    dropped = words.pop() if len(words) > 1 and _is_child_of(words[-1]) else ""
    return _known(
        family=" ".join(family[start:]), given=" ".join(words), particle=particle,
        dropped=dropped, suffix=suffix,
    )  # fmt: skip


def _is_child_of(word: str) -> bool:
    said = word.rstrip(".")
    return said.casefold() in _CHILD_OF and word != "B."  # "A. B. Nasution" has two initials


def _known(
    family: str, given: str, particle: str = "", dropped: str = "", suffix: str = ""
) -> tuple[tuple[str, str], ...]:
    parts = {
        "family": family, "given": given, "non-dropping-particle": particle,
        "dropping-particle": dropped, "suffix": suffix,
    }  # fmt: skip
    return tuple((key, value) for key, value in parts.items() if value)


def name_of(author: str) -> Name:
    """The CSL name of an author: ``{"family": "Wijaya", "given": "Endra"}`` or a ``literal``."""
    return dict(_parts(author))


def names_of(authors: str) -> list[Name]:
    """The CSL names in a text that separates them by semicolons."""
    return [name_of(part) for part in authors.split(";") if part.strip()]


def family_of(name: Name) -> str:
    """The family name with the particle that stays with it."""
    return " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))


def given_of(name: Name) -> str:
    """The given names with the particle that stays with them."""
    return " ".join(filter(None, (name.get("given"), name.get("dropping-particle"))))


def turned(name: Name) -> str:
    """``Wijaya, Endra``, as reference managers want it; literal names as they are.

    A suffix comes last, as in RIS ("Lastname, Firstname, Suffix").
    """
    if "literal" in name:
        return name["literal"]
    return ", ".join(filter(None, (family_of(name), given_of(name), name.get("suffix"))))
