"""A writer killed at any moment: the library opens, answers, and finishes when run again."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.encoder import HashingEncoder
from index.library import Library

ROOT = Path(__file__).resolve().parents[1]

#: Adds documents and commits, twice, as an ingest of two folders would.
WRITER = """
import sys; sys.path.append("tests")
from index.encoder import HashingEncoder
from index.library import Library
from made_up import act

WORDS = "daerah kerja sama luar negeri menteri gubernur izin retribusi desa".split()
library = Library.open(sys.argv[1], create=True, encoder=HashingEncoder())
print("open", flush=True)
for part in (range(30), range(30, 60)):
    with library.write_lock():
        for n in part:
            lines = [" ".join(WORDS[(n * p + i) % 10] for i in range(12)) for p in range(1, 4)]
            library.add(act(f"uu/2001/{n}", {str(p): lines for p in range(1, 9)}))
        library.commit()
"""

QUESTIONS = ("kerja sama luar negeri", "izin menteri", "retribusi desa")


def _start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE
    )


def _answers(library: Library) -> list[list[tuple[str, float]]]:
    return [
        [(hit.passage.passage_id, hit.score) for hit in library.search(question, k=30).hits]
        for question in QUESTIONS
    ]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_killed_writer_leaves_the_last_index_working(tmp_path: Path) -> None:
    with _start(tmp_path / "undisturbed") as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        opened = time.monotonic()
        assert writer.wait() == 0
    span = time.monotonic() - opened
    undisturbed = Library.open(tmp_path / "undisturbed", encoder=HashingEncoder())
    expected = _answers(undisturbed)
    dice = random.Random(20140930)
    interrupted = states = 0
    for attempt in range(10):
        folder = tmp_path / f"killed-{attempt}"
        with _start(folder) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            # One in each tenth of the run, so that every stage has its kill.
            time.sleep(span * (attempt + dice.random()) / 10)
            interrupted += writer.poll() is None
            writer.kill()
        library = Library.open(folder, encoder=HashingEncoder())
        result = library.search(QUESTIONS[0])
        generation = library.generation
        if generation is not None:
            states += 1
            assert result.generation == generation.name
            assert result.hits
            assert not any("rusak" in note for note in result.notes)
        else:
            assert result.notes, "nothing indexed yet, and it says so"
        library.close()
        with _start(folder) as writer:
            assert writer.wait() == 0, "the next run finishes"
        finished = Library.open(folder, encoder=HashingEncoder())
        assert finished.catalog.content_hash() == undisturbed.catalog.content_hash()
        assert _answers(finished) == expected
        assert not list((folder / "generations").glob(".*")), "no rubbish stays"
        phrase = "kerja sama"
        found = len(finished.catalog.rows_with(phrase))
        assert found == len(undisturbed.catalog.rows_with(phrase)) > 0
        finished.close()
    assert interrupted >= 8, "the kills must hit running writers"
    assert states >= 2, "and some of them after the first commit"
