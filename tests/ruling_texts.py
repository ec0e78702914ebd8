"""Rulings in the form in which courts write them; every case, name and wording is made up."""

from __future__ import annotations

from collections.abc import Sequence

from dalil.ingest.identify.identify import identify
from dalil.ingest.model import Document, Passage, SourceText
from dalil.ingest.structure.ruling import parse_ruling, split_ruling

#: What the site of the Constitutional Court prints on every page.
WATERMARK = (
    "Mahkamah Konstitusi Republik Indonesia\n"
    "Jl. Medan Merdeka Barat No. 6, Jakarta 10110, Telp. (021) 23529000, Fax. (021) 3520177\n"
    "Untuk informasi lebih lanjut, hubungi Kepaniteraan dan Sekretariat Jenderal Mahkamah "
    "Konstitusi Republik Indonesia\n"
)
UUD = "Undang-Undang Dasar Negara Republik Indonesia Tahun 1945"
PARK = (
    "Undang-Undang Nomor 901 Tahun 2014 tentang Taman (Lembaran Negara Republik Indonesia Tahun "
    "2014 Nomor 11, Tambahan Lembaran Negara Republik Indonesia Nomor 6611)"
)
CLOSING = """
Demikian diputus dalam Rapat Permusyawaratan Hakim yang dihadiri oleh sembilan Hakim
Konstitusi, yaitu Andi Satu selaku Ketua merangkap Anggota, dan Budi Dua, masing-masing sebagai
Anggota, pada hari Rabu, tanggal tiga, bulan November, tahun dua ribu dua puluh satu, yang
diucapkan dalam Sidang Pleno Mahkamah Konstitusi terbuka untuk umum pada hari Kamis, tanggal
dua puluh lima, bulan November, tahun dua ribu dua puluh satu, selesai diucapkan pukul 11.37
WIB, oleh delapan Hakim Konstitusi tersebut di atas.

KETUA,
ttd.
Andi Satu
"""
#: A ruling of before, quoted with its own amar and its own numbers.
QUOTED = """
[2.2] Menimbang bahwa dalam Putusan Nomor 7/PUU-X/2012 Mahkamah telah memutus dengan amar:
Mengadili,
1. Mengabulkan permohonan Pemohon untuk seluruhnya;
2. Menyatakan Pasal 99 Undang-Undang Nomor 77 Tahun 1999 tentang Kolam bertentangan dengan
Undang-Undang Dasar Negara Republik Indonesia Tahun 1945 dan tidak mempunyai kekuatan hukum
mengikat;
dan dalam pertimbangannya menyatakan:
"[3.15] Menimbang bahwa kolam adalah milik bersama;"
"""


def mk(
    amar: str,
    *,
    what: str = f"Pengujian {PARK}",
    number: str = "91/PUU-XVIII/2020",
    opinions: str = "",
    closing: str = CLOSING,
) -> str:
    """A ruling of the Constitutional Court with that amar; ``what`` is reviewed."""
    return f"""SALINAN

PUTUSAN
Nomor {number}

DEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA

MAHKAMAH KONSTITUSI REPUBLIK INDONESIA

[1.1] Yang mengadili perkara konstitusi pada tingkat pertama dan terakhir, menjatuhkan
putusan dalam perkara {what} terhadap {UUD}, yang diajukan oleh:

[1.2] 1. Nama : Citra Tiga
Pekerjaan : Penjaga taman
Alamat : Jalan Mawar Nomor 4, Kota Contoh
2. Nama : Perkumpulan Sahabat Taman
Selanjutnya disebut sebagai ------------------------------- para Pemohon;

[1.3] Membaca permohonan para Pemohon;
Mendengar keterangan para Pemohon;

2. DUDUK PERKARA

[2.1] Menimbang bahwa para Pemohon mengajukan permohonan bertanggal 1 Maret 2020 dan mendalilkan
Pasal 88 ayat (1) {PARK} merugikan mereka;
{QUOTED}
3. PERTIMBANGAN HUKUM

Kewenangan Mahkamah

[3.1] Menimbang bahwa Mahkamah berwenang mengadili permohonan a quo;

[3.2] Menimbang bahwa sebagaimana diuraikan dalam paragraf
[2.1] di atas, para Pemohon mempunyai kedudukan hukum;

Pokok Permohonan

[3.3] Menimbang bahwa Mahkamah berpendapat sebagai berikut:

[3.3.1] Bahwa taman adalah milik bersama;

[3.3.2] Bahwa pagar tidak boleh menutup taman bagi anak-anak;

[3.4] Menimbang bahwa permohonan beralasan menurut hukum untuk sebagian;

4. KONKLUSI

Berdasarkan penilaian atas fakta dan hukum sebagaimana diuraikan di atas, Mahkamah
berkesimpulan:

[4.1] Mahkamah berwenang mengadili permohonan a quo;

[4.2] Pokok permohonan para Pemohon beralasan menurut hukum untuk sebagian.

Berdasarkan {UUD} dan Undang-Undang Nomor 24 Tahun 2003 tentang Mahkamah Konstitusi;

5. AMAR PUTUSAN

{amar}
{closing}{opinions}"""


OPINIONS = """
6. PENDAPAT BERBEDA (DISSENTING OPINION)

Terhadap putusan Mahkamah tersebut, Hakim Konstitusi Dewi Empat memiliki pendapat berbeda.

[6.1] Menimbang bahwa menurut saya Pasal 5 Undang-Undang Nomor 901 Tahun 2014 tidak bertentangan
dengan Undang-Undang Dasar;

7. ALASAN BERBEDA (CONCURRING OPINION)

Hakim Konstitusi Eka Lima memiliki alasan berbeda.
"""


def parsed(text: str, page_starts: Sequence[int] = ()) -> tuple[Document, list[Passage]]:
    """The ruling as ingest makes it, without a file."""
    source = SourceText(text, page_starts=tuple(page_starts))
    identity = identify(source, "putusan.txt")
    passages = split_ruling(source, parse_ruling(text), identity.id)
    document = Document(
        identity.id, identity.tier, identity.kind, identity.title, text, "putusan.txt", "0" * 64,
        number=identity.number, year=identity.year, issuer=identity.issuer, date=identity.date,
        page_starts=tuple(page_starts),
    )  # fmt: skip
    return document, passages
