"""What a library holds, counted, and what is plainly missing from it.

A tool that can only answer from its sources owes people a look at them: how many of each tier and
kind, how new, full text or digest, how readable; and which acts its own acts build on that are
not in it. The last is read from the stored relations (`ingest.relations.relations`), so it costs
milliseconds and names only what the acts themselves name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any, Final

from dalil.index.store.catalog import Catalog
from dalil.ingest.identify.act_types import kind_by_slug
from dalil.ingest.model import Document, Tier
from dalil.ingest.references.ids import print_target

#: Below this share of readable text a work is counted as hard to read.
READABLE: Final = 0.9
#: Missing acts that are named.
MOST_MISSING: Final = 10


@dataclass(frozen=True, slots=True)
class Group:
    """The works of one tier, or of one kind within it (``kind`` is None for the whole tier).

    ``newest`` is the latest date known of them, as precise as known; a year where only that is.
    ``quality_ratio`` is the mean over the works, ``poor`` how many are below `READABLE`.
    """

    tier: Tier
    kind: str | None
    works: int
    digests: int
    newest: str | None
    oldest_year: int | None
    undated: int  # works of which not even the year is known
    quality_ratio: float
    poor: int
    warned: int  # works with a warning of their ingest
    warnings: int

    @property
    def full(self) -> int:
        """Works of which the text itself is there."""
        return self.works - self.digests


@dataclass(frozen=True, slots=True)
class Missing:
    """An act that acts of this library name and that it does not hold, or only as a digest."""

    act_id: str
    named_by: int  # acts of the library that rest on it, carry it out or change it
    digest: bool = False

    @property
    def name(self) -> str:
        """How it is cited: "UU 12/2011"."""
        return print_target(self.act_id)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is in a library: by tier, by kind (the largest first), by status, and its gaps."""

    tiers: tuple[Group, ...]
    kinds: tuple[Group, ...]
    statuses: tuple[tuple[str, int], ...]  # of the primary works
    corrected: int
    missing: tuple[Missing, ...]
    missing_acts: int  # all of them, named or not

    def to_dict(self) -> dict[str, Any]:
        """The object under ``coverage`` in ``dalil status --json``."""
        return {
            "tiers": [_json(g) for g in self.tiers],
            "kinds": [_json(g) for g in self.kinds],
            "statuses": dict(self.statuses),
            "corrected": self.corrected,
            "missing": [{**asdict(m), "name": m.name} for m in self.missing],
            "missing_acts": self.missing_acts,
        }


def coverage(
    catalog: Catalog, documents: Sequence[Document] | None = None, corrected: int = 0
) -> Coverage:
    """The coverage of a catalogue; ``documents`` are its documents where they are known already."""
    held = catalog.documents() if documents is None else documents
    by_kind: dict[tuple[Tier, str], list[Document]] = defaultdict(list)
    for document in held:
        by_kind[document.tier, document.kind].append(document)
    in_order = sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0][1]))
    missing = _missing(catalog, held)
    return Coverage(
        tiers=tuple(_group(tier, None, group) for tier in Tier if (group := _of_tier(held, tier))),
        kinds=tuple(
            _group(tier, kind, group)
            for wanted in Tier
            for (tier, kind), group in in_order
            if tier is wanted
        ),
        statuses=tuple(
            Counter(d.status.value for d in held if d.tier is Tier.PRIMARY).most_common()
        ),
        corrected=corrected,
        missing=tuple(missing[:MOST_MISSING]),
        missing_acts=len(missing),
    )


def _of_tier(documents: Iterable[Document], tier: Tier) -> list[Document]:
    return [d for d in documents if d.tier is tier]


def _group(tier: Tier, kind: str | None, works: Sequence[Document]) -> Group:
    years = [d.year for d in works if d.year is not None]
    dates = [said for d in works if (said := d.date or (str(d.year) if d.year else ""))]
    return Group(
        tier=tier,
        kind=kind,
        works=len(works),
        digests=sum(d.digest for d in works),
        newest=max(dates, default=None),
        oldest_year=min(years, default=None),
        undated=sum(not d.date and d.year is None for d in works),
        quality_ratio=fmean(d.quality_ratio for d in works),
        poor=sum(d.quality_ratio < READABLE for d in works),
        warned=sum(bool(d.warnings) for d in works),
        warnings=sum(len(d.warnings) for d in works),
    )


def _missing(catalog: Catalog, documents: Iterable[Document]) -> list[Missing]:
    """Acts that are named and not held as full text, the most often named first."""
    digests = {d.id: d.digest for d in documents}
    named: dict[str, set[str]] = defaultdict(set)
    for source, target in catalog.named_acts():
        if digests.get(target, True) and target != source:
            named[target].add(source)
    found = [
        Missing(act_id, len(sources), act_id in digests)
        for act_id, sources in named.items()
        if kind_by_slug(act_id.partition("/")[0]) is not None
    ]
    return sorted(found, key=lambda m: (-m.named_by, m.act_id))


def _json(group: Group) -> dict[str, Any]:
    return {**asdict(group), "tier": str(group.tier), "full": group.full}
