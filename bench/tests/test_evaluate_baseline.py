"""The committed baselines, and what is said of a run against one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import baseline, ranking
from dalil.answer.evaluate.evaluate import Evaluation
from dalil.answer.evaluate.judgments import Question, read_baseline
from dalil.ingest.errors import BatchError

COUNTS = {"documents": 2, "searchable": 10, "passages": 20}
COMMITTED = Path(__file__).resolve().parents[1] / "baselines"


def run(mode: str, **reciprocal: float) -> Evaluation:
    return Evaluation(mode, len(reciprocal), {}, None, None, None, None, None, 1.0, reciprocal)


def test_the_name_of_a_set_is_that_of_its_file(tmp_path: Path) -> None:
    found = baseline.write(tmp_path, "labour, in English", [run("hybrid", a=1.0)], COUNTS)
    assert found == tmp_path / "labour-in-english.json"


def test_what_is_written_is_read(tmp_path: Path) -> None:
    runs = [run("lexical", b=0.5, a=1.0), run("hybrid", a=1.0, b=1.0)]
    path = baseline.write(tmp_path / "new", "KUHP", runs, COUNTS)
    assert read_baseline(path) == {r.mode: r.per_question for r in runs}
    again = path.read_bytes()
    baseline.write(tmp_path / "new", "KUHP", runs, COUNTS)
    assert path.read_bytes() == again


def test_what_was_won_and_lost_is_named(tmp_path: Path) -> None:
    baseline.write(tmp_path, "KUHP", [run("hybrid", a=1.0, b=0.5, c=0.5)], COUNTS)
    said = baseline.since(tmp_path, "KUHP", [run("hybrid", a=0.5, b=1.0, c=0.5)], COUNTS)
    assert "- hybrid won: b 0.50 → 1.00" in said
    assert "- hybrid lost: a 1.00 → 0.50" in said
    assert "| hybrid | +0.000 [" in said and "| 1 | 1 | 3 |" in said
    assert "another library" not in said


@pytest.mark.parametrize(
    ("now", "counts", "expected"),
    [
        ([run("semantic", a=1.0)], COUNTS, "no question in common"),  # a mode that was not kept
        ([run("hybrid", z=1.0)], COUNTS, "no question in common"),
        ([run("hybrid", a=1.0, z=1.0)], COUNTS, "only in one of both: z"),
        ([run("hybrid", a=1.0)], {**COUNTS, "documents": 3}, "another library"),
    ],
)
def test_what_cannot_be_compared_is_said(
    tmp_path: Path, now: list[Evaluation], counts: dict[str, int], expected: str
) -> None:
    baseline.write(tmp_path, "KUHP", [run("hybrid", a=1.0)], COUNTS)
    assert expected in baseline.since(tmp_path, "KUHP", now, counts)


def test_a_set_without_a_baseline_is_no_error(tmp_path: Path) -> None:
    assert "No baseline yet" in baseline.since(tmp_path, "new", [run("hybrid", a=1.0)], COUNTS)


@pytest.mark.parametrize("text", ["{", "[]", '[{"mode": "hybrid"}]', '"x"'])
def test_a_file_that_is_no_baseline_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "kuhp.json").write_text(text, "utf-8")
    with pytest.raises(BatchError, match=r"kuhp\.json"):
        baseline.since(tmp_path, "KUHP", [run("hybrid", a=1.0)], COUNTS)


def test_the_committed_baselines_hold_figures_and_no_texts() -> None:
    files = sorted(COMMITTED.glob("*.json"))
    assert {f.stem for f in files} >= {"labour", "labour-in-english", "kuhp"}
    for file in files:
        runs = json.loads(file.read_text("utf-8"))
        assert [r["mode"] for r in runs] == ["lexical", "semantic", "hybrid"]
        for one in runs:
            assert set(one) == {"mode", "set", "library", "per_question"}
            assert one["per_question"]
            for qid, reciprocal in one["per_question"].items():
                assert len(qid) < 60 and 0.0 <= reciprocal <= 1.0


def test_each_variant_is_compared_with_the_ranking_as_it_is() -> None:
    questions = [
        Question(qid, "?", ("uu/2001/1#pasal-1",), type=kind)
        for qid, kind in (("a", "who"), ("b", "who"), ("c", "term"))
    ]
    variants = {
        "as it is": ranking.Ranked({"a": 1.0, "b": 1.0, "c": 0.0}, 2 / 3),
        "words alone": ranking.Ranked({"a": 1.0, "b": 0.5, "c": 1.0}, 2 / 3),
    }
    first, second = ranking.table("KUHP", variants)[-3:-1]
    assert first.startswith("| as it is | 0.667 [") and first.endswith("| – | – | – |")
    assert second.startswith("| words alone | 0.833 [") and second.endswith("| 1 / 1 |")
    assert "+0.167 [" in second
    term, who = ranking.by_type(questions, variants)[-3:-1]
    assert term.startswith("| term | 1 | 0.000 [") and "| 1.000, +1.000 [" in term
    assert who.startswith("| who | 2 | 1.000 [") and "| 0.750, -0.250 [" in who


def test_without_types_there_is_no_table_by_type() -> None:
    questions = [Question("a", "?", ("uu/2001/1#pasal-1",))]
    assert ranking.by_type(questions, {"as it is": ranking.Ranked({"a": 1.0}, 1.0)}) == []
