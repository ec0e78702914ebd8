"""Which unit of a found list answers: the item, or the list it stands in."""

from __future__ import annotations

import pytest

from dalil.index.query.analyzer import language_of
from dalil.index.query.intent import intent_of
from dalil.index.query.parse import Query
from dalil.index.search.collapse import answering_unit
from dalil.ingest.model import Passage, SourceText
from dalil.ingest.structure.act import parse_act
from dalil.ingest.structure.passages import split_act

ACT = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 3 TAHUN 2031
TENTANG
PASAR TERAPUNG

MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG PASAR TERAPUNG.

Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Pasar Terapung adalah tempat jual beli di atas perahu.
2. Pedagang adalah orang yang berjualan di Pasar Terapung.

Pasal 2
(1) Pedagang wajib membayar retribusi, kecuali:
a. penyandang disabilitas;
b. lembaga keagamaan; dan
c. koperasi nelayan.
(2) Retribusi dibayar setiap bulan.

Pasal 3
Izin berdagang diberikan kepada:
a. warga setempat:
1. yang memiliki perahu; dan
2. yang terdaftar pada desa; dan
b. koperasi.
"""


@pytest.fixture(scope="module")
def passages() -> dict[str, Passage]:
    source = SourceText(ACT)
    made = split_act(source, parse_act(ACT), "uu/2031/3")
    return {str(p.locator): p for p in made}


CASES = [
    ("pasal-2/ayat-1/huruf-b", "apakah lembaga keagamaan wajib membayar retribusi",
     "pasal-2/ayat-1/huruf-b", "the item says what was asked and its line does not"),
    ("pasal-2/ayat-1/huruf-b", "apakah pedagang wajib membayar retribusi",
     "pasal-2/ayat-1", "all that was asked stands in the opening line"),
    ("pasal-2/ayat-1/huruf-b", "lembaga apa saja yang tidak membayar retribusi",
     "pasal-2/ayat-1", "'apa saja' asks for all items"),
    ("pasal-2/ayat-1", "apakah koperasi nelayan membayar retribusi",
     "pasal-2/ayat-1/huruf-c", "one item alone holds the words that the line lacks"),
    ("pasal-2/ayat-1", "pedagang mana wajib membayar", "pasal-2/ayat-1", "no item says more"),
    ("pasal-2/ayat-2", "kapan retribusi dibayar", "pasal-2/ayat-2", "no list at all"),
    ("pasal-3/huruf-a/angka-2", "siapa saja yang diberi izin berdagang",
     "pasal-3", "of nested lists the outermost"),
    ("pasal-3/huruf-a/angka-2", "apakah orang yang terdaftar pada desa diberi izin",
     "pasal-3/huruf-a/angka-2", "the inner item answers"),
    ("pasal-1/angka-1", "apa saja yang dimaksud pasar terapung",
     "pasal-1/angka-1", "a definition is never widened to all definitions"),
    ("pasal-2/ayat-1/huruf-b", "must religious institutions pay",
     "pasal-2/ayat-1/huruf-b", "English crosses the bridge: 'religious' is keagamaan"),
    ("pasal-2/ayat-1/huruf-b", "apa itu", "pasal-2/ayat-1/huruf-b", "nothing asked: as found"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "question", "unit", "reason"), CASES, ids=[c[3] for c in CASES])
def test_answering_unit(
    passages: dict[str, Passage], found: str, question: str, unit: str, reason: str
) -> None:
    by_id = {p.passage_id: p for p in passages.values()}
    children = lambda i: [p for p in by_id.values() if p.parent_id == i]  # noqa: E731
    query = Query(question, question, language_of(question))
    got = answering_unit(passages[found], query.intent.all, query.terms, by_id.get, children)
    assert str(got.locator) == unit, reason


ALL = [
    ("Apa saja syarat calon kepala daerah?", True, "the plainest form"),
    ("Sebutkan larangan bagi pedagang", True, "asked to enumerate"),
    ("Bagaimana tata cara pendaftaran?", True, "a procedure is a list of steps"),
    ("What are the duties of the DPRD?", True, "English"),
    ("Siapa yang menetapkan RPJMD?", False, "one actor"),
    ("Berapa lama izin berlaku?", False, "one number"),
    ("Apa itu hak angket?", False, "a definition"),
]


@pytest.mark.parametrize(("question", "all_items", "reason"), ALL, ids=[c[2] for c in ALL])
def test_asks_for_all(question: str, all_items: bool, reason: str) -> None:
    assert intent_of(question, language_of(question)).all is all_items, reason
