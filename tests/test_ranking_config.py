"""Weights and thresholds come from one place, and a file may set them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path

import pytest
from library_double import LibraryDouble, hit
from made_up import act

from dalil.answer.abstain import AbstentionConfig
from dalil.answer.answer import answer
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.ranking_config import ENVIRONMENT, ByLanguage, Configuration, RankingConfig
from dalil.ingest.errors import SettingError


def written(folder: Path, text: str) -> Path:
    path = folder / "weights.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_sets_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "[ranking]\nlexical_weight = 1\nrerank_depth = 8\nrerank_weight = { id = 0.1, en = 0 }\n"
        "[abstention]\ncosine_weight = 0.5\n",
    )
    expected = RankingConfig(lexical_weight=1.0, rerank_depth=8, rerank_weight=ByLanguage(0.1, 0))
    assert RankingConfig.from_file(path) == expected
    assert AbstentionConfig.from_file(path) == AbstentionConfig(cosine_weight=0.5)
    assert RankingConfig.from_file(written(tmp_path, "")) == RankingConfig()


WRONG = [
    ("[ranking]\nlexical_wieght = 1", "lexical_wieght", "a name that is none"),
    ("[ranking]\nlexical_weight = 'much'", "lexical_weight", "words for a number"),
    ("[ranking]\nlexical_weight = true", "lexical_weight", "a truth value is no number"),
    ("[ranking]\nlexical_weight = nan", "lexical_weight", "no number"),
    ("[ranking]\nlexical_weight = inf", "lexical_weight", "no end"),
    ("[ranking]\nlexical_weight = -0.1", "lexical_weight", "less than nothing"),
    ("[ranking]\nrerank_depth = 2.5", "rerank_depth", "half a unit"),
    ("[ranking]\nrerank_depth = 0", "rerank_depth", "none at all"),
    ("[ranking]\nrerank_weight = 0.5", "rerank_weight", "one number for two languages"),
    ("[ranking]\nrerank_weight = { id = 0.5 }", "rerank_weight", "one language"),
    ("[ranking]\nrerank_weight = { id = 0.5, en = 'x' }", "rerank_weight.en", "within a table"),
    ("ranking = 3", "ranking", "no table"),
    ("[ranking", "TOML", "no TOML"),
]


@pytest.mark.parametrize(("text", "named", "why"), WRONG, ids=[w[2] for w in WRONG])
def test_what_is_wrong_is_named(tmp_path: Path, text: str, named: str, why: str) -> None:
    with pytest.raises(SettingError, match=named):
        RankingConfig.from_file(written(tmp_path, text))


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"tidak\.toml"):
        RankingConfig.from_file(tmp_path / "tidak.toml")


@pytest.mark.parametrize("kind", [RankingConfig, AbstentionConfig])
def test_a_configuration_cannot_be_changed_and_every_field_may_be_set(
    tmp_path: Path, kind: type[Configuration]
) -> None:
    made = kind()
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(kind)[0].name, 1)
    for one in fields(kind):
        value = getattr(made, one.name)
        said = f"{{ id = {value.id}, en = {value.en} }}" if isinstance(value, ByLanguage) else value
        path = written(tmp_path, f"[{kind.table()}]\n{one.name} = {said}\n")
        assert kind.from_file(path) == made


def filled(folder: Path, ranking: RankingConfig | None = None) -> Library:
    library = Library.open(folder, create=True, encoder=HashingEncoder(), ranking=ranking)
    library.put(act("uu/2014/90", {
        "1": ["Izin taman kota berlaku lima tahun."],
        "2": ["Taman wajib memiliki izin; kota menetapkan biaya izin taman."],
        "3": ["Lurah digaji setiap bulan."],
    }))  # fmt: skip
    library.commit()
    return library


def test_a_library_ranks_by_the_configuration_it_is_opened_with(tmp_path: Path) -> None:
    usual = filled(tmp_path / "a")
    plain = replace(RankingConfig(), rerank_weight=ByLanguage(0.0, 0.0), lexical_weight=1.0)
    other = Library.open(tmp_path / "a", encoder=HashingEncoder(), ranking=plain)
    scores = [[h.score for h in at.search("izin taman kota").hits] for at in (usual, other)]
    assert scores[0] != scores[1]


def test_k1_and_b_go_into_an_index_that_is_made_anew(tmp_path: Path) -> None:
    usual = filled(tmp_path / "a")
    other = filled(tmp_path / "b", RankingConfig(bm25_k1=5.0, bm25_b=0.0))
    best = [at.search("izin taman", 1, "lexical").hits[0].lexical for at in (usual, other)]
    assert best[0] != best[1]


def test_the_environment_names_a_file_for_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = LibraryDouble((hit("Daerah dapat mengadakan kerja sama."),))
    asked = "bolehkah daerah mengadakan kerja sama"
    assert answer(library, asked).answer.status == "answered"
    path = written(
        tmp_path,
        "[ranking]\nlexical_weight = 0.7\n"
        "[abstention]\nlexical_answer_threshold = { id = 9, en = 9 }\n",
    )
    monkeypatch.setenv(ENVIRONMENT, str(path))
    assert Library.open(tmp_path / "l", create=True).ranking.lexical_weight == 0.7
    assert answer(library, asked).answer.status == "uncertain"
    never = AbstentionConfig(lexical_answer_threshold=ByLanguage(0, 0))
    assert answer(library, asked, abstention=never).answer.status == "answered"
