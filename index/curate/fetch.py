"""From a source on the network, or a mirror of one, into the library; and again, for what is new.

`fetch` reads the catalogue of a source (`ingest.fetch`), keeps it, brings the files that are wanted
of it, one after another, and takes them in as they come: statutes before regulations, newer before
older, searchable by their words from the first ones on. Every file is written down when it is
whole, so whatever stops it, the next run goes on behind it. `update` does so for every source that
is remembered.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from time import perf_counter
from typing import Any, Final, Literal
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from dalil.index.curate.add_sources import FETCHED, take_files
from dalil.index.library import Library
from dalil.index.snapshot.build import remove_whole
from dalil.index.store.catalog import now
from dalil.index.store.files import like_library
from dalil.index.store.lock import locked
from dalil.index.store.offers import Fetched, Offers, Remembered, Selection
from dalil.ingest.data_text import read_json
from dalil.ingest.discover import SourceFile
from dalil.ingest.errors import (
    FetchError,
    NotThere,
    SourceError,
    Unreachable,
    WrongContent,
)
from dalil.ingest.fetch.archive import (
    DAMAGED,
    Archive,
    Folder,
    Member,
    Repository,
    is_repository,
    mirror,
    open_archive,
)
from dalil.ingest.fetch.client import Client, Halted, Manners, Received
from dalil.ingest.fetch.content import checked_document, kind_of_content
from dalil.ingest.fetch.feed import FeedRead, Offer, read_feed
from dalil.ingest.fetch.sources import Source, source_of
from dalil.ingest.file_names import actual, printable, resolved
from dalil.ingest.identify.act_types import kind_by_slug, slugify
from dalil.ingest.manifest import ManifestItem
from dalil.ingest.messages import Message, message_of
from dalil.ingest.model import Failure, Progress
from dalil.ingest.readers.limits import Limits
from dalil.ingest.references.ids import print_target
from dalil.ingest.supervisor import guarded_file

#: More files than this are brought only after the person has said yes.
ASKED_FROM: Final = 200
#: Bytes of a feed, of an archive, and of one file.
_FEED_LIMIT: Final = 512 * 10**6
_ARCHIVE_LIMIT: Final = 4 * 10**9
_FILE_LIMIT: Final = 200 * 10**6
#: What reading a feed may cost: seconds and megabytes.
_FEED_COST: Final = Limits(seconds=900.0, memory_mb=1_000)
#: Files taken in at first; each further part is four times as large, so that there is something to
#: search soon, and the index is not made anew for every file.
_FIRST_PART: Final = 100
_PAGES: Final = 5_000
_CHUNK: Final = 1 << 20
_FEEDS: Final = ("document.json", "feed.json", "integrasi.json")

_Catalogued = Literal["feed", "pages", "archive", "git", "list", "file", "folder"]


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that came, and the works that it gave."""

    url: str
    sha256: str
    ids: tuple[str, ...] = ()

    def to_dicts(self) -> list[dict[str, Any]]:
        """Elements of ``fetched`` in ``dalil fetch --json``: one a work."""
        ids = self.ids or (None,)
        return [{"id": one, "url": self.url, "sha256": self.sha256} for one in ids]


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What was brought from one source, and what was not, each with its reason.

    ``new``, ``changed`` and ``gone`` are addresses: against what its catalogue said before.
    """

    source: str
    catalogued: int
    fetched: tuple[Brought, ...] = ()
    skipped: tuple[Failure, ...] = ()
    failed: tuple[Failure, ...] = ()
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unchanged: int = 0
    left: int = 0  # not asked for, because the person stopped it
    offers: tuple[Offer, ...] = ()  # what fits, where only the catalogue was asked for
    requests: int = 0
    seconds_s: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """The object of ``dalil fetch --json``."""
        return {
            "source": self.source,
            "catalogued": self.catalogued,
            "fetched": [one for brought in self.fetched for one in brought.to_dicts()],
            "skipped": _listed(self.skipped),
            "failed": _listed(self.failed),
        }


def _listed(failures: Iterable[Failure]) -> list[dict[str, str]]:
    return [{"url": f.source, "reason": f.reason} for f in failures]


def fetch(
    library: Library,
    said: str,
    selection: Selection | None = None,
    *,
    hosts: Iterable[str] = (),
    listing: bool = False,
    confirm: Callable[[int], bool] | None = None,
    vectors: bool = True,
    workers: int | None = None,
    limits: Limits | None = None,
    manners: Manners | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> FetchReport:
    """Bring what is wanted of a source and take it in.

    Args:
        said: the source, as a person names it (`ingest.fetch.sources.source_of`).
        selection: which of its works; default all.
        hosts: hosts that the person trusts without TLS, or within their own network.
        listing: read its catalogue only.
        confirm: asked before more than `ASKED_FROM` files are brought; None: nobody is asked.
        vectors, workers, limits, progress, stop: as in `index.curate.add_sources.take_in`.

    Raises FetchError where the source itself cannot be read, or the person said no; LibraryLocked
    where the same source is being fetched, or another process is writing.
    """
    wanted = selection or Selection()
    source = source_of(said, hosts)
    offers = Offers(library.catalog)
    kept = offers.remember(source, replace(wanted, all=False) if listing else wanted)
    run = _Run(library, source, kept, offers, stop, progress, manners)
    with run:
        return run.go(
            wanted, listing=listing, again=False, confirm=confirm, vectors=vectors,
            workers=workers, limits=limits,
        )  # fmt: skip


def update(
    library: Library,
    *,
    vectors: bool = True,
    workers: int | None = None,
    limits: Limits | None = None,
    manners: Manners | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> list[FetchReport]:
    """Ask every remembered source what is new, changed or gone, and bring it.

    A source that cannot be read is in its report with the reason; the others go on. A file that
    is gone at its source keeps its works here. Raises LibraryLocked.
    """
    reports = []
    for kept in Offers(library.catalog).sources():
        if stop is not None and stop():
            break
        try:
            source = replace(source_of(kept.said, kept.hosts), said=kept.said)
            if source.address != kept.address:  # the name has another address by now
                source = source_of(kept.address, kept.hosts)
            run = _Run(library, source, kept, Offers(library.catalog), stop, progress, manners)
            with run:
                found = run.go(
                    kept.selection, listing=False, again=True, confirm=None, vectors=vectors,
                    workers=workers, limits=limits,
                )  # fmt: skip
        except FetchError as error:
            told = Failure(kept.address, message_of(error))
            Offers(library.catalog).note(kept.number, tried=now(), trouble=message_of(error))
            count = Offers(library.catalog).count(kept.number)
            found = FetchReport(kept.said, count, failed=(told,))
        reports.append(found)
    return reports


@dataclass(slots=True)
class _Catalogue:
    """What a source was found to be, and the way to the bytes of its works."""

    kind: _Catalogued
    archive: Archive | None = None  # files come from here
    folder: Path | None = None  # or are found here by their names
    base: str = ""  # or at addresses, which may be relative to this
    unchanged: bool = False  # the source says that it is the one that was read before
    broken: str = ""  # why it could not be read to its end
    told: dict[str, list[str]] = field(default_factory=dict)


class _Run:
    """One look at one source."""

    def __init__(
        self,
        library: Library,
        source: Source,
        kept: Remembered,
        offers: Offers,
        stop: Callable[[], bool] | None,
        progress: Progress | None,
        manners: Manners | None,
    ) -> None:
        self.library, self.source, self.kept, self.offers = library, source, kept, offers
        self.stop: Callable[[], bool] = stop or (lambda: False)
        self.tell: Progress = progress or (lambda stage, done, total: None)
        self.place = library.folder.resolve() / FETCHED / source.slug
        self.incoming = self.place / ".masuk"
        self.client = Client(source.reach, manners, self.stop)
        self.failed: list[Failure] = []
        self.skipped: list[Failure] = []
        self._held = ExitStack()

    def __enter__(self) -> _Run:
        for folder in (self.place.parent, self.place, self.incoming):
            if not folder.is_dir():
                folder.mkdir(parents=True, exist_ok=True)
                like_library(folder, self.library.folder)
        self._held.enter_context(locked(self.place / ".kunci"))
        self._held.enter_context(self.client)
        return self

    def __exit__(self, *raised: object) -> None:
        self._held.close()

    def go(
        self,
        selection: Selection,
        *,
        listing: bool,
        again: bool,
        confirm: Callable[[int], bool] | None,
        vectors: bool,
        workers: int | None,
        limits: Limits | None,
    ) -> FetchReport:
        """See `fetch`."""
        began = perf_counter()
        known = self.offers.fetched(self.kept.number)
        try:
            catalogue = self._catalogue(need=not listing, known=known, selection=selection)
        except Halted:
            return FetchReport(self.source.said, self.offers.count(self.kept.number), left=1)
        except (OSError, SourceError) as error:
            raise WrongContent(
                Message("fetch.unread", said=self.source.said, reason=_reason(error))
            ) from error
        if catalogue.broken:
            self.failed.append(Failure(self.source.address, catalogue.broken))
        fitting = [o for o in self.offers.of(self.kept.number) if selection.fits(o)]
        if listing:
            return self._report(catalogue, began, offers=tuple(fitting))
        wanted = self._wanted(fitting, known, catalogue, again)
        count = sum(not self._is_here(known.get(o.key)) for o in wanted)
        if count > ASKED_FROM and confirm is not None and not confirm(count):
            raise FetchError(Message("fetch.unconfirmed", count=count))
        taking = _Taking(self, vectors, workers, limits, at_once=catalogue.archive is not None)
        brought: dict[str, str] = {}  # path to address, in the order in which they came
        left = unchanged = 0
        gone: list[str] = []
        renewed: list[str] = []
        try:
            if catalogue.archive is not None:
                found = self._from_archive(catalogue.archive, wanted, known)
            else:
                found = self._from_addresses(catalogue, wanted, known)
            for number, (offer, file, is_new) in enumerate(found, 1):
                self.tell("mengambil", number, len(wanted))
                if file is None:
                    continue
                if file.state == "gone":
                    gone.append(file.url)
                    continue
                if is_new:
                    brought[file.path] = file.url
                    if self._is_here(known.get(offer.key)):
                        renewed.append(file.url)
                else:
                    unchanged += 1
                taking.add(offer, file)
        except Halted:
            left = max(1, count - len(brought))
        taking.rest(fitting, known)
        taking.finish()
        if catalogue.kind == "archive" and not left:
            remove_whole(self.place / ".arsip")
        self.failed += taking.failed
        return self._report(
            catalogue, began, fetched=self._brought(brought, {f.source for f in taking.failed}),
            gone=tuple(gone), changed=tuple(renewed), unchanged=unchanged, left=left,
        )  # fmt: skip

    def _brought(self, brought: dict[str, str], lost: set[str]) -> tuple[Brought, ...]:
        """What came, with the works it gave; what could not be read is told as failed."""
        gives = self.offers.documents_of(brought)
        hashes = {f.path: f.sha256 for f in self.offers.fetched(self.kept.number).values()}
        return tuple(
            Brought(url, hashes.get(path, ""), gives.get(path, ()))
            for path, url in brought.items()
            if url not in lost
        )

    def _report(self, catalogue: _Catalogue, began: float, **found: Any) -> FetchReport:
        wanted = {key for keys in catalogue.told.values() for key in keys}
        addresses: dict[str, str] = {}
        for gone in (False, True) if wanted else ():
            for offer in self.offers.of(self.kept.number, gone=gone):
                if offer.key in wanted:
                    addresses[offer.key] = offer.file or offer.page or offer.key
        told = {
            what: tuple(addresses.get(key, key) for key in keys)
            for what, keys in catalogue.told.items()
        }
        lost, renewed = found.pop("gone", ()), found.pop("changed", ())
        return FetchReport(
            self.source.said,
            self.offers.count(self.kept.number),
            skipped=tuple(self.skipped),
            failed=tuple(self.failed),
            new=told.get("new", ()),
            changed=tuple(dict.fromkeys((*told.get("changed", ()), *renewed))),
            gone=tuple(dict.fromkeys((*told.get("gone", ()), *lost))),
            requests=self.client.asked,
            seconds_s=perf_counter() - began,
            **found,
        )

    # The catalogue of the source

    def _catalogue(
        self, *, need: bool, known: dict[str, Fetched], selection: Selection
    ) -> _Catalogue:
        """What the source offers, into the catalogue. ``need``: its files will be wanted."""
        form = self.source.form
        if form == "path":
            return self._of_path(Path(self.source.address))
        if form == "git":
            path = mirror(self.source.address, self.place / ".git", self.stop)
            return self._of_archive(Repository(path), "git")
        if "page" in dict(parse_qsl(urlsplit(self.source.asked).query)):
            return self._of_pages()
        asked = self._validators(known, selection, need)
        target = self.place / ".arsip"
        url = self.source.reach.person(self.source.asked)
        received = self.client.get(
            url, target, limit=_ARCHIVE_LIMIT, packed=self.source.form == "web",
            progress=lambda done, total: self.tell("katalog", done // 1000, total // 1000), **asked,
        )  # fmt: skip
        if received.unchanged:
            self.offers.note(self.kept.number, tried=now(), trouble="")
            kind: Any = self.kept.kind
            return _Catalogue(kind, base=self.kept.asked or url, unchanged=True)
        found = self._of_file(target, received.url)
        self.offers.note(
            self.kept.number, kind=found.kind, asked=received.url, sha256=received.sha256,
            tried=now(), trouble=found.broken,
            # A catalogue that broke off must be asked for again, whatever the server says of it.
            etag="" if found.broken else received.etag,
            modified="" if found.broken else received.modified,
            **({} if found.broken else {"read": now()}),
        )  # fmt: skip
        self.client.written_down(received)
        if found.kind in {"feed", "list"}:
            remove_whole(target)
        return found

    def _validators(
        self, known: dict[str, Fetched], selection: Selection, need: bool
    ) -> dict[str, str]:
        """By what the server would know that nothing has changed: if we have all we would need."""
        if self.kept.read is None:
            return {}
        if self.kept.kind in {"archive", "file"} and need:
            for offer in self.offers.of(self.kept.number):
                if selection.fits(offer) and not self._is_here(known.get(offer.key)):
                    return {}
        return {"etag": self.kept.etag, "modified": self.kept.modified}

    def _of_file(self, path: Path, url: str) -> _Catalogue:
        """A file that came from an address, or lies on this machine: by what it holds."""
        kind = kind_of_content(path)
        if kind in {"zip", "gzip", "bzip2", "xz", "tar"}:
            return self._of_archive(open_archive(path), "archive")
        if listed := _addresses_in(path, kind):
            offers = (Offer(key=a, title=_name_of(a) or a, file=a) for a in listed)
            told = self.offers.put(self.kept.number, offers, whole=True)
            return _Catalogue("list", base=url, told=told)
        if kind in {"json", "text", "html"}:
            return self._of_feed(path, url)
        if kind in {"pdf", "docx"}:
            one = Offer(key=url, title=_name_of(url) or url, file=url)
            told = self.offers.put(self.kept.number, [one], whole=True)
            return _Catalogue("file", base=url, told=told)
        raise WrongContent(Message("fetch.no_source_content", said=self.source.said, kind=kind))

    def _of_feed(self, path: Path, url: str) -> _Catalogue:
        read, lines = self._read_feed(path)
        told = self.offers.put(self.kept.number, _offers_in(lines), whole=not read.broken)
        remove_whole(lines)
        self._strange(read.strange)
        return _Catalogue("feed", base=url, broken=read.broken, told=told)

    def _read_feed(self, path: Path) -> tuple[FeedRead, Path]:
        lines = self.incoming / "katalog.jsonl"

        def look() -> None:
            if self.stop():
                raise Halted

        call = partial(read_feed, path, lines)
        return guarded_file(path, call, limits=_FEED_COST, look=look), lines

    def _strange(self, count: int) -> None:
        if count:
            self.skipped.append(
                Failure(self.source.address, Message("fetch.untitled", count=count))
            )

    def _of_pages(self) -> _Catalogue:
        """A search that gives its finds by pages: all of them, one after another."""
        parts = urlsplit(self.source.asked)
        base = self.source.reach.person(self.source.asked)
        every: dict[str, Offer] = {}
        strange, broken = 0, ""
        for page in range(1, _PAGES + 1):
            query = [(k, str(page) if k == "page" else v) for k, v in parse_qsl(parts.query)]
            url = self.source.reach.person(urlunsplit(parts._replace(query=urlencode(query))))
            target = self.incoming / "halaman"
            try:
                received = self.client.get(url, target, limit=_FEED_LIMIT, packed=True)
                self.client.written_down(received)
                read, lines = self._read_feed(target)
            except (NotThere, WrongContent):
                if page == 1:
                    raise
                break  # behind the last one
            except Unreachable as error:
                if page == 1:
                    raise
                broken = message_of(error)
                break
            before = len(every)
            every.update((offer.key, offer) for offer in _offers_in(lines))
            strange += read.strange
            self.tell("katalog", len(every), 0)
            if len(every) == before:
                break
        for file in (self.incoming / "halaman", self.incoming / "katalog.jsonl"):
            remove_whole(file)
        told = self.offers.put(self.kept.number, every.values(), whole=not broken)
        self._strange(strange)
        self.offers.note(
            self.kept.number, kind="pages", asked=base, tried=now(), trouble=broken,
            **({} if broken else {"read": now()}),
        )  # fmt: skip
        return _Catalogue("pages", base=base, broken=broken, told=told)

    def _of_path(self, path: Path) -> _Catalogue:
        """A mirror on this machine."""
        if path.is_dir() and is_repository(path):
            found = self._of_archive(Repository(path), "git")
        elif path.is_dir():
            feed = next((path / n for n in _FEEDS if (path / n).is_file()), None)
            if feed is not None:
                found = self._of_feed(feed, "")
                found.folder = path
            else:
                found = self._of_archive(Folder(path), "folder")
        else:
            found = self._of_file(path, "")
            if found.kind == "file":
                raise WrongContent(Message("fetch.one_file", path=path))
            if found.kind == "feed":
                found.folder = path.parent
        self.offers.note(
            self.kept.number, kind=found.kind, read=now(), tried=now(), trouble=found.broken
        )
        return found

    def _of_archive(self, archive: Archive, kind: _Catalogued) -> _Catalogue:
        self.tell("katalog", 0, 0)
        members = archive.listed()
        self.skipped += archive.problems
        archive.problems.clear()
        offers = (_offer_of(member, self._url_of(member.name, archive, "")) for member in members)
        told = self.offers.put(self.kept.number, offers, whole=True)
        return _Catalogue(kind, archive=archive, told=told)

    def _url_of(self, name: str, archive: Archive, commit: str) -> str:
        """Where one file of an archive can be read, as it was at that commit ("": as it is)."""
        if self.source.readable:
            template = self.source.readable.replace("{commit}", commit or "HEAD")
            return template.replace("{name}", quote(name))
        if isinstance(archive, Folder):
            return str(archive.path / name)
        at = f"@{commit[:12]}" if commit else ""
        return f"{self.source.address}{at}#{name}"

    # The files

    def _is_here(self, file: Fetched | None) -> bool:
        """Whether a file came, and lies where it was put (or in a bundle that was opened)."""
        if file is None or file.state == "failed" or not file.sha256:
            return False
        path = actual(file.path)
        return not path.is_absolute() or path.is_file()

    def _wanted(
        self, fitting: Sequence[Offer], known: dict[str, Fetched], catalogue: _Catalogue,
        again: bool,
    ) -> list[Offer]:  # fmt: skip
        """Those to be asked for, the most important first; the rest into ``skipped``."""
        wanted: list[Offer] = []
        here = Message("fetch.already_here")
        read_anew = catalogue.archive is not None and not catalogue.unchanged
        changed = set(catalogue.told.get("changed", ()))
        for offer in fitting:
            file = known.get(offer.key)
            if catalogue.archive is None and catalogue.unchanged and catalogue.kind == "archive":
                continue  # the server has said that it is the same to the last file
            if not offer.file:
                self.skipped.append(Failure(offer.page or offer.key, Message("fetch.no_file")))
            elif self._is_here(file) and not (again or read_anew or offer.key in changed):
                self.skipped.append(Failure(file.url if file else offer.file, here))
            elif self._is_here(file) and read_anew and _mark(offer) and file and (
                file.mark == _mark(offer)
            ):  # fmt: skip
                self.skipped.append(Failure(file.url, here))
            else:
                wanted.append(offer)
        return sorted(wanted, key=_importance)

    def _from_archive(
        self, archive: Archive, wanted: Sequence[Offer], known: dict[str, Fetched]
    ) -> Iterator[tuple[Offer, Fetched | None, bool]]:
        by_name = {offer.key: offer for offer in wanted}
        batch: list[Fetched] = []
        try:
            for name, stream in archive.read(by_name):
                if self.stop():
                    raise Halted
                offer, before = by_name[name], known.get(name)
                target = self.place / name
                try:
                    sha256, size = self._written(stream, target)
                    half = target.with_name(f"{target.name}.half")
                    checked_document(half, name, page=True)
                except (WrongContent, *DAMAGED) as error:
                    remove_whole(target.with_name(f"{target.name}.half"))
                    broken = isinstance(error, WrongContent)
                    reason = _reason(error if broken else _broken(error))
                    self._fail(offer, offer.file, reason, before, batch)
                    yield offer, None, False
                    continue
                same = before is not None and before.sha256 == sha256 and self._is_here(before)
                if same and before is not None:
                    remove_whole(half)
                    file = replace(before, mark=_mark(offer), checked=now(), state="ok")
                else:
                    half.replace(target)
                    url = self._url_of(name, archive, archive.commit)
                    file = Fetched(
                        self.kept.number, name, url, resolved(target), sha256, size,
                        mark=_mark(offer), at=now(), checked=now(),
                    )  # fmt: skip
                batch.append(file)
                if len(batch) >= ASKED_FROM:
                    self.offers.record(batch)
                    batch = []
                yield offer, file, not same
        except WrongContent as error:  # it breaks off: what came before stays
            self.failed.append(Failure(self.source.address, message_of(error)))
        finally:
            self.offers.record(batch)
            self.failed += archive.problems
            archive.problems.clear()

    def _written(self, stream: Any, target: Path) -> tuple[str, int]:
        folder = target.parent
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            for made in (folder, *folder.parents):
                if made == self.place:
                    break
                like_library(made, self.library.folder)
        content, size = hashlib.sha256(), 0
        half = target.with_name(f"{target.name}.half")
        with half.open("wb") as file:
            like_library(half, self.library.folder)
            while some := stream.read(_CHUNK):
                size += len(some)
                if size > _FILE_LIMIT:
                    raise WrongContent(Message("fetch.too_large", limit=_FILE_LIMIT / 1e6))
                content.update(some)
                file.write(some)
        return content.hexdigest(), size

    def _from_addresses(
        self, catalogue: _Catalogue, wanted: Sequence[Offer], known: dict[str, Fetched]
    ) -> Iterator[tuple[Offer, Fetched | None, bool]]:
        names = _files_in(catalogue.folder) if catalogue.folder else {}
        for offer in wanted:
            before = known.get(offer.key)
            if catalogue.folder is not None:
                yield self._from_folder(offer, names, before)
                continue
            try:
                url = self.source.reach.stranger(offer.file, catalogue.base)
            except FetchError as error:
                self._fail(offer, offer.file, message_of(error), before)
                yield offer, None, False
                continue
            yield self._asked(catalogue, offer, url, before)

    def _asked(
        self, catalogue: _Catalogue, offer: Offer, url: str, before: Fetched | None
    ) -> tuple[Offer, Fetched | None, bool]:
        key = hashlib.sha256(offer.key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
        target = self.incoming / key
        here = before if before is not None and self._is_here(before) else None
        try:
            if catalogue.kind == "file" and (self.place / ".arsip").is_file():
                arrived = self.place / ".arsip"
                with arrived.open("rb") as file:
                    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                arrived.replace(target)
                received = Received(
                    url, target, sha256, target.stat().st_size, self.kept.etag, self.kept.modified
                )
            elif catalogue.kind == "file" and here is not None:
                return offer, here, False
            else:
                received = self.client.get(
                    url, target, limit=_FILE_LIMIT,
                    etag=here.etag if here else "", modified=here.modified if here else "",
                )  # fmt: skip
            if here is not None and (received.unchanged or received.sha256 == here.sha256):
                kept = replace(here, checked=now(), state="ok", reason="")
                self.offers.record([kept])
                self.client.written_down(replace(received, path=target))
                remove_whole(target)
                return offer, kept, False
            suffix = checked_document(target, received.url, page=catalogue.kind == "list")
            final = self._final(offer, suffix)
            came = Fetched(
                self.kept.number, offer.key, received.url, resolved(final), received.sha256,
                received.size, received.etag, received.modified, at=now(), checked=now(),
            )  # fmt: skip
            # Written down first: a file that is missing where it should be is looked for here.
            self.offers.record([came])
            final.parent.mkdir(parents=True, exist_ok=True)
            like_library(final.parent, self.library.folder)
            like_library(target, self.library.folder)
            target.replace(final)
            self.client.written_down(received)
            return offer, came, True
        except NotThere as error:
            if here is None:
                self._fail(offer, url, message_of(error), before)
                return offer, None, False
            gone = replace(here, checked=now(), state="gone", reason=message_of(error))
            self.offers.record([gone])
            return offer, gone, False
        except (FetchError, OSError) as error:
            if isinstance(error, WrongContent):
                self.client.written_down(Received(url, target))
                remove_whole(target)
            self._fail(offer, url, _reason(error), before)
            return offer, None, False

    def _from_folder(
        self, offer: Offer, names: dict[str, Path], before: Fetched | None
    ) -> tuple[Offer, Fetched | None, bool]:
        """A file of a mirrored feed: by the last part of its address."""
        path = names.get(_name_of(offer.file).casefold())
        if path is None:
            self._fail(offer, offer.file, Message("fetch.not_in_mirror"), before)
            return offer, None, False
        try:
            suffix = checked_document(path, path.name)
            final = self._final(offer, suffix)
            with path.open("rb") as stream:
                sha256, size = self._written(stream, final)
            half = final.with_name(f"{final.name}.half")
            if before is not None and before.sha256 == sha256 and self._is_here(before):
                remove_whole(half)
                return offer, before, False
            half.replace(final)
        except (FetchError, OSError) as error:
            self._fail(offer, offer.file, _reason(error), before)
            return offer, None, False
        came = Fetched(
            self.kept.number, offer.key, offer.file, resolved(final), sha256, size, at=now(),
            checked=now(),
        )  # fmt: skip
        self.offers.record([came])
        return offer, came, True

    def _final(self, offer: Offer, suffix: str) -> Path:
        """Where a file lies in the end: readable, and its own."""
        digest = hashlib.sha256(offer.key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        # Not by its number: a file whose text does not say what it is, would be it by its name.
        named = _HEAD.sub("", offer.title)
        return self.place / f"{slugify(named, 60) or 'berkas'}-{digest}{suffix}"

    def _fail(
        self, offer: Offer, url: str, reason: str, before: Fetched | None,
        batch: list[Fetched] | None = None,
    ) -> None:  # fmt: skip
        """Told; and written down, unless what came before is still there."""
        self.failed.append(Failure(printable(url or offer.key), printable(reason)))
        if before is not None and self._is_here(before):
            return
        lost = Fetched(
            self.kept.number, offer.key, printable(url), checked=now(), state="failed",
            reason=reason,
        )  # fmt: skip
        self.offers.record([lost]) if batch is None else batch.append(lost)


class _Taking:
    """Files into the library as they come, in parts that grow."""

    def __init__(
        self, run: _Run, vectors: bool, workers: int | None, limits: Limits | None, *,
        at_once: bool,
    ) -> None:  # fmt: skip
        self._run, self._vectors, self._workers, self._limits = run, vectors, workers, limits
        #: They are all here within a minute: then the most important ones go first.
        self._at_once = at_once
        self._waiting: dict[str, SourceFile] = {}
        self._addresses: dict[str, str] = {}
        self._part = _FIRST_PART
        self.failed: list[Failure] = []

    def add(self, offer: Offer, file: Fetched) -> None:
        """One that came, or is here already: whether it was taken in is looked up then."""
        path = actual(file.path)
        if not path.is_absolute():
            return
        said = _said_of(offer, file, self._run.source.licence)
        self._waiting[file.path] = SourceFile(path, None, None, said)
        self._addresses[printable(path)] = file.url
        if len(self._waiting) >= self._part and not self._at_once:
            self._take()

    def rest(self, fitting: Iterable[Offer], known: dict[str, Fetched]) -> None:
        """Those that an earlier run brought and did not come to."""
        here = self._run.offers.documents_of([f.path for f in known.values() if f.path])
        for offer in fitting:
            file = known.get(offer.key)
            if file and file.state == "ok" and file.path not in here and self._run._is_here(file):
                self.add(offer, file)

    def _take(self) -> None:
        files = sorted(self._waiting.items(), key=lambda item: _order(item[1].said))
        now_taken, self._waiting = files[: self._part], dict(files[self._part :])
        self._part *= 4
        report = take_files(
            self._run.library, [file for _, file in now_taken], workers=self._workers,
            vectors=False, limits=self._limits, progress=self._run.tell, stop=self._run.stop,
        )  # fmt: skip
        for failure in report.failed:
            url = self._addresses.get(failure.source, failure.source)
            self.failed.append(Failure(url, failure.reason))

    def finish(self) -> None:
        """Take in what is left, then make the vectors: these may take hours, and can be stopped."""
        run = self._run
        while self._waiting and not run.stop():
            self._take()
        if self._vectors and not run.stop() and run.library.catalog.counts()["documents"]:
            run.library.commit(vectors=True, progress=run.tell, stop=run.stop)


# What is made of what


def _offers_in(lines: Path) -> Iterator[Offer]:
    with lines.open(encoding="utf-8") as file:
        for line in file:
            yield Offer.from_json(line)


def _offer_of(member: Member, url: str) -> Offer:
    act = member.act
    said = (("mark", member.mark),) if member.mark else ()
    if act is None:
        return Offer(key=member.name, title=member.name, file=url, said=said)
    slug, year, number = act
    identifier = f"{slug}/{year}/{number}"
    return Offer(
        key=member.name, title=print_target(identifier), document_id=identifier, slug=slug,
        number=number, year=year, file=url, said=said,
    )  # fmt: skip


def _mark(offer: Offer) -> str:
    return dict(offer.said).get("mark", "")


def _importance(offer: Offer) -> tuple[int, int]:
    kind = kind_by_slug(offer.slug) if offer.slug else None
    return (kind.rank or 8) if kind else 9, -(offer.year or 0)


def _order(said: ManifestItem | None) -> tuple[int, int]:
    slug = said.id.partition("/")[0] if said and said.id else ""
    kind = kind_by_slug(slug) if slug else None
    return (kind.rank or 8) if kind else 9, -((said.year if said else None) or 0)


_HEAD: Final = re.compile(r"(?is)^.{0,160}?\bno(?:mor|\.)?\s*\S{1,40}\s+tahun\s+\d{4}\s+tentang\s+")


def _said_of(offer: Offer, file: Fetched, licence: str) -> ManifestItem:
    """What the catalogue says of a file, for what the file does not say itself."""
    more = dict(offer.said)
    kind = kind_by_slug(offer.slug) if offer.slug else None
    title = _HEAD.sub("", offer.title) if offer.document_id else offer.title
    url = file.url if re.match(r"https?://\S+\Z", file.url) else None
    accessed = (("accessed", file.at[:10]),) if url and file.at else ()
    return ManifestItem(
        id=offer.document_id,
        kind=kind.short if kind else None,
        number=(offer.number or None) if offer.document_id else None,
        year=offer.year,
        title=title if title != offer.key and not title.startswith(("http:", "https:")) else None,
        date=offer.date or None,
        issuer=more.get("body"),
        url=url,
        licence=licence or None,
        csl=accessed,
    )


def _addresses_in(path: Path, kind: str) -> list[str]:
    """A list of addresses, one a line or as an array of JSON; empty where it is none."""
    if kind not in {"text", "json"} or path.stat().st_size > 20_000_000:
        return []
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if kind == "json":
        try:
            held = read_json(text)
        except ValueError:
            return []
        found = held if isinstance(held, list) else []
        if not all(isinstance(one, str) for one in found):
            return []
    else:
        found = [line.strip() for line in text.splitlines()]
        found = [line for line in found if line and not line.startswith("#")]
    if not found or not all(re.match(r"(?i)[a-z][a-z0-9+.-]*:", one) for one in found):
        return []
    return list(dict.fromkeys(found))


def _files_in(folder: Path) -> dict[str, Path]:
    """The files below a folder by their names in small letters; links are none."""
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            found.setdefault(path.name.casefold(), path)
    return found


def _name_of(url: str) -> str:
    return PurePosixPath(unquote(urlsplit(url).path)).name


def _broken(error: BaseException) -> WrongContent:
    return WrongContent(Message("fetch.archive_broken", error=printable(str(error)[:120])))


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError):
        return Message("fetch.unwritten", reason=error.strerror or error)
    return message_of(error)
