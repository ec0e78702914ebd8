"""Which acts and provisions a clause is about, and which it only mentions.

In "Peraturan pelaksanaan dari UU A … dinyatakan tetap berlaku" it is the rules made under A that
stay; in "UU A sebagaimana telah diubah dengan UU B tentang Perubahan atas UU A dicabut" B goes with
A, since it has no other content, while "… terakhir dengan UU C tentang Cipta Kerja" leaves C alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ingest.locator import Locator
from ingest.mention import Mention, find_mentions
from ingest.provision import Chain, find_chains
from ingest.resolve import locate

#: ``itself``; ``rules``: what was made under it; ``aside``: only mentioned.
Role = Literal["itself", "rules", "aside"]


@dataclass(frozen=True, slots=True)
class Subject:
    """An act or provision in a clause, with the offsets of its words."""

    target: str
    role: Role
    start: int
    end: int
    partly: bool = False
    changer: bool = False  # named only as an amendment, of the act before it alone


_RULES: Final = re.compile(
    r"(?:\bpelaksana(?:an|annya)?|\bmerupakan\s+peraturan)\s*(?:(?:yang\s+\w+\s+)?(?:dari|atas|untuk|bagi|terhadap"
    r"|mengenai|berdasarkan|daripada|tentang)\s*)?(?:ketentuan\s*(?:dalam\s*)?)?\Z",
    re.IGNORECASE,
)
_IN_RULES: Final = re.compile(
    r"(?:ketentuan|aturan|pasal)\S*\s+(?:lain\s+)?(?:yang\s+)?(?:di\w+\s+|ter\w+\s+|ada\s+)?(?:di\s?)?"
    r"(?:dalam|dari|pada)\s*\Z",
    re.IGNORECASE,
)
_SOME_RULES: Final = re.compile(
    r"\b(?:ketentuan|aturan|hal)\S*\s[^;:.]{0,220}(?:sebagaimana|yang|seperti)\s+(?:telah\s+)?"
    r"(?:di|ter)\w+\s+(?:di\s?)?(?:dalam|pada|oleh)\s*\Z"
    r"|\b(?:ketentuan|aturan)\S*\s+(?:mengenai|tentang|yang)\s[^;:.]{1,160}\s(?:dalam|pada)\s*\Z",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\b(?:berdasar(?:kan)?|menurut|dengan|oleh|atas|terhadap|mengenai|tentang|sesuai|dimaksud(?:kan)?"
    r"|kepada|bagi|untuk|melalui|kuasa|melaksanakan|dalam|dari|daripada|pada|sebagai|menjadi|lampiran"
    r"|kecuali|selain|mengurangi|berlakunya|sejak|sampai|hingga|setelah|sebelum|ber?dasar|penjelasan"
    r"|memperhatikan|mengingat|di)\s*(?:(?:ketentuan|bunyi|maksud)\S*\s*)?(?:(?:dalam|pada)\s*)?\Z",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(
    r"\b(?:telah|sudah|pernah|kali|terakhir|yang)\s*,?\s*(?:\w+\s+){0,2}?(?:di?ubah|dirubah|ditambah"
    r"|disempurnakan|diganti)|\bterakhir\s*(?:dengan|oleh)\b|\bdi(?:ubah|rubah|tambah)\b",
    re.IGNORECASE,
)
_CHANGER_TITLE: Final = re.compile(r"\b(?:peruba|penguba|tambah|pengganti|menguba)", re.IGNORECASE)
_GAZETTE: Final = re.compile(r"\s*\([^()]{0,200}(?:\([^()]{0,60}\)[^()]{0,100})?\)?")
_MARK: Final = r"(?:(?:[a-z]|\d{1,2}|[ivx]{1,4})\s?[.)]|[-–•])\s*"
_BESIDE: Final = re.compile(
    rf"[\s,;]*(?:dan|serta|atau|maupun|jo\.?|juncto)?[\s,]*(?:{_MARK})?\Z", re.IGNORECASE
)
_ITEM: Final = re.compile(rf"(?::|;\s*(?:dan|atau|serta|dan/atau)?)\s*{_MARK}\Z", re.IGNORECASE)
_ONLY: Final = re.compile(
    r"\b(?:sepanjang|sejauh|sekedar|sebagian|kecuali|khusus(?:nya)?\s+mengenai)\b", re.IGNORECASE
)
_ADJACENT: Final = re.compile(
    r"\s*,?\s*(?:(?:dari|dalam|pada|daripada|tersebut\s+dalam)\s+)?(?:ketentuan\s+)?\Z",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    r"\s*[,:(]?\s*(?:(?:khususnya|terutama|yaitu|pada|ialah)\s+)?\Z", re.IGNORECASE
)
_INSIDE: Final = re.compile(r"\b(?:dalam|di\s?antara|menjadi)\s*\Z", re.IGNORECASE)


def subjects(text: str, start: int, end: int) -> list[Subject]:
    """The acts and provisions named between two offsets, in order, each with its role."""
    return list(_Reader(text[start:end], start).read())


class _Reader:
    """Reads one span: acts from left to right, each with the provisions before it."""

    def __init__(self, text: str, offset: int) -> None:
        self.text, self.offset = text, offset
        self.mentions = find_mentions(text)
        inside = [(m.start, m.end) for m in self.mentions]
        self.chains = [
            c
            for c in find_chains(text)
            if not any(s <= c.start < e for s, e in inside)
            and c.provisions[0].steps[0].unit in {"pasal", "lampiran", "penjelasan", "bab", "ayat"}
        ]

    def read(self) -> Iterator[Subject]:
        last_end, role, partly, base, whole = 0, "itself", False, "", True
        changed = False  # the last one was named as an amendment
        for mention in self.mentions:
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
                    continue
                base = inner  # OCR has lost the act itself; its amendment names it
                yield self._subject(inner, role, mention, partly)
                yield self._subject(mention.acts[0], role, mention, partly, changer=True)
                last_end = self._after(mention)
                continue
            if changed and re.fullmatch(r"\s*(?:jo|juncto)\.?\s*", between, re.I):  # in its title
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
            return re.search(r"\bdengan\b|\boleh\b", between, re.I) is not None
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
        before = self.text[:begin]
        if last_end and _BESIDE.match(self.text[last_end:begin]):
            return role, partly  # type: ignore[return-value]
        before = _ITEM.sub("", before).rstrip() + " "
        if _RULES.search(before):
            return "rules", False
        if _IN_RULES.search(before):
            return "itself", False
        if _SOME_RULES.search(before[-300:]):
            return "itself", True
        if _ASIDE.search(before[-60:]):
            return "aside", False
        return "itself", False

    def _only(self, at: int, mention: Mention) -> bool:
        """Whether "sepanjang …" limits this act, before the next item of the list."""
        following = [m.start for m in self.mentions if m.start > mention.start]
        stop = min([*following, self.text.find(";", at) % (len(self.text) + 1)])
        return _ONLY.search(self.text, at, max(at, stop)) is not None

    def _chains(self, last_end: int, mention: Mention) -> list[Chain]:
        """The provisions right before an act, and those joined to them further back."""
        found = [c for c in self.chains if last_end <= c.start and c.end <= mention.start]
        item = max(self.text.rfind(";", last_end, mention.start), last_end)
        found = [c for c in found if c.start >= item]
        if not found or not _ADJACENT.fullmatch(self.text[found[-1].end : mention.start]):
            return []
        return found

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
