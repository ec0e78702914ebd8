"""The library with all that can be done with it: the one way in, for programs, command and app.

    library = Library.open("pustaka", create=True)
    library.add("peraturan/")
    library.ask("Siapa yang mengoordinasikan hubungan luar negeri?")

Everything is in the rooms below; what is here says it in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from dalil.index.library import Library as IndexedLibrary

if TYPE_CHECKING:
    from dalil.answer.answer import Qid, Result
    from dalil.answer.citation.lookup import Lookup
    from dalil.answer.claims.review import Review
    from dalil.answer.drafts.findings import CheckReport
    from dalil.answer.evaluate.evaluate import Evaluation
    from dalil.answer.evaluate.judgments import Question
    from dalil.index.curate.add_sources import IngestReport
    from dalil.index.curate.status import LibraryStatus
    from dalil.index.query.conditions import Filters
    from dalil.index.search.results import Mode
    from dalil.index.show import Shown
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
    ) -> Result:
        """The verbatim statements that answer a question, each with its citation, and ``k`` hits.

        ``answer.status`` says whether they are sure (``answered``), only the nearest there are
        (``uncertain``), or none (``abstained``, with the reason). Raises QueryError for a malformed
        question, StyleError for an unknown style, LibraryError, EncoderError.
        """
        from dalil.answer.answer import answer

        return answer(self, question, k, filters, mode, qid, style, max_statements, side_by_side)

    def cite(self, reference: str, *, style: str = "footnote", language: str = "id") -> Lookup:
        """The provisions that a reference names ("Pasal 363 ayat (2) UU 23/2014"), cited.

        Several where the name is ambiguous, none where the library does not have it: never a
        guess; `Lookup.absent` says why. ``language`` (``id``, ``en``) is that of the words around
        the names. Raises StyleError for an unknown style.
        """
        from dalil.answer.citation.lookup import look_up

        return look_up(self, reference, style, language)

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
