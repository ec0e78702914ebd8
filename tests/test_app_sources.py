"""The page of the sources: filter, choose, correct, import metadata, remove, restore, watch."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from app_library import HOSTILE, ROOT, Tags

from dalil.index.curate.coverage import coverage
from dalil.index.curate.watch import watched
from dalil.index.library import Library
from dalil.ingest.model import Tier
from dalil.views.session import Stock
from dalil.views.source_table import matching
from dalil.views.words import WORDS

st = pytest.importorskip("streamlit")
AppTest = pytest.importorskip("streamlit.testing.v1").AppTest

ID = WORDS["id"]


def page(language: str = "id") -> Any:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = language
    at.run()
    at.switch_page("views/sources.py").run()
    assert not at.exception
    return at


def said(at: Any) -> str:
    assert not at.exception
    bodies = [e.proto.body for e in at.get("html") if not e.proto.body.startswith("<style")]
    for body in bodies:
        assert not Tags(body).foreign
    return "\n".join(Tags(body).text for body in bodies)


def button(at: Any, label: str) -> Any:
    return next(b for b in at.button if b.label == label)


def done(at: Any) -> Any:
    """Wait for the work of the session and draw the page again."""
    assert not at.exception
    assert at.session_state["sources_job"].wait(60)
    return at.run()


def choose(at: Any, *ids: str) -> Any:
    at.multiselect[0].set_value(list(ids)).run()
    assert not at.exception
    return at


def document(folder: Path, document_id: str) -> Any:
    return Library.open(folder).catalog.document(document_id, with_text=False)


# What is there


def test_the_coverage_is_told(folder: Path) -> None:
    shown = said(page())
    assert ID["coverage_full"].format(full=2, digests=1) in shown
    assert ID["coverage_newest"].format(date="2015") in shown
    assert f"{ID['status_repealed']}: 1" in shown
    assert ID["metric_corrected"] in shown


def _stock(folder: Path) -> Stock:
    catalog = Library.open(folder).catalog
    documents = tuple(catalog.documents())
    return Stock("x", documents, coverage(catalog, documents), frozenset({"naga"}), 0, {})


@pytest.mark.parametrize(
    ("words", "tier", "found"),
    [
        ("", "all", 6),
        ("taman", "all", 3),  # in titles and ids
        ("TAMAN  kota", "all", 1),
        ("2010", "all", 1),
        ("", "secondary", 2),
        ("taman", "tertiary", 1),
        ("", "corrected", 1),
        ("", "warned", 1),
        ("<script>", "all", 1),  # only text
        ("tidak ada yang begini", "all", 0),
    ],
)
def test_the_filter(folder: Path, words: str, tier: str, found: int) -> None:
    assert len(matching(_stock(folder), words, tier)) == found


def test_filtering_shows_fewer_rows(folder: Path) -> None:
    at = page()
    at.text_input(key="filter").set_value("kamus").run()
    assert [list(t.value["id"]) for t in at.dataframe] == [["kamus-taman"]]
    at.text_input(key="filter").set_value("tak ada").run()
    assert not at.exception and not at.dataframe


def test_rows_that_are_ticked_are_chosen(folder: Path) -> None:
    at = page()
    key = at.dataframe[0].key
    ids = list(at.dataframe[0].value["id"])
    at.session_state[key] = {"selection": {"rows": [ids.index("pp/1999/4")], "columns": [],
                                           "cells": []}}  # fmt: skip
    at.run()
    shown = said(at)
    assert "Tentang pp/1999/4" in shown
    assert ID["read_it"] in shown


def test_a_chosen_work_opens_in_the_reading_room(folder: Path) -> None:
    at = choose(page("en"), "uu/2010/7")
    assert any("baca?id=uu%2F2010%2F7&amp;lang=en" in e.proto.body for e in at.get("html"))


# Correct


def _typed(at: Any, field: str) -> Any:
    boxes = [*at.text_input, *at.text_area]
    return next(b for b in boxes if (b.key or "").startswith(f"{field}-"))


def test_a_work_is_corrected_and_taken_back(folder: Path) -> None:
    at = choose(page(), "ulasan-taman")
    _typed(at, "title").set_value("Ulasan Taman, edisi kedua")
    _typed(at, "authors").set_value("Rina Wati\nTono")
    _typed(at, "csl.volume").set_value("3")
    tier = next(b for b in at.selectbox if (b.key or "").startswith("tier-"))
    tier.set_value("tertiary")
    button(at, ID["correct_do"]).click().run()
    at = done(at)
    shown = said(at)
    assert ID["correct_done"] in shown
    assert "Volume: – → 3" in shown
    found = document(folder, "ulasan-taman")
    assert (found.title, found.tier) == ("Ulasan Taman, edisi kedua", Tier.TERTIARY)
    assert found.authors == ("Rina Wati", "Tono")
    assert dict(found.extra) == {"volume": "3"}
    at = choose(at, "ulasan-taman")
    assert ID["corrected"] in said(at)
    at.button(key="correct_undo").click().run()
    done(at)
    assert document(folder, "ulasan-taman").title == "Ulasan tentang Taman"


def test_a_wrong_value_is_said_and_nothing_changes(folder: Path) -> None:
    at = choose(page(), "ulasan-taman")
    _typed(at, "year").set_value("dua ribu")
    button(at, ID["correct_do"]).click().run()
    shown = said(done(at))
    assert ID["not_done"] in shown and "harus tahun empat angka" in shown
    assert document(folder, "ulasan-taman").year is None


def test_a_form_that_was_not_changed_changes_nothing(folder: Path) -> None:
    at = choose(page(), "naga")
    button(at, ID["correct_do"]).click().run()
    assert ID["correct_nothing"] in said(at)
    assert HOSTILE in document(folder, "naga").title


# Metadata


def test_metadata_is_looked_over_and_applied_and_taken_back(folder: Path) -> None:
    bib = (
        "@article{a, title={Ulasan tentang Taman}, author={Wati, Rina}, journal={Jurnal Taman}}\n"
        f"@book{{b, title={{Resep {HOSTILE[:80]}}}}}\n@book{{c, year=1}}\n"
    )
    at = page()
    at.file_uploader[1].set_value(("daftar.bib", bib.encode(), "text/plain")).run()
    shown = said(at)
    assert "b: Resep naga <script>" in shown and "c: tidak ada judul" in shown
    assert at.button(key="metadata_do").label == ID["metadata_do"].format(count=1)
    at.button(key="metadata_do").click().run()
    at = done(at)
    assert ID["metadata_applied"].format(count=1) in said(at)
    found = document(folder, "ulasan-taman")
    assert found.authors == ("Rina Wati",)
    assert dict(found.extra) == {"container-title": "Jurnal Taman"}
    at.button(key="metadata_undo").click().run()
    assert ID["metadata_undone"].format(count=1) in said(done(at))
    assert not document(folder, "ulasan-taman").extra


def test_a_file_of_no_metadata_is_explained(folder: Path) -> None:
    at = page()
    at.file_uploader[1].set_value(("x.bib", b"bukan apa-apa", "text/plain")).run()
    assert ID["metadata_unreadable"] in said(at)


# Remove and restore


def test_removal_asks_first_and_is_undone_in_another_session(folder: Path) -> None:
    at = choose(page(), "uu/2010/7", "naga")
    assert at.button(key="remove_do").disabled
    next(c for c in at.checkbox if c.key.startswith("sure-")).set_value(True).run()
    at.button(key="remove_do").click().run()
    at = done(at)
    assert ID["removed"] in said(at)
    assert document(folder, "uu/2010/7") is None and document(folder, "naga") is None
    at = page()  # the page was loaded again
    restore = next(m for m in at.multiselect if m.label == ID["restore_which"])
    restore.set_value(["uu/2010/7"]).run()
    at.button(key="undo").click().run()
    at = done(at)
    assert ID["undone"] in said(at)
    assert document(folder, "uu/2010/7") is not None and document(folder, "naga") is None


def test_removal_is_undone_where_it_happened(folder: Path) -> None:
    at = choose(page(), "uu/2010/7", "naga")
    next(c for c in at.checkbox if c.key.startswith("sure-")).set_value(True).run()
    at.button(key="remove_do").click().run()
    at = done(at)
    assert at.button(key="undo_here").label == ID["undo_all"].format(count=2)
    at.button(key="undo_here").click().run()
    at = done(at)
    assert ID["undone"] in said(at)
    assert document(folder, "uu/2010/7") is not None and document(folder, "naga") is not None
    assert not [b for b in at.button if b.key in ("undo_here", "undo")]


def test_the_last_work_is_brought_back_too(folder: Path) -> None:
    """The library is empty then: the table is gone, and the way back is at the top."""
    ids = [d.id for d in Library.open(folder).catalog.documents()]
    at = choose(page(), *ids)
    next(c for c in at.checkbox if c.key.startswith("sure-")).set_value(True).run()
    at.button(key="remove_do").click().run()
    at = done(at)
    assert not at.dataframe
    at.button(key="undo_here").click().run()
    assert ID["undone"] in said(done(at))
    assert [d.id for d in Library.open(folder).catalog.documents()] == ids


def test_typing_never_chooses_all_that_fits(folder: Path) -> None:
    """Streamlit offers "Select n matches" first, which Enter takes; removing stands beside it."""
    for box in page().multiselect:
        assert box.proto.HasField("select_all") and box.proto.select_all == 0


def test_the_form_to_add_comes_first(folder: Path) -> None:
    at = page()
    shown = [s.value for s in at.subheader]
    assert shown == [ID["add"], ID["coverage"], ID["holdings"]]


def test_a_stale_index_can_be_updated(folder: Path) -> None:
    Library.open(folder).catalog.remove("pp/1999/4")
    at = page()
    assert ID["stale"] in said(at)
    at.button(key="reindex").click().run()
    assert ID["stale"] not in said(done(at))


# Folders: only where the people sit at the machine


def test_no_folder_is_offered_on_a_shared_server(folder: Path) -> None:
    at = page()
    assert ID["folder"] not in [t.label for t in at.text_input]
    assert ID["watch_folder"] not in [t.label for t in at.text_input]


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DALIL_FOLDERS", "1")
    place = tmp_path / "masuk"
    place.mkdir()
    (place / "kebun.md").write_text("# Kebun atap\n\nSemanggi di atap.\n", encoding="utf-8")
    return place


def test_a_folder_is_taken_in(folder: Path, sources: Path) -> None:
    at = page()
    box = next(t for t in at.text_input if t.label == ID["folder"])
    box.set_value(str(sources)).run()
    button(at, ID["upload_do"]).click().run()
    shown = said(done(at))
    assert "Kebun atap" in shown
    # Beside the button that was pressed, which comes first: before what the library holds.
    assert shown.index(ID["report"]) < shown.index(ID["coverage_newest"].format(date="2015"))
    assert document(folder, "kebun-atap") is not None


@pytest.mark.parametrize("name", ["tidak-ada", "masuk/kebun.md", "pustaka", "<b>x</b>"])
def test_a_folder_that_cannot_be_is_explained(
    folder: Path, sources: Path, tmp_path: Path, name: str
) -> None:
    at = page()
    box = next(t for t in at.text_input if t.label == ID["folder"])
    box.set_value(str(tmp_path / name)).run()
    button(at, ID["upload_do"]).click().run()
    assert ID["folder_not"] in said(at)


def test_a_folder_is_watched_while_the_app_runs(
    folder: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = page()
    at.text_input(key="watch_path").set_value(str(sources))
    button(at, ID["watch_do"]).click().run()
    assert not at.exception
    assert [w.folder for w in watched(Library.open(folder).catalog)] == [sources]
    deadline = time.monotonic() + 60
    while document(folder, "kebun-atap") is None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert str(sources) in said(at.run())
    toggle = next(t for t in at.toggle if t.key.startswith("watch-"))
    toggle.set_value(False).run()
    assert not watched(Library.open(folder).catalog)[0].active
    button(at, ID["watch_remove"]).click().run()
    assert not watched(Library.open(folder).catalog)
