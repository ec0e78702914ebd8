"""Feeds and archives that were made to hurt: refused or passed over, with the reason, and no more.

The other half of the hostile files are bundles (`test_bundle.py`).
"""

from __future__ import annotations

import io
import json
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from network import Network, Page, act_pdf, act_text, network

from dalil.index.curate.fetch import fetch
from dalil.index.library import Library
from dalil.ingest.errors import WrongContent
from dalil.ingest.fetch import archive as archives
from dalil.ingest.fetch.archive import Tarred, Zipped, open_archive, safe_name
from dalil.ingest.fetch.client import Manners

QUICK = Manners(pause_s=0.0, connect_s=2, read_s=5, tries=1, silent=999)
GOOD = "uu/2020/1.md"


def _tar(*members: tuple[tarfile.TarInfo, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as tar:  # type: ignore[call-overload]
        for info, data in members:
            info.size = len(data) if info.isreg() else 0
            tar.addfile(info, io.BytesIO(data) if info.isreg() else None)
    return out.getvalue()


def _info(name: str, kind: bytes = tarfile.REGTYPE, to: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info


def _zip(*members: tuple[Any, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def _zip_link(name: str, to: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info, to.encode()


ACT = act_text("uu", 1, 2020).encode()
KEPT = (_info(GOOD), ACT)

#: What it is, the archive, and a word of what is told of it.
ARCHIVES: tuple[tuple[str, bytes, str], ...] = (
    ("a path upwards", _tar(KEPT, (_info("../../evil.md"), b"x")), "luar"),
    ("an absolute path", _tar(KEPT, (_info("/etc/evil.md"), b"x")), "luar"),
    ("a path of Windows", _tar(KEPT, (_info("..\\evil.md"), b"x")), "luar"),
    ("a drive", _tar(KEPT, (_info("C:/evil.md"), b"x")), "luar"),
    ("a device", _tar(KEPT, (_info("uu/con.md"), b"x")), "luar"),
    ("a name with what a terminal obeys", _tar(KEPT, (_info("uu/\x1b[2J.md"), b"x")), "luar"),
    ("a link", _tar(KEPT, (_info("uu/x.md", tarfile.SYMTYPE, "/etc/passwd"), b"")), "tautan"),
    ("a hard link", _tar(KEPT, (_info("uu/x.md", tarfile.LNKTYPE, GOOD), b"")), "tautan"),
    ("a FIFO", _tar(KEPT, (_info("uu/x.md", tarfile.FIFOTYPE), b"")), "tautan"),
    ("a device of the system", _tar(KEPT, (_info("uu/x.md", tarfile.CHRTYPE), b"")), "tautan"),
    ("a name twice", _tar(KEPT, (_info("UU/2020/1.MD"), b"evil")), "dua kali"),
    ("a program", _tar(KEPT, (_info("uu/x.exe"), b"MZ")), "format"),
    ("a manifest of its own", _tar(KEPT, (_info("manifest.toml"), b"[[work]]")), "format"),
    ("a sidecar", _tar(KEPT, (_info(f"{GOOD}.toml"), b"kind = 'UUD'")), "format"),
    ("a page called PDF", _tar(KEPT, (_info("uu/2020/2.pdf"), b"<html>x")), "halaman web"),
    ("a ZIP's path upwards", _zip((GOOD, ACT), ("../evil.md", b"x")), "luar"),
    ("a ZIP's link", _zip((GOOD, ACT), _zip_link("uu/x.md", "/etc/passwd")), "tautan"),
    ("a long name", _zip((GOOD, ACT), ("uu/" + "x" * 300 + ".md", b"x")), "luar"),
)


@pytest.fixture
def net() -> Iterator[Network]:
    with network() as here:
        yield here


@pytest.mark.parametrize(("what", "data", "told"), ARCHIVES, ids=[w for w, _, _ in ARCHIVES])
def test_hostile_members_are_passed_over(tmp_path: Path, what: str, data: bytes, told: str) -> None:
    (tmp_path / "isi").write_bytes(data)
    library = Library.open(tmp_path / "pustaka", create=True)
    before = {p for p in tmp_path.rglob("*") if "pustaka" not in p.parts[-3:]}
    report = fetch(library, str(tmp_path / "isi"), vectors=False, workers=1, manners=QUICK)
    assert [b.ids for b in report.fetched] == [("uu/2020/1",)], what
    assert told in " ".join(f.reason for f in (*report.failed, *report.skipped))
    assert not list(tmp_path.rglob("*evil*"))
    assert set(tmp_path.iterdir()) <= before | {tmp_path / "pustaka"}


def _lying_zip() -> bytes:
    """A member that says it is small and is not."""
    data = bytearray(_zip((GOOD, b"0" * 5_000_000)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


BROKEN: tuple[tuple[str, bytes], ...] = (
    ("cut off", _tar(KEPT)[:200]),
    ("flipped", bytes(b ^ (255 if n == 60 else 0) for n, b in enumerate(_tar(KEPT)))),
    ("gzip of nothing", b"\x1f\x8b\x08\x00" + b"\0" * 40),
    ("no archive inside", __import__("gzip").compress(b"just text")),
    ("xz of nothing", b"\xfd7zXZ\0" + b"\0" * 40),
    ("a ZIP without its end", _zip((GOOD, ACT))[:-30]),
)


@pytest.mark.parametrize(("what", "data"), BROKEN, ids=[w for w, _ in BROKEN])
def test_broken_archives_say_so(tmp_path: Path, what: str, data: bytes) -> None:
    (tmp_path / "isi").write_bytes(data)
    library = Library.open(tmp_path / "pustaka", create=True)
    with pytest.raises(WrongContent):
        fetch(library, str(tmp_path / "isi"), vectors=False, workers=1, manners=QUICK)
    assert not library.catalog.documents()


def test_bombs_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(archives, "MOST_EACH", 400_000)
    big = _info("uu/2020/2.md")
    for data in (
        _tar(*((_info(f"uu/2020/{n}.md"), b"0" * 300_000) for n in range(9))),
        _zip(*((f"uu/2020/{n}.md", b"0" * 300_000) for n in range(9))),
    ):
        (tmp_path / "isi").write_bytes(data)
        with pytest.raises(WrongContent, match="batas"):
            open_archive(tmp_path / "isi").listed()
    (tmp_path / "isi").write_bytes(_tar(KEPT, (big, b"0" * 500_000)))
    found = Tarred(tmp_path / "isi")
    assert [m.name for m in found.listed()] == [GOOD] and len(found.problems) == 1
    (tmp_path / "isi").write_bytes(_lying_zip())
    lying = Zipped(tmp_path / "isi")
    library = Library.open(tmp_path / "pustaka", create=True)
    report = fetch(library, str(tmp_path / "isi"), vectors=False, workers=1, manners=QUICK)
    assert lying.listed()[0].size == 10 and "rusak" in report.failed[0].reason
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    (tmp_path / "isi").write_bytes(_zip(*((f"{n}.md", b"x") for n in range(9))))
    with pytest.raises(WrongContent, match="lebih dari 2"):
        open_archive(tmp_path / "isi").listed()


NAMES = (
    ("uu/2014/23.md", "uu/2014/23.md"), ("a//b.md", "a/b.md"), ("./a.md", "a.md"),
    ("../a.md", None), ("a/../../b.md", None), ("/a.md", None), ("a\\b.md", None), ("", None),
    ("a/\n.md", None), ("nul", None), ("a/aux.md", None), ("a.", None), (" a.md", None),
    ("x" * 300, None),
)  # fmt: skip


@pytest.mark.parametrize(("name", "safe"), NAMES)
def test_names_of_members(name: str, safe: str | None) -> None:
    assert safe_name(name) == safe


def _record(**more: Any) -> dict[str, Any]:
    return {
        "idData": "1", "jenis": "Peraturan Menteri Dalam Negeri", "singkatanJenis": "PERMENDAGRI",
        "noPeraturan": "1", "tahun_pengundangan": "2016", "judul": "Balai Desa", **more,
    }  # fmt: skip


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
#: What it is, the record, and a word of why its file is not there ("": it is).
RECORDS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("a script in its title", {"judul": SCRIPT, "urlDownload": "/good.pdf"}, ""),
    ("a script in its status", {"status": SCRIPT, "urlDownload": "/good.pdf"}, ""),
    ("a formula", {"judul": "=HYPERLINK(\"http://x.example\")", "urlDownload": "/good.pdf"}, ""),
    ("a title that turns", {"judul": "\u202etxt.exe", "urlDownload": "/good.pdf"}, ""),
    ("a script as address", {"urlDownload": "javascript:alert(1)"}, "alamat web"),
    ("a file as address", {"urlDownload": "file:///etc/passwd"}, "alamat web"),
    ("data as address", {"urlDownload": "data:application/pdf,%PDF-"}, "alamat web"),
    ("the person's router", {"urlDownload": "https://192.168.1.1/reboot"}, "jaringan sendiri"),
    ("a cloud's secrets", {"urlDownload": "https://169.254.169.254/latest"}, "jaringan sendiri"),
    ("a password", {"urlDownload": "https://u:p@x.example/a.pdf"}, "kata sandi"),
    ("a path as its number", {"idData": "../../evil", "urlDownload": "/good.pdf"}, ""),
    ("a path as its kind", {"jenis": "../../evil", "singkatanJenis": "/etc", "urlDownload":
                            "/good.pdf"}, ""),
    ("a number as long as a book", {"noPeraturan": "9" * 10**5, "urlDownload": "/good.pdf"}, ""),
    ("a year beyond all", {"tahun_pengundangan": "99999999", "urlDownload": "/good.pdf"}, ""),
    ("an address as long as a book", {"urlDownload": "https://x.example/" + "a" * 10**5},
     "alamat web"),
    ("SQL", {"judul": "'; DROP TABLE documents; --", "urlDownload": "/good.pdf"}, ""),
    ("words of FTS5", {"subjek": '" OR * NEAR(', "urlDownload": "/good.pdf"}, ""),
)  # fmt: skip


@pytest.mark.parametrize(("what", "more", "told"), RECORDS, ids=[w for w, _, _ in RECORDS])
def test_hostile_records(
    net: Network, tmp_path: Path, what: str, more: dict[str, Any], told: str
) -> None:
    net["/good.pdf"] = Page(act_pdf("permendagri", 1, 2016), "application/pdf")
    net["/feed"] = Page(json.dumps([_record(**more)]).encode())
    library = Library.open(tmp_path / "pustaka", create=True)
    report = fetch(library, net.url("/feed"), vectors=False, workers=1, manners=QUICK)
    assert report.catalogued == 1
    if told:
        assert told in report.failed[0].reason and not report.fetched
    else:
        assert [b.ids for b in report.fetched] == [("permendagri/2016/1",)]
    assert not list(tmp_path.rglob("*evil*"))
    assert all(p.is_relative_to(tmp_path / "pustaka") for p in tmp_path.rglob("*.pdf"))
    from dalil.index.store.offers import Offers

    for words in ("balai", '"', "* OR", "NEAR(", "'; --"):
        Offers(library.catalog).search(words)


def test_a_feed_that_is_too_deep_or_endless(net: Network, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "pustaka", create=True)
    nested = {"judul": "x", "idData": 1, "jenis": "y"}
    deep = json.dumps([_record(urlDownload="-")])[:-1] + ", " + '{"x":' * 5_000 + "1" + "}" * 5_000
    for body in (b"[" * 10**5, b'{"a":' * 10**5, deep.encode() + b"]", b"[" + b"9" * 10**6):
        net["/feed"] = Page(body)
        try:
            report = fetch(library, net.url("/feed"), vectors=False, workers=1, manners=QUICK)
        except WrongContent:
            continue
        assert report.failed, "what breaks off is told"
    assert nested
