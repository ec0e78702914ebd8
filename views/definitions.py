"""The definitions that apply to a passage, folded, each with the way to where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from index.defined import Defined
from ingest.reference import print_target
from views.mark import plain
from views.words import say

#: Characters of a definition that are shown; the link leads to all of it.
LIMIT = 400


def definitions(found: Sequence[Defined], language: str = "id") -> str:
    """The list as HTML; empty where no defined term is used."""
    rows = []
    for one in found:
        place = print_target(one.passage.passage_id)
        # Asking for a provision by its name is this app's link to it.
        asked = {"q": place} if language == "id" else {"q": place, "lang": language}
        text = one.passage.text
        shown = plain(text[:LIMIT]) + (" …" if len(text) > LIMIT else "")
        link = f"?{escape(urlencode(asked))}"
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
