"""The same act as DOCX, HTML, TXT and PDF: the same ids and the same words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.formats import compared, parsed
from bench.written import WRITERS

ACT = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 903 TAHUN 2021
TENTANG
PASAR TERAPUNG
DENGAN RAHMAT TUHAN YANG MAHA ESA
PRESIDEN REPUBLIK INDONESIA,
Menimbang:
a. bahwa pasar terapung merupakan warisan budaya yang perlu dijaga bersama;
b. bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu membentuk Undang-Undang;
Mengingat: Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG PASAR TERAPUNG.
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Pasar Terapung adalah tempat jual beli di atas perahu.
2. Pedagang adalah orang yang berjualan di Pasar Terapung.
BAB II
IZIN
Pasal 2
(1) Pedagang wajib memiliki izin.
(2) Izin sebagaimana dimaksud pada ayat (1) diberikan kepada:
a. warga setempat; dan
b. koperasi nelayan yang berbadan hukum dan telah berjualan di sungai itu sekurang-kurangnya dua tahun.
Pasal 3
Izin berlaku selama lima tahun dan dapat diperpanjang.
Pasal 4
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
Disahkan di Jakarta
pada tanggal 4 Mei 2021
PENJELASAN
ATAS
UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 903 TAHUN 2021 TENTANG PASAR TERAPUNG
I. UMUM
Sungai telah lama menjadi tempat orang berdagang.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Yang dimaksud dengan “izin” adalah persetujuan tertulis.
Ayat (2)
Cukup jelas.
Pasal 3
Cukup jelas.
Pasal 4
Cukup jelas.
"""  # noqa: E501


@pytest.mark.parametrize("name", WRITERS)
def test_an_act_is_the_same_in_every_format(name: str, tmp_path: Path) -> None:
    suffix, write = WRITERS[name]
    plain, other = tmp_path / "act.md", tmp_path / f"written{suffix}"
    plain.write_text(ACT.replace("\n", "\n\n"), encoding="utf-8")
    write(ACT.splitlines(), other)
    truth = parsed(plain)
    ids = {str(p.locator) for p in truth.passages}
    assert {"pasal-2/ayat-2/huruf-b", "penjelasan/pasal-2/ayat-1", "menimbang/huruf-a"} <= ids
    same_id, jaccard, f1 = compared(truth, parsed(other))
    assert same_id and truth.document.id == "uu/2021/903"
    assert jaccard == 1.0
    assert f1 >= 0.99


def test_a_heading_broken_over_a_line_still_parts_the_elucidation(tmp_path: Path) -> None:
    """In text of 80 columns "II. PASAL DEMI" and "PASAL" may stand on two lines."""
    path = tmp_path / "act.txt"
    path.write_text(ACT.replace("II. PASAL DEMI PASAL", "Sungai. II. PASAL DEMI\nPASAL"))
    assert "penjelasan/pasal-2/ayat-1" in {str(p.locator) for p in parsed(path).passages}
