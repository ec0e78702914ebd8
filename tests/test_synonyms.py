"""What definitions say of names: both directions, and nothing that holds in one act only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.index.query.synonyms import indexed_terms, key, shortens
from dalil.index.store.unit_text import Unit, indexed_text
from dalil.ingest.locator import Locator
from dalil.ingest.model import Passage


def _passage(text: str, locator: str = "pasal-1/angka-1") -> Passage:
    return Passage(f"uu/2001/1#{locator}", "uu/2001/1", None, Locator.parse(locator), 0,
                   len(text), text)  # fmt: skip


def own_terms(passages: list[Passage]) -> dict[str, tuple[str, ...]]:
    return indexed_terms(
        Unit(n, p.passage_id, p.document_id, p.text, "x", False) for n, p in enumerate(passages)
    )


# Made-up definitions in the forms that acts use.
PAIRS = [
    ("1. Majelis Contoh Rakyat yang selanjutnya disingkat MCR adalah majelis.",
     "majelis contoh rakyat", "MCR", "the usual form"),
    ("12. Majelis Contoh Rakyat, yang selanjutnya disebut MCR, adalah majelis.",
     "majelis contoh rakyat", "MCR", "commas around it"),
    ("Majelis Contoh Rakyat selanjutnya disingkat MCR ialah majelis.",
     "majelis contoh rakyat", "MCR", "without number and 'yang'"),
    ("a. Majelis Contoh\nRakyat yang\nselanjutnya disebut MCR adalah majelis.",
     "majelis contoh rakyat", "MCR", "lines broken as in a PDF"),
    ("4. Orang Luar yang selanjutnya disebut Pendatang adalah orang.",
     "orang luar", "Pendatang", "a name, no abbreviation"),
    ("4. Rencana Tahunan yang selanjutnya disebut Agenda Kerja dan selanjutnya disingkat AK "
     "adalah dokumen.", "rencana tahunan", "AK", "the second of two names"),
    ("4. Peraturan Contoh yang selanjutnya disebut Percon atau yang disebut dengan nama lain "
     "adalah peraturan.", "peraturan contoh", "Percon", "'dengan nama lain' is no name"),
    ("(1) Kantor Contoh Rakyat yang selanjutnya disebut kantor MCR merupakan unsur.",
     "kantor contoh rakyat", "kantor MCR", "an ayat, and 'merupakan'"),
    ("2. Surat Wewenang (Full Authority) adalah surat.",
     "surat wewenang", "Full Authority", "the foreign name in brackets"),
    ("2. Surat Wewenang (Full Authority) yang selanjutnya disingkat SW adalah surat.",
     "surat wewenang", "SW", "brackets are not part of the name"),
    ("2. Surat Wewenang (_Full_ _Authority_) adalah surat.",
     "surat wewenang", "Full Authority", "emphasis of Markdown"),
    ("Yang dimaksud dengan Surat Wewenang (Full Authority) adalah surat.",
     "surat wewenang", "Full Authority", "as an elucidation begins"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "other", "why"), PAIRS, ids=[p[3] for p in PAIRS])
def test_both_directions(text: str, name: str, other: str, why: str) -> None:
    found = own_terms([_passage(text)])
    assert other in found[name], why
    assert name in [key(means) for means in found[key(other)]], why


def test_dengan_nama_lain_is_no_name() -> None:
    text = PAIRS[6][0]
    assert set(own_terms([_passage(text)])) == {"peraturan contoh", "percon"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1. Pemerintah Pusat yang selanjutnya disebut Pemerintah adalah Presiden.",
         "a part of the full name means that in its own act alone"),
        ("3. Daerah otonom, selanjutnya disebut Daerah, adalah kesatuan.", "the same"),
        ("Menteri menetapkan tata cara selanjutnya.", "no definition"),
        ("Izin dicabut. Pemegang izin yang selanjutnya disebut X adalah orang.",
         "a name does not begin in the middle of a text"),
        ("Pembagian (lihat Lampiran 2) adalah sah.", "brackets with a number are no name"),
        ("", "nothing"),
    ],
)  # fmt: skip
def test_what_is_not_taken(text: str, why: str) -> None:
    assert own_terms([_passage(text)]) == {}, why


def test_a_glossary_entry_gives_its_english_name() -> None:
    entry = _passage("Surat Wewenang (full authority) — surat yang memberi wewenang.", "entri-sw")
    assert own_terms([entry]) == {
        "surat wewenang": ("full authority",),
        "full authority": ("Surat Wewenang",),
    }


def test_the_commonest_meaning_comes_first_and_slips_are_left_out() -> None:
    right = _passage("1. Majelis Contoh yang selanjutnya disingkat MCR adalah x.")
    other = _passage("1. Mahkamah Coba Ria yang selanjutnya disingkat MCR adalah x.")
    slip = _passage("1. Majelis Corrtoh yang selanjutnya disingkat MCR adalah x.")
    found = own_terms([other, other, slip, *[right] * 20])
    assert found["mcr"] == ("Majelis Contoh", "Mahkamah Coba Ria")


def test_a_word_shared_by_many_things_is_no_name_but_an_abbreviation_is() -> None:
    things = ["Panitia Ujian", "Kelompok Tani", "Regu Bantu", "Satuan Kerja"]
    shared = [_passage(f"1. {t} yang selanjutnya disebut Tim adalah x.") for t in things]
    short = [_passage(f"1. {t} yang selanjutnya disingkat TTT adalah x.") for t in things]
    found = own_terms([*shared, *short])
    assert "tim" not in found
    assert len(found["ttt"]) == 4


SHORT = [
    ("DPRD", "Dewan Perwakilan Rakyat Daerah", True, "first letters"),
    ("Pemilu", "Pemilihan Umum", True, "pieces of words"),
    ("B3", "Bahan Berbahaya dan Beracun", True, "a digit counts letters"),
    ("RPJM Daerah", "Rencana Pembangunan Jangka Menengah Daerah", True, "a word of it in full"),
    ("APA", "Kesepakatan Harga Transfer", False, "of its English name"),
    ("Sagoe", "kabupaten", False, "not shorter"),
    ("kota", "Sagoe di Aceh", False, "another word"),
    ("", "Dewan Contoh", False, "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("short", "full", "is_short", "why"), SHORT, ids=[s[3] for s in SHORT])
def test_short_forms(short: str, full: str, is_short: bool, why: str) -> None:
    assert shortens(short, full) is is_short, why


def test_a_misreading_of_the_full_name_is_left_out() -> None:
    right = _passage("1. Dewan Perwakilan Contoh Daerah yang selanjutnya disingkat DPCD adalah x.")
    slip = _passage("1. Dewan Perwakilan Contob Daerah yang selanjutnya disingkat DPCD adalah x.")
    assert own_terms([right, right, slip])["dpcd"] == ("Dewan Perwakilan Contoh Daerah",)


def test_what_is_indexed_is_read_without_the_line_that_opens_its_list() -> None:
    line, own = "Dalam undang-undang ini yang dimaksud dengan:", PAIRS[0][0]
    unit = Unit(1, "uu/2001/1#pasal-1/angka-1", "uu/2001/1", indexed_text(line, own), "x", False,
                lead=len(line) + 1)  # fmt: skip
    assert indexed_terms([unit]) == own_terms([_passage(own)])


@given(st.lists(st.text(max_size=120).map(_passage), max_size=4))
def test_any_text_is_read_without_failing(passages: list[Passage]) -> None:
    for name, meanings in own_terms(passages).items():
        assert name == key(name) and meanings
