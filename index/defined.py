"""The definitions that apply to a passage, with the passages that give them.

They follow from the passages of the act alone, in some hundredths of a second for the longest
acts, so nothing of them is stored.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.catalog import Catalog
from ingest.definition import definitions_of
from ingest.model import Passage
from ingest.usage import Usage


@dataclass(frozen=True, slots=True)
class Defined:
    """A term that a passage uses, and the passage that defines it."""

    term: str
    passage: Passage


def defined_in(catalog: Catalog, passage: Passage) -> list[Defined]:
    """The defined terms that a passage uses, in the order of their first use.

    Those that the passage defines itself are left out; a work that is no act defines none.
    """
    if passage.document_id.count("/") < 2:
        return []
    passages = catalog.passages(passage.document_id)
    by_id = {p.passage_id: p for p in passages}
    usage = Usage(definitions_of(passages))
    return [Defined(d.term, by_id[d.passage_id]) for d in usage.of_passage(passage)]
