"""Questions that a definition answers, and those that want a norm."""

from __future__ import annotations

import pytest

from dalil.index.query.analyzer import Language, root
from dalil.index.query.intent import intent_of, term_asked

# Question, language, the term it wants defined (None: no term), whether a definition may answer.
FORMS: list[tuple[str, Language, str | None, bool]] = [
    ("apa yang dimaksud dengan kerja sama daerah?", "id", "kerja sama daerah", True),
    ("PKWT itu apa?", "id", "pkwt", True),  # as people ask
    ("upah minimum itu artinya?", "id", "upah minimum", True),
    ("cuti tahunan artinya apa", "id", "cuti tahunan", True),
    ("itu apa bedanya dengan PKWT", "id", None, False),  # no end of the question
    ("apa istilah untuk pungutan yang tidak sah?", "id", None, True),  # the word for a meaning
    ("apa sebutan bagi kepala desa di Aceh?", "id", None, True),
    ("orang yang memimpin desa disebut apa?", "id", None, True),
    ("perjanjian internasional", "id", None, True),  # a bare term is looked up
    ("kerja sama luar negeri pemerintah daerah", "id", None, False),  # a subject
    ("siapa mengawasi desa", "id", None, False),  # short, but a question
    ("bolehkah upah dipotong?", "id", None, False),
    ("berapa lama cuti tahunan diberikan kepada pekerja", "id", None, False),
    ("apa itu syarat sah perjanjian", "id", None, False),  # a property, no meaning
    ("what is the legal basis of regional cooperation?", "en", None, False),
    ("who supervises a village?", "en", None, False),
    ("what is a treaty called?", "en", "treaty", True),
    ("how long is the term of office of a governor?", "en", None, False),
    ("which word for village head is used in Aceh?", "en", None, True),
]


@pytest.mark.parametrize(("question", "language", "term", "wanted"), FORMS)
def test_what_is_wanted(question: str, language: Language, term: str | None, wanted: bool) -> None:
    found = term_asked(question, language)
    assert (found is not None) is (term is not None)
    assert intent_of(question, language).maybe_definition is wanted
    if term and language == "id":
        assert found == tuple(frozenset({root(word)}) for word in term.split())


@pytest.mark.parametrize(
    "question",
    [
        "what does regional cooperation mean under Indonesian law?",
        "what is the legal definition of regional cooperation?",
        "how does the law define regional cooperation?",
        "what is meant by regional cooperation in this regulation?",
        "what is regional cooperation?",
    ],
)
def test_english_forms_want_the_same_term(question: str) -> None:
    """What stands around it ("under Indonesian law") is no part of it."""
    assert term_asked(question, "en") == term_asked("meaning of regional cooperation", "en")
