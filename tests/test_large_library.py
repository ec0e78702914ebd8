"""A large library scores the likely units only: the first hits must be those of scoring all."""

from __future__ import annotations

import random

import pytest
from made_up import act

from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.query.conditions import Filters
from dalil.index.ranking_config import RankingConfig
from dalil.index.search.results import Mode

WORDS = (
    "daerah kerja sama luar negeri perjanjian menteri gubernur izin upah pekerja pidana denda "
    "laporan tanah hutan pajak iuran sanksi rapat"
).split()


def small(kept: int) -> RankingConfig:
    """Scores for so many units only, as in a library too large to score all."""
    return RankingConfig(exhaustive_limit=100, lexical_only_candidates=kept)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    at_random = random.Random(3)
    made = Library.open(
        tmp_path_factory.mktemp("large") / "l", create=True, encoder=HashingEncoder()
    )
    for number in range(12):
        texts = {
            str(pasal): [" ".join(at_random.choices(WORDS, k=9)) + "." for _ in range(3)]
            for pasal in range(1, 13)
        }
        made.put(act(f"uu/20{number:02}/{number + 1}", texts))
    made.commit()
    return made


QUESTIONS = [
    ("siapa memberi izin kerja sama luar negeri", Filters()),
    ("denda pekerja", Filters(documents=frozenset({"uu/2003/4", "uu/2005/6"}))),
    ("iuran hutan", Filters(year_from=2006)),
    ("apa yang dimaksud dengan upah", Filters()),
    ("kerja sama menurut UU 4/2003", Filters()),
]


@pytest.mark.parametrize(("question", "filters"), QUESTIONS, ids=[q for q, _ in QUESTIONS])
@pytest.mark.parametrize("mode", ["lexical", "semantic", "hybrid"])
def test_the_first_hits_are_the_same(
    library: Library,
    question: str,
    filters: Filters,
    mode: Mode,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    all_scored = library.search(question, 10, mode, filters)
    monkeypatch.setattr(library, "ranking", small(300))
    likely = library.search(question, 10, mode, filters)
    assert [h.passage.passage_id for h in likely.hits] == [
        h.passage.passage_id for h in all_scored.hits
    ]
    assert [h.score for h in likely.hits] == pytest.approx(
        [h.score for h in all_scored.hits], abs=1e-5
    )
    assert all_scored.hits


def test_what_words_do_not_find_is_not_found(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The unit that is kept for the scale has no word of the question and is no hit."""
    monkeypatch.setattr(library, "ranking", small(5))
    found = library.search("iuran", 400, "lexical").hits
    assert 0 < len(found) <= 5
    assert all(hit.lexical for hit in found)
