"""Parts become passages: the law's own units, never across a provision.

What is indexed is the small unit (ayat, huruf with its opening line, definition, paragraph of an
elucidation); what is shown is the pasal around it. A container whose words all stand in its units
is not indexed itself; one that is short enough to be read as one thought is, because a question
may be about the whole of it ("apa saja tugas DPRD").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from dalil.ingest.locator import Locator, Step
from dalil.ingest.messages import Message
from dalil.ingest.model import Passage, SourceText
from dalil.ingest.readers.page_furniture import is_letterhead
from dalil.ingest.structure.act import ActTree
from dalil.ingest.structure.tree import Part

#: Above this many characters a container is not indexed besides its units.
WHOLE_UNIT: Final = 1500
#: … unless more than this many characters of it stand in none of its units.
OWN_WORDS: Final = 300
#: Parts that are kept and shown but answer nothing.
_SILENT: Final = frozenset({"pembukaan", "diktum", "penutup"})
#: What a unit has that says something: letters that are no label.
_SAYING: Final = re.compile(r"[^\W\d_]{3,}")
_NOTHING_TO_EXPLAIN: Final = re.compile(
    r"\W*+(?:(?:Ayat|Huruf|Angka)\s*+\(?\w{1,3}\)?\s*+)*\W*+(?:[Cc]ukup\s*\W{0,2}[Jj]elas|"
    r"[Dd]ihapus|Tidak memerlukan penjelasan)?\W*+\Z"
)


def split_act(source: SourceText, tree: ActTree, document_id: str) -> list[Passage]:
    """All passages of an act in the order of the text; ids are unique within the act.

    A label that occurs twice (a misnumbered act, a constitution with its amendments one after
    another) gets ``~2``, ``~3`` … in the order of the text.
    """
    seen: Counter[Locator] = Counter()
    passages: list[Passage] = []
    for part in tree.parts:
        passages += _passages(source, part, document_id, Locator(), None, "", (), seen)
    return passages


def _passages(
    source: SourceText,
    part: Part,
    document_id: str,
    above: Locator,
    parent_id: str | None,
    lead_in: str,
    headings: tuple[str, ...],
    seen: Counter[Locator],
) -> Iterator[Passage]:
    locator = _unique(Locator(part.place) if part.place else above / part.step, seen)
    passage_id = f"{document_id}#{locator}"
    text = source.text[part.start : part.end]
    headings = part.headings or headings
    yield Passage(
        passage_id=passage_id,
        document_id=document_id,
        parent_id=parent_id,
        locator=locator,
        start=part.start,
        end=part.end,
        text=text,
        page=source.page_of(part.start),
        heading=headings,
        lead_in="" if part.step.unit == "pasal" else lead_in,
        searchable=_searchable(part, locator, text),
    )
    own_lead = source.text[part.start : part.lead_end].strip() if part.children else ""
    if part.step.unit in {"penjelasan", "menimbang", "mengingat"}:
        own_lead = ""
    # A pasal opens its own list; "Beberapa ketentuan … diubah sebagai berikut" is not its lead-in.
    outer = "" if part.step.unit == "pasal" else lead_in
    below = f"{outer}\n{own_lead}".strip()
    for child in part.children:
        yield from _passages(source, child, document_id, locator, passage_id, below, headings, seen)


def _unique(locator: Locator, seen: Counter[Locator]) -> Locator:
    seen[locator] += 1
    if seen[locator] == 1:
        return locator
    last = locator.steps[-1]
    repeated = Step(last.unit, f"{last.label}~{seen[locator]}" if last.label else "")
    if not last.label:
        repeated = Step(last.unit, f"~{seen[locator]}")
    return locator.parent / repeated


def _searchable(part: Part, locator: Locator, text: str) -> bool:
    unit = part.step.unit
    if not _SAYING.search(text) or (unit in _SILENT and not part.step.label):
        return False  # "(s)" that a scan has left says nothing
    if unit == "penjelasan" or (unit in {"umum", "lampiran"} and part.children):
        return False
    if locator.in_penjelasan and _NOTHING_TO_EXPLAIN.match(text):
        return False
    if not part.children:
        return True
    if unit in {"menimbang", "mengingat"}:
        return False
    if any(child.step.unit in {"ayat", "pasal"} for child in part.children):
        return _words_of_its_own(part)
    return len(text) <= WHOLE_UNIT or _words_of_its_own(part)


def _words_of_its_own(part: Part) -> bool:
    """Whether much of a container stands in none of its units: an unmarked first ayat, a unit
    whose number a scan has lost.
    """
    if part.step.unit == "pasal" and any(c.step.unit == "angka" for c in part.children):
        listed = [c for c in part.children if c.step.unit == "angka"]
        if any(c.children for c in listed):
            return False  # a Roman pasal that only opens a list of changes
    units = sum(child.end - child.start for child in part.children)
    return part.end - part.start - units > OWN_WORDS


# Every word between passages must be a heading's, a label's ("Menimbang:") or a letterhead's,
# however the passages were made; else it is told as fallen out.

#: A run of letters that is no label: "b." alone says nothing.
_TELLING: Final = re.compile(r"[^\W\d_]{2,}")
#: What opens a part of an act and stands outside its text.
_LABEL: Final = re.compile(
    r"\b(?:M[ce]?[a-z]?[ ]?nim[ ]?bang|MENIMBANG|Manimbang|M[ ]?[ec]ngingat(?:[ ]?pula)?|MENGINGAT"
    r"|Memperingatkan|Memperhatikan|MEMPERHATIKAN|Mendengar|MENDENGAR|Membaca)\b\s*[:;.]*"
)
#: The heading of a pasal, as print and scans have it, right before the pasal's own words.
_PASAL: Final = re.compile(
    r"[\W_]*(?<![A-Za-z])(?:(?:P|p|F)\W{0,2}[aA]\W{0,2}[sS]\W{0,2}[aAi]\W{0,2}[lLIJ17it!|\]]?|Psl)"
    r"[\W_]{0,8}(?:[0-9OoQlLIiSTZBVXgsq|!\]]{1,4}[\W_]{0,3}){0,3}(?:[A-H](?![A-Za-z]))?"
    r"(?:[Tt]unggal|TUNGGAL)?[\W_]*\Z"
)


def fallen_out(text: str, passages: Sequence[Passage]) -> list[tuple[int, int]]:
    """The spans of ``text`` with words that stand in no passage and no heading of one.

    ``passages`` are those of one act, in any order; the spans are in the order of the text,
    without white space at their ends.
    """
    lost: list[tuple[int, int]] = []
    here = 0
    for passage in sorted(passages, key=lambda p: (p.start, p.end)):
        if passage.start > here:
            lost += _unsaid(text, here, passage.start, passage)
        here = max(here, passage.end)
    return [*lost, *_unsaid(text, here, len(text), None)]


def _unsaid(text: str, start: int, end: int, after: Passage | None) -> list[tuple[int, int]]:
    """What of a gap between passages is neither label nor heading of the passage after it."""
    if not _TELLING.search(text, start, end):
        return []
    named = after is not None and after.locator.step("pasal") is not None
    if named and (pasal := _PASAL.search(text, max(start, end - 24), end)):
        end = pasal.start()
    said = {
        w.casefold() for line in (after.heading if after else ()) for w in _TELLING.findall(line)
    }
    labels = [match.span() for match in _LABEL.finditer(text, start, end)]
    words = [
        match.span()
        for match in _TELLING.finditer(text, start, end)
        if match[0].casefold() not in said and not any(a <= match.start() < b for a, b in labels)
    ]
    if not words or is_letterhead(" ".join(text[a:b] for a, b in words)):
        return []
    return [(words[0][0], words[-1][1])]


def told(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The words that fell out as a warning for people; nothing if there are none."""
    count = sum(len(_TELLING.findall(text, *span)) for span in spans)
    if not count:
        return ()
    start, end = spans[0]
    first = " ".join(text[start:end].split())
    first = first if len(first) <= 80 else f"{first[:80].rpartition(' ')[0]} …"
    return (Message("source.fallen_out", count=count, first=first),)
