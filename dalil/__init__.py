"""Dalil finds the passage of Indonesian law that carries a claim, with its citation.

    >>> import dalil
    >>> library = dalil.Library.open("pustaka", create=True)
    >>> library.add(dalil.shipped(), vectors=False)
    >>> library.ask("Apa itu perjanjian internasional?").answer.statements[0].citation

What programs may rely on is listed in ``__all__`` and told in docs/python.md. Importing this
package loads none of it: every name is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dalil.answer.answer import Result
    from dalil.answer.citation.lookup import Lookup
    from dalil.answer.claims.review import Review
    from dalil.answer.drafts.findings import CheckReport
    from dalil.answer.evaluate.evaluate import Evaluation
    from dalil.answer.statements import Statement
    from dalil.client import AsyncClient, Client
    from dalil.index.curate.add_sources import IngestReport
    from dalil.index.curate.bundle import Bundle
    from dalil.index.curate.fetch import FetchReport
    from dalil.index.curate.status import LibraryStatus
    from dalil.index.query.conditions import Filters
    from dalil.index.search.results import Hit, SearchResult
    from dalil.index.show import Shown
    from dalil.ingest import errors
    from dalil.ingest.errors import DalilError
    from dalil.ingest.model import Document, Passage, Tier
    from dalil.ingest.references.find import Reference, find_references
    from dalil.library import Library, parse, shipped

#: Each public name: the module that has it, and what it is called there ("": the module itself).
_WHERE = {
    "Library": ("library", "Library"),
    "parse": ("library", "parse"),
    "shipped": ("library", "shipped"),
    "find_references": ("ingest.references.find", "find_references"),
    "Document": ("ingest.model", "Document"),
    "Passage": ("ingest.model", "Passage"),
    "Tier": ("ingest.model", "Tier"),
    "Reference": ("ingest.references.find", "Reference"),
    "Filters": ("index.query.conditions", "Filters"),
    "Hit": ("index.search.results", "Hit"),
    "SearchResult": ("index.search.results", "SearchResult"),
    "Result": ("answer.answer", "Result"),
    "Statement": ("answer.statements", "Statement"),
    "Lookup": ("answer.citation.lookup", "Lookup"),
    "Review": ("answer.claims.review", "Review"),
    "CheckReport": ("answer.drafts.findings", "CheckReport"),
    "IngestReport": ("index.curate.add_sources", "IngestReport"),
    "FetchReport": ("index.curate.fetch", "FetchReport"),
    "Bundle": ("index.curate.bundle", "Bundle"),
    "Evaluation": ("answer.evaluate.evaluate", "Evaluation"),
    "Client": ("client", "Client"),
    "AsyncClient": ("client", "AsyncClient"),
    "Shown": ("index.show", "Shown"),
    "LibraryStatus": ("index.curate.status", "LibraryStatus"),
    "DalilError": ("ingest.errors", "DalilError"),
    "errors": ("ingest.errors", ""),
}

__all__ = [
    "AsyncClient",
    "Bundle",
    "CheckReport",
    "Client",
    "DalilError",
    "Document",
    "Evaluation",
    "FetchReport",
    "Filters",
    "Hit",
    "IngestReport",
    "Library",
    "LibraryStatus",
    "Lookup",
    "Passage",
    "Reference",
    "Result",
    "Review",
    "SearchResult",
    "Shown",
    "Statement",
    "Tier",
    "errors",
    "find_references",
    "parse",
    "shipped",
]


if not TYPE_CHECKING:  # a name that is not there is a mistake that type checkers see

    def __getattr__(name: str) -> Any:
        """A public name, loaded when it is first asked for (PEP 562)."""
        if name not in _WHERE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, there = _WHERE[name]
        found: Any = import_module(f"{__name__}.{module}")
        if there:
            found = getattr(found, there)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    """What there is, loaded or not: for completion."""
    return sorted({*globals(), *__all__})
