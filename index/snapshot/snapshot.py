"""An index as it lies on disk: immutable, numbered, mapped by its readers.

``generations/000007/`` holds

* ``meta.json``: format, encoder fingerprint (null: no vectors), catalogue hash, counts, date,
  the size and the SHA-256 of every file, and a seal over all that;
* ``bm25/`` (`index.snapshot.bm25`), ``places/`` (the same over titles and headings, one entry a
place,
  with ``place.npy`` saying which place a unit has) and, with vectors, ``dense/``
  (`index.snapshot.vectors`);
* one entry a unit: ``rows.npy`` (catalogue rows, int64), ``group.npy`` (which shown passage,
  int32), ``document.npy`` (which document, int32), ``penjelasan.npy`` (bool), ``passage_ids``;
  one a shown passage: ``shown_ids``; ``documents.json`` for filters; and ``terms/terms.json``,
  what the texts themselves say of names that mean the same (`index.query.synonyms`);
* ``without.npy`` where some vectors are still to be made: the numbers of the units without one.

``CURRENT`` names the one in use. Nothing is pickled: ``.npy`` is read with pickling forbidden.

No byte of it may change a ranking in silence: opening it compares every file with its hash. Files
at rest are not read again for that (`index.store.files`): ``000007.checked`` beside the folder,
or a file under the user's cache where the library may only be read, has the stamps they had when
they were last compared.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from dalil.index.encode.threads import LOADING
from dalil.index.snapshot.bm25 import Lexical, Scores
from dalil.index.store.files import (
    Stamp,
    like_library,
    read_stamps,
    settled,
    sha256_of,
    stamp_of,
    write_stamps,
)
from dalil.ingest.errors import GenerationBroken, LibraryError
from dalil.ingest.messages import Message

if TYPE_CHECKING:
    from dalil.index.snapshot.vectors import Coarse, Dense


#: Raised with every change of the files above.
FORMAT_VERSION: Final = 2
FOLDER: Final = "generations"
CURRENT: Final = "CURRENT"
TERMS: Final = "terms"
WITHOUT: Final = "without.npy"

Array = npt.NDArray[Any]

#: Digits of the catalogue's hash that a generation is called by.
_HASH_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Meta:
    """What a generation says of itself."""

    catalog: str  # `Catalog.content_hash` of what it was built from
    encoder: str | None  # fingerprint of the encoder of its vectors; None: no vectors are wanted
    documents: int
    passages: int  # all passages of the catalogue
    units: int  # the searchable ones: the length of every score list
    created: str
    format: int = FORMAT_VERSION
    files: dict[str, int] = field(default_factory=dict)  # path in the folder: bytes
    hashes: dict[str, str] = field(default_factory=dict)  # the same: SHA-256; none in older ones


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """What filters and ties need to know of a document."""

    id: str
    tier: str
    kind: str
    year: int | None
    repealed: bool


class Strings:
    """A list of strings on disk, read one at a time."""

    def __init__(self, folder: Path, name: str) -> None:
        self._bytes = load_array(folder / f"{name}.npy")
        self._ends = load_array(folder / f"{name}_ends.npy")

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, i: int) -> str:
        start = self._ends[i - 1] if i else 0
        return bytes(self._bytes[start : self._ends[i]]).decode()

    @staticmethod
    def save(folder: Path, name: str, strings: Sequence[str]) -> None:
        """Write them as one array of bytes and one of where each ends."""
        packed = [s.encode() for s in strings]
        ends = np.cumsum([len(p) for p in packed], dtype=np.int64)
        np.save(folder / f"{name}.npy", np.array(bytearray(b"".join(packed)), np.uint8))
        np.save(folder / f"{name}_ends.npy", ends)


class Generation:
    """One index, open for reading. Safe to use from many threads."""

    @property
    def label(self) -> str:
        """Its number and what it was built from: ``000007-1f3a9c0b2d4e``.

        Two libraries with the same documents, read by the same rules, have the same hash, so an
        export that states it can be made again.
        """
        return f"{self.name}-{self.meta.catalog[:_HASH_DIGITS]}"

    def __init__(self, folder: Path) -> None:
        """Open it. Raises GenerationBroken for another format or missing or damaged files."""
        self.folder = folder
        self.name = folder.name
        try:
            self.meta = _read_meta(folder)
            self.stamps = _compared(folder, self.meta)
            self.rows = load_array(folder / "rows.npy")
            self.group = load_array(folder / "group.npy")
            self.document = load_array(folder / "document.npy")
            self.penjelasan = load_array(folder / "penjelasan.npy")
            self.place = load_array(folder / "place.npy")
            self.passage_ids = Strings(folder, "passage_ids")
            self.shown_ids = Strings(folder, "shown_ids")
            rows = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
            self.documents = [DocumentEntry(**row) for row in rows]
            #: The units whose vector is still to be made (bool); None: no unit, or no vectors.
            self.without = _without(folder, self.meta)
            #: Kept by `index.search.score` for this index.
            self.priors: dict[tuple[float, float], Prior] = {}
        except _UNREADABLE as error:
            raise GenerationBroken(Message("index.unread", path=folder, error=error)) from error
        counts = {len(a) for a in (self.rows, self.group, self.document, self.passage_ids)}
        if counts != {self.meta.units} or len(self.documents) != self.meta.documents:
            raise GenerationBroken(Message("index.contradicts", folder=folder))

    @property
    def vectors(self) -> int:
        """How many of its units have a vector."""
        if self.meta.encoder is None:
            return 0
        lacking = 0 if self.without is None else int(np.count_nonzero(self.without))
        return self.meta.units - lacking

    def is_whole(self) -> bool:
        """Whether its files are still what they were: quick where nobody touched them."""
        try:
            if all(stamp_of(self.folder / n) == s for n, s in self.stamps.items()):
                return True
            self.stamps = _compared(self.folder, self.meta)
        except (OSError, ValueError):
            return False
        return True

    def per_unit(self, flags: Sequence[bool]) -> npt.NDArray[np.bool_]:
        """A flag for every unit, of one for every document."""
        of_units: npt.NDArray[np.bool_] = np.array(flags, np.bool_)[self.document]
        return of_units

    #: Whether these are all units (`index.engines.engine.Index`).
    whole: Final = True

    def candidates(
        self, looks: Sequence[object], allowed: npt.NDArray[np.bool_] | None, depth: int
    ) -> tuple[Generation, npt.NDArray[np.bool_] | None]:
        """All its units: `index.engines.engine.Engine` on the arrays of this machine."""
        return self, allowed

    @property
    def units_of(self) -> Array:
        """How many units each document has."""
        return np.bincount(self.document, minlength=len(self.documents))

    @property
    def vocabulary(self) -> Lexical:
        """The words of its units."""
        return self.lexical

    @cached_property
    def lexical(self) -> Lexical:
        """BM25 over its units, loaded on first use."""
        return Lexical.load(self.folder / "bm25", mmap=True)

    @cached_property
    def places(self) -> Lexical:
        """BM25 over the places: titles of works with the headings in them."""
        return Lexical.load(self.folder / "places", mmap=True)

    @cached_property
    def terms(self) -> dict[str, tuple[str, ...]]:
        """Names that mean the same, by `question.alias.key`; none in a generation of before."""
        path = self.folder / TERMS / "terms.json"
        if not path.exists():
            return {}
        try:
            terms = json.loads(path.read_text(encoding="utf-8"))
            return {name: tuple(means) for name, means in terms.items()}
        except (OSError, ValueError, AttributeError) as error:
            raise GenerationBroken(Message("index.unread", path=path, error=error)) from error

    @cached_property
    def dense(self) -> Dense | Coarse | None:
        """The vectors of its units, loaded on first use; None where it has none.

        Units of `without` have zeros in it.
        """
        if not self.vectors:
            return None
        folder = self.folder / "dense"
        if (folder / "coarse.faiss").exists():
            from dalil.index.snapshot.vectors import Coarse

            return Coarse.load(folder)
        from dalil.index.snapshot.vectors import Dense

        return Dense.load(folder)


def _without(folder: Path, meta: Meta) -> npt.NDArray[np.bool_] | None:
    path = folder / WITHOUT
    if meta.encoder is None or not path.exists():
        return None
    flags = np.zeros(meta.units, np.bool_)
    flags[load_array(path)] = True  # IndexError where it contradicts the rest
    return flags


#: What reading files that are not what they should be can raise.
_UNREADABLE: Final = (OSError, ValueError, TypeError, LookupError, AttributeError, EOFError)


def _read_meta(folder: Path) -> Meta:
    raw = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    if not isinstance(raw, dict):
        raise ValueError("meta.json is no object")
    _refuse_newer(folder, raw)
    if raw.get("format") != FORMAT_VERSION:
        raise ValueError(f"format {raw.get('format')}, this program reads {FORMAT_VERSION}")
    seal = raw.pop("seal", None)
    if seal is not None and seal != _seal(raw):
        raise ValueError("meta.json is not what was written")
    meta = Meta(**raw)
    for name, size in meta.files.items():
        found = (folder / name).stat().st_size
        if found != size:
            raise ValueError(f"{name} has {found} bytes instead of {size}")
    return meta


def _refuse_newer(folder: Path, raw: Mapping[str, Any]) -> None:
    if isinstance(version := raw.get("format"), int) and version > FORMAT_VERSION:
        raise LibraryError(
            Message("index.newer", path=folder, version=version, format_version=FORMAT_VERSION)
        )


def check_version(library: Path) -> None:
    """Raise LibraryError where the index in use is of a newer version: nothing is written then."""
    with suppress(*_UNREADABLE):
        folder = library / FOLDER / (library / CURRENT).read_text(encoding="utf-8").strip()
        _refuse_newer(folder, json.loads((folder / "meta.json").read_text(encoding="utf-8")))


def meta_json(meta: Meta) -> str:
    """The text of ``meta.json``."""
    said = asdict(meta)
    return json.dumps(said | {"seal": _seal(said)}, indent=1)


def _seal(said: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _compared(folder: Path, meta: Meta) -> dict[str, Stamp]:
    """The stamps of the files, each of which has the content that was written.

    Only those are read whose stamp is not known. Raises ValueError for another content, OSError.
    """
    stamps = {name: stamp_of(folder / name) for name in meta.hashes}
    unknown = set(stamps)
    for place in _memories(folder):
        known = read_stamps(place)
        unknown -= {name for name, stamp in stamps.items() if known.get(name) == stamp}
        if not unknown:
            return stamps
    for name in sorted(unknown):
        if sha256_of(folder / name) != meta.hashes[name]:
            raise ValueError(f"{name} is not what was written")
        if stamp_of(folder / name) != stamps[name]:
            raise ValueError(f"{name} is being written")
    remember(folder, stamps)
    return stamps


def remember(folder: Path, stamps: Mapping[str, Stamp]) -> None:
    """These files were compared with their hashes and had these stamps."""
    if stamps:
        settled(stamps)
        if any(write_stamps(place, stamps) for place in _memories(folder)):
            like_library(checked_file(folder), folder.parent.parent)


def _memories(folder: Path) -> Iterator[Path]:
    """Where stamps of a generation are remembered: beside it, or where one may write."""
    yield checked_file(folder)
    from platformdirs import user_cache_path

    key = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    elsewhere = user_cache_path("dalil") / "checked"
    with suppress(OSError):
        elsewhere.mkdir(parents=True, exist_ok=True)
    yield elsewhere / f"{key[:32]}.json"


def checked_file(folder: Path) -> Path:
    """The file beside a generation's folder with the stamps of its files."""
    return folder.with_name(f"{folder.name}.checked")


def is_readable(folder: Path) -> bool:
    """Whether a generation's files are what was written, as far as this version can tell."""
    try:
        _compared(folder, _read_meta(folder))
    except _UNREADABLE:
        return False
    except LibraryError:  # of a newer version, which this one does not judge
        return True
    return True


def _unreadable(folder: Path, error: BaseException) -> GenerationBroken:
    return GenerationBroken(Message("index.unread", path=folder, error=error))


def read_meta(folder: Path) -> Meta:
    """What a generation says of itself. Raises GenerationBroken."""
    try:
        return _read_meta(folder)
    except _UNREADABLE as error:
        raise _unreadable(folder, error) from error


def verify_hashes(folder: Path) -> list[str]:
    """The files of a generation whose content is not what was written, each read whole.

    Raises GenerationBroken where it cannot even be told. A generation of an older version has no
    hashes: then none is named, and ``Meta.hashes`` is empty.
    """
    try:
        meta = _read_meta(folder)
        return [n for n, digest in meta.hashes.items() if sha256_of(folder / n) != digest]
    except _UNREADABLE as error:
        raise _unreadable(folder, error) from error


def load_array(path: Path) -> Array:
    """A ``.npy`` file mapped read-only (an empty one cannot be mapped and is read)."""
    with LOADING:
        try:  # as a plain array: reading one number of a mapped one costs ten times as much
            array: Array = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
        except ValueError:
            array = np.load(path, allow_pickle=False)
            if array.size:
                raise
    return array


def numbered(library: Path) -> list[Path]:
    """The folders of all generations, the newest first, readable or not."""
    folder = library / FOLDER
    if not folder.is_dir():
        return []
    named = (p for p in folder.iterdir() if p.name.isascii() and p.name.isdigit())
    return sorted(named, key=_number, reverse=True)


def _number(folder: Path) -> int:
    return int(folder.name)


#: A writer was killed after its first index was complete and before ``CURRENT`` named it.
def open_current(library: Path) -> tuple[Generation | None, tuple[str, ...]]:
    """The generation in use, and notes for the person; None where nothing was indexed yet.

    Where ``CURRENT`` or what it names is broken, the newest readable one with a note; where there
    is no ``CURRENT`` yet, the newest one too, whose note does not call it broken. Raises
    GenerationBroken where there are some and none can be read, LibraryError for one of a newer
    version: an older index in its place would answer as if it were all there is.
    """
    folders = numbered(library)
    try:
        name = (library / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        name = ""
    wanted = [f for f in folders if f.name == name]
    errors: list[GenerationBroken] = []
    for folder in wanted + [f for f in folders if f.name != name]:
        try:
            generation = Generation(folder)
        except GenerationBroken as error:
            errors.append(error)
            continue
        if generation.name == name:
            return generation, ()
        if not name and not errors:
            return generation, (Message("index.stopped"),)
        note = Message("index.newest_broken", name=generation.name)
        return generation, (note,)
    if errors:
        raise GenerationBroken(
            Message("index.none_readable", library=library, reason=errors[0])
        ) from errors[0]
    return None, ()


@dataclass(frozen=True, slots=True)
class Prior:
    """One number a unit of each: the score is ``fused * factor + bonus``."""

    factor: Scores
    bonus: Scores
    #: Which of equal scores comes first: norms (0), their elucidation (1), repealed ones (2, 3).
    after: npt.NDArray[np.int8]
