"""The lists inside a pasal: ayat, huruf, angka, nested as the drafter nested them.

A provision may open any list: "(1)", "a.", "1.", and inside an item another with a marker of
its own kind ("a)", "1)"). The list that begins first is the outer one; the numbering decides
which markers are real, and the same is asked again inside every item.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.chain import Link, best_chain
from ingest.item import item_markers
from ingest.listproof import (
    before_column,
    first_ayat,
    is_jumbled,
    run_together,
    unproven,
    with_lost,
)
from ingest.locator import Step
from ingest.marker import UNIT_OF, Scheme
from ingest.part import Part, trimmed

#: The lists of the body and those of the elucidation ("Ayat (1)", "Huruf a").
BODY_LISTS: Final[tuple[Scheme, ...]] = ("ayat", "huruf", "angka", "huruf)", "angka)")
EXPLAINED_LISTS: Final[tuple[Scheme, ...]] = ("Ayat", "Huruf", "Angka")


def list_items(
    text: str, start: int, end: int, schemes: Sequence[Scheme] = BODY_LISTS
) -> tuple[Part, ...]:
    """The items of the outermost list in ``text[start:end]``, with the lists inside them."""
    if "ayat" in schemes:
        end = before_column(text, start, end)
    chains = {scheme: chain for scheme in schemes if (chain := _chain(text, start, end, scheme))}
    if not chains:
        return ()
    outer = min(chains, key=lambda s: chains[s][0].marker.start)
    opening = first_ayat(text, start, chains.get("ayat", ()))
    if opening is not None:
        outer = "ayat"  # it holds whatever stands before its second
    links = chains[outer]
    inner = [s for s in schemes if s != outer]
    ends = [link.marker.start for link in links[1:]] + [end]
    labels = _labels(links, outer)
    doubtful: set[int] = set()
    if outer not in EXPLAINED_LISTS:
        doubtful = unproven(text, links, end, outer) | run_together(text, links, end, outer)
    items = []
    if opening is not None:
        children = list_items(text, *opening, inner)
        items.append(Part(Step("ayat", "1"), opening[0], opening[0], opening[1], children))
    for index, (link, stop, label) in enumerate(zip(links, ends, labels, strict=True)):
        if index in doubtful:
            continue
        first, last = trimmed(text, link.marker.start, stop)
        content = min(link.marker.end, last)
        children = list_items(text, content, last, inner) if inner else ()
        items.append(Part(Step(UNIT_OF[outer], label), first, content, last, children))
    return tuple(items)


def _chain(text: str, start: int, end: int, scheme: Scheme) -> list[Link]:
    """The list of that scheme, or nothing if what is there does not prove itself a list."""
    markers = item_markers(text, start, end, scheme)
    if not markers:
        return []
    if scheme in EXPLAINED_LISTS:
        # An elucidation explains only some of the units: numbers may be missing.
        return best_chain(markers, missing=0.2, late_start=0.2)
    # Within a line an ayat's mark is as sure as its neighbours make it; what a gap leaves
    # unproven is given up later.
    chain = best_chain(markers, missing=1.5 if scheme == "ayat" else 2.5)
    links = with_lost(text, start, chain, scheme)
    if is_jumbled(text, links, end):
        return []
    opening = links[0]
    if opening.value != (1, 0):
        # A list whose first marker the scan has lost is still one if enough of it is there.
        sure = len(links) >= 3 or all(link.marker.strength >= 4 for link in links)
        return links if opening.value[0] == 2 and len(links) >= 2 and sure else []
    if len(links) >= 2:
        return links
    sole = scheme == "ayat" and opening.marker.strength >= 2
    return links if sole else []


def _labels(links: Sequence[Link], scheme: Scheme) -> list[str]:
    """Labels as ids have them: "2", "1a", "d1", "aa"."""
    labels = []
    for link in links:
        number, suffix = link.value
        if UNIT_OF[scheme] == "huruf":
            name = chr(96 + number) if number <= 26 else "a" + chr(96 + number - 26)
            labels.append(name + (str(suffix) if suffix else ""))
        else:
            labels.append(f"{number}{chr(96 + suffix) if suffix else ''}")
    return labels
