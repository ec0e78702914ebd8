"""What is repealed stands under what took its place, or behind what is in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import act

from dalil.answer.answer import answer
from dalil.index.library import Library
from dalil.index.query.conditions import Filters
from dalil.index.search.collapse import Likeness
from dalil.ingest.model import Status

QUESTION = "berapa lama masa jabatan kepala dusun"
FIRST = act("uu/1999/22", {
    "1": ["Masa jabatan kepala dusun paling lama sepuluh tahun terhitung sejak dilantik."],
    "2": ["Kolam ikan wajib dibersihkan setiap bulan."],
})  # fmt: skip
SECOND = act("uu/2004/32", {"9": ["Undang-Undang Nomor 22 Tahun 1999 dicabut."]})
THIRD = act("uu/2014/6", {
    "3": ["Kepala dusun memegang jabatan selama enam tahun terhitung sejak pelantikan."],
    "4": ["Kepala dusun digaji setiap bulan."],
    "9": ["Undang-Undang Nomor 32 Tahun 2004 dicabut."],
})  # fmt: skip


#: What else a library holds: words are worth what they are in a library of some size.
REST = act("uu/2009/8", {
    str(n): [f"{what} diperiksa petugas {where} sebelum {when}."]
    for n, (what, where, when) in enumerate(
        [(w, p, t) for w in ("Jembatan", "Pasar", "Gudang", "Saluran") for p in ("kota", "desa")
         for t in ("dipakai", "dijual", "dibongkar")], 1)
})  # fmt: skip


def made(folder: Path, *acts: object) -> Library:
    library = Library.open(folder / "library", create=True)
    for one in (REST, *acts):
        library.put(one)  # type: ignore[arg-type]
    library.commit(vectors=False)
    return library


def test_the_successor_leads_with_the_repealed_one_under_it(tmp_path: Path) -> None:
    library = made(tmp_path, FIRST, SECOND, THIRD)
    hits = library.search(QUESTION, mode="lexical").hits
    assert hits[0].passage.passage_id == "uu/2014/6#pasal-3/ayat-1"
    (old,) = hits[0].older
    assert old.passage.passage_id == "uu/1999/22#pasal-1/ayat-1"
    assert old.standing == (Status.REPEALED, "uu/2004/32#pasal-9/ayat-1")
    assert "uu/1999/22" not in {hit.document.id for hit in hits}, "it stands once"
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_the_contract_names_what_is_under_a_hit(tmp_path: Path) -> None:
    result = answer(made(tmp_path, FIRST, SECOND, THIRD), QUESTION, mode="lexical").to_dict()
    (old,) = result["hits"][0]["older"]
    assert old["passage_id"] == "uu/1999/22#pasal-1/ayat-1"
    assert (old["document_id"], old["status"]) == ("uu/1999/22", "repealed")
    assert all(hit["older"] == [] for hit in result["hits"][1:])


def test_where_only_the_repealed_one_is_held_it_is_shown_and_its_heir_named(
    tmp_path: Path,
) -> None:
    result = answer(made(tmp_path, FIRST, SECOND), QUESTION, mode="lexical")
    assert result.hits[0].passage.passage_id == "uu/1999/22#pasal-1/ayat-1"
    assert result.hits[0].older == ()
    (work, *_) = result.to_dict()["works"]
    assert (work["document_id"], work["heirs"]) == ("uu/1999/22", ["uu/2004/32"])
    assert "dicabut (menurut Pasal 9 ayat (1) UU Nomor 32 Tahun 2004)" in result.force_notes()[0]


def test_a_repealed_provision_about_something_else_is_not_put_under(tmp_path: Path) -> None:
    library = made(tmp_path, FIRST, SECOND, THIRD)
    hits = library.search("kolam ikan dibersihkan setiap bulan", mode="lexical").hits
    pond = next(hit for hit in hits if hit.document.id == "uu/1999/22")
    assert pond.passage.passage_id == "uu/1999/22#pasal-2/ayat-1"
    assert not any(hit.older for hit in hits)


@pytest.mark.parametrize(
    "question", ["masa jabatan kepala dusun menurut UU 22/1999", "Pasal 1 UU 22/1999"]
)
def test_what_the_question_names_stands_for_itself(tmp_path: Path, question: str) -> None:
    hits = made(tmp_path, FIRST, SECOND, THIRD).search(question, mode="lexical").hits
    assert hits[0].document.id == "uu/1999/22"
    only = Filters(documents=frozenset({"uu/1999/22"}))
    (tmp_path / "b").mkdir()
    library = made(tmp_path / "b", FIRST, SECOND, THIRD)
    assert library.search(QUESTION, mode="lexical", filters=only).hits[0].older == ()


def test_of_two_that_answer_alike_the_one_in_force_comes_first(tmp_path: Path) -> None:
    """No successor of each other: the repealed one only stands behind."""
    gone = act("uu/1999/22", {"1": ["Perahu dayung wajib memakai lampu di malam hari."]})
    other = act("uu/2008/3", {
        "1": ["Perahu dayung dan perahu layar wajib memakai lampu terang di malam hari, kecuali "
              "ketika bersandar."],
    })  # fmt: skip
    hits = made(tmp_path, gone, SECOND, other).search(
        "perahu dayung wajib memakai lampu", mode="lexical"
    ).hits  # fmt: skip
    assert [hit.document.id for hit in hits[:2]] == ["uu/2008/3", "uu/1999/22"]


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("izin taman diberikan lurah", "izin taman diberikan lurah", 1.0, 1.0),
        ("izin taman diberikan lurah", "lurah memberikan izin taman", 1.0, 1.0),  # forms and order
        ("izin taman", "kolam ikan", 0.0, 0.0),
        ("yang dan di", "yang dan di", 0.0, 0.0),  # no content
        ("izin taman", "izin kolam", 0.4, 0.6),
    ],
)
def test_alike(one: str, other: str, least: float, most: float) -> None:
    like = Likeness(lambda _: 1.0)
    assert least <= like(one, other) <= most
    assert like(one, other) == like(other, one)
