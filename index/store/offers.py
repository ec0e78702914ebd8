"""What sources offer and what was fetched of it: in the catalogue, beside the works.

A source is remembered as the person named it, with what they wanted of it. Its offers are what its
own catalogue says of its works, held or not; `fetched` is where a file came from, when, with which
hash, and by what its server would know whether it has changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

from dalil.index.store.catalog import Catalog, now
from dalil.index.store.work_list import find, list_offer, unlist
from dalil.ingest.fetch.feed import Offer
from dalil.ingest.fetch.sources import Source
from dalil.ingest.identify.act_types import fold, kind_of
from dalil.ingest.messages import as_text, from_text

State = Literal["ok", "failed", "gone"]

_SOURCE: Final = (
    "number, address, said, kind, selection, hosts, asked, etag, modified, sha256, read, tried, "
    "trouble"
)
_FETCHED: Final = (
    "source, key, url, path, sha256, size, etag, modified, mark, at, checked, state, reason"
)
_WORDS: Final = re.compile(r"[^\W_]+")
#: Offers written in one transaction.
_MANY: Final = 2_000


@dataclass(frozen=True, slots=True)
class Selection:
    """Which works of a source the person wants: all that fit, and those that were ticked."""

    kinds: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    subject: str = ""
    keys: tuple[str, ...] = ()
    all: bool = True  # False: the ticked ones alone

    def fits(self, offer: Offer) -> bool:
        """Whether this work is wanted."""
        if offer.key in self.keys:
            return True
        return self.all and self._fits(offer)

    def _fits(self, offer: Offer) -> bool:
        if self.kinds and not any(_is_of(offer, kind) for kind in self.kinds):
            return False
        if self.year_from is not None and (offer.year is None or offer.year < self.year_from):
            return False
        if self.year_to is not None and (offer.year is None or offer.year > self.year_to):
            return False
        if self.subject:
            said = {w.casefold() for w in _WORDS.findall(f"{offer.subject} {offer.title}")}
            return {w.casefold() for w in _WORDS.findall(self.subject)} <= said
        return True

    @property
    def is_open(self) -> bool:
        """Whether it leaves nothing out."""
        return self.all and not (self.kinds or self.year_from or self.year_to or self.subject)

    def together(self, other: Selection) -> Selection:
        """What is remembered when more is wanted: of one kind of wish the new one holds."""
        keys = tuple(dict.fromkeys((*self.keys, *other.keys)))
        if not other.all:
            return replace(self, keys=keys)
        return replace(other, keys=keys)


def _is_of(offer: Offer, kind: str) -> bool:
    meant = kind_of(kind)
    slug = meant.slug if meant else kind.strip().casefold()
    if offer.slug:
        return offer.slug == slug or offer.slug.startswith(f"{slug}-")
    return fold(kind) in {fold(offer.kind), fold(offer.short)}


@dataclass(frozen=True, slots=True)
class Remembered:
    """A source as the catalogue remembers it."""

    number: int
    address: str
    said: str
    kind: str  # feed, pages, archive, git, list, file, folder; "" before it was seen
    selection: Selection
    hosts: frozenset[str]
    asked: str
    etag: str
    modified: str
    sha256: str
    read: str | None  # when its catalogue was last read whole
    tried: str | None
    trouble: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file of a source: where from, when, and what it was."""

    source: int
    key: str
    url: str
    path: str = ""
    sha256: str = ""
    size: int = 0
    etag: str = ""
    modified: str = ""
    mark: str = ""  # of an archive: changes with the content
    at: str | None = None  # when it came, ISO 8601, UTC
    checked: str = ""  # when its source was last asked
    state: State = "ok"
    reason: str = ""


class Offers:
    """Sources, offers and fetched files of one catalogue."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    # Sources

    def remember(self, source: Source, selection: Selection) -> Remembered:
        """The source as it is remembered from now on, with what is wanted of it."""
        with self._catalog.transaction() as db:
            known = self.source(source.address)
            if known is not None:
                selection = known.selection.together(selection)
            hosts = sorted(source.hosts | (known.hosts if known else frozenset()))
            db.execute(
                "INSERT INTO fetch_sources (address, said, kind, selection, hosts) "
                "VALUES (?, ?, '', ?, ?) ON CONFLICT (address) DO UPDATE SET "
                "said = excluded.said, selection = excluded.selection, hosts = excluded.hosts",
                (source.address, source.said, _json(asdict(selection)), _json(hosts)),
            )
        found = self.source(source.address)
        assert found is not None
        return found

    def sources(self) -> list[Remembered]:
        """All of them, in the order in which they were first named."""
        return self._sources("ORDER BY number", ())

    def source(self, address: str) -> Remembered | None:
        """The source of that address."""
        return next(iter(self._sources("WHERE address = ?", (address,))), None)

    def _sources(self, where: str, values: tuple[object, ...]) -> list[Remembered]:
        with self._catalog.snapshot() as db:
            query = f"SELECT {_SOURCE} FROM fetch_sources {where}"  # noqa: S608
            rows = [dict(zip(_SOURCE.split(", "), row, strict=True)) for row in
                    db.execute(query, values)]  # fmt: skip
        found = []
        for row in rows:
            said = json.loads(row["selection"])
            said |= {name: tuple(said[name]) for name in ("kinds", "keys")}
            row |= {
                "selection": Selection(**said),
                "hosts": frozenset(json.loads(row["hosts"])),
                "trouble": from_text(row["trouble"]),
            }
            found.append(Remembered(**row))
        return found

    def note(self, number: int, **values: object) -> None:
        """Write what was found at a source: columns of ``fetch_sources``."""
        values = {k: as_text(v) if isinstance(v, str) else v for k, v in values.items()}
        sets = ", ".join(f"{name} = ?" for name in values)  # names of ours
        with self._catalog.transaction() as db:
            db.execute(
                f"UPDATE fetch_sources SET {sets} WHERE number = ?",  # noqa: S608
                (*values.values(), number),
            )

    def forget(self, number: int) -> None:
        """Forget a source, what it offers and what was fetched from it; works and files stay."""
        with self._catalog.transaction() as db:
            self._unlisted(db, "source = ?", (number,))
            db.execute("DELETE FROM fetch_sources WHERE number = ?", (number,))

    # Offers

    def put(self, source: int, offers: Iterable[Offer], *, whole: bool) -> dict[str, list[str]]:
        """What a source offers now: the keys that are ``new`` and those that ``changed``.

        ``whole``: these are all of them, so those that are missing are ``gone``.
        """
        with self._catalog.transaction() as db:
            row = db.execute(
                "SELECT coalesce(max(seen), 0) + 1 FROM offers WHERE source = ?", (source,)
            ).fetchone()
            seen = int(row[0])
            known = dict(
                db.execute("SELECT key, fingerprint FROM offers WHERE source = ?", (source,))
            )
            told: dict[str, list[str]] = {"new": [], "changed": [], "gone": []}
            batch: list[Offer] = []
            written = set(known)
            for offer in offers:
                if offer.key not in known:
                    told["new"].append(offer.key)
                elif known[offer.key] != offer.fingerprint:
                    told["changed"].append(offer.key)
                else:
                    db.execute(
                        "UPDATE offers SET seen = ?, gone = 0 WHERE source = ? AND key = ?",
                        (seen, source, offer.key),
                    )
                    continue
                batch.append(offer)
                if len(batch) >= _MANY:
                    self._write(db, source, seen, batch, written)
                    batch = []
            self._write(db, source, seen, batch, written)
            if whole:
                missing = "source = ? AND seen < ? AND NOT gone"
                told["gone"] = [
                    key
                    for (key,) in db.execute(
                        f"SELECT key FROM offers WHERE {missing}",  # noqa: S608
                        (source, seen),
                    )
                ]
                db.execute(f"UPDATE offers SET gone = 1 WHERE {missing}", (source, seen))  # noqa: S608
        return told

    def _write(
        self, db: Any, source: int, seen: int, offers: list[Offer], written: set[str]
    ) -> None:
        for offer in offers:
            if offer.key in written:  # before, or twice in one catalogue
                self._unlisted(db, "source = ? AND key = ?", (source, offer.key))
            written.add(offer.key)
            made = db.execute(
                "INSERT INTO offers (source, key, document_id, slug, kind, numbered, year, title, "
                "subject, status, file, offer, fingerprint, seen) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    source, offer.key, offer.document_id, offer.slug, offer.kind or offer.short,
                    offer.number, offer.year, offer.title, offer.subject, offer.status, offer.file,
                    offer.to_json(), offer.fingerprint, seen,
                ),
            )  # fmt: skip
            list_offer(db, int(made.lastrowid or 0), offer)

    @staticmethod
    def _unlisted(db: Any, where: str, values: tuple[object, ...]) -> None:
        unlist(db, f"offer IN (SELECT number FROM offers WHERE {where})", values)  # noqa: S608
        db.execute(f"DELETE FROM offers WHERE {where}", values)  # noqa: S608

    def of(self, source: int, *, gone: bool = False) -> Iterator[Offer]:
        """What a source offers, in the order of its catalogue; ``gone`` ones alone, or never."""
        last = 0
        while True:
            with self._catalog.snapshot() as db:
                rows = db.execute(
                    "SELECT number, offer FROM offers WHERE source = ? AND gone = ? "
                    "AND number > ? ORDER BY number LIMIT ?",
                    (source, int(gone), last, _MANY),
                ).fetchall()
            for last, said in rows:  # noqa: B007  the last one is where the next part begins
                yield Offer.from_json(said)
            if not rows:
                return

    def count(self, source: int) -> int:
        """How many works a source offers."""
        with self._catalog.snapshot() as db:
            query = "SELECT count(*) FROM offers WHERE source = ? AND NOT gone"
            return int(db.execute(query, (source,)).fetchone()[0])

    def search(
        self, words: str, source: int | None = None, limit: int = 100
    ) -> list[tuple[int, Offer, bool]]:
        """Offers that have all these words, or beginnings of them: source, offer, whether held.

        "13/2003" finds number and year. Without words, the newest.
        """
        found = find(self._catalog, words, limit=limit, source=source, held=None, with_held=True)
        listed = [one for one in found if one.offer is not None]
        marks = ", ".join("?" * len(listed))
        with self._catalog.snapshot() as db:
            said = dict(
                db.execute(
                    f"SELECT number, offer FROM offers WHERE number IN ({marks})",  # noqa: S608
                    [one.offer for one in listed],
                )
            )
        return [
            (one.source or 0, Offer.from_json(said[one.offer]), one.held)
            for one in listed
            if one.offer in said
        ]

    # Fetched files

    def record(self, files: Iterable[Fetched]) -> None:
        """Write down what came, or why it did not, in place of what was known of it."""
        marks = ", ".join("?" * len(_FETCHED.split(", ")))
        with self._catalog.transaction() as db:
            db.executemany(
                f"INSERT OR REPLACE INTO fetched ({_FETCHED}) VALUES ({marks})",  # noqa: S608
                [
                    (f.source, f.key, f.url, f.path, f.sha256, f.size, f.etag, f.modified, f.mark,
                     f.at, f.checked or now(), f.state, as_text(f.reason))
                    for f in files
                ],
            )  # fmt: skip

    def fetched(self, source: int) -> dict[str, Fetched]:
        """What was tried of a source, by key."""
        return {f.key: f for f in self._fetched("WHERE source = ?", (source,))}

    def provenance(self, document_id: str) -> list[tuple[Fetched, Remembered]]:
        """Where the files came from that a work was read from, and from which source."""
        found = self._fetched(
            "WHERE state != 'failed' AND path IN (SELECT path FROM sources WHERE document_ids "
            "LIKE ? AND EXISTS (SELECT 1 FROM json_each(document_ids) WHERE value = ?))",
            (f"%{json.dumps(document_id)[1:-1]}%", document_id),
        )
        known = {source.number: source for source in self.sources()}
        return [(file, known[file.source]) for file in found if file.source in known]

    def said_of(self, document_id: str) -> list[tuple[Offer, Remembered]]:
        """What the catalogues of sources say of an act: a second opinion on its status."""
        with self._catalog.snapshot() as db:
            rows = db.execute(
                "SELECT source, offer FROM offers WHERE document_id = ? AND status != '' "
                "AND NOT gone ORDER BY number",
                (document_id,),
            ).fetchall()
        known = {source.number: source for source in self.sources()} if rows else {}
        return [(Offer.from_json(said), known[number]) for number, said in rows]

    def _fetched(self, where: str, values: tuple[object, ...]) -> list[Fetched]:
        with self._catalog.snapshot() as db:
            query = f"SELECT {_FETCHED} FROM fetched {where}"  # noqa: S608
            rows = [dict(zip(_FETCHED.split(", "), row, strict=True)) for row in
                    db.execute(query, values)]  # fmt: skip
        return [Fetched(**(row | {"reason": from_text(row["reason"])})) for row in rows]

    def documents_of(self, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The works that each of these files gave; those that could not be read are left out."""
        found: dict[str, tuple[str, ...]] = {}
        wanted = list(paths)
        with self._catalog.snapshot() as db:
            for first in range(0, len(wanted), 500):
                some = wanted[first : first + 500]
                marks = ", ".join("?" * len(some))
                rows = db.execute(
                    "SELECT path, document_ids FROM sources WHERE outcome = 'ok' "  # noqa: S608
                    f"AND path IN ({marks})",
                    some,
                )
                found.update((path, tuple(json.loads(ids))) for path, ids in rows)
        return found


def _json(value: Mapping[str, Any] | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)
