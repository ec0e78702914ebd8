"""Collections, notes and questions belong to somebody, and nobody else sees or changes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from made_up import act

from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.store import schema
from dalil.index.store.bookmarks import Collections
from dalil.index.store.owner import LOCAL, forget, forget_sessions, of_person, of_session
from dalil.index.store.query_log import KEPT, clear_history, history, remember
from dalil.ingest.errors import CollectionError

ANI, BUDI = of_person("https://masuk.example", "ani"), of_person("https://masuk.example", "budi")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "pustaka", create=True, encoder=HashingEncoder(16))
    library.put(act("uu/2001/1", {"1": ["Izin diberikan lurah.", "Izin berlaku tiga tahun."]}))
    library.commit(vectors=False)
    return library


def _passage(library: Library, number: int = 1) -> tuple[Any, Any]:
    document = library.catalog.document("uu/2001/1", with_text=False)
    return document, library.catalog.passage(f"uu/2001/1#pasal-1/ayat-{number}")


#: What somebody else may try with a collection (its id) and a saved passage (its id).
TRIES: tuple[tuple[str, Callable[[Library, Collections, int, int], object]], ...] = (
    ("rename", lambda library, his, c, s: his.rename(c, "Lain")),
    ("delete", lambda library, his, c, s: his.delete(c)),
    ("save", lambda library, his, c, s: his.save(c, *_passage(library, 2))),
    ("unsave", lambda library, his, c, s: his.unsave(s)),
    ("annotate", lambda library, his, c, s: his.annotate(s, "coret")),
    ("move", lambda library, his, c, s: his.move(s, 0)),
)


@pytest.mark.parametrize("owner", [LOCAL, BUDI, of_session()], ids=["local", "budi", "session"])
@pytest.mark.parametrize(("name", "attempt"), TRIES, ids=[name for name, _ in TRIES])
def test_what_is_somebody_elses_cannot_be_touched(
    library: Library,
    owner: str,
    name: str,
    attempt: Callable[[Library, Collections, int, int], object],
) -> None:
    hers, his = Collections(library.catalog, ANI), Collections(library.catalog, owner)
    saved = hers.save_in("Skripsi", *_passage(library), "soal", "catatan rahasia")
    (collection,) = hers.all()
    before = hers.saved(collection.id)
    with pytest.raises(CollectionError):
        attempt(library, his, collection.id, saved)
    assert hers.saved(collection.id) == before
    assert [c.name for c in hers.all()] == ["Skripsi"]
    assert his.all() == [] and his.saved(collection.id) == [] and his.holding() == {}
    assert his.undoable() is None and his.take_back() is None


def test_two_people_may_use_one_name(library: Library) -> None:
    for owner in (ANI, BUDI, LOCAL):
        Collections(library.catalog, owner).create("Skripsi")
    with pytest.raises(CollectionError):
        Collections(library.catalog, ANI).create("SKRIPSI")
    assert len(Collections(library.catalog, ANI).all()) == 1


def test_each_takes_back_only_what_was_theirs(library: Library) -> None:
    hers, his = Collections(library.catalog, ANI), Collections(library.catalog, BUDI)
    hers.save_in("Skripsi", *_passage(library))
    his.create("Tugas")
    hers.delete(hers.all()[0].id)
    his.rename(his.all()[0].id, "Tugas akhir")
    assert hers.take_back() is not None
    assert [(c.name, c.count) for c in hers.all()] == [("Skripsi", 1)]
    assert [c.name for c in his.all()] == ["Tugas akhir"], "hers is back as hers"


def test_the_history_of_each_is_their_own(library: Library) -> None:
    catalog = library.catalog
    for owner in (ANI, BUDI):
        remember(catalog, f"soal {owner}", {}, "answered", 1, owner=owner)
    remember(catalog, "soal", {}, "answered", 1, owner=ANI)
    assert [a.question for a in history(catalog, owner=BUDI)] == [f"soal {BUDI}"]
    assert history(catalog) == []
    assert clear_history(catalog) == 0
    assert clear_history(catalog, BUDI) == 1
    assert len(history(catalog, owner=ANI)) == 2


def test_one_who_asks_much_pushes_nobody_out(library: Library) -> None:
    catalog = library.catalog
    remember(catalog, "soal saya", {}, "answered", 1, owner=ANI)
    with catalog.transaction():
        for number in range(KEPT + 3):
            remember(catalog, f"q{number}", {}, "answered", 1, owner=BUDI)
    assert len(history(catalog, KEPT + 10, owner=BUDI)) == KEPT
    assert len(history(catalog, owner=ANI)) == 1


def test_what_sessions_leave_behind_goes_and_what_is_somebodys_stays(library: Library) -> None:
    catalog, gone = library.catalog, of_session()
    for owner in (gone, ANI, LOCAL):
        Collections(catalog, owner).save_in("Skripsi", *_passage(library))
        remember(catalog, "soal", {}, "answered", 1, owner=owner)
    assert forget_sessions(catalog) == 0, "it is still young"
    assert forget_sessions(catalog, timedelta(seconds=-5)) == 1
    assert Collections(catalog, gone).all() == [] and history(catalog, owner=gone) == []
    for owner in (ANI, LOCAL):
        assert len(Collections(catalog, owner).all()) == len(history(catalog, owner=owner)) == 1
    with catalog.snapshot() as db:
        assert db.execute("SELECT count(*) FROM saved").fetchone() == (2,)
    forget(catalog, ANI)
    assert Collections(catalog, LOCAL).all() and not Collections(catalog, ANI).all()


def test_a_person_is_who_vouches_and_whom(library: Library) -> None:
    names = {of_person(i, s) for i in ("a", "b", "a\0b") for s in ("b", "c", "")}
    assert len(names) == 9
    assert of_session() != of_session()


# A library of before


def _before(path: Path) -> None:
    """A catalogue as the version before owners left it, with a deleted collection to bring back."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    number = next(i for i, script in enumerate(schema._ADDED) if "collections_owned" in script)
    for script in (schema._TABLES, *schema._ADDED[:number]):
        schema._run(db, script)
    db.execute(f"PRAGMA user_version = {number + 1}")
    for name in ("Satu", "Dua", "Tiga"):
        db.execute("INSERT INTO collections (name, at) VALUES (?, '2024-01-01')", (name,))
    for number, position in ((1, 1), (1, 2), (2, 1)):
        db.execute(
            "INSERT INTO saved (collection_id, position, passage_id, copy, question, note, "
            "generation, at) VALUES (?, ?, ?, '{}', '', ?, '', '2024-01-01')",
            (number, position, f"uu/2001/1#pasal-{position}", f"catatan {position}"),
        )
    db.execute("INSERT INTO history (at, question, settings, status, hits, generation) "
               "VALUES ('2024-01-01', 'soal lama', '{}', 'answered', 1, '')")  # fmt: skip
    import json
    import zlib

    values = [["collections", 3, [3, "Tiga", "2024-01-01"]]]
    db.execute("INSERT INTO undo (step, subject, before) VALUES ('delete', 'Tiga', ?)",
               (zlib.compress(json.dumps(values).encode()),))  # fmt: skip
    db.execute("DELETE FROM collections WHERE id = 3")
    db.close()


def test_what_there_was_stays_the_local_persons(tmp_path: Path) -> None:
    _before(tmp_path / "catalog.sqlite")
    catalog = Library.open(tmp_path).catalog
    mine = Collections(catalog)
    assert [(c.id, c.name, c.count) for c in mine.all()] == [(2, "Dua", 1), (1, "Satu", 2)]
    assert [a.question for a in history(catalog)] == ["soal lama"]
    with catalog.snapshot() as db:
        rows = db.execute("SELECT id, collection_id, note FROM saved ORDER BY id").fetchall()
        assert rows == [(1, 1, "catatan 1"), (2, 1, "catatan 2"), (3, 2, "catatan 1")]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    made = mine.create("Empat")
    assert made == 4, "a number that a step may bring back is not given again"
    mine.take_back()
    step = mine.take_back()
    assert step is not None and step.subject == "Tiga"
    assert sorted(c.name for c in mine.all()) == ["Dua", "Satu", "Tiga"]
    assert Collections(catalog, ANI).all() == []
    mine.delete(1)
    with catalog.snapshot() as db:
        assert db.execute("SELECT count(*) FROM saved").fetchone() == (1,), "what is in it goes"
