"""``definition`` asks what a term means, ``term`` which term means it.

Right is every pasal that defines the term (`ingest.definitions`), in whichever act: the question
names none. For ``term``, those whose definition shares most of its words. The answer is the
definition as it stands there, or the term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bench.weak.act import Act, label_end, pasal_of
from bench.weak.question import Dice, Weak
from bench.weak.wording import content_roots, folded, is_clean, varied, without_references
from dalil.index.query.synonyms import key
from dalil.ingest.definitions import definitions_of

ASKED: Final = (
    "Apa yang dimaksud dengan {}?", "Apa itu {}?", "Apa pengertian {}?", "definisi {}",
)  # fmt: skip
NAMED: Final = (
    "Apa istilah untuk {}?", "Apa sebutan bagi {}?", "Istilah apa yang berarti {}?", "{}",
)  # fmt: skip

_IS: Final = re.compile(r"\b(?:adalah|ialah|yaitu|yakni|berarti)\b\s*", re.IGNORECASE)
#: What may stand between a term and its verb: nothing, or the other names it gets.
_NAMES: Final = re.compile(
    r"[\s,\"”’'*_)]*(?:\([^()]{1,60}\)\W*)?(?:(?:yang\s+)?(?:untuk\s+)?selanjutnya\b[^;.]{0,160})?\Z"
)
_TERM: Final = re.compile(r"[^\W\d_][^\d_]{2,60}\Z")
_ENTRY: Final = re.compile(r"(?P<term>[A-Z][^,.;:()]{2,80}?)\s+(?:adalah|ialah)\s+")
_BODY_WORDS: Final = (5, 90)
#: Two definitions that share this much of their content words say the same.
_SAME: Final = 0.6


@dataclass(frozen=True, slots=True)
class Definer:
    """A passage that defines a term; ``meaning`` is what it says, verbatim, if that was read."""

    term: str
    unit: str
    pasal: str
    meaning: str


Definers = Mapping[str, list[Definer]]


def definers(acts: Iterable[Act]) -> dict[str, list[Definer]]:
    """Who defines what, by the key of each name of a term."""
    found: dict[str, list[Definer]] = {}
    for act in acts:
        add_definers(found, act)
    return found


def add_definers(found: dict[str, list[Definer]], act: Act) -> None:
    """Put in what an act defines."""
    read: set[str] = set()
    for definition in definitions_of(act.passages):
        passage = act.by_id[definition.passage_id]
        meaning = _meaning(act.own(passage), definition.end - passage.start)
        unit = passage.passage_id
        definer = Definer(definition.term, unit, pasal_of(unit), meaning)
        read.add(unit)
        for name in sorted({key(n) for n in definition.all_names} - {""}):
            found.setdefault(name, []).append(definer)
    for definer in _plain(act):
        if definer.unit not in read:
            found.setdefault(key(definer.term), []).append(definer)


def _plain(act: Act) -> Iterator[Definer]:
    """The entries "X adalah …" of a Pasal 1, whatever line opens the list."""
    for passage in act.body():
        pasal = passage.locator.step("pasal")
        if pasal is None or pasal.label != "1" or passage.locator.steps[-1] == pasal:
            continue
        own = act.own(passage)
        if match := _ENTRY.match(own, label_end(own)):
            meaning = own[match.end() :].rstrip(" \t\n.;")
            unit = passage.passage_id
            yield Definer(" ".join(match["term"].split()), unit, pasal_of(unit), meaning)


def _meaning(own: str, term_end: int) -> str:
    """What a definition says after its term and the names it gives it; empty if that is unclear."""
    verb = _IS.search(own, term_end)
    if verb is None or not _NAMES.match(own, term_end, verb.start()):
        return ""
    return own[verb.end() :].rstrip(" \t\n.;")


def definition_questions(found: Definers, dice: Dice) -> Iterator[Weak]:
    """Both questions of each term that is well read."""
    for name, those in sorted(found.items()):
        told = [d for d in those if key(d.term) == name and is_told(d)]
        if not told or not _TERM.match(told[0].term):
            continue
        first = told[0]
        yield Weak(
            type="definition",
            question=dice.of("definition", name).choice(ASKED).format(_mild(first.term)),
            relevant=unique(d.pasal for d in those),
            exact=unique(d.unit for d in those),
            answer=first.meaning,
            key=name,
            near=first.meaning,
        )
        for definer in told:
            asked = _described(definer, dice)
            same = [d for d in those if _overlap(d.meaning, definer.meaning) >= _SAME]
            if asked:
                yield Weak(
                    type="term",
                    question=asked,
                    relevant=unique((definer.pasal, *(d.pasal for d in same))),
                    exact=unique((definer.unit, *(d.unit for d in same))),
                    answer=definer.term,
                    key=folded(definer.meaning),
                    near=definer.meaning,
                )


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order."""
    return tuple(dict.fromkeys(values))


def is_told(definer: Definer) -> bool:
    """Whether the body of an act itself says what the term means, in clean words."""
    elsewhere = definer.meaning.lower().startswith("sebagaimana")
    if elsewhere or definer.unit.partition("#")[2].startswith("penjelasan"):
        return False
    low, high = _BODY_WORDS
    return low <= len(definer.meaning.split()) <= high and is_clean(definer.meaning)


def _described(definer: Definer, dice: Dice) -> str:
    """The meaning cut and thinned, without the term itself; empty if too little is left."""
    chance = dice.of("term", definer.term, folded(definer.meaning))
    meaning = re.sub(re.escape(definer.term), " ", definer.meaning, flags=re.IGNORECASE)
    text = varied(without_references(meaning), chance)
    if len(content_roots(text)) < 4:
        return ""
    return chance.choice(NAMED).format(text)


def _mild(term: str) -> str:
    """A term as people type it: without capitals, unless an abbreviation."""
    return " ".join(w if w.isupper() and len(w) > 1 else w.lower() for w in term.split())


def _overlap(one: str, other: str) -> float:
    first, second = content_roots(one), content_roots(other)
    return len(first & second) / len(first | second) if first and second else 0.0
