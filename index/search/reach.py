"""Whether passages of certain works can be among the first finds of a question, without a search.

For saved questions: after an update most of them have nothing to do with what came, and a second
look at their finds, which takes most of a search's time, is not needed to know that.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from dalil.index.query.conditions import Filters
from dalil.index.query.expand import Expansion
from dalil.index.search.results import Mode
from dalil.index.search.score import score
from dalil.index.search.search import Searched, question_vector, understood
from dalil.ingest.errors import EncoderError


def may_reach(
    searched: Searched, question: str, mode: Mode, filters: Filters, works: Collection[str]
) -> bool:
    """Whether a unit of ``works`` is among those that a search gives a second look, or a lift for
    a definition: no other comes among the first finds.

    Raises QueryError for a malformed question, EncoderError for a search by meaning alone.
    """
    generation, config = searched.generation, searched.ranking
    if generation is None or not generation.meta.units:
        return False
    mine = generation.per_unit([d.id in works for d in generation.documents])
    if not mine.any():
        return False
    query = understood(question, filters).against(generation.lexical, generation.terms)
    narrowed = filters or query.filters or query.phrases or query.excluded or query.condition
    if narrowed or query.references or query.asking is not None:
        return True  # others are left out, or it is found by other ways than its score
    expansion = query.expansion or Expansion(query.text)
    vector = None
    if mode != "lexical" and generation.vectors:
        try:
            vector = question_vector(
                searched.encoder(), query.read, expansion, query.language, config
            )
        except EncoderError:
            if mode == "semantic":
                raise
    typed = " ".join(word for word, _ in query.corrections)
    said = None if mode == "semantic" else f"{expansion.words} {typed}".strip()
    scored = score(generation, said, vector, (), expansion.names, None, config)
    units = scored.finds(None)
    depth = max(config.rerank_depth, config.definition_depth)
    if len(units) > depth:
        values = scored.fused[units]
        worst = np.partition(values, len(values) - depth)[len(values) - depth]
        units = units[values >= worst]
    return bool(mine[units].any())
