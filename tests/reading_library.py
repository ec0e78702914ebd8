"""A library for the tests of the reading room, ingested from files; every text is made up here."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dalil.index.curate.add_sources import take_in
from dalil.index.library import Library

_HEAD = (
    "{kind} REPUBLIK INDONESIA\nNOMOR {number} TAHUN {year}\nTENTANG\n{title}\n\n"
    "DENGAN RAHMAT TUHAN YANG MAHA ESA\nPRESIDEN REPUBLIK INDONESIA,\n"
)

#: An act with chapters, definitions, references, an elucidation.
CATS = (
    _HEAD.format(kind="UNDANG-UNDANG", number=901, year=2021, title="KUCING")
    + """
Menimbang : a. bahwa kucing perlu diatur;
b. bahwa pengaturan itu belum ada;
Mengingat : Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG KUCING.

BAB I
KETENTUAN UMUM

Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Kucing adalah hewan berkumis yang tinggal bersama orang.
2. Pemilik Kucing adalah orang yang memberi makan Kucing.

BAB II
PEMELIHARAAN

Bagian Kesatu
Makanan

Pasal 2
(1) Pemilik Kucing wajib memberi makan Kucing dua kali sehari.
(2) Makanan sebagaimana dimaksud pada ayat (1) terdiri atas:
a. ikan segar;
b. daging; dan
c. air bersih.
(3) Ketentuan lebih lanjut mengenai makanan sebagaimana dimaksud pada ayat (2) huruf a diatur
dengan Peraturan Pemerintah.

Bagian Kedua
Tidur

Pasal 3
(1) Kucing tidur di tempat kering.
(2) Tempat sebagaimana dimaksud pada ayat (1) dekat dengan makanan menurut Pasal 2 ayat (1).
(3) Kandang mengikuti Pasal 7
Undang-Undang Nomor 12 Tahun 1990.

Pasal 4
Kucing yang tersesat dikembalikan kepada Pemilik Kucing.

BAB III
KETENTUAN PENUTUP

Pasal 5
Undang-Undang ini mulai berlaku pada tanggal diundangkan.

PENJELASAN
ATAS
UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 901 TAHUN 2021
TENTANG
KUCING

I. UMUM
Kucing hidup di mana-mana dan perlu dilindungi oleh hukum.

II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Dua kali ialah pagi dan petang.
Ayat (2)
Cukup jelas.
Ayat (3)
Cukup jelas.
Pasal 3
Cukup jelas.
Pasal 4
Cukup jelas.
Pasal 5
Cukup jelas.
"""
)

#: It changes Pasal 4 and puts Pasal 4A in.
AMENDING = (
    _HEAD.format(
        kind="UNDANG-UNDANG",
        number=5,
        year=2022,
        title="PERUBAHAN ATAS UNDANG-UNDANG NOMOR 901 TAHUN 2021 TENTANG KUCING",
    )
    + """
Menimbang : bahwa Undang-Undang Nomor 901 Tahun 2021 tentang Kucing perlu diubah;
Mengingat : 1. Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
2. Undang-Undang Nomor 901 Tahun 2021 tentang Kucing;
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG PERUBAHAN ATAS UNDANG-UNDANG NOMOR 901 TAHUN 2021 TENTANG KUCING.

Pasal I
Beberapa ketentuan dalam Undang-Undang Nomor 901 Tahun 2021 tentang Kucing diubah sebagai berikut:
1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:
Pasal 4
(1) Kucing yang tersesat dikembalikan dalam tiga hari.
(2) Pengembalian sebagaimana dimaksud pada ayat (1) tidak dipungut biaya.
2. Di antara Pasal 4 dan Pasal 5 disisipkan 1 (satu) pasal, yakni Pasal 4A sehingga berbunyi
sebagai berikut:
Pasal 4A
Kucing tanpa pemilik dipelihara oleh kelurahan.

Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""
)

#: It carries Pasal 2 ayat (3) out.
CARRYING_OUT = (
    _HEAD.format(kind="PERATURAN PEMERINTAH", number=8, year=2023, title="MAKANAN KUCING")
    + """
Menimbang : bahwa untuk melaksanakan ketentuan Pasal 2 ayat (3) Undang-Undang Nomor 901 Tahun 2021
tentang Kucing, perlu menetapkan Peraturan Pemerintah tentang Makanan Kucing;
Mengingat : 1. Pasal 5 ayat (2) Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
2. Undang-Undang Nomor 901 Tahun 2021 tentang Kucing;
MEMUTUSKAN:
Menetapkan: PERATURAN PEMERINTAH TENTANG MAKANAN KUCING.

Pasal 1
Ikan segar ialah ikan yang ditangkap pada hari yang sama.

Pasal 2
Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan.
"""
)

#: A commentary with headings in headings, and a dictionary.
ESSAY = """# Kucing dalam hukum

Pendahuluan singkat tentang kucing.

## Makanan

Ikan lebih disukai daripada daging.

## Tidur

Kucing tidur enam belas jam sehari.

### Tempat

Kotak kardus cukup baik.
"""
WORDS_CSV = (
    "istilah,arti\nanak kucing,kucing yang belum setahun\nbulu,rambut kucing\n"
    "belang,bercorak beberapa warna\nkumis,rambut panjang di bibir atas\n"
)

#: Two pages of an act, for a PDF with characters and for one that is only a picture.
LEAVES = (
    (
        "UNDANG-UNDANG REPUBLIK INDONESIA", "NOMOR 77 TAHUN 2019", "TENTANG", "LAYANG-LAYANG",
        "DENGAN RAHMAT TUHAN YANG MAHA ESA", "Menimbang : bahwa layang-layang perlu diatur;",
        "MEMUTUSKAN:", "Pasal 1", "Layang-layang adalah kertas bertali yang terbang.", "Pasal 2",
        "(1) Setiap orang boleh menerbangkan layang-layang di lapangan.",
        "(2) Tali layang-layang dilarang dilapisi serbuk kaca.",
    ),
    (
        "(3) Pelanggaran terhadap larangan itu dikenai teguran tertulis.", "Pasal 3",
        "Undang-Undang ini mulai berlaku pada tanggal diundangkan.",
    ),
)  # fmt: skip


def printed(path: Path) -> Path:
    """The leaves as a PDF with characters."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for lines in LEAVES:
        canvas.setFont("Times-Roman", 13)
        for row, line in enumerate(lines):
            canvas.drawString(70, 760 - 26 * row, line)
        canvas.showPage()
    canvas.save()
    return path


def scanned(path: Path, pages: tuple[tuple[str, ...], ...] = LEAVES, rotation: int = 0) -> Path:
    """The leaves as a PDF that holds only pictures of them, at 200 dpi.

    With ``rotation`` the pictures lie on their side and the file turns the pages to be read.
    """
    scale = 200 / 72
    font = ImageFont.truetype(str(_font()), int(13 * scale))
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for lines in pages:
        sheet = Image.new("L", (int(595 * scale), int(842 * scale)), 255)
        draw = ImageDraw.Draw(sheet)
        for row, line in enumerate(lines):
            draw.text((70 * scale, (70 + 26 * row) * scale), line, font=font, fill=20)
        kept = io.BytesIO()
        sheet.rotate(rotation, expand=True).save(kept, "PNG")
        kept.seek(0)
        size = (842, 595) if rotation % 180 else (595, 842)
        canvas.setPageSize(size)
        canvas.setPageRotation(rotation)
        canvas.drawImage(ImageReader(kept), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return path


def _font() -> Path:
    """A font that comes with matplotlib, PIL or reportlab, whichever is here."""
    import reportlab

    return Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def fill(folder: Path, *, pdf: bool = False, scan: bool = False) -> Path:
    """Make the library in ``folder``/pustaka from files beside it, and return it."""
    sources = folder / "sumber"
    sources.mkdir(parents=True)
    for name, text in (
        ("uu_2021_901.md", CATS), ("uu_2022_5.md", AMENDING), ("pp_2023_8.md", CARRYING_OUT),
        ("kucing-dalam-hukum.md", ESSAY), ("kamus-kucing.csv", WORDS_CSV),
    ):  # fmt: skip
        (sources / name).write_text(text, encoding="utf-8")
    if pdf:
        printed(sources / "uu-77-2019.pdf")
    if scan:
        scanned(sources / "uu-77-2019.pdf")
    library = Library.open(folder / "pustaka", create=True)
    report = take_in(library, [sources], vectors=False, workers=1)
    assert not report.failed, report.failed
    library.close()
    return folder / "pustaka"
