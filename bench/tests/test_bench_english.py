"""The English versions of questions are well-formed, and ratios of pairs are what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.english import BRANCHES, HELD, TUNED, branches, ratio, twins, versions
from dalil.ingest.errors import BatchError

SETS = [pytest.param(path, file, id=path.stem) for _, path, file in (*TUNED, *HELD)]


@pytest.mark.shared
@pytest.mark.parametrize(("path", "file"), SETS)
def test_every_version_is_of_a_question_that_exists(path: Path, file: Path) -> None:
    from dalil.answer.evaluate.judgments import read_questions

    if not file.exists():
        pytest.skip("the shared questions are not here")
    english = versions(path)
    pairs = twins(english, read_questions(file))
    assert len(pairs) == len(english) > 0
    assert all(one.qid == other.qid and one.question != other.question for one, other in pairs)


def test_no_question_is_both_tuned_on_and_held_out() -> None:
    tuned = {qid for _, path, _ in TUNED for qid in versions(path)}
    assert not tuned & {qid for _, path, _ in HELD for qid in versions(path)}


def test_questions_on_other_branches_have_a_right_pasal_each() -> None:
    pairs = branches(BRANCHES)
    assert len({one.qid for one, _ in pairs}) == len(pairs) >= 40
    assert all("#pasal-" in right for one, _ in pairs for right in one.relevant)


@pytest.mark.parametrize("line", ["q1", "q1\t", "\twhat?", "q0\twhat?\nq0\twho?"])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "made_up.tsv"
    file.write_text(f"q\twhy?\n{line}\n", encoding="utf-8")
    with pytest.raises(BatchError, match=r"made_up\.tsv:[23]"):
        versions(file)


def test_a_ratio_and_its_interval() -> None:
    assert ratio([1.0, 0.5], [1.0, 0.5]) == (1.0, 1.0, 1.0)
    of, low, high = ratio([1.0, 0.0, 0.5, 1.0], [1.0, 1.0, 1.0, 0.5])
    assert of == pytest.approx(2.5 / 3.5)
    assert low < of < high
