"""``elucidation``: what the elucidation says of a pasal is asked; the pasal is right.

A sentence of it that is not "Cukup jelas", without what refers to the pasal, its head or its end
where it is long. The pasal must share two content words with it, or the elucidation was read into
the wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bench.weak.act import Act, label_end, pasal_of
from bench.weak.question import Dice, Weak
from bench.weak.wording import (
    content_roots,
    cut,
    folded,
    is_clean,
    points,
    trimmed,
    without_references,
)
from dalil.answer.sentences import sentences
from dalil.index.store.unit_text import SHOWN_LIMIT
from dalil.ingest.model import Passage

_CLEAR: Final = re.compile(r"cukup\s+\W?jelas", re.IGNORECASE)
_MEANT: Final = re.compile(
    r"\AYang\s+dimaksud(?:kan)?\s+dengan\s+(?:(?:istilah|frasa|kata)\s+)?[\"“'‘]?(?P<term>[^\"”'’]{3,80}?)"
    r"[\"”'’]?,?\s+(?P<is>adalah|ialah|yaitu|antara\s+lain|meliputi|merupakan)\s+",
    re.IGNORECASE,
)
_THIS: Final = re.compile(
    r"\b(?:(?:dalam|pada|menurut)\s+)?(?:ketentuan|pasal|ayat|huruf|angka)(?:\s+dalam)?"
    r"(?:\s+(?:pasal|ayat|huruf|angka))?\s+ini\b\s*",
    re.IGNORECASE,
)
_WORDS: Final = (6, 60)  # of a sentence
_SHARED: Final = 2


def elucidation_questions(act: Act, dice: Dice) -> Iterator[Weak]:
    """The questions that the elucidation of an act gives."""
    for passage in act.explained():
        target = _explained(act, passage)
        if target is None:
            continue
        pasal = act.by_id.get(pasal_of(target.passage_id), target)
        if len(pasal.text) > SHOWN_LIMIT:
            continue  # an amending pasal read as one: no pasal to speak of
        known = content_roots(f"{pasal.text} {target.lead_in}")
        body = passage.text[label_end(passage.text) :]
        for sentence in sentences(body):
            said = " ".join(body[sentence.body : sentence.end].split())
            if _CLEAR.search(said) or not is_clean(said):
                continue
            claim = without_references(_THIS.sub(" ", _MEANT.sub(r"\g<term> \g<is> ", said)))
            if not _WORDS[0] <= len(claim.split()) <= _WORDS[1] or points(claim):
                continue
            chance = dice.of("elucidation", folded(said))
            asked = trimmed(cut(claim, chance))
            if len(content_roots(asked) & known) < _SHARED:
                continue
            yield Weak(
                type="elucidation",
                question=asked,
                relevant=(pasal.passage_id,),
                exact=(target.passage_id,),
                source=(pasal_of(passage.passage_id),),
                key=folded(said),
                near=target.text,
            )


def _explained(act: Act, passage: Passage) -> Passage | None:
    """The passage that this part of the elucidation is about; the one around it if need be."""
    place = passage.passage_id.partition("#")[2].removeprefix("penjelasan/")
    while place:
        found = act.by_id.get(f"{act.id}#{place}")
        if found is not None:
            return found if found.locator.step("pasal") else None
        place = place.rpartition("/")[0]
    return None
