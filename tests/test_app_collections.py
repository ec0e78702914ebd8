"""The page of collections: cards in their order, notes, undo, files, and the questions asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from app_library import HOSTILE, Tags
from made_up import act
from test_app import app, button, copied, html, text

from dalil.answer.export.bookmarks import FORMATS
from dalil.index.store.bookmarks import Collections
from dalil.index.store.query_log import history, remember
from dalil.library import Library
from dalil.views.words import WORDS

pytest.importorskip("streamlit")
ID = WORDS["id"]
IDS = ["uu/2010/7#pasal-1/ayat-1", "uu/2010/7#pasal-2/ayat-2", "pp/1999/4#pasal-5/ayat-1"]
PLACE = "views/collections.py"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    opened = Library.open(folder)
    yield opened
    opened.close()


def fill_one(library: Library, name: str = "Bab 2", ids: list[str] = IDS, note: str = "") -> int:
    collections = Collections(library.catalog)
    for passage_id in ids:
        passage = library.catalog.passage(passage_id)
        assert passage is not None
        document = library.catalog.document(passage.document_id, with_text=False)
        assert document is not None
        collections.save_in(name, document, passage, "apa itu taman?", note)
    return collections.all()[0].id


def places(at: Any) -> list[str]:
    """The places of the cards, in the order in which they are drawn."""
    return [
        body.partition("</h3>")[0].rpartition("</span> ")[2]
        for body in html(at) if '<h3 class="dalil-place"' in body
    ]  # fmt: skip


def press(at: Any, key: str) -> Any:
    next(b for b in at.button if b.key == key).click().run()
    assert not at.exception
    return at


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_saved_says_what_to_do(library: Library, language: str) -> None:
    said = text(app(PLACE, lang=language))
    for key in ("collections_none", "asked_none"):
        assert WORDS[language][key] in said  # type: ignore[index]


def test_cards_stand_in_order_and_can_be_moved_and_taken_out(library: Library) -> None:
    number = fill_one(library)
    saved = [s.id for s in Collections(library.catalog).saved(number)]
    at = app(PLACE)
    shown = places(at)
    assert [p[:7] for p in shown] == ["Pasal 1", "Pasal 2", "Pasal 5"]
    press(at, f"saved_down-saved-{saved[0]}")
    assert [p[:7] for p in places(at)] == ["Pasal 2", "Pasal 1", "Pasal 5"]
    press(at, f"saved_remove-saved-{saved[2]}")
    assert [p[:7] for p in places(at)] == ["Pasal 2", "Pasal 1"]
    # what would be taken back is said, and then what was
    assert button(at, f"{ID['take_back']} {ID['undo_unsave']}")
    press(at, "collection-undo")
    assert len(places(at)) == 3 and ID["taken_back"] in text(at)
    press(at, "collection-undo")
    assert places(at) == shown


def test_a_note_is_kept_and_taken_back(library: Library) -> None:
    number = fill_one(library, note="lama")
    at = app(PLACE)
    box = at.text_area[0]
    assert box.value == "lama"
    box.set_value("baru").run()
    assert Collections(library.catalog).saved(number)[0].note == "baru"
    assert at.text_area[0].value == "baru"
    press(at, "collection-undo")
    assert at.text_area[0].value == "lama"


def test_a_collection_is_made_named_and_deleted(library: Library) -> None:
    at = app(PLACE)
    at.session_state["collection-create"] = True
    at.run()
    at.text_input(key="collection-create-name-").set_value("Bahan *kuliah*")
    button(at, ID["name_create"]).click().run()
    assert not at.exception and at.session_state["collection-create"] is False
    assert at.selectbox[0].options == ["Bahan *kuliah* (0)"]
    at.session_state["collection-rename"] = True
    at.run()
    at.text_input(key="collection-rename-name-Bahan *kuliah*").set_value(" ")
    button(at, ID["name_rename"]).click().run()
    assert "Nama koleksi kosong" in text(at)
    press(at, "collection-delete")
    assert ID["collections_none"] in text(at)
    press(at, "collection-undo")
    assert at.selectbox[0].options == ["Bahan *kuliah* (0)"]


def test_two_windows_do_not_take_back_each_other_s_steps(library: Library) -> None:
    fill_one(library)
    at = app(PLACE)
    other = Collections(library.catalog).create("Lain")
    press(at, "collection-undo")
    assert other in [c.id for c in Collections(library.catalog).all()]
    assert ID["undo_other"] in text(at)


def test_changed_and_gone_words_are_said(library: Library) -> None:
    fill_one(library)
    library.put(act("uu/2010/7", {"1": ["Taman ialah kebun warga."], "2": ["satu.", "dua."]}))
    library.remove("pp/1999/4")
    at = app(PLACE)
    said = text(at)
    assert ID["saved_changed"] in said and ID["saved_gone"] in said
    assert "Taman ialah lahan terbuka" in said and "kebun warga" not in said
    (number,) = [c.id for c in Collections(library.catalog).all()]
    first = Collections(library.catalog).saved(number)[0].id
    at.session_state[f"now-saved-{first}"] = True
    at.run()
    assert "Taman ialah kebun warga." in text(at)


def test_the_style_is_that_of_cards_and_files(library: Library) -> None:
    fill_one(library)
    at = app(PLACE)
    at.selectbox(key="collections_style").set_value("short").run()
    copies = [said for key, said in copied(at).items() if key.startswith("copy-saved-")]
    assert copies == [
        "Pasal 1 ayat (1) UU 7/2010", "Pasal 2 ayat (2) UU 7/2010", "Pasal 5 ayat (1) PP 4/1999",
    ]  # fmt: skip


def test_every_format_has_its_button(library: Library, tmp_path: Path) -> None:
    from dalil.views.collections import _file

    fill_one(library)
    at = app(PLACE)
    keys = {b.proto.id.rpartition("collection-file")[2] for b in at.get("download_button")}
    assert keys == set(FORMATS)
    (collection,) = Collections(library.catalog).all()
    for suffix in FORMATS:
        (tmp_path / f"x{suffix}").write_bytes(_file(library, collection, "apa", "id", suffix))
    said = [p.text for p in docx.Document(str(tmp_path / "x.docx")).paragraphs]
    assert said[0] == "Bab 2" and "apa itu taman?" in said


def test_a_long_collection_is_drawn_by_pages(library: Library) -> None:
    library.put(act("uu/2012/3", {str(n): [f"Aturan ke-{n}."] for n in range(1, 31)}))
    fill_one(library, ids=[f"uu/2012/3#pasal-{n}/ayat-1" for n in range(1, 31)])
    assert len(places(app(PLACE))) == 20


@pytest.mark.parametrize("language", ["id", "en"])
def test_hostile_text_is_only_text(library: Library, language: str) -> None:
    fill_one(library, HOSTILE, ["naga#judul-naga/alinea-1"], HOSTILE)
    remember(library.catalog, HOSTILE, {"q": HOSTILE}, "abstained", 0)
    at = app(PLACE, lang=language)
    for body in html(at):
        assert not Tags(body).foreign, body
    ours = {*WORDS["id"].values(), *WORDS["en"].values()}
    drawn = [e.value for e in (*at.markdown, *at.caption, *at.subheader, *at.header)]
    assert not [m for m in drawn if "script" in m and m not in ours]
    assert all("script" not in b.label for b in at.button)


def test_the_history_asks_again_with_its_settings(library: Library) -> None:
    remember(library.catalog, "izin", {"q": "izin", "kind": ["UU"]}, "answered", 3, "000001-abc")
    remember(library.catalog, "rendang", {"q": "rendang"}, "abstained", 0)
    at = app(PLACE)
    said = text(at)
    assert "izin" in said and f"{ID['asked_answered']} · 3 bagian" in said
    assert said.index("rendang") < said.index("izin")
    links = [link.proto.query_string for link in at.get("page_link")]
    assert links == ["q=rendang", "kind=UU&q=izin"]
    at.text_input(key="asked_find").set_value("IZ").run()
    assert "rendang" not in text(at)


def test_the_history_is_cleared_when_it_is_meant(library: Library) -> None:
    remember(library.catalog, "izin", {"q": "izin"}, "answered", 3)
    at = app(PLACE)
    at.session_state["asked-clear"] = True
    at.run()
    button(at, ID["asked_clear_do"]).click().run()
    assert not at.exception
    assert history(library.catalog) == [] and ID["asked_none"] in text(at)


def test_a_long_history_is_shown_by_and_by(library: Library) -> None:
    for number in range(20):
        remember(library.catalog, f"soal {number}", {"q": f"soal {number}"}, "answered", 1)
    at = app(PLACE)
    assert "soal 5" in text(at) and "soal 4" not in text(at)
    button(at, ID["asked_more"]).click().run()
    assert "soal 0" in text(at)


def test_a_history_that_is_off_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALIL_HISTORY", "0")
    assert ID["asked_off"] in text(app(PLACE))
