"""What is under a folder: every file once, and what is left out with its reason."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dalil.index.curate.add_sources import IngestReport, take_in
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.ingest.discover import discover
from dalil.ingest.file_names import actual, printable

ROOT = Path(__file__).resolve().parents[1]
TEXT = "# Naga\n\nNaga memakan batu bara di gua yang dalam sekali.\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names and links of POSIX")


def write(path: Path | bytes, text: str = TEXT) -> Path:
    found = Path(os.fsdecode(path))
    found.parent.mkdir(parents=True, exist_ok=True)
    found.write_text(text, encoding="utf-8")
    return found


@contextmanager
def nobody() -> Iterator[None]:
    """Without root's right to enter everything, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def take(tmp_path: Path, folder: Path) -> IngestReport:
    library = Library.open(tmp_path / "lib", create=True, encoder=HashingEncoder())
    report = take_in(library, [folder], workers=1, vectors=False)
    library.close()
    return report


# name, how it is shown, and why it is hard
NAMES: list[tuple[bytes, str, str]] = [
    (b"bad\xff.md", "bad\N{REPLACEMENT CHARACTER}FF.md", "no UTF-8"),
    (b"\xe9t\xe9.md", "\N{REPLACEMENT CHARACTER}E9t\N{REPLACEMENT CHARACTER}E9.md", "Latin-1"),
    (b"a\nb.md", "a\N{REPLACEMENT CHARACTER}0Ab.md", "a line end in the name"),
    (b"a\x1b[31mb.md", "a\N{REPLACEMENT CHARACTER}1B[31mb.md", "what a terminal obeys"),
    (
        "a\N{RIGHT-TO-LEFT OVERRIDE}dm.md".encode(),
        "a" + "".join(f"\N{REPLACEMENT CHARACTER}{b:02X}" for b in b"\xe2\x80\xae") + "dm.md",
        "what turns the direction",
    ),
    ("Undang‑Undang №1 ‘naga’.md".encode(), "Undang‑Undang №1 ‘naga’.md", "signs, but a name"),
    (b"[bold]x[red].md", "[bold]x[red].md", "what markup would eat"),
    (b"a" * 252 + b".md", "a" * 252 + ".md", "as long as a name can be"),
    (b"\xff" * 252 + b".md", "\N{REPLACEMENT CHARACTER}FF" * 252 + ".md", "long, and no UTF-8"),
]


@pytest.mark.parametrize(("name", "shown", "why"), NAMES, ids=[n[2] for n in NAMES])
def test_a_name_is_kept_shown_and_found_again(
    tmp_path: Path, name: bytes, shown: str, why: str
) -> None:
    folder = tmp_path / "masuk"
    path = write(os.fsencode(folder) + b"/" + name)
    assert printable(path.name) == shown
    assert printable(shown) == shown
    assert actual(printable(path)) == path
    report = take(tmp_path, folder)
    assert report.failed == ()
    (taken,) = report.documents
    assert taken.document.source.endswith(shown)
    json.dumps(report.to_dict(), ensure_ascii=False).encode()
    library = Library.open(tmp_path / "lib", encoder=HashingEncoder())
    stored = library.catalog.document(taken.document.id)
    assert stored is not None
    stored.title.encode()
    assert library.original(stored.sha256, Path(stored.source).suffix).is_file()
    assert take_in(library, [folder], workers=1, vectors=False).unchanged == 1
    path.unlink()
    gone = take_in(library, [folder], workers=1, vectors=False, prune=True)
    assert gone.removed == (stored.id,)
    library.close()


@pytest.mark.parametrize(
    ("suffix", "kept"),
    [("x" * 220, False), ("x" * 30, True), ("é" * 60, False)],
    ids=["220 letters", "30 letters", "120 bytes"],
)
def test_a_pdf_under_a_suffix_of_its_own(tmp_path: Path, suffix: str, kept: bool) -> None:
    from reportlab.pdfgen.canvas import Canvas

    folder = tmp_path / "masuk"
    folder.mkdir()
    path = folder / f"a.{suffix}"
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(60, 700, "Naga memakan batu bara di gua yang dalam sekali.")
    canvas.save()
    (tmp_path / "a.pdf").rename(path)
    report = take(tmp_path, folder)
    assert report.failed == ()
    (taken,) = report.documents
    library = Library.open(tmp_path / "lib", encoder=HashingEncoder())
    original = library.original(taken.document.sha256, Path(taken.document.source).suffix)
    assert original.is_file()
    assert (original.suffix != "") is kept
    library.close()


def test_a_format_without_a_reader_under_a_long_suffix_is_told(tmp_path: Path) -> None:
    write(tmp_path / "masuk" / ("b." + "y" * 220))
    files, (failure,) = discover([tmp_path / "masuk"])
    assert not files
    assert "tidak dapat dibaca" in failure.reason


def reasons(folder: Path, *, follow_links: bool = False) -> dict[str, str]:
    return {
        Path(f.source).relative_to(folder).as_posix(): f.reason
        for f in discover([folder], follow_links=follow_links)[1]
    }


def test_what_is_no_file_is_told_and_not_opened(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    write(folder / "naga.md")
    os.mkfifo(folder / "pipa.md")
    os.mkfifo(folder / "pipa")
    (folder / "putus.md").symlink_to("tidak-ada.md")
    (folder / "lingkar.md").symlink_to("lingkar.md")
    (folder / "alat.md").symlink_to("/dev/zero")
    (folder / "manifest.toml").symlink_to("/dev/zero")
    os.mkfifo(folder / "naga.md.toml")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(folder)  # an address has 108 bytes
        try:
            listening.bind("soket.md")
        finally:
            os.chdir(here)
        told = reasons(folder)
        with_links = reasons(folder, follow_links=True)
    assert set(told) == {"pipa.md", "pipa", "putus.md", "lingkar.md", "alat.md", "soket.md"}
    assert "FIFO" in told["pipa.md"]
    assert "soket" in told["soket.md"]
    assert "tautan putus" in told["putus.md"]
    assert "tautan putus" in told["lingkar.md"]
    assert "ke luar" in told["alat.md"]
    assert "perangkat" in with_links["alat.md"]
    files, failures = discover([folder / "pipa.md", folder / "putus.md", folder / "tidak.md"])
    assert not files
    assert [f.reason.split(":")[0] for f in failures] == [
        "pipa bernama (FIFO), bukan berkas biasa; tidak dibaca",
        "tautan putus",
        "tidak ada berkas atau folder di sini",
    ]


def test_links_out_of_the_folder_are_followed_where_it_is_asked_for(tmp_path: Path) -> None:
    outside = tmp_path / "luar"
    write(outside / "satu.md")
    write(outside / "dalam" / "dua.md")
    (outside / "dalam" / "kembali").symlink_to("..")  # a circle
    folder = tmp_path / "masuk"
    write(folder / "naga.md")
    write(folder / ".gudang" / "abc.md")
    (folder / "sama.md").symlink_to("naga.md")  # is read under its own name
    (folder / "sendiri").symlink_to(".")  # a circle
    (folder / "isi.md").symlink_to(".gudang/abc.md")  # what git-annex makes of a file
    (folder / "satu.md").symlink_to(outside / "satu.md")
    (folder / "semua").symlink_to(outside)
    files, failures = discover([folder])
    assert [f.path.name for f in files] == ["isi.md", "naga.md"]
    assert {Path(f.source).name for f in failures} == {"satu.md", "semua"}
    assert all(str(outside) in f.reason and "--follow-links" in f.reason for f in failures)
    files, failures = discover([folder], follow_links=True)
    assert not failures
    assert sorted(f.path.resolve().name for f in files) == [
        "abc.md",
        "dua.md",
        "naga.md",
        "satu.md",
    ]
    files, _ = discover([folder / "semua"])  # a link that is named is followed
    assert sorted(f.path.name for f in files) == ["dua.md", "satu.md"]


def test_what_may_not_be_looked_into_is_one_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    write(folder / "naga.md")
    write(folder / "kunci.md").chmod(0)
    write(folder / "kunci.aneh").chmod(0)
    for name, mode in (("rahasia", 0o000), ("daftar", 0o444), ("lewat", 0o111)):
        for number in range(3):
            write(folder / name / f"{number}.md")
        (folder / name).chmod(mode)
    for place in (tmp_path, *tmp_path.parents):
        if place.stat().st_uid == os.geteuid() and place != Path("/tmp"):
            place.chmod(place.stat().st_mode | 0o755)
    try:
        with nobody():
            files, failures = discover([folder])
            told = {Path(f.source).name: f.reason for f in failures}
            assert [f.path.name for f in files] == ["kunci.md", "naga.md"]
            assert set(told) == {"rahasia", "daftar", "lewat", "kunci.aneh"}
            assert "izin" in told["rahasia"]
            assert "dimasuki" in told["daftar"]
            assert "izin" in told["kunci.aneh"]
            assert files[0].sha256() == ""
    finally:
        for name in ("rahasia", "daftar", "lewat"):
            (folder / name).chmod(0o755)


HOSTILE_TOML = [
    ("a = " + "[" * 50_000, "bersarang", "no end of brackets"),
    ("a = " + "9" * 50_000, "TOML", "a number of 50,000 digits"),
    ("a = '" + "x" * 6_000_000 + "'", "MB", "six megabytes"),
]


@pytest.mark.parametrize(("text", "reason", "why"), HOSTILE_TOML, ids=[h[2] for h in HOSTILE_TOML])
@pytest.mark.parametrize("name", ["manifest.toml", "a.md.toml"])
def test_a_hostile_manifest_or_sidecar_stops_nothing(
    tmp_path: Path, name: str, text: str, reason: str, why: str
) -> None:
    write(tmp_path / "x" / "a.md")
    write(tmp_path / "x" / name, text)
    write(tmp_path / "y" / "b.md")
    files, failures = discover([tmp_path])
    assert [f.path.name for f in files] == ["b.md"]
    assert reason in failures[0].reason, why


def test_a_wrong_manifest_is_read_once_however_many_files_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dalil.ingest import manifest

    read: list[Path] = []
    whole = manifest._read

    def counted(path: Path) -> dict[str, object]:
        read.append(path)
        return whole(path)

    monkeypatch.setattr(manifest, "_read", counted)
    for number in range(20):
        write(tmp_path / f"{number}.md")
    write(tmp_path / "manifest.toml", "rusak = [")
    _, failures = discover([tmp_path])
    assert len(failures) == 20
    assert len(read) == 1


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["terminal", "json"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_command_survives_such_names(tmp_path: Path, form: list[str], encoding: str) -> None:
    folder = tmp_path / "masuk"
    write(folder / "naga.md")
    write(os.fsencode(folder) + b"/bad\xff.md")
    write(os.fsencode(folder) + b"/kosong\xff\x1b.md", "")
    os.mkfifo(os.fsencode(folder) + b"/pipa\xfe.md")
    (folder / os.fsdecode(b"putus\xfe.md")).symlink_to(os.fsdecode(b"ke\xff.md"))
    done = subprocess.run(
        [
            sys.executable, "-m", "dalil", "ingest", folder, "--no-embed",
            "--library", tmp_path / "lib", *form,
        ],
        capture_output=True, cwd=ROOT, check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert b"Traceback" not in said
    assert b"\x1b[31m" not in said
    if form:
        report = json.loads(done.stdout.decode(encoding))
        # The two files hold the same text: one is taken in, the other told as its copy.
        assert (len(report["documents"]), len(report["skipped"])) == (1, 1)
        assert len(report["failed"]) == 3
    else:
        lines = said.decode(encoding, errors="replace").splitlines()
        assert sum(line.startswith("x ") for line in lines) == 3
