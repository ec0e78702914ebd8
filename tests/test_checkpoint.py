"""Long runs go on where they were stopped, also by a kill; results are kept whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from app_library import fill
from hypothesis import given
from hypothesis import strategies as st
from library_double import OLD, LibraryDouble, hit

from dalil.answer.answer import Result, answer, failed
from dalil.answer.batch.checkpoint import Journal, Task, as_kept, from_kept, journal_of
from dalil.answer.batch.read_questions import Question
from dalil.answer.batch.run import run, run_claims
from dalil.answer.claims.review import Review, review
from dalil.index.library import Library
from dalil.ingest.errors import BatchError

ROOT = Path(__file__).resolve().parents[1]
AT = "2030-01-02T03:04:05+07:00"
HITS = (
    hit("Daerah dapat mengadakan kerja sama luar negeri.", "pasal-9", lead_in="Dengan izin:"),
    replace(
        hit("Ketentuan kerja sama lain.", "pasal-10", score=0.5, document=OLD),
        others=((OLD, hit("Ketentuan kerja sama lain.", "pasal-11").passage),),
    ),
)
ASKED = [Question(f"kerja sama luar negeri {n}", f"q{n}") for n in range(6)]


# What is kept is what was made


@pytest.mark.parametrize("text", ["kerja sama luar negeri", "resep nasi", "\ud800 rusak"])
def test_a_result_comes_back_equal(text: str) -> None:
    result = answer(LibraryDouble(HITS), text, qid=3, side_by_side=True)
    assert from_kept(Result, json.loads(json.dumps(as_kept(result)))) == result


def test_a_failed_result_comes_back_equal() -> None:
    result = failed("x", "galat", None)
    assert from_kept(Result, json.loads(json.dumps(as_kept(result)))) == result


def test_a_review_comes_back_equal(tmp_path: Path) -> None:
    library = Library.open(fill(tmp_path))
    told = review(library, "Izin taman berlaku lima tahun", mode="lexical", qid="k1")
    assert told.findings
    assert from_kept(Review, json.loads(json.dumps(as_kept(told)))) == told


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_anything_else_is_refused_not_made(kept: object) -> None:
    with pytest.raises(BatchError):
        from_kept(Result, kept)


# Going on


def _interrupted(tmp_path: Path, after: int) -> Path:
    out = tmp_path / "hasil.jsonl"

    def stop(done: int, total: int) -> None:
        if done == after:
            raise KeyboardInterrupt

    report = run(LibraryDouble(HITS), ASKED, out, at=AT, progress=stop)
    assert report.interrupted and report.done == after
    return out


def test_the_next_run_goes_on(tmp_path: Path) -> None:
    out = _interrupted(tmp_path, 4)
    library = LibraryDouble(HITS)
    report = run(library, ASKED, out, at=AT)
    assert [text for text, _, _ in library.asked] == [q.text for q in ASKED[4:]]
    assert (report.resumed, report.done, report.interrupted) == (4, 6, False)
    whole = tmp_path / "sekali.jsonl"
    run(LibraryDouble(HITS), ASKED, whole, at=AT)
    assert out.read_bytes() == whole.read_bytes()
    assert not journal_of(out).exists()


def test_a_torn_last_line_is_asked_again(tmp_path: Path) -> None:
    out = _interrupted(tmp_path, 3)
    journal = journal_of(out)
    journal.write_bytes(journal.read_bytes()[:-20])
    library = LibraryDouble(HITS)
    assert run(library, ASKED, out).resumed == 2
    assert library.asked[0][0] == ASKED[2].text


@pytest.mark.parametrize(
    ("questions", "k", "message"),
    [
        (ASKED[:5], 5, "daftar lain"),
        ([replace(ASKED[0], qid="lain"), *ASKED[1:]], 5, "daftar lain"),  # ids are passed through
        (ASKED, 6, "pengaturan lain"),
    ],
)
def test_another_task_is_not_mixed_in(
    tmp_path: Path, questions: list[Question], k: int, message: str
) -> None:
    out = _interrupted(tmp_path, 3)
    before = journal_of(out).read_bytes()
    for resume in (None, True):
        with pytest.raises(BatchError, match=message):
            run(LibraryDouble(HITS), questions, out, k, resume=resume)
    assert journal_of(out).read_bytes() == before
    report = run(LibraryDouble(HITS), questions, out, k, resume=False)
    assert (report.resumed, report.done) == (0, len(questions))


def test_a_changed_library_is_said(tmp_path: Path) -> None:
    library = Library.open(fill(tmp_path / "pustaka"))
    out = tmp_path / "hasil.csv"
    asked = [Question("izin taman"), Question("kolam ikan")]

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    run(library, asked, out, mode="lexical", progress=stop)
    library.remove("naga")
    library.commit(vectors=False)
    with pytest.raises(BatchError, match="pustaka sudah berubah"):
        run(library, asked, out, mode="lexical")
    assert run(library, asked, out, mode="lexical", resume=True).resumed == 1


@pytest.mark.parametrize("head", ["", "{", '{"dalil": 3}', '{"dalil": {"x": 1}}', "[]"])
def test_a_file_that_is_no_journal_is_not_overwritten(tmp_path: Path, head: str) -> None:
    out = tmp_path / "hasil.csv"
    journal_of(out).write_text(head + "\n" * bool(head), encoding="utf-8")
    task = Task.of("questions", ASKED, "", "")
    if not head:
        Journal.start(out, task).close(whole=True)
        return
    with pytest.raises(BatchError, match="--fresh"):
        Journal.start(out, task)
    Journal.start(out, task, resume=False).close(whole=True)


KILLED = """
import os, signal, sys
from pathlib import Path
from dalil.answer.batch.run import run, run_claims
from dalil.answer.batch.read_questions import Question
from dalil.index.library import Library
kind, folder, out, stop_at = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
def told(done, total):
    if done == stop_at:
        os.kill(os.getpid(), signal.SIGKILL)
texts = ["izin taman berlaku lima tahun", "lurah mencabut izin taman", "kolam ikan dibersihkan",
         "perahu wisata tidak wajib punya pelampung", "tarif bulan", "taman gersang"]
asked = [Question(f"{text} {n}", n) for n, text in enumerate(texts * 4)]
work = run if kind == "questions" else run_claims
report = work(Library.open(folder), asked, out, mode="lexical", progress=told, at="2030-01-01")
print(report.resumed, report.done)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
@pytest.mark.parametrize(("kind", "suffix"), [("questions", ".csv"), ("claims", ".jsonl")])
def test_a_killed_run_goes_on_and_gives_the_same(tmp_path: Path, kind: str, suffix: str) -> None:
    folder = fill(tmp_path / "pustaka")

    def started(out: str, stop_at: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", KILLED, kind, str(folder), str(tmp_path / out), str(stop_at)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )

    for stop_at in (5, 17):
        killed = started(f"hasil{suffix}", stop_at)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert not (tmp_path / f"hasil{suffix}").exists()
    again = started(f"hasil{suffix}", 0)
    assert again.stdout.split() == ["17", "24"], again.stderr
    whole = started(f"sekali{suffix}", 0)
    assert whole.stdout.split() == ["0", "24"], whole.stderr
    made, expected = tmp_path / f"hasil{suffix}", tmp_path / f"sekali{suffix}"
    assert made.read_bytes() == expected.read_bytes()
    left = {p.name for p in tmp_path.iterdir()}
    assert left == {"pustaka", made.name, expected.name}


def test_claims_and_questions_do_not_go_on_from_each_other(tmp_path: Path) -> None:
    library = Library.open(fill(tmp_path / "pustaka"))
    out = tmp_path / "hasil.csv"

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    asked = [Question("izin taman"), Question("kolam")]
    run(library, asked, out, mode="lexical", progress=stop)
    with pytest.raises(BatchError, match="daftar lain"):
        run_claims(library, asked, out, mode="lexical")
