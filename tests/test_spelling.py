"""Typing mistakes: what is read otherwise, what never is, and that it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import act
from rapidfuzz.distance import OSA

from dalil.answer.answer import answer
from dalil.index.library import Library
from dalil.index.query.analyzer import content
from dalil.index.query.lexicon import is_word
from dalil.index.query.spelling import corrected, nearest
from dalil.index.snapshot.bm25 import Lexical

UNITS = [
    "pemutusan hubungan kerja", "hubungan kerja", "perjanjian kerja", "pekerja dan pengusaha",
    "wajib lapor", "upah pekerja", "kewenangan gubernur", "pemetaan wilayah", "kerja sama",
    "daerah otonom", "keadaan yang sebenarnya", "daratan", "dapat diperpanjang", "bangunan",
    "banguna", "bangunan", "membahas rancangan", "kepa da", "kepa da", "sekarang",
]  # fmt: skip
LEXICAL = Lexical.build(UNITS)

MISTAKES = [
    ("pemutsan", "pemutusan", "a letter left out"),
    ("pemuutusan", "pemutusan", "a letter doubled"),
    ("hubugnan", "hubungan", "two letters swapped"),
    ("kewenangam", "kewenangan", "the key beside it"),
    ("upha", "upah", "two letters swapped in a short word"),
    ("eprjanjian", "perjanjian", "the first two swapped"),
    ("perjanjin", "perjanjian", "left out before the end"),
    ("kewengngan", "kewenangan", "two mistakes in a long word"),
    ("bangunam", "bangunan", "the one most passages have, not the misreading 'banguna'"),
]


@pytest.mark.parametrize(("typed", "meant", "why"), MISTAKES, ids=[m[2] for m in MISTAKES])
def test_what_was_meant(typed: str, meant: str, why: str) -> None:
    found = corrected(f"aturan {typed} itu", "id", LEXICAL, lambda word: False)
    assert found.changes == ((typed, meant),), why
    assert found.text == f"aturan {meant} itu"


ENGLISH = [
    ("may a regional goverment cooperate", "government", "a letter left out"),
    ("the agreemnet between them", "agreement", "two letters swapped"),
    ("which ministrry decides", "ministry", "a letter doubled"),
]


@pytest.mark.parametrize(("typed", "meant", "why"), ENGLISH, ids=[m[2] for m in ENGLISH])
def test_what_was_meant_in_english(typed: str, meant: str, why: str) -> None:
    found = corrected(typed, "en", LEXICAL, lambda word: False)
    assert [read for _, read in found.changes] == [meant], why


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("may the government of Surabaia cooperate", "a name"),
        ("is a governmental agency liable", "another word of the family"),
        ("who pays the wadge", "too short to be sure"),
        ("which agreements were terminated", "inflected"),
        ("does the kewenangan of a governor include it", "a word that the index has"),
    ],
)
def test_what_stays_in_english(typed: str, why: str) -> None:
    assert corrected(typed, "en", LEXICAL, lambda word: False).changes == (), why


KEPT = [
    ("pekerja", "a word that the index has"),
    ("pekerjanya", "a form of one"),
    ("dapatkan", "one of its family"),
    ("uph", "too short"),
    ("upbn", "two mistakes in a short word"),
    ("seenaknya", "two mistakes in a short root: 'sebenarnya' is another word"),
    ("membajak", "and in one of five letters: so is 'membahas'"),
    ("2O14", "a number, however misread"),
    ("UPHA", "an abbreviation"),
    ("apakah", "a word that asks"),
    ("bagaimanakah", "another"),
    ("bos", "an everyday word that the bridge knows"),
    ("xyzzyxyzzy", "nothing is near"),
    ("Gubenur", "a capital within a sentence: it may be a name"),
    ("Semarang", "a name, though 'sekarang' is near"),
    ("kena", "a word of Indonesian, though no source has it and 'kepa' is near"),
    ("dibikin", "a form of one"),
    ("sanksinya", "another"),
    ("bangus", "near to 'banguna' alone, which is a fragment and no word"),
]


@pytest.mark.parametrize(("word", "why"), KEPT, ids=[k[1] for k in KEPT])
def test_what_stays(word: str, why: str) -> None:
    assert corrected(f"aturan {word} itu", "id", LEXICAL, lambda w: False).changes == (), why


def test_what_the_caller_keeps_and_english_questions_stay() -> None:
    assert corrected("pemutsan", "id", LEXICAL, lambda word: word == "pemutsan").changes == ()
    assert corrected("pemutsan", "en", LEXICAL, lambda word: False).changes == ()


@given(st.text(alphabet="pemutsankrjh", min_size=4, max_size=12))
def test_the_nearest_word_is_as_near_as_a_slow_reading_finds(word: str) -> None:
    vocabulary = {w for unit in UNITS for w in unit.split()}
    most = 2 if len(word) >= 8 else 1
    near = {
        w: OSA.distance(word, w)
        for w in vocabulary
        if w[0] in word[:2]
        and OSA.distance(word, w) <= most
        and (is_word(w) or LEXICAL.frequency(w) >= 5)  # nor a fragment of a scan
    }
    found = nearest(word, LEXICAL)
    assert (found is None) == (not near)
    if found is not None:
        assert near[found] == min(near.values())


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    found = corrected(text, "id", LEXICAL, lambda word: False)
    assert not found.changes or found.text != text
    if found.text != text and not found.changes:  # then only small words were written out
        assert set(content(found.text)) <= set(content(text))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library.open(tmp_path_factory.mktemp("typing"), create=True)
    made.put(act("uu/2001/1", {
        "1": ["Pemutusan hubungan kerja wajib dirundingkan dengan pekerja."],
        "2": ["Perjanjian dibuat tertulis."],
        "3": ["Gubernur menetapkan upah minimum."],
    }))  # fmt: skip
    made.commit(vectors=False)
    return made


def test_a_misspelt_question_finds_and_answers_as_the_right_one_does(library: Library) -> None:
    right = answer(library, "apakah pemutusan hubungan kerja wajib dirundingkan", mode="lexical")
    typed = answer(library, "apakah pemutsan hubungan kerja wajib dirundngkan", mode="lexical")
    assert typed.hits[0].passage == right.hits[0].passage
    assert typed.answer.status == right.answer.status == "answered"
    assert typed.to_dict()["corrections"] == [
        {"typed": "pemutsan", "read": "pemutusan"}, {"typed": "dirundngkan", "read": "dirundingkan"}
    ]  # fmt: skip
    assert typed.question == "apakah pemutsan hubungan kerja wajib dirundngkan", "as it was typed"
    assert typed.read == "apakah pemutusan hubungan kerja wajib dirundingkan"


def test_phrases_and_names_of_acts_stay_as_typed(library: Library) -> None:
    assert library.search('"pemutsan" kerja', mode="lexical").corrections == ()
    found = library.search("upah menurut Undang-Undnag Nomor 13 Tahun 2003", mode="lexical")
    assert all(typed.lower() != "nomor" for typed, _ in found.corrections)


def test_the_terminal_says_it(library: Library, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from dalil.cli.main import app

    shown = CliRunner().invoke(
        app, ["ask", "kapan pemutsan hubungan kerja", "--library", str(library.folder)]
    )
    assert "Dicari juga: pemutsan → pemutusan" in shown.output
