"""The words that are looked for: telling ones, and those of acts for the words of people."""

import pytest

from index.keywords import bridged_words, keywords

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


def test_an_english_question_is_looked_for_in_the_words_of_acts() -> None:
    words, bridge = bridged_words("is foreign policy a regional matter", "en", lambda word: True)
    assert "politik luar negeri" in words
    assert "foreign" in words  # sources in English must be found too
    assert "foreign policy" in {term.asked for term in bridge}


def test_an_everyday_word_is_helped_only_where_no_source_has_it() -> None:
    text = "pemda boleh apa"
    unknown, crossed = bridged_words(text, "id", lambda word: word != "pemda")
    assert "pemerintah daerah" in unknown
    assert [term.asked for term in crossed] == ["pemda"]
    known, not_crossed = bridged_words(text, "id", lambda word: True)
    assert "pemerintah daerah" not in known
    assert not_crossed == ()
