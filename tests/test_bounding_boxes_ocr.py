"""Boxes on scans: what stands in a box, read by itself, is what was asked for."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from reading_library import LEAVES, scanned

from dalil.ingest.model import SourceText
from dalil.ingest.readers import bounding_boxes, ocr
from dalil.ingest.readers.bounding_boxes import Box, Word, ocr_boxes, source_boxes
from dalil.ingest.readers.pdfium import opened
from dalil.ingest.readers.registry import read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "pdf-misc" / "pdf"
needs_tesseract = pytest.mark.skipif(not ocr.languages(), reason="tesseract is not installed")


def letters(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def said_in(path: Path, boxes: Sequence[Box]) -> str:
    """The oracle: each box cut out of the page's picture, in a white frame, and read."""
    from PIL import Image, ImageOps

    said = []
    for box in boxes:
        with opened(path) as document:
            sheet = document[box.page - 1]
            bitmap = sheet.render(scale=300 / 72, rev_byteorder=True)
            to_bitmap = bitmap.get_posconv(sheet).to_bitmap
            one, two = (
                to_bitmap(box.left - 2, box.bottom - 2),
                to_bitmap(box.right + 2, box.top + 2),
            )
            image: Any = bitmap.to_pil().convert("L")
        (left, right), (top, bottom) = sorted((one[0], two[0])), sorted((one[1], two[1]))
        cut: Any = ImageOps.expand(image.crop((left, top, right, bottom)), border=40, fill=255)
        kept = io.BytesIO()
        assert isinstance(cut, Image.Image)
        cut.save(kept, "PNG")
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", "+".join(ocr.languages()), "--psm", "6"],
            input=kept.getvalue(), capture_output=True, check=True,
        )  # fmt: skip
        said.append(done.stdout.decode())
    return " ".join(said)


def found_ratio(wanted: str, said: str) -> float:
    """The share of the wanted words that were read in the boxes."""
    words, there = letters(wanted), letters(said)
    return sum(word in there for word in words) / len(words)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SourceText]:
    """A scan, and what is read from it."""
    path = scanned(tmp_path_factory.mktemp("scan") / "pindaian.pdf")
    return path, read(path)


@needs_tesseract
@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("Setiap orang boleh menerbangkan layang-layang di lapangan.", 1),
        ("Tali layang-layang dilarang", 1),  # a part of a line
        ("larangan itu dikenai teguran tertulis", 2),
    ],
)
def test_the_box_lies_on_the_words(words: str, page: int, scan: tuple[Path, SourceText]) -> None:
    path, source = scan
    assert "tesseract" in source.reader
    start = source.text.index(words)
    end = start + len(words)
    assert source_boxes(path, source.text, source.page_starts, start, end) == []
    boxes = ocr_boxes(path, source.text, source.page_starts, start, end, page)
    assert len(boxes) == 1
    said = said_in(path, boxes)
    assert found_ratio(words, said) >= 0.9
    assert len(letters(said)) <= len(letters(words)) + 1  # and not much more
    assert boxes[0].page == page and boxes[0].page_width == pytest.approx(595, abs=1)


@needs_tesseract
def test_a_pasal_over_two_pages_has_boxes_on_each_where_asked(
    scan: tuple[Path, SourceText],
) -> None:
    path, source = scan
    start = source.text.index("(1) Setiap")
    end = source.text.index("tertulis.") + len("tertulis.")
    first = ocr_boxes(path, source.text, source.page_starts, start, end, 1)
    second = ocr_boxes(path, source.text, source.page_starts, start, end, 2)
    assert (len(first), len(second)) == (2, 1)
    assert {b.page for b in first} == {1} and {b.page for b in second} == {2}


@needs_tesseract
@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_of_a_turned_page_lie_on_the_words(rotation: int, tmp_path: Path) -> None:
    """A sheet that is upright only because the file turns it: boxes are in its own points."""
    turned = scanned(tmp_path / "miring.pdf", LEAVES[:1], rotation)
    source = read(turned)
    words = "dilarang dilapisi serbuk kaca"
    start = source.text.index(words)
    boxes = ocr_boxes(turned, source.text, source.page_starts, start, start + len(words), 1)
    assert found_ratio(words, said_in(turned, boxes)) >= 0.9


@needs_tesseract
@pytest.mark.parametrize(
    ("start", "end", "page", "why"),
    [
        (5, 5, 1, "an empty span"),
        (-1, 5, 1, "before the text"),
        (0, 10**6, 1, "beyond the text"),
        (0, 10, 2, "not on that page"),
        (0, 10, 9, "no such page"),
        (0, 10, 0, "pages are counted from 1"),
    ],
)
def test_no_box_for_no_span(start: int, end: int, page: int, why: str, tmp_path: Path) -> None:
    path = scanned(tmp_path / "pindaian.pdf")
    text = "\n".join(LEAVES[0]) + "\n" + "\n".join(LEAVES[1])
    starts = (0, len("\n".join(LEAVES[0])) + 1)
    assert ocr_boxes(path, text, starts, start, end, page) == [], why


@needs_tesseract
def test_no_box_where_the_image_says_something_else(tmp_path: Path) -> None:
    path = scanned(tmp_path / "pindaian.pdf")
    text = "Pasal 9\nGubernur membongkar gedung parkir bertingkat tanpa pemberitahuan."
    assert ocr_boxes(path, text, (0,), 8, len(text), 1) == []
    assert ocr_boxes(tmp_path / "hilang.pdf", text, (0,), 8, len(text), 1) == []
    (tmp_path / "rusak.pdf").write_bytes(b"%PDF-1.4 rusak")
    assert ocr_boxes(tmp_path / "rusak.pdf", text, (0,), 8, len(text), 1) == []


def test_without_tesseract_there_is_no_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "languages", lambda: ())
    path = scanned(tmp_path / "pindaian.pdf")
    assert not bounding_boxes.can_recognise()
    assert ocr_boxes(path, LEAVES[0][-1], (0,), 0, 20, 1) == []


def _word(text: str, number: int) -> Word:
    return Word(text, ("1", "1", str(number // 5)), number * 10, 0, number * 10 + 8, 9)


@pytest.mark.parametrize(
    ("text", "span", "read_as", "chosen", "why"),
    [
        ("satu dua tiga", "dua", "satu dua tiga", [1], "read alike"),
        ("satu dua tiga", "dua tiga", "satu dva tiga", [1, 2], "a letter read otherwise"),
        ("satu bergotong tiga", "bergotong", "satu ber- gotong tiga", [1, 2], "a broken word"),
        ("satu dua tiga", "dua", "satu xxxxxx tiga", [], "another word"),
        ("satu dua tiga empat", "dua tiga", "KOP satu SURAT dua tiga empat", [3, 4], "letterhead"),
        ("a b a b a b", "a b", "a b a b a b", [0, 1], "the first of equal words"),
        ("satu dua", "dua", "", [], "nothing read"),
        ("§ … —", "…", "satu dua", [], "no letters asked for"),
    ],
)
def test_words_are_found_again(
    text: str, span: str, read_as: str, chosen: list[int], why: str
) -> None:
    words = [_word(word, n) for n, word in enumerate(read_as.split())]
    start = text.index(span)
    assert bounding_boxes._chosen(text, start, start + len(span), words) == chosen, why


@needs_tesseract
@pytest.mark.shared
@pytest.mark.slow
def test_real_scans() -> None:
    """A circular without a text layer: paragraphs are boxed where they are printed."""
    path = SHARED / "Bapeten_SE.1904.2019.pdf"
    if not path.is_file():
        pytest.skip("the real scans are not here")
    source = read(path)
    ratios = []
    for page in (1, 2, 3):
        low = source.page_starts[page - 1]
        page_text = source.text[low : source.page_starts[page]]
        for match in list(re.finditer(r"[^\n]{60,}", page_text))[2:12:4]:
            span = low + match.start(), low + match.end()
            boxes = ocr_boxes(path, source.text, source.page_starts, *span, page)
            ratios.append(found_ratio(match[0], said_in(path, boxes)) if boxes else 0.0)
    assert len(ratios) >= 6
    assert sum(ratio >= 0.9 for ratio in ratios) >= 0.9 * len(ratios), ratios
