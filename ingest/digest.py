"""The tree of a digest: an act in our own words, whose pasal are the headings of its Markdown.

Unlike the text of an act, where a heading must prove itself by its numbering, a digest says
outright which of its lines name a pasal ("## Pasal 18B"), and skips numbers on purpose.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.listing import list_items
from ingest.locator import Step
from ingest.messages import Message
from ingest.model import SourceText
from ingest.part import Part, trimmed
from ingest.structure import ActTree

_PASAL: Final = re.compile(r"Pasal (\d+[A-Z]?|[IVX]+)")


def parse_digest(source: SourceText) -> ActTree:
    """The tree of a digest. Headings that name no pasal become a warning, their text is kept.

    Without a single pasal heading the tree has no pasal, and `ActTree.has_pasal` says so.
    """
    text = source.text
    marks = [(h, m[1]) for h in source.headings if (m := _PASAL.fullmatch(text[h.start : h.end]))]
    first = marks[0][0].start if marks else len(text)
    start, end = trimmed(text, 0, first)
    parts = [Part(Step("pembukaan"), start, start, end)] if end > start else []
    stops = [*(h.start for h, _ in marks[1:]), len(text)]
    for (heading, label), stop in zip(marks, stops, strict=False):
        start, end = trimmed(text, heading.end, stop)
        children = list_items(text, start, end)
        parts.append(Part(Step("pasal", label.lower()), start, start, end, children))
    others = [text[h.start : h.end] for h in source.headings if h.level > 1]
    strange = [title for title in others if not _PASAL.fullmatch(title)]
    warnings = (Message("source.headings_no_pasal", named=", ".join(strange)),) if strange else ()
    return ActTree(tuple(parts), warnings)
