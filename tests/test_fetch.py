"""From a source to an answer, and again: what is brought, told, remembered, and brought once."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command import dalil
from network import Network, Page, act_pdf, act_text, network, pdf

from dalil.index.curate.fetch import FetchReport, fetch, update
from dalil.index.library import Library
from dalil.index.store.offers import Offers, Selection
from dalil.ingest.errors import AddressRefused, FetchError, Unreachable, WrongContent
from dalil.ingest.fetch.client import PAUSE_VARIABLE, Manners
from dalil.ingest.fetch.sources import NAMES_VARIABLE, source_of

QUICK = Manners(pause_s=0.0, connect_s=5, read_s=5, tries=2, first_wait_s=0.01)


@pytest.fixture
def net() -> Iterator[Network]:
    with network() as here:
        yield here


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "pustaka", create=True)


def record(number: int, year: int, url: str, **more: Any) -> dict[str, Any]:
    return {
        "idData": str(number), "jenis": "Peraturan Menteri Dalam Negeri", "singkatanJenis":
        "PERMENDAGRI", "noPeraturan": str(number), "tahun_pengundangan": str(year),
        "judul": f"Peraturan Menteri Dalam Negeri Nomor {number} Tahun {year} tentang Balai Desa",
        "status": "Berlaku", "subjek": "DESA", "urlDownload": url, "fileDownload": "a.pdf", **more,
    }  # fmt: skip


def feed(net: Network, *records: dict[str, Any], **page: Any) -> str:
    net["/feed/document.json"] = Page(
        json.dumps({"data": list(records)}).encode(), "text/html", **page
    )
    return net.url("/feed/document.json")


def brought(library: Library, said: str, selection: Selection | None = None) -> FetchReport:
    return fetch(library, said, selection, vectors=False, workers=1, manners=QUICK)


def again(library: Library) -> FetchReport:
    (report,) = update(library, vectors=False, workers=1, manners=QUICK)
    return report


def reasons(report: FetchReport) -> dict[str, str]:
    return {f.source.rpartition("/")[2]: f.reason for f in (*report.failed, *report.skipped)}


def ids(report: FetchReport) -> set[str]:
    return {one for b in report.fetched for one in b.ids}


def test_a_feed_comes_in_whole_and_files_as_asked_for(net: Network, library: Library) -> None:
    net["/1.pdf"] = Page(act_pdf("permendagri", 1, 2016), "application/pdf", etag='"1"')
    net["/2.pdf"] = Page(act_pdf("permendagri", 2, 2010), "application/pdf")
    book = {"idData": "9", "jenis": "Monografi Hukum", "judul": "Hukum Desa", "urlDownload": "-"}
    url = feed(net, record(1, 2016, "/1.pdf"), record(2, 2010, net.url("/2.pdf")), book)
    report = brought(library, url, Selection(kinds=("permendagri",), year_from=2015))
    assert (report.catalogued, ids(report)) == (3, {"permendagri/2016/1"})
    assert net.paths() == ["/feed/document.json", "/1.pdf"]
    value = report.to_dict()
    assert value.keys() == {"source", "catalogued", "fetched", "skipped", "failed"}
    (one,) = value["fetched"]
    assert (one["id"], one["url"], len(one["sha256"])) == (
        "permendagri/2016/1", net.url("/1.pdf"), 64,
    )  # fmt: skip
    document = library.catalog.document("permendagri/2016/1")
    assert document is not None and document.url == net.url("/1.pdf")
    assert document.sha256 == one["sha256"]
    ((file, source),) = Offers(library.catalog).provenance("permendagri/2016/1")
    assert file.at and (file.etag, source.address) == ('"1"', url)
    assert library.search("rumah bersama").hits
    # What the feed says of its force is there, and is not the act's status.
    ((said, _),) = Offers(library.catalog).said_of("permendagri/2016/1")
    assert (said.status, str(document.status)) == ("Berlaku", "unknown")
    # The same again asks for the catalogue only; a wider wish for the rest.
    assert not brought(library, url, Selection(kinds=("permendagri",), year_from=2015)).fetched
    assert net.paths()[2:] == ["/feed/document.json"]
    wide = brought(library, url)
    assert ids(wide) == {"permendagri/2010/2"}
    assert "tidak menyebut berkas" in " ".join(reasons(wide).values())


def test_a_list_of_the_catalogue_brings_no_file(net: Network, library: Library) -> None:
    url = feed(net, record(1, 2016, "/1.pdf"), record(2, 2017, "/2.pdf"))
    report = fetch(library, url, Selection(year_from=2017), listing=True, manners=QUICK)
    assert [o.document_id for o in report.offers] == ["permendagri/2017/2"]
    assert net.paths() == ["/feed/document.json"]
    assert not again(library).fetched, "and update does not bring what was only looked at"


FAILING: tuple[tuple[str, Page | None, str], ...] = (
    ("page.pdf", Page(b"<html><title>Tidak ditemukan</title>", "application/pdf"), "halaman web"),
    ("login.pdf", Page(b"\n<!DOCTYPE html><p>Masuk", "text/html"), "halaman web"),
    ("gone.pdf", None, "tidak ada"),
    ("forbidden.pdf", Page(status=403), "bukan berarti tidak ada"),
    ("broken.pdf", Page(status=500), "tidak dapat melayani"),
    ("cut.pdf", Page(act_pdf("permendagri", 1, 2016)[:700], "application/pdf"), "terpotong"),
    ("empty.pdf", Page(b"", "application/pdf"), "kosong"),
    ("junk.pdf", Page(b"\0\1\2" * 99, "application/pdf"), "bukan naskah"),
    (
        "else.pdf",
        Page(status=302, headers={"Location": "https://example.org/x.pdf"}),
        "mengalihkan",
    ),
    ("lie.pdf", Page(act_pdf("permendagri", 1, 2016), claims=10**6), "tidak terjangkau"),
    ("huge.pdf", Page(b"%PDF-", claims=10**9), "batas"),
)


def test_what_fails_is_told_and_the_rest_goes_on(net: Network, library: Library) -> None:
    records = []
    for number, (name, page, _) in enumerate(FAILING, 10):
        if page is not None:
            net[f"/{name}"] = page
        records.append(record(number, 2016, f"/{name}"))
    for number, url in enumerate(("javascript:alert(1)", "file:///etc/passwd", "https://10.0.0.1/a",
                                  "ftp://x.example/a.pdf"), 40):  # fmt: skip
        records.append(record(number, 2016, url))
    net["/good.pdf"] = Page(act_pdf("permendagri", 99, 2016), "application/pdf")
    url = feed(net, *records, record(99, 2016, "/good.pdf"))
    manners = Manners(pause_s=0, read_s=1, tries=1, silent=99)
    report = fetch(library, url, vectors=False, workers=1, manners=manners)
    assert ids(report) == {"permendagri/2016/99"}
    told = reasons(report)
    for name, _, reason in FAILING:
        assert reason in told[name], (name, told[name])
    assert len(report.failed) == len(FAILING) + 4
    assert {d.id for d in library.catalog.documents()} == {"permendagri/2016/99"}
    assert len(list((library.folder / "fetched").rglob("*.pdf"))) == 1
    # Asked once more, those that may be there by now are; the good one is not.
    net.asked.clear()
    net["/broken.pdf"] = Page(act_pdf("permendagri", 14, 2016), "application/pdf")
    more = fetch(library, url, vectors=False, workers=1, manners=manners)
    assert ids(more) == {"permendagri/2016/14"} and "/good.pdf" not in net.paths()


def test_what_could_not_be_read_is_read_again_the_next_time(
    library: Library, tmp_path: Path
) -> None:
    """A machine that was too busy, say; the file itself is here already."""
    place = repository(tmp_path / "arsip", acts(1))
    brought(library, str(place))
    (known,) = library.catalog.sources()
    library.remove("uu/2020/1")
    library.catalog.record(replace(known, document_ids=(), failed=True, reason="terlalu lama"))
    report = brought(library, str(place))
    assert "sudah ada" in report.skipped[0].reason, "it is not brought again"
    assert library.catalog.has("uu/2020/1")


def test_a_file_of_another_act_is_told(net: Network, library: Library) -> None:
    net["/1.pdf"] = Page(act_pdf("permendagri", 5, 2016), "application/pdf")
    report = brought(library, feed(net, record(1, 2016, "/1.pdf")))
    assert ids(report) == {"permendagri/2016/5"}
    document = library.catalog.document("permendagri/2016/5")
    assert document is not None and "permendagri/2016/1" in " ".join(document.warnings)


def test_what_the_file_does_not_say_its_catalogue_does(net: Network, library: Library) -> None:
    lines = ("Pasal 1", "Balai desa adalah rumah bersama.", "Pasal 2", "Warga boleh memakainya.")
    net["/1.pdf"] = Page(pdf(*lines), "application/pdf")
    brought(library, feed(net, record(1, 2016, "/1.pdf", tanggal_penetapan="2016-03-04")))
    document = library.catalog.document("permendagri/2016/1")
    assert document is not None
    assert (document.title, document.date) == ("Balai Desa", "2016-03-04")
    assert "menurut katalog" in " ".join(document.warnings)
    assert library.catalog.passage("permendagri/2016/1#pasal-2") is not None


def test_updates_bring_what_is_new_changed_or_gone(net: Network, library: Library) -> None:
    for number in (1, 2, 3):
        net[f"/{number}.pdf"] = Page(act_pdf("permendagri", number, 2016), etag=f'"{number}"')
    url = feed(net, *(record(n, 2016, f"/{n}.pdf") for n in (1, 2, 3)), etag='"a"')
    assert len(brought(library, url).fetched) == 3
    quiet = again(library)
    assert not (quiet.fetched or quiet.failed or quiet.gone) and quiet.unchanged == 3
    assert net.asked[-1].headers["If-None-Match"]
    net["/1.pdf"] = Page(act_pdf("permendagri", 1, 2016, "BALAI KOTA"), etag='"1b"')
    del net.pages["/2.pdf"]
    net["/4.pdf"] = Page(act_pdf("permendagri", 4, 2016))
    feed(net, *(record(n, 2016, f"/{n}.pdf") for n in (1, 2, 4)), etag='"b"')
    report = again(library)
    assert ids(report) == {"permendagri/2016/1", "permendagri/2016/4"}
    assert {u.rpartition("/")[2] for u in report.gone} == {"2.pdf", "3.pdf"}
    assert not report.failed
    document = library.catalog.document("permendagri/2016/1", with_text=True)
    assert document is not None and "BALAI KOTA" in document.text
    assert library.catalog.has("permendagri/2016/2"), "gone at its source, not here"


def test_unreachable_is_not_gone(net: Network, library: Library) -> None:
    net["/1.pdf"] = Page(act_pdf("permendagri", 1, 2016))
    url = feed(net, record(1, 2016, "/1.pdf"))
    brought(library, url)
    for page in (Page(status=503), Page(status=403), Page(b"<html>x", "text/html"), Page(b"[{")):
        net["/feed/document.json"] = page
        report = again(library)
        assert report.failed and not report.gone and report.catalogued == 1
    feed(net, record(1, 2016, "/1.pdf"))
    net["/1.pdf"] = Page(status=500)
    report = again(library)
    assert report.failed and not report.gone
    assert library.catalog.has("permendagri/2016/1")


def test_a_search_by_pages(net: Network, library: Library) -> None:
    """As the network's search gives rulings."""

    def ruling(number: int) -> dict[str, Any]:
        return {"id": number, "jenis": "Putusan Mahkamah Konstitusi", "nomor":
                f"{number}/PUU-XVIII/2020", "judul": f"Pengujian {number}", "tahun": "2020",
                "urlDownload": f"/p{number}.pdf"}  # fmt: skip

    for page, numbers in ((1, (1, 2)), (2, (3,)), (3, ())):
        listed = {"data": {"data": [ruling(n) for n in numbers], "current_page": page}}
        net[f"/api/search?jenis=93&page={page}"] = Page(json.dumps(listed).encode())
    for number in (1, 2, 3):
        lines = ("PUTUSAN", f"Nomor {number}/PUU-XVIII/2020", "DEMI KEADILAN BERDASARKAN "
                 "KETUHANAN YANG MAHA ESA", "MAHKAMAH KONSTITUSI REPUBLIK INDONESIA",
                 "Menimbang bahwa balai desa adalah rumah bersama.")  # fmt: skip
        net[f"/p{number}.pdf"] = Page(pdf(*lines))
    report = brought(library, net.url("/api/search?jenis=93&page=1"))
    assert ids(report) == {f"putusan-mk/2020/{n}-puu-xviii" for n in (1, 2, 3)}


def test_a_list_of_addresses(net: Network, library: Library, tmp_path: Path) -> None:
    net["/a.pdf"] = Page(act_pdf("permendagri", 1, 2016))
    net["/halaman"] = Page(b"<html><body><h1>Esai</h1><p>Tentang balai desa.</p></body></html>")
    lines = f"# kumpulan\n{net.url('/a.pdf')}\n\n{net.url('/halaman')}\n{net.url('/tiada.pdf')}\n"
    net["/daftar.txt"] = Page(lines.encode(), "text/plain")
    report = brought(library, net.url("/daftar.txt"))
    assert report.catalogued == 3 and len(report.fetched) == 2 and len(report.failed) == 1


def tar_of(files: dict[str, str], top: str = "isi-abc/") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, text in files.items():
            info = tarfile.TarInfo(f"{top}{name}")
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


def acts(*numbers: int, title: str = "BALAI DESA") -> dict[str, str]:
    return {f"uu/2020/{n}.md": act_text("uu", n, 2020, title) for n in numbers}


def test_an_archive_by_address(net: Network, library: Library) -> None:
    net["/isi.tar.gz"] = Page(tar_of({**acts(1, 2), "README.md": "x", "a.exe": "x"}), etag='"1"')
    report = brought(library, net.url("/isi.tar.gz"))
    assert (report.catalogued, ids(report)) == (2, {"uu/2020/1", "uu/2020/2"})
    assert again(library).requests == 1 and net.asked[-1].headers["If-None-Match"] == '"1"'
    changed = {**acts(1), **acts(3), **acts(2, title="BALAI KOTA")}
    del changed["uu/2020/1.md"]
    net["/isi.tar.gz"] = Page(tar_of(changed), etag='"2"')
    report = again(library)
    assert ids(report) == {"uu/2020/2", "uu/2020/3"} and len(report.gone) == 1
    assert [u.rpartition("#")[2] for u in report.changed] == ["uu/2020/2.md"]
    assert not list((library.folder / "fetched").rglob(".arsip")), "the archive itself goes"


def test_an_archive_whose_kinds_and_years_are_chosen(net: Network, library: Library) -> None:
    files = {**acts(1), "pp/2019/5.md": act_text("pp", 5, 2019), "lain/x.md": "# Esai\n\nIsi."}
    net["/isi.zip"] = Page(zipped(files))
    report = brought(library, net.url("/isi.zip"), Selection(kinds=("PP",)))
    assert ids(report) == {"pp/2019/5"}
    report = brought(library, net.url("/isi.zip"), Selection(year_from=2020))
    assert ids(report) == {"uu/2020/1"}


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def repository(place: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(place)]
    if not (place / ".git").exists():
        subprocess.run([*git[:1], "init", "-q", str(place)], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "isi"], check=True)
    return place


def test_a_repository_on_disk_by_a_name(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = repository(tmp_path / "arsip", acts(1, 2))
    (tmp_path / "sumber.toml").write_text(f'[nasional]\naddress = "{place}"\n')
    monkeypatch.setenv(NAMES_VARIABLE, str(tmp_path / "sumber.toml"))
    (place / "uu/2020/9.md").write_text("not committed")
    report = brought(library, "nasional")
    assert (report.source, ids(report)) == ("nasional", {"uu/2020/1", "uu/2020/2"})
    (place / "uu/2020/9.md").unlink()
    (place / "uu/2020/1.md").unlink()
    repository(place, {**acts(3), **acts(2, title="BALAI KOTA")})
    report = again(library)
    assert ids(report) == {"uu/2020/2", "uu/2020/3"} and len(report.gone) == 1
    assert {u.rpartition("#")[2] for u in report.changed} == {"uu/2020/2.md"}
    assert len(report.skipped) == 0 and not again(library).fetched


def test_a_folder_that_mirrors(net: Network, library: Library, tmp_path: Path) -> None:
    """A USB stick with a collection, and one with a feed and its files."""
    stick = tmp_path / "usb"
    for name, text in acts(1, 2).items():
        (stick / name).parent.mkdir(parents=True, exist_ok=True)
        (stick / name).write_text(text)
    (stick / "tautan.md").symlink_to("/etc/passwd")
    report = brought(library, str(stick))
    assert ids(report) == {"uu/2020/1", "uu/2020/2"} and "tautan" in str(report.skipped)
    mirrored = tmp_path / "usb2"
    (mirrored / "berkas").mkdir(parents=True)
    (mirrored / "berkas" / "P5.pdf").write_bytes(act_pdf("permendagri", 5, 2016))
    records = [record(5, 2016, "https://jdih.example.go.id/p5.pdf"), record(6, 2016, "/tiada.pdf")]
    (mirrored / "document.json").write_text(json.dumps(records))
    report = brought(library, str(mirrored))
    assert ids(report) == {"permendagri/2016/5"} and len(report.failed) == 1


def test_two_hundred_files_are_asked_about(library: Library, tmp_path: Path) -> None:
    place = tmp_path / "banyak"
    (place / "uu/2020").mkdir(parents=True)
    for number in range(1, 203):
        (place / f"uu/2020/{number}.md").write_text("x")
    asked: list[int] = []

    def no(count: int) -> bool:
        asked.append(count)
        return False

    with pytest.raises(FetchError, match="--yes"):
        fetch(library, str(place), confirm=no, manners=QUICK)
    assert asked == [202] and not library.catalog.documents()
    done = dalil("fetch", place, "--no-embed", "--json", "--library", library.folder)
    assert done.returncode == 2 and "--yes" in done.stderr


WRONG = (
    ("jdihh", FetchError, "nasional"),
    ("http://jdih.example.go.id/feed", AddressRefused, "--host"),
    ("gopher://jdih.example.go.id/feed", AddressRefused, "alamat web"),
    ("https://127.0.0.1.example.invalid/feed", Unreachable, "tidak terjangkau"),
)


@pytest.mark.parametrize(("said", "kind", "reason"), WRONG)
def test_sources_that_are_none(
    library: Library, said: str, kind: type[FetchError], reason: str
) -> None:
    with pytest.raises(kind, match=reason):
        brought(library, said)


def test_a_page_in_the_place_of_a_feed(net: Network, library: Library) -> None:
    net["/feed"] = Page(b"<!doctype html><h1>JDIH</h1>", "application/json")
    with pytest.raises(WrongContent, match="halaman web"):
        brought(library, net.url("/feed"))


def test_known_sites_give_archives() -> None:
    source = source_of("https://github.com/orang/isi.git")
    assert source.asked == "https://codeload.github.com/orang/isi/tar.gz/HEAD"
    assert source_of("nasional").form == "forge"
    assert source_of("https://example.org/isi.git").form == "git"
    assert source_of("https://example.org/feed/document.json").form == "web"


def test_killed_in_the_middle_nothing_is_lost_or_brought_twice(
    net: Network, tmp_path: Path
) -> None:
    """SIGKILL at any moment; the next run goes on, and no file is asked for again."""
    count = 12
    for number in range(1, count + 1):
        body = act_pdf("permendagri", number, 2016)
        net[f"/{number}.pdf"] = Page(body, etag=f'"{number}"', chunk_wait_s=0.01, wait_s=0.1)
    url = feed(net, *(record(n, 2016, f"/{n}.pdf") for n in range(1, count + 1)))
    command = [sys.executable, "-m", "dalil", "fetch", url, "--no-embed", "--json", "--library",
               str(tmp_path / "pustaka")]  # fmt: skip
    environment = {**os.environ, PAUSE_VARIABLE: "0"}
    for files in (3, 7):
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 120
        while len(set(net.paths())) < files + 1 and time.monotonic() < until:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    library = Library.open(tmp_path / "pustaka")
    assert {d.id for d in library.catalog.documents()} == {
        f"permendagri/2016/{n}" for n in range(1, count + 1)
    }
    assert not json.loads(done.stdout)["failed"]
    whole = [p for p in net.paths() if p.endswith(".pdf")]
    # Only what was on its way when it was killed is asked for twice.
    assert len(whole) <= count + 2, whole


def test_the_commands(net: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PAUSE_VARIABLE, "0")
    at = ("--library", tmp_path / "pustaka")
    net["/1.pdf"] = Page(act_pdf("permendagri", 1, 2016), etag='"1"')
    url = feed(net, record(1, 2016, "/1.pdf"), record(2, 2011, "/2.pdf"))
    shown = dalil("fetch", url, "--list", *at)
    assert "permendagri/2016/1" in shown.stdout and "Berlaku" in shown.stdout
    listed = json.loads(dalil("fetch", url, "--list", "--json", *at).stdout)
    assert [o["id"] for o in listed["offers"]] == ["permendagri/2016/1", "permendagri/2011/2"]
    done = dalil("fetch", url, "--jenis", "permendagri", "--tahun", "2015-", "--json",
                 "--no-embed", *at)  # fmt: skip
    value = json.loads(done.stdout)
    assert done.returncode == 0 and [f["id"] for f in value["fetched"]] == ["permendagri/2016/1"]
    assert list(value) == ["source", "catalogued", "fetched", "skipped", "failed"]
    told = dalil("update", "--json", "--no-embed", *at)
    (one,) = json.loads(told.stdout)["sources"]
    assert told.returncode == 0 and one["unchanged"] == 1
    for wrong in ("2015-2010x", "-", "abc", "20-"):
        assert dalil("fetch", url, f"--tahun={wrong}", *at).returncode == 2
    said = dalil("show", "permendagri/2016/1", "--json", *at)
    provenance = json.loads(said.stdout)["document"]["fetched"]
    assert provenance[0]["url"] == net.url("/1.pdf") and provenance[0]["at"]
    assert json.loads(said.stdout)["document"]["said"][0]["status"] == "Berlaku"
    cited = dalil("cite", "Pasal 1 Permendagri 1/2016", "--style", "bibliography", *at)
    assert f"{net.url('/1.pdf')} (diakses" in cited.stdout
    assert dalil("fetch", "nowhere", *at).returncode == 2
