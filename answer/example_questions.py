"""Questions that a library answers, made from what it holds: what a first visitor may try.

Candidates are definitions and rules on who does what, turned into questions; entries of
glossaries; a provision named outright; and of the questions written for the library that ships
those whose provision is held. Each is asked, and kept only where the first statement of a sure
answer stands where the question was made from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Final, Literal

from dalil.answer.answer import answer
from dalil.answer.citation.cite import cite
from dalil.index.library import Library
from dalil.ingest.definitions import definitions_of
from dalil.ingest.errors import DalilError
from dalil.ingest.model import Document, Passage, Tier

#: Questions that are asked at most to find those that are shown.
TRIES: Final = 16
#: Works that are looked into, of each kind of source.
WORKS: Final = 4
_SHIPPED: Final = Path(__file__).resolve().parents[1] / "corpus" / "questions.jsonl"
_MEANT: Final = {"id": "apa yang dimaksud dengan {}", "en": "what is meant by {}"}
_ENTRY: Final = {"id": "apa arti {}", "en": "what is the meaning of {}"}
#: What "dilakukan oleh" asks when it is turned round.
_ACTIVE: Final = {
    "dilakukan": "melakukan", "dilaksanakan": "melaksanakan", "ditetapkan": "menetapkan",
    "diberikan": "memberikan", "dibentuk": "membentuk", "diangkat": "mengangkat",
    "diselenggarakan": "menyelenggarakan", "disusun": "menyusun", "dipimpin": "memimpin",
    "diterbitkan": "menerbitkan", "dikoordinasikan": "mengoordinasikan",
    "ditandatangani": "menandatangani", "diusulkan": "mengusulkan", "diajukan": "mengajukan",
}  # fmt: skip
_WHO: Final = re.compile(
    r"(?:\(\d+\)\s+)?(?P<what>[A-Z][\w ]{12,90}?) "
    rf"(?P<verb>{'|'.join(_ACTIVE)}) oleh [A-Z][^:]+\Z"
)
#: What leans on another provision is no question that stands alone.
_LEANS: Final = re.compile(r"\b(?:sebagaimana|tersebut|itu|ini|dimaksud|ayat|huruf)\b", re.I)
_AYAT: Final = re.compile(r"/ayat-\d+\Z")
_TERM_WORD: Final = re.compile(r"[^\W\d_][\w-]*")


@dataclass(frozen=True, slots=True)
class _Candidate:
    question: str
    relevant: tuple[str, ...]  # ids of passages, any of which may hold the first statement


def examples(
    library: Library, language: Literal["id", "en"] = "id", wanted: int = 4
) -> tuple[str, ...]:
    """Up to ``wanted`` questions of different kinds that this library answers, the right way."""
    found: list[str] = []
    for candidate in islice(_candidates(library, language), TRIES):
        if len(found) == wanted:
            break
        if candidate.question not in found and _answers(library, candidate):
            found.append(candidate.question)
    return tuple(found)


def _answers(library: Library, candidate: _Candidate) -> bool:
    try:
        said = answer(library, candidate.question, max_statements=1).answer
    except DalilError:
        return False
    return said.status == "answered" and any(
        f"{said.statements[0].passage_id}/".startswith(f"{place}/") for place in candidate.relevant
    )


def _candidates(library: Library, language: Literal["id", "en"]) -> Iterator[_Candidate]:
    """The kinds of questions by turns, so that the first few are of different kinds."""
    held = sorted(library.catalog.documents(), key=lambda d: (d.digest, -(d.year or 0), d.id))
    acts = [d for d in held if d.tier is Tier.PRIMARY][:WORKS]
    whole = [d for d in acts if not d.digest]
    listed = [d for d in held if d.tier is Tier.TERTIARY][:WORKS]
    turns = [
        _shipped(library, language),
        _named(library, acts, language),
        _defined(library, whole, language),
        _done_by(library, whole) if language == "id" else iter(()),
        _entries(library, listed, language),
    ]
    for turn in zip_longest(*turns):
        yield from (candidate for candidate in turn if candidate is not None)


def _shipped(library: Library, language: str) -> Iterator[_Candidate]:
    """The questions of the corpus; of what this library does not hold there are none."""
    try:
        lines = _SHIPPED.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for row in map(json.loads, lines):
        relevant = tuple(place for place in row["relevant"] if library.catalog.passage(place))
        if relevant and row["language"] == language:
            yield _Candidate(row["question"], relevant)


def _named(library: Library, acts: Iterable[Document], language: str) -> Iterator[_Candidate]:
    """A provision by its name: an ayat of the middle of the first act that has one."""
    for act in acts:
        inside = [p for p in _body(library, act) if _AYAT.search(p.passage_id)]
        if inside:
            passage = inside[len(inside) // 2]
            named = cite(act, passage, style="short", language=language)
            yield _Candidate(named.split(" (ikhtisar")[0].split(" (digest")[0],
                             (passage.passage_id,))  # fmt: skip
            return


def _defined(library: Library, acts: Iterable[Document], language: str) -> Iterator[_Candidate]:
    """A term of two to five words that an act defines."""
    for act in acts:
        terms = [
            found
            for found in definitions_of(library.catalog.passages(act.id))
            if 2 <= len(_TERM_WORD.findall(found.term)) <= 5 and not found.scope
        ]
        for term in terms[len(terms) // 2 :][:2]:  # the first are institutions everybody knows
            yield _Candidate(_MEANT[language].format(term.term), (term.passage_id,))


def _done_by(library: Library, acts: Iterable[Document]) -> Iterator[_Candidate]:
    """ "X ditetapkan oleh Y": who decides on X?"""
    for act in acts:
        turned = (
            _Candidate(
                f"siapa yang {_ACTIVE[found['verb']]} {_uncapped(found['what'])}", (p.passage_id,)
            )
            for p in _body(library, act)
            if (found := _WHO.match(" ".join(p.text.split()))) and not _LEANS.search(found["what"])
        )
        yield from islice(turned, 2)


def _entries(library: Library, works: Iterable[Document], language: str) -> Iterator[_Candidate]:
    """An entry of a glossary."""
    for work in works:
        entries = library.catalog.passages(work.id)
        for passage in chain(entries[len(entries) // 3 :][:1], entries[len(entries) // 2 :][:1]):
            head, colon, _ = passage.text.partition(":")
            if colon and 3 < len(head) < 60:
                term = head.split("(")[0].strip()
                yield _Candidate(_ENTRY[language].format(term), (passage.passage_id,))


def _body(library: Library, act: Document) -> list[Passage]:
    """What can be found of the act's own provisions, without its elucidation."""
    passages = library.catalog.passages(act.id)
    return [p for p in passages if p.searchable and not p.locator.in_penjelasan]


def _uncapped(text: str) -> str:
    """The first letter small, unless the second word has a capital too: a name."""
    words = text.split()
    if len(words) > 1 and words[1][:1].isupper():
        return text
    return text[:1].lower() + text[1:]
