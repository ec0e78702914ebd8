"""A small library that needs no disk: hits made by hand, found by the words they share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from dalil.index.query.conditions import Filters
from dalil.index.query.parse import Query, understand
from dalil.index.search.results import Hit, Mode, SearchResult
from dalil.ingest.errors import QueryError
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Passage, Status, Tier

ACT = Document(
    id="uu/2030/1", tier=Tier.PRIMARY, kind="UU", number="1", year=2030, title="KERJA SAMA DAERAH",
    text="", source="uu-1.txt", sha256="ab" * 32, status=Status.IN_FORCE,
)  # fmt: skip
OLD = replace(ACT, id="uu/2020/2", number="2", year=2020, status=Status.REPEALED)
GLOSSARY = Document(
    id="glosarium", tier=Tier.TERTIARY, kind="Glosarium", title="Glosarium", text="",
    source="g.csv", sha256="cd" * 32,
)  # fmt: skip


def hit(
    text: str,
    locator: str = "pasal-1",
    *,
    document: Document = ACT,
    rank: int = 1,
    score: float = 1.0,
    start: int = 100,
    lead_in: str = "",
    shown: Passage | None = None,
    lexical: float | None = 5.0,
    semantic: float | None = None,
    referenced: bool = False,
    page: int | None = 3,
    heading: tuple[str, ...] = (),
) -> Hit:
    """A hit whose passage holds this text, at ``start`` of its document."""
    passage = Passage(
        f"{document.id}#{locator}", document.id, None, Locator.parse(locator),
        start, start + len(text), text, page, heading, lead_in,
    )  # fmt: skip
    return Hit(rank, score, passage, document, shown or passage, lexical, semantic, referenced)


def found(
    question: str,
    *hits: Hit,
    language: Literal["id", "en"] = "id",
    mode: Mode = "lexical",
    passages: int = 100,
) -> SearchResult:
    """A search that gave these hits, ranked as they are written."""
    ranked = tuple(replace(h, rank=n) for n, h in enumerate(hits, 1))
    try:
        query = replace(understand(question), language=language)
    except QueryError:  # some tests ask what nobody can type
        query = Query(question, question, language)
    return SearchResult(query, mode, ranked, "7", 2, passages, ("catatan",))


@dataclass
class LibraryDouble:
    """Finds the hits that share a word with the question; what it was asked is kept."""

    hits: tuple[Hit, ...]
    asked: list[tuple[str, int, Mode]] = field(default_factory=list)

    def search(
        self,
        question: str | Query,
        k: int = 10,
        mode: Mode = "hybrid",
        filters: Filters | None = None,
    ) -> SearchResult:
        """Hits with a word of the question, in their order; raises for special questions."""
        question = question.question if isinstance(question, Query) else question
        self.asked.append((question, k, mode))
        if question == "salah":
            raise QueryError("pertanyaan ini salah")
        if question == "rusak":
            raise RuntimeError("kesalahan kami")
        if question == "berhenti":
            raise KeyboardInterrupt
        words = set(question.lower().strip("?").split())
        hits = [h for h in self.hits if words & set(h.passage.text.lower().split())]
        return found(question, *hits[:k])
