"""Passages are compared with a question word by word; what ships is read without torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_up import act

from dalil.index.encode import late_interaction
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.encode.late_interaction import (
    HEADING_TOKENS,
    PASSAGE_TOKENS,
    QUESTION_TOKENS,
    TITLE_TOKENS,
    LateInteraction,
    Read,
    shipped,
)
from dalil.index.library import Library
from dalil.index.ranking_config import ByLanguage, RankingConfig

pytest.importorskip("onnxruntime")

WAGES = Read("Ketenagakerjaan", "Pengupahan", "Pengusaha dilarang memotong upah pekerja.")
LEAVE = Read("Ketenagakerjaan", "Cuti", "Pekerja berhak atas cuti tahunan dua belas hari kerja.")
PARKS = Read("Taman Kota", "Perizinan", "Izin taman diberikan oleh lurah dan berlaku tiga tahun.")


@pytest.fixture(scope="module")
def model() -> LateInteraction:
    made = shipped()
    assert made is not None
    return made


#: (question, the passage that answers it, why)
NEAREST = [
    ("bos potong gaji saya, boleh?", WAGES, "everyday words"),
    ("berapa hari libur setahun untuk karyawan?", LEAVE, "other words for the same"),
    ("siapa yang memberi izin taman", PARKS, "the law's own words"),
    ("how many days of annual leave does a worker get?", LEAVE, "English"),
]


@pytest.mark.parametrize(("question", "right", "why"), NEAREST, ids=[n[2] for n in NEAREST])
def test_the_passage_that_answers_is_nearest(
    model: LateInteraction, question: str, right: Read, why: str
) -> None:
    read = [WAGES, LEAVE, PARKS]
    assert read[int(np.argmax(model(question, read)))] == right, why


def test_a_passage_is_as_near_whatever_was_read_beside_or_before_it() -> None:
    """So the same question always gives the same list."""
    fresh = LateInteraction()
    together = fresh("bos potong gaji", [PARKS, WAGES, LEAVE])
    again = fresh("bos potong gaji", [LEAVE, WAGES])
    alone = LateInteraction()("bos potong gaji", [WAGES])
    assert together[1] == again[1] == alone[0]


def test_nothing_to_read(model: LateInteraction) -> None:
    assert model("bos potong gaji", []).shape == (0,)


def test_what_is_too_long_is_cut(model: LateInteraction) -> None:
    long = Read("judul " * 99, "kepala " * 99, "isi " * 9999)
    assert len(model.passage_row(long)) <= PASSAGE_TOKENS + 2
    assert len(model.passage_row(Read("judul " * 99, "kepala " * 99, ""))) <= (
        TITLE_TOKENS + HEADING_TOKENS + 5
    )
    assert len(model.question_row("apa " * 70)) <= QUESTION_TOKENS + 5
    assert np.isfinite(model("apa " * 999, [long])).all()


@pytest.mark.parametrize(
    "said", ["", " ", "…", "\ud800", "字"], ids=["", "space", "…", "half", "字"]
)
def test_any_text_can_be_read(model: LateInteraction, said: str) -> None:
    assert np.isfinite(model(said, [Read(said, said, said)])).all()


def test_another_file_is_told(tmp_path: Path) -> None:
    other = tmp_path / "model.onnx"
    other.write_bytes(b"not a model")
    with pytest.raises(ValueError, match=r"model\.onnx"):
        LateInteraction(other)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library.open(tmp_path / "pustaka", create=True, encoder=HashingEncoder())
    made.put(act("uu/2014/90", {
        "1": [WAGES.text], "2": [LEAVE.text], "3": [PARKS.text],
    }))  # fmt: skip
    made.commit()
    return made


def test_the_nearest_of_the_first_finds_is_first(library: Library) -> None:
    found = library.search("bos potong gaji saya, boleh?").hits
    assert found[0].passage.passage_id == "uu/2014/90#pasal-1/ayat-1"
    assert all(hit.near is not None for hit in found)
    assert found[0].near == max(hit.near or 0 for hit in found)


def test_it_can_be_turned_off(library: Library) -> None:
    library.ranking = RankingConfig(late_interaction_weight=ByLanguage(0, 0))
    assert all(hit.near is None for hit in library.search("bos potong gaji").hits)


def test_by_words_alone_nothing_is_compared(library: Library) -> None:
    assert all(h.near is None for h in library.search("memotong upah", mode="lexical").hits)


def test_without_its_runtime_the_search_goes_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late_interaction, "find_spec", lambda name: None)
    shipped.cache_clear()
    try:
        found = library.search("memotong upah").hits
        assert found
        assert all(hit.near is None for hit in found)
    finally:
        monkeypatch.undo()
        shipped.cache_clear()
