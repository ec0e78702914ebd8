"""Spoken verbs: what they are read as, and what is left alone."""

from __future__ import annotations

import pytest

from dalil.index.query.morphology import written
from dalil.index.query.spelling import corrected
from dalil.index.snapshot.bm25 import Lexical

KNOWN = {
    "menahan", "mencuri", "menyimpan", "mengambil", "memecat", "menipu", "menggantikan",
    "digantikan", "merokok", "menuntut", "membayarkan", "mengajukan", "melapor", "penculikan",
}  # fmt: skip

SPOKEN = [
    ("nahan", "menahan", "n for men-"),
    ("nyuri", "mencuri", "ny for menc-"),
    ("nyimpan", "menyimpan", "ny for meny-"),
    ("ngambil", "mengambil", "ng for meng-"),
    ("mecat", "memecat", "m for mem-"),
    ("gantiin", "menggantikan", "-in for -kan, without the prefix"),
    ("digantiin", "digantikan", "a passive"),
    ("ngerokok", "merokok", "nge- for me-"),
    ("bayarin", "membayarkan", "-in for -kan"),
    ("ngajuin", "mengajukan", "both ends"),
    ("ngelapor", "melapor", "nge- before l"),
    ("nculik", "penculikan", "acts have the noun only"),
    ("nyanyi", None, "nothing that any source has"),
    ("ini", None, "too short"),
    ("menahan", None, "written already"),
]


@pytest.mark.parametrize(("word", "meant", "why"), SPOKEN, ids=[s[2] for s in SPOKEN])
def test_written(word: str, meant: str | None, why: str) -> None:
    assert written(word, KNOWN.__contains__) == meant, why


def test_a_question_is_read_so_and_says_it() -> None:
    lexical = Lexical.build(["polisi menahan warga", "warga digantikan"])
    found = corrected("polisi nahan warga, siapa digantiin?", "id", lexical, lambda word: False)
    assert found.text == "polisi menahan warga, siapa digantikan?"
    assert found.changes == (("nahan", "menahan"), ("digantiin", "digantikan"))
