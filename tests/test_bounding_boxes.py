"""From a span of a PDF's clean text back to the file's own characters and their boxes."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from dalil.ingest.errors import UnreadableSource
from dalil.ingest.readers.bounding_boxes import (
    NOWHERE,
    align,
    source_boxes,
    source_spans,
    source_text,
)
from dalil.ingest.readers.pdfium import opened
from dalil.ingest.readers.registry import read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "pdf-pairs" / "pdf"

#: Three pages with letterhead and page number; a sentence runs over the second page's end.
PAGES = (
    ("Pasal 1", "Wali kota mengatur taman kota bersama warga."),
    ("Pasal 2", "Warga merawat taman kota secara ber-", "gotong royong setiap akhir pekan, dan"),
    ("pemerintah kota menyediakan alatnya.", "Pasal 3", "Cukup sudah."),
)


def made_pdf(path: Path, rotation: int = 0) -> Path:
    canvas = Canvas(str(path), pagesize=(400, 400), invariant=1)
    for number, lines in enumerate(PAGES, start=1):
        canvas.setPageRotation(rotation)
        canvas.drawString(150, 380, "PRESIDEN")
        canvas.drawString(130, 365, "REPUBLIK INDONESIA")
        canvas.drawString(180, 350, f"- {number} -")
        for row, line in enumerate(lines):
            canvas.drawString(50, 300 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    return path


def letters(text: str) -> str:
    """What cleaning keeps: everything but white space, hyphens and what shows nothing."""
    return re.sub(r"[\s\x00\x02\xad\ufffe-]", "", text)


def test_a_span_is_found_where_it_is_printed(tmp_path: Path) -> None:
    path = made_pdf(tmp_path / "a.pdf")
    source = read(path)
    start = source.text.index("taman kota bersama")
    (box,) = source_boxes(path, source.text, source.page_starts, start, start + 10)
    assert box.page == 1 and (box.page_width, box.page_height) == (400, 400)
    assert 50 < box.left < box.right < 250  # not the whole line
    assert 270 < box.bottom < 280 < box.top < 295  # the second line


def test_a_span_over_a_page_end_has_boxes_on_both_and_none_on_the_furniture(tmp_path: Path) -> None:
    path = made_pdf(tmp_path / "a.pdf")
    source = read(path)
    assert "PRESIDEN" not in source.text and "- 3 -" not in source.text
    start, end = source.text.index("setiap akhir"), source.text.index("Pasal 3")
    spans = source_spans(path, source.text, source.page_starts, start, end)
    assert [span.page for span in spans] == [2, 3]
    assert [span.text for span in spans] == [
        "setiap akhir pekan, dan", "pemerintah kota menyediakan alatnya.",
    ]  # fmt: skip
    assert all(box.top < 320 for span in spans for box in span.boxes)  # the letterhead is above


def test_a_word_broken_at_a_line_end_has_a_box_on_each_line(tmp_path: Path) -> None:
    path = made_pdf(tmp_path / "a.pdf")
    source = read(path)
    found = re.search(r"ber-?\s?gotong", source.text)
    assert found
    boxes = source_boxes(path, source.text, source.page_starts, *found.span())
    assert len(boxes) == 2 and boxes[0].bottom > boxes[1].top - 8
    assert letters(source_text(path, source.text, source.page_starts, *found.span())) == "bergotong"


def test_the_ranges_are_what_pdfium_counts(tmp_path: Path) -> None:
    path = made_pdf(tmp_path / "a.pdf")
    source = read(path)
    start = source.text.index("Wali kota")
    (span,) = source_spans(path, source.text, source.page_starts, start, start + 9)
    ((low, high),) = span.ranges
    with opened(path) as document:
        assert document[0].get_textpage().get_text_range(low, high - low) == "Wali kota"


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        (5, 5, "an empty span"),
        (9, 5, "end before start"),
        (-3, 5, "before the text"),
        (0, 10**6, "beyond the text"),
    ],
)
def test_no_box_for_no_span(start: int, end: int, why: str, tmp_path: Path) -> None:
    path = made_pdf(tmp_path / "a.pdf")
    source = read(path)
    assert source_boxes(path, source.text, source.page_starts, start, end) == [], why


def test_no_box_where_the_file_says_something_else(tmp_path: Path) -> None:
    path = made_pdf(tmp_path / "a.pdf")
    text = "Pasal 1\nWali kota membongkar gedung parkir dengan izin gubernur."
    assert source_boxes(path, text, (0,), 8, len(text)) == []
    assert source_boxes(path, text, (), 8, len(text)) == []  # no pages: no way back
    assert source_boxes(tmp_path / "gone.pdf", text, (0,), 8, len(text)) == []
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    assert source_boxes(tmp_path / "broken.pdf", text, (0,), 8, len(text)) == []


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_mark_lies_on_the_words_however_the_page_is_turned(
    rotation: int, tmp_path: Path
) -> None:
    from PIL import Image

    from dalil.views.page_image import picture

    path = made_pdf(tmp_path / "a.pdf", rotation)
    source = read(path)
    start = source.text.index("Wali kota")
    boxes = source_boxes(path, source.text, source.page_starts, start, start + 44)
    plain = picture(path, 1, 800)
    drawn = picture(path, 1, 800, boxes)
    assert plain and drawn
    before, after = (Image.open(io.BytesIO(png)).convert("RGB") for png in (plain, drawn))
    yellow = [
        (x, y)
        for x in range(after.width)
        for y in range(after.height)
        if after.getpixel((x, y)) != before.getpixel((x, y))
    ]
    xs, ys = [x for x, _ in yellow], [y for _, y in yellow]
    area = (min(xs), min(ys), max(xs) + 1, max(ys) + 1)
    dark = sum(before.convert("L").crop(area).histogram()[:100])
    black = sum(after.convert("L").crop(area).histogram()[:100])
    assert dark > 500 and black >= dark  # the words are under it, and can still be read


def test_boxes_of_another_page_are_not_drawn(tmp_path: Path) -> None:
    from dalil.views.page_image import picture

    path = made_pdf(tmp_path / "a.pdf")
    source = read(path)
    start = source.text.index("Wali kota")
    boxes = source_boxes(path, source.text, source.page_starts, start, start + 9)
    assert picture(path, 2, 400, boxes) == picture(path, 2, 400)
    assert picture(path, 4, 400, boxes) is None


# Alignment on its own


def lines_of(*lines: str) -> list[list[tuple[str, int]]]:
    place = iter(range(10_000))
    return [[(c, next(place)) for c in line] for line in lines]


@pytest.mark.parametrize(
    ("clean", "raw", "first", "why"),
    [
        ("12. Kerja", ("12", "12. Kerja"), 2, "the page number is equal to the list's number"),
        ("Isi.\nPasal 5", ("Isi.", "Pasal 5", "Pasal 5"), 0, "a bare catchword was taken"),
        ("BAB I\nBAB I", ("BAB I", "BAB I"), 0, "both lines stay"),
        ("é", ("e\u0301",), 0, "accents are composed by cleaning"),
        ("• satu", ("\uf0b7 satu",), 0, "a Symbol glyph becomes the character it shows"),
        ("satu dua", ("sa\xadtu\xa0dua",), 0, "soft hyphen, no-break space"),
    ],
)
def test_the_first_letter_is_found(clean: str, raw: tuple[str, ...], first: int, why: str) -> None:
    assert align(clean, lines_of(*raw))[0] == first, why


def test_of_two_equal_lines_the_outer_one_was_furniture() -> None:
    top = align("3\nIsi pasal.\nAkhir.", lines_of("3", "3", "Isi pasal.", "Akhir."))
    assert top[0] == 1
    bottom = align("Awal.\nIsi pasal.\n3", lines_of("Awal.", "Isi pasal.", "3", "3"))
    assert bottom[-1] == len("Awal.Isi pasal.")


def test_what_was_not_found_has_no_place() -> None:
    assert align("sama sekali lain", lines_of("isi halaman")) == [NOWHERE] * 16


words = st.text("abc d-", min_size=1, max_size=12)


@given(st.lists(st.tuples(words, st.booleans()), min_size=1, max_size=12))
def test_whatever_lines_are_left_out_the_letters_are_the_same(
    lines: list[tuple[str, bool]],
) -> None:
    raw = lines_of(*(line for line, _ in lines))
    character = {place: c for line in raw for c, place in line}
    clean = "\n".join(line for line, kept in lines if kept)
    places = align(clean, raw)
    for c, place in zip(clean, places, strict=True):
        assert (place == NOWHERE) == (c in " \n-")
        assert place == NOWHERE or character[place] == c
    known = [place for place in places if place != NOWHERE]
    assert known == sorted(set(known))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_random_passages_of_real_pdfs_are_found_again_to_the_letter() -> None:
    """At least .99 to the letter, none with other letters than the passage's (574 of 575)."""
    draw = random.Random(3)
    passages = exact = 0
    for path in sorted(SHARED.glob("*.pdf")):
        if "27_Tahun_2009" in path.name or "27 Tahun 2009" in path.name:
            continue  # read by recognition: no way back
        try:
            source = read(path, use_ocr=False)
        except UnreadableSource:  # pictures only
            continue
        for _ in range(8):
            start = draw.randrange(len(source.text) - 20)
            end = min(len(source.text), start + draw.randrange(20, 900))
            wanted = letters(source.text[start:end])
            found = letters(source_text(path, source.text, source.page_starts, start, end))
            passages += 1
            exact += found == wanted
    assert passages > 100
    assert exact / passages >= 0.99
