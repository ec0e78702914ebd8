"""The button that saves a passage: what it asks, what it does, what it says afterwards."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from test_app import QUESTION, ask, text

from dalil.index.library import Library
from dalil.index.store.bookmarks import Collections
from dalil.views.words import WORDS

pytest.importorskip("streamlit")
AppTest = pytest.importorskip("streamlit.testing.v1").AppTest
ID = WORDS["id"]


def cards() -> None:
    """A page of many cards, as the pages that show passages have them."""
    from dalil.views import frame
    from dalil.views import session as shelf
    from dalil.views.hit_card import save_button

    frame.language()
    frame.draw("x")
    opened = shelf.library()
    wanted = ["uu/2010/7#pasal-1/ayat-1", "uu/2010/7#pasal-3/ayat-1", "naga#judul-naga/alinea-1"]
    for number in range(50):
        passage = opened.catalog.passage(wanted[number % 3])
        assert passage is not None
        document = opened.catalog.document(passage.document_id, with_text=False)
        assert document is not None
        save_button(opened, document, passage, "apa itu taman?", f"k{number}")


@pytest.fixture
def at(folder: Path) -> Any:
    drawn = AppTest.from_function(cards, default_timeout=60).run()
    assert not drawn.exception
    return drawn


def labels(at: Any) -> list[str]:
    return [e.label for e in at.expander]


def opened(at: Any, key: str) -> Any:
    at.session_state[f"save-{key}"] = True
    at.run()
    assert not at.exception
    return at


def save(at: Any, key: str, name: str, note: str = "") -> Any:
    at.text_input(key=f"save-new-{key}").set_value(name)
    at.text_area(key=f"save-note-{key}").set_value(note)
    next(b for b in at.button if b.label == ID["save"]).click().run()
    assert not at.exception
    return at


def test_the_first_save_makes_a_collection(at: Any, folder: Path) -> None:
    assert not at.text_area  # nothing of the windows is drawn before one is opened
    assert opened(at, "k0").text_input(key="save-new-k0").value == ID["save_first_name"]
    save(at, "k0", "Bab **dua**", "untuk pendahuluan")
    assert at.session_state["save-k0"] is False
    catalog = Library.open(folder).catalog
    (made,) = Collections(catalog).all()
    (saved,) = Collections(catalog).saved(made.id)
    assert (made.name, saved.note, saved.question) == (
        "Bab **dua**", "untuk pendahuluan", "apa itu taman?",
    )  # fmt: skip
    assert saved.generation
    opened(at, "k3")  # the same passage on another card
    assert "Bab **dua**" in text(at)
    assert at.selectbox(key="save-where-k3").value == "Bab **dua**"


def test_a_new_name_can_be_typed_where_there_are_collections(at: Any, folder: Path) -> None:
    save(opened(at, "k0"), "k0", "Satu")
    save(opened(at, "k1"), "k1", "Dua")
    assert [c.name for c in Collections(Library.open(folder).catalog).all()] == ["Dua", "Satu"]
    # what this session saved in last is offered first, in whatever case it was typed
    assert opened(at, "k2").selectbox(key="save-where-k2").value == "Dua"
    save(at, "k2", "")
    assert [c.count for c in Collections(Library.open(folder).catalog).all()] == [2, 1]


def test_hostile_text_is_saved_and_shown_as_text(at: Any, folder: Path) -> None:
    save(opened(at, "k2"), "k2", "<b>x</b>", "=1+1")
    assert "<b>x</b>" in text(opened(at, "k5"))  # as text: `Tags` would not give it as such


def test_an_empty_name_is_said_and_nothing_is_lost(at: Any, folder: Path) -> None:
    save(opened(at, "k0"), "k0", "  ", "catatan")
    assert ID["save_failed"] in text(at) and "Nama koleksi kosong" in text(at)
    assert at.text_area(key="save-note-k0").value == "catatan"


def test_fifty_cards_ask_once(
    at: Any,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
) -> None:
    asked: list[int] = []
    holding = Collections.holding

    def counted(self: Collections) -> dict[str, list[str]]:
        asked.append(1)
        return holding(self)

    monkeypatch.setattr(Collections, "holding", counted)
    at.run()
    assert len(asked) == 1


def test_a_library_that_cannot_be_written_is_said(
    at: Any,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
) -> None:
    def full(*_: Any, **__: Any) -> int:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Collections, "save_in", full)
    save(opened(at, "k0"), "k0", "Satu")
    assert "disk I/O error" in text(at)


def test_a_card_of_the_ask_page_is_saved_with_its_question(folder: Path) -> None:
    at = ask(QUESTION)
    key = "hit-1-uu/2010/7#pasal-2/ayat-2"
    save(opened(at, key), key, "Skripsi", "bab 1")
    assert ID["save_done"] in labels(at)
    catalog = Library.open(folder).catalog
    (made,) = Collections(catalog).all()
    (saved,) = Collections(catalog).saved(made.id)
    assert (saved.passage.passage_id, saved.question, saved.note) == (
        "uu/2010/7#pasal-2/ayat-2", QUESTION, "bab 1",
    )  # fmt: skip
    assert opened(at, key).text_area(key=f"save-note-{key}").value == ""
    save(at, key, "", "bab 2")  # a second note goes under the first
    assert Collections(catalog).saved(made.id)[0].note == "bab 1\nbab 2"
