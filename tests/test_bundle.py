"""A bundle opens anywhere, answers the same, keeps what is the person's own, and harms nobody."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command import dalil
from made_up import act
from network import act_text

import dalil.index.curate.bundle as module
from dalil.index.curate.add_sources import take_in
from dalil.index.curate.bundle import MANIFEST, is_bundle, look, open_bundle, pack
from dalil.index.curate.edit import correct
from dalil.index.curate.trash import remove
from dalil.index.curate.verify import verify
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import CATALOG, Library
from dalil.index.store.bookmarks import Collections
from dalil.index.store.query_log import history, remember
from dalil.ingest.errors import BundleError


class _Forgetful(HashingEncoder):
    """Encodes questions only: passages must not need to be encoded."""

    def encode_passages(self, texts: object, progress: object = None) -> object:  # type: ignore[override]
        raise AssertionError("encoded again")


def sources(folder: Path, *numbers: int, kind: str = "uu", words: str = "balai desa") -> Path:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        text = act_text(kind, number, 2020, words.upper())
        (folder / f"{kind}-{number}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def faculty(tmp_path: Path) -> Library:
    """What is prepared once: two acts, with things of its maker's own beside them."""
    made = Library.open(tmp_path / "fakultas", create=True, encoder=HashingEncoder())
    take_in(made, [sources(tmp_path / "rahasia-dosen", 1, 2)], workers=1)
    Collections(made.catalog).create("Catatan dosen")
    remember(made.catalog, "pertanyaan dosen", {}, "answered", 1)
    correct(made, "uu/2020/2", {"title": "Balai Desa (dikoreksi dosen)"})
    return made


@pytest.fixture
def packed(faculty: Library, tmp_path: Path) -> Path:
    return pack(faculty, tmp_path / "hukum.dalil", originals=True).path


def asked(library: Library) -> list[tuple[str, float]]:
    found = library.search("rumah bersama warga", k=20)
    return [(h.passage.passage_id, round(h.score, 6)) for h in found.hits]


def student(folder: Path) -> Library:
    return Library.open(folder, encoder=_Forgetful())  # type: ignore[arg-type]


def test_it_answers_on_an_empty_machine(faculty: Library, packed: Path, tmp_path: Path) -> None:
    told = open_bundle(packed, tmp_path / "mahasiswa")
    assert (told.bundle.name, told.bundle.documents, told.own, told.already) == (
        "hukum", 2, 0, False,
    )  # fmt: skip
    library = student(tmp_path / "mahasiswa")
    assert asked(library) == asked(faculty)
    assert library.generation is not None and library.generation.vectors > 0
    assert not verify(library.folder).faults
    assert library.commit().name == library.generation.name, "nothing is encoded or indexed anew"
    work = library.catalog.document("uu/2020/2")
    assert work is not None and work.title == "Balai Desa (dikoreksi dosen)"
    assert library.original(work.sha256, ".md").is_file()


def test_nothing_of_its_maker_travels(faculty: Library, packed: Path, tmp_path: Path) -> None:
    open_bundle(packed, tmp_path / "mahasiswa")
    library = student(tmp_path / "mahasiswa")
    assert not Collections(library.catalog).all() and not history(library.catalog)
    assert {d.source for d in library.catalog.documents()} == {
        "hukum/uu-1.md", "hukum/uu-2.md",
    }  # fmt: skip
    with zipfile.ZipFile(packed) as archive:
        for name in archive.namelist():
            if not name.startswith("originals/"):
                content = archive.read(name)
                for secret in (b"rahasia-dosen", b"pertanyaan dosen", b"Catatan dosen"):
                    assert secret not in content, (name, secret)


def test_a_newer_one_replaces_it_and_keeps_what_is_own(
    faculty: Library, packed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mahasiswa"
    open_bundle(packed, folder)
    mine = Library.open(folder, encoder=HashingEncoder())
    take_in(mine, [sources(tmp_path / "punyaku", 7, words="perahu layar")], workers=1)
    correct(mine, "uu/2020/1", {"title": "Judul menurutku"})
    correct(mine, "uu/2020/7", {"title": "Perahuku"})
    collections = Collections(mine.catalog)
    collections.create("Skripsi")
    remember(mine.catalog, "perahu apa", {}, "answered", 1)
    number = collections.all()[0].id

    take_in(faculty, [sources(tmp_path / "rahasia-dosen", 3)], workers=1)
    remove(faculty, ["uu/2020/2"])
    newer = pack(faculty, tmp_path / "hukum.dalil")
    told = open_bundle(newer.path, folder)
    assert (told.own, told.corrections, told.replaced is not None) == (1, 1, True)
    library = student(folder)
    titles = {d.id: d.title for d in library.catalog.documents()}
    assert titles == {
        "uu/2020/1": "Judul menurutku", "uu/2020/3": "Balai Desa", "uu/2020/7": "Perahuku",
    }  # fmt: skip
    assert [c.name for c in Collections(library.catalog).all()] == ["Skripsi"]
    assert Collections(library.catalog).all()[0].id == number
    assert [a.question for a in history(library.catalog)] == ["perahu apa"]
    assert {p for p, _ in asked(library)} >= {"uu/2020/3#pasal-1", "uu/2020/7#pasal-1"}
    assert library.generation is not None and library.generation.without is None, "vectors stay"
    assert not verify(folder).faults
    # The same again changes nothing, an older one is refused.
    assert open_bundle(newer.path, folder).already


def test_an_older_one_of_its_name_is_refused(
    faculty: Library, packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "lama.dalil"
    old.write_bytes(changed(packed, manifest={"at": "2001-01-01T00:00:00+00:00"}))
    open_bundle(packed, tmp_path / "mahasiswa")
    with pytest.raises(BundleError, match="lebih baru"):
        open_bundle(old, tmp_path / "mahasiswa")


def test_beside_a_library_that_was_there(packed: Path, tmp_path: Path) -> None:
    """Who collected before keeps it; the same text is there once."""
    folder = tmp_path / "mahasiswa"
    mine = Library.open(folder, create=True, encoder=HashingEncoder())
    take_in(mine, [sources(tmp_path / "punyaku", 1, 7)], workers=1)
    told = open_bundle(packed, mine)
    assert told.own == 2
    assert {d.id for d in mine.catalog.documents()} == {"uu/2020/1", "uu/2020/2", "uu/2020/7"}
    assert len(asked(mine)) >= 3, "the open library sees it at once"
    assert not verify(folder).faults


def test_what_was_taken_out_stays_out(packed: Path, faculty: Library, tmp_path: Path) -> None:
    folder = tmp_path / "mahasiswa"
    open_bundle(packed, folder)
    remove(student(folder), ["uu/2020/2"])
    take_in(faculty, [sources(tmp_path / "rahasia-dosen", 3)], workers=1)
    open_bundle(pack(faculty, packed).path, folder)
    assert {d.id for d in student(folder).catalog.documents()} == {"uu/2020/1", "uu/2020/3"}


def test_one_of_another_name_comes_beside_it(packed: Path, tmp_path: Path) -> None:
    other = Library.open(tmp_path / "lain", create=True, encoder=HashingEncoder())
    take_in(other, [sources(tmp_path / "lain-lain", 9, kind="pp")], workers=1)
    second = pack(other, tmp_path / "pajak.dalil").path
    folder = tmp_path / "mahasiswa"
    open_bundle(packed, folder)
    open_bundle(second, folder)
    assert {d.id for d in student(folder).catalog.documents()} == {
        "uu/2020/1", "uu/2020/2", "pp/2020/9",
    }  # fmt: skip
    assert open_bundle(packed, folder).already


def test_only_a_bundle_is_overwritten_and_only_a_whole_one_written(
    faculty: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thesis = tmp_path / "skripsi.dalil"
    thesis.write_text("forty pages")
    with pytest.raises(BundleError, match="bukan paket"):
        pack(faculty, thesis)
    assert thesis.read_text() == "forty pages"
    assert pack(faculty, tmp_path / "tanpa-akhiran").path.name == "tanpa-akhiran.dalil"
    with pytest.raises(BundleError, match="folder"):
        pack(faculty, tmp_path)
    with pytest.raises(BundleError, match="kosong"):
        pack(Library.open(tmp_path / "kosong", create=True), tmp_path / "x.dalil")
    faculty.put(act("uu/2020/8", {"1": ["baru"]}))
    with pytest.raises(BundleError, match="Indeks"):
        pack(faculty, tmp_path / "x.dalil")
    assert not (tmp_path / "x.dalil").exists()
    assert not [p for p in faculty.folder.iterdir() if p.name.startswith(".bundling")]


def test_killed_in_the_middle_the_old_or_the_new_is_there(
    packed: Path, faculty: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever step it ends at: the library opens and answers."""
    take_in(faculty, [sources(tmp_path / "rahasia-dosen", 3)], workers=1)
    newer = pack(faculty, tmp_path / "hukum.dalil").path
    steps = ("rename", "replace", "unlink", "write_text")
    for step in steps:
        for count in range(1, 4):
            folder = tmp_path / f"m-{step}-{count}"
            old = Library.open(folder, create=True, encoder=HashingEncoder())
            take_in(old, [sources(tmp_path / "punyaku", 7)], workers=1)
            old.close()
            done = [0]
            real = getattr(Path, step)

            def stop(self: Path, *given: Any, **more: Any) -> Any:
                if ".opening" in str(self) or str(self).startswith(str(folder)):  # noqa: B023
                    done[0] += 1  # noqa: B023
                    if done[0] == count:  # noqa: B023
                        raise KeyboardInterrupt
                return real(self, *given, **more)  # noqa: B023

            with monkeypatch.context() as patch:
                patch.setattr(module, "remove_whole", lambda path: None)
                patch.setattr(Path, step, stop)
                with suppress(KeyboardInterrupt):
                    open_bundle(newer, folder, look_first=False)
            library = Library.open(folder, encoder=HashingEncoder())
            library.commit()
            assert "uu/2020/7#pasal-1" in {p for p, _ in asked(library)}, (step, count)
            library.close()


def test_the_commands(packed: Path, faculty: Library, tmp_path: Path) -> None:
    out = tmp_path / "perintah.dalil"
    made = dalil("bundle", out, "--json", "--library", faculty.folder)
    assert made.returncode == 0 and json.loads(made.stdout)["documents"] == 2
    opened = dalil("open", out, "--json", "--library", tmp_path / "baru")
    assert json.loads(opened.stdout)["name"] == "perintah"
    again = dalil("open", out, "--library", tmp_path / "baru")
    assert again.returncode == 0 and "sudah terbuka" in again.stderr


# Fifty hostile files: half of them bundles, here; feeds and archives in test_fetch_hostile.py


def changed(
    packed: Path,
    *,
    manifest: dict[str, Any] | None = None,
    files: dict[str, Any] | None = None,
    add: dict[str, bytes] | None = None,
    drop: tuple[str, ...] = (),
    content: dict[str, bytes] | None = None,
    link: str = "",
    twice: str = "",
    raw: Callable[[bytes], bytes] = lambda data: data,
) -> bytes:
    """The bundle with something else in it, otherwise as it was."""
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w") as target:
        said = json.loads(source.read(MANIFEST))
        said |= manifest or {}
        for name, row in (files or {}).items():
            if row is None:
                said["files"].pop(name, None)
            else:
                said["files"][name] = {**said["files"].get(name, {}), **row}
        for info in source.infolist():
            if info.filename in (MANIFEST, *drop):
                continue
            if info.filename == link:
                info.external_attr = 0o120777 << 16
            data = (content or {}).get(info.filename, source.read(info.filename))
            target.writestr(info, data)
            if info.filename == twice:
                target.writestr(info, data)
        for name, data in (add or {}).items():
            target.writestr(name, data)
        target.writestr(MANIFEST, json.dumps(said))
    return raw(out.getvalue())


def with_files(packed: Path, content: dict[str, bytes]) -> bytes:
    """The bundle with other content, and the hashes that go with it: whoever made it, lies well."""
    import hashlib

    rows = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in content.items()
    }
    return changed(packed, content=content, files=rows)


def with_catalog(packed: Path, tmp_path: Path, script: str) -> bytes:
    """The bundle with a catalogue in which somebody has written."""
    place = tmp_path / "hostile.sqlite"
    with zipfile.ZipFile(packed) as archive:
        place.write_bytes(archive.read(CATALOG))
    with closing(sqlite3.connect(place)) as db:
        db.executescript(script)
        db.commit()
    return with_files(packed, {CATALOG: place.read_bytes()})


def with_array(packed: Path, name: str, change: Callable[[Any], Any]) -> bytes:
    """The bundle with an array that says something else; its index sealed over it anew."""
    import hashlib
    import io

    from dalil.index.snapshot.snapshot import Meta, meta_json

    with zipfile.ZipFile(packed) as archive:
        array = np.load(io.BytesIO(archive.read(f"index/{name}")))
        said = json.loads(archive.read("index/meta.json"))
    out = io.BytesIO()
    np.save(out, change(array))
    data = out.getvalue()
    said.pop("seal")
    meta = Meta(**said)
    meta = replace(
        meta,
        files=meta.files | {name: len(data)},
        hashes=meta.hashes | {name: hashlib.sha256(data).hexdigest()},
    )
    return with_files(packed, {f"index/{name}": data, "index/meta.json": meta_json(meta).encode()})


EVIL = b"evil"
ROW = {"sha256": "0" * 64, "bytes": 4}
BOMB = {"sha256": "0" * 64, "bytes": 10**12}


def _hostile(packed: Path, tmp_path: Path) -> Iterator[tuple[str, bytes, str]]:
    """What it is, its bytes, and a word of the reason."""

    def c(**how: Any) -> bytes:
        return changed(packed, **how)

    for name in ("../../evil", "/etc/evil", "index/../../evil", "C:\\evil", "index\\evil",
                 "evil.sh", "write.lock", "uploads/x.pdf", "fetched/x.pdf", "vectors/x.sqlite",
                 "CURRENT", "generations/000009/meta.json", "index/a/b/c", "originals/x",
                 ".bashrc", "index/\0evil"):  # fmt: skip
        yield f"a place {name!r}", c(add={name: EVIL}, files={name: ROW}), "bukan bagian"
    yield "a file that the manifest does not name", c(add={"evil": EVIL}), "bukan bagian"
    yield "a link", c(link="index/rows.npy"), "tautan"
    yield "a name twice", c(twice="index/rows.npy"), "dua kali"
    yield (
        "a name twice but for capitals",
        c(add={"index/ROWS.npy": EVIL}, files={"index/ROWS.npy": ROW}),
        "dua kali",
    )
    yield "another hash", c(files={CATALOG: {"sha256": "0" * 64}}), "hash"
    yield "another content", c(content={"index/place.npy": b"x" * 10}), "ukuran"
    yield "no hash", c(files={CATALOG: {"sha256": "x"}}), "hash"
    yield "a size that is a lie", c(files={CATALOG: {"bytes": 5}}), "ukuran"
    yield "a size below nothing", c(files={CATALOG: {"bytes": -1}}), "bilangan"
    yield "a size that is a text", c(files={CATALOG: {"bytes": "9"}}), "bilangan"
    yield "more than any disk has", c(files={"index/x": BOMB}), "ukuran|lengkap|besar"
    yield "a file that is not there", c(drop=("index/rows.npy",)), "lengkap"
    yield "no catalogue", c(drop=(CATALOG,), files={CATALOG: None}), "lengkap"
    yield "no index", c(drop=("index/meta.json",), files={"index/meta.json": None}), "lengkap"
    yield "a newer bundle", c(manifest={"dalil_bundle": 99}), "lebih baru"
    yield "a newer catalogue", c(manifest={"catalog_version": 999}), "lebih baru"
    yield "a newer index", c(manifest={"index_format": 999}), "lebih baru"
    yield "an older index", c(manifest={"index_format": 0}), "lama"
    yield "a version that is none", c(manifest={"dalil_bundle": "1"}), "bilangan"
    yield "a name that is a path", c(manifest={"name": "../x"}), "nama"
    yield "a name with markup", c(manifest={"name": "<b>x"}), "nama"
    yield "a day that is none", c(manifest={"at": "kemarin"}), "tidak dibuka"
    yield "files that are a list", c(manifest={"files": []}), "tidak dibuka"
    yield "cut off", c(raw=lambda data: data[: len(data) // 2]), "bukan paket|tidak dibuka"
    yield (
        "a flipped byte",
        c(raw=lambda d: d[:5000] + bytes([d[5000] ^ 255]) + d[5001:]),
        ("tidak dibuka"),
    )
    yield "no ZIP", b"PK\x03\x04 nothing", "tidak dibuka"
    yield (
        "a trigger",
        with_catalog(
            packed,
            tmp_path,
            ("CREATE TRIGGER evil AFTER INSERT ON log BEGIN DELETE FROM documents; END;"),
        ),
        "asing",
    )
    yield "a view", with_catalog(packed, tmp_path, "CREATE VIEW evil AS SELECT 1;"), "asing"
    yield "another table", with_catalog(packed, tmp_path, "CREATE TABLE evil (x);"), "asing"
    yield (
        "a table in the place of ours",
        with_catalog(packed, tmp_path, ("DROP TABLE jobs; CREATE VIEW jobs AS SELECT 1;")),
        "asing",
    )
    yield (
        "a newer catalogue that is not said",
        with_catalog(packed, tmp_path, "PRAGMA user_version = 999;"),
        "berversi",
    )
    yield (
        "a source elsewhere",
        with_catalog(packed, tmp_path, "UPDATE sources SET path = '/etc/' || rowid;"),
        "jalur",
    )
    yield (
        "a fetched file elsewhere",
        with_catalog(
            packed,
            tmp_path,
            (
                "INSERT INTO fetch_sources (address, said, kind, selection, hosts) VALUES "
                "('https://x.example', 'x', 'feed', '{}', '[]'); INSERT INTO fetched "
                "(source, key, url, path, checked, state) "
                "VALUES (1, 'k', 'u', '/etc/passwd', '', 'ok');"
            ),
        ),
        "jalur",
    )
    yield (
        "another catalogue than the index's",
        with_catalog(packed, tmp_path, "UPDATE documents SET hash = 'x';"),
        "indeks",
    )
    yield "no SQLite", with_files(packed, {CATALOG: b"SQLite? no"}), "tidak dibuka"
    yield "rows of nothing", with_array(packed, "rows.npy", lambda a: a + 10**6), "indeks"
    yield "a group beyond the end", with_array(packed, "group.npy", lambda a: a + 10**6), "indeks"
    yield (
        "a document below nothing",
        with_array(packed, "document.npy", lambda a: a - 10**6),
        "indeks",
    )
    yield (
        "words of units beyond the end",
        with_array(packed, "bm25/indices.csc.index.npy", lambda a: a + 10**6),
        "indeks",
    )
    yield (
        "words that begin beyond the end",
        with_array(packed, "bm25/indptr.csc.index.npy", lambda a: a + 10**6),
        "indeks",
    )


def test_hostile_bundles_are_refused_with_the_reason(packed: Path, tmp_path: Path) -> None:
    import re

    count = 0
    victim = tmp_path / "mahasiswa"
    mine = Library.open(victim, create=True, encoder=HashingEncoder())
    take_in(mine, [sources(tmp_path / "punyaku", 7)], workers=1)
    before = asked(mine)
    there = {p for p in tmp_path.rglob("*") if "hostile" not in p.name}
    for what, data, reason in _hostile(packed, tmp_path):
        file = tmp_path / "hostile.dalil"
        file.write_bytes(data)
        # In this process, so that it is quick; that a child looks first is another test.
        for target in (mine, tmp_path / "segar"):
            with pytest.raises(BundleError) as refused:
                open_bundle(file, target, look_first=False)
            assert re.search(reason, str(refused.value)), (what, str(refused.value))
        count += 1
        assert asked(mine) == before, what
        left = {p for p in tmp_path.rglob("*") if "hostile" not in p.name} - there
        assert not left, (what, left)
    assert count > 50


def test_what_a_bundle_remembers_is_not_believed(packed: Path, tmp_path: Path) -> None:
    """Sources in private places, trusted hosts, watched folders, somebody else's notes."""
    data = with_catalog(
        packed,
        tmp_path,
        "INSERT INTO fetch_sources (address, said, kind, selection, hosts) VALUES "
        "('https://192.168.1.1/feed', 'x', 'feed', '{}', '[]'), "
        "('/etc', 'x', 'folder', '{}', '[]'), "
        "('https://jdih.example.go.id/feed', 'x', 'feed', "
        '\'{"kinds": [], "keys": []}\', \'["127.0.0.1"]\');'
        "INSERT INTO watched (folder, since) VALUES ('/', '');"
        "INSERT INTO collections (name, at) VALUES ('evil', '');"
        "INSERT INTO history (at, question, settings, status, hits, generation) VALUES "
        "('', 'evil', '{}', 'answered', 1, '');",
    )
    file = tmp_path / "hostile.dalil"
    file.write_bytes(data)
    open_bundle(file, tmp_path / "mahasiswa", look_first=False)
    with closing(sqlite3.connect(tmp_path / "mahasiswa" / CATALOG)) as db:
        assert db.execute("SELECT address, hosts FROM fetch_sources").fetchall() == [
            ("https://jdih.example.go.id/feed", "[]")
        ]
        for table in ("watched", "collections", "history", "jobs"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_a_child_looks_first(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_examined", _killed)
    with pytest.raises(BundleError, match="tidak dibuka"):
        open_bundle(packed, tmp_path / "mahasiswa")
    assert not (tmp_path / "mahasiswa").exists()


def _killed(catalog: Path, index: Path) -> None:
    import os

    os.abort()


def test_a_look_reads_the_manifest_alone(packed: Path, tmp_path: Path) -> None:
    told = look(packed)
    assert (told.name, told.documents, is_bundle(packed)) == ("hukum", 2, True)
    assert not is_bundle(tmp_path / "nothing") and not is_bundle(tmp_path)
