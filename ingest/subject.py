"""Which acts and provisions a clause is about, and which it only mentions.

In "Peraturan pelaksanaan dari UU A … dinyatakan tetap berlaku" it is the rules made under A that
stay; in "UU A sebagaimana telah diubah dengan UU B tentang Perubahan atas UU A dicabut" B goes with
A, since it has no other content, while "… terakhir dengan UU C tentang Cipta Kerja" leaves C alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ingest.locator import Locator
from ingest.mention import Mention, find_mentions
from ingest.provision import Chain, find_chains
from ingest.resolve import locate
from ingest.role import ITEM_MARK, Role, role_of


@dataclass(frozen=True, slots=True)
class Subject:
    """An act or provision in a clause, with the offsets of its words."""

    target: str
    role: Role
    start: int
    end: int
    partly: bool = False
    changer: bool = False  # named only as an amendment, of the act before it alone


_CHANGED: Final = re.compile(
    r"\b(?:telah|sudah|pernah|kali|terakhir|yang)\s*,?\s*(?:\w+\s+){0,2}?(?:di?ubah|dirubah|ditambah"
    r"|disempurnakan|diganti)|\bterakhir\s*(?:dengan|oleh)\b|\bdi(?:ubah|rubah|tambah)\b",
    re.IGNORECASE,
)
_CHANGER_TITLE: Final = re.compile(r"\b(?:peruba|penguba|tambah|pengganti|menguba)", re.IGNORECASE)
_GAZETTE: Final = re.compile(r"\s*\([^()]{0,200}(?:\([^()]{0,60}\)[^()]{0,100})?\)?")
_BESIDE: Final = re.compile(
    rf"[\s,;]*+(?:dan|serta|atau|maupun|jo\.?|juncto)?[\s,]*+(?:{ITEM_MARK})?\Z", re.IGNORECASE
)
_ONLY_ALL: Final = re.compile(
    r"[^;]*?,?\s(?:sepanjang|sejauh|yang\s+bertentangan)\b", re.IGNORECASE
)
_FIRST_ITEM: Final = re.compile(rf":\s*{ITEM_MARK}\Z", re.IGNORECASE)
_NEXT_ITEM: Final = re.compile(rf";\s*(?:dan/atau|dan|atau|serta)?\s*{ITEM_MARK}\Z", re.IGNORECASE)
#: Other rules named after an act: what limits them does not limit it.
_OTHERS: Final = re.compile(
    r"\b(?:dan|serta)\s+(?:semua|segala|peraturan|ketentuan)", re.IGNORECASE
)
_ONLY: Final = re.compile(
    r"\b(?:sepanjang|sejauh|sekedar|sebagian|kecuali|khusus(?:nya)?\s+mengenai"
    r"|yang\s+bertentangan)\b",
    re.IGNORECASE,
)
_ADJACENT: Final = re.compile(
    r"\s*+(?:,\s*+)?(?:(?:dari|dalam|pada|daripada|tersebut\s+dalam)\s++)?(?:ketentuan\s++)?\Z",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    r"\s*+(?:[,:(]\s*+)?(?:(?:khususnya|terutama|yaitu|pada|ialah)\s++)?\Z", re.IGNORECASE
)
_JUNCTO: Final = re.compile(r"[\s,]*(?:jo|jis|juncto)\b\.?\s*", re.IGNORECASE)
#: "a. UU A; b. UU B; yang mengatur … dicabut": said of the whole list.
_ALL: Final = re.compile(r"\s*;\s*(?:yang\s+(?:meng|me|ber)|sepanjang|sejauh)", re.IGNORECASE)
_TITLE_OPEN: Final = re.compile(
    r"\b(?:perubahan|tambahan|penambahan|pengubahan|mengubah)\s*\Z", re.IGNORECASE
)
_TITLE_GAP: Final = re.compile(r"[\w\s(),/-]{0,80}")
#: What no list of provisions of one act goes over.
_APART: Final = re.compile(r":|\.\s|\bini\b|\bberbunyi\b", re.IGNORECASE)
_INSIDE: Final = re.compile(r"\b(?:dalam|di\s?antara|menjadi)\s*\Z", re.IGNORECASE)


def subjects(text: str, start: int, end: int, year: int | None = None) -> list[Subject]:
    """The acts and provisions named between two offsets, in order, each with its role.

    ``year`` dates what the act calls by name: its KUHP is that of its time.
    """
    return list(_Reader(text[start:end], start, year).read())


#: Units that a relation can aim at; a chain of headings alone names a part of no known extent.
_NAMED: Final = frozenset({"pasal", "ayat", "lampiran", "penjelasan"})


def _with_titles(text: str, mentions: list[Mention]) -> list[Mention]:
    """ "UU 7/1968 tentang Perubahan Pasal 3 UU 6/1962": one act, the second is in its title."""
    whole: list[Mention] = []
    for mention in mentions:
        last = whole[-1] if whole else None
        open_ = last and _TITLE_OPEN.search(text, last.bare_end, last.end)
        if last and open_ and _TITLE_GAP.fullmatch(text[last.end : mention.start]):
            whole[-1] = replace(last, end=mention.end)
        else:
            whole.append(mention)
    return whole


class _Reader:
    """Reads one span: acts from left to right, each with the provisions before it."""

    def __init__(self, text: str, offset: int, year: int | None) -> None:
        self.text, self.offset = text, offset
        self.mentions = _with_titles(text, find_mentions(text, year))
        inside = [(m.start, m.end) for m in self.mentions]
        self.chains = [
            c
            for c in find_chains(text)
            if not any(s <= c.start < e for s, e in inside)
            and any(step.unit in _NAMED for step in c.provisions[0].steps)
        ]
        end = self._after(self.mentions[-1]) if self.mentions else 0
        self.lead: tuple[Role, bool] | None = None  # what is said of a list before its items
        self.all_partly = _ALL.match(text, end) is not None

    def read(self) -> Iterator[Subject]:
        last_end, role, partly, base, whole = 0, "itself", False, "", True
        changed = False  # the last one was named as an amendment
        aside = False  # the last one only says where the one before is found
        for mention in self.mentions:
            if mention.start < last_end:
                continue  # "Kitab Undang-Undang Hukum Dagang (Staatsblad 1847 Nomor 23)"
            between = self.text[last_end : mention.start]
            chains = self._chains(last_end, mention)
            if base and not chains and self._changes(mention, between, base):
                if whole and self._alone(mention, base):
                    yield self._subject(mention.acts[0], role, mention, partly, changer=True)
                last_end, changed = self._after(mention), True
                continue
            if len(mention.acts) != 1 or self._unnamed(mention, between):
                inner = self._inner(mention)
                if not (inner and not base and len(mention.acts) == 1):
                    last_end, base = self._after(mention), base or "?"
                    whole = not chains
                    continue
                base = inner  # OCR has lost the act itself; its amendment names it
                yield self._subject(inner, role, mention, partly)
                yield self._subject(mention.acts[0], role, mention, partly, changer=True)
                last_end = self._after(mention)
                continue
            aside = aside and not chains and ";" not in between and bool(_BESIDE.match(between))
            aside = aside or ((changed or not whole) and bool(_JUNCTO.fullmatch(between)))
            if aside:  # "Pasal 5 KUHP jis. UU 1/1946, UU 73/1958": where it stands, not what falls
                last_end = self._after(mention)
                continue
            begin = chains[0].start if chains else mention.start
            role, partly = self._role(begin, last_end, role, partly)
            base = mention.acts[0]
            last_end = self._after(mention)
            limited = partly or self._only(last_end, mention)
            chains = chains or self._chains_behind(mention)
            whole = not chains
            changed = False
            if chains:
                yield from self._provisions(chains, mention, role, limited)
            else:
                yield self._subject(base, role, mention, limited)

    def _subject(
        self, target: str, role: str, mention: Mention, partly: bool, changer: bool = False
    ) -> Subject:
        start, end = mention.start + self.offset, mention.end + self.offset
        return Subject(target, role, start, end, partly, changer)  # type: ignore[arg-type]

    def _after(self, mention: Mention) -> int:
        gazette = _GAZETTE.match(self.text, mention.end)
        return gazette.end() if gazette else mention.end

    def _unnamed(self, mention: Mention, between: str) -> bool:
        """ "… sebagaimana telah diubah dengan UU B", where what B changes is not named."""
        return (
            bool(_CHANGED.search(between))
            and re.search(r"(?:dengan|oleh)\s*\Z", between) is not None
        )

    def _changes(self, mention: Mention, between: str, base: str) -> bool:
        """Whether this act is named as one that has changed the one before."""
        if ";" in between:
            return False
        if _CHANGED.search(between):
            return re.search(r"\bd[ec]ngan\b|\boleh\b", between, re.I) is not None
        title = self.text[mention.bare_end : mention.end]
        return bool(_CHANGER_TITLE.search(title[:60])) and self._inner(mention) == base

    def _inner(self, mention: Mention) -> str:
        """The act that this act's title says it changes."""
        title = self.text[mention.bare_end : mention.end]
        if not _CHANGER_TITLE.search(title[:60]):
            return ""
        named = find_mentions(title)
        return named[0].acts[0] if named and len(named[0].acts) == 1 else ""

    def _alone(self, mention: Mention, base: str) -> bool:
        return len(mention.acts) == 1 and self._inner(mention) == base

    def _role(self, begin: int, last_end: int, role: str, partly: bool) -> tuple[Role, bool]:
        """What the words before say of it; one named beside another shares what is said of that."""
        if last_end and _BESIDE.match(self.text[last_end:begin]):
            return role, partly  # type: ignore[return-value]
        before = self.text[:begin]
        if _FIRST_ITEM.search(before[-20:]):
            self.lead = role_of(before)
        elif self.lead is None or not _NEXT_ITEM.search(before[-30:]):
            return role_of(before)
        return self.lead

    def _only(self, at: int, mention: Mention) -> bool:
        """Whether "sepanjang …" limits this act, before the next item of the list."""
        if self.all_partly:
            return True
        item = self.text.find(";", at) % (len(self.text) + 1)
        following = [m.start for m in self.mentions if m.start >= at]
        stop = min([*following, item])
        if only := _ONLY.search(self.text, at, max(at, stop)):
            said = only[0].lower().startswith("yang")
            return not (said and _OTHERS.search(self.text, at, only.start()))
        # "… KUHPerdata, HOCI, dan GHR sejauh telah diatur …": said once of all in one item
        last = max([m.end for m in self.mentions if m.end <= item], default=at)
        return _ONLY_ALL.match(self.text[last:item]) is not None

    def _chains(self, last_end: int, mention: Mention) -> list[Chain]:
        """The provisions right before an act, and those joined to them further back."""
        found = [c for c in self.chains if last_end <= c.start and c.end <= mention.start]
        item = max(self.text.rfind(";", last_end, mention.start), last_end)
        found = [c for c in found if c.start >= item]
        if not found or not _ADJACENT.fullmatch(self.text[found[-1].end : mention.start]):
            return []
        first = len(found) - 1
        while first and not _APART.search(self.text[found[first - 1].end : found[first].start]):
            first -= 1
        return found[first:]

    def _chains_behind(self, mention: Mention) -> list[Chain]:
        found = [c for c in self.chains if c.start >= mention.end]
        if found and _THEN.fullmatch(self.text[mention.end : found[0].start]):
            return found[:1]
        return []

    def _provisions(
        self, chains: list[Chain], mention: Mention, role: str, partly: bool
    ) -> Iterator[Subject]:
        ends = [c.start for c in chains[1:]] + [chains[-1].end]
        for number, (chain, stop) in enumerate(zip(chains, ends, strict=True)):
            if number and _INSIDE.search(self.text[: chain.start]):
                continue  # "Pasal 176 angka 4 dalam Pasal 252": the second is inside the first
            gap = self.text[chain.end : stop]
            limited = bool(_ONLY.search(gap) or re.match(r"\s+(?:ayat|huruf|angka|dalam)\b", gap))
            for i, provision in enumerate(chain.provisions):
                last = i == len(chain.provisions) - 1
                for locator in locate(provision, Locator()):
                    yield Subject(
                        f"{mention.acts[0]}#{locator}",
                        role,  # type: ignore[arg-type]
                        provision.start + self.offset,
                        mention.end + self.offset,
                        partly or (last and limited),
                    )
