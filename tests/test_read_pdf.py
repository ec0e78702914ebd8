"""PDF: pages, quality, and every way in which a file can be no PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dalil.ingest.errors import SourceTooLarge, UnreadableSource
from dalil.ingest.readers import ocr, pdf
from dalil.ingest.readers.pdf import _pages, join_broken_words, vocabulary
from dalil.ingest.readers.pdfium import page_image
from dalil.ingest.readers.registry import read
from dalil.ingest.readers.text_quality import READABLE, readable_ratio


def made(folder: Path, pages: Sequence[Sequence[str]], name: str = "a.pdf", **options: str) -> Path:
    """A PDF of these lines; ``title``, ``author`` or ``encrypt`` as reportlab knows them."""
    path = folder / name
    canvas = Canvas(str(path), pagesize=A4, encrypt=options.get("encrypt"))
    canvas.setTitle(options.get("title", ""))
    canvas.setAuthor(options.get("author", ""))
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(60, 780 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return path


PROSE = [
    "Pasal 5",
    "Gubernur dapat menjalin kerja sama dengan pemerintah daerah di luar negeri",
    "sesuai dengan ketentuan peraturan perundang-undangan.",
]


def test_pages_start_where_their_text_starts(tmp_path: Path) -> None:
    source = read(made(tmp_path, [PROSE, ["Pasal 6", "Bupati berwenang."], ["Pasal 7", "Isi."]]))
    assert len(source.page_starts) == len(source.page_quality) == 3
    for page, words in enumerate(["Pasal 5", "Pasal 6", "Pasal 7"], start=1):
        assert source.text[source.page_starts[page - 1] :].startswith(words)
        assert source.page_of(source.text.index(words)) == page
    assert source.text.split("\n")[:3] == PROSE
    assert min(source.page_quality) > 0.9 and not source.warnings
    assert "pypdfium2" in source.reader


def test_metadata(tmp_path: Path) -> None:
    source = read(made(tmp_path, [PROSE], title="Kerja Sama", author="A. Siti"))
    assert source.metadata["title"] == "Kerja Sama" and source.metadata["author"] == "A. Siti"
    assert len(source.metadata["date"]) == 10


def test_bookmarks_become_headings_where_their_words_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for number, (title, shown) in enumerate(
        [("Pendahuluan", "PENDAHULUAN"), ("Hilang", "lain"), ("2. Hasil", "2. Hasil")]
    ):
        canvas.bookmarkPage(str(number))
        canvas.addOutlineEntry(title, str(number), 0)
        canvas.drawString(60, 780, shown)
        canvas.drawString(60, 760, "Kalimat isi yang cukup panjang untuk dibaca orang.")
        canvas.showPage()
    canvas.save()
    source = read(path)
    assert [(source.text[h.start : h.end], h.level) for h in source.headings] == [
        ("PENDAHULUAN", 1),
        ("2. Hasil", 1),
    ]


def test_a_pdf_by_any_name(tmp_path: Path) -> None:
    path = made(tmp_path, [PROSE], name="uu.txt")
    source = read(path)
    assert source.text.startswith("Pasal 5")
    assert "PDF" in source.warnings[0]
    bare = path.rename(tmp_path / "uu tanpa akhiran")
    assert read(bare).text == source.text


@pytest.mark.parametrize("keep", [0.9, 0.5])
def test_a_cut_off_file_is_read_or_said_to_be_damaged(tmp_path: Path, keep: float) -> None:
    path = made(tmp_path, [PROSE] * 5)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    try:
        assert "Gubernur" in read(path, use_ocr=False).text
    except UnreadableSource as error:
        assert "a.pdf" in str(error)


UNREADABLE = [
    (b"%PDF-1.7\n", "rusak", "a header and nothing else"),
    (b"%PDF-1.4\n" + bytes(range(256)) * 40, "rusak", "noise after the header"),
    (b"<html>404 Not Found</html>" * 3, "", "a web page saved under .pdf is read as one"),
    (b"PK\x05\x06" + b"\0" * 18, "bukan PDF", "an empty zip"),
    (b"", "kosong", "no bytes"),
]


@pytest.mark.parametrize(("data", "reason", "why"), UNREADABLE)
def test_what_is_no_pdf(tmp_path: Path, data: bytes, reason: str, why: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    if not reason:
        assert "404" in read(path).text and "HTML" in read(path).warnings[0], why
        return
    with pytest.raises(UnreadableSource, match=reason):
        read(path)


def test_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    with pytest.raises(SourceTooLarge, match="3 halaman"):
        read(made(tmp_path, [PROSE] * 3))


def test_a_locked_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="kata sandi"):
        read(made(tmp_path, [PROSE], encrypt="rahasia"))


def scan(folder: Path, text_pages: int = 1) -> Path:
    """A file whose last page is a picture of text under a site's address."""
    picture = made(folder, [PROSE], name="gambar.pdf")
    image = page_image(picture, 0, dpi=200)
    path = folder / "scan.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(text_pages):
        for number, line in enumerate(PROSE):
            canvas.drawString(60, 780 - 16 * number, line)
        canvas.showPage()
    canvas.drawImage(ImageReader(io.BytesIO(image)), 0, 0, *A4)
    canvas.drawString(60, 20, "jdih.contoh.go.id")
    canvas.showPage()
    canvas.save()
    return path


def test_pages_that_are_pictures_are_named(tmp_path: Path) -> None:
    source = read(scan(tmp_path), use_ocr=False)
    assert source.page_quality[1] == 0.0
    assert any(w.startswith("halaman 2 tidak terbaca") for w in source.warnings)
    assert "jdih" not in source.text


def test_nothing_but_pictures_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="tidak ada teks yang terbaca"):
        read(scan(tmp_path, text_pages=0), use_ocr=False)


def test_without_tesseract_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "languages", lambda: ())
    source = read(scan(tmp_path))
    assert any("pasang tesseract-ocr" in warning for warning in source.warnings)


@pytest.mark.skipif(not ocr.languages(), reason="needs tesseract-ocr")
def test_pictures_are_recognised(tmp_path: Path) -> None:
    done: list[tuple[int, int]] = []
    source = read(scan(tmp_path), progress=lambda now, all_: done.append((now, all_)))
    page = source.text[source.page_starts[1] :]
    assert "Gubernur dapat menjalin kerja sama" in page
    assert "tesseract" in source.reader and done == [(0, 1), (1, 1)]
    assert any("halaman 2 dibaca dengan OCR" in warning for warning in source.warnings)


def test_blank_pages_are_no_fault(tmp_path: Path) -> None:
    source = read(made(tmp_path, [PROSE, [], ["Pasal 6", "Isi."]]), use_ocr=False)
    assert source.page_quality == (1.0, 1.0, 1.0) and not source.warnings
    assert source.page_of(source.text.index("Pasal 6")) == 3


def test_threads_may_read_at_once(tmp_path: Path) -> None:
    path = made(tmp_path, [PROSE] * 20)
    with ThreadPoolExecutor(4) as pool:
        texts = set(pool.map(lambda _: read(path).text, range(8)))
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("pages", "said"),
    [([2], "halaman 3"), ([2, 3, 4], "halaman 3–5"), ([0, 4, 5, 9], "halaman 1, 5–6, 10")],
)
def test_page_ranges(pages: list[int], said: str) -> None:
    assert _pages(pages) == said


BROKEN_WORDS = [
    ("perundang\x02undangan", "", "perundang-undangan", "the hyphen is part of the word"),
    ("perundang-\nundangan", "", "perundang-undangan", "the same with the line end left"),
    ("kegiatan\x02kegiatan", "", "kegiatan-kegiatan", "reduplication"),
    ("repre\x02sentatives", "representatives", "representatives", "known without the hyphen"),
    ("Undang\x02Undang", "undangundang undang-undang", "Undang-Undang", "known with it as well"),
    ("terdiri dari-\na. satu", "", "terdiri dari-\na. satu", "a list item is no word"),
    ("Nomor 12-\nPasal", "", "Nomor 12-\nPasal", "a number's dash joins nothing"),
]


@pytest.mark.parametrize(("text", "elsewhere", "expected", "why"), BROKEN_WORDS)
def test_broken_words(text: str, elsewhere: str, expected: str, why: str) -> None:
    assert join_broken_words(text, vocabulary([text, elsewhere])) == expected, why


QUALITY = [
    ("Gubernur dapat menjalin kerja sama dengan pihak luar negeri sesuai Pasal 363 ayat (2).",
     True, "prose"),
    ("Np-232 0.245 jam 8.7 x 10-11 5.0 x 10-4 1.2 1,5 2.260.000,00 per unit", True, "a table"),
    ("PRES IDEN REPUBLIK INDONESIA -2- (21 Ketentuan sebagaimana dimaksud pada ayat (4l", True,
     "noisy recognition is still text"),
    ("'2*!22.4<697 4$.!-+.!$$$ !*!1$$$ 8!9 -1-.!)B2:<7 :4: 91!,+$$$", False, "a broken font"),
    ("\x08\x1d\x1c\x1e \x1f\x01\x14 \x08\x1d 12 \x1c\x1d\x1e", False, "control characters"),
    (" ".join(["ri oi 5COo3 Cd (!!qd hl cNra) eq bO o\\o Fo\\ tr d-Y ag"] * 6), False,
     "crumbs of a rotated table"),
    ("Brunei Darussalam Kamboja Laos Malaysia Myanmar Filipina Singapura Thailand Vietnam " * 5,
     True, "a list of names has no small words either"),
    ("", False, "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "readable", "why"), QUALITY)
def test_quality(text: str, readable: bool, why: str) -> None:
    assert (readable_ratio(text) >= READABLE) is readable, (why, readable_ratio(text))


def test_a_file_that_counts_pages_it_does_not_have(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pageCompression=0)
    canvas.drawString(60, 700, "Naga memakan batu bara di gua yang dalam.")
    canvas.save()
    path.write_bytes(path.read_bytes().replace(b"/Count 1 ", b"/Count 19999 "))
    assert b"/Count 19999" in path.read_bytes()
    source = read(path)
    assert "Naga memakan batu bara" in source.text
    assert len(source.page_starts) == 1
    assert any("menyebut 19999 halaman, yang ada 1" in said for said in source.warnings)


def test_the_second_reader_opens_a_file_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pypdf

    from dalil.ingest.readers.pdf import texts_of

    opened: list[object] = []

    class Counted(pypdf.PdfReader):
        def __init__(self, *arguments: object, **options: object) -> None:
            opened.append(arguments)
            super().__init__(*arguments, **options)  # type: ignore[arg-type]

    canvas = Canvas(str(tmp_path / "a.pdf"))
    for number in range(5):
        canvas.drawString(60, 700, f"Halaman {number}")
        canvas.showPage()
    canvas.save()
    monkeypatch.setattr(pypdf, "PdfReader", Counted)
    found, count = texts_of(tmp_path / "a.pdf", [1, 3], 5)
    assert (sorted(found), count, len(opened)) == ([1, 3], 5, 1)
    assert "Halaman 3" in found[3]
    # Where it counts other pages, a number may name another page: nothing is taken.
    assert texts_of(tmp_path / "a.pdf", [1, 3], 7) == ({}, 5)


@pytest.mark.parametrize("box", ["0 0 0 0", "0 0 0 792", "0 0 1e9 1e9", "0 0 -5 -5"])
def test_a_page_of_odd_size_is_the_files_fault(tmp_path: Path, box: str) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pageCompression=0)
    canvas.drawString(60, 700, "Naga memakan batu bara di gua yang dalam.")
    canvas.showPage()
    canvas.rect(10, 10, 50, 50, fill=1)
    canvas.showPage()
    canvas.save()
    data = (tmp_path / "a.pdf").read_bytes()
    at = data.rindex(b"/MediaBox")
    end = data.index(b"]", at)
    (tmp_path / "a.pdf").write_bytes(data[:at] + f"/MediaBox [ {box} ".encode() + data[end:])
    assert "Naga memakan" in read(tmp_path / "a.pdf").text
    with suppress(pypdfium2.PdfiumError):
        assert page_image(tmp_path / "a.pdf", 1, 72)
