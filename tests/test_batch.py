"""Many questions in, one table out: order, failures, interruption."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from library_double import LibraryDouble, hit

from dalil.answer.batch.read_questions import Question
from dalil.answer.batch.run import run
from dalil.answer.export.table import COLUMNS, title_of
from dalil.ingest.errors import BatchError

HITS = (
    hit("Daerah dapat mengadakan kerja sama luar negeri.", "pasal-9"),
    hit("Ketentuan kerja sama lain.", "pasal-10", score=0.5),
)
ASKED = [
    Question("kerja sama luar negeri", "a"),
    Question("salah", "b"),  # a malformed question
    Question("rusak", "c"),  # a fault of the program
    Question("resep nasi goreng", "d"),  # nothing answers
    Question("kerja sama", "e"),
]
AT = "2030-01-02T03:04:05+07:00"


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_xlsx(path: Path) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(path)["Hasil"]
    names, *rows = sheet.iter_rows(values_only=True)
    column = {title_of(name, "id"): name for name in COLUMNS}
    return [dict(zip((column[str(n)] for n in names), row, strict=True)) for row in rows]


def test_a_failing_question_is_a_row_and_the_rest_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "hasil.csv"
    report = run(LibraryDouble(HITS), ASKED, out, at=AT)
    assert (report.answered, report.abstained, report.failed) == (2, 1, 2)
    assert report.done == report.questions == 5
    assert not report.interrupted
    rows = read_csv(out)
    assert [(r["qid"], r["answer_status"]) for r in rows] == [
        ("a", "answered"), ("a", "answered"), ("b", "error"), ("c", "error"),
        ("d", "abstained"), ("e", "answered"), ("e", "answered"),
    ]  # fmt: skip
    assert rows[2]["reason"] == "pertanyaan ini salah"
    assert rows[3]["reason"] == "RuntimeError: kesalahan kami"
    assert rows[0]["passage_id"] == "uu/2030/1#pasal-9"
    assert rows[0]["statement"] == "Daerah dapat mengadakan kerja sama luar negeri."
    assert rows[1]["rank"] == "2"
    assert {r["library_generation"] for r in rows} == {"7"}
    assert {r["exported_at"] for r in rows} == {AT}


def test_json_lines_keep_the_order_and_the_qid(tmp_path: Path) -> None:
    out = tmp_path / "hasil.jsonl"
    run(LibraryDouble(HITS), ASKED, out, k=1)
    made = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [m["qid"] for m in made] == ["a", "b", "c", "d", "e"]
    assert [len(m["hits"]) for m in made] == [1, 0, 0, 0, 1]
    assert [m["answer"]["status"] for m in made].count("abstained") == 3
    assert made[1]["error"] == "pertanyaan ini salah"


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".md", ".xlsx"])
def test_ctrl_c_leaves_what_is_done(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"hasil{suffix}"
    stopped = [*ASKED[:2], Question("berhenti", "x"), *ASKED[2:]]
    report = run(LibraryDouble(HITS), stopped, out)
    assert report.interrupted
    assert report.done == 2
    if suffix == ".csv":
        assert [r["qid"] for r in read_csv(out)] == ["a", "a", "b"]
    elif suffix == ".xlsx":
        assert [r["qid"] for r in read_xlsx(out)] == ["a", "a", "b"]
    elif suffix == ".jsonl":
        assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    else:
        assert "## b: salah" in out.read_text(encoding="utf-8")
    # Beside it only what the next run goes on from; nothing half-made.
    assert {p.name for p in tmp_path.iterdir()} == {out.name, f"{out.name}.dalil.jsonl"}


def test_ctrl_c_before_anything_is_done_keeps_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "hasil.csv"
    out.write_text("yang lama")
    report = run(LibraryDouble(HITS), [Question("berhenti")], out)
    assert report.interrupted and report.done == 0
    assert out.read_text() == "yang lama"
    assert [p.name for p in tmp_path.iterdir()] == [out.name]


def test_what_is_done_can_be_read_while_it_runs(tmp_path: Path) -> None:
    """A run killed outright leaves what it has done in the journal beside, behind its head."""
    out = tmp_path / "hasil.jsonl"
    seen: list[int] = []

    def look(done: int, total: int) -> None:
        journal = tmp_path / "hasil.jsonl.dalil.jsonl"
        seen.append(len(journal.read_text(encoding="utf-8").splitlines()) - 1)
        assert total == 5

    run(LibraryDouble(HITS), ASKED, out, progress=look)
    assert seen == [1, 2, 3, 4, 5]
    assert [p.name for p in tmp_path.iterdir()] == [out.name]  # and none of it when it is whole


def test_questions_from_a_file_with_its_problems(tmp_path: Path) -> None:
    source = tmp_path / "q.csv"
    source.write_text("qid,question\n1,kerja sama\n2,\n3,luar negeri\n", encoding="utf-8")
    report = run(LibraryDouble(HITS), source, tmp_path / "hasil.csv")
    assert report.warnings == ("baris 3: tidak ada pertanyaan",)
    assert report.questions == 2


def test_k_mode_and_all_results_in_the_table(tmp_path: Path) -> None:
    library = LibraryDouble(HITS)
    run(library, [Question("kerja sama")], tmp_path / "a.csv", k=1, mode="semantic")
    assert len(read_csv(tmp_path / "a.csv")) == 1
    assert library.asked == [("kerja sama", 10, "semantic")]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("hasil.pdf", "tidak dikenal"),
        ("hasil", "tanpa akhiran"),
        ("tidak-ada/hasil.csv", "folder yang ada"),
    ],
)
def test_a_bad_output_is_said_before_any_work(tmp_path: Path, name: str, message: str) -> None:
    library = LibraryDouble(HITS)
    with pytest.raises(BatchError, match=message):
        run(library, ASKED, tmp_path / name)
    assert library.asked == []


def test_an_error_of_the_writer_keeps_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dalil.answer.export import table as writer

    monkeypatch.setattr(writer, "XLSX_ROWS", 3)  # a sheet that is full after two rows
    out = tmp_path / "hasil.xlsx"
    with pytest.raises(BatchError, match="penuh"):
        run(LibraryDouble(HITS), ASKED, out)
    assert [r["qid"] for r in read_xlsx(out)] == ["a", "a"]
