"""Why a hit stands where it stands: by its words, by its meaning, by what the question names.

Nothing of this is kept with a hit. It is computed again, from the same scores as the search, when
somebody asks; one question costs one search more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from dalil.index.query.analyzer import root
from dalil.index.query.conditions import Filters
from dalil.index.query.intent import defines
from dalil.index.query.parse import Query
from dalil.index.query.synonyms import key
from dalil.index.search.regional_acts import is_special
from dalil.index.search.results import Hit, Mode
from dalil.index.search.score import Ranked, Scores, Units, best_first
from dalil.ingest.definitions import is_listed
from dalil.ingest.model import Status
from dalil.ingest.words import words

#: Forms of one word of the question that are named, as the passage has them.
FORMS: Final = 3


@dataclass(frozen=True, slots=True)
class ScoreRank:
    """A score and its place among all shown passages (a pasal, a paragraph) that may be found."""

    score: float
    rank: int  # from 1; equal scores share the better place
    of: int  # passages with a score of this kind


@dataclass(frozen=True, slots=True)
class Why:
    """What a hit's rank is made of.

    ``said`` are words of the question with the words of the passage that say them (the same, a
    form of it, or what acts call it); ``above`` those that only its title or headings say;
    ``missing`` the rest. ``lexical`` is BM25, ``semantic`` the cosine, ``fused`` the two together
    (0–1) with what place, rank of the norm, force and the second look (`index.search.rerank`) add;
    None where that list was not asked, the hit was found by its reference alone, or a server holds
    the index and gives only the units that can matter.
    """

    referenced: bool
    said: tuple[tuple[str, tuple[str, ...]], ...] = ()
    above: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    lexical: ScoreRank | None = None
    semantic: ScoreRank | None = None
    fused: ScoreRank | None = None
    named_work: bool = False  # the question names its act
    defines: bool = False  # it defines what was to be defined
    behind_norms: bool = False  # an entry of a list of definitions, where a norm was asked for
    elucidation_factor: float | None = None  # what its score was multiplied by, if it is one
    repealed_factor: float | None = None
    special_factor: float | None = None  # the act of a region that the question does not name


class Ranks(Protocol):
    """What is needed of a library."""

    def ranked(
        self, question: str | Query, mode: Mode = "hybrid", filters: Filters | None = None
    ) -> Ranked | None:
        """The scores of all units for a question."""
        ...


def why(
    library: Ranks,
    question: str | Query,
    hit: Hit,
    mode: Mode = "hybrid",
    filters: Filters | None = None,
) -> Why:
    """Why this hit of ``question`` ranks where it does. Raises what the search raises."""
    found = library.ranked(question, mode, filters)
    if found is None:
        return Why(hit.referenced)
    said, above, missing = _words(found, hit)
    intent = found.query.intent
    unit, rank = _unit(found, hit)
    generation, scored = found.generation, found.scored
    lexical = semantic = fused = None
    gone = elucidation = behind = special = False
    if unit is not None:
        allowed = scored.finds(found.mask)
        score, by_words, by_meaning = scored.at(unit)
        # Among a server's candidates nobody can tell a place among all passages.
        whole = generation.whole
        fused = ScoreRank(score, rank, _groups(found, allowed)) if whole else None
        if whole and by_words is not None and scored.lexical is not None:
            lexical = _place(found, scored.lexical, by_words, allowed, least=0.0)
        if whole and by_meaning is not None and scored.semantic is not None:
            semantic = _place(found, scored.semantic, by_meaning, allowed)
        norm = not intent.maybe_definition
        behind = scored.lexical is not None and norm and is_listed(hit.passage)
        elucidation = bool(generation.penjelasan[unit])
        asked = words(f"{found.query.read} {found.expansion.reading or ''}")
        named = hit.document.id in found.query.references
        gone = not named and hit.standing[0] is Status.REPEALED
        special = not named and is_special(hit.document, asked)
    return Why(
        referenced=hit.referenced,
        said=said,
        above=above,
        missing=missing,
        lexical=lexical,
        semantic=semantic,
        fused=fused,
        named_work=hit.document.id in found.query.references,
        defines=bool(intent.term) and defines(intent.term, hit.passage.text) > 0,
        behind_norms=behind,
        elucidation_factor=found.config.elucidation_factor if elucidation else None,
        repealed_factor=found.config.repealed_factor if gone else None,
        special_factor=found.config.special_act_factor if special else None,
    )


def _unit(found: Ranked, hit: Hit) -> tuple[int | None, int]:
    """The unit that stands for the hit's shown passage, and its place; (None, 0) for none."""
    generation = found.generation
    best = best_first(generation, found.scored, found.mask)
    for rank, unit in enumerate(best, start=1):
        if generation.shown_ids[int(generation.group[unit])] == hit.shown.passage_id:
            return unit, rank
    return None, 0


def _place(
    found: Ranked, scores: Scores, score: float, allowed: Units, least: float | None = None
) -> ScoreRank | None:
    values = scores[allowed]
    counted = ~np.isnan(values) if least is None else values > least
    if least is not None and score <= least:
        return None
    ahead = counted & (values > np.float32(score))
    return ScoreRank(score, _groups(found, allowed[ahead]) + 1, _groups(found, allowed[counted]))


def _groups(found: Ranked, units: Units) -> int:
    """How many shown passages these units stand in."""
    return len(np.unique(found.generation.group[units]))


def _words(
    found: Ranked, hit: Hit
) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...], tuple[str, ...]]:
    """(said, above, missing) of `Why`."""
    passage = hit.passage
    inside = _by_root((passage.lead_in, passage.text))
    over = _by_root((hit.document.title, *passage.heading))
    whole = f" {key(f'{passage.lead_in} {passage.text}')} "
    renamed = {
        part: tuple(o for o in others if f" {key(o)} " in whole)
        for asked, *others in found.expansion.names
        for part in words(asked)
    }
    said: list[tuple[str, tuple[str, ...]]] = []
    above: list[str] = []
    missing: list[str] = []
    for word, roots in _in_order(found.query):
        forms = tuple(dict.fromkeys(form for r in sorted(roots) for form in inside.get(r, ())))
        if forms := (*(f for f in forms if f == word), *(f for f in forms if f != word)):
            said.append((word, forms[:FORMS]))
        elif renamed.get(word):
            said.append((word, renamed[word][:FORMS]))
        elif any(r in over for r in roots):
            above.append(word)
        else:
            missing.append(word)
    return tuple(said), tuple(above), tuple(missing)


def _in_order(query: Query) -> list[tuple[str, frozenset[str]]]:
    """The words looked for with their roots, in the order of the question where it has them."""
    asked = words(query.read)
    where = {word: at for at, word in reversed(list(enumerate(asked)))}
    return sorted(query.terms.items(), key=lambda item: where.get(item[0], len(asked)))


def _by_root(texts: Iterable[str]) -> dict[str, list[str]]:
    """The words of some texts, each under its root."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for word in words(text):
            forms = found.setdefault(root(word), [])
            if word not in forms:
                forms.append(word)
    return found
