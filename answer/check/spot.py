"""Where in the library a quotation stands, or nearly stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answer.check.compare import Fit, fit, verbatim
from answer.check.provision import Found
from answer.check.quotation import Quotation
from answer.check.source import Source, Sources, Wording
from answer.check.words import Words
from answer.cite import cite
from answer.name import short_name


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a quotation stands or nearly stands: a span of a document's text."""

    source: Source
    start: int
    end: int
    fit: Fit | None = None

    @property
    def id(self) -> str:
        """The id of the smallest passage around it."""
        passage = self.source.smallest(self.start, self.end)
        return passage.passage_id if passage else self.source.document.id

    @property
    def text(self) -> str:
        """The stored words."""
        return self.source.document.text[self.start : self.end]

    @property
    def citation(self) -> str:
        """Its citation, with the page where it begins."""
        document = self.source.document
        passage = self.source.smallest(self.start, self.end)
        page = document.page_of(self.start)
        return cite(document, passage, page) if passage else cite(document, page=page)

    @property
    def name(self) -> str:
        """Where it stands, for a sentence: "Pasal 5 ayat (1) UU 24/2000"."""
        passage = self.source.smallest(self.start, self.end)
        if passage is None:
            return short_name(self.source.document)
        return cite(self.source.document, passage, style="short")


class Spots:
    """Finds quotations in one library."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources

    def within(
        self, quotation: Quotation, target: str, found: Found
    ) -> list[tuple[Spot, Wording | None]]:
        """Where in the wordings of a target all of it stands, the one in force first."""
        made: list[tuple[Spot, Wording | None]] = []
        for wording in reversed(found.wordings):
            if wording.source.document.digest:
                continue
            if span := verbatim(quotation.parts, wording.words):
                made.append((Spot(wording.source, *span), wording))
        if "#" not in target and (spots := self.act(quotation, target)):
            made.append((spots[0], None))
        return made

    def act(self, quotation: Quotation, act: str) -> list[Spot]:
        source = self.sources.source(act)
        if source is None or source.document.digest:
            return []
        return [Spot(source, *span) for span in source.all_places(quotation.parts)]

    def library(self, quotation: Quotation) -> tuple[list[Spot], Spot | None]:
        """Everywhere in the library that has it verbatim, and the nearest place if none does."""
        exact: list[Spot] = []
        near: Spot | None = None
        reach = 2 * (quotation.end - quotation.start) + 200
        windows: list[tuple[Source, Words]] = []
        for document_id, start, end in self.sources.likely(quotation.text, quotation.parts)[:12]:
            source = self.sources.source(document_id)
            if source is None or source.document.digest:
                continue
            words = source.window(start - reach, end + reach)
            windows.append((source, words))
            if span := verbatim(quotation.parts, words):
                exact.append(Spot(source, *span))
        if exact:
            return exact, None
        for source, words in windows[:5]:
            spot = self.fitted(quotation, source, words)
            if spot and (near is None or likeness(spot) > likeness(near)):
                near = spot
        return [], near

    def fitted(self, quotation: Quotation, source: Source, words: Words) -> Spot | None:
        text = source.document.text
        fitted = fit(quotation.parts, quotation.text, words, text, self.sources.known)
        return Spot(source, fitted.start, fitted.end, fitted) if fitted else None

    def nearest(self, quotation: Quotation, looked: Sequence[tuple[str, Found]]) -> Spot | None:
        """The nearest of what is cited."""
        best: Spot | None = None
        for target, found in looked:
            spots: list[Spot | None] = [
                self.fitted(quotation, w.source, w.words)
                for w in found.wordings
                if not w.source.document.digest
            ]
            if "#" not in target and found.existence == "exists":
                spots.append(self.anywhere(quotation, target))
            best = max(filter(None, [best, *spots]), key=likeness, default=None)
        return best

    def anywhere(self, quotation: Quotation, act: str) -> Spot | None:
        """The nearest place in a whole act."""
        source = self.sources.source(act)
        if source is None or source.document.digest:
            return None
        return self.fitted(quotation, source, source.words)


def likeness(spot: Spot) -> float:
    """How much of the quotation stands there, 0–1."""
    return spot.fit.similarity_ratio if spot.fit else 1.0


def names_of(spots: Sequence[Spot]) -> str:
    """The places in words, the first three."""
    names = list(dict.fromkeys(spot.name for spot in spots))
    return "; ".join(names[:3]) + (" …" if len(names) > 3 else "")
