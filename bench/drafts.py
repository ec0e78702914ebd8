"""Drafts to measure `dalil check` with, and their files: Markdown, Word and PDF.

Made when they are needed, from a seed, of our own sentences around quotations of a library's acts:
right ones of many forms (`bench.draft_items`) and planted faults (`bench.draft_faults`), one a
paragraph. Word has its notes as footnotes, PDF at the foot of the page. Nothing of the acts is
kept.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.draft_faults import fault_items
from bench.draft_items import Item, opening, plan_of, right_items
from dalil.index.store.catalog import Catalog
from dalil.ingest.model import Document


@dataclass(frozen=True)
class Draft:
    """The items of a draft in their order."""

    items: tuple[Item, ...]


def make(catalog: Catalog, absent: Sequence[Document], seed: int, right: int, faults: int) -> Draft:
    """A draft with so many right items and so many faults, in an order of chance."""
    rng = random.Random(seed)
    plan = plan_of(catalog, absent, rng)
    items = right_items(plan, right) + fault_items(plan, faults)
    rng.shuffle(items)
    return Draft(tuple(items))


# Files


def write_markdown(draft: Draft, path: Path) -> None:
    """With ``[^1]`` footnotes."""
    out, notes = ["# Naskah percobaan", ""], []
    for number, item in enumerate(draft.items):
        text = f"{opening(number)}. {item.text}"
        for note in item.notes:
            notes.append(note)
            text = text.replace("\x01", f"[^{len(notes)}]", 1)
        out += [text, ""]
        if item.block:
            out += [f"> {item.block}", ""]
    out += [f"[^{n}]: {note}" for n, note in enumerate(notes, 1)]
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write_docx(draft: Draft, path: Path) -> None:
    """With footnotes as Word keeps them, in a part of their own."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    document = docx.Document()
    document.add_heading("Naskah percobaan", 1)
    notes: list[str] = []
    for number, item in enumerate(draft.items):
        paragraph = document.add_paragraph()
        listed = list(item.notes)
        for index, piece in enumerate(f"{opening(number)}. {item.text}".split("\x01")):
            if index:
                notes.append(listed[index - 1])
                mark: Any = OxmlElement("w:footnoteReference")
                mark.set(qn("w:id"), str(len(notes)))
                paragraph.add_run()._r.append(mark)
            paragraph.add_run(piece)
        if item.block:
            block = document.add_paragraph(item.block)
            block.paragraph_format.left_indent = Cm(1.5)
    body = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
        f"{note.replace('&', '&amp;').replace('<', '&lt;')}</w:t></w:r></w:p></w:footnote>"
        for n, note in enumerate(notes, 1)
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {_W}>'
        f'<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>{body}</w:footnotes>'
    )
    package = document.part.package
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        xml.encode(),
        package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(path))
    assert zipfile.is_zipfile(path)


def write_pdf(draft: Draft, path: Path) -> None:
    """With a small raised number in the text, and the notes under a line at the page's foot."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph

    width, height = A4
    margin, room = 72.0, width - 144
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=15, spaceAfter=6)
    small = ParagraphStyle("note", fontName="Times-Roman", fontSize=9, leading=11)
    inset = ParagraphStyle("block", parent=body, leftIndent=36, rightIndent=20)
    canvas = Canvas(str(path), pagesize=A4)
    page: list[Paragraph] = []
    feet: list[Paragraph] = []
    free = height - 2 * margin
    notes = 0

    def flush() -> None:
        at = height - margin
        for made in page:
            at -= made.wrap(room, height)[1]
            made.drawOn(canvas, margin, at)
            at -= 6
        at = margin + sum(made.wrap(room, height)[1] for made in feet)
        if feet:
            canvas.line(margin, at + 3, margin + 120, at + 3)
        for made in feet:
            at -= made.wrap(room, height)[1]
            made.drawOn(canvas, margin, at)
        canvas.showPage()
        page.clear()
        feet.clear()

    for number, item in enumerate(draft.items):
        text = _escaped(f"{opening(number)}. {item.text}")
        listed = []
        for note in item.notes:
            notes += 1
            text = text.replace("\x01", f'<super size="7">{notes}</super>', 1)
            listed.append(Paragraph(f'<super size="6">{notes}</super> {_escaped(note)}', small))
        made = [Paragraph(text, body)]
        if item.block:
            made.append(Paragraph(_escaped(item.block), inset))
        need = sum(p.wrap(room, height)[1] + 6 for p in (*made, *listed)) + 12
        if need > free and page:
            flush()
            free = height - 2 * margin
        page.extend(made)
        feet.extend(listed)
        free -= need
    flush()
    canvas.save()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


WRITERS: Final[dict[str, Callable[[Draft, Path], None]]] = {
    ".md": write_markdown, ".docx": write_docx, ".pdf": write_pdf,
}  # fmt: skip
