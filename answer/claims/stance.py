"""Does a passage carry a claim, say otherwise, or is it only near?

The rule looks at the sentence of the passage that holds most of the claim's words, and compares
what can contradict: the force of the norm (`norm`), amounts (`amount`), who acts (`actor`) and
exceptions. It finds signs for a person who reads on; it does not understand the sentence. What it
is worth was measured: bench/results/claims.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dalil.answer.claims.amounts import Amount, amounts
from dalil.answer.claims.claim import _EXCEPTION, Claim, actors, other
from dalil.answer.claims.norms import Force, Norm, agree, aside, norms, stem
from dalil.answer.sentences import sentences
from dalil.ingest.definitions import gives_meaning
from dalil.ingest.words import WORD, words

if TYPE_CHECKING:
    from dalil.answer.claims.claim import Claim


_QUALITY: Final = re.compile(
    r"\b(?P<not>tidak\s+|non-?)?(?P<word>tertentu|tetap|sah|langsung|bergerak|sementara|penuh)\b",
    re.IGNORECASE,
)
_BOUNDS: Final = {
    "most": ("batas atas", "an upper limit"),
    "least": ("batas bawah", "a lower limit"),
}


@dataclass(frozen=True, slots=True)
class Contrast:
    """One sign that the sentence says otherwise; ``spans`` are spans of the sentence."""

    ground: str
    reason: tuple[str, str]
    spans: tuple[tuple[int, int], ...] = ()


def contrasts(claim: Claim, sentence: str) -> list[Contrast]:
    """All signs that this sentence, which is about the claim's subject, says otherwise."""
    found = [*_amounts(claim.amounts, amounts(sentence))]
    if force := _force(claim, sentence):
        found.append(force)
    if someone := other(list(claim.actors), actors(sentence)):
        doer, theirs = someone
        names = ", ".join(dict.fromkeys(a.office for a in theirs))
        found.append(
            Contrast(
                "actor",
                (
                    f"subjek lain: {doer.office} ≠ {names}",
                    f"another actor: {doer.office} ≠ {names}",
                ),
                tuple((a.start, a.end) for a in theirs),
            )
        )
    return found


def missing(claimed: Iterable[Amount], sentence: str) -> list[Amount]:
    """The claim's amounts that the sentence does not state."""
    said = amounts(sentence)
    return [a for a in claimed if not any(a.same(s) for s in said)]


def _amounts(claimed: Iterable[Amount], said: list[Amount]) -> Iterable[Contrast]:
    for amount in claimed:
        alike = [s for s in said if s.kind == amount.kind]
        same = [s for s in alike if s.same(amount)]
        if any(not s.opposed(amount) for s in same) or not alike:
            continue
        if same:
            mine, theirs = _BOUNDS[amount.bound], _BOUNDS[same[0].bound]
            yield Contrast(
                "bound",
                (
                    f"arah lain: {amount.words} sebagai {mine[0]} ≠ {theirs[0]}",
                    f"another direction: {amount.words} as {mine[1]} ≠ {theirs[1]}",
                ),
                tuple((s.start, s.end) for s in same),
            )
            continue
        near = sorted(alike, key=lambda s: (s.bound != amount.bound, s.start))
        told = " / ".join(dict.fromkeys(" ".join(s.words.split()) for s in near[:2]))
        yield Contrast(
            "number",
            (f"angka lain: {amount.words} ≠ {told}", f"another number: {amount.words} ≠ {told}"),
            tuple((s.start, s.end) for s in near[:2]),
        )


def _force(claim: Claim, sentence: str) -> Contrast | None:
    """Where claim and sentence give the same verb forces that cannot both be true."""
    said = norms(sentence)
    places = _places(sentence)
    governed: set[str] = set()
    agreed = False
    for norm, heads in zip(claim.norms, claim.heads, strict=True):
        governed |= set().union(*heads)
        head = next((h for h in heads if h & places.keys()), None)
        if head is None:
            continue
        place = places[next(iter(head & places.keys()))]
        over = [m for m in said if head & set(map(stem, m.heads))]
        over = over or [m for m in said if head & set(map(stem, m.joined))]
        if norm.aside or (over and all(m.aside for m in over)):
            if norm.force == "not" and norm.aside and not over and aside(sentence, place[0]):
                return _against(norm, [], sentence, place)
            continue
        main = [m for m in over if not m.aside]
        forces: set[Force | Literal[""]] = {m.force for m in main} or {""}
        if any(agree(norm.force, f) for f in forces):
            agreed = True
        elif main or not (aside(sentence, place[0]) or gives_meaning(sentence[: place[0]])):
            return _against(norm, main, sentence, place)
    if agreed:
        return None
    mine = {r for _, roots in claim.words for r in roots}
    for m in said:
        first = {stem(h) for h in m.heads[:1]}
        if not m.denies or not first & mine or first & governed or agree("", m.force):
            continue
        if not m.aside or (m.force == "not" and _aside_too(claim.text, first)):
            return _against(None, [m], sentence, (m.start, m.end))
    return None


def elsewhere(claim: Claim, sentence: str) -> tuple[str, str] | None:
    """Why a sentence with the claim's words speaks of something else; None where it does not.

    A definition carries no duty; "perjanjian kerja waktu tidak tertentu" is another thing than
    one "waktu tertentu"; "dalam hal gubernur tidak membatalkan" does not say that he may.
    """
    if gives_meaning(sentence) and not gives_meaning(claim.text):
        return ("hanya memberi pengertian", "only gives a definition")
    mine, theirs = _qualities(claim.text), _qualities(sentence)
    for word, denied in mine.items():
        if word in theirs and not denied & theirs[word]:
            told = f"tidak {word}" if True in theirs[word] else word
            return (f"tentang hal lain: “{told}”", f"about something else: “{told}”")
    said = norms(sentence)
    for norm, heads in zip(claim.norms, claim.heads, strict=True):
        if norm.aside or norm.denies or not heads:
            continue
        over = [m for m in said if heads[0] & {stem(h) for h in m.heads[:1]}]
        if over and all(m.aside and m.denies for m in over):
            return ("hanya sebagai syarat", "as a condition only")
    return None


def only_forbids(claim: Claim, sentence: str) -> bool:
    """Whether a claim gives a power and all that a sentence rules is forbidden: whatever words
    they share, it does not carry the claim."""
    given = any(n.force == "power" and not n.aside for n in claim.norms)
    ruled = [n.force for n in norms(sentence) if not n.aside]
    return given and bool(ruled) and set(ruled) == {"ban"}


def _qualities(text: str) -> dict[str, set[bool]]:
    """Words that make another thing of what they stand behind, and whether they are denied."""
    found: dict[str, set[bool]] = {}
    for match in _QUALITY.finditer(text):
        found.setdefault(match["word"].lower(), set()).add(bool(match["not"]))
    return found


def _places(text: str) -> dict[str, tuple[int, int]]:
    """Where the word of each root stands first."""
    places: dict[str, tuple[int, int]] = {}
    for match in WORD.finditer(text):
        places.setdefault(stem(match[0].lower()), match.span())
    return places


def _aside_too(text: str, heads: set[str]) -> bool:
    """Whether the claim has the same condition without its negation."""
    places = _places(text)
    return any(aside(text, places[h][0]) for h in heads if h in places)


def _against(
    claimed: Norm | None, said: list[Norm], sentence: str, place: tuple[int, int]
) -> Contrast:
    mine = f"“{claimed.words.lower()}”" if claimed else None
    if said:
        theirs = f"“{' '.join(said[0].words.lower().split())}”"
        spans = tuple((m.start, m.end) for m in said)
        if mine is None:
            return Contrast("force", (f"bagian: {theirs}", f"the passage: {theirs}"), spans)
        return Contrast("force", (f"{mine} ≠ {theirs}", f"{mine} ≠ {theirs}"), spans)
    word = sentence[slice(*place)]
    return Contrast(
        "force",
        (
            f"klaim: {mine}; bagian: “{word}” tanpa itu",
            f"claim: {mine}; passage: “{word}” without it",
        ),
        (place,),
    )


StanceKind = Literal["supports", "otherwise", "near"]

#: The share of the claim's words that one sentence must hold to be about the same thing, and to
#: carry it. Set on the development half of bench/claims.py.
ABOUT: Final = 0.6
CARRIES: Final = 0.62
#: The same where the sentence lacks the verb that the claim's own force governs.
CARRIES_WITHOUT_VERB: Final = 0.8
#: Words of a long sentence among which the claim's must stand: so many times those of the claim.
WINDOW: Final = 3
LEAST_WINDOW: Final = 25
#: What a word counts that only the headings and the title hold.
ABOVE: Final = 0.5


_UNLESS: Final = re.compile(r"kecuali|unless|except", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stance:
    """What a passage is to a claim.

    ``reason`` says why in Indonesian and English; ``grounds`` names the signs (``force``,
    ``number``, ``bound``, ``actor``, ``exception``). ``spans`` are half-open spans of the
    passage's text that conflict, or for support the amounts that agree. ``coverage_ratio`` is the
    share of the claim's words that the judged sentence holds, 0–1.
    """

    stance: StanceKind
    reason: tuple[str, str]
    grounds: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    coverage_ratio: float = 0.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence with the line that opens its list; where each lies in the passage's text."""

    text: str
    lead: int  # characters of the opening line and the white space behind it
    lead_at: int | None  # where the opening line begins in the passage's text; None: not in it
    at: int
    roots: frozenset[str]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """A span of the part as one of the passage's text; None where it is not in it."""
        if start >= self.lead:
            return self.at + start - self.lead, self.at + end - self.lead
        if self.lead_at is None or end > self.lead:
            return None
        return self.lead_at + start, self.lead_at + end


def stance_of(
    claim: Claim,
    text: str,
    lead_in: str = "",
    above: str = "",
    weights: Mapping[str, float] | None = None,
) -> Stance:
    """What this passage is to the claim.

    ``lead_in`` is the opening line of the list the passage belongs to; ``above`` the headings and
    the title over it; ``weights`` what each word of the claim counts (default: all the same).
    """
    high = frozenset(map(stem, words(above)))
    parts = _parts(text, lead_in)
    if not parts or not claim.words:
        return Stance("near", _NOTHING)
    rated = [(_coverage(claim, _near_each_other(claim, p), high, weights), p) for p in parts]
    best = max(ratio for ratio, _ in rated)
    whole = frozenset().union(*(part.roots for part in parts))
    if best < ABOUT and _coverage(claim, whole, high, weights) < CARRIES:
        return Stance("near", _words_said(claim, whole), coverage_ratio=best)
    judged = [
        _judged(claim, part, ratio)
        for ratio, part in sorted(rated, key=lambda r: -r[0])
        if ratio >= max(ABOUT, best - 0.1)
    ]
    for kind in ("supports", "otherwise"):
        for found in judged:
            if found.stance == kind:
                return found
    if judged:
        return judged[0]
    return Stance("near", _words_said(claim, whole), coverage_ratio=best)


def _judged(claim: Claim, part: _Part, ratio: float) -> Stance:
    found = contrasts(claim, part.text)
    excepted, exception = _exception(claim, part)
    if excepted:
        found = [c for c in found if c.ground != "force"]
    if exception:
        found.append(exception)
    other = elsewhere(claim, part.text)
    if other and not exception:
        return Stance("near", other, coverage_ratio=ratio)
    if found:
        spans = tuple(s for c in found for p in c.spans if (s := part.span(*p)))
        grounds = tuple(dict.fromkeys(c.ground for c in found))
        reasons = ("; ".join(c.reason[0] for c in found), "; ".join(c.reason[1] for c in found))
        return Stance("otherwise", reasons, grounds, spans, ratio)
    lacking = missing(claim.amounts, part.text)
    if lacking:
        said = ", ".join(a.words for a in lacking)
        reason = (f"tidak menyebut {said}", f"does not state {said}")
        return Stance("near", reason, coverage_ratio=ratio)
    if ratio < (CARRIES if _verb_said(claim, part.roots) else CARRIES_WITHOUT_VERB):
        return Stance("near", _words_said(claim, part.roots), coverage_ratio=ratio)
    if not excepted and only_forbids(claim, part.text):
        return Stance("near", ("hanya melarang", "only forbids"), coverage_ratio=ratio)
    same = [a for a in amounts(part.text) if any(a.same(c) for c in claim.amounts)]
    spans = tuple(s for a in same if (s := part.span(a.start, a.end)))
    held, asked = _words_said(claim, part.roots)
    if same:
        told = ", ".join(a.words for a in same)
        held, asked = f"{held}; angka sama: {told}", f"{asked}; same number: {told}"
    if (cue := _EXCEPTION.search(part.text)) and not claim.excepts:
        held, asked = f"{held}; ada “{cue[0]}”", f"{asked}; note “{cue[0]}”"
        spans = (*spans, *filter(None, [part.span(*cue.span())]))
    return Stance("supports", (held, asked), (), spans, ratio)


def _exception(claim: Claim, part: _Part) -> tuple[bool, Contrast | None]:
    """Whether the claim's own words stand behind "kecuali", "tidak berlaku bagi"; the contrast.

    What is excepted from a ban may be done, and what is excepted from a duty need not be: a claim
    that says so is not contradicted.
    """
    cue = _EXCEPTION.search(part.text)
    if cue is None or claim.excepts:
        return False, None
    before = frozenset(map(stem, words(part.text[: cue.start()])))
    behind = frozenset(map(stem, words(part.text[cue.end() :]))) - before
    held = sum(bool(roots & behind) for _, roots in claim.words)
    rules = norms(part.text)
    lifted = any(n.force == "free" and n.start <= cue.start() < n.end for n in rules) and any(
        n.force == "duty" for n in claim.norms
    )
    if held / len(claim.words) < _EXCEPTED and not (lifted and held):
        return False, None
    denied = any(n.denies and not n.aside for n in claim.norms)
    rule_denies = any(n.denies and n.end <= cue.start() and not n.aside for n in rules)
    if denied != (rule_denies and bool(_UNLESS.match(cue[0]))):
        return True, None
    said = (f"pengecualian: “{cue[0]}”", f"exception: “{cue[0]}”")
    return True, Contrast("exception", said, (cue.span(),))


#: The share of the claim's words that must stand behind the word that excepts.
_EXCEPTED: Final = 0.3

_NOTHING: Final = ("tidak memuat kata klaim", "holds no word of the claim")


def _parts(text: str, lead_in: str) -> list[_Part]:
    made = []
    for number, sentence in enumerate(sentences(text)):
        if sentence.kind == "heading":
            continue
        start = sentence.body if sentence.body < sentence.end else sentence.start
        body = text[start : sentence.end]
        lead, lead_at = "", None
        if sentence.lead_in:
            lead, lead_at = text[slice(*sentence.lead_in)], sentence.lead_in[0]
        elif number == 0 and lead_in:
            lead = lead_in
        whole = f"{lead} {body}" if lead else body
        roots = frozenset(map(stem, words(whole)))
        made.append(_Part(whole, len(whole) - len(body), lead_at, start, roots))
    return made


def _verb_said(claim: Claim, held: frozenset[str]) -> bool:
    main = [h for n, h in zip(claim.norms, claim.heads, strict=True) if h and not n.aside]
    return not main or any(h[0] & held for h in main)


def _near_each_other(claim: Claim, part: _Part) -> frozenset[str]:
    """The roots of the part; of a long one, those of the window with most of the claim's words."""
    lead, body = part.text[: part.lead], part.text[part.lead :]
    said = [stem(w) for w in words(body)]
    size = max(LEAST_WINDOW, WINDOW * len(claim.text.split()))
    if len(said) <= size:
        return part.roots
    at = [
        (n, index)
        for n, r in enumerate(said)
        for index, (_, roots) in enumerate(claim.words)
        if r in roots
    ]
    best, begin = 0, 0
    for start, _ in at:
        held = len({index for n, index in at if start <= n < start + size})
        if held > best:
            best, begin = held, start
    return frozenset((*map(stem, words(lead)), *said[begin : begin + size]))


def _coverage(
    claim: Claim,
    held: frozenset[str],
    above: frozenset[str],
    weights: Mapping[str, float] | None,
) -> float:
    total = got = 0.0
    for word, roots in claim.words:
        weight = weights.get(word, 1.0) if weights else 1.0
        total += weight
        got += weight * (1.0 if roots & held else ABOVE if roots & above else 0.0)
    return got / total if total else 0.0


def _words_said(claim: Claim, held: frozenset[str]) -> tuple[str, str]:
    count = sum(bool(roots & held) for _, roots in claim.words)
    total = len(claim.words)
    return (
        f"memuat {count} dari {total} kata klaim",
        f"holds {count} of {total} words of the claim",
    )
