"""The library with all that can be done with it: the one way in, for programs, command and app.

    library = Library.open("pustaka", create=True)
    library.add("peraturan/")
    library.ask("Siapa yang mengoordinasikan hubungan luar negeri?")

Everything is in the rooms below; what is here says it in one place.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Self

from dalil.index.library import ENGINE
from dalil.index.library import Library as IndexedLibrary
from dalil.index.store.owner import LOCAL
from dalil.ingest.errors import EngineError
from dalil.ingest.messages import Message

if TYPE_CHECKING:
    from dalil.answer.answer import Qid, Result
    from dalil.answer.citation.lookup import Lookup
    from dalil.answer.claims.review import Review
    from dalil.answer.drafts.authorities import Authorities
    from dalil.answer.drafts.findings import CheckReport
    from dalil.answer.evaluate.evaluate import Evaluation
    from dalil.answer.evaluate.judgments import Question
    from dalil.answer.news import News
    from dalil.index.cited_by import CitedBy
    from dalil.index.curate.add_sources import IngestReport
    from dalil.index.curate.bundle import Bundle
    from dalil.index.curate.fetch import FetchReport
    from dalil.index.curate.status import LibraryStatus
    from dalil.index.engines.engine import Publication
    from dalil.index.query.conditions import Filters
    from dalil.index.search.results import Mode
    from dalil.index.show import Shown
    from dalil.index.store.followed import Followed
    from dalil.index.text_in_force import ActDiff, ActHistory, ActText, Chain
    from dalil.ingest.model import Document, Parsed, Progress, Tier
    from dalil.ingest.readers.limits import Limits


def shipped() -> Path:
    """The folder of the sources that come with Dalil: digests of acts, commentary, a glossary."""
    return Path(__file__).resolve().parent / "corpus"


def parse(path: str | PathLike[str], *, tier: Tier | None = None) -> tuple[Parsed, ...]:
    """A file as documents with their passages, without a library; one, but for files of records.

    A manifest or sidecar beside the file is heeded as `Library.add` does; ``tier`` overrides it.
    The file is read in this process, without a limit of time. Raises SourceError where it cannot
    become a document.
    """
    from dalil.ingest.discover import SourceFile
    from dalil.ingest.errors import SourceError
    from dalil.ingest.manifest import find_item
    from dalil.ingest.pipeline import parse_source

    file = Path(path)
    outcome = parse_source(SourceFile(file, find_item(file), tier))
    if outcome.failure is not None:
        reason = outcome.failure.reason
        raise SourceError(reason if file.name in reason else f"{file}: {reason}")
    return outcome.parsed


class Library(IndexedLibrary):
    """A library in a folder: sources go in, cited passages come out. Make one with `Library.open`.

    Reading needs no lock and never waits; one object serves many threads. It can be used in a
    ``with`` statement, which closes it.
    """

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def add(
        self,
        paths: str | PathLike[str] | Iterable[str | PathLike[str]],
        *,
        tier: Tier | None = None,
        workers: int | None = None,
        vectors: bool = True,
        prune: bool = False,
        follow_links: bool = False,
        limits: Limits | None = None,
        rebuild: bool = False,
        progress: Progress | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> IngestReport:
        """Take files and folders in and make them searchable; only what changed is done again.

        ``tier`` overrides what the sources say; without ``vectors`` they are found by their words
        only, until the next time. A file that cannot be read is in the report with its reason, and
        the rest goes on. All arguments: `dalil.index.curate.add_sources.take_in`. Raises
        LibraryLocked when another process is writing.
        """
        from dalil.index.curate.add_sources import take_in

        named = [paths] if isinstance(paths, str | PathLike) else list(paths)
        return take_in(
            self, [Path(fspath(path)) for path in named], tier=tier, workers=workers,
            vectors=vectors, prune=prune, follow_links=follow_links, limits=limits,
            rebuild=rebuild, progress=progress, stop=stop,
        )  # fmt: skip

    def publish(
        self, engine: str | None = None, *, progress: Progress | None = None
    ) -> Publication:
        """Put the folder's index and works into a server, ``postgresql://…`` or ``milvus://…``
        (default: ``DALIL_ENGINE``), where all who name the server find them (docs/engines.md).

        Raises EngineError where the server is away or refuses, where there is no index, or where
        it is not of the latest works.
        """
        from dalil.index.engines.servers import publish

        address = engine if engine is not None else os.environ.get(ENGINE, "")
        if not address.strip():
            raise EngineError(Message("engine.unset", variable=ENGINE))
        generation = self.generation
        if generation is None or not generation.meta.units:
            raise EngineError(Message("engine.nothing", folder=self.folder))
        return publish(generation, address.strip(), self.catalog, progress)

    def fetch(
        self,
        source: str,
        *,
        kinds: Iterable[str] = (),
        year_from: int | None = None,
        year_to: int | None = None,
        subject: str = "",
        keys: Iterable[str] = (),
        hosts: Iterable[str] = (),
        listing: bool = False,
        confirm: Callable[[int], bool] | None = None,
        vectors: bool = True,
        workers: int | None = None,
        limits: Limits | None = None,
        progress: Progress | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> FetchReport:
        """Bring works from where they are published, on this machine's own connection.

        ``source`` is a name ("nasional"), the address of a JDIH feed, of an archive, of a git
        repository or of a list of addresses, or a folder that holds such. Its whole catalogue is
        kept; files come as ``kinds``, years and ``subject`` say, or, with ``keys``, these offers
        alone. ``listing`` brings no file. ``hosts`` may be asked without TLS; ``confirm`` is asked
        before more than 200 files. The source is remembered (`update`). Raises FetchError where
        the source cannot be read; a file that cannot be had is in the report.
        """
        from dalil.index.curate.fetch import fetch
        from dalil.index.store.offers import Selection

        ticked = tuple(keys)
        wanted = Selection(tuple(kinds), year_from, year_to, subject, ticked, all=not ticked)
        return fetch(
            self, source, wanted, hosts=hosts, listing=listing, confirm=confirm, vectors=vectors,
            workers=workers, limits=limits, progress=progress, stop=stop,
        )  # fmt: skip

    def update(
        self,
        *,
        vectors: bool = True,
        workers: int | None = None,
        limits: Limits | None = None,
        progress: Progress | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> list[FetchReport]:
        """Ask every remembered source what is new, changed or gone, and bring it.

        One report a source. What is gone at its source stays in the library.
        """
        from dalil.index.curate.fetch import update

        return update(
            self, vectors=vectors, workers=workers, limits=limits, progress=progress, stop=stop
        )

    def bundle(
        self,
        out: str | PathLike[str],
        *,
        originals: bool = False,
        progress: Progress | None = None,
    ) -> Bundle:
        """Write this library to one file that others open without encoding anything.

        Texts, index and vectors, with ``originals`` the files too; nothing that is one person's.
        Raises BundleError.
        """
        from dalil.index.curate.bundle import pack

        return pack(self, Path(fspath(out)), originals=originals, progress=progress)

    @classmethod
    def open_bundle(
        cls,
        path: str | PathLike[str],
        folder: str | PathLike[str] | None = None,
        *,
        progress: Progress | None = None,
    ) -> Self:
        """The library in this folder (default: that of `Library.open`), which is the bundle's now.

        What was the person's own there stays: sources, corrections, collections, notes. A newer
        bundle takes the place of the one of its name. Raises BundleError where it is refused.
        """
        from dalil.index.curate.bundle import open_bundle
        from dalil.index.library import default_folder

        place = Path(fspath(folder)) if folder is not None else default_folder()
        open_bundle(Path(fspath(path)), place, progress)
        return cls.open(place)

    def ask(
        self,
        question: str,
        k: int = 10,
        *,
        filters: Filters | None = None,
        mode: Mode = "hybrid",
        style: str = "footnote",
        max_statements: int = 5,
        side_by_side: bool = False,
        qid: Qid = None,
        as_of: str | None = None,
    ) -> Result:
        """The verbatim statements that answer a question, each with its citation, and ``k`` hits.

        ``as_of`` (``YYYY-MM-DD``) asks of the law as it was on that day.
        ``answer.status`` says whether they are sure (``answered``), only the nearest there are
        (``uncertain``), or none (``abstained``, with the reason). Raises QueryError for a malformed
        question, StyleError for an unknown style, LibraryError, EncoderError.
        """
        from dalil.answer.answer import answer
        from dalil.index.query.day import on_day

        there = on_day(filters, as_of)
        return answer(self, question, k, there, mode, qid, style, max_statements, side_by_side)

    def cite(
        self,
        reference: str,
        *,
        style: str = "footnote",
        language: str = "id",
        as_of: str | None = None,
    ) -> Lookup:
        """The provisions that a reference names ("Pasal 363 ayat (2) UU 23/2014"), cited.

        ``as_of`` (``YYYY-MM-DD``): in the wording of that day, with the passage that gave it.
        Without, as the act has it, and `Match.now` is the wording in force where that is another.

        Several where the name is ambiguous, none where the library does not have it: never a
        guess; `Lookup.absent` says why. ``language`` (``id``, ``en``) is that of the words around
        the names. Raises StyleError for an unknown style.
        """
        from dalil.answer.citation.lookup import look_up

        return look_up(self, reference, style, language, as_of)

    def cited_by(self, identifier: str) -> CitedBy:
        """The acts, rulings and works of the library that cite an act or a provision.

        ``identifier`` is its id (``uu/2000/24#pasal-5``), whether or not it is here itself. What
        cites a part of it (an ayat of a pasal, a pasal of an act) is listed apart. Raises
        LibraryError.
        """
        from dalil.index.cited_by import cited_by

        return cited_by(self.catalog, identifier)

    def authorities(
        self, draft: str | PathLike[str], *, name: str = "", progress: Progress | None = None
    ) -> Authorities:
        """The table of authorities of a draft: what it cites, each once, with its places.

        ``draft`` and ``name`` as in `check`. Raises SourceError where a file cannot be read.
        """
        from dalil.answer.drafts.authorities import authorities_of

        return authorities_of(self.check(draft, name=name, progress=progress), self.catalog)

    def text(self, identifier: str, as_of: str | None = None) -> ActText:
        """An act, or a provision of it, as it stands on a day (``YYYY-MM-DD``, default today).

        Every provision is a slice of a stored document and says which act gave it its wording;
        `ActText.complete` and `ActText.missing` say whether all amendments are known. Raises
        DocumentMissing where the library does not hold the act, or it never had the provision;
        QueryError for what is no day.
        """
        from dalil.index.text_in_force import text_on

        return text_on(self._chain(identifier), identifier, as_of)

    def diff(self, identifier: str, start: str | None = None, end: str | None = None) -> ActDiff:
        """What changed in an act or provision from ``start`` (default: its promulgation) to
        ``end`` (default: today). Raises as `text`."""
        from dalil.index.text_in_force import diff_between

        return diff_between(self._chain(identifier), identifier, start, end)

    def history(self, identifier: str) -> ActHistory:
        """Every change of an act or a provision, in order. Raises as `text`."""
        from dalil.index.text_in_force import history_of

        return history_of(self._chain(identifier), identifier)

    def _chain(self, identifier: str) -> Chain:
        from dalil.index.text_in_force import chain_of

        return chain_of(self.catalog, identifier)

    def follow(
        self, subject: str, *, question: bool = False, filters: Filters | None = None,
        mode: Mode = "hybrid", owner: str = LOCAL,
    ) -> Followed:  # fmt: skip
        """Follow an act, ruling, book or provision from now on, or with ``question`` a question.

        ``subject`` is an id (``uu/2003/13#pasal-59``), held or not, or what a reference says
        ("Pasal 59 UU 13/2003"). ``filters`` and ``mode`` are those that the question is asked with.
        `news` tells what comes of it. Raises FollowError for what can be no one's name, or may
        mean several.
        """
        from dalil.answer.news import follow

        return follow(self, subject, question, filters, mode, owner)

    def unfollow(self, subject: str, *, owner: str = LOCAL) -> Followed:
        """Follow it no longer: named as for `follow`, or the question itself; its news go too.

        Raises FollowError where it is not followed.
        """
        from dalil.answer.news import unfollow

        return unfollow(self, subject, owner)

    def followed(self, *, owner: str = LOCAL) -> list[Followed]:
        """What is followed: acts and other works first, then questions."""
        from dalil.index.store.followed import Following

        return Following(self.catalog, owner).all()

    def news(
        self, *, unread: bool = False, style: str = "footnote", language: str = "id",
        owner: str = LOCAL,
    ) -> News:  # fmt: skip
        """What is new for whoever follows and saves: looked for now, the latest first.

        A followed act amended, repealed, cited or judged; a question with a new find; a saved
        passage worded anew. Each once, with the passage that says so, verbatim, and its citation in
        ``style``. ``unread`` alone, or with what was read (`mark_read`).
        """
        from dalil.answer.news import news

        return news(self, unread=unread, style=style, language=language, owner=owner)

    def mark_read(self, numbers: Iterable[int] | None = None, *, owner: str = LOCAL) -> int:
        """Say that these news (`Told.number`) were read, or all; how many were not before."""
        from dalil.index.store.followed import Following

        return Following(self.catalog, owner).mark_read(numbers)

    def check(
        self, draft: str | PathLike[str], *, name: str = "", progress: Progress | None = None
    ) -> CheckReport:
        """Every quotation and reference of a draft against the stored text.

        ``draft`` is a path (``pathlib.Path``), or the text itself (``str``), which ``name`` calls
        something in the report. Raises SourceError where a file cannot be read.
        """
        from dalil.answer.drafts.check import check_file, check_text

        if isinstance(draft, str):
            return check_text(self, draft, name, progress)
        return check_file(self, Path(draft), progress)

    def review(
        self,
        claim: str,
        supporting: int = 3,
        contrary: int = 3,
        *,
        filters: Filters | None = None,
        mode: Mode = "hybrid",
        style: str = "footnote",
        qid: Qid = None,
    ) -> Review:
        """The passages that carry a claim and those that say otherwise, each with its citation.

        At most so many of each; where there are neither, the nearest to read. Raises QueryError,
        StyleError, LibraryError, EncoderError.
        """
        from dalil.answer.claims.review import review

        return review(
            self, claim, supporting, contrary, filters=filters, mode=mode, qid=qid, style=style
        )

    def status(self) -> LibraryStatus:
        """What the library holds, what it lacks, and how fresh its index is."""
        from dalil.index.curate.status import status

        return status(self)

    def documents(self) -> list[Document]:
        """The works, by id; without their text."""
        return self.catalog.documents()

    def show(self, identifier: str, *, definitions: bool = True) -> Shown:
        """A work with its passages (``uu/2014/23``), or a provision (``uu/2014/23#pasal-363``).

        ``definitions``: with the terms that a provision uses. Raises NotInLibrary.
        """
        from dalil.index.show import show

        return show(self.catalog, identifier, definitions=definitions)

    def evaluate(
        self,
        questions: str | PathLike[str] | Sequence[Question],
        k: int = 100,
        *,
        mode: Mode = "hybrid",
        progress: Callable[[int, int], None] | None = None,
    ) -> Evaluation:
        """How well questions are answered whose answers are known: recall, MRR, nDCG, refusals.

        ``questions`` are a file of JSON lines (docs/evaluation.md) or what was read from one.
        Raises BatchError for a file that is none, ExtraMissing without ``dalil[eval]``.
        """
        from dalil.answer.evaluate.evaluate import evaluate
        from dalil.answer.evaluate.judgments import read_questions

        asked = (
            read_questions(Path(questions)) if isinstance(questions, str | PathLike) else questions
        )
        return evaluate(self, asked, k=k, mode=mode, progress=progress)
