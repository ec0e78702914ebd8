"""RIS: tagged lines, read by every reference manager.

The tags of a type are those that Zotero's translator reads for it (RIS.js): an act (STAT) has
its name in TI, its gazette in T2 (Code) and its number in M1 (Public Law Number); a ruling
(CASE) its court in PB and its register number in SV.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from answer.cite import Cited
from answer.csl.item import Item
from answer.exchange.entry import Entry, date_of, entries, others
from answer.page import ends
from answer.person import turned
from answer.table import Made
from ingest.markup import unmarked

_TYPES: Final = {
    "legislation": "STAT", "bill": "BILL", "treaty": "STAT", "legal_case": "CASE", "book": "BOOK",
    "chapter": "CHAP", "article-journal": "JOUR", "article-magazine": "MGZN",
    "article-newspaper": "NEWS", "paper-conference": "CONF", "thesis": "THES", "report": "RPRT",
    "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "webpage": "ELEC",
    "post-weblog": "BLOG", "manuscript": "MANSCPT", "pamphlet": "PAMP",
}  # fmt: skip
#: Tags of single variables that are the same for every type.
_TAGS: Final = (
    ("VL", "volume"), ("IS", "issue"), ("CY", "publisher-place"), ("ET", "edition"),
    ("DO", "DOI"), ("LA", "language"), ("UR", "URL"), ("M3", "genre"),
)  # fmt: skip
#: Variables that a record has tags for; the others are in its note.
_USED: Final = frozenset({name for _, name in _TAGS}) | {
    "author", "editor", "translator", "container-title", "number", "publisher", "page", "ISSN",
    "ISBN",
}  # fmt: skip
#: Tags whose text may hold markup, which RIS has none of.
_TEXTS: Final = frozenset({"TI", "ST", "T2", "PB", "CY", "M1", "M3", "N1", "ET", "VL", "IS"})
_ISSN: Final = frozenset({"JOUR", "MGZN", "NEWS"})


def write(cited: Iterable[Cited], made: Made) -> str:
    """The works as RIS records. Lines end as its specification wants them (CR LF)."""
    return "".join(
        f"{tag}  - {unmarked(value) if tag in _TEXTS else value}\r\n" if tag else "\r\n"
        for entry in entries(cited, made)
        for tag, value in (*_record(entry), ("", ""))
    )


def _record(entry: Entry) -> Iterator[tuple[str, str]]:
    item = entry.item
    kind = _TYPES.get(item["type"], "GEN")
    yield "TY", kind
    yield "ID", entry.key
    yield "TI", item.get("title", "")
    if item.get("title-short") not in (None, item.get("title")):
        yield "ST", item["title-short"]
    for tag, role in (("AU", "author"), ("A3" if kind == "BOOK" else "A2", "editor"),
                      ("A4", "translator")):  # fmt: skip
        for name in item.get(role, ()):
            yield tag, turned(name)
    if kind in ("DICT", "ENCYC") and "container-title" not in item:
        yield "T2", item.get("title", "")  # what the entries are in: the work itself
    if "container-title" in item:
        yield "T2", item["container-title"]
    if "number" in item:
        yield ("SV" if kind == "CASE" else "M1"), item["number"]
    publisher = item.get("authority" if kind == "CASE" else "publisher", "")
    if publisher:
        yield "PB", publisher
    for tag, name in _TAGS:
        if name in item:
            yield tag, item[name]
    used = _USED | {"authority"} if kind == "CASE" else _USED
    for name in ("ISSN", "ISBN") if kind in _ISSN else ("ISBN", "ISSN"):
        if name in item and "SN" not in used:
            yield "SN", item[name]
            used = used | {"SN"}
        elif name in item:
            used = used - {name}  # there is one tag for both
    yield from _pages(item)
    yield from _dates(item)
    yield "N1", "; ".join([*entry.note, *others(entry, used)])
    yield "DP", entry.made
    yield "ER", ""


def _pages(item: Item) -> Iterator[tuple[str, str]]:
    first, last = ends(item.get("page", ""))
    if first:
        yield "SP", first
    if last:
        yield "EP", last


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    parts = date_of(item)
    if parts:
        yield "PY", f"{parts[0]:04}"
    if len(parts) > 1:
        day = f"{parts[2]:02}" if len(parts) > 2 else ""
        yield "DA", f"{parts[0]:04}/{parts[1]:02}/{day}/"
