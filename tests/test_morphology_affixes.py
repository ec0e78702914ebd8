"""The forms of a verb that acts use: the passive and the noun."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.index.query.morphology import other_forms

FORMS = [
    ("menyimpan", ("disimpan", "penyimpanan"), "s is swallowed"),
    ("menerbitkan", ("diterbitkan", "penerbitan"), "t is swallowed; -kan falls before -an"),
    ("mengirimkan", ("dikirimkan", "pengiriman"), "k is swallowed"),
    ("memotong", ("dipotong", "pemotongan"), "p is swallowed"),
    ("memakan", ("dimakan", "pemakanan"), "the root itself begins with m"),
    ("menikahi", ("dinikahi", "pernikahan"), "the root itself begins with n"),
    ("mencari", ("dicari", "pencarian"), "c stays; the noun has -i in its root"),
    ("mengakhiri", ("diakhiri", "pengakhiran"), "a root with a vowel; -i falls"),
    ("melarang", ("dilarang", "pelarangan"), "no nasal before l"),
    ("menggugat", ("digugat", "penggugatan"), "g stays"),
]
EXIST = {
    "disimpan", "penyimpanan", "diterbitkan", "penerbitan", "dikirimkan", "pengiriman",
    "dipotong", "pemotongan", "dimakan", "pemakanan", "dinikahi", "pernikahan", "dicari",
    "pencarian", "diakhiri", "pengakhiran", "dilarang", "pelarangan", "digugat", "penggugatan",
}  # fmt: skip


@pytest.mark.parametrize(("verb", "forms", "why"), FORMS, ids=[f[0] for f in FORMS])
def test_forms_that_a_library_has(verb: str, forms: tuple[str, ...], why: str) -> None:
    regular = tuple(form for form in forms if not form.startswith("per"))
    assert other_forms(verb, EXIST.__contains__) == regular, why


def test_a_form_that_no_act_has_is_not_looked_for() -> None:
    assert other_forms("menyimpan", {"disimpan"}.__contains__) == ("disimpan",)
    assert other_forms("menyimpan", lambda word: False) == ()


@pytest.mark.parametrize(
    "word", ["pengadilan", "izin", "menu", "surat kuasa", "memo", "di-PHK", ""]
)
def test_other_words_have_no_other_forms(word: str) -> None:
    assert other_forms(word, lambda form: True) == ()


@given(st.text(alphabet="aeikmngpsty", max_size=14))
def test_every_form_is_known_and_none_is_the_word(word: str) -> None:
    asked: list[str] = []

    def known(form: str) -> bool:
        asked.append(form)
        return True

    found = other_forms(word, known)
    assert set(found) <= set(asked)
    assert word not in found
    assert not found or word.startswith("me")
