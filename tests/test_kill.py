"""A writer killed at any moment: the library opens, answers, and finishes when run again.

Where a kill falls is a share of what the writer *does* (its own calls, counted by a profiler), not
of the seconds that an earlier run took: those differ with the machine's load.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made_up import act

from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library

ROOT = Path(__file__).resolve().parents[1]

#: Works in a process of its own, counting its calls, until it is killed.
WRITER = """
import os, signal, sys; sys.path.append("tests")
from pathlib import Path
from test_kill import work
limit, done = int(sys.argv[2]), 0
def count(frame, event, argument):
    global done
    done += 1
    if done == limit:
        os.kill(os.getpid(), signal.SIGKILL)
work(Path(sys.argv[1]), lambda: sys.setprofile(count))
sys.setprofile(None)
print(done)
"""
WORDS = "daerah kerja sama luar negeri menteri gubernur izin retribusi desa".split()

QUESTIONS = ("kerja sama luar negeri", "izin menteri", "retribusi desa")


def work(folder: Path, begins: Callable[[], object] = lambda: None) -> None:
    """Add documents and commit, twice, as an ingest of two folders would."""
    library = Library.open(folder, create=True, encoder=HashingEncoder())
    begins()
    for part in (range(12), range(12, 24)):
        with library.write_lock():
            for n in part:
                lines = [" ".join(WORDS[(n * p + i) % 10] for i in range(12)) for p in range(1, 4)]
                library.put(act(f"uu/2001/{n}", {str(p): lines for p in range(1, 9)}))
            library.commit()
    library.close()


def _write(folder: Path, kill_at: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the writer, killed by SIGKILL at its call of that number (0: never)."""
    return subprocess.run(
        [sys.executable, "-c", WRITER, str(folder), str(kill_at)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def _answers(library: Library) -> list[list[tuple[str, float]]]:
    return [
        [(hit.passage.passage_id, hit.score) for hit in library.search(question, k=30).hits]
        for question in QUESTIONS
    ]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_killed_writer_leaves_the_last_index_working(tmp_path: Path) -> None:
    whole = _write(tmp_path / "undisturbed")
    assert whole.returncode == 0, whole.stderr
    calls = int(whole.stdout)
    undisturbed = Library.open(tmp_path / "undisturbed", encoder=HashingEncoder())
    expected = _answers(undisturbed)
    dice = random.Random(20140930)
    states = 0
    for attempt in range(10):
        folder = tmp_path / f"killed-{attempt}"
        # One in each tenth of the work, so that every stage has its kill.
        killed = _write(folder, 1 + int(calls * (attempt + dice.random()) / 10.5))
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        library = Library.open(folder, encoder=HashingEncoder())
        result = library.search(QUESTIONS[0])
        generation = library.generation
        if generation is not None:
            states += 1
            assert result.generation == generation.label
            assert result.hits
            assert not any("rusak" in note for note in result.notes)
        else:
            assert result.notes, "nothing indexed yet, and it says so"
        library.close()
        work(folder)  # the next run finishes: here, where all is loaded and no call is counted
        finished = Library.open(folder, encoder=HashingEncoder())
        assert finished.catalog.content_hash() == undisturbed.catalog.content_hash()
        assert _answers(finished) == expected
        assert not list((folder / "generations").glob(".*")), "no rubbish stays"
        phrase = "kerja sama"
        found = len(finished.catalog.rows_with(phrase))
        assert found == len(undisturbed.catalog.rows_with(phrase)) > 0
        finished.close()
    assert states >= 2, "and some of them after the first commit"
