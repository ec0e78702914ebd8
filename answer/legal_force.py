"""What is known of the force of acts, in words: said once above their passages, not on each.

A passage's own status is that of the passage (`index.search.results.Hit.status`). What is known of
its act ("sebagian dicabut: 12 pasal"), and what it means that nothing is known, is said once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from dalil.answer.citation.work_names import short_name
from dalil.index.store.legal_status import ActStanding
from dalil.ingest.model import Document, Status, Tier
from dalil.ingest.references.ids import print_target

#: Acts that are named as being in the place of a repealed one.
HEIRS: Final = 4

_WORDS: Final = {
    Status.IN_FORCE: ("berlaku", "in force"),
    Status.AMENDED: ("telah diubah", "amended"),
    Status.PARTLY_REPEALED: ("sebagian dicabut", "partly repealed"),
    Status.REPEALED: ("dicabut", "repealed"),
    Status.UNKNOWN: ("", ""),
}
_CHANGED: Final = ("diubah", "amended")
_NOW: Final = ("kini lihat", "see now")
_BY: Final = ("menurut", "by")
_PASAL: Final = ("pasal", "article", "articles")
_OTHER: Final = ("bagian lain", "other part", "other parts")
_UNKNOWN: Final = (
    "Tanpa tanda berarti status tidak diketahui: pustaka ini tidak memuat ketentuan yang mengubah "
    "atau mencabut bagian itu; belum tentu masih berlaku.",
    "No mark means status unknown: this library has no provision that amends or repeals the "
    "passage; it need not be in force.",
)


class WithStatus(Protocol):
    """A passage found, as far as its force goes: its work, its own status, that of its act."""

    @property
    def document(self) -> Document:
        """The work."""
        ...

    @property
    def status(self) -> Status:
        """Of the passage itself."""
        ...

    @property
    def act(self) -> ActStanding | None:
        """Of the work as a whole."""
        ...


def word(status: Status, language: str = "id") -> str:
    """``telah diubah``: a passage's own status in a word; "" where nothing is known."""
    return _WORDS[status][language == "en"]


def force(act: ActStanding, language: str = "id") -> str:
    """``sebagian dicabut: 12 pasal; diubah: 3 pasal``; "" where nothing is known.

    Articles are counted that are named, wholly or in part; where only the act is named, nothing
    is counted.
    """
    return _force(act, language == "en")


def act_note(document: Document, act: ActStanding, language: str = "id") -> str:
    """``UU 23/2014 sebagian dicabut: 12 pasal (menurut Pasal 189 ayat (1) UU 1/2022)``; "" where
    nothing is known. Of a repealed act also which acts are in its place."""
    english = language == "en"
    said = _force(act, english)
    if not said:
        return ""
    note = f"{short_name(document)}: {said}" if english else f"{short_name(document)} {said}"
    if act.reason:
        note += f" ({_BY[english]} {print_target(act.reason, 'en' if english else 'id')})"
    heirs = act.heirs[:HEIRS]
    if heirs and heirs != ((act.reason or "").partition("#")[0],):  # more than was said
        note += f"; {_NOW[english]} {', '.join(print_target(heir) for heir in heirs)}"
    return note


def said_once(
    found: Iterable[WithStatus], language: str = "id", *, marks: bool = True
) -> tuple[str, ...]:
    """What is to be said once of the acts of these passages, and of those of unknown status.

    An act in force, or of which nothing is known, needs no word; nor does what no mark means,
    where the passages are shown without (``marks``).
    """
    listed = list(found)
    acts = {f.document.id: f for f in listed if f.document.tier is Tier.PRIMARY and f.act}
    notes = [
        act_note(f.document, f.act, language)
        for f in acts.values()
        if f.act is not None and f.act.status is not Status.IN_FORCE
    ]
    said = [note for note in notes if note]
    if marks and any(
        f.status is Status.UNKNOWN and f.document.tier is Tier.PRIMARY for f in listed
    ):
        said.append(_UNKNOWN[language == "en"])
    return tuple(said)


def _force(act: ActStanding, english: bool) -> str:
    said = _WORDS[act.status][english]
    if not said or act.status in {Status.REPEALED, Status.IN_FORCE}:
        return said
    partly = act.status is Status.PARTLY_REPEALED
    gone = _counted(act.repealed, english) if partly else ""
    changed = _counted(act.changed, english)
    if not partly:
        return f"{said}: {changed}" if changed else said
    said = f"{said}: {gone}" if gone else said
    return f"{said}; {_CHANGED[english]}: {changed}" if changed else said


def _counted(locators: Iterable[str], english: bool) -> str:
    """``12 pasal``: how many articles these locators stand in, and how many other parts."""
    outer = {locator.partition("/")[0] for locator in locators}
    articles = sum(part.startswith("pasal-") for part in outer)
    said = []
    for count, words in ((articles, _PASAL), (len(outer) - articles, _OTHER)):
        if count:
            said.append(f"{count} {words[0] if not english else words[1 + (count != 1)]}")
    return ", ".join(said)
