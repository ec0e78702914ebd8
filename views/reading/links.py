"""References in a text become links to the reader, where this library has what they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from typing import Literal

from index.catalog import Catalog
from ingest.errors import DalilError
from ingest.reference import Reference, print_target
from ingest.target import other_reading
from views.mark import Wrap, plain
from views.reading.address import reader_address


def links(
    catalog: Catalog,
    references: Iterable[Reference],
    document_id: str,
    language: Literal["id", "en"],
    absent: str,
) -> list[Wrap]:
    """The tags around each of these references in a text of this document.

    What is not in the library is only underlined, with ``absent`` as its title. A reference with
    several candidates leads to the best one that is here. "Undang-undang ini" is no link.
    """
    meant = [r for r in references if r.targets and r.targets != (document_id,)]
    read = {r: [*r.targets, *_otherwise(r)] for r in meant}
    held = catalog.held(target for targets in read.values() for target in targets)
    meant = [replace(r, targets=_as_held(r.targets, read[r], held)) for r in meant]
    return [_wrap(r, held, language, absent) for r in meant]


def _otherwise(reference: Reference) -> list[str]:
    """Readings of letters that look like digits: "Pasal 28I" for 281."""
    readings = (other_reading(target, reference.text) for target in reference.targets)
    return [other for other in readings if other]


def _as_held(targets: tuple[str, ...], read: list[str], held: set[str]) -> tuple[str, ...]:
    """The targets, or the other readings where only those are in the library."""
    if any(target in held for target in targets):
        return targets
    return tuple(target for target in read if target in held) or targets


def _wrap(reference: Reference, held: set[str], language: Literal["id", "en"], absent: str) -> Wrap:
    target = next((t for t in reference.targets if t in held), None)
    if target is None:
        title = f"{_named(reference.targets, language)}: {absent}"
        opening, closing = f'<span class="dalil-absent" title="{plain(title)}">', "</span>"
    else:
        title = _named([target], language)
        if len(reference.targets) > 1 and reference.reason:
            title = f"{title} ({reference.reason})"
        href = escape(reader_address(target, language))
        opening = f'<a class="dalil-ref" href="{href}" title="{plain(title)}">'
        closing = "</a>"
    return Wrap(reference.start, reference.end, opening, closing)


def _named(targets: Sequence[str], language: Literal["id", "en"]) -> str:
    first = name_of(targets[0], language)
    return first if len(targets) == 1 else f"{first} …"


def name_of(target: str, language: Literal["id", "en"]) -> str:
    """The id of an act or provision in words; as it stands where it has none."""
    try:
        return print_target(target, language)
    except (ValueError, DalilError):
        return target


def link(target: str, text: str, language: Literal["id", "en"], current: bool = False) -> str:
    """A link to the reader as HTML; ``current`` marks the one that leads to what is shown."""
    here = ' aria-current="page"' if current else ""
    href = escape(reader_address(target, language))
    return f'<a class="dalil-go" href="{href}"{here}>{plain(text)}</a>'
