"""Provisions that a later act put in are found in that act, and carry its status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dalil.answer.citation.lookup import look_up
from dalil.cli.main import app
from dalil.index.curate.add_sources import take_in
from dalil.index.library import Library
from dalil.index.provisions import standing_in, terms_used, wording_of
from dalil.ingest.model import Status

TOPIC = Path(__file__).resolve().parents[2] / "shared" / "data" / "topic-acts"

FIRST = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 901 TAHUN 2021
TENTANG
KUCING
DENGAN RAHMAT TUHAN YANG MAHA ESA
Menimbang : bahwa kucing perlu diatur;
Mengingat : Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG KUCING.
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Kucing adalah hewan.
2. Pemilik Kucing yang selanjutnya disebut Pemilik adalah orang.
Pasal 2
(1) Pemilik memberi makan Kucing.
(2) Pemilik mendaftarkan Kucing.
Pasal 3
Kucing tidur siang.
Pasal 4
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""
SECOND = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 902 TAHUN 2022
TENTANG
PERUBAHAN ATAS UNDANG-UNDANG NOMOR 901 TAHUN 2021 TENTANG KUCING
DENGAN RAHMAT TUHAN YANG MAHA ESA
Menimbang : bahwa kucing perlu diatur lagi;
Mengingat : Undang-Undang Nomor 901 Tahun 2021 tentang Kucing;
MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG PERUBAHAN ATAS UNDANG-UNDANG NOMOR 901 TAHUN 2021 TENTANG KUCING.
Pasal I
Beberapa ketentuan Undang-Undang Nomor 901 Tahun 2021 tentang Kucing diubah sebagai berikut:
1. Ketentuan Pasal 2 ditambah 1 (satu) ayat, yakni ayat (3), sehingga berbunyi sebagai berikut:
Pasal 2
(1) Pemilik memberi makan Kucing.
(2) Pemilik mendaftarkan Kucing.
(3) Pemilik memberi minum Kucing.
2. Di antara Pasal 3 dan Pasal 4 disisipkan 1 (satu) pasal, yakni Pasal 3A yang berbunyi:
Pasal 3A
Kucing bangun sore.
Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("wording")
    files = []
    for name, text in (("satu.md", FIRST), ("dua.md", SECOND)):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        files.append(path)
    opened = Library.open(folder / "lib", create=True)
    take_in(opened, files, vectors=False)
    return opened


@pytest.mark.parametrize(
    ("target", "found", "status", "why"),
    [
        ("uu/2021/901#pasal-3a", "uu/2022/902#pasal-i/angka-2/pasal-3a", Status.AMENDED,
         "a pasal put in"),
        ("uu/2021/901#pasal-2/ayat-3", "uu/2022/902#pasal-i/angka-1/pasal-2/ayat-3",
         Status.AMENDED, "an ayat put in"),
        ("uu/2021/901#pasal-2/ayat-1", "uu/2021/901#pasal-2/ayat-1", Status.UNKNOWN,
         "its own words come first, and nobody changed them"),
        ("uu/2021/901#pasal-3", "uu/2021/901#pasal-3", Status.UNKNOWN, "untouched"),
    ],
)  # fmt: skip
def test_whose_words(library: Library, target: str, found: str, status: Status, why: str) -> None:
    passages = wording_of(library.catalog, target)
    assert passages and passages[0].passage_id == found, why
    standing = standing_in(library.catalog, target, passages)
    assert standing(found)[0] is status, why


@pytest.mark.parametrize(
    "target", ["uu/2021/901#pasal-3b", "uu/2021/901#pasal-2/ayat-9", "uu/1900/1#pasal-1"]
)
def test_what_nobody_words_is_not_found(library: Library, target: str) -> None:
    assert wording_of(library.catalog, target) == []


def test_a_reference_to_an_inserted_pasal_is_answered_from_the_later_act(library: Library) -> None:
    (match,) = look_up(library, "Pasal 3A UU Nomor 901 Tahun 2021").matches
    assert match.passage is not None and match.passage.text.endswith("Kucing bangun sore.")
    assert match.document.id == "uu/2022/902"
    assert match.standing == (Status.AMENDED, "uu/2022/902#pasal-i/angka-2")


def test_show_gives_the_definitions_that_apply(library: Library) -> None:
    where = ["--json", "--library", str(library.folder)]
    shown = json.loads(CliRunner().invoke(app, ["show", "uu/2021/901#pasal-2", *where]).stdout)
    assert [(d["term"], d["passage_id"]) for d in shown["definitions"]] == [
        ("Pemilik Kucing", "uu/2021/901#pasal-1/angka-2"),
        ("Kucing", "uu/2021/901#pasal-1/angka-1"),
    ]
    assert shown["definitions"][1]["text"].endswith("Kucing adalah hewan.")
    inserted = json.loads(CliRunner().invoke(app, ["show", "uu/2021/901#pasal-3a", *where]).stdout)
    assert inserted["document"]["id"] == "uu/2022/902"
    assert inserted["passages"][0]["status_reason"] == "uu/2022/902#pasal-i/angka-2"


def test_a_passage_of_no_act_has_no_definitions(library: Library) -> None:
    passage = library.catalog.passage("uu/2021/901#pasal-4")
    assert passage is not None and terms_used(library.catalog, passage) == []


#: UU 9/2015, Pasal I angka 1–6, and UU 2/2015, read in the acts: provision, status, angka.
CHANGED = [
    ("pasal-63", "amended", "uu/2015/9#pasal-i/angka-1"),
    ("pasal-63/ayat-1", "amended", "uu/2015/9#pasal-i/angka-1"),
    ("pasal-63/ayat-2", "unknown", None),
    ("pasal-65/ayat-1/huruf-f", "repealed", "uu/2015/9#pasal-i/angka-2"),
    ("pasal-65/ayat-1/huruf-e", "unknown", None),
    ("pasal-65", "amended", "uu/2015/9#pasal-i/angka-2"),
    ("pasal-66/ayat-1", "unknown", None),
    ("pasal-66/ayat-3", "amended", "uu/2015/9#pasal-i/angka-3"),
    ("pasal-66/ayat-4", "amended", "uu/2015/9#pasal-i/angka-3"),
    ("pasal-88", "amended", "uu/2015/9#pasal-i/angka-4"),
    ("pasal-88/ayat-1", "amended", "uu/2015/9#pasal-i/angka-4"),
    ("pasal-101", "amended", "uu/2015/9#pasal-i/angka-5"),
    ("pasal-101/ayat-1/huruf-d1", "amended", "uu/2015/9#pasal-i/angka-5"),
    ("pasal-101/ayat-1/huruf-e", "unknown", None),
    ("pasal-154", "amended", "uu/2015/9#pasal-i/angka-6"),
    ("pasal-154/ayat-1/huruf-d1", "amended", "uu/2015/9#pasal-i/angka-6"),
    ("pasal-102", "unknown", None),
    ("pasal-363", "unknown", None),
]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Library:
    if not TOPIC.is_dir():
        pytest.skip("shared data not present")
    opened = Library.open(tmp_path_factory.mktemp("chain") / "lib", create=True)
    acts = ("1974_5", "1999_22", "2004_32", "2008_12", "2014_23", "2015_2", "2015_9")
    take_in(opened, [TOPIC / f"uu_{act}.md" for act in acts], vectors=False)
    return opened


@pytest.mark.shared
@pytest.mark.parametrize(("locator", "status", "said"), CHANGED)
def test_what_uu_9_2015_changes(
    chain: Library, locator: str, status: str, said: str | None
) -> None:
    assert chain.catalog.status_of(f"uu/2014/23#{locator}") == (Status(status), said)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("act", "status", "said"),
    [
        ("uu/1974/5", "repealed", "uu/1999/22#pasal-131"),
        ("uu/1999/22", "repealed", "uu/2004/32#pasal-239"),
        ("uu/2004/32", "repealed", "uu/2014/23#pasal-409"),
        ("uu/2008/12", "repealed", "uu/2014/23#pasal-409"),
        ("uu/2014/23", "amended", "uu/2015/9#pasal-i"),
        ("uu/2015/9", "unknown", None),
    ],
)
def test_the_chain_of_regional_government(
    chain: Library, act: str, status: str, said: str | None
) -> None:
    document = chain.catalog.document(act, with_text=False)
    assert document is not None
    assert (document.status, document.status_reason) == (Status(status), said)
    assert chain.catalog.status_of(act) == (Status(status), said)


@pytest.mark.shared
def test_the_ayat_that_uu_9_2015_adds_is_found_by_its_own_name(chain: Library) -> None:
    (match,) = look_up(chain, "Pasal 66 ayat (4) UU 23/2014").matches
    assert match.passage is not None
    assert match.passage.passage_id == "uu/2015/9#pasal-i/angka-3/pasal-66/ayat-4"
