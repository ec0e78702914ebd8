"""One record a work: its CSL item, its key, and a note with every place that was cited of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Final

from answer.cell import plain
from answer.cite import Cited, cite
from answer.csl.item import Item, item_of
from answer.name import short_name
from answer.person import turned
from answer.table import Made
from ingest.locator import Locator
from ingest.model import Document, Passage

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A work and what of it was cited. ``note`` is in lines; ``made`` says where it comes from."""

    key: str
    document: Document
    item: Item
    note: tuple[str, ...]
    made: str


def entries(cited: Iterable[Cited], made: Made) -> list[Entry]:
    """The works in the order of their first citation, each once, with all its places."""
    places: dict[str, list[str]] = {}
    documents: dict[str, Document] = {}
    for one in cited:
        documents.setdefault(one.document.id, one.document)
        said = places.setdefault(one.document.id, [])
        place = _place(one)
        if place and place not in said:
            said.append(place)
    origin = origin_of(made)
    return [
        _entry(document, places[document_id], origin) for document_id, document in documents.items()
    ]


def origin_of(made: Made) -> str:
    """``Dalil, pustaka generasi 7, 2026-11-24T16:00:00+07:00``: enough to find the same again."""
    known = ("Dalil", made.generation and f"pustaka generasi {made.generation}", made.at)
    return line(", ".join(filter(None, known)))


def key_of(document_id: str) -> str:
    """A citation key that is the id's own: ``uu:2014:23``. Different ids have different keys."""

    def said(match: re.Match[str]) -> str:
        return {"/": ":", "~": "+"}.get(match[0], f".{ord(match[0]):x}.")

    return re.sub(r"[^A-Za-z0-9-]", said, document_id)


def line(text: str) -> str:
    """The text on one line, without control characters and those that turn what follows."""
    return " ".join(plain(_CONTROL.sub(" ", text)).split())


#: Said again by other variables, or by every format in its own way.
_DERIVED: Final = frozenset(
    {"id", "type", "title", "title-short", "citation-label", "container-title-short", "issued",
     "status", "original-title"}
)  # fmt: skip


def others(entry: Entry, used: Container[str]) -> list[str]:
    """The variables that a format has no field for, as lines of a note: nothing is lost."""
    return [
        f"{name}: {_said(value)}"
        for name, value in entry.item.items()
        if name not in _DERIVED and name not in used
    ]


def _said(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(turned(name) for name in value)
    if isinstance(value, dict):
        return "-".join(f"{part:02}" for part in value["date-parts"][0])
    return str(value)


def _entry(document: Document, places: list[str], origin: str) -> Entry:
    note = [f"Dikutip: {place}" for place in places]
    if document.digest and document.authors:
        note.append(f"Ikhtisar disusun oleh: {', '.join(document.authors)}")
    note += [f"Catatan kaki: {cite(document)}", f"Berkas: sha256 {document.sha256}", origin]
    return Entry(
        key=key_of(document.id),
        document=document,
        item=_lined(item_of(document)),
        note=tuple(map(line, note)),
        made=origin,
    )


def _lined(item: Item) -> Item:
    """The item with every text of it on one line; what is empty then is left out."""

    def lined(value: object) -> object:
        if isinstance(value, str):
            return line(value)
        if isinstance(value, list):
            return [found for part in value if (found := lined(part)) not in ("", {}, [])]
        if isinstance(value, dict):
            return {k: found for k, v in value.items() if (found := lined(v)) not in ("", {}, [])}
        return value

    return {k: found for k, v in item.items() if (found := lined(v)) not in ("", {}, [])}


def _place(cited: Cited) -> str:
    """The place in words and as the id that opens it."""
    where = cited.where
    if isinstance(where, Passage):
        target = where.passage_id
    else:
        target = f"{cited.document.id}#{where}" if where != Locator() else cited.document.id
    said = f"{cited.place} [{target}]" if cited.place else ""
    # A note on the whole work stands alone.
    return f"{said or short_name(cited.document)} – {cited.remark}" if cited.remark else said


def date_of(item: Item) -> list[int]:
    """Year, month, day as far as known."""
    parts = item.get("issued", {}).get("date-parts", [[]])
    return list(parts[0]) if parts else []
