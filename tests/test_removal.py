"""Works that were taken out come back as they were, also later and in another session."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from app_library import documents, fill
from hypothesis import given
from hypothesis import strategies as st
from made_up import act

from index import removal
from index.intake import take_in
from index.library import Library
from index.packing import pack, unpack
from index.record import Source
from index.removal import held_out, remove, removed, restore
from ingest.errors import LibraryError, NotInLibrary
from ingest.model import Parsed


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


def test_many_go_at_once_and_come_back_one_by_one(library: Library) -> None:
    ids = ["uu/2010/7", "tidak-ada", "naga", "uu/2010/7"]
    assert [r.document_id for r in remove(library, ids)] == ["naga", "uu/2010/7"]
    assert restore(library, ["naga"]) == ["naga"]
    assert [r.document_id for r in removed(library.catalog)] == ["uu/2010/7"]


def test_undo_does_not_displace_what_came_since(library: Library) -> None:
    remove(library, ["pp/1999/4"])
    library.add(act("pp/1999/4", {"1": ["Lain sama sekali."]}))
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
    monkeypatch.setattr(removal, "KEPT", 2)
    remove(library, ["uu/2010/7"])
    remove(library, ["naga", "pp/1999/4"])
    assert [(r.document_id, r.restorable) for r in removed(library.catalog)] == [
        ("pp/1999/4", True),
        ("naga", True),
        ("uu/2010/7", False),
    ]
    with pytest.raises(NotInLibrary):
        restore(library, ["uu/2010/7"])


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
    source = Source("/a/b.md", "0" * 64, 12, "s", (document.id,))
    assert unpack(pack(Parsed(document, parsed.passages), source)) == (
        Parsed(document, parsed.passages),
        source,
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_packed(text: str) -> None:
    document = replace(documents()[0].document, text=text, title=text or "x")
    assert unpack(pack(Parsed(document, ()), None))[0].document == document


@pytest.mark.parametrize("data", [b"", b"x", zlib.compress(b"[]"), zlib.compress(b"{}")])
def test_damaged_packing_is_an_error_that_says_what_to_do(data: bytes) -> None:
    with pytest.raises(LibraryError, match="ingest its file again"):
        unpack(data)
