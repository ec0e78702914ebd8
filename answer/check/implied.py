"""Quotations without quotation marks: what follows "Pasal 5 UU 24/2000 berbunyi:".

In a PDF or a plain text nothing shows where such a block ends; the provision itself does. So the
words after the colon are compared with the provision named before it, or the unit of it that they
are most like. What is not like it at all is the author's own text and quotes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from answer.check.cited import Cited
from answer.check.compare import fit
from answer.check.draft import Stream
from answer.check.quotation import FEWEST, Quotation, parts_of
from answer.check.source import Sources, Wording
from answer.check.words import Words, words_of

_LEAD: Final = re.compile(
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
    cited: Sequence[Cited],
    notes: dict[str | None, list[Cited]],
    taken: Sequence[Quotation],
) -> list[Quotation]:
    """The quotations of a stream that only a colon announces; ``taken`` have their marks."""
    found: list[Quotation] = []
    spans = [(q.start, q.end) for q in taken]
    for lead in _LEAD.finditer(stream.text):
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
    stream: Stream, cited: Sequence[Cited], notes: dict[str | None, list[Cited]],
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
        moved = Words(draft.keys, [s + at for s in draft.starts], [e + at for e in draft.ends])
        fitted = fit([pattern], stored, moved, text, sources.known)
        if fitted is None or fitted.similarity_ratio < _LIKE:
            continue
        if moved.between(at, fitted.start).keys[_SKIPPED:]:
            continue
        yield _Best(fitted.similarity_ratio, len(pattern), fitted.start, fitted.end)
