"""Titles in capitals become titles in title case; others stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.answer.citation.work_names import title_case


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("PEMERINTAHAN DAERAH", "Pemerintahan Daerah"),
        ("TATA CARA PENGANGKATAN DAN PEMBERHENTIAN", "Tata Cara Pengangkatan dan Pemberhentian"),
        (
            "PEMBENTUKAN PERATURAN PERUNDANG-UNDANGAN",
            "Pembentukan Peraturan Perundang-undangan",
        ),  # partial reduplication
        ("PERUBAHAN-PERUBAHAN UNDANG-UNDANG", "Perubahan-Perubahan Undang-Undang"),  # full ones
        ("PAJAK KABUPATEN/KOTA", "Pajak Kabupaten/Kota"),  # both sides of the slash
        ("DI BIDANG HUKUM", "Di Bidang Hukum"),  # a small word that comes first; not the numeral DI
        ("USAHA DI BIDANG HUKUM", "Usaha di Bidang Hukum"),
        ("DAERAH TINGKAT II BATANG HARI", "Daerah Tingkat II Batang Hari"),  # Roman numeral
        ("PERUSAHAAN PERSEROAN (PERSERO) PT. SEMEN", "Perusahaan Perseroan (Persero) PT. Semen"),
        ("PENYUSUNAN APBD DAN APBN", "Penyusunan APBD dan APBN"),
        ("JAMINAN BPJS", "Jaminan BPJS"),  # no vowel: an acronym, listed or not
        (
            "PERATURAN NOMOR 16 TAHUN 2OO9",
            "Peraturan Nomor 16 Tahun 2OO9",
        ),  # OCR is not ours to mend
        ("PROVINSI D.I. YOGYAKARTA", "Provinsi D.I. Yogyakarta"),
        ("Kerja Sama dan iPhone", "Kerja Sama dan iPhone"),  # not in capitals: untouched
        ("PEMBENTUKAN  \n DESA", "Pembentukan Desa"),  # a title broken over two lines
        ('PENDIRIAN PERUSAHAAN NEGARA "PERTAMIN"', 'Pendirian Perusahaan Negara "Pertamin"'),
        ("AL-QUR'AN DAN HADIS", "Al-Qur'an dan Hadis"),  # an apostrophe does not begin a word
        ("PERDAGANGAN: DALAM NEGERI", "Perdagangan: Dalam Negeri"),  # after a colon
        ("", ""),
        ("123", "123"),
    ],
)
def test_title(title: str, printed: str) -> None:
    assert title_case(title) == printed


@given(st.text(max_size=60))
def test_it_changes_case_and_white_space_only(title: str) -> None:
    assert title_case(title).casefold() == " ".join(title.split()).casefold()


@given(st.text(alphabet="ABCDEFGHIJKL AN-DI/", max_size=40))
def test_twice_is_once(title: str) -> None:
    once = title_case(title)
    assert title_case(once) == once or once == once.upper()
