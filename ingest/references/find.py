"""References in legal text: recognised, normalised, resolved to ids, printed.

`find_references` gives one `Reference` for each provision or act named; "Pasal 363 dan Pasal
367 UU 23/2014" are two, the second reaching to the end of the act's name. A range is one, with
every provision in it as target. Several targets with a ``reason`` are candidates, best first;
without one they are all meant. What cannot be resolved is not given at all: a wrong pointer is
worse than none. Words of a reference that were not understood are its ``unread``.

The parts: acts named (`ingest.references.acts`), provisions named (`ingest.references.provisions`),
where the text itself stands (`ingest.references.context`), what is known of it
(`ingest.references.context`), which act a provision is of (`ingest.references.find`). Rules of
writing: UU 12/2011, Lampiran II nomor 267–284.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from dalil.ingest.locator import Locator, Step
from dalil.ingest.numerals import digit_reading
from dalil.ingest.references.acts import Mention, before_gazette, instrument_at, instrument_before
from dalil.ingest.references.context import RECITALS, Context, read_context
from dalil.ingest.references.ids import as_printed, is_target
from dalil.ingest.references.provisions import (
    SPACE,
    SPACES,
    Chain,
    Provision,
    chain_at,
    find_chains,
)
from dalil.ingest.references.unparsed import odd_after, odd_before, unread_after

# From the words of a provision to ids: relative places, ranges, "ini", candidates of acts.

#: Units from the pasal down, in the order of a locator.
_ORDER: Final = ("pasal", "ayat", "huruf", "angka")
#: Headings above a pasal: never part of its locator.
_HEADINGS: Final = frozenset({"buku", "bab", "bagian", "paragraf"})
#: A range longer than this is no list of provisions but a misreading.
_LONGEST_TEXT: Final = 400


def locate(provision: Provision, place: Locator) -> list[Locator]:
    """The locators that the provision means, said at this place; [] where it cannot be known."""
    steps = _in_locator_order(provision.steps)
    if any(step.label == "ini" for step in steps):
        steps = _this(steps, place)
    elif provision.relative:
        steps = _completed(steps, place)
    if not steps:
        return []
    if provision.last:
        return [Locator((*steps[:-1], step)) for step in _range(steps[-1], provision.last)]
    return [Locator(steps)]


def _in_locator_order(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Without the headings above a pasal: "Bab II Pasal 5" is Pasal 5; () for "Pasal 5 Bab II"."""
    pasal = next((i for i, step in enumerate(steps) if step.unit == "pasal"), -1)
    if pasal >= 0:
        if any(step.unit in _HEADINGS for step in steps[pasal:]):
            return ()
        return tuple(
            step for step in steps if step.unit not in _HEADINGS or step.label.startswith("aturan-")
        )
    return steps


def _this(steps: tuple[Step, ...], place: Locator) -> tuple[Step, ...]:
    """ "Pasal ini", "ayat ini": up to that unit of the place, and on from there."""
    i = max(i for i, step in enumerate(steps) if step.label == "ini")
    units = [step.unit for step in place.steps]
    if steps[i].unit not in units:
        return ()
    reach = len(units) - units[::-1].index(steps[i].unit)
    return (*place.steps[:reach], *steps[i + 1 :])


def _completed(steps: tuple[Step, ...], place: Locator) -> tuple[Step, ...]:
    """ "ayat (1)" said in Pasal 5 is Pasal 5 ayat (1): the place, down to above the first unit."""
    if steps[0].unit not in _ORDER or not place.steps:
        return ()
    depth = _ORDER.index(steps[0].unit)
    inner = max((i for i, step in enumerate(place.steps) if step.unit == "pasal"), default=0)
    above = list(place.steps[:inner])  # "pasal-i/angka-3", of a text inside an amending article
    for step in place.steps[inner:]:
        if step.unit in _ORDER and _ORDER.index(step.unit) >= depth:
            break
        above.append(step)
    if not above or (steps[0].unit == "ayat" and above[-1].unit != "pasal"):
        return ()
    return (*above, *steps)


def _range(first: Step, last: str) -> list[Step]:
    """Every step from the first label to the last; both ends where what is between is unknown."""
    ends = [first, Step(first.unit, last)]
    if (
        first.label.isdigit()
        and last.isdigit()
        and 0 < int(last) - int(first.label) < _LONGEST_TEXT
    ):
        return [Step(first.unit, str(n)) for n in range(int(first.label), int(last) + 1)]
    stem = first.label[:-1]
    if last[:-1] == stem and first.label[-1:].isalpha() and last[-1:].isalpha():
        low, high = ord(first.label[-1]), ord(last[-1])
        if 0 < high - low < 26:
            return [Step(first.unit, stem + chr(c)) for c in range(low, high + 1)]
    return ends


# Provisions and acts bound together: of which act is "Pasal 12", said here?
#
# The act named right after or before a provision, the one a preamble names further on, the income
# tax's, the text's own, in an amending act the amended one; none where an instrument without an id
# is named (`ingest.references.acts`). Heads, catchwords and the English text of a treaty are none.


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference: its words, where they stand, and the ids they mean.

    ``unread`` are those of its words that were not understood ("kalimat kedua"): with them the
    targets are what is known of it, not all that is meant.
    """

    text: str
    start: int
    end: int
    targets: tuple[str, ...]
    reason: str = ""
    unread: str = ""

    def to_dict(self) -> dict[str, Any]:
        """An element of what ``dalil references --json`` prints."""
        return {
            "text": self.text, "start": self.start, "end": self.end,
            "targets": list(self.targets), "unread": self.unread,
        }  # fmt: skip


#: Between provisions and their act: "Pasal 5 (dari) UU 24/2000", "Article 5 of Law 24/2000".
#: A capital "Dalam" begins a sentence: "Pasal 1 Dalam Undang-Undang ini yang dimaksud …".
_TO_ACT: Final = re.compile(
    rf"(?:{SPACE},)?{SPACE}(?:(?:(?-i:dari|dalam|pada|menurut)|of(?:{SPACES}the)?|in(?:{SPACES}the)?|the|under)"
    rf"{SPACES})?",
    re.IGNORECASE,
)
#: Between an act and provisions after it: "UU 23/2014, khususnya Pasal 363".
_FROM_ACT: Final = re.compile(
    rf"[\"”]?(?:{SPACE}(?P<closed>\)))?[\"”]?(?:,\s?(?:hlm|hal|p)\.?\s?\d[\d–-]{{0,8}})?(?:{SPACE}[,:(])?{SPACE}"
    rf"(?:(?:khususnya|terutama|yaitu|vide|lihat|pada|(?-i:dalam)|in{SPACES}particular){SPACES})?",
    re.IGNORECASE,
)
#: "(UUPT) Pasal 97": parentheses around nothing but the act's name; not "(bandingkan UU 24/2000)".
_OPENED: Final = re.compile(
    r"\((?:\s?(?:yang\s)?(?:untuk\s)?(?:selanjutnya\s)?di(?:sebut|singkat)(?:\s(?:dengan|sebagai))?)?\s?[\"“]?\Z",
    re.IGNORECASE,
)
#: The income tax is called by the pasal of UU 7/1983 that lays it down: "PPh Pasal 21".
_INCOME_TAX: Final = re.compile(r"\b(?:pajak\s{1,9}penghasilan|pph)\s{1,9}\Z", re.IGNORECASE)
_INCOME_TAX_ACT: Final = Mention(-1, -1, ("uu/1983/7",))
#: "Pasal 12 . . .": the catchword at the foot of a page, printed again on the next.
_CATCHWORD: Final = re.compile(r"\s{0,3}(?:…|\.\s?\.)")
#: Between an act and a unit that goes on the provision before it.
_BESIDE: Final = re.compile(rf"(?:{SPACE},)?{SPACE}")
#: An act found further ahead than this is meant, but is not part of the reference's words.
_NEAR: Final = 20
#: The next instruction of an amending act: what was named before it is done with.
_NEXT_ITEM: Final = re.compile(r"\n\s{0,9}(?:\d{1,3}|[IVX]{1,4})\.\s")
#: From an act's year to a provision, no sentence ends.
_SAME_SENTENCE: Final = re.compile(
    r"(?:undang|UU|peraturan|PP|ketetapan)\b(?:(?!\.\s)[^\n]){0,300}\Z", re.I
)
#: "Pasal 7 Undang-Undang", where the text has defined which.
_BARE_LAW: Final = re.compile(
    r"\s{1,3}(?:dalam\s{1,3}|dari\s{1,3})?(?P<law>Undang[\s-]{1,3}[Uu]ndang)"
    r"(?=\s{0,3}(?:[.,;)]|(?!ini|itu|tersebut|dimaksud|tentang|nomor)[a-z]))"
)
#: The source of the note before, in a footnote.
_AGAIN: Final = re.compile(
    r"\b(?:ibid(?:em)?|idem|id|loc\.?\s?cit|op\.?\s?cit)\b\.?,?\s{1,3}\Z", re.IGNORECASE
)
_ENGLISH: Final = re.compile(r"art(?:icle)?s?\b|para|annex|chapter|point|letter", re.IGNORECASE)
#: Provisions that mean nothing without an act beside them.
_NEEDS_ACT: Final = RECITALS | {
    "buku", "bab", "bagian", "paragraf", "pembukaan", "alinea", "umum",
}  # fmt: skip


class Binder:
    """Binds the provisions of a text to the acts they are of."""

    def __init__(self, context: Context, looked_up: bool = False) -> None:
        self.context, self.looked_up = context, looked_up
        # A ruling has no pasal, but for a place in one that is looked up as it is printed.
        acts = [mention for mention in context.mentions if looked_up or not mention.is_ruling]
        self.ends = {mention.end: mention for mention in acts}
        self.starts = {
            mention.start: mention for mention in (*context.anaphors, *context.selves, *acts)
        }
        self.rulings = {mention.start for mention in context.mentions if mention.is_ruling}
        self.used: set[int] = set()
        #: A provision before its act, and where that ends: "Pasal 27 UU ITE ayat (3)" goes on.
        self.before_act: tuple[int, Mention, Locator] | None = None
        self.unread = 0  # up to where words of a reference were passed over
        self.chained: set[int] = set()
        self.pasal = (0, Step("pasal"))  # the Arabic pasal said last, and where

    def references(self, chains: list[Chain]) -> list[Reference]:
        """Provisions with their acts, and the acts that stand alone, in the order of the text."""
        self.chained = {c.start for c in chains if not c.provisions[0].relative}
        found: list[Reference] = []
        for chain in (part for whole in chains for part in self._parted(whole)):
            if chain.start >= self.unread:
                found += self._chain(chain)
        spans = [(reference.start, reference.end) for reference in found]
        found += [
            self._alone(mention, spans)
            for mention in (*self.context.mentions, *self.context.selves)
            if mention.start not in self.used and not self.context.is_own_head(mention)
        ]
        return sorted(found, key=lambda reference: (reference.start, reference.end))

    def _parted(self, chain: Chain) -> list[Chain]:
        """ "UU 24/2000 Pasal 5 serta Pasal 6 UU 37/1999": each pasal is of the act beside it."""
        text, made = self.context.text, chain.provisions
        named = [
            i for i, p in enumerate(made)
            if i and p.steps[0].unit == "pasal" and text[p.start].isalpha()
        ]  # fmt: skip
        if not named or self._act_after(chain.end) is None or not self._is_beside(chain.start):
            return [chain]
        parts = (made[: named[-1]], made[named[-1] :])
        return [Chain(part, part[-1].end, chain.barriers, chain.literal) for part in parts]

    def _is_beside(self, start: int) -> bool:
        """Whether what a pasal is of stands right before it: an act, or an "Ibid."."""
        text = self.context.text
        if _AGAIN.search(text, max(0, start - 24), start):
            return True
        at = start - 1
        while at > 0 and text[at] == " ":
            at -= 1
        act = self.ends.get(at + 1) if at + 1 < start else None
        return act is not None and act.start not in self.used

    def _alone(self, mention: Mention, spans: list[tuple[int, int]]) -> Reference:
        """An act without a provision; one whose number is not read ("Pasal 12/A") is told."""
        text, start, end, unread = self.context.text, mention.start, mention.end, mention.unread
        if mention.is_ruling:
            place = f"#{mention.place}" if mention.place else ""
            targets = tuple(f"{ruling}{place}" for ruling in mention.acts)
            return self._reference(start, end, targets, mention.reason, unread)
        before, after = odd_before(text, start), odd_after(text, end)
        if before is not None and self._is_free(before, start, spans):
            unread, start = text[before:start].strip(" ,\n"), before
        elif after is not None and self._is_free(after[0], after[1], spans):
            unread, end = text[after[0] : after[1]], after[1]
        return self._reference(start, end, mention.acts, mention.reason, unread)

    def _is_free(self, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
        """Whether nothing was read between two offsets."""
        if any(start <= at < end for at in self.chained):
            return False
        acts = any(start < m.end and m.start < end for m in self.context.mentions)
        return not acts and not any(s < end and start < e for s, e in spans)

    def _reference(
        self, start: int, end: int, targets: tuple[str, ...], reason: str, unread: str = ""
    ) -> Reference:
        return Reference(self.context.text[start:end], start, end, targets, reason, unread)

    def _is_of_ruling(self, chain: Chain) -> bool:
        """Whether a provision is said to be a ruling's: it has none."""
        gap = _TO_ACT.match(self.context.text, chain.end)
        return any(at in self.rulings for at in range(chain.end, gap.end() + 1 if gap else 0))

    def _chain(self, chain: Chain) -> Iterator[Reference]:
        if self.rulings and not self.looked_up and self._is_of_ruling(chain):
            return
        going_on = self._goes_on(chain)
        after = self._act_after(chain.end)
        rest = chain.end
        if after is None:
            rest = unread_after(self.context.text, chain.end, self._is_act)
            after = self._act_after(rest) if rest > chain.end else None
        if after and self._is_next(chain, after):
            after, rest = None, chain.end
        if after is None and (
            instrument_at(self.context.text, chain.end) or self._is_of_instrument(chain.start)
        ):
            after = self._gazetted(chain)  # of an instrument: known by its Staatsblad or not at all
            if after is None:
                return
        after = after or self._act_ahead(chain)
        if after is None and self._is_printed_twice(chain):
            return
        if after and self.context.is_own_head(after) and self._is_capital(chain):
            return  # "PENJELASAN ATAS UNDANG-UNDANG …", "LAMPIRAN II PERATURAN …": heads
        if self.context.act and self.context.text.startswith("PENJELASAN UMUM", chain.start):
            return  # the head of the general elucidation, glued to its first words
        before = None if after or going_on else self._act_before(chain)
        bound = after or before or (going_on[0] if going_on else None)
        if bound is None and _INCOME_TAX.search(
            self.context.text, max(0, chain.start - 30), chain.start
        ):
            bound = _INCOME_TAX_ACT
        if bound is None and self.context.text[chain.start].lower() == "s":
            return  # "section 5" alone is a part of a text
        near = bound is not None and bound.start - rest < _NEAR
        unread = self.context.text[chain.end : rest].strip(" ,\n")
        self.unread = rest
        last = len(chain.provisions) - 1
        for i, provision in enumerate(chain.provisions):
            place = going_on[1] if going_on and not after else None
            targets, reason = self._targets(provision, bound, place)
            if provision.steps[0].unit == "pasal" and provision.steps[0].label[:1].isdigit():
                self.pasal = provision.start, provision.steps[0]
            if not targets:
                continue
            if bound is not None and near:
                self.used.add(bound.start)
            start = before.start if before and i == 0 else provision.start
            end = after.end if after and near and i == last else provision.end
            if i == last and after and near:
                pasal = Locator.parse(targets[0].partition("#")[2])
                self.before_act = end, after, pasal
                if (tail := unread_after(self.context.text, end)) > end:
                    unread = f"{unread} {self.context.text[end:tail].strip(' ,')}".strip()
                    end = self.unread = tail
            if i == last:
                yield self._reference(start, max(end, rest), targets, reason, unread)
            else:
                yield self._reference(start, end, targets, reason)

    def _is_of_instrument(self, start: int) -> bool:
        """Whether an instrument is named right before; in the title of an act it is none."""
        at = instrument_before(self.context.text, start)
        return at is not None and not any(m.start <= at < m.end for m in self.context.mentions)

    def _is_next(self, chain: Chain, after: Mention) -> bool:
        """Whether the act behind is the next of a list: "UU A, Pasal 5, UU B, Pasal 6"."""
        gap = self.context.text[chain.end : after.start]
        return bool(re.search(r"[,\n]", gap)) and self._act_before(chain) is not None

    def _goes_on(self, chain: Chain) -> tuple[Mention, Locator] | None:
        """The act and pasal that an ayat right behind them is of: "Pasal 27 UU ITE ayat (3)"."""
        if self.before_act is None or not chain.provisions[0].relative:
            return None
        end, act, locator = self.before_act
        behind = before_gazette(self.context.text, chain.start)
        gap = _BESIDE.match(self.context.text, end)
        if end in behind:
            return act, locator  # "Pasal 5 UU 24/2000 (LN 2000 No. 185) ayat (2)"
        if locator.step("pasal") is None or not self.context.text[chain.start].islower():
            return None  # "Ayat (3)" with a capital begins an elucidation
        return (act, locator) if gap and gap.end() == chain.start else None

    def _is_act(self, end: int) -> bool:
        return self._act_after(end) is not None

    def _act_after(self, end: int) -> Mention | None:
        gap = _TO_ACT.match(self.context.text, end)
        for at in range(gap.end() if gap else end, end - 1, -1):
            if mention := self.starts.get(at):
                return mention
        at = gap.end() if gap else end
        mention = self.starts.get(at + 1) if self.context.text[at : at + 1] == "(" else None
        if mention and self.context.text[mention.end : mention.end + 1] == ")":
            return mention  # "Pasal 97 (UUPT)"
        bare = _BARE_LAW.match(self.context.text, end) if self.context.law else None
        if bare is not None and self.context.law:
            return Mention(bare.start("law"), bare.end(), (self.context.law,), "", bare.end())
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
        # In a footnote the gazette stands between: "UU 23/2014, L.N.R.I. …, Pasal 363".
        found = (self._ended_before(at) for at in before_gazette(self.context.text, chain.start))
        return next((mention for mention in found if mention), None)

    def _ended_before(self, at: int) -> Mention | None:
        window = self.context.text[max(0, at - 30) : at]
        for length in range(len(window) + 1):
            mention = self.ends.get(at - length)
            if mention is not None:
                free = mention.start not in self.used
                between = _FROM_ACT.fullmatch(window[len(window) - length :])
                if between is None or not free:
                    return None
                before = self.context.text[max(0, mention.start - 60) : mention.start]
                return None if between["closed"] and not _OPENED.search(before) else mention
        return None

    def _targets(
        self, provision: Provision, bound: Mention | None, within: Locator | None = None
    ) -> tuple[tuple[str, ...], str]:
        """The ids that a provision means, and why they are several; ((), "") if not known.

        ``within`` is the provision of the act that a relative one goes on.
        """
        if within is None and not self._is_said(provision, bound):
            return (), ""
        provision = self._as_the_act_has(provision, bound)
        locators = locate(provision, within or self._place(provision))
        if not locators:
            return (), ""
        if self.context.amended and provision.steps[0].unit == "ayat" and not bound:
            inner = next(s for s in reversed(locators[0].steps) if s.unit == "pasal")
            if not inner.label[:1].isdigit():
                return (), ""  # an amending pasal has no ayat: the inner one is not known
        if bound is not None:
            acts, reason = bound.acts, bound.reason
        else:
            acts, reason = self._own_act(provision, locators[0])
        return tuple(f"{act}#{locator}" for act in acts for locator in locators), reason

    def _as_the_act_has(self, provision: Provision, bound: Mention | None) -> Provision:
        """ "Pasal 28I" in the whole text of an act that has a Pasal 281 and no 28I: misread."""
        own = self.context.act is not None and (bound is None or bound.acts == (self.context.act,))
        first, pasal = provision.steps[0], self.context.pasal
        read = digit_reading(first.label) if own and first.unit == "pasal" and pasal else None
        if read is None or first.label in pasal:
            return provision
        if read not in pasal and f"{first.label[:-1]}h" in pasal:
            return provision  # 28H is there: 28I may have been lost
        return replace(provision, steps=(Step("pasal", read), *provision.steps[1:]))

    def _place(self, provision: Provision) -> Locator:
        """Where it is said; in an instruction of an amending act, the pasal just named."""
        place = self.context.place(provision.start)
        where, pasal = self.pasal
        said = self.context.text[where : provision.start]
        own = place.step("pasal")
        if not (provision.relative and self.context.amended and pasal.label and len(said) < 400):
            return place
        if own is not None and own.label[:1].isdigit():
            return place
        return place if _NEXT_ITEM.search(said) else Locator((pasal,))

    def _is_of_another(self, provision: Provision) -> bool:
        """Whether another act is named before it in the same sentence."""
        last = self.context.last_named(provision.start)
        said = self.context.text[max(0, provision.start - 300) : provision.start]
        return last not in (None, self.context.act) and bool(_SAME_SENTENCE.search(said))

    def _gazetted(self, chain: Chain) -> Mention | None:
        """ "pasal 3 Indische Tariefwet (Staatsblad 1924 No. 487)": the act by its gazette."""
        text = self.context.text
        named = self.context.next_named(chain.end, chain.end + 140)
        if named is None:
            return None
        between = text[chain.end : named.start]
        return (
            named if re.search(r"\(\s?\Z", between) and not re.search(r"[.;]\s", between) else None
        )

    def _is_printed_twice(self, chain: Chain) -> bool:
        """Catchwords, and headings in capitals ("ARTICLE III")."""
        text = self.context.text
        if self.context.act is not None and _CATCHWORD.match(text, chain.end):
            return True
        line = text.rfind("\n", 0, chain.start) + 1
        english = text[chain.start : chain.start + 5] in {"ARTIC", "ANNEX", "CHAPT"}
        return english and not text[line : chain.start].strip()

    def _is_capital(self, chain: Chain) -> bool:
        return self.context.text[chain.start : chain.start + 5].isupper()

    def _is_said(self, provision: Provision, bound: Mention | None) -> bool:
        """Whether these words name a provision at all here."""
        first = provision.steps[0]
        if (
            bound is None
            and self.context.pasal
            and _ENGLISH.match(self.context.text, provision.start)
        ):
            return False  # the text of a treaty in an act that ratifies it
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
        if not context.place(provision.start).steps and self._is_of_another(provision):
            return (), ""  # a general elucidation that speaks of other acts
        ranged = provision.last if provision.steps[-1].unit == "pasal" else ""
        if context.is_beyond(ranged or first.label):
            last = context.last_named(provision.start) if arabic else None
            reason = "bukan pasal peraturan ini; peraturan yang disebut terakhir"
            return ((last,), reason) if last else ((), "")
        return (context.act,), ""


_BETWEEN: Final = (
    r"(?:[\s,;()&]|dan/atau\b|dan\b|atau\b|serta\b|[jy]o\.?|j\.\s?o\.?|perubahannya\b|sebagaimana\b"
    r"|telah\b|beberapa\b|kali\b|diubah\b|terakhir\b|dengan\b|juncto\b|and\b|or\b|lihat\b|vide\b|the\b"
    r"|ketentuan\b|bunyi\b|isi\b|see\b|indonesian\b){0,60}"
)
#: What a footnote has before the act, after a digest's name, and after the provision.
_FOOTNOTE: Final = re.compile(
    r"\A(?:Republik\s)?Indonesia,\s{1,3}|\s\((?:ikhtisar|digest)\b[^()\n]{0,40}\)"
    r"|,\s{0,3}(?:hlm|hal|p)\.\s?[\d–-]{1,9}\Z",
    re.IGNORECASE,
)
#: A title typed in small letters, whose end only the end of the string shows.
_TITLE_TYPED: Final = re.compile(r"(?<=\s)(?:tentang|ttg)\s[\w\s,/()-]{1,300}\Z", re.IGNORECASE)
#: Digits, letters and signs as wide as a Chinese character, as some keyboards type them.
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
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
    wide = text.translate(_WIDE)
    context = read_context(wide, act, at, known or {})
    chains = find_chains(wide, context.positions.headings)
    found = Binder(context).references(chains)
    if wide == text:
        return found
    return [replace(r, text=text[r.start : r.end]) for r in found]


def parse_reference(text: str) -> list[str]:
    """The ids that this text, as a whole, refers to, best first; [] if it is no reference."""
    text = _FOOTNOTE.sub("", text.strip().rstrip(".;"))
    if is_target(text):
        return [text]
    if len(text) > _LONGEST:
        return []
    found = _looked_up(text, literal=False) or _looked_up(text, literal=True)
    return [as_printed(found[0], text)] if len(found) == 1 else found


def _looked_up(text: str, literal: bool) -> list[str]:
    """The ids of a whole string; ``literal`` takes units in the order printed, however odd."""
    chains = [] if literal else find_chains(text, repaired=False)
    first = chain_at(text, 0, literal=literal)
    if first is not None and (not chains or chains[0].start > 0):
        chains = [first, *(chain for chain in chains if chain.start >= first.end)]
    found = Binder(read_context(text, None, None, {}), looked_up=True).references(chains)
    if any(reference.unread for reference in found):
        return []  # understood in part only
    rest = text
    for reference in reversed(found):
        rest = f"{rest[: reference.start]} {rest[reference.end :]}"
    rest = _TITLE_TYPED.sub("", rest)
    if not found or not re.fullmatch(_BETWEEN, rest, re.IGNORECASE):
        return []
    return list(dict.fromkeys(target for reference in found for target in reference.targets))
