"""BM25: the formula, by a slow oracle; and that what is saved is what was built."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from dalil.index.ranking_config import DEFAULT
from dalil.index.snapshot.bm25 import Lexical, tokens
from dalil.ingest.errors import GenerationBroken

K1, B = DEFAULT.bm25_k1, DEFAULT.bm25_b

WORDS = ["daerah", "kerja", "sama", "luar", "negeri", "pasal", "10", "dan"]
CORPUS = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), min_size=1, max_size=12
)
QUESTION = st.lists(st.sampled_from([*WORDS, "asing"]), max_size=6).map(" ".join)


def oracle(corpus: list[str], question: str) -> list[float]:
    """BM25 as Lucene means it, word by word."""
    lists = [text.split() for text in corpus]
    mean = sum(map(len, lists)) / len(lists)
    scores = [0.0] * len(lists)
    for word in question.split():
        df = sum(word in words for words in lists)
        if not df:
            continue
        idf = math.log(1 + (len(lists) - df + 0.5) / (df + 0.5))
        for i, words in enumerate(lists):
            tf = words.count(word)
            scores[i] += idf * tf / (tf + K1 * (1 - B + B * len(words) / mean))
    return scores


@settings(deadline=None)
@given(corpus=CORPUS, question=QUESTION)
def test_scores_are_those_of_the_formula(corpus: list[str], question: str) -> None:
    scores = Lexical.build(corpus).scores(question)
    np.testing.assert_allclose(scores, oracle(corpus, question), rtol=1e-5, atol=1e-6)


@settings(deadline=None)
@given(corpus=CORPUS, word=st.sampled_from(WORDS))
def test_one_word_ranks_as_in_rank_bm25(corpus: list[str], word: str) -> None:
    """Okapi's idf differs, and its factor k1 + 1; with one word both cancel in a ratio."""
    lists = [text.split() for text in corpus]
    if not any(lists):
        return
    okapi = BM25Okapi(lists, k1=K1, b=B)
    theirs, ours = okapi.get_scores([word]), Lexical.build(corpus).scores(word)
    if ours.max() == 0 or okapi.idf.get(word, 0) <= 0:
        return  # Okapi's idf is 0 or less for words in half of the texts
    np.testing.assert_allclose(ours / ours.max(), theirs / theirs.max(), rtol=1e-4, atol=1e-6)


@settings(deadline=None, max_examples=15)
@given(corpus=CORPUS, question=QUESTION)
def test_saved_and_mapped_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, corpus: list[str], question: str
) -> None:
    folder = tmp_path_factory.mktemp("bm25")
    built = Lexical.build(corpus)
    built.save(folder)
    for mmap in (True, False):
        loaded = Lexical.load(folder, mmap=mmap)
        assert loaded.count == len(corpus)
        np.testing.assert_array_equal(loaded.scores(question), built.scores(question))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Undang-Undang Nomor 23/2014", ["undang", "undang", "nomor", "23", "2014"]),
        ("Pasal 12A ayat (3)", ["pasal", "12a", "ayat", "3"]),  # labels stay whole
        ("ﬁnal １２", ["final", "12"]),  # NFKC: ligature, full-width digits
        ("kerja_sama", ["kerja", "sama"]),
        ("Ma’ruf, “Desa”", ["ma", "ruf", "desa"]),
        ("§ — ;", []),  # signs are no words
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize("corpus", [[], [""], ["", "…"]])
def test_a_corpus_without_words_scores_zero(tmp_path: Path, corpus: list[str]) -> None:
    built = Lexical.build(corpus)
    built.save(tmp_path)
    for lexical in (built, Lexical.load(tmp_path)):
        assert lexical.scores("apa saja").tolist() == [0.0] * len(corpus)


def test_a_question_of_unknown_words_scores_zero() -> None:
    assert Lexical.build(["daerah", "negara"]).scores("xyz").tolist() == [0.0, 0.0]
    assert Lexical.build(["daerah", "negara"]).scores("?!").tolist() == [0.0, 0.0]


def test_nothing_is_pickled(tmp_path: Path) -> None:
    Lexical.build(["daerah", "negara daerah"]).save(tmp_path)
    for path in tmp_path.iterdir():
        assert path.suffix in {".npy", ".json"}
        if path.suffix == ".npy":
            np.load(path, allow_pickle=False)


@pytest.mark.parametrize("name", ["count.json", "data.csc.index.npy", "vocab.index.json"])
def test_a_damaged_file_is_an_error_that_says_what_to_do(tmp_path: Path, name: str) -> None:
    Lexical.build(["daerah", "negara daerah"]).save(tmp_path)
    (tmp_path / name).write_bytes(b"{")
    with pytest.raises(GenerationBroken, match="dalil ingest"):
        Lexical.load(tmp_path)
