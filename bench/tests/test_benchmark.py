"""Our own questions: what the files promise, and what the benchmark makes of a retriever."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bench.benchmark import FOLDER, MORE, SPLITS, Asked, read, rows, trec
from dalil.answer.evaluate.judgments import Question, read_questions

SHARED = FOLDER.parents[2] / "shared" / "data" / "questions"


def _lines(split: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"{split}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def lines() -> dict[str, list[dict[str, Any]]]:
    return {split: _lines(split) for split in (*SPLITS, MORE)}


def test_no_act_is_in_two_splits_and_no_question_twice(
    lines: dict[str, list[dict[str, Any]]],
) -> None:
    of_act: dict[str, set[str]] = {}
    for split, of in lines.items():
        for line in of:
            of_act.setdefault(line["act"], set()).add(split.removesuffix("-more"))
    assert not [act for act, splits in of_act.items() if len(splits) > 1]
    everything = [line for of in lines.values() for line in of]
    assert len({line["qid"] for line in everything}) == len(everything) == 14_257
    asked = Counter(" ".join(line["question"].lower().split()) for line in everything)
    assert not [question for question, times in asked.items() if times > 1]


def test_what_is_right_is_of_the_act_and_has_an_answer(
    lines: dict[str, list[dict[str, Any]]],
) -> None:
    for line in (line for of in lines.values() for line in of):
        relevant, exact = line["relevant"], line.get("exact", [])
        assert (line["kind"] == "none") == (not relevant), line["qid"]
        assert all(unit.startswith(f"{line['act']}#pasal-") for unit in relevant), line["qid"]
        assert not relevant or 2 in relevant.values(), line["qid"]
        assert all(unit.rpartition("/")[0].startswith(tuple(relevant)) for unit in exact)
        if span := line.get("answer_span"):
            assert 0 <= span["start"] < span["end"] and len(span["sha256"]) == 16
            assert span["passage"].startswith(tuple(relevant)), line["qid"]
        assert "answer" not in line and "words" not in line  # the acts' text is not here


@pytest.mark.shared
def test_no_act_that_others_ask_about_is_trained_on(
    lines: dict[str, list[dict[str, Any]]],
) -> None:
    files = sorted(SHARED.rglob("*.jsonl")) if SHARED.exists() else []
    if not files:
        pytest.skip("no ../shared/data")
    theirs = {
        unit.partition("#")[0]
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        for unit in json.loads(line).get("relevant") or ()
    }
    assert theirs and not theirs & {line["act"] for s in ("train", MORE) for line in lines[s]}


def test_the_command_reads_them_too() -> None:
    known = {q.qid: q for q in read_questions(FOLDER / "dev.jsonl")}
    for asked in read("dev"):
        assert known[asked.question.qid].relevant == asked.question.relevant
        assert known[asked.question.qid].exact == asked.question.exact


def test_a_letter_is_asked_where_there_is_one() -> None:
    whole = {a.question.qid: a for a in read("dev", letters=True)}
    titles = {a.question.qid: a for a in read("dev")}
    longer = [q for q, a in whole.items() if a.question.question != titles[q].question.question]
    assert sorted(longer) == sorted(q for q, a in titles.items() if a.letter)
    assert all(whole[q].question.question == titles[q].letter for q in longer)


def _asked(qid: str, *relevant: str, style: str = "student", language: str = "id") -> Asked:
    grades = tuple((unit, 2) for unit in relevant)
    return Asked(
        Question(qid, f"tanya {qid}?", relevant), language, style, "land", "uu/1/2", "", grades
    )


def test_a_retriever_is_measured_by_kind() -> None:
    asked = [
        _asked("a", "uu/1/2#pasal-3"),
        _asked("b", "uu/1/2#pasal-4", style="everyday", language="en"),
    ]
    # The first is found at once, by a smaller unit; the second behind another pasal.
    found = [["uu/1/2#pasal-3/ayat-1"], ["uu/1/2#pasal-9", "uu/1/2#pasal-4"]]
    cells = dict(rows(asked, found))
    assert cells["all"].startswith("0.750 [") and "| 0.500 | 1.000 |" in cells["all"]
    assert cells["style student"].startswith("1.000 [")
    assert cells["language en"].startswith("0.500 [")


def test_other_tools_get_topics_and_graded_qrels(tmp_path: Path) -> None:
    trec([_asked("a", "uu/1/2#pasal-3", "uu/1/2#pasal-5")], tmp_path)
    assert (tmp_path / "topics.tsv").read_text() == "a\ttanya a?\n"
    assert (tmp_path / "qrels.txt").read_text() == "a 0 uu/1/2#pasal-3 2\na 0 uu/1/2#pasal-5 2\n"
