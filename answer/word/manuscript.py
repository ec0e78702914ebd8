"""A Word file in the making: headings, paragraphs, quotations, lists, tables, real footnotes."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from answer.cell import plain
from answer.table import Made
from answer.word.notes import Notes
from answer.word.run import Footnote, Piece, Text, element

_LANGUAGES: Final = {"id": "id-ID", "en": "en-US"}
_MADE: Final = {
    "id": "Dibuat dengan Dalil, {at}; generasi pustaka {generation}.",
    "en": "Made with Dalil, {at}; library generation {generation}.",
}


class Manuscript:
    """A4, page numbers in the footer, footnotes that are Word's own.

    Nothing that is put into it becomes a field, a link or a macro (`answer.word.run`).
    ``language`` (``id`` or ``en``) is what Word checks the spelling in. ``made``: the time and
    the library's generation, said in the last line so that a result can be found again.
    """

    def __init__(self, title: str, language: str = "id", made: Made | None = None) -> None:
        import docx  # a tenth of a second, and only this format needs it

        from answer.word.look import dress

        self._document = docx.Document()
        self._notes = Notes(self._document)
        self._language = language if language in _LANGUAGES else "id"
        self._made = made
        self._finished = False
        dress(self._document)
        _number_pages(self._document.sections[0].footer.paragraphs[0])
        self._speak()
        properties = self._document.core_properties
        properties.title, properties.author = plain(" ".join(title.split()))[:255], "Dalil"
        properties.comments = ""  # the template's own is about python-docx
        self._lined(title, "Title")

    def heading(self, text: str, level: int = 1) -> None:
        """A heading; 1 is the outermost."""
        self._lined(text, f"Heading {min(max(level, 1), 9)}")

    def paragraph(self, *pieces: Piece) -> None:
        """A paragraph."""
        self._lined(pieces, "Normal")

    def quotation(self, *pieces: Piece) -> None:
        """A block quotation, indented on both sides."""
        from docx.shared import Cm

        made = self._lined(pieces, "Normal").paragraph_format
        made.left_indent = made.right_indent = Cm(1.25)
        made.line_spacing = 1.0

    def bullet(self, *pieces: Piece) -> None:
        """An item of a list."""
        self._lined(pieces, "List Bullet")

    def hanging(self, *pieces: Piece) -> None:
        """A paragraph whose first line hangs out, as entries of a bibliography do."""
        from docx.shared import Cm

        made = self._lined(pieces, "Normal").paragraph_format
        made.left_indent, made.first_line_indent = Cm(1.25), Cm(-1.25)
        made.line_spacing = 1.0

    def table(
        self,
        header: Sequence[str],
        rows: Iterable[Sequence[str | Sequence[Piece]]],
        widths_cm: Sequence[float] | None = None,
    ) -> None:
        """A table whose header is repeated on every page; a cell is a text or pieces of it."""
        from docx.shared import Cm

        table = self._document.add_table(rows=1, cols=len(header), style="Table Grid")
        first = table.rows[0]
        for cell, name in zip(first.cells, header, strict=True):
            self._fill(cell._tc, [Text(name, bold=True)])
        _repeat(first._tr)
        for column, width in zip(table.columns, widths_cm or (), strict=False):
            column.width = Cm(width)
            column.cells[0].width = Cm(width)
        # Copies of an empty row: python-docx counts all cells anew for each row it adds.
        pattern = table.add_row()._tr
        table._tbl.remove(pattern)
        for row in rows:
            made = copy.deepcopy(pattern)
            for cell, said in zip(made.tc_lst, row, strict=True):
                self._fill(cell, [said] if isinstance(said, str) else said)
            table._tbl.append(made)
        self._document.add_paragraph()

    def save(self, path: Path) -> None:
        """Write the file; once, at the end."""
        self._finish()
        self._document.save(str(path))

    def to_bytes(self) -> bytes:
        """The file's bytes; once, at the end."""
        self._finish()
        made = io.BytesIO()
        self._document.save(made)
        return made.getvalue()

    def _finish(self) -> None:
        if self._finished:
            return
        self._finished = True
        if self._made is not None:
            said = _MADE[self._language].format(
                at=self._made.at, generation=self._made.generation or "–"
            )
            self.paragraph(Text(said, italic=True))
        self._notes.attach()

    def _lined(self, pieces: str | Sequence[Piece], style: str) -> Any:
        paragraph = self._document.add_paragraph(style=style)
        self._put(paragraph._p, [pieces] if isinstance(pieces, str) else pieces)
        return paragraph

    def _fill(self, cell: Any, pieces: Sequence[Piece]) -> None:
        self._put(cell.p_lst[0], pieces)

    def _put(self, paragraph: Any, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, Footnote):
                paragraph.append(self._notes.add(piece.runs))
            else:
                paragraph.append(element(piece))

    def _speak(self) -> None:
        from docx.oxml.ns import qn

        for named in self._document.styles.element.iter(qn("w:lang")):
            named.set(qn("w:val"), _LANGUAGES[self._language])


def _number_pages(paragraph: Any) -> None:
    """The page's number, centred: the only field in the file, and of our own words."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    look = row.get_or_add_trPr()
    look.append(OxmlElement("w:tblHeader"))
