"""The words of a question that are looked for: the telling ones."""

import pytest

from index.question.keywords import keywords

TELLING = [
    (
        "apakah politik luar negeri termasuk urusan daerah",
        "politik luar negeri termasuk urusan daerah",
        "asking words are rare in acts and would weigh most",
    ),
    ("apa itu", "apa itu", "a question of nothing else keeps its words"),
    (
        "What is ratification of a treaty?",
        "ratification treaty",
        "English function words mean nothing in acts",
    ),
    ("Pasal 5 UU 24/2000", "pasal 5 uu 24 2000", "numbers tell the most"),
]


@pytest.mark.parametrize(("text", "words", "reason"), TELLING, ids=[t[2] for t in TELLING])
def test_telling_words(text: str, words: str, reason: str) -> None:
    assert keywords(text) == words, reason
