"""BibTeX and BibLaTeX entries, LaTeX accents decoded."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from dalil.ingest.bibliography.record import Bibliography, Record, date_of, person, record
from dalil.ingest.messages import Message

#: Entry types, and CSL's for them with what the work is called here where that is narrower.
_TYPES: Final = {
    "article": ("article-journal", ""), "book": ("book", ""), "mvbook": ("book", ""),
    "collection": ("book", ""), "booklet": ("book", ""), "inbook": ("chapter", ""),
    "incollection": ("chapter", ""), "bookinbook": ("chapter", ""),
    "inproceedings": ("paper-conference", ""), "conference": ("paper-conference", ""),
    "proceedings": ("book", ""), "phdthesis": ("thesis", "Disertasi"),
    "mastersthesis": ("thesis", "Tesis"), "thesis": ("thesis", ""),
    "techreport": ("report", ""), "report": ("report", ""), "online": ("webpage", ""),
    "electronic": ("webpage", ""), "inreference": ("entry-encyclopedia", ""),
    "jurisdiction": ("legal_case", ""), "legislation": ("legislation", ""),
    "legal": ("legislation", ""), "unpublished": ("manuscript", ""),
}  # fmt: skip
#: Fields of an entry and the CSL variables they are.
_FIELDS: Final = {
    "journal": "container-title", "journaltitle": "container-title",
    "booktitle": "container-title", "series": "collection-title", "volume": "volume",
    "number": "issue", "issue": "issue", "pages": "page", "publisher": "publisher",
    "school": "publisher", "institution": "publisher", "organization": "publisher",
    "address": "publisher-place", "location": "publisher-place", "edition": "edition",
    "isbn": "ISBN", "issn": "ISSN", "doi": "DOI", "langid": "language", "language": "language",
    "chapter": "chapter-number", "pagetotal": "number-of-pages", "shorttitle": "title-short",
    "shortjournal": "container-title-short", "eventtitle": "event-title", "venue": "event-place",
}  # fmt: skip
_PEOPLE: Final = ("author", "editor", "translator")
_JOINED: Final = re.compile(r'"\s*#\s*"')


def from_bibtex(text: str) -> Bibliography:
    """The entries of a BibTeX file; broken ones are problems, and the rest goes on."""
    import bibtexparser
    from bibtexparser import middlewares

    # It tells of broken entries in its log too; here they are problems of the file.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    found = bibtexparser.parse_string(
        text,
        append_middleware=[
            # Before braces are gone: "{Tim Penyusun and Kawan}" is one name by them.
            middlewares.SeparateCoAuthors(),
            middlewares.SplitNameParts(),
            middlewares.LatexDecodingMiddleware(),
        ],
    )
    strings = {s.key.casefold(): _text(s.value) for s in found.strings}
    records: list[Record] = []
    problems: list[str] = []
    for block in found.failed_blocks:
        kept: Any = getattr(block, "ignore_error_block", None)
        if kept is not None and hasattr(kept, "fields_dict"):  # the same key again: a record too
            made = _record(kept, strings)
        else:
            line = (block.start_line or 0) + 1
            made = Message("source.entry_unread_why", line=line, error=_reason(block))
        _sort_in(made, records, problems)
    for entry in found.entries:
        _sort_in(_record(entry, strings), records, problems)
    return Bibliography(tuple(records), tuple(problems))


def _sort_in(made: Record | str, records: list[Record], problems: list[str]) -> None:
    if isinstance(made, str):
        problems.append(made)
    else:
        records.append(made)


def _reason(block: Any) -> str:
    error = getattr(block, "error", None)
    said = str(getattr(error, "abort_reason", "") or error or "rusak")
    return " ".join(said.split())[:120]


def _record(entry: Any, strings: Mapping[str, str]) -> Record | str:
    fields = {name.casefold(): field.value for name, field in entry.fields_dict.items()}
    csl_type, kind = _TYPES.get(entry.entry_type.casefold(), ("", ""))
    said = {name: _text(value, strings) for name, value in fields.items() if name not in _PEOPLE}
    extra: dict[str, str] = {}
    for name, value in said.items():
        if (variable := _FIELDS.get(name)) and value:
            extra.setdefault(variable, value)
    if csl_type == "report" and "issue" in extra:  # a report's number is its own
        extra["number"] = extra.pop("issue")
    if csl_type == "thesis" and (genre := said.get("type", "")):
        extra["genre"] = {"phdthesis": "Disertasi", "mathesis": "Tesis"}.get(genre, genre)
        kind = kind or (extra["genre"] if extra["genre"] in ("Disertasi", "Tesis") else "")
    for role in ("editor", "translator"):
        if names := _names(fields.get(role)):
            extra[role] = "; ".join(names)
    if accessed := date_of(said.get("urldate", "")):
        extra["accessed"] = accessed
    date = date_of(said.get("date", "")) or date_of(said.get("year", ""), said.get("month", ""))
    title = ": ".join(filter(None, (said.get("title", ""), said.get("subtitle", ""))))
    return record(
        entry.key or "?", csl_type, title, _names(fields.get("author")), date, extra,
        said.get("url", ""), kind,
    )  # fmt: skip


def _text(value: Any, strings: Mapping[str, str] = MappingProxyType({})) -> str:
    if not isinstance(value, str):
        return ""
    pieces = re.split(r"\s*#\s*", value)
    bare = [p for p in pieces if not (p.startswith('"') or p.endswith('"'))]
    if len(pieces) > 1 and bare and all(p.casefold() in strings for p in bare):
        # name # " volume": the parser puts in names only where they stand alone.
        return "".join(strings.get(p.casefold(), p.strip('"')) for p in pieces)
    joined = _JOINED.sub("", value)
    return joined if joined == value else joined.strip('"')  # a title may end with a quotation


def _names(value: Any) -> list[str]:
    """Names as Dalil writes them; of "others" nothing is known."""
    from pylatexenc.latex2text import LatexNodes2Text

    decoded = LatexNodes2Text(math_mode="verbatim").latex_to_text
    found = []
    for parts in value if isinstance(value, list) else []:
        if isinstance(parts, str):
            found.append(decoded(parts))
            continue
        said = (parts.last, parts.first, parts.von, parts.jr)
        family, given, particle, suffix = (decoded(" ".join(words)) for words in said)
        if family.casefold() != "others" or given:
            braced = len(parts.last) == 1 and parts.last[0].startswith("{")
            found.append(family if braced else person(family, given, particle, suffix))
    return found
