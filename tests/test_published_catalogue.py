"""The catalogue travels with a published index: a machine with an empty folder answers.

Over every server whose wheels are installed (`conftest.engine_server`).
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from test_engines import Database, Server, law, told

from dalil.index.encode.encoder import HashingEncoder
from dalil.index.engines import catalogue
from dalil.index.engines.catalogue import Copies, is_whole
from dalil.index.engines.servers import server_at
from dalil.index.store.bookmarks import Collections
from dalil.index.store.query_log import history, remember
from dalil.index.store.rows import SourceFileRow
from dalil.index.store.schema import PERSONAL
from dalil.ingest.errors import (
    DalilError,
    EngineAway,
    EngineError,
    LibraryMissing,
    LibraryReadOnly,
)
from dalil.ingest.messages import Message
from dalil.library import Library


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's cache of its own."""
    place = tmp_path / "cache"
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: place / "dalil")
    return place


@pytest.fixture
def server(engine_server: Server) -> Database:
    return Database(engine_server, engine_server.new_database())


@pytest.fixture
def keeper(tmp_path: Path, cache: Path) -> Library:
    """Where the library is kept, with things of one person in it."""
    made = Library.open(tmp_path / "pustaka", create=True, encoder=HashingEncoder(64), engine="")
    source = SourceFileRow("/rumah/budi/rahasia/uu_1.md", "0" * 64, 1, "", ("uu/2001/1",), False)
    made.put(law("uu/2001/1", "Izin taman berlaku lima tahun."), source)
    made.put(law("uu/2001/2", "Tarif parkir ditetapkan bupati."))
    made.catalog.record(replace(source, path="/rumah/siti/uu_1.md", document_ids=()))
    made.commit()
    Collections(made.catalog).create("Skripsi Budi")
    return made


def reading(folder: Path, server: Database) -> Library:
    return Library.open(folder, encoder=HashingEncoder(64), engine=server.address())


def copies(server: Database) -> Copies:
    return Copies(server_at(server.address()))


def test_an_empty_folder_answers(keeper: Library, server: Database, tmp_path: Path) -> None:
    made = keeper.publish(server.address())
    assert made.catalogue > 0
    stages: list[tuple[str, int, int]] = []
    reader = Library.open(
        tmp_path / "kosong", encoder=HashingEncoder(64), engine=server.address(),
        progress=lambda *said: stages.append(said),
    )  # fmt: skip
    assert stages[-1] == ("catalogue", stages[-1][2], stages[-1][2])
    assert reader.reads_published and not keeper.reads_published
    here, there = keeper.search("izin taman"), reader.search("izin taman")
    assert told(there) == told(here) and there.hits[0].passage.text == here.hits[0].passage.text
    assert not there.notes and there.generation == here.generation
    assert reader.cite("Pasal 1 UU 1/2001").matches
    assert reader.status().up_to_date and reader.status().counts == keeper.status().counts
    assert {p.name for p in (tmp_path / "kosong").iterdir()} <= {
        "catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm",
    }  # fmt: skip
    again = reading(tmp_path / "kosong", server)  # a second time nothing is fetched
    assert told(again.search("izin")) == told(keeper.search("izin"))
    assert keeper.publish(server.address()).catalogue == made.catalogue


def test_nothing_of_a_person_travels(keeper: Library, server: Database) -> None:
    keeper.publish(server.address())
    path = copies(server).newest()
    assert path is not None
    content = path.read_bytes()
    for word in (b"Budi", b"budi", b"rahasia", b"rumah"):
        assert word not in content
    with closing(sqlite3.connect(path)) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        assert tables & set(PERSONAL) == {"arrivals", "former"}
        names = [name for (name,) in db.execute("SELECT path FROM sources ORDER BY path")]
        assert names == ["2-uu_1.md", "uu_1.md"]
        assert db.execute("SELECT count(*) FROM arrivals").fetchone() == (2,)


def test_what_is_the_persons_own_stays_over_generations(
    keeper: Library, server: Database, tmp_path: Path
) -> None:
    keeper.publish(server.address())
    reader = reading(tmp_path / "kosong", server)
    hit = reader.search("izin taman").hits[0]
    mine = Collections(reader.catalog)
    made = mine.create("Bab 2")
    mine.save(made, hit.document, hit.passage, "izin taman")
    first = reader.catalog.works_path

    keeper.put(law("uu/2001/3", "Izin kolam berlaku satu tahun."))
    keeper.commit()
    keeper.publish(server.address())
    before = reader.search("izin kolam")  # the copy of before, while the new one is fetched
    assert "uu/2001/3" in {h.document.id for h in before.hits} or not before.notes
    until(lambda: reader.catalog.works_path != first)
    assert reader.search("izin kolam").hits[0].document.id == "uu/2001/3"
    assert [c.name for c in mine.all()] == ["Bab 2"]
    (kept,) = mine.saved(made)
    assert kept.passage.passage_id == hit.passage.passage_id and kept.standing == "same"
    assert mine.take_back() is not None and not mine.saved(made)
    other = reading(tmp_path / "kosong", server)
    assert [c.name for c in Collections(other.catalog).all()] == ["Bab 2"]
    assert [c.name for c in Collections(keeper.catalog).all()] == ["Skripsi Budi"]


def until(done: Any) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_questions_go_on_with_the_copy_of_before(
    keeper: Library, server: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.publish(server.address())
    reader = reading(tmp_path / "kosong", server)
    kept = told(reader.search("izin"))
    keeper.put(law("uu/2001/3", "Izin kolam berlaku satu tahun."))
    keeper.remove("uu/2001/1")
    keeper.commit()
    keeper.publish(server.address())

    def away(*_: object) -> Iterator[bytes]:
        raise EngineAway(Message("engine.away", engine="x", reason="y"))

    with monkeypatch.context() as patched:
        patched.setattr(type(server_at(server.address())), "parts", away)
        for _ in range(2):  # it cannot be fetched: the one before is whole, and so is its index
            found = reader.search("izin")
            assert told(found) == kept and not found.notes


def test_older_copies_are_deleted(keeper: Library, server: Database, tmp_path: Path) -> None:
    seen = []
    for number in (3, 4, 5):
        keeper.put(law(f"uu/2001/{number}", "Izin kolam berlaku satu tahun."))
        keeper.commit()
        keeper.publish(server.address())
        seen.append(copies(server).newest())
        time.sleep(0.02)
    assert [path is not None and path.exists() for path in seen] == [False, True, True]


def test_a_fetch_that_breaks_leaves_nothing_that_is_used(
    keeper: Library, server: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "PART", 100_000)  # in several pieces
    keeper.publish(server.address())
    holder = type(server_at(server.address()))
    whole = holder.parts

    def broken(self: Any, carried: Any) -> Iterator[bytes]:
        for number, piece in enumerate(whole(self, carried)):
            if number:
                raise EngineAway(Message("engine.away", engine=self, reason="putus"))
            yield piece

    place = copies(server).folder
    with monkeypatch.context() as patched:
        patched.setattr(holder, "parts", broken)
        with pytest.raises(EngineAway, match="putus"):
            reading(tmp_path / "kosong", server)
    assert not (tmp_path / "kosong").exists()  # no library was begun
    assert not list(place.glob("*.sqlite")) and not list(place.glob(".*.part"))
    (place / ".left.sqlite.part").write_bytes(b"of one that was killed")
    assert reading(tmp_path / "kosong", server).search("izin").hits
    assert not list(place.glob(".*.part"))
    (copy,) = place.glob("*.sqlite")
    assert copy.stat().st_size > 100_000


@pytest.mark.parametrize("how", ["other", "shorter", "longer"])
def test_what_is_not_what_was_published_is_refused(
    keeper: Library, server: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    keeper.publish(server.address())
    holder = type(server_at(server.address()))
    whole = holder.parts

    def changed(self: Any, carried: Any) -> Iterator[bytes]:
        for piece in whole(self, carried):
            if how == "other":
                yield piece[:5000] + b"\xff" + piece[5001:]
            elif how == "shorter":
                yield piece[:-1]
            else:
                yield piece + b"\0"

    with monkeypatch.context() as patched:
        patched.setattr(holder, "parts", changed)
        with pytest.raises(EngineError, match="SHA-256") as refused:
            reading(tmp_path / "kosong", server)
    assert getattr(refused.value.args[0], "key", "") == "engine.catalogue_differs"
    assert not list(copies(server).folder.glob("*.sqlite"))


def test_a_copy_that_was_changed_on_disk_is_fetched_again(
    keeper: Library, server: Database, tmp_path: Path
) -> None:
    keeper.publish(server.address())
    path = copies(server).newest()
    assert path is not None
    content = bytearray(path.read_bytes())
    content[6000] ^= 1
    path.write_bytes(content)
    assert not is_whole(path)
    assert reading(tmp_path / "kosong", server).search("izin").hits
    assert is_whole(path)


def test_where_the_server_is_away_the_last_copy_is_read(
    keeper: Library, engine_server: Server, tmp_path: Path
) -> None:
    with type(engine_server)() as ended:
        place = Database(ended, ended.new_database())
        keeper.publish(place.address())
        assert reading(tmp_path / "kosong", place).search("izin").hits
        address = place.address()
        ended.stop()
        reader = Library.open(tmp_path / "kosong", encoder=HashingEncoder(64), engine=address)
        assert reader.cite("Pasal 1 UU 1/2001").matches  # of the catalogue alone
        with pytest.raises(EngineAway):
            reader.search("izin")
        with pytest.raises(EngineAway):  # nothing was ever fetched from this one
            Library.open(tmp_path / "lain", engine=f"{address}x")


def test_a_reader_writes_no_works(keeper: Library, server: Database, tmp_path: Path) -> None:
    keeper.publish(server.address())
    reader = reading(tmp_path / "kosong", server)
    for write in (
        lambda: reader.put(law("uu/2001/8", "Izin.")),
        lambda: reader.remove("uu/2001/1"),
        lambda: reader.commit(),
    ):
        with pytest.raises(LibraryReadOnly, match="DALIL_ENGINE"):
            write()
    with pytest.raises(LibraryReadOnly), reader.catalog.transaction() as db:
        db.execute("DELETE FROM documents")
    assert reader.search("izin").hits
    remember(reader.catalog, "izin", {}, "answered", 1)  # but one's own is written
    assert [asked.question for asked in history(reader.catalog)] == ["izin"]
    assert not history(keeper.catalog)


def test_an_index_that_is_behind_is_not_published(keeper: Library, server: Database) -> None:
    keeper.put(law("uu/2001/3", "Izin kolam berlaku satu tahun."))
    with pytest.raises(EngineError, match="dalil ingest"):
        keeper.publish(server.address())
    assert copies(server).newest() is None


def test_nothing_was_published_yet(server: Database, tmp_path: Path, cache: Path) -> None:
    with pytest.raises(EngineError, match="dalil publish"):
        reading(tmp_path / "kosong", server)
    with pytest.raises(LibraryMissing):
        Library.open(tmp_path / "kosong", engine="")
    begun = Library.open(
        tmp_path / "baru", create=True, encoder=HashingEncoder(64), engine=server.address()
    )
    begun.put(law("uu/2001/1", "Izin taman berlaku lima tahun."))  # a library of one's own
    begun.commit()
    begun.publish(server.address())
    assert begun.search("izin").hits and not begun.reads_published


def test_a_library_of_ones_own_is_never_replaced(
    keeper: Library, server: Database, tmp_path: Path
) -> None:
    keeper.publish(server.address())
    own = Library.open(tmp_path / "sendiri", create=True, encoder=HashingEncoder(64), engine="")
    own.put(law("uu/2009/9", "Hutan lindung dijaga."))
    own.commit()
    through = reading(tmp_path / "sendiri", server)
    assert not through.reads_published
    assert [d.id for d in through.catalog.documents()] == ["uu/2009/9"]


def test_the_command(keeper: Library, server: Database, tmp_path: Path) -> None:
    keeper.publish(server.address())

    def run(*said: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dalil", *said], capture_output=True, text=True, check=False,
            env=os.environ | {
                "DALIL_ENGINE": server.address(), "XDG_CACHE_HOME": str(tmp_path / "xdg"),
                "DALIL_LIBRARY": str(tmp_path / "kosong"),
            },
        )  # fmt: skip

    asked = run("ask", "izin taman", "--mode", "lexical", "-k", "1")
    assert asked.returncode == 0 and "lima tahun" in asked.stdout, asked.stderr
    assert "mengambil katalog pustaka yang diterbitkan" in asked.stderr
    refused = run("ingest", str(tmp_path))
    assert refused.returncode == 2 and "DALIL_ENGINE" in refused.stderr


def test_every_error_is_for_people() -> None:
    assert issubclass(EngineAway, EngineError) and issubclass(EngineError, DalilError)
