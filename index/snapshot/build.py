"""From the catalogue to an index in use: words first, vectors after.

Searchable at once: where vectors must still be made, an index with those there are is published
before. Every batch of vectors is kept as it is made (`index.encode.vector_cache`), so whatever
stops the build, the next one goes on from there. No build drops a vector: also one that makes none
keeps those of the cache and of the index before, and says which units have none
(`Generation.without`).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from dalil.index.encode.vector_cache import VectorCache, encode_missing, text_hash
from dalil.index.ranking_config import DEFAULT, RankingConfig
from dalil.index.snapshot.bm25 import Lexical, Tokens, tokenised
from dalil.index.snapshot.snapshot import (
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
from dalil.index.store.catalog import Catalog, now
from dalil.index.store.files import like_library, sha256_of, stamp_of
from dalil.index.store.query_log import recent_questions
from dalil.index.store.unit_text import Unit
from dalil.ingest.errors import EncoderError, GenerationBroken, LibraryError, VectorsBroken
from dalil.ingest.identify.act_types import kind_of
from dalil.ingest.messages import Message
from dalil.ingest.model import Progress, Status

if TYPE_CHECKING:
    from dalil.index.encode.encoder import Encoder
    from dalil.index.snapshot.vectors import Coarse, Dense


# A new index is written to a folder of another name, flushed, renamed; then ``CURRENT`` is
# replaced. A writer killed before leaves the index before in use; the next writer clears its
# rubbish.

#: Generations that stay on disk: the one in use, and the one readers may just be opening.
GENERATIONS_KEPT: Final = 2
_BUILDING: Final = ".building"

#: Finds the names that units give to things, with their other names (`index.query.synonyms`).
TermsOf = Callable[[Iterable[Unit]], Mapping[str, Sequence[str]]]


def publish(
    library: Path,
    meta: Meta,
    units: Sequence[Unit],
    documents: Sequence[DocumentEntry],
    lexical: Lexical | Generation,
    dense: Dense | Coarse | None = None,
    without: npt.NDArray[np.bool_] | None = None,
    terms: TermsOf | None = None,
) -> Generation:
    """Write a generation, put it in use, and drop the oldest ones.

    ``terms`` finds the names that the units give to things. ``lexical`` may be a generation over
    the same units: its files are then shared, not rebuilt.
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
            _write_terms(building / TERMS, terms(units) if terms else {})
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
    and their files are shared. ``places`` gives the place of every unit
    (`index.store.unit_text`), ``rows`` its row in the catalogue where that is another now.
    Raises LibraryError as `publish`.
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
    kept = numbered(library)[:GENERATIONS_KEPT]
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


def _write_terms(folder: Path, terms: Mapping[str, Sequence[str]]) -> None:
    folder.mkdir()
    (folder / "terms.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")


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


# Tier, kind, year and title are baked into a generation. Words and vectors hang on the passages'
# texts alone, so after a correction only the files about works are written, the large ones are
# shared.


def entries_of(catalog: Catalog) -> list[DocumentEntry]:
    """What an index keeps of every work."""
    return [
        DocumentEntry(d.id, d.tier.value, d.kind, d.year, d.status is Status.REPEALED)
        for d in catalog.documents()
    ]


def relabel(
    library: Path,
    catalog: Catalog,
    current: Generation,
    encoder: Encoder | None,
    tell: Callable[[str, int, int], None],
) -> Generation | None:
    """A generation of the same units with what the catalogue says of their works now.

    None where that is not enough: other passages or works, other rules for what is indexed, or
    vectors that are still to be made, or lie in the cache. The caller holds the write lock.
    """
    if current.without is not None:
        return None
    if encoder is not None and current.meta.encoder != encoder.fingerprint:
        return None
    if current.meta.encoder is None and VectorCache(library / "vectors").spaces():
        return None
    with catalog.snapshot():
        state = catalog.content_hash()
        entries = entries_of(catalog)
        if [e.id for e in entries] != [e.id for e in current.documents]:
            return None
        if not np.array_equal(np.array(catalog.searchable_rows(), np.int64), current.rows):
            return None
        if Lexical.tokens_in(current.folder / "bm25") is None:
            return None  # another version made the words
        places = catalog.places()
    tell("lexical", 0, len(places))
    meta = replace(current.meta, catalog=state, created=now(), files={})
    generation = republish(library, meta, current, entries, places)
    tell("lexical", len(places), len(places))
    return generation


# A work taken out and brought back is the same to the last letter (`index.curate.trash`): words,
# vectors and names of the index before are shared, only the catalogue's rows have other numbers.


def again(
    library: Path,
    catalog: Catalog,
    current: Generation,
    encoder: Encoder | None,
    tell: Callable[[str, int, int], None],
) -> Generation | None:
    """A generation that shares an older one's files, where that one was made from the same works.

    None where there is none on disk, where it lacks vectors that ``current`` has or ``encoder``
    would make, or where other rules made its words. The caller holds the write lock.
    """
    wanted = encoder.fingerprint if encoder is not None else current.meta.encoder
    with catalog.snapshot():
        state = catalog.content_hash()
        older = _of_state(library, state, wanted, current)
        if older is None:
            return None
        ids, rows = catalog.searchable_ids(), np.array(catalog.searchable_rows(), np.int64)
        held = older.passage_ids
        if len(ids) != len(held) or any(held[n] != one for n, one in enumerate(ids)):
            return None
        entries, places = entries_of(catalog), catalog.places()
    tell("lexical", 0, len(rows))
    meta = replace(older.meta, catalog=state, created=now(), files={})
    generation = republish(library, meta, older, entries, places, rows)
    tell("lexical", len(rows), len(rows))
    return generation


def _of_state(
    library: Path, state: str, wanted: str | None, current: Generation
) -> Generation | None:
    for folder in numbered(library):
        if folder.name == current.name:
            continue
        try:
            found = Generation(folder)
        except LibraryError:  # broken, or of a newer version
            continue
        if (
            found.meta.catalog == state
            and found.meta.encoder == wanted
            and getattr(found, "without", None) is None  # vectors still to be made
            and Lexical.tokens_in(folder / "bm25") is not None
        ):
            return found
    return None


#: So many units, the most important ones, have vectors in use before the others are encoded.
FIRST_VECTORS: Final = 4_096
#: Questions of late that say what people look for.
ASKED: Final = 50
#: So many vectors are made before the index is published at all, where it already has very many.
FEW: Final = 512


def build(
    library: Path,
    catalog: Catalog,
    current: Generation | None,
    encoder: Encoder | None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    config: RankingConfig = DEFAULT,
    terms: TermsOf | None = None,
) -> Generation:
    """Bring the index up to the catalogue and return the one in use afterwards.

    Without ``encoder`` no vector is made. Either way every vector stays that the index before or
    the cache has for what is indexed now; units without one are found by their words. Nothing is
    written where ``current`` is up to date. When ``stop`` says yes between batches, the rest of
    the vectors waits for the next time. The caller holds the write lock. Raises EncoderError
    after the words are in use.
    """
    tell = progress or (lambda *_: None)
    if current is not None and not current.meta.hashes:
        current = None  # of an older version: made anew, so that damage can be noticed
    state = catalog.content_hash()
    fresh = current if current is not None and current.meta.catalog == state else None
    cache = VectorCache(library / "vectors")
    if fresh and fresh.without is None:
        wanted = fresh.meta.encoder if encoder is None else encoder.fingerprint
        if fresh.meta.encoder == wanted and (wanted is not None or not cache.spaces()):
            return fresh
    if current is not None and (relabelled := relabel(library, catalog, current, encoder, tell)):
        return relabelled
    if current is not None and (found := again(library, catalog, current, encoder, tell)):
        return found
    made = _Build(library, catalog, current, fresh, cache, tell, config, terms)
    return made.run(state, encoder, stop)


class _Build:
    """One index over what the catalogue holds now, published once or twice."""

    def __init__(
        self,
        library: Path,
        catalog: Catalog,
        current: Generation | None,
        fresh: Generation | None,
        cache: VectorCache,
        tell: Progress,
        config: RankingConfig,
        terms: TermsOf | None,
    ) -> None:
        self.library, self.current, self.fresh, self.config = library, current, fresh, config
        self.terms = terms
        self.cache, self.tell = cache, tell
        self.units = list(catalog.searchable())
        self.texts = [unit.text for unit in self.units]
        self.hashes = [text_hash(text) for text in self.texts]
        self.entries = entries_of(catalog)
        self.passages = catalog.counts()["passages"]
        self.asked = recent_questions(catalog, ASKED)

    def run(
        self, state: str, encoder: Encoder | None, stop: Callable[[], bool] | None
    ) -> Generation:
        """See `build`."""
        from dalil.index.snapshot.vectors import FLAT_LIMIT

        self.meta = Meta(
            catalog=state,
            encoder=None,
            documents=len(self.entries),
            passages=self.passages,
            units=len(self.units),
            created=now(),
        )
        if encoder is None:
            return self._at_least(self._kept())
        try:
            space, dimension = encoder.fingerprint, encoder.dimension
            self.cache.adopt(getattr(encoder, "former_fingerprint", space), space)
        except EncoderError:
            self._at_least(self._kept())
            raise
        have = self._of(space, dimension)
        if have.missing.any():
            known = have
            if self.current is not None and self.current.meta.encoder not in {None, space}:
                known = max(have, self._kept(), key=lambda known: known.count)
            # The index of many vectors takes longer to make than a few vectors do.
            at_once = known.count > FLAT_LIMIT and np.count_nonzero(have.missing) <= FEW
            before = None if at_once else self._at_least(known)
            waiting = known if at_once else None
            del known, have  # of a large library some hundred megabytes, and this takes long
            try:
                self._encode(encoder, space, dimension, before or self.current, stop)
            except EncoderError:
                if waiting is not None:
                    self._at_least(waiting)
                raise
            have = self._of(space, dimension)
            if before is not None and have.missing.any() and have.count <= before.vectors:
                return before  # stopped before anything was made
        return self._publish(have)

    def _encode(
        self,
        encoder: Encoder,
        space: str,
        dimension: int,
        index: Generation | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        """Make the missing vectors, what people ask for first, and put them in use now and then.

        An archive takes hours: each part is four times as large as the one before.
        """
        order = encoding_order(self.units, self.entries, self.asked, index)
        texts = [self.texts[at] for at in order]
        end = FIRST_VECTORS
        while True:
            made = encode_missing(
                self.cache, encoder, texts[:end],
                lambda n: self.tell("vectors", n, len(texts)), stop,
            )  # fmt: skip
            if end >= len(texts) or (stop is not None and stop()):
                return
            if made > FEW:
                self._publish(self._of(space, dimension))
            end *= 4

    def _at_least(self, known: _Known) -> Generation:
        """An index of this state with at least these vectors: the one in use, or a new one."""
        fresh = self.fresh
        if fresh is not None and (
            fresh.vectors >= known.count if known.space in {None, fresh.meta.encoder} else
            not known.count
        ):  # fmt: skip
            return fresh
        return self._publish(known)

    def _publish(self, known: _Known) -> Generation:
        count = len(self.units)
        self.tell("lexical", 0, count)
        lexical = self.fresh or Lexical.of(
            tokenised(self.texts, [unit.row for unit in self.units], _before(self.current)),
            self.config,
        )
        dense = vector_index(known.vectors) if known.count else None
        meta = replace(self.meta, encoder=known.space)
        self.fresh = publish(
            self.library, meta, self.units, self.entries, lexical, dense, known.missing, self.terms
        )
        self.tell("lexical", count, count)
        return self.fresh

    def _kept(self) -> _Known:
        """What there is without making any: in the space of the index before, else in that of
        which the cache has most."""
        if self.current is not None and self.current.meta.encoder is not None:
            return self._of(self.current.meta.encoder)
        found = [self._of(space) for space in self.cache.spaces()]
        best = max(found, key=lambda known: known.count, default=None)
        if best is None or not best.count:
            nothing = np.zeros((len(self.units), 0), np.float32)
            return _Known(None, nothing, np.ones(len(self.units), np.bool_))
        return best

    def _of(self, space: str, dimension: int | None = None) -> _Known:
        """The vectors of a space that the cache has, or else the index before."""
        dense = self._dense_before(space)
        if dimension is None and dense is not None:
            dimension = dense.dimension
        try:
            vectors, missing = self.cache.get_many(space, self.hashes, dimension)
        except VectorsBroken:  # a cache: made again
            self.cache.discard(space)
            vectors, missing = self.cache.get_many(space, self.hashes, dimension)
        if dense is None or not missing.any() or dense.dimension != vectors.shape[1]:
            return _Known(space, vectors, missing)
        assert self.current is not None
        # A row of the catalogue never becomes another text.
        rows = np.array([unit.row for unit in self.units], np.int64)
        have = self.current.rows
        if self.current.without is not None:
            have = np.where(self.current.without, -1, have)
        order = np.argsort(have)
        place = np.minimum(np.searchsorted(have, rows, sorter=order), len(have) - 1)
        there = missing & (have[order[place]] == rows)
        if there.any():
            vectors[there] = dense.vectors(order[place[there]])
            missing = missing & ~there
            if dense.whole:  # exact: the cache has lost them
                keys = [self.hashes[i] for i in np.flatnonzero(there)]
                self.cache.put_many(space, keys, vectors[there])
        return _Known(space, vectors, missing)

    def _dense_before(self, space: str) -> Dense | Coarse | None:
        """The vectors of the index before; None where they are of another space or of texts
        that another version of the program made."""
        current = self.current
        if current is None or current.meta.encoder != space:
            return None
        if Lexical.tokens_in(current.folder / "bm25") is None:
            return None
        try:
            return current.dense
        except GenerationBroken:
            return None


@dataclass(frozen=True, slots=True)
class _Known:
    """The vectors there are: in which space (None: in none), one row a unit, zeros if missing."""

    space: str | None
    vectors: npt.NDArray[np.float32]
    missing: npt.NDArray[np.bool_]

    @property
    def count(self) -> int:
        """How many units have one."""
        return len(self.missing) - int(np.count_nonzero(self.missing))


#: Finds of a question whose acts are what it was about.
_FINDS: Final = 20


def encoding_order(
    units: Sequence[Unit],
    documents: Sequence[DocumentEntry],
    asked: Sequence[str],
    index: Generation | None,
) -> list[int]:
    """In which order units are encoded: the acts that people's questions find by their words, then
    statutes before regulations, and newer before older."""
    sought: dict[str, int] = {}
    if index is not None and asked:
        for question in asked:
            scores = index.lexical.scores(question)
            if not len(scores):
                break
            best = np.argsort(-scores, kind="stable")[:_FINDS]
            for at in best[scores[best] > 0]:
                document = index.documents[int(index.document[at])].id
                sought.setdefault(document, len(sought))
    last = len(sought)
    places = {d.id: (sought.get(d.id, last), _rank(d.kind), -(d.year or 0)) for d in documents}
    return sorted(range(len(units)), key=lambda at: places[units[at].document_id])


@lru_cache(maxsize=1_024)
def _rank(kind: str) -> int:
    found = kind_of(kind)
    return (found.rank or 8) if found else 9


def _before(current: Generation | None) -> tuple[npt.NDArray[np.int64], Tokens] | None:
    """The rows and the words of the index before, which need not be made again."""
    kept = Lexical.tokens_in(current.folder / "bm25") if current is not None else None
    if current is None or kept is None or len(kept) != len(current.rows):
        return None
    return current.rows, kept


def vector_index(vectors: npt.NDArray[np.float32]) -> Dense | Coarse:
    """The index that suits so many vectors (n, d)."""
    from dalil.index.snapshot.vectors import FLAT_LIMIT, Dense

    if len(vectors) <= FLAT_LIMIT or vectors.shape[1] % 2:
        return Dense.build(vectors)
    from dalil.index.snapshot.vectors import Coarse

    return Coarse.build(vectors)
