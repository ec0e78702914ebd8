"""The parts of a ruling: paragraphs by their numbers, the amar that is its own, every word kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruling_texts import CLOSING, OPINIONS, PARK, UUD, WATERMARK, mk, parsed

from dalil.answer.citation.cite import cite
from dalil.ingest.model import Passage
from dalil.ingest.structure.ruling import parse_ruling, unmarked

AMAR = (
    "Mengadili,\nDalam Provisi:\n1. Menolak permohonan provisi para Pemohon;\n"
    f"Dalam Pokok Permohonan:\n1. Mengabulkan permohonan para Pemohon untuk sebagian;\n"
    f"2. Menyatakan Pasal 5 {PARK} bertentangan dengan {UUD} dan tidak mempunyai kekuatan hukum "
    "mengikat;\n3. Memerintahkan pemuatan putusan ini dalam Berita Negara;"
)
COURT = """Mahkamah Agung Republik Indonesia
Direktori Putusan Mahkamah Agung Republik Indonesia
putusan.mahkamahagung.go.id
P U T U S A N
Nomor 123 K/Pdt/2020
DEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA
M A H K A M A H  A G U N G
memeriksa perkara perdata pada tingkat kasasi telah memutuskan sebagai berikut dalam perkara antara:
CITRA TIGA, bertempat tinggal di Kota Contoh, Pemohon Kasasi;
Lawan
PT TAMAN HIJAU, berkedudukan di Kota Contoh, Termohon Kasasi;
Mahkamah Agung tersebut;
Membaca surat-surat yang bersangkutan;
Menimbang, bahwa Pengadilan Negeri Contohkota telah memberikan Putusan Nomor 17/Pdt.G/2019/PN Ctk
tanggal 3 Mei 2019 dengan amar sebagai berikut:
MENGADILI:
1. Mengabulkan gugatan Penggugat untuk seluruhnya;
2. Menyatakan Tergugat melakukan perbuatan melawan hukum menurut Pasal 1365 KUHPerdata;
Menimbang, bahwa alasan kasasi dapat dibenarkan;
Memperhatikan, Undang-Undang Nomor 48 Tahun 2009 tentang Kekuasaan Kehakiman;
M E N G A D I L I :
- Mengabulkan permohonan kasasi dari Pemohon Kasasi CITRA TIGA tersebut;
MENGADILI SENDIRI:
DALAM EKSEPSI:
1. Menolak eksepsi Tergugat;
DALAM POKOK PERKARA:
1. Menolak gugatan Penggugat untuk seluruhnya;
2. Menghukum Termohon Kasasi membayar biaya perkara sejumlah Rp500.000,00;
Demikianlah diputuskan dalam rapat permusyawaratan Majelis Hakim pada hari Rabu, tanggal 5 Mei
2021 oleh Fajar Enam, Hakim Agung, dan diucapkan dalam sidang terbuka untuk umum pada hari itu juga
oleh Ketua Majelis.
"""
DISTRICT = """P U T U S A N
Nomor 17/Pid.Sus/2026/PN Ctk
DEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA
Pengadilan Negeri Contohkota yang mengadili perkara pidana dengan acara pemeriksaan biasa dalam
tingkat pertama menjatuhkan putusan sebagai berikut dalam perkara Terdakwa:
1. Nama lengkap : Orang Contoh;
Pengadilan Negeri tersebut;
Setelah membaca penetapan Ketua Pengadilan Negeri Contohkota;
TENTANG DUDUK PERKARA
Terdakwa didakwa melanggar Pasal 114 ayat (1) Undang-Undang Nomor 35 Tahun 2009 tentang Narkotika;
TENTANG PERTIMBANGAN HUKUM
Menimbang, bahwa unsur-unsur itu terpenuhi;
MENGADILI:
1. Menyatakan Terdakwa terbukti secara sah dan meyakinkan bersalah;
2. Menjatuhkan pidana penjara selama 4 (empat) tahun;
3. Menetapkan barang bukti berupa:
- 1 (satu) bungkus plastik;
dimusnahkan;
4. Membebankan biaya perkara sejumlah Rp5.000,00 kepada Terdakwa.
Demikianlah diputuskan dalam sidang permusyawaratan Majelis Hakim Pengadilan Negeri Contohkota pada
hari Senin, tanggal 2 Maret 2026, dan diucapkan pada hari Rabu, tanggal 4 Maret 2026.
"""


def by_place(text: str) -> dict[str, Passage]:
    return {str(p.locator): p for p in parsed(text)[1]}


def test_the_paragraphs_are_known_by_their_numbers() -> None:
    found = by_place(mk(AMAR, opinions=OPINIONS))
    paragraphs = [place for place in found if place.startswith("paragraf-")]
    assert paragraphs == [
        "paragraf-1.1", "paragraf-1.2", "paragraf-1.3", "paragraf-2.1", "paragraf-2.2",
        "paragraf-3.1", "paragraf-3.2", "paragraf-3.3", "paragraf-3.3.1", "paragraf-3.3.2",
        "paragraf-3.4", "paragraf-4.1", "paragraf-4.2", "paragraf-6.1",
    ]  # fmt: skip
    assert found["paragraf-3.2"].text.endswith("kedudukan hukum;")  # a number in it begins a line
    assert found["paragraf-2.2"].text.endswith('milik bersama;"')  # a quoted ruling's number
    assert found["paragraf-3.1"].heading == ("3. PERTIMBANGAN HUKUM", "Kewenangan Mahkamah")
    assert found["paragraf-3.3.1"].heading == ("3. PERTIMBANGAN HUKUM", "Pokok Permohonan")
    assert found["paragraf-4.1"].heading == ("4. KONKLUSI",)


def test_the_amar_is_its_own_and_no_quoted_one() -> None:
    found = by_place(mk(AMAR, opinions=OPINIONS))
    amar = [place for place in found if place.startswith("amar")]
    assert amar == [
        "amar", "amar/provisi/angka-1", "amar/angka-1", "amar/angka-2", "amar/angka-3",
    ]  # fmt: skip
    assert found["amar/angka-3"].text == (
        "3. Memerintahkan pemuatan putusan ini dalam Berita Negara;"
    )
    assert found["amar/angka-2"].parent_id == found["amar"].passage_id
    assert found["penutup/alinea-1"].text.startswith("Demikian diputus")


def test_dissents_are_parts_of_their_own() -> None:
    found = by_place(mk(AMAR, opinions=OPINIONS))
    assert found["pendapat-1/alinea-1"].heading == ("6. PENDAPAT BERBEDA (DISSENTING OPINION)",)
    assert found["pendapat-2/alinea-1"].heading == ("7. ALASAN BERBEDA (CONCURRING OPINION)",)
    assert found["paragraf-6.1"].heading[0].startswith("6. PENDAPAT")


def test_dissents_before_the_closing_words_are_no_amar() -> None:
    text = mk(AMAR, opinions=OPINIONS).replace(CLOSING, "") + CLOSING
    found = by_place(text)
    assert found["amar/angka-3"].text.endswith("Berita Negara;")
    assert "pendapat-1/alinea-1" in found


def test_how_a_place_is_cited() -> None:
    text = mk(AMAR)
    document, passages = parsed(text, page_starts=[0, text.index("[3.3.2]")])
    found = {str(p.locator): p for p in passages}
    assert cite(document, found["paragraf-3.3.2"], style="short") == (
        "Putusan MK 91/PUU-XVIII/2020, paragraf [3.3.2]"
    )
    assert cite(document, found["amar/angka-3"]).endswith("amar angka 3, hlm. 2.")
    assert cite(document, found["paragraf-3.3.2"]).endswith("paragraf [3.3.2], hlm. 2.")
    assert cite(document, found["amar/provisi/angka-1"], style="short").endswith(
        "amar dalam provisi angka 1"
    )


def test_who_pronounced_what_and_when() -> None:
    document, _ = parsed(mk(AMAR))
    assert (document.id, document.date, document.issuer) == (
        "putusan-mk/2020/91-puu-xviii", "2021-11-25", "Mahkamah Konstitusi",
    )  # fmt: skip
    document, _ = parsed(COURT)
    assert (document.id, document.date) == ("putusan-ma/2020/123-k-pdt", "2021-05-05")
    document, _ = parsed(DISTRICT)
    assert (document.id, document.date) == ("putusan-pn-ctk/2026/17-pid-sus", "2026-03-04")


def test_a_cassation_quotes_the_ruling_below_with_its_amar() -> None:
    found = by_place(COURT)
    places = [place for place in found if place.startswith("amar")]
    assert places == [
        "amar", "amar/alinea-1", "amar/eksepsi/angka-1", "amar/angka-1", "amar/angka-2",
    ]  # fmt: skip
    assert found["amar/angka-1"].text == "1. Menolak gugatan Penggugat untuk seluruhnya;"
    assert found["duduk/alinea-1"].text.startswith("Mahkamah Agung tersebut;")
    assert found["pertimbangan/alinea-1"].text.startswith("Menimbang, bahwa Pengadilan")


def test_a_district_court_with_headings_and_a_list_in_a_dictum() -> None:
    found = by_place(DISTRICT)
    assert found["amar/angka-3"].text.endswith("dimusnahkan;")
    assert found["duduk/alinea-1"].heading == ("TENTANG DUDUK PERKARA",)
    assert found["pertimbangan/alinea-1"].heading == ("TENTANG PERTIMBANGAN HUKUM",)
    assert "amar/angka-5" not in found


@pytest.mark.parametrize(
    "text", [mk(AMAR, opinions=OPINIONS), mk(AMAR + "\n" + WATERMARK), COURT, DISTRICT]
)
def test_every_word_stands_in_a_passage_or_in_a_heading(text: str) -> None:
    _, passages = parsed(text)
    covered = [False] * len(text)
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        covered[passage.start : passage.end] = [True] * (passage.end - passage.start)
    headings = " ".join(h for p in passages for h in p.heading)
    for word in re.finditer(r"\w+", text):
        assert covered[word.start()] or word[0] in headings, word
    places = [p.passage_id for p in passages]
    assert len(places) == len(set(places))


def test_a_copy_without_its_last_pages_has_no_amar_of_another() -> None:
    text = mk(AMAR)
    cut = text[: text.index("4. KONKLUSI")]
    tree = parse_ruling(cut)
    assert tree.part("amar") is None
    assert [str(w) for w in tree.warnings]
    found = by_place(cut)
    assert not any(place.startswith("amar") for place in found)


def test_a_long_paragraph_is_found_by_its_pieces() -> None:
    long = "\n\n".join(f"Bahwa taman nomor {n} {'adalah milik bersama ' * 20}." for n in range(9))
    text = mk(AMAR).replace("Bahwa taman adalah milik bersama;", long)
    found = by_place(text)
    whole, piece = found["paragraf-3.3.1"], found["paragraf-3.3.1/alinea-2"]
    assert (whole.searchable, piece.searchable, piece.parent_id) == (False, True, whole.passage_id)
    assert whole.start <= piece.start
    assert piece.end <= whole.end


def test_only_what_nobody_says_is_taken_for_the_sites_lines() -> None:
    text = (
        f"Menyatakan\n{WATERMARK}12\nPasal 5\nUndang-Undang\nNomor\n901\nMahkamah Konstitusi adalah"
    )
    kept = unmarked(text)
    assert len(kept) == len(text)
    assert (
        kept.split()
        == "Menyatakan Pasal 5 Undang-Undang Nomor 901 Mahkamah Konstitusi adalah".split()
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([
    "[3.1] Menimbang", "[3.2] Menimbang", "\n", "Mengadili,", "1. Menyatakan x;", "“",
    "5. AMAR PUTUSAN", "2. DUDUK PERKARA", "Menimbang, bahwa", "Demikian diputus", "[9.9.9] a",
    "6. PENDAPAT BERBEDA",
    "Dalam Provisi:", "kata kata ", "MAHKAMAH", "1.1. Menyatakan y;",
]), max_size=30))  # fmt: skip
def test_whatever_is_in_it_nothing_falls_out(pieces: list[str]) -> None:
    text = "PUTUSAN\nNomor 9/PUU-X/2012\nDEMI KEADILAN\n" + "\n".join(pieces)
    tree = parse_ruling(text)
    assert tree.parts[0].start == 0
    assert tree.parts[-1].end == len(text)
    assert all(a.end == b.start for a, b in zip(tree.parts, tree.parts[1:], strict=False))
    _, passages = parsed(text)
    assert all(text[p.start : p.end] == p.text for p in passages)
