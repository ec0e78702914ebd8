"""A library: open it, put documents in, bring its index up to date, search.

Reading needs no lock and never waits: a search uses the index generation that was in use when
it began. Writing takes `Library.write_lock`. One `Library` serves many threads.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Self, TypeVar

from dalil.index.query.conditions import Filters
from dalil.index.ranking_config import RankingConfig
from dalil.index.search.results import Mode, SearchResult
from dalil.index.snapshot.snapshot import CURRENT, Generation, check_version, open_current
from dalil.index.store.catalog import Catalog
from dalil.index.store.files import Stamp, make_private, stamp_of
from dalil.index.store.lock import locked
from dalil.index.store.rows import SourceFileRow
from dalil.index.store.schema import damaged, missing
from dalil.ingest.errors import (
    EngineAway,
    EngineError,
    GenerationBroken,
    LibraryError,
    LibraryLocked,
    LibraryMissing,
    LibraryReadOnly,
)
from dalil.ingest.file_names import printable
from dalil.ingest.messages import Message
from dalil.ingest.model import Parsed

if TYPE_CHECKING:
    from dalil.index.encode.encoder import Encoder
    from dalil.index.engines.catalogue import Copies
    from dalil.index.engines.engine import Engine, Server
    from dalil.index.query.parse import Query
    from dalil.index.search.score import Ranked
    from dalil.index.search.search import Searched
    from dalil.ingest.model import Progress


T = TypeVar("T")

ENVIRONMENT: Final = "DALIL_LIBRARY"
#: Names the server that holds the index, where that is not in the folder (docs/engines.md).
ENGINE: Final = "DALIL_ENGINE"
CATALOG: Final = "catalog.sqlite"
#: Seconds after which what could not be fetched is tried again.
_AGAIN_S: Final = 60.0
#: Bytes; a name may have 255, or 143 where the file system encrypts names, and 64 are the hash.
_LONGEST_SUFFIX: Final = 60


def default_folder() -> Path:
    """``DALIL_LIBRARY``, else the folder ``dalil`` among the user's data."""
    if given := os.environ.get(ENVIRONMENT):
        return Path(given).expanduser()
    from platformdirs import user_data_dir

    return Path(user_data_dir("dalil", appauthor=False))


class Library:
    """The library in a folder. Make one with `Library.open`."""

    def __init__(
        self,
        folder: Path,
        encoder: Encoder | None = None,
        ranking: RankingConfig | None = None,
        engine: str | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.folder = folder
        self._server = _server(engine)
        self._state: tuple[tuple[Stamp, Stamp | None], str] | None = None
        self.ranking = ranking or RankingConfig.in_use()
        self.catalog = Catalog(folder / CATALOG)
        self._encoder = encoder
        self._writing = threading.RLock()
        self._held = 0
        self._reading = threading.Lock()
        self._generation: Generation | None = None
        self._stamp: tuple[int, int] | None = None
        self._opened = False
        self._notes: tuple[str, ...] = ()
        #: Where works come from, in a folder that has none: what is published to the server.
        self._copies: Copies | None = None
        self._fetching = threading.Lock()
        self._tried = -_AGAIN_S
        if self._server is not None and self.catalog.is_empty():
            self._follow(self._server, progress)

    @classmethod
    def open(
        cls,
        folder: Path | str | None = None,
        create: bool = False,
        encoder: Encoder | None = None,
        ranking: RankingConfig | None = None,
        engine: str | None = None,
        progress: Progress | None = None,
    ) -> Self:
        """The library in this folder (`default_folder`). With ``create`` it is made if missing.

        ``encoder`` is for tests and for models named by the person; without it, the default one
        is loaded when it is first needed. ``ranking`` are the weights of its ranking; without it,
        those of the file that ``DALIL_RANKING`` names, or the default ones
        (`index.ranking_config`). ``engine`` is the address of the server that is asked in place of
        the folder's own index, ``postgresql://…`` or ``milvus://…``; without it, that of
        ``DALIL_ENGINE``, "" for none. A folder without works reads those that are published there
        (`reads_published`): they are fetched now if they are not on this machine yet, which
        ``progress`` is told. A new library is private to its owner.

        Raises EngineError for an address that is none, or where a folder without works finds none
        at the server either, ExtraMissing where the driver for it is not installed, SettingError
        for such a file that is wrong, LibraryMissing, CatalogBroken where a library was and its
        catalogue is gone or damaged, or LibraryError where the catalogue is of another version.
        """
        place = Path(folder) if folder is not None else default_folder()
        if not (place / CATALOG).is_file():
            if (place / CATALOG).exists():
                raise damaged(place / CATALOG, "no file")
            if place.is_dir() and (gone := missing(place)):
                raise gone
            if not create:
                _published_to(engine, place, progress)
            try:
                place.mkdir(parents=True, exist_ok=True)
                if not any(place.iterdir()):
                    make_private(place)
            except OSError as error:
                raise LibraryMissing(
                    Message(
                        "library.folder_unmade",
                        folder=place,
                        reason=error.strerror,
                        variable=ENVIRONMENT,
                    )
                ) from error
        return cls(place, encoder, ranking, engine, progress)

    @property
    def encoder(self) -> Encoder:
        """The encoder of questions and passages. Raises EncoderError where there is none."""
        if self._encoder is None:
            from dalil.index.encode.load import encoder_named

            self._encoder = encoder_named()
        return self._encoder

    def original(self, sha256: str, suffix: str) -> Path:
        """Where the file of that content is kept (for the page view), there or not.

        A suffix that would make the name too long for a file system is left off.
        """
        end = printable(suffix).lower()
        if len(end.encode()) > _LONGEST_SUFFIX:
            end = ""
        return self.folder / "originals" / sha256[:2] / f"{sha256}{end}"

    def close(self) -> None:
        """Close the connections to the catalogue and to a server; they open again when used."""
        self.catalog.close()
        if self._server is not None:
            self._server.close()

    # Writing

    @contextmanager
    def write_lock(self, wait_s: float = 0.0) -> Iterator[None]:
        """Be the only writer, over all threads and processes; may be nested.

        Raises LibraryLocked, naming the other process, if it is still writing after ``wait_s``
        seconds, LibraryReadOnly where this person may not write, LibraryError where a newer version
        wrote the index; threads of this process wait for each other.
        """
        if self.reads_published:
            raise LibraryReadOnly(Message("engine.reader", engine=self._server, variable=ENGINE))
        if self.catalog.read_only:
            raise LibraryReadOnly(Message("library.read_only", folder=self.folder))
        with self._writing:
            if self._held:
                yield
                return
            with locked(self.folder / "write.lock", wait_s):
                check_version(self.folder)
                self._held += 1
                try:
                    yield
                finally:
                    self._held -= 1

    @contextmanager
    def turn(self, wait_s: float = 0.0) -> Iterator[None]:
        """`write_lock` for who can wait and say so: raises LibraryLocked also where a thread of
        this process is still writing after so many seconds."""
        if not self._writing.acquire(timeout=wait_s):
            raise LibraryLocked(Message("library.written_here", folder=self.folder))
        try:
            with self.write_lock():
                yield
        finally:
            self._writing.release()

    def put(
        self, parsed: Parsed, source: SourceFileRow | None = None
    ) -> Literal["added", "replaced", "unchanged"]:
        """Put a document in, in place of what had its id. Found by searches after `commit`."""
        with self.write_lock():
            return self.catalog.put(parsed, source)

    def remove(self, document_id: str) -> bool:
        """Take a document out; searches do not show it from now on. False if it is not there."""
        with self.write_lock():
            return self.catalog.remove(document_id)

    def commit(
        self,
        vectors: bool = True,
        progress: Progress | None = None,
        stop: Callable[[], bool] | None = None,
        rebuild: bool = False,
    ) -> Generation:
        """Bring the index up to the catalogue: words at once, then vectors (see
        `index.snapshot.build`).

        May be interrupted at any point and run again; does nothing where nothing changed, unless
        ``rebuild`` asks for all of it anew. Vectors come from their cache then too.
        """
        from dalil.index.query.synonyms import indexed_terms
        from dalil.index.snapshot.build import build
        from dalil.index.wording_periods import renew_wordings

        with self.write_lock():
            try:
                # One that was fallen back to does not count: the broken one must be replaced.
                current = None if rebuild else self.generation
                if self.notes:
                    current = None
            except GenerationBroken:
                current = None
            self.catalog.renew_relations()
            self.catalog.renew_citations(progress)
            renew_wordings(self.catalog, progress)
            self.catalog.flush()
            encoder = self.encoder if vectors else None
            build(
                self.folder, self.catalog, current, encoder, progress, stop, self.ranking,
                indexed_terms,
            )  # fmt: skip
            self.catalog.seal()
            generation = self.generation
            assert generation is not None
            return generation

    # Reading

    @property
    def engine(self) -> str | None:
        """The server that is asked, by host, port and database; None: the folder's own index."""
        return None if self._server is None else str(self._server)

    @property
    def reads_published(self) -> bool:
        """Whether works are those published to the server: this folder has none of its own."""
        return self._copies is not None

    @property
    def in_use(self) -> Engine | None:
        """The index that is asked now, at the server or in the folder; None where nothing was
        indexed yet. Raises GenerationBroken, EngineError."""
        if self._server is None:
            return self.generation
        state = self._catalog_state()
        found = self._server.current(state)
        if self._server.latest != state:
            self._renew(self._server)
        return found

    def _follow(self, server: Server, progress: Progress | None) -> None:
        """Read the works that are published to a server, if any are.

        Where it is away, those that were fetched last.
        """
        from dalil.index.engines.catalogue import Copies

        copies = Copies(server)
        try:
            path = copies.newest(progress)
        except EngineAway:
            path = copies.kept()
            if path is None:
                raise
        if path is not None:
            self.catalog.read_works_of(path)
            self._copies = copies

    def _renew(self, server: Server) -> None:
        """Another catalogue was published: fetch it, beside the questions that go on meanwhile.

        They are answered from the one before, whose index the server keeps.
        """
        copies = self._copies
        if copies is None:
            if self.catalog.is_empty():  # nothing was published when it was opened
                self._follow(server, None)
            return
        if time.monotonic() - self._tried < _AGAIN_S or not self._fetching.acquire(blocking=False):
            return

        def fetch() -> None:
            try:
                path = copies.newest()
                if path is not None:
                    self.catalog.read_works_of(path)
            except LibraryError:  # told by the note of a search meanwhile (`_notes_of`)
                self._tried = time.monotonic()
            finally:
                self._fetching.release()

        threading.Thread(target=fetch, daemon=True, name="dalil-catalogue").start()

    @property
    def generation(self) -> Generation | None:
        """The newest index in the folder, which `commit` made; None where nothing was indexed yet.

        Raises GenerationBroken.
        """
        self.refresh()
        return self._generation

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the index in the folder (a broken one was left aside)."""
        return self._notes

    def _notes_of(self, generation: Engine | None) -> tuple[str, ...]:
        """What a person should know of the index in use."""
        if self._server is None or generation is None:
            return self.notes
        if generation.meta.catalog == self._catalog_state():
            return ()
        return (Message("engine.other_catalog", label=generation.label),)

    def _catalog_state(self) -> str:
        """The catalogue's hash, read again where its files have changed."""
        path = self.catalog.works_path
        stamps = stamp_of(path), _waiting(path)
        if self._state is None or self._state[0] != stamps:
            self._state = stamps, self.catalog.content_hash()
        return self._state[1]

    def refresh(self) -> bool:
        """Pick up the index another process or thread published; True if there is a new one.

        So too where a file of the index in use is no longer what was written.
        """
        stamp = self._current_stamp()
        with self._reading:
            if self._opened and stamp == self._stamp:
                generation = self._generation
                # Asked each time, for some 30 µs: a file that changed beneath must not answer.
                if generation is None or generation.is_whole():
                    return False
            self._generation, self._notes = open_current(self.folder)
            self._stamp, self._opened = stamp, True
            return True

    def _current_stamp(self) -> tuple[int, int] | None:
        try:
            found = (self.folder / CURRENT).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino

    def search(
        self,
        question: str | Query,
        k: int = 10,
        mode: Mode = "hybrid",
        filters: Filters | None = None,
        *,
        as_of: str | None = None,
    ) -> SearchResult:
        """The ``k`` best passages for a question, one for each pasal (see `index.search.search`).

        Of an amended provision the wording in force comes first, on the day ``as_of``
        (``YYYY-MM-DD``; today without one) if one is given.

        ``question`` may be a query that another search of this library gave back. Raises
        QueryError for a malformed question, EncoderMismatch for a semantic search with another
        encoder than the index's, GenerationBroken where no index can be read.
        """
        from dalil.index.query.day import on_day
        from dalil.index.search.search import search, understood

        given = on_day(filters, as_of) or Filters()
        query = understood(question, given)
        return self._looked_at(lambda searched: search(searched, query, k, mode, given))

    def ranked(
        self, question: str | Query, mode: Mode = "hybrid", filters: Filters | None = None
    ) -> Ranked | None:
        """The scores of all units behind `search`; None without an index. Raises what it raises."""
        from dalil.index.search.search import ranked, understood

        given = filters or Filters()
        query = understood(question, given)
        return self._looked_at(lambda searched: ranked(searched, query, mode, given))

    def _looked_at(self, look: Callable[[Searched], T]) -> T:
        """What a look at the index in use and the catalogue gives, both of one state."""
        from dalil.index.search.search import Searched

        def searched() -> Searched:
            # The notes are those of the index that was just looked up.
            generation = self.in_use
            notes = self._notes_of(generation)
            return Searched(self.catalog, generation, lambda: self.encoder, notes, self.ranking)

        try:
            with self.catalog.snapshot():  # all that is read is of one state, and read faster
                self.catalog.check_seal()
                return look(searched())
        except GenerationBroken:
            # A writer may have dropped this generation before its arrays were mapped: look again.
            self.forget_generation()
            return look(searched())

    def forget_generation(self) -> None:
        """Open the index in use again at the next look, whatever ``CURRENT`` says."""
        with self._reading:
            self._opened = False
        if self._server is not None:
            self._server.forget()


def _server(engine: str | None) -> Server | None:
    """The server at an address; that of the environment without one."""
    address = (os.environ.get(ENGINE, "") if engine is None else engine).strip()
    if not address:
        return None
    from dalil.index.engines.servers import server_at

    return server_at(address)


def _published_to(engine: str | None, place: Path, progress: Progress | None) -> None:
    """Fetch the works that are published to a server, for a folder that is not there yet.

    Raises LibraryMissing where no server is named, EngineError where nothing is published to it.
    """
    server = _server(engine)
    if server is None:
        raise LibraryMissing(Message("library.missing", folder=place, variable=ENVIRONMENT))
    from dalil.index.engines.catalogue import Copies

    copies = Copies(server)
    try:
        if copies.newest(progress) is None:
            server.current("")  # EngineError where nothing is published at all
            raise EngineError(Message("engine.no_catalogue", engine=server))
    except EngineAway:
        if copies.kept() is None:
            raise
    finally:
        server.close()


def _waiting(catalog: Path) -> Stamp | None:
    """The state of what SQLite has still to write into its file."""
    try:
        return stamp_of(catalog.with_name(f"{catalog.name}-wal"))
    except OSError:
        return None
