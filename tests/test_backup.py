"""A backup holds all of a library, and what it brings back answers the same."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command import dalil
from made_up import act

from dalil.index.curate.add_sources import take_in
from dalil.index.curate.backup import MANIFEST, backup, bring_back, is_backup
from dalil.index.curate.trash import remove
from dalil.index.curate.verify import verify
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.store.bookmarks import Collections
from dalil.index.store.query_log import history, remember
from dalil.ingest.errors import BackupError, CatalogBroken, LibraryLocked, LibraryMissing

ROOT = Path(__file__).resolve().parents[1]
ACT = (ROOT / "tests" / "data" / "pp_2021_907.md").read_text(encoding="utf-8")


class _Forgetful(HashingEncoder):
    """Encodes questions only: passages must not need to be encoded again."""

    def encode_passages(self, texts: object, progress: object = None) -> object:  # type: ignore[override]
        raise AssertionError("encoded again")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "act.md").write_text(ACT, encoding="utf-8")
    (folder / "kata.csv").write_text("istilah,arti\nrak,papan untuk buku\n", encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path, sources: Path) -> Library:
    made = Library.open(tmp_path / "library", create=True, encoder=HashingEncoder())
    take_in(made, [sources], workers=1)
    remember(made.catalog, "apa itu rak", {}, "answered", 1)
    collections = Collections(made.catalog)
    collections.create("Skripsi")
    return made


def _told(library: Library) -> list[object]:
    asked = [library.search(q, k=20) for q in ("balai desa", "papan untuk buku")]
    return [
        library.catalog.content_hash(),
        [[(h.passage, h.score) for h in result.hits] for result in asked],
        [result.notes for result in asked],
        [a.question for a in history(library.catalog)],
        [c.name for c in Collections(library.catalog).all()],
    ]


def test_a_restored_library_answers_the_same(library: Library, tmp_path: Path) -> None:
    kept = backup(library, tmp_path / "b.zip")
    assert (kept.documents, is_backup(kept.path)) == (2, True)
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    back, aside = bring_back(kept.path, tmp_path / "elsewhere")
    assert (back.documents, aside) == (2, None)
    again = Library.open(tmp_path / "elsewhere", encoder=_Forgetful())  # type: ignore[arg-type]
    assert _told(again) == _told(library)
    assert not verify(tmp_path / "elsewhere").faults
    assert again.commit().name == library.commit().name, "nothing is indexed anew"
    assert again.commit(rebuild=True).meta.encoder, "and the vectors came along"


def test_it_is_written_while_others_write(library: Library, tmp_path: Path) -> None:
    with library.write_lock():
        backup(Library.open(library.folder), tmp_path / "b.zip")
    with library.catalog.transaction() as db:
        db.execute("DELETE FROM history")
        kept = backup(Library.open(library.folder), tmp_path / "c.zip")
    bring_back(kept.path, tmp_path / "other")
    assert history(Library.open(tmp_path / "other").catalog), "what was committed by then"


def test_into_a_folder_and_over_an_older_backup(library: Library, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    first = backup(library, tmp_path / "backups")
    assert first.path.parent == tmp_path / "backups"
    backup(library, first.path)
    assert [p.name for p in (tmp_path / "backups").iterdir()] == [first.path.name]
    thesis = tmp_path / "thesis.docx"
    thesis.write_text("forty pages")
    with pytest.raises(BackupError, match="bukan cadangan"):
        backup(library, thesis)
    assert thesis.read_text() == "forty pages"
    with pytest.raises(BackupError, match="ditulis"):
        backup(library, tmp_path / "nowhere" / "b.zip")


def test_what_is_replaced_is_kept(library: Library, tmp_path: Path) -> None:
    kept = backup(library, tmp_path / "b.zip")
    before = _told(library)
    remove(library, ["kata"])
    changed = _told(library)
    assert changed != before
    _, aside = bring_back(kept.path, library.folder)
    assert _told(library) == before, "an open library sees it too"
    assert aside is not None
    assert _told(Library.open(aside, encoder=HashingEncoder())) == changed
    assert not verify(library.folder).faults


@pytest.mark.parametrize("gone", ["catalog.sqlite", "originals", "generations", "vectors"])
def test_it_mends_what_was_lost(library: Library, tmp_path: Path, gone: str) -> None:
    kept = backup(library, tmp_path / "b.zip")
    before = _told(library)
    library.close()
    lost = library.folder / gone
    lost.unlink() if lost.is_file() else shutil.rmtree(lost)
    if gone == "catalog.sqlite":
        with pytest.raises(CatalogBroken):
            Library.open(library.folder)
        assert verify(library.folder).faults[0].part == "catalogue"
    bring_back(kept.path, library.folder)
    assert _told(Library.open(library.folder, encoder=HashingEncoder())) == before


def test_nothing_is_replaced_while_another_writes(library: Library, tmp_path: Path) -> None:
    kept = backup(library, tmp_path / "b.zip")
    with library.write_lock(), pytest.raises(LibraryLocked):
        bring_back(kept.path, library.folder)


def _rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    change(held)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)


def _escapes(name: str) -> Callable[[dict[str, bytes]], None]:
    import hashlib

    def change(held: dict[str, bytes]) -> None:
        said = json.loads(held[MANIFEST])
        said["files"][name] = hashlib.sha256(b"x").hexdigest()
        held[name] = b"x"
        held[MANIFEST] = json.dumps(said).encode()

    return change


def _newer(held: dict[str, bytes]) -> None:
    held[MANIFEST] = json.dumps(json.loads(held[MANIFEST]) | {"dalil_backup": 99}).encode()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_escapes("../evil"), "a name that leaves the folder"),
        (_escapes("originals/../../evil"), "within a part that may be there"),
        (_escapes("/tmp/evil"), "an absolute one"),
        (_escapes("write.lock"), "no part of a library"),
        (_newer, "a later version"),
        (lambda held: held.pop(MANIFEST), "no manifest: another ZIP file"),
        (lambda held: held.pop("catalog.sqlite"), "a file is missing"),
        (lambda held: held.update({"catalog.sqlite": b"x" * 9_000}), "another content"),
        (lambda held: held.update({MANIFEST: b"[]"}), "a manifest that says nothing"),
    ],
)
def test_a_backup_that_is_not_whole_changes_nothing(
    library: Library, tmp_path: Path, change: Callable[[dict[str, bytes]], None], why: str
) -> None:
    kept = backup(library, tmp_path / "b.zip")
    _rewritten(kept.path, change)
    before = _told(library)
    with pytest.raises(BackupError):
        bring_back(kept.path, library.folder)
    assert _told(library) == before, why
    assert not [p for p in library.folder.iterdir() if p.name.startswith((".rest", "sebelum"))]
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_or_flipped_backup(library: Library, tmp_path: Path, share: float) -> None:
    kept = backup(library, tmp_path / "b.zip")
    content = bytearray(kept.path.read_bytes())
    at = int(share * len(content))
    (tmp_path / "cut.zip").write_bytes(content[:at])
    content[at] ^= 0xFF
    (tmp_path / "flipped.zip").write_bytes(content)
    for name in ("cut.zip", "flipped.zip"):
        with pytest.raises(BackupError):
            bring_back(tmp_path / name, tmp_path / f"to {name}")


def test_the_commands(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALIL_ENCODER", "hashing")
    at = ["--library", str(library.folder)]
    assert dalil("verify", *at).returncode == 0
    done = dalil("backup", str(tmp_path / "b.zip"), *at)
    assert done.returncode == 0, done.stderr
    other = ["--library", str(tmp_path / "other")]
    assert dalil("restore", str(tmp_path / "b.zip"), *other).returncode == 0
    assert json.loads(dalil("verify", "--json", *other).stdout)["whole"] is True
    assert dalil("remove", "kata", *other).returncode == 0
    assert dalil("restore", *other).stdout.startswith("kata")
    assert dalil("restore", "kata", *other).returncode == 0, "an id is still an id"
    original = next((library.folder / "originals").rglob("*.md"))
    original.write_text("something else")
    found = dalil("verify", "--json", *at)
    assert found.returncode == 1
    (fault,) = json.loads(found.stdout)["faults"]
    assert (fault["part"], original.name in fault["what"]) == ("original", True)
    assert "dalil ingest --rebuild" in fault["advice"]
    assert dalil("verify", "--library", str(tmp_path / "nothing")).returncode == 2
    missing = dalil("restore", str(tmp_path / "no.zip"), *other)
    assert (missing.returncode, "Traceback" in missing.stderr) == (2, False)


@pytest.mark.parametrize(
    ("damage", "part"),
    [
        ("catalog flip", "catalogue"),
        ("text row", "catalogue"),
        ("original flip", "original"),
        ("original gone", "original"),
        ("vectors of the index", "index"),
        ("CURRENT", "index"),
        ("cache", "vectors"),
    ],
)
def test_verify_names_the_part(
    library: Library, sources: Path, tmp_path: Path, damage: str, part: str
) -> None:
    folder = library.folder
    assert not verify(folder).faults
    if damage == "text row":
        with library.catalog.transaction() as db:
            db.execute("UPDATE passages SET start = start + 1 WHERE row = 2")
    library.close()
    if damage == "catalog flip":
        content = bytearray((folder / "catalog.sqlite").read_bytes())
        content[len(content) // 4 : len(content) // 2] = bytes(
            len(content) // 2 - len(content) // 4
        )
        (folder / "catalog.sqlite").write_bytes(content)
    elif damage.startswith("original"):
        path = next((folder / "originals").rglob("*.md"))
        path.unlink() if damage.endswith("gone") else path.write_text("else")
    elif damage == "CURRENT":
        (folder / "CURRENT").write_text("999999")
    elif damage in ("vectors of the index", "cache"):
        where = folder / ("vectors" if damage == "cache" else "generations")
        path = sorted(where.rglob("*.sqlite" if damage == "cache" else "dense.faiss"))[-1]
        content = bytearray(path.read_bytes())
        content[-100] ^= 1
        path.write_bytes(content)
    faults = verify(folder).faults
    assert part in {f.part for f in faults}
    assert all("dalil" in f.advice for f in faults)
    if part in ("original", "index"):
        take_in(Library.open(folder, encoder=HashingEncoder()), [sources], workers=1, rebuild=True)
        assert not verify(folder).faults


def test_verify_says_where_there_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing):
        verify(tmp_path)


def test_an_index_behind_its_catalogue(library: Library) -> None:
    library.put(act("uu/2020/1", {"1": ["Baru."]}))
    assert any("mengikuti" in f.what for f in verify(library.folder).faults)
    library.commit()
    (fault,) = verify(library.folder).faults or (None,)
    assert fault is None
