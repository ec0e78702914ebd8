"""The formats a collection leaves in, and one way to write any of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from answer.collected import manuscript, markdown, sheet
from answer.collected.collect import Collected
from answer.exchange import bibtex, csl_json, ris
from answer.exchange.writer import Write as References
from answer.export import Output
from ingest.errors import BatchError
from ingest.messages import Message

Write = Callable[[Collected, Path], None]


def _references(write: References) -> Write:
    """A list of the works, each with the places that the collection holds of it."""

    def written(collected: Collected, path: Path) -> None:
        path.write_text(write(collected.cited, collected.made), encoding="utf-8", newline="")

    return written


#: Every format by the suffix of its file.
FORMATS: Final[dict[str, Write]] = {
    ".docx": manuscript.write,
    ".xlsx": sheet.write,
    ".md": markdown.write,
    ".ris": _references(ris.write),
    ".bib": _references(bibtex.write),
    ".json": _references(csl_json.write),
}


class _Once:
    """A writer that is given one collection, and writes it at once."""

    def __init__(self, write: Write, path: Path) -> None:
        self._write, self._path = write, path

    def add(self, collected: Collected) -> None:
        """Write the collection."""
        self._write(collected, self._path)

    def close(self) -> None:
        """Nothing is left to write."""


def write_collection(collected: Collected, path: Path) -> None:
    """Write a collection to a file in the format of its suffix; the old file stays until then.

    Raises BatchError where the format is unknown or the place cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        known = " ".join(FORMATS)
        raise BatchError(
            Message("batch.output_format", suffix=suffix or Message("batch.no_suffix"), known=known)
        )
    output = Output(path, collected.made, lambda part, _: _Once(FORMATS[suffix], part))
    try:
        output.add(collected)
    except BaseException:
        output.abandon()
        raise
    output.finish()


def export_collection(collected: Collected, suffix: str) -> bytes:
    """The bytes of the file, for a download. Raises BatchError for an unknown format."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"koleksi{suffix.lower()}"
        write_collection(collected, path)
        return path.read_bytes()
