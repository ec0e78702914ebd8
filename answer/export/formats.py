"""Results leave as files: one table of formats, one way to write any of them.

A file appears under its name only when it is whole: it is written beside, as ``.NAME.part``, and
moved there at the end.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dalil.answer.answer import Result
from dalil.answer.export.docx import DocxWriter
from dalil.answer.export.reference_managers import bibtex_writer, csl_json_writer, ris_writer
from dalil.answer.export.table import (
    CsvWriter,
    JsonlWriter,
    Made,
    MarkdownWriter,
    Writer,
    XlsxWriter,
)
from dalil.ingest.errors import BatchError
from dalil.ingest.messages import Message

#: Every format by the suffix of its file.
WRITERS: Final[dict[str, Callable[[Path, Made], Writer]]] = {
    ".csv": CsvWriter,
    ".xlsx": XlsxWriter,
    ".jsonl": JsonlWriter,
    ".md": MarkdownWriter,
    ".docx": DocxWriter,
    ".bib": bibtex_writer,
    ".ris": ris_writer,
    ".json": csl_json_writer,
}


#: What each is on the network (IANA, or what is used where nothing is registered).
MEDIA_TYPES: Final[dict[str, str]] = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".json": "application/vnd.citationstyles.csl+json",
}


def writer_for(suffix: str) -> Callable[[Path, Made], Writer]:
    """The writer of a suffix. Raises BatchError for one that there is no writer for."""
    suffix = suffix.lower()
    if suffix in WRITERS:
        return WRITERS[suffix]
    known = " ".join(WRITERS)
    raise BatchError(
        Message("batch.output_format", suffix=suffix or Message("batch.no_suffix"), known=known)
    )


class Output:
    """A file in the making. `finish` puts it in its place; until then the old one stays.

    ``make`` makes the writer; by default it is that of the path's suffix.
    """

    def __init__(
        self, path: Path, made: Made, make: Callable[[Path, Made], Any] | None = None
    ) -> None:
        make = make or writer_for(path.suffix)
        if path.is_dir() or not path.parent.is_dir():
            raise BatchError(Message("batch.no_folder", path=path))
        self.path = path
        self.part = path.with_name(f".{path.name}.part")
        with self._told():
            try:
                self.part.touch()  # an XLSX file is opened at its end only: know if it cannot be
                self._writer = make(self.part, made)
            except BaseException:
                self._drop()
                raise

    def add(self, result: Any) -> None:
        """Write one result, of the kind its writer is for. Raises BatchError on a full disk."""
        with self._told():
            self._writer.add(result)

    def finish(self) -> None:
        """Close the file and give it its name. Raises BatchError if it cannot have it.

        What cannot be written whole is not kept; what another program holds open is.
        """
        with self._told():
            try:
                self._writer.close()
            except BaseException:
                self._drop()
                raise
        try:
            self.part.replace(self.path)
        except OSError as error:  # Windows: the old file is open in Excel
            raise BatchError(
                Message("batch.unreplaced", path=self.path, reason=error.strerror, part=self.part)
            ) from error

    def abandon(self) -> None:
        """Close and forget what was written."""
        with suppress(Exception):  # what cannot be closed for want of room is not wanted anyway
            self._writer.close()
        self._drop()

    def _drop(self) -> None:
        with suppress(OSError):
            self.part.unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever a writer raises where the disk is full becomes one error for people."""
        try:
            yield
        except _file_errors() as error:
            reason = getattr(error, "strerror", None) or error
            raise BatchError(Message("batch.unwritten", path=self.path, reason=reason)) from error


def _file_errors() -> tuple[type[Exception], ...]:
    """What a writer raises: of the package that writes XLSX only if it was loaded at all."""
    loaded = sys.modules.get("xlsxwriter.exceptions")
    return (OSError, loaded.XlsxFileError) if loaded else (OSError,)


def now() -> str:
    """The time, to the second, with its offset: what a file says it was made at."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def made_of(results: Iterable[Result], at: str | None = None) -> Made:
    """What a file of these results says of its origin: the library of the last that had one."""
    made = Made(at or now())
    for result in results:
        if result.generation:
            made = Made(made.at, result.generation, result.documents, result.passages)
    return made


def export(results: Iterable[Result], path: Path, at: str | None = None) -> None:
    """Write results to a file in the format of its suffix.

    ``at`` is the date it says it was made (default: now). Raises BatchError where the format is
    unknown or the place cannot be written.
    """
    listed = list(results)
    output = Output(path, made_of(listed, at))
    try:
        for result in listed:
            output.add(result)
    except BaseException:
        output.abandon()
        raise
    output.finish()


def export_bytes(results: Iterable[Result], suffix: str, at: str | None = None) -> bytes:
    """The same as bytes, for a download."""
    writer_for(suffix)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"dalil{suffix.lower()}"
        export(results, path, at)
        return path.read_bytes()
