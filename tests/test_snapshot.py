"""Generations: published whole or not at all, and a broken one is left aside."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from made_up import act

from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.snapshot.build import GENERATIONS_KEPT
from dalil.index.snapshot.snapshot import (
    CURRENT,
    Generation,
    Meta,
    Strings,
    meta_json,
    numbered,
    open_current,
)
from dalil.index.store.files import sha256_of
from dalil.ingest.errors import GenerationBroken


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library.open(tmp_path / "library", create=True, encoder=HashingEncoder())
    made.put(act("uu/2001/1", {"1": ["Daerah bekerja sama."]}))
    made.commit()
    return made


def _next(library: Library, number: int) -> Generation:
    library.put(act(f"uu/2002/{number}", {"1": [f"Desa nomor {number}."]}))
    return library.commit()


def test_the_arrays_say_which_unit_is_what(library: Library) -> None:
    library.put(act("pp/2001/9", {"1": ["a", "b"], "penjelasan/pasal-1": ["c"]}))
    generation = library.commit()
    ids = [generation.passage_ids[i] for i in range(4)]
    assert ids == [
        "pp/2001/9#pasal-1/ayat-1",
        "pp/2001/9#pasal-1/ayat-2",
        "pp/2001/9#penjelasan/pasal-1/ayat-1",
        "uu/2001/1#pasal-1/ayat-1",
    ]
    assert generation.group.tolist() == [0, 0, 1, 2]
    assert generation.shown_ids[1] == "pp/2001/9#penjelasan/pasal-1"
    assert generation.document.tolist() == [0, 0, 0, 1]
    assert generation.penjelasan.tolist() == [False, False, True, False]
    assert [d.id for d in generation.documents] == ["pp/2001/9", "uu/2001/1"]
    assert generation.meta.encoder == HashingEncoder().fingerprint
    assert generation.meta.catalog == library.catalog.content_hash()
    assert generation.dense is not None
    assert len(generation.dense) == 4


def test_nothing_changed_nothing_written(library: Library) -> None:
    name = library.commit().name
    assert library.commit().name == name
    assert library.commit(vectors=False).name == name, "words are in it already"
    library.put(act("uu/2001/1", {"1": ["Daerah bekerja sama."]}))
    assert library.commit().name == name


def test_only_the_last_ones_stay_and_readers_keep_theirs(library: Library) -> None:
    first = library.generation
    assert first is not None
    assert first.dense is not None
    _ = first.lexical
    for number in range(3):
        _next(library, number)
    assert len(numbered(library.folder)) == GENERATIONS_KEPT
    assert not first.folder.exists()
    assert first.passage_ids[0] == "uu/2001/1#pasal-1/ayat-1"
    assert first.lexical.scores("daerah")[0] > 0


def test_what_a_killed_writer_left_is_cleared(library: Library) -> None:
    rubbish = library.folder / "generations" / ".building-000007"
    rubbish.mkdir()
    (rubbish / "rows.npy").write_bytes(b"half")
    _next(library, 1)
    assert not rubbish.exists()


def test_a_generation_whose_switch_was_killed_is_not_in_use(library: Library) -> None:
    before = library.generation
    assert before is not None
    shutil.copytree(before.folder, before.folder.with_name("000099"))
    found, notes = open_current(library.folder)
    assert found is not None
    assert (found.name, notes) == (before.name, ())
    assert _next(library, 1).name == "000101", (
        "words, then vectors, with numbers never given before"
    )


def _truncate(folder: Path) -> None:
    path = folder / "rows.npy"
    os.truncate(path, path.stat().st_size - 1)


def _other_format(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps(meta | {"format": 0}))


def _pickle(folder: Path) -> None:
    """An array that only unpickling could read: code in somebody else's library."""
    import numpy as np

    np.save(folder / "rows.npy", np.array([{"a": 1}], object), allow_pickle=True)
    said = json.loads((folder / "meta.json").read_text())
    del said["seal"]  # and the library's maker sealed it
    said["files"]["rows.npy"] = (folder / "rows.npy").stat().st_size
    said["hashes"]["rows.npy"] = sha256_of(folder / "rows.npy")
    (folder / "meta.json").write_text(meta_json(Meta(**said)))


@pytest.mark.parametrize(
    "damage",
    [
        _truncate,
        _other_format,
        _pickle,
        lambda folder: (folder / "meta.json").unlink(),
        lambda folder: (folder / "documents.json").unlink(),
        lambda folder: (folder / "meta.json").write_text("[]"),
        lambda folder: (folder / "meta.json").write_text("{"),
        lambda folder: shutil.rmtree(folder / "bm25"),
    ],
)
def test_a_broken_one_falls_back_with_a_note_or_says_what_to_do(
    library: Library, damage: object
) -> None:
    assert callable(damage)
    newest = _next(library, 1)
    newest.folder.chmod(0o755)
    # Words are shared between generations by hard links: part them, so that one is damaged.
    for old in numbered(library.folder):
        _part(old)
    damage(newest.folder)
    fresh = Library.open(library.folder, encoder=HashingEncoder())
    found = fresh.search("daerah")
    assert found.generation < newest.name
    assert "rusak" in found.notes[0]
    assert found.hits
    for old in numbered(library.folder)[1:]:
        damage(old)
    with pytest.raises(GenerationBroken, match="dalil ingest"):
        Library.open(library.folder, encoder=HashingEncoder()).search("daerah")


def _part(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)


@pytest.mark.parametrize("content", ["", "999999", "../../etc", None])
def test_a_wrong_current_falls_back_to_the_newest(library: Library, content: str | None) -> None:
    current = library.folder / CURRENT
    current.unlink() if content is None else current.write_text(content)
    found, notes = open_current(library.folder)
    assert found is not None
    assert len(notes) == 1


def test_a_first_index_killed_before_it_was_named_is_not_called_broken(library: Library) -> None:
    """Killed between the folder's last rename and ``CURRENT``: a kill test rarely hits that."""
    (library.folder / CURRENT).unlink()
    again = Library.open(library.folder, encoder=HashingEncoder())
    generation = again.generation
    assert generation is not None
    (note,) = again.notes
    assert "rusak" not in note and "broken" not in note
    assert "dalil ingest" in note
    again.commit()
    assert (library.folder / CURRENT).is_file(), "the next run finishes what was stopped"
    assert again.notes == ()


def test_committing_again_repairs_a_broken_index(library: Library) -> None:
    for folder in numbered(library.folder):
        (folder / "meta.json").unlink()
    again = Library.open(library.folder, encoder=HashingEncoder())
    again.commit()
    assert again.search("daerah").hits
    assert again.search("daerah").notes == ()


@pytest.mark.parametrize("strings", [[], [""], ["a", "", "é…", "𝒶"]])
def test_strings_on_disk(tmp_path: Path, strings: list[str]) -> None:
    Strings.save(tmp_path, "s", strings)
    found = Strings(tmp_path, "s")
    assert [found[i] for i in range(len(found))] == strings


def test_a_generation_of_an_older_version_is_used_and_then_made_anew(library: Library) -> None:
    """It has no hashes: nothing could tell that a byte of it changed."""
    generation = library.generation
    assert generation is not None
    said = json.loads((generation.folder / "meta.json").read_text())
    del said["hashes"], said["seal"]
    (generation.folder / "meta.json").write_text(json.dumps(said))
    again = Library.open(library.folder, encoder=HashingEncoder())
    assert again.search("daerah").notes == ()
    assert again.search("daerah").hits
    assert again.commit().meta.hashes
    assert again.search("daerah").notes == ()


def test_files_at_rest_are_not_read_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or else every `dalil ask` would read the whole index."""
    read: list[Path] = []

    def note(path: Path) -> str:
        read.append(path)
        return ""

    monkeypatch.setattr("dalil.index.snapshot.snapshot.sha256_of", note)
    again = Library.open(library.folder, encoder=HashingEncoder())
    assert again.search("daerah").notes == ()
    assert not read
