"""What stands around a passage: its pasal, the ones before and after, its elucidation."""

from __future__ import annotations

from dataclasses import dataclass

from index.catalog import Catalog
from ingest.locator import Locator, Step
from ingest.model import Passage

_ELUCIDATION = Step("penjelasan")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The shown passage and its neighbours of the same kind, in the order of the text.

    ``counterpart`` is the elucidation of a provision, or the provision that an elucidation is of.
    """

    shown: Passage
    before: Passage | None
    after: Passage | None
    counterpart: Passage | None


def surroundings(catalog: Catalog, shown: Passage) -> Surroundings | None:
    """The surroundings of a shown passage; None where its document is gone or has changed."""
    passages = catalog.passages(shown.document_id)
    here = next((p for p in passages if p.passage_id == shown.passage_id), None)
    if here is None or here.text != shown.text:
        return None
    row = [p for p in passages if _row(p) == _row(here)]
    at = row.index(here)
    other = _counterpart(here.locator)
    return Surroundings(
        shown=here,
        before=row[at - 1] if at else None,
        after=row[at + 1] if at + 1 < len(row) else None,
        counterpart=next((p for p in passages if other and p.locator == other), None),
    )


def _row(passage: Passage) -> tuple[str | None, Locator, str]:
    """Equal for passages that stand one after another: same parent, same kind of unit."""
    steps = passage.locator.steps
    return passage.parent_id, passage.locator.parent, steps[-1].unit if steps else ""


def _counterpart(locator: Locator) -> Locator | None:
    steps = locator.steps
    if locator.in_penjelasan:
        return Locator(steps[1:]) if len(steps) > 1 else None
    return Locator((_ELUCIDATION, *steps)) if steps else None
