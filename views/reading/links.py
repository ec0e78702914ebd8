"""References in a text become links to the reader, where this library has what they name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from html import escape
from typing import Final, Literal

from dalil.answer.citation.cite import provision
from dalil.index.store.catalog import Catalog
from dalil.ingest.errors import DalilError
from dalil.ingest.locator import Locator
from dalil.ingest.references.find import Reference
from dalil.ingest.references.ids import other_reading, print_target
from dalil.views.html import Wrap, plain, reader_address
from dalil.views.reading.work import Opened, ReadingPart, TocNode

# The reader's address of a work or of a place in one, for links from anywhere in the app.


def links(
    catalog: Catalog,
    references: Iterable[Reference],
    document_id: str,
    language: Literal["id", "en"],
    absent: str,
    day: str = "",
    here: Container[str] = (),
) -> list[Wrap]:
    """The tags around each of these references in a text of this document, read on a day.

    ``here`` are ids that the text itself has on that day, whether or not the catalogue does.

    What is not in the library is only underlined, with ``absent`` as its title. A reference with
    several candidates leads to the best one that is here. "Undang-undang ini" is no link.
    """
    meant = [r for r in references if r.targets and r.targets != (document_id,)]
    read = {r: [*r.targets, *_otherwise(r)] for r in meant}
    named = {target for targets in read.values() for target in targets}
    own = {target for target in named if target in here}
    held = catalog.held(named - own) | own
    meant = [replace(r, targets=_as_held(r.targets, read[r], held)) for r in meant]
    return [_wrap(r, held, language, absent, day) for r in meant]


def _otherwise(reference: Reference) -> list[str]:
    """Readings of letters that look like digits: "Pasal 28I" for 281."""
    readings = (other_reading(target, reference.text) for target in reference.targets)
    return [other for other in readings if other]


def _as_held(targets: tuple[str, ...], read: list[str], held: set[str]) -> tuple[str, ...]:
    """The targets, or the other readings where only those are in the library."""
    if any(target in held for target in targets):
        return targets
    return tuple(target for target in read if target in held) or targets


def _wrap(
    reference: Reference, held: set[str], language: Literal["id", "en"], absent: str, day: str
) -> Wrap:
    target = next((t for t in reference.targets if t in held), None)
    if target is None:
        title = f"{_named(reference.targets, language)}: {absent}"
        opening, closing = f'<span class="dalil-absent" title="{plain(title)}">', "</span>"
    else:
        title = _named([target], language)
        if len(reference.targets) > 1 and reference.reason:
            title = f"{title} ({reference.reason})"
        href = escape(reader_address(target, language, day))
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


def link(
    target: str,
    text: str,
    language: Literal["id", "en"],
    current: bool = False,
    day: str = "",
    since: str = "",
) -> str:
    """A link to the reader as HTML; ``current`` marks the one that leads to what is shown."""
    here = ' aria-current="page"' if current else ""
    href = escape(reader_address(target, language, day, since))
    return f'<a class="dalil-go" href="{href}"{here}>{plain(text)}</a>'


# What a part, a passage or a heading is called in the reader, in few words.

Language = Literal["id", "en"]

#: Characters of a heading's first line that stand for it.
_LINE: Final = 110
_QUOTED: Final = re.compile(r"“(.*)”", re.DOTALL)


def label(part: ReadingPart, language: Language, pages: str = "hlm.", brief: bool = False) -> str:
    """``Pasal 5``, ``Penjelasan Pasal 5``, a heading's own words, a dictionary's term, a page.

    ``brief`` leaves out what the table of contents says above it. ``pages`` is the word for page.
    """
    first = part.passages[0]
    unit = first.locator.steps[-1].unit if first.locator.steps else ""
    if unit == "judul":
        line = first.text.strip().partition("\n")[0]
        return line if len(line) <= _LINE else f"{line[:_LINE].rsplit(' ', 1)[0]} …"
    if unit == "entri":
        said = provision(first, language)
        quoted = _QUOTED.search(said)
        return quoted[1] if quoted else said
    if unit in {"alinea", "halaman"} and len(first.locator.steps) == 1 and first.page is not None:
        return f"{pages} {first.page}"
    locator = first.locator
    if brief and len(locator.steps) > 1 and locator.steps[0].unit in {"penjelasan", "lampiran"}:
        locator = Locator(locator.steps[1:])
    said = locator.label(language)
    if len(part.passages) > 1:
        last = part.passages[-1].locator.steps[-1]
        return f"{said}–{last.label.partition('~')[0]}"
    return said


def span_of(opened: Opened, node: TocNode, language: Language) -> str:
    """Which pasal stand under a heading: ``Pasal 5–9``; empty where they are no pasal."""
    first, last = opened.parts[node.first].locator, opened.parts[node.last].locator
    if not (len(first.steps) == len(last.steps) == 1):
        return ""
    one, other = first.steps[0], last.steps[0]
    if not (one.unit == other.unit == "pasal"):
        return ""
    said = first.label(language)
    return said if one == other else f"{said}–{other.label.partition('~')[0].upper()}"
