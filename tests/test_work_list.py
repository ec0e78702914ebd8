"""One list of works, held and offered: what is typed, what stands first, what stands twice not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from app_library import ROOT, Tags
from command import dalil
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import act

from dalil.index.library import Library
from dalil.index.store import schema
from dalil.index.store.offers import Offers, Selection
from dalil.index.store.work_list import find, place_of
from dalil.ingest.fetch.feed import Offer
from dalil.ingest.fetch.sources import Source
from dalil.ingest.model import Parsed


def offer(document_id: str, title: str, *, status: str = "", subject: str = "") -> Offer:
    slug, year, number = document_id.split("/")
    return Offer(
        f"k-{document_id}", title, document_id, slug.upper(), slug, slug.upper(), number,
        int(year), status=status, subject=subject, file=f"https://a.example/{number}.pdf",
    )  # fmt: skip


def held(document_id: str, title: str) -> Parsed:
    made = act(document_id, {"1": ["Isi."]})
    number = document_id.split("/")[-1]
    return Parsed(replace(made.document, title=title, number=number), made.passages)


OFFERS = (
    offer("uu/2003/13", "Ketenagakerjaan", status="Berlaku"),
    offer("uu/2003/130", "Keuangan"),
    offer("pp/2021/35", "Perjanjian kerja, subjek lain", subject="Ketenagakerjaan"),
    offer("perda/2013/2003", "Penyelenggaraan ketenagakerjaan di daerah kabupaten"),
    offer("perda/2020/1", "Pajak daerah"),
    offer("uu/2010/7", "Taman"),
    offer("permendagri/2003/13", "Arsip"),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "pustaka", create=True)
    library.put(held("uu/2010/7", "Taman"))
    library.put(held("perda/2019/4", "Penyelenggaraan ketenagakerjaan provinsi"))
    kept = Offers(library.catalog)
    source = kept.remember(Source("a", "https://a.example/feed", "web"), Selection())
    kept.put(source.number, OFFERS, whole=True)
    return library


def ids(library: Library, typed: str, **said: object) -> list[str | None]:
    return [one.document_id for one in find(library.catalog, typed, **said)]  # type: ignore[arg-type]


#: What is typed, the first of what is found, and what is not among it.
TYPED: tuple[tuple[str, str, list[str], list[str]], ...] = (
    ("held works stand first, then titles that say little else", "ketenagakerjaan",
     ["perda/2019/4", "uu/2003/13"], ["perda/2020/1"]),
    ("a subject counts as a title does", "ketenagakerjaan pp", ["pp/2021/35"], []),
    ("number and year, by rank", "13/2003", ["uu/2003/13", "permendagri/2003/13"],
     ["uu/2003/130", "perda/2013/2003"]),
    ("the year is being typed", "13/200", ["uu/2003/13", "permendagri/2003/13"], ["uu/2003/130"]),
    ("in words", "UU Nomor 13 Tahun 2003", ["uu/2003/13"], ["permendagri/2003/13"]),
    ("the last word is a beginning", "ketenaga", ["perda/2019/4", "uu/2003/13"], ["uu/2010/7"]),
    ("every word is a beginning", "penyel ketenaga", ["perda/2019/4", "perda/2013/2003"], []),
    ("a held work that is offered too stands once, as held", "taman", ["uu/2010/7"], []),
    ("nothing typed: held first, then by rank, the newest first", "",
     ["uu/2010/7", "perda/2019/4", "uu/2003/130", "uu/2003/13", "pp/2021/35"], []),
    ("what is nowhere", "kereta", [], ["uu/2003/13"]),
    ("what is no word", "“ * ( NEAR OR \" ' --", [], []),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "first", "never"), [row[1:] for row in TYPED], ids=[row[0] for row in TYPED]
)
def test_what_is_typed_finds(
    library: Library, typed: str, first: list[str], never: list[str]
) -> None:
    found = ids(library, typed)
    assert found[: len(first)] == first and len(found) == len(set(found))
    assert not set(found) & set(never)
    if not first and typed:
        assert found == [] or typed.startswith("“")


def test_what_is_held_is_marked_and_what_is_not_can_be_fetched(library: Library) -> None:
    found = {one.document_id: one for one in find(library.catalog, "")}
    assert found["uu/2010/7"].held and found["uu/2010/7"].offer is None
    other = found["uu/2003/13"]
    assert not other.held and other.status == "Berlaku"
    assert (other.key, other.file) == ("k-uu/2003/13", "https://a.example/13.pdf")
    assert all(not one.held for one in find(library.catalog, "", held=False))
    assert ids(library, "", held=True) == ["uu/2010/7", "perda/2019/4"]
    for source, one, here in Offers(library.catalog).search("", limit=3):
        assert source == 1 and here is (one.document_id == "uu/2010/7")
    assert len(Offers(library.catalog).search("")) == len(OFFERS), "those that are held, too"
    assert [o.document_id for _, o, _ in Offers(library.catalog).search("taman")] == ["uu/2010/7"]
    assert ids(library, "", kind="perda") == ["perda/2019/4", "perda/2020/1", "perda/2013/2003"]


def test_the_list_follows_what_comes_goes_and_is_corrected(library: Library) -> None:
    library.put(held("uu/2003/13", "Ketenagakerjaan"))
    assert find(library.catalog, "13/2003")[0].held
    document = library.catalog.document("uu/2003/13")
    assert document is not None
    library.catalog.amend(replace(document, title="Perburuhan"))
    assert "uu/2003/13" in ids(library, "perburuhan")
    assert "uu/2003/13" not in ids(library, "ketenagakerjaan", held=True)
    library.remove("uu/2003/13")
    assert not find(library.catalog, "13/2003")[0].held, "offered still"
    kept = Offers(library.catalog)
    kept.put(1, OFFERS[1:], whole=True)
    assert "uu/2003/13" not in ids(library, "")
    kept.forget(1)
    assert ids(library, "") == ["uu/2010/7", "perda/2019/4"]
    library.catalog._db.execute(
        "INSERT INTO listed_words (listed_words) VALUES ('integrity-check')"
    )


def test_a_key_twice_in_one_catalogue_is_one_work(library: Library) -> None:
    kept = Offers(library.catalog)
    kept.put(1, [OFFERS[0], replace(OFFERS[0], title="Perburuhan")], whole=True)
    assert [one.title for one in find(library.catalog, "13/2003")] == ["Perburuhan"]
    assert ids(library, "ketenagakerjaan") == ["perda/2019/4"]


def test_the_most_cited_stand_first(library: Library) -> None:
    for number, cited in ((1, "uu/2003/13"), (2, "uu/2003/13"), (3, "uu/2010/7")):
        _, year, n = cited.split("/")
        line = f"Menurut Undang-Undang Nomor {n} Tahun {year}."
        library.put(act(f"pp/2022/{number}", {"1": [line]}))
    found = find(library.catalog, "", most_cited=True)
    assert [(one.document_id, one.cited) for one in found[:2]] == [
        ("uu/2003/13", 2), ("uu/2010/7", 1)]  # fmt: skip
    assert find(library.catalog, "uu", most_cited=True)[0].document_id == "uu/2003/13"


def test_a_library_of_before_has_the_list_too(library: Library, tmp_path: Path) -> None:
    before = [(one.document_id, one.held) for one in find(library.catalog, "", limit=50)]
    db = library.catalog._db
    db.execute("CREATE VIRTUAL TABLE offer_words USING fts5(kind, content='')")
    for table in ("listed", "listed_words", "arrivals", "former", "followed", "news", "looked"):
        db.execute(f"DROP TABLE {table}")
    db.execute("PRAGMA user_version = 7")
    library.close()
    opened = Library.open(tmp_path / "pustaka")
    assert [(one.document_id, one.held) for one in find(opened.catalog, "", limit=50)] == before
    assert ids(opened, "13/2003")[0] == "uu/2003/13"
    assert schema.SCHEMA_VERSION >= 7


@settings(max_examples=60)
@given(
    st.booleans(), st.one_of(st.none(), st.integers(1, 200)),
    st.one_of(st.none(), st.integers(-5, 9_999)), st.text(max_size=8), st.integers(0, 2**40),
)  # fmt: skip
def test_a_place_is_a_number_of_sqlite_and_keeps_the_order(
    here: bool, rank: int | None, year: int | None, number: str, tie: int
) -> None:
    place = place_of(here, rank, year, number, tie)
    assert 0 <= place < 2**63
    assert place_of(True, None, None, "", 0) > place or here
    assert place_of(here, 1, year, number, tie) >= place or (rank or 9) <= 1


def test_the_command_lists_what_words_name(library: Library) -> None:
    place = ("--library", library.folder)
    done = dalil("docs", "ketenagakerjaan", "--offered", *place)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("perda/2019/4") and "(belum ada di sini)" not in lines[0]
    assert lines[1].startswith("uu/2003/13") and lines[1].endswith("(belum ada di sini)")
    said = json.loads(dalil("docs", "13/2003", "--offered", "--json", *place).stdout)
    assert (said[0]["id"], said[0]["held"]) == ("uu/2003/13", False)
    assert said[0]["url"] == "https://a.example/13.pdf"
    assert [line[:12] for line in dalil("docs", "taman", *place).stdout.splitlines()] == [
        "uu/2010/7  T"]  # fmt: skip
    assert dalil("docs", "kereta", *place).returncode == 1


def test_the_reader_s_list_shows_what_is_not_here_yet(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("streamlit")
    from streamlit.testing.v1 import AppTest

    from dalil.views.words import WORDS

    monkeypatch.setenv("DALIL_LIBRARY", str(library.folder))
    monkeypatch.setenv("DALIL_ENCODER", "hashing")
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    at.switch_page("views/reader.py").run()
    at.text_input(key="reader-filter-words").set_value("13/2003").run()
    assert not at.exception, at.exception
    said = "\n".join(e.proto.body for e in at.get("html"))
    assert WORDS["id"]["works_offered"] in said and "Ketenagakerjaan" in said
    assert [b.key for b in at.button if b.key.startswith("reader-fetch-")]
    for body in (e.proto.body for e in at.get("html")):
        assert not body.startswith("<p") or Tags(body).foreign == [], body
