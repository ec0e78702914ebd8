"""Does the library answer the question at all? What is measured of a search, and the rule.

The rule is small on purpose: a few numbers that a person can look at, and weights and thresholds
in one place (`AbstentionConfig`), set on questions whose answers are known to be there or not.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from dalil.answer.sentences import candidates
from dalil.answer.statements import AnswerStatus
from dalil.index.query.analyzer import roots
from dalil.index.query.intent import defines
from dalil.index.ranking_config import ByLanguage, Configuration
from dalil.index.search.rerank import Closeness, Wanted, neighbours, said_in
from dalil.index.search.results import Hit, Mode, SearchResult
from dalil.ingest.words import words

#: Hits that are looked at.
DEPTH: Final = 10


@dataclass(frozen=True)
class AbstentionConfig(Configuration):
    """When finds are an answer, and when only near (selective answering): a score against a
    threshold, the score a weighted sum of features of the result list.

    Set on questions whose answer is known, asked with their act there and with it left out. With
    vectors on bench/questions (bench/results/abstention.md); by words alone on 190 on labour law
    and 50 on the penal code, 38 of them in English too (bench/results/refusal.md). The hard ones
    are those asked of a library that has lost the act and kept its neighbours.
    """

    # With vectors: the log-odds that the first hit answers (`Features.confidence_ratio`), by a
    # logistic regression over the dev questions of bench/questions and the shared ones, of whose
    # acts the encoder has seen nothing, each asked with its act there and with it left out, among
    # 4, 15, 60 and all 638 works, and those that no act answers: bench/results/abstention.md. Each
    # feature but the constant speaks for an answer the more there is of it.

    #: Taken off: with the tuned encoder, and with another.
    intercept: ByLanguage = field(default=ByLanguage(12.45, 12.05))
    plain_intercept: ByLanguage = field(default=ByLanguage(27.4, 26.7))
    #: The cosine of the first hit: those of the tuned encoder spread over more of the scale.
    cosine_weight: float = 11.4
    plain_cosine_weight: float = 26.0
    #: Of how many hits are of one work: an answer is seldom alone in its act, while chance finds
    #: are scattered.
    concentration_weight: float = 1.9
    #: Of how far the first hit's score is ahead of the last one's, and of the second one's.
    score_gap_weight: float = 7.7
    score_step_weight: float = 17.5
    #: What they count as at most: in a library of a few passages the scores of any list go from
    #: its best to its worst, and all would stand out. As good over the sets as without.
    most_gap: float = 0.3
    most_step: float = 0.1
    #: What they count as where there is one hit only.
    usual_gap: float = 0.15
    usual_step: float = 0.04
    #: How probable it must be that the first hit answers, 0-1; and how probable where no passage
    #: holds a little of the question's words (`near_least_coverage`), which of the 540 right first
    #: finds that are probable enough is so for 2.
    answer_threshold: float = 0.25
    unshared_answer_threshold: float = 0.5
    #: The finds share the subject of a question, and are offered as near, if the best passage
    #: holds such a share of its words, or a little of them and it is so probable that the first
    #: answers. Of the questions of the dev split 3 % are not offered anything, 13 % without their
    #: act, and of those that no act answers 33 %: words hardly tell, so little is asked.
    near_coverage: float = 0.4
    near_least_coverage: float = 0.1
    near_threshold: float = 0.03

    # By words alone: coverage has the weight 1. Refused at a loss of 5 %, where no other act
    # answers even in part: .58 without proximity, .67 with it; of questions made from acts .65 and
    # .78. (English: .79; its words are those of the gloss.)

    lexical_concentration_weight: float = 0.3
    lexical_proximity_weight: ByLanguage = field(default=ByLanguage(0.5, 0.0))
    lexical_answer_threshold: ByLanguage = field(default=ByLanguage(0.84, 0.58))
    lexical_near_coverage: float = 0.15

    #: What is asked to be defined should be defined somewhere among the hits, at least so closely
    #: (`defines`): of 106 such questions whose act was there 2 had no such sentence, of 52 without
    #: it 22. Where there is none, the penalty is taken off the sum.
    definition_threshold: ByLanguage = field(default=ByLanguage(0.2, 0.1))
    undefined_penalty: float = 1.8
    lexical_undefined_penalty: float = 0.1


#: What is used where nothing else is given.
DEFAULT: Final = AbstentionConfig()


@dataclass(frozen=True, slots=True)
class Features:
    """What the decision rests on. Ratios are 0–1; None: not measured in this mode.

    ``coverage_ratio`` is the share of the question's content words, weighted by how few of the
    hits hold them, that the best single passage covers (with its opening line, headings and the
    work's title).
    """

    language: Literal["id", "en"]
    mode: Mode
    hits: int
    passages: int
    terms: int
    referenced: bool
    best_cosine: float | None
    coverage_ratio: float
    missing: tuple[str, ...]  # words, as typed, that a dictionary has and no source
    work_ratio: float = 0.0  # the share of the hits that the most frequent work has
    score_lead: float = 0.0  # fused score of the first hit over that of the last
    score_step: float = 0.0  # and over that of the second
    first_cosine: float = 0.0  # of the first hit; 0 where it has no vector
    tuned: bool = False  # `SearchResult.tuned`
    defined_ratio: float | None = None  # how closely a sentence defines what is to be defined
    together_ratio: float = 0.0  # words side by side in the question that are so in the first hit
    config: AbstentionConfig = DEFAULT  # what these weigh

    @property
    def undefined(self) -> bool:
        """Whether a definition is asked for and no hit has it."""
        return self.defined_ratio is not None and (
            self.defined_ratio < self.config.definition_threshold[self.language]
        )

    @property
    def confidence_ratio(self) -> float:
        """How probable it is that the first hit answers, 0–1; nothing by words alone (0)."""
        if self.best_cosine is None:
            return 0.0
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, self.sum))))

    @property
    def sum(self) -> float:
        """What speaks for an answer, added up: with vectors the log-odds that the first hit is."""
        weigh = self.config
        if self.best_cosine is None:
            return (
                self.coverage_ratio
                + weigh.lexical_concentration_weight * self.work_ratio
                + weigh.lexical_proximity_weight[self.language] * self.together_ratio
                - weigh.lexical_undefined_penalty * self.undefined
            )
        if self.tuned:
            near = weigh.cosine_weight * self.first_cosine - weigh.intercept[self.language]
        else:
            near = weigh.plain_cosine_weight * self.first_cosine
            near -= weigh.plain_intercept[self.language]
        return (
            near
            + weigh.concentration_weight * self.work_ratio
            + weigh.score_gap_weight * min(self.score_lead, weigh.most_gap)
            + weigh.score_step_weight * min(self.score_step, weigh.most_step)
            - weigh.undefined_penalty * self.undefined
        )


def features(result: SearchResult, config: AbstentionConfig = DEFAULT) -> Features:
    """What of this search the decision rests on."""
    hits = result.hits[:DEPTH]
    query = result.asked
    # A name of a place or a person that no source has says nothing of what the sources answer.
    wanted = {w: r for w, r in query.terms.items() if w not in query.unknown} or query.terms
    said = [_said(hit) for hit in hits]
    weight = {
        word: math.log(1 + (len(said) + 1) / (sum(bool(r & s) for s in said) + 0.5))
        for word, r in wanted.items()
    }
    total = sum(weight.values())

    def share(held: set[str]) -> float:
        return sum(weight[w] for w, r in wanted.items() if r & held) / total if total else 0.0

    typed = set(words(result.question))  # never a word that only the reading has
    best = max((h.semantic for h in hits if h.semantic is not None), default=None)
    return Features(
        language=result.language,
        mode=result.mode,
        hits=len(hits),
        passages=result.passages,
        terms=len(wanted),
        referenced=any(h.referenced for h in hits),
        best_cosine=None if best is None else float(best),
        coverage_ratio=max((share(s) for s in said), default=0.0),
        missing=tuple(w for w in wanted if w in typed and w in query.absent),
        work_ratio=_of_one_work(hits),
        score_lead=hits[0].score - hits[-1].score if len(hits) > 1 else config.usual_gap,
        score_step=hits[0].score - hits[1].score if len(hits) > 1 else config.usual_step,
        first_cosine=_first_cosine(hits, best),
        tuned=result.tuned,
        defined_ratio=_defined(result),
        together_ratio=_together(result),
        config=config,
    )


def _first_cosine(hits: Sequence[Hit], best: float | None) -> float:
    """That of the first hit; of the nearest where the first has no vector yet."""
    of_first = hits[0].semantic if hits else None
    return float(of_first if of_first is not None else best or 0.0)


def _of_one_work(hits: Sequence[Hit]) -> float:
    works = Counter(hit.document.id for hit in hits)
    return max(works.values()) / len(hits) if hits else 0.0


def _defined(result: SearchResult) -> float | None:
    """How closely any sentence of the hits defines what the question wants defined."""
    term = result.query.intent.term
    if not term:
        return None
    said = (c.text for hit in result.hits[:DEPTH] for c in candidates(hit))
    return max((defines(term, sentence) for sentence in said), default=0.0)


def _together(result: SearchResult) -> float:
    """The share of the question's neighbouring words (of an English one: those of its gloss) that
    are neighbours in the first hit."""
    if not result.hits:
        return 0.0
    known = _without(result.query.in_order, result.query.unknown)
    return Closeness(Wanted((), *neighbours(known))).together(said_in(result.hits[0].passage))


def _without(question: str, unknown: frozenset[str]) -> str:
    """The question without the words that neither a source nor a dictionary has."""
    kept = (w for w in question.split() if not set(words(w)) & unknown)
    return " ".join(kept) or question


def _said(hit: Hit) -> set[str]:
    """The roots in what a reader of the hit sees."""
    passage = hit.passage
    return set(
        roots(" ".join((hit.document.title, *passage.heading, passage.lead_in, passage.text)))
    )


def decide(found: Features) -> tuple[AnswerStatus, str | None]:
    """Whether the finds answer, and if not surely, what is to be said, in the question's language.

    What a question names by its reference is an answer. Otherwise the best passage must be near
    in meaning or hold most of what was asked; with words alone, the words decide. What shares the
    subject and is not near enough is offered as the nearest: on everyday questions no threshold
    tells what the library answers from what it does not.
    """
    language = found.language
    if found.referenced:
        return "answered", None
    if not found.passages and not found.hits:
        return "abstained", _say("empty", language)
    if not found.hits:
        return "abstained", _say("nothing", language)
    if not found.terms:
        return "abstained", _say("no_words", language)
    config = found.config
    if found.best_cosine is None:
        sure = found.sum >= config.lexical_answer_threshold[language]
        near = found.coverage_ratio >= config.lexical_near_coverage
    else:
        held = found.coverage_ratio >= config.near_least_coverage
        least = config.answer_threshold if held else config.unshared_answer_threshold
        sure = found.confidence_ratio >= least
        near = found.coverage_ratio >= config.near_coverage
        near = near or (held and found.confidence_ratio >= config.near_threshold)
    if sure:
        return "answered", None
    reason = _say("uncertain" if near else "nothing", language)
    if found.missing and language == "id":
        named = ", ".join(f"“{word}”" for word in found.missing[:5])
        reason += f" Tidak ditemukan: {named}."
    return "uncertain" if near else "abstained", reason


_REASONS: Final = {
    "nothing": {
        "id": "Tidak ada bagian dalam pustaka ini yang menjawab pertanyaan itu.",
        "en": "No passage in this library answers that question.",
    },
    "uncertain": {
        "id": "Tidak pasti terjawab: ini kalimat yang terdekat dalam pustaka.",
        "en": "Not surely an answer: these are the nearest statements in this library.",
    },
    "empty": {
        "id": "Pustaka ini masih kosong: tambahkan sumber dahulu.",
        "en": "This library is still empty: add sources first.",
    },
    "no_words": {
        "id": "Pertanyaan itu tidak memuat kata yang dapat dicari: sebutkan pokoknya.",
        "en": "That question has no word to look for: name its subject.",
    },
    "no_statement": {
        "id": "Bagian yang ditemukan tidak memuat kalimat yang dapat dikutip sebagai jawaban.",
        "en": "The passages found hold no sentence that can be quoted as an answer.",
    },
}


def _say(what: str, language: str) -> str:
    return _REASONS[what][language]


def no_statement(language: str) -> str:
    """The reason when there are passages, but nothing in them to quote."""
    return _say("no_statement", language)
