"""The references of a draft, bound to their acts the way a thesis is read.

`ingest.references.find.find_references` knows what stands in one breath. A footnote says the act,
its gazette, and only then the pasal; "Ibid., Pasal 5" is of the act of the note before; in running
text a bare "Pasal 364" is of the act named last. What is bound by nearness alone is marked
``loose``: it may be read otherwise, so nothing is called wrong because of it. An act in parentheses
is named in passing: neither a pasal behind them nor the "Ibid." of the next note is of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dalil.answer.drafts.draft import Draft, Stream
from dalil.answer.drafts.quotations import Quotation
from dalil.answer.drafts.sources import Sources
from dalil.ingest.locator import Locator
from dalil.ingest.numerals import LAST_YEAR
from dalil.ingest.references.acts import (
    another_at,
    instrument_before,
    kind_at,
    undated_before,
)
from dalil.ingest.references.find import find_references, locate
from dalil.ingest.references.ids import other_reading
from dalil.ingest.references.provisions import Provision, find_chains
from dalil.ingest.references.rulings import unread_rulings
from dalil.ingest.references.unparsed import unread_after

# `ingest` reads "2074" as 2014, a fault of scanning. In a draft it is a fault of the draft, to be
# told.

_YEAR: Final = re.compile(r"(?<!\d)2[0-9]\d\d(?!\d)")
_TARGET: Final = re.compile(rf"(?<=/){LAST_YEAR}(?=/|#|\Z)")


def believable(text: str) -> str:
    """The text with the last year that can be meant in place of each later one, as long."""
    return _YEAR.sub(lambda m: str(LAST_YEAR) if int(m[0]) > LAST_YEAR else m[0], text)


def as_written(targets: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Targets read in `believable` words, with the year that the draft's words have."""
    late = next((m[0] for m in _YEAR.finditer(text) if int(m[0]) > LAST_YEAR), None)
    return tuple(_TARGET.sub(late, target, count=1) for target in targets) if late else targets


def is_unborn(act: str) -> bool:
    """Whether the act's year is yet to come."""
    return any(int(m[0]) > LAST_YEAR for m in _YEAR.finditer(act.partition("#")[0]))


#: Characters between an act and one that amended it.
_GAP: Final = 420
#: How far back, in characters, the act of a bare pasal may have been named.
_REACH: Final = 4_000
_IBID: Final = re.compile(
    r"\s*(?:ibid|ib[íi]dem|idem|id\.|loc\.?\s?cit|op\.?\s?cit|lihat\s+(?:juga\s+)?ibid)\b\.?", re.I
)
#: "UU 31/1999 jo. UU 20/2001": one source, named by the first.
_JOINED: Final = re.compile(r"\b(?:jo|jis|juncto)\b\.?[^;]{0,80}\Z", re.IGNORECASE)
#: Between a ruling and the act that it is about.
_SUBJECT: Final = re.compile(
    r"\b(?:tentang|mengenai|perihal|pengujian|uji\s+materii?l?|on|concerning|regarding)\b[^;]{0,120}\Z",
    re.IGNORECASE,
)
#: "(UU 23/2014)" right behind a title is no act in passing.
_BESIDE: Final = re.compile(r"\(\s?[\"“]?\Z")
#: What a note whose source is an act begins with; an author and a title begin otherwise.
_OWN_LEAD: Final = re.compile(
    r"\W*(?:(?:republik\s+)?indonesia|ri|lihat|vide|bandingkan|periksa|cf|see|menurut|berdasarkan"
    r"|sesuai|dalam|ketentuan|bunyi|isi|penjelasan|pasal|psl?|ayat|huruf|undang|uu|pp|per\w+|kep\w+"
    r"|kitab|instruksi|tap|ketetapan|staatsblad|law|government|juga|atas|umum|lampiran|konsiderans"
    r"|menimbang|mengingat)\b",
    re.IGNORECASE,
)
#: "Budi Santoso, Hukum Taman, …" before the act: the source is Budi's.
_AUTHOR: Final = re.compile(r"\s*[A-Z][^,;()\n]{2,80},\s+\S[^;\n]{3,}")
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
class DraftReference:
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
    unread: str = ""  # those of its words that were not understood

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
    def is_ruling(self) -> bool:
        """Whether it names a court's ruling, which has no pasal of its own."""
        return any(act.startswith("putusan-") for act in self.acts)

    @property
    def ambiguous(self) -> bool:
        """Whether its targets are candidates in different acts."""
        return bool(self.reason) and len(self.acts) > 1


def cited_in(
    draft: Draft,
    known: Mapping[str, str],
    quoted: Mapping[str | None, Sequence[Quotation]],
) -> dict[str | None, list[DraftReference]]:
    """The references of each stream of the draft (None: the body), in order.

    What stands inside a quotation is its source's, and is not read.
    """
    read = {
        s.note: replace(s, text=_masked(_parted(s.text, draft.worded), quoted[s.note]))
        for s in draft.streams
    }
    made: dict[str | None, list[DraftReference]] = {None: _body(read[None], known)}
    before: DraftReference | None = None
    for note in draft.notes:
        made[note] = _note(read[note], known, before)
        before = _source(read[note].text, made[note], before)
    streams = {stream.note: stream for stream in draft.streams}
    return {
        note: [
            replace(c, stream=streams[note], text=streams[note].text[c.start : c.end])
            for c in listed
        ]
        for note, listed in made.items()
    }


def as_the_act_has(sources: Sources, cited: DraftReference) -> DraftReference:
    """The reference with letters that look like digits read as the act has its articles."""
    targets = []
    for target in cited.targets:
        other = other_reading(target, cited.text)
        missing = other and not sources.wordings(target)
        targets.append(other if other and missing and sources.wordings(other) else target)
    return replace(cited, targets=tuple(targets))


def _parted(text: str, worded: bool) -> str:
    """The text with the sign of a paragraph where a line of Word's ends: each is one."""
    return text.replace("\n", "\u2029") if worded else text


def _masked(text: str, quoted: Sequence[Quotation]) -> str:
    """The text with signs that are no words in place of its quotations, as long as they were."""
    pieces, at = [], 0
    for quotation in quoted:
        if text[max(0, quotation.start - 12) : quotation.start].rstrip().endswith("tentang"):
            continue  # a title in quotation marks
        pieces += [text[at : quotation.start], "¶" * (quotation.end - quotation.start)]
        at = quotation.end
    return "".join([*pieces, text[at:]])


def _body(stream: Stream, known: Mapping[str, str]) -> list[DraftReference]:
    found = _found(stream, known)
    named = _bases(stream.text, found)
    ends = [c.end for c in named]
    made = list(found)
    pasal: tuple[int, str] | None = None  # where one was said last, and its locator
    bound = _unbound(stream.text, found)
    for provision in bound:
        index = bisect_right(ends, provision.start) - 1
        while index >= 0 and _in_passing(stream.text, named[index], provision.start):
            index -= 1
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
        if _is_of_unknown(stream.text, provision, found):
            made.append(_of_unknown(stream, provision, locators))
            continue
        made.append(
            DraftReference(
                stream, provision.start, provision.end,
                stream.text[provision.start : provision.end],
                tuple(f"{act}#{locator}" for locator in locators) if act else (),
                loose=not (last and act and _is_only(stream.text, named, last, provision)),
                bare=locators,
                unread=_left(stream.text, provision),
            )
        )  # fmt: skip
    return sorted(made, key=lambda c: c.start)


#: Words of an unknown act's name that are shown.
_NAME: Final = re.compile(r"(?:\s(?:[A-Z0-9][\w./-]*|tentang|dan|No\.?|Nomor|Tahun)){0,8}")


def _is_of_unknown(text: str, provision: Provision, found: Sequence[DraftReference]) -> bool:
    """Whether the act of a provision is named beside it, and not known."""
    if another_at(text, provision.end) or undated_before(text, provision.start) is not None:
        return True
    at = instrument_before(text, provision.start)
    return at is not None and not any(c.start <= at < c.end for c in found)


def _of_unknown(stream: Stream, provision: Provision, locators: tuple[str, ...]) -> DraftReference:
    """A provision of an act that is named and not known: its act is what was not read.

    A treaty or the statutes of a company are no acts, and nothing is said of theirs.
    """
    text, start, end = stream.text, provision.start, provision.end
    before = undated_before(text, start)
    if before is not None:
        unread = text[before:start].strip(" \n,(")
        return DraftReference(
            stream, before, end, text[before:end], (), bare=locators, unread=unread
        )
    kind = kind_at(text, end)
    name = _NAME.match(text, kind) if kind else None
    unread = text[end : name.end()].strip(" \n.,") if name else ""
    stop = end + text[end:].find(unread) + len(unread) if unread else end
    return DraftReference(
        stream, start, stop, text[start:stop], (), loose=not unread, bare=locators, unread=unread
    )


def _left(text: str, provision: Provision) -> str:
    """The words right behind a provision that belong to it and were not read."""
    return text[provision.end : unread_after(text, provision.end)].strip(" ,\n")


def _in_passing(text: str, act: DraftReference, before: int) -> bool:
    """Whether an act stands in parentheses that are closed before an offset."""
    depth = 0
    for sign in re.findall(r"[()]", text[act.end : before]):
        depth += 1 if sign == "(" else -1
        if depth < 0:
            return not _BESIDE.search(text[max(0, act.start - 4) : act.start])
    return False


def _source(
    text: str, made: Sequence[DraftReference], before: DraftReference | None
) -> DraftReference | None:
    """What "Ibid." in the next note repeats: this note's source, at the place said last of it.

    None where the note has several, or one that is no act ("Budi, Hukum Taman, …").
    """
    sources = [c for c in made if c.acts and not c.changer]
    named = [c for c in sources if not _in_passing(text, c, len(text))]
    if _IBID.match(text):
        if before is None:
            return None
        return next((c for c in reversed(named) if c.acts == before.acts), before)
    if not named or _is_anothers(text[: named[0].start]):
        return None
    first = named[0]
    if any(not c.targets and c.unread and c.start < first.start for c in made):
        return None  # the source is a ruling that is not understood
    for other in named[1:]:
        if first.is_ruling and _SUBJECT.search(text[first.end : other.start]):
            continue  # what the ruling is about
        if other.acts != first.acts and not _JOINED.search(text[first.end : other.start]):
            return None
    return next(c for c in reversed(named) if c.acts == first.acts)


def _is_anothers(lead: str) -> bool:
    """Whether what stands before the first act of a note names another source."""
    return bool(_AUTHOR.match(lead)) and not _OWN_LEAD.match(lead)


def _note(
    stream: Stream, known: Mapping[str, str], before: DraftReference | None
) -> list[DraftReference]:
    """In a note, a provision is of the act named before it there, or of the note before."""
    found = _found(stream, known)
    bases = _bases(stream.text, found)
    made = list(found)
    again = _IBID.match(stream.text)
    for provision in _unbound(stream.text, found):
        named = [
            c for c in bases
            if c.end <= provision.start and not _in_passing(stream.text, c, provision.start)
        ]  # fmt: skip
        following = [c for c in bases if c.start >= provision.end]
        of = named[-1] if named else before if again else following[0] if following else None
        place = _place(provision, made, before if again else None, of)
        locators = tuple(map(str, locate(provision, place)))
        if provision.relative and not place.steps:
            continue
        if not locators:
            continue
        if _is_of_unknown(stream.text, provision, found):
            made.append(_of_unknown(stream, provision, locators))
            continue
        acts = (of.acts if of.ambiguous else of.acts[:1]) if of else ()
        targets = tuple(f"{act}#{locator}" for act in acts for locator in locators)
        text = stream.text[provision.start : provision.end]
        unknown = again is not None and of is None and not named
        made.append(
            DraftReference(
                stream, provision.start, provision.end, text, targets,
                of.reason if of and of.ambiguous else "",
                loose=of is None and not unknown, bare=locators,
                unread=text if unknown else _left(stream.text, provision),
            )
        )  # fmt: skip
    if again and before is not None and not made:  # "Ibid.": the very same place
        made.append(
            DraftReference(
                stream, again.start(), again.end(), again[0], before.targets, before.reason
            )
        )
    return sorted(made, key=lambda c: c.start)


def _place(
    provision: Provision,
    made: Sequence[DraftReference],
    before: DraftReference | None,
    of: DraftReference | None,
) -> Locator:
    """What "ayat (3)" in a note is an ayat of: the pasal of its act that was said last, in this
    note or in the one before, which "Ibid." repeats.
    """
    said = [c for c in made if c.pinpoint and c.end <= provision.start]
    near = max(said, key=lambda c: c.end, default=before)
    if not provision.relative or near is None or of is None or near.acts[:1] != of.acts[:1]:
        return Locator()
    return Locator.parse(near.targets[0].partition("#")[2])


def _found(stream: Stream, known: Mapping[str, str]) -> list[DraftReference]:
    """What stands in one breath; "UU A sebagaimana diubah dengan UU B, Pasal 5" is Pasal 5 of A."""
    found = [
        DraftReference(
            stream, r.start, r.end, r.text,
            as_written(r.targets, stream.text[r.start : r.end]), r.reason, unread=r.unread,
        )
        for r in find_references(believable(stream.text), known=known)
    ]  # fmt: skip
    found += [
        DraftReference(stream, start, end, text, (), unread=text)
        for start, end in unread_rulings(stream.text)
        if (text := stream.text[start:end])
        and not any(c.start < end and start < c.end for c in found)
    ]
    found.sort(key=lambda c: c.start)
    made: list[DraftReference] = []
    base: DraftReference | None = None
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


def _bases(text: str, found: Sequence[DraftReference]) -> list[DraftReference]:
    """Those that name an act whose provisions may follow: not the act that only amended it, and
    no ruling.
    """
    return [c for c in found if c.acts and not c.changer and not c.is_ruling]


def _is_only(
    text: str, named: Sequence[DraftReference], last: DraftReference, provision: Provision
) -> bool:
    """Whether it can be of no other act: the only one in the whole text, or in its paragraph."""
    if len({act for c in named for act in c.acts}) == 1:
        return True
    start = text.rfind("\n\n", 0, provision.start) + 1
    end = text.find("\n\n", provision.end)
    here = [c for c in named if start <= c.start < (end if end >= 0 else len(text))]
    return last in here and len({act for c in here for act in c.acts}) == 1


def _unbound(text: str, found: Sequence[DraftReference]) -> list[Provision]:
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
