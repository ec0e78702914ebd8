"""A library of made-up acts for the tests of the check, ingested from their text."""

from __future__ import annotations

from pathlib import Path

from dalil.index.curate.add_sources import take_in
from dalil.index.library import Library

_HEAD = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR {number} TAHUN {year}
TENTANG
{title}

DENGAN RAHMAT TUHAN YANG MAHA ESA

PRESIDEN REPUBLIK INDONESIA,

Menimbang : bahwa perkara ini perlu diatur;

Mengingat : Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;

MEMUTUSKAN:

Menetapkan : UNDANG-UNDANG TENTANG {title}.

"""
_CLOSE = """
Agar setiap orang mengetahuinya, memerintahkan pengundangan Undang-Undang ini dengan penempatannya
dalam Lembaran Negara Republik Indonesia.

Disahkan di Jakarta
pada tanggal 2 Maret {year}

LEMBARAN NEGARA REPUBLIK INDONESIA TAHUN {year} NOMOR {ln}

TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR {tln}
"""

_PARK = """BAB I
KETENTUAN UMUM

Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Taman adalah lahan terbuka tempat warga beristirahat dan anak bermain sepanjang hari.
2. Lurah adalah kepala kelurahan yang mengurus taman di wilayahnya.
3. Warga adalah setiap orang yang tinggal di dalam kelurahan lebih dari satu tahun.

Pasal 2
(1) Izin taman diberikan oleh lurah setelah mendengar pendapat warga yang tinggal di sekitarnya.
(2) Izin taman sebagaimana dimaksud pada ayat (1) berlaku paling lama 5 (lima) tahun dan tidak
dapat dipindahtangankan kepada orang lain.
(3) Lurah dapat mencabut izin taman apabila:
a. taman dibiarkan gersang selama dua musim;
b. pemegang izin menutup taman bagi anak-anak; atau
c. pohon tua ditebang tanpa per-
setujuan warga.

Pasal 3
Setiap orang dilarang membakar sampah di dalam taman pada waktu siang maupun malam.

Pasal 4
(1) Biaya perawatan taman sebesar Rp1.500.000,00 setiap bulan ditanggung oleh kelurahan.
(2) Ketentuan lebih lanjut mengenai biaya perawatan diatur dengan Peraturan Lurah.

BAB II
PENUTUP

Pasal 5
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""
_POND = """Pasal 1
Kolam ialah genangan air buatan yang dihuni ikan dan dirawat oleh penjaga kolam setempat.

Pasal 2
Penjaga kolam wajib membersihkan kolam ikan sekali sebulan sebelum matahari terbit.

Pasal 3
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""
_AMENDING = """Pasal I
Beberapa ketentuan dalam Undang-Undang Nomor 901 Tahun 2021 tentang Taman Kota (Lembaran Negara
Republik Indonesia Tahun 2021 Nomor 11) diubah sebagai berikut:

1. Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:

Pasal 3
Setiap orang dilarang membakar sampah dan menyalakan kembang api di dalam maupun di luar taman.

Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""
_NEWER = """Pasal 1
Kolam adalah wadah air yang dipelihara bersama oleh seluruh keluarga di satu rukun tetangga.

Pasal 2
Pada saat Undang-Undang ini mulai berlaku, Undang-Undang Nomor 902 Tahun 2010 tentang Kolam Ikan
dicabut dan dinyatakan tidak berlaku.

Pasal 3
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""
_ACTS = (
    ("901", "2021", "TAMAN KOTA", _PARK, "11", "6611"),
    ("902", "2010", "KOLAM IKAN", _POND, "12", "6612"),
    ("903", "2022", "PERUBAHAN ATAS UNDANG-UNDANG NOMOR 901 TAHUN 2021 TENTANG TAMAN KOTA",
     _AMENDING, "13", "6613"),
    ("904", "2023", "KOLAM BERSAMA", _NEWER, "14", "6614"),
)  # fmt: skip

#: A whole sentence of the library, and what is said of it in many tests.
PERMIT = (
    "Izin taman diberikan oleh lurah setelah mendengar pendapat warga yang tinggal di sekitarnya"
)
TRANSFER = (
    "Izin taman sebagaimana dimaksud pada ayat (1) berlaku paling lama 5 (lima) tahun dan tidak "
    "dapat dipindahtangankan kepada orang lain"
)
OLD_FIRE = "Setiap orang dilarang membakar sampah di dalam taman pada waktu siang maupun malam"
NEW_FIRE = (
    "Setiap orang dilarang membakar sampah dan menyalakan kembang api di dalam maupun di luar taman"
)
POND = "Penjaga kolam wajib membersihkan kolam ikan sekali sebulan sebelum matahari terbit"


def fill(folder: Path) -> Path:
    """Make the library in ``folder/lib`` and return that folder."""
    sources = folder / "acts"
    sources.mkdir(parents=True)
    for number, year, title, body, ln, tln in _ACTS:
        text = _HEAD.format(number=number, year=year, title=title) + body
        text += _CLOSE.format(year=year, ln=ln, tln=tln)
        (sources / f"uu_{year}_{number}.md").write_text(text, encoding="utf-8")
    library = Library.open(folder / "lib", create=True)
    take_in(library, sorted(sources.iterdir()), vectors=False)
    library.close()
    return folder / "lib"
