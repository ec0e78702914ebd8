"""Versions: an older library is brought up to date, a newer one refused and left; /v1 is kept."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from app_library import fill
from command import dalil

from dalil.index.snapshot.snapshot import CURRENT, FORMAT_VERSION, Meta, meta_json
from dalil.index.store.schema import SCHEMA_VERSION
from dalil.ingest.errors import GenerationBroken, LibraryError
from dalil.library import Library

#: What /v1 has promised: a line a parameter or a key of an answer. Lines are added, none is taken
#: away; `DALIL_GOLDEN=write pytest tests/test_versions.py` adds those that are new.
PROMISED = Path(__file__).parent / "data" / "golden" / "v1.txt"


def with_format(folder: Path, version: int) -> None:
    """Let the index in use say that it is of that format."""
    file = folder / "generations" / (folder / CURRENT).read_text().strip() / "meta.json"
    said = json.loads(file.read_text())
    del said["seal"]
    file.write_text(meta_json(Meta(**said | {"format": version})))


def all_of(folder: Path) -> dict[str, object]:
    """Every file of a library, of the catalogue its works: that a job failed is noted in it."""
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as db:
        works = db.execute("SELECT id, hash, status FROM documents ORDER BY id").fetchall()
        (version,) = db.execute("PRAGMA user_version").fetchone()
    files: dict[str, object] = {
        str(p.relative_to(folder)): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.endswith(("-wal", "-shm", ".lock", ".checked", ".sqlite"))
    }
    return files | {"works": works, "version": version}


def test_an_index_of_a_newer_version_is_refused_and_left(tmp_path: Path) -> None:
    folder = fill(tmp_path / "pustaka")
    with_format(folder, FORMAT_VERSION + 1)
    before = all_of(folder)
    (tmp_path / "baru.md").write_text("# Baru\n\nIsi baru.\n")
    new = str(tmp_path / "baru.md")
    for command in (
        ("ask", "taman"),
        ("status",),
        ("ingest", "--no-embed", new),
        ("ingest", "--rebuild", "--no-embed"),
        ("remove", "uu/2010/7"),
    ):
        done = dalil(*command, "--library", folder)
        assert done.returncode == 2, command
        assert f"format {FORMAT_VERSION + 1}" in done.stderr and "versi" in done.stderr
    with Library.open(folder) as library, pytest.raises(LibraryError) as told:
        library.commit(vectors=False, rebuild=True)
    assert not isinstance(told.value, GenerationBroken), "broken is what may be made again"
    assert all_of(folder) == before


def test_a_newer_index_beside_the_one_in_use_is_left(tmp_path: Path) -> None:
    """Who goes back to the older version by ``CURRENT`` can go on with it."""
    folder = fill(tmp_path / "pustaka")
    used = (folder / CURRENT).read_text().strip()
    newer = folder / "generations" / f"{int(used) + 1:06d}"
    newer.mkdir()
    (newer / "meta.json").write_text(json.dumps({"format": FORMAT_VERSION + 1}))
    with Library.open(folder) as library:
        assert library.ask("izin taman").answer.status == "answered"
        assert library.remove("uu/2010/7")
        library.commit(vectors=False)
        assert "uu/2010/7" not in {h.document.id for h in library.ask("izin taman").hits}
    assert (newer / "meta.json").exists()


def test_an_index_of_an_older_version_is_made_anew(tmp_path: Path) -> None:
    folder = fill(tmp_path / "pustaka")
    with_format(folder, FORMAT_VERSION - 1)
    with Library.open(folder) as library:
        with pytest.raises(GenerationBroken, match="dalil ingest"):
            library.ask("izin taman")
        library.commit(vectors=False)
        assert library.ask("izin taman").answer.status == "answered"


def test_a_catalogue_of_a_newer_version_is_refused_and_left(tmp_path: Path) -> None:
    folder = fill(tmp_path / "pustaka")
    with sqlite3.connect(folder / "catalog.sqlite") as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    before = all_of(folder)
    for command in (("ask", "taman"), ("ingest", "--no-embed", str(tmp_path)), ("mcp",)):
        done = dalil(*command, "--library", folder)
        assert done.returncode == 2, command
        assert f"skema {SCHEMA_VERSION + 1}" in done.stderr
    assert all_of(folder) == before


# The promise of /v1


def promises(schema: dict[str, Any]) -> set[str]:
    """A line for every parameter, field of a body, and key of an answer."""
    parts = schema["components"]["schemas"]
    lines = set()

    def keys(name: str, there: dict[str, Any]) -> None:
        while "$ref" in there:
            there = parts[there["$ref"].rpartition("/")[2]]
        if "items" in there:
            keys(f"{name}[]", there["items"])
        for key, inner in there.get("properties", {}).items():
            lines.add(f"{name}.{key}")
            keys(f"{name}.{key}", inner)

    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            name = f"{method.upper()} {path}"
            lines |= {f"{name} ?{p['name']}" for p in said.get("parameters", ())} | {name}
            for content in said.get("requestBody", {}).get("content", {}).values():
                keys(f"{name} <", content["schema"])
            for status, answer in said["responses"].items():
                if status.startswith("2"):
                    for content in answer.get("content", {}).values():
                        keys(f"{name} >", content.get("schema", {}))
    return lines


def test_what_v1_has_promised_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fastapi")
    for verb in ("text", "history", "cited_by"):  # endpoints that are there where the verb is
        monkeypatch.setattr(Library, verb, None, raising=False)
    from served import Served

    from dalil.service.api import application

    now = promises(application(Served(tmp_path).door).openapi())
    kept = set(PROMISED.read_text(encoding="utf-8").splitlines()) if PROMISED.exists() else set()
    assert not kept - now, "taken away from /v1"
    if os.environ.get("DALIL_GOLDEN") == "write":
        PROMISED.write_text("".join(f"{line}\n" for line in sorted(now)), encoding="utf-8")
    else:
        assert not now - kept, "new in /v1: promise it (DALIL_GOLDEN=write)"
