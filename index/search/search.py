"""A question becomes ranked hits: what it names first, then what answers it best."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from dalil.index.as_of import AsOf
from dalil.index.court_rulings import RulingOn, rulings_in
from dalil.index.encode.encoder import Encoder
from dalil.index.encode.load import encoder_of, is_tuned
from dalil.index.encode.threads import both
from dalil.index.engines.engine import Engine, Index, Look, Mask
from dalil.index.query.analyzer import Language, content
from dalil.index.query.conditions import Filters, met
from dalil.index.query.day import day_named
from dalil.index.query.expand import Expansion
from dalil.index.query.intent import Term, defines
from dalil.index.query.parse import Query, scope, understand
from dalil.index.ranking_config import DEFAULT, RankingConfig
from dalil.index.search.collapse import Distinct, answering_unit, folded
from dalil.index.search.in_force import WordingInForce, with_older
from dalil.index.search.missing_references import unmet
from dalil.index.search.regional_acts import is_special
from dalil.index.search.rerank import (
    Closeness,
    SecondLook,
    Wanted,
    passages_of,
    weight_of,
)
from dalil.index.search.results import Hit, Mode, SearchResult
from dalil.index.search.score import (
    Ranked,
    Scored,
    allowed,
    best_first,
    best_units,
    blended,
    held_back,
    lifted,
    passes,
    score,
)
from dalil.index.store.catalog import Catalog
from dalil.index.store.legal_status import ActStanding, Standing
from dalil.index.wordings import Wordings
from dalil.ingest.errors import EncoderError, QueryError
from dalil.ingest.messages import Message
from dalil.ingest.model import Document, Passage, Status
from dalil.ingest.references.ids import print_target
from dalil.ingest.words import words

# "Bos potong gaji" lies far from every pasal, "pengusaha memotong upah" does not: the vector is
# moved towards that of its reading, by what was crossed.

Vector = npt.NDArray[np.float32]


def question_vector(
    encoder: Encoder,
    text: str,
    sought: Expansion,
    language: Language,
    config: RankingConfig = DEFAULT,
) -> Vector:
    """The vector (d,) of a question and its reading, of length 1. Raises EncoderError."""
    if sought.reading is None or sought.reading == text:
        return encoder.encode_query(text)
    share = share_of(sought, language, config)
    asked, read = both(encoder.encode_query, text, sought.reading)
    mixed = (1 - share) * asked + share * read
    moved: Vector = (mixed / max(float(np.linalg.norm(mixed)), 1e-9)).astype(np.float32)
    return moved


def share_of(sought: Expansion, language: Language, config: RankingConfig = DEFAULT) -> float:
    """How much of the vector is that of the reading, 0–1."""
    if language == "en":
        return config.translation_vector_weight
    return config.everyday_vector_weight if sought.spoken else config.names_vector_weight


#: Candidates for every hit that is asked for: several are units of one pasal, or say the same.
_ENGINE_TIMES = 10
#: So many content words beside a quoted phrase make it a part of a sentence, and not the question.
_OWN_WORDS = 3


def understood(question: str | Query, filters: Filters) -> Query:
    """The query of a question; a filter for one act says what a bare "Pasal 10" means.

    Raises QueryError for a malformed question. A query stays as it is.
    """
    if isinstance(question, Query):
        return question
    only = next(iter(filters.documents)) if len(filters.documents) == 1 else None
    return understand(question, only)


@dataclass(frozen=True, slots=True)
class Searched:
    """What of a library a search looks at."""

    catalog: Catalog
    generation: Engine | None  # the index in use; None where nothing was indexed yet
    encoder: Callable[[], Encoder]  # loaded when it is first needed; raises EncoderError
    notes: Sequence[str] = ()  # what a person should know of the index
    ranking: RankingConfig = DEFAULT


def search(searched: Searched, query: Query, k: int, mode: Mode, filters: Filters) -> SearchResult:
    """The ``k`` best hits. Raises what `index.library.Library.search` does."""
    if k < 1:
        raise QueryError(Message("query.one_hit_at_least", k=k))
    return _Search(searched, query, k, mode, filters).run()


def ranked(searched: Searched, query: Query, mode: Mode, filters: Filters) -> Ranked | None:
    """The scores behind `search`, for who asks why a hit stands where it stands; None without
    an index. Raises what the search raises."""
    return _Search(searched, query, 1, mode, filters).ranked()


def may_reach(
    searched: Searched, query: Query, mode: Mode, filters: Filters, works: Container[str]
) -> bool:
    """Whether passages of certain works can be among the first finds, without a whole search.

    Only units that get a second look, or a lift for a definition, come among the first finds: that
    look, most of a search's time, is not needed to know that none of ``works`` is among them.
    Raises what the search raises.
    """
    return _Search(searched, query, 1, mode, filters).may_reach(works)


class _Search:
    """One search over one generation."""

    def __init__(
        self, searched: Searched, query: Query, k: int, mode: Mode, filters: Filters
    ) -> None:
        self.searched = searched
        self.catalog, self.encoder = searched.catalog, searched.encoder
        self.ranking = searched.ranking
        self.generation = generation = searched.generation
        if generation is not None and generation.meta.units:
            query = query.against(generation.vocabulary, generation.terms)
        self.query, self.k, self.mode = query, k, mode
        self.expansion = query.expansion or Expansion(query.text)
        self.filters: Sequence[Filters] = (query.filters, filters)
        asked = filters.as_of or query.filters.as_of
        #: The library on the day asked about; None: as it is.
        self.day = AsOf(self.catalog, day_named(asked)) if asked else None
        self.wordings = Wordings(self.catalog, day_named(asked))
        self.notes = [*searched.notes, *query.notes]
        self.works: dict[str, Document | None] = {}
        self.standings: dict[str, Callable[[str], Standing]] = {}
        self.decided: dict[str, Callable[[str], tuple[RulingOn, ...]]] = {}
        self.acts: dict[str, ActStanding] = {}
        #: Units that an engine which does not give all of them gives of each list.
        self.depth = max(self.ranking.engine_depth, _ENGINE_TIMES * k)
        self.tuned = False
        self.asking: Query | None = None  # of a letter, what it asks, put to the index

    def run(self) -> SearchResult:
        generation = self.generation
        if generation is not None:
            self._narrow(generation)
        hits = with_older(self._referenced(), {})
        missing = unmet(self.catalog, self.query.named, self.filters)
        if generation is None or not generation.meta.units:
            self.mode = "lexical"
            empty = not self.catalog.counts()["documents"]
            self.notes.append(Message("query.library_empty" if empty else "query.no_index"))
        else:
            already = {h.shown.passage_id for hit in hits for h in (hit, *hit.older)}
            found = self._found(self._scored(generation), already)
            if self.query.only_references:  # sharing "Pasal" or "UU" with them is no find
                found = [hit for hit in found if self._speaks_of(hit)]
            hits += found
        listed = tuple(self._judged(h, i) for i, h in enumerate(hits[: self.k], start=1))
        self._tell_unknown_days(listed)
        return SearchResult(
            query=self.query,
            mode=self.mode,
            hits=listed,
            generation=generation.label if generation else "",
            documents=generation.meta.documents if generation else 0,
            passages=generation.meta.passages if generation else 0,
            notes=tuple(self.notes),
            unmet=missing,
            tuned=self.tuned,
            asking=self.asking,
            as_of=self.day.day if self.day else None,
        )

    def _tell_unknown_days(self, hits: Sequence[Hit]) -> None:
        """Say of which acts found nobody can tell whether they had begun on the day asked about."""
        if self.day is None:
            return
        unsure = [h.document.id for h in hits if self.day.begun(h.document) is None]
        if unsure:
            acts = ", ".join(print_target(act) for act in dict.fromkeys(unsure))
            self.notes.append(Message("query.begun_unknown", acts=acts, day=self.day.day))

    def ranked(self) -> Ranked | None:
        """See `ranked`."""
        if self.generation is None or not self.generation.meta.units:
            return None
        self._narrow(self.generation)
        return self._scored(self.generation)

    def may_reach(self, works: Container[str]) -> bool:
        """See `may_reach`."""
        generation, query = self.generation, self.query
        if generation is None or not generation.meta.units:
            return False
        if not generation.per_unit([d.id in works for d in generation.documents]).any():
            return False
        narrowed = any(self.filters) or query.phrases or query.excluded or query.condition
        if narrowed or query.references or query.asking is not None:
            return True  # others are left out, or it is found by other ways than its score
        depth = max(self.ranking.rerank_depth, self.ranking.definition_depth)
        look = self._look(generation)
        index, mask = generation.candidates([look], None, self.depth)
        scored = self._first_look(index, mask, look)
        mine = index.per_unit([d.id in works for d in index.documents])
        return bool(mine[best_units(index, scored, mask, depth)].any())

    def _narrow(self, generation: Engine) -> None:
        """Read the filters of the question as this library's documents have them."""
        typed, notes = scope(self.query.filters, generation.documents)
        self.filters = (typed, self.filters[1])
        self.notes += notes

    def _scored(self, generation: Engine) -> Ranked:
        """The score of every unit that can matter, for what the question means."""
        config, allowed = self.ranking, self._mask(generation)
        looks = [self._look(generation)]
        letter = None
        if asking := self.query.asking:
            letter = _Search(self.searched, asking, self.k, self.mode, Filters())
            letter.filters, letter.works = self.filters, self.works
            looks.append(letter._look(generation))
        index, mask = generation.candidates(looks, allowed, self.depth)
        scored = self._fused(index, mask, looks[0])
        if letter is not None:
            share = config.letter_question_weight
            if not self.tuned:
                share = config.plain_letter_question_weight
            scored = blended(scored, letter._fused(index, mask, looks[1]), share)
            self.asking = letter.query
        factors = partial(self._factors, index)
        scored = held_back(index, scored, mask, factors, config.rerank_depth)
        return Ranked(index, scored, mask, self.query, self.expansion, config)

    def _look(self, generation: Engine) -> Look:
        """What is looked for, by words and by meaning."""
        vector = self._vector(generation)
        typed = " ".join(word for word, _ in self.query.corrections)
        said = None if self.mode == "semantic" else f"{self.expansion.words} {typed}".strip()
        return Look(said, self.expansion.names, vector)

    def _fused(self, index: Index, mask: Mask | None, look: Look) -> Scored:
        """Every unit's score by words and by meaning, and what a second look adds."""
        config = self.ranking
        scored = self._first_look(index, mask, look)
        if term := self.query.intent.term:
            define = partial(self._define, index, term)
            weight, depth = config.definition_weight, config.definition_depth
            scored = lifted(index, scored, mask, define, weight, depth)
        if self.mode != "semantic":
            close = self._closeness(index)
            weight = config.rerank_weight[self.query.language]
            scored = lifted(index, scored, mask, close, weight, config.rerank_depth)
            if close.lost:
                self.notes.append(Message("query.some_left_out"))
        return scored

    def _first_look(self, index: Index, mask: Mask | None, look: Look) -> Scored:
        """Every unit's score by words and by meaning."""
        named = [target for target in self.query.references if "#" not in target]
        return score(index, look.words, look.vector, named, look.names, mask, self.ranking)

    def _referenced(self) -> list[Hit]:
        """What the question names and the catalogue has, exactly, in the order of the question."""
        hits: list[Hit] = []
        for target in self.query.references:
            if len(hits) == self.k:
                break
            passage = self._named_passage(target)
            document = self._work(passage.document_id) if passage else None
            if passage and document and self._may_be_found(document):
                shown = self.catalog.shown(passage)
                hit = self._judged(Hit(0, 1.0, passage, document, shown, referenced=True), 0)
                now = self._in_force(None).of(hit)
                hits.append(replace(now, older=(hit,)) if now else hit)
        return hits

    def _named_passage(self, target: str) -> Passage | None:
        """The passage that a reference names: of its own act, else of the one that put it in."""
        act, _, locator = target.partition("#")
        if not locator:
            return None
        if (own := self.catalog.passage(target)) is not None:
            return own
        held = self.wordings.at(act, locator)
        return self.catalog.passage(held.passage) if held and held.passage else None

    def _in_force(self, ranking: Ranked | None) -> WordingInForce:
        """What finds the wording in force of what is found."""
        return WordingInForce(
            self.catalog, self.wordings, self.query, self.filters, self._work, ranking,
            self._weight if self.generation else None, self.ranking,
        )  # fmt: skip

    def _may_be_found(self, document: Document) -> bool:
        """Whether the filters and the day asked about let a work be found; says where the day does
        not."""
        if self.day is not None and self.day.begun(document) is False:
            target, day = print_target(document.id), self.day.day
            self.notes.append(Message("query.not_begun", target=target, day=day))
            return False
        return passes(document, self.filters)

    def _speaks_of(self, hit: Hit) -> bool:
        """Whether a passage stands in what the question names by reference, or refers to it."""
        from dalil.ingest.references.find import find_references

        named = self.query.references
        text = " ".join((hit.passage.lead_in, hit.passage.text))
        cited = (t for r in find_references(text, hit.document.id) for t in r.targets)
        of = [hit.passage.passage_id, hit.document.id, *cited]
        return any(one == n or one.startswith((f"{n}#", f"{n}/")) for one in of for n in named)

    def _vector(self, generation: Engine) -> npt.NDArray[np.float32] | None:
        """The question's vector; None for a search by words, asked for or fallen back to."""
        if self.mode == "lexical":
            return None
        if not generation.vectors:
            self._by_words(Message("query.no_vectors"))
            return None
        if generation.vectors < (units := generation.meta.units):
            lacking = units - generation.vectors
            self.notes.append(Message("query.some_vectors", lacking=lacking, units=units))
        try:
            wanted, space = self.encoder(), generation.meta.encoder
            encoder = encoder_of(space, wanted)
            if encoder is not wanted:
                self.notes.append(Message("query.plain_vectors"))
            self.tuned = is_tuned(space)
            language = self.query.language
            return question_vector(encoder, self.query.read, self.expansion, language, self.ranking)
        except EncoderError as error:
            if self.mode == "semantic":
                raise
            self._by_words(Message("query.no_question_vector", error=error))
            return None

    def _by_words(self, note: str) -> None:
        self.mode = "lexical"
        self.notes.append(note)

    def _found(self, ranking: Ranked, already: set[str]) -> list[Hit]:
        generation, scored = ranking.generation, ranking.scored
        wanted_of = self.asking or self.query
        asked, everything = wanted_of.terms, wanted_of.intent.all
        hits = Distinct(self._named())
        in_force = self._in_force(ranking)
        older: dict[str, list[Hit]] = {}  # by the passage shown in their place
        stale = False
        wanted = self.k
        for unit in best_first(generation, scored, ranking.mask):
            if len(hits) == wanted:
                break
            shown_id = generation.shown_ids[int(generation.group[unit])]
            if shown_id in already or in_force.has(generation.passage_ids[unit]):
                continue
            passage = self.catalog.passage(generation.passage_ids[unit])
            document = self._work(passage.document_id) if passage else None
            if passage is None or document is None:
                stale = True
                continue
            shown = self.catalog.passage(shown_id) or self.catalog.shown(passage)
            passage = answering_unit(
                passage, everything, asked, self.catalog.passage, self.catalog.children
            )
            fused, lexical, semantic = scored.at(unit)
            hit = Hit(0, fused, passage, document, shown, lexical, semantic)
            hit = self._judged(hit, 0)
            if (now := in_force.of(hit)) is not None:
                if in_force.quoted(hit, now):
                    hits.add(hit)
                else:
                    older.setdefault(now.shown.passage_id, []).append(hit)
                if now.shown.passage_id in already or not in_force.first(now):
                    continue
                hit = self._judged(self._answering(now, everything, asked), 0)
            else:
                in_force.itself(hit)
            if hit.standing[0] is Status.REPEALED:  # what is in its place may be further behind
                wanted = self.k + self.ranking.successor_depth
            hits.add(hit)
        note = Message("query.some_left_out")
        if stale and note not in self.notes:
            self.notes.append(note)
        if wanted == self.k:
            return with_older(hits, older)
        factor = self.ranking.repealed_factor
        left = folded(hits, asked, self._units, self._weight, self.ranking, factor, self._named())
        return with_older(left, older)

    def _answering(self, hit: Hit, everything: bool, asked: Mapping[str, frozenset[str]]) -> Hit:
        """The hit with the unit of its list that answers."""
        unit = answering_unit(
            hit.passage, everything, asked, self.catalog.passage, self.catalog.children
        )
        if unit.passage_id == hit.passage.passage_id:
            return hit
        return replace(hit, passage=unit, wording=None)

    def _units(self, hit: Hit) -> list[Passage]:
        """The small units of the pasal that a hit stands in."""
        found = self.catalog.find(hit.document.id, str(hit.shown.locator))
        return [passage for passage in found if passage.searchable]

    def _weight(self, word: str) -> float:
        """What a word is worth: how few units have it."""
        generation = self.generation
        assert generation is not None
        return weight_of(generation.meta.units, generation.vocabulary.frequency(word))

    def _define(self, generation: Index, term: Term, units: Sequence[int]) -> list[float]:
        """How closely each of these units defines this term, 0–1."""
        passages = passages_of(generation, self.catalog, units)
        return [defines(term, p.text) if p else 0.0 for p in passages]

    def _closeness(self, generation: Index) -> SecondLook:
        """How close units are to the question (`index.search.rerank`)."""
        wanted = Wanted.of(self.query, self._weight)
        return SecondLook(Closeness(wanted, self.ranking), generation, self.catalog, self._work)

    def _factors(self, generation: Index, units: Sequence[int]) -> list[float]:
        """What each of these units is held back by: as repealed, as of a special act."""
        asked = frozenset(words(f"{self.query.read} {self.expansion.reading or ''}"))
        named = self._named()
        found = []
        in_force = self._in_force(None)
        self.wordings.read([generation.passage_ids[unit] for unit in units])
        for unit in units:
            entry = generation.documents[int(generation.document[unit])]
            work = self._work(entry.id)
            if work is None or entry.id in named:
                found.append(1.0)
                continue
            factor = self.ranking.special_act_factor if is_special(work, asked) else 1.0
            passage_id = generation.passage_ids[unit]
            gone = self._standing(entry.id)(passage_id)[0] is Status.REPEALED
            gone = gone or in_force.stands_behind(passage_id)
            found.append(factor * self.ranking.repealed_factor if gone else factor)
        return found

    def _standing(self, act_id: str) -> Callable[[str], Standing]:
        """`Catalog.statuses` on the day asked about, read once."""
        if act_id not in self.standings:
            self.standings[act_id] = (self.day or self.catalog).statuses(act_id)
        return self.standings[act_id]

    def _named(self) -> frozenset[str]:
        """Works that the question or a filter names: what they say is shown as theirs."""
        of_filters = (d for f in self.filters for d in f.documents)
        return frozenset((*of_filters, *(r.partition("#")[0] for r in self.query.references)))

    def _mask(self, generation: Engine) -> Mask | None:
        """Which units may be found; None for all."""

        def has(words: str) -> Mask:
            return np.isin(generation.rows, self.catalog.rows_with(words))

        def near(parts: tuple[str, ...], distance: int) -> Mask:
            return np.isin(generation.rows, self.catalog.rows_near(parts, distance))

        masks = [allowed(generation, self.filters), self._begun(generation)]
        for phrase in self.query.phrases:
            found = has(phrase)
            if found.any() or not self._in_a_sentence(phrase):
                masks.append(found)
            else:
                self.notes.append(Message("query.no_phrase", phrase=phrase))
        masks += [~has(word) for word in self.query.excluded]
        if self.query.condition is not None:
            masks.append(met(self.query.condition, has, near))
        given = [mask for mask in masks if mask is not None]
        return np.logical_and.reduce(given) if given else None

    def _begun(self, generation: Engine) -> Mask | None:
        """The units of what had begun on the day asked about; None without one."""
        if self.day is None:
            return None
        begun = [self.day.begun(entry) is not False for entry in generation.documents]
        mask = generation.per_unit(begun)
        for entry in generation.documents:
            for locator in self.day.later(entry.id):
                rows = self.catalog.rows_in(f"{entry.id}#{locator}")
                mask &= ~np.isin(generation.rows, rows)
        return mask

    def _in_a_sentence(self, phrase: str) -> bool:
        """Whether a quoted phrase is only a part of what is asked ("… berteriak “…” di jalan")."""
        return len(content(self.query.text).keys() - content(phrase).keys()) >= _OWN_WORDS

    def _judged(self, hit: Hit, rank: int) -> Hit:
        """The hit at its rank, with what this library knows of the status of its passage."""
        act_id = hit.document.id
        status, reason = self._standing(act_id)(hit.passage.passage_id)
        return replace(
            hit, rank=rank, status=status, status_reason=reason, act=self._act(act_id),
            rulings=self._decided(act_id)(str(hit.passage.locator)),
            wording=hit.wording or self.wordings.of(hit.passage.passage_id),
        )  # fmt: skip

    def _decided(self, act_id: str) -> Callable[[str], tuple[RulingOn, ...]]:
        """`index.court_rulings.rulings_in`, read once."""
        if act_id not in self.decided:
            of = rulings_in(self.catalog, act_id)
            if self.day is not None:
                of = _until(of, self.day.day)
            self.decided[act_id] = of
        return self.decided[act_id]

    def _act(self, act_id: str) -> ActStanding:
        """What is known of an act as a whole."""
        if act_id not in self.acts:
            self.acts[act_id] = (self.day or self.catalog).act_standing(act_id)
        return self.acts[act_id]

    def _work(self, document_id: str) -> Document | None:
        if document_id not in self.works:
            work = self.catalog.document(document_id, with_text=False)
            self.works[document_id] = self.day.as_it_was(work) if work and self.day else work
        return self.works[document_id]


def _until(
    of: Callable[[str], tuple[RulingOn, ...]], day: str
) -> Callable[[str], tuple[RulingOn, ...]]:
    """What had been decided by a day; a ruling without a date counts."""
    return lambda locator: tuple(r for r in of(locator) if (r.date or "") <= day)
