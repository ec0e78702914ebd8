"""Builds the PDF commentaries of this folder from their Markdown: `python corpus/build_pdf.py`.

The Markdown is in the hidden folder ``.source``: ingest passes it over, so that the same text is
not in the library twice.

The same text gives the same bytes (reportlab's ``invariant``, the standard fonts, no dates), so
a test can tell whether a committed PDF still belongs to its text. The Markdown used is small:
``#`` title, ``##`` heading, ``- `` list item, everything else a paragraph.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

CORPUS: Final = Path(__file__).resolve().parent
#: The texts that are published as PDF, by file name without suffix.
TEXTS: Final = ("panduan-sister-city",)
AUTHOR: Final = "Penyusun Dalil"

_BODY: Final = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=15, spaceAfter=6)
_ITEM: Final = ParagraphStyle("item", parent=_BODY, leftIndent=14, bulletIndent=4, spaceAfter=3)
_HEADING: Final = ParagraphStyle(
    "heading", fontName="Helvetica-Bold", fontSize=13, leading=17, spaceBefore=12, spaceAfter=6,
    keepWithNext=1,
)  # fmt: skip
_TITLE: Final = ParagraphStyle(
    "title", fontName="Helvetica-Bold", fontSize=18, leading=23, alignment=TA_CENTER, spaceAfter=10
)


class _Heading(Paragraph):  # type: ignore[misc]
    """A heading that also enters the PDF's outline, where readers look for headings."""

    def __init__(self, text: str) -> None:
        super().__init__(escape(text, quote=False), _HEADING)
        self.title = text

    def draw(self) -> None:
        canvas = self.canv
        key = f"h{self.title.split('.')[0]}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(self.title, key, level=0)
        super().draw()


def build(text: Path, out: Path) -> None:
    """Writes the PDF of a Markdown text. The first line must be its ``# title``."""
    title, *lines = text.read_text(encoding="utf-8").splitlines()
    if not title.startswith("# "):
        raise ValueError(f"{text}: the first line must be '# title'")
    story: list[Flowable] = [Paragraph(escape(title[2:], quote=False), _TITLE)]
    story += [flowable for line in lines if (flowable := _flowable(line.strip()))]
    SimpleDocTemplate(
        str(out), pagesize=A4, leftMargin=25 * mm, rightMargin=25 * mm, topMargin=25 * mm,
        bottomMargin=25 * mm, title=title[2:], author=AUTHOR, lang="id", invariant=1,
    ).build(story, onFirstPage=_page_number, onLaterPages=_page_number)  # fmt: skip


def _flowable(line: str) -> Flowable | None:
    if not line:
        return None
    if line.startswith("## "):
        return _Heading(line[3:])
    if line.startswith("- "):
        return Paragraph(escape(line[2:], quote=False), _ITEM, bulletText="•")
    return Paragraph(escape(line, quote=False), _BODY)


def _page_number(canvas: Canvas, document: Any) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(A4[0] / 2, 14 * mm, str(document.page))
    canvas.restoreState()


def main() -> None:
    """Builds every text of `TEXTS` beside its Markdown."""
    for name in TEXTS:
        out = CORPUS / "secondary" / f"{name}.pdf"
        build(CORPUS / ".source" / f"{name}.md", out)
        print(out.name, out.stat().st_size, "bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
