"""The verdict on a quotation: the words of the draft against the stored words of the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dalil.answer.citation.cite import cite
from dalil.answer.citation.lookup import wording_in_force
from dalil.answer.citation.work_names import short_name
from dalil.answer.court_rulings import day_words
from dalil.answer.drafts.align import AlignedWords, Fit, fit, verbatim, words_of
from dalil.answer.drafts.citations import DraftReference
from dalil.answer.drafts.findings import Change, InForce, Verdict
from dalil.answer.drafts.link import Linked
from dalil.answer.drafts.quotations import Quotation
from dalil.answer.drafts.sources import Availability, Source, Sources, Wording, find
from dalil.index.store.legal_status import Standing
from dalil.ingest.model import Status
from dalil.ingest.references.ids import print_target

# Where in the library a quotation stands, or nearly stands.


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
        self, quotation: Quotation, target: str, found: Availability
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
        windows: list[tuple[Source, AlignedWords]] = []
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

    def fitted(self, quotation: Quotation, source: Source, words: AlignedWords) -> Spot | None:
        text = source.document.text
        fitted = fit(quotation.parts, quotation.text, words, text, self.sources.known)
        return Spot(source, fitted.start, fitted.end, fitted) if fitted else None

    def nearest(
        self, quotation: Quotation, looked: Sequence[tuple[str, Availability]]
    ) -> Spot | None:
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


#: A quotation of fewer words than this may be a term in quotation marks.
_TERM: Final = 7
#: Share of a quotation's words that must stand somewhere for it to be of that place.
_NEAR, _NEAR_ELSEWHERE, _SURE = 0.5, 0.7, 0.12


#: Between a pasal and the words it is said to say.
_SAYS: Final = re.compile(
    r"\s*(?:yang\s+|juga\s+|telah\s+)?(?:menyatakan|mengatur|berbunyi|menentukan|menyebutkan"
    r"|menegaskan|merumuskan|mensyaratkan|provides|states|reads|stipulates)"
    r"(?:\s+(?:bahwa|that|sebagai\s+berikut))?[\s:,]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """The verdict, why, and what shows it."""

    verdict: Verdict
    code: str = ""
    values: dict[str, str] | None = None
    spot: Spot | None = None
    targets: tuple[str, ...] = ()
    found_at: tuple[str, ...] = ()
    suggestion: str = ""
    changes: tuple[Change, ...] = ()
    new_wording: bool = False
    in_force: InForce | None = None


class Quoted:
    """Judges quotations against one library."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.spots = Spots(sources)

    def opinion(self, linked: Linked) -> Opinion | None:
        """The verdict on a quotation; None for words in quotation marks that quote no law."""
        quotation = linked.quotation
        cited = [c for c in linked.cited if c.targets]
        firm = [c for c in cited if not c.loose]
        looked = [(target, find(self.sources, target)) for c in cited for target in c.targets]
        for target, found in looked:
            for spot, wording in self.spots.within(quotation, target, found):
                return self._verified(linked, target, found, spot, wording)
        if firm:
            opinion = self._cited(linked, looked, firm)
        else:
            opinion = self._uncited(linked, looked, cited)
        if quotation.title and opinion and opinion.verdict is not Verdict.VERIFIED:
            near = opinion.spot is not None and likeness(opinion.spot) >= _NEAR_ELSEWHERE
            return opinion if near and linked.firm else None  # a book's title
        return opinion

    # Verdicts

    def _verified(
        self, linked: Linked, target: str, found: Availability, spot: Spot, wording: Wording | None
    ) -> Opinion:
        """It stands where it is said to stand: is that still the law?"""
        act, _, locator = target.partition("#")
        own = spot.source.document.id == act
        base = {"place": spot.name}
        if contradiction := self._contradicted(linked, spot, target):
            return contradiction
        if outdated := self._outdated(linked.quotation, spot, (target,)):
            return outdated
        if not own:
            return Opinion(
                Verdict.VERIFIED, "new_wording", base, spot, (target,), (spot.id,), new_wording=True
            )
        newer = [w for w in found.wordings if w.source.document.id != act]
        status, reason = self._standing(spot)
        if status in {Status.REPEALED, Status.AMENDED} and not (
            newer and verbatim(linked.quotation.parts, newer[-1].words)
        ):
            by = print_target(reason) if reason else short_name(spot.source.document)
            code = "repealed" if status is Status.REPEALED else "old_wording"
            return Opinion(
                Verdict.NOT_IN_FORCE, code, {"by": by}, spot, (target,), (spot.id,),
                suggestion=by if reason else "",
            )  # fmt: skip
        code = "" if locator else "stands_in"
        return Opinion(Verdict.VERIFIED, code, base, spot, (target,), (spot.id,))

    def _standing(self, spot: Spot) -> Standing:
        """What became of what stands there: a unit that is known to be as in force is not amended
        because its neighbours are."""
        status, reason = self.sources.standing(spot.id)
        wording = self.sources.in_force.of(spot.id)
        known = wording is not None and wording.force in {"in_force", "partly", "phrase"}
        if status is Status.AMENDED and known:
            return Status.UNKNOWN, None
        return status, reason

    def _outdated(
        self, quotation: Quotation, spot: Spot, targets: tuple[str, ...]
    ) -> Opinion | None:
        """Words that were replaced or deleted since; None where they are, or may be, in force."""
        wording = self.sources.in_force.of(spot.id)
        if wording is None or wording.force in {"in_force", "not_yet", "uncertain"}:
            return None
        now = wording_in_force(self.sources.catalog, wording.provision)
        if now is not None and verbatim(quotation.parts, words_of(now.words, source=True)):
            return None
        if wording.force in {"partly", "phrase"} and now is None:
            return None
        since, by = wording.since, wording.by or ""
        place = now.passage.passage_id if now and now.passage else ""
        values = {
            "since": f" sejak {day_words(since)}" if since else "",
            "since_en": f" from {day_words(since, 'en')}" if since else "",
            "by": print_target(by) if by else "–", "by_en": print_target(by, "en") if by else "–",
            "place": print_target(place) if place else "",
            "place_en": print_target(place, "en") if place else "",
        }  # fmt: skip
        code = "deleted" if now is None else "replaced"
        if wording.force in {"partly", "phrase"}:
            code = "replaced_words"
        text = now.words if now else ""
        in_force = InForce(
            wording.provision, since, wording.by, place, text, now.citation if now else ""
        )  # fmt: skip
        return Opinion(
            Verdict.NOT_IN_FORCE, code, values, spot, targets, (spot.id,), " ".join(text.split()),
            in_force=in_force,
        )  # fmt: skip

    def _contradicted(self, linked: Linked, spot: Spot, target: str) -> Opinion | None:
        """ "Pasal 4 menyatakan “…”", with a note that says, rightly, Pasal 2 of the same act."""
        act = target.partition("#")[0]
        for cited in linked.beside[:1]:
            said = linked.stream.text[cited.end : linked.quotation.start]
            if not (_SAYS.fullmatch(said) and cited.names_pasal):
                continue
            own = [t for t in cited.targets if t.startswith(f"{act}#")]
            named = [f"{act}#{n}" for n in cited.bare] if cited.loose else own
            if not named or any(_around(t, target) for t in named):
                continue
            if any(self.spots.within(linked.quotation, t, find(self.sources, t)) for t in named):
                continue
            values = {"said": _say(named), "cited": print_target(target), "place": spot.name}
            return Opinion(
                Verdict.DIFFERS, "contradicts", values, spot, (target,), (spot.id,), spot.citation
            )
        return None

    def _cited(
        self,
        linked: Linked,
        looked: Sequence[tuple[str, Availability]],
        firm: Sequence[DraftReference],
    ) -> Opinion | None:
        """It does not stand verbatim where it is said to: elsewhere, in other words, nowhere?"""
        quotation = linked.quotation
        targets = tuple(target for c in firm for target in c.targets)
        first = targets[0]
        cited = _say(firm[0].targets)
        acts = list(dict.fromkeys(t.partition("#")[0] for t in targets))
        here = self.spots.nearest(quotation, [(t, f) for t, f in looked if t in targets])
        if here and here.fit and here.fit.same:
            return self._read_as(linked, first, here)
        inside = [spot for act in acts for spot in self.spots.act(quotation, act)]
        # Words that are nearly those of the place cited are of that place: no need to look further.
        settled = inside or (here is not None and likeness(here) >= _NEAR_ELSEWHERE)
        exact, near = (inside, None) if settled else self.spots.library(quotation)
        absent = [(t, f) for t, f in looked if t in targets and f.existence != "exists"]
        missing = len(absent) == len(targets)
        if exact:
            if missing:
                return self._absent(absent[0], exact, targets)
            values = {"cited": cited, "place": names_of(exact)}
            if linked.quotation.count < _TERM and not linked.firm:
                return None
            return Opinion(
                Verdict.DIFFERS, "elsewhere", values, exact[0], targets,
                tuple(s.id for s in exact), exact[0].citation,
            )  # fmt: skip
        if here is None or (here.fit and here.fit.similarity_ratio < _NEAR_ELSEWHERE):
            wide = [spot for act in acts if (spot := self.spots.anywhere(quotation, act))]
            near = max([*wide, *([near] if near else [])], key=likeness, default=None)
        elsewhere = near is not None and here is not None and (
            likeness(near) > likeness(here) + _SURE
        )  # fmt: skip
        if here and likeness(here) >= _NEAR and not elsewhere:
            return self._words(linked, here, targets, cited, elsewhere=False)
        if near and likeness(near) >= _NEAR_ELSEWHERE:
            if near.fit and near.fit.same and missing:
                return self._absent(absent[0], [near], targets)
            if missing:
                opinion = self._absent(absent[0], [near], targets)
                if opinion.verdict is not Verdict.NO_SUCH_PROVISION:
                    return opinion
            return self._words(linked, near, targets, cited, elsewhere=True)
        if quotation.count < _TERM and not (linked.firm and here):
            return None
        if missing:
            return self._absent(absent[0], [], targets)
        if here is None:
            return Opinion(
                Verdict.NOT_IN_LIBRARY, "digest_only", {"act": _say(acts)}, targets=targets
            )
        return Opinion(
            Verdict.DIFFERS, "absent", {"cited": cited}, here, targets,
            changes=here.fit.changes if here.fit and likeness(here) > 0.3 else (),
        )  # fmt: skip

    def _words(
        self, linked: Linked, spot: Spot, targets: tuple[str, ...], cited: str, *, elsewhere: bool
    ) -> Opinion:
        assert spot.fit is not None
        code = "words"
        if elsewhere and not any(_around(target, spot.id) for target in targets):
            code = "words_elsewhere"
            if spot.fit.same:
                code = "elsewhere"
        values = {"place": spot.name, "cited": cited}
        return Opinion(
            Verdict.DIFFERS, code, values, spot, targets, (spot.id,), spot.citation,
            spot.fit.changes,
        )  # fmt: skip

    def _read_as(self, linked: Linked, target: str, spot: Spot) -> Opinion:
        """Verbatim but for what scanning did to the source."""
        if outdated := self._outdated(linked.quotation, spot, (target,)):
            return outdated
        status, reason = self._standing(spot)
        if status in {Status.REPEALED, Status.AMENDED} and spot.source.document.id in target:
            by = print_target(reason) if reason else short_name(spot.source.document)
            code = "repealed" if status is Status.REPEALED else "old_wording"
            return Opinion(Verdict.NOT_IN_FORCE, code, {"by": by}, spot, (target,), (spot.id,))
        return Opinion(
            Verdict.VERIFIED, "damaged", {"place": spot.name}, spot, (target,), (spot.id,)
        )

    def _absent(
        self, absent: tuple[str, Availability], spots: Sequence[Spot], targets: tuple[str, ...]
    ) -> Opinion:
        """What is cited is not there."""
        target, found = absent
        act = target.partition("#")[0]
        document = self.sources.titles.get(act)
        values = {
            "act": short_name(document) if document else print_target(act),
            "provision": print_target(target).split(f" {print_target(act)}")[0],
            "place": names_of(spots),
        }
        spot = spots[0] if spots else None
        at = tuple(s.id for s in spots)
        changes = spot.fit.changes if spot and spot.fit and not spot.fit.same else ()
        suggestion = spot.citation if spot else ""
        if found.existence == "no_act":
            code = "no_act_quoted" if spot and not changes else "no_act"
            return Opinion(Verdict.NOT_IN_LIBRARY, code, values, spot, targets, at)
        if document and document.digest:
            return Opinion(Verdict.NOT_IN_LIBRARY, "digest_only", values, None, targets)
        if found.existence == "missing":
            code = "no_provision_quoted" if spot else "no_provision"
            return Opinion(
                Verdict.NO_SUCH_PROVISION, code, values, spot, targets, at, suggestion, changes
            )
        same_act = [s for s in spots if s.source.document.id == act]
        if same_act and not changes:
            values["cited"] = print_target(target)
            return Opinion(
                Verdict.DIFFERS, "elsewhere", values, spot, targets, at, suggestion, changes
            )
        code = "maybe_inserted" if found.existence == "inserted" else "gaps"
        return Opinion(Verdict.NOT_IN_LIBRARY, code, values, spot, targets, at)

    def _uncited(
        self,
        linked: Linked,
        looked: Sequence[tuple[str, Availability]],
        loose: Sequence[DraftReference],
    ) -> Opinion | None:
        """No reference, or one whose act is only supposed: where does it stand in the library?"""
        quotation = linked.quotation
        acts = [act for c in loose for act in c.acts]
        near_acts = [spot for act in dict.fromkeys(acts) for spot in self.spots.act(quotation, act)]
        exact, near = (near_acts, None) if near_acts else self.spots.library(quotation)
        targets = tuple(t for c in loose for t in c.targets)
        said = [locator for c in linked.cited for locator in c.bare]
        if exact:
            agreeing = [s for s in exact if any(_around(f"x#{n}", f"x#{_place(s)}") for n in said)]
            if said and not agreeing and near_acts and linked.firm and quotation.count >= _TERM:
                values = {"cited": _say(targets) or said[0], "place": names_of(exact)}
                return Opinion(
                    Verdict.DIFFERS, "elsewhere", values, exact[0], targets,
                    tuple(s.id for s in exact), exact[0].citation,
                )  # fmt: skip
            return self._stands(quotation, agreeing or exact, targets)
        here = self.spots.nearest(quotation, looked)
        best = max((s for s in (here, near) if s), key=likeness, default=None)
        if best and best.fit and best.fit.same and likeness(best) > 0:
            return self._stands(quotation, [best], targets, damaged=True)
        if best and likeness(best) >= _NEAR_ELSEWHERE:
            return self._words(linked, best, targets, "", elsewhere=False)
        if quotation.count < _TERM + (0 if linked.firm else 1):
            return None
        return Opinion(Verdict.NOT_IN_LIBRARY, "not_found", {}, targets=targets)

    def _stands(
        self,
        quotation: Quotation,
        spots: Sequence[Spot],
        targets: tuple[str, ...],
        *,
        damaged: bool = False,
    ) -> Opinion:
        """It stands somewhere, and nobody said where: the places in force come first."""
        live = [s for s in spots if self.sources.standing(s.id)[0] is not Status.REPEALED]
        shown = live or list(spots)
        at = tuple(s.id for s in shown)
        values = {"place": names_of(shown)}
        if not live:
            reason = self.sources.standing(shown[0].id)[1]
            by = print_target(reason) if reason else shown[0].name
            return Opinion(
                Verdict.NOT_IN_FORCE, "repealed", {**values, "by": by}, shown[0], targets, at
            )
        if all(self._outdated(quotation, s, targets) for s in shown):
            outdated = self._outdated(quotation, shown[0], targets)
            assert outdated is not None
            return outdated
        code = "damaged" if damaged else "stands_in_several" if len(shown) > 1 else "stands_in"
        return Opinion(Verdict.VERIFIED, code, values, shown[0], targets, at)


def _place(spot: Spot) -> str:
    return spot.id.partition("#")[2]


def _around(one: str, other: str) -> bool:
    """Whether one of two targets is, or is inside, the other."""
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _say(targets: Sequence[str]) -> str:
    said = [print_target(target) for target in targets[:3]]
    return "; ".join(said) + (" …" if len(targets) > 3 else "")
