"""The references of a draft, bound to their acts the way a thesis is read.

`ingest.reference.find_references` knows what stands in one breath. A footnote says the act, its
gazette, and only then the pasal; "Ibid., Pasal 5" is of the act of the note before; in running text
a bare "Pasal 364" is of the act named last. What is bound by nearness alone is marked ``loose``: it
may be read otherwise, so nothing is called wrong because of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from answer.check.draft import Draft, Stream
from answer.check.quotation import Quotation
from answer.check.unborn import as_written, believable
from ingest.locator import Locator
from ingest.provision import Provision, find_chains
from ingest.reference import find_references
from ingest.resolve import locate

#: Characters between an act and one that amended it.
_GAP: Final = 420
#: How far back, in characters, the act of a bare pasal may have been named.
_REACH: Final = 4_000
_IBID: Final = re.compile(
    r"\s*(?:ibid|ib[íi]dem|idem|id\.|loc\.?\s?cit|op\.?\s?cit|lihat\s+(?:juga\s+)?ibid)\b\.?", re.I
)
#: Between an act and one that amended it: "… (LN …) sebagaimana telah diubah terakhir dengan …".
_AMENDED_BY: Final = re.compile(
    r"(?:[^.;\n]|\.(?=\s?[\da-z])|(?<=No)\.|\n(?!\s*\n)){0,240}?"
    r"\b(?:sebagaimana|yang|jo\.?|juncto|as)\b[^.;]{0,60}\b(?:diubah|dirubah|amended)\b[^.;]{0,80}"
    r"\b(?:dengan|oleh|by)\s+(?:the\s+)?",
    re.IGNORECASE,
)
#: Units that mean little without the pasal around them.
_PINPOINT: Final = frozenset({"pasal", "ayat", "huruf", "angka", "penjelasan", "lampiran"})
_ENGLISH: Final = re.compile(
    r"(?:sections?|chapter|annex|point|letter|paragraphs?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference of the draft: where it stands in its stream, and what it means.

    ``bare`` are locators whose act is not named with them; ``loose`` says that ``targets`` binds
    them to the act named last.
    """

    stream: Stream
    start: int
    end: int
    text: str
    targets: tuple[str, ...]
    reason: str = ""
    loose: bool = False
    bare: tuple[str, ...] = ()
    changer: bool = False  # named only as what amended the act before it

    @property
    def pinpoint(self) -> bool:
        """Whether it names a provision, not only an act."""
        return any("#" in target for target in self.targets)

    @property
    def names_pasal(self) -> bool:
        """Whether its own words begin with a pasal: "ayat (2)" alone is of one said before."""
        return self.text[:1].lower() in {"p", "a"} and not self.text.lower().startswith("ayat")

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts it means, each once."""
        return tuple(dict.fromkeys(target.partition("#")[0] for target in self.targets))

    @property
    def ambiguous(self) -> bool:
        """Whether its targets are candidates in different acts."""
        return bool(self.reason) and len(self.acts) > 1


def cited_in(
    draft: Draft,
    known: Mapping[str, str],
    quoted: Mapping[str | None, Sequence[Quotation]],
) -> dict[str | None, list[Cited]]:
    """The references of each stream of the draft (None: the body), in order.

    What stands inside a quotation is its source's, and is not read.
    """
    read = {s.note: replace(s, text=_masked(s.text, quoted[s.note])) for s in draft.streams}
    made: dict[str | None, list[Cited]] = {None: _body(read[None], known)}
    before: Cited | None = None
    for note in draft.notes:
        made[note] = _note(read[note], known, before)
        named = [c for c in made[note] if c.acts]
        before = named[-1] if named else None
    streams = {stream.note: stream for stream in draft.streams}
    return {
        note: [
            replace(c, stream=streams[note], text=streams[note].text[c.start : c.end])
            for c in listed
        ]
        for note, listed in made.items()
    }


def _masked(text: str, quoted: Sequence[Quotation]) -> str:
    """The text with signs that are no words in place of its quotations, as long as they were."""
    pieces, at = [], 0
    for quotation in quoted:
        if text[max(0, quotation.start - 12) : quotation.start].rstrip().endswith("tentang"):
            continue  # a title in quotation marks
        pieces += [text[at : quotation.start], "¶" * (quotation.end - quotation.start)]
        at = quotation.end
    return "".join([*pieces, text[at:]])


def _body(stream: Stream, known: Mapping[str, str]) -> list[Cited]:
    found = _found(stream, known)
    named = _bases(stream.text, found)
    ends = [c.end for c in named]
    made = list(found)
    pasal: tuple[int, str] | None = None  # where one was said last, and its locator
    bound = _unbound(stream.text, found)
    for provision in bound:
        index = bisect_right(ends, provision.start) - 1
        last = named[index] if index >= 0 and provision.start - ends[index] < _REACH else None
        place = Locator()
        if provision.relative:
            said = [c for c in found if c.pinpoint and c.end <= provision.start]
            near = said[-1] if said else None
            if pasal and (near is None or pasal[0] > near.start):
                place = Locator.parse(pasal[1])
            elif near and provision.start - near.end < _REACH:
                place = Locator.parse(near.targets[0].partition("#")[2])
            if not place.steps:
                continue
        locators = tuple(map(str, locate(provision, place)))
        if not locators:
            continue
        if provision.steps[0].unit == "pasal":
            pasal = provision.start, locators[0]
        act = last.acts[0] if last and not last.ambiguous else None
        made.append(
            Cited(
                stream, provision.start, provision.end,
                stream.text[provision.start : provision.end],
                tuple(f"{act}#{locator}" for locator in locators) if act else (),
                loose=not (last and act and _is_only(stream.text, named, last, provision)),
                bare=locators,
            )
        )  # fmt: skip
    return sorted(made, key=lambda c: c.start)


def _note(stream: Stream, known: Mapping[str, str], before: Cited | None) -> list[Cited]:
    """In a note, a provision is of the act named before it there, or of the note before."""
    found = _found(stream, known)
    bases = _bases(stream.text, found)
    made = list(found)
    again = _IBID.match(stream.text)
    for provision in _unbound(stream.text, found):
        named = [c for c in bases if c.end <= provision.start]
        following = [c for c in bases if c.start >= provision.end]
        of = named[-1] if named else before if again else following[0] if following else None
        place = _place(provision, made, before if again else None, of)
        locators = tuple(map(str, locate(provision, place)))
        if provision.relative and not place.steps:
            continue
        if not locators or (of is not None and of.ambiguous):
            continue
        targets = tuple(f"{of.acts[0]}#{locator}" for locator in locators) if of else ()
        text = stream.text[provision.start : provision.end]
        made.append(
            Cited(
                stream, provision.start, provision.end, text, targets,
                loose=of is None, bare=locators,
            )
        )  # fmt: skip
    if again and before is not None and not made:  # "Ibid.": the very same place
        made.append(
            Cited(stream, again.start(), again.end(), again[0], before.targets, before.reason)
        )
    return sorted(made, key=lambda c: c.start)


def _place(
    provision: Provision, made: Sequence[Cited], before: Cited | None, of: Cited | None
) -> Locator:
    """What "ayat (3)" in a note is an ayat of: the pasal of its act that was said last, in this
    note or in the one before, which "Ibid." repeats.
    """
    said = [c for c in made if c.pinpoint and c.end <= provision.start]
    near = max(said, key=lambda c: c.end, default=before)
    if not provision.relative or near is None or of is None or near.acts[:1] != of.acts[:1]:
        return Locator()
    return Locator.parse(near.targets[0].partition("#")[2])


def _found(stream: Stream, known: Mapping[str, str]) -> list[Cited]:
    """What stands in one breath; "UU A sebagaimana diubah dengan UU B, Pasal 5" is Pasal 5 of A."""
    found = [
        Cited(
            stream, r.start, r.end, r.text,
            as_written(r.targets, stream.text[r.start : r.end]), r.reason,
        )
        for r in find_references(believable(stream.text), known=known)
    ]  # fmt: skip
    made: list[Cited] = []
    base: Cited | None = None
    for cited in found:
        before = made[-1] if made else None
        changer = before is not None and _AMENDED_BY.fullmatch(
            stream.text[before.end : cited.start]
        )
        if changer and before is not None:
            base = base if base is not None and before.changer else before
            cited = replace(cited, changer=True)
            if cited.pinpoint and not base.pinpoint and len(base.acts) == 1:
                moved = tuple(f"{base.acts[0]}#{t.partition('#')[2]}" for t in cited.targets)
                cited = replace(cited, targets=moved, changer=False)
        made.append(cited)
    return made


def _bases(text: str, found: Sequence[Cited]) -> list[Cited]:
    """Those that name an act whose provisions may follow: not the act that only amended it."""
    return [c for c in found if c.acts and not c.changer]


def _is_only(text: str, named: Sequence[Cited], last: Cited, provision: Provision) -> bool:
    """Whether it can be of no other act: the only one in the whole text, or in its paragraph."""
    if len({act for c in named for act in c.acts}) == 1:
        return True
    start = text.rfind("\n\n", 0, provision.start) + 1
    end = text.find("\n\n", provision.end)
    here = [c for c in named if start <= c.start < (end if end >= 0 else len(text))]
    return last in here and len({act for c in here for act in c.acts}) == 1


def _unbound(text: str, found: Sequence[Cited]) -> list[Provision]:
    """Provisions that no reference covers."""
    starts = [c.start for c in found]
    made = []
    for chain in find_chains(text):
        for provision in chain.provisions:
            index = bisect_left(starts, provision.end) - 1
            covered = index >= 0 and found[index].end > provision.start
            first = provision.steps[0]
            if covered or first.unit not in _PINPOINT or not first.label or first.label == "ini":
                continue
            if _ENGLISH.match(text, provision.start):
                continue
            made.append(provision)
    return made
