"""Kinds of acts: words to kind, kind to words, and the hierarchy."""

from __future__ import annotations

import pytest

from dalil.ingest.identify.act_types import BODIES, KINDS, MINISTRIES, kind_by_slug, kind_of

NAMED = [
    ("Undang-Undang", "uu"),
    ("UU", "uu"),
    ("UNDANG-UNDANG REPUBLIK INDONESIA", "uu"),
    ("Undang- Undang", "uu"),  # hyphen broken at a line's end
    ("UndangUndang", "uu"),  # hyphen lost in a text layer
    ("Oendang-oendang", "uu"),  # spelling before 1947
    ("Undang•Undang", "uu"),  # hyphen read as a bullet
    ("Law", "uu"),
    ("Undang-Undang Darurat", "uu-darurat"),
    ("Undang-Undang Dasar", "uud"),  # not an UU
    ("UUD", "uud"),
    ("Peraturan Pemerintah", "pp"),
    ("Government Regulation", "pp"),
    ("Peraturan Pemerintah Pengganti Undang-Undang", "perppu"),  # not a PP
    ("Perpu", "perppu"),  # common spelling
    ("Presidential Regulation", "perpres"),
    ("Presidential Decree", "keppres"),
    ("Instruksi Presiden", "inpres"),
    ("Ketetapan MPRS", "tap-mpr"),
    ("TAP MPR", "tap-mpr"),
    ("Peraturan Menteri Dalam Negeri", "permendagri"),
    ("Permendagri", "permendagri"),
    ("Minister of Finance Regulation", "permenkeu"),
    ("Regulation of the Minister of Home Affairs", "permendagri"),
    ("PMK", "permenkeu"),  # far more often the finance minister's than the court's
    ("Peraturan Mahkamah Konstitusi", "permk"),
    ("Permen Keuangan", "permenkeu"),
    ("Permenpan RB", "permenpanrb"),
    ("Keputusan Menteri Tenaga Kerja", "kepmenaker"),
    ("Peraturan Menteri Pendidikan, Kebudayaan, Riset, dan Teknologi", "permendikbudristek"),
    ("Peraturan Menteri Negara Lingkungan Hidup", "permenlh"),  # "Negara" came and went
    ("Peraturan Menteri Urusan Ladang", "permenurusan-ladang"),  # not in the table: own words
    ("Peraturan Kepala Badan Pengawas Tenaga Nuklir", "perbapeten"),  # until 2017
    ("Peraturan Badan Pengawas Tenaga Nuklir Republik Indonesia", "perbapeten"),  # since
    ("Keputusan Kepala Badan Pengawas Tenaga Nuklir", "kepbapeten"),
    ("Peraturan Otoritas Jasa Keuangan", "pojk"),
    ("Peraturan Bank Indonesia", "pbi"),
    ("Peraturan Daerah Provinsi Jawa Barat", "perda-jawa-barat"),
    ("Perda Kota Bandung", "perda-kota-bandung"),
    ("Pergub DKI Jakarta", "pergub-dki-jakarta"),
    ("Peraturan Daerah Provinsi Daerah Khusus Ibukota Jakarta", "perda-dki-jakarta"),
    ("Putusan Mahkamah Konstitusi", "putusan-mk"),
    ("Staatsblad", "stb"),
]


@pytest.mark.parametrize(("words", "slug"), NAMED)
def test_kind_of_words(words: str, slug: str) -> None:
    kind = kind_of(words)
    assert kind is not None
    assert kind.slug == slug


@pytest.mark.parametrize(
    "words", ["", "halo", "Peraturan", "Pasal", "peraturan perundang-undangan"]
)
def test_other_words_name_no_kind(words: str) -> None:
    assert kind_of(words) is None


def _all_slugs() -> list[str]:
    ministries = [f"{form}men{code}" for code in MINISTRIES.values() for form in ("per", "kep")]
    bodies = [f"{form}{code}" for code in BODIES.values() for form in ("per", "kep", "se-")]
    regions = ["perda-jawa-barat", "perda-kota-bandung", "pergub-dki-jakarta", "perbup-sleman"]
    return [kind.slug for kind in KINDS] + ministries + bodies + regions


@pytest.mark.parametrize("slug", sorted(set(_all_slugs())))
def test_names_lead_back_to_the_kind(slug: str) -> None:
    """What is printed can be read again: short and full name give the same kind."""
    kind = kind_by_slug(slug)
    assert kind is not None
    assert kind_of(kind.short) == kind
    assert kind_of(kind.name) == kind


def test_hierarchy_of_uu_12_2011_pasal_7() -> None:
    order = ["uud", "tap-mpr", "uu", "pp", "perpres", "perda-jawa-barat", "perda-kota-bandung"]
    kinds = [kind_by_slug(slug) for slug in order]
    assert [kind.rank for kind in kinds if kind] == [1, 2, 3, 4, 5, 6, 7]
    perppu, ministerial = kind_by_slug("perppu"), kind_by_slug("permendagri")
    assert perppu and perppu.rank == 3  # Pasal 7 ayat (1) huruf c: one rank with UU
    assert ministerial and ministerial.rank is None  # Pasal 8: outside the order
