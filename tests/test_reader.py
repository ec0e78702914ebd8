"""The page *Baca*, run by Streamlit's own test runner over acts made up and ingested here."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from app_library import HOSTILE, ROOT, Tags
from app_library import fill as fill_hostile
from reading_library import fill
from test_app import copied

from dalil.index.library import Library
from dalil.views.html import reader_address
from dalil.views.words import WORDS

st = pytest.importorskip("streamlit")
AppTest = pytest.importorskip("streamlit.testing.v1").AppTest

ID = WORDS["id"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that no test changes."""
    return fill(tmp_path_factory.mktemp("reader"), pdf=True)


@pytest.fixture
def folder(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DALIL_LIBRARY", str(shelf))
    return shelf


def reader(target: str = "", language: str = "id") -> Any:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = language
    at.run()
    at.switch_page("views/reader.py")
    if target:
        at.query_params["id"] = target
    at.run()
    assert not at.exception
    return at


def html(at: Any) -> list[str]:
    """What the page draws, without its style and its constant script."""
    bodies = [e.proto.body for e in at.get("html")]
    return [b for b in bodies if not b.startswith(("<style", "<script"))]


def text(at: Any) -> str:
    return "\n".join(Tags(body).text for body in html(at))


def part_of(at: Any) -> str:
    """The heading of the part that is read."""
    return next(Tags(b).text for b in html(at) if '<h2 class="dalil-part" id=' in b)


def jump(at: Any, typed: str) -> Any:
    at.text_input(key="reader_typed").set_value(typed)
    next(b for b in at.button if b.label == ID["reader_go"]).click().run()
    assert not at.exception
    return at


def test_without_a_work_it_offers_the_choice_and_the_jump(folder: Path) -> None:
    at = reader()
    assert [t.value for t in at.title] == [ID["reader_title"]]
    assert [s.label for s in at.selectbox] == [ID["reader_work"]]
    assert len(at.selectbox[0].options) == 6
    at.selectbox[0].set_value("uu/2021/901").run()
    assert at.query_params["id"] == "uu/2021/901"
    assert "tentang Kucing" in text(at)


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_address_opens_its_place(folder: Path, language: str) -> None:
    at = reader("uu/2021/901#pasal-2/ayat-2", language)
    said = text(at)
    words = WORDS[language]  # type: ignore[index]
    assert ("Undang-Undang Nomor 901" if language == "id" else "Law Number 901") in said
    assert words["status_amended"] in said
    assert "BAB II PEMELIHARAAN › Bagian Kesatu Makanan" in said
    assert ("Pasal 2" if language == "id" else "Article 2") in part_of(at)
    assert "dua kali sehari." in said
    shaded = next(b for b in html(at) if "dalil-asked" in b)
    assert "ikan segar" in shaded.split('<div class="dalil-asked">')[1].split("</div>")[0]
    assert words["reader_elucidation"] in said
    assert "Dua kali ialah pagi dan petang." in said
    assert words["kin_implemented_by"] in said
    if language == "en":  # the language goes along in every link of the reader
        assert all("lang=en" in a for b in html(at) for a in b.split('href="baca?')[1:] if a)


def test_what_is_read_can_be_cited_and_saved(folder: Path) -> None:
    at = reader("uu/2021/901#pasal-2/ayat-2")
    assert "Nomor 901 Tahun 2021 tentang Kucing" in (copied(at)["copy-reader"] or "")
    assert "Pasal 2 ayat (2)" in (copied(at)["copy-reader"] or "")
    assert ID["save"] in [e.label for e in at.expander]


def test_the_table_of_contents_marks_where_one_is(folder: Path) -> None:
    at = reader("uu/2021/901#pasal-3")
    table = next(b for b in html(at) if b.startswith("<nav"))
    current = table.split('aria-current="page">')[1]
    assert current.startswith("Pasal 3<")
    assert "BAB III KETENTUAN PENUTUP" in table


def test_previous_and_next(folder: Path) -> None:
    at = reader("uu/2021/901#pasal-2/ayat-1")
    at.button(key="reader_next-top").click().run()
    assert at.query_params["id"] == "uu/2021/901#pasal-3"
    assert "tidur di tempat kering." in text(at)
    at.button(key="reader_previous-foot").click().run()
    at.button(key="reader_previous-foot").click().run()
    assert at.query_params["id"] == "uu/2021/901#pasal-1"
    first = reader("uu/2021/901#pembukaan")
    assert first.button(key="reader_previous-top").disabled
    assert not first.button(key="reader_next-top").disabled


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("kucing-dalam-hukum#judul-tidur", "enam belas jam"),
        ("kamus-kucing#entri-belang", "bercorak beberapa warna"),
    ],
)
def test_commentaries_and_dictionaries_are_read_in_their_order_too(
    folder: Path, target: str, words: str
) -> None:
    at = reader(target)
    opened = part_of(at)
    assert words in text(at)
    at.button(key="reader_previous-top").click().run()
    assert part_of(at) != opened
    assert words in text(at)  # further down
    at.button(key="reader_next-top").click().run()
    assert part_of(at) == opened


def test_jump_by_reference(folder: Path) -> None:
    at = jump(reader(), "Pasal 3 ayat (1) UU 901/2021")
    assert at.query_params["id"] == "uu/2021/901#pasal-3/ayat-1"
    assert at.text_input(key="reader_typed").value == ""
    jump(at, "2")
    assert at.query_params["id"] == "uu/2021/901#pasal-2"
    jump(at, "bab III")
    assert at.query_params["id"] == "uu/2021/901#pasal-5"
    jump(at, "5")  # where one is already
    assert "Pasal 5" in part_of(at) and ID["reader_nowhere"] not in text(at)


def test_a_jump_to_nowhere_says_so_and_stays(folder: Path) -> None:
    at = jump(reader("uu/2021/901#pasal-2"), "Pasal 7 UU 12/1990")
    said = text(at)
    assert ID["reader_nowhere"] in said and "Pasal 7 UU Nomor 12 Tahun 1990" in said
    assert at.query_params["id"] == "uu/2021/901#pasal-2"
    at.button(key="reader_next-top").click().run()
    assert ID["reader_nowhere"] not in text(at)  # said once, where it was asked


def test_a_provision_that_was_changed_shows_its_new_wording(folder: Path) -> None:
    at = reader("uu/2021/901#pasal-4")
    said = text(at)
    assert ID["kin_amended_by"] in said
    assert ID["reader_new_wording"].format(act="UU 5/2022") in said
    assert "dikembalikan dalam tiga hari" in said
    assert "Pasal 4A" in said  # what was put in behind it
    links = unescape("".join(html(at)))
    assert reader_address("uu/2022/5#pasal-i/angka-1") in links


def test_a_provision_put_in_by_a_later_act_opens_there(folder: Path) -> None:
    at = reader("uu/2021/901#pasal-4a")
    said = text(at)
    assert ID["reader_worded"] in said
    assert "dipelihara oleh kelurahan" in said and "Pasal I angka 2" in part_of(at)


def test_definitions_stand_on_their_terms_and_in_the_list_below(folder: Path) -> None:
    at = reader("uu/2021/901#pasal-2")
    bodies = "".join(html(at))
    assert '<span class="dalil-term" tabindex="0">Pemilik Kucing' in bodies
    assert 'role="note">2. Pemilik Kucing adalah orang yang memberi makan Kucing.' in bodies
    assert ID["definitions"] in text(at)


def test_references_are_links(folder: Path) -> None:
    links = unescape("".join(html(reader("uu/2021/901#pasal-3"))))
    assert f'href="{reader_address("uu/2021/901#pasal-2/ayat-1")}"' in links
    assert f"Pasal 7 UU Nomor 12 Tahun 1990: {ID['reader_absent']}" in links


@pytest.mark.parametrize(
    ("target", "opened"),
    [
        ("uu/2021/901#pasal-2/ayat-9", "Pasal 2"),
        ("uu/2021/901#pasal-2/ayat-1/huruf-z", "Pasal 2"),
        ("uu/2021/901#<script>", "Pembukaan"),
        ("uu/2021/901#pasal-77", "Pembukaan"),
    ],
)
def test_a_place_that_is_not_there_is_said(folder: Path, target: str, opened: str) -> None:
    at = reader(target)
    assert ID["reader_no_place"] in text(at)
    assert opened in part_of(at)
    assert all(not Tags(body).foreign for body in html(at))


@pytest.mark.parametrize("target", ["uu/1990/12#pasal-1", "tidak-ada", "#", "x" * 5_000, HOSTILE])
def test_a_work_that_is_not_there_is_said(folder: Path, target: str) -> None:
    at = reader(target)
    assert ID["reader_gone"] in text(at)
    assert [t.value for t in at.title] == [ID["reader_title"]]
    assert all(not Tags(body).foreign for body in html(at))


def test_a_work_removed_or_replaced_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = fill(tmp_path)
    monkeypatch.setenv("DALIL_LIBRARY", str(place))
    at = reader("uu/2021/901#pasal-3")
    library = Library.open(place)
    library.catalog.remove("uu/2021/901")
    at.button(key="reader_next-top").click().run()
    assert not at.exception
    assert ID["reader_gone"] in text(at)


def test_the_place_is_kept_while_other_pages_are_visited(folder: Path) -> None:
    at = reader("uu/2021/901#pasal-3")
    at.switch_page("views/help.py").run()
    at.query_params.clear()  # as the browser does
    at.switch_page("views/reader.py").run()
    assert at.query_params["id"] == "uu/2021/901#pasal-3"
    assert "tempat kering" in text(at)


def test_a_pdf_shows_its_page_and_turns_it(folder: Path) -> None:
    at = reader("uu/2019/77#pasal-2/ayat-2")
    captions = [c.value for c in at.caption]
    assert ID["page_of"].format(page=1, pages=2) in captions
    assert ID["leaf_marked"] in captions
    back = at.button(key="leaf-turn--1")
    assert (back.label, back.disabled) == (ID["leaf_page"].format(page=1), True)  # no page 0
    at.button(key="leaf-turn-1").click().run()
    captions = [c.value for c in at.caption]
    assert ID["page_of"].format(page=2, pages=2) in captions
    assert ID["leaf_elsewhere"] in captions
    assert not at.button(key="leaf-turn--1").disabled
    on = at.button(key="leaf-turn-1")
    assert (on.label, on.disabled) == (ID["leaf_page"].format(page=2), True)  # no page 3
    whole = reader("uu/2019/77#pasal-2")  # it runs over both pages
    whole.button(key="leaf-turn-1").click().run()
    assert ID["leaf_marked"] in [c.value for c in whole.caption]


def test_a_page_whose_file_is_gone_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = fill(tmp_path, pdf=True)
    monkeypatch.setenv("DALIL_LIBRARY", str(place))
    for file in (place / "originals").rglob("*.pdf"):
        file.unlink()
    at = reader("uu/2019/77#pasal-2")
    assert ID["page_gone"] in text(at)
    assert "serbuk kaca" in text(at)


@pytest.mark.parametrize(
    "target", ["naga", "naga#judul-naga/alinea-1/ayat-1", "uu/2010/7#pasal-2", "kamus-taman"]
)
def test_a_hostile_library_draws_only_our_tags(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALIL_LIBRARY", str(fill_hostile(tmp_path / "pustaka")))
    at = reader(target)
    bodies = html(at)
    assert bodies
    for body in bodies:
        assert not Tags(body).foreign
    read = [e.value for kind in ("markdown", "caption", "title") for e in getattr(at, kind)]
    read += [w.label for kind in ("button", "selectbox") for w in getattr(at, kind)]
    for part in ("<script", "javascript:", "$", ":red["):
        assert not [r for r in read if part in str(r)], part


def test_the_script_is_constant(folder: Path) -> None:
    def scripts(at: Any) -> list[str]:
        return [e.proto.body for e in at.get("html") if e.proto.body.startswith("<script")]

    source = (ROOT / "views" / "reading" / "turn.js").read_text(encoding="utf-8")
    for target in ("uu/2021/901#pasal-2", "kamus-kucing"):
        assert scripts(reader(target)) == [f"<script>{source}</script>"]
    assert "</script" not in source and "innerHTML" not in source
