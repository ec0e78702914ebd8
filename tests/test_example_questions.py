"""Examples made from what a library holds: each of them is answered by it, the right way."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_library import fill
from made_up import act

from dalil.answer.answer import answer
from dalil.answer.example_questions import examples
from dalil.index.curate.add_sources import take_in
from dalil.index.library import Library

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(tmp_path_factory.mktemp("examples") / "pustaka", create=True)
    take_in(library, [ROOT / "corpus"], vectors=False, workers=1)
    return library


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_shipped_library_answers_its_examples(shipped: Library, language: str) -> None:
    made = examples(shipped, language)  # type: ignore[arg-type]
    assert len(made) == len(set(made)) == 4
    for question in made:
        assert answer(shipped, question).answer.status == "answered", question


def test_examples_are_of_what_is_held(tmp_path: Path) -> None:
    """Nothing about foreign relations in a library on parks, and a provision by its name."""
    library = Library.open(fill(tmp_path / "pustaka"))
    made = examples(library)
    assert [question for question in made if question.endswith("UU 7/2010")]
    assert not [question for question in made if "luar negeri" in question]


#: Who decides, and what a word means; the rest is there to be no question.
ACT = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 3 TAHUN 2011
TENTANG
KEBUN RAYA

DENGAN RAHMAT TUHAN YANG MAHA ESA

PRESIDEN REPUBLIK INDONESIA,

Menimbang : bahwa kebun raya perlu diatur;

MEMUTUSKAN:

Menetapkan : UNDANG-UNDANG TENTANG KEBUN RAYA.

BAB I
KETENTUAN UMUM

Pasal 1

Dalam Undang-Undang ini yang dimaksud dengan:
1. Kebun Raya adalah kawasan tempat tumbuhan dirawat untuk dipelajari.
2. Pengelola Kebun adalah orang yang merawat Kebun Raya.

Pasal 2

(1) Penutupan sementara kebun raya ditetapkan oleh Bupati.
(2) Izin sebagaimana dimaksud pada ayat (1) diberikan oleh Bupati.

Pasal 3

Kebun Raya dibuka setiap hari.
"""


def test_sentences_are_turned_into_their_questions(tmp_path: Path) -> None:
    file = tmp_path / "kebun.txt"
    file.write_text(ACT, encoding="utf-8")
    library = Library.open(tmp_path / "pustaka", create=True)
    take_in(library, [file], vectors=False, workers=1)
    made = examples(library)
    assert "siapa yang menetapkan penutupan sementara kebun raya" in made  # not who gives "Izin"
    assert "apa yang dimaksud dengan Pengelola Kebun" in made
    assert not [question for question in made if "sebagaimana" in question]


def test_what_leans_on_another_provision_is_no_example(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "pustaka", create=True)
    library.put(
        act("uu/2011/3", {"2": ["Izin sebagaimana dimaksud pada ayat satu diberikan oleh Bupati."]})
    )
    library.commit(vectors=False)
    assert examples(library) == ()


def test_an_empty_library_has_none(tmp_path: Path) -> None:
    assert examples(Library.open(tmp_path / "pustaka", create=True)) == ()
