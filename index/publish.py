"""A new index appears in one step, or not at all.

It is written to a folder of another name, flushed to the disk, renamed; then ``CURRENT`` is
replaced. A writer killed before the last step leaves the index before in use, and its rubbish is
cleared by the next writer; one for which the disk is full clears it itself. Only one process may
publish at a time (`Library.write_lock`).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from index.generation import (
    CURRENT,
    FOLDER,
    TERMS,
    WITHOUT,
    DocumentEntry,
    Generation,
    Meta,
    Strings,
    checked_file,
    is_readable,
    meta_json,
    numbered,
    remember,
)
from index.integrity import sha256_of, stamp_of
from index.lexical import Lexical
from index.permission import like_library
from index.question.alias import indexed_terms
from index.unit import Unit
from ingest.errors import GenerationBroken, LibraryError
from ingest.messages import Message

if TYPE_CHECKING:
    from index.coarse import Coarse
    from index.dense import Dense

#: Generations that stay on disk: the one in use, and the one readers may just be opening.
KEPT: Final = 2
_BUILDING: Final = ".building"


def publish(
    library: Path,
    meta: Meta,
    units: Sequence[Unit],
    documents: Sequence[DocumentEntry],
    lexical: Lexical | Generation,
    dense: Dense | Coarse | None = None,
    without: npt.NDArray[np.bool_] | None = None,
) -> Generation:
    """Write a generation, put it in use, and drop the oldest ones.

    ``lexical`` may be a generation over the same units: its files are then shared, not rebuilt.
    ``without`` says which units have no vector yet. Raises LibraryError where it cannot be written;
    the index before stays in use then.
    """

    def write(building: Path) -> Mapping[str, str]:
        _write_units(building, units, documents)
        _write_documents(building, documents)
        _write_places(building, [u.place for u in units])
        shared: Mapping[str, str] = {}
        if isinstance(lexical, Generation):
            for name in ("bm25", TERMS):
                _share(lexical.folder / name, building / name)
            shared = _hashes(lexical, lambda name: name.startswith(("bm25/", f"{TERMS}/")))
        else:
            lexical.save(building / "bm25", with_tokens=True)
            _write_terms(building / TERMS, units)
        if dense is not None:
            dense.save(building / "dense")
        if without is not None and without.any():
            np.save(building / WITHOUT, np.flatnonzero(without))
        return shared

    return _publish(library, meta, write)


def republish(
    library: Path,
    meta: Meta,
    current: Generation,
    documents: Sequence[DocumentEntry],
    places: Sequence[str],
    rows: npt.NDArray[np.int64] | None = None,
) -> Generation:
    """Put in use the same units with other words about their works.

    For corrections of a title, kind, tier or year: words and vectors are those of ``current``,
    and their files are shared. ``places`` gives the place of every unit (`index.unit`), ``rows``
    its row in the catalogue where that is another now. Raises LibraryError as `publish`.
    """
    anew = {"documents.json", "place.npy", "meta.json"}
    if rows is not None:
        anew.add("rows.npy")

    def write(building: Path) -> Mapping[str, str]:
        for path in current.folder.iterdir():
            if path.is_file() and path.name not in anew:
                _link(path, building / path.name)
            elif path.is_dir() and path.name != "places":
                _share(path, building / path.name)
        if rows is not None:
            np.save(building / "rows.npy", rows)
        _write_documents(building, documents)
        _write_places(building, places)
        return _hashes(current, lambda n: n not in anew and not n.startswith("places/"))

    return _publish(library, meta, write)


def _hashes(shared: Generation, is_shared: Callable[[str], bool]) -> Mapping[str, str]:
    """The hashes of the files that a generation shares. Raises GenerationBroken if it changed."""
    if not shared.is_whole():
        raise GenerationBroken(Message("index.damaged", folder=shared.folder))
    return {name: digest for name, digest in shared.meta.hashes.items() if is_shared(name)}


def _publish(library: Path, meta: Meta, write: Callable[[Path], Mapping[str, str]]) -> Generation:
    """Write into a new folder and put it in use; ``write`` gives the hashes that are known."""
    building: Path | None = None
    try:
        building = _begin(library)
        return _put_in_use(library, building, meta, write(building))
    except OSError as error:
        raise LibraryError(
            Message("index.unwritten", folder=library / FOLDER, error=error)
        ) from error
    finally:
        if building is not None:
            remove_whole(building)


def _begin(library: Path) -> Path:
    """A new folder to write a generation into; its name ends with the generation's number."""
    generations = library / FOLDER
    if not generations.is_dir():  # something else in its place holds no index
        remove_whole(generations)
    generations.mkdir(exist_ok=True)
    like_library(generations, library)
    clear(library)
    newest = next(iter(numbered(library)), None)
    building = generations / f"{_BUILDING}-{int(newest.name) + 1 if newest else 1:06}"
    building.mkdir()
    return building


def _put_in_use(library: Path, building: Path, meta: Meta, known: Mapping[str, str]) -> Generation:
    name = building.name.removeprefix(f"{_BUILDING}-")
    paths = {
        path.relative_to(building).as_posix(): path
        for path in sorted(building.rglob("*"))
        if path.is_file()
    }
    files = {inside: path.stat().st_size for inside, path in paths.items()}
    hashes = {inside: known.get(inside) or sha256_of(path) for inside, path in paths.items()}
    said = meta_json(replace(meta, files=files, hashes=hashes))
    (building / "meta.json").write_text(said, encoding="utf-8")
    _flush(building, library)
    folder = building.with_name(name)
    building.rename(folder)
    _sync(folder.parent)
    _replace(library / CURRENT, name)
    like_library(library / CURRENT, library)
    kept = numbered(library)[:KEPT]
    for old in numbered(library):
        if old != folder and (old not in kept or not is_readable(old)):
            _drop(old)
    remember(folder, {inside: stamp_of(folder / inside) for inside in hashes})
    return Generation(folder)


def clear(library: Path) -> None:
    """Remove what a killed writer left behind."""
    for rubbish in (library / FOLDER).glob(".*"):
        remove_whole(rubbish)
    for stamps in (library / FOLDER).glob("*.checked"):
        if not stamps.with_suffix("").is_dir():
            remove_whole(stamps)


def remove_whole(path: Path) -> None:
    """Take a file or a folder away, whichever is there; what cannot be stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _write_units(folder: Path, units: Sequence[Unit], documents: Sequence[DocumentEntry]) -> None:
    groups: dict[str, int] = {}
    numbers = {document.id: i for i, document in enumerate(documents)}
    group = [groups.setdefault(unit.shown_id, len(groups)) for unit in units]
    np.save(folder / "rows.npy", np.array([u.row for u in units], np.int64))
    np.save(folder / "group.npy", np.array(group, np.int32))
    np.save(folder / "document.npy", np.array([numbers[u.document_id] for u in units], np.int32))
    np.save(folder / "penjelasan.npy", np.array([u.penjelasan for u in units], np.bool_))
    Strings.save(folder, "passage_ids", [u.passage_id for u in units])
    Strings.save(folder, "shown_ids", list(groups))


def _write_documents(folder: Path, documents: Sequence[DocumentEntry]) -> None:
    rows = [asdict(document) for document in documents]
    (folder / "documents.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def _write_places(folder: Path, places: Sequence[str]) -> None:
    """Which place each unit has, and the places' words."""
    numbers: dict[str, int] = {}
    place = [numbers.setdefault(said, len(numbers)) for said in places]
    np.save(folder / "place.npy", np.array(place, np.int32))
    Lexical.build(numbers).save(folder / "places")


def _write_terms(folder: Path, units: Sequence[Unit]) -> None:
    folder.mkdir()
    terms = json.dumps(indexed_terms(units), ensure_ascii=False)
    (folder / "terms.json").write_text(terms, encoding="utf-8")


def _share(source: Path, target: Path) -> None:
    target.mkdir()
    for path in source.iterdir():
        _link(path, target / path.name)


def _link(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(path, target)


def _drop(folder: Path) -> None:
    """Remove a generation; its readers keep what they mapped (not on Windows: then it stays)."""
    dropped = folder.with_name(f".dropped-{folder.name}")
    try:
        folder.rename(dropped)  # first the name, so that nobody opens half of it
    except OSError:
        return
    remove_whole(dropped)
    remove_whole(checked_file(folder))


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.new")
    for way in (path, temporary):
        if way.is_dir():
            remove_whole(way)
    try:
        temporary.write_text(text + "\n", encoding="utf-8")
        _sync(temporary)
        temporary.replace(path)  # atomic, also on Windows
    except OSError:
        remove_whole(temporary)
        raise
    _sync(path.parent)


def _flush(folder: Path, library: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        like_library(path, library)
        _sync(path)


def _sync(path: Path) -> None:
    """Force a file or folder to the disk; folders cannot be on Windows."""
    flags = os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR
    try:
        descriptor = os.open(path, flags)
    except PermissionError:
        if path.is_dir():
            return
        raise
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
