"""The sentences that answer, verbatim and cited, or a refusal with its reason.

Nothing is written here: an answer is a choice among the library's own sentences. A sentence is
good if its passage ranks high, if it holds the question's words (BM25 within the passages found)
and if it has the form of the answer wanted (a definition, a number, somebody who acts).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dalil.answer.abstain import DEPTH, AbstentionConfig, decide, features, no_statement
from dalil.answer.citation.cite import cite
from dalil.answer.sentences import Candidate, candidates, one_of_several_views
from dalil.answer.statements import Answer, Statement
from dalil.index.query.analyzer import roots
from dalil.index.query.intent import form_of_answer
from dalil.index.search.results import Hit, SearchResult
from dalil.ingest.definitions import is_listed
from dalil.ingest.model import Status
from dalil.ingest.words import WORD

#: What a sentence's worth is made of: its passage's rank and score, its words, its form. The first
#: statement holds the answer to .72 of the labour questions at .65 and .25, .75 at .8 and .1.
PASSAGE_WEIGHT: Final = 0.8
WORDS_WEIGHT: Final = 0.1
CUE_WEIGHT: Final = 0.1
#: A definition asked for is worth more than a mention; this is its weight on top.
DEFINITION_BONUS: Final = 0.5
#: Statements worth less than this share of the best one are left out.
KEEP_RATIO: Final = 0.75
#: A second statement of one pasal must say this much of the question that is not yet said.
NEW_WORDS: Final = 1
#: What a norm out of force loses against one of unknown or present force.
REPEALED_PENALTY: Final = 0.1
#: What a short line loses that only announces what follows it ("Prapenempatan:"). Long ones
#: say something: with those included 3 of 190 labour questions lost the right first pasal.
UNFINISHED_PENALTY: Final = 0.3
#: What an entry of an act's list of definitions loses where a norm is asked for (.69 -> .72).
DEFINING_PENALTY: Final = 0.15
SHORT_LINE: Final = 6  # words
#: What a consideration of the preamble loses: it says why the act was made and how things stood
#: before, and holds no norm (UU 12/2011, Lampiran II, nomor 18).
RECITAL_PENALTY: Final = 0.3
#: Statements that are given where it is not sure that anything answers.
NEAREST: Final = 3


_PREAMBLE: Final = frozenset({"menimbang", "mengingat", "memperhatikan", "membaca"})


@dataclass(frozen=True, slots=True)
class _Scored:
    worth: float
    candidate: Candidate
    words: frozenset[str]  # the question's content words it holds


def evidence(
    result: SearchResult,
    max_statements: int = 5,
    style: str = "footnote",
    language: str = "id",
    abstention: AbstentionConfig | None = None,
) -> Answer:
    """The statements of a search's hits that answer its question or come nearest, best first.

    ``style`` and ``language`` are those of the citations; ``abstention`` decides whether there is
    an answer (without it: that in use). Same words in two acts are one
    statement, which names the other passages; one pasal gives one statement unless a second says
    more of what was asked.
    """
    status, reason = decide(features(result, abstention or AbstentionConfig.in_use()))
    if status == "abstained":
        return Answer(status, reason)
    scored = _score(result)
    if status == "uncertain":
        scored, max_statements = _by_rank(scored), min(max_statements, NEAREST)
    chosen, same = _choose(scored, max_statements)
    if not chosen:
        return Answer("abstained", no_statement(result.language))
    chosen = _with_other_views(chosen, scored, same)
    return Answer(
        status,
        reason,
        tuple(
            _statement(s.candidate, tuple(same[_plain(s.candidate.text)]), style, language)
            for s in chosen
        ),
    )


def _score(result: SearchResult) -> list[_Scored]:
    """All candidate statements of the first hits, best first."""
    hits = result.hits[:DEPTH]
    wanted, intent = result.asked.terms, result.asked.intent
    if not wanted and any(hit.referenced for hit in hits):
        hits = tuple(hit for hit in hits if hit.referenced)  # only a provision was asked for
    offered = [c for hit in hits for c in candidates(hit)]
    if not offered:
        return []
    norm = not intent.maybe_definition
    texts = [roots(c.context) for c in offered]
    words = _bm25(texts, [r for found in wanted.values() for r in sorted(found)])
    best = max((h.score for h in hits), default=0.0) or 1.0
    scored = []
    for candidate, text, by_words in zip(offered, texts, words, strict=True):
        form = form_of_answer(intent, candidate.text)
        worth = (
            PASSAGE_WEIGHT * _passage(candidate.hit, best)
            + WORDS_WEIGHT * by_words
            + CUE_WEIGHT * form
            + (DEFINITION_BONUS * form if intent.definition else 0.0)
        )
        if candidate.hit.standing[0] is Status.REPEALED:
            worth -= REPEALED_PENALTY
        if norm and is_listed(candidate.hit.passage):
            worth -= DEFINING_PENALTY
        if _is_recital(candidate.hit):
            worth -= RECITAL_PENALTY
        if candidate.text.endswith(":") and len(candidate.text.split()) < SHORT_LINE:
            worth -= UNFINISHED_PENALTY
        held = set(text)
        said = frozenset(word for word, found in wanted.items() if found & held)
        scored.append(_Scored(worth, candidate, said))
    # Equal worth: the order of the hits, and of the text within a hit.
    return sorted(
        scored, key=lambda s: (-round(s.worth, 9), s.candidate.hit.rank, s.candidate.start)
    )


def _is_recital(hit: Hit) -> bool:
    return any(step.unit in _PREAMBLE for step in hit.passage.locator.steps[:1])


def _by_rank(scored: list[_Scored]) -> list[_Scored]:
    """The best statement of each hit in the order of the hits, then the rest.

    Where it is not sure that anything answers, the form of a sentence says less than its rank.
    """
    first: dict[int, _Scored] = {}
    for item in scored:
        first.setdefault(item.candidate.hit.rank, item)
    best = sorted(
        first.values(),
        key=lambda item: (_is_recital(item.candidate.hit), item.candidate.hit.rank),
    )
    return best + [item for item in scored if item not in best]


def _passage(hit: Hit, best: float) -> float:
    """How good the passage is, 0–1: named in the question, else its score against the best."""
    return 1.0 if hit.referenced else max(0.0, min(1.0, hit.score / best))


def _bm25(texts: list[list[str]], query: list[str]) -> list[float]:
    """BM25 of each text for the query among these texts, scaled so that the best has 1."""
    if not query or not any(texts):
        return [0.0] * len(texts)
    from rank_bm25 import BM25Plus

    model = BM25Plus(texts)
    # BM25Plus gives every text delta * idf for each word, held or not: that is its zero.
    zero = model.delta * sum(model.idf.get(word) or 0.0 for word in query)
    scores = np.asarray(model.get_scores(query), dtype=float) - zero
    high = float(scores.max())
    return [float(s) for s in scores / high] if high > 1e-9 else [0.0] * len(texts)


def _choose(scored: list[_Scored], limit: int) -> tuple[list[_Scored], dict[str, list[str]]]:
    """The best statements without repetition, and for each text the other passages that say it."""
    chosen: list[_Scored] = []
    same: dict[str, list[str]] = {}
    pasals: set[str] = set()
    covered: set[str] = set()
    least = KEEP_RATIO * scored[0].worth if scored else 0.0
    for item in scored:
        plain = _plain(item.candidate.text)
        hit = item.candidate.hit
        if plain in same:
            if hit.passage.passage_id not in {
                s.candidate.hit.passage.passage_id
                for s in chosen
                if _plain(s.candidate.text) == plain
            }:
                same[plain].append(hit.passage.passage_id)
            continue
        if len(chosen) >= limit or item.worth < least:
            continue
        if any(_overlap(item.candidate, s.candidate) for s in chosen):
            continue  # the same sentence with what it leans on, or without
        shown = hit.shown.passage_id
        # A provision that the question names is said whole, sentence by sentence.
        if shown in pasals and not hit.referenced and len(item.words - covered) < NEW_WORDS:
            continue
        chosen.append(item)
        same[plain] = []
        pasals.add(shown)
        covered |= item.words
    return chosen, same


def _with_other_views(
    chosen: list[_Scored], scored: list[_Scored], same: dict[str, list[str]]
) -> list[_Scored]:
    """The statements, each that gives one of several views followed by the others of its section.

    They may make the list longer than was asked for: half of a dispute is worse than none.
    """
    made = list(chosen)
    for item in chosen:
        if not one_of_several_views(item.candidate.text):
            continue
        for other in scored:
            if other in made or not one_of_several_views(other.candidate.text):
                continue
            if _section(other) == _section(item) and not any(
                _section(other) == _section(m)
                and other.candidate.hit.passage.passage_id == m.candidate.hit.passage.passage_id
                for m in made
            ):
                made.insert(made.index(item) + 1, other)
                same.setdefault(_plain(other.candidate.text), [])
    return made


def _section(item: _Scored) -> tuple[str, tuple[str, ...]]:
    hit = item.candidate.hit
    return hit.document.id, hit.passage.heading


def _overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two quotations of one pasal share a word."""
    same = one.hit.shown.passage_id == other.hit.shown.passage_id
    return same and one.start < other.end and other.start < one.end


def _plain(text: str) -> str:
    """Words only: the same provision in two acts differs in line breaks and marks."""
    return " ".join(WORD.findall(text.casefold()))


def _statement(candidate: Candidate, also: tuple[str, ...], style: str, language: str) -> Statement:
    hit = candidate.hit
    page = hit.document.page_of(candidate.start) or hit.passage.page
    return Statement(
        text=candidate.text,
        passage_id=hit.passage.passage_id,
        start=candidate.start,
        end=candidate.end,
        page=page,
        citation=cite(hit.document, hit.passage, page, style, language),
        lead_in=candidate.lead_in,
        goes_on=candidate.goes_on,
        shown_id=hit.shown.passage_id,
        document_id=hit.document.id,
        status=hit.standing[0].value,
        status_reason=hit.standing[1],
        digest=hit.document.digest,
        also=tuple(dict.fromkeys((*also, *hit.also))),
    )
