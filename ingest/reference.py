"""References in legal text: recognised, normalised, resolved to ids, printed.

`find_references` gives one `Reference` for each provision or act named; "Pasal 363 dan Pasal
367 UU 23/2014" are two, the second reaching to the end of the act's name. A range is one, with
every provision in it as target. Several targets with a ``reason`` are candidates, best first;
without one they are all meant. What cannot be resolved is not given at all: a wrong pointer is
worse than none.

The parts: acts named (`ingest.mention`), provisions named (`ingest.provision`), where the text
itself stands (`ingest.position`), what is known of it (`ingest.context`). Here provisions and
acts are bound together. Rules of writing references: UU 12/2011, Lampiran II nomor 267–284.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ingest.context import RECITALS, Context, read_context
from ingest.locator import Locator
from ingest.mention import Mention
from ingest.provision import Chain, Provision, chain_at, find_chains
from ingest.resolve import locate
from ingest.target import as_printed, is_target, print_target

__all__ = ["Reference", "find_references", "is_target", "parse_reference", "print_target"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference: its words, where they stand, and the ids they mean."""

    text: str
    start: int
    end: int
    targets: tuple[str, ...]
    reason: str = ""


#: Between provisions and their act: "Pasal 5 (dari) UU 24/2000", "Article 5 of Law 24/2000".
#: A capital "Dalam" begins a sentence: "Pasal 1 Dalam Undang-Undang ini yang dimaksud …".
_TO_ACT: Final = re.compile(
    r"\s{0,9},?\s{0,9}(?:(?:(?-i:dari|dalam|pada)|of(?:\s{1,9}the)?|in(?:\s{1,9}the)?|under|jo\.?)"
    r"\s{1,9})?",
    re.IGNORECASE,
)
#: Between an act and provisions after it: "UU 23/2014, khususnya Pasal 363".
_FROM_ACT: Final = re.compile(
    r"\s{0,9}[,:(]?\s{0,9}(?:(?:khususnya|terutama|yaitu|vide|pada|in\s{1,9}particular)\s{1,9})?",
    re.IGNORECASE,
)
#: An act found further ahead than this is meant, but is not part of the reference's words.
_NEAR: Final = 20
#: Provisions that mean nothing without an act beside them.
_NEEDS_ACT: Final = RECITALS | {
    "buku", "bab", "bagian", "paragraf", "pembukaan", "alinea", "umum",
}  # fmt: skip
_BETWEEN: Final = (
    r"(?:[\s,;()&]|dan/atau\b|dan\b|atau\b|serta\b|jo\.?|juncto\b|and\b|or\b|lihat\b|vide\b|the\b"
    r"|ketentuan\b|bunyi\b|isi\b|see\b|indonesian\b){0,60}"
)
_TYPED: Final = re.compile(
    r"\b(uu|pp|perppu|perpres|keppres|permen\w{2,12})\s{1,9}(?:no\.?\s?)?(\d{1,4})\s{1,9}"
    r"((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
#: A title typed in small letters, whose end only the end of the string shows.
_TITLE_TYPED: Final = re.compile(r"(?<=\s)(?:tentang|ttg)\s[\w\s,/()-]{1,300}\Z", re.IGNORECASE)
#: A reference that is looked up is short; what is longer is a text.
_LONGEST: Final = 2000


def find_references(
    text: str,
    act: str | None = None,
    at: Locator | None = None,
    known: Mapping[str, str] | None = None,
) -> list[Reference]:
    """Every reference in the text, in order.

    ``act`` is the id of the act the text is from: what "undang-undang ini" and a bare "Pasal 12"
    mean; ``at`` is where in it the text stands, for a part of an act (the text of a whole act
    shows that itself). ``known`` maps ids to titles: acts named by their title alone are found
    with it. Headings ("Pasal 5" on its own line) are no references.
    """
    context = read_context(text, act, at, known or {})
    chains = find_chains(text, context.positions.headings)
    return _Binder(context).references(chains)


def parse_reference(text: str) -> list[str]:
    """The ids that this text, as a whole, refers to, best first; [] if it is no reference."""
    text = _TYPED.sub(r"\1 \2/\3", text.strip().rstrip(".;"))
    if is_target(text):
        return [text]
    if len(text) > _LONGEST:
        return []
    found = _looked_up(text, literal=False) or _looked_up(text, literal=True)
    return [as_printed(found[0], text)] if len(found) == 1 else found


def _looked_up(text: str, literal: bool) -> list[str]:
    """The ids of a whole string; ``literal`` takes units in the order printed, however odd."""
    chains = [] if literal else find_chains(text)
    first = chain_at(text, 0, literal=literal)
    if first is not None and (not chains or chains[0].start > 0):
        chains = [first, *(chain for chain in chains if chain.start >= first.end)]
    found = _Binder(read_context(text, None, None, {}), looked_up=True).references(chains)
    rest = text
    for reference in reversed(found):
        rest = f"{rest[: reference.start]} {rest[reference.end :]}"
    rest = _TITLE_TYPED.sub("", rest)
    if not found or not re.fullmatch(_BETWEEN, rest, re.IGNORECASE):
        return []
    return list(dict.fromkeys(target for reference in found for target in reference.targets))


class _Binder:
    """Binds the provisions of a text to the acts they are of."""

    def __init__(self, context: Context, looked_up: bool = False) -> None:
        self.context, self.looked_up = context, looked_up
        self.ends = {mention.end: mention for mention in context.mentions}
        self.starts = {
            mention.start: mention
            for mention in (*context.anaphors, *context.selves, *context.mentions)
        }
        self.used: set[int] = set()

    def references(self, chains: list[Chain]) -> list[Reference]:
        """Provisions with their acts, and the acts that stand alone, in the order of the text."""
        found = [reference for chain in chains for reference in self._chain(chain)]
        found += [
            self._reference(mention.start, mention.end, mention.acts, mention.reason)
            for mention in (*self.context.mentions, *self.context.selves)
            if mention.start not in self.used and not self.context.is_own_head(mention)
        ]
        return sorted(found, key=lambda reference: (reference.start, reference.end))

    def _reference(self, start: int, end: int, targets: tuple[str, ...], reason: str) -> Reference:
        return Reference(self.context.text[start:end], start, end, targets, reason)

    def _chain(self, chain: Chain) -> Iterator[Reference]:
        after = self._act_after(chain) or self._act_ahead(chain)
        before = None if after else self._act_before(chain)
        bound = after or before
        near = bound is not None and bound.start - chain.end < _NEAR
        last = len(chain.provisions) - 1
        for i, provision in enumerate(chain.provisions):
            targets, reason = self._targets(provision, bound)
            if not targets:
                continue
            if bound is not None and near:
                self.used.add(bound.start)
            start = before.start if before and i == 0 else provision.start
            end = after.end if after and near and i == last else provision.end
            yield self._reference(start, end, targets, reason)

    def _act_after(self, chain: Chain) -> Mention | None:
        gap = _TO_ACT.match(self.context.text, chain.end)
        for at in range(gap.end() if gap else chain.end, chain.end - 1, -1):
            if mention := self.starts.get(at):
                return mention
        return None

    def _act_ahead(self, chain: Chain) -> Mention | None:
        """In a preamble: "Pasal 5 ayat (1), Pa5a1 20, dan Pasal 21 Undang-Undang Dasar 1945"."""
        if chain.provisions[0].steps[0].unit != "pasal":
            return None
        if not self.context.in_preamble(chain.start):
            return None
        stop = self.context.text.find(";", chain.end, chain.end + 300)
        return self.context.next_named(chain.end, stop if stop >= 0 else chain.end + 300)

    def _act_before(self, chain: Chain) -> Mention | None:
        window = self.context.text[max(0, chain.start - 30) : chain.start]
        for length in range(len(window) + 1):
            mention = self.ends.get(chain.start - length)
            if mention is not None:
                free = mention.start not in self.used
                between = window[len(window) - length :]
                return mention if free and _FROM_ACT.fullmatch(between) else None
        return None

    def _targets(self, provision: Provision, bound: Mention | None) -> tuple[tuple[str, ...], str]:
        """The ids that a provision means, and why they are several; ((), "") if not known."""
        if not self._is_said(provision, bound):
            return (), ""
        locators = locate(provision, self.context.place(provision.start))
        if not locators:
            return (), ""
        if bound is not None:
            acts, reason = bound.acts, bound.reason
        else:
            acts, reason = self._own_act(provision, locators[0])
        return tuple(f"{act}#{locator}" for act in acts for locator in locators), reason

    def _is_said(self, provision: Provision, bound: Mention | None) -> bool:
        """Whether these words name a provision at all here."""
        first = provision.steps[0]
        bare = len(provision.steps) == 1 and not first.label
        if bound is not None:
            if bare and first.unit in RECITALS:
                return self.looked_up  # "Mengingat Undang-Undang …" in a text is no provision
            return not provision.relative
        # "Lampiran" and "Penjelasan" alone mean none in particular
        return self.context.act is not None and first.unit not in _NEEDS_ACT and not bare

    def _own_act(self, provision: Provision, locator: Locator) -> tuple[tuple[str, ...], str]:
        """The act of an unbound provision: its own, or in an amending act the amended one."""
        context = self.context
        assert context.act is not None
        first = locator.steps[0]
        if first.unit != "pasal":
            return (context.act,), ""
        arabic = first.label[:1].isdigit()
        if context.amended and arabic:
            return (context.amended,), "pasal bernomor Arab adalah pasal peraturan yang diubah"
        if provision.relative or provision.steps[0].label == "ini":
            return (context.act,), ""
        if context.in_preamble(provision.start):
            return (), ""
        if context.is_beyond(provision.last or first.label):
            last = context.last_named(provision.start) if arabic else None
            reason = "bukan pasal peraturan ini; peraturan yang disebut terakhir"
            return ((last,), reason) if last else ((), "")
        return (context.act,), ""
