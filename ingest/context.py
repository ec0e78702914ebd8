"""What is known of the text a reference stands in: its act, its place, the acts it names.

"Undang-undang ini" is the act itself, "undang-undang tersebut" the one of that kind named last;
a bare "Pasal 12" is the act's own, except in its preamble (which cites other acts), in an
amending act (whose own pasal are Roman, the Arabic ones being the amended act's), and where the
act has no such pasal.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ingest.kind import kind_of
from ingest.locator import Locator
from ingest.mention import Mention, find_mentions
from ingest.position import Positions, read_positions

_LAW: Final = r"(?:oe?|u)ndang[\s\-•.]{0,3}(?:oe?|u)ndang(?:\s{1,9}darurat)?"
_MORE: Final = r"\s{1,9}(?!ini\b|tersebut\b)[a-z/-]{1,20}"
_SELF: Final = re.compile(
    rf"\b(?=[uoprkist])(?P<words>{_LAW}|UU|PP|perpp?u|perpres|permen\w{{0,12}}|perda|qanun"
    rf"|peraturan(?:{_MORE}){{0,8}}?"
    rf"|(?:keputusan|instruksi|ketetapan|surat\s{{1,9}}edaran)(?:{_MORE}){{0,5}}?)"
    r"\s{1,9}(?P<which>ini|tersebut)\b|\bthis\s{1,9}(?:law|act|regulation|decree)\b",
    re.IGNORECASE,
)
_AMENDS: Final = re.compile(
    r"perubahan\s{1,9}(?:ke\w{2,14}\s{1,9}(?:belas\s{1,9})?)?atas\s{1,9}", re.IGNORECASE
)
_ROMAN_PASAL: Final = re.compile(r"^[ \t]{0,20}Pasal\s{1,3}I[ \t]{0,20}$", re.MULTILINE)
_DEFINED: Final = re.compile(
    r"[\d.\s]Undang[\s-]{1,3}[Uu]ndang\s{1,3}(?:adalah|ialah)\s{1,3}(?=Undang)"
)
#: Words that every kind of act may use of itself.
_ANY_KIND: Final = frozenset({"", "peraturan", "keputusan", "instruksi", "ketetapan"})
#: How far before the provisions a preamble may reach.
_PREAMBLE: Final = 20_000
#: Parts of an act whose names are common words.
RECITALS: Final = frozenset({"menimbang", "mengingat", "memperhatikan", "penutup", "diktum"})


@dataclass(slots=True)
class Context:
    """One text, read once. ``selves`` are mentions of its own act, ``anaphors`` of one before."""

    text: str
    act: str | None
    mentions: list[Mention]
    positions: Positions
    selves: list[Mention] = field(default_factory=list)
    anaphors: list[Mention] = field(default_factory=list)
    amended: str | None = None
    pasal: frozenset[str] = frozenset()  # labels of the act's own, if its whole text is here
    highest: int = 0
    law: str | None = None  # what "Undang-Undang" alone is defined to mean in this text
    _ends: list[int] = field(default_factory=list)

    def place(self, offset: int) -> Locator:
        """Where in its act this offset stands; empty where that is not known."""
        return self.positions.at(offset) if self.act else Locator()

    def in_preamble(self, offset: int) -> bool:
        """Whether this is said before the act's provisions begin, where no pasal is its own."""
        if self.act is None:
            return False
        steps = self.positions.at(offset).steps
        if steps:
            return steps[0].unit in RECITALS
        return bool(self.pasal) and offset < min(_PREAMBLE, self.positions.first_pasal())

    def is_beyond(self, label: str) -> bool:
        """Whether the act, as its whole text shows, has no pasal of this label."""
        if len(self.pasal) < 5 or label in self.pasal:
            return False
        number = re.match(r"\d+", label)
        if number is None:
            return True
        lettered = any(p[:1].isdigit() and not p.isdigit() for p in self.pasal)
        return int(number[0]) > self.highest or not (label.isdigit() or lettered)

    def last_named(self, before: int, within: int = 300) -> str | None:
        """The act named last before this offset, in the same breath."""
        i = bisect_right(self._ends, before) - 1
        if i < 0 or before - self._ends[i] >= within:
            return None
        acts = self.mentions[i].acts
        return acts[0] if len(acts) == 1 else None

    def next_named(self, after: int, before: int) -> Mention | None:
        """The first act named between these offsets."""
        i = bisect_right(self._ends, after)
        if i < len(self.mentions) and after <= self.mentions[i].start < before:
            return self.mentions[i]
        return None

    def is_own_head(self, mention: Mention) -> bool:
        """The act's own name in capitals: a head, no reference."""
        if self.act is None or self.act not in mention.acts:
            return False
        words = self.text[mention.start : mention.bare_end]
        return sum(c.isupper() for c in words) > sum(c.islower() for c in words)


def read_context(
    text: str, act: str | None, at: Locator | None, known: Mapping[str, str]
) -> Context:
    """The context of a text from this act, standing at this place (None: it is all of it)."""
    year = re.match(r"[a-z-]+/(\d{4})", act) if act else None
    mentions = find_mentions(text, int(year[1]) if year else None, known)
    context = Context(text, act, mentions, read_positions(text, at) if act else Positions())
    context._ends = [mention.end for mention in mentions]
    context.law = _defined_law(context)
    if act and at is None:
        steps = (where.step("pasal") for where in context.positions.locators)
        context.pasal = frozenset(step.label for step in steps if step)
        context.highest = max((int(p) for p in context.pasal if p.isdigit()), default=0)
    if act:
        context.amended = _amended(text, known.get(act, ""))
    for mention, own in _selves(context):
        (context.selves if own else context.anaphors).append(mention)
    return context


def _defined_law(context: Context) -> str | None:
    """The act in "Undang-Undang adalah Undang-Undang Nomor 8 Tahun 1985", a usual definition."""
    match = _DEFINED.search(context.text)
    named = context.next_named(match.end() - 1, match.end() + 1) if match else None
    return named.acts[0] if named and len(named.acts) == 1 else None


def _selves(context: Context) -> Iterator[tuple[Mention, bool]]:
    """ "undang-undang ini", and "undang-undang tersebut" after an act of that kind."""
    taken = {mention.start for mention in context.mentions}
    for match in _SELF.finditer(context.text):
        if match.start() in taken:
            continue
        own = match["which"] is None or match["which"].lower() == "ini"
        if own:
            act = context.act if _is_own_kind(match["words"] or "", context.act) else None
        else:
            act = _antecedent(context, match["words"], match.start())
        if act:
            reason = "" if own else "peraturan yang disebut terakhir"
            yield Mention(match.start(), match.end(), (act,), reason, match.end()), own


def _is_own_kind(words: str, act: str | None) -> bool:
    """Whether "Peraturan Menteri ini" can be said in an act of this kind."""
    slug = (act or "").split("/")[0]
    kind = kind_of(words)
    if kind is None:
        return words.strip().lower() in _ANY_KIND
    return slug == kind.slug or (len(kind.slug) > 3 and slug.startswith(kind.slug))


def _antecedent(context: Context, words: str, before: int) -> str | None:
    """The act of this kind named last, if not too far back."""
    kind = kind_of(words)
    i = bisect_right(context._ends, before) - 1
    for mention in reversed(context.mentions[max(0, i - 8) : i + 1]):
        if before - mention.end > 2000:
            return None
        if kind and len(mention.acts) == 1 and mention.acts[0].split("/")[0] == kind.slug:
            return mention.acts[0]
    return None


def _amended(text: str, title: str) -> str | None:
    """The act that this one amends, by its title, or by its head if its pasal are Roman."""
    if title and (match := _AMENDS.match(title)):
        named = find_mentions(title[match.end() :])
        return named[0].acts[0] if named else None
    if not _ROMAN_PASAL.search(text):
        return None
    match = _AMENDS.search(text, 0, 3000)
    named = find_mentions(text[match.end() : match.end() + 600]) if match else []
    return named[0].acts[0] if named and named[0].start < 5 else None
