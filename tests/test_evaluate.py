"""Figures of rankings and answers whose right passages are known, over all and by type."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_double import LibraryDouble, hit

from dalil.answer.evaluate.evaluate import UNTYPED, Evaluation, evaluate
from dalil.answer.evaluate.judgments import Question, read_baseline, read_questions
from dalil.answer.evaluate.metrics import measured
from dalil.cli import batch
from dalil.ingest.errors import BatchError

ACT = "uu/2030/1"
LIBRARY = LibraryDouble(
    (
        hit("Kucing memakan ikan.", "pasal-1/ayat-1"),
        hit("Kucing dilarang memakan burung hidup.", "pasal-2"),
        hit("Burung memakan biji.", "pasal-3"),
    )
)


def asked(qid: str, text: str, pasal: int, kind: str = "", **more: object) -> Question:
    return Question(qid, text, (f"{ACT}#pasal-{pasal}",), type=kind, **more)  # type: ignore[arg-type]


def run(*questions: Question) -> Evaluation:
    return evaluate(LIBRARY, questions, mode="lexical")  # type: ignore[arg-type]


def test_each_type_has_its_own_figures() -> None:
    found = run(
        asked("a", "kucing", 1, "hewan"),  # first
        asked("b", "kucing", 2, "hewan"),  # second
        asked("c", "burung", 3, "unggas"),  # second, after Pasal 2
        Question("d", "zzz", (), type="unggas"),  # nothing found: rightly refused
    )
    assert found.measures["pasal"]["RR@10"] == pytest.approx((1 + 0.5 + 0.5) / 3, abs=1e-4)
    assert list(found.by_type) == ["hewan", "unggas"]
    animals, birds = found.by_type["hewan"], found.by_type["unggas"]
    assert (animals.questions, birds.questions) == (2, 2)
    assert animals.measures["pasal"]["RR@10"] == 0.75
    assert animals.measures["pasal"]["Success@1"] == 0.5
    assert birds.measures["pasal"]["RR@10"] == 0.5
    assert animals.refused_ratio is None and birds.refused_ratio == 1.0
    low, high = animals.intervals["pasal"]
    assert low <= 0.75 <= high


def test_questions_without_types_have_no_figures_by_type() -> None:
    assert run(asked("a", "kucing", 1)).by_type == {}
    assert set(run(asked("a", "kucing", 1), asked("b", "burung", 3, "x")).by_type) == {UNTYPED, "x"}


@settings(max_examples=10, deadline=None)  # each draws thousands of bootstrap samples
@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from([1, 2, 3])), min_size=1))
def test_the_types_add_up_to_the_whole(drawn: list[tuple[str, int]]) -> None:
    questions = [asked(str(n), "burung", pasal, kind) for n, (kind, pasal) in enumerate(drawn)]
    found = run(*questions)
    parts = found.by_type.values()
    assert sum(part.questions for part in parts) == len(questions)
    total = sum(p.questions * p.measures["pasal"]["RR@10"] for p in parts) / len(questions)
    assert total == pytest.approx(found.measures["pasal"]["RR@10"], abs=2e-4)


def test_json_only_adds_to_the_contract() -> None:
    made = run(asked("a", "kucing", 1, "hewan", answer="memakan ikan")).to_dict()
    assert json.loads(json.dumps(made)) == made
    assert {"mode", "questions", "measures", "answered_ratio", "refused_ratio", "statement_ratio",
            "seconds_s", "per_question", "intervals"} < set(made)  # fmt: skip
    part = made["by_type"]["hewan"]
    assert part["questions"] == 1 and part["measures"] == made["measures"]
    assert "per_question" not in part  # it is above, for all


@pytest.mark.parametrize(
    ("source", "reciprocal", "why"),
    [
        ((), 1 / 3, "the ranking as it is"),
        (("uu/2030/1#penjelasan/pasal-9",), 1 / 2, "made of the elucidation, which says nothing"),
        (("uu/2030/1#penjelasan/pasal-9", "uu/2030/1#pasal-2"), 1.0, "made of both before it"),
        (("uu/2030/1#pasal-20",), 1 / 3, "not found, so nothing to leave out"),
        (("uu/2030/1#pasal-1",), 0.0, "what is asked for cannot be its own source"),
    ],
)
def test_hits_in_what_a_question_was_made_of_do_not_count(
    source: tuple[str, ...], reciprocal: float, why: str
) -> None:
    ranking = [
        "uu/2030/1#penjelasan/pasal-9/ayat-2", "uu/2030/1#pasal-2/huruf-a",
        "uu/2030/1#pasal-1/ayat-1",
    ]  # fmt: skip
    question = Question("a", "?", ("uu/2030/1#pasal-1",), source=source)
    found = measured([question], [ranking], "pasal")
    assert found and found[1]["a"] == pytest.approx(reciprocal, abs=1e-4), why


def test_the_type_of_a_line_is_its_type_or_else_its_granularity(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    rows = [
        {"qid": "a", "question": "?", "type": "siapa", "granularity": "huruf", "source": ["x#y"]},
        {"qid": "b", "question": "?", "granularity": "huruf"},
        {"question": "baris\u2028ini satu"},  # no line ends there in JSON lines
    ]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(text, encoding="utf-8")
    found = read_questions(path)
    assert [q.type for q in found] == ["siapa", "huruf", ""]
    assert found[0].source == ("x#y",) and found[2].qid == "3"


def test_the_same_qid_twice_is_two_questions(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"qid": 1, "question": "a"}\n{"qid": "1", "question": "b"}\n', "utf-8")
    assert [q.qid for q in read_questions(path)] == ["1", "1~2"]


def test_what_is_no_question_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "a"}\n\n[1]\n', "utf-8")
    with pytest.raises(BatchError, match="baris 3"):
        read_questions(path)


def test_a_baseline_is_what_eval_printed(tmp_path: Path) -> None:
    path = tmp_path / "before.json"
    found = run(asked("a", "kucing", 2, "hewan"))
    path.write_text(json.dumps([found.to_dict()]), "utf-8")
    assert read_baseline(path) == {"lexical": {"a": 0.5}}
    path.write_text('{"mode": "lexical"}', "utf-8")
    with pytest.raises(BatchError, match=r"before\.json"):
        read_baseline(path)


def test_the_printed_table_names_every_type(capsys: pytest.CaptureFixture[str]) -> None:
    batch._print([run(asked("a", "kucing", 2, "hewan"), asked("b", "burung", 3, "unggas"))])
    printed = capsys.readouterr().out
    assert "hewan" in printed and "unggas" in printed and "0.50" in printed
