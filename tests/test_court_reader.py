"""The page *Baca* at a provision that a court judged, and at the ruling; a ruling as PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from ruling_texts import OPINIONS, PARK, UUD, WATERMARK, mk
from test_court_rulings import ACT, AMAR, ID, TEXT

from dalil.index.curate.add_sources import take_in
from dalil.ingest.relations.dicta import effects_of
from dalil.library import Library, parse

st = pytest.importorskip("streamlit")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("court-reader")
    (folder / "taman.md").write_text(TEXT, encoding="utf-8")
    (folder / "putusan.txt").write_text(mk(AMAR), encoding="utf-8")
    (folder / "taman2.md").write_text(
        TEXT.replace("NOMOR 901 TAHUN 2014", "NOMOR 902 TAHUN 2015").replace(
            "Taman dibuka setiap hari.",
            "Pagar mengikuti Pasal 5 ayat (2) Undang-Undang Nomor 901 Tahun 2014.",
        ),
        encoding="utf-8",
    )
    with Library.open(folder / "pustaka", create=True) as library:
        take_in(library, [folder], vectors=False, workers=1)
    return folder / "pustaka"


def bodies(shelf: Path, monkeypatch: pytest.MonkeyPatch, target: str, language: str = "id") -> str:
    from test_reader import html, reader

    monkeypatch.setenv("DALIL_LIBRARY", str(shelf))
    return "\n".join(html(reader(target, language)))


def test_a_notice_stands_at_the_provision_and_leads_to_the_dictum(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = bodies(shelf, monkeypatch, f"{ACT}#pasal-5")
    assert 'class="dalil-court"' in drawn
    assert "tidak mempunyai kekuatan hukum mengikat" in drawn
    assert "kekuatan hukum mengikat oleh <a" in drawn
    assert "amar angka 2 (25 November 2021)" in drawn
    # On the way through the act the other parts have theirs, too.
    assert "Pasal 6 ayat (2): frasa “pemilik” dinyatakan" in drawn
    assert "91-puu-xviii%23amar%2Fangka-2" in drawn
    assert 'class="dalil-cited"' in drawn  # the ruling, and the other act
    assert "Dirujuk oleh 1 bagian · bagian-bagiannya oleh 1 lagi" in drawn


def test_the_courts_reading_is_text_and_no_markup(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = bodies(shelf, monkeypatch, f"{ACT}#pasal-6", "en")
    assert "to be read as “pemilik dan &lt;b&gt;penyewa&lt;/b&gt;”" in drawn
    assert "<b>penyewa" not in drawn


def test_the_ruling_says_what_it_decides_there(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = bodies(shelf, monkeypatch, f"{ID}#amar/angka-2")
    assert "Yang diputuskan di sini" in drawn
    assert "uu%2F2014%2F901%23pasal-5" in drawn


def as_pdf(text: str, path: Path) -> None:
    """The text as the Court's site gives it: its lines at the foot of every page, numbered."""
    canvas = Canvas(str(path), pagesize=A4)
    lines = text.split("\n")
    for number, first in enumerate(range(0, len(lines), 40), start=1):
        canvas.setFont("Helvetica", 9)
        canvas.drawCentredString(297, 815, str(number))
        for row, line in enumerate(lines[first : first + 40]):
            canvas.drawString(60, 780 - 16 * row, line.translate({0x201C: '"', 0x201D: '"'}))
        canvas.setFont("Helvetica", 7)
        for row, line in enumerate(WATERMARK.strip().split("\n")):
            canvas.drawString(60, 60 - 10 * row, line)
        canvas.showPage()
    canvas.save()


def test_a_ruling_as_pdf_with_the_sites_lines_on_every_page(tmp_path: Path) -> None:
    torn = AMAR.replace(" dan tidak mempunyai", "\ndan tidak\nmempunyai").replace(
        "bertentangan dengan", "bertentangan\ndengan"
    )
    torn = "\n".join(line[i : i + 90] for line in torn.split("\n") for i in range(0, len(line), 90))
    filler = "\n".join(f"Bahwa taman nomor {n} adalah milik bersama warga;" for n in range(37))
    text = mk(torn.replace(PARK[:60], PARK[:60]), opinions=OPINIONS).replace(
        "Bahwa taman adalah milik bersama;", filler
    )
    path = tmp_path / "putusan.pdf"
    as_pdf(text, path)
    (made,) = parse(path)
    assert (made.document.id, made.document.date) == (ID, "2021-11-25")
    found = {str(p.locator): p for p in made.passages}
    assert found["paragraf-3.4"].page is not None
    assert found["paragraf-3.4"].page > (found["paragraf-3.1"].page or 99)
    assert "amar/angka-5" in found
    assert "paragraf-6.1" in found
    said = [(e.target_id, e.effect) for e in effects_of(made.document, made.passages)]
    assert (f"{ACT}#pasal-5", "struck_down") in said
    assert (f"{ACT}#pasal-6/ayat-2", "conditionally_unconstitutional") in said
    assert UUD in " ".join(made.document.text.split())
