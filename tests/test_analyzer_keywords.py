"""The words that only make a question, and what is searched with."""

import pytest

from dalil.index.query.analyzer import is_asking
from dalil.index.query.expand import expand

WORDS = [
    ("apakah", True, "it asks"),
    ("siapa", True, "it asks for a person"),
    ("what", True, "the same in English"),
    ("the", True, "an English function word means nothing in an act"),
    ("yang", False, "acts use it all the time"),
    ("politik", False, "content"),
]


@pytest.mark.parametrize(("word", "asks", "why"), WORDS, ids=[w[2] for w in WORDS])
def test_words_that_ask(word: str, asks: bool, why: str) -> None:
    assert is_asking(word) is asks, why


@pytest.mark.parametrize("text", ["apakah izin berlaku", "apa itu", "Pasal 5 UU 24/2000"])
def test_every_word_of_a_question_is_searched_with(text: str) -> None:
    assert expand(text, "id", lambda word: True).words == text
