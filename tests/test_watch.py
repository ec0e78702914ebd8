"""Real files appear, change, grow, move and vanish in a watched folder. Waits on conditions."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dalil.index.curate import watch as watch_module
from dalil.index.curate.trash import remove, restore
from dalil.index.curate.watch import (
    Seen,
    Watch,
    Watched,
    Watchman,
    add,
    checked_folder,
    switch,
    watched,
)
from dalil.index.curate.watch import remove as unwatch
from dalil.index.library import Library
from dalil.index.store.lock import locked
from dalil.ingest.errors import WatchError

ROOT = Path(__file__).resolve().parents[1]
#: Seconds until a test gives up; a quiet machine needs one or two.
PATIENCE_S = 60.0


def until(condition: Callable[[], Any], what: str = "") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.02)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "SOON_S", 0.05)
    monkeypatch.setattr(watch_module, "POLL_S", 0.1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "masuk"
    folder.mkdir()
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "lib", create=True)


@contextmanager
def watching(library: Library, folder: Path, **options: Any) -> Iterator[list[Seen]]:
    said: list[Seen] = []
    watch = Watch(library, Watched(folder, vectors=False, **options), said.append, settle_s=0.2)
    thread = threading.Thread(target=watch.run, daemon=True)
    thread.start()
    try:
        until(lambda: said, "the watcher looks")
        yield said
    finally:
        watch.stop()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()
        assert said[-1].state == "stopped"


def write(path: Path, title: str, text: str = "Isinya pendek saja.") -> None:
    path.write_text(f"# {title}\n\n{text}\n", encoding="utf-8")


def titles(library: Library) -> set[str]:
    return {d.title for d in library.catalog.documents()}


@pytest.mark.parametrize("polling", [False, True], ids=["events", "polling"])
def test_files_appear_change_and_vanish(library: Library, folder: Path, polling: bool) -> None:
    write(folder / "ada.md", "Kebun atap")
    with watching(library, folder, polling=polling) as said:
        until(lambda: titles(library) == {"Kebun atap"}, "what was there is taken in")
        (folder / "dalam").mkdir()
        write(folder / "dalam" / "baru.md", "Kebun air")
        until(lambda: titles(library) == {"Kebun atap", "Kebun air"}, "a new file")
        write(folder / "ada.md", "Kebun atap", "Kini berisi kata semanggi.")
        until(lambda: library.search("semanggi").hits, "a changed file, searchable")
        (folder / "dalam" / "baru.md").unlink()
        until(lambda: any(s.gone for s in said), "a vanished file is told")
        assert titles(library) == {"Kebun atap", "Kebun air"}, "and its document stays"


def test_a_half_written_file_is_read_when_it_is_whole(library: Library, folder: Path) -> None:
    with watching(library, folder):
        with (folder / "besar.md").open("w", encoding="utf-8") as file:
            file.write("# Kebun besar\n\n")
            for number in range(12):
                file.write(f"Alinea {number} tentang kebun.\n\n")
                file.flush()
                time.sleep(0.05)  # slower than the looks, faster than settling
        until(lambda: titles(library), "the file")
    log = [entry for entry in library.catalog.log() if entry[1] in ("added", "replaced", "failed")]
    assert [entry[1] for entry in log] == ["added"], "read once, not in pieces"
    assert "Alinea 11" in (library.catalog.document("kebun-besar") or pytest.fail("none")).text


def test_a_moved_file_keeps_its_document_with_pruning(library: Library, folder: Path) -> None:
    write(folder / "a.md", "Kebun atap")
    write(folder / "b.md", "Kebun air")
    with watching(library, folder, prune=True) as said:
        until(lambda: len(titles(library)) == 2, "both")
        (folder / "a.md").rename(folder / "c.md")
        until(
            lambda: any(d.source.endswith("c.md") for d in library.catalog.documents()), "the move"
        )
        assert titles(library) == {"Kebun atap", "Kebun air"}
        (folder / "b.md").unlink()
        until(lambda: titles(library) == {"Kebun atap"}, "pruned")
        until(lambda: any(s.report and s.report.removed for s in said), "and told")


def test_a_damaged_file_is_told_and_the_rest_goes_on(library: Library, folder: Path) -> None:
    (folder / "rusak.pdf").write_bytes(b"%PDF-1.4 rusak")
    (folder / "gambar.xyz").write_bytes(b"\x00\x01")
    write(folder / "baik.md", "Kebun atap")
    with watching(library, folder) as said:
        until(lambda: titles(library) == {"Kebun atap"}, "the good one")
        until(
            lambda: (
                {Path(f.source).name for s in said if s.report for f in s.report.failed}
                == {"rusak.pdf", "gambar.xyz"}
            ),
            "the others are told",
        )


def test_a_sidecar_speaks_for_its_file(library: Library, folder: Path) -> None:
    write(folder / "a.md", "Kebun atap")
    with watching(library, folder):
        until(lambda: titles(library) == {"Kebun atap"}, "the file")
        (folder / "a.md.toml").write_text('title = "Pekarangan"\n', encoding="utf-8")
        until(lambda: titles(library) == {"Pekarangan"}, "its sidecar")


def test_while_another_process_writes_it_waits_and_says_so(library: Library, folder: Path) -> None:
    with locked(library.folder / "write.lock"), watching(library, folder) as said:
        write(folder / "a.md", "Kebun atap")
        until(lambda: any(s.state == "waiting" for s in said), "it says that it waits")
        assert not titles(library)
    with watching(library, folder):
        until(lambda: titles(library) == {"Kebun atap"}, "then it is taken in")


def test_what_a_person_removed_does_not_come_back_by_itself(library: Library, folder: Path) -> None:
    write(folder / "a.md", "Kebun atap")
    with watching(library, folder):
        until(lambda: titles(library) == {"Kebun atap"}, "the file")
    remove(library, ["kebun-atap"])
    write(folder / "b.md", "Kebun air")
    with watching(library, folder):
        until(lambda: titles(library), "the other file")
        assert titles(library) == {"Kebun air"}
    restore(library, ["kebun-atap"])
    assert titles(library) == {"Kebun air", "Kebun atap"}


def test_what_vanished_while_nobody_watched_is_told(library: Library, folder: Path) -> None:
    write(folder / "a.md", "Kebun atap")
    with watching(library, folder):
        until(lambda: titles(library), "the file")
    (folder / "a.md").unlink()
    with watching(library, folder) as said:
        until(lambda: any(s.gone == (folder / "a.md",) for s in said), "it is told")


def test_two_watchers_of_one_folder_are_one_too_many(library: Library, folder: Path) -> None:
    with (
        watching(library, folder),
        pytest.raises(WatchError, match="sudah diamati"),
    ):
        Watch(library, Watched(folder), lambda seen: None).run()


def test_a_folder_that_goes_away_and_comes_back(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No event tells that the folder itself went: the next look does.
    monkeypatch.setattr(watch_module, "LOOK_S", 0.2)
    with watching(library, folder) as said:
        away = folder.with_name("lepas")
        folder.rename(away)
        until(lambda: any(s.state == "missing" for s in said), "it is missed")
        write(away / "a.md", "Kebun atap")
        away.rename(folder)
        until(lambda: titles(library) == {"Kebun atap"}, "and found again")


# The list, and the watchman


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("tidak-ada", "folder ini tidak ada"),
        ("berkas.md", "ini berkas, bukan folder"),
        ("lib", "memuat pustaka itu sendiri"),
        ("lib/originals", "tidak ada|memuat pustaka"),
        (".", "memuat pustaka itu sendiri"),
        ("a\x00b", "tidak dapat dibuka|tidak ada"),
    ],
)
def test_folders_that_cannot_be_watched(library: Library, name: str, complaint: str) -> None:
    place = library.folder.parent
    (place / "berkas.md").write_text("x", encoding="utf-8")
    with pytest.raises(WatchError, match=complaint):
        checked_folder(library, place / name)


def test_the_list_of_folders(library: Library, folder: Path) -> None:
    one = add(library, Watched(folder, prune=True, vectors=False))
    assert watched(library.catalog) == [one]
    (folder / "dalam").mkdir()
    with pytest.raises(WatchError, match="sudah termasuk"):
        add(library, Watched(folder / "dalam"))
    assert unwatch(library.catalog, one.folder)
    assert not unwatch(library.catalog, one.folder)
    add(library, Watched(folder / "dalam"))
    with pytest.raises(WatchError, match="di dalamnya sudah diamati"):
        add(library, Watched(folder))


def test_the_watchman_follows_the_list(library: Library, folder: Path) -> None:
    write(folder / "a.md", "Kebun atap")
    watchman = Watchman(library, settle_s=0.2, list_s=0.05)
    try:
        add(library, Watched(folder, vectors=False))
        until(lambda: titles(library) == {"Kebun atap"}, "a folder added to the list")
        until(
            lambda: "dimasukkan" in (watched(library.catalog)[0].detail or ""), "its last activity"
        )
        switch(library.catalog, folder, active=False)
        until(lambda: watched(library.catalog)[0].state == "stopped", "switched off")
        write(folder / "b.md", "Kebun air")
        switch(library.catalog, folder, active=True)
        until(lambda: titles(library) == {"Kebun atap", "Kebun air"}, "switched on again")
        # A second process has its own: it finds the folder watched, and says so.
        other = Watchman(Library.open(library.folder), settle_s=0.2, list_s=0.05)
        try:
            until(lambda: watched(library.catalog)[0].state == "elsewhere", "two watchmen")
        finally:
            other.close()
    finally:
        watchman.close()
    assert not any(t.name == "dalil-watchman" for t in threading.enumerate())
    again = Watchman(library, settle_s=0.2, list_s=0.05)  # after a restart it resumes
    try:
        write(folder / "c.md", "Kebun batu")
        until(lambda: "Kebun batu" in titles(library), "resumed")
    finally:
        again.close()


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_the_command_ends_cleanly_on_ctrl_c(library: Library, folder: Path) -> None:
    write(folder / "a.md", "Kebun atap")
    process = subprocess.Popen(
        [sys.executable, "-m", "dalil", "watch", str(folder), "--no-embed", "--json",
         "--library", str(library.folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        until(lambda: titles(library) == {"Kebun atap"}, "the file")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
    assert process.returncode == 0, err
    said = [json.loads(line) for line in out.splitlines()]
    assert said[-1]["state"] == "stopped"
    assert any(d["title"] == "Kebun atap" for s in said for d in s.get("documents", []))
