"""A Word file in the making: headings, paragraphs, quotations, lists, tables, real footnotes."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from dalil.answer.answer import Result
from dalil.answer.citation.bibliography import bibliography_runs
from dalil.answer.citation.cite import Cited, footnote_runs
from dalil.answer.citation.work_names import WORDS
from dalil.answer.export.escape import flowing, plain
from dalil.answer.export.table import Made
from dalil.answer.statements import Statement
from dalil.index.search.results import Hit
from dalil.ingest.messages import say

# Text is only ever text here: ``w:t`` elements, never a field, a hyperlink or a macro.

#: Characters of one ``w:t``: XML readers refuse a text node of more than ten million bytes.
_NODE_LIMIT: Final = 1_000_000
_BREAK: Final = re.compile(r"\r\n?|[\n\v\f\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Text:
    """Some words, and how they look."""

    text: str
    italic: bool = False
    bold: bool = False
    struck: bool = False
    underlined: bool = False
    marked: bool = False  # as with a yellow pen


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at this place; its number is Word's own."""

    runs: tuple[Text, ...]


Piece = str | Text | Footnote


def texts(runs: Iterable[tuple[str, bool]]) -> tuple[Text, ...]:
    """Runs of (text, italic), as `answer.citation.cite.cite_runs` gives them."""
    return tuple(Text(text, italic=italic) for text, italic in runs)


def element(piece: Text | str, style: str | None = None) -> Any:
    """The ``w:r`` of a piece of text; its line breaks become Word's, its tabs too."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    said = piece if isinstance(piece, Text) else Text(piece)
    run = OxmlElement("w:r")
    look = OxmlElement("w:rPr")
    if style:
        named = OxmlElement("w:rStyle")
        named.set(qn("w:val"), style)
        look.append(named)
    # In the order of the schema (ECMA-376, CT_RPr): Word calls anything else a damaged file.
    flags = (("w:b", said.bold), ("w:i", said.italic), ("w:strike", said.struck))
    for name, wanted in flags:
        if wanted:
            look.append(OxmlElement(name))
    for name, value, wanted in (
        ("w:highlight", "yellow", said.marked),
        ("w:u", "single", said.underlined),
    ):
        if wanted:
            valued = OxmlElement(name)
            valued.set(qn("w:val"), value)
            look.append(valued)
    if len(look):
        run.append(look)
    for number, line in enumerate(_BREAK.split(said.text)):
        if number:
            run.append(OxmlElement("w:br"))
        for column, words in enumerate(line.split("\t")):
            if column:
                run.append(OxmlElement("w:tab"))
            kept = plain(words)
            for begin in range(0, len(kept), _NODE_LIMIT):
                text = OxmlElement("w:t")
                text.text = kept[begin : begin + _NODE_LIMIT]
                text.set(qn("xml:space"), "preserve")
                run.append(text)
    return run


# Footnotes, which python-docx does not make (ECMA-376-1, 11.3.7 and 17.11): ``/word/footnotes.xml``
# with the two separators first (ids -1 and 0), a reference each, two styles, and the settings.

_PART: Final = "/word/footnotes.xml"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_TEXT_STYLE, _NUMBER_STYLE = "FootnoteText", "FootnoteReference"


class Notes:
    """The notes of one document, in their order."""

    def __init__(self, document: Any) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import nsmap

        self._document = document
        self._root = OxmlElement("w:footnotes", nsdecls={"w": nsmap["w"], "r": nsmap["r"]})
        self._count = 0
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            self._root.append(_separator(number, kind))

    def add(self, runs: Sequence[Text]) -> Any:
        """A note of these words; the ``w:r`` that refers to it, for the text."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._count += 1
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self._count))
        paragraph = _paragraph(_TEXT_STYLE)
        number = _styled_run()
        number.append(OxmlElement("w:footnoteRef"))
        paragraph.append(number)
        for run in (Text(" "), *runs):
            paragraph.append(element(run))
        note.append(paragraph)
        self._root.append(note)
        reference = _styled_run()
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self._count))
        reference.append(mark)
        return reference

    def attach(self) -> None:
        """Put the notes into the document; once, when all are there. Nothing without any."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart

        if not self._count:
            return
        part = XmlPart(PackURI(_PART), _TYPE, self._root, self._document.part.package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        _name_separators(self._document.settings.element)
        _add_styles(self._document.styles)


def _separator(number: int, kind: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    note = OxmlElement("w:footnote")
    note.set(qn("w:type"), kind)
    note.set(qn("w:id"), str(number))
    paragraph = OxmlElement("w:p")
    run = OxmlElement("w:r")
    run.append(OxmlElement(f"w:{kind}"))
    paragraph.append(run)
    note.append(paragraph)
    return note


def _paragraph(style: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = OxmlElement("w:p")
    look = OxmlElement("w:pPr")
    named = OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    look.append(named)
    paragraph.append(look)
    return paragraph


def _styled_run() -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = OxmlElement("w:r")
    look = OxmlElement("w:rPr")
    named = OxmlElement("w:rStyle")
    named.set(qn("w:val"), _NUMBER_STYLE)
    look.append(named)
    run.append(look)
    return run


def _name_separators(settings: Any) -> None:
    """``w:footnotePr`` stands before ``w:compat`` (CT_Settings is a sequence)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    named = OxmlElement("w:footnotePr")
    for number in (-1, 0):
        separator = OxmlElement("w:footnote")
        separator.set(qn("w:id"), str(number))
        named.append(separator)
    after = {qn(f"w:{n}") for n in ("endnotePr", "compat", "docVars", "rsids", "themeFontLang")}
    place = next((i for i, child in enumerate(settings) if child.tag in after), len(settings))
    settings.insert(place, named)


def _add_styles(styles: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.element.styleId = _TEXT_STYLE
    text.base_style = styles["Normal"]
    text.font.size = Pt(10)
    text.paragraph_format.space_after = Pt(0)
    text.paragraph_format.line_spacing = 1.0
    number = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    number.element.styleId = _NUMBER_STYLE
    number.font.superscript = True


_LANGUAGES: Final = {"id": "id-ID", "en": "en-US"}
_MADE: Final = {
    "id": "Dibuat dengan Dalil, {at}; generasi pustaka {generation}.",
    "en": "Made with Dalil, {at}; library generation {generation}.",
}


class Manuscript:
    """A4, page numbers in the footer, footnotes that are Word's own.

    Nothing that is put into it becomes a field, a link or a macro (`answer.export.docx`).
    ``language`` (``id`` or ``en``) is what Word checks the spelling in. ``made``: the time and
    the library's generation, said in the last line so that a result can be found again.
    """

    def __init__(self, title: str, language: str = "id", made: Made | None = None) -> None:
        import docx  # a tenth of a second, and only this format needs it

        pass

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


# A4, Times New Roman, black headings, as theses are printed: the named styles get another look, so
# that a person changes it in one place too.

_FONT: Final = "Times New Roman"
_FONTS: Final = (
    f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
)
_MARGIN_CM: Final = 2.54

#: Half points of a heading's type, by its level; the deeper ones are as large as the text.
_SIZES: Final = {1: 28, 2: 26}


def _look(paragraph: str, size: int, bold: bool, fonts: str = "") -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    return (
        f"<w:x {nsdecls('w')}><w:pPr>{paragraph}</w:pPr>"
        f'<w:rPr>{fonts}{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:x>'
    )


def _heading(level: int) -> str:
    return _look(
        '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="80" w:line="240" '
        f'w:lineRule="auto"/><w:outlineLvl w:val="{level - 1}"/>',
        _SIZES.get(level, 24),
        bold=True,
    )


_STYLES: Final = {
    "Normal": _look('<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>', 24, False, _FONTS),
    "Title": _look('<w:keepNext/><w:spacing w:after="240" w:line="240" w:lineRule="auto"/>',
                   36, True),
    **{f"Heading{level}": _heading(level) for level in range(1, 10)},
}  # fmt: skip


def dress(document: Any) -> None:
    """Give python-docx's own template this page and these styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(_MARGIN_CM))
    for style in document.styles.element.findall(qn("w:style")):
        made = _STYLES.get(style.get(qn("w:styleId")))
        if made is not None:
            for name in ("w:pPr", "w:rPr"):
                for old in style.findall(qn(name)):
                    style.remove(old)
            style.extend(parse_xml(made))  # they end a style here (CT_Style is a sequence)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word calls the file an old one
    relations = document.part.package.rels
    for name in [n for n, r in relations.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]  # the picture of somebody's empty page


# What a note says depends on the notes before it (the first of a work in full, later ones short),
# so the file is made when all of it is there.

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


_WORDS: Final = {
    "id": ("Jawaban", "Tidak ada jawaban dalam pustaka.", "Bagian lain yang ditemukan"),
    "en": ("Answers", "Nothing in the library answers this.", "Other passages found"),
}
#: Characters of a passage that is not the answer.
_LIMIT: Final = 600


class DocxWriter:
    """Collects results and writes the file when it is closed: notes depend on those before."""

    def __init__(self, path: Path, made: Made) -> None:
        self._path, self._made = path, made
        self._results: list[Result] = []

    def add(self, result: Result) -> None:
        """One more result."""
        self._results.append(result)
        if result.generation:
            self._made = Made(self._made.at, result.generation, result.documents, result.passages)

    def close(self) -> None:
        """Write the file."""
        first = self._results[0] if self._results else None
        language = first.language if first else "id"
        paper = Paper(_WORDS[language][0], first.style if first else "footnote", language)
        for result in self._results:
            _write(paper, result, language)
        paper.write(self._path, self._made)


def _write(paper: Paper, result: Result, language: str) -> None:
    number = f"{result.qid}. " if result.qid is not None else ""
    paper.heading(f"{number}{result.question}", 1)
    _, refused, others = _WORDS[language]
    if result.answer.status != "answered":  # why there is nothing, or that it is not sure
        why = say(result.error or result.answer.reason or refused, result.language)
        paper.add("paragraph", Text(why, italic=True))
    for statement in result.answer.statements:
        lead = f"{' '.join(statement.lead_in.split())} … " if statement.lead_in else ""
        note = _cited(result, statement, language)
        paper.add("quotation", lead, f"“{flowing(statement.text)}”{' …' * statement.goes_on}", note)
    said = {statement.passage_id for statement in result.answer.statements}
    rest = [hit for hit in result.hits if hit.passage.passage_id not in said]
    if rest:
        paper.add("paragraph", Text(others, bold=True))
    for hit in rest:
        paper.add("bullet", _shortened(hit), Cited(hit.document, hit.passage, language=language))
    absent = [one.said for one in result.absent if one.said not in (result.answer.reason or "")]
    for line in (*absent, *result.force_notes(language, marks=False)):
        paper.add("paragraph", line)


def _cited(result: Result, statement: Statement, language: str) -> Cited | Footnote:
    """The statement's own place among the hits; else its citation as it was made."""
    for hit in result.hits:
        for passage in (hit.passage, hit.shown):
            if passage.passage_id == statement.passage_id:
                return Cited(hit.document, passage, statement.page, language)
    return Footnote((Text(statement.citation),))


def _shortened(hit: Hit) -> str:
    text = flowing(hit.passage.text)
    mark = f" {WORDS['id'].digest_short}" if hit.document.digest else ""
    return (text if len(text) <= _LIMIT else f"{text[:_LIMIT].rsplit(' ', 1)[0]} …") + mark
