"""The changes that an amending act makes: "3. Ketentuan Pasal 12 ayat (2) diubah, huruf c dihapus".

By UU 12/2011, Lampiran II no. 233–237 each change names what it touches, then what is done to it
("diubah", "dihapus", "disisipkan … yakni"), then the new wording. Everything up to the new wording
is read here; a unit below the pasal belongs to the pasal named last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from dalil.ingest.locator import Locator, Step
from dalil.ingest.numerals import is_roman
from dalil.ingest.references.find import locate
from dalil.ingest.references.provisions import Chain, Provision, find_chains

Change = Literal["amends", "deletes", "inserts"]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One change: what is done, to which provision, and where the words that say so stand."""

    change: Change
    locator: Locator
    start: int
    end: int


_OPENING: Final = re.compile(
    r"(?:(?<=\n)|(?<=[.:;,]\s)|\A)\s*+(?:(?:\d{1,3}|[lIO\d]{2,3})\s?[a-z]?\s?[.)]|[a-z]{1,2}\s?[.)]"
    r"|ke-?\s?\d{1,3}\.?|\(\d{1,2}\))?\s*+"
    r"(?=(?:(?:Ke)?[Tt]entuan|Pasal|Di\s?antara|Antara|Setelah|Sesudah|Penjelasan|Judul|Ayat|Huruf"
    r"|Menambah|Mengubah|Merubah|Menghapus|Menyisipkan|Dalam|Pada|Rumusan|Angka|Kata|Fras[ae]|Istilah|Kalimat)\b)"
)
#: Where the new wording begins, and with it everything that is no instruction.
_WORDING: Final = re.compile(
    r"\b(?:sehingga|yang\s+berbunyi|dan\s+berbunyi|berbunyi|yang\s+bunyinya|sebagai\s?mana\s+dimaksud"
    r"|sebagai\s+berikut|menjadi|dibaca|sebagaimana\s+tercantum)\b|;\s*\n|\n\s*(?:Pasal|\(\d)|\.\s*\n",
    re.IGNORECASE,
)
_DEED: Final = re.compile(
    r"\b(?:(?P<deletes>(?:di)?hapus(?:kan)?|dicabut|ditiadakan|dihilangkan|menghapus(?:kan)?)"
    r"|(?P<inserts>(?:di|me[mn]?)(?:tambah(?:kan)?|nambah(?:kan)?|sisip(?:kan)?|nyisip(?:kan)?))"
    r"|(?P<amends>(?:di|me[mn]g?)(?:ubah|rubah|ganti|sempurnakan|perbaiki|baca)|disempurnakan)"
    r"|(?P<keeps>tetap))\b",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(
    r"\b(?:di\s?antara|antara|setelah|sesudah|sebelum)\s*\Z", re.IGNORECASE
)
_WORDS: Final = re.compile(r"\b(?:fras[ae]|kata|kata-kata|kalimat|istilah)\b", re.IGNORECASE)
_LONGEST: Final = 600


def find_instructions(text: str, start: int, end: int) -> Iterator[Instruction]:
    """The changes that stand between two offsets, which are all made to one act."""
    for opening in _OPENING.finditer(text, start, end):
        stop = min(end, opening.end() + _LONGEST)
        wording = _WORDING.search(text, opening.end(), stop)
        stop = wording.start() if wording else stop
        if _DEED.search(text, opening.end(), stop):
            yield from _read(text, opening.end(), stop)


@dataclass(frozen=True, slots=True)
class _Named:
    provision: Provision
    place: Locator
    locators: tuple[Locator, ...]


def _read(text: str, start: int, stop: int) -> Iterator[Instruction]:
    """The changes of one instruction, verb by verb."""
    named = list(_named(text, start, stop))
    deeds = list(_DEED.finditer(text, start, stop))
    done = start
    for number, deed in enumerate(deeds):
        done = max(done, *(text.rfind(mark, start, deed.start()) for mark in ":;"))
        limit = deeds[number + 1].start() if number + 1 < len(deeds) else stop
        if deed["inserts"] or (deed[0][:2].lower() == "me"):
            # "Menghapus Pasal 5", "disisipkan 1 (satu) pasal, yakni Pasal 12A"
            touched = [n for n in named if deed.end() <= n.provision.start < limit]
            around = [n for n in named if done <= n.provision.start < deed.start()]
            if deed["inserts"]:
                touched = [n for n in touched if not (_within(n, around) or _between(text, n))]
            done = touched[-1].provision.end if touched else deed.end()
            if deed["inserts"] and not touched:  # "Pasal 5 ditambah 1 (satu) ayat"
                touched = [n for n in around if not _between(text, n)]
                yield from _instructions("amends", touched, start, stop)
                continue
        else:
            touched = [n for n in named if done <= n.provision.start < deed.start()]
            touched = [n for n in touched if not _between(text, n)]
            done = deed.end()
        if deed["keeps"]:
            continue
        change: Change = "amends"
        if deed["inserts"]:
            change = "inserts"
        elif deed["deletes"] and not _WORDS.search(text, start, deed.start()):
            change = "deletes"  # "kata … dalam Pasal 5 dihapus" leaves the pasal
        yield from _instructions(change, touched, start, stop)


def _instructions(
    change: Change, touched: list[_Named], start: int, stop: int
) -> Iterator[Instruction]:
    for one in touched:
        for locator in one.locators:
            yield Instruction(change, locator, start, stop)


def _named(text: str, start: int, stop: int) -> Iterator[_Named]:
    """The provisions that an instruction names, each below the pasal named before it."""
    words = text[start:stop]
    place = Locator()
    for chain in whole_places(words, find_chains(words)):
        pieces: list[tuple[Provision, tuple[Locator, ...]]] = []
        for provision in chain.provisions:
            own = _arabic(provision)
            if own is None:
                continue
            if own.steps[0].unit == "penjelasan":
                own = _explained(own, place)
                pieces.append((own, (Locator(own.steps),)))
                continue
            if own.relative and not place.steps:
                place = _pasal_after(words, chain.end)
            locators = tuple(locate(own, place))
            if not locators:
                continue
            pieces.append((own, locators))
            place = locators[-1]
        for own, locators in pieces:
            moved = Provision(own.start + start, chain.end + start, own.steps, own.last)
            yield _Named(moved, place, locators)


def whole_places(words: str, chains: list[Chain]) -> Iterator[Chain]:
    """ "Huruf e Pasal 2 ayat (2)": the ayat stands between the two named before it."""
    waiting: Chain | None = None
    for chain in chains:
        if waiting is not None:
            inner, outer = waiting.provisions[-1], chain.provisions[0]
            units = [step.unit for step in (*inner.steps, *outer.steps)]
            joined = not words[waiting.end : chain.start].strip() and len(chain.provisions) == 1
            first = words[inner.start : inner.start + 5].lower()
            if joined and units == ["pasal", first, "ayat"]:
                steps = (inner.steps[0], *outer.steps, inner.steps[1])
                both = replace(inner, end=outer.end, steps=steps)
                provisions = [*waiting.provisions[:-1], both]
                waiting = replace(waiting, end=chain.end, provisions=provisions)
                continue
            yield waiting
        waiting = chain
    if waiting is not None:
        yield waiting


def _arabic(provision: Provision) -> Provision | None:
    """Without "Pasal I angka 3" before it; None for the amending act's own Roman pasal."""
    steps = provision.steps
    while steps and steps[0].unit == "pasal" and is_roman(steps[0].label):
        inner = next((i for i, s in enumerate(steps[1:], 1) if s.unit == "pasal"), None)
        if inner is None:
            return None
        steps = steps[inner:]
    if not steps or steps[0].unit in {"bab", "bagian", "paragraf", "buku", "diktum"}:
        return None
    return Provision(provision.start, provision.end, steps, provision.last)


def _explained(provision: Provision, place: Locator) -> Provision:
    """ "Penjelasan huruf e", said of Pasal 42 ayat (1): the elucidation of that huruf."""
    inner = replace(provision, steps=provision.steps[1:]) if provision.steps[1:] else None
    if inner is None or not inner.relative:
        return provision
    found = locate(inner, place)
    return replace(provision, steps=(provision.steps[0], *found[0].steps)) if found else provision


def _pasal_after(words: str, at: int) -> Locator:
    """The pasal of a unit named before it: "Judul ayat (1) … dalam Pasal 63"."""
    match = re.search(r"\bPasal\s+(\d{1,4}[A-Z]{0,2})\b", words[at:])
    return Locator((Step("pasal", match[1].lower()),)) if match else Locator()


def _between(text: str, named: _Named) -> bool:
    """Whether it only says where: "di antara Pasal 12 dan Pasal 13"."""
    provision = named.provision
    before = text[max(0, provision.start - 60) : provision.start]
    joined = re.sub(
        r"(?:[Pp]asal|[Aa]yat|[Hh]uruf|[Aa]ngka)\s+\(?\w{1,5}\)?\s+dan\s+\Z", "", before
    )
    return _BETWEEN.search(joined) is not None


def _within(inserted: _Named, around: list[_Named]) -> bool:
    """Whether "yakni" is followed by what was there before, not by what is new."""
    return any(inserted.locators == other.locators for other in around)
