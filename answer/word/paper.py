"""A Word file whose footnotes are citations: the first of a work in full, the later ones short.

What a note says depends on the notes before it, so the file is made when all of it is there. At
its end stands the daftar pustaka of the works cited.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from answer.bibliography import bibliography_runs
from answer.cite import Cited, footnote_runs
from answer.table import Made
from answer.word.manuscript import Manuscript
from answer.word.run import Footnote, Piece, texts

Block = Literal["paragraph", "quotation", "bullet"]

_WORKS: Final = {"id": "Daftar Pustaka", "en": "Bibliography"}


class Paper:
    """Blocks of text with citations between their words; `write` makes the file."""

    def __init__(self, title: str, style: str = "footnote", language: str = "id") -> None:
        self._title, self._style, self._language = title, style, language
        self._blocks: list[tuple[str, int, tuple[Piece | Cited, ...]]] = []

    def heading(self, text: str, level: int = 1) -> None:
        """A heading; 1 is the outermost."""
        self._blocks.append(("heading", level, (text,)))

    def add(self, block: Block, *pieces: Piece | Cited) -> None:
        """A paragraph, a block quotation or an item of a list; a `Cited` becomes its note."""
        self._blocks.append((block, 0, pieces))

    def write(self, path: Path, made: Made) -> None:
        """Make the file. Raises StyleError for a style that there is not."""
        self._manuscript(made).save(path)

    def _manuscript(self, made: Made) -> Manuscript:
        paper = Manuscript(self._title, self._language, made)
        cited = list(self._cited())
        notes = iter(footnote_runs(cited, self._style))
        for block, level, pieces in self._blocks:
            if block == "heading":
                paper.heading(str(pieces[0]), level)
                continue
            said = [Footnote(texts(next(notes))) if isinstance(p, Cited) else p for p in pieces]
            if block == "quotation":
                paper.quotation(*said)
            elif block == "bullet":
                paper.bullet(*said)
            else:
                paper.paragraph(*said)
        self._bibliography(paper, cited)
        return paper

    def _cited(self) -> Iterable[Cited]:
        for _, _, pieces in self._blocks:
            yield from (piece for piece in pieces if isinstance(piece, Cited))

    def _bibliography(self, paper: Manuscript, cited: list[Cited]) -> None:
        groups = bibliography_runs((note.document for note in cited), self._style, self._language)
        if groups:
            paper.heading(_WORKS[self._language if self._language in _WORKS else "id"], 1)
        for name, entries in groups:
            paper.heading(name, 2)
            for runs in entries:
                paper.hanging(*texts(runs))
