"""Bibliographic records with abstracts: each a heading (title, authors, venue) and its abstract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ingest.errors import UnreadableSource
from ingest.model import Heading, SourceText
from ingest.read.clean import clean_line
from ingest.read.rows import Rows

_TITLE: Final = ("title", "judul")
_ABSTRACT: Final = ("abstract", "abstrak", "summary", "ringkasan")
_AUTHORS: Final = ("authors", "author", "penulis", "pengarang")
_VENUE: Final = ("venue", "journal", "jurnal", "publisher", "penerbit")
_YEAR: Final = ("year", "tahun")
_KEYWORDS: Final = ("keywords", "kata kunci", "kata_kunci")


def is_records(rows: Rows) -> bool:
    """Whether rows have a title and an abstract (any row, so that one gap does not decide)."""
    return any(_first(row, _TITLE) and _first(row, _ABSTRACT) for _, row in rows.rows)


def records_of(rows: Rows, name: str) -> SourceText:
    """Records as text: heading line, abstract, keywords. Raises UnreadableSource without any."""
    text = ""
    headings: list[Heading] = []
    problems: list[str] = []
    for number, row in rows.rows:
        title, abstract = _first(row, _TITLE), _first(row, _ABSTRACT)
        if not title or not abstract:
            missing = "abstrak" if title else "judul"
            problems.append(f"baris {number}: tidak ada {missing}; dilewati")
            continue
        if text:
            text += "\n\n"
        line = _heading(title, row)
        headings.append(Heading(len(text), len(text) + len(line), 1))
        text += f"{line}\n\n{abstract}"
        keywords = _first(row, _KEYWORDS)
        if keywords:
            text += f"\n\nKata kunci: {keywords}"
    if not headings:
        raise UnreadableSource(f"{name}: tidak ada baris dengan judul dan abstrak.")
    return SourceText(
        text=text,
        headings=tuple(headings),
        warnings=(*rows.warnings, *problems),
        reader="records",
    )


def _heading(title: str, row: Mapping[str, str]) -> str:
    """ "Title; authors; venue year", what is not known left out."""
    place = " ".join(filter(None, (_first(row, _VENUE), _first(row, _YEAR))))
    return "; ".join(filter(None, (title, _first(row, _AUTHORS), place)))


def _first(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := clean_line(row.get(name, "")))), "")
