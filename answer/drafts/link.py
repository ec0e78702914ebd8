"""Which references a quotation leans on: its footnote, the parenthesis behind it, its sentence.

A thesis quotes in the text and cites in the note; a paper writes "Pasal 5 UU 24/2000 menyatakan
“…”" or "“…” (Pasal 5 UU 24/2000)". Where the note names only the act and the sentence the pasal,
they are read together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dalil.answer.drafts.align import AlignedWords, fit, words_of
from dalil.answer.drafts.citations import DraftReference
from dalil.answer.drafts.draft import Stream
from dalil.answer.drafts.quotations import FEWEST, Quotation, parts_of
from dalil.answer.drafts.sources import Sources, Wording
from dalil.answer.sentences import Sentence, sentences

_PAREN: Final = re.compile(r"[\s.,;]{0,4}[(\[]")
#: Characters after a quotation in which its note's mark or its parenthesis may stand.
_AFTER: Final = 400
#: Characters before a quotation in which its lead-in is looked for, and its references.
_LEAD_REACH, _REACH = 60, 1_500
_PUNCTUATION: Final = re.compile(r"[\s.,;:)\]”’\"']*\Z")
#: Words that say that a quotation follows.
_LEAD: Final = re.compile(
    r"(?:\b(?:bahwa|berbunyi|menyatakan|menyebutkan|menentukan|mengatur|menegaskan|merumuskan"
    r"|berikut|yakni|yaitu|adalah|sebagai|disebutkan|dinyatakan|ditentukan|diatur|ditegaskan|that"
    r"|reads|states|provides|stipulates|follows|says)\b|[:,])\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A quotation with the references it leans on, the closest first.

    ``beside`` are provisions that its sentence names while its note decides; ``firm`` says that
    a note or a lead-in shows it to be a quotation.
    """

    stream: Stream
    quotation: Quotation
    cited: tuple[DraftReference, ...]
    beside: tuple[DraftReference, ...] = ()
    firm: bool = False


class Linker:
    """Links the quotations of one stream."""

    def __init__(
        self,
        stream: Stream,
        quoted: Sequence[Quotation],
        cited: Sequence[DraftReference],
        notes: dict[str | None, list[DraftReference]],
    ) -> None:
        self.stream, self.text = stream, stream.text
        self.quoted, self.notes = quoted, notes
        inside = [(q.start, q.end) for q in quoted]
        self.cited = [c for c in cited if not any(s <= c.start < e for s, e in inside)]
        self.sentences = sentences(stream.text)
        self.starts = [s.start for s in self.sentences]
        self.cited_at = [c.start for c in self.cited]
        self.marked_at = [m.at for m in stream.marks]

    def links(self) -> list[Linked]:
        """All quotations with what they lean on."""
        return [self._link(number) for number in range(len(self.quoted))]

    def _link(self, number: int) -> Linked:
        quotation = self.quoted[number]
        before = self.quoted[number - 1].end if number else 0
        after = self.quoted[number + 1].start if number + 1 < len(self.quoted) else len(self.text)
        lead_start = self._lead_start(quotation)
        lead = self.text[max(lead_start, quotation.start - _LEAD_REACH) : quotation.start]
        firm = quotation.block or bool(_LEAD.search(lead))
        said = self._said(quotation, lead_start, before, after)
        note = self._note(quotation, lead_start, before, after)
        if note is None:
            return Linked(self.stream, quotation, tuple(said), firm=firm)
        noted = self.notes.get(note, [])
        if not any(c.targets for c in noted):
            return Linked(self.stream, quotation, tuple(said), firm=True)
        pinned = [c for c in noted if c.pinpoint]
        if pinned:
            return Linked(self.stream, quotation, tuple(pinned), tuple(said), firm=True)
        return Linked(self.stream, quotation, tuple(self._together(noted, said)), firm=True)

    def _together(
        self, noted: Sequence[DraftReference], said: Sequence[DraftReference]
    ) -> list[DraftReference]:
        """The act of the note with the pasal of the sentence."""
        acts = [act for c in noted for act in c.acts]
        bare = [c for c in said if c.bare]
        joined = [
            replace(c, targets=tuple(f"{act}#{locator}" for locator in c.bare), loose=False)
            for c in bare
            for act in acts[:1]
        ]
        named = [c for c in said if not c.bare and c.pinpoint]
        return [*joined, *named, *noted] if joined or named else list(noted)

    def _lead_start(self, quotation: Quotation) -> int:
        """Where the sentence begins that leads in to the quotation."""
        index = bisect_right(self.starts, quotation.start) - 1
        if index < 0:
            return 0
        begin = self.starts[index]
        alone = not self.text[begin : quotation.start].strip(" \t\n\"“„«‘'(>")
        if alone and index and self._leads(self.sentences[index - 1]):
            return self.starts[index - 1]
        return begin

    def _leads(self, sentence: Sentence) -> bool:
        return bool(_LEAD.search(sentence.text[-_LEAD_REACH:]))

    def _sentence_end(self, quotation: Quotation) -> int:
        """Where the sentence ends that the quotation ends in."""
        index = bisect_right(self.starts, max(quotation.end - 2, 0)) - 1
        if index < 0:
            return len(self.text)
        end = self.sentences[index].end
        if end > quotation.end + 1:
            return end
        # Closed by its own full stop; what follows small or in parentheses still belongs to it.
        following = self.text[quotation.end : quotation.end + 3].lstrip(" ")[:1]
        if following.islower() and index + 1 < len(self.sentences):
            return self.sentences[index + 1].end
        return max(end, quotation.end)

    def _said(
        self, quotation: Quotation, lead: int, before: int, after: int
    ) -> list[DraftReference]:
        """The references of its sentence, the closest first."""
        paren = _PAREN.match(self.text, quotation.end)
        end = min(self._sentence_end(quotation), after, quotation.end + _AFTER)
        lead = max(lead, quotation.start - _REACH)
        around = self._near(lead, quotation.end + _AFTER + 5)
        behind: list[DraftReference] = []
        if paren:
            stop = self._paren_end(paren.end())
            behind = [c for c in around if paren.end() - 1 <= c.start < stop]
        said = [c for c in around if lead <= c.start and c.end <= quotation.start]
        near = [c for c in said if before <= c.start]
        shared = [c for c in said if c.end <= before]
        rest = [c for c in around if quotation.end <= c.start < end]
        last = self._sentence_before(lead)
        groups = (behind, near[::-1], rest, shared[::-1])
        chosen = next((g for g in groups if any(c.pinpoint or c.bare for c in g)), None)
        if chosen is None:
            chosen = next((g for g in groups if g), None)
        if chosen is None:
            far = [c for c in self._near(last, lead) if c.end <= lead]
            return [replace(c, loose=True) for c in far[::-1] if c.pinpoint or c.bare][:2]
        acts = [c for g in groups for c in g if c.acts and not c.loose]
        if acts and any(c.loose for c in chosen):  # the act is named in the same sentence
            act = acts[0].acts[0]
            chosen = [
                replace(c, targets=tuple(f"{act}#{n}" for n in c.bare), loose=False)
                if c.loose and c.bare and not acts[0].ambiguous else c
                for c in chosen
            ]  # fmt: skip
        return chosen

    def _near(self, start: int, end: int) -> list[DraftReference]:
        """The references that begin between two offsets."""
        return self.cited[bisect_left(self.cited_at, start) : bisect_left(self.cited_at, end)]

    def _sentence_before(self, lead: int) -> int:
        index = bisect_right(self.starts, lead) - 1
        return self.starts[index - 1] if index > 0 else 0

    def _paren_end(self, start: int) -> int:
        deep = 1
        for offset in range(start, min(start + _AFTER, len(self.text))):
            deep += {"(": 1, "[": 1, ")": -1, "]": -1}.get(self.text[offset], 0)
            if not deep:
                return offset
        return min(start + _AFTER, len(self.text))

    def _note(self, quotation: Quotation, lead: int, before: int, after: int) -> str | None:
        """The note whose mark stands at its end, else later in its sentence, else before it."""
        first = bisect_left(self.marked_at, max(lead, quotation.start - _REACH))
        last = bisect_right(self.marked_at, quotation.end + _REACH)
        marks = self.stream.marks[first:last]
        inner = [m for m in marks if quotation.start < m.at <= quotation.end + 3]
        if inner and (quotation.block or inner[-1].at >= quotation.end - 1):
            return inner[-1].note
        end = min(self._sentence_end(quotation) + 2, after + 1)
        for mark in marks:
            if quotation.end <= mark.at <= max(end, quotation.end + 3):
                return mark.note
            between = self.text[quotation.end : mark.at] if mark.at > quotation.end else "x"
            if mark.at > quotation.end and _PUNCTUATION.match(between) and len(between) < 6:
                return mark.note
        for mark in reversed(marks):
            if max(lead, before) <= mark.at <= quotation.start:
                return mark.note
        return None


# Nothing shows where what follows "Pasal 5 UU 24/2000 berbunyi:" ends but the provision itself: the
# words are compared with it. What is not like it is the author's own text.

_ANNOUNCES: Final = re.compile(
    r"(?:\b(?:berbunyi|sebagai\s+berikut|menyatakan|menyebutkan|menentukan|menegaskan|merumuskan"
    r"|mengatur|dinyatakan|ditentukan|disebutkan|reads|states|stipulates|provides|follows)\b"
    r"[^.:;\n“\"]{0,60}|[\d)a-z]\s{0,2}):[ \t]*\n?\s*(?=[^\s“\"„«>‘'])",
    re.IGNORECASE,
)
#: Characters before the colon in which its reference ends, and the longest provision looked at.
_BEFORE, _LONGEST = 260, 5_000
#: Units of a provision that are tried, and how like one the words must be.
_UNITS, _LIKE = 60, 0.75
#: Words before a quotation that may stand between it and the colon ("Pasal 5", "(1)").
_SKIPPED: Final = 3


@dataclass(frozen=True, slots=True)
class _Best:
    ratio: float
    words: int
    start: int
    end: int


def _order(best: _Best) -> tuple[float, int]:
    return best.ratio, best.words


def implied(
    sources: Sources,
    stream: Stream,
    cited: Sequence[DraftReference],
    notes: dict[str | None, list[DraftReference]],
    taken: Sequence[Quotation],
) -> list[Quotation]:
    """The quotations of a stream that only a colon announces; ``taken`` have their marks."""
    found: list[Quotation] = []
    spans = [(q.start, q.end) for q in taken]
    for lead in _ANNOUNCES.finditer(stream.text):
        at = lead.end()
        if any(start <= at < end for start, end in spans):
            continue
        targets = _targets(stream, cited, notes, lead)
        limit = min([start for start, _ in spans if start > at], default=len(stream.text))
        best: _Best | None = None
        for target in targets:
            for wording in sources.wordings(target):
                for candidate in _fits(sources, stream.text, at, limit, wording):
                    if best is None or (candidate.ratio, candidate.words) > (
                        best.ratio,
                        best.words,
                    ):
                        best = candidate
        if best is not None:
            text = stream.text[best.start : best.end]
            parts = parts_of(text)
            found.append(Quotation(best.start, best.end, text, parts, block=True))
            spans.append((best.start, best.end))
    return found


def _targets(
    stream: Stream, cited: Sequence[DraftReference], notes: dict[str | None, list[DraftReference]],
    lead: re.Match[str],
) -> list[str]:  # fmt: skip
    """What the words before the colon, or the note at it, refer to."""
    near = [
        c for c in cited
        if c.pinpoint and lead.start() - _BEFORE < c.end <= lead.end()
        and not re.search(r"[.;]\s+[A-Z]|\n\s*\n", stream.text[c.end : lead.end() - 1].rstrip())
    ]  # fmt: skip
    named = list(near[-1].targets[:2]) if near else []
    for mark in stream.marks:
        if lead.start() - 3 <= mark.at <= lead.end():
            named += [t for c in notes.get(mark.note, []) for t in c.targets[:2] if "#" in t]
    return list(dict.fromkeys(named))[:4]


def _fits(sources: Sources, text: str, at: int, limit: int, wording: Wording) -> Iterator[_Best]:
    """The stretches of the draft that a provision, or a unit of it, is like."""
    source, whole = wording.source, wording.passage
    if source.document.digest:
        return
    units = [p for p in source.passages if whole.start <= p.start and p.end <= whole.end]
    for unit in units[:_UNITS]:
        if unit.end - unit.start > _LONGEST:
            continue
        stored = source.document.text[unit.start : unit.end]
        pattern = words_of(stored, source=True)
        if len(pattern) < 2 * FEWEST:
            continue
        reach = min(limit, at + int(1.4 * len(stored)) + 120)
        # Blanks before keep the offsets those of the draft.
        draft = words_of(text[at:reach])
        moved = AlignedWords(
            draft.keys, [s + at for s in draft.starts], [e + at for e in draft.ends]
        )
        fitted = fit([pattern], stored, moved, text, sources.known)
        if fitted is None or fitted.similarity_ratio < _LIKE:
            continue
        if moved.between(at, fitted.start).keys[_SKIPPED:]:
            continue
        yield _Best(fitted.similarity_ratio, len(pattern), fitted.start, fitted.end)
