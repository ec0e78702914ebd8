"""Questions for a definition, and sentences that define.

"Apa yang dimaksud dengan kerja sama daerah?" has one right passage among the hundreds that speak
of kerja sama daerah: the one that says what it is. Neither BM25 nor a vector tells it apart; the
form of the sentence does (`ingest.definition`).
"""

from __future__ import annotations

import re
from typing import Final

from index.question.asked import asked_words
from index.question.keywords import is_asking
from index.question.language import Language
from index.question.terms import STOP, root, words
from ingest.definition import Defined, defined_in

_DEFINITION: Final = re.compile(
    r"\b(?:apa(?:kah)? (?:itu|arti(?:nya)?|definisi(?:nya)?|pengertian(?:nya)?|makna(?:nya)?"
    r"|(?:yang )?(?:di)?maksud\w*|yang disebut)|definisi|pengertian|arti|maksud dari"
    r"|yang dimaksud (?:dengan)?|itu (?:apa|artinya)(?=\W*\Z)|artinya apa"
    r"|what (?:is|are) (?:meant by |the (?:legal )?(?:definition|meaning) of )?(?:an? )?"
    r"|what (?:do|does) [^?]{1,100}? mean|definition|define[ds]?|meaning of)\b",
    re.IGNORECASE,
)
#: "Apa istilah untuk …", "what is … called": what is described has a name; a definition says it.
_NAME: Final = re.compile(
    r"\b(?:istilah|sebutan|nama)(?:nya)?\s+(?:apa|untuk|bagi|dari)|(?:apa|disebut)\s+(?:istilah|apa)\b"
    r"|\bdisebut(?:kah)?\b\W*\Z|\b(?:(?:term|word) for|name (?:for|of))\b|\bcalled\W*\Z",
    re.IGNORECASE,
)
#: A search for a term alone ("perjanjian internasional") has at most so many words.
_BARE: Final = 4
#: "… dalam Peraturan Pemerintah ini", "… under Indonesian law", "does the law define …": where it
#: stands and how it is asked, and no part of what is to be defined.
_AROUND: Final = re.compile(
    r"\b(?:dalam|menurut|pada)\s+(?:undang-undang|(?:peraturan|keputusan)(?:\s\w+)?)\s+(?:ini|itu)\b"
    r"|\b(?:artinya|mean)\b|\b(?:under|in|by|does)\s+(?:(?:the|this)\s+)?(?:indonesian\s+)?"
    r"(?:law|act|regulation)\b|\blegal\s+(?=definition|meaning)",
    re.IGNORECASE,
)
#: "what is the …" asks for a property ("the legal basis of"), not for a meaning.
_PROPERTY: Final = re.compile(
    r"\bwhat (?:is|are) the (?!(?:legal )?(?:definition|meaning))|\bapa itu (?:dasar|syarat|tugas)",
    re.IGNORECASE,
)
#: What a sentence is worth that classes a thing ("merupakan") and may not define it.
CLASSED: Final = 0.6


#: What is to be defined, word by word: the roots that count as saying each of them.
Term = tuple[frozenset[str], ...]


def term_asked(question: str, language: Language) -> Term | None:
    """The term that a question wants defined; None where it wants something else.

    Of an English question its words in Indonesian (`index.question.asked`).
    """
    if not _DEFINITION.search(question) or _PROPERTY.search(question):
        return None
    own = _AROUND.sub(" ", question)
    gloss = tuple(asked_words(own, "en").values()) if language == "en" else ()
    return gloss or tuple(frozenset({root(w)}) for w in words(own) if w not in STOP)


def wants_definition(question: str, language: Language) -> bool:
    """Whether a definition may be what answers: of a word, of a meaning, or of a bare term."""
    asked = words(question)
    bare = 0 < len(asked) <= _BARE and "?" not in question and not is_asking(asked[0])
    return bare or term_asked(question, language) is not None or bool(_NAME.search(question))


def defines(term: Term, sentence: str) -> float:
    """1 if the sentence defines exactly this term, less if a longer or shorter one, else 0.

    An entry of a glossary defines its head word.
    """
    return max((_worth(term, said) for said in defined_in(sentence)), default=0.0) if term else 0.0


def _worth(term: Term, said: Defined) -> float:
    if any(_alike(term, _roots(name)) == 1.0 for name in said.called):
        return 1.0
    alike = _alike(term, _telling(said.term))
    if said.form == "headed":  # any line may have a colon
        return float(alike == 1.0)
    other = _telling(said.bracketed) if said.form == "entry" else _roots(said.bracketed)
    return max(alike, _alike(term, other)) * (CLASSED if said.form == "classed" else 1.0)


def _telling(text: str) -> set[str]:
    return {root(w) for w in words(text) if w not in STOP}


def _roots(text: str) -> set[str]:
    return {root(w) for w in words(text)}


def _alike(term: Term, said: set[str]) -> float:
    """The share of the words of both that are in both (Jaccard), 0–1."""
    wanted = set(term)
    common = sum(bool(word & said) for word in wanted)
    meant = said & frozenset().union(*wanted)
    both = len(wanted) + len(said) - len(meant)
    return common / both if said and both else 0.0
