"""One record a work: its CSL item, its key, and a note with every place that was cited of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dalil.answer.answer import Result
from dalil.answer.citation.author_names import Name, family_of, given_of, turned
from dalil.answer.citation.cite import Cited, cite
from dalil.answer.citation.csl_item import Item, ends, item_of, tex_pages
from dalil.answer.citation.work_names import short_name
from dalil.answer.export.escape import plain
from dalil.answer.export.table import Made
from dalil.ingest.bibliography.title_markup import marked, unmarked
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Passage

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """A work and what of it was cited. ``note`` is in lines; ``made`` says where it comes from."""

    key: str
    document: Document
    item: Item
    note: tuple[str, ...]
    made: str


def entries(cited: Iterable[Cited], made: Made) -> list[ReferenceEntry]:
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


def others(entry: ReferenceEntry, used: Container[str]) -> list[str]:
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


def _entry(document: Document, places: list[str], origin: str) -> ReferenceEntry:
    note = [f"Dikutip: {place}" for place in places]
    if document.digest and document.authors:
        note.append(f"Ikhtisar disusun oleh: {', '.join(document.authors)}")
    note += [f"Catatan kaki: {cite(document)}", f"Berkas: sha256 {document.sha256}", origin]
    return ReferenceEntry(
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


# BibTeX: acts are ``@legislation``, rulings ``@jurisdiction``, which Zotero reads as bill and case.
# What was cited is in ``annote``, which no style prints. Titles stand in double braces: Indonesian
# capitals are spelling, not fashion.

_BIBTEX_TYPES: Final = {
    "legislation": "legislation", "bill": "legislation", "treaty": "legislation",
    "legal_case": "jurisdiction", "book": "book", "chapter": "incollection",
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "paper-conference": "inproceedings", "report": "techreport", "entry-dictionary": "book",
    "entry-encyclopedia": "book", "webpage": "online", "manuscript": "unpublished",
}  # fmt: skip
#: Where the container's name goes.
_CONTAINER: Final = {
    "article": "journal", "incollection": "booktitle", "inproceedings": "booktitle",
    "legislation": "journaltitle", "jurisdiction": "journaltitle",
}  # fmt: skip
_PUBLISHER: Final = {
    "phdthesis": "school", "mastersthesis": "school", "techreport": "institution",
}  # fmt: skip
_FIELDS: Final = (
    ("volume", "volume"), ("edition", "edition"), ("address", "publisher-place"), ("type", "genre"),
    ("series", "collection-title"), ("doi", "DOI"), ("isbn", "ISBN"), ("issn", "ISSN"),
    ("url", "URL"), ("language", "language"),
)  # fmt: skip
#: Variables that an entry has fields for; the others are in its note.
_BIBTEX_USED: Final = frozenset({name for _, name in _FIELDS}) | {
    "author", "editor", "translator", "container-title", "publisher", "authority", "page",
}  # fmt: skip
#: TeX's special characters. The braces are those of Zotero's own export: they are said with
#: their like, since BibTeX counts braces even behind a backslash.
_ESCAPES: Final = str.maketrans(
    {
        "\\": r"{\textbackslash}", "{": r"\{\vphantom{\}}", "}": r"\vphantom{\{}\}", "%": r"\%",
        "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_", "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
    }
)  # fmt: skip
_COMMANDS: Final = {
    "i": "textit", "b": "textbf", "sub": "textsubscript", "sup": "textsuperscript",
    "sc": "textsc",
}  # fmt: skip
_LIGATURE: Final = re.compile(r"(?<=[-'`<>,])(?=[-'`<>,])|(?<=[?!])(?=`)")
#: Fields that TeX reads as they are.
_VERBATIM: Final = frozenset({"url", "doi"})


def bibtex(cited: Iterable[Cited], made: Made) -> str:
    """The works as BibTeX entries, under a comment that says where they come from."""
    head = f"% {origin_of(made).replace('@', '(at)')}\n"
    return head + "".join(map(_note_of, entries(cited, made)))


def _note_of(entry: ReferenceEntry) -> str:
    kind = _type(entry.item)
    fields = "".join(f",\n  {name} = {{{value}}}" for name, value in _fields(entry, kind))
    return f"\n@{kind}{{{entry.key}{fields}\n}}\n"


def _type(item: Item) -> str:
    if item["type"] == "thesis":
        genre = item.get("genre", "").casefold()
        return "phdthesis" if genre in ("disertasi", "dissertation") else "mastersthesis"
    return _BIBTEX_TYPES.get(item["type"], "misc")


def _fields(entry: ReferenceEntry, kind: str) -> Iterator[tuple[str, str]]:
    item = entry.item
    yield "title", f"{{{escaped(item.get('title', ''))}}}"
    if item.get("title-short") not in (None, item.get("title")):
        yield "shorttitle", f"{{{escaped(item['title-short'])}}}"
    for role in ("author", "editor", "translator"):
        if item.get(role):
            yield role, " and ".join(map(_name, item[role]))
    parts = date_of(item)
    if parts:
        yield "year", f"{parts[0]:04}"
    if len(parts) > 1:
        yield "date", "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])
    if "container-title" in item:
        yield _CONTAINER.get(kind, "booktitle"), escaped(item["container-title"])
    number = "issue" if kind == "article" and "issue" in item else "number"
    if number in item:
        yield "number", escaped(item[number])
    if "publisher" in item:
        yield _PUBLISHER.get(kind, "publisher"), escaped(item["publisher"])
    if "authority" in item:
        yield "institution", escaped(item["authority"])
    if "page" in item:
        pages = tex_pages(item["page"])
        yield "pages", ", ".join("--".join(map(escaped, ends)) for ends in pages)
    for field, name in _FIELDS:
        if name in item:
            value = item[name]
            yield field, _verbatim(value) if field in _VERBATIM else escaped(value)
    note = [*entry.note, *others(entry, _BIBTEX_USED | {number})]
    yield "annote", escaped("; ".join(note))


def _name(name: Name) -> str:
    """``Wijaya, Endra``; with a suffix in BibTeX's order, ``King, Jr., Martin Luther``.

    What is no person's name stands in braces so that it stays whole, and so does a name that
    BibTeX would take for two ("and") or read the parts of elsewhere.
    """
    if "literal" in name:
        return f"{{{escaped(name['literal'])}}}"
    parts = [family_of(name), name.get("suffix", ""), given_of(name)]
    said = ", ".join(escaped(part) for part in parts if part)
    splits = " and " in f" {said.casefold()} " or any("," in part for part in parts)
    return f"{{{said}}}" if splits else said


def escaped(text: str) -> str:
    """The text with TeX's special characters escaped; braces are balanced in any case.

    Marks that TeX draws together (two hyphens are a dash to it) are kept apart by ``{}``. Markup
    (`ingest.bibliography.title_markup`) becomes TeX's.
    """
    said = []
    for piece, under in marked(text):
        commands = [_COMMANDS[mark] for mark in sorted(under)]
        said.append("".join(f"\\{c}{{" for c in commands) + _letters(piece) + "}" * len(commands))
    return "".join(said)


def _letters(text: str) -> str:
    return _LIGATURE.sub("\ufdda", text).translate(_ESCAPES).replace("\ufdda", "{}")


def _verbatim(text: str) -> str:
    """An address: nothing in it is escaped, but what would end the field is percent-encoded."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


# CSL-JSON: Zotero takes a file only if it knows every type in it (translator "CSL JSON",
# detectImport); those of `answer.citation.csl_item.TYPES` it does.


def csl_json(cited: Iterable[Cited], made: Made) -> str:
    """The works as a JSON list of CSL items."""
    items = [
        {**entry.item, "id": entry.key, "note": "\n".join(entry.note), "source": entry.made}
        for entry in entries(cited, made)
    ]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


# RIS: the tags that Zotero's translator reads for a type (RIS.js). An act (STAT) has its name in
# TI, its gazette in T2, its number in M1; a ruling (CASE) its court in PB, its register number in
# SV.

_RIS_TYPES: Final = {
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
_RIS_USED: Final = frozenset({name for _, name in _TAGS}) | {
    "author", "editor", "translator", "container-title", "number", "publisher", "page", "ISSN",
    "ISBN",
}  # fmt: skip
#: Tags whose text may hold markup, which RIS has none of.
_TEXTS: Final = frozenset({"TI", "ST", "T2", "PB", "CY", "M1", "M3", "N1", "ET", "VL", "IS"})
_ISSN: Final = frozenset({"JOUR", "MGZN", "NEWS"})


def ris(cited: Iterable[Cited], made: Made) -> str:
    """The works as RIS records. Lines end as its specification wants them (CR LF)."""
    return "".join(
        f"{tag}  - {unmarked(value) if tag in _TEXTS else value}\r\n" if tag else "\r\n"
        for entry in entries(cited, made)
        for tag, value in (*_record(entry), ("", ""))
    )


def _record(entry: ReferenceEntry) -> Iterator[tuple[str, str]]:
    item = entry.item
    kind = _RIS_TYPES.get(item["type"], "GEN")
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
    used = _RIS_USED | {"authority"} if kind == "CASE" else _RIS_USED
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


Write = Callable[[Sequence[Cited], Made], str]


class ReferenceWriter:
    """Collects what was cited and writes the file when it is closed."""

    def __init__(self, write: Write, path: Path, made: Made) -> None:
        self._write = write
        self._path = path
        self._made = made
        self._cited: list[Cited] = []

    def add(self, result: Result, remarks: Mapping[str, str] | None = None) -> None:
        """The passages found for a question that was answered; not those that are only near.

        ``remarks`` are by passage id: what a person should know of why it is cited.
        """
        if result.generation:
            self._made = Made(self._made.at, result.generation, result.documents, result.passages)
        if result.error is None and result.answer.status == "answered":
            self._cited += [
                Cited(
                    hit.document, hit.passage,
                    remark=(remarks or {}).get(hit.passage.passage_id, ""),
                )
                for hit in result.hits
            ]  # fmt: skip

    def close(self) -> None:
        """Write the file."""
        text = self._write(self._cited, self._made)
        self._path.write_text(text, encoding="utf-8", newline="")


def bibtex_writer(path: Path, made: Made) -> ReferenceWriter:
    """A writer of BibTeX."""
    from dalil.answer.export import reference_managers as bibtex

    return ReferenceWriter(bibtex.bibtex, path, made)


def ris_writer(path: Path, made: Made) -> ReferenceWriter:
    """A writer of RIS."""
    from dalil.answer.export import reference_managers as ris

    return ReferenceWriter(ris.ris, path, made)


def csl_json_writer(path: Path, made: Made) -> ReferenceWriter:
    """A writer of CSL-JSON."""
    from dalil.answer.export import reference_managers as csl_json

    return ReferenceWriter(csl_json.csl_json, path, made)
