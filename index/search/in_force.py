"""The wording in force in the place of one that was replaced.

A question finds every wording that a provision ever had, since they use the same words. The one
in force on the day stands where the first of them ranks, with the others under it (`Hit.older`).
A wording that the question quotes, and that the one in force no longer has, stands for itself, as
does every wording where filters leave out the act with the one in force; each says what it is
(`Hit.wording`). What is uncertain is labelled, and moves nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from dalil.index.ranking_config import RankingConfig
from dalil.index.search.collapse import Likeness
from dalil.index.search.results import Hit
from dalil.index.search.score import passes
from dalil.index.snapshot.bm25 import tokens
from dalil.index.wordings import WordingOn
from dalil.ingest.model import Status

if TYPE_CHECKING:
    from dalil.index.query.conditions import Filters
    from dalil.index.query.parse import Query
    from dalil.index.search.score import Ranked
    from dalil.index.store.catalog import Catalog
    from dalil.index.wordings import Wordings
    from dalil.ingest.model import Document, Passage

#: So many words one after another are a quotation; or the whole question, where it is shorter but
#: has `_SENTENCE`.
_QUOTED: Final = 8
_SENTENCE: Final = 5


class WordingInForce:
    """Finds the wording in force of hits, for one search. ``ranking`` is None where nothing was
    ranked: a reference alone."""

    def __init__(
        self,
        catalog: Catalog,
        wordings: Wordings,
        query: Query,
        filters: Sequence[Filters],
        work: Callable[[str], Document | None],
        ranking: Ranked | None,
        weight: Callable[[str], float] | None,
        config: RankingConfig,
    ) -> None:
        self.catalog, self.wordings = catalog, wordings
        self.query, self.filters = query, filters
        self.work, self.ranking, self.config = work, ranking, config
        self._alike = Likeness(weight) if weight else None
        self._asked = tokens(query.text)
        self._placed: set[str] = set()  # what is shown for wordings put in older ones' places
        self._found: set[str] = set()  # what is shown, and found, by itself

    def has(self, passage_id: str) -> bool:
        """Whether a passage stands in a wording in force that was put in an older one's place."""
        return any(
            passage_id == placed or passage_id.startswith(f"{placed}/") for placed in self._placed
        )

    def first(self, hit: Hit) -> bool:
        """Whether this wording in force was not there yet; it is now."""
        shown = hit.shown.passage_id
        new = shown not in self._placed and not any(
            one == shown or one.startswith(f"{shown}/") for one in self._found
        )
        self._placed.add(shown)
        return new

    def itself(self, hit: Hit) -> None:
        """A hit was found that stands for itself."""
        self._found |= {hit.passage.passage_id, hit.shown.passage_id}

    def of(self, hit: Hit) -> Hit | None:
        """The hit that stands in the place of this one; None where it stands for itself."""
        wording = hit.wording
        if wording is None or not wording.superseded or wording.passage is None:
            return None
        if hit.act is not None and hit.act.status is Status.REPEALED:
            return None  # the whole act: what took its place is found otherwise
        passage = self.catalog.passage(wording.passage)
        document = self.work(passage.document_id) if passage else None
        if passage is None or document is None or not passes(document, self.filters):
            return None
        if self._wants_others(passage):
            return None
        shown = self._shown(wording, passage)
        if wording.force == "deleted" and not self._same_thing(hit, shown):
            return None
        unit = self._best_in(shown) or passage
        made = replace(
            hit, passage=unit, document=document, shown=shown, wording=None, others=(), older=(),
            rulings=(),
        )  # fmt: skip
        if unit.passage_id != passage.passage_id or self._known(passage):
            return made
        # A passage that holds more than this wording says nothing of it by itself.
        held = self.wordings.at(*wording.provision.partition("#")[::2])
        since, by = (held.day or None, held.source or None) if held else (None, None)
        return replace(made, wording=WordingOn("in_force", wording.provision, since, by))

    def stands_behind(self, passage_id: str) -> bool:
        """Whether a passage is no longer in force, and nothing stands in its place: it is held
        back as what is repealed is, but where the question quotes it."""
        if not any(
            w.exact and w.until <= self.wordings.day for w in self.wordings.held(passage_id)
        ):
            return False  # the most of them, and asked of all that rank
        wording = self.wordings.of(passage_id)
        if wording is None or wording.force != "deleted":
            return False
        passage = self.catalog.passage(passage_id)
        return passage is not None and not self._quotes(passage.text, "")

    def _known(self, passage: Passage) -> bool:
        """Whether the catalogue says what this passage words: it is the wording, and no more."""
        return any(w.exact for w in self.wordings.held(passage.passage_id))

    def _shown(self, wording: WordingOn, passage: Passage) -> Passage:
        """What is shown around the wording in force: the pasal, never a whole amending act."""
        around = self.catalog.shown(passage)
        if len(around.locator.steps) > 1 or around.passage_id == passage.passage_id:
            return around
        act, _, place = wording.provision.partition("#")
        steps = place.split("/")
        for depth in range(1, len(steps)):
            outer = self.wordings.at(act, "/".join(steps[:depth]))
            if outer and outer.exact and passage.passage_id.startswith(f"{outer.passage}/"):
                return self.catalog.passage(outer.passage) or passage
        return passage

    def _best_in(self, shown: Passage) -> Passage | None:
        """The unit of the wording in force that answers best; None where none was ranked."""
        if self.ranking is None:
            return None
        generation, scored = self.ranking.generation, self.ranking.scored
        rows = self.catalog.rows_in(shown.passage_id)
        if not rows:
            return None
        documents = generation.documents  # by id
        number = bisect_left(documents, shown.document_id, key=lambda entry: entry.id)
        if number == len(documents) or documents[number].id != shown.document_id:
            return None
        first, last = np.searchsorted(generation.document, [number, number + 1])
        here = generation.rows[first:last]  # rising within a document
        at = np.searchsorted(here, rows)
        at = at[at < len(here)]
        inside = first + at[np.isin(here[at], rows)]
        if not len(inside):
            return None
        best = int(inside[np.argmax(scored.fused[inside])])
        if scored.fused[best] <= 0:
            return None
        return self.catalog.passage(generation.passage_ids[best])

    def _same_thing(self, hit: Hit, now: Passage) -> bool:
        """Whether a pasal that lost this unit still speaks of the same."""
        if self._alike is None:
            return True
        return self._alike(hit.shown.text, now.text) >= self.config.successor_similarity

    def quoted(self, hit: Hit, now: Hit) -> bool:
        """Whether the question quotes a wording that was replaced where it differs from the one
        in force: then it stands for itself, and before that one."""
        return self._quotes(hit.passage.text, f"{now.passage.lead_in} {now.shown.text}")

    def _wants_others(self, new: Passage) -> bool:
        """Whether the question wants words that the wording in force does not have."""
        query = self.query
        if query.condition is not None:
            return True
        held = _padded(tokens(f"{new.lead_in} {new.text}"))
        if any(_padded(tokens(p)) not in held for p in query.phrases):
            return True
        return any(_padded(tokens(word)) in held for word in query.excluded)

    def _quotes(self, old: str, new: str) -> bool:
        """Whether the question quotes the old text where it differs from the new one."""
        asked = self._asked
        length = min(_QUOTED, len(asked))
        if length < _SENTENCE:
            return False
        before, after = _padded(tokens(old)), _padded(tokens(new))
        runs = (_padded(asked[n : n + length]) for n in range(len(asked) - length + 1))
        return any(run in before and run not in after for run in runs)


def _padded(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def with_older(hits: Iterable[Hit], older: Mapping[str, Sequence[Hit]]) -> list[Hit]:
    """These hits, each with the wordings that it stands in the place of.

    ``older`` has them by the passage shown in their place; where the same text of another work is
    shown instead, they are under that.
    """
    left = dict(older)
    found = []
    for hit in hits:
        places = (hit.shown.passage_id, hit.passage.passage_id, *hit.also)
        mine = [at for at in left if any(p == at or p.startswith(f"{at}/") for p in places)]
        under = [old for at in mine for old in left.pop(at)]
        inner = [old.passage.passage_id for old in under]
        # An instruction with the wording in it says nothing beside the wording.
        under = [o for o in under if not any(_inside(i, o.passage.passage_id) for i in inner)]
        found.append(replace(hit, older=(*hit.older, *under)) if under else hit)
    return found


def _inside(passage_id: str, other: str) -> bool:
    return passage_id.startswith(f"{other}/")
