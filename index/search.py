"""A question becomes ranked hits: what it names first, then what answers it best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.allowed import Mask, allowed, passes
from index.crossed import question_vector
from index.duplicate import Distinct
from index.generation import Generation
from index.grain import answering_unit
from index.hit import Filters, Hit, Mode, SearchResult
from index.question.asked import asked_words
from index.question.condition import met
from index.question.definition import Term, defines, term_asked
from index.question.dictionary import is_word
from index.question.query import Query, understand
from index.question.scope import scope
from index.question.sought import Sought, sought
from index.question.spelling import Corrected, corrected
from index.question.terms import content
from index.rank import CLOSENESS_SHARE, SECOND_LOOK, Scored, best_first, lifted, score
from index.rerank import Closeness, SecondLook, Wanted, passages_of, weight_of
from index.status import Standing
from ingest.errors import EncoderError, EncoderMismatch, GenerationBroken, QueryError
from ingest.model import Document

if TYPE_CHECKING:
    from index.library import Library

_EMPTY = (
    "Perpustakaan masih kosong; tambahkan sumber dengan `dalil ingest`. / "
    "The library is empty; add sources with `dalil ingest`."
)
_NO_INDEX = (
    "Indeks belum dibuat; jalankan `dalil ingest` lagi. / "
    "There is no index yet; run `dalil ingest` again."
)
_NO_VECTORS = (
    "Pencarian menurut kata saja: vektor belum dibuat. / "
    "Searched by words only: the vectors are not there yet."
)
_NO_PHRASE = (
    "Tidak ada sumber yang memuat persis “{phrase}”; dicari tanpa tanda kutip. / "
    "No source has exactly “{phrase}”; searched without the quotation marks."
)
#: So many content words beside a quoted phrase make it a part of a sentence, and not the question.
_OWN_WORDS = 3
_CHANGED = (
    "Sebagian hasil tidak ditampilkan karena sumbernya sudah dihapus atau diganti; jalankan "
    "`dalil ingest` lagi. / Some finds are left out since their sources were removed or "
    "replaced; run `dalil ingest` again."
)


def search(library: Library, question: str, k: int, mode: Mode, filters: Filters) -> SearchResult:
    """See `Library.search`."""
    query = _understood(question, filters)
    if k < 1:
        raise QueryError(f"k = {k}: ask for at least one hit.")
    try:
        with library.catalog.snapshot():  # all that is read is of one state, and read faster
            return _Search(library, query, k, mode, filters).run()
    except GenerationBroken:
        # A writer may have dropped this generation before its arrays were mapped: look again.
        library.forget_generation()
        return _Search(library, query, k, mode, filters).run()


def _understood(question: str, filters: Filters) -> Query:
    """The query; a filter for one act says what a bare "Pasal 10" means."""
    only = next(iter(filters.documents)) if len(filters.documents) == 1 else None
    return understand(question, only)


@dataclass(frozen=True, slots=True)
class Ranked:
    """All units of an index scored for one question: what its hits are the first of."""

    generation: Generation
    scored: Scored
    mask: Mask | None  # which units may be found; None: all
    query: Query
    meant: Corrected
    sought: Sought


def ranked(library: Library, question: str, mode: Mode, filters: Filters) -> Ranked | None:
    """The scores behind `search`, for who asks why a hit stands where it stands; None without
    an index. Raises what the search raises."""
    query = _understood(question, filters)
    with library.catalog.snapshot():
        return _Search(library, query, 1, mode, filters).ranked()


class _Search:
    """One search over one generation."""

    def __init__(
        self, library: Library, query: Query, k: int, mode: Mode, filters: Filters
    ) -> None:
        self.library, self.catalog = library, library.catalog
        self.query, self.k, self.mode = query, k, mode
        self.filters: Sequence[Filters] = (query.filters, filters)
        self.generation = library.generation
        self.notes = [*library.notes, *query.notes]
        self.works: dict[str, Document | None] = {}
        self.meant = Corrected(query.text)
        self.sought = Sought(query.text)
        self.standings: dict[str, Callable[[str], Standing]] = {}

    def run(self) -> SearchResult:
        generation = self.generation
        if generation is not None:
            self._narrow(generation)
        hits = self._referenced()
        if generation is None or not generation.meta.units:
            self.mode = "lexical"
            empty = not self.catalog.counts()["documents"]
            self.notes.append(_EMPTY if empty else _NO_INDEX)
        else:
            hits += self._found(self._scored(generation), {h.shown.passage_id for h in hits})
        return SearchResult(
            question=self.query.question,
            language=self.query.language,
            mode=self.mode,
            hits=tuple(self._judged(h, i) for i, h in enumerate(hits[: self.k], start=1)),
            generation=generation.label if generation else "",
            documents=generation.meta.documents if generation else 0,
            passages=generation.meta.passages if generation else 0,
            notes=tuple(self.notes),
            bridge=tuple((term.asked, term.legal) for term in self.sought.bridge),
            corrections=self.meant.changes,
            spoken=self.sought.spoken,
            unknown=self._unknown(generation),
        )

    def _unknown(self, generation: Generation | None) -> frozenset[str]:
        """Content words that neither the index nor the dictionary has."""
        if generation is None or self.query.language == "en":
            return frozenset()
        knows = generation.lexical.knows
        return frozenset(
            word
            for r, word in content(self.meant.text).items()
            if not (knows(word) or knows(r) or is_word(word))
        )

    def ranked(self) -> Ranked | None:
        """See `ranked`."""
        if self.generation is None or not self.generation.meta.units:
            return None
        self._narrow(self.generation)
        return self._scored(self.generation)

    def _narrow(self, generation: Generation) -> None:
        """Read the filters of the question as this library's documents have them."""
        typed, notes = scope(self.query.filters, generation.documents)
        self.filters = (typed, self.filters[1])
        self.notes += notes

    def _scored(self, generation: Generation) -> Ranked:
        """Every unit's score for what the question means."""
        language, lexical = self.query.language, generation.lexical
        fixed = self.query.fixed.__contains__
        self.meant = corrected(self.query.text, language, lexical, fixed)
        self.sought = sought(self.meant.text, language, lexical.knows, generation.terms)
        vector = self._vector(generation)
        typed = " ".join(word for word, _ in self.meant.changes)
        words = None if self.mode == "semantic" else f"{self.sought.words} {typed}".strip()
        named = [target for target in self.query.references if "#" not in target]
        mask = self._mask(generation)
        scored = score(generation, words, vector, named, self.sought.names, mask)
        if term := term_asked(self.meant.text, language):
            scored = lifted(generation, scored, mask, partial(self._define, generation, term))
        if words is not None:
            close = self._closeness(generation)
            share = CLOSENESS_SHARE[language]
            scored = lifted(generation, scored, mask, close, share, SECOND_LOOK)
        return Ranked(generation, scored, mask, self.query, self.meant, self.sought)

    def _referenced(self) -> list[Hit]:
        """What the question names and the catalogue has, exactly, in the order of the question."""
        hits: list[Hit] = []
        for target in self.query.references:
            if len(hits) == self.k:
                break
            passage = self.catalog.passage(target) if "#" in target else None
            document = self._work(passage.document_id) if passage else None
            if passage and document and passes(document, self.filters):
                shown = self.catalog.shown(passage)
                hits.append(Hit(0, 1.0, passage, document, shown, referenced=True))
        return hits

    def _vector(self, generation: Generation) -> npt.NDArray[np.float32] | None:
        """The question's vector; None for a search by words, asked for or fallen back to."""
        if self.mode == "lexical":
            return None
        if generation.meta.encoder is None:
            self._by_words(_NO_VECTORS)
            return None
        try:
            encoder = self.library.encoder
            if encoder.fingerprint != generation.meta.encoder:
                raise EncoderMismatch(
                    f"The index has vectors of {generation.meta.encoder}, the question those of "
                    f"{encoder.fingerprint}: run `dalil ingest` again with this encoder, or "
                    "search with --mode lexical."
                )
            return question_vector(encoder, self.meant.text, self.sought, self.query.language)
        except EncoderError as error:
            if self.mode == "semantic":
                raise
            self._by_words(
                f"Pencarian menurut kata saja: pertanyaan tidak dapat dijadikan vektor. / "
                f"Searched by words only: {error}"
            )
            return None

    def _by_words(self, note: str) -> None:
        self.mode = "lexical"
        self.notes.append(note)

    def _found(self, ranking: Ranked, already: set[str]) -> list[Hit]:
        generation, scored = ranking.generation, ranking.scored
        question = self.meant.text
        asked = asked_words(question, self.query.language)
        hits = Distinct(self._named())
        stale = False
        for unit in best_first(generation, scored, ranking.mask):
            if len(hits) == self.k:
                break
            shown_id = generation.shown_ids[int(generation.group[unit])]
            if shown_id in already:
                continue
            passage = self.catalog.passage(generation.passage_ids[unit])
            document = self._work(passage.document_id) if passage else None
            if passage is None or document is None:
                stale = True
                continue
            shown = self.catalog.passage(shown_id) or self.catalog.shown(passage)
            passage = answering_unit(
                passage, question, asked, self.catalog.passage, self.catalog.children
            )
            fused, lexical, semantic = scored.at(unit)
            hit = Hit(0, fused, passage, document, shown, lexical, semantic)
            hits.add(self._judged(hit, 0))
        if stale:
            self.notes.append(_CHANGED)
        return list(hits)

    def _define(self, generation: Generation, term: Term, units: Sequence[int]) -> list[float]:
        """How closely each of these units defines this term, 0–1."""
        passages = passages_of(generation, self.catalog, units)
        return [defines(term, p.text) if p else 0.0 for p in passages]

    def _closeness(self, generation: Generation) -> SecondLook:
        """How close units are to the question (`index.rerank`)."""
        lexical, count = generation.lexical, generation.meta.units
        wanted = Wanted.of(
            self.meant.text,
            self.sought.reading,
            self.query.language,
            lambda word: weight_of(count, lexical.frequency(word)),
        )
        return SecondLook(Closeness(wanted), generation, self.catalog, self._work)

    def _named(self) -> frozenset[str]:
        """Works that the question or a filter names: what they say is shown as theirs."""
        of_filters = (d for f in self.filters for d in f.documents)
        return frozenset((*of_filters, *(r.partition("#")[0] for r in self.query.references)))

    def _mask(self, generation: Generation) -> Mask | None:
        """Which units may be found; None for all."""

        def has(words: str) -> Mask:
            return np.isin(generation.rows, self.catalog.rows_with(words))

        def near(parts: tuple[str, ...], distance: int) -> Mask:
            return np.isin(generation.rows, self.catalog.rows_near(parts, distance))

        masks = [allowed(generation, self.filters)]
        for phrase in self.query.phrases:
            found = has(phrase)
            if found.any() or not self._in_a_sentence(phrase):
                masks.append(found)
            else:
                self.notes.append(_NO_PHRASE.format(phrase=phrase))
        masks += [~has(word) for word in self.query.excluded]
        if self.query.condition is not None:
            masks.append(met(self.query.condition, has, near))
        given = [mask for mask in masks if mask is not None]
        return np.logical_and.reduce(given) if given else None

    def _in_a_sentence(self, phrase: str) -> bool:
        """Whether a quoted phrase is only a part of what is asked ("… berteriak “…” di jalan")."""
        return len(content(self.query.text).keys() - content(phrase).keys()) >= _OWN_WORDS

    def _judged(self, hit: Hit, rank: int) -> Hit:
        """The hit at its rank, with what this library knows of the status of its passage."""
        act_id = hit.document.id
        if act_id not in self.standings:
            self.standings[act_id] = self.catalog.statuses(act_id)
        status, reason = self.standings[act_id](hit.passage.passage_id)
        return replace(hit, rank=rank, status=status, status_reason=reason)

    def _work(self, document_id: str) -> Document | None:
        if document_id not in self.works:
            self.works[document_id] = self.catalog.document(document_id, with_text=False)
        return self.works[document_id]
