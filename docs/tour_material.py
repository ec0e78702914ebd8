"""What the tour brings along, all of it made up: a regulation as PDF, 20 claims, a draft.

The city, its regulation and its street do not exist; the claims are about the corpus.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: The made-up regulation, line by line as it is printed; "" is a paragraph's end.
REGULATION: Final = (
    "PERATURAN DAERAH KOTA RIMBARAYA", "NOMOR 3 TAHUN 2021", "TENTANG",
    "KERJA SAMA KOTA KEMBAR", "", "DENGAN RAHMAT TUHAN YANG MAHA ESA", "",
    "WALI KOTA RIMBARAYA,", "",
    "Menimbang : bahwa persahabatan kota dengan kota di negara lain perlu diatur agar",
    "bermanfaat bagi warga;", "",
    "Mengingat : Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;", "",
    "MEMUTUSKAN:", "",
    "Menetapkan : PERATURAN DAERAH TENTANG KERJA SAMA KOTA KEMBAR.", "",
    "BAB I", "KETENTUAN UMUM", "",
    "Pasal 1", "",
    "Dalam Peraturan Daerah ini yang dimaksud dengan:",
    "1. Kota Kembar adalah kota di negara lain yang bersahabat dengan Kota berdasarkan",
    "naskah persahabatan.",
    "2. Naskah Persahabatan adalah pernyataan tertulis yang ditandatangani Wali Kota dan",
    "kepala kota di negara lain.", "",
    "BAB II", "TATA CARA", "",
    "Pasal 2", "",
    "(1) Wali Kota mengajukan rencana Kota Kembar kepada Dewan Perwakilan Rakyat Daerah",
    "paling lambat 45 (empat puluh lima) hari sebelum Naskah Persahabatan ditandatangani.",
    "(2) Rencana sebagaimana dimaksud pada ayat (1) memuat tujuan, biaya, dan manfaat bagi",
    "warga.", "",
    "Pasal 3", "",
    "(1) Naskah Persahabatan berlaku selama 4 (empat) tahun dan dapat diperpanjang.",
    "(2) Wali Kota dilarang menandatangani Naskah Persahabatan yang membebani warga dengan",
    "pungutan.", "",
    "Pasal 4", "",
    "Peraturan Daerah ini mulai berlaku pada tanggal diundangkan.", "",
    "Ditetapkan di Rimbaraya", "pada tanggal 5 Mei 2021", "WALI KOTA RIMBARAYA,", "",
    "SARI LEMBAYUNG",
)  # fmt: skip

CLAIMS: Final = (
    "Pemerintah daerah dapat bekerja sama dengan lembaga di luar negeri",
    "Kerja sama daerah dengan pihak luar negeri memerlukan persetujuan pemerintah pusat",
    "Politik luar negeri adalah urusan pemerintahan absolut",
    "Menteri Luar Negeri mengoordinasikan hubungan luar negeri",
    "Lembaga yang akan membuat perjanjian internasional wajib berkonsultasi dengan Menteri",
    "Perjanjian internasional adalah perjanjian yang diatur dalam hukum internasional",
    "DPRD memberi persetujuan terhadap rencana kerja sama internasional",
    "DPRD tidak berwenang memberi pendapat atas rencana perjanjian internasional di daerah",
    "Pengesahan perjanjian internasional dilakukan dengan undang-undang atau keputusan presiden",
    "Kerja sama daerah dituangkan dalam perjanjian kerja sama",
    "Daerah dapat bekerja sama dengan daerah lain, pihak ketiga, dan lembaga luar negeri",
    "Kerja sama kota kembar termasuk kerja sama antara daerah dan pemerintah daerah di luar negeri",
    "Politik luar negeri Indonesia bebas aktif",
    "Hubungan luar negeri dapat dijalankan oleh pemerintah daerah",
    "Surat kuasa diperlukan untuk menandatangani perjanjian internasional",
    "Perjanjian mengikat para pihak dan harus dilaksanakan dengan iktikad baik",
    "Aceh dapat menjalin kerja sama dengan lembaga di luar negeri",
    "Gubernur adalah wakil pemerintah pusat",
    "Naskah persahabatan kota kembar berlaku selama tujuh tahun",
    "Wali kota boleh memungut biaya dari warga untuk kota kembar",
)


def regulation(path: Path) -> Path:
    """The regulation as a PDF."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    left, top = 72, A4[1] - 80
    at = top
    for line in REGULATION:
        centred = line.isupper() or line.startswith(("Pasal ", "BAB "))
        canvas.setFont("Times-Roman", 12)
        if centred:
            canvas.drawCentredString(A4[0] / 2, at, line)
        else:
            canvas.drawString(left, at, line)
        at -= 17 if line else 8
        if at < 80:
            canvas.showPage()
            at = top
    canvas.save()
    return path


def claims(path: Path) -> Path:
    """The claims as a Word list."""
    import docx

    document = docx.Document()
    document.add_paragraph("Klaim untuk kuliah hukum internasional")
    for claim in CLAIMS:
        document.add_paragraph(claim, style="List Bullet")
    document.save(str(path))
    return path


def draft(path: Path) -> Path:
    """A page of a draft: three quotations that are right and three faults."""
    import docx

    document = docx.Document()
    document.add_heading("Kota kembar dalam peraturan daerah", 1)
    for paragraph in (
        "Menurut Pasal 3 ayat (1) Peraturan Daerah Kota Rimbaraya Nomor 3 Tahun 2021, “Naskah "
        "Persahabatan berlaku selama 4 (empat) tahun dan dapat diperpanjang.”",
        "Pasal 2 ayat (2) Peraturan Daerah Kota Rimbaraya Nomor 3 Tahun 2021 menyebut bahwa "
        "“Rencana sebagaimana dimaksud pada ayat (1) memuat tujuan, biaya, dan manfaat bagi "
        "warga.”",
        "Larangannya jelas: “Wali Kota dilarang menandatangani Naskah Persahabatan yang membebani "
        "warga dengan pungutan” (Pasal 3 ayat (2) Peraturan Daerah Kota Rimbaraya Nomor 3 Tahun "
        "2021).",
        "Rencana diajukan “paling lambat 30 (tiga puluh) hari sebelum Naskah Persahabatan "
        "ditandatangani” (Pasal 2 ayat (1) Peraturan Daerah Kota Rimbaraya Nomor 3 Tahun 2021).",
        "Sanksinya diatur dalam Pasal 9 Peraturan Daerah Kota Rimbaraya Nomor 3 Tahun 2021.",
        "Bandingkan pula Pasal 12 Undang-Undang Nomor 40 Tahun 1999.",
    ):
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path
