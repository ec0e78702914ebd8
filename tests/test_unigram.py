"""A text is cut into the most probable pieces; the library that trained them says the same."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.index.encode.unigram import MARK, Unigram

PIECES = ["<unk>", MARK, f"{MARK}a", "a", "b", "ab", f"{MARK}ab", "ba", "aba", "c"]
SCORES = [0.0, -2.0, -3.0, -4.0, -4.5, -5.0, -4.0, -5.5, -6.0, -7.0]
CUT = Unigram(PIECES, SCORES, 0)


def _every_way(word: str) -> Iterator[tuple[float, list[int]]]:
    """All ways to cut a word into pieces, with their log probability."""
    if not word:
        yield 0.0, []
    for end in range(1, len(word) + 1):
        if word[:end] in PIECES:
            number = PIECES.index(word[:end])
            for score, rest in _every_way(word[end:]):
                yield SCORES[number] + score, [number, *rest]


@given(st.text("abc", min_size=1, max_size=9))
def test_no_other_way_to_cut_a_word_is_more_probable(word: str) -> None:
    found = CUT(word)
    assert "".join(PIECES[i] for i in found) == MARK + word
    best = max(score for score, _ in _every_way(MARK + word))
    assert math.isclose(sum(SCORES[i] for i in found), best, abs_tol=1e-9)


CASES = [
    ("a  ab\n\tc", [2, 6, 1, 9], "any white space is one space"),
    ("", [], "nothing"),
    ("   ", [], "white space only"),
    ("ax", [2, 0], "a character without a piece"),
    ("axyz", [2, 0], "neighbours without a piece are one unknown"),
    ("xax", [1, 0, 3, 0], "unknown on both sides"),
    ("ａｂ", [6], "full width letters are letters (NFKC)"),
]


@pytest.mark.parametrize(("text", "ids", "why"), CASES, ids=[case[2] for case in CASES])
def test_ids(text: str, ids: list[int], why: str) -> None:
    assert CUT(text) == ids, why


def test_as_many_scores_as_pieces() -> None:
    with pytest.raises(ValueError, match="zip"):
        Unigram(PIECES, SCORES[1:], 0)


@given(st.lists(st.text(max_size=12), max_size=6))
def test_it_cuts_as_the_library_does(words: list[str]) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    model = tokenizers.models.Unigram(list(zip(PIECES, SCORES, strict=True)), unk_id=0)
    theirs = tokenizers.Tokenizer(model)
    theirs.normalizer = tokenizers.normalizers.NFKC()
    text = " ".join(words)
    expected = []
    for word in tokenizers.normalizers.NFKC().normalize_str(text).split():
        expected += theirs.model.tokenize(MARK + word)
    assert CUT(text) == [token.id for token in expected]
