"""What a question is searched with: its words, other names of its terms, a second reading.

"PHK" and "pemutusan hubungan kerja" are two names of one thing, and an act may use either. A name
that was asked and its other names count as one: a passage scores for the name that it has. So a
question may use the name that the act does not, and one that uses the act's own loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dalil.index.query.analyzer import STOP, Language, content, is_asking, root
from dalil.index.query.lexicon import is_abbreviation
from dalil.index.query.morphology import other_forms
from dalil.index.query.synonyms import key, shortens
from dalil.index.query.translate import Bridge, Term, bridge, listed, named
from dalil.ingest.words import words

#: How many of a term's renderings an English question is searched with, best first; of a name's.
RENDERINGS: Final = 3
#: Kinds of acts: "UU" is said in references, "undang-undang" by every act of itself.
_KINDS: Final = frozenset({"uu", "pp", "perpres", "perppu", "keppres", "permen"})
#: An abbreviation typed in small letters has at least so many, else it may be any word ("ad").
_SMALL: Final = 3


@dataclass(frozen=True, slots=True)
class Expansion:
    """What is looked for: by words, by names of the same thing, and in a second reading.

    ``names`` are (as asked, other names …); ``reading`` is the question as acts would put it
    (None: as it was asked), ``bridge`` what was crossed to get there; ``spoken`` says whether
    everyday words were crossed, and not only names.
    """

    words: str
    names: tuple[tuple[str, ...], ...] = ()
    reading: str | None = None
    bridge: tuple[Term, ...] = ()
    spoken: bool = False


def expand(
    text: str,
    language: Language,
    known: Callable[[str], bool],
    own: Mapping[str, Sequence[str]] | None = None,
    crossing: Bridge | None = None,
) -> Expansion:
    """What to look for. ``known``: whether the index has a word; ``own``: `Generation.terms`;
    ``crossing``: the bridge over the text, where it was crossed already.

    An English question is put into the words of acts first (`_translated`). An Indonesian one is
    looked for by its own words and the other names of what it names. What acts say for an everyday
    word counts as another name of it, and is looked for itself where no source has the word:
    adding it always cost the labour questions two points of MRR (bench/results/query.md).
    """
    over = crossing or bridge(text, language, own)
    if language == "en":
        return _translated(text, over, known, own)
    return _indonesian(text, over, known, own, spoken_too=True)


def _indonesian(
    text: str,
    crossing: Bridge,
    known: Callable[[str], bool],
    own: Mapping[str, Sequence[str]] | None,
    spoken_too: bool,
) -> Expansion:
    names: list[tuple[str, ...]] = []
    everyday: list[Term] = []
    spoken: list[Term] = []
    for term in crossing.terms:
        others = _other_names(term, own or {})
        if others:
            names.append((term.asked, *others))
        elif not all(map(known, key(term.asked).split())):
            everyday.append(term)
        elif spoken_too and _is_spoken(term):
            spoken += [t for t in listed(term.asked).terms if t.asked == term.asked]
    renamed = {same[0]: same[1:] for same in names}
    reading = read(text, renamed)
    # What acts use as well stays where a source has it: its other names are looked for by words.
    replaced = [*everyday, *(t for t in spoken if not _is_kept(t))]
    if spoken_too:
        reading = read(reading, {t.asked: t.legal[:1] for t in replaced})
    shown = {t.asked: t.legal for t in (*everyday, *spoken)} | renamed
    return Expansion(
        words=" ".join((text, *(term.legal[0] for term in everyday))),
        names=(*names, *((t.asked, *t.legal[:RENDERINGS]) for t in spoken)),
        reading=reading if reading != text else None,
        bridge=tuple(Term(t.asked, shown[t.asked]) for t in crossing.terms if t.asked in shown),
        spoken=bool(replaced),
    )


def _translated(
    text: str,
    crossing: Bridge,
    known: Callable[[str], bool],
    own: Mapping[str, Sequence[str]] | None,
) -> Expansion:
    """An English question: its rough gloss, looked for as an Indonesian question is.

    The other renderings of a word, and the English word itself (some sources are in English),
    count as other names of the first: "translations of one word as its synonyms" (Pirkola, SIGIR
    1998). Adding them to the words instead gave the vague words the most weight: MRR@10 of hybrid
    search .75 against .92 on the labour questions (bench/results/english.md).
    """
    gloss = crossing.translated.strip()
    if not gloss:
        return Expansion(text)
    acts = _indonesian(gloss, named(gloss, own), known, own, spoken_too=False)
    names = {same[0]: same[1:] for same in acts.names}
    renderings = [_renderings(term, known) for term in (*crossing.terms, *crossing.plain)]
    shown = (
        Term(t.asked, tuple(dict.fromkeys((*t.legal, *names.get(t.legal[0], ())))))
        for t in crossing.terms
    )
    return Expansion(acts.words, (*renderings, *acts.names), acts.reading or gloss, tuple(shown))


def _renderings(term: Term, known: Callable[[str], bool]) -> tuple[str, ...]:
    """What an English word may be in an act, the word itself last."""
    best = term.legal[:RENDERINGS]
    forms = (form for name in best for form in other_forms(name, known))
    return tuple(dict.fromkeys((*best, *forms, term.asked)))


def read(text: str, names: Mapping[str, Sequence[str]]) -> str:
    """The question with its names replaced, where it is known which thing is meant."""
    for asked, (best, *others) in names.items():
        if all(key(other).startswith(key(best)) for other in others):
            text = re.sub(rf"\b{re.escape(asked)}\b", best.replace("\\", ""), text)
    return text


def _other_names(term: Term, own: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The short forms of a full name, or the full names of a short form; the library's first."""
    asked = key(term.asked)
    if asked in _KINDS or (term.asked.islower() and _a_word(asked)):
        return ()
    if not term.asked.isupper() and _is_everyday(term.asked):
        return ()  # "bos" is a boss, whatever act calls school grants BOS
    found: dict[str, str] = {}
    for name in (*own.get(asked, ()), *term.legal):
        if key(name) not in _KINDS and _same_thing(term.asked, name):
            found.setdefault(key(name), name)
    return tuple(found.values())[:RENDERINGS]


def _is_everyday(asked: str) -> bool:
    """Whether the lists know it as a word, and not as the short form of a name."""
    known = listed(asked).terms
    return bool(known) and not any(_same_thing(asked, name) for name in known[0].legal)


def _is_spoken(term: Term) -> bool:
    """Whether a term is an everyday one: no kind of act, and no way of asking ("berapa lama")."""
    asked = key(term.asked)
    return asked not in _KINDS and not any(map(is_asking, asked.split()))


def _is_kept(term: Term) -> bool:
    """Whether the lists have it as a word of acts too: it stands first in its own row."""
    return listed(term.asked).translated == term.asked


def _same_thing(asked: str, name: str) -> bool:
    one, other = sorted((asked, name), key=lambda n: len(key(n).split()))
    if shortens(one, other):
        return True
    return is_abbreviation(one) and len(key(other).split()) > 1


def _a_word(asked: str) -> bool:
    return " " not in asked and (len(asked) < _SMALL or asked in STOP or is_asking(asked))


# The content words of a question, each with the roots that count as saying it: of an English
# question those of the Indonesian gloss, of an everyday word also those of what acts say for it.


def content_terms(
    question: str, language: Language, crossing: Bridge
) -> tuple[tuple[str, frozenset[str]], ...]:
    """The content words in the order of the question (of an English one: of its gloss), each
    with its roots. ``crossing`` is the bridge over the question, by the lists alone."""
    text = crossing.translated if language == "en" else question
    at = {word: place for place, word in reversed(list(enumerate(words(text))))}
    told = sorted(content(text).items(), key=lambda item: at[item[1]])
    said = {word: {found} for found, word in told}
    for term in (*crossing.terms, *(crossing.plain if language == "en" else ())):
        single = [w for name in term.legal[:RENDERINGS] if len(w := words(name)) == 1]
        if language == "en":
            # "agreement": perjanjian, persetujuan; a phrase counts by each word of its gloss
            first = words(term.legal[0])
            if len(first) == 1 and first[0] in said:
                said[first[0]].update(root(w[0]) for w in single)
            continue
        legal = {root(w) for w in words(term.legal[0]) if w not in STOP}
        legal.update(root(w[0]) for w in single)
        for word in words(term.asked):
            if word in said:
                said[word] |= legal
    return tuple((word, frozenset(found)) for word, found in said.items())


@lru_cache(maxsize=256)
def _asked(text: str, language: Language) -> tuple[tuple[str, frozenset[str]], ...]:
    return content_terms(text, language, bridge(text, language).listed)


def asked_words(text: str, language: Language) -> dict[str, frozenset[str]]:
    """`content_terms` of a text that is no question (a claim, a part of one)."""
    return dict(_asked(text, language))
