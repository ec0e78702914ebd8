"""Words kept from one index to the next: the same as made anew, whatever came and went."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bm25s import BM25
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import act

from dalil.index.library import Library
from dalil.index.ranking_config import DEFAULT
from dalil.index.snapshot.bm25 import Lexical, Tokens, tokenised, tokens

TEXTS = st.lists(st.text("ab c1é", max_size=12), max_size=9)


def said(found: Tokens) -> list[list[str]]:
    starts = [0, *found.ends.tolist()[:-1]]
    return [
        [found.words[n] for n in found.flat[start:end]]
        for start, end in zip(starts, found.ends.tolist(), strict=False)
    ]


@given(texts=TEXTS)
def test_every_unit_has_its_words_in_order(texts: list[str]) -> None:
    found = tokenised(texts)
    assert said(found) == [tokens(text) for text in texts]
    assert len(found.words) == len({word for text in texts for word in tokens(text)})


@settings(deadline=None)
@given(
    old=st.dictionaries(st.integers(1, 30), st.text("ab c1é", max_size=12), max_size=9),
    new=st.dictionaries(st.integers(31, 60), st.text("ab d1é", max_size=12), max_size=9),
    gone=st.sets(st.integers(1, 30)),
    seed=st.randoms(use_true_random=False),
)
def test_kept_words_are_those_made_anew(
    old: dict[int, str], new: dict[int, str], gone: set[int], seed: object
) -> None:
    """Units come, go and change their order (documents are sorted by id); words that occur no
    more are forgotten, else the library would claim to know them."""
    before = (np.array(list(old), np.int64), tokenised(list(old.values())))
    kept = [(row, text) for row, text in old.items() if row not in gone] + list(new.items())
    seed.shuffle(kept)  # type: ignore[attr-defined]
    rows, texts = [row for row, _ in kept], [text for _, text in kept]
    found = tokenised(texts, rows, before)
    assert said(found) == [tokens(text) for text in texts]
    assert set(found.words) == {word for text in texts for word in tokens(text)}


def test_what_was_kept_is_not_read_again() -> None:
    before = (np.array([5]), tokenised(["kerja sama"]))
    assert said(tokenised(["something else"], [5], before)) == [["kerja", "sama"]]


def test_words_of_another_version_are_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Lexical.build(["kerja sama", "daerah"]).save(tmp_path, with_tokens=True)
    kept = Lexical.tokens_in(tmp_path)
    assert kept is not None and said(kept) == [["kerja", "sama"], ["daerah"]]
    monkeypatch.setattr("dalil.index.snapshot.bm25._VERSION", "0")
    assert Lexical.tokens_in(tmp_path) is None


@pytest.mark.parametrize("name", ["tokens.npy", "tokens_ends.npy", "tokens.json"])
def test_damaged_words_are_made_again(tmp_path: Path, name: str) -> None:
    Lexical.build(["kerja sama", "daerah"] * 50).save(tmp_path, with_tokens=True)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert Lexical.tokens_in(tmp_path) is None


@settings(deadline=None)
@given(
    lists=st.lists(
        st.lists(st.sampled_from("a b c d e f".split()), max_size=20), min_size=1, max_size=30
    ).filter(any)
)
def test_the_scores_are_those_of_bm25s(lists: list[list[str]]) -> None:
    """The arrays we make at once against those bm25s makes one text at a time."""
    theirs = BM25(k1=DEFAULT.bm25_k1, b=DEFAULT.bm25_b, method="lucene")
    theirs.index(lists, create_empty_token=False, show_progress=False)
    ours = Lexical.build(map(" ".join, lists))
    for word in theirs.vocab_dict:
        np.testing.assert_allclose(
            ours.scores(word), theirs.get_scores([word]), rtol=1e-5, atol=1e-7
        )


def test_one_act_added_reads_that_act_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library.open(tmp_path / "library", create=True)
    library.put(act("uu/2014/90", {"1": ["Daerah dapat bekerja sama."], "2": ["Hal lain."]}))
    library.commit(vectors=False)
    read: list[str] = []

    def watched(text: str) -> list[str]:
        read.append(text)
        return tokens(text)

    monkeypatch.setattr("dalil.index.snapshot.bm25.tokens", watched)
    library.put(act("uu/2000/91", {"5": ["Lembaga berkonsultasi dengan Menteri."]}))
    library.remove("uu/2014/90")
    library.put(act("uu/2014/90", {"1": ["Daerah wajib melapor."], "2": ["Hal lain."]}))
    library.commit(vectors=False)
    assert "Lembaga berkonsultasi dengan Menteri." in read
    assert library.search("wajib melapor", mode="lexical").hits[0].document.id == "uu/2014/90"
    read.clear()
    library.put(act("uu/2001/7", {"1": ["Satu saja."]}))
    library.commit(vectors=False)
    assert [text for text in read if "Menteri" in text or "melapor" in text] == []
    assert "Satu saja." in read
