"""Bibliographic records with abstracts: each a work, read from its title and its abstract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dalil.ingest.csl_variables import extra_of
from dalil.ingest.errors import UnreadableSource
from dalil.ingest.messages import Message
from dalil.ingest.model import Heading, SourceText
from dalil.ingest.readers.tabular import Rows
from dalil.ingest.readers.text import clean_line

_TITLE: Final = ("title", "judul")
_ABSTRACT: Final = ("abstract", "abstrak", "summary", "ringkasan")
_AUTHORS: Final = ("authors", "author", "penulis", "pengarang")
_VENUE: Final = ("venue", "journal", "jurnal", "publisher", "penerbit")
_YEAR: Final = ("year", "tahun")
_URL: Final = ("url", "link", "tautan")
_LANGUAGE: Final = ("lang", "language", "bahasa")
_KEYWORDS: Final = ("keywords", "kata kunci", "kata_kunci")


def is_records(rows: Rows) -> bool:
    """Whether rows have a title and an abstract (any row, so that one gap does not decide)."""
    return any(_first(row, _TITLE) and _first(row, _ABSTRACT) for _, row in rows.rows)


def records_of(rows: Rows, name: str) -> SourceText:
    """Records as one text with a heading each, and in ``works`` each as a work of its own.

    A work's text begins with its title, since the abstract may be in another language.
    Raises UnreadableSource if no row has a title and an abstract.
    """
    text = ""
    headings: list[Heading] = []
    works: list[SourceText] = []
    problems: list[str] = []
    for number, row in rows.rows:
        title, abstract = _first(row, _TITLE), _first(row, _ABSTRACT)
        if not title or not abstract:
            missing = Message("source.abstract" if title else "source.title")
            problems.append(Message("source.record_lacks", number=number, missing=missing))
            continue
        keywords = _first(row, _KEYWORDS)
        body = f"{abstract}\n\nKata kunci: {keywords}" if keywords else abstract
        works.append(
            SourceText(text=f"{title}\n\n{body}", metadata=_metadata(title, row), reader="records")
        )
        if text:
            text += "\n\n"
        line = _heading(title, row)
        headings.append(Heading(len(text), len(text) + len(line), 1))
        text += f"{line}\n\n{body}"
    if not headings:
        raise UnreadableSource(Message("source.no_abstracts", name=name))
    warnings = (*rows.warnings, *problems)
    works[0] = replace(works[0], warnings=warnings)  # they must reach the report once
    return SourceText(
        text=text,
        headings=tuple(headings),
        warnings=warnings,
        reader="records",
        works=tuple(works),
    )


def _metadata(title: str, row: Mapping[str, str]) -> dict[str, str]:
    """What the record says of its work, under the names that readers use."""
    found = {
        "title": title,
        "author": _first(row, _AUTHORS),
        "date": _first(row, _YEAR),
        "venue": _first(row, _VENUE),
        "url": _first(row, _URL),
        "language": _first(row, _LANGUAGE),
    }
    for name, value in extra_of({key: clean_line(text) for key, text in row.items()}):
        found.setdefault(name, value)
    return {key: value for key, value in found.items() if value}


def _heading(title: str, row: Mapping[str, str]) -> str:
    """ "Title; authors; venue year", what is not known left out."""
    place = " ".join(filter(None, (_first(row, _VENUE), _first(row, _YEAR))))
    return "; ".join(filter(None, (title, _first(row, _AUTHORS), place)))


def _first(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := clean_line(row.get(name, "")))), "")
