"""Reviewed claims leave as files: those of the claims themselves, and of any result's format."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from answer.claim.review import Review
from answer.claim.table import Ticked, as_found, as_result, remarks
from answer.claim.writer import (
    ClaimCsv,
    ClaimDocx,
    ClaimJsonl,
    ClaimMarkdown,
    ClaimWriter,
    ClaimXlsx,
)
from answer.exchange.writer import ReferenceWriter
from answer.export import WRITERS, Output, now, writer_for
from answer.table import Made
from answer.writer import Writer

#: The formats that know claims, by suffix.
CLAIM_WRITERS: Final[dict[str, Callable[[Path, Made], ClaimWriter]]] = {
    ".xlsx": ClaimXlsx,
    ".csv": ClaimCsv,
    ".docx": ClaimDocx,
    ".md": ClaimMarkdown,
    ".jsonl": ClaimJsonl,
}


class _ByResults:
    """A writer of results that is given claims: bibliographies need no more than the passages.

    Where a note can stand beside a passage, it says what the passage is to the claim.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def add(self, ticked: Ticked) -> None:
        """Write the claim's passages."""
        result = as_result(ticked)
        if isinstance(self._writer, ReferenceWriter):
            self._writer.add(result, remarks(ticked))
        else:
            self._writer.add(result)

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()


def claim_writer_for(suffix: str) -> Callable[[Path, Made], ClaimWriter]:
    """The writer of a suffix. Raises BatchError for one that there is no writer for."""
    suffix = suffix.lower()
    if suffix in CLAIM_WRITERS:
        return CLAIM_WRITERS[suffix]
    make = writer_for(suffix)
    return lambda path, made: _ByResults(make(path, made))


def claim_suffixes() -> list[str]:
    """All suffixes that claims can be written to."""
    return [*CLAIM_WRITERS, *(s for s in WRITERS if s not in CLAIM_WRITERS)]


class ClaimOutput(Output):
    """A file of claims in the making; takes reviews as they were found, or as they were ticked."""

    def __init__(self, path: Path, made: Made) -> None:
        super().__init__(path, made, claim_writer_for(path.suffix))

    def add(self, result: Review | Ticked) -> None:
        """Write one claim."""
        super().add(as_found(result) if isinstance(result, Review) else result)


def export_claims(claims: Iterable[Ticked], suffix: str, at: str | None = None) -> bytes:
    """The claims as the bytes of a file, for a download; as of ``at`` (default: now)."""
    claim_writer_for(suffix)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"klaim{suffix.lower()}"
        output = ClaimOutput(path, Made(at or now()))
        try:
            for ticked in claims:
                output.add(ticked)
        except BaseException:
            output.abandon()
            raise
        output.finish()
        return path.read_bytes()
