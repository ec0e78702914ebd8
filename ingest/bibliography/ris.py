"""RIS entries, as Zotero, Mendeley, EndNote and publishers' sites export them."""

from __future__ import annotations

import re
from typing import Any, Final

from dalil.ingest.bibliography.record import Bibliography, Record, date_of, person, record
from dalil.ingest.messages import Message

#: Types of reference and CSL's for them.
_TYPES: Final = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "JFULL": "article-journal",
    "INPR": "article-journal", "ABST": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "CONF": "paper-conference",
    "CPAPER": "paper-conference", "THES": "thesis", "RPRT": "report", "GOVDOC": "report",
    "ELEC": "webpage", "BLOG": "webpage", "DICT": "entry-dictionary",
    "ENCYC": "entry-encyclopedia", "CASE": "legal_case", "STAT": "legislation",
    "LEGAL": "legislation", "BILL": "bill", "UNPB": "manuscript", "MANSCPT": "manuscript",
}  # fmt: skip
#: What an entry says first counts; the tags differ between programs.
_TITLES: Final = ("title", "primary_title")
_CONTAINERS: Final = ("secondary_title", "journal_name", "alternate_title3", "tertiary_title")
_FIELDS: Final = {
    "volume": "volume", "number": "issue", "publisher": "publisher", "doi": "DOI",
    "place_published": "publisher-place", "edition": "edition", "language": "language",
    "short_title": "title-short", "alternate_title2": "container-title-short",
    "number_of_volumes": "number-of-volumes",
}  # fmt: skip
_ENTRY: Final = re.compile(r"^[ \t]*TY  ?- ?", re.MULTILINE)
_TAG: Final = re.compile(r"^[ \t]*([A-Z][A-Z0-9])  ?- ?", re.MULTILINE)


def from_ris(text: str) -> Bibliography:
    """The entries of a RIS file; each is read by itself, so that a broken one costs no other."""
    import rispy

    starts = [match.start() for match in _ENTRY.finditer(text)]
    records: list[Record] = []
    problems: list[str] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text.count("\n", 0, start) + 1
        # Some programs write one space, or indent: rispy wants exactly "XX  - ".
        block = _TAG.sub(r"\1  - ", text[start:end].strip())
        if not re.search(r"^ER  -", block, re.MULTILINE):
            block += "\nER  - "
        try:
            entries = rispy.loads(block + "\n")
        except (OSError, ValueError, KeyError, IndexError, AttributeError) as error:
            problems.append(Message("source.entry_unread_why", line=line, error=error))
            continue
        if not entries:
            problems.append(Message("source.entry_unread", line=line))
        for entry in entries:
            made = _record(entry, line)
            if isinstance(made, str):
                problems.append(made)
            else:
                records.append(made)
    return Bibliography(tuple(records), tuple(problems))


def _record(entry: dict[str, Any], line: int) -> Record | str:
    csl_type = _TYPES.get(str(entry.get("type_of_reference", "")), "")
    extra = {name: _text(entry.get(tag)) for tag, name in _FIELDS.items()}
    if csl_type != "book":
        extra["container-title"] = _first(entry, _CONTAINERS)
    else:
        extra["collection-title"] = _first(entry, _CONTAINERS)
    first, last = _text(entry.get("start_page")), _text(entry.get("end_page"))
    extra["page"] = f"{first}–{last}" if first and last and "-" not in first else first
    serial = _text(entry.get("issn"))
    extra["ISBN" if csl_type in ("book", "chapter", "thesis") else "ISSN"] = serial
    if csl_type == "thesis":
        extra["genre"] = _text(entry.get("type_of_work"))
    role = "editor" if csl_type in ("chapter", "paper-conference", "book") else ""
    if role and (names := _names(entry.get("secondary_authors"))):
        extra[role] = "; ".join(names)
    kind = next((k for k in ("Disertasi", "Tesis", "Skripsi") if csl_type == "thesis"
                 and k.casefold() in extra.get("genre", "").casefold()), "")  # fmt: skip
    date = _date(entry)
    authors = _names(entry.get("authors")) or _names(entry.get("first_authors"))
    url = _text(entry.get("urls"))
    label = _text(entry.get("id")) or f"baris {line}"
    return record(
        label, csl_type, _first(entry, _TITLES), authors, date,
        {name: value for name, value in extra.items() if value}, url, kind,
    )  # fmt: skip


def _date(entry: dict[str, Any]) -> str:
    """The most precise of what the entry says of one year."""
    year, *rest = [date_of(_text(entry.get(tag))) for tag in ("year", "publication_year", "date")]
    said = [found for found in (year, *rest) if found]
    same = [found for found in said if found[:4] == said[0][:4]]
    return max(same, key=len, default="")


def _first(entry: dict[str, Any], tags: tuple[str, ...]) -> str:
    return next((said for tag in tags if (said := _text(entry.get(tag)))), "")


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value).strip() if value is not None else ""


def _names(value: Any) -> list[str]:
    names = []
    for name in value if isinstance(value, list) else []:
        family, _, given = str(name).partition(",")
        given, _, suffix = given.partition(",")
        names.append(person(family, given, suffix=suffix))
    return names
