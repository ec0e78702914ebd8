"""Text turned on its page keeps its lines and their order (`ingest.readers.reading_order`)."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dalil.ingest.discover import SourceFile
from dalil.ingest.pipeline import parse_source
from dalil.ingest.readers.registry import read

LINES = [
    "PERATURAN PEMERINTAH REPUBLIK INDONESIA", "NOMOR 907 TAHUN 2021", "TENTANG", "PADI",
    "DENGAN RAHMAT TUHAN YANG MAHA ESA", "Menimbang : bahwa padi perlu diatur;", "MEMUTUSKAN:",
    "Menetapkan : PERATURAN PEMERINTAH TENTANG PADI.", "Pasal 1",
    "(1) Padi ditanam di sawah yang luas dan basah.",
    "(2) Padi dipanen setahun dua kali oleh petani.", "Pasal 2", "Sawah dirawat oleh petani.",
]  # fmt: skip
WIDTH, HEIGHT = A4


def draw(canvas: Canvas, lines: list[str], turn: int, order: list[int] | None = None) -> None:
    """The lines from the top of a page turned by so many degrees."""
    canvas.saveState()
    if turn == 90:
        canvas.translate(WIDTH, 0)
    elif turn == -90:
        canvas.translate(0, HEIGHT)
    elif turn == 180:
        canvas.translate(WIDTH, HEIGHT)
    canvas.rotate(turn)
    top = (WIDTH if abs(turn) == 90 else HEIGHT) - 72
    for index in order or range(len(lines)):
        canvas.drawString(72, top - 16 * index, lines[index])
    canvas.restoreState()


@pytest.mark.parametrize(("turn", "backwards"), [
    (0, False), (90, False), (-90, False), (180, False), (90, True), (-90, True),
])  # fmt: skip
def test_an_act_on_a_turned_page_has_its_pasal(tmp_path: Path, turn: int, backwards: bool) -> None:
    path = tmp_path / "act.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    draw(canvas, LINES, turn, [*range(len(LINES))][::-1] if backwards else None)
    canvas.save()
    assert read(path).text.split("\n") == LINES
    parsed = parse_source(SourceFile(path)).parsed[0]
    assert parsed.document.id == "pp/2021/907"
    found = {str(p.locator): p.text for p in parsed.passages}
    assert found["pasal-1/ayat-2"] == LINES[10]
    assert found["pasal-2"] == LINES[12]


def test_a_stamp_up_the_margin_breaks_no_provision(tmp_path: Path) -> None:
    path = tmp_path / "act.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    draw(canvas, LINES[:10], 0)
    draw(canvas, ["Salinan arsip kota contoh"], 90)
    draw(canvas, [""] * 10 + LINES[10:], 0)
    canvas.save()
    assert read(path).text.split("\n") == [*LINES, "Salinan arsip kota contoh"]
