"""References in legal text: recognised, normalised, resolved to ids, printed.

`find_references` gives one `Reference` for each provision or act named; "Pasal 363 dan Pasal
367 UU 23/2014" are two, the second reaching to the end of the act's name. A range is one, with
every provision in it as target. Several targets with a ``reason`` are candidates, best first;
without one they are all meant. What cannot be resolved is not given at all: a wrong pointer is
worse than none.

Rules of writing references: UU 12/2011, Lampiran II nomor 267–284 (pengacuan).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ingest.kind import kind_of
from ingest.locator import Locator
from ingest.mention import Mention, find_mentions
from ingest.position import Positions, read_positions
from ingest.provision import Chain, Provision, chain_at, find_chains
from ingest.resolve import locate
from ingest.target import is_target, print_target

__all__ = ["Reference", "find_references", "parse_reference", "print_target"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference: its words, where they stand, and the ids they mean."""

    text: str
    start: int
    end: int
    targets: tuple[str, ...]
    reason: str = ""


#: Between provisions and their act: "Pasal 5 (dari) UU 24/2000", "Article 5 of Law 24/2000".
_TO_ACT: Final = re.compile(
    r"\s{0,9},?\s{0,9}(?:(?:dari|dalam|pada|of(?:\s{1,9}the)?|in(?:\s{1,9}the)?|under|jo\.?)\s{1,9})?",
    re.IGNORECASE,
)
#: Between an act and provisions after it: "UU 23/2014, khususnya Pasal 363".
_FROM_ACT: Final = re.compile(
    r"\s{0,9}[,:(]?\s{0,9}(?:(?:khususnya|terutama|yaitu|vide|pada|in\s{1,9}particular)\s{1,9})?",
    re.IGNORECASE,
)
_SELF: Final = re.compile(
    r"\b(?=[uoprkist])(?P<words>(?:oe?|u)ndang[\s\-•.]{0,3}(?:oe?|u)ndang(?:\s{1,9}darurat)?|UU|PP|perpp?u|perpres"
    r"|permen\w{0,12}|perda|peraturan(?:\s{1,9}(?!ini\b|tersebut\b)[a-z/-]{1,20}){0,8}?"
    r"|(?:keputusan|instruksi|ketetapan|surat\s{1,9}edaran)(?:\s{1,9}(?!ini\b|tersebut\b)[a-z/-]{1,20}){0,5}?"
    r"|qanun)\s{1,9}(?P<which>ini|tersebut)\b|\bthis\s{1,9}(?:law|act|regulation|decree)\b",
    re.IGNORECASE,
)
_AMENDS: Final = re.compile(
    r"perubahan\s{1,9}(?:ke\w{2,14}\s{1,9}(?:belas\s{1,9})?)?atas\s{1,9}", re.IGNORECASE
)
_ROMAN_PASAL: Final = re.compile(r"^[ \t]{0,20}Pasal\s{1,3}I[ \t]{0,20}$", re.MULTILINE)
#: Provisions that mean nothing without an act beside them.
_NEEDS_ACT: Final = frozenset(
    {"buku", "bab", "bagian", "paragraf", "pembukaan", "menimbang", "mengingat", "memperhatikan"}
    | {"penutup", "diktum", "alinea", "umum"}
)


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
    return _Resolver(text, act, at, known or {}).references(find_chains(text))


def parse_reference(text: str) -> list[str]:
    """The ids that this text, as a whole, refers to, best first; [] if it is no reference."""
    text = _written_out(text.strip().rstrip(".;"))
    if is_target(text):
        return [text]
    chains = find_chains(text)
    first = chain_at(text, 0)
    if first is not None and (not chains or chains[0].start > 0):
        chains = [first, *(chain for chain in chains if chain.start >= first.end)]
    references = _Resolver(text, None, None, {}).references(chains)
    rest = text
    for reference in reversed(references):
        rest = rest[: reference.start] + " " + rest[reference.end :]
    if not references or not re.fullmatch(_BETWEEN, rest, re.IGNORECASE):
        return []
    return list(dict.fromkeys(target for ref in references for target in ref.targets))


_BETWEEN: Final = (
    r"(?:[\s,;()&]|dan/atau\b|dan\b|atau\b|serta\b|jo\.?|juncto\b|and\b|or\b|lihat\b|vide\b|the\b"
    r"|ketentuan\b|bunyi\b|isi\b|see\b){0,60}"
)


def _written_out(text: str) -> str:
    """ "uu 23 2014" typed without a slash."""
    return re.sub(
        r"\b(uu|pp|perppu|perpres|keppres|permen\w+)\s+(?:no\.?\s*)?(\d{1,4})\s+((?:19|20)\d\d)\b",
        r"\1 \2/\3", text, flags=re.IGNORECASE,
    )  # fmt: skip


class _Resolver:
    """One text with what is known of it; binds provisions to acts and places."""

    def __init__(
        self, text: str, act: str | None, at: Locator | None, known: Mapping[str, str]
    ) -> None:
        self.text, self.act, self.known = text, act, known
        year = re.match(r"[a-z-]+/(\d{4})", act) if act else None
        self.mentions = find_mentions(text, int(year[1]) if year else None, known)
        self.positions = read_positions(text, at) if act else Positions()
        whole = self.positions.locators if act and at is None else []
        self.own_pasal = {step.label for where in whole if (step := where.step("pasal"))}
        self.amended = self._amended() if act else None
        self.selves = self._selves()
        self.ends = {mention.end: mention for mention in self.mentions}
        starts = {mention.start: mention for mention in self.mentions}
        self.starts = starts | {m.start: m for m in self.selves if m.start not in starts}
        self.used: set[int] = set()

    def references(self, chains: list[Chain]) -> list[Reference]:
        found = [reference for chain in chains for reference in self._chain(chain)]
        found += [
            self._reference(m.start, m.end, m.acts, m.reason)
            for m in (*self.mentions, *self.selves)
            if m.start not in self.used and not self._is_own_head(m) and self._standing(m)
        ]
        return sorted(found, key=lambda reference: (reference.start, reference.end))

    def _reference(self, start: int, end: int, targets: tuple[str, ...], reason: str) -> Reference:
        return Reference(self.text[start:end], start, end, targets, reason)

    def _chain(self, chain: Chain) -> Iterator[Reference]:
        if chain.start in self.positions.headings:
            return
        after = self._act_after(chain)
        before = None if after else self._act_before(chain)
        bound = after or before
        if bound is not None:
            self.used.add(bound.start)
        last = len(chain.provisions) - 1
        for i, provision in enumerate(chain.provisions):
            targets, reason = self._targets(provision, bound)
            if targets:
                start = before.start if before and i == 0 else provision.start
                end = after.end if after and i == last else provision.end
                yield self._reference(start, end, targets, reason)

    def _act_after(self, chain: Chain) -> Mention | None:
        gap = _TO_ACT.match(self.text, chain.end)
        for at in range(gap.end() if gap else chain.end, chain.end - 1, -1):
            if mention := self.starts.get(at):
                return mention
        return None

    def _act_before(self, chain: Chain) -> Mention | None:
        window = self.text[max(0, chain.start - 30) : chain.start]
        for length in range(len(window) + 1):
            mention = self.ends.get(chain.start - length)
            if mention is not None:
                between = window[len(window) - length :]
                free = mention.start not in self.used
                return mention if free and _FROM_ACT.fullmatch(between) else None
        return None

    def _targets(self, provision: Provision, bound: Mention | None) -> tuple[tuple[str, ...], str]:
        if bound is not None and provision.relative:
            return (), ""
        if bound is None and (self.act is None or provision.steps[0].unit in _NEEDS_ACT):
            return (), ""
        place = self.positions.at(provision.start) if self.act else Locator()
        locators = locate(provision, place)
        if bound is not None:
            acts, reason = bound.acts, bound.reason
        else:
            acts, reason = self._own_act(provision, locators)
        if not all(locator.steps for locator in locators):
            return (), ""
        if bound is None and provision.steps[-1] == provision.steps[0] and (
            provision.steps[0].unit in {"lampiran", "penjelasan"} and not provision.steps[0].label
        ):  # fmt: skip
            return (), ""
        return tuple(f"{act}#{locator}" for act in acts for locator in locators), reason

    def _own_act(
        self, provision: Provision, locators: list[Locator]
    ) -> tuple[tuple[str, ...], str]:
        """The act that an unbound provision is of: in an amending act often the amended one."""
        assert self.act is not None
        pasal = locators[0].steps[0].label if locators else ""
        inner = locators and locators[0].steps[0].unit == "pasal" and pasal[:1].isdigit()
        if self.amended and inner:
            return (self.amended,), "pasal bernomor Arab adalah pasal peraturan yang diubah"
        if inner and not provision.relative and self._is_beyond(pasal):
            last = self._last_named(provision.start)
            return ((last,), "bukan pasal peraturan ini; peraturan yang disebut terakhir") if (
                last) else ((), "")  # fmt: skip
        return (self.act,), ""

    def _is_beyond(self, pasal: str) -> bool:
        """Whether the act, as its whole text shows, has no such pasal."""
        own = self.own_pasal
        if len(own) < 5 or pasal in own:
            return False
        number = int(re.match(r"\d+", pasal)[0])  # type: ignore[index]
        highest = max(int(p) for p in own if p.isdigit()) if any(map(str.isdigit, own)) else 0
        lettered = not pasal.isdigit() and not any(p[:1].isdigit() and not p.isdigit() for p in own)
        return number > highest or lettered

    def _last_named(self, before: int) -> str | None:
        """The act named last, in the same breath."""
        for mention in reversed(self.mentions):
            if mention.end <= before:
                near = before - mention.end < 300 and len(mention.acts) == 1
                return mention.acts[0] if near else None
        return None

    def _selves(self) -> list[Mention]:
        """ "undang-undang ini", and "undang-undang tersebut" after an act of that kind."""
        found = []
        taken = {i for mention in self.mentions for i in (mention.start, mention.end)}
        for match in _SELF.finditer(self.text):
            if match.start() in taken:
                continue
            act = None
            if match["which"] is None or match["which"].lower() == "ini":
                if self.act and self._is_own_kind(match["words"] or "", self.act):
                    act = self.act
            else:
                act = self._antecedent(match["words"], match.start())
            if act:
                reason = "" if act == self.act else "peraturan yang disebut terakhir"
                found.append(Mention(match.start(), match.end(), (act,), reason, match.end()))
        return found

    @staticmethod
    def _is_own_kind(words: str, act: str) -> bool:
        """Whether "Peraturan Menteri ini" can be said in an act of this kind."""
        slug = act.split("/")[0]
        kind = kind_of(words)
        if kind is None:
            return words.strip().lower() in {"", "peraturan", "keputusan", "instruksi", "ketetapan"}
        return slug == kind.slug or (len(kind.slug) > 3 and slug.startswith(kind.slug))

    def _antecedent(self, words: str, before: int) -> str | None:
        kind = kind_of(words)
        for mention in reversed(self.mentions):
            if mention.end <= before and len(mention.acts) == 1:
                if kind is not None and mention.acts[0].split("/")[0] == kind.slug:
                    return mention.acts[0]
                if before - mention.end > 600:
                    return None
        return None

    def _amended(self) -> str | None:
        """The act that this one amends, by its own title."""
        title = self.known.get(self.act or "", "")
        if title and (match := _AMENDS.match(title)):
            named = find_mentions(title[match.end() :])
            return named[0].acts[0] if named else None
        if not _ROMAN_PASAL.search(self.text):
            return None
        match = _AMENDS.search(self.text, 0, 3000)
        named = find_mentions(self.text[match.end() : match.end() + 600]) if match else []
        return named[0].acts[0] if named and named[0].start < 5 else None

    def _standing(self, mention: Mention) -> bool:
        """Not "undang-undang tersebut" alone: it says nothing new."""
        return mention.reason != "peraturan yang disebut terakhir"

    def _is_own_head(self, mention: Mention) -> bool:
        """The act's own name in capitals: a head, no reference."""
        if self.act is None or self.act not in mention.acts:
            return False
        words = self.text[mention.start : mention.bare_end]
        return sum(c.isupper() for c in words) > sum(c.islower() for c in words)
