"""What a person types to get somewhere, and the place it means: a reference, a number, a heading.

In an open work "5" is its Pasal 5, "5 (2)" that ayat, "bab III" its chapter, "hlm 12" its page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dalil.index.provisions import wording_of
from dalil.index.store.catalog import Catalog
from dalil.ingest.locator import UNITS
from dalil.ingest.references.find import find_references, parse_reference
from dalil.views.reading.work import Opened

_LIMIT: Final = 300
_BARE: Final = re.compile(
    r"(?P<pasal>\d{1,4}\s?[a-z]{0,2}|[ivx]{1,5})(?:\s*\(\s?(?P<ayat>\d{1,3}[a-z]?)\s?\))?"
    r"(?P<rest>\s.*)?\Z",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"(?P<unit>buku|bab|bagian|paragraf|book|chapter|part)\s+(?P<label>[\w-]{1,20})\Z",
    re.IGNORECASE,
)
_ENGLISH: Final = {"book": "buku", "chapter": "bab", "part": "bagian"}
_PAGE: Final = re.compile(r"(?:hlm|hal|halaman|page|p)\.?\s*(?P<page>\d{1,5})\Z", re.IGNORECASE)
_ROMAN: Final = re.compile(r"[ivxlcdm]+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where it leads: ids that are here, best first, and those that were meant but are not."""

    targets: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def land(catalog: Catalog, typed: str, opened: Opened | None) -> Landing:
    """The place that ``typed`` names; nowhere where it names none: never a guess.

    In an open work what can be read as a place in it is; an act named in full is that act.
    """
    text = " ".join(typed.split())[:_LIMIT]
    if not text:
        return Landing()
    if catalog.held([text]):
        return Landing((text,))
    named = parse_reference(text)
    if opened is not None and not named:
        own = _in_work(opened, text)
        if own:
            return _here(catalog, [own])
        named = _bound(opened, text)
    if named:
        return _here(catalog, named)
    if opened is not None and (found := _by_words(opened, text)):
        return Landing((found,))
    return Landing()


def _here(catalog: Catalog, targets: list[str]) -> Landing:
    """Each target that is here, a provision worded by a later act in that act."""
    held = catalog.held(targets)
    found: list[str] = []
    missing: list[str] = []
    for target in targets:
        if target in held:
            found.append(target)
        elif "#" in target and (worded := wording_of(catalog, target)):
            found.append(worded[0].passage_id)
        else:
            missing.append(target)
    return Landing(tuple(found), tuple(missing))


def _in_work(opened: Opened, text: str) -> str | None:
    """A heading or a page of the open work."""
    if heading := _HEADING.match(text):
        unit = heading["unit"].casefold()
        wanted = f"{_ENGLISH.get(unit, unit)} {heading['label']}".casefold()
        for part in opened.parts:
            for title in part.heading:
                if " ".join(title.split()[:2]).casefold() == wanted:
                    return part.passage_id
    if page := _PAGE.match(text):
        return _on_page(opened, int(page["page"]))
    return None


def _on_page(opened: Opened, page: int) -> str | None:
    """The part that stands on top of a page, or begins there."""
    starts = opened.document.page_starts
    if not 1 <= page <= len(starts):
        return None
    at = starts[page - 1]
    over = [part for part in opened.parts if part.start <= at < part.end]
    after = [part for part in opened.parts if part.start >= at]
    chosen = over[-1:] or after[:1]
    return chosen[0].passage_id if chosen else None


def _bound(opened: Opened, text: str) -> list[str]:
    """The provision of the open act that a reference without its act, or a bare number, means."""
    act = opened.document.id
    said = text
    if bare := _BARE.match(text):
        pasal = bare["pasal"].replace(" ", "")
        pasal = pasal.upper() if _ROMAN.match(pasal) else pasal
        ayat = f" ayat ({bare['ayat']})" if bare["ayat"] else ""
        said = f"Pasal {pasal}{ayat}{bare['rest'] or ''}"
    # A pasal alone on its line is a heading to the recogniser; in a sentence it is a reference.
    lead = "lihat "
    for reference in find_references(f"{lead}{said}", act=act):
        if reference.start == len(lead) and reference.end >= len(lead) + len(said.rstrip(" .;")):
            return list(reference.targets)
    guess = f"{act}#{_spelled(said)}"
    return [guess] if guess in opened.by_id else []


def _spelled(said: str) -> str:
    """ "menimbang huruf b" as a locator, for what the recogniser takes for no reference."""
    steps: list[str] = []
    for word in re.findall(r"[\w~]+", said.casefold()):
        if word in UNITS:
            steps.append(word)
        elif steps:
            steps[-1] = f"{steps[-1]}-{word}"
    return "/".join(steps)


def _by_words(opened: Opened, text: str) -> str | None:
    """The first part whose own heading or term, or a heading above it, has these words."""
    wanted = text.casefold()
    starting = other = None
    for part in opened.parts:
        unit = part.locator.steps[-1].unit if part.locator.steps else ""
        own = part.passages[0].text.lstrip(" \"'“‘(*")[:120] if unit in {"judul", "entri"} else ""
        line = own.partition("\n")[0].casefold()
        if line.startswith(wanted) and starting is None:
            starting = part.passage_id
        elif other is None and any(wanted in title.casefold() for title in (line, *part.heading)):
            other = part.passage_id
    return starting or other
