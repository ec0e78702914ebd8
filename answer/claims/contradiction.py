"""What in a sentence contradicts a claim: another force, another amount, another who acts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dalil.answer.claims.actors import actors, other
from dalil.answer.claims.amounts import Amount, amounts
from dalil.answer.claims.norms import Force, Norm, agree, aside, norms, stem
from dalil.ingest.definitions import gives_meaning
from dalil.ingest.words import WORD

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
