"""The definitions that apply to a passage, folded, each with the way to where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index.defined import Defined
from ingest.reference import print_target
from views.mark import plain
from views.reading.address import reader_address
from views.words import say

#: Characters of a definition that are shown; the link leads to all of it.
LIMIT = 400


def definitions(found: Sequence[Defined], language: str = "id") -> str:
    """The list as HTML; empty where no defined term is used."""
    rows = []
    for one in found:
        place = print_target(one.passage.passage_id)
        text = one.passage.text
        shown = plain(text[:LIMIT]) + (" …" if len(text) > LIMIT else "")
        link = escape(reader_address(one.passage.passage_id, language))
        rows.append(
            f"<dt><b>{plain(one.term)}</b> · "
            f'<a href="{link}" target="_blank" rel="noopener">{plain(place)}</a>'
            f'</dt><dd lang="id">{shown}</dd>'
        )
    if not rows:
        return ""
    return (
        f'<details class="dalil-definitions"><summary>{say("definitions")} ({len(rows)})</summary>'
        f"<dl>{''.join(rows)}</dl></details>"
    )
