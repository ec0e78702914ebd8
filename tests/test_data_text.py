"""JSON and TOML of people that nest too deep: each place says what is wrong, none shows a trace."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dalil.answer.batch.read_questions import read_questions
from dalil.answer.evaluate import judgments
from dalil.index.curate import backup
from dalil.index.ranking_config import RankingConfig
from dalil.ingest.bibliography.csljson import from_csl
from dalil.ingest.data_text import read_json, read_toml
from dalil.ingest.errors import DalilError

DEEP = "[" * 200_000


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    path = tmp_path / "dalam.jsonl"
    path.write_text(DEEP, encoding="utf-8")
    return path


@pytest.mark.parametrize("read", [read_json, read_toml], ids=["json", "toml"])
def test_what_nests_too_deep_is_a_value_error(read) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="bersarang"):
        read(f"a = {DEEP}" if read is read_toml else DEEP)


@pytest.mark.parametrize(
    "read",
    [judgments.read_questions, judgments.read_baseline, read_questions, RankingConfig.from_file],
    ids=["judgments", "baseline", "questions", "ranking"],
)
def test_a_file_of_a_person_that_nests_too_deep_is_told(read, deep: Path) -> None:  # type: ignore[no-untyped-def]
    if read == RankingConfig.from_file:
        deep.write_text(f"a = {DEEP}", encoding="utf-8")
    with pytest.raises(DalilError):
        read(deep)


def test_a_bibliography_that_nests_too_deep_is_a_problem() -> None:
    assert from_csl(DEEP).problems


def test_a_backup_whose_list_of_files_is_a_bomb_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_MOST_MANIFEST", 1000)
    bomb = tmp_path / "bom.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(backup.MANIFEST, "[" * 2000)
    with pytest.raises(DalilError, match="daftar berkas"):
        backup.bring_back(bomb, tmp_path / "pustaka")
