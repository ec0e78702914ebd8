"""Who may read a library, and what somebody can do who may only read it.

Rights do not hold for root: as root, the reader is a child process that gives its rights up.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dalil.answer.answer import answer
from dalil.answer.citation.lookup import look_up
from dalil.index.curate.add_sources import take_in
from dalil.index.curate.backup import backup
from dalil.index.curate.verify import verify
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.store.query_log import history, remember
from dalil.ingest.errors import LibraryReadOnly

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights of another kind")
NOBODY = 65534
ACT = (Path(__file__).parent / "data" / "pp_2021_907.md").read_text(encoding="utf-8")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that others may enter, which pytest's own may not be."""
    folder = Path(tempfile.mkdtemp(prefix="dalil-test-"))
    folder.chmod(0o755)
    yield folder
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            path.chmod(0o700 if path.is_dir() else 0o600)
    shutil.rmtree(folder, ignore_errors=True)


def _made(place: Path) -> Library:
    sources = place / "sources"
    sources.mkdir()
    (sources / "act.md").write_text(ACT, encoding="utf-8")
    library = Library.open(place / "library", create=True, encoder=HashingEncoder())
    take_in(library, [sources], workers=1)
    remember(library.catalog, "balai desa", {}, "answered", 1)
    return library


def _as_reader(work: Callable[[], object]) -> None:
    """Do it in a child process without root's rights; what it raises is printed."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.environ["XDG_CACHE_HOME"] = "/nonexistent"
            work()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert status == 0


def _only_to_be_read(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


def _read_all_of_it(folder: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    library = Library.open(folder, encoder=HashingEncoder())
    for _ in range(2):
        found = answer(library, "balai desa", k=5)
        assert found.hits
        assert not found.notes
    assert library.generation is not None
    assert look_up(library, "Pasal 1 PP 907/2021", "footnote", "id").matches
    remember(library.catalog, "another", {}, "answered", 1)
    assert [a.question for a in history(library.catalog)] == ["balai desa"]
    for write in (
        lambda: take_in(library, [Path(__file__)], workers=1),
        lambda: library.remove("pp/2021/907"),
        lambda: library.commit(rebuild=True),
        lambda: library.catalog.remove("pp/2021/907"),
    ):
        with pytest.raises(LibraryReadOnly, match="hanya boleh dibaca"):
            write()
    assert not verify(folder).faults
    with tempfile.TemporaryDirectory() as elsewhere:
        assert backup(library, Path(elsewhere) / "b.zip").documents == 1
    library.close()
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before, "nothing was written"


def _warm(folder: Path) -> None:
    """Load every module before rights are given up: where Python lies may not be open to all."""
    library = Library.open(folder, encoder=HashingEncoder())
    answer(library, "balai desa", k=5)
    look_up(library, "Pasal 1 PP 907/2021", "footnote", "id")
    verify(folder)
    with tempfile.TemporaryDirectory() as elsewhere:
        backup(library, Path(elsewhere) / "b.zip")
    library.close()


def test_a_library_that_may_only_be_read_answers(place: Path) -> None:
    library = _made(place)
    library.close()
    _warm(library.folder)
    _only_to_be_read(library.folder)
    _as_reader(lambda: _read_all_of_it(library.folder))


def test_while_its_owner_has_it_open(place: Path) -> None:
    """What the owner wrote last is still in SQLite's own file beside the catalogue."""
    library = _made(place)
    _warm(library.folder)
    remember(library.catalog, "balai desa", {"k": 3}, "answered", 1)
    assert (library.folder / "catalog.sqlite-wal").stat().st_size
    _only_to_be_read(library.folder)

    def read() -> None:
        other = Library.open(library.folder, encoder=HashingEncoder())
        assert answer(other, "balai desa", k=5).hits
        assert [dict(a.settings) for a in history(other.catalog)] == [{"k": 3}, {}]

    _as_reader(read)


def test_a_reader_sees_what_the_owner_adds(place: Path) -> None:
    library = _made(place)
    sources = place / "sources"
    library.close()
    _warm(library.folder)
    for path in (library.folder, *library.folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    if os.geteuid() != 0:
        pytest.skip("needs two users")
    asked, told = os.pipe(), os.pipe()

    def read() -> None:
        other = Library.open(library.folder, encoder=HashingEncoder())
        assert other.catalog.counts()["documents"] == 1
        os.write(told[1], b"x")
        os.read(asked[0], 1)
        assert other.catalog.counts()["documents"] == 2
        assert other.search("meja").hits[0].document.id == "kata"
        for path in library.folder.rglob("*"):
            assert os.access(path, os.R_OK), "the owner opened it once, and it stays open"

    child = os.fork()
    if child == 0:
        os._exit(_status(lambda: _as_reader(read)))
    os.read(told[0], 1)
    (sources / "kata.csv").write_text("istilah,arti\nmeja,papan berkaki\n", encoding="utf-8")
    again = Library.open(library.folder, encoder=HashingEncoder())
    take_in(again, [sources], workers=1)
    again.close()
    os.write(asked[1], b"x")
    assert os.waitpid(child, 0)[1] == 0


def _status(work: Callable[[], None]) -> int:
    try:
        work()
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def test_a_new_library_is_its_owners_alone(place: Path) -> None:
    before = os.umask(0o022)
    try:
        library = _made(place)
        backup(library, place / "b.zip")
    finally:
        os.umask(before)
    modes = {
        path: stat.S_IMODE(path.stat().st_mode)
        for path in (library.folder, *library.folder.rglob("*"))
    }
    assert {m for p, m in modes.items() if p.is_dir()} == {0o700}
    assert {m for p, m in modes.items() if p.is_file()} == {0o600}
    library.close()
    with pytest.raises(AssertionError):
        _as_reader(lambda: list(library.folder.iterdir()))


def test_a_folder_with_other_things_keeps_its_rights(place: Path) -> None:
    """`--library .` in a folder that is shared must not lock its people out."""
    shared = place / "shared"
    shared.mkdir(mode=0o755)
    shared.chmod(0o755)
    (shared / "notes.txt").write_text("x")
    Library.open(shared, create=True)
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
    empty = place / "empty"
    empty.mkdir()
    Library.open(empty, create=True)
    assert stat.S_IMODE(empty.stat().st_mode) == 0o700
