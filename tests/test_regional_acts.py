"""Acts for one region or body: read from their titles, and behind the general ones unless named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_up import act

from dalil.index.library import Library
from dalil.index.search.regional_acts import is_special, restricted_to
from dalil.ingest.model import Document, Tier

GENERAL = act("uu/2010/5", {"1": ["Masa jabatan gubernur adalah lima tahun."]})


def titled(title: str, *, issuer: str | None = None, tier: Tier = Tier.PRIMARY) -> Document:
    return replace(GENERAL.document, title=title, issuer=issuer, tier=tier)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("KEISTIMEWAAN DAERAH ISTIMEWA YOGYAKARTA", [("yogyakarta",)]),
        ("Pemerintahan Aceh", [("aceh",)]),  # no word for a territory but the government's
        ("OTONOMI KHUSUS BAGI PROVINSI PAPUA", [("papua",)]),
        ("PEMBENTUKAN KOTA BANJAR DI PROVINSI JAWA BARAT", [("banjar",), ("jawa", "barat")]),
        ("PEMBENTUKAN KABUPATEN DAERAH TINGKAT II BUOL", [("buol",)]),  # the name comes last
        ("STATUTA UNIVERSITAS AIRLANGGA", [("airlangga",)]),
        ("PENGESAHAN PERSETUJUAN ANTARA REPUBLIK INDONESIA DAN REPUBLIK KOREA", [("korea",)]),
        # no proper name: what stands behind the word is part of the kind
        ("PEMERINTAHAN DAERAH", []),
        ("PEMERINTAHAN DI DAERAH", []),
        ("KEWENANGAN PROVINSI SEBAGAI DAERAH OTONOM", []),
        ("PEMBAGIAN URUSAN ANTARA PEMERINTAH DAERAH PROVINSI DAN KABUPATEN/KOTA", []),
        ("PEMBENTUKAN KOTA ADMINISTRATIF", []),
        ("BENDERA NEGARA REPUBLIK INDONESIA", []),
        ("PENGELOLAAN WILAYAH PESISIR DAN PULAU-PULAU KECIL", []),  # a plural
        ("KOTA MADYA DAERAH TINGKAT II TEGAL", [("tegal",)]),  # one word written as two
        ("KETENAGAKERJAAN", []),
        ("DESA", []),
    ],
)
def test_names_in_titles(title: str, names: list[tuple[str, ...]]) -> None:
    assert list(restricted_to(title)) == names


@pytest.mark.parametrize(
    ("title", "question", "special"),
    [
        ("Keistimewaan Daerah Istimewa Yogyakarta", "masa jabatan gubernur", True),
        ("Keistimewaan Daerah Istimewa Yogyakarta", "masa jabatan gubernur yogyakarta", False),
        ("Keistimewaan Daerah Istimewa Yogyakarta", "gubernur yogya", False),  # as people say
        ("Keistimewaan Daerah Istimewa Yogyakarta", "masa jabatan gubernur DIY", False),
        ("Provinsi Daerah Khusus Ibukota Jakarta", "walikota di DKI", False),  # its initials
        ("Otonomi Khusus bagi Provinsi Papua", "term of the governor of Papua", False),
        ("Pembentukan Provinsi Papua Barat", "batas sebelah barat daerah", True),  # a side only
        ("Ibu Kota Negara", "siapa memimpin otorita ibu kota nusantara", False),
        ("Ibu Kota Negara", "siapa memimpin daerah", True),
        ("Pemerintahan Daerah", "masa jabatan gubernur", False),
    ],
)
def test_special_unless_named(title: str, question: str, special: bool) -> None:
    assert is_special(titled(title), question.lower().split()) is special


def test_a_region_s_own_act_is_known_by_who_issued_it() -> None:
    own = titled("Pajak Daerah", issuer="Bupati Sleman")
    assert is_special(own, ["pajak", "daerah"])
    assert not is_special(own, ["pajak", "sleman"])
    book = titled("Otonomi Khusus bagi Provinsi Papua", tier=Tier.SECONDARY)
    assert not is_special(book, ["otonomi"]), "a book is no special law"


def test_the_general_act_leads_and_the_special_one_where_it_is_named(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", create=True)
    longer = "Masa jabatan gubernur adalah lima tahun sejak dilantik."  # BM25 prefers the shorter
    library.put(act("uu/2010/5", {"1": [longer], "2": ["Kolam dibersihkan."]}))
    special = act("uu/2012/13", {"1": ["Masa jabatan gubernur adalah lima tahun."]})
    title = "Keistimewaan Daerah Istimewa Yogyakarta"
    library.put(replace(special, document=replace(special.document, title=title)))
    library.commit(vectors=False)

    def first(question: str) -> str:
        return library.search(question, mode="lexical").hits[0].document.id

    assert first("berapa lama masa jabatan gubernur") == "uu/2010/5"
    assert first("berapa lama masa jabatan gubernur DIY") == "uu/2012/13"
    assert first("masa jabatan gubernur menurut UU 13/2012") == "uu/2012/13"
