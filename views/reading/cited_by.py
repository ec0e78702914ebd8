"""Who cites the provision or the work being read: how many, and a list that opens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from dalil.index.cited_by import CitedBy, CitingPassage
from dalil.library import Library
from dalil.views.html import plain
from dalil.views.reading.relations import Kin, kin_html
from dalil.views.words import say

#: Citing works that are listed of each group; a code is named by a thousand.
_WORKS: Final = 60


def cited_html(library: Library, identifier: str, language: Literal["id", "en"]) -> str:
    """``Dirujuk oleh 12 bagian`` with the list folded under it; "" where nobody does."""
    own, parts = library.catalog.how_often_cited(identifier)
    if not own and not parts:
        return ""
    found = library.cited_by(identifier)
    said = say("cited_by", count=found.count)
    if not found.count:
        said = say("cited_parts_only", count=found.parts_count)
    elif found.parts_count:
        said = f"{said} · {say('cited_parts_count', count=found.parts_count)}"
    listed = kin_html(library.catalog, _groups(found), language, level=4)
    more = _left_out(found)
    rest = f'<p class="dalil-meta">{plain(say("cited_more", count=more))}</p>' if more else ""
    return f'<details class="dalil-cited"><summary>{plain(said)}</summary>{listed}{rest}</details>'


def _groups(found: CitedBy) -> list[tuple[str, list[Kin]]]:
    others = [c for c in found.citations if not c.own]
    parts = [c for c in found.parts if not c.own]
    own = [c for c in (*found.citations, *found.parts) if c.own]
    named = (("cited_itself", others), ("cited_parts", parts), ("cited_own", own))
    return [(key, _kin(listed)[:_WORKS]) for key, listed in named if listed]


def _left_out(found: CitedBy) -> int:
    groups = (
        {c.document_id for c in found.citations if not c.own},
        {c.document_id for c in found.parts if not c.own},
    )
    return sum(max(len(works) - _WORKS, 0) for works in groups)


def _kin(cited: Iterable[CitingPassage]) -> list[Kin]:
    works: dict[str, Kin] = {}
    for one in cited:
        name = "" if one.document_id.count("/") else one.title
        kin = works.setdefault(one.document_id, Kin(one.document_id, name=name))
        kin.said.append((one.passage_id, one.target))
    return list(works.values())
