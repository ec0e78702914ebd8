"""The weights and thresholds of ranking, in one place: what a file or a learned model may set.

A file is TOML, with a table a configuration; what it does not name stays as it is here::

    [ranking]
    lexical_weight = 0.3
    rerank_weight = { id = 0.4, en = 0.2 }

    [abstention]
    words_weight = 0.08

``DALIL_RANKING`` names such a file for a whole run; `index.library.Library.open` takes a
configuration by itself. Where a number comes from stands at its field; the tables are in
bench/results/ranking.md.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self, get_type_hints

from dalil.ingest.data_text import read_toml
from dalil.ingest.errors import SettingError
from dalil.ingest.messages import Language, Message

ENVIRONMENT: Final = "DALIL_RANKING"


@dataclass(frozen=True, slots=True)
class ByLanguage:
    """A number for questions in each of the two languages."""

    id: float
    en: float

    def __getitem__(self, language: Language) -> float:
        return self.en if language == "en" else self.id


@dataclass(frozen=True)
class Configuration:
    """Named numbers with defaults, which a table of a TOML file may set.

    Weights and ratios are 0 or more, numbers of things whole and 1 or more.
    """

    @classmethod
    def table(cls) -> str:
        """The name of its table in a file."""
        return cls.__name__.removesuffix("Config").lower()

    @classmethod
    def from_file(cls, path: Path | str) -> Self:
        """The configuration of a file; the defaults where it has no such table.

        Raises SettingError for a file that cannot be read, an unknown name, a value of another
        type or out of its range.
        """
        try:
            said = read_toml(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SettingError(Message("index.no_toml", path=path, error=error)) from error
        given = said.get(cls.table(), {})
        if not isinstance(given, dict):
            raise _wrong(path, cls.table(), given, "weight_table")
        hints = get_type_hints(cls)
        if unknown := sorted(given.keys() - hints.keys()):
            raise SettingError(
                Message(
                    "index.unknown_weight",
                    path=path, table=cls.table(), named=", ".join(unknown),
                    known=", ".join(f.name for f in fields(cls)),
                )
            )  # fmt: skip
        return cls(
            **{
                name: _value(path, f"{cls.table()}.{name}", value, hints[name])
                for name, value in given.items()
            }
        )

    @classmethod
    def in_use(cls) -> Self:
        """That of the file which ``DALIL_RANKING`` names; the defaults without one."""
        named = os.environ.get(ENVIRONMENT)
        if not named:
            return cls()
        made: Self = _from_file(cls, named)  # type: ignore[arg-type]  # a class can be hashed
        return made


@lru_cache(maxsize=8)
def _from_file(kind: Any, path: str) -> Any:
    return kind.from_file(path)


def _value(path: Path | str, name: str, value: Any, kind: Any) -> Any:
    if kind is ByLanguage:
        if not isinstance(value, dict) or value.keys() != {"id", "en"}:
            raise _wrong(path, name, value, "weight_by_language")
        return ByLanguage(*(_value(path, f"{name}.{k}", value[k], float) for k in ("id", "en")))
    if isinstance(value, bool) or not isinstance(value, int if kind is int else (int, float)):
        raise _wrong(path, name, value, "weight_whole" if kind is int else "weight_number")
    if not math.isfinite(value) or value < (1 if kind is int else 0):
        raise _wrong(path, name, value, "weight_one_or_more" if kind is int else "weight_not_less")
    return kind(value)


def _wrong(path: Path | str, name: str, value: Any, wanted: str) -> SettingError:
    kind = Message(f"index.{wanted}")
    return SettingError(Message("index.weight", path=path, name=name, value=repr(value), kind=kind))


@dataclass(frozen=True)
class RankingConfig(Configuration):
    """How the units of an index are scored, ordered and grouped."""

    # BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009); they go into
    # the index, so a change holds for indexes that are made anew (``dalil ingest --rebuild``).

    #: Term frequency saturation. Over 35,900 units MRR@10 of hybrid search on the labour
    #: questions .876 with .9/.4 and .887 with .6/.6, on those about the KUHP the same; words
    #: alone gain three points.
    bm25_k1: float = 0.6
    #: Length normalisation.
    bm25_b: float = 0.6

    # Fusion

    #: The weight of BM25 in the convex combination of both scores, each min-max normalised (Bruch,
    #: Gai and Ingber, ACM TOIS 42(1), 2023); the vectors have the rest. Over 36,340 units with the
    #: second look, which weighs words too: MRR@10 at .25, .2, .15, .1 on the labour questions
    #: .903, .894, .901, .901, on those about the KUHP .753, .774, .803, .806, on questions made
    #: from acts (testing half) .867, .870, .873, .872. Set again for the tuned encoder with the
    #: weights of the reranker and of the rank of norms: dev .531 -> .541, everyday-own .336 ->
    #: .343 (bench/results/ranking.md).
    lexical_weight: float = 0.12
    #: What BM25 over a unit's place (its work's title, the headings above it) adds at most, as a
    #: field of its own. MRR@10 without and with it: KUHP .688 -> .712, labour .876 -> .876, topic
    #: .542 -> .618.
    heading_field_weight: float = 0.1
    #: The share of the score that belonging to an act named in the question makes up ("… menurut
    #: UU 24/2000"); nothing where the question names none.
    named_act_weight: float = 0.3

    # Priors: what a unit is worth before anything is asked

    #: What the rank of a norm adds at most (UU 12/2011 Pasal 7): it decides between the same words
    #: in an act and in a regulation under it, and little more. At .03, .015, 0: everyday-own,
    #: all about statutes, .358, .354, .348; dev, two thirds of it about government regulations,
    #: .540, .547, .549.
    norm_rank_weight: float = 0.015
    #: Factor on units of the official elucidation, which explains norms and holds none (UU
    #: 12/2011, Lampiran II, nomor 176–178). Without it 34 of 371 everyday questions lose and none
    #: wins.
    elucidation_factor: float = 0.8

    # Query expansion: the question's vector is moved towards that of its reading in the words of
    # acts (a Rocchio-like interpolation with a reading instead of a relevant document)

    #: The share of the reading where only other names were crossed ("PHK"). MRR@10 on the labour
    #: questions at 0, .15, .25, .35: .909, .903, .906, .901.
    names_vector_weight: float = 0.25
    #: Where everyday words were: on our everyday questions at .35, .5, .65, .8: .629, .655, .674,
    #: .689 (bench/results/lay.md).
    everyday_vector_weight: float = 0.65
    #: Of an English question that of its Indonesian gloss: over four sets at .35, .5, .65, .8:
    #: .71, .73, .73, .72 (bench/results/english.md).
    translation_vector_weight: float = 0.5

    # Letters (`Query.asking`)

    #: A letter is scored twice, as it is and by the sentences that ask, and the two are mixed: the
    #: share of the second. On the 142 letters of the dev split MRR@10 at 0, .2, .45 with the tuned
    #: encoder: .602, .607, .569 (with the plain one, which takes in less of a story, at 0, .3, .5:
    #: .452, .537, .539). The same done to short questions of two sentences loses: there the first
    #: sentence is a part of what is asked.
    letter_question_weight: float = 0.2
    #: The same by words alone, or with another encoder.
    plain_letter_question_weight: float = 0.45

    # Reranking of the first finds (`index.search.rerank`)

    #: So many units are reranked.
    rerank_depth: int = 96
    #: What a unit that holds all that was asked, as it was asked, gains; the words of an English
    #: question are those of a gloss. MRR@10 at 0, .3, .6: labour .878, .896, .901; KUHP .73, .80,
    #: .80; questions made from acts .82, .87, .88; English (three sets) .93, .69, .67 / .97, .77,
    #: .75 / .94, .71, .72. Set again on bench/questions, with the three below and the two factors
    #: on the rank of norms and on elucidations: dev .445 -> .471; and for the tuned encoder, whose
    #: order needs less of it, from .77 to .64 (bench/results/ranking.md).
    rerank_weight: ByLanguage = ByLanguage(0.64, 0.48)
    #: The three features of the reranker: content words that the pasal holds (weighted by idf),
    #: term proximity in the unit (ordered windows: Metzler and Croft, SIGIR 2005), and in the
    #: headings. Learned on questions made from acts (tuning half) by a pairwise logistic model,
    #: then rounded; the ranking is flat around them.
    coverage_weight: float = 0.515
    proximity_weight: float = 0.344
    heading_proximity_weight: float = 0.141
    #: What an entry of an act's list of definitions loses where none is asked for: it says what
    #: words mean and holds no norm (UU 12/2011, Lampiran II, nomor 98), but has all the words of
    #: its subject.
    definition_entry_penalty: float = 0.128
    #: Two words stand together if the second is among so many behind the first ("kerja sama antar
    #: daerah" for "kerja sama daerah").
    proximity_window: int = 3

    # Definitions (`index.query.intent`)

    #: Of so many units it is looked whether they define what is to be defined.
    definition_depth: int = 128
    #: What one that does gains: so much that it stays ahead of who repeats the term, also by words
    #: alone (`tests/test_library.py`).
    definition_weight: float = 0.2

    # Standing of the act

    #: Factor on the first finds that are of a special act (`index.search.regional_acts`) whose
    #: region or body the question does not name. 24 general questions on regional government over
    #: 169 acts: one of a single region is first for 4 without it, 1 with it, and has 17 and 3 of
    #: the first three places (.85: 1 and 5); of 8 that name a region its act leads 7 both times; of
    #: 9 about what only such acts know ("qanun") it leads 9 and 7.
    special_act_factor: float = 0.75
    #: The same for provisions that are repealed, themselves or with their act: what answers and is
    #: in force comes first. The same 24 questions: a repealed one is first for 6 without it and
    #: without `index.search.collapse`, 1 with both, and has 15 and 1 of the first three places.
    #: MRR@10 on labour and on the topic is the same to .001 with both factors.
    repealed_factor: float = 0.85
    #: How alike two pasal must be (Dice's coefficient, weighted by idf) for one to be in the place
    #: of the other. Of the pairs over .4 that 17 questions on regional government gave, 28 of 31
    #: were read as successors; of the 14 between .3 and .4 only definitions of one term were (8 of
    #: 8).
    successor_similarity: float = 0.4
    successor_similarity_of_definitions: float = 0.3
    #: Hits behind the last one shown that are looked at for what took the place of one that is.
    successor_depth: int = 20

    # Large libraries: what is scored at all

    #: Units found by words whose cosines are computed where there are too many for all.
    lexical_candidates: int = 2_048
    #: By words alone, up to so many units each gets a score; beyond, so many of the best.
    exhaustive_limit: int = 50_000
    lexical_only_candidates: int = 16_384
    #: Units that a server gives of each list, by words and by meaning (bench/results/engines.md).
    engine_depth: int = 500


#: What is used where nothing else is given.
DEFAULT: Final = RankingConfig()
