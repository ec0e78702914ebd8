"""The same lines of text written into the formats that people have: DOCX, HTML, TXT, PDF."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

_ITEM = re.compile(r"(?:\((?P<ayat>\d{1,2})\)|(?P<huruf>[a-z])\.|(?P<angka>\d{1,2})\.)\s+(?=\S)")
_FORMATS = {
    "ayat": ("decimal", "(%1)"),
    "huruf": ("lowerLetter", "%1."),
    "angka": ("decimal", "%1."),
}
_CENTRED = re.compile(r"(?:BAB|Pasal|Bagian|BUKU|Paragraf)\b.{0,30}\Z|[A-Z\s]{4,80}\Z")


def text(lines: Sequence[str], path: Path) -> None:
    """Plain text, broken at 80 columns as typewriters and e-mail do."""
    wrapped = (textwrap.fill(line, 80, break_long_words=False) for line in lines)
    path.write_text("\n".join(wrapped), encoding="utf-8")


def docx(lines: Sequence[str], path: Path) -> None:
    """A paragraph a line, numbers typed."""
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))


def docx_numbered(lines: Sequence[str], path: Path) -> None:
    """Ayat, huruf and angka numbered by Word, as its users let it."""
    from docx import Document
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import nsdecls, qn

    document = Document()
    numbering = document.part.numbering_part.element
    for number, (shape, printed) in enumerate(_FORMATS.values(), start=90):
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{printed}"/>'
            "</w:lvl></w:abstractNum>"
        )
        numbering.insert(0, abstract)
    abstracts = dict(zip(_FORMATS, range(90, 93), strict=True))
    nums: dict[str, tuple[int, int]] = {}  # kind: (num, number of its last item)
    made = 900
    for line in lines:
        item = _ITEM.match(line)
        kind_of_item = item.lastgroup if item else None
        paragraph = document.add_paragraph(line[item.end() :] if item and kind_of_item else line)
        if not item or kind_of_item is None:
            continue
        label = item[kind_of_item]
        value = ord(label) - 96 if kind_of_item == "huruf" else int(label)
        num, last = nums.get(kind_of_item, (0, 0))
        if value != last + 1 or value == 1:
            made += 1
            num = made
            abstract_id = abstracts[kind_of_item]
            numbering.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{num}">'
                    f'<w:abstractNumId w:val="{abstract_id}"/><w:lvlOverride w:ilvl="0">'
                    f'<w:startOverride w:val="{value}"/></w:lvlOverride></w:num>'
                )
            )
        nums[kind_of_item] = (num, value)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        for tag, said in (("w:ilvl", 0), ("w:numId", num)):
            element = OxmlElement(tag)
            element.set(qn("w:val"), str(said))
            properties.append(element)
    document.save(str(path))


def html_paragraphs(lines: Sequence[str], path: Path) -> None:
    """A paragraph a line."""
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{body}</body>", encoding="utf-8")


def html_portal(lines: Sequence[str], path: Path) -> None:
    """As legal portals print: a table for a page, breaks, hard spaces, centred headings."""
    cells = [
        f"<center><b>{html.escape(line)}</b></center>" if _CENTRED.match(line)
        else html.escape(line).replace(" ", "&nbsp;", 1) + "<br>"
        for line in lines
    ]  # fmt: skip
    body = "\n".join(cells)
    path.write_text(
        "<!doctype html><meta charset=utf-8><body><nav><a href='/'>Beranda</a></nav>"
        f"<table width=100%><tr><td>{body}</td></tr></table></body>",
        encoding="utf-8",
    )


def pdf(lines: Sequence[str], path: Path) -> None:
    """Typeset, with a letterhead and a page number on every page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    def furniture(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, "PRESIDEN REPUBLIK INDONESIA")
        canvas.drawCentredString(A4[0] / 2, A4[1] - 55, f"- {template.page} -")

    style = getSampleStyleSheet()["BodyText"]
    story = [Paragraph(html.escape(line), style) for line in lines]
    SimpleDocTemplate(str(path), pagesize=A4).build(
        story, onFirstPage=furniture, onLaterPages=furniture
    )


#: Name: suffix and writer.
WRITERS: dict[str, tuple[str, Callable[[Sequence[str], Path], None]]] = {
    "TXT, 80 columns": (".txt", text),
    "DOCX": (".docx", docx),
    "DOCX, numbered by Word": (".docx", docx_numbered),
    "HTML": (".html", html_paragraphs),
    "HTML, portal": (".html", html_portal),
    "PDF": (".pdf", pdf),
}
