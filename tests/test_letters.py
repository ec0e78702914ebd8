"""A letter: a long story that ends in what is asked. It is scored whole and by what it asks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import act

from dalil.answer.answer import answer
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.query.parse import understand
from dalil.index.search.score import Scored, blended

STORY = (
    "Redaksi yang terhormat, saya berjualan bunga di depan sekolah sejak lima tahun lalu. "
    "Ketika hujan saya berteduh di pos ronda bersama para penjaga, dan kami sering makan bersama. "
    "Kemarin lurah datang membawa surat dan anak saya yang kecil ikut menangis melihatnya. "
    "Tetangga bilang tidak usah dipikirkan, tetapi saya tidak dapat tidur semalaman. "
)
ASKED = "Berapa lama izin taman saya berlaku?"

#: (question, what it asks; None: all of it, why)
CASES = [
    (STORY + ASKED, ASKED, "the story goes, the question stays"),
    (ASKED + " " + STORY, ASKED, "wherever it stands"),
    (
        STORY + ASKED + " Terima kasih. Apakah izin itu boleh dijual?",
        ASKED + " Apakah izin itu boleh dijual?",
        "several questions together",
    ),
    (STORY + "Boleh?", None, "one word alone asks nothing"),
    (STORY, None, "nothing is asked in so many words"),
    ("Saya berjualan bunga. " + ASKED, None, "a short question needs its first sentence"),
    (ASKED, None, "no letter"),
    (
        STORY + "Biayanya Rp1.500.000 atau berapa menurut Pasal 2?",
        "Biayanya Rp1.500.000 atau berapa menurut Pasal 2?",
        "points within numbers end no sentence",
    ),
]


@pytest.mark.parametrize(("question", "asked", "why"), CASES, ids=[case[2] for case in CASES])
def test_what_a_letter_asks(question: str, asked: str | None, why: str) -> None:
    asking = understand(question).asking
    assert (asking.text if asking else None) == asked, why


def test_what_a_letter_asks_keeps_its_filters() -> None:
    asking = understand(f"{STORY}{ASKED} jenis:uu").asking
    assert asking is not None
    assert asking.filters.kinds == {"uu"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library.open(
        tmp_path_factory.mktemp("letters") / "pustaka", create=True, encoder=HashingEncoder()
    )
    made.put(act("uu/2014/90", {
        "1": ["Penjaga pos ronda makan bersama para tetangga ketika hujan."],
        "2": ["Izin taman berlaku tiga tahun."],
        "3": ["Anak sekolah yang kecil dilarang berjualan bunga semalaman."],
        "4": ["Lurah datang membawa surat kepada tetangga sejak lima tahun lalu."],
    }))  # fmt: skip
    made.commit()
    return made


def test_the_story_does_not_hide_what_is_asked(library: Library) -> None:
    result = answer(library, STORY + ASKED)
    assert result.hits[0].passage.passage_id == "uu/2014/90#pasal-2/ayat-1"
    assert result.answer.statements[0].text == "Izin taman berlaku tiga tahun."


def test_the_story_still_counts(library: Library) -> None:
    """Among passages that what is asked does not tell apart, the story does."""
    found = library.search(STORY + "Apakah benar bahwa hal itu dilarang?").hits
    assert found[0].passage.passage_id == "uu/2014/90#pasal-3/ayat-1"


SCORES = st.lists(st.floats(0, 1, width=32), min_size=4, max_size=4)


@given(SCORES, SCORES, st.floats(0, 1))
def test_blended_scores_lie_between_the_two(
    one: list[float], other: list[float], share: float
) -> None:
    a, b = (Scored(np.array(v, np.float32), None, None) for v in (one, other))
    mixed = blended(a, b, share).fused
    low, high = np.minimum(a.fused, b.fused), np.maximum(a.fused, b.fused)
    assert ((mixed >= low - 1e-6) & (mixed <= high + 1e-6)).all()


def test_a_unit_that_one_reading_does_not_look_at_has_its_least_score() -> None:
    """In a large library each reading scores the likely units only; the rest has -1."""
    a = Scored(np.array([0.9, 0.5, -1, -1], np.float32), None, None, likely=np.array([0, 1]))
    b = Scored(np.array([-1, 0.2, 0.8, -1], np.float32), None, None, likely=np.array([1, 2]))
    mixed = blended(a, b, 0.5)
    assert mixed.likely is not None
    assert mixed.likely.tolist() == [0, 1, 2]
    assert np.allclose(mixed.fused[:3], [0.55, 0.35, 0.65])
