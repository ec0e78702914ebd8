"""What acts say of each other, as lists for the reader: who changes, repeals, carries out whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from dalil.index.store.catalog import Catalog
from dalil.ingest.locator import Locator
from dalil.ingest.relations.relations import Relation
from dalil.views.html import plain
from dalil.views.reading.links import link, name_of
from dalil.views.words import say

#: The kinds of relations that stand under one name: (key, kinds), in the order shown.
_FROM_OTHERS: Final = (
    ("kin_amended_by", frozenset({"amends", "inserts", "deletes"})),
    ("kin_repealed_by", frozenset({"repeals", "repeals_partly"})),
    ("kin_established_by", frozenset({"establishes"})),
    ("kin_kept_by", frozenset({"keeps", "keeps_rules_of"})),
    ("kin_implemented_by", frozenset({"implements"})),
    ("kin_basis_of", frozenset({"based_on"})),
)
_TO_OTHERS: Final = (
    ("kin_amends", frozenset({"amends", "inserts", "deletes"})),
    ("kin_repeals", frozenset({"repeals", "repeals_partly"})),
    ("kin_establishes", frozenset({"establishes"})),
    ("kin_keeps", frozenset({"keeps", "keeps_rules_of"})),
    ("kin_implements", frozenset({"implements"})),
    ("kin_based_on", frozenset({"based_on"})),
)
#: Provisions named of one act before the rest is folded away.
_SHOWN: Final = 6


@dataclass(slots=True)
class Kin:
    """Another act, and the passages that say so, each with the place in the changed act.

    ``name`` is what it is called where its id does not say it: a book's title.
    """

    act_id: str
    said: list[tuple[str, str]] = field(default_factory=list)  # (evidence, target)
    name: str = ""


def from_others(relations: Iterable[Relation]) -> list[tuple[str, list[Kin]]]:
    """What other acts do to this one: (key of the name, acts), names without any left out."""
    return _grouped(relations, _FROM_OTHERS, lambda r: r.source_id)


def to_others(relations: Iterable[Relation]) -> list[tuple[str, list[Kin]]]:
    """What this act does to others."""
    return _grouped(relations, _TO_OTHERS, lambda r: r.target_act)


def _grouped(
    relations: Iterable[Relation],
    names: Sequence[tuple[str, frozenset[str]]],
    other: Callable[[Relation], str],
) -> list[tuple[str, list[Kin]]]:
    every = list(relations)
    found = []
    for key, kinds in names:
        acts: dict[str, Kin] = {}
        for relation in every:
            if relation.kind in kinds:
                kin = acts.setdefault(other(relation), Kin(other(relation)))
                kin.said.append((relation.evidence_id, relation.target_id))
        if acts:
            found.append((key, list(acts.values())))
    return found


def of_pasal(catalog: Catalog, document_id: str, locator: Locator) -> list[Relation]:
    """What other acts say of the pasal at this locator, and what they put in behind it.

    Of Pasal 4 that is what changes it, and the Pasal 4A that was inserted.
    """
    outer = next((s for s in locator.steps if s.unit != "penjelasan"), None)
    if outer is None:
        return []
    behind = re.compile(re.escape(str(outer)) + r"[a-z]{1,2}\Z")
    found = []
    for relation in catalog.relations_to(document_id):
        aimed = relation.target_id.partition("#")[2].partition("/")[0]
        if aimed == str(outer) or (relation.kind == "inserts" and behind.match(aimed)):
            found.append(relation)
    return found


def kin_html(
    catalog: Catalog,
    groups: Sequence[tuple[str, list[Kin]]],
    language: Literal["id", "en"],
    level: Literal[3, 4] = 3,
) -> str:
    """The lists as HTML: each act with links to it and to the passages that say so.

    ``level`` is that of the lists' headings.
    """
    named = {kin.act_id for _, acts in groups for kin in acts}
    said = {i for _, acts in groups for kin in acts for pair in kin.said for i in pair}
    held = catalog.held(named | said)
    made = []
    for key, acts in groups:
        items = "".join(f"<li>{_kin(kin, held, language)}</li>" for kin in acts)
        made.append(f'<h{level}>{plain(say(key))}</h{level}><ul class="dalil-lines">{items}</ul>')
    return f'<div class="dalil-kin">{"".join(made)}</div>' if made else ""


def _kin(kin: Kin, held: set[str], language: Literal["id", "en"]) -> str:
    name = kin.name or name_of(kin.act_id, language)
    if kin.act_id in held:
        head = link(kin.act_id, name, language)
    else:
        absent = plain(say("reader_absent"))
        head = f'<span class="dalil-absent" title="{absent}">{plain(name)}</span>'
    made = [_said(evidence, target, held, language) for evidence, target in _once(kin.said)]
    shown, rest = made[:_SHOWN], made[_SHOWN:]
    more = ""
    if rest:
        summary = plain(say("kin_more", count=len(rest)))
        more = f"; <details><summary>{summary}</summary>{'; '.join(rest)}</details>"
    return f"{head}: {'; '.join(shown)}{more}" if shown else head


def _once(said: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each passage that says so once; with the provision it is about, where one is named."""
    by_evidence: dict[tuple[str, str], tuple[str, str]] = {}
    for evidence, target in said:
        about = target if "#" in target else ""
        by_evidence.setdefault((evidence, about), (evidence, target))
    return list(by_evidence.values())


def _said(evidence: str, target: str, held: set[str], language: Literal["id", "en"]) -> str:
    place = evidence.partition("#")[2]
    words = Locator.parse(place).label(language) if place else ""
    by = link(evidence, words, language) if evidence in held else plain(words)
    about = target.partition("#")[2]
    if not about:
        return by
    words = Locator.parse(about).label(language)
    of = link(target, words, language) if target in held else plain(words)
    return f"{by} → {of}"
