"""The first page of an empty library, and fetching on the page of the sources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from app_library import ROOT, Tags
from network import Network, Page, act_pdf, act_text, network

from dalil.index.curate.bundle import pack
from dalil.index.curate.jobs import jobs_of
from dalil.ingest.fetch.client import PAUSE_VARIABLE
from dalil.ingest.fetch.sources import NAMES_VARIABLE
from dalil.library import Library
from dalil.service.permissions import PUBLIC
from dalil.views.words import WORDS

pytest.importorskip("streamlit")
AppTest = pytest.importorskip("streamlit.testing.v1").AppTest

ID = WORDS["id"]


@pytest.fixture
def net() -> Iterator[Network]:
    with network() as here:
        yield here


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No library yet; the home folder is empty, and this machine's own."""
    monkeypatch.setenv("DALIL_LIBRARY", str(tmp_path / "pustaka"))
    monkeypatch.setenv("HOME", str(tmp_path / "rumah"))
    monkeypatch.setenv("DALIL_FOLDERS", "1")
    monkeypatch.setenv("DALIL_ENCODER", "hashing")
    monkeypatch.setenv(PAUSE_VARIABLE, "0")
    (tmp_path / "rumah" / "Downloads").mkdir(parents=True)
    return tmp_path / "pustaka"


def app(page: str = "") -> Any:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = "id"
    at.run()
    if page:
        at.switch_page(page).run()
    assert not at.exception, at.exception
    return at


def said(at: Any) -> str:
    assert not at.exception, at.exception
    return "\n".join(Tags(e.proto.body).text for e in at.get("html"))


def press(at: Any, key: str, folder: Path) -> Any:
    """Press it, and wait for the end of what it began."""
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    library = Library.open(folder)
    for job in jobs_of(library).here():
        job.wait(60)
    return at.run()


def test_it_offers_four_ways(empty: Path) -> None:
    at = app()
    text = said(at)
    for way in ("collection", "bundle", "feed", "own"):
        assert ID[f"first_{way}"] in text
    assert not empty.exists(), "looking makes nothing"


def test_the_national_collection_in_one_press(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = tmp_path / "cermin"
    (mirror / "uu" / "2020").mkdir(parents=True)
    for number in (1, 2):
        text = act_text("uu", number, 2020)
        (mirror / "uu" / "2020" / f"{number}.md").write_text(text, encoding="utf-8")
    (tmp_path / "sumber.toml").write_text(f'[nasional]\naddress = "{mirror}"\n')
    monkeypatch.setenv(NAMES_VARIABLE, str(tmp_path / "sumber.toml"))
    at = press(app(), "first_collection", empty)
    assert ID["first_fetched"].format(source="nasional") in said(at)
    assert at.text_input(key="q"), "there is something to ask now"
    assert {d.id for d in Library.open(empty).catalog.documents()} == {"uu/2020/1", "uu/2020/2"}


def test_a_bundle_that_was_downloaded(empty: Path, tmp_path: Path) -> None:
    made = Library.open(tmp_path / "fakultas", create=True)
    (tmp_path / "uu.md").write_text(act_text("uu", 1, 2020), encoding="utf-8")
    made.add(tmp_path / "uu.md", vectors=False, workers=1)
    pack(made, tmp_path / "rumah" / "Downloads" / "hukum.dalil")
    (tmp_path / "rumah" / "Downloads" / "rusak.dalil").write_bytes(b"PK\3\4")
    at = press(app(), "first_bundle_0", empty)
    assert "1 karya" in said(at) and Library.open(empty).catalog.has("uu/2020/1")


def test_a_bundle_that_is_none(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "x.dalil").write_bytes(b"nothing")
    at = app()
    at.text_input(key="first_bundle_path").set_value(str(tmp_path / "x.dalil")).run()
    assert "tidak dibuka" in said(press(at, "first_bundle", empty))


def test_a_feed_is_looked_at_ticked_and_fetched(empty: Path, net: Network) -> None:
    records = [
        {"idData": str(n), "jenis": "Peraturan Menteri Dalam Negeri", "singkatanJenis":
         "PERMENDAGRI", "noPeraturan": str(n), "tahun_pengundangan": str(2010 + n), "judul":
         f"{head}Balai <script>{n}</script>", "status": "Berlaku", "urlDownload": f"/{n}.pdf"}
        for n, head in (
            (1, "Peraturan Menteri Dalam Negeri Nomor 1 Tahun 2011 tentang "),
            (2, "Perubahan atas Peraturan Menteri Nomor 1 Tahun 2011 tentang "),  # another's head
        )
    ]  # fmt: skip
    net["/feed"] = Page(json.dumps(records).encode())
    for n in (1, 2):
        net[f"/{n}.pdf"] = Page(act_pdf("permendagri", n, 2010 + n))
    at = app("views/sources.py")
    at.text_input(key="first_feed_url").set_value(net.url("/feed")).run()
    at = press(at, "first_feed_list", empty)
    assert net.paths() == ["/feed"] and ID["first_remembered"] in [s.value for s in at.subheader]
    (table,) = (d for d in at.dataframe if ID["first_held"] in d.value.columns)
    assert list(table.value[ID["col_title"]]) == [
        "Perubahan atas Peraturan Menteri Nomor 1 Tahun 2011 tentang Balai <script>2</script>",
        "Balai <script>1</script>",
    ]  # fmt: skip
    at.text_input(key="first_feed_from").set_value("2012").run()
    at = press(at, "first_feed", empty)
    assert {d.id for d in Library.open(empty).catalog.documents()} == {"permendagri/2012/2"}
    (table,) = (d for d in at.dataframe if ID["first_held"] in d.value.columns)
    assert list(table.value[ID["first_held"]]) == [ID["first_held_yes"], ""]  # no box to tick
    assert ID["first_of"] not in table.value.columns  # of one source only
    more = next(e for e in at.expander if ID["first_more"] in e.label)
    assert not more.proto.expanded
    at = press(at, "first_update", empty)
    more = next(e for e in at.expander if ID["first_more"] in e.label)
    assert more.proto.expanded  # what was begun in it is told in it
    told = "\n".join(Tags(e.proto.body).text for e in more.get("html"))
    assert ID["first_fetched"].format(source=net.url("/feed")) in told


def test_a_reader_of_a_server_is_offered_nothing(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PUBLIC, "1")
    at = app()
    assert ID["missing"] in said(at) and ID["first_collection"] not in said(at)
    assert ID["first_collection_do"] not in {b.label for b in at.button}
