"""Results as a file of references: the works that answers stand on, each once.

What did not answer is left out: a reference manager has no column that would say so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dalil.answer.answer import Result
from dalil.answer.citation.cite import Cited
from dalil.answer.export.table import Made

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
