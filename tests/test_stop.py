"""Stop, in the middle of a file: from the terminal, from the app, from a watched folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dalil.index.curate.add_sources import take_in
from dalil.index.curate.watch import Seen, Watch, Watched
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.ingest.readers.limits import Limits

ROOT = Path(__file__).resolve().parents[1]
ACT = (ROOT / "tests" / "data" / "pp_2021_907.md").read_text(encoding="utf-8")
#: Seconds until a test gives up; what it waits for takes one or two on a quiet machine.
PATIENCE_S = 60.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One act, and one file that takes minutes to read."""
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "a.md").write_text(ACT, encoding="utf-8")
    body = "".join(
        f"Pasal {n}\n(1) Naga wajib mandi.\n(2) a. pagi; b. sore.\n" for n in range(9_000)
    )
    (folder / "b.md").write_text(ACT.replace("907", "908") + body * 40, encoding="utf-8")
    return folder


def whole(place: Path) -> None:
    """The library is as after an undisturbed ingest of the first file, and goes on from there."""
    library = Library.open(place, encoder=HashingEncoder())
    assert [d.id for d in library.catalog.documents()] == ["pp/2021/907"]
    assert library.search("balai desa").hits
    library.close()


def test_the_app_stops_it_in_the_middle(tmp_path: Path, folder: Path) -> None:
    library = Library.open(tmp_path / "lib", create=True, encoder=HashingEncoder())
    stop = threading.Event()

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "membaca":
            threading.Timer(0.5, stop.set).start()

    report = take_in(
        library, [folder], workers=1, vectors=False, progress=progress, stop=stop.is_set,
        limits=Limits(seconds=0),
    )  # fmt: skip
    assert stop.is_set()
    assert ([t.document.id for t in report.documents], report.left) == (["pp/2021/907"], 1)
    assert not report.failed
    library.close()
    whole(tmp_path / "lib")


@pytest.mark.parametrize("signals", [1, 2])
def test_ctrl_c_stops_it_in_the_middle(tmp_path: Path, folder: Path, signals: int) -> None:
    with subprocess.Popen(
        [
            sys.executable, "-m", "dalil", "ingest", folder, "--no-embed", "--json",
            "--workers", "1", "--max-seconds", "0", "--library", tmp_path / "lib",
        ],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    ) as command:  # fmt: skip
        deadline = time.monotonic() + PATIENCE_S
        while not _taken(tmp_path / "lib"):
            assert time.monotonic() < deadline and command.poll() is None
            time.sleep(0.05)
        for _ in range(signals):
            command.send_signal(signal.SIGINT)
        out, said = command.communicate(timeout=PATIENCE_S)
    assert command.returncode == 130, said
    assert "Traceback" not in said
    if signals == 1:
        report = json.loads(out)
        assert (len(report["documents"]), report["left"]) == (1, 1)
        whole(tmp_path / "lib")
    (folder / "b.md").unlink()
    again = subprocess.run(
        [
            sys.executable, "-m", "dalil", "ingest", folder, "--no-embed",
            "--library", tmp_path / "lib",
        ],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    whole(tmp_path / "lib")


def _taken(place: Path) -> bool:
    """Whether the first file is in the catalogue, so that the second one is being read."""
    if not (place / "originals").is_dir():
        return False
    return any(path.is_file() for path in (place / "originals").rglob("*.md"))


def test_a_watcher_stops_in_the_middle(tmp_path: Path, folder: Path) -> None:
    library = Library.open(tmp_path / "lib", create=True, encoder=HashingEncoder())
    said: list[Seen] = []
    one = Watched(folder, vectors=False)
    watch = Watch(library, one, said.append, settle_s=0.1, limits=Limits(seconds=0))
    thread = threading.Thread(target=watch.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + PATIENCE_S
    while not _taken(tmp_path / "lib"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    watch.stop()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    assert said[-1].state == "stopped"
    assert not any(seen.state == "failed" for seen in said)
    library.close()
    whole(tmp_path / "lib")


def test_a_watcher_tells_what_it_leaves_out(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "a.md").write_text(ACT, encoding="utf-8")
    (folder / "putus.md").symlink_to("tidak.md")
    (folder / "luar").symlink_to(tmp_path)
    os.mkfifo(folder / "pipa.md")
    library = Library.open(tmp_path / "lib", create=True, encoder=HashingEncoder())
    said: list[Seen] = []
    watch = Watch(library, Watched(folder, vectors=False), said.append, settle_s=0.1)
    thread = threading.Thread(target=watch.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + PATIENCE_S
    while not any(seen.report for seen in said):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    watch.stop()
    thread.join(PATIENCE_S)
    (report,) = [seen.report for seen in said if seen.report]
    assert {Path(f.source).name for f in report.failed} == {"putus.md", "luar", "pipa.md"}
    assert [t.document.id for t in report.documents] == ["pp/2021/907"]
    library.close()
