"""Works that were taken out come back as they were, also later and in another session."""

from __future__ import annotations

import shutil
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from app_library import documents, fill
from hypothesis import given
from hypothesis import strategies as st
from made_up import act

from dalil.index.curate import trash
from dalil.index.curate.add_sources import take_in
from dalil.index.curate.trash import held_out, remove, removed, restore
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.store.rows import SourceFileRow, from_blob, to_blob
from dalil.ingest.errors import LibraryError, NotInLibrary
from dalil.ingest.model import Parsed


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(fill(tmp_path / "pustaka"))


def test_what_was_removed_comes_back_as_it_was(library: Library) -> None:
    before = library.catalog.content_hash()
    (out,) = remove(library, ["uu/2010/7"])
    assert (out.document_id, out.title, out.restorable) == ("uu/2010/7", "Taman Kota", True)
    assert not [h for h in library.search("izin taman lurah").hits if h.document.id == "uu/2010/7"]
    again = Library.open(library.folder)  # another session, another process
    assert restore(again, ["uu/2010/7"]) == ["uu/2010/7"]
    assert again.catalog.content_hash() == before
    assert again.search("izin taman lurah").hits[0].document.id == "uu/2010/7"
    assert not removed(again.catalog)


def _inode(library: Library, name: str) -> int:
    assert library.generation is not None
    return (library.generation.folder / name).stat().st_ino


def test_bringing_back_takes_up_the_index_of_before(library: Library) -> None:
    """Nothing is built again: the files of words are those of the index before the removal."""
    before = library.search("izin taman lurah").hits
    words = _inode(library, "bm25/data.csc.index.npy")
    remove(library, ["uu/2010/7"])
    gone = _inode(library, "bm25/data.csc.index.npy")
    assert gone != words
    restore(library, ["uu/2010/7"])
    assert _inode(library, "bm25/data.csc.index.npy") == words
    assert library.generation is not None
    assert list(library.generation.rows) == library.catalog.searchable_rows()  # new numbers
    after = library.search("izin taman lurah").hits
    assert [(h.passage, h.score) for h in after] == [(h.passage, h.score) for h in before]
    assert library.search('"izin taman"').hits  # phrases go by the rows
    remove(library, ["uu/2010/7"])  # and taking out what was out before
    assert _inode(library, "bm25/data.csc.index.npy") == gone
    assert not [h for h in library.search("izin taman").hits if h.document.id == "uu/2010/7"]


@pytest.mark.parametrize("case", ["gone", "damaged", "changed"])
def test_without_the_index_of_before_it_is_built(library: Library, case: str) -> None:
    assert library.generation is not None
    older = library.generation.folder
    remove(library, ["uu/2010/7"])
    if case == "gone":
        shutil.rmtree(older)
    elif case == "damaged":
        (older / "rows.npy").write_bytes(b"x")
    else:  # another work came meanwhile: that index is of another library
        library.catalog.put(act("pp/1998/3", {"1": ["Kolam ikan di taman."]}))
    restore(library, ["uu/2010/7"])
    assert library.generation is not None
    assert library.generation.meta.catalog == library.catalog.content_hash()
    assert library.search("izin taman lurah").hits[0].document.id == "uu/2010/7"
    assert list(library.generation.rows) == library.catalog.searchable_rows()


def test_an_index_without_vectors_is_not_taken_up_for_one_with_them(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "lib", create=True, encoder=HashingEncoder())
    for parsed in documents():
        library.put(parsed)
    library.commit(vectors=False)
    remove(library, ["uu/2010/7"])
    library.commit(vectors=True)
    restore(library, ["uu/2010/7"])
    assert library.generation is not None and library.generation.meta.encoder is not None
    assert library.generation.dense is not None


def test_many_go_at_once_and_come_back_one_by_one(library: Library) -> None:
    ids = ["uu/2010/7", "tidak-ada", "naga", "uu/2010/7"]
    assert [r.document_id for r in remove(library, ids)] == ["naga", "uu/2010/7"]
    assert restore(library, ["naga"]) == ["naga"]
    assert [r.document_id for r in removed(library.catalog)] == ["uu/2010/7"]


def test_undo_does_not_displace_what_came_since(library: Library) -> None:
    remove(library, ["pp/1999/4"])
    library.put(act("pp/1999/4", {"1": ["Lain sama sekali."]}))
    assert restore(library, ["pp/1999/4"]) == []
    found = library.catalog.document("pp/1999/4")
    assert found is not None and found.text == "Lain sama sekali.\n"


def test_nothing_is_removed_where_nothing_is(library: Library) -> None:
    generation = library.generation
    assert remove(library, ["uu/1/1"]) == []
    assert library.generation is generation
    with pytest.raises(NotInLibrary, match="dalil ingest"):
        restore(library, ["uu/1/1"])


def test_only_the_last_ones_are_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trash, "WORKS_KEPT", 2)
    remove(library, ["uu/2010/7"])
    remove(library, ["naga", "pp/1999/4"])
    assert [(r.document_id, r.restorable) for r in removed(library.catalog)] == [
        ("pp/1999/4", True),
        ("naga", True),
        ("uu/2010/7", False),
    ]
    with pytest.raises(NotInLibrary):
        restore(library, ["uu/2010/7"])


def test_all_that_went_at_once_can_come_back(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trash, "WORKS_KEPT", 1)
    ids = ["naga", "pp/1999/4", "uu/2010/7"]
    assert all(r.restorable for r in remove(library, ids))
    assert restore(library, ids) == ids


def test_a_file_whose_work_was_removed_is_held_out_until_it_is_ingested(tmp_path: Path) -> None:
    file = tmp_path / "kata.csv"
    file.write_text("istilah,arti\nrak,papan untuk buku\n", encoding="utf-8")
    library = Library.open(tmp_path / "lib", create=True)
    take_in(library, [file], vectors=False)
    remove(library, ["kata"])
    ((path, _),) = held_out(library.catalog)
    assert path == str(file)
    take_in(library, [file], vectors=False)
    assert library.catalog.has("kata")
    assert not held_out(library.catalog)


@pytest.mark.parametrize("parsed", documents(), ids=lambda p: p.document.id)
def test_packing_loses_nothing(parsed: Parsed) -> None:
    document = replace(parsed.document, page_starts=(0, 3), extra=(("volume", "3"),))
    source = SourceFileRow("/a/b.md", "0" * 64, 12, "s", (document.id,))
    assert from_blob(to_blob(Parsed(document, parsed.passages), source)) == (
        Parsed(document, parsed.passages),
        source,
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_packed(text: str) -> None:
    document = replace(documents()[0].document, text=text, title=text or "x")
    assert from_blob(to_blob(Parsed(document, ()), None))[0].document == document


@pytest.mark.parametrize("data", [b"", b"x", zlib.compress(b"[]"), zlib.compress(b"{}")])
def test_damaged_packing_is_an_error_that_says_what_to_do(data: bytes) -> None:
    with pytest.raises(LibraryError, match="ingest its file again"):
        from_blob(data)
