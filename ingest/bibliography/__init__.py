"""Files of reference managers: BibTeX, RIS and CSL-JSON, each a list of works as others know them.

These say of books, articles and theses what their PDFs rarely do. Every format becomes the same
`Record`; the content decides which format it is, not the name of the file alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from dalil.ingest.bibliography.bibtex import from_bibtex
from dalil.ingest.bibliography.csljson import from_csl
from dalil.ingest.bibliography.record import Bibliography, Record
from dalil.ingest.bibliography.ris import from_ris
from dalil.ingest.errors import MetadataError, SourceError
from dalil.ingest.messages import Message, message_of
from dalil.ingest.readers.text import decode

__all__ = ["LIMIT_MB", "SUFFIXES", "Bibliography", "Record", "parse_bibliography",
           "read_bibliography"]  # fmt: skip

SUFFIXES: Final = (".bib", ".bibtex", ".ris", ".json")
#: Megabytes a file: some 20,000 records.
LIMIT_MB: Final = 20

_FORMATS: Final[tuple[tuple[re.Pattern[str], Callable[[str], Bibliography]], ...]] = (
    (re.compile(r"\A\s*[\[{]"), from_csl),
    (re.compile(r"^\s*TY  ?- ", re.MULTILINE), from_ris),
    (re.compile(r"@\s*\w+\s*[{(]"), from_bibtex),
)


def read_bibliography(path: Path) -> Bibliography:
    """The records of a file, read in a process that can be ended.

    Raises MetadataError where it has none or cannot be read.
    """
    from dalil.ingest.supervisor import guarded_file

    try:
        return guarded_file(path, partial(_read, path))
    except OSError as error:
        raise MetadataError(
            Message("source.metadata_unopened", path=path, reason=error.strerror)
        ) from error
    except SourceError as error:
        raise MetadataError(message_of(error)) from error


def _read(path: Path) -> Bibliography:
    return parse_bibliography(path.read_bytes(), path.name)


def parse_bibliography(data: bytes, name: str) -> Bibliography:
    """The records in the content of a file. Raises MetadataError saying what to do."""
    if len(data) > LIMIT_MB * 2**20:
        raise MetadataError(Message("source.metadata_too_large", name=name, mb=LIMIT_MB))
    try:
        text, _ = decode(data, name)
    except SourceError as error:
        raise MetadataError(message_of(error)) from error
    found = next((parse(text) for begins, parse in _FORMATS if begins.search(text)), None)
    if found is None or not (found.records or found.problems):
        raise MetadataError(Message("source.no_metadata", name=name))
    return found
