"""Which of the questions made are asked: merged, certain, apart, and a fair share of each act."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from bench.weak.act import Act, pasal_of
from bench.weak.definition import unique
from bench.weak.question import Dice, Weak, digest
from bench.weak.wording import content_roots, copied_ratio

HALVES: Final = ("tuning", "testing")
#: Of the words a question was made of, the share it may repeat in one run.
COPIED: Final = 0.6
#: Right pasal of one question at most: what more have says nothing in particular.
RIGHT: Final = 12
#: Words that only make a question of a title or a meaning.
_ASKING: Final = content_roots("ketentuan pengaturan istilah sebutan")
#: Types whose right pasal are complete by the way they are found.
_COMPLETE: Final = frozenset({"definition", "english", "english-meaning"})


def half_of(act_id: str) -> str:
    """The half an act belongs to, for ever: by a hash of its id.

    The word before the id was chosen, before any ranking was looked at, so that the few acts of
    `english-meaning` fall into both.
    """
    return HALVES[int(digest("act", act_id)[:8], 16) % 2]


@dataclass
class Words:
    """Which searchable units of the body have which content words, their lead-in included."""

    units: dict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    pasals: list[str] = field(default_factory=list)  # of each unit

    def add(self, act: Act) -> None:
        """Take the units of an act in."""
        for passage in act.body():
            if passage.searchable:
                for word in content_roots(f"{passage.lead_in} {passage.text}"):
                    self.units[word].append(len(self.pasals))
                self.pasals.append(pasal_of(passage.passage_id))

    def others(self, question: Weak) -> bool:
        """Whether a unit of a pasal that is not right has all content words of the question."""
        wanted = content_roots(question.question) - _ASKING
        if not wanted:
            return True
        having = sorted((self.units.get(word, array("I")) for word in wanted), key=len)
        left = np.asarray(having[0])  # unit numbers in order, as in each of them
        for units in having[1:]:
            there = np.asarray(units)
            at = np.minimum(np.searchsorted(there, left), len(there) - 1)
            left = left[there[at] == left] if len(there) else left[:0]
        right = frozenset(question.relevant)
        return any(self.pasals[unit] not in right for unit in left.tolist())


@dataclass(frozen=True)
class Selection:
    """The questions of each half, and what became of all that were made, by type."""

    halves: dict[str, list[Weak]]
    fates: dict[str, Counter[str]]


def select(made: Iterable[Weak], known: Words, dice: Dice, per_kind: int) -> Selection:
    """At most ``per_kind`` questions of each type for each half."""
    fates: dict[str, Counter[str]] = defaultdict(Counter)
    kept: dict[tuple[str, str], list[Weak]] = defaultdict(list)
    for question in merged(made):
        fate = _fate(question, known)
        fates[question.type]["made"] += 1
        if fate in HALVES:
            kept[question.type, fate].append(question)
        else:
            fates[question.type][fate] += 1
    halves: dict[str, list[Weak]] = {half: [] for half in HALVES}
    for (kind, half), questions in sorted(kept.items()):
        chosen = _fairly(questions, dice)[:per_kind]
        fates[kind][f"could, {half}"] = len(questions)
        fates[kind][half] = len(chosen)
        halves[half] += sorted(chosen, key=lambda q: q.qid)
    return Selection(halves, fates)


def merged(made: Iterable[Weak]) -> Iterator[Weak]:
    """Questions made of the same words, or asking the same, as one with all that is right."""
    by_key: dict[tuple[str, str], Weak] = {}
    for question in made:
        _put(by_key, (question.type, question.key), question)
    by_words: dict[tuple[str, str], Weak] = {}
    for question in by_key.values():
        _put(by_words, (question.type, question.question.lower()), question)
    return iter(by_words.values())


def _put(found: dict[tuple[str, str], Weak], key: tuple[str, str], question: Weak) -> None:
    first = found.get(key)
    found[key] = (
        replace(
            first,
            relevant=unique(first.relevant + question.relevant),
            exact=unique(first.exact + question.exact),
            source=unique(first.source + question.source),
        )
        if first
        else question
    )


def _fate(question: Weak, known: Words) -> str:
    halves = {half_of(act) for act in question.acts}
    if len(question.relevant) > RIGHT:
        return "too common"
    if len(halves) > 1:
        return "in both halves"
    if question.near and copied_ratio(question.question, question.near) > COPIED:
        return "near-copy"
    if question.type not in _COMPLETE and known.others(question):
        return "not certain"
    return halves.pop()


def _fairly(questions: Sequence[Weak], dice: Dice) -> list[Weak]:
    """In an order of chance in which each act has had its turn before one has its next."""
    drawn = sorted(questions, key=lambda q: (dice.of("draw", q.qid).random(), q.qid))
    turns: Counter[str] = Counter()
    order: list[tuple[int, int]] = []
    for number, question in enumerate(drawn):
        first = min(question.acts)
        order.append((turns[first], number))
        turns[first] += 1
    return [drawn[number] for _, number in sorted(order)]
