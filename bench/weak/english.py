"""``english`` asks by an English name for the provision that defines it; ``english-meaning`` by
our glossary's meaning in English.

The names are those of `lexicon/` and `corpus/tertiary/glosarium.csv`, both our own. The
search crosses its bridge with the very same lexicon, so ``english`` shows the bridge at its best:
what it does with words it has. The meanings of ``english-meaning`` are sentences that no list has.
Right is who defines the first Indonesian rendering of a row (the others then too), or the provision
that the glossary names as its source.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from bench.weak.act import pasal_of
from bench.weak.definition import Definer, Definers, is_told, unique
from bench.weak.question import Dice, Weak
from dalil.index.query.lexicon import ENGLISH, SMALL, is_abbreviation, rows
from dalil.index.query.synonyms import key
from dalil.ingest.references.find import parse_reference

GLOSSARY: Final = Path(__file__).resolve().parents[2] / "corpus" / "tertiary" / "glosarium.csv"
ASKED: Final = (
    "What is the legal definition of {}?", "What does {} mean under Indonesian law?",
    "How does the law define {}?", "meaning of the term {} in the regulation",
)  # fmt: skip
_MEANING_WORDS: Final = 6


def english_questions(
    found: Definers, has: Callable[[str], bool], dice: Dice, glossary: Path = GLOSSARY
) -> Iterator[Weak]:
    """The questions by English names. ``has`` says whether the library has a passage id."""
    for row in rows(ENGLISH):
        if row.branch != SMALL and not is_abbreviation(row.term):
            yield from _by_name(row.term, row.legal, _who(found, row.legal), dice)
    for line in csv.DictReader(glossary.read_text(encoding="utf-8").splitlines()):
        named = [i for i in parse_reference(line["sumber"]) if "#" in i and has(i)]
        who = [*(Definer(line["istilah"], i, pasal_of(i), "") for i in named)]
        who += _who(found, (line["istilah"],))
        if not who:
            continue
        yield from _by_name(line["inggris"], (line["istilah"],), who, dice)
        meaning = line["meaning_en"].rstrip(".")
        if len(meaning.split()) >= _MEANING_WORDS:
            yield _asked("english-meaning", meaning, meaning, who)


def _who(found: Definers, legal: tuple[str, ...]) -> list[Definer]:
    """Who defines the first of these names; then also who defines another of them."""
    if not any(is_told(d) for d in found.get(key(legal[0]), ())):
        return []
    return [definer for name in legal for definer in found.get(key(name), ())]


def _by_name(name: str, legal: tuple[str, ...], who: list[Definer], dice: Dice) -> Iterator[Weak]:
    if who and name:
        asked = dice.of("english", name, legal[0]).choice(ASKED).format(name)
        yield _asked("english", asked, f"{name} {legal[0]}", who)


def _asked(kind: str, question: str, name: str, who: list[Definer]) -> Weak:
    return Weak(
        type=kind,
        question=question,
        relevant=unique(d.pasal for d in who),
        exact=unique(d.unit for d in who),
        answer=next((d.meaning for d in who if d.meaning), ""),
        key=key(name),
        near="",
    )
