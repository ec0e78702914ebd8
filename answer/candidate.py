"""The statements that a hit offers: spans of the document that can be quoted on their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from answer.discourse import whole
from answer.sentence import Sentence, sentences
from index.hit import Hit
from ingest.model import Passage

#: A quotation is not longer than this (characters): a list that is, is quoted up to here,
#: at the end of an item.
QUOTE_LIMIT: Final = 1_500

_NOTHING: Final = re.compile(
    r"(?:(?:pasal|ayat|huruf|angka)\s+[\w()]+\s*)*cukup\s+jelas\s*\.?\Z", re.IGNORECASE
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
#: "Ayat (1) Huruf a Yang dimaksud dengan …": an elucidation's labels are in its locator already.
_LABELS: Final = re.compile(r"(?:(?:Pasal|Ayat|Huruf|Angka)\s+[(\w]{1,5}[).]?\s*)+(?=[A-Z“\"]|\Z)")
#: What joins an item to the next one, and is no part of what it says.
_JOINT: Final = re.compile(
    r"\s*(?:[;,]\s*(?:dan|atau|dan/atau|serta)?|\s(?:dan|atau|dan/atau))\s*\Z"
)
_ITEMS: Final = frozenset({"huruf", "angka", "sub", "dash"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of the document, the hit it comes from, and the opening line it needs, if any.

    ``text`` is ``document.text[start:end]``; ``lead_in`` is empty where the quotation holds it.
    ``goes_on``: the list it ends in has further items, which are not quoted.
    """

    hit: Hit
    start: int
    end: int
    text: str
    lead_in: str
    goes_on: bool = False

    @property
    def context(self) -> str:
        """What is read to judge it: the opening line and the words."""
        return f"{self.lead_in}\n{self.text}" if self.lead_in else self.text


def candidates(hit: Hit) -> Iterator[Candidate]:
    """The statements of a hit's passage, in order; whole lists with the line that opens them.

    An item right behind its opening line is quoted with it; another item is quoted alone and
    carries the line beside it, since the words between are not left out of a quotation. A sentence
    that leans on the one before, stands in a reported view or announces what follows is quoted
    with it (`answer.discourse`); in prose, where that is not in the passage, not at all.
    """
    passage = hit.passage
    found = sentences(passage.text)
    after = 0
    while after < len(found):
        at, after = after, _list_end(found, after)
        span = _with_context(passage, found, at)
        if span is None:
            continue
        sentence = found[span[0]]
        stop = found[max(span[1], after) - 1].end
        start = sentence.body if sentence.body < stop else sentence.start
        if passage.locator.in_penjelasan and (label := _LABELS.match(passage.text, start, stop)):
            start = label.end() if label.end() < stop else start
        text = passage.text[start:stop]
        if sentence.kind == "heading" or _NOTHING.match(text) or not _LETTERS.search(text):
            continue
        if text.rstrip(' ”"').endswith("?") or text.startswith("["):
            continue  # a commentary's own question and an editor's note answer nothing
        lead_in = ""
        if sentence.lead_in:
            lead_in = passage.text[slice(*sentence.lead_in)]
        elif sentence is found[0]:
            lead_in = "" if _LABELS.fullmatch(passage.lead_in) else passage.lead_in
        joint = _JOINT.search(text)
        goes_on = joint is not None and joint.start() > 0
        if sentence.kind in _ITEMS and joint and goes_on:
            text = text[: joint.start()]
        if lead_in and sentence is found[0] and (before := _opening(hit)) is not None:
            offset = passage.start - hit.shown.start
            whole = hit.shown.text[before : offset + start + len(text)]
            at_whole = hit.shown.start + before
            yield Candidate(hit, at_whole, at_whole + len(whole), whole, "", goes_on)
            continue
        begin = passage.start + start
        yield Candidate(hit, begin, begin + len(text), text, lead_in, goes_on)


def _with_context(passage: Passage, found: list[Sentence], at: int) -> tuple[int, int] | None:
    """The sentences, from and up to (exclusive), that this one is quoted with; None: not at all.

    Looked for in its paragraph only, which is running text. The first words of a unit of an act or
    of a glossary stand for themselves: its place says what they are about.
    """
    alone = (at, at + 1)
    prose = passage.locator.step("alinea") is not None
    if found[at].kind == "heading" or (found[at].kind in _ITEMS and not prose):
        return alone
    begin, end = at, at + 1
    while begin and not found[begin].kind and _one_paragraph(passage, found, begin):
        begin -= 1
    while end < len(found) and not found[end].kind and _one_paragraph(passage, found, end):
        end += 1
    if not prose and begin == at:
        return alone
    needed = whole([passage.text[s.body : s.end] for s in found[begin:end]], at - begin)
    if needed is None:
        return None if prose else alone
    first, last = begin + needed[0], begin + needed[1]
    if found[last - 1].end - found[first].body > QUOTE_LIMIT:
        return None if prose else alone
    return first, last


def _one_paragraph(passage: Passage, found: list[Sentence], at: int) -> bool:
    """Whether no empty line or heading parts a sentence from the one before."""
    before = found[at - 1]
    between = passage.text[before.end : found[at].start]
    return before.kind != "heading" and between.count("\n") < 2


def _list_end(found: list[Sentence], at: int) -> int:
    """Where the list that this sentence opens ends (exclusive); the next index if it opens none."""
    opener = found[at]
    upto = at + 1
    spans = {(opener.body, opener.end)}
    while upto < len(found) and found[upto].lead_in in spans:
        item = found[upto]
        if item.end - opener.body > QUOTE_LIMIT and upto > at + 1:
            break
        spans.add((item.body, item.end))
        upto += 1
    return upto


def _opening(hit: Hit) -> int | None:
    """Where the opening line begins in the shown passage, if it is right before the hit's."""
    passage, shown = hit.passage, hit.shown
    offset = passage.start - shown.start
    if offset <= 0 or not shown.text.startswith(passage.text, offset):
        return None
    head = shown.text[:offset].rstrip()
    if not passage.lead_in or not head.endswith(passage.lead_in.rstrip()):
        return None
    begin = len(head) - len(passage.lead_in.rstrip())
    opener = sentences(passage.lead_in)
    return begin + (opener[-1].body if opener else 0)
