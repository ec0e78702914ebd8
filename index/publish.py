"""A new index appears in one step, or not at all.

It is written to a folder of another name, flushed to the disk, renamed; then ``CURRENT`` is
replaced. A writer killed before the last step leaves the index before in use, and its rubbish is
cleared by the next writer. Only one process may publish at a time (`Library.write_lock`).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from index.generation import (
    CURRENT,
    FOLDER,
    TERMS,
    DocumentEntry,
    Generation,
    Meta,
    Strings,
    meta_json,
    numbered,
)
from index.lexical import Lexical
from index.question.alias import indexed_terms
from index.unit import Unit

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
) -> Generation:
    """Write a generation, put it in use, and drop the oldest ones.

    ``lexical`` may be a generation over the same units: its files are then shared, not rebuilt.
    """
    building = _begin(library)
    _write_units(building, units, documents)
    _write_documents(building, documents)
    _write_places(building, [u.place for u in units])
    if isinstance(lexical, Generation):
        for name in ("bm25", TERMS):
            _share(lexical.folder / name, building / name)
    else:
        lexical.save(building / "bm25", with_tokens=True)
        _write_terms(building / TERMS, units)
    if dense is not None:
        dense.save(building / "dense")
    return _put_in_use(library, building, meta)


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
    its row in the catalogue where that is another now.
    """
    building = _begin(library)
    own = {"documents.json", "place.npy", "meta.json", *(["rows.npy"] if rows is not None else [])}
    for path in current.folder.iterdir():
        if path.is_file() and path.name not in own:
            _link(path, building / path.name)
        elif path.is_dir() and path.name != "places":
            _share(path, building / path.name)
    if rows is not None:
        np.save(building / "rows.npy", rows)
    _write_documents(building, documents)
    _write_places(building, places)
    return _put_in_use(library, building, meta)


def _begin(library: Path) -> Path:
    """A new folder to write a generation into; its name ends with the generation's number."""
    generations = library / FOLDER
    generations.mkdir(exist_ok=True)
    clear(library)
    newest = next(iter(numbered(library)), None)
    building = generations / f"{_BUILDING}-{int(newest.name) + 1 if newest else 1:06}"
    building.mkdir()
    return building


def _put_in_use(library: Path, building: Path, meta: Meta) -> Generation:
    name = building.name.removeprefix(f"{_BUILDING}-")
    files = {
        path.relative_to(building).as_posix(): path.stat().st_size
        for path in sorted(building.rglob("*"))
        if path.is_file()
    }
    (building / "meta.json").write_text(meta_json(replace(meta, files=files)), encoding="utf-8")
    _flush(building)
    folder = building.with_name(name)
    building.rename(folder)
    _sync(folder.parent)
    _replace(library / CURRENT, name)
    for old in numbered(library)[KEPT:]:
        _drop(old)
    return Generation(folder)


def clear(library: Path) -> None:
    """Remove what a killed writer left behind."""
    for rubbish in (library / FOLDER).glob(".*"):
        shutil.rmtree(rubbish, ignore_errors=True)


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
    shutil.rmtree(dropped, ignore_errors=True)


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.new")
    temporary.write_text(text + "\n", encoding="utf-8")
    _sync(temporary)
    temporary.replace(path)  # atomic, also on Windows
    _sync(path.parent)


def _flush(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


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
